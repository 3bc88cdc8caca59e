/* records.c - every recorded struct of the business as a table: how it is written, once.
 *
 * The order of rows is the order of bytes in the journal: rows may be added at the end of a
 * table; none is ever moved, renamed or reused. */
#include "domain/step.h"
#include "domain/party.h"

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

static const struct field claim_state_table[] = {
    FIELD_SUB(struct claim_state, claim, claim_record),
    FIELD_AS("open_ore", FIELD_ORE, struct claim_state, open),
};
static const struct record claim_state_record =
    RECORD("claim state", struct claim_state, claim_state_table);

static const struct field move_table[] = {
    FIELD(FIELD_INT32, struct principal_move, claim),
    FIELD(FIELD_DAY, struct principal_move, day),
    FIELD_AS("amount_ore", FIELD_ORE, struct principal_move, amount),
    FIELD(FIELD_INT32, struct principal_move, payment),
};
static const struct record move_record =
    RECORD("principal move", struct principal_move, move_table);

static const struct field letter_note_table[] = {
    FIELD(FIELD_HASH, struct letter_note, key),
    FIELD_WORDS(struct letter_note, kind, letter_kinds),
    FIELD_WORDS(struct letter_note, state, letter_states),
    FIELD_WORDS(struct letter_note, by, channels),
    FIELD(FIELD_INT32, struct letter_note, stage_entry),
    FIELD(FIELD_INT32, struct letter_note, claim),
    FIELD(FIELD_INT32, struct letter_note, claims_upto),
    FIELD(FIELD_INT32, struct letter_note, days),
    FIELD(FIELD_DAY, struct letter_note, planned),
    FIELD(FIELD_DAY, struct letter_note, composed),
    FIELD(FIELD_DAY, struct letter_note, sent),
    FIELD(FIELD_DAY, struct letter_note, deadline),
    FIELD_AS("quote_ore", FIELD_ORE, struct letter_note, quote),
    FIELD_AS("fee_ore", FIELD_ORE, struct letter_note, fee),
    FIELD_AS("paid_ore", FIELD_ORE, struct letter_note, paid),
    FIELD(FIELD_HASH, struct letter_note, content),
    FIELD(FIELD_HASH, struct letter_note, document),
    FIELD(FIELD_TEXT, struct letter_note, reference),
    FIELD(FIELD_INT32, struct letter_note, payments_before),
    FIELD(FIELD_BOOL, struct letter_note, by_2026),
    FIELD(FIELD_INT32, struct letter_note, claims_after),
    FIELD_AS("told_ore", FIELD_ORE, struct letter_note, told),
};
static const struct record letter_note_record =
    RECORD("letter note", struct letter_note, letter_note_table);

static const struct field cost_table[] = {
    FIELD_WORDS(struct cost, fee, fee_kinds),
    FIELD_WORDS(struct cost, owner, owners),
    FIELD_AS("amount_ore", FIELD_ORE, struct cost, amount),
    FIELD_AS("paid_ore", FIELD_ORE, struct cost, paid),
    FIELD_AS("waived_ore", FIELD_ORE, struct cost, waived),
    FIELD(FIELD_DAY, struct cost, charged),
    FIELD(FIELD_HASH, struct cost, key),
    FIELD(FIELD_INT32, struct cost, claim),
    FIELD_AS("lost_ore", FIELD_ORE, struct cost, lost),
    FIELD(FIELD_DAY, struct cost, lost_on),
    FIELD(FIELD_DAY, struct cost, restored_on),
    FIELD(FIELD_TEXT, struct cost, lost_why),
    FIELD(FIELD_TEXT, struct cost, lost_by),
};
static const struct record cost_record = RECORD("cost", struct cost, cost_table);

static const struct field payment_note_table[] = {
    FIELD(FIELD_TEXT, struct payment_note, source),
    FIELD(FIELD_DAY, struct payment_note, legal_day),
    FIELD(FIELD_DAY, struct payment_note, booked_day),
    FIELD_AS("amount_ore", FIELD_ORE, struct payment_note, amount),
    FIELD_AS("principal_ore", FIELD_ORE, struct payment_note, principal),
    FIELD_AS("interest_ore", FIELD_ORE, struct payment_note, interest),
    FIELD_AS("costs_creditor_ore", FIELD_ORE, struct payment_note, costs_creditor),
    FIELD_AS("costs_agency_ore", FIELD_ORE, struct payment_note, costs_agency),
    FIELD_AS("costs_court_ore", FIELD_ORE, struct payment_note, costs_court),
    FIELD_AS("over_ore", FIELD_ORE, struct payment_note, over),
    FIELD(FIELD_BOOL, struct payment_note, undone),
    FIELD(FIELD_INT32, struct payment_note, lag_days),
    FIELD(FIELD_BOOL, struct payment_note, direct),
    FIELD(FIELD_HASH, struct payment_note, payer),
    FIELD(FIELD_INT32, struct payment_note, letters_from),
    FIELD(FIELD_INT32, struct payment_note, letters_upto),
    FIELD(FIELD_BOOL, struct payment_note, aside),
};
static const struct record payment_note_record =
    RECORD("payment note", struct payment_note, payment_note_table);

