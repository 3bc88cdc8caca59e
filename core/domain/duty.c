/* duty.c - see duty.h. */
#include "domain/duty.h"

static const struct word breach_rows[] = {
    {BREACH_GOOD_PRACTICE, "good_practice", "god inkassoskikk", "Good practice (§ 8; 2026 § 14)."},
    {BREACH_ORDER, "order", "pålegg", "An order for the debtor's sake was not heeded."},
    {BREACH_NOTICE, "notice", "inkassovarsel", "The notice (§ 9; 2026 § 20)."},
    {BREACH_DEMAND, "demand", "betalingsoppfordring", "The demand (§ 10; 2026 § 21)."},
    {BREACH_LEGAL_NOTICE, "legal_notice", "rettslig skritt", "Legal steps (§ 11)."},
    {BREACH_CONTACT, "contact", "kontakt", "How and when the debtor was approached (2026 § 15)."},
    {BREACH_INFORMATION, "information", "opplysninger", "Information on request (2026 § 16)."},
    {BREACH_ANSWER, "answer", "svarfrist", "An answer within a week (2026 § 17)."},
    {BREACH_MERGE, "merge", "sammenslåing", "Claims collected together (2026 § 22)."},
    {BREACH_DOUBT, "doubt", "tvil", "Doubt stops the collection (2026 § 24)."},
    {BREACH_CLIENT_MONEY, "client_money", "klientmidler", "The debtor's money (§ 16; 2026 § 26)."},
    {BREACH_ADDRESSEE, "addressee", "mottaker", "Whom to write to (2026 §§ 28-30)."},
    {BREACH_OBJECTION, "objection", "innsigelse",
     "No breach: the debtor had ground to object (§ 17; 2026 § 18)."},
};
const struct words breaches = WORDS("breach", breach_rows);

static const struct word mandate_rows[] = {
    {MANDATE_COVERS, "covers", "omfatter inkasso", "The mandate covers money matters."},
    {MANDATE_EXCLUDES, "excludes", "omfatter ikke inkasso", "It is known to exclude them."},
    {MANDATE_RESTRICTED, "restricted", "fratatt rettslig handleevne",
     "The debtor's own legal capacity is restricted for this."},
    {MANDATE_POWER, "future_power", "fremtidsfullmakt",
     "A future power of attorney, in force and covering this."},
    {MANDATE_POWER_UNSURE, "future_power_unsure", "usikker fremtidsfullmakt",
     "A future power of attorney that may not be in force, or may not cover this."},
    {MANDATE_CHOSE_DEBTOR, "debtor_only", "bare skyldneren", "The debtor wants it alone."},
    {MANDATE_CHOSE_GUARDIAN, "guardian_only", "bare vergen", "The debtor wants the guardian alone."},
};
const struct words mandates = WORDS("mandate", mandate_rows);

static const struct word addressee_rows[] = {
    {ADDRESSED_DEBTOR, "debtor", "skyldner", "The debtor alone, though a guardian is known."},
    {ADDRESSED_GUARDIAN, "guardian", "verge", "The guardian instead."},
    {ADDRESSED_REPRESENTATIVE, "representative", "representant", "The representative instead."},
    {ADDRESSED_WITH_GUARDIAN, "debtor_and_guardian", "skyldner og verge", "Both."},
    {ADDRESSED_WITH_ATTORNEY, "debtor_and_attorney", "skyldner og fremtidsfullmektig", "Both."},
    {ADDRESSED_ATTORNEY, "attorney", "fremtidsfullmektig", "Who holds a future power instead."},
};
const struct words addressees = WORDS("addressee", addressee_rows);

static const struct word outcome_rows[] = {
    {ENDED_UPHELD, "upheld", "medhold", "The debtor was right."},
    {ENDED_PARTLY, "partly", "delvis medhold", "The debtor was right in part."},
    {ENDED_REJECTED, "rejected", "ikke medhold", "The debtor was not right, but had some ground."},
    {ENDED_GROUNDLESS, "groundless", "åpenbart grunnløs", "The objection was obviously groundless."},
    {ENDED_WITHDRAWN, "withdrawn", "trukket", "The debtor took it back; also after it was rejected."},
};
const struct words dispute_outcomes = WORDS("outcome", outcome_rows);

static const struct word state_rows[] = {
    {COST_CLAIMED, "claimed", "krevd", "It is asked for, or was paid."},
    {COST_BLOCKED, "blocked", "stanset av innsigelse", "An open objection: it is not asked for."},
    {COST_LOST, "lost", "tapt", "It may not be asked for."},
    {COST_RESTORED, "restored", "gjeninnført", "It was lost, and a decision restored it."},
};
const struct words cost_states = WORDS("cost state", state_rows);

static const struct field objection_table[] = {
    FIELD(FIELD_DAY, struct objection, made),
    FIELD(FIELD_DAY, struct objection, handled),
    FIELD(FIELD_TEXT, struct objection, what),
    FIELD(FIELD_HASH, struct objection, words),
    FIELD(FIELD_TEXT, struct objection, outcome),
    FIELD(FIELD_HASH, struct objection, answer),
};
const struct record objection_record = RECORD("objection", struct objection, objection_table);

static const struct field answer_table[] = {
    FIELD(FIELD_DAY, struct answer_clock, owed),
    FIELD(FIELD_DAY, struct answer_clock, due),
    FIELD(FIELD_DAY, struct answer_clock, promised),
};
const struct record answer_clock_record =
    RECORD("answer clock", struct answer_clock, answer_table);

static const struct field lost_table[] = {
    FIELD(FIELD_DAY, struct costs_lost, since),
    FIELD(FIELD_TEXT, struct costs_lost, why),
    FIELD(FIELD_BOOL, struct costs_lost, agency_only),
};
const struct record costs_lost_record = RECORD("costs lost", struct costs_lost, lost_table);
