/* letters.c - see letters.h. */
#include "rules/letters.h"

#include "domain/letter_template.h"

#define FOLDER TEXT("letters/")
#define ENDING TEXT(".txt")

bool letters_are_in(struct text path) { return text_ends(path, ENDING); }

/* What stands between letters/ and .txt, below at most one folder; absent if it is elsewhere. */
static struct text name_of(struct text path) {
    struct text rest = path, layer;
    if (!text_starts(rest, FOLDER)) {
        (void)text_cut(&rest, '/', &layer);
    }
    if (!rest.ptr || !text_starts(rest, FOLDER)) {
        return (struct text){NULL, 0};
    }
    return (struct text){rest.ptr + FOLDER.len, rest.len - FOLDER.len - ENDING.len};
}

static enum letter_kind kind_of(struct text path) {
    const struct text name = name_of(path);
    const struct word *w = name.ptr ? words_by_name(&letter_kinds, name) : NULL;
    return w ? (enum letter_kind)w->value : 0;
}

static void refuse_name(struct text path, struct faults *faults) {
    const struct text name = name_of(path);
    const char *near = name.ptr ? words_nearest(&letter_kinds, name) : NULL;
    if (near) {
        faults_add(faults, "%.*s:1: there is no letter '%.*s': did you mean letters/%s.txt?",
                   TEXT_ARG(path), TEXT_ARG(name), near);
    } else {
        faults_add(faults, "%.*s:1: a letter's text is letters/KIND.txt: krav words letters lists "
                   "the kinds", TEXT_ARG(path));
    }
}

void letters_check(const struct bundle_source *s, struct faults *faults) {
    for (uint32_t i = 0; i < s->n_files; i++) {
        const struct bundle_file *file = &s->files[i];
        const struct letter_source text = {.kind = kind_of(file->path), .path = file->path,
            .content = file->content};
        if (!letters_are_in(file->path)) {
            continue;
        }
        if (text.kind) {
            letter_template_check(&text, faults);
        } else {
            refuse_name(file->path, faults);
        }
    }
}

void letters_choose(const struct bundle_source *s, const struct layers *layers,
                    struct rule_letters *out) {
    uint32_t layer_of[LETTER_KINDS] = {0};
    *out = (struct rule_letters){0};
    for (uint32_t i = 0; i < s->n_files; i++) {
        const struct bundle_file *file = &s->files[i];
        const uint32_t layer = layers_of(layers, file->path);
        const enum letter_kind kind = letters_are_in(file->path) ? kind_of(file->path) : 0;
        if (kind && (!out->of[kind] || layer < layer_of[kind])) {
            out->of[kind] = file;
            layer_of[kind] = layer;
        }
    }
}
