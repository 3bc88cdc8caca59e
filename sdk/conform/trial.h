/* trial.h - one test under way: its workers, its out/ directory, and how it came out.
 *
 * The first thing that is wrong decides; a test that says nothing has passed.  A worker that dies
 * or falls silent where it should not is noted by the functions here, so that a test only stops. */
#ifndef KRAV_CONFORM_TRIAL_H
#define KRAV_CONFORM_TRIAL_H

#include "conform/client.h"
#include "conform/conform.h"
#include "conform/good.h"

#define TRIAL_PATH 512

struct kit { /* what all tests share */
    const struct conform_config *config;
    struct wire_descriptor descriptor; /* borrows from hello */
    struct wire_pool pool;
    struct wire_out hello;
    struct wire_setting settings[CONFORM_MAX_SETTINGS];
    uint32_t n_settings;
    char *values[CONFORM_MAX_SETTINGS]; /* owned; of settings that were made or read */
    size_t n_values;
    char unset[200];   /* options that must be set and cannot be guessed */
    char not_started[600]; /* why it does not start as it is set; empty: it starts */
    char dir[TRIAL_PATH];
    bool is_sanitized; /* the worker: slower, and without a fence */
    bool has_files;    /* it needs krav.host.files/1 */
};

struct trial {
    struct kit *kit;
    struct conform_outcome *outcome;
    char out[TRIAL_PATH]; /* of this test, empty at first */
    uint64_t random;
    struct client client;
    struct client_logs logs; /* of all workers of the test */
    char printed[CLIENT_WORDS];
    bool may_refuse; /* that start() fails is fine here */
};

typedef void trial_fn(struct trial *t);

void trial_fail(struct trial *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void trial_warn(struct trial *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void trial_skip(struct trial *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool trial_goes_on(const struct trial *t); /* nothing was wrong yet */

/* A worker with the plugin started as it is set; false, noted, if that does not come to READY. */
bool trial_start(struct trial *t);
bool trial_start_with(struct trial *t, const char *mode, const struct wire_setting *settings,
                      uint32_t n);
/* Ends it, kindly; notes it if that is not what follows. */
bool trial_stop(struct trial *t);
/* Ends it at once; what it took and said counts for the test. */
void trial_close(struct trial *t);
/* Kills it, and starts another on the same out/. */
bool trial_restart(struct trial *t);

/* Asks and waits for the answer; false, noted, if none comes.  What it heard is in `h`, always. */
bool trial_ask(struct trial *t, enum wire_ask ask, const void *argument, const char *key,
               struct heard *h);
bool trial_await(struct trial *t, struct heard *h, const char *about);
/* The bytes as a file; -1 (noted) if there cannot be one. */
int trial_file(struct trial *t, const void *bytes, size_t len);
bool trial_begin(struct trial *t, int fd, const char *name, struct heard *h);

bool trial_provides(const struct trial *t, const char *capability);
/* True if the plugin can be asked it. */
bool trial_can(const struct trial *t, enum wire_ask ask);
/* A key that no other has: hex, as the host's are. */
void trial_key(struct trial *t, char out[65]);

const char *trial_outcome_name(int32_t outcome);

/* ---- out/ --------------------------------------------------------------------------------------- */

struct tree { /* what is in a directory: names and contents, but no temporary files */
    size_t n;
    uint64_t digest;
};
struct tree tree_of(const char *dir);
void tree_remove(const char *dir);

#endif
