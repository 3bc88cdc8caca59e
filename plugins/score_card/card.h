/* card.h - a scorecard as text, and the points that it gives.
 *
 *     model = standard-2026
 *     base = 50
 *     bounds = 0 100
 *     +15 paid_cases >= 1    paid a case before
 *     -25 broken_plans > 0   broke an instalment plan
 *     band 0 29 low
 *     band 30 100 fair
 *
 * Every rule that holds gives its points; what is not known holds nothing.  The parts always add up
 * to the points.  A card owns its texts. */
#ifndef SCORE_CARD_CARD_H
#define SCORE_CARD_CARD_H

#include <stdbool.h>

#include "krav/plugin.h"

#define CARD_RULES_MAX 80
#define CARD_BANDS_MAX 20
#define CARD_PARTS_MAX (CARD_RULES_MAX + 2) /* with the base, and what the bounds took */
#define CARD_POINTS_MAX 100000

enum card_compare { CARD_LESS, CARD_LESS_EQUAL, CARD_EQUAL, CARD_NOT, CARD_MORE_EQUAL, CARD_MORE };

struct card_rule {
    int32_t points;
    krav_str name;
    enum card_compare compare;
    int64_t value;
    krav_str because;
};
struct card_band {
    int32_t from, to;
    krav_str label;
};
struct card {
    char *text;
    krav_str model;
    int32_t base, least, most, valid_days;
    struct card_rule rules[CARD_RULES_MAX];
    size_t n_rules;
    struct card_band bands[CARD_BANDS_MAX];
    size_t n_bands;
};

/* Reads all of it and tells every fault; false if there was one.  card_free in any case. */
bool card_read(struct card *card, krav_str text,
               void (*fault)(void *ctx, int line, const char *why), void *ctx);
void card_free(struct card *card);

struct card_points {
    int32_t points;
    krav_str label; /* absent: no band */
    krav_score_part parts[CARD_PARTS_MAX];
    uint32_t n_parts;
};
/* Texts are borrowed from the card. */
void card_score(const struct card *card, const krav_subject *subject, struct card_points *out);

/* The names that a rule may ask for, ending with NULL. */
extern const char *const card_names[];

#endif
