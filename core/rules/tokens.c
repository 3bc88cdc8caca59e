/* tokens.c - see tokens.h.  One token takes at least one byte, so the array is sized once. */
#include "rules/tokens.h"

#include <string.h>

struct lexer {
    struct text source;
    size_t at;
    int32_t line;
};

static char peek(const struct lexer *l, size_t ahead) {
    return l->at + ahead < l->source.len ? l->source.ptr[l->at + ahead] : '\0';
}

static void step(struct lexer *l, size_t n) {
    for (; n > 0 && l->at < l->source.len; n--) {
        l->line += l->source.ptr[l->at++] == '\n';
    }
}

static bool is_name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* "[==[" gives 3 (equals signs + 1), anything else 0. */
static size_t long_bracket(const struct lexer *l) {
    if (peek(l, 0) != '[') {
        return 0;
    }
    size_t n = 1;
    while (peek(l, n) == '=') {
        n++;
    }
    return peek(l, n) == '[' ? n : 0;
}

static struct text read_long(struct lexer *l, size_t level) {
    step(l, level + 1);
    size_t begin = l->at;
    for (; l->at < l->source.len; step(l, 1)) {
        if (peek(l, 0) != ']') {
            continue;
        }
        size_t n = 1;
        while (peek(l, n) == '=') {
            n++;
        }
        if (n == level && peek(l, n) == ']') {
            struct text inside = {l->source.ptr + begin, l->at - begin};
            step(l, level + 1);
            return inside;
        }
    }
    return (struct text){l->source.ptr + begin, l->at - begin};
}

static struct text read_quoted(struct lexer *l) {
    char quote = peek(l, 0);
    step(l, 1);
    size_t begin = l->at;
    while (l->at < l->source.len && peek(l, 0) != quote) {
        step(l, peek(l, 0) == '\\' ? 2 : 1);
    }
    struct text inside = {l->source.ptr + begin, l->at - begin};
    step(l, 1);
    return inside;
}

static void skip_comment(struct lexer *l) {
    step(l, 2);
    size_t level = long_bracket(l);
    if (level > 0) {
        (void)read_long(l, level);
        return;
    }
    while (l->at < l->source.len && peek(l, 0) != '\n') {
        step(l, 1);
    }
}

static bool skip_blank(struct lexer *l) {
    while (l->at < l->source.len) {
        char c = peek(l, 0);
        if (c == '-' && peek(l, 1) == '-') {
            skip_comment(l);
        } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            step(l, 1);
        } else {
            return true;
        }
    }
    return false;
}

static struct token read_token(struct lexer *l) {
    struct token t = {TOKEN_SIGN, {l->source.ptr + l->at, 1}, l->line};
    char c = peek(l, 0);
    size_t level = long_bracket(l);
    if (c == '"' || c == '\'') {
        t.type = TOKEN_STRING;
        t.text = read_quoted(l);
    } else if (level > 0) {
        t.type = TOKEN_STRING;
        t.text = read_long(l, level);
    } else if (is_name_char(c)) {
        t.type = is_digit(c) ? TOKEN_NUMBER : TOKEN_NAME;
        size_t n = 1;
        while (is_name_char(peek(l, n)) || (t.type == TOKEN_NUMBER && peek(l, n) == '.')) {
            n++;
        }
        t.text.len = n;
        step(l, n);
    } else {
        step(l, 1);
    }
    return t;
}

void tokens_read(struct text source, struct arena *arena, struct tokens *out) {
    struct lexer l = {source, 0, 1};
    out->n = 0;
    out->items = arena_take_n(arena, source.len + 1, sizeof *out->items);
    while (skip_blank(&l)) {
        out->items[out->n++] = read_token(&l);
    }
}

struct token tokens_at(const struct tokens *t, uint32_t i) {
    return i < t->n ? t->items[i] : (struct token){TOKEN_SIGN, {NULL, 0}, 0};
}

bool token_is(struct token t, const char *sign_or_name) {
    return t.type != TOKEN_STRING && text_is(t.text, sign_or_name);
}
