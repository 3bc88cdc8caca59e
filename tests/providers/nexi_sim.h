/* nexi_sim.h - Nexi Checkout as its public documentation tells it, on the loopback, for tests: payments,
 * charges, refunds, and webhooks when the test says so.
 *
 *     nexi_sim_start ─▶ (plugin: POST /v1/payments) ─▶ nexi_sim_pay ─▶ nexi_sim_webhook ─▶ nexi_sim_stop
 *
 * A thread of its own serves; every function locks.  It never speaks first: a test that wants a
 * webhook twice, late, or never, says so. */
#ifndef TESTS_NEXI_SIM_H
#define TESTS_NEXI_SIM_H

#include <stdint.h>

enum nexi_sim_trouble {
    SIM_WELL,
    SIM_SLOW,      /* does what it was asked, and answers after slow_ms      */
    SIM_HALF,      /* does it, and the answer breaks off in the middle       */
    SIM_GARBLED,   /* does it, and answers 200 with no JSON                  */
    SIM_KEY,       /* 401 */
    SIM_INVALID,   /* 400, with a reason */
    SIM_BUSY,      /* 429 */
    SIM_BROKEN,    /* 500, nothing done */
};

struct nexi_sim;
struct nexi_sim *nexi_sim_start(const char *secret_key);
void nexi_sim_stop(struct nexi_sim *s);
int nexi_sim_port(const struct nexi_sim *s);

/* The next `times` requests meet this trouble. */
void nexi_sim_trouble(struct nexi_sim *s, enum nexi_sim_trouble trouble, int times);

/* The same, after so many that go well. */
void nexi_sim_trouble_after(struct nexi_sim *s, enum nexi_sim_trouble trouble, int well, int times);
/* From now on refunds that are asked for are only on their way until nexi_sim_complete. */
void nexi_sim_refunds_are_slow(struct nexi_sim *s);

/* Payments are numbered from 0 as they were made. */
int nexi_sim_payments(struct nexi_sim *s);
int64_t nexi_sim_amount(struct nexi_sim *s, int payment);
const char *nexi_sim_id(struct nexi_sim *s, int payment);
const char *nexi_sim_reference(struct nexi_sim *s, int payment);
/* How many requests named this payment in their path. */
int nexi_sim_asked(struct nexi_sim *s, int payment);

/* What went back of it, and *n in how many refunds. */
int64_t nexi_sim_refunded(struct nexi_sim *s, int payment, int *n);
int nexi_sim_is_terminated(struct nexi_sim *s, int payment);
void nexi_sim_complete(struct nexi_sim *s, int payment);

/* The payer's bank promises the sum; nothing is charged. */
void nexi_sim_hold(struct nexi_sim *s, int payment);
/* The payer pays on the page: all of it (0) or a part; charged at once. */
void nexi_sim_pay(struct nexi_sim *s, int payment, int64_t amount);
/* The agency, or a clerk in the provider's portal, gives back; the state is "Completed", "Pending", "Failed". */
void nexi_sim_refund(struct nexi_sim *s, int payment, int64_t amount, const char *state);

/* Sends a webhook to where the payment says, and gives the HTTP status it got; 0: nobody answered.
 * `authorization` NULL: the one that was given with the payment. */
int nexi_sim_webhook(struct nexi_sim *s, int payment, const char *event, const char *authorization);

/* One plain HTTP request to 127.0.0.1:port; the whole answer, terminated, in `out`; its status. */
int nexi_sim_http(int port, const char *request, char *out, int size);

#endif
