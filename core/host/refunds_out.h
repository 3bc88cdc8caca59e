/* refunds_out.h - money of a case that goes back to its payer, as text and JSON. */
#ifndef KRAV_HOST_REFUNDS_OUT_H
#define KRAV_HOST_REFUNDS_OUT_H

#include "domain/case.h"
#include "host/cli.h"
#include "host/json.h"

void refunds_print(struct cli *cli, const struct krav_case *c); /* nothing when there are none */
void refunds_json(struct json *j, const char *name, const struct krav_case *c);

#endif