static const struct field waiver_table[] = {
    FIELD(FIELD_TEXT, struct waiver, source),
    FIELD_AS("principal_ore", FIELD_ORE, struct waiver, principal),
    FIELD_AS("interest_ore", FIELD_ORE, struct waiver, interest),
    FIELD_AS("costs_creditor_ore", FIELD_ORE, struct waiver, costs_creditor),
    FIELD_AS("costs_agency_ore", FIELD_ORE, struct waiver, costs_agency),
};
static const struct record waiver_record = RECORD("waiver", struct waiver, waiver_table);

static const struct field acknowledgement_table[] = {
    FIELD(FIELD_DAY, struct acknowledgement, day),
    FIELD(FIELD_INT32, struct acknowledgement, claims_after),
    FIELD(FIELD_INT32, struct acknowledgement, claims_upto),
};
const struct record acknowledgement_record =
    RECORD("acknowledgement", struct acknowledgement, acknowledgement_table);

static const struct field filing_note_table[] = {
    FIELD_WORDS(struct filing_note, kind, filing_kinds),
    FIELD(FIELD_DAY, struct filing_note, filed),
    FIELD(FIELD_DAY, struct filing_note, decided),
    FIELD(FIELD_DAY, struct filing_note, ended),
    FIELD_WORDS(struct filing_note, outcome, filing_outcomes),
    FIELD(FIELD_TEXT, struct filing_note, reference),
    FIELD(FIELD_INT32, struct filing_note, claims_upto),
    FIELD_AS("court_fee_ore", FIELD_ORE, struct filing_note, court_fee),
    FIELD_AS("awarded_ore", FIELD_ORE, struct filing_note, awarded),
    FIELD(FIELD_BOOL, struct filing_note, by_invoice),
};
static const struct record filing_note_record =
    RECORD("filing", struct filing_note, filing_note_table);

static const struct field filing_ask_table[] = {
    FIELD_WORDS(struct filing_ask, kind, filing_kinds),
    FIELD(FIELD_DAY, struct filing_ask, on),
    FIELD(FIELD_DAY, struct filing_ask, until),
    FIELD(FIELD_HASH, struct filing_ask, paper),
};
static const struct record filing_ask_record =
    RECORD("filing ask", struct filing_ask, filing_ask_table);

static const struct field refund_note_table[] = {
    FIELD(FIELD_HASH, struct refund_note, key),
    FIELD(FIELD_DAY, struct refund_note, on),
    FIELD_AS("amount_ore", FIELD_ORE, struct refund_note, amount),
    FIELD_WORDS(struct refund_note, state, refund_states),
    FIELD(FIELD_HASH, struct refund_note, payer),
};
static const struct record refund_note_record =
    RECORD("refund", struct refund_note, refund_note_table);

static const struct field reversed_note_table[] = {
    FIELD(FIELD_INT, struct reversed_note, step),
    FIELD(FIELD_INT32, struct reversed_note, line),
};
static const struct record reversed_note_record =
    RECORD("reversal", struct reversed_note, reversed_note_table);

static const struct field limitation_note_table[] = {
    FIELD_WORDS(struct limitation_note, kind, limitation_note_kinds),
    FIELD(FIELD_DAY, struct limitation_note, day),
    FIELD(FIELD_DAY, struct limitation_note, until),
};
static const struct record limitation_note_record =
    RECORD("limitation note", struct limitation_note, limitation_note_table);

static const struct field merged_table[] = {
    FIELD(FIELD_INT, struct merged_note, case_id),
    FIELD(FIELD_DAY, struct merged_note, on),
    FIELD(FIELD_DAY, struct merged_note, opened),
    FIELD(FIELD_INT32, struct merged_note, first),
    FIELD(FIELD_INT32, struct merged_note, claims),
};
const struct record merged_record = RECORD("merged case", struct merged_note, merged_table);

