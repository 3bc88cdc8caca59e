/* snapshot_fields.c - every word a rule may read, with its type, meaning and getter. */
#include "domain/snapshot.h"

#include "domain/inquiry.h"
#include "domain/plan.h"

#define GETTER(name, value_type, expression)                                                     \
    static struct value get_##name(const struct snapshot *s) {                                   \
        return (struct value){(value_type), (int64_t)(expression), {NULL, 0}};                   \
    }
/* An absent text or day is nil, so `if c.came_from then` reads as it should. */
#define TEXT_GETTER(name, expression)                                                            \
    static struct value get_##name(const struct snapshot *s) {                                   \
        const struct text t = (expression);                                                      \
        return (struct value){t.len ? VALUE_TEXT : VALUE_NIL, 0, t};                             \
    }
#define DAY_GETTER(name, expression)                                                             \
    static struct value get_##name(const struct snapshot *s) {                                   \
        const day d = (expression);                                                              \
        return (struct value){d ? VALUE_DAY : VALUE_NIL, d, {NULL, 0}};                          \
    }

static const struct text absent;
static const struct claim empty_claim;
static const struct claim *first_open(const struct snapshot *s) {
    const struct claim *first = s->c->n_claims ? &s->c->claims[0].claim : &empty_claim;
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        if (s->c->claims[i].open > 0 && s->c->claims[i].claim.due == s->oldest_due) {
            return &s->c->claims[i].claim;
        }
    }
    return first;
}

static ore paid(const struct snapshot *s) {
    ore sum = 0;
    for (uint32_t i = 0; i < s->c->n_payments; i++) {
        sum += s->c->payments[i].undone ? 0 : s->c->payments[i].amount;
    }
    return sum;
}

static int64_t letters_sent(const struct snapshot *s, enum letter_kind kind) {
    int64_t n = 0;
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        n += s->c->letters[i].kind == kind && s->c->letters[i].state == LETTER_SENT;
    }
    return n;
}

static day last_deadline(const struct snapshot *s, enum letter_kind kind) {
    const struct letter_note *l = case_last_sent(s->c, kind);
    return l ? l->deadline : DAY_NONE;
}

/* Attempts since the case came to its stage; of one outcome, or of any. */
static int64_t calls_of_stage(const struct snapshot *s, enum call_outcome outcome) {
    int64_t n = 0;
    for (uint32_t i = 0; i < s->c->n_calls; i++) {
        const struct call_note *call = &s->c->calls[i];
        n += call->stage_entry == s->c->stage_entries && (!outcome || call->outcome == outcome);
    }
    return n;
}

static day last_call(const struct snapshot *s) {
    day last = DAY_NONE;
    for (uint32_t i = 0; i < s->c->n_calls; i++) {
        last = s->c->calls[i].day > last ? s->c->calls[i].day : last;
    }
    return last;
}

static struct text word(const struct words *w, int value) {
    return value ? text_of(words_name(w, value)) : (struct text){NULL, 0};
}

/* The last one made; NULL: none. */
static const struct filing_note *last_filing(const struct snapshot *s) {
    return s->c->n_filings ? &s->c->filings[s->c->n_filings - 1] : NULL;
}

static struct text last_outcome(const struct snapshot *s) {
    const struct filing_note *n = last_filing(s);
    return n ? word(&filing_outcomes, (int)n->outcome) : absent;
}

static ore missing_of_plan(const struct snapshot *s) {
    const int32_t grace = s->agreement ? s->agreement->grace_bank_days : 0;
    return s->plan_runs ? money_min(plan_missing(&s->c->plan, grace, s->today), s->open) : 0;
}

