/* rates_file.c - see rates_file.h. */
#include "law/rates_file.h"

#include <stdarg.h>

#define HEADING "kind;from;to;value;source"
#define BYTE_ORDER_MARK "\xef\xbb\xbf" /* as office programs write it */
#define SOURCE_MAX 200
#define KRONE 100

/* ---- lines --------------------------------------------------------------------------------- */

struct reading {
    struct rates_file *file;
    struct faults *faults;
    struct rate_entry *row;
    bool is_broken;
};

static void fault(struct reading *r, const char *format, ...) FORMAT(2, 3);

static void fault(struct reading *r, const char *format, ...) {
    struct status why = {0, ""};
    struct buf text;
    va_list args;
    buf_init(&text, sizeof why.text);
    va_start(args, format);
    buf_vaddf(&text, format, args);
    va_end(args);
    faults_add(r->faults, "%s:%d: %.*s", r->file->name, (int)r->row->line,
               TEXT_ARG(buf_text(&text)));
    buf_fini(&text);
    r->is_broken = true;
}

static void read_kind(struct reading *r, struct text t) {
    const struct word *w = words_by_name(&rate_kinds, t);
    if (w) {
        r->row->kind = (enum rate_kind)w->value;
        return;
    }
    const char *near = words_nearest(&rate_kinds, t);
    fault(r, "%.*s: not a kind of rate%s%s%s", TEXT_ARG(text_head(t, 64)),
          near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
}

static void read_days(struct reading *r, struct text from, struct text to) {
    if (!day_parse(from, &r->row->from)) {
        fault(r, "from: %s", from.len ? "not a day (YYYY-MM-DD)" : "missing");
    }
    if (to.len > 0 && !day_parse(to, &r->row->to)) {
        fault(r, "to: not a day (YYYY-MM-DD)");
    } else if (to.len > 0 && r->row->from != DAY_NONE && r->row->to < r->row->from) {
        fault(r, "to: before from");
    }
}

static void read_source(struct reading *r, struct text t) {
    r->row->source = t;
    if (t.len == 0) {
        fault(r, "source: missing: name the regulation");
    } else if (t.len > SOURCE_MAX || !text_is_utf8(t) || text_has_control(t)) {
        fault(r, "source: plain UTF-8 of at most %d bytes", SOURCE_MAX);
    }
}

static void read_line(struct reading *r, struct text line) {
    struct text rest = line, cells[5];
    uint32_t n = 0;
    while (n < 5 && text_cut(&rest, ';', &cells[n])) {
        cells[n] = text_trim(cells[n]);
        n++;
    }
    if (n < 5 || rest.ptr != NULL) {
        fault(r, "not five fields: " HEADING);
        return;
    }
    read_kind(r, cells[0]);
    read_days(r, cells[1], cells[2]);
    /* A percentage or a factor has two decimals, as kroner have. */
    ore value = 0;
    if (!money_parse(cells[3], &value)) {
        fault(r, "value: %s", cells[3].len ? "not a number with at most two decimals" : "missing");
    }
    r->row->hundredths = value;
    read_source(r, cells[4]);
}

void rates_parse(struct text bytes, struct arena *arena, struct faults *faults,
                 struct rates_file *out) {
    struct text rest = bytes, line;
    bool has_heading = false;
    int32_t number = 0;
    uint32_t n_lines = 1;
    for (size_t i = 0; i < bytes.len; i++) {
        n_lines += bytes.ptr[i] == '\n';
    }
    out->rows = arena_take_n(arena, n_lines, sizeof *out->rows);
    out->n = 0;
    if (text_starts(rest, TEXT(BYTE_ORDER_MARK))) {
        rest = (struct text){rest.ptr + 3, rest.len - 3};
    }
    while (text_cut(&rest, '\n', &line)) {
        number++;
        line = text_trim(line);
        if (line.len == 0 || line.ptr[0] == '#') {
            continue;
        }
        struct rate_entry *row = &out->rows[out->n];
        struct reading r = {.file = out, .faults = faults, .row = row};
        *row = (struct rate_entry){.line = number};
        if (!has_heading) {
            has_heading = true;
            if (!text_is(line, HEADING)) {
                fault(&r, "the heading must be " HEADING);
            }
            continue;
        }
        out->n++;
        read_line(&r, line);
        row->from = r.is_broken ? DAY_NONE : row->from;
    }
    if (out->n == 0) {
        faults_add(faults, "%s: no row", out->name);
    }
}

/* ---- is it to be believed ------------------------------------------------------------------ */

static bool is_half_year(const struct rate_entry *e) {
    const struct ymd from = day_ymd(e->from), to = day_ymd(e->to);
    return from.year == to.year && from.day == 1 &&
           ((from.month == 1 && to.month == 6 && to.day == 30) ||
            (from.month == 7 && to.month == 12 && to.day == 31));
}

static void check_change(struct reading *r, const struct rate_word *w, int64_t before) {
    const int64_t value = r->row->hundredths;
    const int64_t change = value > before ? value - before : before - value;
    char last[MONEY_TEXT], most[MONEY_TEXT];
    (void)money_format(before, last);
    if (!w->may_fall && value < before) {
        fault(r, "value: below the last one, %s", last);
    }
    if (w->change > 0 && change > w->change) {
        fault(r, "value: more than %s from the last one, %s", money_format(w->change, most), last);
    }
    if (w->change_percent > 0 && change * 100 > before * w->change_percent) {
        fault(r, "value: more than %d %% from the last one, %s", (int)w->change_percent, last);
    }
}

static void check_row(struct reading *r, const struct rate_entry *before) {
    const struct rate_word *w = rate_word(r->row->kind);
    const int64_t value = r->row->hundredths;
    char least[MONEY_TEXT], most[MONEY_TEXT];
    if (value < w->min || value > w->max) {
        fault(r, "value: not from %s to %s", money_format(w->min, least),
              money_format(w->max, most));
    } else if (before) {
        check_change(r, w, before->hundredths);
    }
    if (w->is_whole && value % KRONE != 0) {
        fault(r, "value: not whole kroner");
    }
    if (w->is_half_year && (r->row->to == DAY_NONE || !is_half_year(r->row))) {
        fault(r, "from, to: not a half-year: %s is set for 1 January to 30 June or 1 July to "
                 "31 December", w->word.name);
    }
}

/* ---- does it follow ------------------------------------------------------------------------ */

/* A row of the book (of no line of this file) that has not begun, given again: nothing was reckoned
 * with it. */
static bool is_correction(const struct rates_check *c, const struct rate_entry *same) {
    return same && same->is_imported && same->line == 0 && same->from > c->today;
}

static void check_place(struct reading *r, const struct rates_check *c,
                        const struct rate_entry *last) {
    const struct rate_entry *e = r->row;
    char a[DAY_TEXT], b[DAY_TEXT];
    if (last->to != DAY_NONE && e->from > last->to + 1) {
        fault(r, "from: a gap: the last row known ends %s, so the next one begins %s",
              day_format(last->to, a), day_format(last->to + 1, b));
    } else if (last->to != DAY_NONE && e->from <= last->to) {
        fault(r, "from: known until %s, and a rate is never rewritten: the next row begins %s",
              day_format(last->to, a), day_format(last->to + 1, b));
    } else if (last->to == DAY_NONE && e->from <= last->from) {
        fault(r, "from: known from %s until further notice, and a rate is never rewritten",
              day_format(last->from, a));
    } else if (last->to == DAY_NONE && e->from <= c->today) {
        fault(r, "from: the row from %s is in force today, %s, and a rate is never rewritten: a "
                 "new row begins later", day_format(last->from, a), day_format(c->today, b));
    }
}

static bool is_known(const struct rate_entry *e, const struct rate_entry *same) {
    return same && same->hundredths == e->hundredths &&
           (same->to == e->to || e->to == DAY_NONE); /* since ended by a later one */
}

void rates_check(struct rates_check *c, const struct rates_file *f, struct arena *arena,
                 struct faults *faults) {
    bool is_lost[RATE_KINDS] = {false}; /* after a row that has no place, none has */
    struct rates_file file = *f;
    c->fresh = arena_take_n(arena, f->n ? f->n : 1, sizeof *c->fresh);
    c->n_fresh = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        struct rate_entry e = f->rows[i];
        struct reading r = {.file = &file, .faults = faults, .row = &e};
        if (e.from == DAY_NONE || is_lost[e.kind]) {
            is_lost[e.kind] = true;
            continue;
        }
        const struct rate_list *list = &c->known->of[e.kind];
        const struct rate_entry *last = &list->rows[list->n - 1];
        const struct rate_entry *same = rates_from(c->known, e.kind, e.from);
        if (is_known(&e, same)) {
            continue;
        }
        if (!is_correction(c, same)) {
            check_place(&r, c, last);
        } else if (same != last && e.to != same->to) {
            fault(&r, "to: another than before, though a later row is known");
        }
        is_lost[e.kind] = r.is_broken;
        check_row(&r, rates_on(c->known, e.kind, e.from - 1));
        if (!is_lost[e.kind]) {
            rates_put(c->known, &e, arena);
            c->fresh[c->n_fresh++] = e;
        }
    }
}
