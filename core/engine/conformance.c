#include "engine/conformance.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/record.h"

#define REPORT_BYTES_MAX ((size_t)1 << 20)

struct tested {
    struct text test, result, reason;
    int64_t ms;
};
#define R struct tested
static const struct field tested_fields[] = {
    FIELD(FIELD_TEXT, R, test),
    FIELD(FIELD_TEXT, R, result),
    FIELD(FIELD_TEXT, R, reason),
    FIELD(FIELD_INT, R, ms),
};
static const struct record tested_record = RECORD("tested", R, tested_fields);
#undef R

struct report {
    int64_t kit;
    struct hash sha256;
    struct text plugin, version;
    int64_t seed, ms;
    bool good;
    struct tested *tests;
    uint32_t n_tests;
};
#define R struct report
static const struct field report_fields[] = {
    FIELD(FIELD_INT, R, kit),
    FIELD(FIELD_HASH, R, sha256),
    FIELD(FIELD_TEXT, R, plugin),
    FIELD(FIELD_TEXT, R, version),
    FIELD(FIELD_INT, R, seed),
    FIELD(FIELD_INT, R, ms),
    FIELD(FIELD_BOOL, R, good),
    FIELD_MANY(R, tests, tested_record, 1000),
};
static const struct record report_record = RECORD("report", R, report_fields);
#undef R

static bool file_read(const char *path, struct buf *out) {
    char piece[4096];
    ssize_t n = -1;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    while (fd >= 0 && (n = read(fd, piece, sizeof piece)) > 0) {
        buf_add(out, (struct text){piece, (size_t)n});
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return n == 0 && !out->overflowed;
}

/* All must have been tried that can tell, and nothing of it failed. */
static const char *report_fault(const struct report *r) {
    if (r->kit != 1) {
        return "is of another kit";
    }
    for (uint32_t i = 0; i < r->n_tests; i++) {
        const struct text result = r->tests[i].result;
        if (!text_is(result, "pass") && !text_is(result, "warn") && !text_is(result, "skip")) {
            return "has tests that failed";
        }
    }
    if (r->n_tests < 20) {
        return "is of a part of the tests only";
    }
    return r->good ? NULL : "has tests that failed";
}

static bool library_is(const char *so, const struct hash *want) {
    struct hash digest;
    struct status st = {0};
    uint64_t size;
    const int fd = open(so, O_RDONLY | O_CLOEXEC);
    const bool same = fd >= 0 && hash_file(fd, &digest, &size, &st) == 0 && hash_eq(&digest, want);
    if (fd >= 0) {
        (void)close(fd);
    }
    return same;
}

bool conformance_holds(const char *path, const char *so, struct hash *of,
                       struct faults *faults) {
    struct report report = {0};
    struct status st = {0};
    struct arena arena;
    struct buf json;
    const char *why = NULL;
    arena_init(&arena);
    buf_init(&json, REPORT_BYTES_MAX);
    if (!file_read(path, &json)) {
        why = "cannot be read";
    } else if (record_read(&report_record, text_trim(buf_text(&json)), &arena, &report, &st)) {
        why = "is not a report of krav plugin check";
    } else {
        why = report_fault(&report);
    }
    if (!why && !library_is(so, &report.sha256)) {
        why = "is of another library";
    }
    if (why) {
        faults_add(faults, "conformance: %s: %s", path, why);
    }
    *of = report.sha256;
    buf_fini(&json);
    arena_fini(&arena);
    return why == NULL;
}
