/* limitation_out.h - periods of limitation, and a case's limitation, as text or JSON. */
#ifndef KRAV_HOST_LIMITATION_OUT_H
#define KRAV_HOST_LIMITATION_OUT_H

#include "domain/limitation.h"
#include "host/json.h"
#include "host/sheet.h"

void limitation_print_periods(struct cli *cli, const struct limitation_period *periods, uint32_t n);
/* The list "periods" of an open object. */
void limitation_json_periods(struct json *j, const struct limitation_period *periods, uint32_t n);

/* `krav case CASE --limitation`: each claim with all that bears on it, then interest and costs by
 * themselves. */
int limitation_case_print(struct cli *cli, const struct sheet *s) NODISCARD;

#endif
