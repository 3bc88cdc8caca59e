/* conform.h - the conformance kit: is this .so a good plugin?  `krav plugin check`, as a library.
 *
 *     kit ── frames ──▶ krav-worker ── dlopen ──▶ the plugin
 *
 * Every test has workers of its own, so that what one test breaks, no other sees.  Nothing of the
 * plugin runs in the caller's process.  Embed it in a plugin's own test program:
 *
 *     struct conform_config config = {.so = "build/brevpost.so", .worker = "/usr/bin/krav-worker"};
 *     struct conform_report report;
 *     conform_run(&config, &report);
 *     assert(report.n_of[CONFORM_FAIL] == 0);
 *     conform_report_fini(&report);
 *
 * The report owns what it points to until conform_report_fini(). */
#ifndef KRAV_CONFORM_H
#define KRAV_CONFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define CONFORM_VERSION 1
#define CONFORM_MAX_SETTINGS 64
#define CONFORM_MAX_SAMPLES 16

enum conform_result {
    CONFORM_PASS = 1,
    CONFORM_FAIL,
    CONFORM_CRASH, /* the worker died of it                      */
    CONFORM_HANG,  /* no answer, and no sign of life             */
    CONFORM_WARN,  /* not wrong, but not what one would wish     */
    CONFORM_SKIP,  /* it does not do this, or cannot be asked it */
    CONFORM_RESULTS
};
const char *conform_result_name(enum conform_result result);

struct conform_setting {
    const char *name, *value; /* of a secret the secret itself, of a file its path here */
};

struct conform_outcome {
    const char *test; /* as in conform_tests */
    enum conform_result result;
    int64_t ms;
    char reason[600]; /* empty if it passed */
};

struct conform_config {
    const char *so, *worker;
    const char *only;      /* a test, or the group before its dot; NULL: all */
    bool quick;            /* only what has no effect outside and is soon done, to the first fault */
    uint64_t seed;         /* of what is hostile and random; the same seed gives the same */
    struct conform_setting settings[CONFORM_MAX_SETTINGS];
    size_t n_settings;
    const char *samples[CONFORM_MAX_SAMPLES]; /* valid files for an intake */
    size_t n_samples;
    int64_t memory_mib;    /* a worker may have at most; 0: 512 */
    /* Told after each test; may be NULL. */
    void (*progress)(void *ctx, const struct conform_outcome *outcome);
    void *progress_ctx;
    /* Told before each test; may be NULL. */
    void (*begins)(void *ctx, const char *test);
};

struct conform_report {
    char sha256[65]; /* of the .so */
    char id[100], version[100];
    uint64_t seed;
    int64_t ms;
    struct conform_outcome *outcomes;
    size_t n_outcomes;
    size_t n_of[CONFORM_RESULTS];
};

/* False if nothing could be tested at all: no such file, no worker, no such test; `why` says. */
bool conform_run(const struct conform_config *config, struct conform_report *report, char *why,
                 size_t why_size);
void conform_report_fini(struct conform_report *report);
/* True if nothing failed, crashed or hung. */
bool conform_report_is_good(const struct conform_report *report);
/* One JSON document, in one line. */
void conform_report_write(const struct conform_report *report, FILE *out);

/* All tests, in their order; ends with a NULL name. */
struct conform_test {
    const char *name;    /* "effects.same_key" */
    const char *what;    /* what is tested, in a sentence */
    const char *advice;  /* what to do if it fails */
};
extern const struct conform_test conform_tests[];
const struct conform_test *conform_test_find(const char *name); /* NULL if there is none */

#endif
