/* shape.c - see shape.h.
 *
 * Reachability: a stage names the stages whose literal stands inside its W.stage "x" { ... };
 * a literal anywhere else is a root (start, helpers).  A stage that no chain of names leads to
 * from a root cannot be entered, except by a name put together at run time. */
#include "rules/shape.h"

#include "rules/called.h"
#include "rules/letters.h"
#include "rules/sandbox.h"
#include "rules/words.h"

struct shape {
    const struct program *p;
    struct faults *faults;
    struct arena arena;
    struct text path; /* of the file under the eye */
    struct tokens tokens;
    bool *names; /* [from * n + to]; row n_stages is the roots */
};

static void check_stage_name(struct shape *s, struct token t) {
    if (program_stage(s->p, t.text) == NULL) {
        const char *nearest = program_nearest_stage(s->p, t.text, &s->arena);
        faults_add(s->faults, "%.*s:%d: move to unknown stage '%.*s'%.*s", TEXT_ARG(s->path),
                   (int)t.line, TEXT_ARG(t.text), TEXT_ARG(near_text(nearest, &s->arena)));
    }
}

static void check_word(struct shape *s, const char *word, const struct words *words,
                       struct token t) {
    if (words_by_name(words, t.text) == NULL) {
        faults_add(s->faults, "%.*s:%d: %s: unknown %s '%.*s'%.*s", TEXT_ARG(s->path), (int)t.line,
                   word, words->name, TEXT_ARG(t.text),
                   TEXT_ARG(near_text(words_nearest(words, t.text), &s->arena)));
    }
}

static void check_field_value(struct shape *s, const struct action_word *row, unsigned bit,
                              struct token value) {
    const struct words *words = NULL;
    (void)words_field_bit(text_of(words_at(&action_fields, bit)->name), &words);
    if (1u << bit == AF_STAGE) {
        check_stage_name(s, value);
    } else if (words) {
        check_word(s, row->word.name, words, value);
    }
}

static unsigned bit_of(unsigned one) {
    unsigned bit = 0;
    while (one >>= 1) {
        bit++;
    }
    return bit;
}

static void check_field(struct shape *s, const struct action_word *row,
                        const struct called_field *field) {
    const struct words *words;
    const int bit = words_field_bit(field->name.text, &words);
    if (bit >= 0 && (row->fields & 1u << bit)) {
        if (field->is_literal) {
            check_field_value(s, row, (unsigned)bit, field->value);
        }
        return;
    }
    const char *nearest = words_nearest(&action_fields, field->name.text);
    faults_add(s->faults, "%.*s:%d: %s: unknown field '%.*s'%.*s", TEXT_ARG(s->path),
               (int)field->name.line, row->word.name, TEXT_ARG(field->name.text),
               TEXT_ARG(near_text(nearest, &s->arena)));
}

/* The word at i is called: look at what it is given, when that is literal. */
static void check_call(struct shape *s, const struct action_word *row, uint32_t i) {
    struct token literal;
    struct called_field field;
    if (called_literal(&s->tokens, i, &literal) && row->positional) {
        check_field_value(s, row, bit_of(row->positional), literal);
    }
    for (struct called c = called_begin(&s->tokens, i); called_next(&c, &field);) {
        check_field(s, row, &field);
    }
}

/* c.level.NAME */
static void check_level(struct shape *s, uint32_t i) {
    struct token name = tokens_at(&s->tokens, i + 2);
    const struct level_set *levels = &s->p->levels;
    if (!token_is(tokens_at(&s->tokens, i + 1), ".") || name.type != TOKEN_NAME || levels->n == 0 ||
        level_param(&levels->items[0], name.text)) {
        return;
    }
    const char *nearest = param_nearest(&levels->items[0], name.text, &s->arena);
    faults_add(s->faults, "%.*s:%d: no level has '%.*s'%.*s", TEXT_ARG(s->path), (int)name.line,
               TEXT_ARG(name.text), TEXT_ARG(near_text(nearest, &s->arena)));
}

static bool is_field(struct text name, bool *is_prefix) {
    bool exact = false;
    for (uint32_t i = 0; i < n_snapshot_fields; i++) {
        const struct text field = text_of(snapshot_fields[i].name);
        exact = exact || text_eq(field, name);
        *is_prefix = *is_prefix || (field.len > name.len && text_starts(field, name) &&
                                    field.ptr[name.len] == '.');
    }
    return exact;
}

