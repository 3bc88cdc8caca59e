/* law_desk.h - one case for the law's tests: claims, letters and a day, seen through the real
 * snapshot.  Synthetic people only. */
#ifndef KRAV_TESTS_LAW_DESK_H
#define KRAV_TESTS_LAW_DESK_H

#include "unit/base/cmocka_all.h"

#include <stdio.h>

#include "base/arena.h"
#include "law/law.h"

#define DESK_LETTERS 6
#define DESK_COSTS 6
#define DESK_MOVES 4
#define DESK_WORDS 10

struct desk {
    struct claim_state claims[2];
    struct letter_note letters[DESK_LETTERS];
    struct cost costs[DESK_COSTS];
    struct principal_move moves[DESK_MOVES];
    struct acknowledgement words[DESK_WORDS];
    struct payment_note payment; /* one krone that came once: there is something to acknowledge */
    struct krav_case c;
    struct party debtor;
    struct creditor creditor;
    struct agreement agreement;
    struct snapshot snapshot;
    const struct law *law; /* NULL: the one built in */
};

static inline day on(const char *iso) {
    day d = DAY_NONE;
    assert_true(day_parse(text_of(iso), &d));
    return d;
}

/* A consumer's claim of 1 250 kroner due on `due`, no letters yet, letter fees agreed. */
static inline void desk_open(struct desk *k, const char *due) {
    *k = (struct desk){0};
    k->claims[0] = (struct claim_state){
        {.number = 1, .invoice = TEXT("5001"), .principal = 125000, .due = on(due),
         .vat_liable = true}, 125000};
    k->c = (struct krav_case){.id = 1042, .opened = on(due), .claims = k->claims, .n_claims = 1,
                              .letters = k->letters, .costs = k->costs,
                              .moves = k->moves, .payments = &k->payment, .n_payments = 1};
    k->payment = (struct payment_note){.amount = 100};
    k->debtor = (struct party){.kind = DEBTOR_CONSUMER, .name = TEXT("Kari Prøve"),
                               .address1 = TEXT("Åsgata 1"), .email = TEXT("kari@example.com"),
                               .phone = TEXT("+4799999999")};
    k->creditor = (struct creditor){.org = TEXT("311758489"), .name = TEXT("Strøm Eksempel AS")};
    k->agreement = (struct agreement){.letter_fees = true, .letter_fee_owner = OWNER_CREDITOR};
}

static inline void desk_add_claim(struct desk *k, const char *due) {
    k->claims[1] = (struct claim_state){
        {.number = 2, .invoice = TEXT("5002"), .principal = 99900, .due = on(due),
         .vat_liable = true}, 99900};
    k->c.n_claims = 2;
}

/* The debtor acknowledges every other year from 2008 to 2026: no claim is too old. */
static inline void desk_keep_alive(struct desk *k) {
    for (int i = 0; i < DESK_WORDS; i++) {
        k->words[i].day = day_of(2008 + 2 * i, 1, 2);
    }
    k->c.acknowledged_before = k->words;
    k->c.n_acknowledged_before = DESK_WORDS;
}

/* A letter about all claims so far, sent with so many days; `fee` in øre. */
static inline struct letter_note *desk_add_letter(struct desk *k, enum letter_kind kind,
                                                  const char *sent, int32_t days, ore fee) {
    assert_true(k->c.n_letters < DESK_LETTERS);
    struct letter_note *l = &k->letters[k->c.n_letters++];
    *l = (struct letter_note){.kind = kind, .state = LETTER_SENT, .by = CHANNEL_LETTER,
                              .stage_entry = 1, .claims_upto = (int32_t)k->c.n_claims,
                              .days = days, .quote = 125000 + fee, .fee = fee};
    l->planned = l->composed = l->sent = on(sent);
    l->deadline = l->sent + days;
    return l;
}

static inline struct cost *desk_add_cost(struct desk *k, enum fee_kind fee, enum owner owner,
                                         ore amount) {
    assert_true(k->c.n_costs < DESK_COSTS);
    struct cost *cost = &k->costs[k->c.n_costs++];
    *cost = (struct cost){.fee = fee, .owner = owner, .amount = amount};
    return cost;
}

/* Principal that was paid, or with payment 0 taken back by the creditor. */
static inline void desk_reduce(struct desk *k, uint32_t claim, const char *date, ore amount,
                               int32_t payment) {
    assert_true(k->c.n_moves < DESK_MOVES);
    k->moves[k->c.n_moves++] = (struct principal_move){(int32_t)claim + 1, on(date), -amount,
                                                       payment};
    k->claims[claim].open -= amount;
}

