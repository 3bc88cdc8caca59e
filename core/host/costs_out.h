/* costs_out.h - krav case CASE --costs: each cost of a case, and how the law came to it. */
#ifndef KRAV_HOST_COSTS_OUT_H
#define KRAV_HOST_COSTS_OUT_H

#include "host/sheet.h"

/* Text or JSON, as the command line says.  Fails into the command's status. */
int costs_print(struct cli *cli, const struct sheet *s) NODISCARD;

#endif
