#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "worker/worker.h"

#define MAX_LOG 4096

static struct worker *worker_of(const krav_host *host) { return host->impl; }

static int64_t clock_ms(clockid_t id) {
    struct timespec t;
    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t worker_mono_ms(void) { return clock_ms(CLOCK_MONOTONIC); }

/* ---- calls; all under the link's lock ------------------------------------------------------ */

static struct open_call *call_find(struct worker *w, uint64_t id) {
    for (size_t i = w->n_calls; i-- > 0;) { /* the newest is the likeliest */
        if (w->calls[i].id == id) {
            return &w->calls[i];
        }
    }
    return NULL;
}

static void call_close(struct worker *w, struct open_call *call) {
    /* begin() may still read its file after it answered: serve.c closes that one. */
    if (call->fd >= 0 && call->id != w->asking) {
        close(call->fd);
    }
    *call = w->calls[--w->n_calls];
}

/* ---- answers --------------------------------------------------------------------------------- */

static bool put_answer(struct worker *w, const struct open_call *call, const krav_answer *a) {
    const struct wire_layout *result = wire_ask_row(call->ask)->result;
    const bool has_result =
        result && a->result && (a->outcome == KRAV_DONE || a->outcome == KRAV_REFUSED);
    const size_t begin = wire_begin(&w->link.out, WIRE_ANSWER, call->id);
    bool ok = wire_encode(&w->link.out, &wire_answer, a);
    wire_put_u32(&w->link.out, has_result);
    ok = ok && (!has_result || wire_encode(&w->link.out, result, a->result));
    if (!ok) {
        w->link.out.len = begin;
        return false;
    }
    return wire_end(&w->link.out, begin);
}

static void host_answer(const krav_host *host, krav_call_id id, const krav_answer *answer) {
    struct worker *w = worker_of(host);
    link_lock(&w->link);
    struct open_call *call = call_find(w, id);
    if (!call) {
        w->n_dropped_answers++;
    } else {
        const bool sane = answer && answer->size >= sizeof *answer &&
                          answer->outcome >= KRAV_DONE && answer->outcome <= KRAV_UNKNOWN;
        if (!sane || !put_answer(w, call, answer)) {
            /* What it did is not known when its answer cannot be read. */
            const char reason[] = "the plugin's answer was malformed or over 8 MiB";
            put_answer(w, call,
                       &(krav_answer){.size = sizeof(krav_answer),
                                      .outcome = KRAV_UNKNOWN,
                                      .reason = {reason, sizeof reason - 1}});
        }
        call_close(w, call);
    }
    link_unlock(&w->link);
}

void worker_answer(struct worker *w, uint64_t id, int32_t outcome, const char *reason) {
    host_answer(&w->host, id,
                &(krav_answer){.size = sizeof(krav_answer),
                               .outcome = outcome,
                               .reason = {reason, strlen(reason)}});
}

/* ---- krav.host.log/1 ------------------------------------------------------------------------- */

static void log_write(const krav_host *host, int32_t level, krav_str text) {
    const struct wire_log record = {
        .size = sizeof record,
        .level = level,
        .text = {text.ptr, text.len < MAX_LOG ? text.len : MAX_LOG},
    };
    link_send(&worker_of(host)->link, WIRE_LOG, 0, &wire_log, &record);
}

static const krav_host_log log_table = {log_write};

/* ---- krav.host.settings/1 -------------------------------------------------------------------- */

static const struct wire_setting *setting_find(const krav_host *host, const char *name,
                                               bool secret) {
    const struct wire_start *start = &worker_of(host)->start;
    const size_t len = strlen(name);
    for (uint32_t i = 0; i < start->n_settings; i++) {
        const struct wire_setting *s = &start->settings[i];
        if (s->name.len == len && memcmp(s->name.ptr, name, len) == 0) {
            return (s->secret != 0) == secret ? s : NULL;
        }
    }
    return NULL;
}

static krav_str settings_text(const krav_host *host, const char *name) {
    const struct wire_setting *s = setting_find(host, name, false);
    return s ? s->value : (krav_str){NULL, 0};
}

static int64_t settings_integer(const krav_host *host, const char *name) {
    const krav_str value = settings_text(host, name);
    char digits[24] = {0}; /* the host has checked that it is a number, or a yes or no */
    if (value.len == 0 || value.len >= sizeof digits) {
        return 0;
    }
    memcpy(digits, value.ptr, value.len);
    return strcmp(digits, "yes") == 0 || strcmp(digits, "true") == 0 ? 1
                                                                      : strtoll(digits, NULL, 10);
}

static int32_t settings_secret(const krav_host *host, const char *name,
                               void (*use)(void *ctx, krav_str secret), void *ctx) {
    const struct wire_setting *s = setting_find(host, name, true);
    if (!s || !s->value.ptr) {
        return KRAV_E_INVALID;
    }
    char *copy = wire_alloc(s->value.len);
    memcpy(copy, s->value.ptr, s->value.len);
    use(ctx, (krav_str){copy, s->value.len});
    explicit_bzero(copy, s->value.len);
    free(copy);
    return KRAV_OK;
}

static const krav_host_settings settings_table = {settings_text, settings_integer,
                                                  settings_secret};

/* ---- krav.host.clock/1 ----------------------------------------------------------------------- */

static krav_ms clock_now(const krav_host *host) {
    (void)host;
    return clock_ms(CLOCK_REALTIME);
}

static krav_day clock_today(const krav_host *host) { return atomic_load(&worker_of(host)->today); }

static int32_t clock_wake(const krav_host *host, krav_token token, krav_ms delay) {
    struct worker *w = worker_of(host);
    if (delay < 0 || delay > INT32_MAX) {
        return KRAV_E_INVALID;
    }
    if (w->n_wakes == WORKER_MAX_WAKES) {
        return KRAV_E_BUSY;
    }
    w->wakes[w->n_wakes++] = (struct wake){token, worker_mono_ms() + delay};
    return KRAV_OK;
}

static const krav_host_clock clock_table = {clock_now, clock_today, clock_wake};

/* ---- krav.host.facts/1 ----------------------------------------------------------------------- */

/* True if `session` is a call that facts may come with, not yet answered.  Records of others would be dropped by the
 * host anyway; this tells the plugin. */
static bool session_open(struct worker *w, krav_call_id session) {
    link_lock(&w->link);
    const struct open_call *call = call_find(w, session);
    const bool open = call && wire_ask_brings_facts(call->ask);
    link_unlock(&w->link);
    return open;
}

static int32_t submit(const krav_host *host, krav_call_id session, enum wire_fact fact,
                      const void *record) {
    struct worker *w = worker_of(host);
    if (!record) {
        return KRAV_E_INVALID;
    }
    if (!session_open(w, session)) {
        return KRAV_E_STATE;
    }
    link_lock(&w->link);
    const size_t begin = wire_begin(&w->link.out, WIRE_RECORD, session);
    wire_put_u32(&w->link.out, fact);
    bool sent = wire_encode(&w->link.out, wire_fact_layout(fact), record);
    if (sent) {
        sent = wire_end(&w->link.out, begin);
    } else {
        w->link.out.len = begin;
    }
    link_unlock(&w->link);
    return sent ? KRAV_OK : KRAV_E_INVALID;
}

static int32_t facts_claim(const krav_host *host, krav_call_id session, const krav_claim *r) {
    return submit(host, session, WIRE_FACT_CLAIM, r);
}
static int32_t facts_payment(const krav_host *host, krav_call_id session, const krav_payment *r) {
    return submit(host, session, WIRE_FACT_PAYMENT, r);
}
static int32_t facts_credit_note(const krav_host *host, krav_call_id session,
                                 const krav_credit_note *r) {
    return submit(host, session, WIRE_FACT_CREDIT_NOTE, r);
}
static int32_t facts_direct_payment(const krav_host *host, krav_call_id session,
                                    const krav_direct_payment *r) {
    return submit(host, session, WIRE_FACT_DIRECT_PAYMENT, r);
}
static int32_t facts_receipt(const krav_host *host, krav_call_id session, const krav_receipt *r) {
    return submit(host, session, WIRE_FACT_RECEIPT, r);
}

static int32_t facts_attachment(const krav_host *host, krav_call_id session,
                                const krav_attachment *r) {
    return submit(host, session, WIRE_FACT_ATTACHMENT, r);
}

static int32_t facts_payout_status(const krav_host *host, krav_call_id session,
                                   const krav_payout_status *r) {
    return submit(host, session, WIRE_FACT_PAYOUT_STATUS, r);
}

static int32_t facts_statement_line(const krav_host *host, krav_call_id session,
                                    const krav_statement_line *r) {
    return submit(host, session, WIRE_FACT_STATEMENT_LINE, r);
}

static int32_t facts_statement(const krav_host *host, krav_call_id session,
                               const krav_statement *r) {
    return submit(host, session, WIRE_FACT_STATEMENT, r);
}

static int32_t facts_mandate(const krav_host *host, krav_call_id session, const krav_mandate *r) {
    return submit(host, session, WIRE_FACT_MANDATE, r);
}

static int32_t facts_fault(const krav_host *host, krav_call_id session, int64_t line,
                           krav_str reason) {
    struct worker *w = worker_of(host);
    if (!session_open(w, session)) {
        return KRAV_E_STATE;
    }
    const struct wire_fault record = {
        .size = sizeof record,
        .line = line,
        .reason = {reason.ptr, reason.len < MAX_LOG ? reason.len : MAX_LOG},
    };
    return link_send(&w->link, WIRE_FAULT, session, &wire_fault, &record) ? KRAV_OK
                                                                          : KRAV_E_INVALID;
}

static const krav_host_facts facts_table = {
    facts_claim,   facts_payment, facts_credit_note, facts_direct_payment,
    facts_receipt, facts_fault,   facts_attachment,  facts_payout_status,
    facts_statement_line,         facts_statement,   facts_mandate,
};

/* ---- the host itself ------------------------------------------------------------------------- */

static const void *host_extension(const krav_host *host, const char *id) {
    if (strcmp(id, KRAV_HOST_LOG) == 0) {
        return &log_table;
    }
    if (strcmp(id, KRAV_HOST_SETTINGS) == 0) {
        return &settings_table;
    }
    if (strcmp(id, KRAV_HOST_CLOCK) == 0) {
        return &clock_table;
    }
    if (strcmp(id, KRAV_HOST_FACTS) == 0) {
        return &facts_table;
    }
    if (strcmp(id, KRAV_HOST_FILES) == 0 && worker_of(host)->out_fd >= 0) {
        return &worker_files;
    }
    return NULL;
}

void worker_host_init(struct worker *w) {
    w->host = (krav_host){.abi_major = KRAV_ABI_MAJOR,
                          .abi_minor = KRAV_ABI_MINOR,
                          .impl = w,
                          .extension = host_extension,
                          .answer = host_answer};
}
