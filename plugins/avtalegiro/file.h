/* file.h - one checked batch as one transmission of AvtaleGiro: 80 characters a line, ISO-8859-1.
 *
 *     NY000010                                transmission: from the customer unit to 00008080
 *       NY210020                              payment requests
 *         NY21tt30 NY21tt31 [NY212149]        tt: 21 the bank tells the payer, 02 it does not
 *       NY210088
 *       NY213620                              deletions of earlier requests
 *         NY219330 NY219331
 *       NY213688
 *     NY000089
 *
 * The same batch gives the same bytes. */
#ifndef AG_FILE_H
#define AG_FILE_H

#include "krav/plugin.h"

#define AG_LINE 80

struct ag_file { /* bytes that grow; the caller frees them with file_free() */
    char *bytes;
    size_t len, size;
    int failed; /* there is no memory */
    int64_t n_records;
};

/* `customer`: the eight digits of the customer unit.  The batch has passed debits_check(). */
void file_write(struct ag_file *f, krav_str customer, const krav_debits *debits);
void file_free(struct ag_file *f);

#endif
