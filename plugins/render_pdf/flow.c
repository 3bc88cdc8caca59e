#include "flow.h"

#include "krav/easy.h"

#include "lines.h"

#define NEXT_TOP (30 * MM) /* of the text on the pages that follow the first */
#define ROW_GAP 2.0
#define INDENT (4 * MM)
#define AMOUNT_WIDTH (38 * MM)
#define HEAD_MAX 60           /* bytes: a longer line announces a table, and is not its head */
#define KEPT_WHOLE (70 * MM)  /* a table in a text that is no higher is not parted */
#define ENDING_LINES 3        /* of text, that go with a signature if they can */
#define ENDING_MAX (100 * MM) /* what is moved is no higher: a page is not emptied for its end */

/* ---- pages ----------------------------------------------------------------------------------- */

static int is_at_top(const struct place *at) { return at->page > 0 && at->y <= NEXT_TOP; }

static int has_room(const struct flow *f, double height) {
    return is_at_top(&f->at) || f->at.y + f->gap + height <= BOTTOM;
}

static void next_page(struct flow *f) {
    f->at = (struct place){f->at.page + 1, LEFT, NEXT_TOP};
    f->gap = 0;
}

/* Goes on at the top of the next page unless there is room for so much. */
static void need(struct flow *f, double height) {
    if (!has_room(f, height)) {
        next_page(f);
    } else if (!is_at_top(&f->at)) {
        f->at.y += f->gap;
    }
    f->gap = 0;
}

static void owe(struct flow *f, double gap) { f->gap = f->gap > gap ? f->gap : gap; }

/* ---- tables ---------------------------------------------------------------------------------- */

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

static void table_head(struct flow *f, krav_str head) {
    table_row(f, head, krav_str_of(f->words->in_kroner), STYLE_SMALL);
    table_rule(f, 0.5);
}

static int lines_of(const struct flow *f, krav_str text, enum style style, double width) {
    PangoLayout *layout = fonts_set(f->sheet->fonts, style, text, width);
    const int n = pango_layout_get_line_count(layout);
    g_object_unref(layout);
    return n;
}

static double item_height(const struct flow *f, const struct lines_row *row) {
    krav_str note, notes = row->notes;
    double height = lines_of(f, row->label, STYLE_TEXT, WIDTH - AMOUNT_WIDTH) * row_height();
    while (lines_next(&notes, &note)) {
        height += lines_of(f, lines_trimmed(note), STYLE_SMALL, WIDTH - INDENT) *
                  fonts_leading(STYLE_SMALL);
    }
    return height;
}

/* A row and its notes, on one page with as much more below; a page begins with the head. */
static void table_item(struct flow *f, krav_str head, const struct lines_row *row, double more) {
    const int page = f->at.page;
    krav_str note, notes = row->notes;
    need(f, item_height(f, row) + more + 2 * ROW_GAP);
    if (f->at.page != page) {
        table_head(f, head);
    }
    table_row(f, row->label, row->amount, STYLE_TEXT);
    while (lines_next(&notes, &note)) {
        const struct place at = {f->at.page, LEFT + INDENT, f->at.y - ROW_GAP};
        f->at.y = sheet_text(f->sheet, at, lines_trimmed(note), STYLE_SMALL, WIDTH - INDENT) +
                  ROW_GAP;
    }
}

/* Together on one page if it can be; otherwise the head stands on every page, and the total with
 * the last amount. */
void flow_amounts(struct flow *f, const krav_letter *l) {
    const krav_str head = krav_str_of(f->words->table);
    char amount[WORDS_SHORT];
    if (l->n_lines == 0) {
        return;
    }
    const double whole = (l->n_lines + 2) * row_height() + 3 * ROW_GAP;
    f->gap = PART_GAP;
    need(f, whole < BOTTOM - NEXT_TOP ? whole : 4 * row_height());
    table_head(f, head);
    for (uint32_t i = 0; i < l->n_lines && !f->sheet->failed; i++) {
        const struct lines_row row = {.label = l->lines[i].label,
                                      .amount = words_amount(amount, l->lines[i].amount)};
        table_item(f, head, &row, i + 1 == l->n_lines ? row_height() : 0);
    }
    table_rule(f, 0.9);
    table_row(f, krav_str_of(f->words->total), words_amount(amount, l->total), STYLE_STRONG);
    f->gap = PART_GAP;
}

/* What stays together at the beginning: all of a low table, otherwise two of its items. */
static double rows_together(const struct flow *f, krav_str rows) {
    struct lines_row row;
    double whole = row_height() + 3 * ROW_GAP, two = 0;
    for (int n = 1; whole <= KEPT_WHOLE && lines_row(&rows, &row); n++) {
        whole += item_height(f, &row);
        two = n <= 2 ? whole : two;
    }
    return whole <= KEPT_WHOLE ? whole : two;
}

/* The head stands on every page, and the last item with the one before it. */
static void flow_rows(struct flow *f, krav_str head, krav_str rows) {
    struct lines_row row, next = {0};
    owe(f, PART_GAP);
    need(f, rows_together(f, rows));
    table_head(f, head);
    for (int more = lines_row(&rows, &row); more && !f->sheet->failed; row = next) {
        more = lines_row(&rows, &next);
        table_item(f, head, &row, more && rows.len == 0 ? item_height(f, &next) : 0);
    }
    f->gap = PART_GAP;
}

