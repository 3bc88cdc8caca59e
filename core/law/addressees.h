/* addressees.h - to whom a letter about a debtor's case goes under the act of 2026, §§ 28-30.
 *
 *     minor                     the guardians; the minor only for weighty reasons          § 29
 *     capacity restricted       the guardian alone                                         § 30
 *     representative            the representative, unless the authority says otherwise    § 28
 *     guardian                  both; or the one the debtor chose; not the guardian whose
 *                               mandate excludes collection                                § 30
 *     future power of attorney  in force, covering, known: the attorney; unsure: both      § 30
 *
 * The first line that fits decides; where the act does not say which comes first, the order here
 * is a reading.  A provision whose switch is off does not fit.  A minor is known by the national id;
 * of two guardians one is known.  Pure; takes no memory. */
#ifndef KRAV_LAW_ADDRESSEES_H
#define KRAV_LAW_ADDRESSEES_H

#include "law/switches.h"

enum addressee { /* bits */
    TO_DEBTOR = 1 << 0, TO_GUARDIAN = 1 << 1, TO_REPRESENTATIVE = 1 << 2, TO_ATTORNEY = 1 << 3
};

enum future_power { FUTURE_POWER_NONE, FUTURE_POWER_UNSURE, FUTURE_POWER_COVERS };

struct addressee_facts {
    bool minor;
    bool minor_for_weighty_reasons; /* sensitive information, and such */
    bool guardian;
    bool guardian_not_for_this;     /* the mandate is known to exclude collection */
    bool capacity_restricted;       /* legal capacity restricted for this */
    enum addressee chosen;          /* by a debtor with a guardian; 0: no choice */
    bool representative;            /* with a written and signed authority, or a lawyer */
    bool representative_not_for_letters; /* the authority says so */
    enum future_power future_power;
};

/* The debtor of a case, today. */
unsigned addressees_today(const struct law *law, const struct snapshot *s);
/* Whoever is written to is known: nobody need look at each letter. */
bool addressee_settled(const struct law *law, const struct snapshot *s);
/* How the letter is addressed; as it always was where it is not settled. */
enum addressed addressee_of_letter(const struct law *law, const struct snapshot *s);

unsigned addressees_of(const struct law_switches *acts, const struct law_moment *m,
                       const struct addressee_facts *facts);

#endif
