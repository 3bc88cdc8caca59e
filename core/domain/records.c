/* records.c - what happened, as tables: facts, actions, verdicts, claims, events, and the step that
 * holds them.  The case is records_case.c, those it is about are records_party.c.
 *
 * The order of rows is the order of bytes in the journal: rows may be added at the end of a
 * table; none is ever moved, renamed or reused. */
#include "domain/step.h"

static const struct field action_table[] = {
    FIELD_WORDS(struct action, kind, action_kinds),
    FIELD_WORDS(struct action, letter, letter_kinds),
    FIELD_WORDS(struct action, by, channels),
    FIELD(FIELD_INT32, struct action, days),
    FIELD(FIELD_INT32, struct action, after),
    FIELD(FIELD_INT32, struct action, after_deadline),
    FIELD(FIELD_DAY, struct action, on),
    FIELD(FIELD_DAY, struct action, until),
    FIELD_WORDS(struct action, fee, fee_kinds),
    FIELD(FIELD_INT32, struct action, parts),
    FIELD(FIELD_DAY, struct action, first),
    FIELD_WORDS(struct action, who, task_owners),
    FIELD(FIELD_TEXT, struct action, stage),
    FIELD(FIELD_TEXT, struct action, what),
    FIELD(FIELD_TEXT, struct action, text),
    FIELD(FIELD_TEXT, struct action, because),
    FIELD(FIELD_TEXT, struct action, file),
    FIELD(FIELD_INT32, struct action, line),
    FIELD(FIELD_INT, struct action, into),
    FIELD_AS("amount_ore", FIELD_ORE, struct action, amount),
    FIELD(FIELD_BOOL, struct action, uplift),
};
const struct record action_record = RECORD("action", struct action, action_table);

static const struct field verdict_table[] = {
    FIELD_WORDS(struct verdict, kind, verdict_kinds),
    FIELD(FIELD_DAY, struct verdict, not_before),
    FIELD(FIELD_TEXT, struct verdict, reason),
    FIELD(FIELD_TEXT, struct verdict, paragraph),
};
const struct record verdict_record = RECORD("verdict", struct verdict, verdict_table);

static const struct field fact_table[] = {
    FIELD_WORDS(struct fact, kind, fact_kinds),
    FIELD_WORDS(struct fact, subject, subjects),
    FIELD(FIELD_INT, struct fact, subject_id),
    FIELD(FIELD_TEXT, struct fact, actor),
    FIELD(FIELD_DAY, struct fact, legal_day),
    FIELD(FIELD_DAY, struct fact, booked_day),
    FIELD(FIELD_TEXT, struct fact, source),
    FIELD_AS("amount_ore", FIELD_ORE, struct fact, amount),
    FIELD(FIELD_TEXT, struct fact, kid),
    FIELD_WORDS(struct fact, why, agenda_whys),
    FIELD(FIELD_TEXT, struct fact, reason),
    FIELD(FIELD_HASH, struct fact, key),
    FIELD(FIELD_HASH, struct fact, document),
    FIELD(FIELD_HASH, struct fact, text_hash),
    FIELD(FIELD_DAY, struct fact, until),
    FIELD(FIELD_INT, struct fact, about),
    FIELD(FIELD_TEXT, struct fact, stage),
    FIELD_MANY(struct fact, actions, action_record, ACTIONS_MAX),
    FIELD(FIELD_TEXT, struct fact, reverses),
    FIELD(FIELD_HASH, struct fact, payer),
    FIELD(FIELD_TEXT, struct fact, reference),
    FIELD(FIELD_INT32, struct fact, points),
};
const struct record fact_record = RECORD("fact", struct fact, fact_table);

static const struct field claim_table[] = {
    FIELD(FIELD_INT32, struct claim, number),
    FIELD(FIELD_TEXT, struct claim, source),
    FIELD(FIELD_TEXT, struct claim, invoice),
    FIELD_AS("principal_ore", FIELD_ORE, struct claim, principal),
    FIELD(FIELD_DAY, struct claim, issued),
    FIELD(FIELD_DAY, struct claim, due),
    FIELD(FIELD_DAY, struct claim, delivered),
    FIELD(FIELD_INT32, struct claim, rate_bp),
    FIELD(FIELD_BOOL, struct claim, vat_liable),
    FIELD(FIELD_BOOL, struct claim, term_agreed),
    FIELD(FIELD_TEXT, struct claim, department),
    FIELD(FIELD_HASH, struct claim, text_hash),
    FIELD(FIELD_DAY, struct claim, due_stated),
    FIELD(FIELD_DAY, struct claim, interest_to),
    FIELD_AS("interest_brought_ore", FIELD_ORE, struct claim, interest_brought),
    FIELD_WORDS(struct claim, basis, claim_bases),
    FIELD(FIELD_INT32, struct claim, lot),
};
const struct record claim_record = RECORD("claim", struct claim, claim_table);

