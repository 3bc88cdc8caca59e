/* checkout.h - krav serve with the payment pages of nexi_sim.h, one case and its letter with a link.
 *
 *     checkout_open ─▶ checkout_press (the letter's button) ─▶ nexi_sim_pay, nexi_sim_webhook ─▶
 *     service_end ─▶ checkout_close */
#ifndef SCENARIO_CHECKOUT_H
#define SCENARIO_CHECKOUT_H

#include "nexi_sim.h"
#include "service.h"

#define CASE_1 "100000001"
#define HOOK "hook0123456789abcdef"
#define CHARGED "payment.charge.created.v2"
#define REFUNDED "payment.refund.completed"

struct checkout {
    struct service service; /* first: a service_* function takes it */
    struct nexi_sim *sim;
    int port;
    char answer[40000];
};

/* cmocka's setup and teardown. */
int checkout_open(void **state);
int checkout_close(void **state);

/* One request: its status; the whole answer is in w->answer. */
int checkout_ask(struct checkout *w, const char *method, const char *path, const char *rest);
/* Where the letter's link leads, without the place. */
const char *checkout_link(struct checkout *w);
/* Presses its button: the provider's page is open.  The link. */
const char *checkout_press(struct checkout *w);
int64_t checkout_payments(struct checkout *w);
/* The balance of an account. */
int64_t checkout_on(struct checkout *w, const char *account);

#endif
