/* telling.c - see telling.h. */
#include "law/telling.h"

#include "law/notice.h"

void telling_judge_dispute_received(const struct snapshot *s, struct finding *f) {
    if (!s->disputed) {
        finding_forbid(f, REASON_NO_OBJECTION);
    }
}

/* It says what is left to pay: not to somebody who may not be asked. */
void telling_judge_dispute_answer(const struct snapshot *s, struct finding *f) {
    if (s->c->n_disputes == 0) {
        finding_forbid(f, REASON_NO_OBJECTION);
    }
    if (s->disputed) {
        finding_forbid(f, REASON_OPEN_OBJECTION);
    }
    notice_judge_debtor(s, f);
    notice_judge_guardian(s, f);
}

/* It puts off an answer that is owed, once. */
void telling_judge_provisional(const struct snapshot *s, struct finding *f) {
    const struct answer_clock *a = &s->c->answer;
    if (a->owed == DAY_NONE && !s->disputed) {
        finding_forbid(f, REASON_NO_ANSWER_OWED);
    }
    if (a->promised != DAY_NONE) {
        finding_forbid(f, REASON_TOO_OFTEN);
    }
}

/* One for each payment that stands. */
void telling_judge_receipt(const struct snapshot *s, struct finding *f) {
    int payments = 0, receipts = 0;
    for (uint32_t i = 0; i < s->c->n_payments; i++) {
        payments += !s->c->payments[i].undone;
    }
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        receipts += l->kind == LETTER_RECEIPT && l->state == LETTER_SENT;
    }
    if (payments == 0) {
        finding_forbid(f, REASON_NOTHING_PAID);
    } else if (receipts >= payments) {
        finding_forbid(f, REASON_TOO_OFTEN);
    }
}

void telling_judge_refund(const struct snapshot *s, struct finding *f) {
    if (s->c->overpaid <= 0 && !case_refund(s->c)) {
        finding_forbid(f, REASON_NOTHING_OVERPAID);
    }
}

void telling_judge_closing(const struct snapshot *s, struct finding *f) {
    if (case_is_open(s->c) && !s->settled) {
        finding_forbid(f, REASON_NOT_CLOSED);
    }
}

void telling_judge_pace(const struct snapshot *s, enum letter_kind kind, day days,
                        struct finding *f) {
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        if (l->kind != kind || l->state != LETTER_SENT || l->stage_entry == 0) {
            continue;
        }
        if (l->sent == s->today) {
            finding_forbid(f, REASON_TOO_OFTEN);
        } else {
            finding_wait(f, s->today, l->sent + days, REASON_TOO_OFTEN);
        }
    }
}
