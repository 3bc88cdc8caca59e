/* test_plugin_reload.c - the service's plugins replaced while it works: what is better serves, what
 * is worse changes nothing, and no claim is lost or doubled. */
#include "service.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TEST(f) cmocka_unit_test_setup_teardown(f, service_open, service_close)
#define N_CASES "SELECT count(*) FROM cases"

static const char *claims_of(struct service *s, int first, int n) {
    const char *text = DESK_CSV_HEAD;
    for (int i = first; i < first + n; i++) {
        text = desk_path(&s->desk, "%sS-%d;311758489;consumer;;Kari Nummer %d;900,00;2026-08-17\n",
                         text, i, i);
    }
    return text;
}

/* home/erp.so becomes `from` with `tail` behind it: another library that does the same. */
static void install(struct service *s, const char *from, const char *tail) {
    struct desk *d = &s->desk;
    char bytes[65536];
    size_t n;
    FILE *in = fopen(from, "rbe");
    FILE *out = fopen(desk_path(d, "%s/erp.new", d->home), "wbe");
    assert_true(in && out);
    while ((n = fread(bytes, 1, sizeof bytes, in)) > 0) {
        assert_int_equal(fwrite(bytes, 1, n, out), n);
    }
    assert_true(fputs(tail, out) >= 0);
    assert_int_equal(fclose(in) + fclose(out), 0);
    assert_int_equal(rename(desk_path(d, "%s/erp.new", d->home), desk_path(d, "%s/erp.so", d->home)),
                     0);
}

#define GOOD KRAV_PLUGINS "/erp_csv.so"

static void start(struct service *s) {
    install(s, GOOD, "");
    desk_replace(&s->desk, "krav.conf", "[plugin erp_csv]\n", "[plugin erp_csv]\nso = erp.so\n");
    service_start(s, NULL);
}

static json_t *plugin_of(struct service *s, const char *name, const char *role) {
    json_t *all = desk_document(&s->desk, desk_run(&s->desk, "plugin", "list", "--json"));
    size_t i;
    json_t *p;
    json_array_foreach(all, i, p) {
        if (strcmp(desk_str(p, "plugin"), name) == 0 && strcmp(desk_str(p, "role"), role) == 0) {
            return p;
        }
    }
    return NULL;
}

static const char *hash_now(struct service *s) {
    const json_t *p = plugin_of(s, "erp_csv", "serves");
    assert_non_null(p);
    return desk_str(p, "sha256");
}

static void test_a_new_library_serves_after_reload(void **state) {
    struct service *s = *state;
    start(s);
    const char *before = hash_now(s);
    assert_non_null(strstr(desk_ok(&s->desk, "plugin", "reload")->out, "the same as before"));
    install(s, GOOD, "version two");
    assert_non_null(strstr(desk_ok(&s->desk, "reload")->out, "plugin erp_csv: serves"));
    const char *after = hash_now(s);
    assert_string_not_equal(before, after);
    install(s, GOOD, "version three");
    service_signal(s, SIGHUP);
    service_until_log(s, "info reload plugin erp_csv: serves", 1);
    assert_string_not_equal(after, hash_now(s));
    service_drop(s, "erp_csv/a.csv", claims_of(s, 1, 3));
    service_until_file(s, "in/erp_csv/done/a.csv");
    assert_int_equal(desk_sql_int(&s->desk, N_CASES), 3);
    assert_int_equal(service_stop(s), 0);
    desk_verify(&s->desk);
}

static void test_what_is_worse_changes_nothing(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    start(s);
    const char *before = hash_now(s);
    desk_write(d, "erp.so", "this is no library");
    (void)desk_fails(d, 1, "erp_csv", "reload");
    assert_string_equal(hash_now(s), before);
    const json_t *p = plugin_of(s, "erp_csv", "serves");
    assert_non_null(strstr(desk_str(p, "failed_reload"), "erp_csv.so: "));
    assert_non_null(strstr(desk_run(d, "plugin", "list")->out, "the reload of "));
    /* Every fault of its section at once, and a pin that is another library's. */
    install(s, GOOD, "version two");
    desk_replace(d, "krav.conf", "so = erp.so\n", "so = erp.so\ncolour = blue\nmax_bytes = much\n");
    const struct ran *r = desk_fails(d, 1, "colour", "plugin", "reload", "erp_csv");
    assert_non_null(strstr(r->err, "max_bytes"));
    desk_replace(d, "krav.conf", "colour = blue\nmax_bytes = much\n",
                 desk_path(d, "sha256 = %s\n", before));
    (void)desk_fails(d, 1, "is pinned", "plugin", "reload");
    /* A fault elsewhere in krav.conf: none of it is taken. */
    desk_replace(d, "krav.conf", "[plugin ocr_giro]\n", "[plugin ocr_giro]\nshadow = perhaps\n");
    (void)desk_fails(d, 1, "shadow: yes, no, or how many", "reload");
    assert_string_equal(hash_now(s), before);
    (void)desk_fails(d, 1, "not in the service", "plugin", "reload", "nobody");
    service_drop(s, "erp_csv/a.csv", claims_of(s, 1, 2));
    service_until_file(s, "in/erp_csv/done/a.csv");
    assert_int_equal(service_stop(s), 0);
    desk_replace(d, "krav.conf", "shadow = perhaps\n", "");
    desk_verify(d);
}

