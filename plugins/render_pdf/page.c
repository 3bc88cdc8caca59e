#include "page.h"

#include "krav/check.h"
#include "krav/easy.h"

#include <stdio.h>

#include "flow.h"
#include "lines.h"

#define SENDER_TOP (12 * MM)
#define SENDER_CLEAR (6 * MM) /* above the window, which may show a little more than it should */
#define SENDER_WIDTH (100 * MM)
#define WINDOW_WIDTH (80 * MM)
#define WINDOW_ROWS 6
#define FACTS_LEFT (140 * MM) /* date and case, at the right of the window */
#define FACTS_VALUE (157 * MM)
#define SUBJECT_TOP (88 * MM)
#define SLIP_HEIGHT (31 * MM)
#define SLIP_TOP (BOTTOM - SLIP_HEIGHT)
#define ONLINE (BOTTOM + 2) /* one line between the slip and the foot */
#define FOOT (286 * MM)

enum { TEXT_MAX = 262144, FIELD_MAX = 2000, LINES_MAX = 1024, ONLINE_MAX = 100, JOINED_MAX = 4 * FIELD_MAX };

struct draft {
    struct sheet *sheet;
    const struct page_design *design;
    const krav_letter *letter;
    const struct words *words;
    struct flow flow;
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
    const krav_str fields[] = {l->to_name, l->copy_name, l->subject, l->case_ref, l->from_name, l->from_contact,
                               l->from_org, l->from_email, l->kid, l->account,
                               l->pay_url};
    const krav_str lines[] = {l->to_address, l->copy_address, l->from_address};
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

/* "a<between>b", or the one that there is. */
static krav_str joined(char *out, size_t size, krav_str a, const char *between, krav_str b) {
    const char *middle = a.len > 0 && b.len > 0 ? between : "";
    const int n = snprintf(out, size, "%.*s%s%.*s", (int)a.len, a.len > 0 ? a.ptr : "", middle,
                           (int)b.len, b.len > 0 ? b.ptr : "");
    return (krav_str){out, n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1};
}

/* Each line of a text below the last: the place below it all. */
static double put_lines(struct draft *d, struct place at, krav_str text, enum style style,
                        double width) {
    krav_str line;
    while (lines_next(&text, &line)) {
        at.y = sheet_text(d->sheet, at, line, style, width);
    }
    return at.y;
}

/* ---- the head of the first page -------------------------------------------------------------- */

static const char *put_sender(struct draft *d) {
    const krav_letter *l = d->letter;
    char text[JOINED_MAX];
    char org[WORDS_SHORT];
    struct place at = {0, LEFT, SENDER_TOP};
    at.y = sheet_text(d->sheet, at, l->from_name, STYLE_STRONG, SENDER_WIDTH);
    at.y = put_lines(d, at, l->from_address, STYLE_SMALL, SENDER_WIDTH);
    if (l->from_org.len > 0) {
        const krav_str label = krav_str_of(d->words->org);
        at.y = sheet_text(d->sheet, at,
                          joined(text, sizeof text, label, " ", words_org(org, l->from_org)),
                          STYLE_SMALL, SENDER_WIDTH);
    }
    at.y = sheet_text(d->sheet, at,
                      joined(text, sizeof text, l->from_contact, "  \xc2\xb7  ", l->from_email),
                      STYLE_SMALL, SENDER_WIDTH);
    const double end = d->design->window_top - SENDER_CLEAR;
    return at.y > end ? "the sender's address has too many lines" : NULL;
}

static const char *put_window(struct draft *d) {
    const krav_letter *l = d->letter;
    char text[JOINED_MAX];
    const struct place at = {0, d->design->window_left, d->design->window_top};
    const double end = put_lines(d, at, joined(text, sizeof text, l->to_name, "\n", l->to_address),
                                 STYLE_TEXT, WINDOW_WIDTH);
    const double rows = (end - at.y) / fonts_leading(STYLE_TEXT);
    return rows > WINDOW_ROWS + 0.5 ? "the address does not fit the envelope's window" : NULL;
}

static void put_fact(struct draft *d, struct place *at, const char *label, krav_str value) {
    if (value.len > 0) {
        const struct place right = {at->page, FACTS_VALUE, at->y};
        (void)sheet_text(d->sheet, *at, krav_str_of(label), STYLE_TEXT, 0);
        at->y = sheet_text(d->sheet, right, value, STYLE_TEXT, RIGHT - FACTS_VALUE);
    }
}

static const char *put_facts(struct draft *d) {
    const krav_letter *l = d->letter;
    char day[WORDS_SHORT];
    struct place at = {0, FACTS_LEFT, d->design->window_top};
    put_fact(d, &at, d->words->date, words_day(day, l->composed));
    put_fact(d, &at, d->words->case_ref, l->case_ref);
    if (l->deadline > 0 && !l->asks_payment) {
        put_fact(d, &at, d->words->answer_by, words_day(day, l->deadline));
    }
    return at.y > SUBJECT_TOP ? "the case's number is too long" : NULL;
}

static const char *put_subject(struct draft *d) {
    d->flow.at = (struct place){0, LEFT, SUBJECT_TOP};
    d->flow.at.y = sheet_text(d->sheet, d->flow.at, d->letter->subject, STYLE_SUBJECT, WIDTH);
    d->flow.gap = PARAGRAPH_GAP;
    return d->flow.at.y > SLIP_TOP ? "the subject is too long" : NULL;
}

static void put_logo(struct draft *d) {
    cairo_surface_t *logo = d->design->logo;
    if (logo) {
        const double width = cairo_image_surface_get_width(logo);
        const double height = cairo_image_surface_get_height(logo);
        const double across = 50 * MM / width, down = 18 * MM / height;
        const double scale = across < down ? across : down;
        sheet_picture(d->sheet, (struct place){0, RIGHT - width * scale, SENDER_TOP}, logo, scale);
    }
}

/* ---- the payment slip and the foot ----------------------------------------------------------- */

static void slip_row(struct draft *d, struct place *at, const char *label, krav_str value) {
    if (value.len > 0) {
        const struct place right = {at->page, at->x + 24 * MM, at->y};
        (void)sheet_text(d->sheet, *at, krav_str_of(label), STYLE_TEXT, 0);
        at->y = sheet_text(d->sheet, right, value, STYLE_TEXT, 85 * MM) + 2;
    }
}

static void slip_sum(struct draft *d, struct place *at, const char *label, krav_str value) {
    at->y = sheet_text(d->sheet, *at, krav_str_of(label), STYLE_SMALL, 0);
    at->y = sheet_text(d->sheet, *at, value, STYLE_SUM, 0) + 6;
}

/* Where it can be paid at once, under the slip, to be typed: an address that takes more than the line
 * is for nobody to type. */
static void put_online(struct draft *d, int page) {
    const krav_letter *l = d->letter;
    char text[JOINED_MAX];
    if (l->pay_url.len > 0 && l->pay_url.len <= ONLINE_MAX) {
        (void)sheet_text(d->sheet, (struct place){page, LEFT, ONLINE},
                         joined(text, sizeof text, krav_str_of(d->words->online), " ", l->pay_url),
                         STYLE_SMALL, 0);
    }
}

static const char *put_slip(struct draft *d) {
    const krav_letter *l = d->letter;
    const struct words *w = d->words;
    char text[WORDS_SHORT], amount[WORDS_SHORT + 4];
    if (d->flow.at.y > SLIP_TOP - PART_GAP) {
        d->flow.at.page++;
    }
    const int page = d->flow.at.page;
    sheet_box(d->sheet, (struct place){page, LEFT, SLIP_TOP}, WIDTH, SLIP_HEIGHT);
    struct place left = {page, LEFT + 5 * MM, SLIP_TOP + 4.5 * MM};
    left.y = sheet_text(d->sheet, left, krav_str_of(w->payment), STYLE_STRONG, 0) + 6;
    slip_row(d, &left, w->payee, l->from_name);
    slip_row(d, &left, w->account, words_account(text, l->account));
    slip_row(d, &left, w->kid, l->kid);
    struct place right = {page, FACTS_LEFT, SLIP_TOP + 4.5 * MM};
    slip_sum(d, &right, l->asks_payment ? w->to_pay : w->remains,
             joined(amount, sizeof amount, words_amount(text, l->amount), " ",
                    KRAV_STR("kr")));
    if (l->deadline > 0 && l->asks_payment) {
        slip_sum(d, &right, w->pay_by, words_day(text, l->deadline));
    }
    put_online(d, page);
    return left.y > BOTTOM ? "the payee's name does not fit the payment slip" : NULL;
}

/* Page numbers, and whose page it is, when there are more than one. */
static void put_feet(struct draft *d) {
    const krav_letter *l = d->letter;
    const int n = d->sheet->n_pages - d->sheet->base;
    char text[JOINED_MAX], head[FIELD_MAX + 64];
    for (int page = 0; page < n && n > 1; page++) {
        (void)snprintf(text, sizeof text, "%s %d %s %d", d->words->page, page + 1, d->words->of, n);
        sheet_text_right(d->sheet, (struct place){page, RIGHT, FOOT}, krav_str_of(text),
                         STYLE_SMALL);
        if (page > 0) {
            const krav_str ref =
                joined(head, sizeof head, krav_str_of(d->words->case_ref), " ", l->case_ref);
            const struct place at = {page, LEFT, SENDER_TOP};
            (void)sheet_text(d->sheet, at, joined(text, sizeof text, l->from_name,
                             "  \xc2\xb7  ", l->case_ref.len > 0 ? ref : no_text()), STYLE_SMALL,
                             WIDTH);
        }
    }
}

/* ---- the whole letter ------------------------------------------------------------------------ */

static const char *lay_out_one(const struct page_design *design, const krav_letter *l,
                               struct sheet *out) {
    const struct words *words = words_of(l->language);
    struct draft d = {.sheet = out, .design = design, .letter = l, .words = words,
                      .flow = {.sheet = out, .words = words}};
    put_logo(&d);
    const char *fault = put_sender(&d);
    fault = fault ? fault : put_window(&d);
    fault = fault ? fault : put_facts(&d);
    fault = fault ? fault : put_subject(&d);
    if (fault) {
        return fault;
    }
    const double slip = l->amount > 0 ? SLIP_HEIGHT + PART_GAP : 0;
    if (l->intro.len > 0 || l->closing.len > 0) {
        flow_text(&d.flow, l->intro);
        flow_amounts(&d.flow, l);
        flow_ending(&d.flow, l->closing, slip);
    } else {
        flow_ending(&d.flow, l->body, slip);
    }
    fault = l->amount > 0 ? put_slip(&d) : NULL;
    put_feet(&d);
    if (out->failed) {
        return "the letter has too many pages";
    }
    return out->unknown > 0 ? "the font lacks a character of the letter" : fault;
}

const char *page_lay_out(const struct page_design *design, const krav_letter *l,
                         struct sheet *out) {
    const char *fault = lay_out_one(design, l, out);
    if (fault || l->copy_name.len == 0) {
        return fault;
    }
    krav_letter copy = *l; /* the same letter, to whoever gets one too */
    copy.to_name = l->copy_name;
    copy.to_address = l->copy_address;
    out->base = out->n_pages;
    return lay_out_one(design, &copy, out);
}