/* c.FIELD and c.GROUP.FIELD; c.level has its own check. */
static void check_case(struct shape *s, uint32_t i) {
    struct text name = {NULL, 0};
    bool is_prefix = true;
    for (uint32_t k = i; is_prefix && token_is(tokens_at(&s->tokens, k + 1), ".") &&
                         tokens_at(&s->tokens, k + 2).type == TOKEN_NAME; k += 2) {
        const struct token part = tokens_at(&s->tokens, k + 2);
        if (k == i && token_is(part, "level")) {
            return;
        }
        name = k == i ? part.text
                      : arena_printf(&s->arena, "%.*s.%.*s", TEXT_ARG(name), TEXT_ARG(part.text));
        is_prefix = false;
        if (!is_field(name, &is_prefix) && !is_prefix) {
            const char *nearest = NULL;
            (void)view_field(name, &s->arena, &nearest);
            faults_add(s->faults, "%.*s:%d: a case has no '%.*s'%.*s", TEXT_ARG(s->path),
                       (int)part.line, TEXT_ARG(name), TEXT_ARG(near_text(nearest, &s->arena)));
        }
    }
}

/* Does this file use the name for something of its own, too? */
static bool has_other_c(const struct shape *s) {
    for (uint32_t i = 0; i + 1 < s->tokens.n; i++) {
        const bool declares = token_is(tokens_at(&s->tokens, i), "local") ||
                              token_is(tokens_at(&s->tokens, i), "for") ||
                              token_is(tokens_at(&s->tokens, i), ",");
        if (declares && token_is(tokens_at(&s->tokens, i + 1), "c")) {
            return true;
        }
    }
    return false;
}

/* The row of a literal declaration W.stage "x" {, and the token after its closing brace. */
static bool stage_body(const struct shape *s, uint32_t i, uint32_t *from, uint32_t *end) {
    struct token name = tokens_at(&s->tokens, i + 1);
    if (!token_is(tokens_at(&s->tokens, i), "stage") || i == 0 ||
        !token_is(tokens_at(&s->tokens, i - 1), ".") || name.type != TOKEN_STRING ||
        !token_is(tokens_at(&s->tokens, i + 2), "{")) {
        return false;
    }
    const struct stage *stage = program_stage(s->p, name.text);
    if (stage == NULL) {
        return false;
    }
    *from = (uint32_t)(stage - s->p->stages);
    int depth = 0;
    for (uint32_t k = i + 2; k < s->tokens.n; k++) {
        depth += token_is(tokens_at(&s->tokens, k), "{");
        depth -= token_is(tokens_at(&s->tokens, k), "}");
        if (depth == 0) {
            *end = k;
            return true;
        }
    }
    return false;
}

static void check_file(struct shape *s) {
    uint32_t n = s->p->n_stages;
    uint32_t from = n, end = 0;
    const bool c_is_the_case = !has_other_c(s);
    for (uint32_t i = 0; i < s->tokens.n; i++) {
        struct token t = tokens_at(&s->tokens, i);
        if (i >= end) {
            from = n;
        }
        if (from == n && stage_body(s, i, &from, &end)) {
            i++; /* its own name is no mention */
            continue;
        }
        const struct stage *named = t.type == TOKEN_STRING ? program_stage(s->p, t.text) : NULL;
        if (named) {
            s->names[from * n + (uint32_t)(named - s->p->stages)] = true;
        }
        if (t.type != TOKEN_NAME) {
            continue;
        }
        if (!called_stands_alone(&s->tokens, i)) {
            if (token_is(t, "level")) {
                check_level(s, i);
            }
            continue;
        }
        if (c_is_the_case && token_is(t, "c")) {
            check_case(s, i);
        }
        const struct word *row = words_by_name(&action_kinds, t.text);
        if (row) {
            check_call(s, (const struct action_word *)(const void *)row, i);
        }
    }
}

static void check_reachable(struct shape *s) {
    uint32_t n = s->p->n_stages;
    bool *reached = arena_take_n(&s->arena, n + 1u, sizeof *reached);
    reached[n] = true;
    for (uint32_t round = 0; round <= n; round++) {
        for (uint32_t from = 0; from <= n; from++) {
            for (uint32_t to = 0; reached[from] && to < n; to++) {
                reached[to] = reached[to] || s->names[from * n + to];
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct stage *stage = &s->p->stages[i];
        if (!reached[i] && stage->layer == 0) { /* one may do without a stage that it extends */
            faults_add(s->faults, "%.*s:%d: stage '%.*s' cannot be reached: nothing moves there",
                       TEXT_ARG(stage->file), (int)stage->line, TEXT_ARG(stage->name));
        }
    }
}

void shape_check(const struct program *p, struct faults *faults) {
    struct shape s = {.p = p, .faults = faults};
    arena_init(&s.arena);
    s.names = arena_take_n(&s.arena, ((size_t)p->n_stages + 1) * (p->n_stages + 1u), sizeof(bool));
    for (uint32_t i = 0; i < p->source->n_files; i++) {
        s.path = p->source->files[i].path;
        if (!bundle_path_is_test(s.path) && !letters_are_in(s.path)) {
            tokens_read(p->source->files[i].content, &s.arena, &s.tokens);
            check_file(&s);
        }
    }
    check_reachable(&s);
    arena_fini(&s.arena);
}
