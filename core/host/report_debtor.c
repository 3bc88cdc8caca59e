/* report_debtor.c - see report_debtor.h. */
#include "host/report_debtor.h"

#include "domain/posting.h"
#include "host/costs_out.h"
#include "host/sheet.h"
#include "host/show.h"

enum {
    AT_DAY, AT_BOOKED, AT_EVENT, AT_WHAT, AT_PARAGRAPH, AT_PLUS, AT_MINUS, AT_BALANCE,
    AT_PRINCIPAL, AT_INTEREST, AT_COSTS, COLUMNS
};
static const struct report_column columns[COLUMNS] = {
    [AT_DAY] = {.name = "day", .head = "dato", .kind = CELL_DAY,
                .doc = "The day from which it counts."},
    [AT_BOOKED] = {.name = "booked", .head = "bokført", .kind = CELL_DAY,
                   .doc = "The day on which it was recorded; lines stand in this order."},
    [AT_EVENT] = {.name = "event", .head = "hendelse", .kind = CELL_TEXT, .data_only = true,
                  .doc = "The recorded event (krav words events)."},
    [AT_WHAT] = {.name = "what", .head = "hva", .kind = CELL_TEXT,
                 .doc = "What happened; of a payment, what it covered."},
    [AT_PARAGRAPH] = {.name = "paragraph", .head = "hjemmel", .kind = CELL_TEXT,
                      .doc = "By which paragraph a cost was charged, on its day."},
    [AT_PLUS] = {.name = "plus", .head = "pluss", .kind = CELL_ORE,
                 .doc = "What more was owed after it."},
    [AT_MINUS] = {.name = "minus", .head = "minus", .kind = CELL_ORE,
                  .doc = "What less was owed after it."},
    [AT_BALANCE] = {.name = "balance", .head = "saldo", .kind = CELL_ORE,
                    .doc = "What was owed in all after it."},
    [AT_PRINCIPAL] = {.name = "principal", .head = "hovedstol", .kind = CELL_ORE,
                      .data_only = true, .doc = "Of plus less minus: principal."},
    [AT_INTEREST] = {.name = "interest", .head = "renter", .kind = CELL_ORE, .data_only = true,
                     .doc = "Of plus less minus: late interest."},
    [AT_COSTS] = {.name = "costs", .head = "omkostninger", .kind = CELL_ORE, .data_only = true,
                  .doc = "Of plus less minus: fees, collection costs and court fees."},
};
const struct report_kind report_debtor = {
    .name = "debtor", .doc = "a case's ledger as its debtor reads it, in bokmål (--case CASE)",
    .columns = columns, .n_columns = COLUMNS,
};

struct ledger_of_case {
    const struct sheet *sheet;
    struct cli *cli;
    struct report_rows rows;
    uint32_t n_max;
    uint32_t n_costs; /* charged so far: the number of the next one */
    ore balance;
};

/* ---- one line -------------------------------------------------------------------------------- */

struct change { /* of what is owed */
    ore principal, interest, costs;
    int n_postings;
};

static struct change change_of(const struct ledger_of_case *l, const struct event *e) {
    struct posting postings[POSTINGS_MAX];
    struct change c = {0, 0, 0, postings_of(e, l->sheet->c.id, l->sheet->c.creditor, postings)};
    for (int i = 0; i < c.n_postings; i++) {
        const enum account account = postings[i].account;
        if (account == ACCOUNT_PRINCIPAL) {
            c.principal += postings[i].amount;
        } else if (account == ACCOUNT_INTEREST) {
            c.interest += postings[i].amount;
        } else if (account == ACCOUNT_COSTS_CREDITOR || account == ACCOUNT_COSTS_AGENCY ||
                   account == ACCOUNT_COSTS_COURT) {
            c.costs += postings[i].amount;
        }
    }
    return c;
}

static void add_line(struct ledger_of_case *l, const struct change *c, day on, day booked) {
    struct report_cell *row = &l->rows.cells[l->rows.n++ * COLUMNS];
    const ore sum = c->principal + c->interest + c->costs;
    l->balance = money_add(l->balance, sum);
    row[AT_DAY].number = on != DAY_NONE ? on : booked;
    row[AT_BOOKED].number = booked;
    row[AT_PLUS] = (struct report_cell){.number = sum, .none = sum <= 0};
    row[AT_MINUS] = (struct report_cell){.number = -sum, .none = sum >= 0};
    row[AT_BALANCE].number = l->balance;
    row[AT_PRINCIPAL].number = c->principal;
    row[AT_INTEREST].number = c->interest;
    row[AT_COSTS].number = c->costs;
}

/* ---- in words -------------------------------------------------------------------------------- */

/* After the first part of several stands a comma. */
static void add_part(struct buf *out, struct cli *cli, const char **before, const char *label,
                     ore amount) {
    if (amount != 0) {
        buf_addf(out, "%s %s %s", *before, label, cli_ore(cli, amount));
        *before = ",";
    }
}

static const char *date(struct cli *cli, day d) {
    char text[DAY_TEXT];
    return arena_cstr(&cli->arena, text_of(day_format_no(d, text)));
}

/* What the debtor paid or got back, and what of it went to what: the order used, in amounts
 * (the new inkassoloven § 16 second paragraph). */
static void payment_words(struct buf *out, struct cli *cli, const struct event *e) {
    const char *before = ":";
    buf_addf(out, "%s %s", e->kind == EVENT_PAYMENT_UNDONE ? "Innbetaling ført tilbake"
                           : e->direct                     ? "Betalt direkte til kreditor"
                                                           : "Innbetaling", cli_ore(cli, e->amount));
    add_part(out, cli, &before, "omkostninger",
             e->costs_creditor + e->costs_agency + e->costs_court);
    add_part(out, cli, &before, "renter", e->interest);
    add_part(out, cli, &before, "hovedstol", e->principal);
    add_part(out, cli, &before, "for mye betalt", e->over);
}

