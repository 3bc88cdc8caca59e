/* called.h - a word of the rule language where a bundle's text calls it, and what it is given there.
 *
 *     move "notice"                            one literal
 *     send { letter = "reminder", by = way }   two fields; the value of `by` is no literal
 *
 * Tokens are borrowed; nothing is owned. */
#ifndef KRAV_RULES_CALLED_H
#define KRAV_RULES_CALLED_H

#include "rules/tokens.h"

/* Is the name at i one of the language, not a part of something (c.score) or its declaration? */
bool called_stands_alone(const struct tokens *t, uint32_t i);
/* move "x", move("x"): the literal.  False if it is given anything else. */
bool called_literal(const struct tokens *t, uint32_t i, struct token *out);
/* Is the word at i called at all? */
bool called_here(const struct tokens *t, uint32_t i);

/* The fields of word { ... }, one by one; none where it is given anything else. */
struct called {
    const struct tokens *tokens;
    uint32_t at;
    int depth;
};
struct called_field {
    struct token name, value;
    bool is_literal; /* the value is one string, and nothing else */
};
struct called called_begin(const struct tokens *t, uint32_t i);
bool called_next(struct called *c, struct called_field *out);

#endif