static const struct field case_table[] = {
    FIELD(FIELD_INT, struct krav_case, id),
    FIELD(FIELD_INT, struct krav_case, creditor),
    FIELD(FIELD_INT, struct krav_case, debtor),
    FIELD(FIELD_TEXT, struct krav_case, department),
    FIELD(FIELD_DAY, struct krav_case, opened),
    FIELD(FIELD_DAY, struct krav_case, closed),
    FIELD(FIELD_TEXT, struct krav_case, close_why),
    FIELD(FIELD_TEXT, struct krav_case, stage),
    FIELD(FIELD_TEXT, struct krav_case, came_from),
    FIELD(FIELD_DAY, struct krav_case, stage_since),
    FIELD(FIELD_INT32, struct krav_case, stage_entries),
    FIELD(FIELD_INT32, struct krav_case, look_after_deadline),
    FIELD(FIELD_TEXT, struct krav_case, parked),
    FIELD(FIELD_DAY, struct krav_case, disputed_since),
    FIELD(FIELD_TEXT, struct krav_case, dispute_reason),
    FIELD(FIELD_INT32, struct krav_case, n_disputes),
    FIELD(FIELD_DAY, struct krav_case, held_since),
    FIELD(FIELD_DAY, struct krav_case, held_until),
    FIELD(FIELD_TEXT, struct krav_case, hold_why),
    FIELD_AS("interest_accrued_ore", FIELD_ORE, struct krav_case, interest_accrued),
    FIELD_AS("interest_paid_ore", FIELD_ORE, struct krav_case, interest_paid),
    FIELD_AS("interest_waived_ore", FIELD_ORE, struct krav_case, interest_waived),
    FIELD(FIELD_DAY, struct krav_case, interest_until),
    FIELD_AS("overpaid_ore", FIELD_ORE, struct krav_case, overpaid),
    FIELD_AS("written_off_ore", FIELD_ORE, struct krav_case, written_off),
    FIELD(FIELD_DAY, struct krav_case, creditor_asked),
    FIELD(FIELD_DAY, struct krav_case, creditor_answer_due),
    FIELD_MANY(struct krav_case, claims, claim_state_record, CASE_LIST_MAX),
    FIELD_MANY(struct krav_case, moves, move_record, CASE_LIST_MAX),
    FIELD_MANY(struct krav_case, letters, letter_note_record, CASE_LIST_MAX),
    FIELD_MANY(struct krav_case, costs, cost_record, CASE_LIST_MAX),
    FIELD_MANY(struct krav_case, payments, payment_note_record, CASE_LIST_MAX),
    FIELD(FIELD_INT, struct krav_case, steps),
    FIELD_SUB(struct krav_case, plan, plan_record),
    FIELD(FIELD_INT32, struct krav_case, n_plans_broken),
    FIELD(FIELD_DAY, struct krav_case, deferred_until),
    FIELD(FIELD_DAY, struct krav_case, judged),
    FIELD(FIELD_TEXT, struct krav_case, judgment),
    FIELD(FIELD_DAY, struct krav_case, acknowledged),
    FIELD_AS("paid_before_ore", FIELD_ORE, struct krav_case, paid_before),
    FIELD(FIELD_DAY, struct krav_case, paid_before_on),
    FIELD_MANY(struct krav_case, waivers, waiver_record, CASE_LIST_MAX),
    FIELD(FIELD_DAY, struct krav_case, rejected_since),
    FIELD_MANY(struct krav_case, acknowledged_before, acknowledgement_record, CASE_LIST_MAX),
    FIELD_MANY(struct krav_case, filings, filing_note_record, CASE_LIST_MAX),
    FIELD_SUB(struct krav_case, filing_asked, filing_ask_record),
    FIELD_MANY(struct krav_case, refunds, refund_note_record, CASE_LIST_MAX),
    FIELD_MANY(struct krav_case, reversed, reversed_note_record, CASE_LIST_MAX),
    FIELD_MANY(struct krav_case, calls, call_note_record, CASE_LIST_MAX),
    FIELD_SUB(struct krav_case, call_asked, call_ask_record),
    FIELD_MANY(struct krav_case, limitation_notes, limitation_note_record, CASE_LIST_MAX),
    FIELD_AS("interest_lapsed_ore", FIELD_ORE, struct krav_case, interest_lapsed),
    FIELD_SUB(struct krav_case, answer, answer_clock_record),
    FIELD_SUB(struct krav_case, costs_lost, costs_lost_record),
    FIELD(FIELD_BOOL, struct krav_case, rejected_groundless),
    FIELD(FIELD_DAY, struct krav_case, deferred_on),
    FIELD_MANY(struct krav_case, objections, objection_record, CASE_LIST_MAX),
    FIELD_MANY(struct krav_case, merged, merged_record, CASE_LIST_MAX),
    FIELD(FIELD_INT, struct krav_case, merged_into),
    FIELD(FIELD_DAY, struct krav_case, separate_since),
    FIELD_SUB(struct krav_case, offer, plan_record),
    FIELD(FIELD_DAY, struct krav_case, mandate_since),
    FIELD(FIELD_TEXT, struct krav_case, mandate_kid),
    FIELD(FIELD_BOOL, struct krav_case, mandate_notice),
    FIELD(FIELD_DAY, struct krav_case, upheld_since),
    FIELD(FIELD_DAY, struct krav_case, right_since),
    FIELD_MANY(struct krav_case, debits, debit_note_record, CASE_LIST_MAX),
    FIELD_MANY(struct krav_case, inquiries, inquiry_note_record, CASE_LIST_MAX),
};
const struct record case_record = RECORD("case", struct krav_case, case_table);

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

