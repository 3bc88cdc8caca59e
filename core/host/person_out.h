/* person_out.h - a party as it is shown to the agency's own people.  A protected address is shown
 * to them, marked: it goes to nobody else. */
#ifndef KRAV_HOST_PERSON_OUT_H
#define KRAV_HOST_PERSON_OUT_H

#include "domain/party.h"
#include "host/cli.h"
#include "host/json.h"
#include "host/table.h"

/* Rows of a table of two columns: who, where, and what must be known before speaking to them. */
void person_rows(struct table *t, struct cli *cli, const struct party *p);
/* Fields of an object that the caller opened. */
void person_json(struct json *j, const struct party *p);

#endif
