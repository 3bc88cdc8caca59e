/* letter_body.c - a content record as plain Norwegian text.  Recipient, sender and date at the top
 * belong to the sheet, and are laid out by the channel or renderer.
 *
 *     intro     whose claim, why we write, what it is about      one line per paragraph
 *     amounts   each by itself, and their sum                    the body only
 *     payment   how much, by when, where to                      the body only
 *     closing   instalments, interest, what happens, greeting    one line per paragraph
 *
 * The body is all of them, wrapped at 64 columns so that it fits a page with margins; a renderer
 * wraps intro and closing itself, and sets amounts and payment as a table and a slip.
 *
 * What stands where is the letter's template; without one, krav's own blocks in their order.  The
 * amounts part intro and closing, and where a template has none, the payment. */
#include "domain/letter_layout.h"
#include "domain/letter_template.h"
#include "domain/letter_text.h"

#define PART_BYTES_MAX (1u << 20) /* of intro or closing */
#define LINE_BYTES_MAX (64u << 10)

enum part { WHOLE, INTRO, CLOSING };

/* A letter on its way from items to lines. */
struct filling {
    const struct letter *l;
    enum part part;
    enum letter_slot border;  /* between intro and closing */
    bool passed;              /* the border */
    bool indented, said;      /* the line that grows; something in this paragraph */
    struct buf line, ours;    /* ours: text of ours that is not laid out yet */
    struct buf *out;
};

/* ---- items ----------------------------------------------------------------------------------- */

static void lay_out(struct filling *f) {
    (f->part == WHOLE ? layout_wrapped : layout_unwrapped)(f->out, buf_text(&f->ours));
    buf_clear(&f->ours);
}

static bool is_wanted(const struct filling *f) {
    return f->part == WHOLE || (f->part == CLOSING) == f->passed;
}

static void end_line(struct filling *f) {
    const size_t before = f->ours.len;
    if (f->indented) {
        layout_blanks(&f->ours, LAYOUT_INDENT);
    }
    const size_t from = f->ours.len;
    layout_clean(&f->ours, buf_text(&f->line));
    if (f->ours.len > from) {
        buf_add_char(&f->ours, '\n');
        f->said = true;
    } else {
        buf_cut(&f->ours, before);
    }
    buf_clear(&f->line);
    f->indented = false;
}

static void end_paragraph(struct filling *f) {
    end_line(f);
    if (f->said) {
        buf_add_char(&f->ours, '\n');
    }
    f->said = false;
}

static void put_block(struct filling *f, enum letter_slot slot) {
    const bool is_table = slot == SLOT_AMOUNTS || slot == SLOT_PAYMENT;
    end_paragraph(f);
    if (slot == SLOT_AMOUNTS && is_wanted(f)) {
        block_announce(&f->ours, f->l);
    }
    if (is_table && f->part == WHOLE) {
        lay_out(f);
        letter_field(slot)->put(f->out, f->l);
    } else if (!is_table && is_wanted(f)) {
        letter_field(slot)->put(&f->ours, f->l);
    }
    f->passed = f->passed || slot == f->border;
}

static void put_inline(struct filling *f, const struct letter_item *item) {
    if (!is_wanted(f)) {
        return;
    }
    if (item->kind == ITEM_FIELD) {
        letter_field(item->slot)->put(&f->line, f->l);
    } else {
        buf_add(&f->line, item->kind == ITEM_CHOICE && f->l->to_many ? item->many : item->text);
    }
}

static void put_item(struct filling *f, const struct letter_item *item) {
    switch (item->kind) {
    case ITEM_TEXT:
    case ITEM_CHOICE:
    case ITEM_FIELD:
        put_inline(f, item);
        break;
    case ITEM_BLOCK:
        put_block(f, item->slot);
        break;
    case ITEM_LINE:
        end_line(f);
        f->indented = item->indented;
        break;
    case ITEM_PARAGRAPH:
        end_paragraph(f);
        break;
    case ITEM_WHEN:
    case ITEM_END:
        break;
    }
}

