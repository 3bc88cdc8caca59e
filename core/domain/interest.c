/* interest.c - late interest, segment by segment, in one common denominator. */
#include "domain/interest.h"

#include "base/check.h"

#define BP_WHOLE 10000 /* basis points of one hundred percent */
/* Every segment is a whole number of these parts of an øre: a year has 365 or 366 days, so a
 * segment is widened by the other year's length and the sum needs no common factor search. */
#define EXACT_DENOMINATOR INTEREST_PARTS
_Static_assert(INTEREST_PARTS == (wide)BP_WHOLE * 365 * 366, "parts of an øre");

/* The row in force on a day.  New days are asked for most, so the search begins at the end. */
static const struct rate_row *rate_on(const struct rate_table *rates, day on) {
    for (uint32_t i = rates->n; i > 0; i--) {
        const struct rate_row *row = &rates->rows[i - 1];
        if (on >= row->from) {
            return on <= row->to ? row : NULL;
        }
    }
    return NULL;
}

/* What bears interest on a day: a move counts from the day after its own legal day, so the day
 * of a payment still bears interest on the whole. */
static ore principal_on(const struct interest_input *in, day on) {
    ore principal = in->principal;
    for (uint32_t i = 0; i < in->n_moves; i++) {
        if (in->moves[i].claim == in->claim && in->moves[i].day < on) {
            principal = money_add(principal, in->moves[i].amount);
        }
    }
    return principal;
}

/* The last day, at most `until`, with the principal and year of `from`. */
static day same_until(const struct interest_input *in, day from) {
    day last = in->until;
    day year_end = day_of(day_ymd(from).year, 12, 31);
    last = last < year_end ? last : year_end;
    for (uint32_t i = 0; i < in->n_moves; i++) {
        const struct principal_move *move = &in->moves[i];
        if (move->claim == in->claim && move->day >= from && move->day < last) {
            last = move->day;
        }
    }
    return last;
}

static wide segment_exact(struct interest_segment *s) {
    int32_t other_year = s->year_days == 365 ? 366 : 365;
    s->days = s->to - s->from + 1;
    s->numerator = (wide)s->principal * s->bp * s->days * other_year;
    s->denominator = EXACT_DENOMINATOR;
    return s->numerator;
}

static void keep_segment(struct interest_result *out, struct arena *arena,
                         const struct interest_segment *s) {
    struct interest_segment *kept =
        arena_push(arena, &out->segments, &out->n_segments, sizeof *kept);
    *kept = *s;
}

/* Adds the exact interest of one claim to *sum; keeps the segments when `out` is given. */
static int accrue(const struct interest_input *in, const struct rate_table *rates,
                  struct arena *arena, struct interest_result *out, wide *sum, struct status *st) {
    day last;
    for (day from = in->due + 1; from <= in->until; from = last + 1) {
        last = same_until(in, from);
        struct interest_segment s = {.from = from, .principal = principal_on(in, from)};
        if (s.principal <= 0) {
            continue; /* nothing bears interest here, so no rate is needed either */
        }
        s.bp = in->agreed_bp;
        if (s.bp == 0) {
            const struct rate_row *row = rate_on(rates, from);
            if (row == NULL) {
                char text[DAY_TEXT];
                return status_fail(st, STATUS_NOT_FOUND, "late interest: %s: no rate for this day",
                                   day_format(from, text));
            }
            s.bp = row->bp;
            last = last < row->to ? last : row->to;
        }
        s.to = last;
        s.year_days = day_in_year(day_ymd(from).year);
        *sum += segment_exact(&s);
        if (out != NULL && arena != NULL) {
            keep_segment(out, arena, &s);
        }
    }
    return STATUS_OK;
}

