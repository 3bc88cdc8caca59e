/* routes.c - see routes.h. */
#include "engine/routes.h"

#define SERVE_MS 8000 /* a provider waits about as long for its answer */
#define POLL_MS (5 * 60 * 1000)

static struct web_response status_only(int status) {
    return (struct web_response){.status = status};
}

static int check_and_apply(struct session *s) {
    int rc = s->spool.n > 0 ? session_check(s) : STATUS_OK;
    if (rc == STATUS_OK && s->report->is_rejected) {
        const struct faults *f = &s->report->faults;
        const struct text why = f->n > 0 ? f->items[0] : TEXT("rejected");
        return status_fail(s->st, STATUS_REFUSED, "%.*s", TEXT_ARG(why));
    }
    rc = rc || s->spool.n == 0 ? rc : session_apply(s);
    session_told(s);
    return rc;
}

/* ---- requests ---------------------------------------------------------------------------------- */

static void answer_of(struct session *s, const struct question *q, struct routed *out) {
    struct status *st = s->st;
    if (q->outcome != OUTCOME_DONE || q->served.status == 0) {
        (void)status_fail(st, STATUS_BUSY, "plugin %.*s: gave no response: %.*s",
                          TEXT_ARG(s->row.plugin), TEXT_ARG(q->reason));
    } else if (check_and_apply(s) == STATUS_OK) {
        out->response = (struct web_response){q->served.status,
            arena_text(s->arena, q->served.content_type), arena_text(s->arena, q->served.body),
            arena_text(s->arena, q->served.location)};
    }
}

void routes_serve(struct engine *e, struct desk *d, struct text plugin,
                  const struct web_request *r, struct arena *arena, struct routed *out,
                  struct status *st) {
    struct session s = {.e = e, .d = d, .arena = arena, .report = &out->report, .st = st,
        .name = "request", .is_whole = true, .row.plugin = plugin};
    const struct question *q = NULL;
    *out = (struct routed){.response = status_only(503)};
    session_report(&out->report, TEXT("request"), arena);
    desk_clear(d);
    const struct plug_call call = {.plugin = plugin, .timeout_ms = SERVE_MS,
        .agency = e->config->sender.org};
    int rc = spool_open(&s.spool, e->config->run_dir, st);
    rc = rc ? rc : session_hear(&s, records_serve(d->plug, &call, r, st), &q);
    if (rc == STATUS_OK) {
        answer_of(&s, q, out);
    } else if (rc == STATUS_NOT_FOUND || rc == STATUS_INVALID) {
        out->response = status_only(404);
    }
    spool_close(&s.spool);
}

/* ---- polls ------------------------------------------------------------------------------------- */

/* Records that were taken before are told again by each poll: the spool's bytes are its identity,
 * so that a cursor of an earlier process is this one's only if it said the same. */
static int name_it(struct session *s, bool *before) {
    struct file_row row;
    struct status none = {0, ""};
    int rc = spool_rewind(&s->spool, s->st);
    uint64_t size = 0;
    rc = rc ? rc : hash_file(fileno(s->spool.file), &s->row.hash, &size, s->st);
    s->row.size = (int64_t)size;
    *before = false;
    if (rc == STATUS_OK &&
        files_get(s->e->db, &s->row.hash, s->arena, &row, &none) == STATUS_OK) {
        *before = row.state == FILE_DONE;
        s->row.cursor = row.state == FILE_APPLYING ? row.cursor : 0;
    }
    return rc;
}

static int take_poll(struct session *s) {
    bool before = false;
    int rc = s->spool.n > 0 ? name_it(s, &before) : STATUS_OK;
    if (rc || s->report->is_rejected || s->spool.n == 0) {
        return rc;
    }
    if (before) {
        s->report->is_duplicate = true;
        s->report->duplicates = s->spool.n;
        return STATUS_OK;
    }
    rc = s->row.cursor > 0 ? STATUS_OK : session_check(s);
    if (rc == STATUS_OK && !s->report->is_rejected) {
        rc = session_apply(s);
        session_told(s);
    }
    return rc;
}

int routes_poll(struct engine *e, struct desk *d, struct text plugin, struct arena *arena,
                struct file_report *out, struct status *st) {
    const struct text name = arena_printf(arena, "poll of %.*s", TEXT_ARG(plugin));
    struct session s = {.e = e, .d = d, .arena = arena, .report = out, .st = st,
        .name = arena_cstr(arena, name), .row = {.plugin = plugin, .name = name}};
    const struct question *q = NULL;
    session_report(out, name, arena);
    out->plugin = plugin;
    desk_clear(d);
    if (!desk_wake(d, plugin)) {
        return status_fail(st, STATUS_BUSY, "plugin %.*s: cannot be asked now", TEXT_ARG(plugin));
    }
    const struct plug_call call = {.plugin = plugin, .timeout_ms = POLL_MS,
        .agency = e->config->sender.org};
    int rc = spool_open(&s.spool, e->config->run_dir, st);
    rc = rc ? rc : session_hear(&s, plug_ask(d->plug, &call, WIRE_ASK_POLL, NULL, st), &q);
    rc = rc ? rc : session_summary(&s, q);
    rc = rc ? rc : take_poll(&s);
    spool_close(&s.spool);
    return rc;
}
