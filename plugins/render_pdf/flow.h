/* flow.h - what goes on from page to page: paragraphs, and tables of amounts.
 *
 *     text            two lines of a paragraph stay together; a line that announces others is not
 *                     the last of a page
 *     amounts         a table by itself, with its total
 *     rows in a text  "label: amount" line by line is a table too, and has the same columns
 *     ending          the signature, with some text above it and room for a slip below
 *
 * Borrows the sheet and all else; owns nothing. */
#ifndef RENDER_FLOW_H
#define RENDER_FLOW_H

#include "sheet.h"
#include "words.h"

#define LEFT (20 * MM)
#define RIGHT (185 * MM)
#define WIDTH (RIGHT - LEFT)
#define BOTTOM (280 * MM)
#define PARAGRAPH_GAP 6.5
#define PART_GAP 12.0

struct flow {
    struct sheet *sheet;
    const struct words *words;
    struct place at;
    double gap; /* owed before the next line, except at the top of a page */
};

void flow_text(struct flow *f, krav_str text);
/* The letter's own amounts; nothing if it has none. */
void flow_amounts(struct flow *f, const krav_letter *letter);
/* A text whose last paragraph is the signature, with so much room below it. */
void flow_ending(struct flow *f, krav_str text, double below);

#endif
