/* costs_out.h - krav case CASE --costs: each cost of a case, and how the law came to it. */
#ifndef KRAV_HOST_COSTS_OUT_H
#define KRAV_HOST_COSTS_OUT_H

#include "host/sheet.h"
#include "law/explain.h"

/* Text or JSON, as the command line says.  Fails into the command's status. */
int costs_print(struct cli *cli, const struct sheet *s) NODISCARD;

/* How the law came to one of them: cost number `index`, as they were charged. */
int costs_explain(const struct sheet *s, uint32_t index, struct charge_explained *x) NODISCARD;

#endif
