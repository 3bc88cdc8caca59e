/* letter_demands.c - see letter_demands.h. */
#include "domain/letter_demands.h"

#include <stddef.h>

#define K(kind) (1u << (LETTER_##kind))
#define TO_CREDITOR (K(CREDITOR_QUESTION) | K(SETTLEMENT))
#define ALL ((1u << LETTER_KINDS) - 2u)
#define TO_DEBTOR (ALL & ~TO_CREDITOR)
/* Those that go further, and say what happens if nothing is done. */
#define LEGAL (K(LEGAL_NOTICE) | K(ENFORCEMENT_NOTICE) | K(BANKRUPTCY_NOTICE))
#define WARNS (K(COLLECTION_NOTICE) | K(PAYMENT_DEMAND) | LEGAL | K(MONITORING))
#define PLAN_TOLD (K(PLAN_OFFER) | K(PLAN_AGREED))
#define FEE_LETTERS (K(REMINDER) | K(COLLECTION_NOTICE))
#define SHOWS_CLAIM                                                                                \
    (LEGAL | K(MONITORING) | K(PLAN_BROKEN) | PLAN_TOLD | K(PLAN_REMINDER) | K(DEFERRAL) |         \
     K(ESTATE_CLAIM))
#define BY_2026 (K(COLLECTION_NOTICE) | K(PAYMENT_DEMAND))

/* God inkassoskikk: what a letter is about, from whom, and how to answer it. */
#define GOOD_PRACTICE "inkassoloven § 8"
#define S9 "inkassoloven § 9"
#define S10_1 "inkassoloven § 10 first par."
#define S10_2(letter) "inkassoloven § 10 second par. letter " letter
#define S11 "inkassoloven § 11"
#define S13 "inkassoloven § 13"
#define S17 "inkassoloven § 17 second par."
#define S22 "inkassoloven § 22"
#define FEE_RULE "inkassoforskriften § 1-2"
#define ENFORCEMENT "tvangsfullbyrdelsesloven § 4-18"
#define BANKRUPTCY "konkursloven § 63"
#define NEW_15 "inkassoloven (2026) § 15"
#define NEW_17 "inkassoloven (2026) § 17"
#define NEW_20 "inkassoloven (2026) § 20"
#define NEW_21 "inkassoloven (2026) § 21"

