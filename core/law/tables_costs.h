/* tables_costs.h - the rows that struct law takes from tables_costs.c; for tables.c alone. */
#ifndef KRAV_LAW_TABLES_COSTS_H
#define KRAV_LAW_TABLES_COSTS_H

#include "law/law.h"

#define N_CAP_ROWS 2
#define N_COMPENSATION_ROWS 27
#define N_RETTSGEBYR_ROWS 18
#define N_CONCILIATION_ROWS 4
#define N_ENFORCEMENT_ROWS 5
#define N_BANKRUPTCY_NOTICE_ROWS 2
#define N_WRITING_ROWS 1
#define N_LEGAL_HELP_ROWS 1

extern const struct cap_row cap_rows[N_CAP_ROWS];
extern const struct amount_row compensation_rows[N_COMPENSATION_ROWS];
extern const struct amount_row rettsgebyr_rows[N_RETTSGEBYR_ROWS];
extern const struct factor_row conciliation_rows[N_CONCILIATION_ROWS];
extern const struct factor_row enforcement_rows[N_ENFORCEMENT_ROWS];
extern const struct factor_row bankruptcy_notice_rows[N_BANKRUPTCY_NOTICE_ROWS];
extern const struct factor_row writing_rows[N_WRITING_ROWS];
extern const struct factor_row legal_help_rows[N_LEGAL_HELP_ROWS];

#endif
