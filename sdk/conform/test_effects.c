/* Effects: one for each key, remembered, and told truly. */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conform/hostile.h"
#include "conform/tests.h"

typedef bool effect_fn(struct trial *t, enum wire_ask ask);

static void each_effect(struct trial *t, effect_fn *test) {
    bool any = false;
    for (enum wire_ask ask = WIRE_ASK_RECALL; ask < WIRE_ASK_END; ask++) {
        if (good_has_effect(ask) && trial_can(t, ask)) {
            any = true;
            if (!trial_start(t) || !test(t, ask)) {
                return;
            }
        }
    }
    if (!any) {
        trial_skip(t, "it has no effects");
    }
}

static krav_str reference_of(const struct heard *h) { return h->answer.reference; }

static bool same_reference(const struct heard *a, const struct heard *b) {
    const krav_str x = reference_of(a), y = reference_of(b);
    return x.len == y.len && (x.len == 0 || memcmp(x.ptr, y.ptr, x.len) == 0);
}

/* ---- the same key twice ------------------------------------------------------------------------- */

static bool judge_twice(struct trial *t, enum wire_ask ask, const struct heard *first,
                        const struct heard *second, const struct tree trees[2]) {
    const char *name = wire_ask_row(ask)->name;
    if (first->answer.outcome != KRAV_DONE) {
        if (second->answer.outcome == KRAV_DONE && first->answer.outcome == KRAV_REFUSED) {
            trial_fail(t, "%s: REFUSED, and for the same key DONE", name);
        }
    } else if (second->answer.outcome != KRAV_DONE) {
        trial_fail(t, "%s: DONE, and for the same key %s", name,
                   trial_outcome_name(second->answer.outcome));
    } else if (!same_reference(first, second)) {
        trial_fail(t, "%s: the same key has two references, %.*s and %.*s", name,
                   (int)reference_of(first).len, reference_of(first).ptr,
                   (int)reference_of(second).len, reference_of(second).ptr);
    } else if (trees[0].n != trees[1].n || trees[0].digest != trees[1].digest) {
        trial_fail(t, "%s: asked again with the same key, it changed out/ again", name);
    }
    return trial_goes_on(t);
}

static bool twice(struct trial *t, enum wire_ask ask) {
    char key[65];
    struct heard first = {0}, second = {0};
    struct tree trees[2];
    trial_key(t, key);
    bool ok = trial_ask(t, ask, good_argument(ask), key, &first);
    trees[0] = tree_of(t->out);
    ok = ok && trial_ask(t, ask, good_argument(ask), key, &second);
    trees[1] = tree_of(t->out);
    ok = ok && judge_twice(t, ask, &first, &second, trees);
    heard_fini(&second);
    ok = ok && trial_restart(t) && trial_ask(t, ask, good_argument(ask), key, &second);
    trees[1] = tree_of(t->out);
    ok = ok && judge_twice(t, ask, &first, &second, trees);
    if (ok && first.answer.outcome != KRAV_DONE) {
        trial_warn(t, "%s comes to %s (%.*s): that the effect is not made twice could not be seen",
                   wire_ask_row(ask)->name, trial_outcome_name(first.answer.outcome),
                   (int)(first.answer.reason.len < 200 ? first.answer.reason.len : 200),
                   first.answer.reason.ptr ? first.answer.reason.ptr : "");
    }
    heard_fini(&first);
    heard_fini(&second);
    return ok;
}

void test_effects_same_key(struct trial *t) { each_effect(t, twice); }

/* ---- recall() ----------------------------------------------------------------------------------- */

static bool recall_done(struct trial *t, enum wire_ask ask) {
    char key[65];
    struct heard done = {0}, told = {0};
    trial_key(t, key);
    bool ok = trial_ask(t, ask, good_argument(ask), key, &done);
    ok = ok && trial_restart(t) && trial_ask(t, WIRE_ASK_RECALL, NULL, key, &told);
    const char *name = wire_ask_row(ask)->name;
    if (ok && done.answer.outcome == KRAV_DONE && told.answer.outcome != KRAV_DONE) {
        trial_fail(t, "%s was DONE, and recall() says %s", name,
                   trial_outcome_name(told.answer.outcome));
    } else if (ok && done.answer.outcome == KRAV_DONE && !same_reference(&done, &told)) {
        trial_fail(t, "%s: recall() gives another reference than the answer did", name);
    } else if (ok && done.answer.outcome == KRAV_REFUSED && told.answer.outcome == KRAV_DONE) {
        trial_fail(t, "%s was REFUSED, and recall() says DONE", name);
    }
    heard_fini(&done);
    heard_fini(&told);
    return ok && trial_goes_on(t);
}

