/* sending.c - the conditions of each kind of letter, by table. */
#include "law/sending.h"

#include "base/check.h"
#include "law/notice.h"

/* Letters that ask for nothing need no condition of their own. */
static void judge_plain(const struct snapshot *s, struct finding *f) {
    (void)s;
    (void)f;
}

/* The later letters are judged by a person in this build: their conditions reach beyond what the
 * case records (legitimacy assessed, six-month life of the demand, court and enforcement). */
static void judge_later_step(const struct snapshot *s, struct finding *f) {
    (void)s;
    finding_ask_person(f, REASON_NEEDS_PERSON);
}

static const struct sending_rule {
    void (*judge)(const struct snapshot *s, struct finding *f);
    bool to_creditor;  /* the debtor's death does not stop it */
    bool after_close;  /* tells how a case ended, so it may go when the case is closed */
} rules[LETTER_KINDS] = {
    [LETTER_REMINDER] = {notice_judge_reminder, false, false},
    [LETTER_COLLECTION_NOTICE] = {notice_judge_collection, false, false},
    [LETTER_PAYMENT_DEMAND] = {notice_judge_demand, false, false},
    [LETTER_LEGAL_NOTICE] = {judge_later_step, false, false},
    [LETTER_ENFORCEMENT_NOTICE] = {judge_later_step, false, false},
    [LETTER_BANKRUPTCY_NOTICE] = {judge_later_step, false, false},
    [LETTER_MONITORING] = {judge_later_step, false, false},
    [LETTER_PLAN_OFFER] = {judge_later_step, false, false},
    [LETTER_PLAN_AGREED] = {judge_later_step, false, false},
    [LETTER_PLAN_BROKEN] = {judge_later_step, false, false},
    [LETTER_DEFERRAL] = {judge_later_step, false, false},
    [LETTER_ESTATE_CLAIM] = {judge_later_step, true, false},
    [LETTER_DISPUTE_RECEIVED] = {judge_plain, false, false},
    [LETTER_DISPUTE_ANSWER] = {judge_plain, false, true},
    [LETTER_RECEIPT] = {judge_plain, false, true},
    [LETTER_REFUND] = {judge_plain, false, true},
    [LETTER_CLOSING] = {judge_plain, false, true},
    [LETTER_CREDITOR_QUESTION] = {judge_plain, true, false},
    [LETTER_SETTLEMENT] = {judge_plain, true, true},
};

const struct letter_word *sending_word(enum letter_kind kind) {
    const struct word *word = words_by_value(&letter_kinds, (int)kind);
    ensure(word != NULL);
    return (const struct letter_word *)(const void *)word;
}

void sending_judge(const struct snapshot *s, const struct sending *letter, struct finding *f) {
    const struct letter_word *word = sending_word(letter->kind);
    const struct sending_rule *rule = &rules[letter->kind];
    ensure(rule->judge != NULL);
    if (word->asks_payment) {
        notice_judge_case(s, f);
        if (letter->days < word->days_min) {
            finding_forbid(f, REASON_SHORT_DEADLINE);
        }
        if (letter->by == CHANNEL_SMS) {
            finding_forbid(f, REASON_SMS_ALONE); /* § 3 a: not a reassuring way by itself */
        }
    }
    if (!case_is_open(s->c) && !rule->after_close) {
        finding_forbid(f, REASON_CLOSED);
    }
    if (s->debtor != NULL && s->debtor->died != DAY_NONE && !rule->to_creditor) {
        finding_forbid(f, REASON_DEBTOR_DIED);
    }
    rule->judge(s, f);
}
