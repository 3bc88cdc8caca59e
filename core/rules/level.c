/* level.c - see level.h. */
#include "rules/level.h"

#include "base/money.h"

#include <inttypes.h>

static const char *nearest_of(const struct word *rows, size_t n, struct text name) {
    struct words words = {"name", rows, sizeof *rows, n};
    return words_nearest(&words, name);
}

const struct level *level_find(const struct level_set *s, struct text name) {
    for (uint32_t i = 0; i < s->n; i++) {
        if (text_eq(s->items[i].name, name)) {
            return &s->items[i];
        }
    }
    return NULL;
}

const struct param *level_param(const struct level *l, struct text name) {
    for (uint32_t i = 0; i < l->n_params; i++) {
        if (text_eq(l->params[i].name, name)) {
            return &l->params[i];
        }
    }
    return NULL;
}

const char *level_nearest(const struct level_set *s, struct text name, struct arena *arena) {
    struct word *rows = arena_take_n(arena, s->n + 1u, sizeof *rows);
    for (uint32_t i = 0; i < s->n; i++) {
        rows[i] = (struct word){1, arena_cstr(arena, s->items[i].name), "", ""};
    }
    return nearest_of(rows, s->n, name);
}

const char *param_nearest(const struct level *l, struct text name, struct arena *arena) {
    struct word *rows = arena_take_n(arena, l->n_params + 1u, sizeof *rows);
    for (uint32_t i = 0; i < l->n_params; i++) {
        rows[i] = (struct word){1, arena_cstr(arena, l->params[i].name), "", ""};
    }
    return nearest_of(rows, l->n_params, name);
}

static const struct word act_rows[] = {{1, COUNTS_CALL, "", ""}, {2, COUNTS_FILING, "", ""}};
static const struct words counted_acts = WORDS("what is counted", act_rows);

bool counts_known(struct text word) {
    return words_by_name(&letter_kinds, word) || words_by_name(&counted_acts, word);
}

const char *counts_nearest(struct text word) {
    const char *act = words_nearest(&counted_acts, word);
    return act ? act : words_nearest(&letter_kinds, word);
}

int64_t param_value(const struct param *p, const struct agreement *a) {
    for (uint32_t i = 0; i < a->n_overrides; i++) {
        if (text_eq(a->overrides[i].name, p->name)) {
            return a->overrides[i].value;
        }
    }
    return p->value;
}

bool param_parse(const struct param *p, struct text written, int64_t *value) {
    ore kroner = 0;
    switch (p->type) {
    case PARAM_INT: return text_to_i64(written, value);
    case PARAM_MONEY:
        if (!money_parse(written, &kroner)) {
            return false;
        }
        *value = kroner;
        return true;
    case PARAM_CHOICE:
        for (uint32_t i = 0; i < p->n_list; i++) {
            if (text_eq(p->words[i], written)) {
                *value = (int64_t)i + 1;
                return true;
            }
        }
        return text_to_i64(written, value);
    case PARAM_DAYS_LIST: return false;
    }
    return false;
}

/* What level `a` has and level `b` lacks or types differently. */
static void compare(const struct level *a, const struct level *b, struct faults *faults) {
    for (uint32_t i = 0; i < a->n_params; i++) {
        const struct param *p = level_param(b, a->params[i].name);
        if (p == NULL) {
            faults_add(faults, "%.*s:%d: level '%.*s' lacks '%.*s', which level '%.*s' has",
                       TEXT_ARG(b->file), (int)b->line, TEXT_ARG(b->name),
                       TEXT_ARG(a->params[i].name), TEXT_ARG(a->name));
        } else if (p->type != a->params[i].type) {
            faults_add(faults, "%.*s:%d: level '%.*s': '%.*s' is of another type in level '%.*s'",
                       TEXT_ARG(b->file), (int)b->line, TEXT_ARG(b->name), TEXT_ARG(p->name),
                       TEXT_ARG(a->name));
        } else if (!text_eq(p->counts, a->params[i].counts)) {
            faults_add(faults, "%.*s:%d: level '%.*s': '%.*s' counts something else in level '%.*s'",
                       TEXT_ARG(b->file), (int)b->line, TEXT_ARG(b->name), TEXT_ARG(p->name),
                       TEXT_ARG(a->name));
        }
    }
}

void level_set_check(const struct level_set *s, struct faults *faults) {
    for (uint32_t i = 1; i < s->n; i++) {
        compare(&s->items[0], &s->items[i], faults);
        compare(&s->items[i], &s->items[0], faults);
    }
}

static void check_override(const struct level *l, const struct override *o, struct faults *faults) {
    const struct param *p = level_param(l, o->name);
    if (p == NULL) {
        const char *nearest = param_nearest(l, o->name, faults->arena);
        faults_add(faults, "level '%.*s' has no parameter '%.*s'%s%s", TEXT_ARG(l->name),
                   TEXT_ARG(o->name), nearest ? ": did you mean " : "", nearest ? nearest : "");
    } else if (p->type == PARAM_DAYS_LIST) {
        faults_add(faults, "level '%.*s': '%.*s' is a list of days: an agreement cannot change it",
                   TEXT_ARG(l->name), TEXT_ARG(o->name));
    } else if (o->value < p->min || o->value > p->max) {
        faults_add(faults, "level '%.*s': '%.*s' is %" PRId64 ", outside %" PRId64 "..%" PRId64,
                   TEXT_ARG(l->name), TEXT_ARG(o->name), o->value, p->min, p->max);
    }
}

void level_set_check_agreement(const struct level_set *s, const struct agreement *a,
                               struct faults *faults) {
    const struct level *l = level_find(s, a->level);
    if (l == NULL) {
        const char *nearest = level_nearest(s, a->level, faults->arena);
        faults_add(faults, "the rules have no activity level '%.*s'%s%s", TEXT_ARG(a->level),
                   nearest ? ": did you mean " : "", nearest ? nearest : "");
        return;
    }
    for (uint32_t i = 0; i < a->n_overrides; i++) {
        check_override(l, &a->overrides[i], faults);
    }
}
