#include "statement.h"

#include "krav/easy.h"

#include <inttypes.h>

#include "values.h"

#define BBAN 11

static int is(krav_str s, const char *word) { return krav_str_eq(s, krav_str_of(word)); }

static krav_str either(const struct camt *c, enum camt_field first, enum camt_field second) {
    const krav_str s = camt_str(c, first);
    return s.ptr ? s : camt_str(c, second);
}

/* ---- balances -------------------------------------------------------------------------------- */

void balance_begin(struct camt *c) {
    camt_forget(c, CAMT_BALANCE_CODE, CAMT_BALANCE_TIME);
    c->notification.balance_line = camt_line(c);
}

/* Opening booked; where a bank has none, what the statement before it closed with. */
static struct camt_balance *balance_of(struct camt_notification *n, krav_str code) {
    return is(code, "OPBD")   ? &n->opening
           : is(code, "PRCD") ? &n->previous
           : is(code, "CLBD") ? &n->closing
                              : NULL;
}

void balance_end(struct camt *c) {
    struct camt_notification *n = &c->notification;
    const int64_t line = n->balance_line;
    const krav_str code = camt_str(c, CAMT_BALANCE_CODE);
    const krav_str text = camt_str(c, CAMT_BALANCE_AMOUNT);
    const krav_str side = camt_str(c, CAMT_BALANCE_SIDE);
    const krav_str day = either(c, CAMT_BALANCE_DAY, CAMT_BALANCE_TIME);
    struct camt_balance *b = balance_of(n, code);
    if (!b) {
        return; /* expected, available, interim: nobody is held to those */
    }
    if (b->line > 0) {
        camt_fault(c, line, "the balance %.*s stands on line %" PRId64 " already",
                   CAMT_SHOWN(code), b->line);
        return;
    }
    *b = (struct camt_balance){.line = line};
    const char *why = text.ptr ? value_amount(text, &b->amount) : "is missing";
    if (why) {
        camt_fault(c, line, "the amount of the balance %.*s %s", CAMT_SHOWN(code), why);
    } else if (memcmp(c->values[CAMT_BALANCE_AMOUNT].currency, "NOK", 4) != 0) {
        camt_fault(c, line, "a balance in %.3s: only NOK is taken",
                   c->values[CAMT_BALANCE_AMOUNT].currency);
    } else if (!is(side, "CRDT") && !is(side, "DBIT")) {
        camt_fault(c, line, "CdtDbtInd is \"%.*s\", neither CRDT nor DBIT", CAMT_SHOWN(side));
    }
    b->amount = is(side, "DBIT") ? -b->amount : b->amount;
    why = day.ptr ? value_day(day, &b->day) : "is missing";
    if (why) {
        camt_fault(c, line, "the day of the balance %.*s %s", CAMT_SHOWN(code), why);
    }
}

/* ---- lines ----------------------------------------------------------------------------------- */

static krav_day value_day_of(struct camt *c) {
    const krav_str text = either(c, CAMT_VALUE, CAMT_VALUE_TIME);
    krav_day day = 0;
    return text.ptr && !value_day(text, &day) ? day : 0;
}

static krav_str type_of(const struct camt *c) {
    return either(c, CAMT_TYPE, CAMT_TYPE_ISO);
}

static void hand_over(struct camt *c, krav_statement_line *l) {
    l->size = sizeof *l;
    l->account = (krav_str){c->notification.account, BBAN};
    l->statement = camt_str(c, CAMT_NOTIFICATION_ID);
    l->entry = c->notification.n_taken;
    l->booked = c->entry.booked;
    l->value = value_day_of(c);
    l->type = type_of(c);
    if (!camt_add(c, l->line, &c->handed, l->part == 0 ? l->amount : 0) || !c->sink->line ||
        c->rc != KRAV_OK || c->n_faults > 0) {
        return;
    }
    const int32_t rc = c->sink->line(c->sink->ctx, l);
    if (rc != KRAV_OK) {
        camt_end_early(c, rc);
    }
}

