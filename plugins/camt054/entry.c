#include "entry.h"

#include "krav/easy.h"

#include <inttypes.h>

#include "payment.h"
#include "payout.h"
#include "statement.h"
#include "values.h"

static int is(krav_str s, const char *word) { return krav_str_eq(s, krav_str_of(word)); }

static krav_str either(const struct camt *c, enum camt_field first, enum camt_field second) {
    const krav_str s = camt_str(c, first);
    return s.ptr ? s : camt_str(c, second);
}

#define ORE_FORMAT PRId64 ".%02d"
#define ORE_PARTS(ore) (ore) / 100, (int)((ore) % 100)

/* ---- notifications -------------------------------------------------------------------------- */

void notification_begin(struct camt *c) {
    camt_forget(c, CAMT_NOTIFICATION_ID, CAMT_BALANCE_TIME);
    c->notification = (struct camt_notification){.line = camt_line(c)};
    c->n_notifications++;
    equals_forget(&c->equals);
}

/* The account, before its first entry. */
static void notification_read(struct camt *c) {
    struct camt_notification *n = &c->notification;
    n->is_begun = 1;
    const krav_str account = either(c, CAMT_ACCOUNT_IBAN, CAMT_ACCOUNT_OTHER);
    const char *why = account.ptr ? value_account(account, n->account) : "is missing";
    if (why) {
        camt_fault(c, n->line, "the account (Acct/Id) \"%.*s\" %s", CAMT_SHOWN(account), why);
    }
    const krav_str copy = camt_str(c, CAMT_COPY);
    if (copy.ptr) {
        camt_remark(c, c->values[CAMT_COPY].line, "the notification is marked %.*s: payments that"
                    " were taken before are known again", CAMT_SHOWN(copy));
    }
    const krav_str bank = either(c, CAMT_BANK, CAMT_BANK_08);
    if (c->bank_len == 0 && bank.ptr) {
        memcpy(c->bank, bank.ptr, bank.len);
        c->bank_len = (uint32_t)bank.len;
    }
}

static void check_count(struct camt *c, enum camt_field field, const char *of, int64_t counted) {
    const krav_str text = camt_str(c, field);
    int64_t there = 0;
    const char *why = text.ptr ? value_count(text, &there) : NULL;
    if (why) {
        camt_fault(c, c->values[field].line, "%s/%s %s", of, camt_path_name(field), why);
    } else if (text.ptr && there != counted) {
        camt_fault(c, c->values[field].line, "%s/%s says %" PRId64 ", but there are %" PRId64, of,
                   camt_path_name(field), there, counted);
    }
}

static void check_sum(struct camt *c, enum camt_field field, const char *of, krav_ore sum) {
    const krav_str text = camt_str(c, field);
    krav_ore there = 0;
    const char *why = text.ptr ? value_amount(text, &there) : NULL;
    if (why) {
        camt_fault(c, c->values[field].line, "%s/%s %s", of, camt_path_name(field), why);
    } else if (text.ptr && there != sum) {
        camt_fault(c, c->values[field].line, "%s/%s says %" ORE_FORMAT ", but the sum is %s%"
                   ORE_FORMAT, of, camt_path_name(field), ORE_PARTS(there), sum < 0 ? "-" : "",
                   ORE_PARTS(sum < 0 ? -sum : sum));
    }
}

/* Of a notification in several files, the totals are of all of it. */
static int is_one_page(const struct camt *c) {
    const krav_str page = camt_str(c, CAMT_PAGE);
    const krav_str is_last = camt_str(c, CAMT_IS_LAST_PAGE);
    return (!page.ptr || is(page, "1")) &&
           (!is_last.ptr || is(is_last, "true") || is(is_last, "1"));
}

static void totals_check(struct camt *c) {
    const struct camt_notification *n = &c->notification;
    struct camt_sum all = n->credits;
    if (n->is_lost || !is_one_page(c) || !camt_add(c, n->line, &all, n->debits.sum)) {
        return;
    }
    check_count(c, CAMT_ALL_COUNT, "TtlNtries", n->credits.n + n->debits.n);
    check_sum(c, CAMT_ALL_SUM, "TtlNtries", all.sum);
    check_count(c, CAMT_CREDITS_COUNT, "TtlCdtNtries", n->credits.n);
    check_sum(c, CAMT_CREDITS_SUM, "TtlCdtNtries", n->credits.sum);
    check_count(c, CAMT_DEBITS_COUNT, "TtlDbtNtries", n->debits.n);
    check_sum(c, CAMT_DEBITS_SUM, "TtlDbtNtries", n->debits.sum);
}

