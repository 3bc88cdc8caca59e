/* The border to the SDK: what a plugin submits becomes what the business knows, or is refused. */
#include "unit/base/cmocka_all.h"

#include <string.h>

#include "engine/records.h"
#include "krav/plugin.h"

#define S(text) ((krav_str){(text), sizeof(text) - 1})

static struct incoming taken(enum wire_fact fact, const void *record) {
    struct incoming in;
    const char *why = NULL;
    if (!incoming_of(fact, record, &in, &why)) {
        fail_msg("%s", why);
    }
    return in;
}

static void refused(enum wire_fact fact, const void *record, const char *word) {
    struct incoming in;
    const char *why = NULL;
    assert_false(incoming_of(fact, record, &in, &why));
    if (strstr(why, word) == NULL) {
        fail_msg("no \"%s\" in: %s", word, why);
    }
}

static krav_claim a_record(void) {
    return (krav_claim){.size = sizeof(krav_claim), .line = 7, .source_id = S("K1"),
        .old_kid = S("7770001"), .judgment = S("settlement"), .light_costs = 1, .heavy_costs = 2,
        .court_costs = 3, .interest_brought = 4, .paid_before = 5, .demand_sent = 11,
        .demand_deadline = 12, .legal_notice_sent = 13, .legal_notice_deadline = 14,
        .interest_to = 15, .paid_last = 16, .judged = 17, .case_opened = 18, .interest_from = 19,
        .costs_owner = 2};
}

static void test_incoming_of_claim_brings_the_running_case(void **state) {
    (void)state;
    const krav_claim k = a_record();
    const struct incoming in = taken(WIRE_FACT_CLAIM, &k);
    assert_int_equal(in.kind, FACT_CLAIM_RECEIVED);
    assert_true(incoming_is_takeover(&in));
    assert_text(in.before.kid, "7770001");
    assert_text(in.before.judgment, "settlement");
    const int64_t amounts[] = {in.before.light, in.before.heavy, in.before.court,
        in.before.interest_brought, in.before.paid_before};
    for (int i = 0; i < 5; i++) {
        assert_int_equal(amounts[i], i + 1);
    }
    const day days[] = {in.before.demand_sent, in.before.demand_deadline,
        in.before.legal_notice_sent, in.before.legal_notice_deadline, in.before.interest_to,
        in.before.paid_last, in.before.judged, in.before.opened, in.interest_from};
    for (int i = 0; i < 9; i++) {
        assert_int_equal(days[i], i + 11);
    }
    assert_true(in.before.creditors_costs);
}

static void test_incoming_of_claim_refuses_what_is_out_of_bounds(void **state) {
    (void)state;
    krav_claim k = a_record();
    k.costs_owner = 3;
    refused(WIRE_FACT_CLAIM, &k, "costs_owner");
    k = a_record();
    k.judged = -1;
    refused(WIRE_FACT_CLAIM, &k, "a day");
    k = a_record();
    k.paid_before = INT64_MAX;
    refused(WIRE_FACT_CLAIM, &k, "an amount");
    k = a_record();
    k.old_kid = S("1\x7f");
    refused(WIRE_FACT_CLAIM, &k, "old_kid");
    k = a_record();
    k.judgment = S("\xff");
    refused(WIRE_FACT_CLAIM, &k, "judgment");
    /* Whose the costs are, where there are none, does not make a new claim a running case. */
    k = (krav_claim){.size = sizeof k, .source_id = S("K1"), .costs_owner = 2};
    const struct incoming in = taken(WIRE_FACT_CLAIM, &k);
    assert_false(incoming_is_takeover(&in));
}

