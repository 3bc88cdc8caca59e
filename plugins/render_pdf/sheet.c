#include "sheet.h"

#include <cairo-pdf.h>
#include <stdlib.h>
#include <string.h>

#define SMALL_SHADE 0.28 /* 0 is black, 1 is white */
#define BOX_SHADE 0.965
#define RULE_SHADE 0.45
#define ASCENT 0.76      /* the baseline, as a part of the leading */
#define CORNER (1.6 * MM)

enum mark_kind { MARK_LINE, MARK_RULE, MARK_BOX, MARK_PICTURE };

struct mark {
    enum mark_kind kind;
    int line;
    struct place at;
    double width, height; /* PICTURE: width is the scale */
    double shade;
    PangoLayout *layout;  /* LINE: a reference of ours */
    cairo_surface_t *picture;
};

void sheet_init(struct sheet *s, const struct fonts *fonts) {
    *s = (struct sheet){.fonts = fonts, .n_pages = 1};
}

void sheet_fini(struct sheet *s) {
    for (size_t i = 0; i < s->n; i++) {
        g_clear_object(&s->marks[i].layout);
    }
    free(s->marks);
    s->marks = NULL;
    s->n = 0;
}

/* ---- gathering ------------------------------------------------------------------------------- */

static void add(struct sheet *s, const struct mark *m) {
    if (s->base + m->at.page >= SHEET_PAGES_MAX) {
        s->failed = 1;
    }
    if (!s->failed && s->n == s->cap) {
        const size_t cap = s->cap > 0 ? s->cap * 2 : 128;
        struct mark *marks = realloc(s->marks, cap * sizeof *marks);
        s->failed = !marks;
        s->marks = marks ? marks : s->marks;
        s->cap = marks ? cap : s->cap;
    }
    if (s->failed) {
        return;
    }
    s->marks[s->n] = *m;
    s->marks[s->n].at.page += s->base;
    if (m->layout) {
        g_object_ref(m->layout);
    }
    s->n++;
    const int pages = s->base + m->at.page + 1;
    s->n_pages = pages > s->n_pages ? pages : s->n_pages;
}

void sheet_line(struct sheet *s, struct place at, PangoLayout *layout, int line, enum style style) {
    const struct mark m = {.kind = MARK_LINE, .line = line, .layout = layout,
                           .shade = style == STYLE_SMALL ? SMALL_SHADE : 0.0,
                           .at = {at.page, at.x, at.y + fonts_leading(style) * ASCENT}};
    if (line == 0) {
        s->unknown += pango_layout_get_unknown_glyphs_count(layout);
    }
    add(s, &m);
}

double sheet_text(struct sheet *s, struct place at, krav_str text, enum style style,
                  double width) {
    PangoLayout *layout = fonts_set(s->fonts, style, text, width);
    const int n = text.len > 0 ? pango_layout_get_line_count(layout) : 0;
    for (int i = 0; i < n && !s->failed; i++) {
        sheet_line(s, at, layout, i, style);
        at.y += fonts_leading(style);
    }
    g_object_unref(layout);
    return at.y;
}

void sheet_text_right(struct sheet *s, struct place at, krav_str text, enum style style) {
    PangoLayout *layout = fonts_set(s->fonts, style, text, 0);
    at.x -= fonts_width(layout);
    sheet_line(s, at, layout, 0, style);
    g_object_unref(layout);
}

void sheet_rule(struct sheet *s, struct place at, double width, double thickness) {
    add(s, &(struct mark){.kind = MARK_RULE, .at = at, .width = width, .height = thickness});
}

void sheet_box(struct sheet *s, struct place at, double width, double height) {
    add(s, &(struct mark){.kind = MARK_BOX, .at = at, .width = width, .height = height});
}

void sheet_picture(struct sheet *s, struct place at, cairo_surface_t *picture, double scale) {
    add(s, &(struct mark){.kind = MARK_PICTURE, .at = at, .width = scale, .picture = picture});
}

