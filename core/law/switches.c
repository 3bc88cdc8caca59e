/* switches.c - see switches.h. */
#include "law/switches.h"

#include "base/check.h"
#include "law/notice.h"

static const struct word reference_rows[] = {
    {REFERENCE_ACT, "act", "handlingen", "The day of the act itself."},
    {REFERENCE_DUE, "due", "forfall", "The effective due day of the claim."},
    {REFERENCE_RECEIVED, "received", "mottak", "The day the case was received."},
};
const struct words law_references = WORDS("reference", reference_rows);

const struct law_slot_word law_slot_words[LAW_SLOTS] = {
    [SLOT_FEE_NOTICE] = {"fee_notice", "inkassoloven (2026) § 19",
                         "what a collection notice may cost the debtor"},
    [SLOT_CAP_TABLE] = {"cap_table", "inkassoloven (2026) § 19",
                        "what collection may cost the debtor, by claim and step"},
    [SLOT_LETTER_FORMAT] = {"letter_format", "inkassoloven (2026) § 19",
                            "form, contents and days of a creditor's letters that bear a fee"},
};

#define NEW(number) "inkassoloven (2026) § " number
#define BIT(slot) (1u << (slot))
const struct provision_word provision_words[PROVISIONS] = {
    [NEW_15_HOURS] = {"new_15_hours", NEW("15"),
        "Electronic messages go on weekdays and Saturdays only, never on a holiday.",
        REFERENCE_ACT, 0, "the hour of sending, since a letter is dated by its day"},
    [NEW_17_ANSWERS] = {"new_17_answers", NEW("17"),
        "An objection or a complaint is answered within a week.", REFERENCE_ACT, 0,
        "other messages, and the provisional answer"},
    [NEW_18_OBJECTION] = {"new_18_objection", NEW("18"),
        "After an objection that was rejected no more costs are charged.", REFERENCE_ACT, 0,
        "costs charged before it, objections that are obviously groundless, and that a breach "
        "loses all costs"},
    [NEW_19_AMOUNTS] = {"new_19_amounts", NEW("19"),
        "All fees and costs follow the new regulation.", REFERENCE_DUE,
        BIT(SLOT_FEE_NOTICE) | BIT(SLOT_CAP_TABLE) | BIT(SLOT_LETTER_FORMAT),
        "all of it: nothing is known yet"},
    [NEW_20_NOTICE] = {"new_20_notice", NEW("20"),
        "Only the agency's own notice opens the way to a demand, and it says more.",
        REFERENCE_ACT, BIT(SLOT_FEE_NOTICE) | BIT(SLOT_CAP_TABLE),
        "to name the original creditor of an assigned claim"},
    [NEW_21_DEMAND] = {"new_21_demand", NEW("21"),
        "The demand says more, warns of no court, and does not grow too old.", REFERENCE_ACT,
        BIT(SLOT_CAP_TABLE), "to name the original creditor of an assigned claim"},
    [NEW_22_MERGE] = {"new_22_merge", NEW("22"),
        "Each claim has a notice of its own, and ready claims one joint demand.", REFERENCE_ACT,
        0, "to merge the claims of several cases, and the notices of a case with several claims"},
    [NEW_25_REJECTED] = {"new_25_rejected", NEW("25"),
        "After an objection that was rejected nothing is asked: a court decides, or it is dropped.",
        REFERENCE_ACT, 0, "a creditor who does not answer, a debtor who goes to a board, the "
        "register"},
    [NEW_26_PAYOUT] = {"new_26_payout", NEW("26"),
        "Principal is paid out within fourteen days, whatever was agreed.", REFERENCE_ACT, 0,
        "to agree on settlements that are frequent enough"},
    [NEW_28_REPRESENTATIVE] = {"new_28_representative", NEW("28"),
        "A debtor's representative is written to instead.", REFERENCE_ACT, 0,
        "all of it: representatives are recorded nowhere"},
    [NEW_29_MINOR] = {"new_29_minor", NEW("29"),
        "A minor's guardians are written to instead.", REFERENCE_ACT, 0,
        "every letter to a minor whose national id tells it; of others the age is not known"},
    [NEW_30_GUARDIAN] = {"new_30_guardian", NEW("30"),
        "Debtor and guardian are both written to.", REFERENCE_ACT, 0,
        "every letter to who has a guardian; mandates and future powers are recorded nowhere"},
};

enum law_reference switch_reference(const struct law_switches *acts, enum provision p) {
    ensure(p < PROVISIONS);
    return acts != NULL && acts->of[p].reference != 0 ? acts->of[p].reference
                                                      : provision_words[p].reference;
}

/* ---- slots ----------------------------------------------------------------------------------- */

