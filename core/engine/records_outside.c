/* records_outside.c - see records_outside.h. */
#include "engine/records_outside.h"

#include "krav/plugin.h"

#define URL_BYTES_MAX 2000

static krav_str str_of(struct text t) { return (krav_str){t.ptr, t.len}; }

static struct text copy_of(struct arena *arena, krav_str s) {
    return arena_text(arena, (struct text){s.ptr, s.len});
}

struct web_response web_response_of(const struct plug_answer *answer, struct arena *arena) {
    const krav_response *r = answer->ask == WIRE_ASK_SERVE ? answer->result : NULL;
    if (!r || answer->outcome != KRAV_DONE) {
        return (struct web_response){0};
    }
    return (struct web_response){r->status, copy_of(arena, r->content_type),
                                 copy_of(arena, r->body), copy_of(arena, r->location)};
}

/* A page that a debtor is sent to: https, or the machine itself, where tests are. */
struct text pay_url_of(const struct plug_answer *answer, struct arena *arena) {
    const krav_link *l = answer->ask == WIRE_ASK_CHECKOUT ? answer->result : NULL;
    const struct text url = l ? (struct text){l->url.ptr, l->url.len} : (struct text){NULL, 0};
    const bool ok = url.len <= URL_BYTES_MAX && text_is_utf8(url) && !text_has_control(url) &&
                    (text_starts(url, TEXT("https://")) ||
                     text_starts(url, TEXT("http://127.0.0.1:")));
    return ok ? arena_text(arena, url) : (struct text){NULL, 0};
}

static bool is_state(enum wire_ask ask) {
    return ask == WIRE_ASK_STATUS || ask == WIRE_ASK_CHARGE || ask == WIRE_ASK_REFUND ||
           ask == WIRE_ASK_WITHDRAW;
}

struct pay_state pay_state_of(const struct plug_answer *answer) {
    const krav_checkout_state *s = is_state(answer->ask) ? answer->result : NULL;
    if (!s || answer->outcome != KRAV_DONE) {
        return (struct pay_state){0};
    }
    return (struct pay_state){.known = true, .ended = s->ended == 1, .asked = s->asked,
        .held = s->held, .charged = s->charged, .refunded = s->refunded,
        .charged_on = s->charged_on};
}

uint64_t records_serve(struct plug *p, const struct plug_call *call, const struct web_request *r,
                       struct status *st) {
    const krav_request request = {.size = sizeof request, .method = str_of(r->method),
        .path = str_of(r->path), .query = str_of(r->query), .headers = str_of(r->headers),
        .body = str_of(r->body), .peer = str_of(r->peer)};
    return plug_ask(p, call, WIRE_ASK_SERVE, &request, st);
}

uint64_t records_open_payment(struct plug *p, const struct plug_call *call,
                              const struct pay_form *f, struct status *st) {
    const krav_checkout_form form = {.size = sizeof form, .amount = f->amount,
        .currency = str_of(TEXT("NOK")), .kid = str_of(f->kid),
        .description = str_of(f->description), .return_url = str_of(f->return_url),
        .language = str_of(TEXT("nb"))};
    return plug_ask(p, call, WIRE_ASK_CHECKOUT, &form, st);
}

uint64_t records_payment_status(struct plug *p, const struct plug_call *call, struct text reference,
                                struct status *st) {
    const krav_checkout_ref ref = {.size = sizeof ref, .reference = str_of(reference)};
    return plug_ask(p, call, WIRE_ASK_STATUS, &ref, st);
}

uint64_t records_refund_payment(struct plug *p, const struct plug_call *call, struct text reference,
                                ore amount, struct status *st) {
    const krav_checkout_ref ref = {.size = sizeof ref, .reference = str_of(reference),
        .amount = amount};
    return plug_ask(p, call, WIRE_ASK_REFUND, &ref, st);
}

uint64_t records_withdraw_payment(struct plug *p, const struct plug_call *call,
                                  struct text reference, struct status *st) {
    const krav_checkout_ref ref = {.size = sizeof ref, .reference = str_of(reference)};
    return plug_ask(p, call, WIRE_ASK_WITHDRAW, &ref, st);
}
