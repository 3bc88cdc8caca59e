/* bundle.h - inside of struct bundle: its source and the program made from it. */
#ifndef KRAV_RULES_BUNDLE_H
#define KRAV_RULES_BUNDLE_H

#include "rules/letters.h"
#include "rules/program.h"
#include "rules/rules.h"

struct bundle {
    struct arena arena; /* holds the copied source */
    struct bundle_source source;
    struct hash hash;
    struct program *program;
    struct rule_letters letters; /* into the source */
    bool counted;
};

/* What a decision starts from.  overrides: the test runner's, else NULL. */
struct decide_input {
    const struct snapshot *snapshot;
    const struct view_override *overrides;
    bool only_given;   /* what is not overridden cannot be read */
    bool enter;        /* run this stage's enter alone */
    struct text stage; /* of enter; of decide: absent = start */
};
int decide_run(struct bundle *b, const struct decide_input *in, struct arena *arena,
               struct decision *out, struct status *st) NODISCARD;

#endif
