/* tell.h - a person's word or act on a case: plain words are facts; acts carry proposed actions
 * and are judged by law like a rule's. */
#ifndef KRAV_ENGINE_TELL_H
#define KRAV_ENGINE_TELL_H

#include "engine/step.h"

struct tell {
    int64_t case_id;
    struct text what;    /* "dispute", "settle-dispute", "hold", "release", "note", "withdraw" */
    struct text reason;  /* reason code or free words, by `what` */
    day until, on;       /* on: the legal day; DAY_NONE = today */
    struct text by;      /* user */
};
/* One chunk of its own, committed.  STATUS_REFUSED with the law's reason when it may not be. */
int engine_tell(struct engine *e, const struct tell *t, struct arena *arena,
                struct step_outcome *out, struct status *st) NODISCARD;

/* The words that tell takes: rows of the vocabularies of facts and actions, written with '-' for
 * '_' on the command line (either is understood). */
struct tell_word {
    enum fact_kind fact;
    enum action_kind action; /* FACT_ACT: what the person proposes */
    bool needs_reason;
};
extern const struct tell_word tell_words[];
extern const uint32_t n_tell_words;

#define TELL_NAME 65
const struct word *tell_word_row(const struct tell_word *w); /* Norwegian term, documentation */
const char *tell_word_name(const struct tell_word *w, char out[TELL_NAME]);

#endif
