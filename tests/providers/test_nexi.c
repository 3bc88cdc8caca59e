/* What Nexi Checkout is told and says, byte for byte: the tape in tapes/nexi.jsonl was recorded against
 * the provider of nexi_sim.h (`test_nexi record FILE` makes it anew), and is replayed here without it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "nexi_sim.h"
#include "provider.h"

#define KEY "test-secret-key-0123456789abcdef"
#define HOOK "hook0123456789abcdef"

/* ---- a host that lends one secret ---------------------------------------------------------------- */

static int32_t lend(const krav_host *host, const char *name,
                    void (*use)(void *ctx, krav_str secret), void *ctx) {
    (void)host, (void)name;
    use(ctx, KRAV_STR(KEY));
    return KRAV_OK;
}

static const krav_host_settings settings = {.secret = lend};
static const krav_frame frame = {.settings = &settings};

static const struct nexi_offer offer = {.amount = 123456, .kid = {"10000000108", 11},
    .marker = {"0123456789abcdef0123456789abcdef", 32}, .description = {"Sak 100000001", 13},
    .return_url = {"https://inkasso.invalid/pay/thanks", 34},
    .webhook_url = {"https://inkasso.invalid/p/nexi/webhook", 38},
    .webhook_secret = {HOOK, 20}, .terms_url = {"https://inkasso.invalid/vilkar", 30},
    .merchant_terms_url = {"https://inkasso.invalid/personvern", 34}, .charge_at_once = true};

static struct provider provider_at(int port) {
    char url[60], why[KRAV_HTTP_WHY];
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d", port);
    const krav_http_setup setup = {.base_url = krav_str_of(url), .timeout_ms = 2000};
    return (struct provider){.http = krav_http_open(&frame, &setup, why)};
}

/* The life of a payment, as it is recorded and replayed; `sim` is NULL when it is replayed. */
static void live(struct provider *p, struct nexi_sim *sim) {
    struct nexi_opened opened;
    struct nexi_state s;
    char refund[NEXI_ID_MAX + 1];
    assert_int_equal(provider_open(p, &offer, offer.marker, &opened), KRAV_DONE);
    assert_int_equal(provider_state(p, opened.id, &s), KRAV_DONE);
    assert_int_equal(s.asked, 123456);
    assert_int_equal(s.charged, 0);
    assert_string_equal(s.kid, "10000000108");
    if (sim) {
        nexi_sim_pay(sim, 0, 0);
    }
    assert_int_equal(provider_state(p, opened.id, &s), KRAV_DONE);
    assert_int_equal(s.n_charges, 1);
    assert_int_equal(s.charges[0].amount, 123456);
    assert_int_equal(s.charges[0].on, krav_day_of(2026, 9, 1));
    const struct nexi_giving back = {s.charges[0].id, 23456};
    assert_int_equal(provider_refund(p, &back, KRAV_STR("refund-key"), refund), KRAV_DONE);
    assert_string_equal(refund, "refund-1-1");
    assert_int_equal(provider_state(p, opened.id, &s), KRAV_DONE);
    assert_int_equal(s.n_refunds, 1);
    assert_int_equal(s.refunded, 23456);
    assert_int_equal(provider_terminate(p, opened.id), KRAV_DONE);
    assert_int_equal(provider_state(p, opened.id, &s), KRAV_DONE);
    assert_true(s.terminated);
    if (sim) {
        nexi_sim_trouble(sim, SIM_INVALID, 1);
    }
    assert_int_equal(provider_open(p, &offer, KRAV_STR("other"), &opened), KRAV_REFUSED);
    assert_string_equal(p->why, "Nexi said 400: order.amount: is too small");
    if (sim) {
        nexi_sim_trouble(sim, SIM_KEY, 1);
    }
    assert_int_equal(provider_state(p, "0242ac11", &s), KRAV_RETRY);
}

static int record(const char *path) {
    char why[KRAV_HTTP_WHY];
    struct nexi_sim *sim = nexi_sim_start(KEY);
    struct provider p = provider_at(nexi_sim_port(sim));
    krav_tape *tape = krav_tape_record();
    krav_http_use_tape(p.http, tape);
    krav_tape_hide(tape, KRAV_STR(HOOK));
    live(&p, sim);
    const int32_t rc = krav_tape_save(tape, path, why);
    (void)fprintf(stderr, "%s\n", rc == KRAV_OK ? path : why);
    krav_http_close(p.http);
    krav_tape_free(tape);
    nexi_sim_stop(sim);
    return rc == KRAV_OK ? 0 : 1;
}

