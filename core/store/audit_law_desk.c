/* audit_law_desk.c - the tables of the desk, the figures of the law, and what follows from events.
 *
 * The figures are written down here once more, on purpose: from the regulations, not from
 * law/tables.c. */
#include <stddef.h>

#include "store/audit_law_parts.h"

/* Columns have types, or SQLite would not find one in another's index. */
static const char TABLES[] =
    "CREATE TABLE event (at INTEGER PRIMARY KEY, case_id INT, fact TEXT, reason TEXT, kind TEXT,"
    " claim INT, day INT, until INT, amount INT, costs INT, letter TEXT, days INT, key TEXT,"
    " fee TEXT, owner TEXT, word TEXT, ref TEXT, outcome TEXT, total INT, told INT, body TEXT)"
    " STRICT;"
    "CREATE TABLE suit (case_id INTEGER PRIMARY KEY, creditor INT, debtor INT, business INT,"
    " deducts INT) STRICT;"
    "CREATE INDEX suit_by_debtor ON suit (debtor);"
    "CREATE TABLE claim (case_id INT, number INT, at INT, principal INT, due INT, effective INT,"
    " rate_bp INT, vat_liable INT, interest_to INT, brought INT, lot INT, begins INT, years INT,"
    " PRIMARY KEY (case_id, number))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE move (case_id INT, claim INT, day INT, amount INT) STRICT;"
    "CREATE INDEX move_by_claim ON move (case_id, claim);"
    "CREATE TABLE letter (at INTEGER PRIMARY KEY, case_id INT, kind TEXT, ours INT, asked INT,"
    " composed INT, sent INT, deadline INT, fee INT, claim INT, gone INT, key TEXT, asks INT)"
    " STRICT;"
    "CREATE INDEX letter_by_case ON letter (case_id, at);"
    "CREATE TABLE about (letter INT, case_id INT, claim INT, effective INT, open INT,"
    " PRIMARY KEY (letter, case_id, claim)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX about_by_claim ON about (case_id, claim);"
    "CREATE TABLE electronic (key TEXT PRIMARY KEY, channel TEXT) STRICT, WITHOUT ROWID;"
    "CREATE TABLE today (day INT) STRICT;"
    "CREATE TABLE sats (day INTEGER PRIMARY KEY, value INT, known INT) STRICT;"
    "CREATE TABLE stop (case_id INT, from_at INT, to_at INT, until INT, costs INT, word TEXT,"
    " why TEXT, court INT) STRICT;"
    "CREATE INDEX stop_by_case ON stop (case_id);"
    "CREATE TABLE charge (at INTEGER PRIMARY KEY, case_id INT, fee TEXT, ours INT, day INT,"
    " amount INT, letter INT, asked INT, composed INT, total INT, sats INT) STRICT;"
    "CREATE INDEX charge_by_case ON charge (case_id, fee);"
    "CREATE TABLE weight (case_id INTEGER PRIMARY KEY, creditor INT, debtor INT, business INT,"
    " principal INT, first_due INT, last_due INT, without_vat INT, claims INT, light INT)"
    " STRICT;";

/* What each kind of letter is: in words, whether it asks for payment, and the shortest deadline. */
static const char LETTER_WORDS[] =
    "CREATE TABLE letter_word (kind TEXT PRIMARY KEY, shown TEXT, asks INT, days INT, why TEXT)"
    " STRICT, WITHOUT ROWID;"
    "INSERT INTO letter_word VALUES"
    " ('reminder', 'reminder', 1, NULL, NULL),"
    " ('collection_notice', 'collection notice', 1, 14, 'inkassoloven § 9'),"
    " ('payment_demand', 'payment demand', 1, 14, 'inkassoloven § 10'),"
    " ('legal_notice', 'legal notice', 1, 14, 'inkassoloven § 11'),"
    " ('enforcement_notice', 'enforcement notice', 1, 14, 'tvangsfullbyrdelsesloven § 4-18'),"
    " ('bankruptcy_notice', 'bankruptcy notice', 1, 14, 'konkursloven § 63'),"
    " ('monitoring', 'monitoring letter', 1, NULL, NULL),"
    " ('plan_broken', 'letter about a missed instalment', 1, NULL, NULL)";

/* inkassoforskriften § 1-1, in øre by year; forsinkelsesrenteloven §§ 3, 3 a, by half-year, in
 * basis points and kroner.  Each is known up to its last row and not beyond. */
