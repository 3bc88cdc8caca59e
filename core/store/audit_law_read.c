/* audit_law_read.c - what is taken from the book: one pass over the journal, and small tables.
 *
 * Only the fields that a kind of event has are looked for, since looking costs more than all the
 * rest.  What only a few events have stays JSON in `body` and is read on the desk. */
#include <stddef.h>

#include "store/audit_law_parts.h"

#define FIELD(name) "json_extract(event, '$." name "')"
#define ORE(name)   "coalesce(" FIELD(name "_ore") ", 0)"
#define WHERE_KIND(kinds, value) "CASE WHEN kind IN (" kinds ") THEN " value " END"

#define LETTERS "'letter_composed', 'letter_sent', 'letter_taken_over', 'letter_returned'"
#define FEES    "'fee_charged', 'fee_waived', 'fee_restored', 'reversed'"
#define PAID    "'payment_allocated', 'payment_undone'"
#define FILINGS "'filed', 'filing_ended'"

/* LIMIT keeps SQLite from working out the kind again for each of the fields. */
static const char EVENTS[] =
    "SELECT at, case_id, fact, "
    WHERE_KIND("'person_changed'", "json_extract(body, '$.fact.reason')") ", kind, "
    WHERE_KIND("'letter_taken_over', 'merged'", FIELD("claim")) ", "
    DAY_NUMBER(FIELD("day")) ", "
    WHERE_KIND("'letter_composed', 'letter_sent', 'letter_taken_over', 'notice_served',"
               " 'interest_accrued', 'hold_set', 'deferred', 'answer_owed', 'limitation_noted'",
               DAY_NUMBER(FIELD("until")))
    ", CASE WHEN kind IN (" PAID ") THEN " ORE("over") " WHEN kind NOT IN ('letter_composed',"
    " 'letter_sent') THEN " ORE("amount") " ELSE 0 END, CASE WHEN kind IN ('letter_composed',"
    " 'remainder_waived', 'remainder_restored', 'written_off', 'reversed') THEN "
    ORE("costs_creditor") " + " ORE("costs_agency") " ELSE 0 END, "
    WHERE_KIND(LETTERS ", 'notice_served'", FIELD("letter")) ", "
    WHERE_KIND("'plan_agreed', 'plan_adjusted'",
               "coalesce(" FIELD("done") ", 0) + " FIELD("days")) ", "
    WHERE_KIND(LETTERS ", " FEES ", 'notice_served'", FIELD("key")) ", "
    WHERE_KIND(FEES, FIELD("fee")) ", " WHERE_KIND(FEES ", 'costs_lost'", FIELD("owner")) ", "
    "CASE WHEN kind NOT IN ('letter_sent', " PAID ") THEN " FIELD("word") " END, "
    "CASE WHEN kind IN (" FILINGS ") THEN " FIELD("filing")
    " WHEN kind = 'person_changed' THEN json_extract(body, '$.fact.stage')"
    " WHEN kind = 'dispute_closed' THEN " FIELD("ref") " END, "
    WHERE_KIND("'filing_ended'", FIELD("outcome")) ", "
    WHERE_KIND("'filing_ended'", FIELD("total_ore")) ", "
    "CASE WHEN kind = 'letter_composed' THEN " FIELD("told_ore")
    " WHEN kind IN ('plan_agreed', 'plan_adjusted') THEN " FIELD("uplift_ore") " END, "
    WHERE_KIND("'claim_added', 'merged'", "event")
    " FROM (SELECT s.id * 10000 + e.key AS at, s.case_id, s.fact, s.body, e.value AS event,"
    "  json_extract(e.value, '$.kind') AS kind FROM steps s, json_each(s.body, '$.events') e"
    "  WHERE s.case_id <> 0 LIMIT -1)"
    " WHERE kind IN (" LETTERS ", " FEES ", " PAID ", " FILINGS ", 'notice_served',"
    " 'remainder_waived', 'remainder_restored', 'written_off', 'interest_accrued',"
    " 'interest_lapsed', 'dispute_opened', 'dispute_closed', 'hold_set', 'hold_ended',"
    " 'plan_agreed', 'plan_adjusted', 'plan_broken', 'plan_ended', 'deferred', 'judged',"
    " 'acknowledged', 'limitation_noted', 'person_changed', 'closed', 'reopened', 'called',"
    " 'call_asked', 'message_noted', 'answer_owed', 'answered', 'costs_lost', 'costs_restored',"
    " 'creditor_asked', 'creditor_answered', 'task_raised', 'refunded', 'claim_added', 'merged',"
    " 'merged_into', 'parked', 'debit_asked', 'mandate_set')";

/* Which claim a payment went to is the fold's doing, and the fold is checked beside this. */
#define OF_MOVE(name) "json_extract(e.value, '$." name "')"
static const char MOVES[] =
    "SELECT c.id, " OF_MOVE("claim") ", " DAY_NUMBER(OF_MOVE("day")) ", " OF_MOVE("amount_ore")
    " FROM cases c, json_each(c.state, '$.moves') e WHERE coalesce(" OF_MOVE("amount_ore")
    ", 0) <> 0";

/* A creditor deducts VAT if no agreement of its says otherwise. */
static const char SUITS[] =
    "SELECT c.id, c.creditor, c.debtor, p.kind = 'business', coalesce(a.deducts, 0)"
    " FROM cases c JOIN parties p ON p.id = c.debtor LEFT JOIN (SELECT creditor,"
    "  min(coalesce(json_extract(terms, '$.vat_deducted'), 0)) AS deducts FROM agreements"
    "  GROUP BY creditor) a ON a.creditor = c.creditor";

static const char ELECTRONIC[] = "SELECT lower(hex(key)), channel FROM outbox"
                                 " WHERE kind = 'letter' AND channel NOT IN ('letter', '')";

static const char TODAY[] = "SELECT " DAY_NUMBER("value") " FROM book WHERE name = 'day'";

/* What the operator imported counts from its day on, over what is written here. */
static const char RATES[] =
    "SELECT id, CASE kind WHEN 'inkassosats' THEN 'sats' WHEN 'late_interest' THEN 'late'"
    " ELSE kind END, from_day, to_day, hundredths FROM rates"
    " WHERE kind IN ('inkassosats', 'late_interest', 'compensation')";

const struct copied law_copies[] = {
    {EVENTS, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
             " ?)"},
    {MOVES, "INSERT INTO move VALUES (?, ?, ?, ?)"},
    {SUITS, "INSERT INTO suit VALUES (?, ?, ?, ?, ?)"},
    {ELECTRONIC, "INSERT INTO electronic VALUES (?, ?)"},
    {TODAY, "INSERT INTO today VALUES (?)"},
    {RATES, "INSERT INTO imported VALUES (?, ?, ?, ?, ?)"},
    {NULL, NULL}};
