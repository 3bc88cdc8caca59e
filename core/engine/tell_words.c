/* tell_words.c - what there is to tell, as tables (see tell.h). */
#include "base/check.h"
#include "domain/identity.h"
#include "domain/plan.h"
#include "engine/persons.h"
#include "engine/tell.h"

#define DEFER_DAYS_MAX 365
#define CODE_MAX 64
#define SHORT_MAX 200

#define OPTION(bit, name, value, type, member, doc) \
    {(bit), (name), (value), (type), offsetof(struct tell, member), (doc)}
const struct tell_option tell_options[] = {
    OPTION(TELL_ON, "--on", "DAY", TELL_DAY, on, "the day it counts from; else today"),
    OPTION(TELL_UNTIL, "--until", "DAY", TELL_DAY, until, "the last day"),
    OPTION(TELL_FIRST, "--first", "DAY", TELL_DAY, first, "due day of the first instalment"),
    OPTION(TELL_AMOUNT, "--amount", "KR", TELL_ORE, amount, "kroner"),
    OPTION(TELL_PARTS, "--parts", "N", TELL_NUMBER, parts, "how many monthly instalments"),
    OPTION(TELL_DAYS, "--days", "N", TELL_NUMBER, days, "days from today"),
    OPTION(TELL_INVOICE, "--invoice", "NO", TELL_TEXT, invoice, "which claim; else the oldest"),
    OPTION(TELL_OUTCOME, "--outcome", "upheld|partly|rejected|groundless|withdrawn", TELL_TEXT, outcome,
           "who was right; of a call of ours: reached, no_answer or wrong_number"),
    OPTION(TELL_FROM, "--from", "debtor|creditor|other", TELL_TEXT, sender, "who wrote or rang"),
    OPTION(TELL_CHANNEL, "--channel", "letter|email|sms|portal|phone", TELL_TEXT, channel,
           "how it came; of an opt-out: phone or electronic"),
    OPTION(TELL_NAME_OF, "--name", "\"NAME, ADDRESS\"", TELL_TEXT, name,
           "of the guardian or the representative; the debtor's new name"),
    OPTION(TELL_ADDRESS, "--address", "\"STREET; POSTCODE CITY\"", TELL_TEXT, address,
           "where to; a second line may stand between"),
    OPTION(TELL_COUNTRY, "--country", "CC", TELL_TEXT, country, "of an address abroad"),
    OPTION(TELL_ENDED, "--ended", NULL, TELL_FLAG, ended, "it is so no longer, or never was"),
    OPTION(TELL_EMAIL, "--email", "ADDRESS", TELL_TEXT, email, "e-mail from now on; - for none"),
    OPTION(TELL_PHONE, "--phone", "NUMBER", TELL_TEXT, phone, "phone from now on; - for none"),
    OPTION(TELL_RULE, "--rule", "WORD", TELL_TEXT, rule, "which was broken: krav words breaches"),
    OPTION(TELL_SHOULD, "--should", "DAY", TELL_DAY, should,
           "when it ought to have come: costs since then remain"),
    OPTION(TELL_MANDATE, "--mandate", "WORD", TELL_TEXT, mandate,
           "of the guardian: krav words mandates"),
    OPTION(TELL_LAWYER, "--lawyer", NULL, TELL_FLAG, lawyer, "a lawyer needs no authority"),
    OPTION(TELL_NOT_LETTERS, "--not-letters", NULL, TELL_FLAG, not_letters,
           "the authority says that letters still go to the debtor"),
    OPTION(TELL_LETTER, "--letter", "KIND", TELL_TEXT, letter, "which: krav words letters"),
    OPTION(TELL_ACCOUNT, "--account", "NUMBER", TELL_TEXT, account,
           "bank account to pay to; else the one the money came from"),
    OPTION(TELL_PAYMENT, "--payment", "REF", TELL_TEXT, payment,
           "its source, or its place in the case's list"),
    OPTION(TELL_STEP, "--step", "N", TELL_NUMBER, step, "the step that is taken back"),
    OPTION(TELL_INTO, "--into", "CASE", TELL_NUMBER, into,
           "the case that its claims go into; else all that may, into the oldest"),
    OPTION(TELL_TO, "--to", "CASE", TELL_NUMBER, to, "the case it belongs to"),
    OPTION(TELL_CONSENT, "--consent", NULL, TELL_FLAG, consent, "the debtor agrees"),
    OPTION(TELL_KIND, "--kind", "conciliation|enforcement|bankruptcy", TELL_TEXT, kind,
           "which filing; of an answer: else the last one"),
    OPTION(TELL_REFERENCE, "--reference", "NO", TELL_TEXT, reference, "the court's own number"),
    OPTION(TELL_BECAUSE, "--because", "WORDS", TELL_TEXT, because,
           "why more was awarded or paid than the tables give"),
    OPTION(TELL_UPLIFT, "--uplift", NULL, TELL_FLAG, uplift,
           "the debtor is told of the addition for more than four (inkassoforskriften § 2-4)"),
};
const uint32_t n_tell_options = sizeof tell_options / sizeof tell_options[0];

