#include "crowd.h"

#include <inttypes.h>
#include <stdlib.h>

#include "number.h"

#define DAYS_WITHOUT_DEADLINE 14
#define LATE_DAYS_MAX 10
#define TOO_MUCH 10000 /* øre */

const char *const habit_names[HABITS] = {"full", "late", "partial", "over", "twice"};
const int crowd_usual[HABITS] = {45, 15, 10, 5, 5};

/* Synthetic accounts of the payers. */
static const char *const accounts[] = {"15942287248", "86011117947", "61050659274"};
#define N_ACCOUNTS (sizeof accounts / sizeof accounts[0])

/* 0 to n - 1, for one question about one person. */
static uint64_t draw(const struct crowd *c, const char *question, struct text kid, uint64_t n) {
    const uint64_t hash = draw_text(draw_number(DRAW_START, c->seed), text_of(question));
    return draw_end(draw_text(hash, kid)) % n;
}

/* HABITS = never pays. */
static int habit_of(const struct crowd *c, struct text kid) {
    int left = (int)draw(c, "habit", kid, 100);
    for (int i = 0; i < HABITS; i++) {
        if (left < c->percent[i]) {
            return i;
        }
        left -= c->percent[i];
    }
    return HABITS;
}

static day day_of_order(const struct crowd *c, const struct letter *l, int habit) {
    const day deadline = l->deadline > l->on ? l->deadline : l->on + DAYS_WITHOUT_DEADLINE;
    if (habit == HABIT_LATE) {
        return deadline + 1 + (day)draw(c, "late", l->kid, LATE_DAYS_MAX);
    }
    return l->on + 1 + (day)draw(c, "day", l->kid, (uint64_t)(deadline - l->on));
}

static ore amount_of(const struct crowd *c, const struct letter *l, int habit) {
    if (habit == HABIT_OVER) {
        return l->amount + TOO_MUCH;
    }
    if (habit == HABIT_PARTIAL) {
        const ore kroner = l->amount / 100 * (ore)(1 + draw(c, "part", l->kid, 3)) / 4;
        return kroner > 0 ? kroner * 100 : 1;
    }
    return l->amount;
}

static void tell(struct buf *told, const struct payment *p, const char *how, day booked) {
    char on[DAY_TEXT], ordered[DAY_TEXT];
    buf_addf(told, "%s\t%.*s\t%" PRId64 "\t%s\t%s\t%.*s\n", day_format(booked, on),
             TEXT_ARG(p->kid), p->amount, day_format(p->ordered, ordered), how,
             TEXT_ARG(p->from_name.len > 0 ? p->from_name : TEXT("-")));
}

/* One person and one letter. */
static void answer(const struct crowd *c, const struct letter *l, struct payments *out,
                   struct buf *told) {
    const int habit = habit_of(c, l->kid);
    if (habit == HABITS) {
        return;
    }
    const day ordered = day_of_order(c, l, habit);
    if (day_bank_day_from(ordered) != c->today) {
        return;
    }
    const struct payment p = {.ordered = ordered, .amount = amount_of(c, l, habit),
        .kid = l->kid, .from_name = text_head(l->name, 70),
        .from_account = text_of(accounts[draw(c, "account", l->kid, N_ACCOUNTS)])};
    for (int i = 0; i < (habit == HABIT_TWICE ? 2 : 1); i++) {
        out->items[out->n++] = p;
        tell(told, &p, habit_names[habit], c->today);
    }
}

/* A KID with a right check digit, far above the numbers of krav's cases. */
static void stranger(const struct crowd *c, struct arena *arena, struct payments *out,
                     struct buf *told) {
    char on[DAY_TEXT];
    const struct text today = text_of(day_format(c->today, on));
    if (!day_is_bank_day(c->today) || draw(c, "stray", today, 100) >= (uint64_t)c->stray_percent) {
        return;
    }
    const struct text body =
        arena_printf(arena, "99%07" PRIu64 "0", draw(c, "stray case", today, 10000000));
    const struct payment p = {.ordered = c->today,
        .amount = (ore)(100 + draw(c, "stray amount", today, 1900)) * 100,
        .kid = arena_printf(arena, "%.*s%c", TEXT_ARG(body), kid_check_digit(body)),
        .from_account = text_of(accounts[draw(c, "stray account", today, N_ACCOUNTS)])};
    out->items[out->n++] = p;
    tell(told, &p, "stray", c->today);
}

static int by_kid_and_day(const void *a, const void *b) {
    const struct letter *x = a;
    const struct letter *y = b;
    const int by_kid = text_cmp(x->kid, y->kid);
    return by_kid != 0 ? by_kid : (x->on > y->on) - (x->on < y->on);
}

#define CASE_DIGITS 9

static bool is_excepted(const struct crowd *c, struct text kid) {
    for (size_t i = 0; i < c->n_except; i++) {
        const struct text e = c->except[i];
        /* All KIDs of a case begin alike; each instalment of a plan has its own. */
        if (text_eq(e, kid) || (e.len > CASE_DIGITS && kid.len == e.len &&
                                text_eq(text_head(e, CASE_DIGITS), text_head(kid, CASE_DIGITS)))) {
            return true;
        }
    }
    return false;
}

void crowd_pay(const struct crowd *c, const struct letters *letters, struct arena *arena,
               struct payments *out, struct buf *told) {
    struct letter *asking = arena_take_n(arena, letters->n + 1, sizeof *asking);
    size_t n = 0;
    for (size_t i = 0; i < letters->n; i++) {
        const struct letter *l = &letters->items[i];
        if (l->on >= c->since && l->on < c->today && l->amount > 0 && l->kid.len > 0 &&
            !is_excepted(c, l->kid)) {
            asking[n++] = *l;
        }
    }
    qsort(asking, n, sizeof *asking, by_kid_and_day);
    *out = (struct payments){arena_take_n(arena, 2 * n + 1, sizeof *out->items), 0};
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !text_eq(asking[i - 1].kid, asking[i].kid)) {
            answer(c, &asking[i], out, told);
        }
    }
    stranger(c, arena, out, told);
}
