/* pages.h - the honest part of krav.checkout/1: a "provider" that is a file in out/.  The payment's
 * reference is the name of its file, which follows from the key. */
#ifndef PAGES_H
#define PAGES_H

#include "sane.h"

#define PAGES_BASE "https://pay.example.no/"

static inline void pages_link(krav_plugin *plugin, const krav_call *call, krav_str name) {
    struct sane_text url = {0};
    sane_add(&url, KRAV_STR(PAGES_BASE));
    sane_add(&url, name);
    const krav_link link = {.size = sizeof link, .url = sane_str(&url)};
    krav_answer_done(krav_frame_of(plugin)->host, call, name, &link);
    free(url.ptr);
}

static inline void pages_form(struct sane_text *t, const krav_checkout_form *form) {
    sane_add_int(t, form->amount);
    sane_add(t, KRAV_STR(";"));
    sane_line(t, form->kid);
}

static inline int32_t pages_open(krav_plugin *plugin, const krav_call *call,
                                 const krav_checkout_form *form) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (form->amount <= 0 || !krav_check_kid(form->kid)) {
        krav_answer_refused(f->host, call, KRAV_STR("nothing to pay, or no such KID"));
        return KRAV_OK;
    }
    struct sane_text t = {0};
    pages_form(&t, form);
    int32_t rc = f->files->have(f->host, file.name);
    if (rc == 0) {
        rc = t.failed ? KRAV_E_NOMEM : f->files->put(f->host, file.name, sane_str(&t));
    }
    free(t.ptr);
    if (rc == KRAV_OK || rc == 1) {
        pages_link(plugin, call, file.name);
    } else {
        krav_outfile_answer(f, call, file.name, rc);
    }
    return KRAV_OK;
}

struct pages_found {
    krav_ore amount;
    char kid[32];
    size_t kid_len;
};

static inline void pages_read(void *ctx, krav_str content) {
    struct pages_found *found = (struct pages_found *)ctx;
    size_t i = 0;
    for (; i < content.len && content.ptr[i] >= '0' && content.ptr[i] <= '9'; i++) {
        found->amount = found->amount * 10 + (content.ptr[i] - '0');
    }
    for (i++; i < content.len && content.ptr[i] != '\n' && found->kid_len < 32; i++) {
        found->kid[found->kid_len++] = content.ptr[i];
    }
}

static inline int pages_name(krav_str name) {
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c == '.' && i > 0))) {
            return 0;
        }
    }
    return name.len > 0 && name.len <= KRAV_OUTFILE_NAME_MAX;
}

/* The payment that `ref` names; 0, and the call is answered, if there is none. */
static inline int pages_find(krav_plugin *plugin, const krav_call *call,
                             const krav_checkout_ref *ref, struct pages_found *found) {
    const krav_frame *f = krav_frame_of(plugin);
    *found = (struct pages_found){0};
    if (!pages_name(ref->reference) ||
        f->files->get(f->host, ref->reference, pages_read, found) != KRAV_OK) {
        krav_answer_refused(f->host, call, KRAV_STR("no such payment"));
        return 0;
    }
    return 1;
}

static inline int32_t pages_status(krav_plugin *plugin, const krav_call *call,
                                   const krav_checkout_ref *ref) {
    struct pages_found found;
    if (pages_find(plugin, call, ref, &found)) {
        const krav_checkout_state state = {.size = sizeof state,
                                           .reference = ref->reference,
                                           .kid = {found.kid, found.kid_len},
                                           .currency = KRAV_STR("NOK"),
                                           .asked = found.amount};
        krav_answer_done(krav_frame_of(plugin)->host, call, ref->reference, &state);
    }
    return KRAV_OK;
}

/* This provider charges at once or not at all: there is never anything held. */
static inline int32_t pages_nothing(krav_plugin *plugin, const krav_call *call,
                                    const krav_checkout_ref *ref) {
    (void)ref;
    krav_answer_refused(krav_frame_of(plugin)->host, call, KRAV_STR("nothing is held"));
    return KRAV_OK;
}

static inline int32_t pages_recall(krav_plugin *plugin, const krav_call *call) {
    const krav_frame *f = krav_frame_of(plugin);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ".txt");
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (f->files->have(f->host, file.name) == 1) {
        pages_link(plugin, call, file.name);
        return KRAV_OK;
    }
    return krav_outfile_recall(f, call, ".txt");
}

#endif /* PAGES_H */
