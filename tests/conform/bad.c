/* bad.c - one good plugin, and one misdeed for each word that may be defined: the kit must catch
 * each by the test that is named for it in test_conform.c.
 *
 * It is a channel and a file format: a letter is a file in out/, a file "N\n" is N payments. */
#include "krav/outfile.h"
#include "krav/twopass.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

struct bad {
    krav_frame frame;
    int64_t n;
    int64_t n_calls;
};

static inline struct bad *bad_of(krav_plugin *plugin) { return (struct bad *)plugin->impl; }

static int32_t misdeed(struct bad *b, const krav_call *call, const krav_letter *letter) {
    (void)b;
    (void)call;
    (void)letter;
#if defined BAD_PRINTS
    puts("hello");
    fflush(stdout);
#elif defined BAD_CHDIR
    if (chdir("/") != 0) {
        return KRAV_OK;
    }
#elif defined BAD_SIGNALS
    signal(SIGTERM, SIG_IGN);
#elif defined BAD_ENVIRONMENT
    setenv("KRAV_BAD", "1", 1);
#elif defined BAD_LOCALE
    setlocale(LC_ALL, "C.UTF-8");
#elif defined BAD_LOGS_BYTES
    krav_log(b->frame.host, KRAV_LOG_INFO, KRAV_STR("\xff\xfe"));
#elif defined BAD_LOGS_MUCH
    char much[2000];
    memset(much, 'a', sizeof much);
    krav_log(b->frame.host, KRAV_LOG_INFO, (krav_str){much, sizeof much});
#elif defined BAD_CRASH_NUL
    if (letter->to_name.len > 0 && memchr(letter->to_name.ptr, '\0', letter->to_name.len)) {
        abort();
    }
#elif defined BAD_CRASH_ABSENT
    if (letter->body.ptr == NULL) {
        abort();
    }
#elif defined BAD_HANG_NEGATIVE
    while (letter->amount < 0) {
        pause();
    }
#elif defined BAD_TWO_ANSWERS
    krav_answer_done(b->frame.host, call, KRAV_STR("once"), NULL);
#elif defined BAD_EATS_MEMORY
    char *much = malloc((size_t)600 << 20);
    for (size_t i = 0; much && i < (size_t)600 << 20; i += 4096) {
        ((volatile char *)much)[i] = 1;
    }
    free(much);
#elif defined BAD_WRITES_WIRE
    if (write(3, "this is not a frame at all, but long enough", 43) < 0) {
        return KRAV_OK;
    }
#endif
    return KRAV_OK;
}

__attribute__((unused)) static int32_t send_letter(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct bad *b = bad_of(plugin);
    const krav_frame *frame = &b->frame;
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    (void)misdeed(b, call, letter);
#if defined BAD_FORGETS
    return KRAV_OK;
#endif
#if defined BAD_TWICE
    char name[64];
    const int n = snprintf(name, sizeof name, "effect-%d-%lld", (int)getpid(),
                           (long long)b->n_calls++);
    file.name = (krav_str){name, (size_t)n};
#elif !defined BAD_REFERENCES
    if (krav_outfile_done_before(frame, call, file.name)) {
        return KRAV_OK;
    }
#endif
    const int32_t rc = frame->files->put(frame->host, file.name,
                                         letter->body.len > 0 ? letter->body : KRAV_STR("-"));
#if defined BAD_REFERENCES
    char reference[32];
    const int len = snprintf(reference, sizeof reference, "ref-%lld", (long long)b->n_calls++);
    krav_answer_done(frame->host, call, (krav_str){reference, (size_t)len}, NULL);
    (void)rc;
#else
    krav_outfile_answer(frame, call, file.name, rc);
#endif
    return KRAV_OK;
}

__attribute__((unused)) static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    const krav_frame *frame = krav_frame_of(plugin);
#if defined BAD_RECALL_DONE
    krav_answer_done(frame->host, call, KRAV_STR("surely"), NULL);
    return KRAV_OK;
#elif defined BAD_RECALL_RETRY
    krav_answer_retry(frame->host, call, KRAV_STR("surely not"));
    return KRAV_OK;
#endif
    return krav_outfile_recall(frame, call, ".txt");
}

/* ---- files ------------------------------------------------------------------------------------- */

