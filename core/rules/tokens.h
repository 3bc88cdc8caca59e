/* tokens.h - Lua source as tokens with lines: just enough to look at literal words.
 *
 * Lua's own parser has accepted the text before, so this one need not judge it: it skips
 * comments, reads names, numbers, short and long strings, and takes everything else as single
 * characters. */
#ifndef KRAV_RULES_TOKENS_H
#define KRAV_RULES_TOKENS_H

#include "base/arena.h"

enum token_type { TOKEN_NAME = 1, TOKEN_STRING, TOKEN_NUMBER, TOKEN_SIGN };
struct token {
    enum token_type type;
    struct text text; /* without quotes; escapes as written */
    int32_t line;
};
struct tokens {
    struct token *items;
    uint32_t n;
};
/* Memory: the arena; texts point into `source`. */
void tokens_read(struct text source, struct arena *arena, struct tokens *out);

/* The token at i, or an empty sign past the end. */
struct token tokens_at(const struct tokens *t, uint32_t i);
bool token_is(struct token t, const char *sign_or_name); /* never true for a string */

#endif
