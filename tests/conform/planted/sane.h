/* sane.h - the honest part of the planted plugins, so that each file shows its fault and little
 * else.  What stands here obeys the public rules; the good plugins are made of it as well. */
#ifndef SANE_H
#define SANE_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "krav/check.h"
#include "krav/outfile.h"

/* What stands in every descriptor; the rest are the file's own fields. */
#define SANE_PLUGIN(state, PROVIDES, hooks, plugin_name, ...)                                      \
    KRAV_PLUGIN(state, PROVIDES, hooks, .id = "no.example." plugin_name, .name = plugin_name,      \
                .version = "1.0.0", .vendor = "Example AS", .license = "MIT", __VA_ARGS__)

#define SANE_NEEDS_FILES                                                                           \
    static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_LOG, KRAV_HOST_CLOCK, NULL}

/* ---- text ------------------------------------------------------------------------------------ */

struct sane_text { /* grows; after a failure it stays empty */
    char *ptr;
    size_t len, room;
    int failed;
};

static inline void sane_add(struct sane_text *t, krav_str s) {
    if (t->failed || s.len == 0) {
        return;
    }
    if (s.len > t->room - t->len) {
        const size_t room = (t->len + s.len) * 2;
        char *grown = (char *)realloc(t->ptr, room);
        if (!grown) {
            t->failed = 1;
            return;
        }
        t->ptr = grown;
        t->room = room;
    }
    memcpy(t->ptr + t->len, s.ptr, s.len);
    t->len += s.len;
}

static inline void sane_add_int(struct sane_text *t, int64_t value) {
    char digits[32];
    const int n = snprintf(digits, sizeof digits, "%" PRId64, value);
    sane_add(t, (krav_str){digits, n > 0 ? (size_t)n : 0});
}

static inline void sane_line(struct sane_text *t, krav_str s) {
    sane_add(t, s);
    sane_add(t, KRAV_STR("\n"));
}

static inline krav_str sane_str(const struct sane_text *t) { return (krav_str){t->ptr, t->len}; }

/* ---- effects that are a file ----------------------------------------------------------------- */

static inline int32_t sane_put(krav_plugin *plugin, const krav_call *call, krav_str content,
                               const char *ending) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ending);
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (!krav_outfile_done_before(f, call, file.name)) {
        krav_outfile_answer(f, call, file.name, f->files->put(f->host, file.name, content));
    }
    return KRAV_OK;
}

static inline int32_t sane_recall(krav_plugin *plugin, const krav_call *call) {
    return krav_outfile_recall(krav_frame_of(plugin), call, ".txt");
}

/* Puts the text and frees it. */
static inline int32_t sane_put_text(krav_plugin *plugin, const krav_call *call,
                                    struct sane_text *t) {
    int32_t rc = KRAV_OK;
    if (t->failed) {
        krav_answer_retry(krav_frame_of(plugin)->host, call, KRAV_STR("not enough memory"));
    } else {
        rc = sane_put(plugin, call, sane_str(t), ".txt");
    }
    free(t->ptr);
    t->ptr = NULL;
    return rc;
}

/* ---- letters --------------------------------------------------------------------------------- */

static inline krav_str sane_content(const krav_letter *letter) {
    return letter->bytes.len > 0 ? letter->bytes : letter->body;
}

/* Both receivers, then the letter as it was given. */
static inline void sane_letter(struct sane_text *t, const krav_letter *letter) {
    sane_line(t, letter->to_name);
    sane_line(t, letter->to_address);
    sane_line(t, sane_content(letter));
    if (letter->copy_name.len > 0) {
        sane_line(t, letter->copy_name);
        sane_line(t, letter->copy_address);
        sane_line(t, sane_content(letter));
    }
}

static inline int32_t sane_send(krav_plugin *plugin, const krav_call *call,
                                const krav_letter *letter) {
    if (sane_content(letter).len == 0) {
        krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("the letter is empty"));
        return KRAV_OK;
    }
    struct sane_text t = {0};
    sane_letter(&t, letter);
    return sane_put_text(plugin, call, &t);
}

/* ---- money ----------------------------------------------------------------------------------- */

static inline int sane_transfer(const krav_transfer *t) {
    return t->amount > 0 && t->id.len > 0 && krav_check_account(t->to_account);
}

/* The sum without overflow; 0 if there is none. */
static inline int sane_sum(const krav_batch *batch, krav_ore *sum) {
    *sum = 0;
    for (uint32_t i = 0; i < batch->n_transfers; i++) {
        if (__builtin_add_overflow(*sum, batch->transfers[i].amount, sum)) {
            return 0;
        }
    }
    return 1;
}

