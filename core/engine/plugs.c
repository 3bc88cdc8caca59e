/* plugs.c - see plugs.h. */
#include "engine/plugs.h"

#include <sys/stat.h>

#include "base/check.h"
#include "engine/conformance.h"
#include "engine/lent.h"

#define START_MS_MAX 15000
#define READY_TRIES 20
#define READY_MS 250

static void on_answer(void *ctx, const struct plug_answer *a) {
    struct desk *d = ctx;
    for (uint32_t i = 0; i < d->n_questions; i++) {
        struct question *q = &d->questions[i];
        if (q->call == a->call && !q->answered) {
            q->answered = true;
            q->outcome = outcome_of(a->outcome);
            q->reference = arena_text(&d->arena, a->reference);
            q->reason = arena_text(&d->arena, a->reason);
            q->likeness = likeness_of(a);
            q->summary = file_summary_of(a);
            q->summary.kind = arena_text(&d->arena, q->summary.kind);
            q->refused = refused_transfers_of(a, &d->arena, &q->n_refused);
            q->rendered = rendered_of(a);
            q->rendered.bytes = arena_text(&d->arena, q->rendered.bytes);
            q->rendered.media_type = arena_text(&d->arena, q->rendered.media_type);
            q->served = web_response_of(a, &d->arena);
            q->pay_url = pay_url_of(a, &d->arena);
            q->payment = pay_state_of(a);
            q->score = score_answer_of(a, &d->arena);
            q->persons = person_answers_of(a, &d->arena, &q->n_persons);
            return;
        }
    }
}

static void on_record(void *ctx, uint64_t call, enum wire_fact fact, const void *record) {
    struct desk *d = ctx;
    struct incoming in;
    const char *why = NULL;
    if (call != d->session_call || !d->session.record) {
        return;
    }
    if (!incoming_of(fact, record, &in, &why)) {
        d->session.fault(d->session.ctx, in.line, text_of(why));
    } else if (fact == WIRE_FACT_ATTACHMENT) {
        d->session.attachment(d->session.ctx, &in, attachment_bytes(record));
    } else {
        d->session.record(d->session.ctx, &in);
    }
}

static void on_fault(void *ctx, uint64_t call, int64_t line, struct text reason) {
    struct desk *d = ctx;
    if (call == d->session_call && d->session.fault) {
        d->session.fault(d->session.ctx, line, reason);
    }
}

static bool on_secret(void *ctx, struct text name, struct buf *out) {
    const struct desk *d = ctx;
    return lent_secret(d->e->config->home, name, out);
}

static bool on_file(void *ctx, struct text path, struct buf *out) {
    const struct desk *d = ctx;
    return lent_file(d->e->config->home, path, out);
}

/* Says of each new fault whose it is, in the words of krav.conf. */
static void name_faults(struct faults *faults, size_t first, struct text name) {
    for (size_t i = first; i < faults->n; i++) {
        struct text why = faults->items[i], head;
        if (text_cut(&why, ':', &head) && !text_eq(head, name)) {
            why = faults->items[i];
        }
        faults->items[i] = arena_printf(faults->arena, "krav.conf: [plugin %.*s] %.*s",
                                        TEXT_ARG(name), TEXT_ARG(text_trim(why)));
    }
}

/* As plug_add wants it, with a place for its files; memory: the arena. */
static struct plug_add as_add(const struct desk *d, const struct plugin_setting *p,
                              struct arena *arena) {
    const char *out = arena_cstr(arena, arena_printf(arena, "%s/%.*s", d->e->config->out_dir,
                                                     TEXT_ARG(p->name)));
    (void)mkdir(out, 0750); /* there already, or plug_add says what is wrong */
    return (struct plug_add){.name = p->name, .so = p->so, .out_dir = out,
        .pinned = hash_is_zero(&p->pinned) ? NULL : &p->pinned, .options = p->options,
        .n_options = p->n_options, .n_shadow = p->n_shadow, .is_unproven = p->is_unproven};
}