const struct tell_word tell_words[] = {
    {FACT_DISPUTE, 0, false, 0, 0},
    {FACT_DISPUTE_SETTLED, 0, true, TELL_OUTCOME, TELL_SHOULD},
    {FACT_COMPLAINT, 0, false, 0, 0},
    {FACT_HOLD, 0, true, 0, TELL_UNTIL},
    {FACT_RELEASE, 0, false, 0, 0},
    {FACT_NOTE, 0, true, 0, 0},
    {FACT_CONTACT, 0, true, 0, TELL_CHANNEL | TELL_OUTCOME | TELL_FROM},
    {FACT_MESSAGE_IN, 0, false, TELL_FROM, TELL_CHANNEL},
    {FACT_CREDITOR_ANSWERED, 0, true, 0, 0},
    {FACT_PAID_DIRECT, 0, false, TELL_AMOUNT, TELL_INVOICE},
    {FACT_ACKNOWLEDGED, 0, false, 0, 0},
    {FACT_LIMITATION_AGREED, 0, false, TELL_UNTIL, 0},
    {FACT_LIMITATION_EXTENDED, 0, true, TELL_UNTIL, 0},
    {FACT_ESTATE_CLAIMED, 0, false, 0, 0},
    {FACT_ESTATE_RECOGNISED, 0, false, 0, 0},
    {FACT_ESTATE_REFUSED, 0, false, 0, 0},
    {FACT_FILING_RESULT, 0, true, 0, TELL_KIND | TELL_AMOUNT | TELL_REFERENCE | TELL_BECAUSE},
    {FACT_KEEP_APART, 0, false, 0, TELL_ENDED},
    {FACT_ACT, ACTION_MERGE, false, 0, TELL_INTO},
    {FACT_ACT, ACTION_PLAN, false, TELL_FIRST, TELL_PARTS | TELL_AMOUNT | TELL_UPLIFT},
    {FACT_ACT, ACTION_OFFER_PLAN, false, TELL_FIRST, TELL_PARTS | TELL_AMOUNT | TELL_UPLIFT},
    {FACT_ACT, ACTION_ACCEPT_PLAN, false, 0, 0},
    {FACT_ACT, ACTION_ADJUST_PLAN, true, 0,
     TELL_PARTS | TELL_AMOUNT | TELL_FIRST | TELL_UPLIFT},
    {FACT_ACT, ACTION_END_PLAN, false, 0, 0},
    {FACT_ACT, ACTION_DEFER, false, TELL_DAYS, 0},
    {FACT_ACT, ACTION_WITHDRAW, true, 0, 0},
    {FACT_ACT, ACTION_WRITE_OFF, true, 0, 0},
    {FACT_ACT, ACTION_CLOSE, true, 0, 0},
    {FACT_ACT, ACTION_REVERSE, true, TELL_STEP, 0},
    {FACT_ACT, ACTION_REFUND, false, 0, TELL_ACCOUNT | TELL_AMOUNT | TELL_NAME_OF},
    {FACT_PAYMENT_MOVED, 0, true, TELL_PAYMENT | TELL_TO, TELL_CONSENT},
    {FACT_DIED, 0, false, 0, TELL_ENDED},
    {FACT_BANKRUPT, 0, false, 0, 0},
    {FACT_BANKRUPTCY_ENDED, 0, false, 0, 0},
    {FACT_DEBT_SETTLEMENT, 0, false, 0, TELL_ENDED},
    {FACT_GUARDIAN, 0, false, 0, TELL_NAME_OF | TELL_MANDATE | TELL_ENDED},
    {FACT_REPRESENTATIVE, 0, false, 0,
     TELL_NAME_OF | TELL_LAWYER | TELL_NOT_LETTERS | TELL_ENDED},
    {FACT_ANSWERED, 0, true, 0, 0},
    {FACT_BREACH, 0, true, TELL_RULE, 0},
    {FACT_COSTS_RESTORED, 0, true, 0, 0},
    {FACT_ACT, ACTION_SEND, false, TELL_LETTER, TELL_DAYS},
    {FACT_MOVED, 0, false, TELL_ADDRESS, TELL_COUNTRY},
    {FACT_PROTECTED_ADDRESS, 0, false, 0, TELL_ENDED},
    {FACT_CONTACT_OPT_OUT, 0, false, 0, TELL_CHANNEL | TELL_ENDED},
    {FACT_REACHED_AT, 0, false, 0, TELL_EMAIL | TELL_PHONE},
    {FACT_ACT, ACTION_FILED, false, TELL_KIND, TELL_AMOUNT | TELL_REFERENCE | TELL_BECAUSE},
    {FACT_ACT, ACTION_NOTICE_SERVED, false, 0, TELL_AMOUNT | TELL_REFERENCE},
    {FACT_NEWER_ENFORCEMENT, 0, false, 0, TELL_ENDED},
    {FACT_WINDING_UP, 0, false, 0, TELL_ENDED},
    {FACT_DISSOLVED, 0, false, 0, TELL_ENDED},
    {FACT_RENAMED, 0, false, TELL_NAME_OF, 0},
    {FACT_ACT, ACTION_SCORE, false, 0, 0},
    {FACT_ACT, ACTION_WASH, false, 0, 0},
    {FACT_LETTER_RETURNED, 0, false, 0, TELL_LETTER},
};
const uint32_t n_tell_words = sizeof tell_words / sizeof tell_words[0];

