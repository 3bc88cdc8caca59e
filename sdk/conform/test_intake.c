/* Files: what is no file brings nothing, what is one adds up. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conform/hostile.h"
#include "conform/tests.h"

#define HEAD 4096
#define SAMPLE_MAX ((size_t)4 << 20)
#define CUTS 48

static bool intake_started(struct trial *t) {
    if (!trial_provides(t, KRAV_INTAKE)) {
        trial_skip(t, "it takes no files");
        return false;
    }
    return trial_start(t);
}

static bool recognise(struct trial *t, const void *bytes, size_t len, int32_t *score) {
    const struct wire_head head = {.size = sizeof head, .head = {bytes, len},
                                   .name = {"sample", 6}};
    struct heard h = {0};
    const int64_t begin = client_now_ms();
    const bool answered = trial_ask(t, WIRE_ASK_RECOGNISE, &head, "recognise", &h);
    const int64_t ms = client_now_ms() - begin;
    *score = h.result.likeness.score;
    if (answered && ms > (t->kit->is_sanitized ? 500 : 100)) {
        trial_warn(t, "recognise() of %zu bytes takes %lld ms", len, (long long)ms);
    }
    heard_fini(&h);
    return answered;
}

void test_intake_recognise(struct trial *t) {
    static const uint8_t words[] = "NY01;,<>\"?xml \n\r\xef\xbb\xbf";
    uint8_t head[HEAD];
    if (!intake_started(t)) {
        return;
    }
    for (size_t i = 0; i < 200; i++) {
        const size_t len = (size_t)(hostile_random(&t->random) % (HEAD + 1));
        const bool text = i % 2 == 0;
        for (size_t k = 0; k < len; k++) {
            const uint64_t r = hostile_random(&t->random);
            head[k] = text ? words[r % (sizeof words - 1)] : (uint8_t)r;
        }
        int32_t score;
        if (!recognise(t, len > 0 ? head : NULL, len, &score)) {
            return;
        }
        if (score >= 50) {
            trial_warn(t, "random bytes are its own with %d of 100", score);
        }
    }
}

/* ---- files that are none ------------------------------------------------------------------------ */

/* Takes the bytes as a file.  Whatever the outcome, it must fit what was submitted. */
static bool take(struct trial *t, int fd, const char *name, struct heard *h) {
    const bool answered = fd >= 0 && trial_begin(t, fd, name, h);
    const krav_file_result *r = &h->result.file_result;
    const int32_t outcome = h->answer.outcome;
    if (!answered) {
        return false;
    }
    if (outcome != KRAV_DONE && h->n_records > 0) {
        trial_fail(t, "%s: %s, after %zu records were submitted", name,
                   trial_outcome_name(outcome), h->n_records);
    } else if (outcome == KRAV_REFUSED && h->n_faults == 0) {
        trial_fail(t, "%s: REFUSED without a single fault: nobody can mend it", name);
    } else if (outcome == KRAV_DONE && !h->has_result) {
        trial_fail(t, "%s: DONE without a krav_file_result", name);
    } else if (outcome == KRAV_DONE && r->n_records != h->n_records) {
        trial_fail(t, "%s: its result counts %llu records, and %zu were submitted", name,
                   (unsigned long long)r->n_records, h->n_records);
    } else if (outcome == KRAV_DONE && r->sum != h->sum) {
        trial_fail(t, "%s: its result sums to %lld, and the records to %lld", name,
                   (long long)r->sum, (long long)h->sum);
    } else if (h->bad_fault) {
        trial_fail(t, "%s: a fault is empty or not UTF-8", name);
    } else if (h->bad_record) {
        trial_fail(t, "%s: a record has text that is not UTF-8", name);
    }
    return trial_goes_on(t);
}

static bool take_bytes(struct trial *t, const void *bytes, size_t len, const char *name) {
    struct heard h = {0};
    const int fd = trial_file(t, bytes, len);
    const bool ok = take(t, fd, name, &h);
    if (ok && h.answer.outcome == KRAV_DONE && h.n_records > 0) {
        trial_warn(t, "%s: it brought %zu records", name, h.n_records);
    }
    heard_fini(&h);
    if (fd >= 0) {
        close(fd);
    }
    return ok;
}

/* 64 MiB of nothing, which take no room. */
static bool take_huge(struct trial *t) {
    struct heard h = {0};
    const int fd = trial_file(t, "", 0);
    const bool ok = fd >= 0 && ftruncate(fd, (off_t)64 << 20) == 0 &&
                    take(t, fd, "64 MiB of zeroes", &h);
    heard_fini(&h);
    if (fd >= 0) {
        close(fd);
    }
    return ok;
}

