#include "plug/talk.h"

#include <string.h>

#include "base/check.h"
#include "base/clock.h"
#include "plug/shadow.h"

#define MAX_QUEUED ((size_t)64 << 20) /* bytes waiting for one worker */
#define MAX_FAULTS 200                /* of one file, told to the sink; the rest is counted */

/* ---- asking ------------------------------------------------------------------------------------ */

bool talk_provides(const struct plugin *p, const char *capability) {
    const struct wire_descriptor *d = &p->description.descriptor;
    for (uint32_t i = 0; p->described && i < d->n_provides; i++) {
        if (text_is(plugin_text(d->provides[i].text), capability)) {
            return true;
        }
    }
    return false;
}

static int refuse_state(const struct plugin *p, struct status *st) {
    if (p->state == PLUG_RESTING || p->state == PLUG_TRIAL) {
        return status_fail(st, STATUS_BUSY, "plugin %.*s is not ready (%s) %s", TEXT_ARG(p->name),
                           plug_state_name(p->state), p->reason);
    }
    return status_fail(st, STATUS_REFUSED, "plugin %.*s is %s: %s", TEXT_ARG(p->name),
                       plug_state_name(p->state), p->reason);
}

static int may_ask(const struct plugin *p, const struct plug_call *call, const struct question *q,
                   struct status *st) {
    const struct plug_policy *policy = &p->home->config.policy;
    const struct wire_ask_row *row = wire_ask_row((uint32_t)q->ask);
    ensure(row && call->timeout_ms > 0 && (row->argument != NULL) == (q->argument != NULL));
    if (p->state != PLUG_READY && p->state != PLUG_BUSY) {
        return refuse_state(p, st);
    }
    if (row->capability && !talk_provides(p, row->capability)) {
        return status_fail(st, STATUS_INVALID, "plugin %.*s does not provide %s",
                           TEXT_ARG(p->name), row->capability);
    }
    const bool full = p->calls.n >= policy->n_in_flight || remote_queued(p->remote) > MAX_QUEUED;
    const bool files_full =
        q->ask == WIRE_ASK_BEGIN && (calls_count(&p->calls, q->ask) >= policy->n_sessions ||
                                     !remote_takes_file(p->remote));
    if (full || files_full) {
        return status_fail(st, STATUS_BUSY, "plugin %.*s has enough in flight", TEXT_ARG(p->name));
    }
    return STATUS_OK;
}

static krav_str str_of(struct text t) { return (krav_str){t.ptr, t.len}; }

static int ask_write(struct plugin *p, const krav_call *call, const struct question *q,
                     size_t *begin, struct status *st) {
    const struct wire_layout *argument = wire_ask_row((uint32_t)q->ask)->argument;
    struct wire_out *out = remote_out(p->remote);
    *begin = wire_begin(out, WIRE_ASK, call->id);
    wire_put_u32(out, q->ask);
    if (!wire_encode(out, &wire_call, call) ||
        (argument && !wire_encode(out, argument, q->argument))) {
        out->len = *begin;
        return status_fail(st, STATUS_INVALID, "plugin %.*s: the record to send is malformed",
                           TEXT_ARG(p->name));
    }
    if (!wire_end(out, *begin)) {
        return status_fail(st, STATUS_LIMIT, "plugin %.*s: the record to send is over 8 MiB",
                           TEXT_ARG(p->name));
    }
    return STATUS_OK;
}

