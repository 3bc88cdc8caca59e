/* reports_promised.c - what agreements promise a number of, held against what was done.
 *
 *     cohort     cases by the month in which they were received (--from, --to)
 *     promised   the value of the level's parameter, with the override of the agreement that was in
 *                force on the day the case was received; summed over the cases
 *     done       letters that a channel said were sent, calls that were made, filings that were made,
 *                in those very cases until today: what the creditor did before does not count
 *     cases      kept + ended + open, each case in one of them
 *
 * Which parameter is fulfilled by what, and the values that an agreement leaves as they are, are what
 * the rules that are active today declare: ?7, a list of {level, name, says, counts, value}.  A case
 * whose level promises no number of anything has a line of its own, so that no case is left out. */
#include "store/reports_parts.h"

static const struct report_column COLUMNS[] = {
    COLUMN_CREDITOR,
    COLUMN_DEPARTMENT,
    {.name = "month", .kind = CELL_TEXT, .doc = "The month the cases were received: the cohort."},
    {.name = "level", .kind = CELL_TEXT,
     .doc = "The agreement's level on the day the case was received; empty: there was none."},
    {.name = "promise", .kind = CELL_TEXT,
     .doc = "The level's parameter; empty: the level promises no number of anything."},
    {.name = "says", .kind = CELL_TEXT, .data_only = true, .doc = "What the level says of it."},
    {.name = "counts", .kind = CELL_TEXT,
     .doc = "What fulfils it: a kind of letter, call or filing."},
    {.name = "cases", .kind = CELL_COUNT, .doc = "Cases received."},
    {.name = "promised", .kind = CELL_COUNT,
     .doc = "The parameter's value by the agreement in force on the day each case was received, "
            "summed over the cases."},
    {.name = "done", .kind = CELL_COUNT,
     .doc = "Done in those cases so far: letters sent, calls made, filings made."},
    {.name = "kept", .kind = CELL_COUNT, .doc = "Of the cases, those with at least as much done."},
    {.name = "ended", .kind = CELL_COUNT,
     .doc = "Of the others, those that ended first: paid, withdrawn, merged or closed otherwise, or "
            "stopped by an objection that is open."},
    {.name = "open", .kind = CELL_COUNT, .doc = "The rest: it may still be done."},
    {.name = "signed", .kind = CELL_TEXT, .doc = "The first digits of page."},
    {.name = "page", .kind = CELL_TEXT, .data_only = true,
     .doc = "The hash of the level's page that the creditor signed; empty: none is recorded."},
};

#define OVERRIDDEN                                                                                 \
    "(SELECT coalesce(json_extract(o.value, '$.value'), 0)"                                        \
    " FROM json_each(a.terms, '$.overrides') o WHERE json_extract(o.value, '$.name') = t.name)"
#define LETTERS_SENT                                                                               \
    "(SELECT count(*) FROM outbox x WHERE x.case_id = c.id AND x.kind = 'letter'"                  \
    " AND x.letter = t.counts AND x.state = 'done')"
/* Those that came here by a merge were made in another case. */
#define CALLS_MADE                                                                                 \
    "(SELECT count(*) FROM json_each(c.state, '$.calls') k"                                        \
    " WHERE coalesce(json_extract(k.value, '$.stage_entry'), 0) >= 0)"
#define FILINGS_MADE "coalesce(json_array_length(c.state, '$.filings'), 0)"

const struct report_kind report_promised = {
    .name = "promised", .doc = "what agreements promise a number of, and what was done of it",
    .options = REPORT_CREDITOR | REPORT_DEPARTMENT | REPORT_SPAN | REPORT_PROMISES,
    .header = "promised: by the agreement in force on the day each case was received, over all cases\n"
              "done: sent or made by us in those cases so far; cases = kept + ended + open\n"
              "ended: closed, or under an open objection, before as much as promised was done",
    COLUMNS_OF(COLUMNS),
    .sql = {WITH_ASK
    ", promise AS (SELECT json_extract(value, '$.level') AS level, json_extract(value, '$.name')"
    "  AS name, json_extract(value, '$.says') AS says, json_extract(value, '$.counts') AS counts,"
    "  json_extract(value, '$.value') AS value FROM json_each(?7)),"
    " received AS MATERIALIZED (SELECT c.*, " MONTH_OF("c.opened") " AS month,"
    "  (SELECT a.id FROM agreements a"
    "   WHERE a.creditor = c.creditor AND a.department IN (c.department, '')"
    "   AND a.from_day <= c.opened AND (a.to_day = 0 OR a.to_day >= c.opened)"
    "   ORDER BY a.department DESC LIMIT 1) AS agreement"
    "  FROM cases c WHERE c.opened BETWEEN ?3 AND ?4 AND" OF_CASE("c") "),"
    " held AS MATERIALIZED (SELECT c.creditor, c.department, c.month,"
    "  coalesce(json_extract(a.terms, '$.level'), '') AS level, coalesce(t.name, '') AS name,"
    "  coalesce(t.says, '') AS says, coalesce(t.counts, '') AS counts,"
    "  coalesce(json_extract(a.terms, '$.page'), '') AS page,"
    "  coalesce(" OVERRIDDEN ", t.value) AS promised,"
    "  CASE t.counts WHEN 'call' THEN " CALLS_MADE " WHEN 'filing' THEN " FILINGS_MADE
    "  ELSE " LETTERS_SENT " END AS done, c.closed <> 0 OR c.disputed <> 0 AS ended"
    "  FROM received c LEFT JOIN agreements a ON a.id = c.agreement"
    "  LEFT JOIN promise t ON t.level = json_extract(a.terms, '$.level'))"
    " SELECT r.org, r.name, h.department, h.month, h.level, h.name, h.says, h.counts, count(*),"
    " sum(h.promised), iif(h.name = '', NULL, sum(h.done)), sum(h.done >= h.promised),"
    " sum(h.done < h.promised AND h.ended), sum(h.done < h.promised AND NOT h.ended), substr(h.page, 1, 12),"
    " h.page FROM held h JOIN creditors r ON r.id = h.creditor"
    " GROUP BY h.creditor, h.department, h.month, h.level, h.name, h.page"
    " ORDER BY h.creditor, h.department, h.month, h.level, h.name, h.page"},
};
