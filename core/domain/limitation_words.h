/* limitation_words.h - what a claim is based on, and what a person tells of its limitation, as
 * words.  Static tables. */
#ifndef KRAV_DOMAIN_LIMITATION_WORDS_H
#define KRAV_DOMAIN_LIMITATION_WORDS_H

#include <stdbool.h>

#include "base/words.h"

/* Not said: three years, as for a sale. */
enum claim_basis {
    BASIS_SALE = 1, BASIS_LOAN, BASIS_DEBT_INSTRUMENT, BASIS_SELLER_CREDIT, BASIS_OTHER
};
struct basis_word {
    struct word word;
    bool ten_years; /* foreldelsesloven § 5 */
};
extern const struct words claim_bases; /* rows: struct basis_word */
/* False too when nothing is said. */
bool basis_has_ten_years(enum claim_basis basis);

enum limitation_note_kind {
    NOTE_AGREED = 1, NOTE_EXTENDED, NOTE_ESTATE_CLAIMED, NOTE_ESTATE_RECOGNISED,
    NOTE_ESTATE_REFUSED
};
extern const struct words limitation_note_kinds;

#endif