void sheet_cut(struct sheet *s, size_t n) {
    for (size_t i = n; i < s->n; i++) {
        g_clear_object(&s->marks[i].layout);
    }
    s->n = n < s->n ? n : s->n;
    s->n_pages = s->base + 1;
    for (size_t i = 0; i < s->n; i++) {
        s->n_pages = s->marks[i].at.page + 1 > s->n_pages ? s->marks[i].at.page + 1 : s->n_pages;
    }
}

/* ---- painting -------------------------------------------------------------------------------- */

static void grey(cairo_t *cr, double shade) { cairo_set_source_rgb(cr, shade, shade, shade); }

static void paint_box(cairo_t *cr, const struct mark *m) {
    const double x = m->at.x, y = m->at.y, w = m->width, h = m->height;
    const double quarter = G_PI / 2;
    cairo_new_path(cr);
    cairo_arc(cr, x + w - CORNER, y + CORNER, CORNER, -quarter, 0);
    cairo_arc(cr, x + w - CORNER, y + h - CORNER, CORNER, 0, quarter);
    cairo_arc(cr, x + CORNER, y + h - CORNER, CORNER, quarter, 2 * quarter);
    cairo_arc(cr, x + CORNER, y + CORNER, CORNER, 2 * quarter, 3 * quarter);
    cairo_close_path(cr);
    grey(cr, BOX_SHADE);
    cairo_fill_preserve(cr);
    grey(cr, RULE_SHADE);
    cairo_set_line_width(cr, 0.8);
    cairo_stroke(cr);
}

static void paint_picture(cairo_t *cr, const struct mark *m) {
    cairo_save(cr);
    cairo_translate(cr, m->at.x, m->at.y);
    cairo_scale(cr, m->width, m->width);
    cairo_set_source_surface(cr, m->picture, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
}

static void paint(cairo_t *cr, const struct mark *m) {
    switch (m->kind) {
    case MARK_LINE:
        grey(cr, m->shade);
        cairo_move_to(cr, m->at.x, m->at.y);
        pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(m->layout, m->line));
        break;
    case MARK_RULE:
        grey(cr, RULE_SHADE);
        cairo_rectangle(cr, m->at.x, m->at.y, m->width, m->height);
        cairo_fill(cr);
        break;
    case MARK_BOX:
        paint_box(cr, m);
        break;
    case MARK_PICTURE:
        paint_picture(cr, m);
        break;
    }
}

static cairo_status_t take_bytes(void *closure, const unsigned char *bytes, unsigned int n) {
    struct pdf *out = closure;
    if (out->failed || n > SHEET_BYTES_MAX - out->len) {
        out->failed = 1;
        return CAIRO_STATUS_WRITE_ERROR;
    }
    if (n > out->cap - out->len) {
        const size_t cap = (out->cap + n) * 2;
        unsigned char *grown = realloc(out->bytes, cap);
        if (!grown) {
            out->failed = 1;
            return CAIRO_STATUS_WRITE_ERROR;
        }
        out->bytes = grown;
        out->cap = cap;
    }
    memcpy(out->bytes + out->len, bytes, n);
    out->len += n;
    return CAIRO_STATUS_SUCCESS;
}

int sheet_paint(const struct sheet *s, const struct pdf_about *about, struct pdf *out) {
    memset(out, 0, sizeof *out);
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(take_bytes, out, PAGE_WIDTH, PAGE_HEIGHT);
    /* The one thing in the file that would be of this moment, and not of the letter. */
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, about->created);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, about->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, about->author);
    cairo_t *cr = cairo_create(surface);
    for (int page = 0; page < s->n_pages; page++) {
        for (size_t i = 0; i < s->n; i++) {
            if (s->marks[i].at.page == page) {
                paint(cr, &s->marks[i]);
            }
        }
        cairo_show_page(cr);
    }
    cairo_surface_finish(surface);
    const int ok = !out->failed && cairo_status(cr) == CAIRO_STATUS_SUCCESS &&
                   cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS && out->len > 0;
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    if (!ok) {
        free(out->bytes);
        memset(out, 0, sizeof *out);
    }
    return ok;
}