DAY_GETTER(today, s->today)
GETTER(open, VALUE_ORE, s->open)
GETTER(principal, VALUE_ORE, s->principal_open)
GETTER(interest, VALUE_ORE, s->interest_open)
GETTER(costs, VALUE_ORE, s->costs_open)
GETTER(paid, VALUE_ORE, paid(s))
GETTER(overpaid, VALUE_ORE, s->c->overpaid)
GETTER(settled, VALUE_BOOL, s->settled)
GETTER(disputed, VALUE_BOOL, s->disputed)
GETTER(upheld, VALUE_BOOL, case_upheld(s->c))
GETTER(held, VALUE_BOOL, s->held)
DAY_GETTER(deadline, s->deadline)
GETTER(deadline_missed, VALUE_BOOL, s->deadline_missed)
GETTER(letter_waiting, VALUE_BOOL, s->letter_waiting)
TEXT_GETTER(stage, s->c->stage)
DAY_GETTER(stage_since, s->c->stage_since)
GETTER(days_in_stage, VALUE_INT, s->c->stage_since ? s->today - s->c->stage_since : 0)
TEXT_GETTER(came_from, s->c->came_from)
TEXT_GETTER(phase, word(&phases, (int)s->phase))
GETTER(claims, VALUE_INT, s->c->n_claims)
GETTER(disputes, VALUE_INT, s->c->n_disputes)
GETTER(reminders_sent, VALUE_INT, letters_sent(s, LETTER_REMINDER))
GETTER(notices_sent, VALUE_INT, letters_sent(s, LETTER_COLLECTION_NOTICE))
GETTER(demands_sent, VALUE_INT, letters_sent(s, LETTER_PAYMENT_DEMAND))
GETTER(legal_notices_sent, VALUE_INT, letters_sent(s, LETTER_LEGAL_NOTICE))
GETTER(monitorings_sent, VALUE_INT, letters_sent(s, LETTER_MONITORING))
DAY_GETTER(opened, s->c->opened)
GETTER(deferred, VALUE_BOOL, s->deferred)
GETTER(judged, VALUE_BOOL, s->c->judged != DAY_NONE)
GETTER(plan_active, VALUE_BOOL, s->plan_runs)
GETTER(plan_missed, VALUE_BOOL, s->plan_missed)
DAY_GETTER(plan_next, s->plan_next)
GETTER(plan_parts, VALUE_INT, s->c->plan.parts)
GETTER(plan_paid, VALUE_ORE, s->c->plan.paid)
GETTER(plan_total, VALUE_ORE, s->c->plan.total)
GETTER(plan_missing, VALUE_ORE, missing_of_plan(s))
GETTER(plan_uplift, VALUE_ORE, s->c->plan.uplift)
GETTER(plan_confirmed, VALUE_BOOL, s->plan_runs && plan_is_confirmed(s->c))
GETTER(plan_offered, VALUE_BOOL, plan_offer_stands(s->c, s->today))
GETTER(plans_broken, VALUE_INT, s->c->n_plans_broken)
DAY_GETTER(claim_due, first_open(s)->due)
DAY_GETTER(claim_issued, first_open(s)->issued)
TEXT_GETTER(claim_invoice, first_open(s)->invoice)
TEXT_GETTER(claim_department, first_open(s)->department)
GETTER(claim_days_overdue, VALUE_INT, s->oldest_due ? s->today - s->oldest_due : 0)
DAY_GETTER(claim_lapses, s->lapses)
GETTER(claim_notice_missed, VALUE_BOOL, s->notice_missed)
GETTER(claim_reminder_missed, VALUE_BOOL, s->reminder_missed)
GETTER(claim_demand_missed, VALUE_BOOL, s->demand_missed)
GETTER(claim_legal_notice_missed, VALUE_BOOL, s->legal_notice_missed)
DAY_GETTER(claim_reminder_deadline, last_deadline(s, LETTER_REMINDER))
DAY_GETTER(claim_legal_notice_deadline, last_deadline(s, LETTER_LEGAL_NOTICE))
DAY_GETTER(claim_notice_deadline, last_deadline(s, LETTER_COLLECTION_NOTICE))
DAY_GETTER(claim_demand_deadline, last_deadline(s, LETTER_PAYMENT_DEMAND))
TEXT_GETTER(debtor_kind, word(&debtor_kinds, s->debtor ? (int)s->debtor->kind : 0))
GETTER(siblings_open, VALUE_INT, s->n_siblings)
GETTER(siblings_mergeable, VALUE_INT, s->n_mergeable)
GETTER(debtor_business, VALUE_BOOL, s->debtor && s->debtor->kind == DEBTOR_BUSINESS)
GETTER(debtor_has_email, VALUE_BOOL, s->debtor && s->debtor->email.len > 0)
GETTER(debtor_has_phone, VALUE_BOOL, s->debtor && s->debtor->phone.len > 0)
GETTER(debtor_has_address, VALUE_BOOL, s->debtor && s->debtor->address1.len > 0)
GETTER(debtor_identified, VALUE_BOOL, s->debtor && s->debtor->identity.len > 0)
GETTER(debtor_dead, VALUE_BOOL, s->debtor && s->debtor->died != DAY_NONE)
GETTER(debtor_bankrupt, VALUE_BOOL, s->debtor && s->debtor->bankrupt != DAY_NONE)
GETTER(debtor_debt_settlement, VALUE_BOOL, s->debtor && s->debtor->debt_settlement != DAY_NONE)
GETTER(debtor_guardian, VALUE_BOOL, s->debtor && s->debtor->guardian.len > 0)
GETTER(debtor_minor, VALUE_BOOL, s->minor)
GETTER(debtor_protected, VALUE_BOOL, s->debtor && s->debtor->protected_address)
GETTER(debtor_no_calls, VALUE_BOOL, s->debtor && s->debtor->opted_out)
GETTER(debtor_no_messages, VALUE_BOOL, s->debtor && s->debtor->opted_out_messages)
GETTER(calls_asked, VALUE_BOOL, s->c->call_asked.on != DAY_NONE)
GETTER(calls_attempts, VALUE_INT, calls_of_stage(s, 0))
GETTER(calls_reached, VALUE_BOOL, calls_of_stage(s, CALL_REACHED) > 0)
DAY_GETTER(calls_last_attempt, last_call(s))
TEXT_GETTER(creditor_org, s->creditor ? s->creditor->org : absent)
TEXT_GETTER(fact_kind, s->fact ? word(&fact_kinds, (int)s->fact->kind) : absent)
GETTER(fact_amount, VALUE_ORE, s->fact ? s->fact->amount : 0)
DAY_GETTER(fact_day, s->fact ? s->fact->legal_day : DAY_NONE)
TEXT_GETTER(fact_reason, s->fact ? s->fact->reason : absent)
TEXT_GETTER(fact_why, s->fact ? word(&agenda_whys, (int)s->fact->why) : absent)

