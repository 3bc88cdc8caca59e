/* records_case.c - the case and all that stands in it, as tables: what the fold writes, once.
 *
 * As in records.c: rows may be added at the end of a table; none is ever moved, renamed or reused. */
#include "domain/step.h"

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
