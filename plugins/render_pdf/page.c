#include "page.h"

#include "krav/check.h"
#include "krav/easy.h"

#include <stdio.h>

#include "words.h"

#define LEFT (20 * MM)
#define RIGHT (185 * MM)
#define WIDTH (RIGHT - LEFT)
#define SENDER_TOP (12 * MM)
#define SENDER_CLEAR (6 * MM) /* above the window, which may show a little more than it should */
#define SENDER_WIDTH (100 * MM)
#define WINDOW_WIDTH (80 * MM)
#define WINDOW_ROWS 6
#define FACTS_LEFT (140 * MM) /* date and case, at the right of the window */
#define FACTS_VALUE (157 * MM)
#define SUBJECT_TOP (88 * MM)
#define NEXT_TOP (30 * MM)    /* of the text on the pages that follow */
#define BOTTOM (280 * MM)
#define SLIP_HEIGHT (31 * MM)
#define SLIP_TOP (BOTTOM - SLIP_HEIGHT)
#define FOOT (286 * MM)
#define PARAGRAPH_GAP 6.5
#define PART_GAP 12.0
#define ROW_GAP 2.0
#define INDENT (4 * MM)
#define AMOUNT_WIDTH (38 * MM)

enum { TEXT_MAX = 262144, FIELD_MAX = 2000, LINES_MAX = 1024, JOINED_MAX = 4 * FIELD_MAX };

struct flow {
    struct sheet *sheet;
    const struct page_design *design;
    const krav_letter *letter;
    const struct words *words;
    struct place at;
    double gap; /* owed before the next line, except at the top of a page */
};

/* ---- what cannot be laid out ----------------------------------------------------------------- */

static int is_clean(krav_str text, int lines) {
    const unsigned char *s = (const unsigned char *)text.ptr;
    for (size_t i = 0; i < text.len;) {
        const size_t n = krav_utf8_at(s + i, text.len - i);
        if (n == 0 || (krav_utf8_is_control(s + i) && !(lines && s[i] == '\n'))) {
            return 0;
        }
        i += n;
    }
    return 1;
}

static const char *refuses_texts(const krav_letter *l) {
    const krav_str fields[] = {l->to_name, l->subject, l->case_ref, l->from_name, l->from_contact,
                               l->from_org, l->from_email, l->kid, l->account};
    const krav_str lines[] = {l->to_address, l->from_address};
    const krav_str texts[] = {l->body, l->intro, l->closing};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (fields[i].len > FIELD_MAX || !is_clean(fields[i], 0)) {
            return "a name, subject or reference is too long or not plain UTF-8 text";
        }
    }
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (lines[i].len > FIELD_MAX || !is_clean(lines[i], 1)) {
            return "an address is too long or not plain UTF-8 text";
        }
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i].len > TEXT_MAX || !is_clean(texts[i], 1)) {
            return "the text is too long or not plain UTF-8 text";
        }
    }
    return NULL;
}

static const char *refuses_lines(const krav_letter *l) {
    krav_ore sum = 0;
    if (l->n_lines > LINES_MAX || (l->n_lines > 0 && !l->lines)) {
        return "there are too many amounts";
    }
    for (uint32_t i = 0; i < l->n_lines; i++) {
        const krav_letter_line *line = &l->lines[i];
        if (line->label.len == 0 || line->label.len > FIELD_MAX || !is_clean(line->label, 0)) {
            return "what an amount is for is missing, too long or not plain UTF-8 text";
        }
        if (__builtin_add_overflow(sum, line->amount, &sum)) {
            return "the amounts are out of bounds";
        }
    }
    return l->n_lines > 0 && sum != l->total ? "the amounts do not add up to their total" : NULL;
}

const char *page_refuses(const krav_letter *l) {
    if (l->body.len == 0 || l->to_name.len == 0 || l->composed < 1 || l->deadline < 0) {
        return "the letter has no text, no receiver's name or no day";
    }
    if (l->amount < 0 || (l->amount > 0 && l->account.len == 0)) {
        return l->amount < 0 ? "the amount is negative" : "there is an amount but no account";
    }
    const char *fault = refuses_texts(l);
    return fault ? fault : refuses_lines(l);
}

/* ---- small things ---------------------------------------------------------------------------- */

static krav_str no_text(void) { return (krav_str){NULL, 0}; }

/* Cuts the next line off *rest; false when nothing is left. */
static int line_next(krav_str *rest, krav_str *line) {
    if (rest->len == 0) {
        return 0;
    }
    const char *end = memchr(rest->ptr, '\n', rest->len);
    *line = (krav_str){rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len};
    const size_t n = end ? line->len + 1 : line->len;
    *rest = (krav_str){rest->ptr + n, rest->len - n};
    return 1;
}

