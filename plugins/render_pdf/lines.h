/* lines.h - text cut into lines, and lines that read as a table.
 *
 *     Avdragene:
 *       Avdrag 1, forfall 15.06.2026: 1 067,50 kroner     a row: indented, label and amount
 *         more about it                                   a note: deeper than its row
 *       Avdrag 2, forfall 15.07.2026: 1 067,50 kroner
 *
 * Nothing is copied: what is cut off is a part of the text. */
#ifndef RENDER_LINES_H
#define RENDER_LINES_H

#include "krav/plugin.h"

struct lines_row {
    krav_str label, amount; /* "Avdrag 1, forfall 15.06.2026", "1 067,50" */
    krav_str notes;         /* lines, or nothing */
};

/* Cuts the next line off *rest; false when nothing is left. */
int lines_next(krav_str *rest, krav_str *line);
krav_str lines_trimmed(krav_str line); /* without the blanks before it */
/* Cuts the next row with its notes off *rest; false if no row comes next.  What is too long for a
 * table is no row and no note. */
int lines_row(krav_str *rest, struct lines_row *row);
/* The bytes of the table that a text begins with: rows and notes, two lines at least.  0: none. */
size_t lines_table(krav_str text);

#endif
