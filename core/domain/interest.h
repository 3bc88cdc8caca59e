/* interest.h - late interest (forsinkelsesrente): simple, by civil days, exact, rounded once.
 *
 *     interest = sum over segments  principal x rate x days / (365 or 366)
 *
 * forsinkelsesrenteloven §§ 2-3: from the due day; a change of rate applies from the day it takes
 * effect; no interest on interest.  Day count: calendar year, 366 in leap years (Lovavdelingen
 * 2006-06-26).  The first bearing day is the day after due, the last the day asked for. */
#ifndef KRAV_DOMAIN_INTEREST_H
#define KRAV_DOMAIN_INTEREST_H

#include "base/arena.h"
#include "base/status.h"
#include "domain/case.h"

/* A dated rate; rows are ascending and without gaps between first and last. */
struct rate_row {
    day from, to; /* both included */
    int32_t bp;   /* basis points a year: 12.25 % = 1225 */
    const char *source;
};
struct rate_table {
    const struct rate_row *rows;
    uint32_t n;
};

struct interest_segment {
    day from, to;    /* first and last bearing day */
    int32_t days, bp, year_days;
    ore principal;
    wide numerator;  /* principal x bp x days x (366 if year_days is 365, else 365) ... */
    wide denominator; /* exact value in øre = numerator / denominator */
};
struct interest_result {
    ore total; /* rounded half up, once */
    struct interest_segment *segments;
    uint32_t n_segments;
};

/* Interest on `principal` (> 0) from after `due` to `until` (included), with `moves` of the
 * principal (each from the day after its own legal day), at `agreed_bp` or, when 0, the table.
 * STATUS_NOT_FOUND names the first day without a rate.  Segments: the arena, or none if NULL. */
struct interest_input {
    ore principal;
    day due, until;
    int32_t agreed_bp;
    const struct principal_move *moves;
    uint32_t n_moves;
    int32_t claim; /* moves of this claim count */
};
int interest_compute(const struct interest_input *in, const struct rate_table *rates,
                     struct arena *arena, struct interest_result *out, struct status *st) NODISCARD;

/* The interest of one claim of the case up to `until`, exactly, in parts of an øre: INTEREST_PARTS to
 * one.  Of what was brought, older days get what they would have borne, the oldest first. */
#define INTEREST_PARTS ((wide)10000 * 365 * 366)
int interest_of_claim(const struct krav_case *c, uint32_t i, const struct rate_table *rates,
                      day until, wide *parts, struct status *st) NODISCARD;

/* All interest of a case up to `until`: each claim exactly, the sum rounded once; of claims
 * that were merged, once for each case that they came from (merge.h). */
int interest_of_case(const struct krav_case *c, const struct rate_table *rates, day until,
                     ore *total, struct status *st) NODISCARD;

#endif
