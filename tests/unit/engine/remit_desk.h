/* remit_desk.h - a house where money comes in for a creditor, and words for what is settled. */
#ifndef KRAV_TESTS_ENGINE_REMIT_DESK_H
#define KRAV_TESTS_ENGINE_REMIT_DESK_H

#include "unit/engine/house.h"

#include "engine/batch.h"
#include "engine/remit.h"
#include "store/client_money.h"
#include "store/remittances.h"

/* 1000,00 due 2 February; the reminder goes out on 2 March with 38,00 that are ours.  5 %
 * commission, VAT deducted. */
#define TERMS                                                                                      \
    "[agreement 311758489]\nfrom = 2026-01-01\nlevel = normal\nletter_fee_owner = agency\n"        \
    "commission = 5,00\npayout_every = 14\n"

static inline int begin(void **state) {
    const int rc = house_begin(state);
    struct house *h = *state;
    h->config.payout_plugin = TEXT("bank");
    house_import(h, TERMS, true);
    (void)house_claim(h, "A-1", KARI, 100000);
    assert_int_equal(house_send(h), 1);
    house_day(h, "2026-03-03");
    return rc;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, house_end)

/* 500,00: costs 38,00 (ours), interest 9,53 (29 days at 12 %), principal 452,47. */
static inline void pay(struct house *h) {
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, FIRST_CASE), 50000, h->e.today)),
                     TAKEN_NEW);
}

static inline ore on_account(struct house *h, enum account account) {
    return house_balance(h, 0, account);
}

/* The ledger of the book's own accounts, all of it. */
static inline void expect(struct house *h, const ore wanted[ACCOUNTS]) {
    static const enum account all[] = {ACCOUNT_CLIENT_BANK, ACCOUNT_CREDITOR_PAYABLE,
        ACCOUNT_CREDITOR_OWES, ACCOUNT_AGENCY_SHARE, ACCOUNT_AGENCY_BANK, ACCOUNT_AGENCY_INCOME,
        ACCOUNT_VAT, ACCOUNT_PAYOUT_UNDERWAY, ACCOUNT_SUSPENSE, ACCOUNT_OVERPAID};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (on_account(h, all[i]) != wanted[all[i]]) {
            fail_msg("%s: %lld, not %lld", words_name(&accounts, (int)all[i]),
                     (long long)on_account(h, all[i]), (long long)wanted[all[i]]);
        }
    }
}

static inline struct remittance last(struct house *h) {
    struct remittance *rows;
    uint32_t n = 0;
    const struct remit_filter f = {.n_max = 1};
    OK(h, remittances_list(h->e.db, &f, &h->arena, &rows, &n, &h->st));
    assert_int_equal(n, 1);
    return rows[0];
}

static inline uint32_t settled(struct house *h) {
    struct remittance *rows;
    uint32_t n = 0;
    const struct remit_filter f = {0};
    OK(h, remittances_list(h->e.db, &f, &h->arena, &rows, &n, &h->st));
    return n;
}

static inline void now(struct house *h) {
    uint32_t n = 0;
    OK(h, remit_now(&h->e, 0, &n, &h->st));
    assert_int_equal(n, 1);
}

/* The bank speaks of the last settlement, or of `id`. */
static inline enum taken said(struct house *h, enum fact_kind kind, ore amount, struct text id) {
    enum taken taken = TAKEN_REFUSED;
    const struct incoming in = {.kind = kind, .source_id = id, .key = id, .amount = amount,
        .account = CLIENT_ACCOUNT, .booked = h->e.today, .reference = TEXT("b-1"), .line = 1};
    OK(h, engine_chunk_begin(&h->e, &h->st));
    OK(h, remit_bank_said(&h->e, &in, TEXT("bank"), &h->arena, &taken, &h->st));
    OK(h, engine_chunk_commit(&h->e, &h->st));
    return taken;
}

static inline struct text last_id(struct house *h) { return remit_id(last(h).step, &h->arena); }

#define HELD 46200  /* 452,47 + 9,53 */
#define SHARE 3800
#define COMMISSION 2310 /* 5 % of 462,00 */
#define VAT 1528        /* 25 % of 38,00 + 23,10 = 15,275 */
#define OUT (HELD - COMMISSION - VAT)

#endif
