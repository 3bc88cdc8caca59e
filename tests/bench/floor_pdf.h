/* floor_pdf.h - a letter's page drawn by bare pangocairo: every text set where it is known to
 * stand, on one surface, with what can be kept between letters kept.
 *
 * Nothing is checked, broken over pages or formatted: this is the letter of bench_pdf.c and no
 * other, and what comes out must be what the renderer makes of it, byte for byte. */
#ifndef BENCH_FLOOR_PDF_H
#define BENCH_FLOOR_PDF_H

#include "base/text.h"
#include "krav/plugin.h"

struct pdf_floor;
struct pdf_floor *pdf_floor_open(void);
void pdf_floor_close(struct pdf_floor *f);
/* The bytes are the floor's, until the next letter. */
struct text pdf_floor_draw(struct pdf_floor *f, const krav_letter *letter);

/* What the page says of the letter's numbers. */
#define PAGE_COMPOSED "02.11.2026"
#define PAGE_CREATED  "2026-11-02T00:00:00Z"
#define PAGE_DEADLINE "16.11.2026"
#define PAGE_ORG      "Org.nr. 312 597 772"
#define PAGE_CONTACT  "22 00 00 00  \xc2\xb7  post@eksempel.invalid"
#define PAGE_ACCOUNT  "1234.56.78903"
#define PAGE_TOTAL    "1 934,00"
#define PAGE_AMOUNTS  {"1 899,00", "35,00"}

#endif
