/* letter_blocks.c - see letter_blocks.h. */
#include "domain/letter_blocks.h"

#include "domain/letter_layout.h"
#include "domain/letter_text.h"

/* ---- amounts and payment --------------------------------------------------------------------- */

static void put_amount(struct buf *out, struct text label, ore amount) {
    char text[MONEY_TEXT];
    layout_row(out, label, text_of(money_format(amount, text)));
}

void block_amounts(struct buf *out, const struct letter *l) {
    if (l->n_lines == 0) {
        return;
    }
    if (!text_ends(l->announce, TEXT(":"))) {
        buf_add_str(out, "Beløp i kroner:\n");
    }
    for (uint32_t i = 0; i < l->n_lines; i++) {
        put_amount(out, l->lines[i].label, l->lines[i].amount);
    }
    put_amount(out, TEXT("Til sammen"), l->total);
    buf_add_char(out, '\n');
}

void block_account(struct buf *out, struct text account) {
    if (account.len == 11 && text_all_digits(account)) {
        buf_addf(out, "%.4s.%.2s.%.5s", account.ptr, account.ptr + 4, account.ptr + 6);
    } else {
        buf_add(out, account);
    }
}

void block_payment(struct buf *out, const struct letter *l) {
    char date[DAY_TEXT], amount[MONEY_TEXT];
    const bool to_pay = l->total > 0 && l->kid.len > 0;
    const day by = letter_pay_by(l);
    if (to_pay) {
        buf_addf(out, "%s: %s kroner\n",
                 l->pay_next > 0 ? "Neste avdrag" : by != DAY_NONE ? "Å betale" : "Gjenstår",
                 money_format(letter_to_pay(l), amount));
    }
    /* Of a provisional answer the opening has the day, which is ours. */
    const bool answer_by = l->deadline != DAY_NONE && l->kind != LETTER_PROVISIONAL_ANSWER;
    if (by != DAY_NONE || answer_by) {
        buf_addf(out, "%s: %s\n", by != DAY_NONE ? "Betalingsfrist" : "Svarfrist",
                 day_format_no(by != DAY_NONE ? by : l->deadline, date));
    }
    if (to_pay) {
        struct buf account;
        buf_init(&account, 256);
        block_account(&account, l->account);
        layout_named(out, "Til konto", buf_text(&account));
        buf_fini(&account);
        layout_named(out, "KID", l->kid);
        if (l->pay_url.len > 0) { /* never broken: it is to be clicked on */
            buf_addf(out, "Betal på nett:\n%.*s\n", TEXT_ARG(l->pay_url));
        }
    }
    if (to_pay || by != DAY_NONE || answer_by) {
        buf_add_char(out, '\n');
    }
}

/* ---- text of ours ---------------------------------------------------------------------------- */

/* "Kreditor: Strøm AS (org.nr. 311758489)" */
void block_creditor(struct buf *out, const struct letter *l) {
    if (l->creditor_name.len == 0) {
        return;
    }
    buf_add_str(out, "Kreditor: ");
    layout_clean(out, l->creditor_name);
    if (l->creditor_org.len > 0) {
        buf_add_str(out, " (org.nr. ");
        layout_clean(out, l->creditor_org);
        buf_add_char(out, ')');
    }
    buf_add_str(out, "\n\n");
}

/* "Faktura 5001, strøm i august, datert 15.08.2026, forfalt 01.09.2026" */
static void put_claim(struct buf *out, const struct letter_claim *claim) {
    char date[DAY_TEXT];
    layout_blanks(out, LAYOUT_INDENT);
    buf_add_str(out, claim->invoice.len > 0 ? "Faktura " : "Krav");
    layout_clean(out, claim->invoice);
    if (claim->description.len > 0) {
        buf_add_str(out, ", ");
        layout_clean(out, claim->description);
    }
    if (claim->issued != DAY_NONE) {
        buf_addf(out, ", datert %s", day_format_no(claim->issued, date));
    }
    if (claim->delivered != DAY_NONE) {
        buf_addf(out, ", levert %s", day_format_no(claim->delivered, date));
    }
    if (claim->due != DAY_NONE) {
        buf_addf(out, ", forfall %s", day_format_no(claim->due, date));
    }
    buf_add_char(out, '\n');
}