static void claim_words(struct buf *out, struct cli *cli, const struct event *e) {
    const struct claim *claim = &e->claims[0];
    buf_add_str(out, "Hovedstol");
    if (claim->invoice.len > 0) {
        buf_addf(out, ", faktura %.*s", TEXT_ARG(claim->invoice));
    }
    buf_addf(out, ", forfall %s", date(cli, claim->due));
}

/* The vocabulary's own term, as a sentence begins; Æ, Ø and Å are two bytes. */
static void term_words(struct buf *out, const struct words *words, int value) {
    const struct word *w = words_by_value(words, value);
    const struct text term = text_of(w ? w->norwegian : "?");
    if (term.ptr[0] >= 'a' && term.ptr[0] <= 'z') {
        buf_add_char(out, (char)(term.ptr[0] - 'a' + 'A'));
        buf_add(out, (struct text){term.ptr + 1, term.len - 1});
    } else {
        buf_add(out, term);
    }
}

static struct text words_of(struct cli *cli, const struct event *e) {
    struct buf out;
    buf_init(&out, 4096);
    if (e->kind == EVENT_CLAIM_ADDED && e->n_claims > 0) {
        claim_words(&out, cli, e);
    } else if (e->kind == EVENT_INTEREST_ACCRUED) {
        buf_addf(&out, "Forsinkelsesrenter%s til og med %s", e->amount < 0 ? " rettet" : "",
                 date(cli, e->until));
    } else if (e->kind == EVENT_FEE_CHARGED) {
        term_words(&out, &fee_kinds, (int)e->fee);
    } else if (e->kind == EVENT_PAYMENT_ALLOCATED || e->kind == EVENT_PAYMENT_UNDONE) {
        payment_words(&out, cli, e);
    } else {
        term_words(&out, &event_kinds, (int)e->kind);
    }
    const struct text kept = arena_text(&cli->arena, buf_text(&out));
    buf_fini(&out);
    return kept;
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* Costs stand in the order in which they were charged; one that came with claims from another case
 * was charged there, and is not explained here. */
static int explain(struct ledger_of_case *l, const struct event *e, struct charge_explained *x) {
    const struct krav_case *c = &l->sheet->c;
    const uint32_t index = l->n_costs++;
    if (index >= c->n_costs || c->costs[index].fee != e->fee ||
        c->costs[index].amount != e->amount || c->costs[index].charged != e->day) {
        return STATUS_OK;
    }
    return costs_explain(l->sheet, index, x);
}

static int add_event(struct ledger_of_case *l, const struct event *e, day booked) {
    const struct change c = change_of(l, e);
    struct charge_explained x = {0};
    const int rc = e->kind == EVENT_FEE_CHARGED ? explain(l, e, &x) : STATUS_OK;
    if (rc || c.n_postings == 0) {
        return rc;
    }
    add_line(l, &c, e->day, booked);
    struct report_cell *row = &l->rows.cells[(l->rows.n - 1) * COLUMNS];
    row[AT_EVENT].text = text_of(words_name(&event_kinds, (int)e->kind));
    row[AT_WHAT].text = words_of(l->cli, e);
    row[AT_PARAGRAPH].text = text_of(x.paragraph);
    return STATUS_OK;
}

static void add_running_interest(struct ledger_of_case *l) {
    const day today = l->sheet->home->engine->today;
    const struct change c = {.interest = l->sheet->balances.open - l->balance};
    if (c.interest == 0) {
        return;
    }
    add_line(l, &c, today, today);
    struct report_cell *row = &l->rows.cells[(l->rows.n - 1) * COLUMNS];
    row[AT_EVENT].text = TEXT("running_interest");
    row[AT_WHAT].text = arena_printf(&l->cli->arena, "Forsinkelsesrenter til og med %s, ennå ikke "
                                     "bokført", date(l->cli, today));
}

static int read_ledger(const struct sheet *s, struct ledger_of_case *l) {
    struct cli *cli = s->home->cli;
    int rc = STATUS_OK;
    *l = (struct ledger_of_case){.sheet = s, .cli = cli, .rows.kind = &report_debtor};
    for (uint32_t i = 0; i < s->n_steps; i++) {
        l->n_max += s->steps[i].n_events;
    }
    l->rows.cells = arena_take_n(&cli->arena, (size_t)l->n_max + 1,
                                 COLUMNS * sizeof(struct report_cell));
    for (uint32_t i = 0; i < s->n_steps; i++) {
        const struct step *step = &s->steps[i];
        for (uint32_t k = 0; k < step->n_events && rc == STATUS_OK; k++) {
            rc = add_event(l, &step->events[k], step->fact.booked_day);
        }
    }
    if (rc == STATUS_OK) {
        add_running_interest(l);
    }
    return rc;
}

int report_debtor_print(struct home *h, int64_t case_number, enum report_form form) {
    struct sheet s;
    struct ledger_of_case l;
    int rc = sheet_read(h, case_number, &s);
    rc = rc ? rc : read_ledger(&s, &l);
    if (rc) {
        return rc;
    }
    if (form == FORM_TABLE) {
        (void)printf("Sak %lld: %.*s\nKreditor: %.*s\n\n", (long long)s.c.id,
                     TEXT_ARG(s.debtor.name), TEXT_ARG(s.creditor ? s.creditor->name : TEXT("?")));
    }
    report_print(h->cli, &l.rows, form);
    if (form == FORM_TABLE) {
        (void)printf("\nÅ betale per %s: %s\n", date(h->cli, h->engine->today),
                     cli_ore(h->cli, l.balance));
    }
    return STATUS_OK;
}
