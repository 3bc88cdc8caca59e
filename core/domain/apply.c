/* apply.c - see apply.h.  Money in is in apply_money.c. */
#include "domain/apply.h"

#include "domain/apply_contact.h"
#include "domain/apply_filing.h"
#include "domain/apply_inquiry.h"
#include "domain/apply_limitation.h"
#include "domain/apply_money.h"
#include "domain/letter.h"
#include "domain/mandate.h"
#include "domain/merge.h"
#include "domain/reversal.h"

typedef int apply_fn(const struct apply_input *in, struct events *out, struct status *st);

static int refuse(const struct apply_input *in, struct status *st, const char *why) {
    return status_fail(st, STATUS_REFUSED, "case %lld: %s: %s", (long long)in->c->id,
                       words_name(&fact_kinds, (int)in->fact->kind), why);
}

/* The letters sent before the claim came here come with it: the law counts them (inkassoloven § 9). */
static void earlier_letters(const struct apply_input *in, int32_t number, struct events *out) {
    for (uint32_t i = 0; i < in->n_earlier; i++) {
        const struct earlier_letter *l = &in->earlier[i];
        struct event *e = events_add(out, EVENT_LETTER_TAKEN_OVER, l->sent);
        e->letter = l->kind;
        e->until = l->deadline;
        e->claim = number;
        e->amount = l->fee;
        if (l->fee > 0) {
            e = events_add(out, EVENT_FEE_CHARGED, l->sent);
            e->fee = FEE_TAKEN_OVER;
            e->owner = OWNER_CREDITOR;
            e->amount = l->fee;
            e->claim = number;
        }
    }
}

static void taken_over_cost(const struct apply_input *in, enum fee_kind fee, enum owner owner,
                            ore amount, int32_t claim, struct events *out) {
    if (amount > 0) {
        struct event *e = events_add(out, EVENT_FEE_CHARGED, in->fact->booked_day);
        e->fee = fee;
        e->owner = owner;
        e->amount = amount;
        e->claim = claim;
    }
}

/* A running case goes on from where an older system left it: its legal state is in its letters,
 * costs, payments and judgment, and they come along. */
static void open_where_it_stood(const struct apply_input *in, int32_t claim, struct events *out) {
    const struct opening *o = in->opening;
    taken_over_cost(in, FEE_LIGHT, o->owner, o->light, claim, out);
    taken_over_cost(in, FEE_HEAVY, o->owner, o->heavy, claim, out);
    taken_over_cost(in, FEE_COURT, OWNER_COURT, o->court, claim, out);
    if (o->paid_before > 0) {
        struct event *e = events_add(out, EVENT_PAID_BEFORE,
                                     o->paid_last ? o->paid_last : in->fact->booked_day);
        e->amount = o->paid_before;
        e->claim = claim;
    }
    if (o->judged != DAY_NONE) {
        events_add(out, EVENT_JUDGED, o->judged)->word = o->judgment;
    }
}

static int apply_claim(const struct apply_input *in, struct events *out, struct status *st) {
    if (!in->claim || in->claim->principal <= 0 || in->claim->due == DAY_NONE) {
        return refuse(in, st, "a claim needs a due day and a positive principal");
    }
    if (!case_is_open(in->c)) {
        return refuse(in, st, "the case is closed");
    }
    const uint32_t first = out->n;
    if (in->c->opened == DAY_NONE) {
        const bool before = in->opening && in->opening->opened != DAY_NONE;
        struct event *e = events_add(out, EVENT_CASE_OPENED,
                                     before ? in->opening->opened : in->fact->booked_day);
        e->id = in->c->debtor;
        e->creditor = in->c->creditor;
        e->word = in->claim->department;
    }
    struct event *e = events_add(out, EVENT_CLAIM_ADDED, in->fact->legal_day);
    e->claims = arena_take(out->arena, sizeof *e->claims);
    e->claims[0] = *in->claim;
    e->claims[0].number = (int32_t)in->c->n_claims + 1;
    e->n_claims = 1;
    e->claim = e->claims[0].number;
    e->ref = in->claim->source;
    earlier_letters(in, e->claim, out);
    if (in->opening) {
        open_where_it_stood(in, e->claim, out);
    }
    return apply_interest_again(in, first, out, st);
}

