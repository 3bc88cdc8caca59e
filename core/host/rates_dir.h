/* rates_dir.h - files of rates: read for an import, and those of a home's rates/ looked through. */
#ifndef KRAV_HOST_RATES_DIR_H
#define KRAV_HOST_RATES_DIR_H

#include "host/home.h"

/* The file's bytes, in the command's arena. */
int rates_file_read(struct cli *cli, const char *path, struct text *bytes, struct status *st)
    NODISCARD;
/* A fault for each rates/NAME.csv that says something the book does not know, with what is wrong
 * with it if it cannot be imported; and for each rate on which the book and this program differ. */
void rates_dir_check(struct home *h);

#endif
