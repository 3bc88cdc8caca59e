/* wrap.h - UTF-8 text cut into rows at blanks. */
#ifndef LETTER_WRAP_H
#define LETTER_WRAP_H

#include "krav/plugin.h"

/* Cuts the next row of at most `width` code points off *rest: at a line feed, else at the last
 * blank that fits, else through the word.  False when nothing is left. */
int wrap_next(krav_str *rest, int width, krav_str *row);
int wrap_count(krav_str text, int width); /* rows that it takes */
int wrap_width(krav_str text);            /* code points */
/* Valid UTF-8, and no control characters but line feeds (`lines` true) or none at all. */
int wrap_is_clean(krav_str text, int lines);

#endif
