/* page.h - a letter laid out as pages of plain text, the shape of an A4 sheet.
 *
 *     row  2- 8   sender                                   date, case
 *     row 10-15   the address, where the window of a C5 envelope is (left)
 *     row 18      subject
 *     row 20-     body, wrapped; goes on over the next page
 *     row 59-65   payment slip at the foot of the last page, when something is to be paid
 *
 * A page has 68 rows, counted from 0; pages are parted by a form feed.  Width is counted in code
 * points.  The text is owned by the struct page until page_fini(). */
#ifndef LETTER_PAGE_H
#define LETTER_PAGE_H

#include "krav/plugin.h"

#define PAGE_WIDTH_MIN 72
#define PAGE_WIDTH_MAX 100
#define PAGE_BODY_MAX 262144 /* bytes of a letter's body */

struct page {
    char *text;
    size_t len, cap;
    int width;   /* of the text, without margins */
    int row;     /* the next to be written */
    int n_pages; /* begun so far */
    int failed;  /* no memory: the text is not whole */
};

/* NULL if the letter can be laid out; otherwise why not, for a caseworker. */
const char *page_refuses(const krav_letter *letter, int sheet_width);
/* Lays out a letter that page_refuses() did not refuse.  False if there was no memory. */
int page_make(struct page *page, const krav_letter *letter, int sheet_width);
void page_fini(struct page *page);

#endif