static const char FIGURES[] =
    "CREATE TABLE figure (what TEXT, from_day INT, to_day INT, value INT) STRICT;"
    "CREATE TABLE imported (id INTEGER PRIMARY KEY, what TEXT, from_day INT, to_day INT,"
    " value INT) STRICT;"
    "INSERT INTO figure SELECT 'sats', " DAY_NUMBER("column1") ", "
    DAY_NUMBER("column2 || '-12-31'") ", column3 * 100 FROM (VALUES ('2002-03-01', 2002, 520),"
    " ('2003-01-01', 2004, 530), ('2005-01-01', 2005, 540), ('2006-01-01', 2006, 550),"
    " ('2007-01-01', 2007, 560), ('2008-01-01', 2008, 570), ('2009-01-01', 2009, 590),"
    " ('2010-01-01', 2010, 600), ('2011-01-01', 2011, 610), ('2012-01-01', 2012, 620),"
    " ('2013-01-01', 2013, 630), ('2014-01-01', 2014, 640), ('2015-01-01', 2015, 650),"
    " ('2016-01-01', 2016, 670), ('2017-01-01', 2025, 700), ('2026-01-01', 2026, 750));"
    "CREATE TABLE half (year INT, late1 INT, late2 INT, whole1 INT, whole2 INT) STRICT;"
    "INSERT INTO half VALUES (2004, 925, 875, NULL, NULL), (2005, 875, 900, NULL, NULL),"
    " (2006, 925, 975, NULL, NULL), (2007, 1050, 1150, NULL, NULL),"
    " (2008, 1225, 1275, NULL, NULL), (2009, 1000, 825, NULL, NULL),"
    " (2010, 875, 900, NULL, NULL), (2011, 900, 925, NULL, NULL), (2012, 875, 850, NULL, NULL),"
    " (2013, 850, 950, NULL, 300), (2014, 950, 950, 320, 320), (2015, 925, 900, 330, 330),"
    " (2016, 875, 850, 370, 370), (2017, 850, 850, 360, 370), (2018, 850, 850, 380, 380),"
    " (2019, 875, 925, 380, 390), (2020, 950, 800, 400, 430), (2021, 800, 800, 420, 400),"
    " (2022, 850, 925, 390, 400), (2023, 1075, 1175, 410, 460), (2024, 1250, 1250, 470, 460),"
    " (2025, 1250, 1225, 470, 460), (2026, 1200, 1225, 460, 430);"
    "INSERT INTO figure SELECT 'late', " DAY_NUMBER("'1994-01-01'") ", "
    DAY_NUMBER("'2003-12-31'") ", 1200"
    " UNION ALL SELECT 'late', " DAY_NUMBER("year || '-01-01'") ", "
    DAY_NUMBER("year || '-06-30'") ", late1 FROM half"
    " UNION ALL SELECT 'late', " DAY_NUMBER("year || '-07-01'") ", "
    DAY_NUMBER("year || '-12-31'") ", late2 FROM half;"
    "INSERT INTO figure SELECT 'compensation', " DAY_NUMBER("year || '-01-01'") ", "
    DAY_NUMBER("year || '-06-30'") ", whole1 * 100 FROM half WHERE whole1 IS NOT NULL"
    " UNION ALL SELECT 'compensation', " DAY_NUMBER("year || '-07-01'") ", "
    DAY_NUMBER("year || '-12-31'") ", whole2 * 100 FROM half WHERE whole2 IS NOT NULL;";

/* inkassoforskriften §§ 2-2, 2-3: hundredths of the inkassosats for a claim above so many kroner,
 * by its due day.  Heavy is always twice the light. */
static const char BANDS[] =
    "CREATE TABLE band (due_from INT, due_to INT, above INT, up_to INT, light INT) STRICT;"
    "INSERT INTO band SELECT " DAY_NUMBER("column1") ", " DAY_NUMBER("column2")
    ", column3 * 100, column4 * 100, column5 FROM (VALUES"
    " ('2010-01-01', '2020-09-30', 0, 2500, 50), ('2010-01-01', '2020-09-30', 2500, 10000, 100),"
    " ('2010-01-01', '2020-09-30', 10000, 50000, 200),"
    " ('2010-01-01', '2020-09-30', 50000, 250000, 400),"
    " ('2010-01-01', '2020-09-30', 250000, 1000000000000, 800),"
    " ('2020-10-01', '9999-12-31', 0, 500, 25), ('2020-10-01', '9999-12-31', 500, 1000, 35),"
    " ('2020-10-01', '9999-12-31', 1000, 2500, 40),"
    " ('2020-10-01', '9999-12-31', 2500, 10000, 80),"
    " ('2020-10-01', '9999-12-31', 10000, 50000, 160),"
    " ('2020-10-01', '9999-12-31', 50000, 250000, 360),"
    " ('2020-10-01', '9999-12-31', 250000, 1000000000000, 720))";

