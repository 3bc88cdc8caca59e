/* reports_half_year.c - the supervisor's figures (inkassoloven § 30): the agency's half-year as a
 * whole, and its last day.
 *
 *     from ────────── cases received, ended; money collected; objections, complaints ────────── to
 *                                                                    cases and money on the last day
 *
 * `published` says what each definition stands on.  "yes": the supervisor has published figures of
 * that name (new cases, ended cases, ended before a payment demand, cases in work, claim mass, older
 * than 18 months, collected).  "no": nobody has confirmed to us that it is asked for, or is defined,
 * in just this way; whoever reports it should know.  Cases stand as they stand today: one that was
 * closed and opened again counts as never closed. */
#include "store/reports_parts.h"

static const struct report_column COLUMNS[] = {
    {.name = "figure", .kind = CELL_TEXT, .doc = "What is counted."},
    {.name = "norwegian", .kind = CELL_TEXT, .doc = "Its Norwegian name."},
    {.name = "number", .kind = CELL_COUNT, .doc = "How many; nothing where it is money alone."},
    {.name = "amount", .kind = CELL_ORE, .doc = "How much; nothing where it is a number alone."},
    {.name = "published", .kind = CELL_TEXT,
     .doc = "yes: the supervisor has published figures of this name; no: our reading, unconfirmed."},
    {.name = "definition", .kind = CELL_TEXT, .data_only = true, .doc = "What exactly was counted."},
};

/* One figure: a row of the answer, `n`th of its list. */
#define FIGURE(n, name, norwegian, published, definition, number, amount, from)                    \
    " UNION ALL SELECT " n ", '" name "', '" norwegian "', " number ", " amount ", '" published    \
    "', '" definition "'" from
#define FIGURES                                                                                    \
    " SELECT figure, norwegian, number, amount, published, definition FROM (SELECT 0 AS place,"    \
    " '' AS figure, '' AS norwegian, 0 AS number, 0 AS amount, '' AS published, '' AS definition"
#define IN_ORDER ") WHERE place > 0 ORDER BY place"
#define IN_PERIOD(number) number " BETWEEN ?3 AND ?4"
#define DEMANDED                                                                                   \
    "EXISTS (SELECT 1 FROM json_each(c.state, '$.letters') l"                                      \
    " WHERE json_extract(l.value, '$.kind') = 'payment_demand'"                                    \
    " AND json_extract(l.value, '$.sent') IS NOT NULL)"
/* The day's date eighteen months before. */
#define OLD                                                                                        \
    "(strftime('%s', (?4 - 719163) * 86400, 'unixepoch', '-18 months') / 86400 + 719163)"

#define OWED(accounts) "(SELECT" SUM_ON(accounts) " FROM held p WHERE p.case_id <> 0)"
#define HELD(account)  "(SELECT -" SUM_ON("'" account "'") " FROM held p)"
#define MOVED(account, when)                                                                       \
    "(SELECT coalesce(-sum(m." account "), 0) FROM posted m WHERE " when ")"
#define FACTS(kind)                                                                                \
    "(SELECT count(*) FROM steps s WHERE s.fact = '" kind "' AND " IN_PERIOD("s.booked_day") ")"
#define FILED                                                                                      \
    "(SELECT count(*) FROM steps s, json_each(s.body, '$.events') e WHERE "                        \
    IN_PERIOD("s.booked_day") " AND instr(s.body, '\"filed\"') > 0"                                \
    " AND json_extract(e.value, '$.kind') = 'filed')"
#define MASS   OWED(ACCOUNTS_OF_DEBT)
#define CLIENT "(-" HELD("client_bank") ")"

/* ---- cases ----------------------------------------------------------------------------------- */

static const char OF_CASES[] =
    WITH_ASK
    ", seen AS MATERIALIZED (SELECT c.opened, c.closed <> 0 AND c.closed <= ?4 AS ended, c.closed,"
    "  " DEMANDED " AS demanded FROM cases c WHERE c.opened <= ?4)" FIGURES
    FIGURE("1", "cases_received", "mottatte saker", "yes",
           "Cases opened in the period, reminders included.", "count(*)", "NULL",
           " FROM seen WHERE " IN_PERIOD("opened"))
    FIGURE("2", "claims_received", "mottatte krav", "no",
           "Claims added to cases in the period, and their principal.", "count(*)",
           "coalesce(sum(p.amount), 0)", " FROM posting_sets s JOIN postings p ON p.set_id = s.id"
           " WHERE s.why = 'claim_added' AND p.account = 'principal' AND " IN_PERIOD("s.booked_day"))
    FIGURE("3", "cases_ended", "avsluttede saker", "yes",
           "Cases closed in the period, for whatever reason.", "count(*)", "NULL",
           " FROM seen WHERE ended AND " IN_PERIOD("closed"))
    FIGURE("4", "cases_ended_before_demand", "avsluttet før betalingsoppfordring", "yes",
           "Of them, those to which no payment demand was ever sent.", "count(*)", "NULL",
           " FROM seen WHERE ended AND NOT demanded AND " IN_PERIOD("closed"))
    FIGURE("5", "cases_in_work", "saker til inkasso", "yes", "Cases open on the last day.",
           "count(*)", "NULL", " FROM seen WHERE NOT ended")
    FIGURE("6", "cases_in_work_with_demand", "herav med betalingsoppfordring", "no",
           "Of them, those to which a payment demand was sent.", "count(*)", "NULL",
           " FROM seen WHERE NOT ended AND demanded")
    FIGURE("7", "cases_older_than_18_months", "saker eldre enn 18 måneder", "yes",
           "Of those open, opened more than eighteen months before the last day.", "count(*)",
           "NULL", " FROM seen WHERE NOT ended AND opened < " OLD)
    FIGURE("8", "objections", "innsigelser", "no", "Objections told in the period.",
           FACTS("dispute"), "NULL", "")
    FIGURE("9", "complaints", "klager", "no", "Complaints told in the period.",
           FACTS("complaint"), "NULL", "")
    FIGURE("10", "filings", "rettslige skritt", "no",
           "Filings with courts and enforcement recorded in the period.", FILED, "NULL", "")
    IN_ORDER;

