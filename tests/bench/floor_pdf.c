/* floor_pdf.c - see floor_pdf.h. */
#include "floor_pdf.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

#include "base/check.h"
#include "office.h"

#define FONTS   "/usr/share/fonts/truetype/liberation2/LiberationSans-"
#define MM      (72.0 / 25.4)
#define LEFT    (20 * MM)
#define RIGHT   (185 * MM)
#define WIDTH   (RIGHT - LEFT)
#define SLIP    (249 * MM)
#define CORNER  (1.6 * MM)
#define PDF_MAX (1u << 20)

enum face { TEXT_FACE, STRONG, SMALL, SUBJECT, SUM, FACES };

static const struct {
    double size, leading, shade;
    PangoWeight weight;
} faces[FACES] = {
    [TEXT_FACE] = {10, 13.5, 0, PANGO_WEIGHT_NORMAL}, [STRONG] = {10, 13.5, 0, PANGO_WEIGHT_BOLD},
    [SMALL] = {8.5, 11.5, 0.28, PANGO_WEIGHT_NORMAL}, [SUBJECT] = {14, 19, 0, PANGO_WEIGHT_BOLD},
    [SUM] = {12, 16, 0, PANGO_WEIGHT_BOLD},
};

struct pdf_floor {
    FcConfig *config;
    PangoFontMap *map;
    PangoLayout *layouts[FACES];
    cairo_t *cr;
    struct buf pdf;
};

/* ---- fonts, once ----------------------------------------------------------------------------- */

static PangoContext *context_of(PangoFontMap *map) {
    cairo_font_options_t *options = cairo_font_options_create();
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("nb"));
    cairo_font_options_destroy(options);
    return context;
}

static PangoLayout *layout_of(PangoContext *context, enum face face) {
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *font = pango_font_description_new();
    PangoAttrList *plain = pango_attr_list_new();
    pango_font_description_set_family(font, "Liberation Sans");
    pango_font_description_set_weight(font, faces[face].weight);
    pango_font_description_set_absolute_size(font, faces[face].size * PANGO_SCALE);
    pango_attr_list_insert(plain, pango_attr_font_features_new("liga=0, clig=0"));
    pango_layout_set_font_description(layout, font);
    pango_layout_set_attributes(layout, plain);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_attr_list_unref(plain);
    pango_font_description_free(font);
    return layout;
}

struct pdf_floor *pdf_floor_open(void) {
    struct pdf_floor *f = mem_alloc(sizeof *f);
    f->config = FcConfigCreate();
    bench_must(!FcConfigAppFontAddFile(f->config, (const FcChar8 *)FONTS "Regular.ttf") ||
                   !FcConfigAppFontAddFile(f->config, (const FcChar8 *)FONTS "Bold.ttf"),
               NULL, FONTS);
    f->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(f->map), f->config);
    PangoContext *context = context_of(f->map);
    for (enum face face = 0; face < FACES; face++) {
        f->layouts[face] = layout_of(context, face);
    }
    g_object_unref(context);
    buf_init(&f->pdf, PDF_MAX);
    return f;
}

void pdf_floor_close(struct pdf_floor *f) {
    for (enum face face = 0; face < FACES; face++) {
        g_object_unref(f->layouts[face]);
    }
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(f->map), NULL);
    g_object_unref(f->map);
    FcConfigDestroy(f->config);
    buf_fini(&f->pdf);
    mem_free(f);
}

/* ---- marks ----------------------------------------------------------------------------------- */

static void shade(struct pdf_floor *f, double s) { cairo_set_source_rgb(f->cr, s, s, s); }

static void show(struct pdf_floor *f, enum face face, double x, double y, int line) {
    shade(f, faces[face].shade);
    cairo_move_to(f->cr, x, y + faces[face].leading * 0.76);
    pango_cairo_show_layout_line(f->cr, pango_layout_get_line_readonly(f->layouts[face], line));
}