uint64_t talk_ask(struct plugin *p, const struct plug_call *call, const struct question *q,
                  struct status *st) {
    if (may_ask(p, call, q, st) != STATUS_OK) {
        return 0;
    }
    const krav_call record = {.size = sizeof record,
                              .attempt = call->attempt ? call->attempt : 1,
                              .id = ++p->home->last_call,
                              .key = str_of(call->key),
                              .deadline = clock_now_ms() + call->timeout_ms,
                              .today = p->home->config.today,
                              .agency = str_of(call->agency),
                              .case_ref = str_of(call->case_ref)};
    size_t begin;
    if (ask_write(p, &record, q, &begin, st) != STATUS_OK) {
        return 0;
    }
    if (q->ask == WIRE_ASK_BEGIN) {
        remote_push_fd(p->remote, begin, q->fd);
    } else {
        remote_push(p->remote);
    }
    const struct call open = {.id = record.id,
                              .ask = q->ask,
                              .deadline_ms = clock_mono_ms() + call->timeout_ms};
    calls_add(&p->calls, &open);
    if (p->state == PLUG_READY) {
        plugin_move(p, PLUG_BUSY);
    }
    if (open.deadline_ms < p->armed_ms) {
        plugin_arm(p);
    }
    if (p->shadow) {
        shadow_ask(p->shadow, call, q, record.id);
    }
    return record.id;
}

/* ---- answering --------------------------------------------------------------------------------- */

/* Texts that go on to the log and the book are UTF-8, whatever a plugin sends. */
static struct text text_clean(krav_str s) {
    const struct text t = plugin_text(s);
    return text_is_utf8(t) ? t : TEXT("(not UTF-8)");
}

static void tell_fault(struct plugin *p, struct call *call, int64_t line, struct text reason) {
    const struct plug_sink *sink = p->home->config.sink;
    if (call->n_faults++ < MAX_FAULTS && !p->is_mute) {
        sink->fault(sink->ctx, call->id, line, reason);
    }
}

static void faults_close(struct plugin *p, const struct call *call) {
    const struct plug_sink *sink = p->home->config.sink;
    if (call->n_faults > MAX_FAULTS && !p->is_mute) {
        struct buf more;
        buf_init(&more, 100);
        buf_addf(&more, "and %u faults more", call->n_faults - MAX_FAULTS);
        sink->fault(sink->ctx, call->id, 0, buf_text(&more));
        buf_fini(&more);
    }
}

/* What a shadow's comparison hears of it, from whichever side it is. */
static void overhear(struct plugin *p, uint64_t id, uint32_t what, const struct wire_in *body) {
    if (p->shadow) {
        shadow_hear(p->shadow, SHADOW_SERVING, id, what, body);
    } else if (p->of) {
        shadow_hear(p->of, SHADOW_TRIED, id, what, body);
    }
}

/* `call` has been taken out: this is its one answer.  `result` as it came; NULL if none did. */
static void tell(struct plugin *p, const struct call *call, struct plug_answer *answer,
                 const struct wire_in *result) {
    const struct plug_sink *sink = p->home->config.sink;
    answer->call = call->id;
    answer->ask = call->ask;
    answer->plugin = p->name;
    if (p->calls.n == 0 && p->state == PLUG_BUSY) {
        plugin_move(p, PLUG_READY);
    }
    faults_close(p, call);
    overhear(p, call->id, SHADOW_ANSWER + (uint32_t)answer->outcome, result);
    if (!p->is_mute) {
        sink->answer(sink->ctx, answer);
    }
}

/* Everything but the bytes of a document, and the body of a response, is text. */
static bool field_is_text(const struct wire_layout *layout, const struct wire_field *f) {
    return f->type == WIRE_STR && strcmp(f->name, "bytes") != 0 &&
           !(layout == &wire_response && strcmp(f->name, "body") == 0);
}

static bool record_is_utf8(const struct wire_layout *layout, const void *record) {
    const char *bytes = record;
    bool fine = true;
    for (uint32_t i = 0; i < layout->n && fine; i++) {
        const struct wire_field *f = &layout->fields[i];
        if (field_is_text(layout, f)) {
            krav_str s;
            memcpy(&s, bytes + f->offset, sizeof s);
            fine = text_is_utf8(plugin_text(s));
        } else if (f->type == WIRE_LIST) {
            const char *items;
            uint32_t n;
            memcpy(&items, bytes + f->offset, sizeof items);
            memcpy(&n, bytes + f->count_offset, sizeof n);
            for (uint32_t k = 0; k < n && fine; k++) {
                fine = record_is_utf8(f->of, items + (size_t)k * f->of->size);
            }
        }
    }
    return fine;
}

