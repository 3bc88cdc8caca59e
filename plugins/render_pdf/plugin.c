/* plugin.c - letters as PDF pages: krav.render/1.
 *
 * No state between letters: what comes out depends on the letter and the settings alone, so the
 * same letter gives the same bytes today, tomorrow and in another process. */
#include "krav/frame.h"

#include <stdbool.h>
#include <stdio.h>

#include "page.h"

#define PATH_BYTES_MAX 1000

struct render_pdf {
    krav_frame frame;
    struct fonts fonts;
    struct page_design design;
};

static void forget(krav_plugin *plugin) {
    struct render_pdf *p = plugin->impl;
    if (p->design.logo) {
        cairo_surface_destroy(p->design.logo);
        p->design.logo = NULL;
    }
    fonts_fini(&p->fonts);
}

/* ---- rendering ------------------------------------------------------------------------------- */

static char *copied(krav_str s) {
    char *out = malloc(s.len + 1);
    if (out) {
        memcpy(out, s.len > 0 ? s.ptr : "", s.len);
        out[s.len] = '\0';
    }
    return out;
}

/* NULL with the pages in *pdf, or why there are none. */
static const char *make(const struct render_pdf *p, const krav_letter *l, struct pdf *pdf,
                        int *n_pages) {
    struct sheet sheet;
    sheet_init(&sheet, &p->fonts);
    const char *fault = page_lay_out(&p->design, l, &sheet);
    *n_pages = sheet.n_pages;
    if (!fault) {
        char created[64];
        int year = 0;
        int month = 0;
        int mday = 0;
        krav_day_split(l->composed, &year, &month, &mday);
        (void)snprintf(created, sizeof created, "%04d-%02d-%02dT00:00:00Z", year, month, mday);
        char *title = copied(l->subject);
        char *author = copied(l->from_name);
        const struct pdf_about about = {title, author, created};
        fault = title && author && sheet_paint(&sheet, &about, pdf)
                    ? NULL
                    : "the pages could not be written";
        free(title);
        free(author);
    }
    sheet_fini(&sheet);
    return fault;
}

static int32_t render(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    const struct render_pdf *p = plugin->impl;
    struct pdf pdf = {0};
    int n_pages = 0;
    const char *fault = page_refuses(letter);
    fault = fault ? fault : make(p, letter, &pdf, &n_pages);
    if (fault) {
        krav_answer_refused(p->frame.host, call, krav_str_of(fault));
        return KRAV_OK;
    }
    const krav_document document = {.size = sizeof document,
                                    .n_pages = n_pages,
                                    .media_type = KRAV_STR("application/pdf"),
                                    .bytes = {(const char *)pdf.bytes, pdf.len}};
    krav_answer_done(p->frame.host, call, call->key, &document);
    free(pdf.bytes);
    return KRAV_OK;
}

static const krav_render renderer = {.render = render};

/* ---- starting -------------------------------------------------------------------------------- */

static bool setting(const krav_frame *frame, const char *name, char out[PATH_BYTES_MAX + 1]) {
    const krav_str value = frame->settings->text(frame->host, name);
    if (value.len > PATH_BYTES_MAX) {
        return false;
    }
    memcpy(out, value.len > 0 ? value.ptr : "", value.len);
    out[value.len] = '\0';
    return true;
}

static const char *open_logo(struct render_pdf *p, const char *path) {
    if (path[0] == '\0') {
        return NULL;
    }
    cairo_surface_t *logo = cairo_image_surface_create_from_png(path);
    if (cairo_surface_status(logo) != CAIRO_STATUS_SUCCESS ||
        cairo_image_surface_get_width(logo) <= 0 || cairo_image_surface_get_height(logo) <= 0) {
        cairo_surface_destroy(logo);
        return "the logo cannot be read (logo): a PNG file is needed";
    }
    p->design.logo = logo;
    return NULL;
}

/* Font files are opened when they are first drawn with: a letter in every style finds out now
 * whether that works, and not in the middle of the night. */
static const char *warm_up(struct render_pdf *p) {
    const krav_letter_line line = {.size = sizeof line, .label = KRAV_STR("x"), .amount = 100};
    const krav_letter letter = {.size = sizeof letter, .composed = 1, .deadline = 2,
        .asks_payment = 1, .to_name = KRAV_STR("x"), .kid = KRAV_STR("1"),
        .account = KRAV_STR("1"), .amount = 100, .subject = KRAV_STR("x"), .body = KRAV_STR("x"),
        .from_name = KRAV_STR("\xc3\x86\xc3\xb8\xc3\xa5"), .from_contact = KRAV_STR("x"),
        .intro = KRAV_STR("x"), .lines = &line, .n_lines = 1, .total = 100};
    struct pdf pdf = {0};
    int n_pages = 0;
    const char *fault = make(p, &letter, &pdf, &n_pages);
    free(pdf.bytes);
    return fault;
}

static const char *open_all(struct render_pdf *p) {
    const krav_frame *frame = &p->frame;
    const krav_host_settings *s = frame->settings;
    char dir[PATH_BYTES_MAX + 1], family[PATH_BYTES_MAX + 1], logo[PATH_BYTES_MAX + 1];
    if (!setting(frame, "font_dir", dir) || !setting(frame, "font", family) ||
        !setting(frame, "logo", logo)) {
        return "a setting is too long";
    }
    p->design.window_left = (double)s->integer(frame->host, "window_left_mm") * MM;
    p->design.window_top = (double)s->integer(frame->host, "window_top_mm") * MM;
    p->design.fonts = &p->fonts;
    const char *fault = fonts_open(&p->fonts, dir, family);
    fault = fault ? fault : open_logo(p, logo);
    return fault ? fault : warm_up(p);
}

static int32_t start(krav_plugin *plugin) {
    struct render_pdf *p = plugin->impl;
    const char *fault = open_all(p);
    if (fault) {
        krav_log(p->frame.host, KRAV_LOG_ERROR, krav_str_of(fault));
        return KRAV_E_INVALID;
    }
    return KRAV_OK;
}

static const char *const needs[] = {KRAV_HOST_SETTINGS, NULL};

static const krav_option options[] = {
    {.name = "font", .help = "font family", .fallback = "Liberation Sans", .min = 1,
     .max = PATH_BYTES_MAX, .type = KRAV_TEXT},
    {.name = "font_dir", .help = "directory that holds its files", .min = 1,
     .fallback = "/usr/share/fonts/truetype/liberation2", .max = PATH_BYTES_MAX,
     .type = KRAV_TEXT},
    {.name = "logo", .help = "PNG file, drawn at most 50 mm wide and 18 mm high",
     .max = PATH_BYTES_MAX, .type = KRAV_TEXT},
    {.name = "window_left_mm", .help = "the address, from the left edge", .fallback = "20",
     .min = 15, .max = 110, .type = KRAV_INTEGER},
    {.name = "window_top_mm", .help = "the address, from the top edge", .fallback = "45",
     .min = 40, .max = 55, .type = KRAV_INTEGER},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_RENDER, renderer)
static const krav_hooks hooks = {.start = start, .close = forget};
/* FILES: the fonts and the logo.  THREADS: Pango reads the machine's font settings in one, though
 * they are not used. */
KRAV_PLUGIN(struct render_pdf, PROVIDES, hooks, .flags = KRAV_USES_FILES | KRAV_USES_THREADS,
            .id = "krav.render_pdf", .name = "Letters as PDF", .version = "1.0.0",
            .vendor = "krav", .license = "see LICENSE", .needs = needs, .options = options);