static void test_the_tape_plays_as_it_was_recorded(void **state) {
    (void)state;
    static char lines[100000];
    char why[KRAV_HTTP_WHY];
    FILE *f = fopen(TAPES "/nexi.jsonl", "re");
    assert_non_null(f);
    const size_t n = fread(lines, 1, sizeof lines, f);
    (void)fclose(f);
    assert_null(memmem(lines, n, HOOK, strlen(HOOK)));
    assert_null(memmem(lines, n, KEY, strlen(KEY)));
    struct provider p = provider_at(9);
    krav_tape *tape = krav_tape_replay((krav_str){lines, n}, why);
    assert_non_null(tape);
    krav_http_use_tape(p.http, tape);
    krav_tape_hide(tape, KRAV_STR(HOOK));
    live(&p, NULL);
    assert_null(krav_tape_fault(tape));
    assert_int_equal(krav_tape_left(tape), 0);
    krav_http_close(p.http);
    krav_tape_free(tape);
}

/* ---- troubles -------------------------------------------------------------------------------------- */

static void test_an_answer_that_is_lost_is_not_known(void **state) {
    (void)state;
    static const struct {
        enum nexi_sim_trouble trouble;
        int32_t outcome;
    } rows[] = {{SIM_HALF, KRAV_UNKNOWN}, {SIM_GARBLED, KRAV_UNKNOWN}, {SIM_BROKEN, KRAV_UNKNOWN},
                {SIM_BUSY, KRAV_RETRY}, {SIM_KEY, KRAV_RETRY}, {SIM_INVALID, KRAV_REFUSED}};
    struct nexi_sim *sim = nexi_sim_start(KEY);
    struct provider p = provider_at(nexi_sim_port(sim));
    struct nexi_opened opened;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        nexi_sim_trouble(sim, rows[i].trouble, 1);
        assert_int_equal(provider_open(&p, &offer, offer.marker, &opened), rows[i].outcome);
        assert_true(p.why[0] != '\0');
    }
    assert_int_equal(provider_open(&p, &offer, offer.marker, &opened), KRAV_DONE);
    assert_int_equal(nexi_sim_payments(sim), 1); /* the key made it one */
    krav_http_close(p.http);
    nexi_sim_stop(sim);
}

/* ---- words ------------------------------------------------------------------------------------------- */

static void test_day_is_the_day_in_oslo(void **state) {
    (void)state;
    assert_int_equal(nexi_day("2026-09-01T21:59:59.999+00:00"), krav_day_of(2026, 9, 1));
    assert_int_equal(nexi_day("2026-09-01T22:00:00.000+00:00"), krav_day_of(2026, 9, 2));
    assert_int_equal(nexi_day("2026-12-31T22:59:59Z"), krav_day_of(2026, 12, 31));
    assert_int_equal(nexi_day("2026-12-31T23:00:00Z"), krav_day_of(2027, 1, 1));
    assert_int_equal(nexi_day("2026-10-24T22:00:00Z"), krav_day_of(2026, 10, 25)); /* summer still */
    assert_int_equal(nexi_day("2026-10-25T22:00:00Z"), krav_day_of(2026, 10, 25)); /* no more */
    assert_int_equal(nexi_day("2026-03-29T22:00:00Z"), krav_day_of(2026, 3, 30));
    static const char *const none[] = {"", "2026-09-01", "2026-02-30T10", "2026-13-01T10",
                                       "2026-09-01T24", "2026-09-01 10:00", "20260901T1000000"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        assert_int_equal(nexi_day(none[i]), 0);
    }
}

static void test_header_is_found_by_its_whole_name(void **state) {
    (void)state;
    const krav_str headers = KRAV_STR("host: x\nx-authorization: no\nauthorization: yes\nempty: \n");
    assert_true(krav_str_eq(nexi_header(headers, "authorization"), KRAV_STR("yes")));
    assert_int_equal(nexi_header(headers, "empty").len, 0);
    assert_int_equal(nexi_header(headers, "auth").len, 0);
    assert_int_equal(nexi_header(KRAV_STR_ABSENT, "host").len, 0);
}

static void test_same_secret_is_same_only_if_it_is(void **state) {
    (void)state;
    assert_true(nexi_same_secret(KRAV_STR(HOOK), KRAV_STR(HOOK)));
    assert_false(nexi_same_secret(KRAV_STR(HOOK "0"), KRAV_STR(HOOK)));
    assert_false(nexi_same_secret(KRAV_STR("hook0123456789abcde"), KRAV_STR(HOOK)));
    assert_false(nexi_same_secret(KRAV_STR_ABSENT, KRAV_STR(HOOK)));
    assert_false(nexi_same_secret(KRAV_STR_ABSENT, KRAV_STR_ABSENT)); /* none set lets nobody in */
}