const struct letter_demand letter_demand_rows[] = {
    {PART_SENDER, DEMAND_ALWAYS, ALL, GOOD_PRACTICE},
    {PART_DEBTOR, DEMAND_ALWAYS, TO_DEBTOR, GOOD_PRACTICE},
    {PART_CREDITOR, DEMAND_ALWAYS, K(PAYMENT_DEMAND), S10_2("a")},
    {PART_CREDITOR, DEMAND_ALWAYS, TO_DEBTOR & ~(K(PAYMENT_DEMAND) | K(REFUND)), GOOD_PRACTICE},
    {PART_CLAIM, DEMAND_ALWAYS, FEE_LETTERS, FEE_RULE},
    {PART_CLAIM, DEMAND_ALWAYS, K(PAYMENT_DEMAND), S10_2("b")},
    {PART_CLAIM, DEMAND_ALWAYS, SHOWS_CLAIM, GOOD_PRACTICE},
    {PART_AMOUNTS, DEMAND_ALWAYS, FEE_LETTERS, FEE_RULE},
    {PART_AMOUNTS, DEMAND_ALWAYS, K(PAYMENT_DEMAND), S10_2("c")},
    {PART_AMOUNTS, DEMAND_ALWAYS, SHOWS_CLAIM, GOOD_PRACTICE},
    {PART_TOTAL, DEMAND_ALWAYS, FEE_LETTERS, FEE_RULE},
    {PART_TOTAL, DEMAND_ALWAYS, K(PAYMENT_DEMAND), S10_2("c")},
    {PART_TOTAL, DEMAND_ALWAYS, SHOWS_CLAIM, GOOD_PRACTICE},
    {PART_INTEREST, DEMAND_ALWAYS, K(PAYMENT_DEMAND), S10_2("d")},
    {PART_INTEREST, DEMAND_ALWAYS, LEGAL, GOOD_PRACTICE},
    {PART_DEADLINE, DEMAND_ALWAYS, K(REMINDER) | K(MONITORING) | K(PLAN_BROKEN), GOOD_PRACTICE},
    {PART_DEADLINE, DEMAND_ALWAYS, K(COLLECTION_NOTICE), S9},
    {PART_DEADLINE, DEMAND_ALWAYS, K(PAYMENT_DEMAND), S10_1},
    {PART_DEADLINE, DEMAND_ALWAYS, K(LEGAL_NOTICE), S11},
    {PART_DEADLINE, DEMAND_ALWAYS, K(ENFORCEMENT_NOTICE), ENFORCEMENT},
    {PART_DEADLINE, DEMAND_ALWAYS, K(BANKRUPTCY_NOTICE), BANKRUPTCY},
    {PART_DEADLINE, DEMAND_ALWAYS, K(PROVISIONAL_ANSWER), NEW_17},
    {PART_PAYMENT, DEMAND_ALWAYS, K(COLLECTION_NOTICE), S9},
    {PART_PAYMENT, DEMAND_ALWAYS, K(PAYMENT_DEMAND), S10_1},
    {PART_PAYMENT, DEMAND_ALWAYS, K(REMINDER) | LEGAL | K(MONITORING) | K(PLAN_BROKEN) |
                                      K(PLAN_REMINDER) | K(ESTATE_CLAIM), GOOD_PRACTICE},
    {PART_OBJECTION, DEMAND_ALWAYS, K(PAYMENT_DEMAND), S10_1},
    {PART_OBJECTION, DEMAND_ALWAYS, WARNS & ~K(PAYMENT_DEMAND), S17},
    {PART_CONSEQUENCE, DEMAND_ALWAYS, K(COLLECTION_NOTICE), S9},
    {PART_CONSEQUENCE, DEMAND_ALWAYS, K(PAYMENT_DEMAND), S10_2("e")},
    {PART_CONSEQUENCE, DEMAND_ALWAYS, K(LEGAL_NOTICE), S11},
    {PART_CONSEQUENCE, DEMAND_ALWAYS, K(ENFORCEMENT_NOTICE), ENFORCEMENT},
    {PART_CONSEQUENCE, DEMAND_ALWAYS, K(BANKRUPTCY_NOTICE), BANKRUPTCY},
    {PART_CONSEQUENCE, DEMAND_ALWAYS, K(MONITORING), GOOD_PRACTICE},
    {PART_CONSEQUENCE, DEMAND_ALWAYS, K(PROVISIONAL_ANSWER), NEW_17},
    {PART_BOARD, DEMAND_ALWAYS, K(PAYMENT_DEMAND), S10_2("f")},
    {PART_BOARD, DEMAND_ALWAYS, LEGAL, S22},

    {PART_BOARD, DEMAND_BY_2026, K(COLLECTION_NOTICE), NEW_20},
    {PART_BOARD, DEMAND_BY_2026, K(PAYMENT_DEMAND), NEW_21},
    {PART_INVOICE_DATE, DEMAND_BY_2026, K(COLLECTION_NOTICE), NEW_20},
    {PART_INVOICE_DATE, DEMAND_BY_2026, K(PAYMENT_DEMAND), NEW_21},
    {PART_ESTIMATE, DEMAND_BY_2026, K(COLLECTION_NOTICE), NEW_20},
    {PART_ESTIMATE, DEMAND_BY_2026, K(PAYMENT_DEMAND), NEW_21},
    {PART_HELP, DEMAND_BY_2026, K(COLLECTION_NOTICE), NEW_20},
    {PART_HELP, DEMAND_BY_2026, K(PAYMENT_DEMAND), NEW_21},
    {PART_CONCERN, DEMAND_BY_2026, K(COLLECTION_NOTICE), NEW_20},
    {PART_CONCERN, DEMAND_BY_2026, K(PAYMENT_DEMAND), NEW_21},
    {PART_PHONE_HOURS, DEMAND_BY_2026, BY_2026, NEW_15},

    /* What such a letter is for stands in core's own words, which follow the law of the day. */
    {PART_OPENING, DEMAND_PLACE, K(COLLECTION_NOTICE), S9},
    {PART_OPENING, DEMAND_PLACE, K(PAYMENT_DEMAND), S10_1},
    {PART_OPENING, DEMAND_PLACE, K(LEGAL_NOTICE), S11},
    {PART_OPENING, DEMAND_PLACE, K(ENFORCEMENT_NOTICE), ENFORCEMENT},
    {PART_OPENING, DEMAND_PLACE, K(BANKRUPTCY_NOTICE), BANKRUPTCY},
    {PART_OPENING, DEMAND_PLACE, PLAN_TOLD, S13},
    {PART_OPENING, DEMAND_PLACE, K(PROVISIONAL_ANSWER), NEW_17},
    {PART_OPENING, DEMAND_PLACE, K(PLAN_BROKEN) | K(PLAN_REMINDER) | K(DEFERRAL) |
                                     K(DISPUTE_ANSWER) | K(RECEIPT) | K(REFUND) | K(CLOSING) |
                                     K(ESTATE_CLAIM), GOOD_PRACTICE},
    {PART_INSTALMENTS, DEMAND_PLACE, PLAN_TOLD, S13},
    {PART_COVERED, DEMAND_PLACE, K(RECEIPT), GOOD_PRACTICE},
    {PART_AMOUNTS, DEMAND_PLACE, K(DISPUTE_ANSWER) | K(RECEIPT) | K(SETTLEMENT), GOOD_PRACTICE},
    {PART_PAYMENT, DEMAND_PLACE, PLAN_TOLD, S13},
    {PART_PAYMENT, DEMAND_PLACE, K(DEFERRAL) | K(DISPUTE_ANSWER) | K(CREDITOR_QUESTION),
     GOOD_PRACTICE},
    {PART_CONSEQUENCE, DEMAND_PLACE, PLAN_TOLD, S13},
    {PART_CONSEQUENCE, DEMAND_PLACE, K(PLAN_BROKEN) | K(DEFERRAL) | K(RECEIPT) |
                                         K(ESTATE_CLAIM), GOOD_PRACTICE},
};
const uint32_t n_letter_demand_rows = sizeof letter_demand_rows / sizeof letter_demand_rows[0];

unsigned letter_demands(enum letter_kind kind, enum demand_when when) {
    unsigned parts = 0;
    for (uint32_t i = 0; i < n_letter_demand_rows; i++) {
        const struct letter_demand *d = &letter_demand_rows[i];
        if (d->when == when && (d->kinds & 1u << kind)) {
            parts |= 1u << d->part;
        }
    }
    return parts;
}

unsigned letter_template_demands(enum letter_kind kind) {
    return (letter_demands(kind, DEMAND_ALWAYS) | letter_demands(kind, DEMAND_BY_2026) |
            letter_demands(kind, DEMAND_PLACE)) & ~(1u << PART_DEBTOR);
}

const char *letter_demand_paragraph(enum letter_kind kind, enum letter_part part) {
    for (uint32_t i = 0; i < n_letter_demand_rows; i++) {
        const struct letter_demand *d = &letter_demand_rows[i];
        if (d->part == part && (d->kinds & 1u << kind)) {
            return d->paragraph;
        }
    }
    return NULL;
}