static void put_items(struct filling *f, const struct letter_item *items, uint32_t n) {
    bool skips = false;
    for (uint32_t i = 0; i < n; i++) {
        if (items[i].kind == ITEM_WHEN) {
            skips = letter_field_present(items[i].slot, f->l) == items[i].absent;
        } else if (items[i].kind == ITEM_END) {
            skips = false;
        } else if (!skips) {
            put_item(f, &items[i]);
        }
    }
    end_paragraph(f);
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* The letter's template; false if it has none. */
static bool read_template(const struct letter *l, struct arena *arena, struct letter_template *t) {
    const struct letter_source s = {.kind = l->kind, .content = l->template};
    struct faults faults;
    if (l->template.len == 0) {
        return false;
    }
    faults_init(&faults, arena, 1);
    return letter_template_read(&s, arena, t, &faults);
}

static enum letter_slot border_of(const struct letter_template *t) {
    enum letter_slot border = 0;
    for (uint32_t i = 0; i < t->n_items; i++) {
        const enum letter_slot slot = t->items[i].kind == ITEM_BLOCK ? t->items[i].slot : 0;
        if (slot == SLOT_AMOUNTS || (slot == SLOT_PAYMENT && border == 0)) {
            border = slot;
        }
    }
    return border;
}

static bool ends_in_greeting(const struct letter_template *t) {
    uint32_t n = t->n_items;
    while (n > 0 && t->items[n - 1].kind == ITEM_PARAGRAPH) {
        n--;
    }
    return n > 0 && t->items[n - 1].kind == ITEM_BLOCK && t->items[n - 1].slot == SLOT_GREETING;
}

static void own_template(struct letter_item items[LETTER_SLOTS], struct letter_template *t) {
    *t = (struct letter_template){.items = items, .n_items = (uint32_t)n_letter_own_blocks};
    for (size_t i = 0; i < n_letter_own_blocks; i++) {
        items[i] = (struct letter_item){.kind = ITEM_BLOCK, .slot = letter_own_blocks[i]};
    }
}

/* What the sender is reached by follows on the greeting in the body, so that no line parts them. */
static void fill(const struct letter *l, enum part part, struct buf *out) {
    struct arena arena;
    struct letter_template t;
    struct letter_item own[LETTER_SLOTS];
    struct filling f = {.l = l, .part = part, .out = out};
    arena_init(&arena);
    if (!read_template(l, &arena, &t)) {
        own_template(own, &t);
    }
    buf_init(&f.line, LINE_BYTES_MAX);
    buf_init(&f.ours, PART_BYTES_MAX);
    f.border = border_of(&t);
    put_items(&f, t.items, t.n_items);
    if (ends_in_greeting(&t) && f.ours.len > 0 && part != INTRO) {
        buf_cut(&f.ours, f.ours.len - 1);
    }
    lay_out(&f);
    buf_fini(&f.line);
    buf_fini(&f.ours);
    arena_fini(&arena);
}

void letter_intro(const struct letter *l, struct buf *out) { fill(l, INTRO, out); }

void letter_closing(const struct letter *l, struct buf *out) { fill(l, CLOSING, out); }

static void put_contact(struct buf *out, const struct sender *from) {
    layout_named(out, "Org.nr.", from->org);
    layout_lines(out, from->address);
    layout_named(out, "Telefon", from->phone);
    layout_named(out, "E-post", from->email);
}

void letter_body(const struct letter *l, struct buf *out) {
    fill(l, WHOLE, out);
    put_contact(out, &l->sender);
}

/* ---- the subject ----------------------------------------------------------------------------- */

static void put_own_subject(const struct letter *l, struct buf *out) {
    layout_clean(out, l->subject);
    if (letter_text_of(l->kind)->to_creditor) {
        buf_addf(out, ", sak %lld", (long long)l->case_number);
    } else if (l->creditor_name.len > 0) {
        buf_add_str(out, ": krav fra ");
        layout_clean(out, layout_head(l->creditor_name, LAYOUT_COLUMNS));
    }
}

void letter_subject(const struct letter *l, struct buf *out) {
    struct arena arena;
    struct letter_template t;
    arena_init(&arena);
    if (read_template(l, &arena, &t)) {
        struct filling f = {.l = l, .part = WHOLE, .out = out};
        buf_init(&f.line, LINE_BYTES_MAX);
        buf_init(&f.ours, LINE_BYTES_MAX);
        put_items(&f, t.subject, t.n_subject);
        layout_clean(out, buf_text(&f.ours));
        buf_fini(&f.line);
        buf_fini(&f.ours);
    } else {
        put_own_subject(l, out);
    }
    arena_fini(&arena);
}