void test_effects_recall(struct trial *t) { each_effect(t, recall_done); }

static bool recall_never(struct trial *t, enum wire_ask ask) {
    (void)ask;
    for (int i = 0; i < 3; i++) {
        char key[65];
        struct heard h = {0};
        trial_key(t, key);
        const bool ok = trial_ask(t, WIRE_ASK_RECALL, NULL, key, &h);
        const int32_t outcome = h.answer.outcome;
        heard_fini(&h);
        if (!ok) {
            return false;
        }
        if (outcome == KRAV_DONE || outcome == KRAV_REFUSED) {
            trial_fail(t, "recall() of a key that nobody gave it says %s",
                       trial_outcome_name(outcome));
            return false;
        }
    }
    return true;
}

void test_effects_never(struct trial *t) { each_effect(t, recall_never); }

/* ---- killed ------------------------------------------------------------------------------------- */

#define KILLS 10

/* Waits a moment that the seed chose, between nothing and somewhat longer than a call takes. */
static void linger(struct trial *t, int64_t typical_us) {
    const uint64_t us = hostile_random(&t->random) % (uint64_t)(typical_us * 2 + 200);
    (void)usleep((useconds_t)us);
}

/* After a kill: what recall() says, what is there, and what asking again comes to, fit. */
static bool judge_killed(struct trial *t, enum wire_ask ask, const char *key, size_t n_each,
                         struct tree before) {
    const char *name = wire_ask_row(ask)->name;
    struct heard told = {0}, again = {0};
    if (!trial_start(t) || !trial_ask(t, WIRE_ASK_RECALL, NULL, key, &told)) {
        heard_fini(&told);
        return false;
    }
    const size_t n_new = tree_of(t->out).n - before.n;
    const int32_t outcome = told.answer.outcome;
    if (outcome == KRAV_DONE && n_new < n_each) {
        trial_fail(t, "%s: killed meanwhile; recall() says DONE, and only %zu of %zu files are "
                   "there", name, n_new, n_each);
    } else if (outcome == KRAV_RETRY && n_each > 0 && n_new == n_each) {
        trial_fail(t, "%s: killed meanwhile; recall() says it never happened, and all its files "
                   "are there", name);
    } else if (outcome == KRAV_REFUSED) {
        trial_fail(t, "%s: killed meanwhile; recall() says REFUSED, and nobody refused it", name);
    }
    const bool asked = trial_goes_on(t) && outcome != KRAV_UNKNOWN &&
                       trial_ask(t, ask, good_argument(ask), key, &again);
    if (asked && again.answer.outcome != KRAV_DONE) {
        trial_fail(t, "%s: killed meanwhile; asked again it comes to %s", name,
                   trial_outcome_name(again.answer.outcome));
    } else if (asked && tree_of(t->out).n - before.n != n_each) {
        trial_fail(t, "%s: killed meanwhile and asked again, it left %zu files instead of %zu",
                   name, tree_of(t->out).n - before.n, n_each);
    } else if (asked && outcome == KRAV_DONE && !same_reference(&told, &again)) {
        trial_fail(t, "%s: recall() and the same key again give two references", name);
    }
    heard_fini(&told);
    heard_fini(&again);
    return trial_goes_on(t);
}

static int64_t now_us(void) { return client_now_ms() * 1000; }

static bool killed(struct trial *t, enum wire_ask ask) {
    char key[65];
    struct heard h = {0};
    const struct tree empty = tree_of(t->out);
    trial_key(t, key);
    const int64_t begin = now_us();
    if (!trial_ask(t, ask, good_argument(ask), key, &h)) {
        heard_fini(&h);
        return false;
    }
    const int64_t typical_us = now_us() - begin + 1000;
    const bool done = h.answer.outcome == KRAV_DONE;
    heard_fini(&h);
    if (!done) {
        trial_warn(t, "%s is not DONE here: what a kill leaves could not be seen",
                   wire_ask_row(ask)->name);
        return true;
    }
    const size_t n_each = tree_of(t->out).n - empty.n;
    for (int i = 0; i < KILLS; i++) {
        const struct tree before = tree_of(t->out);
        trial_key(t, key);
        const struct client_ask question = {.ask = ask, .argument = good_argument(ask),
                                            .key = key, .fd = -1,
                                            .deadline_ms = CLIENT_PATIENCE_MS};
        struct heard lost;
        (void)client_ask(&t->client, &question, &lost);
        linger(t, typical_us);
        client_kill(&t->client);
        heard_fini(&lost);
        if (!judge_killed(t, ask, key, n_each, before)) {
            return false;
        }
    }
    return true;
}

void test_effects_kill(struct trial *t) { each_effect(t, killed); }
