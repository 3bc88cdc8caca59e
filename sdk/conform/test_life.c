/* From start to end, and what the plugin leaves alone meanwhile. */
#include <stdio.h>
#include <string.h>

#include "conform/tests.h"

void test_life_drain(struct trial *t) {
    if (trial_start(t)) {
        (void)trial_stop(t);
    }
}

/* Everything it can be asked without a file, once. */
static bool ask_all(struct trial *t) {
    for (enum wire_ask ask = WIRE_ASK_RECALL; ask < WIRE_ASK_END; ask++) {
        const void *argument = good_argument(ask);
        char key[65];
        struct heard h;
        trial_key(t, key);
        if (argument && trial_can(t, ask)) {
            const bool answered = trial_ask(t, ask, argument, key, &h);
            heard_fini(&h);
            if (!answered) {
                return false;
            }
        }
    }
    if (trial_provides(t, KRAV_INTAKE)) {
        struct heard h = {0};
        const int fd = trial_file(t, "x\n", 2);
        const bool answered = fd >= 0 && trial_begin(t, fd, "file.txt", &h);
        heard_fini(&h);
        return answered;
    }
    return true;
}

static bool has_word(const char *words, const char *list) {
    const size_t n = strlen(list);
    for (const char *at = words; (at = strstr(at, list)) != NULL; at += n) {
        if ((at == words || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' ')) {
            return true;
        }
    }
    return false;
}

/* What the fence forbade says what was not declared. */
static const char *undeclared(const char *names) {
    static const struct {
        const char *name, *what;
    } rows[] = {{"socket", "the network (KRAV_USES_NETWORK)"},
                {"connect", "the network (KRAV_USES_NETWORK)"},
                {"open", "files (KRAV_USES_FILES)"},
                {"openat", "files (KRAV_USES_FILES)"},
                {"stat", "files (KRAV_USES_FILES)"},
                {"access", "files (KRAV_USES_FILES)"},
                {"readlink", "files (KRAV_USES_FILES)"},
                {"clone", "threads or processes (KRAV_USES_THREADS)"},
                {"clone3", "threads or processes (KRAV_USES_THREADS)"},
                {"fork", "processes, which nobody may start"},
                {"vfork", "processes, which nobody may start"},
                {"execve", "programs, which nobody may run"},
                {"kill", "signals to others"},
                {"umask", "the umask"},
                {"chdir", "the working directory"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (has_word(names, rows[i].name)) {
            return rows[i].what;
        }
    }
    return NULL;
}

void test_life_manners(struct trial *t) {
    static const char forbidden[] = "forbidden: ";
    if (t->kit->not_started[0]) {
        trial_skip(t, "%s", t->kit->not_started);
        return;
    }
    if (!trial_start_with(t, "watch", t->kit->settings, t->kit->n_settings) || !ask_all(t) ||
        !client_drain(&t->client) ||
        client_wait(&t->client, NULL, &t->client.n_ready, 1, CLIENT_PATIENCE_MS) !=
            CLIENT_HEARD) {
        if (trial_goes_on(t)) {
            trial_fail(t, "it does not end when it is drained");
        }
        return;
    }
    const char *why = t->client.ready_reason;
    if (t->client.ready_rc == KRAV_OK) {
        return;
    }
    if (strncmp(why, forbidden, sizeof forbidden - 1) != 0) {
        trial_fail(t, "%s", why);
        return;
    }
    const char *what = undeclared(why + sizeof forbidden - 1);
    if (what) {
        trial_fail(t, "it used %s without leave; the sandbox forbade: %s", what,
                   why + sizeof forbidden - 1);
    } else {
        trial_warn(t, "the sandbox forbade: %s", why + sizeof forbidden - 1);
    }
}

void test_life_prints(struct trial *t) {
    if (!trial_start(t) || !ask_all(t) || !trial_stop(t)) {
        return;
    }
    if (t->client.words_len > 0) {
        trial_fail(t, "it printed: %.300s", t->client.words);
    }
}

void test_life_logs(struct trial *t) {
    if (!trial_start(t) || !ask_all(t) || !trial_stop(t)) {
        return;
    }
    const struct client_logs *l = &t->client.logs;
    if (l->n_bad > 0) {
        trial_fail(t, "%zu of %zu log lines are empty, not UTF-8, or of no known level", l->n_bad,
                   l->n_lines);
    } else if (l->n_long > 0) {
        trial_fail(t, "%zu log lines have over 1000 bytes", l->n_long);
    } else if (l->has_national_id) {
        trial_warn(t, "a log line holds what looks like a national id; the host masks it");
    } else if (l->n_lines > 1000) {
        trial_warn(t, "%zu log lines of a few calls: the host drops most of them", l->n_lines);
    }
}