static bool is_filled(const struct law_switches *acts, enum law_slot slot) {
    switch (slot) {
    case SLOT_FEE_NOTICE:
        return acts != NULL && acts->slots.fee_notice.n > 0;
    case SLOT_CAP_TABLE:
        return acts != NULL && acts->slots.caps.n > 0;
    case SLOT_LETTER_FORMAT:
    case LAW_SLOTS:
    default:
        return false;
    }
}

unsigned switch_missing(const struct law_switches *acts, enum provision p) {
    unsigned missing = 0;
    ensure(p < PROVISIONS);
    for (unsigned slot = 0; slot < LAW_SLOTS; slot++) {
        if ((provision_words[p].slots & BIT(slot)) && !is_filled(acts, (enum law_slot)slot)) {
            missing |= BIT(slot);
        }
    }
    return missing;
}

/* "fee_notice (what a notice may cost), cap_table (...)" */
static void name_slots(unsigned slots, struct buf *out) {
    for (unsigned slot = 0; slot < LAW_SLOTS; slot++) {
        if (slots & BIT(slot)) {
            buf_addf(out, "%s%s (%s)", out->len > 0 ? ", " : "", law_slot_words[slot].name,
                     law_slot_words[slot].english);
        }
    }
}

/* ---- settings -------------------------------------------------------------------------------- */

static enum provision provision_named(struct text name) {
    for (int p = 0; p < PROVISIONS; p++) {
        if (text_is(name, provision_words[p].name)) {
            return (enum provision)p;
        }
    }
    return PROVISIONS;
}

static int refuse_empty(enum provision p, unsigned missing, struct status *st) {
    struct buf slots;
    buf_init(&slots, 4096);
    name_slots(missing, &slots);
    const int rc = status_fail(st, STATUS_INVALID, "%s: waits for the regulation: %.*s is not "
                               "known, and nothing is guessed", provision_words[p].paragraph,
                               TEXT_ARG(buf_text(&slots)));
    buf_fini(&slots);
    return rc;
}

int switch_set(struct law_switches *acts, struct text name, struct text value, struct status *st) {
    const enum provision p = provision_named(name);
    struct text rest = value, from;
    struct law_switch set = {0};
    if (p == PROVISIONS) {
        return status_fail(st, STATUS_INVALID, "no provision is called that (krav law acts)");
    }
    (void)text_cut(&rest, ' ', &from);
    if (!day_parse(from, &set.from)) {
        return status_fail(st, STATUS_INVALID, "%.*s: not a day: YYYY-MM-DD, and then act, due or "
                           "received", TEXT_ARG(value));
    }
    if (rest.ptr != NULL) {
        const struct word *word = words_by_name(&law_references, text_trim(rest));
        if (word == NULL) {
            return status_fail(st, STATUS_INVALID, "%.*s: counted from what: act, due or received",
                               TEXT_ARG(text_trim(rest)));
        }
        set.reference = (enum law_reference)word->value;
    }
    const unsigned missing = switch_missing(acts, p);
    if (missing != 0) {
        return refuse_empty(p, missing, st);
    }
    acts->of[p] = set;
    return STATUS_OK;
}

/* ---- what applies ---------------------------------------------------------------------------- */

bool switch_is_on(const struct law_switches *acts, enum provision p, const struct law_moment *m) {
    ensure(p < PROVISIONS);
    if (acts == NULL || acts->of[p].from == DAY_NONE) {
        return false;
    }
    switch (switch_reference(acts, p)) {
    case REFERENCE_ACT:
        return m->act >= acts->of[p].from;
    case REFERENCE_DUE:
        return m->due >= acts->of[p].from;
    case REFERENCE_RECEIVED:
        return m->received >= acts->of[p].from;
    }
    ensure(false);
    return false;
}

bool switch_for_claim(const struct law_switches *acts, enum provision p, const struct snapshot *s,
                      const struct claim *claim, day act) {
    const struct law_moment m = {
        .act = act,
        .due = claim->due != DAY_NONE ? law_due_day(claim->due) : DAY_NONE,
        .received = s->c->opened};
    return switch_is_on(acts, p, &m);
}

struct law_moment switch_moment(const struct snapshot *s, day act) {
    struct law_moment m = {.act = act, .received = s->c->opened};
    for (uint32_t i = 0; i < s->c->n_claims; i++) {
        const day due = s->c->claims[i].claim.due;
        if (notice_claim_counts(s, i) && due != DAY_NONE && law_due_day(due) > m.due) {
            m.due = law_due_day(due);
        }
    }
    return m;
}

bool switch_for_case(const struct law_switches *acts, enum provision p, const struct snapshot *s,
                     day act) {
    const struct law_moment m = switch_moment(s, act);
    return switch_is_on(acts, p, &m);
}

bool switch_today(const struct law_switches *acts, enum provision p, const struct snapshot *s) {
    return switch_for_case(acts, p, s, s->today);
}
