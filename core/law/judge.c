/* judge.c - the answer to one action, by a table of its kinds. */
#include "base/check.h"
#include "law/acts.h"
#include "law/charges.h"
#include "law/contact.h"
#include "law/filing.h"
#include "law/inquiring.h"
#include "law/merging.h"
#include "law/notice.h"
#include "law/sending.h"
#include "law/undoing.h"

static void judge_always(const struct law_question *q, struct finding *f) {
    (void)q;
    (void)f;
}

static void judge_open_case(const struct law_question *q, struct finding *f) {
    if (!case_is_open(q->snapshot->c)) {
        finding_forbid(f, REASON_CLOSED);
    }
}

static void judge_send(const struct law_question *q, struct finding *f) {
    struct sending letter = {q->action->letter, q->action->by, q->action->days};
    sending_judge(q->snapshot, &letter, f);
}

static void judge_charge(const struct law_question *q, struct finding *f) {
    struct charge charge = {.fee = q->action->fee};
    struct status st = {0};
    if (charges_judge(q->law, q->snapshot, &charge, f, &st) != STATUS_OK) {
        finding_ask_person(f, REASON_NO_RATE);
    }
}

static void judge_call(const struct law_question *q, struct finding *f) {
    contact_judge_call(q->snapshot, f);
}

static void judge_close(const struct law_question *q, struct finding *f) {
    const struct snapshot *s = q->snapshot;
    ore remainder_max = s->agreement != NULL ? s->agreement->remainder_max : 0;
    judge_open_case(q, f);
    if (!q->by_person && !s->settled && s->open > remainder_max) {
        finding_ask_person(f, REASON_MONEY_OPEN);
    }
}

static void judge_write_off(const struct law_question *q, struct finding *f) {
    judge_open_case(q, f);
    if (!q->by_person) {
        finding_ask_person(f, REASON_WRITE_OFF);
    }
}

static void judge_person_only(const struct law_question *q, struct finding *f) {
    if (!q->by_person) {
        finding_forbid(f, REASON_PERSON_ONLY);
    }
}

static void judge_withdraw(const struct law_question *q, struct finding *f) {
    judge_person_only(q, f);
    if (q->by_person) {
        judge_open_case(q, f);
    }
}

static void judge_filed(const struct law_question *q, struct finding *f) {
    judge_person_only(q, f);
    filing_judge(q, f);
}

static void judge_served(const struct law_question *q, struct finding *f) {
    judge_person_only(q, f);
    filing_judge_served(q, f);
}

static void (*const judges[ACTION_KINDS])(const struct law_question *q, struct finding *f) = {
    [ACTION_SEND] = judge_send,
    [ACTION_CALL] = judge_call,
    [ACTION_MOVE] = judge_open_case,
    [ACTION_LOOK_AGAIN] = judge_always,
    [ACTION_CHARGE] = judge_charge,
    [ACTION_SCORE] = inquiring_judge_score,
    [ACTION_WASH] = inquiring_judge_wash,
    [ACTION_PLAN] = acts_judge_plan,
    [ACTION_DEFER] = acts_judge_defer,
    [ACTION_HOLD] = acts_judge_hold,
    [ACTION_RELEASE] = judge_always,
    [ACTION_MERGE] = merging_judge,
    [ACTION_FILE] = filing_judge,
    [ACTION_ASK_CREDITOR] = judge_always,
    [ACTION_TASK] = judge_always,
    [ACTION_WRITE_OFF] = judge_write_off,
    [ACTION_NOTE] = judge_always,
    [ACTION_CLOSE] = judge_close,
    [ACTION_WITHDRAW] = judge_withdraw,
    [ACTION_REVERSE] = undoing_judge_reverse,
    [ACTION_REFUND] = undoing_judge_refund,
    [ACTION_END_PLAN] = acts_judge_end_plan,
    [ACTION_OFFER_PLAN] = acts_judge_offer,
    [ACTION_ACCEPT_PLAN] = acts_judge_accept,
    [ACTION_ADJUST_PLAN] = acts_judge_adjust,
    [ACTION_FILED] = judge_filed,
    [ACTION_NOTICE_SERVED] = judge_served,
};

void law_judge(const struct law_question *q, struct verdict *out) {
    struct finding f = {.law = q->law};
    const struct action_word *word = (const struct action_word *)(const void *)words_by_value(
        &action_kinds, (int)q->action->kind);
    ensure(word != NULL && judges[q->action->kind] != NULL);
    judges[q->action->kind](q, &f);
    if (!word->carried_out && finding_allows(&f)) {
        finding_ask_person(&f, REASON_NO_PROVIDER);
    }
    finding_answer(&f, q->snapshot, out);
}
