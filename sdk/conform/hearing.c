#include "conform/hearing.h"

#include <stdio.h>
#include <string.h>

#include "krav/check.h"

bool text_is_utf8_line(krav_str s) {
    const unsigned char *bytes = (const unsigned char *)s.ptr;
    for (size_t i = 0; i < s.len;) {
        const size_t n = krav_utf8_at(bytes + i, s.len - i);
        if (n == 0 || (krav_utf8_is_control(bytes + i) && bytes[i] != '\n' && bytes[i] != '\t')) {
            return false;
        }
        i += n;
    }
    return true;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Eleven digits by themselves that are somebody's, as far as digits can tell. */
static bool has_national_id(krav_str s) {
    for (size_t i = 0; i + 11 <= s.len; i++) {
        const bool alone = (i == 0 || !is_digit(s.ptr[i - 1])) &&
                           (i + 11 == s.len || !is_digit(s.ptr[i + 11]));
        if (alone && krav_check_national_id((krav_str){s.ptr + i, 11})) {
            return true;
        }
    }
    return false;
}

static struct heard *heard_of(struct client *c, uint64_t id) {
    for (size_t i = 0; i < sizeof c->hearing / sizeof c->hearing[0]; i++) {
        if (c->hearing[i] && c->hearing[i]->id == id) {
            return c->hearing[i];
        }
    }
    return NULL;
}

static void forget(struct client *c, const struct heard *h) {
    for (size_t i = 0; i < sizeof c->hearing / sizeof c->hearing[0]; i++) {
        if (c->hearing[i] == h) {
            c->hearing[i] = NULL;
        }
    }
}

void heard_fini(struct heard *h) {
    wire_pool_fini(&h->pool);
    wire_out_fini(&h->bytes);
}

/* ---- answers and records ----------------------------------------------------------------------- */

/* Of a second answer only that it came is kept: it has no call any more. */
static void take_answer(struct client *c, struct wire_frame *f) {
    struct heard *h = heard_of(c, f->id);
    if (!h) {
        c->n_stray++;
        return;
    }
    h->n_answers++;
    memcpy(wire_out_take(&h->bytes, f->body.left), f->body.ptr, f->body.left);
    struct wire_in in = {.ptr = h->bytes.ptr, .left = h->bytes.len};
    struct wire_pool none = {0};
    c->broken |= !wire_decode(&in, &wire_answer, &h->answer, &none);
    h->has_result = wire_get_u32(&in) == 1;
    if (h->has_result && h->result_layout) {
        c->broken |= !wire_decode(&in, h->result_layout, &h->result, &h->pool);
    }
    forget(c, h);
}

static krav_ore worth(uint32_t fact, const union wire_any_record *r) {
    switch ((enum wire_fact)fact) {
    case WIRE_FACT_CLAIM:
        return r->claim.principal;
    case WIRE_FACT_PAYMENT:
        return r->payment.amount;
    case WIRE_FACT_CREDIT_NOTE:
        return r->credit_note.amount;
    case WIRE_FACT_DIRECT_PAYMENT:
        return r->direct_payment.amount;
    case WIRE_FACT_PAYOUT_STATUS:
        return r->payout_status.outcome == KRAV_DONE ? -r->payout_status.amount : 0;
    case WIRE_FACT_STATEMENT_LINE:
        return r->statement_line.part == 0 ? r->statement_line.amount : 0;
    case WIRE_FACT_RECEIPT:
    case WIRE_FACT_ATTACHMENT:
    case WIRE_FACT_STATEMENT:
    case WIRE_FACT_MANDATE:
        break;
    }
    return 0;
}

static bool strings_are_utf8(const struct wire_layout *layout, const void *record) {
    for (uint32_t i = 0; i < layout->n; i++) {
        krav_str s;
        if (layout->fields[i].type == WIRE_STR && strcmp(layout->fields[i].name, "bytes") != 0) {
            memcpy(&s, (const char *)record + layout->fields[i].offset, sizeof s);
            if (!text_is_utf8_line(s)) {
                return false;
            }
        }
    }
    return true;
}

static void take_record(struct client *c, struct wire_frame *f) {
    struct heard *h = heard_of(c, f->id);
    if (!h) {
        c->n_stray++;
        return;
    }
    for (size_t i = 0; i < f->body.left; i++) {
        h->digest = (h->digest ^ f->body.ptr[i]) * 1099511628211u;
    }
    const uint32_t fact = wire_get_u32(&f->body);
    const struct wire_layout *layout = wire_fact_layout(fact);
    union wire_any_record record;
    struct wire_pool pool = {0};
    if (!layout || !wire_decode(&f->body, layout, &record, &pool)) {
        c->broken = true;
    } else {
        h->n_records++;
        h->bad_record |= !strings_are_utf8(layout, &record);
        krav_ore sum;
        h->sum = __builtin_add_overflow(h->sum, worth(fact, &record), &sum) ? h->sum : sum;
        if (c->listener && c->listener->record) {
            c->listener->record(c->listener->ctx, fact, &record);
        }
    }
    wire_pool_fini(&pool);
}

static void take_fault(struct client *c, struct wire_frame *f) {
    struct heard *h = heard_of(c, f->id);
    struct wire_fault fault;
    struct wire_pool pool = {0};
    if (wire_decode(&f->body, &wire_fault, &fault, &pool) && h) {
        h->n_faults++;
        h->bad_fault |= !text_is_utf8_line(fault.reason) || fault.reason.len == 0;
        if (c->listener && c->listener->fault) {
            c->listener->fault(c->listener->ctx, fault.line, fault.reason);
        }
    } else {
        c->n_stray++;
    }
}

/* ---- the others -------------------------------------------------------------------------------- */

#define LONGEST_LINE 1000

static void take_log(struct client *c, struct wire_frame *f) {
    struct wire_log line;
    struct wire_pool pool = {0};
    if (!wire_decode(&f->body, &wire_log, &line, &pool)) {
        c->broken = true;
        return;
    }
    c->logs.n_lines++;
    c->logs.n_bad += !text_is_utf8_line(line.text) || line.text.len == 0 ||
                     line.level < KRAV_LOG_DEBUG || line.level > KRAV_LOG_ERROR;
    c->logs.n_long += line.text.len > LONGEST_LINE;
    c->logs.has_national_id |= has_national_id(line.text);
    if (c->listener && c->listener->log) {
        c->listener->log(c->listener->ctx, line.level, line.text);
    }
    if (line.level >= KRAV_LOG_WARNING && c->log_len + 3 < sizeof c->log) {
        const int n = snprintf(c->log + c->log_len, sizeof c->log - c->log_len, "%s%.*s",
                               c->log_len ? "; " : "",
                               (int)(line.text.len < 300 ? line.text.len : 300), line.text.ptr);
        const size_t left = sizeof c->log - 1 - c->log_len;
        c->log_len += n < 0 ? 0 : (size_t)n < left ? (size_t)n : left;
    }
}

static void take_ready(struct client *c, struct wire_frame *f) {
    struct wire_ready ready;
    struct wire_pool pool = {0};
    if (!wire_decode(&f->body, &wire_ready, &ready, &pool)) {
        c->broken = true;
        return;
    }
    c->has_ready = true;
    c->n_ready++;
    c->ready_rc = ready.rc;
    snprintf(c->ready_reason, sizeof c->ready_reason, "%.*s", (int)ready.reason.len,
             ready.reason.ptr ? ready.reason.ptr : "");
    if (ready.fence.len > 0) {
        snprintf(c->fence, sizeof c->fence, "%.*s", (int)ready.fence.len, ready.fence.ptr);
    }
}

void hearing_take(struct client *c, struct wire_frame *f) {
    switch (f->kind) {
    case WIRE_HELLO:
        memcpy(wire_out_take(&c->hello, f->body.left), f->body.ptr, f->body.left);
        c->has_hello = true;
        return;
    case WIRE_READY:
        take_ready(c, f);
        return;
    case WIRE_ANSWER:
        take_answer(c, f);
        return;
    case WIRE_RECORD:
        take_record(c, f);
        return;
    case WIRE_FAULT:
        take_fault(c, f);
        return;
    case WIRE_LOG:
        take_log(c, f);
        return;
    case WIRE_PONG:
        c->n_pongs++;
        return;
    case WIRE_BYE:
        c->has_bye = true;
        c->n_dropped = f->id;
        return;
    case WIRE_START:
    case WIRE_ASK:
    case WIRE_CANCEL:
    case WIRE_DRAIN:
        break;
    }
    c->broken = true;
}