void statement_entry(struct camt *c) {
    const struct camt_entry *e = &c->entry;
    struct camt_notification *n = &c->notification;
    n->n_taken++;
    n->booked += e->amount;
    krav_statement_line l = {.line = e->line, .amount = e->amount};
    l.reference = either(c, CAMT_ENTRY_BANK_REF, CAMT_ENTRY_REF);
    l.text = camt_str(c, CAMT_ENTRY_TEXT);
    hand_over(c, &l);
}

void statement_part(struct camt *c, int64_t line, krav_ore amount, krav_str kid, krav_str text) {
    char bban[BBAN];
    const krav_str id = camt_str(c, CAMT_TX_END_TO_END);
    const krav_str account = either(c, CAMT_PAYER_IBAN, CAMT_PAYER_OTHER);
    krav_statement_line l = {.line = line, .amount = amount, .kid = kid, .text = text};
    l.part = ++c->entry.n_parts;
    l.end_to_end = is(id, "NOTPROVIDED") ? l.end_to_end : id;
    l.reference = camt_str(c, CAMT_TX_BANK_REF);
    l.payer_name = either(c, CAMT_PAYER_NAME, CAMT_PAYER_NAME_08);
    l.payer_account = account.ptr && !value_account(account, bban) ? (krav_str){bban, BBAN}
                                                                   : account;
    hand_over(c, &l);
}

/* ---- the statement --------------------------------------------------------------------------- */

#define ORE_FORMAT "%s%" PRId64 ".%02d"
#define ORE_PARTS(ore) (ore) < 0 ? "-" : "", ((ore) < 0 ? -(ore) : (ore)) / 100, \
                       (int)(((ore) < 0 ? -(ore) : (ore)) % 100)

static krav_day day_of(struct camt *c, enum camt_field field) {
    const krav_str text = camt_str(c, field);
    krav_day day = 0;
    const char *why = text.ptr ? value_day(text, &day) : NULL;
    if (why) {
        camt_fault(c, c->values[field].line, "%s %s", camt_path_name(field), why);
    }
    return day;
}

static void check(struct camt *c, const struct camt_balance *opening, krav_str id) {
    const struct camt_notification *n = &c->notification;
    if (!id.ptr) {
        camt_fault(c, n->line, "the statement has no Id");
    } else if (id.len > CAMT_ID_MAX) {
        camt_fault(c, n->line, "the Id of the statement is longer than %d bytes", CAMT_ID_MAX);
    }
    if (opening->line == 0) {
        camt_fault(c, n->line, "the statement has no opening balance (OPBD, PRCD)");
    }
    if (n->closing.line == 0) {
        camt_fault(c, n->line, "the statement has no closing balance (CLBD)");
    }
    const krav_ore sum = opening->amount + n->booked;
    if (opening->line > 0 && n->closing.line > 0 && !n->is_lost && sum != n->closing.amount) {
        camt_fault(c, n->closing.line, "the closing balance is " ORE_FORMAT
                   ", but opening balance and entries make " ORE_FORMAT,
                   ORE_PARTS(n->closing.amount), ORE_PARTS(sum));
    }
}

void statement_end(struct camt *c) {
    const struct camt_notification *n = &c->notification;
    const struct camt_balance *opening = n->opening.line > 0 ? &n->opening : &n->previous;
    krav_statement s = {.size = sizeof s, .line = n->line, .opening = opening->amount,
                        .closing = n->closing.amount, .n_entries = n->n_taken,
                        .to = n->closing.day};
    s.id = camt_str(c, CAMT_NOTIFICATION_ID);
    s.account = (krav_str){n->account, BBAN};
    s.from = day_of(c, CAMT_FROM);
    check(c, opening, s.id);
    if (!camt_add(c, n->line, &c->handed, 0) || !c->sink->statement || c->rc != KRAV_OK ||
        c->n_faults > 0) {
        return;
    }
    const int32_t rc = c->sink->statement(c->sink->ctx, &s);
    if (rc != KRAV_OK) {
        camt_end_early(c, rc);
    }
}
