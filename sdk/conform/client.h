/* client.h - the host's part of one worker, for one plugin: it asks, waits and keeps what it hears.
 *
 * Waiting is bounded; a worker that dies or says nothing is seen, never waited for for ever.
 * What was heard of a call is owned by the caller's struct heard until heard_fini(). */
#ifndef KRAV_CONFORM_CLIENT_H
#define KRAV_CONFORM_CLIENT_H

#include <sys/types.h>

#include "wire/frame.h"
#include "wire/records.h"

#define CLIENT_TODAY 739500
#define CLIENT_PATIENCE_MS 10000
#define CLIENT_WORDS 2048 /* kept of what it printed and logged */

enum client_end { CLIENT_HEARD = 1, CLIENT_SILENT, CLIENT_GONE };

struct heard { /* of one call */
    uint64_t id;
    uint32_t n_answers;
    krav_answer answer; /* the first; borrows from bytes */
    bool has_result;
    union wire_any_record result;
    struct wire_pool pool;
    struct wire_out bytes;
    const struct wire_layout *result_layout; /* NULL: it has none */
    size_t n_records, n_faults;
    krav_ore sum;    /* control sum of the records */
    uint64_t digest; /* of all records, in their order */
    bool bad_record, bad_fault; /* one is not UTF-8 where it must be */
};
void heard_fini(struct heard *h);

struct client_logs {
    size_t n_lines, n_bad, n_long;
    bool has_national_id;
};

/* Is shown what comes, as it comes; each may be NULL. */
struct client_listener {
    void *ctx;
    void (*record)(void *ctx, uint32_t fact, const void *record);
    void (*fault)(void *ctx, int64_t line, krav_str reason);
    void (*log)(void *ctx, int32_t level, krav_str text);
};

struct client {
    pid_t pid;
    int fd, words_fd;
    uint32_t flags; /* of the descriptor */
    struct wire_stream stream;
    uint64_t last_id;
    struct heard *hearing[4]; /* calls that are open */
    char words[CLIENT_WORDS]; /* what it printed */
    size_t words_len;
    char log[CLIENT_WORDS];   /* its last lines of WARNING and ERROR */
    size_t log_len;
    struct client_logs logs;
    /* Frames that came. */
    bool has_hello, has_ready, has_bye, broken;
    struct wire_out hello; /* body of HELLO */
    int32_t ready_rc;
    char ready_reason[1100], fence[100];
    uint32_t n_ready, n_pongs;
    uint64_t n_dropped;
    size_t n_stray; /* records and answers of calls that are not open */
    bool ended;
    int status;     /* as of waitpid, when ended */
    long peak_kib;
    const struct client_listener *listener; /* NULL: nobody listens */
};

struct client_start {
    const char *worker, *so;
    const char *mode; /* of krav-worker --mode; NULL: none */
    bool describe;
    uint32_t uses;
    const char *const *wrapper; /* words before the worker, such as "gdb --args"; NULL: none */
    bool own_words;             /* its stdout and stderr are ours */
    int64_t patience_ms;        /* 0: as ever */
};

/* True when HELLO has come; false if it did not: why it did not is in ready_reason. */
bool client_open(struct client *c, const struct client_start *start);
/* Sends START and waits for READY; true if it is ready. */
bool client_ready(struct client *c, const struct wire_setting *settings, uint32_t n,
                  const char *out_dir, int64_t patience_ms);

struct client_ask {
    enum wire_ask ask;
    const void *argument; /* NULL: none */
    const char *key;
    int fd;               /* of BEGIN */
    uint32_t attempt;
    int64_t deadline_ms;  /* from now; may be past */
};
/* Sends it; what comes is heard in `h`.  False if it is too large or the worker is gone. */
bool client_ask(struct client *c, const struct client_ask *ask, struct heard *h);
bool client_cancel(struct client *c, uint64_t id);
bool client_drain(struct client *c);
/* Until *flag, or more than `least` of what is counted at `count`. */
enum client_end client_wait(struct client *c, const bool *flag, const uint32_t *count,
                            uint32_t least, int64_t patience_ms);
/* Reads on until the worker has ended by itself, and then waits for it. */
enum client_end client_end(struct client *c, int64_t patience_ms);
void client_kill(struct client *c);
void client_close(struct client *c); /* kills it if it still runs; frees */
/* "its worker died of signal 11", "it ended with code 3" */
void client_death(const struct client *c, char *out, size_t size);
int64_t client_now_ms(void);

#endif