static int64_t record_line(const struct wire_layout *layout, const void *record) {
    int64_t line = 0;
    for (uint32_t i = 0; i < layout->n; i++) {
        if (layout->fields[i].type == WIRE_64 && strcmp(layout->fields[i].name, "line") == 0) {
            memcpy(&line, (const char *)record + layout->fields[i].offset, sizeof line);
        }
    }
    return line;
}

/* Late is no crime, but there is an end to it. */
static bool stray(struct plugin *p) {
    p->n_late++;
    if (++p->n_stray_life == p->home->config.policy.n_stray) {
        plugin_kill(p, "it answers and submits without being asked");
    }
    return true;
}

static bool on_answer(struct plugin *p, struct wire_frame *f) {
    const struct call *open = calls_find(&p->calls, f->id);
    if (!open) {
        return stray(p);
    }
    const struct wire_layout *layout = wire_ask_row((uint32_t)open->ask)->result;
    krav_answer record;
    union wire_any_record result;
    struct wire_pool pool = {0};
    bool ok = wire_decode(&f->body, &wire_answer, &record, &pool);
    const uint32_t has_result = wire_get_u32(&f->body);
    const struct wire_in as_sent = f->body;
    ok = ok && has_result <= 1 && record.outcome >= KRAV_DONE && record.outcome <= KRAV_UNKNOWN;
    ok = ok && (!has_result || (layout && wire_decode(&f->body, layout, &result, &pool)));
    ok = ok && wire_in_ends(&f->body);
    struct call call;
    if (ok && calls_take(&p->calls, f->id, &call)) {
        struct plug_answer answer = {.outcome = record.outcome,
                                     .retry_after_ms = record.retry_after,
                                     .reference = text_clean(record.reference),
                                     .reason = text_clean(record.reason),
                                     .result = has_result ? &result : NULL};
        if (call.n_spoiled > 0 && record.outcome == KRAV_DONE) {
            answer.outcome = KRAV_REFUSED;
            answer.reason = TEXT("records held text that is not UTF-8");
            answer.result = NULL;
        } else if (has_result && !record_is_utf8(layout, &result)) {
            /* What it did may have happened; what it says of it cannot be kept. */
            answer.outcome = KRAV_UNKNOWN;
            answer.reason = TEXT("its result holds text that is not UTF-8");
            answer.result = NULL;
        }
        p->n_answered++;
        p->n_answered_life++;
        tell(p, &call, &answer, &as_sent);
    }
    wire_pool_fini(&pool);
    return ok;
}

static void answer_unknown(struct plugin *p, const struct call *call, struct text why) {
    struct plug_answer answer = {.outcome = KRAV_UNKNOWN, .reason = why};
    tell(p, call, &answer, NULL);
}

void talk_bury(struct plugin *p, struct text why) {
    struct call call;
    while (calls_take_due(&p->calls, INT64_MAX, &call)) {
        answer_unknown(p, &call, why);
    }
}

void talk_cancel(struct plugin *p, uint64_t id) {
    struct wire_out *out = remote_out(p->remote);
    (void)wire_end(out, wire_begin(out, WIRE_CANCEL, id));
    remote_push(p->remote);
}

bool talk_waits_for_end(const struct plugin *p) {
    return p->ending && p->state == PLUG_DRAINING;
}

