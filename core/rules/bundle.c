/* bundle.c - see rules.h and bundle.h. */
#include "rules/bundle.h"

#include "base/check.h"
#include "rules/shape.h"

static void copy_source(struct bundle *b, const struct bundle_source *s) {
    b->source.files = arena_take_n(&b->arena, s->n_files + 1u, sizeof *b->source.files);
    b->source.n_files = s->n_files;
    for (uint32_t i = 0; i < s->n_files; i++) {
        b->source.files[i].path = arena_text(&b->arena, s->files[i].path);
        b->source.files[i].content = arena_text(&b->arena, s->files[i].content);
    }
}

int bundle_new(const struct bundle_source *s, struct faults *faults, struct bundle **out,
               struct status *st) {
    *out = NULL;
    if (s->n_files > RULES_FILES_MAX) {
        return status_fail(st, STATUS_LIMIT, "a bundle has at most %d files", RULES_FILES_MAX);
    }
    struct bundle *b = mem_alloc(sizeof *b);
    arena_init(&b->arena);
    copy_source(b, s);
    b->hash = bundle_source_hash(&b->source);
    b->counted = true;
    letters_check(&b->source, faults);
    int rc = program_new(&b->source, faults, &b->program, st);
    if (rc == STATUS_OK) {
        shape_check(b->program, faults);
        if (faults_any(faults)) {
            rc = status_fail(st, STATUS_INVALID, "the rules have %d fault%s: %.*s", (int)faults->n,
                             faults->n == 1 ? "" : "s", TEXT_ARG(faults->items[0]));
        }
    }
    if (rc != STATUS_OK) {
        bundle_free(b);
        return rc;
    }
    letters_choose(&b->source, &b->program->layers, &b->letters);
    *out = b;
    return STATUS_OK;
}

void bundle_free(struct bundle *b) {
    if (b == NULL) {
        return;
    }
    program_free(b->program);
    arena_fini(&b->arena);
    mem_free(b);
}

struct hash bundle_hash(const struct bundle *b) {
    return b->hash;
}

const struct bundle_source *bundle_files(const struct bundle *b) {
    return &b->source;
}

const struct bundle_file *bundle_letter(const struct bundle *b, enum letter_kind kind) {
    ensure(kind > 0 && kind < LETTER_KINDS);
    return b->letters.of[kind];
}

uint32_t bundle_n_stages(const struct bundle *b) {
    return b->program->n_stages;
}

struct stage_info bundle_stage(const struct bundle *b, uint32_t i) {
    ensure(i < b->program->n_stages);
    const struct stage *s = &b->program->stages[i];
    return (struct stage_info){s->name, s->label, s->line, s->file};
}

bool bundle_has_stage(const struct bundle *b, struct text name) {
    return program_stage(b->program, name) != NULL;
}

const struct level_set *bundle_levels(const struct bundle *b) {
    return &b->program->levels;
}

struct text bundle_renamed(const struct bundle *b, struct text stage) {
    const struct program *p = b->program;
    for (uint32_t i = 0; i < p->n_renames; i++) {
        if (text_eq(p->renames[i].from, stage)) {
            return p->renames[i].to;
        }
    }
    return (struct text){NULL, 0};
}

bool bundle_has_level(const struct bundle *b, struct text level) {
    return level_find(&b->program->levels, level) != NULL;
}

void bundle_check_agreement(const struct bundle *b, const struct agreement *a,
                            struct faults *faults) {
    level_set_check_agreement(&b->program->levels, a, faults);
}

void bundle_set_counted(struct bundle *b, bool counted) {
    b->counted = counted;
}

void bundle_interrupt(struct bundle *b) {
    vm_interrupt(&b->program->vm);
}
