/* known.c - see known.h. */
#include "engine/known.h"

#include "base/check.h"
#include "store/cases.h"
#include "store/parties.h"

#define CASES_MAX 1000 /* of one debtor: the oldest */

enum { OPEN_CASES, CLOSED_CASES, PAID_CASES, WRITTEN_OFF_CASES, JUDGED_CASES, BROKEN_PLANS,
    RUNNING_PLANS, OBJECTIONS, PAYMENTS, LETTERS, RETURNED_MAIL, DEBT_IN_ALL, DEBT_HERE,
    DAYS_OVERDUE, MONTHS_KNOWN, WORDS };

const struct known_word known_words[] = {
    [OPEN_CASES] = {"open_cases", "Cases of theirs that are open, this one included."},
    [CLOSED_CASES] = {"closed_cases", "Cases of theirs that are over, merged ones left out."},
    [PAID_CASES] = {"paid_cases", "Of those, how many were paid and nothing given up."},
    [WRITTEN_OFF_CASES] = {"written_off_cases", "Of those, in how many something was given up."},
    [JUDGED_CASES] = {"judged_cases", "Cases with an enforcement basis."},
    [BROKEN_PLANS] = {"broken_plans", "Instalment plans that were broken."},
    [RUNNING_PLANS] = {"running_plans", "Instalment plans that run."},
    [OBJECTIONS] = {"objections", "Objections so far."},
    [PAYMENTS] = {"payments", "Payments that stand."},
    [LETTERS] = {"letters", "Letters that were sent, the creditors' included."},
    [RETURNED_MAIL] = {"returned_mail", "Letters that came back."},
    [DEBT_IN_ALL] = {"debt_in_all_ore", "Principal and costs owed in all open cases, in øre."},
    [DEBT_HERE] = {"debt_here_ore", "The same, of this case."},
    [DAYS_OVERDUE] = {"days_overdue", "Days since this case's oldest open claim fell due."},
    [MONTHS_KNOWN] = {"months_known", "Months since their first case was opened."},
};
const uint32_t n_known_words = WORDS;

static bool plan_stands(const struct krav_case *c) { return c->plan.agreed != DAY_NONE; }

static ore owed(const struct krav_case *c) {
    return case_is_open(c) ? case_principal_open(c) + case_costs_open(c) : 0;
}

static void count_lists(const struct krav_case *c, int64_t v[WORDS]) {
    for (uint32_t i = 0; i < c->n_payments; i++) {
        v[PAYMENTS] += !c->payments[i].undone;
    }
    for (uint32_t i = 0; i < c->n_letters; i++) {
        v[LETTERS] += c->letters[i].sent != DAY_NONE;
        v[RETURNED_MAIL] += c->letters[i].state == LETTER_RETURNED;
    }
}

/* What was merged counts where its claims are now. */
static void count(const struct krav_case *c, int64_t v[WORDS]) {
    if (c->merged_into != 0) {
        return;
    }
    const bool over = !case_is_open(c);
    v[OPEN_CASES] += !over;
    v[CLOSED_CASES] += over;
    v[PAID_CASES] += over && c->written_off == 0 && c->n_payments > 0;
    v[WRITTEN_OFF_CASES] += over && c->written_off > 0;
    v[JUDGED_CASES] += c->judged != DAY_NONE;
    v[BROKEN_PLANS] += c->n_plans_broken;
    v[RUNNING_PLANS] += !over && plan_stands(c);
    v[OBJECTIONS] += c->n_disputes;
    v[DEBT_IN_ALL] += owed(c);
    count_lists(c, v);
}

static int64_t days_overdue(const struct krav_case *c, day today) {
    day due = DAY_NONE;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const day d = c->claims[i].claim.due;
        if (c->claims[i].open > 0 && d != DAY_NONE && (due == DAY_NONE || d < due)) {
            due = d;
        }
    }
    return due != DAY_NONE && today > due ? today - due : 0;
}

static int64_t months_between(day from, day to) {
    int64_t n = 0;
    while (from != DAY_NONE && day_add_months(from, (int)n + 1) <= to) {
        n++;
    }
    return n;
}

int known_gather(struct engine *e, const struct krav_case *c, struct arena *arena,
                 struct known *out, uint32_t *n, struct status *st) {
    int64_t v[WORDS] = {0}, *ids;
    uint32_t n_ids = 0;
    day first = c->opened;
    struct arena scratch;
    arena_init(&scratch);
    int rc = parties_cases(e->db, c->debtor, false, arena, &ids, &n_ids, st);
    for (uint32_t i = 0; i < n_ids && i < CASES_MAX && rc == STATUS_OK; i++) {
        struct krav_case other;
        arena_reset(&scratch);
        rc = cases_load(e->db, ids[i], &scratch, &other, st);
        if (rc == STATUS_OK) {
            count(&other, v);
            first = other.opened < first ? other.opened : first;
        }
    }
    arena_fini(&scratch);
    v[DEBT_HERE] = owed(c);
    v[DAYS_OVERDUE] = days_overdue(c, e->today);
    v[MONTHS_KNOWN] = months_between(first, e->today);
    _Static_assert(WORDS <= KNOWN_MAX, "known_gather has room for all");
    for (*n = 0; *n < WORDS; (*n)++) {
        out[*n] = (struct known){known_words[*n].name, v[*n]};
    }
    return rc;
}