TEXT_GETTER(filing_asked, word(&filing_kinds, (int)s->c->filing_asked.kind))
TEXT_GETTER(filing_kind, last_filing(s) ? word(&filing_kinds, (int)last_filing(s)->kind) : absent)
DAY_GETTER(filing_filed, last_filing(s) ? last_filing(s)->filed : DAY_NONE)
GETTER(filing_pending, VALUE_BOOL, case_filing_pending(s->c) != NULL)
DAY_GETTER(filing_ended, last_filing(s) ? last_filing(s)->ended : DAY_NONE)
TEXT_GETTER(filing_outcome, last_outcome(s))
GETTER(enforcement_notices_sent, VALUE_INT, letters_sent(s, LETTER_ENFORCEMENT_NOTICE))
static const struct inquiry_note *answer_of(const struct snapshot *s, enum effect_kind kind) {
    return inquiry_answer(s->c, kind, s->today);
}

static day asked_last(const struct snapshot *s, enum effect_kind kind) {
    const struct inquiry_note *n = inquiry_last(s->c, kind);
    return n ? n->asked : DAY_NONE;
}

static bool is_asked(const struct snapshot *s, enum effect_kind kind) {
    const struct inquiry_note *n = inquiry_last(s->c, kind);
    return n && n->state == INQUIRY_OUT;
}

static struct text answer_word(const struct snapshot *s, enum effect_kind kind) {
    const struct inquiry_note *n = answer_of(s, kind);
    return n ? n->word : absent;
}

