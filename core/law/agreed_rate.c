/* agreed_rate.c - see agreed_rate.h. */
#include "law/agreed_rate.h"

#define ABOVE_MAX 2000 /* twenty points: beyond it nobody could mean the setting so */

int agreed_rate_most(const struct law *law, day due, int32_t *bp, struct status *st) {
    const struct agreed_bound *set = law->acts != NULL ? &law->acts->agreed : NULL;
    const bool is_set = set != NULL && set->is_set && due >= set->from;
    int32_t statutory = 0;
    const int rc = law_interest_rate(law, due, &statutory, st);
    *bp = statutory + (is_set ? set->above_bp : AGREED_RATE_ABOVE_BP);
    return rc;
}

int agreed_rate_check(const struct law *law, enum debtor_kind debtor, int32_t rate_bp, day due,
                      struct status *st) {
    int32_t most = 0;
    char text[DAY_TEXT];
    if (rate_bp == 0) {
        return STATUS_OK;
    }
    if (debtor == DEBTOR_CONSUMER) {
        return status_fail(st, STATUS_REFUSED, "no rate can be agreed with a consumer "
                           "(forsinkelsesrenteloven § 4)");
    }
    const int rc = agreed_rate_most(law, due, &most, st);
    if (rc) {
        return rc;
    }
    return rate_bp > 0 && rate_bp <= most
               ? STATUS_OK
               : status_fail(st, STATUS_REFUSED, "an agreed rate of %d,%02d %% is above %d,%02d %%, "
                             "the most for a claim due %s (avtaleloven § 36; [law] "
                             AGREED_RATE_SETTING ")", (int)(rate_bp / 100), (int)(rate_bp % 100),
                             (int)(most / 100), (int)(most % 100), day_format(due, text));
}

int agreed_rate_set(struct law_switches *acts, struct text value, struct status *st) {
    struct text rest = value, points;
    struct agreed_bound set = {.is_set = true};
    ore above = 0;
    (void)text_cut(&rest, ' ', &points);
    if (!money_parse(points, &above) || above < 0 || above > ABOVE_MAX) {
        return status_fail(st, STATUS_INVALID, "%.*s: percentage points above the statutory rate, "
                           "0 to 20", TEXT_ARG(points));
    }
    if (rest.ptr != NULL && !day_parse(text_trim(rest), &set.from)) {
        return status_fail(st, STATUS_INVALID, "%.*s: not a day: claims due from which it counts",
                           TEXT_ARG(text_trim(rest)));
    }
    set.above_bp = (int32_t)above; /* hundredths of a point, read as kroner are */
    acts->agreed = set;
    return STATUS_OK;
}
