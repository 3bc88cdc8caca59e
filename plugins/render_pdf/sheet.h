/* sheet.h - A4 pages as a list of marks: lines of text, rules, a box, a picture.
 *
 *     sheet_put ... sheet_put ─▶ sheet_paint ─▶ a PDF
 *
 * Marks are gathered first and painted after, since "page 1 of 2" stands on the first page and is
 * known with the last.  All lengths are points, from the upper left corner.
 * Owned: sheet_init / sheet_fini; the fonts and the logo are borrowed. */
#ifndef RENDER_SHEET_H
#define RENDER_SHEET_H

#include "fonts.h"

#define MM (72.0 / 25.4)
#define PAGE_WIDTH (210 * MM)
#define PAGE_HEIGHT (297 * MM)
#define SHEET_PAGES_MAX 40
#define SHEET_BYTES_MAX (4u << 20)

struct mark;
struct sheet {
    const struct fonts *fonts;
    struct mark *marks;
    size_t n, cap;
    int n_pages;
    int base;    /* the page that is 0 for whoever puts marks: a copy begins behind the first letter */
    int unknown; /* characters that the font does not have */
    int failed;  /* no memory, or too many pages */
};

void sheet_init(struct sheet *s, const struct fonts *fonts);
void sheet_fini(struct sheet *s);

struct place {
    int page; /* from 0 */
    double x, y;
};
/* Line `line` of a layout; its upper edge is at y. */
void sheet_line(struct sheet *s, struct place at, PangoLayout *layout, int line, enum style style);
/* All of a text in a width, from y on: the place below it. */
double sheet_text(struct sheet *s, struct place at, krav_str text, enum style style,
                  double width);
/* One line that ends at x. */
void sheet_text_right(struct sheet *s, struct place at, krav_str text, enum style style);
void sheet_rule(struct sheet *s, struct place at, double width, double thickness);
void sheet_box(struct sheet *s, struct place at, double width, double height);
void sheet_picture(struct sheet *s, struct place at, cairo_surface_t *picture, double scale);
/* Takes back all marks but the first n. */
void sheet_cut(struct sheet *s, size_t n);

struct pdf {
    unsigned char *bytes;
    size_t len, cap;
    int failed;
};
struct pdf_about {
    const char *title, *author, *created; /* ISO 8601; created is the letter's own day */
};
/* False if it could not be made.  The bytes are the caller's, to be freed. */
int sheet_paint(const struct sheet *s, const struct pdf_about *about, struct pdf *out);

#endif
