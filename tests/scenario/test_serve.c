/* test_serve.c - the running service: what it takes, what it reloads, how it stops, and that no
 * noise on its socket does harm.  Commands over the socket are test_serve_commands.c's. */
#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define TEST(f) cmocka_unit_test_setup_teardown(f, service_open, service_close)
#define N_CASES "SELECT count(*) FROM cases"
#define N_BUNDLES "SELECT count(*) FROM activations"

static const char *claims_of(struct service *s, int first, int n) {
    const char *text = DESK_CSV_HEAD;
    for (int i = first; i < first + n; i++) {
        text = desk_path(&s->desk, "%sS-%d;311758489;consumer;;Kari Nummer %d;900,00;2026-08-17\n",
                         text, i, i);
    }
    return text;
}

/* ---- files ----------------------------------------------------------------------------------- */

static void test_a_file_renamed_into_place_is_taken(void **state) {
    struct service *s = *state;
    service_start(s, NULL);
    service_drop(s, "erp_csv/a.csv", claims_of(s, 1, 3));
    service_until_file(s, "in/erp_csv/done/a.csv");
    assert_int_equal(desk_sql_int(&s->desk, N_CASES), 3);
    /* What came in leads on: the letters that are due go out the same day. */
    service_until_number(s, "SELECT count(*) FROM outbox WHERE state = 'planned'", 0);
    assert_int_equal(service_stop(s), 0);
    desk_verify(&s->desk);
}

static void test_files_there_before_the_start_are_taken(void **state) {
    struct service *s = *state;
    (void)mkdir(desk_path(&s->desk, "%s/in/erp_csv", s->desk.home), 0750);
    service_drop(s, "erp_csv/early.csv", claims_of(s, 1, 2));
    service_start(s, NULL);
    service_until_file(s, "in/erp_csv/done/early.csv");
    assert_int_equal(desk_sql_int(&s->desk, N_CASES), 2);
    assert_int_equal(service_stop(s), 0);
}

/* Written to for longer than a file must rest, a line at a time. */
static void test_a_file_being_written_waits_until_it_rests(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    service_start(s, NULL);
    FILE *f = fopen(desk_path(d, "%s/in/erp_csv/slow.csv", d->home), "we");
    assert_non_null(f);
    (void)fputs(DESK_CSV_HEAD, f);
    int n = 0;
    for (const time_t began = time(NULL); time(NULL) < began + 4; n++) {
        (void)fprintf(f, "S-%d;311758489;consumer;;Kari Nummer %d;900,00;2026-08-17\n", n, n);
        assert_int_equal(fflush(f), 0);
        assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM files"), 0);
        (void)poll(NULL, 0, 100);
    }
    assert_int_equal(fclose(f), 0);
    service_until_file(s, "in/erp_csv/done/slow.csv");
    assert_int_equal(desk_sql_int(d, N_CASES), n);
    assert_int_equal(desk_count_files(d, "in/erp_csv/rejected", "*"), 0);
    assert_int_equal(service_stop(s), 0);
}

static void test_a_bad_file_is_rejected_and_the_next_is_taken(void **state) {
    struct service *s = *state;
    service_start(s, NULL);
    service_drop(s, "erp_csv/bad.csv",
                 desk_path(&s->desk, "%sS-9;311758489;consumer;;Ola;much;2026-08-17\n",
                           claims_of(s, 1, 2)));
    service_until_file(s, "in/erp_csv/rejected/bad.csv");
    assert_non_null(strstr(desk_read(&s->desk, "in/erp_csv/rejected/bad.csv.reason"), "line 4"));
    assert_int_equal(desk_sql_int(&s->desk, N_CASES), 0);
    service_drop(s, "erp_csv/good.csv", claims_of(s, 1, 2));
    service_until_file(s, "in/erp_csv/done/good.csv");
    assert_int_equal(desk_sql_int(&s->desk, N_CASES), 2);
    assert_int_equal(service_stop(s), 0);
    desk_verify(&s->desk);
}

