/* csv.h - cells of a CSV file as the spreadsheets of Norway read it: semicolons, decimal commas. */
#ifndef KRAV_BASE_CSV_H
#define KRAV_BASE_CSV_H

#include "base/text.h"

/* Quoted; a text that begins as a formula would is kept from being one. */
void csv_text(struct buf *out, struct text t);
/* Hundredths with a decimal comma and nothing else, so that a spreadsheet reads a number. */
void csv_hundredths(struct buf *out, int64_t hundredths);

#endif
