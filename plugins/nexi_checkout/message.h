/* message.h - what is said to Nexi Checkout (formerly Nets Easy) and what it says, as JSON.
 *
 * Pure: no network, no state.  Amounts are øre, the provider's "minor units".  Everything read is
 * bounded and checked here: ids are what the provider's ids are made of, so that they may stand in
 * a path; amounts are within reason; days are days. */
#ifndef NEXI_MESSAGE_H
#define NEXI_MESSAGE_H

#include <stdbool.h>

#include "krav/check.h"
#include "krav/easy.h"

#define NEXI_ID_MAX 64
#define NEXI_URL_MAX 500
#define NEXI_KID_MAX 25
#define NEXI_MARKER 32 /* of an effect's key: myReference has room for no more */
#define NEXI_PARTS_MAX 16 /* charges, or refunds, of one payment */

struct nexi_offer { /* what a payment is opened with */
    krav_ore amount;
    krav_str kid, marker, description, return_url;
    krav_str webhook_url, webhook_secret, terms_url, merchant_terms_url;
    bool charge_at_once;
};
/* The body of POST /v1/payments; NULL if something is not UTF-8 or there is no memory.  free() it:
 * it holds the webhook's secret. */
char *nexi_offer_body(const struct nexi_offer *o);
/* { "amount": ... }, for charges and refunds. */
char *nexi_amount_body(krav_ore amount);

struct nexi_opened {
    char id[NEXI_ID_MAX + 1], url[NEXI_URL_MAX + 1];
};
bool nexi_read_opened(krav_str json, struct nexi_opened *out);
/* The id of a refund that was made. */
bool nexi_read_refunded(krav_str json, char out[NEXI_ID_MAX + 1]);

struct nexi_part { /* a charge, or a refund that is completed */
    char id[NEXI_ID_MAX + 1];
    krav_ore amount;
    krav_day on; /* in Oslo */
};
struct nexi_state { /* GET /v1/payments/ID */
    char id[NEXI_ID_MAX + 1], kid[NEXI_KID_MAX + 1], currency[4];
    krav_ore asked, held, charged, refunded;
    bool terminated;
    struct nexi_part charges[NEXI_PARTS_MAX], refunds[NEXI_PARTS_MAX];
    int n_charges, n_refunds;
};
bool nexi_read_state(krav_str json, struct nexi_state *out);

enum nexi_event { NEXI_OTHER, NEXI_CHARGED, NEXI_REFUNDED };
struct nexi_webhook {
    char id[NEXI_ID_MAX + 1], payment[NEXI_ID_MAX + 1];
    enum nexi_event event;
};
/* A webhook says only what to look at: sums are asked for (nexi_read_state). */
bool nexi_read_webhook(krav_str json, struct nexi_webhook *out);

/* What a refusal says, for a caseworker; an empty text if it says nothing. */
void nexi_read_refusal(krav_str json, char *out, size_t size);

/* "2026-09-05T22:10:00.123+00:00" is 6 September in Oslo; 0: no such moment. */
krav_day nexi_day(const char *moment);

/* The value of a header of a krav_request, its name in small letters; absent if there is none. */
krav_str nexi_header(krav_str headers, const char *name);

/* Takes as long whatever differs. */
bool nexi_same_secret(krav_str told, krav_str ours);

#endif
