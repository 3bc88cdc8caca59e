/* filings_out.h - filings as they are shown: what a person was asked to file, what was filed, and
 * what came of it. */
#ifndef KRAV_HOST_FILINGS_OUT_H
#define KRAV_HOST_FILINGS_OUT_H

#include "domain/case.h"
#include "host/cli.h"
#include "host/json.h"
#include "host/table.h"

/* Rows of the case's first table. */
void filings_rows(struct table *t, struct cli *cli, const struct krav_case *c);
void filings_json(struct json *j, const char *key, const struct krav_case *c);

#endif