/* The creditor took something off a claim: less principal from that day. */
static int apply_reduction(const struct apply_input *in, struct events *out, struct status *st) {
    const struct claim_state *claim = case_claim(in->c, in->claim_number);
    if (!claim) {
        return refuse(in, st, "the case has no such claim");
    }
    const ore amount = money_min(in->fact->amount, claim->open);
    if (amount <= 0) {
        return refuse(in, st, "nothing is open on that claim");
    }
    struct event *e = events_add(out, EVENT_CLAIM_REDUCED, in->fact->legal_day);
    e->claim = in->claim_number;
    e->amount = amount;
    e->ref = in->fact->source;
    e->word = text_of(words_name(&fact_kinds, (int)in->fact->kind));
    return apply_interest_again(in, out->n - 1, out, st);
}

/* Collection costs are the agency's; reminder and notice fees are whose the agreement says. */
static enum owner fee_owner(const struct apply_input *in, enum letter_kind kind) {
    return letter_fee_kind(kind) == FEE_LIGHT ? OWNER_AGENCY : in->agreement->letter_fee_owner;
}

static int apply_composed(const struct apply_input *in, struct events *out, struct status *st) {
    const struct letter_note *l = case_letter(in->c, &in->fact->key);
    if (!l || !in->quote) {
        return refuse(in, st, "no such letter is planned");
    }
    struct event *e = events_add(out, EVENT_LETTER_COMPOSED, in->fact->legal_day);
    e->key = l->key;
    e->letter = l->kind;
    e->until = in->quote->deadline;
    e->amount = in->quote->total;
    e->owner = fee_owner(in, l->kind);
    *(e->owner == OWNER_AGENCY ? &e->costs_agency : &e->costs_creditor) = in->quote->fee;
    e->content = in->quote->content;
    e->told = in->quote->told;
    e->word = in->quote->by_2026 ? TEXT(EVENT_BY_2026) : (struct text){NULL, 0};
    return STATUS_OK;
}

/* The letter is out: its legal clock starts on the receipt's day, and its fee is owed, unless
 * everything was paid while it was on its way. */
static int apply_receipt(const struct apply_input *in, struct events *out, struct status *st) {
    const struct letter_note *l = case_letter(in->c, &in->fact->key);
    if (!l || l->state != LETTER_COMPOSED) {
        return refuse(in, st, "no letter with this key is on its way");
    }
    struct event *e = events_add(out, EVENT_LETTER_SENT, in->fact->legal_day);
    e->key = l->key;
    e->letter = l->kind;
    e->document = in->fact->document;
    e->ref = in->fact->reason;
    e->until = l->deadline;
    if (l->fee > 0 && case_principal_open(in->c) > 0) {
        e = events_add(out, EVENT_FEE_CHARGED, in->fact->legal_day);
        e->fee = letter_fee_kind(l->kind);
        e->owner = fee_owner(in, l->kind);
        e->amount = l->fee;
        e->key = l->key;
    }
    return STATUS_OK;
}

static int apply_not_sent(const struct apply_input *in, struct events *out, struct status *st) {
    const struct letter_note *l = case_letter(in->c, &in->fact->key);
    if (!l || (l->state != LETTER_PLANNED && l->state != LETTER_COMPOSED)) {
        return refuse(in, st, "no letter with this key waits");
    }
    struct event *e = events_add(out, EVENT_LETTER_NOT_SENT, in->fact->legal_day);
    e->key = l->key;
    e->letter = l->kind;
    e->word = in->fact->reason;
    return STATUS_OK;
}

static int apply_returned(const struct apply_input *in, struct events *out, struct status *st) {
    const struct letter_note *l = case_letter(in->c, &in->fact->key);
    if (!l || l->state != LETTER_SENT) {
        return refuse(in, st, "no letter with this key was sent");
    }
    struct event *e = events_add(out, EVENT_LETTER_RETURNED, in->fact->legal_day);
    e->key = l->key;
    e->letter = l->kind;
    return STATUS_OK;
}

