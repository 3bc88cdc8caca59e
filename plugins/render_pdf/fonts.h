/* fonts.h - one font family from one directory, and text set in it.
 *
 * The machine's own font settings are not asked: what a letter looks like depends on the letter,
 * the family and the files in the directory, and on nothing else.  No cache is read or written.
 * Owned: fonts_open / fonts_fini. */
#ifndef RENDER_FONTS_H
#define RENDER_FONTS_H

#include <pango/pangocairo.h>

#include "krav/plugin.h"

enum style { STYLE_TEXT, STYLE_STRONG, STYLE_SMALL, STYLE_SUBJECT, STYLE_SUM, STYLES };

struct fonts {
    struct _FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
    PangoAttrList *plain; /* without ligatures */
    PangoFontDescription *styles[STYLES];
};

/* NULL, or why not: static text. */
const char *fonts_open(struct fonts *f, const char *dir, const char *family);
void fonts_fini(struct fonts *f);

/* From one baseline to the next, in points. */
double fonts_leading(enum style style);
/* Text as one paragraph, wrapped to a width in points (0: not at all).  The caller unrefs it. */
PangoLayout *fonts_set(const struct fonts *f, enum style style, krav_str text, double width);
double fonts_width(PangoLayout *layout); /* of its longest line */

#endif
