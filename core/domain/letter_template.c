/* letter_template.c - a template as items, in one pass over its lines. */
#include "domain/letter_template.h"

#include <stdarg.h>

struct parser {
    const struct letter_source *source;
    struct arena *arena;
    struct faults *faults;
    struct letter_item *items; /* of the list that grows: the subject's, then the text's */
    uint32_t n;
    int32_t line;
    enum letter_slot section;  /* the open one; 0: none */
    int32_t section_line;
    uint64_t blocks;           /* bits 1 << SLOT_x seen */
    bool has_subject, in_subject;
    bool begun;                /* a paragraph */
    bool ends_line;            /* the line before stays a line */
};

FORMAT(2, 3) static void fault(const struct parser *p, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const struct text why = arena_vprintf(p->arena, format, args);
    va_end(args);
    faults_add(p->faults, "%.*s:%d: %.*s", TEXT_ARG(p->source->path), (int)p->line, TEXT_ARG(why));
}

static struct letter_item *add(struct parser *p, enum letter_item_kind kind) {
    struct letter_item *item = arena_push(p->arena, &p->items, &p->n, sizeof *item);
    item->kind = kind;
    item->line = p->line;
    return item;
}

static void add_text(struct parser *p, struct text t) {
    if (t.len > 0) {
        add(p, ITEM_TEXT)->text = t;
    }
}

static size_t find(struct text t, char c) {
    size_t i = 0;
    while (i < t.len && t.ptr[i] != c) {
        i++;
    }
    return i;
}

static struct text from(struct text t, size_t at) {
    return (struct text){t.ptr + at, t.len - at};
}

/* ---- what stands in braces ------------------------------------------------------------------- */

static enum letter_slot named(const struct parser *p, struct text name) {
    const struct word *w = words_by_name(&letter_fields, name);
    if (w) {
        return (enum letter_slot)w->value;
    }
    const char *near = words_nearest(&letter_fields, text_trim(name));
    if (near) {
        fault(p, "{%.*s} is no field: did you mean {%s}?", TEXT_ARG(name), near);
    } else {
        fault(p, "{%.*s} is no field: krav words letter_fields lists them", TEXT_ARG(name));
    }
    return 0;
}

static void add_choice(struct parser *p, struct text both) {
    struct text one;
    (void)text_cut(&both, '|', &one);
    if (find(both, '|') < both.len) {
        fault(p, "{%.*s|%.*s}: a choice is between two: {du|dere}", TEXT_ARG(one), TEXT_ARG(both));
        return;
    }
    struct letter_item *item = add(p, ITEM_CHOICE);
    item->text = one;
    item->many = both;
}

static void begin_section(struct parser *p, struct text name, bool absent) {
    const enum letter_slot slot = named(p, name);
    if (p->section) {
        fault(p, "{%s%.*s}: the section {?%s} is open: close it first with {/%s}",
              absent ? "!" : "?", TEXT_ARG(name), letter_field(p->section)->word.name,
              letter_field(p->section)->word.name);
    } else if (slot) {
        struct letter_item *item = add(p, ITEM_WHEN);
        item->slot = slot;
        item->absent = absent;
        p->section = slot;
        p->section_line = p->line;
    }
}

static void end_section(struct parser *p, struct text name) {
    const enum letter_slot slot = named(p, name);
    if (slot && slot != p->section) {
        fault(p, "{/%.*s} closes no section: {?%.*s} is not open", TEXT_ARG(name), TEXT_ARG(name));
    } else if (slot) {
        add(p, ITEM_END)->slot = slot;
        p->section = 0;
    }
}

static void add_block(struct parser *p, enum letter_slot slot) {
    if (p->in_subject) {
        fault(p, "{%s} is a block: it cannot stand in the subject",
              letter_field(slot)->word.name);
    } else if (p->blocks & (uint64_t)1 << slot) {
        fault(p, "{%s} stands there already: a block is written once",
              letter_field(slot)->word.name);
    }
    p->blocks |= (uint64_t)1 << slot;
    add(p, ITEM_BLOCK)->slot = slot;
}

static void add_named(struct parser *p, struct text name) {
    const enum letter_slot slot = named(p, name);
    if (slot && letter_field(slot)->type == LETTER_BLOCK) {
        add_block(p, slot);
    } else if (slot) {
        add(p, ITEM_FIELD)->slot = slot;
    }
}

