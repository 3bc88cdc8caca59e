/* pay_page.h - /pay/CODE, where a debtor goes from a letter to the provider's page.
 *
 *     GET    a page with one button: nothing happens, whoever looks (scanners of links do)
 *     POST   the payment is opened at the provider, for what is owed now, and the browser sent there
 *
 * No name, no sum, no creditor stands on our page: whoever has the link may be another than the
 * debtor. */
#ifndef KRAV_HOST_PAY_PAGE_H
#define KRAV_HOST_PAY_PAGE_H

#include "host/home.h"
#include "host/http.h"

/* Memory: the arena. */
void pay_page(struct home *h, const struct http_request *r, struct arena *arena,
              struct http_reply *reply);

#endif
