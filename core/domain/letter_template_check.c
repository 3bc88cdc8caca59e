/* letter_template_check.c - what a template may say, and what it must. */
#include "domain/letter_template.h"

#include <string.h>

#include "domain/letter_demands.h"
#include "domain/letter_literals.h"
#include "domain/letter_text.h"

#define PLACE(source, line) TEXT_ARG((source)->path), (int)(line)

struct check {
    const struct letter_source *source;
    struct letter_template t;
    struct faults *faults;
    struct arena *arena;
};

/* ---- signs ----------------------------------------------------------------------------------- */

/* The code point at *i of valid UTF-8, and moves *i behind it. */
static uint32_t next_sign(struct text t, size_t *i) {
    const unsigned char first = (unsigned char)t.ptr[(*i)++];
    uint32_t sign = first < 0x80 ? first : first < 0xE0 ? first & 0x1Fu
                  : first < 0xF0 ? first & 0x0Fu : first & 0x07u;
    while (*i < t.len && ((unsigned char)t.ptr[*i] & 0xC0) == 0x80) {
        sign = sign << 6 | ((unsigned char)t.ptr[(*i)++] & 0x3Fu);
    }
    return sign;
}

/* Latin letters and the signs of Norwegian print: what every renderer has, and nothing unseen. */
static bool is_sign_of_ours(uint32_t sign) {
    static const uint32_t others[] = {0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E,
                                      0x2022, 0x2026, 0x20AC, 0x292};
    if (sign < 0x250) {
        return sign >= 0xA0 ? sign != 0xAD : sign < 0x7F;
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (sign == others[i]) {
            return true;
        }
    }
    return false;
}

/* False: it is not even text. */
static bool check_signs(const struct check *c) {
    bool is_text = true;
    struct text rest = c->source->content, line;
    for (int n = 1; text_cut(&rest, '\n', &line); n++) {
        if (!text_is_utf8(line) || text_has_control(line)) {
            faults_add(c->faults, "%.*s:%d: is not UTF-8 text", PLACE(c->source, n));
            is_text = false;
            continue;
        }
        for (size_t i = 0; i < line.len;) {
            const uint32_t sign = next_sign(line, &i);
            if (!is_sign_of_ours(sign)) {
                faults_add(c->faults, "%.*s:%d: U+%04X is no sign that letters use: write a "
                           "word", PLACE(c->source, n), (unsigned)sign);
            }
        }
    }
    return is_text;
}

/* ---- fields ---------------------------------------------------------------------------------- */

/* In no section, or in one of its own. */
static bool always_shown(const struct letter_item *item, const struct letter_item *section) {
    return !section || (!section->absent && section->slot == item->slot);
}

static void check_field(const struct check *c, const struct letter_item *item,
                        const struct letter_item *section) {
    const struct letter_field *f = letter_field(item->slot);
    const uint32_t kind = 1u << c->source->kind;
    const char *name = f->word.name;
    if (!(f->kinds & kind)) {
        faults_add(c->faults, "%.*s:%d: {%s} is in no %s letter", PLACE(c->source, item->line), name,
                   words_name(&letter_kinds, (int)c->source->kind));
    } else if (item->kind == ITEM_FIELD && !(f->always & kind) &&
               (!section || !always_shown(item, section))) {
        faults_add(c->faults, "%.*s:%d: {%s} may be absent: write {?%s}...{%s}...{/%s} around what "
                   "needs it", PLACE(c->source, item->line), name, name, name, name);
    }
}

static void check_fields(const struct check *c, const struct letter_item *items, uint32_t n) {
    const struct letter_item *section = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const struct letter_item *item = &items[i];
        if (item->kind == ITEM_WHEN || item->kind == ITEM_END) {
            section = item->kind == ITEM_WHEN ? item : NULL;
        }
        if (item->kind == ITEM_FIELD || item->kind == ITEM_BLOCK || item->kind == ITEM_WHEN) {
            check_field(c, item, section);
        }
    }
}

/* ---- numbers that only krav writes ----------------------------------------------------------- */

/* The words as they are read, on the lines where they stand; a field is a sign. */
static void flatten(const struct letter_item *items, uint32_t n, bool to_many, int32_t *line,
                    struct buf *out) {
    for (uint32_t i = 0; i < n; i++) {
        const struct letter_item *item = &items[i];
        for (; *line < item->line; (*line)++) {
            buf_add_char(out, '\n');
        }
        if (item->kind == ITEM_TEXT) {
            buf_add(out, item->text);
        } else if (item->kind == ITEM_CHOICE) {
            buf_add(out, to_many ? item->many : item->text);
        } else if (item->kind == ITEM_FIELD) {
            buf_add_char(out, LITERAL_FIELD);
        }
    }
}

static bool is_told(const struct faults *faults, size_t from, struct text why) {
    for (size_t i = from; i < faults->n; i++) {
        if (text_eq(faults->items[i], why)) {
            return true;
        }
    }
    return false;
}

