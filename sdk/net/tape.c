#include "net/tape.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "net/scrub.h"

#define MAX_EXCHANGES 10000
#define MAX_TAPE (64 * 1024 * 1024)

struct krav_tape {
    bool replays;
    struct exchange *exchanges;
    size_t n, cap;
    size_t at; /* the next to be replayed */
    struct scrub scrub;
    struct net_bytes lines;
    char fault[KRAV_HTTP_WHY];
};

static krav_tape *tape_new(bool replays) {
    krav_tape *t = net_grow(NULL, sizeof *t);
    *t = (krav_tape){.replays = replays};
    return t;
}

krav_tape *krav_tape_record(void) { return tape_new(false); }

void krav_tape_free(krav_tape *t) {
    if (!t) {
        return;
    }
    for (size_t i = 0; i < t->n; i++) {
        exchange_fini(&t->exchanges[i]);
    }
    free(t->exchanges);
    scrub_fini(&t->scrub);
    net_fini(&t->lines);
    free(t);
}

static struct exchange *exchange_new(krav_tape *t) {
    if (t->n == t->cap) {
        t->cap = t->cap ? 2 * t->cap : 16;
        t->exchanges = net_grow(t->exchanges, t->cap * sizeof *t->exchanges);
    }
    t->exchanges[t->n] = (struct exchange){0};
    return &t->exchanges[t->n++];
}

void krav_tape_hide(krav_tape *tape, krav_str secret) { scrub_add(&tape->scrub, secret); }

/* ---- recording ---------------------------------------------------------------------------------- */

bool tape_replays(const krav_tape *tape) { return tape->replays; }

void tape_note(krav_tape *tape, const krav_http_request *request, krav_str headers,
               const krav_http_answer *answer) {
    struct exchange *x = exchange_new(tape);
    net_add_text(&x->method, request->method);
    net_add_str(&x->path, request->path);
    net_add_str(&x->headers, headers);
    net_add_str(&x->type, request->content_type);
    net_add_str(&x->body, request->body);
    x->outcome = answer->outcome;
    x->status = answer->status;
    x->retry_after_ms = answer->retry_after_ms;
    net_add_str(&x->answer_type, answer->content_type);
    net_add_str(&x->answer, answer->body);
    net_add_text(&x->why, answer->why);
}

static void hide(void *ctx, krav_str secret) { scrub_add(ctx, secret); }

/* Everything that must not be on the tape, from all of it, before its first line is written. */
static void learn(struct scrub *s, const struct exchange *x) {
    const struct net_bytes *texts[] = {&x->path, &x->headers, &x->body, &x->answer, &x->why};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        scrub_add_ids(s, net_str(texts[i]));
    }
    exchange_secrets(net_str(&x->body), hide, s);
    exchange_secrets(net_str(&x->answer), hide, s);
}

static void clean_piece(const struct scrub *s, const struct net_bytes *from, struct net_bytes *to) {
    size_t len;
    char *safe = scrub_apply(s, net_str(from), &len);
    net_add(to, safe, len);
    net_wipe(safe, len);
    free(safe);
}

static void clean_line(const struct scrub *s, const struct exchange *x, struct net_bytes *out) {
    struct exchange safe = {.outcome = x->outcome,
                            .status = x->status,
                            .retry_after_ms = x->retry_after_ms};
    clean_piece(s, &x->method, &safe.method);
    clean_piece(s, &x->path, &safe.path);
    clean_piece(s, &x->headers, &safe.headers);
    clean_piece(s, &x->type, &safe.type);
    clean_piece(s, &x->body, &safe.body);
    clean_piece(s, &x->answer_type, &safe.answer_type);
    clean_piece(s, &x->answer, &safe.answer);
    clean_piece(s, &x->why, &safe.why);
    exchange_write(out, &safe);
    exchange_fini(&safe);
}

krav_str krav_tape_lines(krav_tape *tape, char why[KRAV_HTTP_WHY]) {
    const krav_str none = {NULL, 0};
    struct scrub *s = &tape->scrub;
    net_clear(&tape->lines);
    why[0] = '\0';
    for (size_t i = 0; i < tape->n; i++) {
        learn(s, &tape->exchanges[i]);
    }
    if (s->too_short) {
        snprintf(why, KRAV_HTTP_WHY, "a secret of fewer than %d bytes cannot be hidden",
                 SCRUB_LEAST);
        return none;
    }
    for (size_t i = 0; i < tape->n; i++) {
        clean_line(s, &tape->exchanges[i], &tape->lines);
    }
    if (scrub_finds(s, net_str(&tape->lines))) {
        net_clear(&tape->lines);
        snprintf(why, KRAV_HTTP_WHY, "a secret is still on the tape");
        return none;
    }
    net_add(&tape->lines, "", 0);
    return net_str(&tape->lines);
}

/* ---- the file ------------------------------------------------------------------------------------ */

static bool write_all(int fd, krav_str s) {
    while (s.len > 0) {
        const ssize_t n = write(fd, s.ptr, s.len);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        s.ptr += n > 0 ? n : 0;
        s.len -= n > 0 ? (size_t)n : 0;
    }
    return fsync(fd) == 0;
}