/* Easter by Carter's rule, which holds from 1900 to 2099; the rest counts from it. */
static const char CALENDAR[] =
    "CREATE TABLE year (number INTEGER PRIMARY KEY, first INT, last INT, easter INT) STRICT;"
    "INSERT INTO year (number) WITH RECURSIVE y (n) AS"
    " (SELECT 1990 UNION ALL SELECT n + 1 FROM y WHERE n < 2099) SELECT n FROM y;"
    "UPDATE year SET first = " DAY_NUMBER("number || '-01-01'") ", last = "
    DAY_NUMBER("number || '-12-31'") ", easter = (WITH"
    " b AS (SELECT 225 - 11 * (number % 19) AS b), d AS (SELECT (b - 21) % 30 + 21 AS d FROM b),"
    " e AS (SELECT d - (d > 48) AS d FROM d)"
    " SELECT " DAY_NUMBER("number || '-02-28'") " + (number % 4 = 0) + d + 7"
    " - (number + number / 4 + d - (d > 48) + 1) % 7 FROM e);"
    "CREATE TABLE holiday (day INTEGER PRIMARY KEY) STRICT;"
    "INSERT INTO holiday SELECT easter + column1 FROM year, (VALUES (-3), (-2), (0), (1), (39),"
    " (49), (50)) UNION SELECT " DAY_NUMBER("number || column1") " FROM year,"
    " (VALUES ('-01-01'), ('-05-01'), ('-05-17'), ('-12-25'), ('-12-26'));";

/* ---- when the book has been read ----------------------------------------------------------- */

/* The last imported row for a day counts, and each ends where the next begins. */
static const char IMPORTED[] =
    "DELETE FROM figure WHERE EXISTS (SELECT 1 FROM imported i WHERE i.what = figure.what"
    " AND i.from_day = figure.from_day);"
    "INSERT INTO figure SELECT what, from_day, CASE to_day WHEN 0 THEN 1 << 30 ELSE to_day END,"
    " value FROM imported i WHERE NOT EXISTS (SELECT 1 FROM imported n WHERE n.what = i.what"
    "  AND n.from_day = i.from_day AND n.id > i.id);"
    "UPDATE figure SET to_day = min(to_day, coalesce((SELECT min(n.from_day) - 1 FROM figure n"
    " WHERE n.what = figure.what AND n.from_day > figure.from_day), 1 << 30));";

/* In the book's own order, with what is looked for by kind. */
static const char EVENTS[] = "CREATE INDEX event_by_kind ON event (kind, case_id, at);"
                             "CREATE TABLE returned (key TEXT, at INT, PRIMARY KEY (key, at))"
                             " STRICT, WITHOUT ROWID;"
                             "INSERT INTO returned SELECT key, at FROM event"
                             " WHERE kind = 'letter_returned';";

#define OF_CLAIM(name) "json_extract(body, '$.claims[0]." name "')"
static const char CLAIMS[] =
    "INSERT INTO claim SELECT case_id, " OF_CLAIM("number") ", at, " OF_CLAIM("principal_ore") ", "
    DAY_NUMBER(OF_CLAIM("due")) ", NULL, coalesce(" OF_CLAIM("rate_bp") ", 0), coalesce("
    OF_CLAIM("vat_liable") ", 0), " DAY_NUMBER(OF_CLAIM("interest_to")) ", coalesce("
    OF_CLAIM("interest_brought_ore") ", 0), 1, " LIMITATION_BEGINS(OF_CLAIM) ", "
    LIMITATION_YEARS_OF(OF_CLAIM) " FROM event WHERE kind = 'claim_added';";