static inline void sane_batch(struct sane_text *t, const krav_batch *batch) {
    sane_line(t, batch->from_account);
    for (uint32_t i = 0; i < batch->n_transfers; i++) {
        const krav_transfer *one = &batch->transfers[i];
        sane_add(t, one->id);
        sane_add(t, KRAV_STR(";"));
        sane_add(t, one->to_account);
        sane_add(t, KRAV_STR(";"));
        sane_add(t, one->kid);
        sane_add(t, KRAV_STR(";"));
        sane_add_int(t, one->amount);
        sane_add(t, KRAV_STR("\n"));
    }
}

/* Names the transfers that cannot be paid.  1 if there were any, and the call is answered. */
static inline int sane_refuse_bad(krav_plugin *plugin, const krav_call *call,
                                  const krav_batch *batch) {
    const krav_host *host = krav_frame_of(plugin)->host;
    krav_refused_transfer *bad = calloc((size_t)batch->n_transfers + 1, sizeof *bad);
    if (!bad) {
        krav_answer_retry(host, call, KRAV_STR("not enough memory"));
        return 1;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < batch->n_transfers; i++) {
        if (!sane_transfer(&batch->transfers[i])) {
            bad[n].size = sizeof bad[n];
            bad[n].id = batch->transfers[i].id;
            bad[n].reason = KRAV_STR("no such account, or nothing to pay");
            n++;
        }
    }
    if (n > 0) {
        const krav_batch_refusal refusal = {
            .size = sizeof refusal, .n_transfers = n, .transfers = bad};
        krav_answer_with(host, call, KRAV_REFUSED, KRAV_STR("some cannot be paid"), &refusal);
    }
    free(bad);
    return n > 0;
}

/* No batch, or one whose sum is another's: 1, and the call is answered. */
static inline int sane_refuse_sum(krav_plugin *plugin, const krav_call *call,
                                  const krav_batch *batch) {
    krav_ore sum = 0;
    if (batch->n_transfers > 0 && batch->transfers && sane_sum(batch, &sum) &&
        sum == batch->sum) {
        return 0;
    }
    krav_answer_refused(krav_frame_of(plugin)->host, call,
                        KRAV_STR("the sum is not that of its transfers"));
    return 1;
}

/* Two transfers of one id: 1, and the call is answered. */
static inline int sane_refuse_twins(krav_plugin *plugin, const krav_call *call,
                                    const krav_batch *batch) {
    for (uint32_t i = 0; i < batch->n_transfers; i++) {
        for (uint32_t j = 0; j < i; j++) {
            if (krav_str_eq(batch->transfers[i].id, batch->transfers[j].id)) {
                krav_answer_refused(krav_frame_of(plugin)->host, call,
                                    KRAV_STR("two transfers have one id"));
                return 1;
            }
        }
    }
    return 0;
}

static inline int32_t sane_pay(krav_plugin *plugin, const krav_call *call,
                               const krav_batch *batch) {
    if (sane_refuse_sum(plugin, call, batch) || sane_refuse_bad(plugin, call, batch) ||
        sane_refuse_twins(plugin, call, batch)) {
        return KRAV_OK;
    }
    struct sane_text t = {0};
    sane_batch(&t, batch);
    return sane_put_text(plugin, call, &t);
}

/* ---- scores ---------------------------------------------------------------------------------- */

static inline int64_t sane_known(const krav_subject *subject, krav_str name) {
    for (uint32_t i = 0; subject->known && i < subject->n_known; i++) {
        if (krav_str_eq(subject->known[i].name, name)) {
            return subject->known[i].value;
        }
    }
    return 0;
}

static inline void sane_score(const krav_host *host, const krav_call *call,
                              const krav_score_part *parts, uint32_t n_parts) {
    krav_score_result r = {.size = sizeof r, .as_of = call->today, .model = KRAV_STR("planted-1")};
    for (uint32_t i = 0; i < n_parts; i++) {
        r.points += parts[i].points;
    }
    r.parts = parts;
    r.n_parts = n_parts;
    krav_answer_done(host, call, KRAV_STR("planted-1"), &r);
}

/* Three honest parts: a base, and two that follow from what is known. */
static inline uint32_t sane_parts(krav_score_part parts[3], const krav_subject *subject) {
    uint32_t n = 0;
    parts[n++] = (krav_score_part){sizeof parts[0], 50, KRAV_STR("where everybody begins")};
    if (sane_known(subject, KRAV_STR("paid_cases")) > 0) {
        parts[n++] = (krav_score_part){sizeof parts[0], 20, KRAV_STR("has paid a case before")};
    }
    if (subject->exposure > 5000000) {
        parts[n++] = (krav_score_part){sizeof parts[0], -10, KRAV_STR("owes a great deal")};
    }
    return n;
}

/* A question has no effect: nothing was ever done under a key. */
static inline int32_t sane_forget(krav_plugin *plugin, const krav_call *call) {
    krav_answer_retry(krav_frame_of(plugin)->host, call, KRAV_STR("answers are not kept"));
    return KRAV_OK;
}

#endif /* SANE_H */
