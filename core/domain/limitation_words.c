/* limitation_words.c - see limitation_words.h.  Only tables. */
#include "domain/limitation_words.h"

#define ROW(value, name, norwegian, doc) {(value), (name), (norwegian), (doc)}
static const struct basis_word basis_rows[] = {
    {ROW(BASIS_SALE, "sale", "kjøp", "Goods or services that were sold: three years."), false},
    {ROW(BASIS_LOAN, "loan", "pengelån", "Money that was lent: ten years (foreldelsesloven § 5 no. 2)."), true},
    {ROW(BASIS_DEBT_INSTRUMENT, "debt_instrument", "gjeldsbrev", "A debt instrument: ten years (foreldelsesloven § 5 no. 1)."), true},
    {ROW(BASIS_SELLER_CREDIT, "seller_credit", "kredittkjøp", "A loan from the seller, or agreed with him, for what he sold: three years (foreldelsesloven § 5 no. 2)."), false},
    {ROW(BASIS_OTHER, "other", "annet", "Anything else: three years."), false},
};
const struct words claim_bases = WORDS("basis of a claim", basis_rows);

bool basis_has_ten_years(enum claim_basis basis) {
    const struct basis_word *row = (const struct basis_word *)(const void *)words_by_value(
        &claim_bases, (int)basis);
    return row != NULL && row->ten_years;
}

static const struct word note_rows[] = {
    {NOTE_AGREED, "agreed", "avtalt forlenget", "The debtor agreed to a later day (foreldelsesloven § 28)."},
    {NOTE_EXTENDED, "extended", "tilleggsfrist", "Ignorance or a hindrance gave more time (foreldelsesloven § 10)."},
    {NOTE_ESTATE_CLAIMED, "estate_claimed", "anmeldt i bo", "The claim was filed with an estate or in a debt settlement (foreldelsesloven § 18)."},
    {NOTE_ESTATE_RECOGNISED, "estate_recognised", "anerkjent i bo", "It was recognised there: ten years (foreldelsesloven § 21 no. 3)."},
    {NOTE_ESTATE_REFUSED, "estate_refused", "ikke anerkjent i bo", "It was not recognised or not tried there: one year (foreldelsesloven § 22 no. 2)."},
};
const struct words limitation_note_kinds = WORDS("limitation note", note_rows);
