/* letter_demands.h - what each kind of letter must hold, and by which paragraph: one table.
 *
 *     law_judge_letter      the composed letter holds it, or does not go
 *     letter_template_read  a template has a place for it, or does not load
 *     krav words            letter_demands
 *
 * A static table. */
#ifndef KRAV_DOMAIN_LETTER_DEMANDS_H
#define KRAV_DOMAIN_LETTER_DEMANDS_H

#include "domain/vocabulary.h"

/* When a demand holds. */
enum demand_when {
    DEMAND_ALWAYS = 1, /* the composed letter holds it                                           */
    DEMAND_BY_2026,    /* likewise, once it is judged by the act of 2026                         */
    DEMAND_PLACE       /* of a template alone: where this very case is told of, if there is      */
                       /* something to tell                                                      */
};
struct letter_demand {
    enum letter_part part;
    enum demand_when when;
    uint32_t kinds; /* bits 1 << LETTER_x */
    const char *paragraph;
};
extern const struct letter_demand letter_demand_rows[];
extern const uint32_t n_letter_demand_rows;

/* Bits 1 << PART_x. */
unsigned letter_demands(enum letter_kind kind, enum demand_when when);
/* All of them, but what stands on the sheet itself. */
unsigned letter_template_demands(enum letter_kind kind);
/* "inkassoloven § 10 second par. letter b"; NULL: it is not demanded of this kind. */
const char *letter_demand_paragraph(enum letter_kind kind, enum letter_part part);

#endif
