/* words.h - the words of the rule language: send, call, move, look_again ...
 *
 *     move "notice"                         the short form, for a word with one main field
 *     send { letter = "reminder", days = 14 }
 *
 * One constructor per row of action_kinds that is not a person's alone; fields, types and
 * required ones follow from that table.  Each call checks everything it was given, proposes a
 * fix, and remembers its file and line, so that explain costs the author nothing. */
#ifndef KRAV_RULES_WORDS_H
#define KRAV_RULES_WORDS_H

#include "domain/action.h"
#include "rules/symbols.h"
#include "rules/vm.h"

#define ACTION_FIELDS_MAX 32

/* What the words of one state are known by. */
struct word_symbols {
    const void *action; /* the metatable of every action */
    struct symbols fields;
    struct symbols values[ACTION_FIELDS_MAX]; /* of a field that takes a word, by its bit */
};

RAISES void words_open(lua_State *L);
/* The action at `index`, or NULL if it is something else.  Its texts live as long as it does. */
RAISES const struct action *words_action(lua_State *L, int index);

/* Whether `value` may stand for a field, by the names in the source: for checks before a run.
 * *words: the vocabulary of a field that takes a word, else NULL. */
int words_field_bit(struct text name, const struct words **words);

#endif
