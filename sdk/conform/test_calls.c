/* Every call is answered exactly once, whatever happens and whatever it is given. */
#include <stdio.h>
#include <string.h>

#include "conform/hostile.h"
#include "conform/tests.h"

#define RANDOM_ROUNDS 40

/* What the worker answers for a plugin whose table lacks the function. */
static bool does_not_do_this(const struct heard *h) {
    static const char words[] = "the plugin does not do this";
    return h->answer.outcome == KRAV_REFUSED && h->answer.reason.len == sizeof words - 1 &&
           memcmp(h->answer.reason.ptr, words, sizeof words - 1) == 0;
}

/* An outcome that fits the question: a required result with DONE, words that are UTF-8. */
static void check_answer(struct trial *t, enum wire_ask ask, const struct heard *h) {
    const struct wire_ask_row *row = wire_ask_row(ask);
    const bool needs_result = row->result && ask != WIRE_ASK_PAY;
    const bool optional = ask == WIRE_ASK_WASH_MANY;
    if (does_not_do_this(h)) {
        if (!optional) {
            trial_fail(t, "%s: it claims %s and does not do this", row->name, row->capability);
        }
    } else if (h->answer.outcome == KRAV_DONE && needs_result && !h->has_result) {
        trial_fail(t, "%s: DONE without its result", row->name);
    } else if (h->answer.reference.len > 200) {
        trial_warn(t, "%s: a reference of %zu bytes", row->name, h->answer.reference.len);
    } else if (h->answer.outcome != KRAV_DONE && h->answer.reason.len == 0) {
        trial_warn(t, "%s: %s without a reason", row->name,
                   trial_outcome_name(h->answer.outcome));
    }
}

static bool may_be_asked(const struct trial *t, enum wire_ask ask) {
    return good_argument(ask) && trial_can(t, ask);
}

void test_calls_answer(struct trial *t) {
    bool any = false;
    if (!trial_start(t)) {
        return;
    }
    for (enum wire_ask ask = WIRE_ASK_RECALL; ask < WIRE_ASK_END; ask++) {
        char key[65];
        struct heard h;
        if (!may_be_asked(t, ask)) {
            continue;
        }
        any = true;
        trial_key(t, key);
        const bool answered = trial_ask(t, ask, good_argument(ask), key, &h);
        if (answered) {
            check_answer(t, ask, &h);
        }
        heard_fini(&h);
        if (!answered) {
            return;
        }
    }
    if (!any) {
        trial_skip(t, "none of what it provides is known here");
    } else if (trial_stop(t) && t->client.n_stray > 0) {
        trial_fail(t, "%zu records or answers came for calls that were not open",
                   t->client.n_stray);
    }
}

/* ---- deadline, cancel, drain ------------------------------------------------------------------- */

enum nuisance { PAST_DEADLINE, CANCELLED, DRAINED };

static bool nuisance(struct trial *t, enum nuisance kind, enum wire_ask ask) {
    char key[65];
    struct heard h;
    trial_key(t, key);
    const struct client_ask question = {
        .ask = ask, .argument = good_argument(ask), .key = key, .fd = -1,
        .deadline_ms = kind == PAST_DEADLINE ? -1000 : CLIENT_PATIENCE_MS};
    if (!client_ask(&t->client, &question, &h)) {
        heard_fini(&h);
        return trial_restart(t);
    }
    const uint32_t pongs = t->client.n_pongs;
    if (kind == CANCELLED) {
        (void)client_cancel(&t->client, h.id);
    } else if (kind == DRAINED) {
        (void)client_drain(&t->client);
    }
    bool ok = trial_await(t, &h, wire_ask_row(ask)->name);
    if (ok && kind == CANCELLED &&
        client_wait(&t->client, NULL, &t->client.n_pongs, pongs, CLIENT_PATIENCE_MS) !=
            CLIENT_HEARD) {
        trial_fail(t, "%s: after cancel() its loop does not turn", wire_ask_row(ask)->name);
        ok = false;
    }
    if (ok && kind == DRAINED) {
        ok = client_end(&t->client, CLIENT_PATIENCE_MS) == CLIENT_GONE && t->client.has_bye &&
             t->client.status == 0;
        if (!ok) {
            trial_fail(t, "%s: it does not end after it was drained", wire_ask_row(ask)->name);
        }
        ok = ok && trial_start(t);
    }
    heard_fini(&h);
    return ok;
}

static void nuisances(struct trial *t, enum nuisance kind) {
    if (!trial_start(t)) {
        return;
    }
    for (enum wire_ask ask = WIRE_ASK_RECALL; ask < WIRE_ASK_END; ask++) {
        if (may_be_asked(t, ask) && !nuisance(t, kind, ask)) {
            return;
        }
    }
    (void)trial_stop(t);
}

void test_calls_deadline(struct trial *t) { nuisances(t, PAST_DEADLINE); }
void test_calls_cancel(struct trial *t) { nuisances(t, CANCELLED); }
void test_calls_drain(struct trial *t) { nuisances(t, DRAINED); }

/* ---- hostile arguments -------------------------------------------------------------------------- */

static bool ask_hostile(struct trial *t, enum wire_ask ask, size_t i) {
    struct hostile hostile;
    struct heard h;
    char key[65];
    trial_key(t, key);
    const struct wire_layout *layout = wire_ask_row(ask)->argument;
    hostile_make(&hostile, layout, good_argument(ask), i, t->kit->config->seed);
    const bool answered = trial_ask(t, ask, &hostile.record, key, &h);
    if (!answered) {
        char reason[300];
        snprintf(reason, sizeof reason, "%.299s", t->outcome->reason);
        snprintf(t->outcome->reason, sizeof t->outcome->reason, "with %s: %s", hostile.what,
                 reason);
    }
    heard_fini(&h);
    hostile_fini(&hostile);
    return answered;
}

/* Keys are the host's own; yet they too are only bytes. */
static bool ask_odd_keys(struct trial *t, enum wire_ask ask) {
    static const char *const keys[] = {"", "../../x", "a/b", ".", "KEY", "nøkkel", "a b"};
    char longest[3000];
    memset(longest, 'k', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    for (size_t i = 0; i <= sizeof keys / sizeof keys[0]; i++) {
        struct heard h;
        const char *key = i < sizeof keys / sizeof keys[0] ? keys[i] : longest;
        const bool answered = trial_ask(t, ask, good_argument(ask), key, &h);
        heard_fini(&h);
        if (!answered) {
            return false;
        }
    }
    return true;
}

void test_calls_hostile(struct trial *t) {
    bool any = false;
    if (!trial_start(t)) {
        return;
    }
    for (enum wire_ask ask = WIRE_ASK_RECALL; ask < WIRE_ASK_END; ask++) {
        if (!may_be_asked(t, ask) || ask == WIRE_ASK_RECOGNISE) {
            continue; /* recognise() has a test of its own */
        }
        any = true;
        const size_t n = hostile_count(wire_ask_row(ask)->argument) + RANDOM_ROUNDS;
        for (size_t i = 0; i < n; i++) {
            if (!ask_hostile(t, ask, i)) {
                return;
            }
        }
        if (!ask_odd_keys(t, ask)) {
            return;
        }
    }
    if (!any) {
        trial_skip(t, "it has no function that takes a record");
    } else {
        (void)trial_stop(t);
    }
}