static int32_t read_once(krav_twopass *pass, krav_tally *tally) {
    char text[16] = {0};
    const ssize_t got = pread(pass->fd, text, sizeof text - 1, 0);
    const long long n = got > 1 && text[got - 1] == '\n' ? strtoll(text, NULL, 10) : -1;
#if defined BAD_EARLY
    const int submits = 1;
#else
    const int submits = pass->submits;
#endif
    if (n < 0 || n > 1000) {
        tally->n_faults = 1;
#if !defined BAD_SILENT
        krav_twopass_fault(pass, 1, KRAV_STR("not a number and a line end"));
#endif
    }
#if defined BAD_EARLY
    const long long most = n < 0 ? 1 : n;
#else
    const long long most = n < 0 || n > 1000 ? 0 : n;
#endif
    for (long long i = 1; i <= most; i++) {
        krav_payment p = {.size = sizeof p, .kind = KRAV_PAYMENT_IN, .line = 1, .amount = i,
                          .source_id = KRAV_STR("1"), .account = KRAV_STR("12345678903")};
#if defined BAD_OTHER_RECORDS
        static long long counter;
        p.line = ++counter;
#endif
        if (submits && krav_twopass_payment(pass, &p) != KRAV_OK) {
            return KRAV_E_STATE;
        }
        tally->n_records++;
        tally->sum += i;
    }
    return KRAV_OK;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    krav_tally tally;
    (void)name;
    (void)size;
    if (!krav_twopass_take(plugin, call, fd, read_once, KRAV_STR("not a file"), &tally)) {
        return KRAV_OK;
    }
    krav_file_result result = {.size = sizeof result, .kind = KRAV_STR("payments"),
                               .n_records = (uint64_t)tally.n_records, .sum = tally.sum};
#if defined BAD_COUNT
    result.n_records++;
#elif defined BAD_SUM
    result.sum++;
#endif
    krav_answer_done(krav_frame_of(plugin)->host, call, KRAV_STR_ABSENT, &result);
    return KRAV_OK;
}

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
#if defined BAD_SCORE_RANGE
    return 400;
#endif
    size_t n = 0;
    while (n < head.len && head.ptr[n] >= '0' && head.ptr[n] <= '9') {
        n++;
    }
    return n > 0 && n + 1 == head.len && head.ptr[n] == '\n' ? 90 : 0;
}

/* ---- what it is -------------------------------------------------------------------------------- */

static int32_t start(krav_plugin *plugin) {
    struct bad *b = bad_of(plugin);
    b->n = b->frame.settings->integer(b->frame.host, "number");
#if defined BAD_LEAKS
    char *volatile lost = malloc(2000); /* volatile: else the compiler would not take it at all */
    lost[0] = 1;
#elif defined BAD_LEAKS_FILES
    (void)dup(0);
#elif defined BAD_BOUNDS
    if (b->n == 10) {
        return KRAV_E_INVALID;
    }
#elif defined BAD_CRASH_BOUNDS
    if (b->n > 10) {
        abort();
    }
#elif defined BAD_OPENS_FILE
    const int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        close(fd);
    }
#elif defined BAD_ONE_INSTANCE
    static int started;
    if (started++ > 0) {
        return KRAV_E_STATE;
    }
#endif
    return KRAV_OK;
}

static void close_it(krav_plugin *plugin) {
    (void)plugin;
#if defined BAD_HANG_DESTROY
    for (;;) {
        pause();
    }
#endif
}

static const krav_intake intake = {.recognise = recognise, .begin = begin};
#if defined BAD_EMPTY_TABLE
static const krav_channel channel = {.send = NULL};
#else
static const krav_channel channel = {.send = send_letter};
#endif
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_FACTS, KRAV_HOST_SETTINGS, NULL};
#if defined BAD_FALLBACK
#define FALLBACK "11"
#else
#define FALLBACK "5"
#endif
static const krav_option options[] = {
    {.name = "number", .help = "a number", .fallback = FALLBACK, .min = 1, .max = 10,
     .type = KRAV_INTEGER},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_CHANNEL, channel) X(KRAV_INTAKE, intake)
static const krav_hooks hooks = {
    .start = start,
    .close = close_it,
#if !defined BAD_NO_RECALL
    .recall = recall,
#endif
};
#if defined BAD_ID
#undef BAD_NAME
#define BAD_NAME "Bad Plugin"
#endif
#if defined BAD_VERSION
#define VERSION "latest"
#else
#define VERSION "1.0.0"
#endif
KRAV_PLUGIN(struct bad, PROVIDES, hooks, .id = BAD_NAME, .name = "Test", .version = VERSION,
            .vendor = "krav", .license = "see LICENSE", .needs = needs, .options = options);
#if defined BAD_NOTHING
/* It is as good as it can be. */
#endif
