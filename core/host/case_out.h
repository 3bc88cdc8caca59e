/* case_out.h - a case's sheet, printed: as text for a person, as JSON for a program. */
#ifndef KRAV_HOST_CASE_OUT_H
#define KRAV_HOST_CASE_OUT_H

#include "host/sheet.h"

void case_print(struct cli *cli, const struct sheet *s);
void case_print_json(const struct sheet *s);

#endif
