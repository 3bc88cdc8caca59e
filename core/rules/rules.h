/* rules.h - an agency's rules: a bundle of Lua files, named by the hash of its content, and the
 * one question put to it: what now?
 *
 *     snapshot ──▶ stage.decide(c) ──▶ [actions]     a `move` runs the target's enter(c) as well
 *
 * Pure: same snapshot and bundle, same actions, for ever.  A decision that goes over fuel,
 * memory or count is STATUS_LIMIT; an error in the rules is STATUS_INVALID with file and line:
 * the case is parked, nothing is done, the others go on.  One Lua state per bundle; single
 * threaded.  rules/vm.c is the only file that enters Lua. */
#ifndef KRAV_RULES_RULES_H
#define KRAV_RULES_RULES_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/status.h"
#include "domain/action.h"
#include "domain/snapshot.h"

#define RULES_FUEL_MAX 1000000       /* VM instructions a decision */
#define RULES_MEMORY_MAX (8u << 20)  /* bytes a decision, above the loaded bundle */
#define RULES_DEPTH_MAX 4            /* moves in one decision */
#define RULES_FILES_MAX 100
#define RULES_FILE_SIZE_MAX (1u << 20)

/* The files of a bundle as text: what is hashed, stored in the library and compiled. */
struct bundle_file {
    struct text path;    /* relative, '/'-separated, sorted bytewise: "init.lua", "letters/reminder.txt" */
    struct text content;
};
struct bundle_source {
    struct bundle_file *files;
    uint32_t n_files;
};
extern const struct record bundle_source_record; /* for the library */
struct hash bundle_source_hash(const struct bundle_source *s);
bool bundle_path_is_test(struct text path);

struct bundle;
/* Compiles and checks the shape: api, stages, literal move targets, reachable stages, words,
 * letters, levels.  All faults at once, "FILE:LINE: what: proposed fix".  Test files (names that
 * end in "_test.lua" or lie in tests/) are not loaded.  NULL in *out on failure. */
int bundle_new(const struct bundle_source *s, struct faults *faults, struct bundle **out,
               struct status *st) NODISCARD;
void bundle_free(struct bundle *b);
struct hash bundle_hash(const struct bundle *b);
const struct bundle_source *bundle_files(const struct bundle *b); /* lives as long as the bundle */

/* The bundle's own text of this kind of letter (rules/letters.h); NULL: krav's own. */
const struct bundle_file *bundle_letter(const struct bundle *b, enum letter_kind kind);

struct stage_info {
    struct text name, label;
    int32_t line;
    struct text file;
};
uint32_t bundle_n_stages(const struct bundle *b);
struct stage_info bundle_stage(const struct bundle *b, uint32_t i);
bool bundle_has_stage(const struct bundle *b, struct text name);
struct level_set;
const struct level_set *bundle_levels(const struct bundle *b); /* rules/level.h */
/* Where the cases of a stage that is no more stand now (renames); absent if it was not renamed.  A stage
 * that is there cannot be renamed: such a bundle does not load. */
struct text bundle_renamed(const struct bundle *b, struct text stage);
bool bundle_has_level(const struct bundle *b, struct text level);
/* Checks an agreement's level and overrides against the bundle's declarations. */
void bundle_check_agreement(const struct bundle *b, const struct agreement *a,
                            struct faults *faults);

/* Decisions count VM instructions unless told otherwise; uncounted, a host's watchdog must call
 * bundle_interrupt on overrun [async-signal-safe].  Either way the overrun decision is made
 * again in a fresh, counted state, and that answer stands. */
void bundle_set_counted(struct bundle *b, bool counted);
void bundle_interrupt(struct bundle *b);

struct decision {
    struct action *actions; uint32_t n_actions; /* in order; a move is followed by the
                                                   target's enter actions */
    struct text stage;      /* the stage that decided ("" = start) */
    struct text file;       /* of the function that ran */
    int32_t line;
    int64_t fuel_used;      /* about; 0 unless counted */
    struct text read;       /* what it read, if it wants anything (reading.h) */
};
/* Runs start(c) when the case has no stage, else the stage's decide(c).  Memory: the arena. */
int rules_decide(struct bundle *b, const struct snapshot *s, struct arena *arena,
                 struct decision *out, struct status *st) NODISCARD;
/* Runs one stage's enter(c) (the test runner's `enter`). */
int rules_enter(struct bundle *b, const struct snapshot *s, struct text stage, struct arena *arena,
                struct decision *out, struct status *st) NODISCARD;

#endif
