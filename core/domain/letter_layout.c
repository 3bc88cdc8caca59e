/* letter_layout.c - see letter_layout.h. */
#include "domain/letter_layout.h"

#define COLUMN '\t' /* between a label and its amount; no text from outside holds one */

size_t layout_columns(struct text t) {
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++) {
        n += ((unsigned char)t.ptr[i] & 0xC0) != 0x80; /* code points, not bytes */
    }
    return n;
}

/* The first `columns` code points of t. */
struct text layout_head(struct text t, size_t columns) {
    size_t n = 0, i = 0;
    for (; i < t.len; i++) {
        n += ((unsigned char)t.ptr[i] & 0xC0) != 0x80;
        if (n > columns) {
            break;
        }
    }
    return (struct text){t.ptr, i};
}

void layout_blanks(struct buf *out, size_t n) {
    for (size_t i = 0; i < n; i++) {
        buf_add_char(out, ' ');
    }
}

static bool is_blank(char c) {
    return (unsigned char)c <= ' ' || c == 0x7F;
}

/* Takes the next word off *rest; false when none is left. */
static bool next_word(struct text *rest, struct text *word) {
    size_t from = 0, to;
    while (from < rest->len && is_blank(rest->ptr[from])) {
        from++;
    }
    for (to = from; to < rest->len && !is_blank(rest->ptr[to]); to++) {
    }
    *word = (struct text){rest->ptr + from, to - from};
    *rest = (struct text){rest->ptr + to, rest->len - to};
    return word->len > 0;
}

/* Writes words from column `at`, wrapped with an indent; returns the column reached.  A word
 * wider than a line is cut. */
size_t layout_words(struct buf *out, size_t at, size_t indent, struct text t) {
    struct text word;
    bool line_begins = true;
    while (t.len > 0 && next_word(&t, &word)) {
        size_t width = layout_columns(word);
        if (at > indent && !line_begins && at + 1 + width > LAYOUT_COLUMNS) {
            buf_add_char(out, '\n');
            layout_blanks(out, indent);
            at = indent;
        } else if (at > indent && !line_begins) {
            buf_add_char(out, ' ');
            at++;
        }
        while (at + width > LAYOUT_COLUMNS) {
            struct text head = layout_head(word, LAYOUT_COLUMNS - at);
            buf_add(out, head);
            buf_add_char(out, '\n');
            layout_blanks(out, indent);
            word = (struct text){word.ptr + head.len, word.len - head.len};
            width = layout_columns(word);
            at = indent;
        }
        buf_add(out, word);
        at += width;
        line_begins = false;
    }
    return at;
}

/* A label, and in the last columns what it amounts to. */
void layout_row(struct buf *out, struct text label, struct text amount) {
    layout_blanks(out, LAYOUT_INDENT);
    size_t at = layout_words(out, LAYOUT_INDENT, LAYOUT_INDENT, label);
    if (at + 2 + amount.len > LAYOUT_COLUMNS) {
        buf_add_char(out, '\n');
        at = 0;
    }
    layout_blanks(out, LAYOUT_COLUMNS - at - amount.len);
    buf_add(out, amount);
    buf_add_char(out, '\n');
}

/* Text of ours, wrapped line by line; what was indented stays so. */
void layout_wrapped(struct buf *out, struct text t) {
    struct text line, label;
    while (t.len > 0 && text_cut(&t, '\n', &line)) {
        size_t indent = 0;
        while (indent < line.len && line.ptr[indent] == ' ') {
            indent++;
        }
        (void)text_cut(&line, COLUMN, &label);
        if (line.ptr != NULL) {
            layout_row(out, label, line);
            continue;
        }
        layout_blanks(out, indent);
        (void)layout_words(out, indent, indent, label);
        buf_add_char(out, '\n');
    }
}

/* Text of ours for a renderer, which has no columns. */
void layout_unwrapped(struct buf *out, struct text t) {
    struct text line, label;
    while (t.len > 0 && text_cut(&t, '\n', &line)) {
        (void)text_cut(&line, COLUMN, &label);
        buf_add(out, label);
        if (line.ptr != NULL) {
            buf_add_str(out, ": ");
            buf_add(out, line);
            buf_add_str(out, " kroner");
        }
        buf_add_char(out, '\n');
    }
}

/* "name: value" on a line of its own, nothing when the value is absent. */
void layout_named(struct buf *out, const char *name, struct text value) {
    if (value.len > 0) {
        buf_addf(out, "%s: ", name);
        (void)layout_words(out, layout_columns(text_of(name)) + 2, LAYOUT_INDENT, value);
        buf_add_char(out, '\n');
    }
}

void layout_lines(struct buf *out, struct text lines) {
    struct text line;
    while (text_cut(&lines, '\n', &line)) {
        (void)layout_words(out, 0, 0, line);
        buf_add_char(out, '\n');
    }
}

/* The words of t, parted by single blanks. */
void layout_clean(struct buf *out, struct text t) {
    struct text word;
    for (bool first = true; t.len > 0 && next_word(&t, &word); first = false) {
        if (!first) {
            buf_add_char(out, ' ');
        }
        buf_add(out, word);
    }
}

/* A text of ours: its paragraphs are parted by line ends. */
void layout_paragraphs(struct buf *out, struct text t) {
    struct text paragraph;
    while (t.len > 0 && text_cut(&t, '\n', &paragraph)) {
        layout_clean(out, paragraph);
        buf_add_str(out, "\n\n");
    }
}

void layout_column(struct buf *out, ore amount) {
    char text[MONEY_TEXT];
    buf_addf(out, "%c%s\n", COLUMN, money_format(amount, text));
}