static void left_out(struct camt *c, const struct camt_sum *left, const char *what) {
    if (left->n > 0) {
        camt_remark(c, c->notification.line, "%" PRId64 " entries of NOK %" ORE_FORMAT
                    " are not handed over: %s", left->n, ORE_PARTS(left->sum), what);
    }
}

void notification_end(struct camt *c) {
    struct camt_notification *n = &c->notification;
    if (!n->is_begun) {
        notification_read(c);
    }
    totals_check(c);
    if (c->is_statement) {
        left_out(c, &n->left_open, "not booked yet (status other than BOOK)");
        statement_end(c);
        return;
    }
    left_out(c, &n->left_debits, "money out (DBIT)");
    left_out(c, &n->left_open, "not booked yet (status other than BOOK)");
    left_out(c, &n->left_undone, "money out that came back (CRDT with RvslInd)");
}

/* ---- entries -------------------------------------------------------------------------------- */

void entry_begin(struct camt *c) {
    if (!c->notification.is_begun) {
        notification_read(c);
    }
    camt_forget(c, CAMT_ENTRY_REF, CAMT_MORE_TEXT);
    c->entry = (struct camt_entry){.line = camt_line(c)};
    c->tx_line = 0;
    c->n_pieces = 0;
    c->words.len = 0;
    c->words.is_full = 0;
}

/* +1 for CRDT, -1 for DBIT, 0 after a fault. */
static int side_of(struct camt *c, enum camt_field field, int64_t line) {
    const krav_str side = camt_str(c, field);
    if (is(side, "CRDT")) {
        return 1;
    }
    if (is(side, "DBIT")) {
        return -1;
    }
    camt_fault(c, line, "CdtDbtInd is \"%.*s\", neither CRDT nor DBIT", CAMT_SHOWN(side));
    return 0;
}

static krav_day booked_of(struct camt *c) {
    static const enum camt_field fields[] = {CAMT_BOOKED, CAMT_BOOKED_TIME, CAMT_VALUE,
                                             CAMT_VALUE_TIME};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const krav_str text = camt_str(c, fields[i]);
        krav_day day = 0;
        const char *why = text.ptr ? value_day(text, &day) : NULL;
        if (why) {
            camt_fault(c, c->values[fields[i]].line, "%s %s", camt_paths[fields[i]].path, why);
            return 0;
        }
        if (text.ptr) {
            return day;
        }
    }
    camt_fault(c, c->entry.line, "the entry has neither booking nor value date (BookgDt, ValDt)");
    return 0;
}

/* An amount in kroner; 0 after a fault, and for other currencies, which lose the totals. */
static int amount_read(struct camt *c, enum camt_field field, int64_t line, krav_ore *amount) {
    const krav_str text = camt_str(c, field);
    const char *why = text.ptr ? value_amount(text, amount) : "is missing";
    if (why) {
        camt_fault(c, line, "%s %s", camt_path_name(field), why);
    }
    return why == NULL;
}

static int is_nok(const struct camt *c, enum camt_field field) {
    return memcmp(c->values[field].currency, "NOK", 4) == 0;
}

/* Counts the entry, and decides whether it is handed over. */
static void entry_sort(struct camt *c, int side, krav_ore amount) {
    struct camt_notification *n = &c->notification;
    struct camt_entry *e = &c->entry;
    const krav_str reversal = camt_str(c, CAMT_ENTRY_REVERSAL);
    const int is_undone = is(reversal, "true") || is(reversal, "1");
    if (!camt_add(c, e->line, side > 0 ? &n->credits : &n->debits, amount)) {
        n->is_lost = 1;
    }
    e->amount = side * amount;
    if (!is(either(c, CAMT_STATUS, CAMT_STATUS_08), "BOOK")) {
        (void)camt_add(c, e->line, &n->left_open, amount);
    } else if (c->is_statement) {
        e->is_taken = 1;
        e->booked = booked_of(c);
        statement_entry(c);
    } else if (side > 0 && is_undone) {
        (void)camt_add(c, e->line, &n->left_undone, amount);
    } else if (side < 0 && !is_undone) {
        e->is_payout = 1;
    } else {
        e->is_taken = 1;
        e->is_reversal = is_undone;
        e->booked = booked_of(c);
    }
}

