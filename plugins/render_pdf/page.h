/* page.h - where everything in a letter stands.
 *
 *     12 mm   sender                                                    logo
 *     45      the address, in the envelope's window              date, case
 *     88      subject
 *             intro, the amounts as a table, closing; goes on over the next page
 *     foot    payment slip, at the foot of the last page; page numbers
 */
#ifndef RENDER_PAGE_H
#define RENDER_PAGE_H

#include "sheet.h"

struct page_design {
    const struct fonts *fonts;
    cairo_surface_t *logo; /* NULL: none */
    double window_left, window_top; /* points */
};

/* NULL if the letter's fields can be laid out; otherwise why not, for a caseworker. */
const char *page_refuses(const krav_letter *letter);
/* Lays out a letter that page_refuses() did not refuse; again NULL, or why not. */
const char *page_lay_out(const struct page_design *design, const krav_letter *letter,
                         struct sheet *out);

#endif