static bool read_all(const char *path, struct net_bytes *out) {
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    char piece[8192];
    ssize_t n = fd < 0 ? -1 : 1;
    while (n > 0) {
        n = read(fd, piece, sizeof piece);
        if (n > 0) {
            net_add(out, piece, (size_t)n);
        } else if (n < 0 && errno == EINTR) {
            n = 1;
        }
    }
    if (fd >= 0) {
        close(fd);
    }
    return n == 0;
}

/* What stands in the file is what was to be written, and holds no secret. */
static const char *file_fault(const krav_tape *tape, const char *path) {
    struct net_bytes content = {0};
    const char *fault = NULL;
    if (!read_all(path, &content)) {
        fault = "the tape cannot be read back";
    } else if (scrub_finds(&tape->scrub, net_str(&content))) {
        fault = "a secret is on the tape";
    } else if (content.len != tape->lines.len ||
               (content.len > 0 && memcmp(content.ptr, tape->lines.ptr, content.len) != 0)) {
        fault = "the tape is not what was written";
    }
    net_fini(&content);
    return fault;
}

int32_t krav_tape_save(krav_tape *tape, const char *path, char why[KRAV_HTTP_WHY]) {
    const krav_str lines = krav_tape_lines(tape, why);
    if (why[0]) {
        return KRAV_E_INVALID;
    }
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        snprintf(why, KRAV_HTTP_WHY, "the tape cannot be written: %s", strerror(errno));
        return KRAV_E_IO;
    }
    const bool written = write_all(fd, lines);
    const bool closed = close(fd) == 0;
    const char *fault =
        written && closed ? file_fault(tape, path) : "the tape cannot be written whole";
    if (fault) {
        unlink(path);
        snprintf(why, KRAV_HTTP_WHY, "%s", fault);
        return KRAV_E_IO;
    }
    return KRAV_OK;
}

/* ---- replaying ----------------------------------------------------------------------------------- */

krav_tape *krav_tape_replay(krav_str lines, char why[KRAV_HTTP_WHY]) {
    krav_tape *t = tape_new(true);
    why[0] = '\0';
    size_t number = 0;
    const char *fault = lines.len > MAX_TAPE ? "it is too long" : NULL;
    while (lines.len > 0 && !fault) {
        const char *end = memchr(lines.ptr, '\n', lines.len);
        const krav_str line = {lines.ptr, end ? (size_t)(end - lines.ptr) : lines.len};
        number++;
        fault = !end                   ? "the line is cut short"
                : t->n >= MAX_EXCHANGES ? "it is too long"
                                       : exchange_read(line, exchange_new(t));
        lines.ptr += line.len + (end ? 1 : 0);
        lines.len -= line.len + (end ? 1 : 0);
    }
    if (fault) {
        snprintf(why, KRAV_HTTP_WHY, "tape, line %zu: %s", number, fault);
        krav_tape_free(t);
        return NULL;
    }
    return t;
}

const char *krav_tape_fault(const krav_tape *tape) { return tape->fault[0] ? tape->fault : NULL; }

size_t krav_tape_left(const krav_tape *tape) { return tape->replays ? tape->n - tape->at : 0; }

/* True if the text, made safe, is what stands on the tape. */
static bool matches(struct scrub *s, krav_str text, const struct net_bytes *taped) {
    scrub_add_ids(s, text);
    size_t len;
    char *safe = scrub_apply(s, text, &len);
    const bool same = len == taped->len && (len == 0 || memcmp(safe, taped->ptr, len) == 0);
    net_wipe(safe, len);
    free(safe);
    return same;
}

/* What in the request is not the next one's, or NULL.  Names a path only as it is on the tape. */
static const char *mismatch(krav_tape *t, const krav_http_request *r) {
    if (t->at == t->n) {
        return "the tape has ended";
    }
    const struct exchange *x = &t->exchanges[t->at];
    if (!matches(&t->scrub, krav_str_of(r->method), &x->method)) {
        return "the method is another";
    }
    if (!matches(&t->scrub, r->path, &x->path)) {
        return "the path is another";
    }
    exchange_secrets(r->body, hide, &t->scrub);
    return matches(&t->scrub, r->body, &x->body) ? NULL : "the body is another";
}

void tape_answer(krav_tape *t, const krav_http_request *request, struct net_bytes *body,
                 struct net_bytes *type, krav_http_answer *answer) {
    const char *wrong = t->fault[0] ? "" : mismatch(t, request);
    if (wrong) {
        if (!t->fault[0]) {
            const struct exchange *x = t->at < t->n ? &t->exchanges[t->at] : NULL;
            snprintf(t->fault, sizeof t->fault, "request %zu is not the tape's: %s%s%.*s",
                     t->at + 1, wrong, x ? "; it has " : "",
                     x ? (int)(x->path.len < 80 ? x->path.len : 80) : 0, x ? x->path.ptr : "");
        }
        answer->outcome = KRAV_HTTP_NEVER_SENT;
        memcpy(answer->why, t->fault, sizeof answer->why);
        return;
    }
    const struct exchange *x = &t->exchanges[t->at++];
    answer->outcome = x->outcome;
    answer->status = x->status;
    answer->retry_after_ms = x->retry_after_ms;
    net_add_str(body, net_str(&x->answer));
    net_add_str(type, net_str(&x->answer_type));
    snprintf(answer->why, sizeof answer->why, "%.*s", (int)x->why.len,
             x->why.ptr ? x->why.ptr : "");
}
