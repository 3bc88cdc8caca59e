/* letter_layout.h - Norwegian text in columns: wrapped at 64, amounts in the last of them.
 *
 * "Text of ours" is what letters are put together from before it is laid out: paragraphs parted by
 * empty lines, a line that begins with blanks indented, "label TAB amount" where the plain text has a
 * column and a renderer gets "label: amount kroner".
 *
 * Every text from outside passes through layout_clean or layout_words, which turn control characters
 * and line ends into blanks: no name or description can add lines of its own.  Only for letter*.c. */
#ifndef KRAV_DOMAIN_LETTER_LAYOUT_H
#define KRAV_DOMAIN_LETTER_LAYOUT_H

#include "base/money.h"
#include "base/text.h"

#define LAYOUT_COLUMNS 64
#define LAYOUT_INDENT 2

size_t layout_columns(struct text t); /* code points */
struct text layout_head(struct text t, size_t columns);
void layout_blanks(struct buf *out, size_t n);
/* The words of t, parted by single blanks. */
void layout_clean(struct buf *out, struct text t);
/* The words of t from column `at`, wrapped with an indent; returns the column reached. */
size_t layout_words(struct buf *out, size_t at, size_t indent, struct text t);
/* A label, and in the last columns what it amounts to. */
void layout_row(struct buf *out, struct text label, struct text amount);
/* "name: value" on a line of its own, nothing when the value is absent. */
void layout_named(struct buf *out, const char *name, struct text value);
void layout_lines(struct buf *out, struct text lines);

/* Text of ours: paragraphs parted by line ends in t, and an amount after a label. */
void layout_paragraphs(struct buf *out, struct text t);
void layout_column(struct buf *out, ore amount);
/* Text of ours, wrapped line by line; or for a renderer, which wraps itself. */
void layout_wrapped(struct buf *out, struct text ours);
void layout_unwrapped(struct buf *out, struct text ours);

#endif
