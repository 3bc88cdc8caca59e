/* sending.c - the conditions of each kind of letter, by table. */
#include "law/sending.h"

#include "base/check.h"
#include "domain/letter_text.h"
#include "law/addressees.h"
#include "law/instalments.h"
#include "law/later.h"
#include "law/newact.h"
#include "law/notice.h"
#include "law/telling.h"

/* Letters to the creditor need no condition of their own. */
static void judge_plain(const struct snapshot *s, struct finding *f) {
    (void)s;
    (void)f;
}

#define OFFER_DAYS 7 /* between two that nobody asked for: god inkassoskikk (§ 8), as read here */

enum { /* whom a letter is for, and what does not stop it */
    FOR_CREDITOR = 1 << 0,
    AFTER_DEATH = 1 << 1,
    AFTER_CLOSE = 1 << 2, /* tells how a case ended */
    IN_PLAN = 1 << 3,     /* asks for money though a plan runs */
};

static const struct sending_rule {
    void (*judge)(const struct snapshot *s, struct finding *f);
    unsigned flags;
} rules[LETTER_KINDS] = {
    [LETTER_REMINDER] = {notice_judge_reminder, 0},
    [LETTER_COLLECTION_NOTICE] = {notice_judge_collection, 0},
    [LETTER_PAYMENT_DEMAND] = {notice_judge_demand, 0},
    [LETTER_LEGAL_NOTICE] = {later_judge_legal_notice, 0},
    [LETTER_ENFORCEMENT_NOTICE] = {later_judge_enforcement_notice, 0},
    [LETTER_BANKRUPTCY_NOTICE] = {later_judge_bankruptcy_notice, 0},
    [LETTER_MONITORING] = {later_judge_monitoring, 0},
    [LETTER_PLAN_OFFER] = {later_judge_plan_offer, 0},
    [LETTER_PLAN_AGREED] = {later_judge_plan_agreed, 0},
    [LETTER_PLAN_BROKEN] = {later_judge_plan_broken, IN_PLAN},
    [LETTER_DEFERRAL] = {later_judge_deferral, 0},
    [LETTER_ESTATE_CLAIM] = {later_judge_estate_claim, AFTER_DEATH},
    [LETTER_DISPUTE_RECEIVED] = {telling_judge_dispute_received, 0},
    [LETTER_DISPUTE_ANSWER] = {telling_judge_dispute_answer, AFTER_CLOSE},
    [LETTER_RECEIPT] = {telling_judge_receipt, AFTER_CLOSE},
    [LETTER_REFUND] = {telling_judge_refund, AFTER_CLOSE},
    [LETTER_CLOSING] = {telling_judge_closing, AFTER_CLOSE},
    [LETTER_CREDITOR_QUESTION] = {judge_plain, FOR_CREDITOR | AFTER_DEATH},
    [LETTER_PROVISIONAL_ANSWER] = {telling_judge_provisional, 0},
    [LETTER_PLAN_REMINDER] = {instalments_judge_reminder, 0},
    [LETTER_SETTLEMENT] = {judge_plain, FOR_CREDITOR | AFTER_DEATH | AFTER_CLOSE},
};

const struct letter_word *sending_word(enum letter_kind kind) {
    const struct word *word = words_by_value(&letter_kinds, (int)kind);
    ensure(word != NULL);
    return (const struct letter_word *)(const void *)word;
}

bool sending_is_to_creditor(enum letter_kind kind) {
    return (rules[kind].flags & FOR_CREDITOR) != 0;
}

static void judge_asking(const struct snapshot *s, const struct sending *letter,
                         struct finding *f) {
    notice_judge_case(s, f);
    if (s->plan_runs && !(rules[letter->kind].flags & IN_PLAN)) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    notice_judge_offer(s, f);
    notice_judge_guardian(s, f);
    /* vergemålsloven § 9: hardly bound at all without the guardians. */
    if (s->minor && addressee_of_letter(f->law, s) != ADDRESSED_GUARDIAN) {
        finding_ask_person(f, REASON_MINOR);
    }
    if (letter->days < sending_word(letter->kind)->days_min) {
        finding_forbid(f, REASON_SHORT_DEADLINE);
    }
}

/* § 3 a: for a sum to pay, or an account to pay it to, an SMS is no reassuring way by itself. */
static void judge_sms(const struct sending *letter, struct finding *f) {
    const struct letter_text *text = letter_text_of(letter->kind);
    if (letter->by == CHANNEL_SMS && text->with_amounts && !text->tells_only) {
        finding_forbid(f, REASON_SMS_ALONE);
    }
}

/* A letter bears its recipient's address: with a protected one it goes only where nobody but the
 * recipient opens it. */
static void judge_protected(const struct snapshot *s, enum channel by, struct finding *f) {
    const bool closed_cover = by == 0 || by == CHANNEL_LETTER || by == CHANNEL_MAILBOX;
    if (s->debtor != NULL && s->debtor->protected_address && !closed_cover) {
        finding_forbid(f, REASON_PROTECTED_ADDRESS);
    }
}

void sending_judge(const struct snapshot *s, const struct sending *letter, struct finding *f) {
    const struct sending_rule *rule = &rules[letter->kind];
    ensure(rule->judge != NULL);
    judge_sms(letter, f);
    if (sending_word(letter->kind)->asks_payment) {
        judge_asking(s, letter, f);
    } else if (letter->kind != LETTER_RECEIPT && letter->kind != LETTER_SETTLEMENT) {
        const bool unasked =
            letter->kind == LETTER_PLAN_OFFER || letter->kind == LETTER_ESTATE_CLAIM;
        telling_judge_pace(s, letter->kind, unasked ? OFFER_DAYS : 1, f);
    }
    if (!case_is_open(s->c) && !(rule->flags & AFTER_CLOSE)) {
        finding_forbid(f, REASON_CLOSED);
    }
    if (s->debtor != NULL && s->debtor->died != DAY_NONE && !(rule->flags & AFTER_DEATH)) {
        finding_forbid(f, REASON_DEBTOR_DIED);
    }
    if (!(rule->flags & FOR_CREDITOR)) {
        judge_protected(s, letter->by, f);
        newact_judge_letter(s, letter, f);
    }
    rule->judge(s, f);
}