/* "a<between>b", or the one that there is. */
static krav_str joined(char *out, size_t size, krav_str a, const char *between, krav_str b) {
    const char *middle = a.len > 0 && b.len > 0 ? between : "";
    const int n = snprintf(out, size, "%.*s%s%.*s", (int)a.len, a.len > 0 ? a.ptr : "", middle,
                           (int)b.len, b.len > 0 ? b.ptr : "");
    return (krav_str){out, n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1};
}

/* Each line of a text below the last: the place below it all. */
static double put_lines(struct flow *f, struct place at, krav_str text, enum style style,
                        double width) {
    krav_str line;
    while (line_next(&text, &line)) {
        at.y = sheet_text(f->sheet, at, line, style, width);
    }
    return at.y;
}

/* ---- the head of the first page -------------------------------------------------------------- */

static const char *put_sender(struct flow *f) {
    const krav_letter *l = f->letter;
    char text[JOINED_MAX];
    char org[WORDS_SHORT];
    struct place at = {0, LEFT, SENDER_TOP};
    at.y = sheet_text(f->sheet, at, l->from_name, STYLE_STRONG, SENDER_WIDTH);
    at.y = put_lines(f, at, l->from_address, STYLE_SMALL, SENDER_WIDTH);
    if (l->from_org.len > 0) {
        const krav_str label = krav_str_of(f->words->org);
        at.y = sheet_text(f->sheet, at,
                          joined(text, sizeof text, label, " ", words_org(org, l->from_org)),
                          STYLE_SMALL, SENDER_WIDTH);
    }
    at.y = sheet_text(f->sheet, at,
                      joined(text, sizeof text, l->from_contact, "  \xc2\xb7  ", l->from_email),
                      STYLE_SMALL, SENDER_WIDTH);
    const double end = f->design->window_top - SENDER_CLEAR;
    return at.y > end ? "the sender's address has too many lines" : NULL;
}

static const char *put_window(struct flow *f) {
    const krav_letter *l = f->letter;
    char text[JOINED_MAX];
    const struct place at = {0, f->design->window_left, f->design->window_top};
    const double end = put_lines(f, at, joined(text, sizeof text, l->to_name, "\n", l->to_address),
                                 STYLE_TEXT, WINDOW_WIDTH);
    const double rows = (end - at.y) / fonts_leading(STYLE_TEXT);
    return rows > WINDOW_ROWS + 0.5 ? "the address does not fit the envelope's window" : NULL;
}

static void put_fact(struct flow *f, struct place *at, const char *label, krav_str value) {
    if (value.len > 0) {
        const struct place right = {at->page, FACTS_VALUE, at->y};
        (void)sheet_text(f->sheet, *at, krav_str_of(label), STYLE_TEXT, 0);
        at->y = sheet_text(f->sheet, right, value, STYLE_TEXT, RIGHT - FACTS_VALUE);
    }
}

static const char *put_facts(struct flow *f) {
    const krav_letter *l = f->letter;
    char day[WORDS_SHORT];
    struct place at = {0, FACTS_LEFT, f->design->window_top};
    put_fact(f, &at, f->words->date, words_day(day, l->composed));
    put_fact(f, &at, f->words->case_ref, l->case_ref);
    if (l->deadline > 0 && !l->asks_payment) {
        put_fact(f, &at, f->words->answer_by, words_day(day, l->deadline));
    }
    return at.y > SUBJECT_TOP ? "the case's number is too long" : NULL;
}

static const char *put_subject(struct flow *f) {
    f->at = (struct place){0, LEFT, SUBJECT_TOP};
    f->at.y = sheet_text(f->sheet, f->at, f->letter->subject, STYLE_SUBJECT, WIDTH);
    f->gap = PARAGRAPH_GAP;
    return f->at.y > SLIP_TOP ? "the subject is too long" : NULL;
}

static void put_logo(struct flow *f) {
    cairo_surface_t *logo = f->design->logo;
    if (logo) {
        const double width = cairo_image_surface_get_width(logo);
        const double height = cairo_image_surface_get_height(logo);
        const double across = 50 * MM / width, down = 18 * MM / height;
        const double scale = across < down ? across : down;
        sheet_picture(f->sheet, (struct place){0, RIGHT - width * scale, SENDER_TOP}, logo, scale);
    }
}

/* ---- running text ---------------------------------------------------------------------------- */

/* Goes on at the top of the next page unless there is room for so much. */
static void need(struct flow *f, double height) {
    const int at_top = f->at.page > 0 && f->at.y <= NEXT_TOP;
    if (!at_top && f->at.y + f->gap + height > BOTTOM) {
        f->at = (struct place){f->at.page + 1, LEFT, NEXT_TOP};
    } else if (!at_top) {
        f->at.y += f->gap;
    }
    f->gap = 0;
}