static const struct word sender_rows[] = {
    {SENDER_DEBTOR, "debtor", "skyldner", "Who owes, or somebody for them."},
    {SENDER_CREDITOR, "creditor", "kreditor", "Who is owed."},
    {SENDER_OTHER, "other", "andre", "A court, a bank, an office, anybody else."},
};
const struct words tell_senders = WORDS("sender", sender_rows);

static const struct word channel_rows[] = {
    {1, "letter", "brev", "Paper."},
    {2, "email", "e-post", "E-mail."},
    {3, "sms", "SMS", "A text message."},
    {4, "portal", "min side", "An upload or message on a page."},
    {5, "phone", "telefon", "A call."},
};
const struct words tell_channels = WORDS("channel of a message", channel_rows);

const struct word *tell_word_row(const struct tell_word *w) {
    return w->fact == FACT_ACT ? words_by_value(&action_kinds, (int)w->action)
                               : words_by_value(&fact_kinds, (int)w->fact);
}

const char *tell_word_name(const struct tell_word *w, char out[TELL_NAME]) {
    const char *name = tell_word_row(w)->name;
    size_t n = 0;
    for (; name[n] != '\0' && n + 1 < TELL_NAME; n++) {
        out[n] = name[n] == '_' ? '-' : name[n];
    }
    out[n] = '\0';
    return out;
}

static const struct tell_word *word_of(struct text what) {
    char name[TELL_NAME];
    for (uint32_t i = 0; i < n_tell_words; i++) {
        if (text_is(what, tell_word_name(&tell_words[i], name)) ||
            text_is(what, tell_word_row(&tell_words[i])->name)) {
            return &tell_words[i];
        }
    }
    return NULL;
}

/* ---- is it well said ------------------------------------------------------------------------- */

struct check {
    const struct tell *t;
    struct faults *faults;
};

static void wrong(const struct check *c, const char *option, const char *why) {
    faults_add(c->faults, "tell: %.*s: %s%s%s", TEXT_ARG(c->t->what), option,
               option[0] != '\0' ? ": " : "", why);
}