int interest_compute(const struct interest_input *in, const struct rate_table *rates,
                     struct arena *arena, struct interest_result *out, struct status *st) {
    ensure(in->principal > 0 && in->due > 0 && in->until < DAY_MAX);
    *out = (struct interest_result){0};
    wide sum = 0;
    int rc = accrue(in, rates, arena, out, &sum, st);
    if (rc == STATUS_OK) {
        out->total = money_round_half_up(sum, EXACT_DENOMINATOR);
    }
    return rc;
}

/* gjeldsbrevlova § 5 by analogy: a due day on a weekend or holiday moves on.  A day that has been
 * moved already stays where it is. */
static struct interest_input input_of(const struct krav_case *c, const struct claim *claim,
                                      day until) {
    return (struct interest_input){.principal = claim->principal,
        .due = claim->interest_to != DAY_NONE ? claim->interest_to
                                              : day_bank_day_from(claim->due),
        .until = until, .agreed_bp = claim->rate_bp, .moves = c->moves, .n_moves = c->n_moves,
        .claim = claim->number};
}

/* Without a due day the thirty days of § 2 have not been started. */
static bool bears_interest(const struct claim *claim) {
    return claim->due != DAY_NONE && claim->principal > 0;
}

/* What was brought is known by its sum alone. */
static wide brought_by(const struct claim *claim, const struct rate_table *rates, day until) {
    const wide brought = (wide)claim->interest_brought * EXACT_DENOMINATOR;
    const struct interest_input in = {.principal = claim->principal,
        .due = day_bank_day_from(claim->due), .until = until, .agreed_bp = claim->rate_bp};
    struct status unknown = {0};
    wide sum = 0;
    const bool reckoned = accrue(&in, rates, NULL, NULL, &sum, &unknown) == STATUS_OK;
    return reckoned && sum < brought ? sum : brought;
}

int interest_of_claim(const struct krav_case *c, uint32_t i, const struct rate_table *rates,
                      day until, wide *parts, struct status *st) {
    const struct claim *claim = &c->claims[i].claim;
    *parts = 0;
    if (!bears_interest(claim)) {
        return STATUS_OK;
    }
    if (claim->interest_to != DAY_NONE && until <= claim->interest_to) {
        *parts = brought_by(claim, rates, until);
        return STATUS_OK;
    }
    const struct interest_input in = input_of(c, claim, until);
    *parts = (wide)claim->interest_brought * EXACT_DENOMINATOR;
    return accrue(&in, rates, NULL, NULL, parts, st);
}

/* Of one lot. */
static int interest_of_lot(const struct krav_case *c, const struct rate_table *rates, day until,
                           int32_t lot, wide *sum, struct status *st) {
    int rc = STATUS_OK;
    for (uint32_t i = 0; i < c->n_claims && rc == STATUS_OK; i++) {
        const struct claim *claim = &c->claims[i].claim;
        if (claim->lot == lot && bears_interest(claim)) {
            const struct interest_input in = input_of(c, claim, until);
            *sum += (wide)claim->interest_brought * EXACT_DENOMINATOR;
            rc = accrue(&in, rates, NULL, NULL, sum, st);
        }
    }
    return rc;
}

static bool begins_lot(const struct krav_case *c, uint32_t i) {
    for (uint32_t before = 0; before < i; before++) {
        if (c->claims[before].claim.lot == c->claims[i].claim.lot) {
            return false;
        }
    }
    return true;
}

/* Claims that came here by a merge are rounded as they were before it: by themselves, once. */
int interest_of_case(const struct krav_case *c, const struct rate_table *rates, day until,
                     ore *total, struct status *st) {
    *total = 0;
    for (uint32_t i = 0; i < c->n_claims; i++) {
        if (!begins_lot(c, i)) {
            continue;
        }
        wide sum = 0;
        const int rc = interest_of_lot(c, rates, until, c->claims[i].claim.lot, &sum, st);
        if (rc != STATUS_OK) {
            return rc;
        }
        *total = money_add(*total, money_round_half_up(sum, EXACT_DENOMINATOR));
    }
    return STATUS_OK;
}
