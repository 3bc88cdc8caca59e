/* merging.c - see merging.h. */
#include "law/merging.h"

#include "domain/merge.h"
#include "law/notice.h"
#include "law/sending.h"

/* How far a case has come with all its claims. */
enum progress { BEFORE_DEMAND, READY, DEMANDED };
static enum progress progress_of(const struct snapshot *s) {
    return case_last_sent(s->c, LETTER_PAYMENT_DEMAND) != NULL ? DEMANDED
           : s->notice_missed                                  ? READY
                                                               : BEFORE_DEMAND;
}

/* What holds for either case as a whole would hold for claims that it is not about. */
static void judge_hindrance(const struct snapshot *s, struct finding *f) {
    switch (merge_hindrance(s->c)) {
    case MERGE_FREE:
        return;
    case MERGE_CLOSED:
        finding_forbid(f, REASON_CLOSED);
        return;
    case MERGE_SEPARATE:
        finding_forbid(f, REASON_MERGE_APART);
        return;
    case MERGE_OBJECTION:
        finding_forbid(f, REASON_MERGE_OBJECTION);
        return;
    case MERGE_STOPPED:
        if (s->c->held_until != DAY_NONE) {
            finding_wait(f, s->today, s->c->held_until + 1, REASON_HELD);
        } else {
            finding_forbid(f, REASON_HELD);
        }
        return;
    case MERGE_COURT:
        finding_forbid(f, REASON_MERGE_COURT);
        return;
    case MERGE_UNDERWAY:
        finding_wait(f, s->today, s->today + 1, REASON_MERGE_UNDERWAY);
        return;
    case MERGE_PLAN:
    case MERGE_LIMITATION:
    case MERGE_COSTS_LOST:
    case MERGE_PARKED:
    case MERGE_ANSWER:
    default:
        finding_ask_person(f, REASON_MERGE_PERSON);
        return;
    }
}

/* Who was given a day and a sum may pay that sum by that day: nothing changes in between, nor while
 * the bank may still bring the money. */
static void judge_deadlines(const struct snapshot *s, struct finding *f) {
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        if (l->state == LETTER_SENT && l->deadline != DAY_NONE &&
            sending_word(l->kind)->asks_payment) {
            finding_wait(f, s->today, notice_after_deadline(s, l->deadline),
                         REASON_DEADLINE_RUNNING);
        }
    }
    if (s->c->deferred_until != DAY_NONE) {
        finding_wait(f, s->today, notice_after_deadline(s, s->c->deferred_until), REASON_DEFERRED);
    }
    for (uint32_t i = 0; i < s->c->n_debits; i++) { /* the bank may still pay it with this KID */
        if (s->c->debits[i].state == DEBIT_ASKED) {
            finding_wait(f, s->today, notice_after_deadline(s, s->c->debits[i].due),
                         REASON_MERGE_UNDERWAY);
        }
    }
}

static void judge_one(const struct snapshot *s, struct finding *f) {
    judge_hindrance(s, f);
    judge_deadlines(s, f);
    if (s->barred) {
        finding_ask_person(f, REASON_TIME_BARRED);
    }
}

/* By a rule only cases that have come equally far; under § 22 of 2026 nobody merges claims before
 * each has had its notice. */
static void judge_pair(const struct law_question *q, const struct sibling *other,
                       struct finding *f) {
    const struct snapshot *s = q->snapshot;
    const enum progress here = progress_of(s), there = progress_of(&other->s);
    judge_one(s, f);
    judge_one(&other->s, f);
    if (!text_eq(s->c->department, other->c.department) || merge_too_large(s->c, &other->c)) {
        finding_forbid(f, REASON_MERGE_NONE);
    }
    if (s->minor != other->s.minor) {
        finding_ask_person(f, REASON_MINOR);
    }
    const bool unnoticed = here == BEFORE_DEMAND || there == BEFORE_DEMAND;
    if ((!q->by_person && here != there) ||
        (unnoticed && switch_today(q->law->acts, NEW_22_MERGE, s))) {
        finding_forbid(f, REASON_MERGE_STATUS);
    }
}

