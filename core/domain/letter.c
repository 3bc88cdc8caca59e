/* letter.c - the content record of a letter: its fields, and what it holds. */
#include "domain/letter.h"

#include "domain/letter_parts.h"
#include "domain/letter_template.h"
#include "domain/letter_text.h"
#include "domain/plan.h"

static const struct field letter_claim_table[] = {
    FIELD(FIELD_TEXT, struct letter_claim, invoice),
    FIELD(FIELD_TEXT, struct letter_claim, description),
    FIELD(FIELD_DAY, struct letter_claim, issued),
    FIELD(FIELD_DAY, struct letter_claim, due),
    FIELD(FIELD_DAY, struct letter_claim, delivered),
    FIELD_AS("principal_ore", FIELD_ORE, struct letter_claim, principal),
    FIELD_AS("open_ore", FIELD_ORE, struct letter_claim, open),
};
static const struct record letter_claim_record =
    RECORD("letter claim", struct letter_claim, letter_claim_table);

static const struct field letter_line_table[] = {
    FIELD(FIELD_TEXT, struct letter_line, label),
    FIELD_AS("amount_ore", FIELD_ORE, struct letter_line, amount),
};
static const struct record letter_line_record =
    RECORD("letter line", struct letter_line, letter_line_table);

static const struct field instalment_table[] = {
    FIELD(FIELD_DAY, struct letter_instalment, due),
    FIELD_AS("amount_ore", FIELD_ORE, struct letter_instalment, amount),
    FIELD(FIELD_TEXT, struct letter_instalment, kid),
};
static const struct record instalment_record =
    RECORD("instalment", struct letter_instalment, instalment_table);

static const struct field sender_table[] = {
    FIELD(FIELD_TEXT, struct sender, name),    FIELD(FIELD_TEXT, struct sender, org),
    FIELD(FIELD_TEXT, struct sender, address), FIELD(FIELD_TEXT, struct sender, phone),
    FIELD(FIELD_TEXT, struct sender, email),   FIELD(FIELD_TEXT, struct sender, account),
    FIELD(FIELD_TEXT, struct sender, phone_hours),
};
static const struct record sender_record = RECORD("sender", struct sender, sender_table);

static const struct field letter_table[] = {
    FIELD_WORDS(struct letter, kind, letter_kinds),
    FIELD(FIELD_INT, struct letter, case_number),
    FIELD(FIELD_HASH, struct letter, key),
    FIELD(FIELD_HASH, struct letter, salt),
    FIELD(FIELD_DAY, struct letter, composed),
    FIELD(FIELD_DAY, struct letter, deadline),
    FIELD(FIELD_INT32, struct letter, days),
    FIELD_WORDS(struct letter, by, channels),
    FIELD(FIELD_TEXT, struct letter, to_name),
    FIELD(FIELD_TEXT, struct letter, to_address),
    FIELD(FIELD_TEXT, struct letter, to_contact),
    FIELD(FIELD_TEXT, struct letter, creditor_name),
    FIELD(FIELD_TEXT, struct letter, creditor_org),
    FIELD_SUB(struct letter, sender, sender_record),
    FIELD_MANY(struct letter, claims, letter_claim_record, LETTER_CLAIMS_MAX),
    FIELD_MANY(struct letter, lines, letter_line_record, LETTER_LINES_MAX),
    FIELD_AS("total_ore", FIELD_ORE, struct letter, total),
    FIELD_AS("fee_ore", FIELD_ORE, struct letter, fee),
    FIELD(FIELD_INT32, struct letter, interest_bp),
    FIELD(FIELD_DAY, struct letter, interest_from),
    FIELD(FIELD_TEXT, struct letter, kid),
    FIELD(FIELD_TEXT, struct letter, account),
    FIELD(FIELD_TEXT, struct letter, consequence),
    FIELD(FIELD_TEXT, struct letter, objection),
    FIELD(FIELD_TEXT, struct letter, board),
    FIELD(FIELD_TEXT, struct letter, subject),
    FIELD(FIELD_TEXT, struct letter, opening),
    FIELD(FIELD_TEXT, struct letter, announce),
    FIELD_MANY(struct letter, covered, letter_line_record, LETTER_COVERED_MAX),
    FIELD_MANY(struct letter, instalments, instalment_record, PLAN_PARTS_MAX),
    FIELD_AS("pay_next_ore", FIELD_ORE, struct letter, pay_next),
    FIELD(FIELD_DAY, struct letter, pay_by),
    FIELD(FIELD_INT32, struct letter, claims_left_out),
    FIELD(FIELD_TEXT, struct letter, estimate),
    FIELD(FIELD_TEXT, struct letter, help),
    FIELD(FIELD_BOOL, struct letter, by_2026),
    FIELD_WORDS(struct letter, addressed, addressees),
    FIELD(FIELD_TEXT, struct letter, copy_name),
    FIELD(FIELD_TEXT, struct letter, copy_address),
    FIELD_AS("told_ore", FIELD_ORE, struct letter, told),
    FIELD(FIELD_TEXT, struct letter, template),
    FIELD(FIELD_HASH, struct letter, rules),
    FIELD(FIELD_BOOL, struct letter, to_many),
    FIELD(FIELD_TEXT, struct letter, pay_url),
};
const struct record letter_record = RECORD("letter", struct letter, letter_table);

