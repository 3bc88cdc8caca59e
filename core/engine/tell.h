/* tell.h - a person's word or act on a case.
 *
 *     krav tell CASE WHAT [WORDS] [--option VALUE ...]
 *
 *     a word ──▶ fact, applied to the case                  dispute, hold, paid-direct ...
 *     an act ──▶ action, judged by law like a rule's        plan, defer, withdraw ...
 *     news   ──▶ the person's row and every case of theirs  died, moved ... (persons.h)
 *
 * What there is to tell, and which options each of it takes, is one table (tell_words.c). */
#ifndef KRAV_ENGINE_TELL_H
#define KRAV_ENGINE_TELL_H

#include "engine/step.h"

struct tell {
    int64_t case_id;
    struct text what;          /* "dispute", "settle-dispute", "hold", "plan", "died" ... */
    struct text reason;        /* free words; of filing-result: the outcome */
    struct text by;            /* user */
    /* Options: zero or absent is "not given". */
    day on, until, first;      /* on: the legal day; DAY_NONE = today */
    ore amount;
    int64_t parts, days;
    struct text invoice, outcome, sender, channel, name, address, country;
    struct text email, phone;  /* reached-at; "-": none that is known */
    struct text kind, reference, because; /* of a filing */
    bool ended;
    struct text rule, mandate, letter; /* words of `breaches`, `mandates`, `letter_kinds` */
    day should;                /* when an objection ought to have come */
    bool lawyer, not_letters;
    struct text document, document_name; /* the bytes of a document that came with it */
    bool dry_run;              /* the answer, and nothing recorded */
    struct text account, payment; /* refund: whom to; move-payment: source, or place in the list */
    int64_t step, to;          /* reverse: which step; move-payment: the other case */
    bool consent;              /* move-payment: the debtor agrees */
    int64_t into;              /* merge: which case; 0 = all that may, into the oldest */
    bool uplift;               /* instalments: the debtor was told of the addition */
};

struct told {
    struct step_outcome step;  /* of the case that was named */
    uint32_t n_cases;          /* more than one when it was about the debtor as a person */
    struct hash document;
    struct step_outcome other; /* move-payment: of the case that the money went to; else zeroes */
};

/* One chunk of its own, committed.  STATUS_REFUSED with the law's reason when it may not be. */
int engine_tell(struct engine *e, const struct tell *t, struct arena *arena, struct told *out,
                struct status *st) NODISCARD;

/* ---- what there is to tell ------------------------------------------------------------------- */

enum tell_bit {
    TELL_ON = 1 << 0, TELL_UNTIL = 1 << 1, TELL_FIRST = 1 << 2, TELL_AMOUNT = 1 << 3,
    TELL_PARTS = 1 << 4, TELL_DAYS = 1 << 5, TELL_INVOICE = 1 << 6, TELL_OUTCOME = 1 << 7,
    TELL_FROM = 1 << 8, TELL_CHANNEL = 1 << 9, TELL_NAME_OF = 1 << 10, TELL_ADDRESS = 1 << 11,
    TELL_COUNTRY = 1 << 12, TELL_ENDED = 1 << 13, TELL_EMAIL = 1 << 14, TELL_PHONE = 1 << 15,
    TELL_RULE = 1 << 24, TELL_SHOULD = 1 << 25, TELL_MANDATE = 1 << 26, TELL_LAWYER = 1 << 27,
    TELL_NOT_LETTERS = 1 << 28, TELL_LETTER = 1 << 29,
    TELL_ACCOUNT = 1 << 16, TELL_PAYMENT = 1 << 17, TELL_STEP = 1 << 18, TELL_TO = 1 << 19,
    TELL_CONSENT = 1 << 20,
    TELL_INTO = 1 << 30, TELL_KIND = 1 << 21, TELL_REFERENCE = 1 << 22, TELL_BECAUSE = 1 << 23
};
#define TELL_UPLIFT (1u << 31) /* beyond what an enumerator may be */
#define TELL_ALWAYS ((unsigned)TELL_ON) /* and a document, a user and a dry run */

enum tell_type { TELL_TEXT = 1, TELL_DAY, TELL_ORE, TELL_NUMBER, TELL_FLAG };
struct tell_option {
    unsigned bit;        /* enum tell_bit, or TELL_UPLIFT */
    const char *name;    /* "--amount" */
    const char *value;   /* "KR"; NULL for a flag */
    enum tell_type type;
    size_t offset;       /* of the value in struct tell */
    const char *doc;
};
extern const struct tell_option tell_options[];
extern const uint32_t n_tell_options;

/* Words are rows of the vocabularies of facts and actions, written with '-' for '_' on the command
 * line (either is understood). */
struct tell_word {
    enum fact_kind fact;
    enum action_kind action; /* FACT_ACT: what the person proposes */
    bool needs_reason;
    unsigned must, may;      /* options, beside TELL_ALWAYS */
};
extern const struct tell_word tell_words[];
extern const uint32_t n_tell_words;

#define TELL_WORDS_MAX 4000 /* bytes of free words */
#define TELL_NAME 65
const struct word *tell_word_row(const struct tell_word *w); /* Norwegian term, documentation */
const char *tell_word_name(const struct tell_word *w, char out[TELL_NAME]);

/* Who wrote or spoke, and by what: words of --from and --channel. */
enum tell_sender { SENDER_DEBTOR = 1, SENDER_CREDITOR, SENDER_OTHER };
extern const struct words tell_senders;
extern const struct words tell_channels;

/* Instalments (tell_plan.c): what only the book shows is wrong with them; fills in what was not
 * said. */
bool tell_is_plan(const struct tell_word *w);
int tell_plan_look(struct engine *e, const struct tell *t, struct action *a, struct arena *arena,
                   struct status *st) NODISCARD;

/* What only the book shows is wrong with news of a filing: more than may be asked of the debtor. */
int tell_filing_look(struct engine *e, const struct tell *t, const struct tell_word *w,
                     struct arena *arena, struct status *st) NODISCARD;

/* Everything that is wrong with what is told, as far as it shows without the book.  Its row; NULL
 * when there is no such word. */
const struct tell_word *tell_check(const struct tell *t, struct faults *faults);

#endif