/* Promised letters that nobody has in hand yet are taken back, and a call that nobody made. */
void apply_withdraw_letters(const struct krav_case *c, day on, struct text why,
                            struct events *out) {
    for (uint32_t i = 0; i < c->n_letters; i++) {
        if (c->letters[i].state == LETTER_PLANNED) {
            struct event *e = events_add(out, EVENT_LETTER_WITHDRAWN, on);
            e->key = c->letters[i].key;
            e->letter = c->letters[i].kind;
            e->word = why;
        }
    }
    apply_end_call(c, on, why, out);
}

/* Everything stops at once: the debtor's word is enough (inkassoloven § 17). */
static int apply_dispute(const struct apply_input *in, struct events *out, struct status *st) {
    if (in->c->disputed_since != DAY_NONE) {
        return refuse(in, st, "an objection is open already");
    }
    struct event *e = events_add(out, EVENT_DISPUTE_OPENED, in->fact->legal_day);
    e->word = in->fact->kind == FACT_COMPLAINT ? TEXT(DISPUTE_COMPLAINT) : in->fact->reason;
    e->content = in->fact->text_hash;
    apply_withdraw_letters(in->c, in->fact->booked_day, TEXT("dispute"), out);
    return STATUS_OK;
}

static int apply_dispute_settled(const struct apply_input *in, struct events *out,
                                 struct status *st) {
    const bool withdrawn_late =
        in->c->rejected_since != DAY_NONE && text_is(in->fact->stage, OUTCOME_WITHDRAWN);
    const bool partly_after_all =
        in->c->upheld_since != DAY_NONE && text_is(in->fact->stage, OUTCOME_PARTLY);
    if (in->c->disputed_since == DAY_NONE && !withdrawn_late && !partly_after_all) {
        return refuse(in, st, "no objection is open");
    }
    struct event *e = events_add(out, EVENT_DISPUTE_CLOSED, in->fact->legal_day);
    e->word = in->fact->reason;
    e->ref = in->fact->stage;
    e->content = in->fact->text_hash;
    return apply_costs_lost(in, TEXT("objection"), out, st);
}

/* A rule was broken towards this debtor: what the law makes of it is in in->costs. */
static int apply_breach(const struct apply_input *in, struct events *out, struct status *st) {
    struct event *e = events_add(out, EVENT_COSTS_LOST, in->fact->legal_day);
    e->word = in->fact->stage;
    e->ref = text_of(in->costs.paragraph);
    e->owner = in->costs.lose_creditors ? 0 : OWNER_AGENCY;
    e->content = in->fact->text_hash;
    return apply_costs_lost(in, in->fact->stage, out, st);
}

/* What was credited of them stays where it is; they are owed again. */
static int apply_costs_restored(const struct apply_input *in, struct events *out,
                                struct status *st) {
    if (in->c->costs_lost.since == DAY_NONE) {
        return refuse(in, st, "no breach has lost any costs");
    }
    struct event *e = events_add(out, EVENT_COSTS_RESTORED, in->fact->legal_day);
    e->word = in->c->costs_lost.why;
    e->content = in->fact->text_hash;
    for (uint32_t i = 0; i < in->c->n_costs; i++) {
        const struct cost *cost = &in->c->costs[i];
        if (cost->lost > 0 && !text_is(cost->lost_why, "objection")) {
            e = events_add(out, EVENT_FEE_RESTORED, in->fact->legal_day);
            e->fee = cost->fee;
            e->owner = cost->owner;
            e->key = cost->key;
            e->claim = cost->claim;
            e->amount = cost->lost;
        }
    }
    return STATUS_OK;
}