static void test_the_log_holds_no_national_id(void **state) {
    static const char *const ids[] = {"31856397214", "10915596784", "18888297827"};
    struct service *s = *state;
    struct desk *d = &s->desk;
    service_start(s, NULL);
    service_drop(s, "erp_csv/claims.csv", desk_read(d, "files/claims.csv"));
    service_until_file(s, "in/erp_csv/done/claims.csv");
    /* A careless sender: a person's number in a file's name and in what is wrong with it. */
    service_drop(s, "erp_csv/kari 31856397214.csv",
                 DESK_CSV_HEAD "S-1;311758489;consumer;10915596784;Ola;much;2026-08-17\n");
    service_until_file(s, "in/erp_csv/rejected/kari 31856397214.csv");
    (void)desk_ok(d, "tell", "100000001", "note", "About 18888297827.");
    (void)desk_run(d, "tell", "18888297827", "note", "No such case.");
    (void)desk_run(d, "take", "/nowhere/10915596784.csv");
    service_until_log(s, "state=rejected", 1);
    assert_int_equal(service_stop(s), 0);
    const char *log = desk_read(d, s->log);
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        assert_null(strstr(log, ids[i]));
    }
    assert_non_null(strstr(log, "file=kari 318563*****.csv"));
}

/* ---- rules ----------------------------------------------------------------------------------- */

static void spoil_rules(struct desk *d) {
    desk_write(d, "rules/init.lua",
               desk_path(d, "%s\nthis is not Lua\n", desk_read(d, "rules/init.lua")));
}

static void change_rules(struct desk *d, const char *comment) {
    desk_write(d, "rules/init.lua",
               desk_path(d, "-- %s\n%s", comment, desk_read(d, "rules/init.lua")));
}

static void test_sighup_publishes_changed_rules_only(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    service_start(s, NULL);
    const int64_t n = desk_sql_int(d, N_BUNDLES);
    const char *good = desk_read(d, "rules/init.lua");
    change_rules(d, "changed");
    service_signal(s, SIGHUP);
    service_until_number(s, N_BUNDLES, n + 1);
    service_until_log(s, "tests passed", 1);
    spoil_rules(d);
    service_signal(s, SIGHUP);
    service_until_log(s, " error reload ", 1);
    assert_int_equal(desk_sql_int(d, N_BUNDLES), n + 1);
    assert_non_null(strstr(desk_read(d, s->log), "init.lua"));
    /* The old rules go on working. */
    service_drop(s, "erp_csv/a.csv", claims_of(s, 1, 2));
    service_until_file(s, "in/erp_csv/done/a.csv");
    service_until_number(s, "SELECT count(*) FROM cases WHERE stage = 'reminder' AND parked = ''",
                         2);
    desk_write(d, "rules/init.lua", good);
    assert_int_equal(service_stop(s), 0);
    desk_verify(d);
}

static void test_reload_answers_who_asked(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    service_start(s, NULL);
    const int64_t n = desk_sql_int(d, N_BUNDLES);
    change_rules(d, "changed");
    assert_non_null(strstr(desk_ok(d, "reload")->out, "published by reload"));
    assert_int_equal(desk_sql_int(d, N_BUNDLES), n + 1);
    spoil_rules(d);
    (void)desk_fails(d, 1, "init.lua", "reload");
    assert_int_equal(desk_sql_int(d, N_BUNDLES), n + 1);
    assert_int_equal(service_stop(s), 0);
}

static void test_watched_rules_are_published_when_they_change(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    desk_write(d, "krav.conf",
               desk_path(d, "%s\n[serve]\nwatch_rules = yes\n", desk_read(d, "krav.conf")));
    (void)desk_ok(d, "check");
    service_start(s, NULL);
    const int64_t n = desk_sql_int(d, N_BUNDLES);
    change_rules(d, "changed and saved");
    service_until_number(s, N_BUNDLES, n + 1);
    spoil_rules(d);
    service_until_log(s, " error reload ", 1);
    assert_int_equal(desk_sql_int(d, N_BUNDLES), n + 1);
    assert_int_equal(service_stop(s), 0);
}

/* ---- one writer, and the stop ---------------------------------------------------------------- */

static void test_a_second_service_is_refused_by_name(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    service_start(s, NULL);
    (void)desk_fails(d, 1, desk_path(d, "held by krav serve (pid %d)", (int)s->pid), "serve");
    (void)desk_ok(d, "take", desk_path(d, "%s/files/claims.csv", d->home)); /* the first goes on */
    assert_int_equal(service_stop(s), 0);
}

