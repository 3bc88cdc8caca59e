#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conform/conform.h"
#include "conform/options.h"
#include "conform/quick.h"
#include "conform/tests.h"

const struct conform_test conform_tests[] = {
#define CONFORM_ROW(function, name, what, advice) {name, what, advice},
    CONFORM_TESTS(CONFORM_ROW)
#undef CONFORM_ROW
    {NULL, NULL, NULL},
};

static trial_fn *const functions[] = {
#define CONFORM_FUNCTION(function, name, what, advice) function,
    CONFORM_TESTS(CONFORM_FUNCTION)
#undef CONFORM_FUNCTION
};
#define N_TESTS (sizeof functions / sizeof functions[0])

const struct conform_test *conform_test_find(const char *name) {
    for (const struct conform_test *test = conform_tests; test->name; test++) {
        if (strcmp(test->name, name) == 0) {
            return test;
        }
    }
    return NULL;
}

/* A test's whole name, or the group before its dot. */
static bool is_wanted(const char *name, const char *only) {
    const size_t n = only ? strlen(only) : 0;
    return !only || strcmp(name, only) == 0 || (strncmp(name, only, n) == 0 && name[n] == '.');
}

static bool any_wanted(const char *only) {
    for (size_t i = 0; i < N_TESTS; i++) {
        if (is_wanted(conform_tests[i].name, only)) {
            return true;
        }
    }
    return false;
}

/* ---- setting up ---------------------------------------------------------------------------------- */

static bool file_hash(const char *path, char hex[65]) {
    uint8_t digest[crypto_hash_sha256_BYTES], piece[16384];
    crypto_hash_sha256_state state;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = -1;
    crypto_hash_sha256_init(&state);
    while (fd >= 0 && (n = read(fd, piece, sizeof piece)) > 0) {
        crypto_hash_sha256_update(&state, piece, (unsigned long long)n);
    }
    if (fd >= 0) {
        close(fd);
    }
    crypto_hash_sha256_final(&state, digest);
    sodium_bin2hex(hex, 65, digest, sizeof digest);
    return n == 0;
}

static void keep(char *out, size_t size, krav_str s) {
    snprintf(out, size, "%.*s", (int)(s.len < size ? s.len : size - 1), s.ptr ? s.ptr : "");
}

/* The plugin's own words on itself, and whether it starts as it is set. */
static bool kit_describe(struct kit *kit, struct conform_report *report, char *why,
                         size_t why_size) {
    const struct client_start start = {.worker = kit->config->worker, .so = kit->config->so,
                                       .describe = true};
    struct client c;
    if (client_open(&c, &start)) {
        kit->hello = c.hello;
        c.hello = (struct wire_out){0};
    } else {
        snprintf(why, why_size, "%.400s", c.ready_reason);
    }
    client_close(&c);
    struct wire_in in = {.ptr = kit->hello.ptr, .left = kit->hello.len};
    if (kit->hello.len == 0 ||
        !wire_decode(&in, &wire_descriptor, &kit->descriptor, &kit->pool)) {
        return false;
    }
    keep(report->id, sizeof report->id, kit->descriptor.id);
    keep(report->version, sizeof report->version, kit->descriptor.version);
    return true;
}

static void kit_try_start(struct kit *kit) {
    const struct client_start start = {.worker = kit->config->worker, .so = kit->config->so,
                                       .uses = kit->descriptor.flags & 7u};
    struct client c;
    if (kit->unset[0]) {
        snprintf(kit->not_started, sizeof kit->not_started, "it needs: %s", kit->unset);
        return;
    }
    if (!client_open(&c, &start) ||
        !client_ready(&c, kit->settings, kit->n_settings, kit->dir, CLIENT_PATIENCE_MS)) {
        snprintf(kit->not_started, sizeof kit->not_started, "it does not start: %.200s%s%.200s",
                 c.ready_reason, c.log_len ? "; it logged: " : "", c.log);
    }
    kit->is_sanitized = strstr(c.fence, "sanitized") != NULL;
    client_close(&c);
}