/* The entry's own fields, which stand before its details. */
static void entry_read(struct camt *c) {
    struct camt_entry *e = &c->entry;
    krav_ore amount = 0;
    e->is_begun = 1;
    const krav_str text = camt_str(c, CAMT_ENTRY_AMOUNT);
    const int side = side_of(c, CAMT_ENTRY_SIDE, e->line);
    if (!either(c, CAMT_STATUS, CAMT_STATUS_08).ptr) {
        camt_fault(c, e->line, "the entry has no status (Sts)");
    }
    if (text.ptr && !is_nok(c, CAMT_ENTRY_AMOUNT) && c->is_statement) {
        camt_fault(c, e->line, "an entry in %.3s: only NOK is taken",
                   c->values[CAMT_ENTRY_AMOUNT].currency);
        e->is_lost = c->notification.is_lost = 1;
    } else if (text.ptr && !is_nok(c, CAMT_ENTRY_AMOUNT)) {
        camt_remark(c, e->line, "an entry of %.3s %.*s is not handed over: only NOK is taken",
                    c->values[CAMT_ENTRY_AMOUNT].currency, CAMT_SHOWN(text));
        e->is_lost = c->notification.is_lost = 1;
    } else if (!amount_read(c, CAMT_ENTRY_AMOUNT, e->line, &amount) || side == 0) {
        e->is_lost = c->notification.is_lost = 1;
    } else {
        entry_sort(c, side, amount);
    }
}

/* ---- transactions --------------------------------------------------------------------------- */

/* Its own amount, signed; or why there is none that can be used. */
static const char *transaction_amount(struct camt *c, krav_ore *amount) {
    const enum camt_field field =
        camt_str(c, CAMT_TX_AMOUNT_08).ptr ? CAMT_TX_AMOUNT_08 : CAMT_TX_AMOUNT;
    const krav_str text = camt_str(c, field);
    if (!text.ptr) {
        return "has no amount";
    }
    if (!is_nok(c, field)) {
        return "has an amount in another currency than its entry";
    }
    if (!amount_read(c, field, c->tx_line, amount)) {
        c->entry.is_lost = 1;
    }
    const int side = camt_str(c, CAMT_TX_SIDE_08).ptr ? side_of(c, CAMT_TX_SIDE_08, c->tx_line)
                     : c->entry.amount < 0            ? -1
                                                      : 1;
    *amount *= side;
    return NULL;
}

/* Of money out: what bears a transfer's id is told of, and the rest of the entry is left out. */
static void transfer_finish(struct camt *c, int is_alone) {
    struct camt_entry *e = &c->entry;
    krav_ore amount = 0;
    if (!payout_id(c).ptr) {
        return;
    }
    const char *why = transaction_amount(c, &amount);
    if (why && is_alone) {
        amount = e->amount;
    } else if (why) {
        camt_remark(c, c->tx_line, "a transfer among several %s, and is not told of", why);
    }
    if (amount < 0 && !e->is_lost && camt_add(c, c->tx_line, &e->payouts, -amount)) {
        e->booked = e->booked ? e->booked : booked_of(c);
        payout_make(c, -amount);
    }
}

static void transfers_end(struct camt *c) {
    const struct camt_entry *e = &c->entry;
    const krav_ore left = -e->amount - e->payouts.sum;
    if (left < 0) {
        camt_fault(c, e->line, "the entry is of %" ORE_FORMAT ", but the transfers in it make %"
                   ORE_FORMAT, ORE_PARTS(-e->amount), ORE_PARTS(e->payouts.sum));
    } else if (left > 0) {
        (void)camt_add(c, e->line, &c->notification.left_debits, left);
    }
}

/* A transaction that is alone in its entry, and has no amount in kroner, has the entry's. */
static void transaction_finish(struct camt *c, int is_alone) {
    struct camt_entry *e = &c->entry;
    krav_ore amount = 0;
    if (c->tx_line > 0 && e->is_taken) {
        const char *why = transaction_amount(c, &amount);
        if (why && is_alone) {
            amount = e->amount;
        } else if (why && c->is_statement) {
            e->n_silent++;
            amount = 0;
        } else if (why) {
            camt_fault(c, c->tx_line, "a transaction among several %s", why);
            e->is_lost = 1;
        }
        if (!camt_add(c, c->tx_line, &e->txs, amount)) {
            e->is_lost = 1;
        }
        if (!e->is_lost) {
            payment_make(c, amount);
        }
    } else if (c->tx_line > 0 && e->is_payout) {
        transfer_finish(c, is_alone);
    }
    c->tx_line = 0;
}

