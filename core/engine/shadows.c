/* shadows.c - see shadows.h. */
#include "engine/shadows.h"

#include "store/tasks.h"

#define DIGITS_SHOWN 12

/* The next version beside one that serves that has answered otherwise. */
static bool next_difference(const struct desk *d, size_t *at, struct plug_info *info) {
    for (; *at < plug_count_beside(d->plug); ++*at) {
        plug_info_beside(d->plug, *at, info);
        if (info->role == PLUG_SHADOW && info->comparison && info->comparison->n_different > 0) {
            ++*at;
            return true;
        }
    }
    return false;
}

static struct hash hash_of_all(const struct desk *d) {
    struct plug_info info;
    struct hash_parts h;
    hash_begin(&h);
    for (size_t at = 0; next_difference(d, &at, &info);) {
        hash_add(&h, info.name);
        hash_add(&h, (struct text){(const char *)info.digest.bytes, HASH_SIZE});
    }
    return hash_end(&h);
}

static struct text reason_of(const struct plug_info *info, struct arena *arena) {
    char hex[HASH_HEX];
    return arena_printf(arena, SHADOW_TASK " %.*s %.*s", TEXT_ARG(info->name), DIGITS_SHOWN,
                        hash_hex(&info->digest, hex));
}

static bool still_differs(const struct desk *d, struct text reason, struct arena *arena) {
    struct plug_info info;
    for (size_t at = 0; next_difference(d, &at, &info);) {
        if (text_eq(reason_of(&info, arena), reason)) {
            return true;
        }
    }
    return false;
}

static int close_past(struct engine *e, const struct desk *d, struct arena *arena,
                      struct status *st) {
    struct task_row *open;
    uint32_t n = 0;
    int rc = tasks_open(e->db, 0, arena, &open, &n, st);
    for (uint32_t i = 0; i < n && rc == STATUS_OK; i++) {
        const bool ours = open[i].case_id == 0 &&
                          text_starts(open[i].reason, TEXT(SHADOW_TASK " "));
        if (ours && !still_differs(d, open[i].reason, arena)) {
            rc = tasks_done(e->db, open[i].id, e->today, st);
        }
    }
    return rc;
}

static int raise_each(struct engine *e, const struct desk *d, struct arena *arena,
                      struct status *st) {
    struct plug_info info;
    int rc = STATUS_OK;
    for (size_t at = 0; rc == STATUS_OK && next_difference(d, &at, &info);) {
        int64_t id = 0;
        bool is_new = false;
        const struct task_row task = {.step = e->head.id, .owner = TASK_OPERATOR,
            .reason = reason_of(&info, arena), .opened = e->today, .due = e->today,
            .text = arena_printf(arena, "The version of %.*s in its shadow answers otherwise (who "
                                 "serves / the shadow): %.*s. If that is meant: krav plugin promote "
                                 "%.*s", TEXT_ARG(info.name), TEXT_ARG(info.comparison->difference),
                                 TEXT_ARG(info.name))};
        rc = tasks_raise(e->db, &task, &id, &is_new, st);
    }
    return rc;
}

int shadows_tell(struct engine *e, const struct desk *d, struct shadows_told *told,
                 struct status *st) {
    const struct hash now = hash_of_all(d);
    struct arena arena;
    if (told->is_any && hash_eq(&told->of, &now)) {
        return STATUS_OK;
    }
    arena_init(&arena);
    int rc = engine_chunk_begin(e, st);
    if (rc == STATUS_OK) {
        rc = close_past(e, d, &arena, st);
        rc = rc ? rc : raise_each(e, d, &arena, st);
        rc = rc ? rc : engine_chunk_commit(e, st);
    }
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    arena_fini(&arena);
    *told = rc ? *told : (struct shadows_told){true, now};
    return rc;
}
