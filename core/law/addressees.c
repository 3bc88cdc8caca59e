/* addressees.c - see addressees.h. */
#include "law/addressees.h"

#include "domain/identity.h"

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

/* ---- of a case ------------------------------------------------------------------------------- */

static struct addressee_facts facts_of(const struct party *p, day today) {
    const bool known = p->guardian.len > 0;
    const bool power = p->mandate == MANDATE_POWER || p->mandate == MANDATE_POWER_UNSURE;
    return (struct addressee_facts){
        .minor = identity_minor(p->identity, today),
        .guardian = known && !power,
        .guardian_not_for_this = p->mandate == MANDATE_EXCLUDES,
        .capacity_restricted = p->mandate == MANDATE_RESTRICTED,
        .chosen = p->mandate == MANDATE_CHOSE_DEBTOR     ? TO_DEBTOR
                  : p->mandate == MANDATE_CHOSE_GUARDIAN ? TO_GUARDIAN
                                                         : 0,
        .representative = p->representative.len > 0,
        .representative_not_for_letters = p->not_for_letters,
        .future_power = !known                           ? FUTURE_POWER_NONE
                        : p->mandate == MANDATE_POWER        ? FUTURE_POWER_COVERS
                        : p->mandate == MANDATE_POWER_UNSURE ? FUTURE_POWER_UNSURE
                                                             : FUTURE_POWER_NONE};
}

unsigned addressees_today(const struct law *law, const struct snapshot *s) {
    const struct law_moment m = switch_moment(s, s->today);
    if (s->debtor == NULL) {
        return TO_DEBTOR;
    }
    const struct addressee_facts facts = facts_of(s->debtor, s->today);
    return addressees_of(law->acts, &m, &facts);
}

bool addressee_settled(const struct law *law, const struct snapshot *s) {
    switch (addressees_today(law, s)) {
    case TO_DEBTOR: /* nobody else is known, or the act says that nobody else is written to */
        return s->debtor == NULL || s->debtor->guardian.len == 0 ||
               (!s->minor && switch_today(law->acts, NEW_30_GUARDIAN, s));
    case TO_GUARDIAN:
    case TO_ATTORNEY:
    case TO_DEBTOR | TO_GUARDIAN:
    case TO_DEBTOR | TO_ATTORNEY:
        return s->debtor->guardian.len > 0;
    case TO_REPRESENTATIVE:
        return true;
    default:
        return false;
    }
}

enum addressed addressee_of_letter(const struct law *law, const struct snapshot *s) {
    if (!addressee_settled(law, s)) {
        return ADDRESSED_AS_KNOWN;
    }
    switch (addressees_today(law, s)) {
    case TO_GUARDIAN:
        return ADDRESSED_GUARDIAN;
    case TO_ATTORNEY:
        return ADDRESSED_ATTORNEY;
    case TO_DEBTOR | TO_GUARDIAN:
        return ADDRESSED_WITH_GUARDIAN;
    case TO_DEBTOR | TO_ATTORNEY:
        return ADDRESSED_WITH_ATTORNEY;
    case TO_REPRESENTATIVE:
        return ADDRESSED_REPRESENTATIVE;
    default:
        return ADDRESSED_DEBTOR;
    }
}