/* ---- running -------------------------------------------------------------------------------------- */

static void run_one(struct kit *kit, size_t i, struct conform_outcome *o) {
    struct trial t = {.kit = kit, .outcome = o, .client = {.fd = -1, .words_fd = -1}};
    *o = (struct conform_outcome){.test = conform_tests[i].name, .result = CONFORM_PASS};
    t.random = kit->config->seed * 7919 + i;
    snprintf(t.out, sizeof t.out, "%.400s/out-%zu", kit->dir, i);
    const int64_t begin = client_now_ms();
    if (mkdir(t.out, 0700) != 0) {
        trial_skip(&t, "there is no room for a directory");
    } else {
        functions[i](&t);
    }
    trial_close(&t);
    tree_remove(t.out);
    o->ms = client_now_ms() - begin;
}

static void run_all(struct kit *kit, struct conform_report *report) {
    for (size_t i = 0; i < N_TESTS; i++) {
        const char *name = conform_tests[i].name;
        if (!is_wanted(name, kit->config->only) ||
            (kit->config->quick && !quick_wants(name, quick_is_caged(&kit->descriptor)))) {
            continue;
        }
        if (kit->config->begins) {
            kit->config->begins(kit->config->progress_ctx, name);
        }
        struct conform_outcome *o = &report->outcomes[report->n_outcomes++];
        run_one(kit, i, o);
        report->n_of[o->result]++;
        if (kit->config->progress) {
            kit->config->progress(kit->config->progress_ctx, o);
        }
        if (kit->config->quick && !conform_report_is_good(report)) {
            return; /* one fault is enough to keep it out */
        }
    }
}

/* A library that cannot even be described: that alone is the report. */
static void run_none(struct kit *kit, struct conform_report *report, const char *why) {
    struct conform_outcome *o = &report->outcomes[report->n_outcomes++];
    *o = (struct conform_outcome){.test = conform_tests[0].name, .result = CONFORM_FAIL};
    snprintf(o->reason, sizeof o->reason, "%s", why);
    report->n_of[o->result]++;
    if (kit->config->progress) {
        kit->config->progress(kit->config->progress_ctx, o);
    }
}

bool conform_run(const struct conform_config *config, struct conform_report *report, char *why,
                 size_t why_size) {
    struct kit kit = {.config = config};
    *report = (struct conform_report){.seed = config->seed};
    const int64_t begin = client_now_ms();
    if (!file_hash(config->so, report->sha256)) {
        snprintf(why, why_size, "%s: cannot be read", config->so);
        return false;
    }
    if (access(config->worker, X_OK) != 0) {
        snprintf(why, why_size, "%s: there is no worker", config->worker);
        return false;
    }
    if (!any_wanted(config->only)) {
        snprintf(why, why_size, "%s: there is no such test", config->only);
        return false;
    }
    const char *tmp = getenv("TMPDIR");
    snprintf(kit.dir, sizeof kit.dir, "%.400s/krav-conform-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(kit.dir)) {
        snprintf(why, why_size, "%s: cannot be made", kit.dir);
        return false;
    }
    report->outcomes = wire_alloc(N_TESTS * sizeof *report->outcomes);
    char reason[500] = "it cannot be described";
    bool ok = true;
    if (!kit_describe(&kit, report, reason, sizeof reason)) {
        run_none(&kit, report, reason);
    } else if (options_fill(&kit, why, why_size)) {
        if (!config->quick || quick_is_caged(&kit.descriptor)) {
            kit_try_start(&kit);
        }
        run_all(&kit, report);
    } else {
        ok = false;
    }
    options_forget(&kit);
    wire_pool_fini(&kit.pool);
    wire_out_fini(&kit.hello);
    tree_remove(kit.dir);
    report->ms = client_now_ms() - begin;
    if (!ok) {
        conform_report_fini(report);
    }
    return ok;
}