static bool is_given(const struct tell *t, const struct tell_option *o) {
    const char *at = (const char *)t + o->offset;
    switch (o->type) {
    case TELL_TEXT: return ((const struct text *)(const void *)at)->ptr != NULL;
    case TELL_DAY: return *(const day *)(const void *)at != DAY_NONE;
    case TELL_ORE: return *(const ore *)(const void *)at != 0;
    case TELL_NUMBER: return *(const int64_t *)(const void *)at != 0;
    case TELL_FLAG: return *(const bool *)(const void *)at;
    }
    ensure(false);
    return false;
}

static void check_options(const struct check *c, const struct tell_word *w) {
    for (uint32_t i = 0; i < n_tell_options; i++) {
        const struct tell_option *o = &tell_options[i];
        const bool given = is_given(c->t, o);
        if (given && !((w->must | w->may | TELL_ALWAYS) & o->bit)) {
            wrong(c, o->name, "says nothing here");
        } else if (!given && (w->must & o->bit)) {
            faults_add(c->faults, "tell: %.*s: %s %s: missing: %s", TEXT_ARG(c->t->what), o->name,
                       o->value, o->doc);
        } else if (given && o->type == TELL_TEXT) {
            const struct text value = *(const struct text *)(const void *)((const char *)c->t +
                                                                           o->offset);
            if (value.len == 0 || value.len > SHORT_MAX || !text_is_utf8(value) ||
                text_has_control(value)) {
                wrong(c, o->name, "plain UTF-8 of 1 to 200 bytes");
            }
        }
    }
}

static void check_word(const struct check *c, const char *option, struct text value,
                       const struct words *words) {
    if (value.len > 0 && !words_by_name(words, value)) {
        faults_add(c->faults, "tell: %.*s: %s: %.*s: not a word for it", TEXT_ARG(c->t->what),
                   option, TEXT_ARG(value));
    }
}

