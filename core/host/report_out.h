/* report_out.h - the rows of a report as a table for people, as JSON, or as CSV for spreadsheets.
 *
 *     table   amounts as in letters, a last line with the sums; text columns that are empty
 *             everywhere are left out
 *     JSON    a list of objects; amounts in øre as NAME_ore, percentages in hundredths as NAME_bp
 *     CSV     UTF-8, semicolons, decimal commas, days as in Norway; no sums, nothing left out
 *
 * Memory: the command's arena. */
#ifndef KRAV_HOST_REPORT_OUT_H
#define KRAV_HOST_REPORT_OUT_H

#include "host/cli.h"
#include "store/reports.h"

enum report_form { FORM_TABLE = 1, FORM_JSON, FORM_CSV };

/* --json, --csv or neither; both are a usage error. */
enum report_form report_form(struct cli *cli);
void report_print(struct cli *cli, const struct report_rows *rows, enum report_form form);
/* What each column counts. */
void report_print_columns(struct cli *cli, const struct report_kind *kind);

#endif
