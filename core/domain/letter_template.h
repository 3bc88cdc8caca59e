/* letter_template.h - an agency's own text of a kind of letter, with typed fields.
 *
 *     subject: Inkassovarsel fra {agency.name}      headers, one a line; # begins a remark
 *                                                   an empty line
 *     Hei! Vi kan ikke se at faktura er betalt.     lines of a paragraph are joined
 *                                                   empty lines part paragraphs
 *     {claims}                                      a block, alone on its line
 *     {?fee}Gebyret er på {fee}.{/fee}              only if it is there; {!fee} only if not
 *     {Du|Dere} kan ringe {oss|oss}.                to a consumer, to a business
 *       22 00 00 00                                 begins with blanks: a line of its own, indented
 *     Hilsen\                                       a line end that stays
 *
 * The author words the letter; what the law demands are krav's own blocks, amounts and days are
 * krav's own values (letter_fields.h).  A template that lacks a demand, names what is not there or
 * writes an amount, a rate, a day or an account itself does not load (letter_template_check).
 *
 * Memory: the arena; texts borrow from the content. */
#ifndef KRAV_DOMAIN_LETTER_TEMPLATE_H
#define KRAV_DOMAIN_LETTER_TEMPLATE_H

#include "base/status.h"
#include "domain/letter_fields.h"

#define TEMPLATE_BYTES_MAX (16u << 10)
#define TEMPLATE_SUBJECT_MAX 200

enum letter_item_kind {
    ITEM_TEXT = 1,  /* text                                             */
    ITEM_CHOICE,    /* text to one, many to many                        */
    ITEM_FIELD,     /* a value                                          */
    ITEM_BLOCK,
    ITEM_WHEN,      /* a section begins: only if present, or if absent  */
    ITEM_END,
    ITEM_LINE,      /* a new line                                       */
    ITEM_PARAGRAPH
};
struct letter_item {
    enum letter_item_kind kind;
    enum letter_slot slot;
    bool absent;        /* WHEN */
    bool indented;      /* LINE */
    int32_t line;       /* where it stands */
    struct text text, many;
};
struct letter_template {
    struct letter_item *subject; uint32_t n_subject;
    struct letter_item *items;   uint32_t n_items;
};
struct letter_source {
    enum letter_kind kind;
    struct text path; /* for faults: "letters/reminder.txt" */
    struct text content;
};

/* Faults are "PATH:LINE: what: what to write instead".  False if there are any. */
bool letter_template_read(const struct letter_source *s, struct arena *arena,
                          struct letter_template *out, struct faults *faults);
/* All that is wrong with it at once: what reading finds, signs that letters do not use, amounts and
 * days that are written out, fields that may be absent, and what the law demands and it lacks. */
void letter_template_check(const struct letter_source *s, struct faults *faults);
/* Bits 1 << PART_x that a letter with this template shows; 0: it is no template. */
unsigned letter_template_shows(enum letter_kind kind, struct text content);
/* A template to begin with: core's own subject, and every block of this kind in core's order.  A
 * letter with it is the letter without. */
void letter_template_begin(enum letter_kind kind, struct buf *out);

#endif
