/* filing.c - see filing.h. */
#include "law/filing.h"

#include "law/demand.h"
#include "law/filing_terms.h"
#include "law/notice.h"

#define DEADLINE_DAYS 14        /* inkassoloven § 10; tvangsfullbyrdelsesloven § 4-18 */
#define BANKRUPTCY_AGE_DAYS 28  /* konkursloven § 63: from the demand to the notice */

/* ---- the notice before a filing -------------------------------------------------------------- */

struct notice_rule {
    enum letter_kind kind;
    enum reason_id none, running;
};

const struct letter_note *filing_notice_of(const struct snapshot *s, const struct claim *claim,
                                           enum letter_kind kind) {
    const struct letter_note *latest = NULL;
    for (uint32_t i = 0; i < s->c->n_letters; i++) {
        const struct letter_note *l = &s->c->letters[i];
        if (l->kind == kind && l->state == LETTER_SENT && l->sent != DAY_NONE &&
            l->deadline - l->sent >= DEADLINE_DAYS && letter_covers(l, claim->number) &&
            (latest == NULL || l->deadline > latest->deadline)) {
            latest = l;
        }
    }
    return latest;
}

static void judge_missed(const struct snapshot *s, const struct notice_rule *rule,
                         struct finding *f) {
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        if (!notice_claim_counts(s, i)) {
            continue;
        }
        const struct letter_note *l = filing_notice_of(s, &s->c->claims[i].claim, rule->kind);
        if (l == NULL) {
            finding_forbid(f, rule->none);
        } else if (notice_paid_in_time(l)) {
            finding_forbid(f, REASON_PAID_IN_TIME);
        } else {
            finding_wait(f, s->today, notice_after_deadline(s, l->deadline), rule->running);
        }
    }
}

/* ---- forliksklage ---------------------------------------------------------------------------- */

/* inkassoloven § 12 third paragraph: what is disputed needs neither notice nor demand, but while the
 * board looks at a complaint no court does. */
static void judge_conciliation(const struct snapshot *s, struct finding *f) {
    static const struct notice_rule notice = {LETTER_LEGAL_NOTICE, REASON_NO_LEGAL_NOTICE,
                                              REASON_LEGAL_NOTICE_PERIOD};
    notice_judge_before_court(s, f);
    if (s->disputed) {
        if (text_is(s->c->dispute_reason, DISPUTE_COMPLAINT)) {
            finding_forbid(f, REASON_COMPLAINT_OPEN);
        }
        finding_ask_person(f, REASON_DISPUTED_TO_COURT);
        return;
    }
    demand_judge_missed(s, f);
    demand_judge_alive(s, f);
    judge_missed(s, &notice, f);
}

/* ---- utleggsbegjæring ------------------------------------------------------------------------ */

/* tvangsfullbyrdelsesloven § 7-2: the judgment, or letter f: the creditor's own invoice.  § 7-4: not
 * some claims by the one and some by the other. */
static void judge_basis(const struct snapshot *s, struct finding *f) {
    const day judged = s->c->judged;
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        const struct claim *claim = &s->c->claims[i].claim;
        const bool has_basis =
            judged != DAY_NONE ? claim->due <= judged : claim->invoice.len > 0;
        if (notice_claim_counts(s, i) && !has_basis) {
            finding_forbid(f, REASON_NO_BASIS);
        }
    }
}

/* § 5-2 as of 2026: the numbers of both parties, unless they cannot be had. */
static void judge_identities(const struct snapshot *s, struct finding *f) {
    const bool known = s->debtor != NULL && s->debtor->identity.len > 0 && s->creditor != NULL &&
                       s->creditor->org.len > 0;
    if (!known && s->today >= day_of(2026, 1, 1)) {
        finding_ask_person(f, REASON_IDENTITY_UNKNOWN);
    }
}

static void judge_enforcement(const struct snapshot *s, struct finding *f) {
    static const struct notice_rule notice = {LETTER_ENFORCEMENT_NOTICE,
                                              REASON_NO_ENFORCEMENT_NOTICE,
                                              REASON_ENFORCEMENT_PERIOD};
    notice_judge_case(s, f);
    judge_basis(s, f);
    judge_identities(s, f);
    if (s->c->judged == DAY_NONE) {
        demand_judge_missed(s, f);
        demand_judge_alive(s, f);
    }
    judge_missed(s, &notice, f);
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        const struct letter_note *l = filing_notice_of(s, &s->c->claims[i].claim, notice.kind);
        if (notice_claim_counts(s, i) && l != NULL &&
            s->today > day_add_months(l->deadline, FILING_ENFORCEMENT_MONTHS)) {
            finding_forbid(f, REASON_ENFORCEMENT_SPENT);
        }
    }
}

/* ---- konkursbegjæring ------------------------------------------------------------------------ */