/* One paragraph.  Two lines of it stay together at either end, and a line that announces others
 * is not the last of a page. */
static void flow_line(struct flow *f, krav_str line) {
    const double leading = fonts_leading(STYLE_TEXT);
    const int announces = line.ptr[line.len - 1] == ':';
    double indent = 0;
    while (line.len > 0 && line.ptr[0] == ' ') {
        line = (krav_str){line.ptr + 1, line.len - 1};
        indent = INDENT;
    }
    PangoLayout *layout = fonts_set(f->sheet->fonts, STYLE_TEXT, line, WIDTH - indent);
    const int n = pango_layout_get_line_count(layout);
    for (int i = 0; i < n && !f->sheet->failed; i++) {
        const int together = (i == 0 && (n > 1 || announces)) || (i == n - 2 && n > 2) ? 2 : 1;
        need(f, together * leading);
        const struct place at = {f->at.page, LEFT + indent, f->at.y};
        sheet_line(f->sheet, at, layout, i, STYLE_TEXT);
        f->at.y += leading;
    }
    g_object_unref(layout);
}

static void flow_text(struct flow *f, krav_str text) {
    krav_str line;
    while (!f->sheet->failed && line_next(&text, &line)) {
        if (line.len > 0) {
            flow_line(f, line);
        } else {
            f->gap = f->gap > PARAGRAPH_GAP ? f->gap : PARAGRAPH_GAP;
        }
    }
}

/* ---- the amounts ----------------------------------------------------------------------------- */

static double row_height(void) { return fonts_leading(STYLE_TEXT) + ROW_GAP; }

static void table_rule(struct flow *f, double thickness) {
    sheet_rule(f->sheet, (struct place){f->at.page, LEFT, f->at.y - ROW_GAP / 2}, WIDTH, thickness);
    f->at.y += ROW_GAP;
}

static void table_row(struct flow *f, krav_str label, krav_str amount, enum style style) {
    const struct place right = {f->at.page, RIGHT, f->at.y};
    sheet_text_right(f->sheet, right, amount, style);
    f->at.y = sheet_text(f->sheet, f->at, label, style, WIDTH - AMOUNT_WIDTH) + ROW_GAP;
}

static void table_head(struct flow *f) {
    table_row(f, krav_str_of(f->words->table), krav_str_of(f->words->in_kroner), STYLE_SMALL);
    table_rule(f, 0.5);
}

/* Together on one page if it can be; otherwise the head stands on every page, and the total with
 * the last amount. */
static void put_table(struct flow *f) {
    const krav_letter *l = f->letter;
    char amount[WORDS_SHORT];
    if (l->n_lines == 0) {
        return;
    }
    const double whole = (l->n_lines + 2) * row_height() + 3 * ROW_GAP;
    f->gap = PART_GAP;
    need(f, whole < BOTTOM - NEXT_TOP ? whole : 4 * row_height());
    table_head(f);
    for (uint32_t i = 0; i < l->n_lines && !f->sheet->failed; i++) {
        PangoLayout *label =
            fonts_set(f->sheet->fonts, STYLE_TEXT, l->lines[i].label, WIDTH - AMOUNT_WIDTH);
        const int page = f->at.page;
        const int n = pango_layout_get_line_count(label) + (i + 1 == l->n_lines);
        g_object_unref(label);
        need(f, n * row_height() + 2 * ROW_GAP);
        if (f->at.page != page) {
            table_head(f);
        }
        table_row(f, l->lines[i].label, words_amount(amount, l->lines[i].amount), STYLE_TEXT);
    }
    table_rule(f, 0.9);
    table_row(f, krav_str_of(f->words->total), words_amount(amount, l->total), STYLE_STRONG);
    f->gap = PART_GAP;
}

/* ---- the payment slip and the foot ----------------------------------------------------------- */

static void slip_row(struct flow *f, struct place *at, const char *label, krav_str value) {
    if (value.len > 0) {
        const struct place right = {at->page, at->x + 24 * MM, at->y};
        (void)sheet_text(f->sheet, *at, krav_str_of(label), STYLE_TEXT, 0);
        at->y = sheet_text(f->sheet, right, value, STYLE_TEXT, 85 * MM) + 2;
    }
}

static void slip_sum(struct flow *f, struct place *at, const char *label, krav_str value) {
    at->y = sheet_text(f->sheet, *at, krav_str_of(label), STYLE_SMALL, 0);
    at->y = sheet_text(f->sheet, *at, value, STYLE_SUM, 0) + 6;
}