/* Nil is not zero points. */
static struct value get_score_points(const struct snapshot *s) {
    const struct inquiry_note *n = answer_of(s, EFFECT_SCORE);
    return (struct value){n ? VALUE_INT : VALUE_NIL, n ? n->points : 0, {NULL, 0}};
}
TEXT_GETTER(score_label, answer_word(s, EFFECT_SCORE))
TEXT_GETTER(score_model, answer_of(s, EFFECT_SCORE) ? answer_of(s, EFFECT_SCORE)->model : absent)
DAY_GETTER(score_as_of, answer_of(s, EFFECT_SCORE) ? answer_of(s, EFFECT_SCORE)->as_of : DAY_NONE)
DAY_GETTER(score_asked, asked_last(s, EFFECT_SCORE))
GETTER(score_waiting, VALUE_BOOL, is_asked(s, EFFECT_SCORE))
TEXT_GETTER(wash_status, answer_word(s, EFFECT_WASH))
DAY_GETTER(wash_asked, asked_last(s, EFFECT_WASH))
GETTER(wash_waiting, VALUE_BOOL, is_asked(s, EFFECT_WASH))
GETTER(debtor_winding_up, VALUE_BOOL, s->debtor && s->debtor->winding_up != DAY_NONE)
GETTER(debtor_dissolved, VALUE_BOOL, s->debtor && s->debtor->dissolved != DAY_NONE)
GETTER(mandate, VALUE_BOOL, s->c->mandate_since != DAY_NONE)
DAY_GETTER(claim_enforcement_notice_deadline, last_deadline(s, LETTER_ENFORCEMENT_NOTICE))