/* It starts, and answers some questions twice: nothing but the kit can tell. */
static void test_what_the_kit_finds_at_fault_does_not_serve(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    start(s);
    const char *before = hash_now(s);
    install(s, KRAV_CITIZENS "/bad_two_answers.so", "");
    (void)desk_fails(d, 1, "", "plugin", "reload", "erp_csv");
    const char *why = desk_str(plugin_of(s, "erp_csv", "serves"), "failed_reload");
    if (!strstr(why, "the kit: ") || !strstr(why, ": fail: ")) {
        fail_msg("not in the kit's words: %s", why);
    }
    assert_string_equal(hash_now(s), before);
    desk_replace(d, "krav.conf", "so = erp.so\n", "so = erp.so\nprove = perhaps\n");
    (void)desk_fails(d, 1, "prove: yes or no", "reload");
    desk_replace(d, "krav.conf", "prove = perhaps\n", "prove = no\n");
    assert_non_null(strstr(desk_ok(d, "plugin", "reload")->out, "plugin erp_csv: serves"));
    assert_string_not_equal(hash_now(s), before);
    install(s, GOOD, "");
    (void)desk_ok(d, "plugin", "reload");
    assert_string_equal(hash_now(s), before);
    service_drop(s, "erp_csv/a.csv", claims_of(s, 1, 2));
    service_until_file(s, "in/erp_csv/done/a.csv");
    assert_int_equal(service_stop(s), 0);
    desk_verify(d);
}

/* The file's report must be of this very library. */
static void test_a_report_of_another_library_rejects_it(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    install(s, GOOD, "");
    const struct ran *r = desk_bare(d, "plugin", "check", desk_path(d, "%s/erp.so", d->home),
                                    "--report", desk_path(d, "%s/erp.json", d->home));
    assert_int_equal(r->code, 0);
    desk_replace(d, "krav.conf", "[plugin erp_csv]\n",
                 "[plugin erp_csv]\nso = erp.so\nconformance = erp.json\n");
    assert_string_equal(desk_str(plugin_of(s, "erp_csv", "serves"), "reason"), "");
    install(s, GOOD, "another");
    const json_t *p = plugin_of(s, "erp_csv", "serves");
    assert_non_null(p); /* it stands in the list, with its reason */
    assert_string_equal(desk_str(p, "state"), "rejected");
    assert_non_null(strstr(desk_str(p, "reason"), "conformance"));
}

static void test_plugins_come_and_go(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    start(s);
    const char *conf = desk_read(d, "krav.conf");
    desk_write(d, "krav.conf", desk_path(d, "%s\n[plugin second]\nso = erp.so\n", conf));
    assert_non_null(strstr(desk_ok(d, "plugin", "reload")->out, "the same as before"));
    assert_null(plugin_of(s, "second", "serves")); /* mid-work nobody comes */
    assert_non_null(strstr(desk_ok(d, "reload")->out, "plugin second: added"));
    assert_non_null(plugin_of(s, "second", "serves"));
    service_drop(s, "second/a.csv", claims_of(s, 1, 2));
    service_until_file(s, "in/second/done/a.csv");
    desk_write(d, "krav.conf", conf);
    assert_non_null(strstr(desk_ok(d, "reload")->out, "plugin second: removed"));
    assert_null(plugin_of(s, "second", "serves"));
    assert_int_equal(service_stop(s), 0);
    desk_verify(d);
}

static bool is_swapped(struct service *s, const void *about) {
    return strcmp(hash_now(s), about) != 0;
}