ore letter_to_pay(const struct letter *l) {
    return l->pay_next > 0 ? l->pay_next : l->total;
}

day letter_pay_by(const struct letter *l) {
    return letter_asks_payment(l->kind) ? l->deadline : l->pay_by;
}

static bool claims_are_named(const struct letter *l) {
    for (uint32_t i = 0; i < l->n_claims; i++) {
        if (l->claims[i].invoice.len == 0 && l->claims[i].description.len == 0) {
            return false;
        }
    }
    return l->n_claims > 0;
}

static bool claims_are_described(const struct letter *l) {
    for (uint32_t i = 0; i < l->n_claims; i++) {
        if (l->claims[i].description.len == 0) {
            return false;
        }
    }
    return l->n_claims > 0;
}

static bool invoices_are_dated(const struct letter *l) {
    for (uint32_t i = 0; i < l->n_claims; i++) {
        if (l->claims[i].invoice.len == 0 || l->claims[i].issued == DAY_NONE) {
            return false;
        }
    }
    return l->n_claims > 0;
}

static bool lines_add_up(const struct letter *l) {
    ore sum = 0, fee = 0;
    for (uint32_t i = 0; i < l->n_lines; i++) {
        if (l->lines[i].label.len == 0 || l->lines[i].amount <= 0) {
            return false;
        }
        sum = money_add(sum, l->lines[i].amount);
        fee = l->lines[i].amount; /* the letter's own fee is the last line */
    }
    return l->n_lines > 0 && sum == l->total && (l->fee == 0 || fee == l->fee);
}

unsigned letter_parts_held(const struct letter *l) {
    const struct sender *from = &l->sender;
    const struct {
        enum letter_part part;
        bool held;
    } found[] = {
        {PART_CREDITOR, l->creditor_name.len > 0},
        {PART_CLAIM, claims_are_named(l)},
        {PART_AMOUNTS, lines_add_up(l)},
        {PART_TOTAL, l->total > 0},
        {PART_INTEREST, l->interest_bp > 0 && l->interest_from != DAY_NONE},
        {PART_DEADLINE, l->deadline > l->composed},
        {PART_PAYMENT, l->account.len > 0 && l->kid.len > 0},
        {PART_OBJECTION, l->objection.len > 0},
        {PART_CONSEQUENCE, l->consequence.len > 0},
        {PART_BOARD, l->board.len > 0},
        {PART_DEBTOR, l->to_name.len > 0},
        {PART_SENDER,
         from->name.len > 0 && from->address.len + from->phone.len + from->email.len > 0},
        {PART_INVOICE_DATE, invoices_are_dated(l)},
        {PART_ESTIMATE, l->estimate.len > 0},
        {PART_HELP, l->help.len > 0},
        {PART_PHONE_HOURS, from->phone.len > 0 && from->phone_hours.len > 0},
        {PART_CONCERN, claims_are_described(l)},
        {PART_BREACH_COSTS, l->told > 0},
        {PART_OPENING, l->opening.len > 0},
        {PART_INSTALMENTS, l->n_instalments > 0},
        {PART_COVERED, l->n_covered > 0},
    };
    unsigned parts = 0;
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
        if (found[i].held) {
            parts |= 1u << found[i].part;
        }
    }
    /* The debtor stands on the sheet, whatever the template says. */
    return l->template.len == 0
               ? parts
               : parts & (letter_template_shows(l->kind, l->template) | 1u << PART_DEBTOR);
}
