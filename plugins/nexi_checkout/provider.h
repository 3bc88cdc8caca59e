/* provider.h - the questions to the provider, one function each: one request, one answer. */
#ifndef NEXI_PROVIDER_H
#define NEXI_PROVIDER_H

#include "krav/http.h"
#include "message.h"

#define PROVIDER_WHY 300

struct provider {
    krav_http *http;
    krav_ms deadline;        /* of the call that is being answered */
    char why[PROVIDER_WHY];  /* of the last that was not done; for a caseworker */
};

struct nexi_giving { /* back, of one charge */
    const char *charge;
    krav_ore amount;
};

/* Each: KRAV_DONE, KRAV_REFUSED, KRAV_RETRY or KRAV_UNKNOWN.  `key`: the same for each attempt of one
 * effect; the provider does it once. */
int32_t provider_open(struct provider *p, const struct nexi_offer *o, krav_str key,
                      struct nexi_opened *out);
/* A question: never UNKNOWN.  REFUSED: there is no such payment. */
int32_t provider_state(struct provider *p, const char *id, struct nexi_state *out);
int32_t provider_charge(struct provider *p, const char *id, krav_ore amount, krav_str key);
/* `id`: of the refund, as a webhook or poll will call it; made, and without an id, is UNKNOWN. */
int32_t provider_refund(struct provider *p, const struct nexi_giving *g, krav_str key,
                        char id[NEXI_ID_MAX + 1]);
int32_t provider_terminate(struct provider *p, const char *id);

#endif
