/* The register's client against the pretend register and its troubles, and a recorded tape. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "krav/easy.h"
#include "register.h"
#include "sim.h"

static const struct sim_unit units[] = {
    {.org = "311758489", .name = "FJORD STRØM AS", .street = "Kaigata 1", .postcode = "5003",
     .city = "BERGEN"},
    {.org = "311000012", .name = "BAKKENS TANNKLINIKK AS", .bankrupt = true,
     .since = "2026-08-17"},
    {.org = "312597772", .name = "EKSEMPEL AS", .winding_up = true, .since = "2026-01-02"},
    {.org = "310000019", .name = "TVANG AS", .forced = true},
    {.org = "310000027", .name = "BORTE AS", .deleted = "2025-12-31"},
    {.org = "310000035", .name = "FJERNET AS", .gone = true},
};
#define N_UNITS (sizeof units / sizeof units[0])
#define UNKNOWN "310000043"

struct bench {
    struct sim sim;
    struct server_turn turn;
    struct server *server;
    krav_http *http;
    struct unit unit, many[REGISTER_MANY];
    char why[REGISTER_WHY];
};

static void bench_open(struct bench *b, enum sim_trouble trouble) {
    char url[64], why[KRAV_HTTP_WHY];
    *b = (struct bench){.sim = {units, N_UNITS, trouble}};
    b->turn = (struct server_turn){.answers = sim_answer, .ctx = &b->sim,
                                   .end = trouble == SIM_HUGE ? SERVER_DRIP : SERVER_CLOSE,
                                   .more = trouble == SIM_HUGE ? (size_t)5 << 20 : 0};
    b->server = server_start(&b->turn, 1, 0);
    snprintf(url, sizeof url, "http://127.0.0.1:%d", server_port(b->server));
    const krav_http_setup setup = {.base_url = krav_str_of(url), .timeout_ms = 5000,
                                   .max_body = 100000};
    b->http = krav_http_open(NULL, &setup, why);
    assert_non_null(b->http);
}

static void bench_close(struct bench *b) {
    krav_http_close(b->http);
    server_stop(b->server);
}

static int32_t look(struct bench *b, const char *org) {
    return register_look(b->http, krav_str_of(org), 0, &b->unit, b->why);
}

static void test_look_reads_each_status(void **state) {
    (void)state;
    static const struct { const char *org; enum unit_status status; krav_day since; } rows[] = {
        {"311758489", UNIT_ACTIVE, 0},        {"311000012", UNIT_BANKRUPT, 739845},
        {"312597772", UNIT_WINDING_UP, 739618}, {"310000019", UNIT_WINDING_UP, 0},
        {"310000027", UNIT_DISSOLVED, 739616},  {"310000035", UNIT_DISSOLVED, 739740},
        {UNKNOWN, UNIT_NOT_FOUND, 0}};
    struct bench b;
    bench_open(&b, SIM_WELL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(look(&b, rows[i].org), KRAV_DONE);
        assert_int_equal(b.unit.status, rows[i].status);
        assert_int_equal(b.unit.since, rows[i].since);
        assert_string_equal(b.unit.org, rows[i].org);
    }
    assert_int_equal(look(&b, "311758489"), KRAV_DONE);
    assert_string_equal(b.unit.name, "FJORD STRØM AS");
    assert_string_equal(b.unit.address1, "Kaigata 1");
    assert_string_equal(b.unit.postcode, "5003");
    assert_string_equal(b.unit.city, "BERGEN");
    assert_string_equal(b.unit.country, "NO");
    bench_close(&b);
}

static void test_look_takes_no_half_or_wrong_answer(void **state) {
    (void)state;
    static const enum sim_trouble troubles[] = {SIM_BROKEN,  SIM_BUSY,    SIM_HALF,
                                                SIM_NO_JSON, SIM_ANOTHER, SIM_HUGE};
    for (size_t i = 0; i < sizeof troubles / sizeof troubles[0]; i++) {
        struct bench b;
        bench_open(&b, troubles[i]);
        const int32_t outcome = look(&b, "311758489");
        if (outcome != KRAV_RETRY) {
            fail_msg("trouble %zu: outcome %d", i, outcome);
        }
        assert_string_not_equal(b.why, "");
        bench_close(&b);
    }
}

static void test_look_many_answers_all_in_their_order(void **state) {
    (void)state;
    const krav_str orgs[] = {KRAV_STR("310000027"), KRAV_STR("311758489"), KRAV_STR(UNKNOWN),
                             KRAV_STR("311000012"), KRAV_STR("310000035")};
    static const enum unit_status wanted[] = {UNIT_DISSOLVED, UNIT_ACTIVE, UNIT_NOT_FOUND,
                                              UNIT_BANKRUPT, UNIT_DISSOLVED};
    struct bench b;
    bench_open(&b, SIM_WELL);
    assert_int_equal(register_look_many(b.http, orgs, 5, 0, b.many, b.why), KRAV_DONE);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(b.many[i].status, wanted[i]);
        assert_true(krav_str_eq(krav_str_of(b.many[i].org), orgs[i]));
    }
    /* One search, and one question for each of the three that a search does not give. */
    assert_int_equal(server_requests(b.server), 4);
    b.sim.trouble = SIM_BUSY;
    assert_int_equal(register_look_many(b.http, orgs, 5, 0, b.many, b.why), KRAV_RETRY);
    bench_close(&b);
}