static bool take_random(struct trial *t) {
    static const uint8_t words[] = "a;1\n,<>/\"= ";
    uint8_t *bytes = wire_alloc(200000);
    bool ok = true;
    for (int i = 0; i < 8 && ok; i++) {
        const size_t len = (size_t)(hostile_random(&t->random) % 200000);
        for (size_t k = 0; k < len; k++) {
            const uint64_t r = hostile_random(&t->random);
            bytes[k] = i % 2 ? (uint8_t)r : words[r % (sizeof words - 1)];
        }
        ok = take_bytes(t, bytes, len, "random bytes");
    }
    wire_out_fini(&(struct wire_out){.ptr = bytes});
    return ok;
}

void test_intake_refuses(struct trial *t) {
    if (!intake_started(t)) {
        return;
    }
    if (take_bytes(t, "", 0, "an empty file") && take_bytes(t, "\n", 1, "an empty line") &&
        take_bytes(t, "\xff\xfe\0\0", 4, "four bytes") && take_random(t) && take_huge(t)) {
        (void)trial_stop(t);
    }
}

/* ---- samples ------------------------------------------------------------------------------------ */

struct sample {
    const char *name;
    uint8_t *bytes;
    size_t len;
};

static bool sample_read(struct trial *t, size_t i, struct sample *s) {
    const char *path = t->kit->config->samples[i];
    const char *slash = strrchr(path, '/');
    struct stat st;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    *s = (struct sample){.name = slash ? slash + 1 : path};
    if (fd >= 0 && fstat(fd, &st) == 0 && (size_t)st.st_size <= SAMPLE_MAX) {
        s->bytes = wire_alloc((size_t)st.st_size + 1);
        const ssize_t n = read(fd, s->bytes, (size_t)st.st_size);
        s->len = n > 0 ? (size_t)n : 0;
    }
    if (fd >= 0) {
        close(fd);
    }
    if (s->len == 0) {
        trial_fail(t, "sample %s: cannot be read, or is empty or over 4 MiB", path);
    }
    return s->len > 0;
}

static void sample_fini(struct sample *s) { wire_out_fini(&(struct wire_out){.ptr = s->bytes}); }

static bool take_twice(struct trial *t, const struct sample *s) {
    struct heard first = {0}, second = {0};
    int32_t score = 0;
    const int fd = trial_file(t, s->bytes, s->len);
    bool ok = fd >= 0 && recognise(t, s->bytes, s->len < HEAD ? s->len : HEAD, &score);
    if (ok && score == 0) {
        trial_fail(t, "%s: a valid file, and recognise() gives 0", s->name);
    } else if (ok && score < 50) {
        trial_warn(t, "%s: recognise() gives %d: another plugin may get it", s->name, score);
    }
    ok = ok && trial_goes_on(t) && take(t, fd, s->name, &first);
    if (ok && first.answer.outcome != KRAV_DONE) {
        trial_fail(t, "%s: a valid file comes to %s with %zu faults", s->name,
                   trial_outcome_name(first.answer.outcome), first.n_faults);
    }
    ok = ok && trial_goes_on(t) && take(t, fd, s->name, &second);
    if (ok && (first.n_records != second.n_records || first.digest != second.digest)) {
        trial_fail(t, "%s: the same file gives other records the second time", s->name);
    }
    heard_fini(&first);
    heard_fini(&second);
    if (fd >= 0) {
        close(fd);
    }
    return ok && trial_goes_on(t);
}

/* A format without a trailer cannot always tell; that is worth a word. */
static bool take_cut(struct trial *t, const struct sample *s) {
    size_t n_taken = 0;
    for (size_t i = 0; i < CUTS; i++) {
        struct heard h = {0};
        const size_t len = i * (s->len - 1) / (CUTS - 1);
        const int fd = trial_file(t, s->bytes, len);
        const bool ok = take(t, fd, s->name, &h);
        n_taken += h.answer.outcome == KRAV_DONE && h.n_records > 0 && len < s->len - 2;
        heard_fini(&h);
        if (fd >= 0) {
            close(fd);
        }
        if (!ok) {
            return false;
        }
    }
    if (n_taken > 0) {
        trial_warn(t, "%s: cut short in %d places, it was taken in %zu of them", s->name, CUTS,
                   n_taken);
    }
    return true;
}

static void each_sample(struct trial *t, bool (*test)(struct trial *, const struct sample *)) {
    if (!intake_started(t)) {
        return;
    }
    if (t->kit->config->n_samples == 0) {
        trial_skip(t, "no valid file was given: --sample FILE");
    }
    for (size_t i = 0; i < t->kit->config->n_samples; i++) {
        struct sample s;
        const bool ok = sample_read(t, i, &s) && test(t, &s);
        sample_fini(&s);
        if (!ok) {
            return;
        }
    }
}

void test_intake_samples(struct trial *t) { each_sample(t, take_twice); }
void test_intake_cut(struct trial *t) { each_sample(t, take_cut); }