static const char EFFECTIVE[] =
    "CREATE TABLE due_day (due INTEGER PRIMARY KEY, effective INT) STRICT;"
    "INSERT INTO due_day SELECT due, " WORKING_DAY_FROM("due") " FROM (SELECT DISTINCT due"
    " FROM claim WHERE due IS NOT NULL);"
    "UPDATE claim SET effective = (SELECT d.effective FROM due_day d WHERE d.due = claim.due);"
    /* The years each rate runs through: interest counts by the days of the year. */
    "CREATE TABLE segment (from_day INTEGER PRIMARY KEY, to_day INT, bp INT, days INT) STRICT;"
    "INSERT INTO segment SELECT max(f.from_day, y.first), min(f.to_day, y.last), f.value,"
    " y.last - y.first + 1 FROM figure f JOIN year y ON f.from_day <= y.last"
    " AND f.to_day >= y.first WHERE f.what = 'late'";

/* A letter is judged as it was composed: from then on it may have gone.  Its case may have been
 * merged when it came back, so that only its key tells which it was.  A bankruptcy notice that was
 * served is a letter of the court's officer: it is used, and judged by itself. */
static const char LETTERS[] =
    "INSERT INTO letter SELECT s.at, s.case_id, s.letter, 1, coalesce(c.at, s.at),"
    " coalesce(c.day, s.day), s.day, coalesce(c.until, s.until), coalesce(c.costs, 0), NULL,"
    " coalesce((SELECT min(r.at) FROM returned r WHERE r.key = s.key AND r.at > s.at), 1 << 62),"
    " s.key, coalesce(w.asks, 0)"
    " FROM event s LEFT JOIN event c ON c.at = (SELECT max(x.at) FROM event x WHERE x.case_id ="
    "  s.case_id AND x.kind = 'letter_composed' AND x.key = s.key AND x.at < s.at)"
    " LEFT JOIN letter_word w ON w.kind = s.letter WHERE s.kind = 'letter_sent';"
    "INSERT INTO letter SELECT e.at, e.case_id, e.letter, 0, e.at, e.day, e.day, e.until,"
    " coalesce(e.amount, 0), CASE e.kind WHEN 'letter_taken_over' THEN coalesce(e.claim, 0) END,"
    " 1 << 62, e.key, coalesce(w.asks, 0) FROM event e LEFT JOIN letter_word w"
    " ON w.kind = e.letter WHERE e.kind IN ('letter_taken_over', 'notice_served');"
    "INSERT INTO about SELECT l.at, c.case_id, c.number, c.effective, " OPEN_ON("c", "l.composed")
    " AND " NEVER_UNDONE_AFTER("l.case_id", "l.asked")
    " FROM letter l JOIN claim c ON c.case_id = l.case_id"
    " AND CASE WHEN l.claim IS NULL THEN c.at < l.asked ELSE c.number = l.claim END;"
    /* Of two rates that met while a letter was on its way, the larger. */
    "INSERT INTO sats SELECT d.day, (SELECT max(f.value) FROM figure f WHERE f.what = 'sats'"
    "  AND f.from_day <= d.day AND f.to_day >= d.day - 31), EXISTS (SELECT 1 FROM figure f"
    "  WHERE f.what = 'sats' AND d.day BETWEEN f.from_day AND f.to_day)"
    " FROM (SELECT sent AS day FROM letter UNION SELECT day FROM event"
    "  WHERE kind = 'fee_charged') d WHERE d.day IS NOT NULL";

/* From the event that began it to the first that ends it. */
#define STOP_OF(kind, ends, until, costs, court, word, why)                                       \
    "INSERT INTO stop SELECT b.case_id, b.at, coalesce((SELECT min(e.at) FROM event e WHERE"      \
    " e.case_id = b.case_id AND e.kind IN (" ends ") AND e.at > b.at), 1 << 62), " until ", "     \
    costs ", '" word "', '" why "', " court " FROM event b WHERE b.kind = '" kind "';"