static const struct field party_table[] = {
    FIELD(FIELD_INT, struct party, id),
    FIELD_WORDS(struct party, kind, debtor_kinds),
    FIELD(FIELD_TEXT, struct party, identity),
    FIELD(FIELD_TEXT, struct party, name),
    FIELD(FIELD_TEXT, struct party, address1),
    FIELD(FIELD_TEXT, struct party, address2),
    FIELD(FIELD_TEXT, struct party, postcode),
    FIELD(FIELD_TEXT, struct party, city),
    FIELD(FIELD_TEXT, struct party, country),
    FIELD(FIELD_TEXT, struct party, email),
    FIELD(FIELD_TEXT, struct party, phone),
    FIELD(FIELD_BOOL, struct party, protected_address),
    FIELD(FIELD_BOOL, struct party, opted_out),
    FIELD(FIELD_DAY, struct party, died),
    FIELD(FIELD_DAY, struct party, bankrupt),
    FIELD(FIELD_DAY, struct party, debt_settlement),
    FIELD(FIELD_TEXT, struct party, guardian),
    FIELD_WORDS(struct party, mandate, mandates),
    FIELD(FIELD_DAY, struct party, guardian_since),
    FIELD(FIELD_TEXT, struct party, representative),
    FIELD(FIELD_DAY, struct party, representative_since),
    FIELD(FIELD_BOOL, struct party, not_for_letters),
    FIELD(FIELD_BOOL, struct party, opted_out_messages),
    FIELD(FIELD_DAY, struct party, newer_enforcement),
    FIELD(FIELD_DAY, struct party, winding_up),
    FIELD(FIELD_DAY, struct party, dissolved),
};
const struct record party_record = RECORD("party", struct party, party_table);

static const struct field creditor_table[] = {
    FIELD(FIELD_INT, struct creditor, id),
    FIELD(FIELD_TEXT, struct creditor, org),
    FIELD(FIELD_TEXT, struct creditor, name),
    FIELD(FIELD_TEXT, struct creditor, address),
    FIELD(FIELD_TEXT, struct creditor, email),
    FIELD(FIELD_TEXT, struct creditor, account),
};
const struct record creditor_record = RECORD("creditor", struct creditor, creditor_table);

static const struct field override_table[] = {
    FIELD(FIELD_TEXT, struct override, name),
    FIELD(FIELD_INT, struct override, value),
};
const struct record override_record = RECORD("override", struct override, override_table);

static const struct field agreement_table[] = {
    FIELD(FIELD_INT, struct agreement, id),
    FIELD(FIELD_INT, struct agreement, creditor),
    FIELD(FIELD_TEXT, struct agreement, department),
    FIELD(FIELD_DAY, struct agreement, from),
    FIELD(FIELD_DAY, struct agreement, to),
    FIELD(FIELD_TEXT, struct agreement, level),
    FIELD_MANY(struct agreement, overrides, override_record, 64),
    FIELD_WORDS(struct agreement, letter_fee_owner, owners),
    FIELD(FIELD_BOOL, struct agreement, letter_fees),
    FIELD_WORDS(struct agreement, order1, components),
    FIELD_WORDS(struct agreement, order2, components),
    FIELD_WORDS(struct agreement, order3, components),
    FIELD_AS("remainder_max_ore", FIELD_ORE, struct agreement, remainder_max),
    FIELD(FIELD_INT32, struct agreement, grace_bank_days),
    FIELD(FIELD_INT32, struct agreement, payout_every),
    FIELD(FIELD_INT32, struct agreement, commission_bp),
    FIELD(FIELD_BOOL, struct agreement, vat_deducted),
    FIELD_AS("payout_min_ore", FIELD_ORE, struct agreement, payout_min),
    FIELD(FIELD_INT32, struct agreement, light_rebate),
    FIELD(FIELD_INT32, struct agreement, heavy_rebate),
    FIELD_AS("letter_fee_max_ore", FIELD_ORE, struct agreement, letter_fee_max),
    FIELD(FIELD_HASH, struct agreement, page),
    FIELD(FIELD_TEXT, struct agreement, account),
    FIELD_SET(struct agreement, settles, settle_terms),
};
const struct record agreement_record = RECORD("agreement", struct agreement, agreement_table);
