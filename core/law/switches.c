/* switches.c - see switches.h. */
#include "law/switches.h"

#include "base/check.h"
#include "law/agreed_rate.h"
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
        "Electronic messages go on weekdays 08-21 and Saturdays 09-15, never on a holiday.",
        REFERENCE_ACT, 0, "home visits, and the agency's own phone hours"},
    [NEW_16_CONFIRMATION] = {"new_16_confirmation", NEW("16"),
        "A plan or a deferral is confirmed in writing, with each date and amount.", REFERENCE_ACT,
        0, "general information on the web, and to tell which approaches are obviously groundless"},
    [NEW_17_ANSWERS] = {"new_17_answers", NEW("17"),
        "What a debtor writes is answered within a week, or provisionally.", REFERENCE_ACT, 0,
        "to write the answer itself"},
    [NEW_18_OBJECTION] = {"new_18_objection", NEW("18"),
        "A breach of chapter 3 loses all costs, and so does an objection that is not obviously "
        "groundless.", REFERENCE_ACT, 0,
        "to tell a breach (krav tell CASE breach), its consequences for the debtor, and what is "
        "obviously groundless; costs of when a debtor was a minor, if he is none today"},
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
        0, "the notices of a case that has several claims already, claims that are kept apart by their "
        "basis or by the capacity that the debtor owes them in, and debtors without a number"},
    [NEW_24_DOUBT] = {"new_24_doubt", NEW("24"),
        "Doubt stops the collection; a creditor who does not answer has given the claim up.",
        REFERENCE_ACT, 0, "to give the claim back, when the creditor's time is out (a task)"},
    [NEW_25_REJECTED] = {"new_25_rejected", NEW("25"),
        "After an objection that was rejected nothing is asked: a court decides, or it is dropped.",
        REFERENCE_ACT, 0, "to file or drop it (a task), and to tell an approved board from others"},
    [NEW_26_PAYOUT] = {"new_26_payout", NEW("26"),
        "Principal is paid out within fourteen days, whatever was agreed; overpaid money goes back at "
        "once, and to another creditor's claim only by consent.", REFERENCE_ACT, 0,
        "money whose case is not known yet, and a payout that the bank refused"},
    [NEW_28_REPRESENTATIVE] = {"new_28_representative", NEW("28"),
        "A debtor's representative is written to instead.", REFERENCE_ACT, 0,
        "to see that the authority is written and signed; messages that are no letters"},
    [NEW_29_MINOR] = {"new_29_minor", NEW("29"),
        "A minor's guardians are written to instead.", REFERENCE_ACT, 0,
        "letters where no guardian is told, the second guardian, and weighty reasons to write to "
        "the minor; the age of who is not known by a national id"},
    [NEW_30_GUARDIAN] = {"new_30_guardian", NEW("30"),
        "Debtor and guardian are both written to.", REFERENCE_ACT, 0,
        "messages that are no letters, and a second guardian"},
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

static int set_eves(struct law_switches *acts, struct text value, struct status *st) {
    acts->contact_on_eves = text_is(value, "yes");
    return acts->contact_on_eves || text_is(value, "no")
               ? STATUS_OK
               : status_fail(st, STATUS_INVALID, "yes or no: are 24 and 31 December days for calls "
                             "and electronic messages");
}

int switch_set(struct law_switches *acts, struct text name, struct text value, struct status *st) {
    if (text_is(name, "contact_on_eves")) {
        return set_eves(acts, value, st);
    }
    if (text_is(name, AGREED_RATE_SETTING)) {
        return agreed_rate_set(acts, value, st);
    }
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
