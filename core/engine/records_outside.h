/* records_outside.h - the SDK's records for what comes over the web: requests to a plugin, and
 * payments at a provider.  Part of the border of records.h. */
#ifndef KRAV_ENGINE_RECORDS_OUTSIDE_H
#define KRAV_ENGINE_RECORDS_OUTSIDE_H

#include "domain/letter.h"
#include "engine/incoming.h"
#include "plug/plug.h"

struct web_request { /* as krav_request */
    struct text method, path, query, headers, body, peer;
};
struct web_response { /* as krav_response; status 0: none */
    int status;
    struct text content_type, body, location;
};
/* From the answer to `serve`, copied; zeroed if it is no other's. */
struct web_response web_response_of(const struct plug_answer *answer, struct arena *arena);

struct pay_form { /* a payment to be opened at a provider */
    ore amount;
    struct text kid, description, return_url;
};
struct pay_state { /* what the provider says of one */
    bool known, ended;
    ore asked, held, charged, refunded;
    day charged_on;
};
/* From the answers to `open` and to the questions about a payment that was opened. */
struct text pay_url_of(const struct plug_answer *answer, struct arena *arena);
struct pay_state pay_state_of(const struct plug_answer *answer);

/* Each: the call's id, or 0 with st. */
uint64_t records_serve(struct plug *p, const struct plug_call *call, const struct web_request *r,
                       struct status *st);
uint64_t records_open_payment(struct plug *p, const struct plug_call *call,
                              const struct pay_form *f, struct status *st);
uint64_t records_payment_status(struct plug *p, const struct plug_call *call, struct text reference,
                                struct status *st) NODISCARD;
uint64_t records_refund_payment(struct plug *p, const struct plug_call *call, struct text reference,
                                ore amount, struct status *st) NODISCARD;
uint64_t records_withdraw_payment(struct plug *p, const struct plug_call *call,
                                  struct text reference, struct status *st);

#endif