static const char *put_slip(struct flow *f) {
    const krav_letter *l = f->letter;
    const struct words *w = f->words;
    char text[WORDS_SHORT], amount[WORDS_SHORT + 4];
    if (f->at.y > SLIP_TOP - PART_GAP) {
        f->at.page++;
    }
    const int page = f->at.page;
    sheet_box(f->sheet, (struct place){page, LEFT, SLIP_TOP}, WIDTH, SLIP_HEIGHT);
    struct place left = {page, LEFT + 5 * MM, SLIP_TOP + 4.5 * MM};
    left.y = sheet_text(f->sheet, left, krav_str_of(w->payment), STYLE_STRONG, 0) + 6;
    slip_row(f, &left, w->payee, l->from_name);
    slip_row(f, &left, w->account, words_account(text, l->account));
    slip_row(f, &left, w->kid, l->kid);
    struct place right = {page, FACTS_LEFT, SLIP_TOP + 4.5 * MM};
    slip_sum(f, &right, l->asks_payment ? w->to_pay : w->remains,
             joined(amount, sizeof amount, words_amount(text, l->amount), " ",
                    KRAV_STR("kr")));
    if (l->deadline > 0 && l->asks_payment) {
        slip_sum(f, &right, w->pay_by, words_day(text, l->deadline));
    }
    return left.y > BOTTOM ? "the payee's name does not fit the payment slip" : NULL;
}

/* Page numbers, and whose page it is, when there are more than one. */
static void put_feet(struct flow *f) {
    const krav_letter *l = f->letter;
    const int n = f->sheet->n_pages;
    char text[JOINED_MAX], head[FIELD_MAX + 64];
    for (int page = 0; page < n && n > 1; page++) {
        (void)snprintf(text, sizeof text, "%s %d %s %d", f->words->page, page + 1, f->words->of, n);
        sheet_text_right(f->sheet, (struct place){page, RIGHT, FOOT}, krav_str_of(text),
                         STYLE_SMALL);
        if (page > 0) {
            const krav_str ref =
                joined(head, sizeof head, krav_str_of(f->words->case_ref), " ", l->case_ref);
            const struct place at = {page, LEFT, SENDER_TOP};
            (void)sheet_text(f->sheet, at, joined(text, sizeof text, l->from_name,
                             "  \xc2\xb7  ", l->case_ref.len > 0 ? ref : no_text()), STYLE_SMALL,
                             WIDTH);
        }
    }
}

/* ---- the whole letter ------------------------------------------------------------------------ */

/* The last paragraph is the signature: it does not leave the slip alone on a page. */
static krav_str signature_of(krav_str text) {
    while (text.len > 0 && text.ptr[text.len - 1] == '\n') {
        text.len--;
    }
    size_t from = text.len;
    while (from > 1 && !(text.ptr[from - 1] == '\n' && text.ptr[from - 2] == '\n')) {
        from--;
    }
    return from > 1 ? (krav_str){text.ptr + from, text.len - from} : text;
}

static void put_closing(struct flow *f) {
    const krav_str closing = f->letter->closing;
    const krav_str signature = signature_of(closing);
    const double slip = f->letter->amount > 0 ? SLIP_HEIGHT + PART_GAP : 0;
    double height = 0;
    for (size_t i = 0; i <= signature.len; i++) {
        height += i == signature.len || signature.ptr[i] == '\n' ? fonts_leading(STYLE_TEXT) : 0;
    }
    flow_text(f, (krav_str){closing.ptr, closing.len > 0 ? (size_t)(signature.ptr - closing.ptr)
                                                         : 0});
    if (signature.len > 0) {
        need(f, height + slip);
        flow_text(f, signature);
    }
}

const char *page_lay_out(const struct page_design *design, const krav_letter *l,
                         struct sheet *out) {
    struct flow f = {.sheet = out, .design = design, .letter = l,
                     .words = words_of(l->language)};
    put_logo(&f);
    const char *fault = put_sender(&f);
    fault = fault ? fault : put_window(&f);
    fault = fault ? fault : put_facts(&f);
    fault = fault ? fault : put_subject(&f);
    if (fault) {
        return fault;
    }
    const int in_parts = l->intro.len > 0 || l->closing.len > 0;
    flow_text(&f, in_parts ? l->intro : l->body);
    if (in_parts) {
        put_table(&f);
        put_closing(&f);
    }
    fault = l->amount > 0 ? put_slip(&f) : NULL;
    put_feet(&f);
    if (out->failed) {
        return "the letter has too many pages";
    }
    return out->unknown > 0 ? "the font lacks a character of the letter" : fault;
}