static void test_read_refuses_what_is_no_unit(void **state) {
    (void)state;
    static const char *const bad[] = {
        "", "[]", "null", "{}", "{\"organisasjonsnummer\":\"311758488\"}",
        "{\"organisasjonsnummer\":311758489}",
        "{\"organisasjonsnummer\":\"311758489\",\"konkurs\":\"ja\"}",
        "{\"organisasjonsnummer\":\"311758489\",\"underAvvikling\":1}"};
    struct unit u;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (!unit_read(krav_str_of(bad[i]), &u)) {
            fail_msg("taken: %s", bad[i]);
        }
    }
    /* What is missing or strange beside that is left out. */
    assert_null(unit_read(KRAV_STR("{\"organisasjonsnummer\":\"311758489\",\"navn\":7,"
                                   "\"konkurs\":null,\"forretningsadresse\":[1],"
                                   "\"postadresse\":{\"adresse\":[\"a\\nb\",3,\"c\"]}}"), &u));
    assert_int_equal(u.status, UNIT_ACTIVE);
    assert_string_equal(u.name, "");
    assert_string_equal(u.address1, "a b");
    assert_string_equal(u.address2, "c");
    assert_null(unit_read(KRAV_STR("{\"organisasjonsnummer\":\"311758489\","
                                   "\"slettedato\":\"en dag\"}"), &u));
    assert_int_equal(u.status, UNIT_DISSOLVED);
    assert_int_equal(u.since, 0);
}

/* The tape was recorded by this very client; without a server it gives the same. */
static void test_tape_gives_what_was_recorded(void **state) {
    (void)state;
    char why[KRAV_HTTP_WHY], bytes[16384];
    FILE *f = fopen(TAPE, "rb");
    assert_non_null(f);
    const krav_str lines = {bytes, fread(bytes, 1, sizeof bytes, f)};
    fclose(f);
    struct bench b;
    bench_open(&b, SIM_BROKEN);
    krav_tape *tape = krav_tape_replay(lines, why);
    assert_non_null(tape);
    krav_http_use_tape(b.http, tape);
    assert_int_equal(look(&b, "311758489"), KRAV_DONE);
    assert_int_equal(b.unit.status, UNIT_ACTIVE);
    assert_int_equal(look(&b, "311000012"), KRAV_DONE);
    assert_int_equal(b.unit.status, UNIT_BANKRUPT);
    assert_int_equal(look(&b, "310000027"), KRAV_DONE);
    assert_int_equal(b.unit.status, UNIT_DISSOLVED);
    assert_int_equal(look(&b, UNKNOWN), KRAV_DONE);
    assert_int_equal(b.unit.status, UNIT_NOT_FOUND);
    assert_int_equal(krav_tape_left(tape), 0);
    assert_null(krav_tape_fault(tape));
    assert_int_equal(server_requests(b.server), 0);
    krav_http_use_tape(b.http, NULL);
    krav_tape_free(tape);
    bench_close(&b);
}

/* KRAV_RECORD=FILE: makes the tape anew. */
static void test_record(void **state) {
    (void)state;
    const char *path = getenv("KRAV_RECORD");
    char why[KRAV_HTTP_WHY];
    if (!path) {
        return;
    }
    struct bench b;
    bench_open(&b, SIM_WELL);
    krav_tape *tape = krav_tape_record();
    krav_http_use_tape(b.http, tape);
    static const char *const orgs[] = {"311758489", "311000012", "310000027", UNKNOWN};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(look(&b, orgs[i]), KRAV_DONE);
    }
    assert_int_equal(krav_tape_save(tape, path, why), KRAV_OK);
    krav_tape_free(tape);
    bench_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_look_reads_each_status),
        cmocka_unit_test(test_look_takes_no_half_or_wrong_answer),
        cmocka_unit_test(test_look_many_answers_all_in_their_order),
        cmocka_unit_test(test_read_refuses_what_is_no_unit),
        cmocka_unit_test(test_record),
        cmocka_unit_test(test_tape_gives_what_was_recorded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