void block_interest(struct buf *out, const struct letter *l) {
    if (l->interest_bp <= 0 || l->interest_from == DAY_NONE) {
        return;
    }
    char date[DAY_TEXT];
    buf_addf(out, "Forsinkelsesrenten er %d,%02d prosent i året. Den regnes av hovedstolen ",
             (int)(l->interest_bp / 100), (int)(l->interest_bp % 100));
    buf_addf(out, l->n_claims > 1 ? "fra dagen etter forfall for hver faktura, tidligst %s.\n\n"
                                  : "fra og med %s.\n\n",
             day_format_no(l->interest_from, date));
}

void block_covered(struct buf *out, const struct letter *l) {
    if (l->n_covered == 0) {
        return;
    }
    buf_add_str(out, "Betalingen er fordelt slik:\n");
    for (uint32_t i = 0; i < l->n_covered; i++) {
        layout_blanks(out, LAYOUT_INDENT);
        layout_clean(out, l->covered[i].label);
        layout_column(out, l->covered[i].amount);
    }
    buf_add_char(out, '\n');
}

void block_instalments(struct buf *out, const struct letter *l) {
    char due[DAY_TEXT];
    if (l->n_instalments == 0) {
        return;
    }
    buf_add_str(out, "Avdragene:\n");
    for (uint32_t i = 0; i < l->n_instalments; i++) {
        layout_blanks(out, LAYOUT_INDENT);
        buf_addf(out, "Avdrag %u, forfall %s", i + 1, day_format_no(l->instalments[i].due, due));
        if (l->instalments[i].kid.len > 0) {
            buf_add_str(out, ", KID ");
            layout_clean(out, l->instalments[i].kid);
        }
        layout_column(out, l->instalments[i].amount);
    }
    buf_add_char(out, '\n');
}

void block_claims(struct buf *out, const struct letter *l) {
    if (l->n_claims == 0) {
        return;
    }
    buf_add_str(out, "Saken gjelder:\n");
    for (uint32_t i = 0; i < l->n_claims; i++) {
        put_claim(out, &l->claims[i]);
    }
    if (l->claims_left_out > 0) {
        layout_blanks(out, LAYOUT_INDENT);
        buf_addf(out, "og %d krav til; spør oss om en full oversikt\n", (int)l->claims_left_out);
    }
    buf_add_char(out, '\n');
}

void block_announce(struct buf *out, const struct letter *l) {
    if (l->n_lines > 0) {
        layout_paragraphs(out, l->announce);
    } else if (letter_text_of(l->kind)->with_amounts) {
        layout_paragraphs(out, TEXT("Ingenting gjenstår å betale i denne saken."));
    }
}

void block_opening(struct buf *out, const struct letter *l) { layout_paragraphs(out, l->opening); }

void block_consequence(struct buf *out, const struct letter *l) {
    layout_paragraphs(out, l->consequence);
}

void block_estimate(struct buf *out, const struct letter *l) { layout_paragraphs(out, l->estimate); }

void block_objection(struct buf *out, const struct letter *l) {
    layout_paragraphs(out, l->objection);
}

void block_help(struct buf *out, const struct letter *l) { layout_paragraphs(out, l->help); }

void block_board(struct buf *out, const struct letter *l) { layout_paragraphs(out, l->board); }

void block_greeting(struct buf *out, const struct letter *l) {
    buf_add_str(out, "Vennlig hilsen\n");
    layout_clean(out, l->sender.name);
    buf_add_str(out, "\n\n");
}
