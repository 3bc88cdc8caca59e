/* letters.h - a bundle's own texts of letters: letters/KIND.txt, of the bundle and of what it extends.
 *
 * The text of the bundle itself goes before that of what it extends; without any, a letter has krav's
 * own (domain/letter_template.h).  Every one is checked when the bundle is loaded, used or not. */
#ifndef KRAV_RULES_LETTERS_H
#define KRAV_RULES_LETTERS_H

#include "rules/layers.h"

struct rule_letters {
    const struct bundle_file *of[LETTER_KINDS]; /* NULL: krav's own; borrowed from the source */
};
/* "letters/reminder.txt", "standard/letters/reminder.txt": no Lua. */
bool letters_are_in(struct text path);
/* Faults: "FILE:LINE: what: proposed fix". */
void letters_check(const struct bundle_source *s, struct faults *faults);
/* Of a source without faults. */
void letters_choose(const struct bundle_source *s, const struct layers *layers,
                    struct rule_letters *out);

#endif
