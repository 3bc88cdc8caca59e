/* report_promises.c - see report_promises.h. */
#include "host/report_promises.h"

#include "host/json.h"
#include "rules/level.h"

static void add_promise(struct json *j, const struct level *l, const struct param *p) {
    json_open(j, NULL, '{');
    json_text(j, "level", l->name);
    json_text(j, "name", p->name);
    json_text(j, "says", p->says);
    json_text(j, "counts", p->counts);
    json_int(j, "value", p->value);
    json_close(j, '}');
}

int report_promises(struct engine *e, struct arena *arena, struct text *out, struct status *st) {
    const int rc = engine_load_rules(e, st);
    struct json j;
    if (rc) {
        return rc;
    }
    const struct level_set *levels = bundle_levels(e->bundle);
    json_begin(&j);
    json_open(&j, NULL, '[');
    for (uint32_t i = 0; i < levels->n; i++) {
        for (uint32_t k = 0; k < levels->items[i].n_params; k++) {
            if (levels->items[i].params[k].counts.len > 0) {
                add_promise(&j, &levels->items[i], &levels->items[i].params[k]);
            }
        }
    }
    json_close(&j, ']');
    *out = arena_text(arena, buf_text(&j.out));
    buf_fini(&j.out);
    return STATUS_OK;
}