/* A death and a bankruptcy are told once of a person, and hold in all cases of theirs. */
static const char STOPS[] =
    STOP_OF("dispute_opened", "'dispute_closed'", "NULL", "1", "0", "an objection was open",
            "inkassoloven § 17")
    STOP_OF("hold_set", "'hold_set', 'hold_ended'", "b.until", "1", "1", "the case was held",
            "inkassoloven § 8")
    STOP_OF("deferred", "'deferred'", "b.until", "0", "0", "time had been given",
            "inkassoloven § 13")
    STOP_OF("plan_agreed", "'plan_agreed', 'plan_ended', 'plan_broken'", "NULL", "0", "1",
            "instalments had been agreed", "inkassoloven § 13")
    STOP_OF("closed", "'reopened'", "NULL", "1", "1", "the case was closed", "inkassoloven § 8")
    "INSERT INTO stop WITH told AS (SELECT s.debtor, e.word, e.reason, min(e.at) AS at"
    "  FROM event e JOIN suit s ON s.case_id = e.case_id WHERE e.kind = 'person_changed'"
    "  GROUP BY s.debtor, e.word, e.reason, e.day)"
    " SELECT s.case_id, b.at, coalesce((SELECT min(e.at) FROM told e WHERE e.debtor = b.debtor"
    "  AND e.at > b.at AND ((e.word = b.word AND e.reason IS 'ended')"
    "   OR (b.word = 'bankrupt' AND e.word = 'bankruptcy_ended'))), 1 << 62), NULL, 1,"
    " CASE b.word WHEN 'died' THEN 'the debtor''s death was known' WHEN 'bankrupt' THEN"
    "  'the debtor''s bankruptcy was known' ELSE 'a debt settlement was known' END,"
    " CASE b.word WHEN 'debt_settlement' THEN 'gjeldsordningsloven § 3-4'"
    "  ELSE 'inkassoloven § 8' END, 1"
    " FROM told b JOIN suit s ON s.debtor = b.debtor"
    " WHERE b.word IN ('died', 'bankrupt', 'debt_settlement') AND b.reason IS NOT 'ended';";

/* What stood when a cost was charged: all costs but the court's, less what was let go or taken
 * back. */
static const char CHARGES[] =
    "INSERT INTO charge WITH stood AS (SELECT at, sum(amount) OVER (PARTITION BY case_id"
    "  ORDER BY at) AS total FROM (SELECT at, case_id, CASE kind"
    "    WHEN 'fee_charged' THEN amount WHEN 'fee_restored' THEN amount"
    "    WHEN 'fee_waived' THEN -amount WHEN 'remainder_restored' THEN costs"
    "    WHEN 'reversed' THEN CASE word WHEN 'fee_charged' THEN -amount"
    "     WHEN 'fee_waived' THEN amount ELSE costs END ELSE -costs END AS amount FROM event"
    "   WHERE kind IN ('fee_charged', 'fee_waived', 'fee_restored', 'remainder_waived',"
    "   'written_off', 'remainder_restored', 'reversed') AND owner IS NOT 'court'"
    "   UNION ALL SELECT at, case_id, amount FROM brought WHERE owner IS NOT 'court'))"
    " SELECT e.at, e.case_id, e.fee, e.fee <> 'taken_over'"
    "  AND e.fact NOT IN ('opening', 'claim_received'), e.day, e.amount, l.at,"
    " coalesce(l.asked, e.at), coalesce(l.composed, e.day), coalesce(stood.total, 0),"
    " CASE WHEN s.known THEN s.value END"
    " FROM event e LEFT JOIN stood ON stood.at = e.at LEFT JOIN sats s ON s.day = e.day"
    " LEFT JOIN letter l ON l.case_id = e.case_id AND l.key = e.key WHERE e.kind = 'fee_charged';";

/* All claims of a case together: the widest band that any of its due days opens. */
static const char WEIGHTS[] =
    "INSERT INTO weight SELECT s.case_id, s.creditor, s.debtor, s.business, sum(c.principal)"
    " AS principal, min(c.effective) AS first_due, max(c.effective) AS last_due,"
    " min(c.vat_liable) = 0 AND NOT s.deducts AS without_vat, count(*) AS claims, NULL"
    " FROM suit s JOIN claim c ON c.case_id = s.case_id GROUP BY s.case_id;"
    "UPDATE weight SET light = " LIGHT_BAND("weight") ";";

const char *const law_desk[] = {
    TABLES,       law_merge_tables, law_filing_tables, law_contact_tables, law_limitation_tables,
    LETTER_WORDS, FIGURES,          BANDS,             CALENDAR,           NULL};
const char *const law_desk_derived[] = {
    IMPORTED,          EVENTS,       CLAIMS,       law_merge_moves,      EFFECTIVE,
    law_filings,       LETTERS,      law_merge_letters, STOPS,           law_duty_stops,
    law_contacts,      CHARGES,      law_merge_charges, WEIGHTS,         law_limitation_marks,
    law_limitation_late, NULL};
