/* late.h - the honest part of the planted channels that answer later: up to 16 letters wait for
 * the clock.  What is kept is copied; drain() and cancel() answer. */
#ifndef LATE_H
#define LATE_H

#include "sane.h"

#define LATE_N 16
#define LATE_MS 20

struct late_one {
    int used;
    krav_call call;
    char key[KRAV_OUTFILE_NAME_MAX];
    struct sane_text text;
};

struct late {
    krav_frame frame;
    struct late_one slot[LATE_N];
};

static inline struct late *late_of(krav_plugin *plugin) { return (struct late *)plugin->impl; }

static inline struct late_one *late_free_slot(struct late *l) {
    for (size_t i = 0; i < LATE_N; i++) {
        if (!l->slot[i].used) {
            return &l->slot[i];
        }
    }
    return NULL;
}

static inline void late_forget(struct late_one *one) {
    free(one->text.ptr);
    memset(one, 0, sizeof *one);
}

/* Writes what waits, and answers. */
static inline void late_finish(struct late *l, struct late_one *one) {
    (void)sane_put(&l->frame.plugin, &one->call, sane_str(&one->text), ".txt");
    late_forget(one);
}

/* Copies what is needed later; NULL if the call cannot be kept. */
static inline struct late_one *late_keep(struct late *l, const krav_call *call,
                                         const krav_letter *letter) {
    struct late_one *one = late_free_slot(l);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (!one || file.name.len == 0) {
        return NULL;
    }
    one->call.size = sizeof one->call;
    one->call.id = call->id;
    memcpy(one->key, call->key.ptr, call->key.len);
    one->call.key = (krav_str){one->key, call->key.len};
    sane_letter(&one->text, letter);
    if (one->text.failed) {
        late_forget(one);
        return NULL;
    }
    one->used = 1;
    return one;
}

static inline void late_wake(struct late *l, struct late_one *one) {
    const krav_token token = (krav_token)(one - l->slot) + 1;
    if (l->frame.clock->wake(l->frame.host, token, LATE_MS) != KRAV_OK) {
        late_finish(l, one);
    }
}

static inline int32_t late_send(krav_plugin *plugin, const krav_call *call,
                                const krav_letter *letter) {
    struct late *l = late_of(plugin);
    struct late_one *one = late_keep(l, call, letter);
    if (!one) {
        return KRAV_E_BUSY;
    }
    late_wake(l, one);
    return KRAV_OK;
}

static inline void late_reply(krav_plugin *plugin, krav_token token, int32_t rc, krav_str body) {
    (void)rc;
    (void)body;
    struct late *l = late_of(plugin);
    if (token >= 1 && token <= LATE_N && l->slot[token - 1].used) {
        late_finish(l, &l->slot[token - 1]);
    }
}

static inline void late_cancel(krav_plugin *plugin, krav_call_id id) {
    struct late *l = late_of(plugin);
    for (size_t i = 0; i < LATE_N; i++) {
        if (l->slot[i].used && l->slot[i].call.id == id) {
            krav_answer_retry(l->frame.host, &l->slot[i].call, KRAV_STR("cancelled"));
            late_forget(&l->slot[i]);
        }
    }
}

static inline void late_drain(krav_plugin *plugin) {
    struct late *l = late_of(plugin);
    for (size_t i = 0; i < LATE_N; i++) {
        if (l->slot[i].used) {
            late_finish(l, &l->slot[i]);
        }
    }
}

static inline void late_close(krav_plugin *plugin) {
    struct late *l = late_of(plugin);
    for (size_t i = 0; i < LATE_N; i++) {
        late_forget(&l->slot[i]);
    }
}

#endif /* LATE_H */
