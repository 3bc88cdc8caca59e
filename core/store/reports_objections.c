/* reports_objections.c - the register of objections and complaints (inkassoloven (2026) § 25): what
 * was made, about what, against whom, how it ended, and when. */
#include "store/reports_parts.h"

static const struct report_column OBJECTIONS_COLUMNS[] = {
    {.name = "case", .kind = CELL_COUNT, .doc = "The case."},
    {.name = "made", .kind = CELL_TEXT,
     .doc = "What was made: an objection to the claim, or a complaint to the board."},
    {.name = "about", .kind = CELL_TEXT,
     .doc = "What it is about, as it was told; empty: nothing was told, or it is erased."},
    COLUMN_CREDITOR,
    {.name = "claim", .kind = CELL_TEXT,
     .doc = "The kind of claim, as the creditor described the oldest one of the case."},
    {.name = "contract", .kind = CELL_TEXT,
     .doc = "The contract basis, as far as it is known: the number of that claim's invoice."},
    {.name = "outcome", .kind = CELL_TEXT, .doc = "How it ended; empty: it is open."},
    {.name = "made_on", .kind = CELL_DAY, .doc = "The day it was made."},
    {.name = "handled_on", .kind = CELL_DAY, .doc = "The day it was handled."},
};
#define OF_OBJECTION(name) "json_extract(o.value, '$." name "')"

/* Words that may be erased stand beside the chain, by hash: one walk over them finds those that are
 * asked for. */
const struct report_kind report_objections = {
    .name = "objections", .doc = "the register of objections and complaints, one a line",
    .options = REPORT_CREDITOR | REPORT_DEPARTMENT | REPORT_SPAN,
    .note = "days: those on which an objection was made", COLUMNS_OF(OBJECTIONS_COLUMNS),
    .sql = {WITH_ASK
    ", made AS (SELECT c.id, c.creditor, " OF_OBJECTION("what") " AS what, "
    OF_OBJECTION("words") " AS words, json_extract(c.state, '$.claims[0].claim.text_hash') AS kind,"
    " json_extract(c.state, '$.claims[0].claim.invoice') AS invoice, "
    OF_OBJECTION("outcome") " AS outcome, " NUMBER_OF(OF_OBJECTION("made")) " AS made, "
    NUMBER_OF(OF_OBJECTION("handled")) " AS handled"
    " FROM cases c, json_each(c.state, '$.objections') o WHERE" OF_CASE("c") "),"
    " kept AS MATERIALIZED (SELECT lower(hex(hash)) AS hash, text FROM texts WHERE lower(hex(hash))"
    "  IN (SELECT words FROM made UNION SELECT kind FROM made))"
    " SELECT m.id, CASE m.what WHEN 'complaint' THEN 'complaint' ELSE 'objection' END,"
    " coalesce(w.text, ''), r.org, r.name, coalesce(k.text, ''), coalesce(m.invoice, ''),"
    " coalesce(m.outcome, ''), m.made, m.handled"
    " FROM made m JOIN creditors r ON r.id = m.creditor"
    " LEFT JOIN kept w ON w.hash = m.words LEFT JOIN kept k ON k.hash = m.kind"
    " WHERE m.made BETWEEN ?3 AND ?4 ORDER BY m.made, m.id"},
};