void talk_expire(struct plugin *p, int64_t now_ms) {
    struct call call;
    if (p->state == PLUG_DRAINING && calls_next_deadline_ms(&p->calls) <= now_ms) {
        if (!p->ending) {
            plugin_kill(p, "no answer before the deadline, and it is leaving");
        }
        return;
    }
    while (calls_take_due(&p->calls, now_ms, &call)) {
        if (p->remote) {
            talk_cancel(p, call.id);
            if (p->hung_at_ms == NEVER) {
                p->hung_at_ms = now_ms + p->home->config.policy.hang_ms;
            }
        }
        answer_unknown(p, &call, TEXT("no answer before the deadline"));
    }
}

/* ---- records ----------------------------------------------------------------------------------- */

static struct call *session_find(struct plugin *p, uint64_t id) {
    struct call *call = calls_find(&p->calls, id);
    if (!call || !wire_ask_brings_facts(call->ask)) {
        (void)stray(p);
        return NULL;
    }
    return call;
}

static bool on_record(struct plugin *p, struct wire_frame *f) {
    const uint32_t fact = wire_get_u32(&f->body);
    const struct wire_in as_sent = f->body;
    const struct wire_layout *layout = wire_fact_layout(fact);
    union wire_any_record record;
    struct wire_pool pool = {0}; /* no fact holds a list */
    if (!layout || !wire_decode(&f->body, layout, &record, &pool) || !wire_in_ends(&f->body)) {
        return false;
    }
    struct call *call = session_find(p, f->id);
    if (!call) {
        return true;
    }
    if (++call->n_records > p->home->config.policy.n_records) {
        plugin_kill(p, "it submits more records than any file has");
        return true;
    }
    overhear(p, f->id, fact, &as_sent);
    if (!record_is_utf8(layout, &record)) {
        call->n_spoiled++;
        tell_fault(p, call, record_line(layout, &record), TEXT("text that is not UTF-8"));
        return true;
    }
    const struct plug_sink *sink = p->home->config.sink;
    if (!p->is_mute) {
        sink->record(sink->ctx, f->id, (enum wire_fact)fact, &record);
    }
    return true;
}

static bool on_fault(struct plugin *p, struct wire_frame *f) {
    struct wire_fault fault;
    struct wire_pool pool = {0};
    const struct wire_in as_sent = f->body;
    if (!wire_decode(&f->body, &wire_fault, &fault, &pool) || !wire_in_ends(&f->body)) {
        return false;
    }
    struct call *call = session_find(p, f->id);
    if (call) {
        overhear(p, f->id, SHADOW_FAULT, &as_sent);
        tell_fault(p, call, fault.line, text_clean(fault.reason));
    }
    return true;
}

static bool on_log(struct plugin *p, struct wire_frame *f) {
    struct wire_log record;
    struct wire_pool pool = {0};
    if (!wire_decode(&f->body, &wire_log, &record, &pool)) {
        return false;
    }
    const int level = record.level < LOG_DEBUG   ? LOG_DEBUG
                      : record.level > LOG_ERROR ? LOG_ERROR
                                                 : record.level;
    plugin_says(p, (enum log_level)level, "", text_clean(record.text));
    return true;
}

bool talk_frame(struct plugin *p, struct wire_frame *f) {
    switch (f->kind) {
    case WIRE_ANSWER:
        return on_answer(p, f);
    case WIRE_RECORD:
        return on_record(p, f);
    case WIRE_FAULT:
        return on_fault(p, f);
    case WIRE_LOG:
        return on_log(p, f);
    case WIRE_PONG:
        p->hung_at_ms = NEVER;
        return true;
    case WIRE_BYE:
        p->n_late += f->id; /* answers that the worker itself dropped */
        p->drain_by_ms = clock_mono_ms() + p->home->config.policy.end_ms;
        plugin_arm(p);
        return p->state == PLUG_DRAINING && p->calls.n == 0;
    case WIRE_HELLO:
    case WIRE_READY:
    case WIRE_START:
    case WIRE_ASK:
    case WIRE_CANCEL:
    case WIRE_DRAIN:
        return false;
    }
    return false;
}