/* A claim due on Monday 2 March 2026, its notice sent without a fee and missed on the 30th, the
 * demand sent the day after: to be paid by Tuesday 14 April. */
static inline struct letter_note *desk_open_demanded(struct desk *k) {
    desk_open(k, "2026-03-02");
    (void)desk_add_letter(k, LETTER_COLLECTION_NOTICE, "2026-03-16", 14, 0);
    return desk_add_letter(k, LETTER_PAYMENT_DEMAND, "2026-03-31", 14, 0);
}

static inline void desk_agree_plan(struct desk *k, const char *agreed, const char *first,
                                   int32_t parts) {
    k->c.plan = (struct plan){.agreed = on(agreed), .first = on(first), .parts = parts,
                              .amount = 30000, .total = 30000 * (ore)parts,
                              .uplift = parts > 4 ? MONEY_MAX : 0};
}

static inline const struct snapshot *desk_look(struct desk *k, const char *today) {
    struct snapshot_input in = {.today = on(today), .c = &k->c, .debtor = &k->debtor,
                                .creditor = &k->creditor, .agreement = &k->agreement,
                                .rates = &law_builtin()->interest};
    struct status st = {0};
    assert_int_equal(snapshot_make(&in, &k->snapshot, &st), STATUS_OK);
    return &k->snapshot;
}

static inline const struct law *desk_law(const struct desk *k) {
    return k->law != NULL ? k->law : law_builtin();
}

/* "600,00", or the reason why nothing is charged as in assert_verdict; "allowed" where nothing is
 * left to charge. */
static inline void assert_amount(ore amount, struct verdict why, const char *expected);
static inline void assert_verdict(struct verdict v, const char *expected);

static inline void assert_fee(struct desk *k, const char *today, enum letter_kind kind,
                              const char *expected) {
    ore fee = -1;
    struct verdict why;
    struct status st = {0};
    assert_int_equal(
        law_letter_fee(desk_law(k), desk_look(k, today), kind, &fee, &why, &st), STATUS_OK);
    assert_amount(fee, why, expected);
}

static inline void assert_charge(struct desk *k, const char *today, enum fee_kind fee,
                                 const char *expected) {
    ore amount = -1;
    enum owner owner = 0;
    struct verdict why;
    struct status st = {0};
    assert_int_equal(
        law_charge(desk_law(k), desk_look(k, today), fee, &amount, &owner, &why, &st),
        STATUS_OK);
    assert_int_equal(owner, fee == FEE_COMPENSATION ? OWNER_CREDITOR : OWNER_AGENCY);
    assert_amount(amount, why, expected);
}

static inline struct verdict desk_judge_by(struct desk *k, const char *today,
                                           struct action action, bool by_person) {
    struct law_question q = {.law = desk_law(k), .snapshot = desk_look(k, today),
        .action = &action, .by_person = by_person};
    struct verdict v;
    law_judge(&q, &v);
    return v;
}

static inline struct verdict desk_judge(struct desk *k, const char *today, struct action action) {
    return desk_judge_by(k, today, action, false);
}

static inline struct verdict desk_send(struct desk *k, const char *today, enum letter_kind kind) {
    return desk_judge(k, today,
                      (struct action){.kind = ACTION_SEND, .letter = kind, .by = CHANNEL_LETTER,
                                      .days = 14});
}

/* "allowed", "no_notice" or "not_due 2026-09-02"; every reason must be in the table. */
static inline void assert_verdict(struct verdict v, const char *expected) {
    char text[128], date[DAY_TEXT];
    if (v.kind == VERDICT_ALLOWED) {
        assert_int_equal(v.reason.len, 0);
        assert_string_equal("allowed", expected);
        return;
    }
    const struct reason *reason = law_reason(v.reason);
    assert_non_null(reason);
    assert_text(v.paragraph, reason->paragraph);
    assert_int_equal(v.kind == VERDICT_NOT_BEFORE, v.not_before != DAY_NONE);
    (void)snprintf(text, sizeof text, "%s%s%s%s", v.kind == VERDICT_PERSON ? "person: " : "",
                   reason->id, v.kind == VERDICT_NOT_BEFORE ? " " : "",
                   v.kind == VERDICT_NOT_BEFORE ? day_format(v.not_before, date) : "");
    assert_string_equal(text, expected);
}

static inline void assert_amount(ore amount, struct verdict why, const char *expected) {
    char text[MONEY_TEXT];
    assert_verdict(why, amount > 0 ? "allowed" : expected);
    if (amount != 0) {
        assert_string_equal(money_format(amount, text), expected);
    }
}

#endif