/* A text from x on, wrapped to a width (0: not at all): where the next line begins. */
static double put(struct pdf_floor *f, enum face face, double x, double y, double width,
                  krav_str text) {
    PangoLayout *layout = f->layouts[face];
    pango_layout_set_width(layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
    pango_layout_set_text(layout, text.ptr, (int)text.len);
    const int n = pango_layout_get_line_count(layout);
    for (int i = 0; i < n; i++) {
        show(f, face, x, y, i);
        y += faces[face].leading;
    }
    return y;
}

static double put_word(struct pdf_floor *f, enum face face, double x, double y, const char *word) {
    return put(f, face, x, y, 0, (krav_str){word, strlen(word)});
}

static void put_right(struct pdf_floor *f, enum face face, double y, const char *word) {
    int width = 0;
    pango_layout_set_width(f->layouts[face], -1);
    pango_layout_set_text(f->layouts[face], word, -1);
    pango_layout_get_size(f->layouts[face], &width, NULL);
    show(f, face, RIGHT - (double)width / PANGO_SCALE, y, 0);
}

/* Line by line; an empty one is a gap, but for the last. */
static double put_lines(struct pdf_floor *f, enum face face, double x, double y, double width,
                        krav_str text) {
    for (size_t at = 0; at < text.len;) {
        const char *from = text.ptr + at;
        const char *end = memchr(from, '\n', text.len - at);
        const size_t len = end ? (size_t)(end - from) : text.len - at;
        const size_t indent = len > 2 && from[0] == ' ' ? 2 : 0;
        const double in = indent ? 4 * MM : 0;
        at += len + 1;
        if (len > 0) {
            y = put(f, face, x + in, y, width - in, (krav_str){from + indent, len - indent});
        } else if (at < text.len) {
            y += 6.5;
        }
    }
    return y;
}

static void put_rule(struct pdf_floor *f, double y, double thickness) {
    shade(f, 0.45);
    cairo_rectangle(f->cr, LEFT, y, WIDTH, thickness);
    cairo_fill(f->cr);
}

static void put_box(struct pdf_floor *f, double height) {
    const double quarter = G_PI / 2, right = LEFT + WIDTH - CORNER, bottom = SLIP + height - CORNER;
    cairo_new_path(f->cr);
    cairo_arc(f->cr, right, SLIP + CORNER, CORNER, -quarter, 0);
    cairo_arc(f->cr, right, bottom, CORNER, 0, quarter);
    cairo_arc(f->cr, LEFT + CORNER, bottom, CORNER, quarter, 2 * quarter);
    cairo_arc(f->cr, LEFT + CORNER, SLIP + CORNER, CORNER, 2 * quarter, 3 * quarter);
    cairo_close_path(f->cr);
    shade(f, 0.965);
    cairo_fill_preserve(f->cr);
    shade(f, 0.45);
    cairo_set_line_width(f->cr, 0.8);
    cairo_stroke(f->cr);
}

/* ---- the page -------------------------------------------------------------------------------- */

static void put_head(struct pdf_floor *f, const krav_letter *l) {
    double y = put(f, STRONG, LEFT, 12 * MM, 100 * MM, l->from_name);
    y = put_lines(f, SMALL, LEFT, y, 100 * MM, l->from_address);
    y = put_word(f, SMALL, LEFT, y, PAGE_ORG);
    (void)put_word(f, SMALL, LEFT, y, PAGE_CONTACT);
    y = put(f, TEXT_FACE, LEFT, 45 * MM, 80 * MM, l->to_name);
    (void)put_lines(f, TEXT_FACE, LEFT, y, 80 * MM, l->to_address);
    (void)put_word(f, TEXT_FACE, 140 * MM, 45 * MM, "Dato");
    y = put_word(f, TEXT_FACE, 157 * MM, 45 * MM, PAGE_COMPOSED);
    (void)put_word(f, TEXT_FACE, 140 * MM, y, "Sak");
    (void)put(f, TEXT_FACE, 157 * MM, y, 28 * MM, l->case_ref);
}

static double put_row(struct pdf_floor *f, enum face face, double y, krav_str label,
                      const char *amount) {
    put_right(f, face, y, amount);
    return put(f, face, LEFT, y, WIDTH - 38 * MM, label) + 2;
}

static double put_table(struct pdf_floor *f, double y, const krav_letter *l) {
    static const char *const amounts[] = PAGE_AMOUNTS;
    y = put_row(f, SMALL, y, (krav_str){"Spesifikasjon", 13}, "Bel\xc3\xb8p i kroner");
    put_rule(f, y - 1, 0.5);
    y += 2;
    for (uint32_t i = 0; i < l->n_lines; i++) {
        y = put_row(f, TEXT_FACE, y, l->lines[i].label, amounts[i]);
    }
    put_rule(f, y - 1, 0.9);
    return put_row(f, STRONG, y + 2, (krav_str){"Til sammen", 10}, PAGE_TOTAL);
}

static void put_slip(struct pdf_floor *f, const krav_letter *l) {
    const double x = LEFT + 5 * MM, value = x + 24 * MM, right = 140 * MM;
    double y = SLIP + 4.5 * MM;
    put_box(f, 31 * MM);
    y = put_word(f, STRONG, x, y, "Betaling") + 6;
    (void)put_word(f, TEXT_FACE, x, y, "Mottaker");
    y = put(f, TEXT_FACE, value, y, 85 * MM, l->from_name) + 2;
    (void)put_word(f, TEXT_FACE, x, y, "Til konto");
    y = put_word(f, TEXT_FACE, value, y, PAGE_ACCOUNT) + 2;
    (void)put_word(f, TEXT_FACE, x, y, "KID");
    (void)put(f, TEXT_FACE, value, y, 85 * MM, l->kid);
    y = put_word(f, SMALL, right, SLIP + 4.5 * MM, "\xc3\x85 betale");
    y = put_word(f, SUM, right, y, PAGE_TOTAL " kr") + 6;
    y = put_word(f, SMALL, right, y, "Betalingsfrist");
    (void)put_word(f, SUM, right, y, PAGE_DEADLINE);
}

static cairo_status_t take(void *closure, const unsigned char *bytes, unsigned int n) {
    struct buf *pdf = closure;
    buf_add(pdf, (struct text){(const char *)bytes, n});
    return pdf->overflowed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

struct text pdf_floor_draw(struct pdf_floor *f, const krav_letter *l) {
    buf_clear(&f->pdf);
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(take, &f->pdf, 210 * MM, 297 * MM);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, PAGE_CREATED);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, l->subject.ptr);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, l->from_name.ptr);
    f->cr = cairo_create(surface);
    put_head(f, l);
    double y = put(f, SUBJECT, LEFT, 88 * MM, WIDTH, l->subject);
    y = put_lines(f, TEXT_FACE, LEFT, y + 6.5, WIDTH, l->intro);
    y = put_table(f, y + 12, l);
    (void)put_lines(f, TEXT_FACE, LEFT, y + 12, WIDTH, l->closing);
    put_slip(f, l);
    cairo_show_page(f->cr);
    cairo_surface_finish(surface);
    bench_must(cairo_status(f->cr) || cairo_surface_status(surface), NULL, "drawing the floor");
    cairo_destroy(f->cr);
    cairo_surface_destroy(surface);
    return buf_text(&f->pdf);
}
