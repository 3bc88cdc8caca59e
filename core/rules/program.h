/* program.h - a bundle loaded into a state of its own: what it declared, ready to be asked.
 *
 *     bundle ──▶ program (long-lived)          every decision that stays within half the limits
 *           └──▶ program (made for one)        a decision that did not, made again
 *
 * Owns: program_new/program_free.  The source must outlive it. */
#ifndef KRAV_RULES_PROGRAM_H
#define KRAV_RULES_PROGRAM_H

#include "rules/layers.h"
#include "rules/level.h"
#include "rules/rules.h"
#include "rules/view.h"
#include "rules/vm.h"
#include "rules/words.h"

#define STAGES_MAX 256

/* A function of the rules: a registry reference and where it stands. */
struct rule_function {
    int ref; /* 0 = not declared */
    struct text file;
    int32_t line;
};
struct stage {
    struct text name, label, file;
    int32_t line;
    uint32_t layer; /* that declared it last */
    struct rule_function enter, decide;
};
/* Where the cases of a stage that is no more stand from now on. */
struct rename {
    struct text from, to;
    struct text file;
    int32_t line;
};

struct program {
    struct vm vm;
    struct arena arena;   /* what was declared */
    struct arena scratch; /* proposals for one error text */
    struct buf reading;   /* what a decision read, while it is written */
    const struct bundle_source *source;
    struct faults *faults; /* NULL once loading is over */
    struct layers layers;
    struct text id;        /* of the workflow; absent until it is declared */
    uint32_t id_layer;     /* that declared it last */
    struct rename *renames;
    uint32_t n_renames;
    struct rule_function start;
    struct stage *stages;
    uint32_t n_stages;
    struct level_set levels;
    struct view view;
    struct word_symbols words;
};

/* Faults carry FILE:LINE.  STATUS_INVALID if there are any; *out is NULL then. */
int program_new(const struct bundle_source *s, struct faults *faults, struct program **out,
                struct status *st) NODISCARD;
void program_free(struct program *p);
struct program *program_of(lua_State *L);
/* The layer of the file that is being run; 0 once loading is over. */
uint32_t program_layer(lua_State *L);
const struct stage *program_stage(const struct program *p, struct text name);
/* The stage nearest to a misspelt name, NULL if none. */
const char *program_nearest_stage(const struct program *p, struct text name, struct arena *arena);
/* The file's own text for a path reported by Lua, which may not live as long. */
struct text program_file(const struct program *p, struct text path);

#endif
