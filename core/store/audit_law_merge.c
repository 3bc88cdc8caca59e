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

#define OF_EVENT(name) "json_extract(e.value, '$." name "')"
#define OF_CLAIM(name) "json_extract(k.value, '$.claim." name "')"
#define OF_COST(name)  "json_extract(k.value, '$." name "')"
#define EACH_MERGED(list)                                                                          \
    " FROM event e, json_each(e.body, '$.cases[0]." list "') k WHERE e.kind = 'merged'"

const char law_merge_tables[] =
    "CREATE TABLE merge (at INTEGER PRIMARY KEY, into_case INT, gone INT, first INT, n INT) STRICT;"
    "CREATE INDEX merge_by_case ON merge (into_case);"
    "CREATE TABLE brought (at INT, case_id INT, fee TEXT, owner TEXT, day INT, amount INT) STRICT;"
    "CREATE TABLE root (case_id INTEGER PRIMARY KEY, root INT) STRICT;";

/* When the book has been read, before letters: claims with their lots as in domain/merge.h, costs
 * as far as they count, and what came off a claim after it went came off here. */
const char law_merge_moves[] =
    "INSERT INTO merge SELECT at, case_id, json_extract(body, '$.id'), claim,"
    " json_array_length(body, '$.cases[0].claims') FROM event WHERE kind = 'merged';"
    "INSERT INTO claim SELECT e.case_id, e.claim + k.key, e.at, " OF_CLAIM("principal_ore") ", "
    DAY_NUMBER(OF_CLAIM("due")) ", NULL, coalesce(" OF_CLAIM("rate_bp") ", 0), coalesce("
    OF_CLAIM("vat_liable") ", 0), " DAY_NUMBER(OF_CLAIM("interest_to")) ", coalesce("
    OF_CLAIM("interest_brought_ore") ", 0), coalesce(" OF_CLAIM("lot") ", 1) + e.claim - 1, "
    LIMITATION_BEGINS(OF_CLAIM) ", " LIMITATION_YEARS_OF(OF_CLAIM) EACH_MERGED("claims") ";"
    "INSERT INTO brought SELECT e.at, e.case_id, " OF_COST("fee") ", " OF_COST("owner") ", "
    DAY_NUMBER(OF_COST("charged")) ", coalesce(" OF_COST("amount_ore") ", 0) - coalesce("
    OF_COST("waived_ore") ", 0)" EACH_MERGED("costs") ";"
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
    "INSERT INTO charge SELECT -rowid, case_id, fee, 0, day, amount, NULL, at, day, 0, NULL"
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