/* ---- the period ------------------------------------------------------------------------------ */

#define COVERED "principal + m.interest + m.costs_creditor + m.costs_agency + m.costs_court"
static const char OF_THE_PERIOD[] =
    WITH_ASK "," POSTED("s.booked_day BETWEEN ?3 AND ?4") FIGURES
    FIGURE("1", "collected", "innkrevd", "yes",
           "What payments covered in the period, to us and to creditors, less what went back.",
           "NULL", MOVED(COVERED, "m." IS_PAYMENT), "")
    FIGURE("2", "collected_principal", "herav hovedstol", "no", "Of it: principal.", "NULL",
           MOVED("principal", "m." IS_PAYMENT), "")
    FIGURE("3", "collected_directly", "herav betalt direkte til kreditor", "no",
           "Of it: paid to the creditor itself.", "NULL",
           MOVED(COVERED, "m.bank = 0 AND m." IS_PAYMENT), "")
    FIGURE("4", "collection_costs", "innbetalt salær og gebyr", "no",
           "Of it: the agency''s own costs and fees, with any VAT in them.", "NULL",
           MOVED("costs_agency", "m." IS_PAYMENT), "")
    FIGURE("5", "income", "inntekt", "no",
           "The agency''s income in the period, without VAT (krav report income).", "NULL",
           MOVED("income", "1"), "")
    IN_ORDER;

/* ---- the last day ---------------------------------------------------------------------------- */

static const char OF_THE_LAST_DAY[] =
    WITH_ASK
    ", held AS MATERIALIZED (SELECT p.account, p.case_id <> 0 AS case_id, sum(p.amount) AS amount"
    "  FROM postings p JOIN posting_sets s ON s.id = p.set_id WHERE s.booked_day <= ?4"
    "  GROUP BY p.account, p.case_id <> 0)" FIGURES
    FIGURE("1", "claim_mass", "fordringsmasse", "yes",
           "What debtors owed: principal, posted interest and costs.", "NULL", MASS, "")
    FIGURE("2", "principal_in_work", "herav hovedstol", "no", "Of the claim mass: principal.",
           "NULL", OWED("'principal'"), "")
    FIGURE("3", "interest_in_work", "herav forsinkelsesrenter", "no",
           "Of the claim mass: late interest as posted.", "NULL", OWED("'interest'"), "")
    FIGURE("4", "costs_in_work", "herav omkostninger", "no",
           "Of the claim mass: fees, collection costs and court fees.", "NULL",
           OWED(ACCOUNTS_OF_COSTS), "")
    FIGURE("5", "client_money", "klientmidler", "no", "On the client account.", "NULL", CLIENT, "")
    FIGURE("6", "owed_to_creditors", "herav skyldig oppdragsgivere", "no",
           "Of it: for creditors, with payouts and refunds under way.", "NULL",
           HELD("creditor_payable") " + " HELD("payout_underway"), "")
    FIGURE("7", "unplaced_money", "herav uavklart og for mye betalt", "no",
           "Of it: money without a case, and overpaid money.", "NULL",
           HELD("suspense") " + " HELD("overpaid"), "")
    FIGURE("8", "agency_share", "herav byråets andel", "no",
           "Of it: the agency''s own, until the creditor is settled.", "NULL",
           HELD("agency_share"), "")
    FIGURE("9", "security", "sikkerhet etter § 29", "no",
           "A fortieth of the claim mass, twice the client money, or 2.5 million: the largest.",
           "NULL", "max(" MASS " / 40, 2 * " CLIENT ", 250000000)", "")
    IN_ORDER;

const struct report_kind report_half_year = {
    .name = "half-year",
    .doc = "the supervisor's figures for a period and its last day, the agency as a whole",
    .options = REPORT_SPAN,
    .note = "published: no means that nobody has confirmed the definition; see --columns and --csv",
    COLUMNS_OF(COLUMNS), .sql = {OF_CASES, OF_THE_PERIOD, OF_THE_LAST_DAY},
};
