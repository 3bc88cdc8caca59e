/* statement_files.c - see statement_files.h. */
#include "engine/statement_files.h"

#include "engine/disk.h"
#include "engine/remit.h"
#include "store/remittances.h"
#include "store/tasks.h"

#define RENDER_MS 30000
#define TRIES 2 /* a dying worker may leave one open */
#define WAVE_MAX 200
#define NOT_RENDERED TEXT("settlement_not_rendered")

struct turn {
    struct engine *e;
    struct desk *d;
    const char *dir;
    struct arena arena; /* of one statement */
    struct status *st;
};

int statement_files_any(struct engine *e, bool *any, struct status *st) {
    const struct remit_filter f = {.unwritten_on = e->today, .n_max = 1};
    struct remittance *rows;
    struct arena arena;
    uint32_t n = 0;
    arena_init(&arena);
    const int rc = remittances_list(e->db, &f, &arena, &rows, &n, st);
    *any = n > 0;
    arena_fini(&arena);
    return rc;
}

/* The pages, in the desk's memory; absent with *why when there are none. */
static struct rendered render(struct turn *t, const struct statement *s, struct text *why) {
    const struct text renderer = t->e->config->letter_renderer;
    const struct plug_call call = {.plugin = renderer, .key = s->id, .timeout_ms = RENDER_MS,
        .agency = s->sender.org};
    *why = TEXT("the renderer does not answer");
    desk_clear(t->d);
    for (int i = 0; i < TRIES && desk_wake(t->d, renderer); i++) {
        struct status st = {0, ""};
        const struct question *q =
            desk_ask(t->d, records_render_statement(t->d->plug, &call, s, &t->arena, &st));
        desk_wait(t->d);
        if (!q || q->outcome == OUTCOME_UNKNOWN) {
            continue;
        }
        if (q->rendered.bytes.len == 0 && !text_has_control(q->reason)) {
            *why = arena_text(&t->arena, text_head(q->reason, 200));
        }
        return q->rendered;
    }
    return (struct rendered){{NULL, 0}, {NULL, 0}};
}

static int raise_task(struct turn *t, const struct statement *s, struct text why) {
    const struct task_row task = {.step = t->e->head.id, .owner = TASK_OPERATOR,
        .reason = NOT_RENDERED,
        .text = arena_printf(&t->arena, "Settlement %.*s could not be made into pages: %.*s",
                             TEXT_ARG(s->id), TEXT_ARG(why)),
        .opened = t->e->today, .due = t->e->today + 1};
    int64_t id = 0;
    bool is_new = false;
    return tasks_raise(t->e->db, &task, &id, &is_new, t->st);
}

/* What is to be kept of one statement. */
struct sheets {
    struct remittance *r;
    struct statement statement;
    struct text stem, why;
    struct rendered pages; /* made now; absent: kept before, not wanted, or `why` says why */
    bool is_whole;         /* there is nothing more to make */
};

static void make_pages(struct turn *t, struct sheets *s) {
    s->is_whole = t->e->config->letter_renderer.len == 0 || !hash_is_zero(&s->r->pages);
    if (!s->is_whole) {
        s->pages = render(t, &s->statement, &s->why);
        s->is_whole = s->pages.bytes.len > 0;
    }
}

static int keep_pages(struct turn *t, struct sheets *s) {
    struct document_row row = {.step = s->r->step, .media_type = s->pages.media_type,
        .what = TEXT("settlement"), .on = s->r->on};
    if (!s->is_whole) {
        return raise_task(t, &s->statement, s->why);
    }
    if (s->pages.bytes.len == 0) {
        return STATUS_OK;
    }
    int rc = documents_put(&t->e->documents, s->pages.bytes, &s->r->pages, t->st);
    row.hash = s->r->pages;
    rc = rc ? rc : documents_add(t->e->db, &row, t->st);
    return rc || s->r->not_before == DAY_NONE /* it was put off once */
               ? rc
               : tasks_done_of_case(t->e->db, 0, NOT_RENDERED, t->e->today, t->st);
}

static int write_one(struct turn *t, struct text stem, const struct hash *hash,
                     const char *ending) {
    struct text bytes;
    if (hash_is_zero(hash)) {
        return STATUS_OK;
    }
    const int rc = documents_read(t->e->config->documents_dir, hash, &t->arena, &bytes, t->st);
    const struct text name = arena_printf(&t->arena, "%.*s.%s", TEXT_ARG(stem), ending);
    return rc ? rc : disk_write(t->dir, arena_cstr(&t->arena, name), bytes, t->st);
}

/* "2026-10-12-311758489"; a second settlement of the same day is "...-2". */
static int name_files(struct turn *t, const struct remittance *r, const struct statement *s,
                      struct text *stem) {
    char on[DAY_TEXT];
    int64_t before = 0;
    const int rc = remittances_before(t->e->db, r, &before, t->st);
    *stem = arena_printf(&t->arena, "%s-%.*s", day_format(r->on, on), TEXT_ARG(s->creditor_org));
    if (before > 0) {
        *stem = arena_printf(&t->arena, "%.*s-%lld", TEXT_ARG(*stem), (long long)before + 1);
    }
    return rc;
}

/* Rendered before all writes; the row says that the files stand there last of all. */
static int write_files(struct turn *t, struct remittance *r) {
    struct text json;
    struct sheets s = {.r = r};
    int rc = documents_read(t->e->config->documents_dir, &r->statement, &t->arena, &json, t->st);
    rc = rc ? rc : record_read(&statement_record, json, &t->arena, &s.statement, t->st);
    rc = rc ? rc : name_files(t, r, &s.statement, &s.stem);
    if (rc) {
        return rc;
    }
    make_pages(t, &s);
    rc = engine_chunk_begin(t->e, t->st);
    rc = rc ? rc : keep_pages(t, &s);
    rc = rc ? rc : write_one(t, s.stem, &r->statement, "json");
    rc = rc ? rc : write_one(t, s.stem, &r->sheet, "csv");
    rc = rc ? rc : write_one(t, s.stem, &r->pages, "pdf");
    r->written = s.is_whole;
    r->not_before = s.is_whole ? r->not_before : t->e->today + 1;
    rc = rc ? rc : remittances_keep_files(t->e->db, r, t->st);
    return rc ? rc : engine_chunk_commit(t->e, t->st);
}

static int write_wave(struct turn *t, uint32_t *n) {
    const struct remit_filter f = {.unwritten_on = t->e->today, .n_max = WAVE_MAX};
    struct remittance *rows;
    struct arena list;
    arena_init(&list);
    int rc = remittances_list(t->e->db, &f, &list, &rows, n, t->st);
    for (uint32_t i = 0; i < *n && rc == STATUS_OK; i++) {
        arena_reset(&t->arena);
        rc = write_files(t, &rows[i]);
        rc = rc ? rc : engine_breathe(t->e, t->st);
    }
    arena_fini(&list);
    return rc;
}

int statement_files_write(struct engine *e, struct desk *d, struct status *st) {
    struct turn t = {.e = e, .d = d, .st = st};
    struct arena names;
    uint32_t n = 1;
    arena_init(&t.arena);
    arena_init(&names);
    t.dir = arena_cstr(&names, arena_printf(&names, "%s/settlements", e->config->out_dir));
    int rc = disk_make_dir(e->config->out_dir, st);
    rc = rc ? rc : disk_make_dir(t.dir, st);
    while (rc == STATUS_OK && n > 0) {
        rc = write_wave(&t, &n);
    }
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    arena_fini(&names);
    arena_fini(&t.arena);
    return rc;
}