static void test_incoming_of_payment_holds_sign_and_kind_together(void **state) {
    (void)state;
    krav_payment p = {.size = sizeof p, .kind = KRAV_PAYMENT_IN, .source_id = S("1"), .amount = 5};
    assert_int_equal(taken(WIRE_FACT_PAYMENT, &p).kind, FACT_PAID);
    p.amount = -5;
    refused(WIRE_FACT_PAYMENT, &p, "sign");
    p.kind = KRAV_PAYMENT_REVERSAL;
    assert_int_equal(taken(WIRE_FACT_PAYMENT, &p).kind, FACT_PAYMENT_REVERSED);
    assert_false(taken(WIRE_FACT_PAYMENT, &p).netted);
    p.kind = KRAV_PAYMENT_NETTED_CREDIT;
    assert_true(taken(WIRE_FACT_PAYMENT, &p).netted);
    p.amount = 5;
    refused(WIRE_FACT_PAYMENT, &p, "sign");
    p.kind = 0;
    refused(WIRE_FACT_PAYMENT, &p, "sign");
    p.kind = 4;
    p.amount = -5;
    refused(WIRE_FACT_PAYMENT, &p, "sign");
}

static void test_incoming_of_payout_status(void **state) {
    (void)state;
    krav_payout_status p = {.size = sizeof p, .outcome = KRAV_DONE, .line = 3, .id = S("K-17-1"),
        .account = S("12345678903"), .reference = S("UT-1"), .amount = 100, .on = 9};
    struct incoming in = taken(WIRE_FACT_PAYOUT_STATUS, &p);
    assert_int_equal(in.kind, FACT_PAYOUT_CONFIRMED);
    assert_text(in.key, "K-17-1");
    assert_text(in.account, "12345678903");
    assert_text(in.reference, "UT-1");
    assert_int_equal(in.amount, 100);
    assert_int_equal(in.booked, 9);
    p.outcome = KRAV_REFUSED;
    p.reason = S("AC04");
    in = taken(WIRE_FACT_PAYOUT_STATUS, &p);
    assert_int_equal(in.kind, FACT_PAYOUT_FAILED);
    assert_text(in.reason, "AC04");
    p.outcome = KRAV_UNKNOWN;
    refused(WIRE_FACT_PAYOUT_STATUS, &p, "either paid or refused");
    p.outcome = KRAV_DONE;
    p.amount = -1;
    refused(WIRE_FACT_PAYOUT_STATUS, &p, "negative");
    p.amount = 1;
    p.id = (krav_str){NULL, 0};
    refused(WIRE_FACT_PAYOUT_STATUS, &p, "identity");
}

/* A file of ours instead of one transfer of it. */
static void test_incoming_of_payout_status_of_a_file(void **state) {
    (void)state;
    krav_payout_status p = {.size = sizeof p, .outcome = KRAV_REFUSED, .line = 3,
        .message = S("00112233445566778899aabbccddee"), .reason = S("DU01")};
    const struct incoming in = taken(WIRE_FACT_PAYOUT_STATUS, &p);
    assert_int_equal(in.key.len, 0);
    assert_true(text_is(in.message, "00112233445566778899aabbccddee"));
    assert_int_equal(in.kind, FACT_PAYOUT_FAILED);
}

static void test_incoming_of_mandate(void **state) {
    (void)state;
    krav_mandate m = {.size = sizeof m, .kind = KRAV_MANDATE_SET, .line = 3, .notice = 1,
        .source_id = S("1/2/3"), .kid = S("202600000014"), .account = S("12345678903")};
    struct incoming in = taken(WIRE_FACT_MANDATE, &m);
    assert_int_equal(in.kind, FACT_MANDATE);
    assert_true(text_is(in.reason, "notice"));
    m.notice = 2;
    in = taken(WIRE_FACT_MANDATE, &m);
    assert_true(text_is(in.reason, "no_notice"));
    m.kind = KRAV_MANDATE_ENDED;
    in = taken(WIRE_FACT_MANDATE, &m);
    assert_true(text_is(in.reason, "ended"));
    m.kind = 4;
    refused(WIRE_FACT_MANDATE, &m, "listed, set or ended");
    m.kind = KRAV_MANDATE_LISTED;
    m.kid = (krav_str){NULL, 0};
    refused(WIRE_FACT_MANDATE, &m, "has a KID");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_incoming_of_claim_brings_the_running_case),
        cmocka_unit_test(test_incoming_of_claim_refuses_what_is_out_of_bounds),
        cmocka_unit_test(test_incoming_of_payment_holds_sign_and_kind_together),
        cmocka_unit_test(test_incoming_of_payout_status),
        cmocka_unit_test(test_incoming_of_payout_status_of_a_file),
        cmocka_unit_test(test_incoming_of_mandate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
