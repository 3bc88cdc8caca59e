/* audit_law_merge.c - cases that were merged, on the desk: the case that claims went into sees what
 * came with them.
 *
 *     merge    case `gone` went into `into_case`, as its claims first.., n of them
 *     brought  costs that came along, as far as they count
 *     root     where a case that is gone is in the end
 *
 * Letters and charges stay in the case that they were of: they are judged by what stood there.  A
 * letter is about its claims wherever these are (about, never `open` there, so that it is not
 * judged twice). */
#include <stddef.h>

#include "store/audit_law_parts.h"
#include "store/audit_merge.h"

#define AT            "s.id * 10000 + e.key"
#define OF_EVENT(name) "json_extract(e.value, '$." name "')"
#define OF_LIST(name)  "json_extract(k.value, '$." name "')"
#define EVENTS_OF_MERGES                                                                           \
    " FROM steps s, json_each(s.body, '$.events') e WHERE s.fact = 'merged' AND " OF_EVENT("kind") \
    " = 'merged'"
#define LIST_OF_MERGES(name)                                                                       \
    " FROM steps s, json_each(s.body, '$.events') e, json_each(e.value, '$.cases[0]." name "') k"  \
    " WHERE s.fact = 'merged' AND " OF_EVENT("kind") " = 'merged'"

const struct copied law_merges = {
    "SELECT " AT ", s.case_id, " OF_EVENT("id") ", " OF_EVENT("claim") ", json_array_length(e.value,"
    " '$.cases[0].claims')" EVENTS_OF_MERGES,
    "INSERT INTO merge VALUES (?, ?, ?, ?, ?)"};

/* The lot as in domain/merge.h: the number of its first claim. */
const struct copied law_merged_claims = {
    "SELECT s.case_id, " OF_EVENT("claim") " + k.key, " AT ", " OF_LIST("claim.principal_ore") ", "
    DAY_NUMBER(OF_LIST("claim.due")) ", NULL, coalesce(" OF_LIST("claim.rate_bp") ", 0), coalesce("
    OF_LIST("claim.vat_liable") ", 0), " DAY_NUMBER(OF_LIST("claim.interest_to")) ", coalesce("
    OF_LIST("claim.interest_brought_ore") ", 0), coalesce(" OF_LIST("claim.lot") ", 1) + "
    OF_EVENT("claim") " - 1" LIST_OF_MERGES("claims"),
    "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};

const struct copied law_merged_costs = {
    "SELECT " AT ", s.case_id, " OF_LIST("fee") ", " OF_LIST("owner") ", " DAY_NUMBER(
        OF_LIST("charged")) ", coalesce(" OF_LIST("amount_ore") ", 0) - coalesce("
    OF_LIST("waived_ore") ", 0)" LIST_OF_MERGES("costs"),
    "INSERT INTO brought VALUES (?, ?, ?, ?, ?, ?)"};

const char law_merge_tables[] =
    "CREATE TABLE merge (at INTEGER PRIMARY KEY, into_case INT, gone INT, first INT, n INT) STRICT;"
    "CREATE INDEX merge_by_case ON merge (into_case);"
    "CREATE TABLE brought (at INT, case_id INT, fee TEXT, owner TEXT, day INT, amount INT) STRICT;"
    "CREATE TABLE root (case_id INTEGER PRIMARY KEY, root INT) STRICT;";

/* When the book has been read, before letters: what came off a claim after it went came off here. */
const char law_merge_moves[] =
    "INSERT INTO root WITH RECURSIVE way (case_id, root) AS (SELECT gone, into_case FROM merge"
    " UNION ALL SELECT w.case_id, m.into_case FROM way w JOIN merge m ON m.gone = w.root)"
    " SELECT case_id, root FROM way w WHERE NOT EXISTS (SELECT 1 FROM merge WHERE gone = w.root);"
    "INSERT INTO move WITH RECURSIVE back (case_id, claim, day, amount) AS"
    " (SELECT m.gone, v.claim - m.first + 1, v.day, v.amount FROM move v JOIN merge m"
    "   ON m.into_case = v.case_id AND v.claim BETWEEN m.first AND m.first + m.n - 1"
    "  UNION ALL SELECT m.gone, b.claim - m.first + 1, b.day, b.amount FROM back b JOIN merge m"
    "   ON m.into_case = b.case_id AND b.claim BETWEEN m.first AND m.first + m.n - 1)"
    " SELECT case_id, claim, day, amount FROM back;";

/* When letters are there. */
const char law_merge_letters[] =
    "INSERT INTO about WITH RECURSIVE there (letter, case_id, claim, effective) AS"
    " (SELECT a.letter, m.into_case, a.claim + m.first - 1, a.effective FROM about a"
    "   JOIN merge m ON m.gone = a.case_id"
    "  UNION ALL SELECT t.letter, m.into_case, t.claim + m.first - 1, t.effective FROM there t"
    "   JOIN merge m ON m.gone = t.case_id)"
    " SELECT letter, case_id, claim, effective, 0 FROM there;";

/* When charges are there: no charge of this case, but it stands in it. */
const char law_merge_charges[] =
    "INSERT INTO charge SELECT -rowid, case_id, fee, 0, day, amount, NULL, at, day, 0, 1"
    " FROM brought;";

/* ---- asked of the book itself ---------------------------------------------------------------- */

#define EVENTS_NAMED(fact)                                                                         \
    "(SELECT s.case_id, " OF_EVENT("id") " AS other, " OF_EVENT("content") " AS content"           \
    " FROM steps s, json_each(s.body, '$.events') e WHERE s.fact = '" fact "' AND "                \
    OF_EVENT("kind") " = '" fact "')"

/* What went is what came, once, and the case says where it went. */
const char merges_match[] =
    "WITH went AS MATERIALIZED " EVENTS_NAMED("merged_into") ", came AS MATERIALIZED "
    EVENTS_NAMED("merged")
    " SELECT format('case %d: went into case %d, and that is not what came there', w.case_id,"
    " w.other) FROM went w WHERE (SELECT count(*) FROM came c WHERE c.case_id = w.other"
    "  AND c.other = w.case_id AND c.content = w.content) <> 1"
    " UNION ALL SELECT format('case %d: took the claims of case %d, which did not go there',"
    " c.case_id, c.other) FROM came c WHERE NOT EXISTS (SELECT 1 FROM went w"
    "  WHERE w.case_id = c.other AND w.other = c.case_id AND w.content = c.content)"
    " UNION ALL SELECT format('case %d: is kept as merged into case %d', id, merged_into)"
    " FROM cases WHERE merged_into <> 0 AND NOT EXISTS (SELECT 1 FROM went w"
    "  WHERE w.case_id = cases.id AND w.other = cases.merged_into)"
    " UNION ALL SELECT format('case %d: went into case %d, and is not kept so', w.case_id, w.other)"
    " FROM went w JOIN cases c ON c.id = w.case_id WHERE c.merged_into <> w.other";
