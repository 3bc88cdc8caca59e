#include "fonts.h"

#include <dirent.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FONTS_PATH_MAX 2000

static const struct {
    double size, leading;
    PangoWeight weight;
} rows[STYLES] = {
    [STYLE_TEXT] = {10, 13.5, PANGO_WEIGHT_NORMAL},
    [STYLE_STRONG] = {10, 13.5, PANGO_WEIGHT_BOLD},
    [STYLE_SMALL] = {8.5, 11.5, PANGO_WEIGHT_NORMAL},
    [STYLE_SUBJECT] = {14, 19, PANGO_WEIGHT_BOLD},
    [STYLE_SUM] = {12, 16, PANGO_WEIGHT_BOLD},
};

static int is_font(const struct dirent *e) {
    static const char *const endings[] = {".ttf", ".otf"};
    const size_t len = strlen(e->d_name);
    for (size_t i = 0; i < 2; i++) {
        if (len > 4 && strcmp(e->d_name + len - 4, endings[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

/* File by file and in order: a whole directory would be looked up in a cache. */
static int add_files(FcConfig *config, const char *dir) {
    struct dirent **files = NULL;
    const int n = scandir(dir, &files, is_font, alphasort);
    for (int i = 0; i < n; i++) {
        char path[FONTS_PATH_MAX];
        const int len = snprintf(path, sizeof path, "%s/%s", dir, files[i]->d_name);
        if (len > 0 && (size_t)len < sizeof path) {
            (void)FcConfigAppFontAddFile(config, (const FcChar8 *)path);
        }
        free(files[i]);
    }
    free(files);
    return n > 0;
}

static int has_family(FcConfig *config, const char *family) {
    const FcFontSet *set = FcConfigGetFonts(config, FcSetApplication);
    for (int i = 0; set && i < set->nfont; i++) {
        FcChar8 *name = NULL;
        if (FcPatternGetString(set->fonts[i], FC_FAMILY, 0, &name) == FcResultMatch &&
            strcmp((const char *)name, family) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Positions as the font has them, whatever the screen of this machine would like. */
static void context_make(struct fonts *f) {
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    f->context = pango_font_map_create_context(f->map);
    pango_cairo_context_set_font_options(f->context, options);
    pango_context_set_round_glyph_positions(f->context, FALSE);
    pango_context_set_language(f->context, pango_language_from_string("nb"));
    cairo_font_options_destroy(options);
}

const char *fonts_open(struct fonts *f, const char *dir, const char *family) {
    memset(f, 0, sizeof *f);
    f->config = FcConfigCreate();
    if (!f->config || !add_files(f->config, dir)) {
        return "the directory of fonts cannot be read, or holds none (font_dir)";
    }
    if (!has_family(f->config, family)) {
        return "the font is not in its directory (font, font_dir)";
    }
    f->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (!f->map) {
        return "this build of Pango has no FreeType fonts";
    }
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(f->map), f->config);
    context_make(f);
    /* A ligature is no WinAnsi sign: for one of them a PDF would carry a font more. */
    f->plain = pango_attr_list_new();
    pango_attr_list_insert(f->plain, pango_attr_font_features_new("liga=0, clig=0"));
    for (int i = 0; i < STYLES; i++) {
        f->styles[i] = pango_font_description_new();
        pango_font_description_set_family(f->styles[i], family);
        pango_font_description_set_weight(f->styles[i], rows[i].weight);
        pango_font_description_set_absolute_size(f->styles[i], rows[i].size * PANGO_SCALE);
    }
    return NULL;
}

void fonts_fini(struct fonts *f) {
    for (int i = 0; i < STYLES; i++) {
        pango_font_description_free(f->styles[i]);
    }
    pango_attr_list_unref(f->plain);
    g_clear_object(&f->context);
    if (f->map) { /* Pango 1.50 does not let go of it by itself */
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(f->map), NULL);
    }
    g_clear_object(&f->map);
    if (f->config) {
        FcConfigDestroy(f->config);
    }
    memset(f, 0, sizeof *f);
}

double fonts_leading(enum style style) { return rows[style].leading; }

PangoLayout *fonts_set(const struct fonts *f, enum style style, krav_str text, double width) {
    PangoLayout *layout = pango_layout_new(f->context);
    pango_layout_set_font_description(layout, f->styles[style]);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    if (width > 0) {
        pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    }
    pango_layout_set_attributes(layout, f->plain);
    pango_layout_set_text(layout, text.len > 0 ? text.ptr : "", (int)text.len);
    return layout;
}

double fonts_width(PangoLayout *layout) {
    int width = 0;
    pango_layout_get_size(layout, &width, NULL);
    return (double)width / PANGO_SCALE;
}