static void test_a_shadow_serves_when_it_has_proven_itself(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    start(s);
    const char *before = hash_now(s);
    desk_replace(d, "krav.conf", "so = erp.so\n", "so = erp.so\nshadow = 2\n");
    install(s, GOOD, "version two");
    assert_non_null(strstr(desk_ok(d, "reload")->out, "plugin erp_csv: shadow"));
    assert_string_equal(hash_now(s), before);
    assert_non_null(plugin_of(s, "erp_csv", "shadow"));
    service_drop(s, "erp_csv/a.csv", claims_of(s, 1, 40));
    service_until_file(s, "in/erp_csv/done/a.csv");
    assert_int_equal(desk_sql_int(d, N_CASES), 40); /* what the shadow read is nobody's */
    assert_string_equal(hash_now(s), before);
    service_drop(s, "erp_csv/b.csv", claims_of(s, 41, 2));
    service_until_file(s, "in/erp_csv/done/b.csv");
    service_until(s, is_swapped, before, "the shadow serves");
    assert_null(plugin_of(s, "erp_csv", "shadow"));
    (void)desk_fails(d, 1, "nothing is tried", "plugin", "promote", "erp_csv");
    assert_int_equal(service_stop(s), 0);
    desk_verify(d);
}

#define SHADOW_TASKS "SELECT count(*) FROM tasks WHERE reason LIKE 'plugin_shadow erp_csv %'"

/* One task for each version that differs, with nothing of anybody's in it; it ends by itself. */
static void test_a_shadow_that_differs_is_the_operators_task(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    start(s);
    desk_replace(d, "krav.conf", "so = erp.so\n", "so = erp.so\nshadow = 2\ntotal_required = yes\n");
    install(s, GOOD, "version two");
    (void)desk_ok(d, "reload");
    assert_int_equal(desk_sql_int(d, SHADOW_TASKS), 0);
    service_drop(s, "erp_csv/a.csv", claims_of(s, 1, 3));
    service_until_number(s, SHADOW_TASKS " AND done = 0", 1);
    service_drop(s, "erp_csv/b.csv", claims_of(s, 4, 3));
    service_until_file(s, "in/erp_csv/done/b.csv");
    assert_int_equal(desk_sql_int(d, SHADOW_TASKS), 1);
    assert_int_equal(desk_sql_int(d, SHADOW_TASKS " AND owner = 'operator' AND case_id = 0"
                                     " AND text LIKE '%krav plugin promote erp_csv%'"
                                     " AND text NOT LIKE '%Nummer%'"), 1);
    assert_non_null(strstr(desk_ok(d, "tasks")->out, "plugin_shadow erp_csv"));
    /* Another version: its own comparison begins, and the task of the one before is over. */
    install(s, GOOD, "version three");
    (void)desk_ok(d, "reload");
    service_until_number(s, SHADOW_TASKS " AND done <> 0", 1);
    service_drop(s, "erp_csv/c.csv", claims_of(s, 7, 3));
    service_until_number(s, SHADOW_TASKS, 2);
    (void)desk_ok(d, "plugin", "promote", "erp_csv");
    service_until_number(s, SHADOW_TASKS " AND done = 0", 0);
    assert_int_equal(service_stop(s), 0);
    desk_verify(d);
}

/* The file is begun at the one library and every claim is taken once, whichever serves then. */
static void test_a_reload_while_a_file_is_taken(void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    start(s);
    const char *before = hash_now(s);
    service_drop(s, "erp_csv/large.csv", claims_of(s, 1, 1500));
    service_until_number(s, "SELECT count(*) > 1 FROM cases", 1);
    install(s, GOOD, "version two");
    (void)desk_ok(d, "plugin", "reload");
    const int64_t taken = desk_sql_int(d, N_CASES);
    assert_string_not_equal(hash_now(s), before);
    service_until_file(s, "in/erp_csv/done/large.csv");
    assert_true(taken < 1500); /* it was in the middle */
    assert_int_equal(desk_sql_int(d, N_CASES), 1500);
    assert_int_equal(service_stop(s), 0);
    desk_verify(d);
}

static void test_without_a_service_there_is_nothing_to_reload(void **state) {
    struct service *s = *state;
    (void)desk_fails(&s->desk, 1, "no service runs here", "plugin", "reload");
    (void)desk_fails(&s->desk, 1, "no service runs here", "plugin", "retry", "erp_csv");
    (void)desk_fails(&s->desk, 2, "plugin promote NAME", "plugin", "promote");
    assert_non_null(strstr(desk_ok(&s->desk, "plugin", "list")->out, "sandbox: "));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_new_library_serves_after_reload),
        TEST(test_what_is_worse_changes_nothing),
        TEST(test_what_the_kit_finds_at_fault_does_not_serve),
        TEST(test_a_report_of_another_library_rejects_it),
        TEST(test_plugins_come_and_go),
        TEST(test_a_shadow_serves_when_it_has_proven_itself),
        TEST(test_a_shadow_that_differs_is_the_operators_task),
        TEST(test_a_reload_while_a_file_is_taken),
        TEST(test_without_a_service_there_is_nothing_to_reload),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
