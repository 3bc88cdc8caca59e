/* calls_out.h - calls as they are shown: those of a case, and whether the debtor may be called now. */
#ifndef KRAV_HOST_CALLS_OUT_H
#define KRAV_HOST_CALLS_OUT_H

#include "domain/case.h"
#include "host/cli.h"
#include "host/json.h"
#include "host/table.h"

/* Rows of the case's first table: the call that is asked for, and the last attempts. */
void calls_rows(struct table *t, struct cli *cli, const struct krav_case *c);
void calls_json(struct json *j, const char *key, const struct krav_case *c);

#endif
