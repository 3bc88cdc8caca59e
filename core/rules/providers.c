/* providers.c - see providers.h. */
#include "rules/providers.h"

#include "rules/called.h"
#include "rules/letters.h"

struct looking {
    const struct providers *has;
    struct faults *faults;
    struct text path; /* of the file under the eye */
    struct tokens tokens;
};

static void check_channel(const struct looking *l, struct token by) {
    const struct word *w = words_by_name(&channels, by.text);
    if (!w || w->value == CHANNEL_LETTER || l->has->sends[w->value]) {
        return; /* an unknown one is a fault of the bundle itself */
    }
    faults_add(l->faults, "%.*s:%d: send: by = \"%s\": nobody sends that way here: name a plugin in "
               "[channels] %s of krav.conf, or write by = \"letter\"", TEXT_ARG(l->path),
               (int)by.line, w->name, w->name);
}

static void check_send(const struct looking *l, uint32_t i) {
    struct called_field field;
    for (struct called c = called_begin(&l->tokens, i); called_next(&c, &field);) {
        if (field.is_literal && text_is(field.name.text, "by")) {
            check_channel(l, field.value);
        }
    }
}

static void check_question(const struct looking *l, const struct word *w, struct token word,
                           bool is_answered) {
    if (!is_answered) {
        faults_add(l->faults, "%.*s:%d: %s: nobody answers that here: name a plugin in [channels] "
                   "%s of krav.conf, or leave the word out", TEXT_ARG(l->path), (int)word.line,
                   w->name, w->name);
    }
}

static void check_file(const struct looking *l) {
    for (uint32_t i = 0; i < l->tokens.n; i++) {
        const struct token t = tokens_at(&l->tokens, i);
        const struct word *w =
            t.type == TOKEN_NAME ? words_by_name(&action_kinds, t.text) : NULL;
        if (!w || !called_stands_alone(&l->tokens, i) || !called_here(&l->tokens, i)) {
            continue;
        }
        if (w->value == ACTION_SEND) {
            check_send(l, i);
        } else if (w->value == ACTION_SCORE) {
            check_question(l, w, t, l->has->scores);
        } else if (w->value == ACTION_WASH) {
            check_question(l, w, t, l->has->washes);
        }
    }
}

void providers_check(const struct bundle *b, const struct providers *has, struct faults *faults) {
    const struct bundle_source *s = bundle_files(b);
    struct looking l = {.has = has, .faults = faults};
    struct arena arena;
    arena_init(&arena);
    for (uint32_t i = 0; i < s->n_files; i++) {
        l.path = s->files[i].path;
        if (!bundle_path_is_test(l.path) && !letters_are_in(l.path)) {
            arena_reset(&arena);
            tokens_read(s->files[i].content, &arena, &l.tokens);
            check_file(&l);
        }
    }
    arena_fini(&arena);
}
