/* called.c - see called.h. */
#include "rules/called.h"

static struct token at(const struct called *c, uint32_t i) { return tokens_at(c->tokens, i); }

static bool opens(struct token t) {
    return token_is(t, "{") || token_is(t, "(") || token_is(t, "[");
}

static bool closes(struct token t) {
    return token_is(t, "}") || token_is(t, ")") || token_is(t, "]");
}

bool called_stands_alone(const struct tokens *t, uint32_t i) {
    const struct token before = i > 0 ? tokens_at(t, i - 1) : (struct token){0};
    return i == 0 || (!token_is(before, ".") && !token_is(before, ":") &&
                      !token_is(before, "function"));
}

bool called_literal(const struct tokens *t, uint32_t i, struct token *out) {
    const bool in_parens = token_is(tokens_at(t, i + 1), "(");
    *out = tokens_at(t, in_parens ? i + 2 : i + 1);
    return out->type == TOKEN_STRING && (!in_parens || token_is(tokens_at(t, i + 3), ")"));
}

bool called_here(const struct tokens *t, uint32_t i) {
    const struct token next = tokens_at(t, i + 1);
    return next.type == TOKEN_STRING || token_is(next, "{") || token_is(next, "(");
}

struct called called_begin(const struct tokens *t, uint32_t i) {
    const bool has_fields = token_is(tokens_at(t, i + 1), "{");
    return (struct called){t, has_fields ? i + 1 : t->n, 0};
}

bool called_next(struct called *c, struct called_field *out) {
    for (; c->at < c->tokens->n; c->at++) {
        const struct token t = at(c, c->at);
        c->depth += opens(t);
        c->depth -= closes(t);
        if (c->depth == 0) {
            c->at = c->tokens->n;
            return false;
        }
        const struct token before = at(c, c->at - 1); /* never the first: that is the brace */
        const bool begins = token_is(before, "{") || token_is(before, ",") || token_is(before, ";");
        if (c->depth == 1 && begins && t.type == TOKEN_NAME && token_is(at(c, c->at + 1), "=") &&
            !token_is(at(c, c->at + 2), "=")) {
            const struct token after = at(c, c->at + 3);
            *out = (struct called_field){.name = t, .value = at(c, c->at + 2)};
            out->is_literal = out->value.type == TOKEN_STRING &&
                              (token_is(after, ",") || token_is(after, "}") || token_is(after, ";"));
            c->at++;
            return true;
        }
    }
    return false;
}