static void judge_bankruptcy_notice(const struct snapshot *s, const struct claim *claim,
                                    struct finding *f) {
    const struct letter_note *demand = demand_of(s, claim);
    const struct letter_note *l = filing_notice_of(s, claim, LETTER_BANKRUPTCY_NOTICE);
    if (l == NULL || demand == NULL) {
        return; /* refused already */
    }
    if (l->sent < demand->sent + BANKRUPTCY_AGE_DAYS) {
        finding_forbid(f, REASON_NO_BANKRUPTCY_NOTICE);
    }
    if (s->today > l->deadline + FILING_BANKRUPTCY_DAYS) {
        finding_forbid(f, REASON_BANKRUPTCY_SPENT);
    }
}

static void judge_bankruptcy(const struct snapshot *s, struct finding *f) {
    static const struct notice_rule notice = {LETTER_BANKRUPTCY_NOTICE,
                                              REASON_NO_BANKRUPTCY_NOTICE,
                                              REASON_BANKRUPTCY_PERIOD};
    notice_judge_case(s, f);
    if (s->debtor == NULL || s->debtor->kind != DEBTOR_BUSINESS) {
        finding_forbid(f, REASON_BUSINESS_ONLY);
    }
    demand_judge_missed(s, f);
    judge_missed(s, &notice, f);
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        if (notice_claim_counts(s, i)) {
            judge_bankruptcy_notice(s, &s->c->claims[i].claim, f);
        }
    }
}

/* ---- by name --------------------------------------------------------------------------------- */

static const struct {
    const char *what;
    void (*judge)(const struct snapshot *s, struct finding *f);
} filings[] = {
    {"conciliation", judge_conciliation},
    {"enforcement", judge_enforcement},
    {"bankruptcy", judge_bankruptcy},
};

/* Nothing is asked for twice: what was asked for, or waits for its answer, needs no new look. */
static bool is_under_way(const struct law_question *q) {
    const struct word *kind = words_by_name(&filing_kinds, q->action->what);
    const struct krav_case *c = q->snapshot->c;
    return q->action->kind == ACTION_FILE && kind != NULL && case_is_open(c) &&
           (case_filing_pending(c) != NULL ||
            case_filing_asked(c, (enum filing_kind)kind->value, q->snapshot->today));
}

/* One at a time; while a wage deduction lasts, more can be sought. */
static void judge_pending(const struct snapshot *s, struct finding *f) {
    const struct filing_note *n = case_filing_pending(s->c);
    if (n != NULL && n->outcome == RESULT_WAGE_DEDUCTION) {
        finding_ask_person(f, REASON_FILING_PENDING);
    } else if (n != NULL) {
        finding_forbid(f, REASON_FILING_PENDING);
    }
}

static void judge_named(const struct law_question *q, const struct snapshot *s,
                        struct finding *f) {
    for (size_t i = 0; i < sizeof filings / sizeof filings[0]; i++) {
        if (text_is(q->action->what, filings[i].what)) {
            filings[i].judge(s, f);
            notice_judge_no_deadline_runs(s, f);
            if (!q->by_person) { /* time to read the answer, as before a legal notice (§ 8) */
                notice_judge_answer_read(s, f);
            }
            return;
        }
    }
    if (q->action->kind == ACTION_FILED) {
        finding_forbid(f, REASON_FILING_KIND);
    }
    finding_ask_person(f, REASON_NEEDS_PERSON);
}

/* As the case stood on the day it was done, in what its letters and deadlines say of that day. */
static struct snapshot as_of(const struct snapshot *s, day on) {
    struct snapshot then = *s;
    if (on != DAY_NONE && on < s->today) {
        then.today = on;
        then.barred = s->lapses != DAY_NONE && on > s->lapses;
    }
    return then;
}

void filing_judge(const struct law_question *q, struct finding *f) {
    const struct snapshot then = as_of(q->snapshot, q->action->on);
    const struct snapshot *s = &then;
    f->person_decides = q->by_person && q->action->kind == ACTION_FILED;
    if (!case_is_open(s->c)) {
        finding_forbid(f, REASON_CLOSED);
    }
    if (is_under_way(q)) {
        return;
    }
    judge_pending(s, f);
    if (s->plan_runs) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    notice_judge_guardian(s, f);
    if (s->minor) {
        finding_ask_person(f, REASON_MINOR);
    }
    judge_named(q, s, f);
}

/* konkursloven § 63: on a business, four weeks after a demand that was missed. */
void filing_judge_served(const struct law_question *q, struct finding *f) {
    const struct snapshot then = as_of(q->snapshot, q->action->on);
    f->person_decides = q->by_person;
    notice_judge_case(&then, f);
    if (then.plan_runs) {
        finding_forbid(f, REASON_PLAN_RUNS);
    }
    if (then.debtor == NULL || then.debtor->kind != DEBTOR_BUSINESS) {
        finding_forbid(f, REASON_BUSINESS_ONLY);
    }
    demand_judge_missed(&then, f);
    demand_judge_age(&then, BANKRUPTCY_AGE_DAYS, REASON_SERVED_EARLY, f);
    notice_judge_no_deadline_runs(&then, f);
}
