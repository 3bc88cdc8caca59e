#include "plug/start.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "plug/options.h"

/* What a setting stands for: itself, a secret, or what is in a file; `bytes` holds it then. */
static bool value_lent(const struct plugin *p, const struct wire_option *o, struct text *value,
                       struct buf *bytes) {
    const bool is_secret = o->type == KRAV_SECRET;
    buf_init(bytes, is_secret ? OPTION_SECRET_MAX : OPTION_FILE_MAX);
    if (!value->ptr || (!is_secret && o->type != KRAV_FILE)) {
        return true;
    }
    const struct plug_sink *sink = p->home->config.sink;
    const bool lent = is_secret ? option_secret(sink, *value, bytes)
                                : option_file(sink, *value, bytes);
    *value = buf_text(bytes);
    return lent;
}

bool start_send(struct plugin *p) {
    const struct wire_descriptor *d = &p->description.descriptor;
    struct wire_setting *settings = mem_alloc(size_mul(d->n_options + 1, sizeof *settings));
    struct buf *lent = mem_alloc(size_mul(d->n_options + 1, sizeof *lent));
    bool complete = true;
    for (uint32_t i = 0; i < d->n_options; i++) {
        const struct wire_option *o = &d->options[i];
        struct text value = option_value(o, p->options, p->n_options);
        complete &= value_lent(p, o, &value, &lent[i]);
        settings[i] = (struct wire_setting){.size = sizeof settings[i],
                                            .secret = o->type == KRAV_SECRET,
                                            .name = o->name,
                                            .value = {value.ptr, value.len}};
    }
    const struct wire_start start = {.size = sizeof start,
                                     .today = p->home->config.today,
                                     .out_dir = {p->out_dir, p->out_dir ? strlen(p->out_dir) : 0},
                                     .settings = settings,
                                     .n_settings = d->n_options};
    struct wire_out *out = remote_out(p->remote);
    const size_t begin = wire_begin(out, WIRE_START, 0);
    bool sent = complete && wire_encode(out, &wire_start, &start);
    sent = sent && wire_end(out, begin);
    if (sent) {
        remote_push(p->remote);
    } else {
        out->len = begin;
    }
    for (uint32_t i = 0; i < d->n_options; i++) {
        if (lent[i].ptr) {
            explicit_bzero(lent[i].ptr, lent[i].cap);
        }
        buf_fini(&lent[i]);
    }
    free(lent);
    free(settings);
    return sent;
}

struct hash start_hash(const struct plugin *p, const struct wire_descriptor *d) {
    struct hash_parts h;
    hash_begin(&h);
    for (size_t i = 0; i < p->n_options; i++) {
        hash_add(&h, p->options[i].name);
        hash_add(&h, p->options[i].value);
    }
    for (uint32_t i = 0; i < d->n_options; i++) {
        const struct wire_option *o = &d->options[i];
        struct text value = option_value(o, p->options, p->n_options);
        struct buf lent;
        (void)value_lent(p, o, &value, &lent); /* missing: as if there were nothing in it */
        hash_add(&h, value);
        if (lent.ptr) {
            explicit_bzero(lent.ptr, lent.cap);
        }
        buf_fini(&lent);
    }
    return hash_end(&h);
}