void details_begin(struct camt *c) {
    if (!c->entry.is_begun) {
        entry_read(c);
    }
    transaction_finish(c, 0);
    camt_forget(c, CAMT_BATCH_COUNT, CAMT_BATCH_SUM);
    c->entry.n_block = 0;
}

/* The last transaction stays open: only its entry knows whether it was alone. */
void details_end(struct camt *c) {
    if (c->entry.n_block > 0) {
        check_count(c, CAMT_BATCH_COUNT, "Btch", c->entry.n_block);
    } else if (camt_str(c, CAMT_BATCH_COUNT).ptr && c->entry.is_taken) {
        camt_remark(c, c->entry.line, "the entry is of %.*s transactions that are not shown",
                    CAMT_SHOWN(camt_str(c, CAMT_BATCH_COUNT)));
    }
}

void transaction_begin(struct camt *c) {
    transaction_finish(c, 0);
    camt_forget(c, CAMT_TX_BANK_REF, CAMT_MORE_TEXT);
    c->tx_line = camt_line(c);
    c->entry.n_block++;
    c->entry.n_txs++;
    c->n_pieces = 0;
    c->words.len = 0;
    c->words.is_full = 0;
}

void entry_end(struct camt *c) {
    struct camt_entry *e = &c->entry;
    if (!e->is_begun) {
        entry_read(c);
    }
    const int has_details = c->tx_line > 0 || e->txs.n > 0;
    transaction_finish(c, e->n_txs == 1);
    if (e->is_payout) {
        transfers_end(c);
    }
    if (!e->is_taken || e->is_lost) {
        return;
    }
    if (!has_details) {
        if (!c->is_statement) {
            payment_make(c, e->amount);
        }
    } else if (e->n_silent > 0) {
        return; /* nobody can say what they come to */
    } else if (e->txs.sum != e->amount) {
        camt_fault(c, e->line, "the entry is of %" ORE_FORMAT ", but the sum of its transactions"
                   " is %s%" ORE_FORMAT, ORE_PARTS(e->amount < 0 ? -e->amount : e->amount),
                   (e->txs.sum < 0) != (e->amount < 0) ? "-" : "",
                   ORE_PARTS(e->txs.sum < 0 ? -e->txs.sum : e->txs.sum));
    } else if (camt_str(c, CAMT_BATCH_SUM).ptr && e->n_block == e->txs.n) {
        check_sum(c, CAMT_BATCH_SUM, "Btch", e->amount < 0 ? -e->amount : e->amount);
    }
}

/* ---- structured remittance ------------------------------------------------------------------ */

void structured_begin(struct camt *c) { camt_forget(c, CAMT_REF_TYPE, CAMT_CREDIT_NOTE); }

static uint32_t keep(char to[CAMT_ID_MAX], krav_str from) {
    const uint32_t len = (uint32_t)value_shown(from, CAMT_ID_MAX);
    memcpy(to, from.ptr ? from.ptr : "", len);
    return len;
}

/* A credit note is one by its type (CREN) or by where its amount stands. */
static void piece_amount(struct camt *c, struct camt_piece *p) {
    const krav_str remitted = camt_str(c, CAMT_REMITTED);
    const krav_str credit = camt_str(c, CAMT_CREDIT_NOTE);
    const enum camt_field field = credit.ptr ? CAMT_CREDIT_NOTE : CAMT_REMITTED;
    const krav_str text = credit.ptr ? credit : remitted;
    krav_ore amount = 0;
    if (!text.ptr || (remitted.ptr && credit.ptr) || !is_nok(c, field) ||
        value_amount(text, &amount)) {
        return;
    }
    p->has_amount = 1;
    p->amount = credit.ptr || is(camt_str(c, CAMT_DOCUMENT_TYPE), "CREN") ? -amount : amount;
}

void structured_end(struct camt *c) {
    if (c->n_pieces++ >= CAMT_PIECES_MAX) {
        return;
    }
    struct camt_piece *p = &c->pieces[c->n_pieces - 1];
    *p = (struct camt_piece){.line = camt_line(c)};
    p->is_scor = is(camt_str(c, CAMT_REF_TYPE), "SCOR") && camt_str(c, CAMT_REF).ptr;
    p->ref_len = keep(p->ref, camt_str(c, CAMT_REF));
    p->number_len = keep(p->number, camt_str(c, CAMT_DOCUMENT_NO));
    piece_amount(c, p);
}