/* ---- running text ---------------------------------------------------------------------------- */

static int announces(krav_str line) { return line.len > 0 && line.ptr[line.len - 1] == ':'; }

/* One paragraph, of which two lines stay together at either end. */
static void flow_line(struct flow *f, krav_str line) {
    const double leading = fonts_leading(STYLE_TEXT);
    const int announcing = announces(line);
    const double indent = line.ptr[0] == ' ' ? INDENT : 0;
    PangoLayout *layout =
        fonts_set(f->sheet->fonts, STYLE_TEXT, lines_trimmed(line), WIDTH - indent);
    const int n = pango_layout_get_line_count(layout);
    for (int i = 0; i < n && !f->sheet->failed; i++) {
        const int together = (i == 0 && (n > 1 || announcing)) || (i == n - 2 && n > 2) ? 2 : 1;
        need(f, together * leading);
        const struct place at = {f->at.page, LEFT + indent, f->at.y};
        sheet_line(f->sheet, at, layout, i, STYLE_TEXT);
        f->at.y += leading;
    }
    g_object_unref(layout);
}

/* A table at the beginning of *text, with the line that announces it, if there is one. */
static int flow_table(struct flow *f, krav_str *text) {
    krav_str head, rest = *text;
    if (!lines_next(&rest, &head) || !announces(head)) {
        rest = *text;
        head = (krav_str){NULL, 0};
    }
    const size_t n = lines_table(rest);
    if (n == 0) {
        return 0;
    }
    if (head.len > HEAD_MAX) {
        flow_line(f, head);
    }
    flow_rows(f, head.len > 0 && head.len <= HEAD_MAX ? (krav_str){head.ptr, head.len - 1}
                                                      : krav_str_of(f->words->table),
              (krav_str){rest.ptr, n});
    *text = (krav_str){rest.ptr + n, rest.len - n};
    return 1;
}

void flow_text(struct flow *f, krav_str text) {
    krav_str line;
    while (!f->sheet->failed && text.len > 0) {
        if (flow_table(f, &text)) {
            continue;
        }
        (void)lines_next(&text, &line);
        if (line.len > 0) {
            flow_line(f, line);
        } else {
            owe(f, PARAGRAPH_GAP);
        }
    }
}

/* ---- the ending ------------------------------------------------------------------------------ */

/* Where a paragraph began, to go back to. */
struct stop {
    krav_str text; /* from it on */
    struct place at;
    size_t n_marks;
};

/* Cuts the next paragraph off *rest, with the empty lines after it. */
static krav_str paragraph_next(krav_str *rest) {
    const char *from = rest->ptr;
    krav_str line, after = *rest;
    int ended = 0;
    while (lines_next(&after, &line) && !(ended && line.len > 0)) {
        ended = line.len == 0;
        *rest = after;
    }
    return (krav_str){from, (size_t)(rest->ptr - from)};
}

/* The last paragraph of a text, without the line ends after it. */
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

static double lines_height(krav_str text) {
    krav_str line;
    double height = 0;
    while (lines_next(&text, &line)) {
        height += fonts_leading(STYLE_TEXT);
    }
    return height;
}

/* What was set since the stop can go to the next page with so much more, and leaves text behind. */
static int can_move(const struct flow *f, const struct stop *stop, double with) {
    const double height = f->at.y - stop->at.y;
    return stop->text.len > 0 && stop->at.page == f->at.page && !is_at_top(&stop->at) &&
           height <= ENDING_MAX && height + with <= BOTTOM - NEXT_TOP;
}

/* Sets the paragraphs before a signature anew, from the last of two stops that gives it company
 * enough, at the top of a page. */
static void take_along(struct flow *f, const struct stop stops[2], double with) {
    const double enough = ENDING_LINES * fonts_leading(STYLE_TEXT);
    const struct stop *stop = &stops[1];
    if (f->at.y - stop->at.y < enough && can_move(f, &stops[0], with)) {
        stop = &stops[0];
    }
    if (can_move(f, stop, with)) {
        sheet_cut(f->sheet, stop->n_marks);
        f->at = stop->at;
        next_page(f);
        flow_text(f, stop->text);
    }
}

void flow_ending(struct flow *f, krav_str text, double below) {
    struct stop stops[2] = {0};
    const krav_str signature = signature_of(text);
    const double height = lines_height(signature) + below;
    krav_str rest = {text.ptr, text.len > 0 ? (size_t)(signature.ptr - text.ptr) : 0};
    while (rest.len > 0 && !f->sheet->failed) {
        stops[0] = stops[1];
        stops[1] = (struct stop){rest, f->at, f->sheet->n};
        flow_text(f, paragraph_next(&rest));
    }
    if (height <= BOTTOM - NEXT_TOP) {
        if (!has_room(f, height)) {
            take_along(f, stops, height);
        }
        need(f, height);
    }
    flow_text(f, signature);
}