#define STATE(sums, charges, kid)                                                              \
    "{\"payment\":{\"paymentId\":\"a1\",\"summary\":{" sums "},\"orderDetails\":{\"amount\":500,"  \
    "\"currency\":\"NOK\",\"reference\":\"" kid "\"},\"charges\":[" charges "]}}"
#define CHARGE(amount) "{\"chargeId\":\"c\",\"amount\":" amount ",\"created\":\"2026-09-01T10:00:00Z\"}"

static void test_state_that_does_not_add_up_is_not_read(void **state) {
    (void)state;
    struct nexi_state s;
    static const char *const good[] = {
        STATE("", "", "1"), STATE("\"chargedAmount\":500", CHARGE("500"), "1"),
        STATE("\"chargedAmount\":500", CHARGE("200") "," CHARGE("300"), "1")};
    static const char *const bad[] = {
        "", "{}", "[]", "{\"payment\":1}", STATE("\"chargedAmount\":500", "", "1"),
        STATE("", CHARGE("500"), "1"), STATE("\"chargedAmount\":501", CHARGE("501"), "1"),
        STATE("\"chargedAmount\":-5", CHARGE("-5"), "1"), STATE("\"chargedAmount\":\"500\"", "", "1"),
        STATE("\"chargedAmount\":5.5", "", "1"), STATE("", "", "01234567890123456789012345"),
        STATE("\"chargedAmount\":0", CHARGE("0"), "1")};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(nexi_read_state(krav_str_of(good[i]), &s));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (nexi_read_state(krav_str_of(bad[i]), &s)) {
            fail_msg("was read: %s", bad[i]);
        }
    }
}

static void test_webhook_names_what_to_look_at(void **state) {
    (void)state;
    struct nexi_webhook w;
    assert_true(nexi_read_webhook(KRAV_STR("{\"id\":\"e1\",\"event\":\"payment.charge.created.v2\","
                                           "\"data\":{\"paymentId\":\"p1\"}}"), &w));
    assert_int_equal(w.event, NEXI_CHARGED);
    assert_string_equal(w.payment, "p1");
    assert_false(nexi_read_webhook(KRAV_STR("{\"id\":\"e1\",\"event\":\"payment.charge.created.v2\","
                                            "\"data\":{\"paymentId\":\"../p1\"}}"), &w));
    assert_false(nexi_read_webhook(KRAV_STR("{\"id\":\"e1\",\"data\":{\"paymentId\":\"p1\"}}"), &w));
    assert_false(nexi_read_webhook(KRAV_STR("{\"id\":\"e1\",\"id\":\"e2\",\"event\":\"x\","
                                            "\"data\":{\"paymentId\":\"p1\"}}"), &w));
}

static void test_memory_reads_back_what_it_wrote(void **state) {
    (void)state;
    struct memory m = {NULL, 0, 0}, back = {NULL, 0, 0};
    struct opened o = {.amount = 500, .on = 100};
    size_t len = 0;
    for (int i = 0; i < MEMORY_MAX + 1; i++) { /* the first goes */
        (void)snprintf(o.marker, sizeof o.marker, "m%d", i);
        (void)snprintf(o.id, sizeof o.id, "p%d", i);
        (void)snprintf(o.kid, sizeof o.kid, "10000000108");
        (void)snprintf(o.url, sizeof o.url, "https://page.invalid/%d", i);
        assert_true(memory_add(&m, &o));
    }
    char *text = memory_text(&m, &len);
    memory_read(&back, (krav_str){text, len});
    memory_read(&back, KRAV_STR("half a line\tof it"));
    assert_int_equal(back.n, MEMORY_MAX);
    assert_null(memory_by_marker(&back, "m0"));
    assert_int_equal(memory_by_id(&back, "p1")->amount, 500);
    memory_age(&back, 100 + MEMORY_DAYS);
    assert_int_equal(back.n, MEMORY_MAX);
    memory_age(&back, 101 + MEMORY_DAYS);
    assert_int_equal(back.n, 0);
    free(text);
    memory_fini(&m);
    memory_fini(&back);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_tape_plays_as_it_was_recorded),
        cmocka_unit_test(test_an_answer_that_is_lost_is_not_known),
        cmocka_unit_test(test_day_is_the_day_in_oslo),
        cmocka_unit_test(test_header_is_found_by_its_whole_name),
        cmocka_unit_test(test_same_secret_is_same_only_if_it_is),
        cmocka_unit_test(test_state_that_does_not_add_up_is_not_read),
        cmocka_unit_test(test_webhook_names_what_to_look_at),
        cmocka_unit_test(test_memory_reads_back_what_it_wrote),
    };
    return argc == 3 && strcmp(argv[1], "record") == 0
               ? record(argv[2])
               : cmocka_run_group_tests(tests, NULL, NULL);
}