/* The debtor's messages are noted; that one was answered, likewise. */
static int apply_answered(const struct apply_input *in, struct events *out, struct status *st) {
    if (in->c->answer.owed == DAY_NONE && in->c->answer.promised == DAY_NONE) {
        return refuse(in, st, "no message waits for an answer");
    }
    struct event *e = events_add(out, EVENT_ANSWERED, in->fact->legal_day);
    e->content = in->fact->text_hash;
    e->document = in->fact->document;
    return STATUS_OK;
}

static int apply_hold(const struct apply_input *in, struct events *out, struct status *st) {
    if (in->fact->until != DAY_NONE && in->fact->until < in->fact->booked_day) {
        return refuse(in, st, "the last day is past");
    }
    struct event *e = events_add(out, EVENT_HOLD_SET, in->fact->legal_day);
    e->until = in->fact->until;
    e->word = in->fact->reason;
    apply_withdraw_letters(in->c, in->fact->booked_day, TEXT("hold"), out);
    return STATUS_OK;
}

static int apply_release(const struct apply_input *in, struct events *out, struct status *st) {
    if (in->c->held_since == DAY_NONE && in->c->parked.len == 0) {
        return refuse(in, st, "the case is neither held nor parked");
    }
    if (in->c->held_since != DAY_NONE) {
        (void)events_add(out, EVENT_HOLD_ENDED, in->fact->legal_day);
    }
    if (in->c->parked.len > 0) {
        (void)events_add(out, EVENT_RESUMED, in->fact->legal_day);
    }
    return STATUS_OK;
}

static int apply_day(const struct apply_input *in, struct events *out, struct status *st) {
    (void)st;
    if (in->c->held_until != DAY_NONE && in->fact->booked_day > in->c->held_until) {
        (void)events_add(out, EVENT_HOLD_ENDED, in->fact->booked_day);
    }
    apply_call_lapses(in, out);
    return STATUS_OK;
}

static int apply_recorded(const struct apply_input *in, struct events *out, struct status *st) {
    (void)st;
    const enum event_kind kind =
        in->fact->kind == FACT_MESSAGE_IN ? EVENT_MESSAGE_NOTED : EVENT_NOTED;
    struct event *e = events_add(out, kind, in->fact->legal_day);
    e->content = in->fact->text_hash;
    e->document = in->fact->document;
    e->word = in->fact->reason;
    return STATUS_OK;
}

/* What changed for the debtor is in the party's own row; the case notes that it did, and takes back
 * what was about to be sent: to the wrong address, or to somebody who may not be asked any more. */
static int apply_person(const struct apply_input *in, struct events *out, struct status *st) {
    (void)st;
    struct event *e = events_add(out, EVENT_PERSON_CHANGED, in->fact->legal_day);
    e->word = text_of(words_name(&fact_kinds, (int)in->fact->kind));
    if (in->fact->kind != FACT_CONTACT_OPT_OUT && in->fact->kind != FACT_BANKRUPTCY_ENDED &&
        in->fact->kind != FACT_NEWER_ENFORCEMENT && in->fact->kind != FACT_WINDING_UP &&
        in->fact->kind != FACT_RENAMED) {
        apply_withdraw_letters(in->c, in->fact->booked_day, e->word, out);
    } else if (text_is(in->fact->stage, CALL_CHANNEL)) {
        apply_end_call(in->c, in->fact->booked_day, e->word, out);
    }
    return STATUS_OK;
}

static int apply_acknowledged(const struct apply_input *in, struct events *out,
                              struct status *st) {
    (void)st;
    events_add(out, EVENT_ACKNOWLEDGED, in->fact->legal_day)->content = in->fact->text_hash;
    return STATUS_OK;
}

static int apply_creditor_answered(const struct apply_input *in, struct events *out,
                                   struct status *st) {
    (void)st;
    struct event *e = events_add(out, EVENT_CREDITOR_ANSWERED, in->fact->legal_day);
    e->word = in->fact->reason;
    e->content = in->fact->text_hash;
    e->document = in->fact->document;
    return STATUS_OK;
}

static int apply_nothing(const struct apply_input *in, struct events *out, struct status *st) {
    (void)in, (void)out, (void)st;
    return STATUS_OK;
}

