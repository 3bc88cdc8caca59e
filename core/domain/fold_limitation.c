/* fold_limitation.c - what events of limitation change in a case. */
#include "domain/fold_parts.h"

int fold_limitation_noted(const struct folding *f) {
    struct krav_case *c = f->c;
    const struct word *kind = words_by_name(&limitation_note_kinds, f->e->word);
    if (!kind || f->e->day == DAY_NONE) {
        return fold_impossible(f, "needs what it is and a day");
    }
    if (c->n_limitation_notes >= CASE_LIST_MAX) {
        return fold_impossible(f, "too many of them");
    }
    struct limitation_note *n = arena_push(f->arena, &c->limitation_notes,
                                           &c->n_limitation_notes, sizeof *n);
    *n = (struct limitation_note){(enum limitation_note_kind)kind->value, f->e->day, f->e->until};
    return STATUS_OK;
}

/* It was owed, and is not any more; negative: it never ran, so it was not lost either. */
int fold_interest_lapsed(const struct folding *f) {
    struct krav_case *c = f->c;
    c->interest_waived += f->e->amount;
    c->interest_lapsed += f->e->amount;
    if (c->interest_lapsed < 0 || c->interest_lapsed > c->interest_accrued) {
        return fold_impossible(f, "more interest than there is");
    }
    return STATUS_OK;
}