static void test_sigterm_ends_it_and_commands_work_alone_again(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    service_start(s, NULL);
    service_drop(s, "erp_csv/many.csv", claims_of(s, 1, 400));
    service_until_file(s, "in/erp_csv/many.csv"); /* there, or taken already: both may be stopped */
    assert_int_equal(service_stop(s), 0);
    assert_non_null(strstr(s->said, "STOPPING=1"));
    desk_verify(d);
    (void)desk_ok(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    assert_int_equal(desk_sql_int(d, N_CASES), 404);
    service_start(s, NULL);
    (void)desk_ok(d, "tell", "100000001", "note", "again");
    assert_int_equal(service_stop(s), 0);
    desk_verify(d);
}

static void test_a_killed_service_leaves_a_harmless_socket(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    service_start(s, NULL);
    service_signal(s, SIGKILL);
    assert_int_equal(service_stop(s), 128 + SIGKILL);
    assert_true(desk_exists(d, "run/control.sock"));
    (void)desk_ok(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    (void)desk_ok(d, "tell", "100000001", "note", "alone");
    service_start(s, NULL);
    (void)desk_ok(d, "tell", "100000001", "note", "together");
    assert_int_equal(service_stop(s), 0);
    desk_verify(d);
}

/* Half a request must neither be waited for nor be forgotten (a sanitizer would say so). */
static void test_stop_waits_for_nobody_who_is_still_speaking(void **state) {
    struct service *s = *state;
    service_start(s, NULL);
    const uint32_t len = 1000;
    const int speaking = service_connect(s), silent = service_connect(s);
    assert_int_equal(send(speaking, &len, sizeof len, MSG_NOSIGNAL), sizeof len);
    (void)desk_ok(&s->desk, "creditor", "list"); /* both have been let in before this one */
    assert_int_equal(service_stop(s), 0);
    (void)close(speaking);
    (void)close(silent);
}

static void test_a_long_path_to_the_home_works(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    const char *deep = d->dir;
    for (int i = 0; i < 3; i++) {
        deep = desk_path(d, "%s/%.*s", deep, 50,
                         "a_directory_with_a_name_that_is_quite_a_lot_longer_than_needed");
        assert_int_equal(mkdir(deep, 0700), 0);
    }
    deep = desk_path(d, "%s/home", deep);
    assert_true(strlen(deep) > 150);
    assert_int_equal(rename(d->home, deep), 0);
    service_start(s, deep);
    const struct ran *r = desk_bare(d, "-C", deep, "take",
                                    desk_path(d, "%s/files/claims.csv", deep));
    assert_int_equal(r->code, 0);
    const struct ran *told = desk_bare(d, "-C", deep, "tell", "100000001", "note", "far away");
    assert_int_equal(told->code, 0);
    service_until_log(s, "command=take code=0", 1);
    service_until_log(s, "command=tell code=0", 1);
    assert_int_equal(service_stop(s), 0);
    assert_int_equal(rename(deep, d->home), 0);
    desk_verify(d);
}

/* ---- noise on the socket --------------------------------------------------------------------- */

/* True if the other side has hung up, and has said nothing. */
static bool is_hung_up(int fd) {
    struct pollfd p = {.fd = fd, .events = POLLIN};
    char byte;
    return poll(&p, 1, 10000) == 1 && recv(fd, &byte, 1, 0) <= 0;
}

static void send_bytes(struct service *s, const void *bytes, size_t len, bool must_hang_up) {
    const int fd = service_connect(s);
    (void)send(fd, bytes, len, MSG_NOSIGNAL); /* it may hang up before it has heard it all */
    if (must_hang_up) {
        assert_true(is_hung_up(fd));
    }
    (void)close(fd);
}

static void send_framed(struct service *s, uint32_t says, const char *body, size_t len,
                        bool must_hang_up) {
    char *frame = calloc(1, len + 4);
    assert_non_null(frame);
    memcpy(frame, &says, 4);
    memcpy(frame + 4, body, len);
    send_bytes(s, frame, len + 4, must_hang_up);
    free(frame);
}

static void test_noise_on_the_socket_does_no_harm(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    (void)desk_ok(d, "take", desk_path(d, "%s/files/claims.csv", d->home));
    (void)desk_ok(d, "day", "--until", "2026-09-01");
    service_start(s, NULL);
    const char *before = desk_print(d);
    unsigned seed = 20260901;
    char noise[4096];
    for (int i = 0; i < 200; i++) {
        const size_t len = (size_t)rand_r(&seed) % sizeof noise;
        for (size_t k = 0; k < len; k++) {
            noise[k] = (char)rand_r(&seed);
        }
        send_bytes(s, noise, len, false);
        send_framed(s, (uint32_t)len, noise, len, false); /* a good frame around noise */
    }
    send_framed(s, UINT32_MAX, "x", 1, true);                       /* far too long */
    send_framed(s, (1u << 20) + 1, "x", 1, true);                   /* a little too long */
    send_framed(s, 5, "no NUL", 5, true);
    send_framed(s, 1, "\0", 1, true);                               /* no command */
    send_framed(s, 2, "/", 2, true);
    send_framed(s, 0, "", 0, false);
    send_bytes(s, "\x01", 1, false);                                /* not even a length */
    memset(noise, 0, sizeof noise);
    send_framed(s, sizeof noise, noise, sizeof noise, true);        /* too many words */
    static const char tell[] = "/\0kari\0tell\0" "100000001\0note\0hei";
    send_framed(s, sizeof tell, tell, sizeof tell - 9, false);      /* gone in the middle */
    static const char cwd[] = "/nowhere\0kari\0tell\0" "100000001\0note\0hei";
    send_framed(s, sizeof cwd, cwd, sizeof cwd, false);             /* no such directory */
    static const char unknown[] = "/\0kari\0no-such-command";
    send_framed(s, sizeof unknown, unknown, sizeof unknown, false);
    service_until_log(s, "command=no-such-command code=2", 1);
    assert_string_equal(desk_print(d), before);
    /* Asked, and not waited for: the work is done all the same, once. */
    send_framed(s, sizeof tell, tell, sizeof tell, false);
    service_until_number(s, "SELECT count(*) FROM steps WHERE fact = 'note'", 1);
    (void)desk_ok(d, "tell", "100000001", "note", "still here");
    assert_int_equal(service_stop(s), 0);
    desk_verify(d);
}

/* Commands that need no service, or start one, are not for the socket: a second service inside the
 * first, or an init, would be another process's work done in this one. */
static void test_only_writing_commands_are_run_for_others(void **state) {
    static const char serve[] = "/\0kari\0serve", init[] = "/\0kari\0init\0/tmp/krav-not-made";
    struct service *s = *state;
    service_start(s, NULL);
    send_framed(s, sizeof serve, serve, sizeof serve, false);
    send_framed(s, sizeof init, init, sizeof init, false);
    service_until_log(s, "command=serve code=2", 1);
    service_until_log(s, "command=init code=2", 1);
    (void)desk_ok(&s->desk, "creditor", "list");
    assert_false(desk_exists(&s->desk, "/tmp/krav-not-made"));
    assert_int_equal(service_stop(s), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_file_renamed_into_place_is_taken),
        TEST(test_files_there_before_the_start_are_taken),
        TEST(test_a_file_being_written_waits_until_it_rests),
        TEST(test_a_bad_file_is_rejected_and_the_next_is_taken),
        TEST(test_the_log_holds_no_national_id),
        TEST(test_sighup_publishes_changed_rules_only),
        TEST(test_reload_answers_who_asked),
        TEST(test_watched_rules_are_published_when_they_change),
        TEST(test_a_second_service_is_refused_by_name),
        TEST(test_sigterm_ends_it_and_commands_work_alone_again),
        TEST(test_a_killed_service_leaves_a_harmless_socket),
        TEST(test_stop_waits_for_nobody_who_is_still_speaking),
        TEST(test_a_long_path_to_the_home_works),
        TEST(test_noise_on_the_socket_does_no_harm),
        TEST(test_only_writing_commands_are_run_for_others),
    };
    return cmocka_run_group_tests_name("serve", tests, NULL, NULL);
}