static void check_literals(const struct check *c) {
    const size_t before = c->faults->n;
    for (int to_many = 0; to_many <= 1; to_many++) {
        struct buf flat;
        struct literal found;
        size_t at = 0, counted = 0;
        int32_t line = 1;
        buf_init(&flat, 2 * TEMPLATE_BYTES_MAX);
        flatten(c->t.subject, c->t.n_subject, to_many, &line, &flat);
        flatten(c->t.items, c->t.n_items, to_many, &line, &flat);
        for (line = 1; literal_next(buf_text(&flat), &at, &found);) {
            for (; counted < found.at; counted++) {
                line += flat.ptr[counted] == '\n';
            }
            const struct text why =
                arena_printf(c->arena, "%.*s:%d: '%.*s' is %s, which only krav writes: %s",
                             PLACE(c->source, line), TEXT_ARG(found.said), found.what,
                             found.instead);
            if (!is_told(c->faults, before, why)) {
                faults_add(c->faults, "%.*s", TEXT_ARG(why));
            }
        }
        buf_fini(&flat);
    }
}

/* ---- what the law demands -------------------------------------------------------------------- */

static unsigned parts_shown(enum letter_kind kind, const struct letter_template *t, bool always) {
    const struct letter_item *section = NULL;
    unsigned shown = 0;
    for (uint32_t i = 0; i < t->n_items; i++) {
        const struct letter_item *item = &t->items[i];
        if (item->kind == ITEM_WHEN || item->kind == ITEM_END) {
            section = item->kind == ITEM_WHEN ? item : NULL;
        } else if ((item->kind == ITEM_FIELD || item->kind == ITEM_BLOCK) &&
                   (!always || always_shown(item, section))) {
            shown |= letter_field_shows(letter_field(item->slot), kind);
        }
    }
    return shown;
}

static int32_t last_line(struct text content) {
    struct text rest = content, line;
    int32_t n = 0, last = 1;
    while (text_cut(&rest, '\n', &line)) {
        n++;
        last = text_trim(line).len > 0 ? n : last;
    }
    return last;
}

static void check_demands(const struct check *c) {
    const enum letter_kind kind = c->source->kind;
    const unsigned shown = parts_shown(kind, &c->t, true);
    const unsigned sometimes = parts_shown(kind, &c->t, false) & ~shown;
    const unsigned missing = letter_template_demands(kind) & ~shown;
    for (size_t i = 0; i < letter_parts.n; i++) {
        const struct word *part = words_at(&letter_parts, i);
        if (!(missing & 1u << part->value)) {
            continue;
        }
        const struct letter_field *by = letter_field_for(kind, (enum letter_part)part->value);
        faults_add(c->faults, "%.*s:%d: a %s must hold %s (%s): %s {%s}: %s",
                   PLACE(c->source, last_line(c->source->content)),
                   words_name(&letter_kinds, (int)kind), part->name,
                   letter_demand_paragraph(kind, (enum letter_part)part->value),
                   sometimes & 1u << part->value ? "take it out of its section, or write"
                   : by->type == LETTER_BLOCK    ? "write on a line of its own"
                                                 : "write",
                   by->word.name, part->doc);
    }
}

/* ---- all of it ------------------------------------------------------------------------------- */

void letter_template_check(const struct letter_source *s, struct faults *faults) {
    struct arena arena;
    struct check c = {.source = s, .faults = faults, .arena = &arena};
    if (s->content.len > TEMPLATE_BYTES_MAX) {
        faults_add(faults, "%.*s:1: is larger than 16 KiB", TEXT_ARG(s->path));
        return;
    }
    arena_init(&arena);
    if (check_signs(&c)) {
        (void)letter_template_read(s, &arena, &c.t, faults);
        check_fields(&c, c.t.subject, c.t.n_subject);
        check_fields(&c, c.t.items, c.t.n_items);
        check_literals(&c);
        check_demands(&c);
    }
    arena_fini(&arena);
}

unsigned letter_template_shows(enum letter_kind kind, struct text content) {
    struct arena arena;
    struct faults faults;
    struct letter_template t;
    const struct letter_source s = {.kind = kind, .content = content};
    arena_init(&arena);
    faults_init(&faults, &arena, 1);
    const unsigned shown =
        letter_template_read(&s, &arena, &t, &faults) ? parts_shown(kind, &t, true) : 0;
    arena_fini(&arena);
    return shown;
}

void letter_template_begin(enum letter_kind kind, struct buf *out) {
    const struct letter_text *text = letter_text_of(kind);
    buf_addf(out, "subject: %s%s\n", text->subject,
             text->to_creditor ? ", sak {case}"
                               : "{?creditor.name}: krav fra {creditor.name}{/creditor.name}");
    for (size_t i = 0; i < n_letter_own_blocks; i++) {
        const struct letter_field *f = letter_field(letter_own_blocks[i]);
        if (f->kinds & 1u << kind) {
            buf_addf(out, "\n{%s}\n", f->word.name);
        }
    }
}