/* The library that was tested, and no other: what the report is about is pinned as well. */
static void demand_report(const struct plugin_setting *p, struct plug_add *add, struct hash *of,
                          struct faults *faults) {
    const size_t first = faults->n;
    if (!p->conformance) {
        return;
    }
    if (!conformance_holds(p->conformance, p->so, of, faults)) {
        add->refused = faults->n > first ? faults->items[first] : TEXT("conformance: no report");
        return;
    }
    add->pinned = add->pinned ? add->pinned : of;
}

static int add_plugin(struct desk *d, const struct plugin_setting *p, struct faults *faults) {
    struct arena arena;
    arena_init(&arena);
    struct plug_add add = as_add(d, p, &arena);
    struct hash of;
    const size_t first = faults->n;
    demand_report(p, &add, &of, faults);
    const int rc = plug_add(d->plug, &add, faults);
    name_faults(faults, first, p->name);
    arena_fini(&arena);
    return rc;
}

enum plug_reload desk_reload(struct desk *d, const struct plugin_setting *p,
                             struct faults *faults) {
    struct arena arena;
    arena_init(&arena);
    struct plug_add add = as_add(d, p, &arena);
    struct hash of;
    const size_t first = faults->n;
    demand_report(p, &add, &of, faults);
    const enum plug_reload r = plug_reload(d->plug, &add, faults);
    name_faults(faults, first, p->name);
    arena_fini(&arena);
    return r;
}

int desk_open(struct engine *e, uv_loop_t *loop, struct faults *faults, struct desk *d,
              struct status *st) {
    *d = (struct desk){.e = e};
    arena_init(&d->arena);
    d->sink = (struct plug_sink){.ctx = d, .answer = on_answer, .record = on_record,
        .fault = on_fault, .secret = on_secret, .file = on_file};
    const struct plug_config config = {.loop = loop, .sink = &d->sink,
        .run_dir = e->config->run_dir, .worker_path = e->config->worker_path,
        .kit_path = e->config->kit_path, .kit_dir = e->config->home,
        .log = e->config->log, .today = e->today};
    d->plug = plug_new(&config);
    for (uint32_t i = 0; i < e->config->n_plugins; i++) {
        if (add_plugin(d, &e->config->plugins[i], faults)) {
            (void)status_fail(st, STATUS_INVALID, "plugin %.*s: rejected",
                              TEXT_ARG(e->config->plugins[i].name));
        }
    }
    (void)plug_settle(d->plug, START_MS_MAX);
    return STATUS_OK;
}

void desk_close(struct desk *d) {
    if (d->plug) {
        plug_drain(d->plug, 2000);
        plug_free(d->plug);
    }
    arena_fini(&d->arena);
    d->plug = NULL;
}

void desk_clear(struct desk *d) {
    d->n_questions = 0;
    arena_reset(&d->arena);
}

bool desk_ready(struct desk *d, struct text plugin) {
    struct plug_info info;
    for (int tries = 0; tries < READY_TRIES; tries++) {
        if (!plug_info_of(d->plug, plugin, &info) || info.state == PLUG_REJECTED ||
            info.state == PLUG_GONE) {
            return false;
        }
        if (info.state == PLUG_READY || info.state == PLUG_BUSY) {
            return true;
        }
        plug_run_once(d->plug, READY_MS);
    }
    return false;
}

bool desk_wake(struct desk *d, struct text plugin) {
    struct plug_info info;
    struct status st = {0, ""};
    if (plug_info_of(d->plug, plugin, &info) && info.state == PLUG_RESTING &&
        plug_retry(d->plug, plugin, &st)) {
        return false;
    }
    return desk_ready(d, plugin);
}

struct question *desk_ask(struct desk *d, uint64_t call) {
    if (call == 0) {
        return NULL;
    }
    ensure(d->n_questions < DESK_QUESTIONS_MAX);
    struct question *q = &d->questions[d->n_questions++];
    *q = (struct question){.call = call};
    return q;
}

void desk_wait(struct desk *d) {
    for (uint32_t i = 0; i < d->n_questions; i++) {
        while (!d->questions[i].answered) {
            plug_run_once(d->plug, 1000);
        }
    }
}
