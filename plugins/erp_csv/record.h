/* record.h - one row made into a record: every field read, every rule of a row checked. */
#ifndef ERP_RECORD_H
#define ERP_RECORD_H

#include "erp.h"

/* Fills e->record from e->row, which has as many fields as the header.  False if there was a
 * fault; they are all reported. */
int record_read(struct erp *e);
const char *record_word(int32_t kind); /* "claim" */
/* The field of that column in the row at hand, without blanks at its ends; absent if empty. */
krav_str record_field(const struct erp *e, int column);

/* For the rules of whole rows: a fault of the row at hand if `wrong`, which is given back. */
int erp_says(struct erp *e, int wrong, const char *what);
/* Both days are there, and the last is before the first. */
int days_disagree(krav_day first, krav_day last);

#endif
