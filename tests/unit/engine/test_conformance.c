/* Which reports speak for a library, and which do not. */
#include "unit/base/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "engine/conformance.h"

struct place {
    char dir[64], report[96], so[96];
    struct arena arena;
    struct faults faults;
    struct hash of;
};

static void put(const char *path, const char *content) {
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    assert_true(fputs(content, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static int begin(void **state) {
    static struct place p;
    (void)snprintf(p.dir, sizeof p.dir, "%s", "/tmp/krav-conformance-XXXXXX");
    if (!mkdtemp(p.dir)) {
        return -1;
    }
    (void)snprintf(p.report, sizeof p.report, "%s/report.json", p.dir);
    (void)snprintf(p.so, sizeof p.so, "%s/a.so", p.dir);
    put(p.so, "a library");
    arena_init(&p.arena);
    faults_init(&p.faults, &p.arena, 10);
    *state = &p;
    return 0;
}

static int end(void **state) {
    struct place *p = *state;
    char command[128];
    arena_fini(&p->arena);
    (void)snprintf(command, sizeof command, "rm -rf '%s'", p->dir);
    return system(command);
}

/* A report of n tests, of which the last came out as `last`. */
static bool holds(struct place *p, const char *of, int n, const char *last, const char *good) {
    char hex[HASH_HEX];
    const struct hash digest = hash_of(text_of(of));
    FILE *f = fopen(p->report, "we");
    assert_non_null(f);
    (void)fprintf(f, "{\"kit\":1,\"sha256\":\"%s\",\"plugin\":\"no.example.a\",\"version\":\"1\","
                  "\"seed\":1,\"ms\":12,\"good\":%s,\"tests\":[", hash_hex(&digest, hex), good);
    for (int i = 0; i < n; i++) {
        (void)fprintf(f, "%s{\"test\":\"t.%d\",\"result\":\"%s\",\"reason\":\"\",\"ms\":0}",
                      i ? "," : "", i, i + 1 == n ? last : "pass");
    }
    (void)fputs("]}\n", f);
    assert_int_equal(fclose(f), 0);
    return conformance_holds(p->report, p->so, &p->of, &p->faults);
}

static void test_conformance_holds_for_this_library_alone(void **state) {
    struct place *p = *state;
    const struct hash mine = hash_of(TEXT("a library"));
    assert_true(holds(p, "a library", 30, "warn", "true"));
    assert_true(hash_eq(&p->of, &mine));
    assert_int_equal(p->faults.n, 0);
    assert_false(holds(p, "another", 30, "pass", "true"));
    assert_non_null(strstr(p->faults.items[0].ptr, "is of another library"));
    put(p->so, "a library, changed since");
    assert_false(holds(p, "a library", 30, "pass", "true"));
}

static void test_conformance_holds_only_if_nothing_failed(void **state) {
    struct place *p = *state;
    static const char *const bad[] = {"fail", "crash", "hang", "nonsense"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(holds(p, "a library", 30, bad[i], "true")); /* whatever `good` says */
    }
    assert_false(holds(p, "a library", 30, "pass", "false"));
    assert_false(holds(p, "a library", 19, "pass", "true"));
    assert_non_null(strstr(p->faults.items[5].ptr, "a part of the tests"));
    assert_true(holds(p, "a library", 20, "skip", "true"));
}

static void test_conformance_holds_not_for_what_is_no_report(void **state) {
    struct place *p = *state;
    assert_false(conformance_holds(p->report, p->so, &p->of, &p->faults));
    assert_non_null(strstr(p->faults.items[0].ptr, "cannot be read"));
    put(p->report, "{\"kit\":1");
    assert_false(conformance_holds(p->report, p->so, &p->of, &p->faults));
    assert_non_null(strstr(p->faults.items[1].ptr, "is not a report"));
    assert_int_equal(unlink(p->so), 0);
    assert_false(holds(p, "a library", 30, "pass", "true"));
}

#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_conformance_holds_for_this_library_alone),
        T(test_conformance_holds_only_if_nothing_failed),
        T(test_conformance_holds_not_for_what_is_no_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
