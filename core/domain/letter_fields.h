/* letter_fields.h - what a template may name in braces: a closed table of typed values and blocks.
 *
 *     {deadline}      a value, inside a sentence; formatted by krav alone
 *     {objection}     a block, on a line of its own: krav's own words, which follow the law of the day
 *
 * A row says which letters have it, what a letter shows by it (letter_demands.h), and whether it is
 * always there: what may be absent stands in a section {?fee} ... {/fee}.  A static table. */
#ifndef KRAV_DOMAIN_LETTER_FIELDS_H
#define KRAV_DOMAIN_LETTER_FIELDS_H

#include "domain/letter_blocks.h"

enum letter_field_type {
    LETTER_MONEY = 1, LETTER_DAY, LETTER_PERCENT, LETTER_NUMBER, LETTER_TEXT, LETTER_BLOCK
};
extern const struct words letter_field_types;

enum letter_slot {
    SLOT_AMOUNT = 1, SLOT_TOTAL, SLOT_FEE, SLOT_DEADLINE, SLOT_TODAY, SLOT_CASE, SLOT_INVOICE,
    SLOT_RECIPIENT, SLOT_CREDITOR_NAME, SLOT_CREDITOR_ORG, SLOT_KID, SLOT_ACCOUNT,
    SLOT_INTEREST_RATE, SLOT_INTEREST_FROM, SLOT_PARTS, SLOT_AGENCY_NAME, SLOT_AGENCY_PHONE,
    SLOT_AGENCY_HOURS, SLOT_AGENCY_EMAIL,
    SLOT_CREDITOR, SLOT_OPENING, SLOT_COVERED, SLOT_CLAIMS, SLOT_AMOUNTS, SLOT_INSTALMENTS,
    SLOT_INTEREST, SLOT_PAYMENT, SLOT_CONSEQUENCE, SLOT_ESTIMATE, SLOT_OBJECTION, SLOT_HELP,
    SLOT_BOARD, SLOT_GREETING,
    LETTER_SLOTS
};
struct letter_field {
    struct word word;            /* the norwegian term is what it means */
    enum letter_field_type type;
    uint32_t kinds;              /* bits 1 << LETTER_x: letters that have it */
    uint32_t always;             /* of them, those in which it is never absent; a block may be */
    unsigned shows;              /* bits 1 << PART_x */
    letter_block_fn *put;        /* nothing if it is absent */
};
extern const struct words letter_fields; /* rows: struct letter_field */
/* The blocks of a letter without a template, in order; those its kind does not have say nothing. */
extern const enum letter_slot letter_own_blocks[];
extern const size_t n_letter_own_blocks;

const struct letter_field *letter_field(enum letter_slot slot);
bool letter_field_present(enum letter_slot slot, const struct letter *l);
/* What a letter of this kind shows by it. */
unsigned letter_field_shows(const struct letter_field *f, enum letter_kind kind);
/* The block, or if none the value, by which that part is shown best: for proposed fixes. */
const struct letter_field *letter_field_for(enum letter_kind kind, enum letter_part part);

#endif
