/* law.h - what the law says to an action: asked early as a forecast, answered late bindingly.
 *
 *     judge(law tables, snapshot, action) ──▶ allowed | not before DAY | forbidden | needs a person
 *
 * Pure and dated.  The law reads recorded letters and receipts (snapshot.c->letters), never the
 * stage's name.  The guard never edits: it answers.  Every answer names its reason and paragraph;
 * the sentences a person reads are in the table of reasons. */
#ifndef KRAV_LAW_LAW_H
#define KRAV_LAW_LAW_H

#include "domain/letter.h"
#include "domain/snapshot.h"

/* A statutory amount with its validity.  Rows of a kind are ascending; a day outside every row
 * is an error for what needs it, never a guess. */
struct amount_row {
    day from, to; /* to: DAY_NONE = until further notice */
    ore amount;
    const char *source;
};
struct amount_table {
    const struct amount_row *rows;
    uint32_t n;
};
/* A dated factor, in hundredths of the amount it multiplies. */
struct factor_row {
    day from, to; /* as in struct amount_row */
    int32_t hundredths;
    const char *source;
};
struct factor_table {
    const struct factor_row *rows;
    uint32_t n;
};
/* What a debtor can owe for collection by an agency, for claims due in a period: bands are
 * ascending, the last one's bound is MONEY_MAX. */
struct cap_band {
    ore up_to; /* included */
    int32_t light_hundredths, heavy_hundredths; /* of the inkassosats */
};
struct cap_row {
    day due_from, due_to; /* as in struct amount_row */
    const struct cap_band *bands;
    uint32_t n_bands;
    const char *source;
};
struct cap_table {
    const struct cap_row *rows;
    uint32_t n;
};
struct law_switches;
struct law {
    struct rate_table interest;        /* forsinkelsesrenteloven § 3 */
    struct amount_table inkassosats;   /* inkassoforskriften §§ 1-1, 2-1 */
    struct cap_table caps;             /* inkassoforskriften §§ 2-2, 2-3 */
    struct amount_table compensation;  /* forsinkelsesrenteloven § 3 a */
    struct amount_table rettsgebyr;    /* rettsgebyrloven § 1: R */
    struct factor_table conciliation;  /* forliksklage, of R */
    struct factor_table enforcement;   /* utleggsbegjæring, of R */
    const struct law_switches *acts;   /* the act of 2026 (switches.h); NULL: all of it is off */
    struct factor_table bankruptcy_notice; /* forkynning of a konkursvarsel, of R */
    struct factor_table writing;       /* skrivekostnad of an utleggsbegjæring at most, of R */
    struct factor_table legal_help;    /* forliksråd, with collection costs, at most, of R */
};
const struct law *law_builtin(void);   /* static, read-only */

struct reason {
    const char *id;         /* stable: "notice_period" */
    const char *paragraph;  /* "inkassoloven § 9" */
    const char *english;    /* one sentence, for an operator */
    const char *norwegian;  /* one sentence that a debtor can read */
};
extern const struct reason law_reasons[];
extern const uint32_t n_law_reasons;
const struct reason *law_reason(struct text id); /* NULL if unknown */

struct step;
struct law_question {
    const struct law *law;
    const struct snapshot *snapshot;
    const struct action *action;
    bool by_person;         /* a caseworker's act: judged by the same law */
    const struct step *undone; /* ACTION_REVERSE: what is taken back; else NULL */
};
/* Forecast for `send`; binding for everything else.  Texts in *out are static or the arena's. */
void law_judge(const struct law_question *q, struct verdict *out);
/* Of the action `merge`: whether it takes sibling number i with it (merging.h). */
bool law_may_merge(const struct law_question *q, uint32_t i);
/* With how many siblings a rule may merge the case today. */
uint32_t law_mergeable(const struct law *law, const struct snapshot *s);

/* Binding, at dispatch: contents, deadline, day, person of the composed letter. */
void law_judge_letter(const struct law *law, const struct snapshot *s, const struct letter *l,
                      struct verdict *out);

/* The lawful fee of a letter of this kind if it is sent on snapshot->today (INKF §§ 1-2, 1-3), or
 * with a payment demand the light collection costs (§ 2-2), less what is charged already; 0 with the
 * reason why when none may be charged.  STATUS_NOT_FOUND: no rate for the day. */
int law_letter_fee(const struct law *law, const struct snapshot *s, enum letter_kind kind,
                   ore *fee, struct verdict *why, struct status *st) NODISCARD;

/* How a letter of this kind is written today: by the act of 2026 or of 1988, and what further
 * collection may cost (§§ 20, 21).  STATUS_NOT_FOUND: no table covers a claim. */
struct law_letter_terms {
    bool by_2026;
    ore estimate;
    enum addressed addressed; /* §§ 28-30 */
    ore told;                 /* of instalments: by how much heavy costs may raise the claim */
};
int law_letter_terms(const struct law *law, const struct snapshot *s, enum letter_kind kind,
                     struct law_letter_terms *out, struct status *st) NODISCARD;

/* What a plan of so many instalments may add, if it is told of before it is agreed (INKF § 2-4). */
int law_plan_uplift(const struct law *law, const struct snapshot *s, int32_t parts, ore *amount,
                    struct verdict *why, struct status *st) NODISCARD;

/* What charging this fee today comes to, and whose money it is: collection costs up to the cap, less
 * what is charged already (INKF §§ 2-2 to 2-6).  0 with the reason why when none may be charged; 0
 * and allowed when it was charged before, or the cap is used up. */
int law_charge(const struct law *law, const struct snapshot *s, enum fee_kind fee, ore *amount,
               enum owner *owner, struct verdict *why, struct status *st) NODISCARD;

/* Rate of late interest in force on a day, basis points.  STATUS_NOT_FOUND. */
int law_interest_rate(const struct law *law, day on, int32_t *bp, struct status *st) NODISCARD;
/* STATUS_NOT_FOUND when no row covers the day. */
int law_amount(const struct amount_table *t, day on, ore *amount, struct status *st) NODISCARD;

/* The effective due day: a due day on a Saturday, Sunday or holiday moves to the next working day
 * (gjeldsbrevlova § 5 by analogy: the reading kinder to the debtor). */
day law_due_day(day due);

#endif
