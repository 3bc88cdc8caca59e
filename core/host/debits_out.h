/* debits_out.h - what the payer's bank was asked for of a case (AvtaleGiro), as text and JSON. */
#ifndef KRAV_HOST_DEBITS_OUT_H
#define KRAV_HOST_DEBITS_OUT_H

#include "host/json.h"
#include "host/sheet.h"

void debits_print(struct cli *cli, const struct sheet *s); /* nothing when there are none */
void debits_json(struct json *j, const char *name, const struct sheet *s);

#endif