/* It stands in the chain, where no free words may: they could name people. */
static bool is_reference(struct text t) {
    for (size_t i = 0; i < t.len; i++) {
        const char ch = t.ptr[i];
        if (!((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
              ch == '_' || ch == '-' || ch == '/' || ch == '.')) {
            return false;
        }
    }
    return t.len <= CODE_MAX;
}

static void check_filing(const struct check *c, const struct tell_word *w) {
    const struct tell *t = c->t;
    check_word(c, "--kind", t->kind, &filing_kinds);
    if (!is_reference(t->reference)) {
        wrong(c, "--reference", "letters, digits and -_/. without spaces, at most 64");
    }
    if (w->fact == FACT_FILING_RESULT) {
        check_word(c, "the outcome", t->reason, &filing_outcomes);
    }
}

/* A call of ours has an outcome, and --from says that somebody rang us: never both. */
static void check_contact(const struct check *c, const struct tell_word *w) {
    const struct tell *t = c->t;
    check_word(c, "--outcome", t->outcome, &call_outcomes);
    if (t->outcome.len > 0 &&
        (t->sender.len > 0 || (t->channel.len > 0 && !text_is(t->channel, CALL_CHANNEL)))) {
        wrong(c, "--outcome", "of a call of ours: no --from, and no other channel than phone");
    }
    if (w->fact == FACT_CONTACT_OPT_OUT && t->channel.len > 0 &&
        !text_is(t->channel, CALL_CHANNEL) && !text_is(t->channel, OPT_OUT_ELECTRONIC)) {
        wrong(c, "--channel", CALL_CHANNEL " or " OPT_OUT_ELECTRONIC);
    }
    if (w->fact == FACT_REACHED_AT && t->email.len == 0 && t->phone.len == 0) {
        wrong(c, "", "say --email or --phone");
    }
    const char *why = person_email(t->email);
    if (why) {
        wrong(c, "--email", why);
    }
    why = person_phone(t->phone);
    if (why) {
        wrong(c, "--phone", why);
    }
}

/* inkassoloven (2026) § 28: a written and signed authority, unless the representative is a lawyer. */
static void check_other_person(const struct check *c, const struct tell_word *w) {
    const struct tell *t = c->t;
    if (t->account.len > 0 && identity_account(t->account) != IDENTITY_OK) {
        wrong(c, "--account", identity_says(identity_account(t->account)));
    }
    if (w->fact == FACT_GUARDIAN && (t->name.len > 0) == t->ended) {
        wrong(c, "--name", "name the guardian, or say --ended");
    }
    if (w->fact == FACT_REPRESENTATIVE && (t->name.len > 0) == t->ended) {
        wrong(c, "--name", "name the representative, or say --ended");
    }
    if (w->fact == FACT_REPRESENTATIVE && t->name.len > 0 && !t->document.ptr && !t->lawyer) {
        wrong(c, "--document", "the signed authority, or say --lawyer");
    }
    if (w->fact == FACT_BREACH && text_is(t->rule, "objection")) {
        wrong(c, "--rule", "an objection is told as one: dispute, and then settle-dispute");
    }
}

/* So many, or so much each; of a plan that runs, either may stay as it was. */
static void check_plan(const struct check *c, const struct tell_word *w) {
    const struct tell *t = c->t;
    const bool adjusts = w->action == ACTION_ADJUST_PLAN;
    const int64_t least = adjusts ? 1 : 2;
    if (!tell_is_plan(w)) {
        return;
    }
    if (t->parts != 0 && (t->parts < least || t->parts > PLAN_PARTS_MAX)) {
        wrong(c, "--parts", adjusts ? "1 to 60 instalments" : "2 to 60 instalments");
    }
    if (t->parts != 0 && t->amount != 0) {
        wrong(c, "--amount", "either so many --parts, or so much each");
    }
    if ((w->may & TELL_PARTS) && !adjusts && t->parts == 0 && t->amount == 0) {
        faults_add(c->faults, "tell: %.*s: --parts N: missing: how many monthly instalments, or "
                   "--amount KR each", TEXT_ARG(t->what));
    }
    if (adjusts && t->parts == 0 && t->amount == 0 && t->first == DAY_NONE) {
        wrong(c, "", "say --parts, --amount or --first: what becomes of the instalments");
    }
}

static void check_values(const struct check *c, const struct tell_word *w) {
    const struct tell *t = c->t;
    struct party somewhere = {0};
    check_word(c, "--from", t->sender, &tell_senders);
    if (w->fact != FACT_CONTACT_OPT_OUT) {
        check_word(c, "--channel", t->channel, &tell_channels);
    }
    if (w->fact == FACT_CONTACT || w->fact == FACT_CONTACT_OPT_OUT || w->fact == FACT_REACHED_AT) {
        check_contact(c, w);
    } else {
        check_word(c, "--outcome", t->outcome, &dispute_outcomes);
    }
    check_word(c, "--rule", t->rule, &breaches);
    check_word(c, "--mandate", t->mandate, &mandates);
    check_word(c, "--letter", t->letter, &letter_kinds);
    check_other_person(c, w);
    if (t->amount < 0) {
        wrong(c, "--amount", "more than nothing");
    }
    check_plan(c, w);
    if (t->days < 0 || t->days > DEFER_DAYS_MAX) {
        wrong(c, "--days", "1 to 365 days");
    }
    const char *why = t->address.len > 0 ? person_address(t->address, t->country, &somewhere)
                                         : NULL;
    if (why) {
        wrong(c, "--address", why);
    }
    check_filing(c, w);
}

const struct tell_word *tell_check(const struct tell *t, struct faults *faults) {
    const struct check c = {t, faults};
    const struct tell_word *w = word_of(t->what);
    if (!w) {
        wrong(&c, "", "not a word krav knows");
        return NULL;
    }
    if (t->reason.len > TELL_WORDS_MAX || !text_is_utf8(t->reason) || text_has_control(t->reason) ||
        t->by.len > SHORT_MAX || !text_is_utf8(t->by) || text_has_control(t->by)) {
        wrong(&c, "", "plain UTF-8 of at most 4000 bytes");
    }
    if (w->needs_reason && t->reason.len == 0) {
        wrong(&c, "", "say why");
    }
    if (w->fact == FACT_MESSAGE_IN && t->reason.len == 0 && !t->document.ptr) {
        wrong(&c, "", "say what it said, or give the --document");
    }
    if (w->fact == FACT_LIMITATION_AGREED && t->reason.len == 0 && !t->document.ptr) {
        wrong(&c, "", "give the --document that it stands in, or say where it is");
    }
    check_options(&c, w);
    check_values(&c, w);
    return w;
}
