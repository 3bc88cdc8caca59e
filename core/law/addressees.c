/* addressees.c - see addressees.h. */
#include "law/addressees.h"

static bool is_minor(const struct addressee_facts *f) {
    return f->minor && !f->minor_for_weighty_reasons;
}
static bool is_minor_himself(const struct addressee_facts *f) { return f->minor; }
static bool is_restricted(const struct addressee_facts *f) {
    return f->guardian && f->capacity_restricted;
}
static bool is_represented(const struct addressee_facts *f) {
    return f->representative && !f->representative_not_for_letters;
}
static bool has_uninvolved_guardian(const struct addressee_facts *f) {
    return f->guardian && f->guardian_not_for_this;
}
static bool chose_debtor(const struct addressee_facts *f) {
    return f->guardian && f->chosen == TO_DEBTOR;
}
static bool chose_guardian(const struct addressee_facts *f) {
    return f->guardian && f->chosen == TO_GUARDIAN;
}
static bool has_guardian(const struct addressee_facts *f) { return f->guardian; }
static bool has_attorney(const struct addressee_facts *f) {
    return f->future_power == FUTURE_POWER_COVERS;
}
static bool may_have_attorney(const struct addressee_facts *f) {
    return f->future_power == FUTURE_POWER_UNSURE;
}

static const struct addressee_row {
    enum provision provision;
    bool (*fits)(const struct addressee_facts *f);
    unsigned to;
} rows[] = {
    {NEW_29_MINOR, is_minor, TO_GUARDIAN},
    {NEW_29_MINOR, is_minor_himself, TO_DEBTOR},
    {NEW_30_GUARDIAN, is_restricted, TO_GUARDIAN},
    {NEW_28_REPRESENTATIVE, is_represented, TO_REPRESENTATIVE},
    {NEW_30_GUARDIAN, has_uninvolved_guardian, TO_DEBTOR},
    {NEW_30_GUARDIAN, chose_debtor, TO_DEBTOR},
    {NEW_30_GUARDIAN, chose_guardian, TO_GUARDIAN},
    {NEW_30_GUARDIAN, has_guardian, TO_DEBTOR | TO_GUARDIAN},
    {NEW_30_GUARDIAN, has_attorney, TO_ATTORNEY},
    {NEW_30_GUARDIAN, may_have_attorney, TO_DEBTOR | TO_ATTORNEY},
};

unsigned addressees_of(const struct law_switches *acts, const struct law_moment *m,
                       const struct addressee_facts *facts) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (switch_is_on(acts, rows[i].provision, m) && rows[i].fits(facts)) {
            return rows[i].to;
        }
    }
    return TO_DEBTOR;
}
