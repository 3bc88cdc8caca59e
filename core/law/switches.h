/* switches.h - the act of 2026 (LOV-2026-05-22-19), one dated switch for each of its provisions.
 *
 *     before the day  ──▶ inkassoloven of 1988, as long as the switch is unset or not reached
 *     from the day    ──▶ the provision, for what its reference says:
 *
 *         act        the day of the act itself: a letter sent, money received, an answer owed
 *         due        the effective due day of the claim
 *         received   the day the case was received
 *
 * The act has no known day of entry into force and no transitional rules, so every switch is unset
 * by default and each may have its own day and reference.  A letter that was sent under the old
 * rule keeps it.  What the act leaves to a regulation is a slot: while a slot is empty, no
 * provision that needs it can be switched on.  Static tables; takes no memory. */
#ifndef KRAV_LAW_SWITCHES_H
#define KRAV_LAW_SWITCHES_H

#include "law/law.h"

enum law_reference { REFERENCE_ACT = 1, REFERENCE_DUE, REFERENCE_RECEIVED };
extern const struct words law_references;

enum law_slot { SLOT_FEE_NOTICE, SLOT_CAP_TABLE, SLOT_LETTER_FORMAT, LAW_SLOTS };
struct law_slot_word {
    const char *name;
    const char *paragraph;
    const char *english; /* what the regulation has to say */
};
extern const struct law_slot_word law_slot_words[LAW_SLOTS];

enum provision {
    NEW_15_HOURS, NEW_16_CONFIRMATION, NEW_17_ANSWERS, NEW_18_OBJECTION, NEW_19_AMOUNTS, NEW_20_NOTICE, NEW_21_DEMAND,
    NEW_22_MERGE, NEW_24_DOUBT, NEW_25_REJECTED, NEW_26_PAYOUT, NEW_28_REPRESENTATIVE, NEW_29_MINOR,
    NEW_30_GUARDIAN, PROVISIONS
};
struct provision_word {
    const char *name;              /* as in krav.conf: "new_20_notice" */
    const char *paragraph;         /* "inkassoloven (2026) § 20" */
    const char *english;           /* what it changes, one sentence */
    enum law_reference reference;  /* unless the setting names another */
    unsigned slots;                /* 1 << SLOT_x that must be filled */
    const char *left;              /* what of it this program leaves to people */
};
extern const struct provision_word provision_words[PROVISIONS];

/* What the regulation says, once it is known; an empty table is an empty slot.  There is no place
 * yet for the form of letters: that slot stays empty. */
struct law_slots {
    struct amount_table fee_notice; /* of the day the notice is sent */
    struct cap_table caps;
};
struct law_switch {
    day from;                      /* DAY_NONE: unset */
    enum law_reference reference;  /* 0: the provision's own */
};
/* Not of the act: how far above the statutory rate a business may have agreed to pay (agreed_rate.h). */
struct agreed_bound {
    bool is_set;
    int32_t above_bp;
    day from; /* claims due from then; DAY_NONE: all */
};
struct law_switches {
    struct law_switch of[PROVISIONS];
    struct law_slots slots;
    bool contact_on_eves; /* § 15: 24 and 31 December are days like others, not left in peace */
    struct agreed_bound agreed;
};

enum law_reference switch_reference(const struct law_switches *acts, enum provision p);
/* Bits 1 << SLOT_x that the provision needs and that are empty; acts may be NULL. */
unsigned switch_missing(const struct law_switches *acts, enum provision p);
/* A setting: "new_20_notice", "2027-01-01" or "2027-01-01 due".  STATUS_INVALID with the reason,
 * and nothing is set: unknown, no day, no reference, or a slot that is empty. */
int switch_set(struct law_switches *acts, struct text name, struct text value, struct status *st)
    NODISCARD;

struct law_moment {
    day act, due, received; /* DAY_NONE: not known, so that a switch by that reference is off */
};
/* acts may be NULL: everything is off. */
bool switch_is_on(const struct law_switches *acts, enum provision p, const struct law_moment *m);
/* One claim, or the whole case, for something done on the day `act`.  Of the claims that count the
 * latest due day speaks for the case: what holds for one holds for a letter about all. */
bool switch_for_claim(const struct law_switches *acts, enum provision p, const struct snapshot *s,
                      const struct claim *claim, day act);
struct law_moment switch_moment(const struct snapshot *s, day act);
bool switch_for_case(const struct law_switches *acts, enum provision p, const struct snapshot *s,
                     day act);
bool switch_today(const struct law_switches *acts, enum provision p, const struct snapshot *s);

#endif