const struct snapshot_field snapshot_fields[] = {
    {"today", VALUE_DAY, "The day we decide on.", get_today},
    {"open", VALUE_ORE, "All that is owed today.", get_open},
    {"principal", VALUE_ORE, "Principal (hovedstol) owed.", get_principal},
    {"interest", VALUE_ORE, "Late interest owed today.", get_interest},
    {"costs", VALUE_ORE, "Fees and costs owed.", get_costs},
    {"paid", VALUE_ORE, "Received so far.", get_paid},
    {"overpaid", VALUE_ORE, "Received beyond what was owed.", get_overpaid},
    {"settled", VALUE_BOOL, "Nothing is owed.", get_settled},
    {"disputed", VALUE_BOOL, "An objection (innsigelse) is open.", get_disputed},
    {"upheld", VALUE_BOOL, "An objection was right: nothing is collected before the claim is credited.",
     get_upheld},
    {"held", VALUE_BOOL, "The case rests (bero).", get_held},
    {"deadline", VALUE_DAY, "Deadline of the last letter sent in this stage.", get_deadline},
    {"deadline_missed", VALUE_BOOL, "That deadline has passed unpaid.", get_deadline_missed},
    {"letter_waiting", VALUE_BOOL, "A letter of this stage is not sent yet.", get_letter_waiting},
    {"stage", VALUE_TEXT, "The stage the case stands in.", get_stage},
    {"stage_since", VALUE_DAY, "Since when.", get_stage_since},
    {"days_in_stage", VALUE_INT, "How many days.", get_days_in_stage},
    {"came_from", VALUE_TEXT, "The stage before.", get_came_from},
    {"phase", VALUE_TEXT, "The statutory phase, computed from recorded letters.", get_phase},
    {"claims", VALUE_INT, "Number of claims in the case.", get_claims},
    {"disputes", VALUE_INT, "Objections so far.", get_disputes},
    {"reminders_sent", VALUE_INT, "Reminders sent, the creditor's included.", get_reminders_sent},
    {"notices_sent", VALUE_INT, "Collection notices sent, the creditor's included.", get_notices_sent},
    {"demands_sent", VALUE_INT, "Payment demands sent.", get_demands_sent},
    {"legal_notices_sent", VALUE_INT, "Legal notices sent.", get_legal_notices_sent},
    {"monitorings_sent", VALUE_INT, "Letters sent while the claim is monitored.", get_monitorings_sent},
    {"deferred", VALUE_BOOL, "The debtor was given more time.", get_deferred},
    {"judged", VALUE_BOOL, "There is an enforcement basis (tvangsgrunnlag).", get_judged},
    {"plan.active", VALUE_BOOL, "An instalment plan (avdragsordning) runs.", get_plan_active},
    {"plan.missed", VALUE_BOOL, "An instalment is missing, the bank days given.", get_plan_missed},
    {"plan.next", VALUE_DAY, "Due day of the next instalment.", get_plan_next},
    {"plan.parts", VALUE_INT, "How many instalments were agreed.", get_plan_parts},
    {"plan.paid", VALUE_ORE, "What has come of it.", get_plan_paid},
    {"plan.total", VALUE_ORE, "All instalments together, the interest until then included.", get_plan_total},
    {"plan.missing", VALUE_ORE, "What is missing of those that should have come, the bank days given.", get_plan_missing},
    {"plan.uplift", VALUE_ORE, "The addition for more than four that was told of; 0: none may be charged.", get_plan_uplift},
    {"plan.confirmed", VALUE_BOOL, "A letter confirms it as it is now, or is on its way.", get_plan_confirmed},
    {"plan.offered", VALUE_BOOL, "Instalments are offered, and may still be accepted.", get_plan_offered},
    {"plans_broken", VALUE_INT, "Plans that ended because an instalment was missing.", get_plans_broken},
    {"opened", VALUE_DAY, "When the case began.", get_opened},
    {"claim.due", VALUE_DAY, "Due day of the oldest open claim.", get_claim_due},
    {"claim.issued", VALUE_DAY, "Its invoice day.", get_claim_issued},
    {"claim.invoice", VALUE_TEXT, "Its invoice number.", get_claim_invoice},
    {"claim.department", VALUE_TEXT, "The creditor's department.", get_claim_department},
    {"claim.days_overdue", VALUE_INT, "Days since it fell due.", get_claim_days_overdue},
    {"claim.lapses", VALUE_DAY, "Last day before an open claim is lost by time (foreldelse); nil while nothing can be, as before a court.", get_claim_lapses},
    {"claim.notice_missed", VALUE_BOOL, "A collection notice's deadline has passed for every open claim.", get_claim_notice_missed},
    {"claim.reminder_missed", VALUE_BOOL, "A reminder's deadline has passed for every open claim.", get_claim_reminder_missed},
    {"claim.demand_missed", VALUE_BOOL, "A payment demand's deadline has passed for every open claim.", get_claim_demand_missed},
    {"claim.legal_notice_missed", VALUE_BOOL, "A legal notice's deadline has passed for every open claim.", get_claim_legal_notice_missed},
    {"claim.reminder_deadline", VALUE_DAY, "Deadline of the last reminder.", get_claim_reminder_deadline},
    {"claim.notice_deadline", VALUE_DAY, "Deadline of the last collection notice.", get_claim_notice_deadline},
    {"claim.demand_deadline", VALUE_DAY, "Deadline of the last payment demand.", get_claim_demand_deadline},
    {"claim.legal_notice_deadline", VALUE_DAY, "Deadline of the last legal notice.", get_claim_legal_notice_deadline},
    {"siblings.open", VALUE_INT, "Other open cases of this creditor on this debtor.", get_siblings_open},
    {"siblings.mergeable", VALUE_INT, "With so many of them merge {} may make one case today.",
     get_siblings_mergeable},
    {"debtor.kind", VALUE_TEXT, "consumer or business.", get_debtor_kind},
    {"debtor.business", VALUE_BOOL, "A firm.", get_debtor_business},
    {"debtor.has_email", VALUE_BOOL, "We have an e-mail address.", get_debtor_has_email},
    {"debtor.has_phone", VALUE_BOOL, "We have a phone number.", get_debtor_has_phone},
    {"debtor.has_address", VALUE_BOOL, "We have a postal address.", get_debtor_has_address},
    {"debtor.identified", VALUE_BOOL, "National id or organisation number is known.", get_debtor_identified},
    {"debtor.dead", VALUE_BOOL, "The debtor has died.", get_debtor_dead},
    {"debtor.bankrupt", VALUE_BOOL, "The debtor is bankrupt.", get_debtor_bankrupt},
    {"debtor.debt_settlement", VALUE_BOOL, "Debt settlement (gjeldsordning) is open.", get_debtor_debt_settlement},
    {"debtor.guardian", VALUE_BOOL, "A guardian (verge) speaks for the debtor.", get_debtor_guardian},
    {"debtor.minor", VALUE_BOOL, "Under eighteen, or was when an open claim arose.", get_debtor_minor},
    {"debtor.protected", VALUE_BOOL, "The address is protected.", get_debtor_protected},
    {"debtor.no_calls", VALUE_BOOL, "The debtor wants no calls.", get_debtor_no_calls},
    {"debtor.no_messages", VALUE_BOOL, "The debtor wants no electronic messages.", get_debtor_no_messages},
    {"calls.asked", VALUE_BOOL, "A caseworker is asked to call, and has not yet.", get_calls_asked},
    {"calls.attempts", VALUE_INT, "Calls tried in this stage, answered or not.", get_calls_attempts},
    {"calls.reached", VALUE_BOOL, "One of them was answered by the debtor.", get_calls_reached},
    {"calls.last_attempt", VALUE_DAY, "Day of the last call of the case.", get_calls_last_attempt},
    {"creditor.org", VALUE_TEXT, "The creditor's organisation number.", get_creditor_org},
    {"fact.kind", VALUE_TEXT, "Why we were called.", get_fact_kind},
    {"fact.amount", VALUE_ORE, "Its amount.", get_fact_amount},
    {"fact.day", VALUE_DAY, "Its legal day.", get_fact_day},
    {"fact.reason", VALUE_TEXT, "Its reason code.", get_fact_reason},
    {"fact.why", VALUE_TEXT, "Which agenda row, when a day was reached.", get_fact_why},
    {"filing.asked", VALUE_TEXT, "A person was asked to make this filing, and has not said that it was made.", get_filing_asked},
    {"filing.kind", VALUE_TEXT, "The last filing that was made: conciliation, enforcement or bankruptcy.", get_filing_kind},
    {"filing.filed", VALUE_DAY, "The day it was made.", get_filing_filed},
    {"filing.pending", VALUE_BOOL, "A filing waits for its answer, or a wage deduction lasts.", get_filing_pending},
    {"filing.ended", VALUE_DAY, "The day the last filing ended; none while it is pending.", get_filing_ended},
    {"filing.outcome", VALUE_TEXT, "What came of it: judgment, nothing_to_take, withdrawn ...", get_filing_outcome},
    {"enforcement_notices_sent", VALUE_INT, "Notices of enforcement sent.", get_enforcement_notices_sent},
    {"claim.enforcement_notice_deadline", VALUE_DAY, "Deadline of the last notice of enforcement.", get_claim_enforcement_notice_deadline},
    {"mandate", VALUE_BOOL, "The payer's bank may be asked for the money (AvtaleGiro).", get_mandate},
    {"score.points", VALUE_INT, "Points of the newest score; nil if there is none, or it is too old.",
     get_score_points},
    {"score.label", VALUE_TEXT, "Its label, in the words of who made it.", get_score_label},
    {"score.model", VALUE_TEXT, "Who made it, and how.", get_score_model},
    {"score.as_of", VALUE_DAY, "The day it was made.", get_score_as_of},
    {"score.asked", VALUE_DAY, "When a score was asked for last.", get_score_asked},
    {"score.waiting", VALUE_BOOL, "A score is asked for and has not come.", get_score_waiting},
    {"wash.status", VALUE_TEXT, "What a register said last: active, bankrupt, dead, not_found ...",
     get_wash_status},
    {"wash.asked", VALUE_DAY, "When a register was asked last.", get_wash_asked},
    {"wash.waiting", VALUE_BOOL, "A register is asked and has not answered.", get_wash_waiting},
    {"debtor.winding_up", VALUE_BOOL, "The business is being wound up.", get_debtor_winding_up},
    {"debtor.dissolved", VALUE_BOOL, "The business is struck off its register.",
     get_debtor_dissolved},
};
const uint32_t n_snapshot_fields = sizeof snapshot_fields / sizeof snapshot_fields[0];