static void add_braced(struct parser *p, struct text inside) {
    const char first = inside.len > 0 ? inside.ptr[0] : '\0';
    if (find(inside, '|') < inside.len) {
        add_choice(p, inside);
    } else if (first == '?' || first == '!') {
        begin_section(p, from(inside, 1), first == '!');
    } else if (first == '/') {
        end_section(p, from(inside, 1));
    } else {
        add_named(p, inside);
    }
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void read_line(struct parser *p, struct text rest) {
    while (rest.len > 0) {
        const size_t open = find(rest, '{'), close = find(rest, '}');
        const size_t text = open < close ? open : close;
        add_text(p, (struct text){rest.ptr, text});
        if (close < open) {
            fault(p, "a '}' without its '{'");
            rest = from(rest, close + 1);
        } else if (open < rest.len) {
            const struct text inside = from(rest, open + 1);
            if (close == rest.len || find(inside, '{') < close - open - 1) {
                fault(p, "a '{' without its '}' on the same line");
                rest = inside;
            } else {
                add_braced(p, (struct text){inside.ptr, close - open - 1});
                rest = from(rest, close + 1);
            }
        } else {
            return;
        }
    }
}

/* A block has its line for itself and for sections. */
static void check_alone(const struct parser *p, uint32_t begin) {
    const struct letter_item *block = NULL;
    bool others = false;
    for (uint32_t i = begin; i < p->n; i++) {
        const struct letter_item *item = &p->items[i];
        const bool is_block = item->kind == ITEM_BLOCK;
        others = others || (is_block && block) || item->kind == ITEM_CHOICE ||
                 item->kind == ITEM_FIELD ||
                 (item->kind == ITEM_TEXT && text_trim(item->text).len > 0);
        block = is_block ? item : block;
    }
    if (block && others) {
        fault(p, "{%s} is a block: write it on a line of its own",
              letter_field(block->slot)->word.name);
    }
}

static void take_line(struct parser *p, struct text line) {
    const bool indented = line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
    const uint32_t begin = p->n;
    struct text text = text_trim(line);
    if (text.len == 0) {
        add(p, ITEM_PARAGRAPH);
        p->begun = p->ends_line = false;
        return;
    }
    const bool stays = text.ptr[text.len - 1] == '\\';
    text.len -= stays;
    if (indented || p->ends_line) {
        add(p, ITEM_LINE)->indented = indented;
    } else if (p->begun) {
        add(p, ITEM_TEXT)->text = TEXT(" ");
    }
    read_line(p, text);
    check_alone(p, begin);
    p->begun = true;
    p->ends_line = indented || stays;
}

static void close_list(struct parser *p, struct letter_item **items, uint32_t *n) {
    if (p->section) {
        p->line = p->section_line;
        fault(p, "{?%s} is never closed: write {/%s} where it ends",
              letter_field(p->section)->word.name, letter_field(p->section)->word.name);
        p->section = 0;
    }
    *items = p->items;
    *n = p->n;
    p->items = NULL;
    p->n = 0;
}

static void read_subject(struct parser *p, struct text subject, struct letter_template *out) {
    if (p->has_subject) {
        fault(p, "subject: stands there already");
    } else if (subject.len == 0 || subject.len > TEMPLATE_SUBJECT_MAX) {
        fault(p, "subject: %s", subject.len == 0 ? "says nothing" : "is longer than 200 bytes");
    }
    p->has_subject = p->in_subject = true;
    read_line(p, subject);
    p->in_subject = false;
    close_list(p, &out->subject, &out->n_subject);
}

/* "name: value", or a remark. */
static bool is_header(struct text line) {
    size_t n = 0;
    while (n < line.len && line.ptr[n] >= 'a' && line.ptr[n] <= 'z') {
        n++;
    }
    return line.ptr[0] == '#' || (n > 0 && n < line.len && line.ptr[n] == ':');
}

static void read_header(struct parser *p, struct text line, struct letter_template *out) {
    struct text name;
    if (line.ptr[0] == '#') {
        return;
    }
    (void)text_cut(&line, ':', &name);
    if (text_is(name, "subject")) {
        read_subject(p, text_trim(line), out);
    } else {
        fault(p, "there is no header '%.*s:', only subject:", TEXT_ARG(name));
    }
}

/* The lines before the first empty one; takes them off *rest. */
static void read_headers(struct parser *p, struct text *rest, struct letter_template *out) {
    struct text here = *rest, line;
    while (text_cut(rest, '\n', &line) && text_trim(line).len > 0) {
        p->line++;
        if (!is_header(line)) {
            fault(p, "after the headers comes an empty line, and then the text");
            p->line--;
            *rest = here;
            break;
        }
        read_header(p, line, out);
        here = *rest;
    }
    const int32_t begins = p->line;
    p->line = p->line > 0 ? p->line : 1;
    if (!p->has_subject) {
        fault(p, "a template begins with 'subject: TEXT' and an empty line");
    }
    p->line = begins + (rest->ptr != here.ptr);
}

bool letter_template_read(const struct letter_source *s, struct arena *arena,
                          struct letter_template *out, struct faults *faults) {
    const size_t before = faults->n + faults->n_dropped;
    struct parser p = {.source = s, .arena = arena, .faults = faults};
    struct text rest = s->content, line;
    *out = (struct letter_template){0};
    read_headers(&p, &rest, out);
    while (text_cut(&rest, '\n', &line)) {
        p.line++;
        take_line(&p, line);
    }
    close_list(&p, &out->items, &out->n_items);
    return faults->n + faults->n_dropped == before;
}