static apply_fn *const applies[FACT_KINDS] = {
    [FACT_CLAIM_RECEIVED] = apply_claim,
    [FACT_OPENING] = apply_claim,
    [FACT_CREDIT_NOTE] = apply_reduction,
    [FACT_PAID_DIRECT] = apply_paid_direct,
    [FACT_PAID] = apply_paid,
    [FACT_PAYMENT_REVERSED] = apply_payment_reversed,
    [FACT_PAYMENT_MOVED] = apply_payment_reversed,
    [FACT_REFUND_CONFIRMED] = apply_refund_word,
    [FACT_REFUND_FAILED] = apply_refund_word,
    [FACT_COMPOSED] = apply_composed,
    [FACT_RECEIPT] = apply_receipt,
    [FACT_NOT_SENT] = apply_not_sent,
    [FACT_LETTER_RETURNED] = apply_returned,
    [FACT_DELIVERY_SILENT] = apply_nothing,
    [FACT_DAY_REACHED] = apply_day,
    [FACT_DISPUTE] = apply_dispute,
    [FACT_DISPUTE_SETTLED] = apply_dispute_settled,
    [FACT_HOLD] = apply_hold,
    [FACT_RELEASE] = apply_release,
    [FACT_NOTE] = apply_recorded,
    [FACT_CONTACT] = apply_contact,
    [FACT_MESSAGE_IN] = apply_recorded,
    [FACT_CREDITOR_ANSWERED] = apply_creditor_answered,
    [FACT_COMPLAINT] = apply_dispute,
    [FACT_FILING_RESULT] = apply_filing_result,
    [FACT_ACKNOWLEDGED] = apply_acknowledged,
    [FACT_ACT] = apply_nothing,
    [FACT_DIED] = apply_person,
    [FACT_BANKRUPT] = apply_person,
    [FACT_BANKRUPTCY_ENDED] = apply_person,
    [FACT_DEBT_SETTLEMENT] = apply_person,
    [FACT_GUARDIAN] = apply_person,
    [FACT_MOVED] = apply_person,
    [FACT_PROTECTED_ADDRESS] = apply_person,
    [FACT_CONTACT_OPT_OUT] = apply_person,
    [FACT_NEWER_ENFORCEMENT] = apply_person,
    [FACT_REACHED_AT] = apply_person,
    [FACT_REPRESENTATIVE] = apply_person,
    [FACT_WINDING_UP] = apply_person,
    [FACT_DISSOLVED] = apply_person,
    [FACT_RENAMED] = apply_person,
    [FACT_SCORE_RECEIVED] = apply_inquiry,
    [FACT_WASH_RECEIVED] = apply_inquiry,
    [FACT_BREACH] = apply_breach,
    [FACT_COSTS_RESTORED] = apply_costs_restored,
    [FACT_ANSWERED] = apply_answered,
    [FACT_MERGED] = apply_merged,
    [FACT_MERGED_INTO] = apply_merged_into,
    [FACT_KEEP_APART] = apply_keep_apart,
    [FACT_MANDATE] = apply_mandate,
    [FACT_DEBIT_ASKED] = apply_debit,
    [FACT_DEBIT_DELETED] = apply_debit,
    [FACT_DEBIT_NOT_TAKEN] = apply_debit,
    [FACT_LIMITATION_AGREED] = apply_limitation,
    [FACT_LIMITATION_EXTENDED] = apply_limitation,
    [FACT_ESTATE_CLAIMED] = apply_limitation,
    [FACT_ESTATE_RECOGNISED] = apply_limitation,
    [FACT_ESTATE_REFUSED] = apply_limitation,
};

int case_apply(const struct apply_input *in, struct events *out, struct status *st) {
    const enum fact_kind kind = in->fact->kind;
    if (kind <= 0 || kind >= FACT_KINDS || !applies[kind]) {
        return refuse(in, st, "this build cannot take this kind of fact yet");
    }
    const int rc = applies[kind](in, out, st);
    return rc ? rc : apply_lapsed(in, out, st);
}