static struct finding of_pair(const struct law_question *q, uint32_t i) {
    struct finding f = {.law = q->law};
    judge_pair(q, &q->snapshot->siblings[i], &f);
    return f;
}

bool law_may_merge(const struct law_question *q, uint32_t i) {
    const struct finding f = of_pair(q, i);
    return (q->action->into == 0 || q->action->into == q->snapshot->siblings[i].c.id) &&
           finding_allows(&f);
}

/* The mildest of the answers: one that may be merged is enough. */
void merging_judge(const struct law_question *q, struct finding *f) {
    struct finding mildest = {.law = q->law};
    finding_forbid(&mildest, case_is_open(q->snapshot->c) ? REASON_MERGE_NONE : REASON_CLOSED);
    bool any = false;
    for (uint32_t i = 0; i < q->snapshot->n_siblings; i++) {
        if (q->action->into != 0 && q->action->into != q->snapshot->siblings[i].c.id) {
            continue;
        }
        const struct finding pair = of_pair(q, i);
        const bool sooner = pair.strength == mildest.strength &&
                            pair.not_before < mildest.not_before;
        if (!any || pair.strength < mildest.strength || sooner) {
            mildest = pair;
        }
        any = true;
    }
    *f = mildest;
}

uint32_t law_mergeable(const struct law *law, const struct snapshot *s) {
    const struct action any = {.kind = ACTION_MERGE};
    const struct law_question q = {.law = law, .snapshot = s, .action = &any};
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_siblings; i++) {
        n += law_may_merge(&q, i);
    }
    return n;
}

/* ---- the act of 2026, § 22 ------------------------------------------------------------------- */

/* A stop of one claim does not stop the rest when a court, an objection, what was agreed or a board
 * stopped it.  What stopped it otherwise holds the set: a person looks. */
static bool stands_aside(const struct snapshot *s) {
    const struct krav_case *c = s->c;
    return s->disputed || s->held || s->deferred || s->plan_runs || c->judged != DAY_NONE ||
           c->n_filings > 0 || c->rejected_since != DAY_NONE || c->separate_since != DAY_NONE;
}

static day last_deadline(const struct krav_case *c) {
    day last = DAY_NONE;
    for (uint32_t i = 0; i < c->n_letters; i++) {
        const struct letter_note *l = &c->letters[i];
        if (l->kind == LETTER_COLLECTION_NOTICE && l->state == LETTER_SENT && l->deadline > last) {
            last = l->deadline;
        }
    }
    return last;
}

/* Recurring claims: notices that were sent after this case's own had run out begin another set, or
 * no demand would ever go. */
static void judge_notices(const struct snapshot *s, const struct snapshot *other,
                          struct finding *f) {
    const day own = last_deadline(s->c);
    for (uint32_t i = 0; i < other->c->n_letters; i++) {
        const struct letter_note *l = &other->c->letters[i];
        if (l->kind == LETTER_COLLECTION_NOTICE && l->state == LETTER_SENT && l->sent <= own) {
            finding_wait(f, s->today, notice_after_deadline(other, l->deadline),
                         REASON_MERGE_WAIT);
        }
    }
}

void merging_judge_demand(const struct snapshot *s, struct finding *f) {
    if (!switch_today(f->law->acts, NEW_22_MERGE, s) || s->c->separate_since != DAY_NONE) {
        return;
    }
    for (uint32_t i = 0; i < s->n_siblings; i++) {
        const struct snapshot *other = &s->siblings[i].s;
        if (stands_aside(other) || other->minor != s->minor ||
            !text_eq(s->c->department, other->c->department)) {
            continue;
        }
        if (progress_of(other) == READY && other->c->parked.len > 0) {
            finding_ask_person(f, REASON_MERGE_PERSON);
        } else if (progress_of(other) == READY) {
            finding_forbid(f, REASON_MERGE_FIRST);
        }
        if (progress_of(other) != DEMANDED) {
            judge_notices(s, other, f);
        }
    }
}