static const struct field event_table[] = {
    FIELD_WORDS(struct event, kind, event_kinds),
    FIELD(FIELD_INT32, struct event, claim),
    FIELD(FIELD_DAY, struct event, day),
    FIELD(FIELD_DAY, struct event, until),
    FIELD_AS("amount_ore", FIELD_ORE, struct event, amount),
    FIELD_AS("principal_ore", FIELD_ORE, struct event, principal),
    FIELD_AS("interest_ore", FIELD_ORE, struct event, interest),
    FIELD_AS("costs_creditor_ore", FIELD_ORE, struct event, costs_creditor),
    FIELD_AS("costs_agency_ore", FIELD_ORE, struct event, costs_agency),
    FIELD_AS("costs_court_ore", FIELD_ORE, struct event, costs_court),
    FIELD_AS("over_ore", FIELD_ORE, struct event, over),
    FIELD_WORDS(struct event, letter, letter_kinds),
    FIELD_WORDS(struct event, by, channels),
    FIELD(FIELD_INT32, struct event, days),
    FIELD(FIELD_HASH, struct event, key),
    FIELD(FIELD_HASH, struct event, content),
    FIELD(FIELD_HASH, struct event, document),
    FIELD_WORDS(struct event, fee, fee_kinds),
    FIELD_WORDS(struct event, owner, owners),
    FIELD(FIELD_TEXT, struct event, word),
    FIELD(FIELD_TEXT, struct event, ref),
    FIELD(FIELD_INT, struct event, id),
    FIELD_MANY(struct event, claims, claim_record, 1),
    FIELD(FIELD_INT, struct event, creditor),
    FIELD_AS("total_ore", FIELD_ORE, struct event, total),
    FIELD_AS("commission_ore", FIELD_ORE, struct event, commission),
    FIELD_AS("vat_ore", FIELD_ORE, struct event, vat),
    FIELD(FIELD_BOOL, struct event, direct),
    FIELD_WORDS(struct event, filing, filing_kinds),
    FIELD_WORDS(struct event, outcome, filing_outcomes),
    FIELD_WORDS(struct event, undoes, event_kinds),
    FIELD(FIELD_INT32, struct event, line),
    FIELD_MANY(struct event, cases, case_record, 1),
    FIELD_AS("uplift_ore", FIELD_ORE, struct event, uplift),
    FIELD_AS("told_ore", FIELD_ORE, struct event, told),
    FIELD(FIELD_INT32, struct event, done),
    FIELD_MANY(struct event, was, plan_record, 1),
    FIELD(FIELD_INT, struct event, purse),
    FIELD(FIELD_INT32, struct event, points),
};
const struct record event_record = RECORD("event", struct event, event_table);

static const struct field effect_table[] = {
    FIELD(FIELD_HASH, struct effect, key),
    FIELD(FIELD_INT, struct effect, case_id),
    FIELD_WORDS(struct effect, kind, effect_kinds),
    FIELD_WORDS(struct effect, letter, letter_kinds),
    FIELD_WORDS(struct effect, by, channels),
    FIELD(FIELD_INT32, struct effect, days),
    FIELD(FIELD_DAY, struct effect, planned),
    FIELD(FIELD_DAY, struct effect, last_day),
};
const struct record effect_record = RECORD("effect", struct effect, effect_table);

static const struct field agenda_table[] = {
    FIELD_WORDS(struct agenda_row, why, agenda_whys),
    FIELD(FIELD_DAY, struct agenda_row, day),
};
const struct record agenda_record = RECORD("agenda row", struct agenda_row, agenda_table);

static const struct field step_table[] = {
    FIELD(FIELD_INT, struct step, version),
    FIELD(FIELD_INT, struct step, id),
    FIELD(FIELD_INT, struct step, case_id),
    FIELD_SUB(struct step, fact, fact_record),
    FIELD(FIELD_HASH, struct step, bundle),
    FIELD(FIELD_TEXT, struct step, stage),
    FIELD_MANY(struct step, actions, action_record, 2 * ACTIONS_MAX),
    FIELD_MANY(struct step, verdicts, verdict_record, 2 * ACTIONS_MAX),
    FIELD_MANY(struct step, events, event_record, CASE_LIST_MAX),
    FIELD_MANY(struct step, effects, effect_record, 2 * ACTIONS_MAX),
    FIELD_MANY(struct step, agenda, agenda_record, 64),
    FIELD(FIELD_HASH, struct step, after),
    FIELD(FIELD_TEXT, struct step, read),
};
const struct record step_record = RECORD("step", struct step, step_table);

struct hash step_hash(const struct hash *previous, struct text body) {
    struct hash_parts h;
    hash_begin(&h);
    hash_add(&h, (struct text){(const char *)previous->bytes, HASH_SIZE});
    hash_add(&h, body);
    return hash_end(&h);
}
