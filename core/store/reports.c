/* reports.c - see reports.h. */
#include "store/reports.h"

#include "store/query.h"

#define SUM_OF(accounts) " sum(CASE WHEN p.account IN (" accounts ") THEN p.amount ELSE 0 END)"
/* What debtors owe stands in the ledger under their cases, with every waiver and payment taken. */
static const char PORTFOLIO[] =
    "SELECT c.creditor, c.stage, count(DISTINCT c.id)," SUM_OF("'principal'") ","
    SUM_OF("'interest'") "," SUM_OF("'costs_creditor', 'costs_agency', 'costs_court'")
    " FROM cases c LEFT JOIN postings p ON p.case_id = c.id AND p.case_id <> 0"
    " WHERE c.closed = 0 GROUP BY c.creditor, c.stage ORDER BY c.creditor, c.stage";

static const char LETTERS[] = "SELECT letter, channel, count(*), 0 FROM outbox"
                              " WHERE kind = 'letter' AND state = 'done'"
                              " GROUP BY letter, channel ORDER BY min(id)";
/* A letter is dated the day that it is composed and handed over, which its content bears. */
static const char LETTERS_OF_DAYS[] =
    "SELECT o.letter, o.channel, count(*), d.on_day FROM outbox o"
    " JOIN (SELECT hash, max(on_day) AS on_day FROM documents WHERE what = 'content'"
    " GROUP BY hash) d ON d.hash = o.content"
    " WHERE o.kind = 'letter' AND o.state = 'done'"
    " GROUP BY d.on_day, o.letter, o.channel ORDER BY d.on_day, o.letter, o.channel";

#define SUM_WHEN(when) " sum(CASE WHEN " when " THEN p.amount ELSE 0 END)"
#define OF_PAYMENTS    "s.why IN ('payment_allocated', 'payment_undone') AND p.account"
/* What a payment covered leaves the mirror of all debts; what of it came to the client account is
 * there, less what was too much.  The rest was paid directly. */
static const char CREDITORS[] =
    "SELECT p.creditor," SUM_WHEN(OF_PAYMENTS " = 'client_bank'") ","
    SUM_WHEN(OF_PAYMENTS " = 'collectable'") " -"
    SUM_WHEN(OF_PAYMENTS " IN ('client_bank', 'overpaid')") ","
    SUM_WHEN("s.why = 'payout_settled' AND p.account = 'payout_underway'") ","
    SUM_WHEN("p.account = 'payout_underway'") "," SUM_WHEN("p.account = 'creditor_payable'") ","
    SUM_WHEN("p.account = 'creditor_owes'")
    " FROM postings p JOIN posting_sets s ON s.id = p.set_id"
    " WHERE p.creditor <> 0 GROUP BY p.creditor ORDER BY p.creditor";

int report_portfolio(struct db *db, struct arena *arena, struct portfolio_row **out, uint32_t *n,
                     struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct portfolio_row)};
    struct query q = query_start(db, "report_portfolio", PORTFOLIO, st);
    while (query_next(&q)) {
        *(struct portfolio_row *)rows_add(&rows) = (struct portfolio_row){
            .creditor = query_int(&q, 0),
            .stage = query_copy(&q, 1, arena),
            .n = query_int(&q, 2),
            .principal = query_int(&q, 3),
            .interest = query_int(&q, 4),
            .costs = query_int(&q, 5),
        };
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

/* Rows of the same month, kind and channel become one. */
static struct letters_row *letters_row_of(struct rows *rows, const struct letters_row *like) {
    struct letters_row *all = rows->items;
    for (uint32_t i = rows->n; i-- > 0 && text_eq(all[i].month, like->month);) {
        if (all[i].letter == like->letter && all[i].by == like->by) {
            return &all[i];
        }
    }
    struct letters_row *row = rows_add(rows);
    *row = *like;
    return row;
}

int report_letters(struct db *db, bool by_month, struct arena *arena, struct letters_row **out,
                   uint32_t *n, struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct letters_row)};
    struct query q =
        query_start(db, "report_letters", by_month ? LETTERS_OF_DAYS : LETTERS, st);
    while (query_next(&q)) {
        struct letters_row like = {
            .letter = (enum letter_kind)query_word(&q, 0, &letter_kinds),
            .by = (enum channel)query_word(&q, 1, &channels),
        };
        if (by_month) {
            char out_of[DAY_TEXT];
            const struct text iso = text_of(day_format(query_int32(&q, 3), out_of));
            like.month = arena_text(arena, text_head(iso, 7));
        }
        letters_row_of(&rows, &like)->n += query_int(&q, 2);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}

int report_creditors(struct db *db, struct arena *arena, struct creditor_row **out, uint32_t *n,
                     struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct creditor_row)};
    struct query q = query_start(db, "report_creditors", CREDITORS, st);
    while (query_next(&q)) {
        *(struct creditor_row *)rows_add(&rows) = (struct creditor_row){
            .creditor = query_int(&q, 0),
            .received = query_int(&q, 1),
            .direct = query_int(&q, 2),
            .paid_out = query_int(&q, 3),
            .underway = -query_int(&q, 4),
            .held = -query_int(&q, 5),
            .owes = query_int(&q, 6),
        };
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}
