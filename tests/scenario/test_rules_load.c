/* test_rules_load.c - rules published over and over into a running service, a third of them broken, while
 * people tell it things and files drop in.
 *
 *     publish (asked, not waited for) ─▶ tell, tell, a file ... ─▶ its answer ─▶ the next
 *
 * At the end nothing that was told is lost, no step was decided by rules that were refused, and the
 * book is well.  The first argument says how many are published.  How long a word waits with and without
 * publishing is printed and not judged: it is the machine's as much as ours. */
#include "service.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PUBLISHES 1000
#define WALKS_EVERY 10 /* bundles: the others have tests that end at once */
#define WAITS_MAX 200000
#define FILES_EVERY 10
#define N_CASES 20 /* there from the beginning; the first is disputed */

static int64_t n_publishes = PUBLISHES;

struct load {
    struct service *s;
    int64_t accepted, refused, told, claims;
    int64_t *quiet_ns, *busy_ns;
    size_t n_quiet, n_busy;
    bool publishing;
};

static int64_t now_ns(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* ---- the control socket ---------------------------------------------------------------------- */

/* "/", the user, and the words, each ended by a NUL. */
static int ask(struct load *l, const char *const *words) {
    char request[2000] = "....";
    uint32_t len = 4;
    for (const char *const *w = (const char *const[]){"/", "kari", NULL}; *w; w++) {
        len += (uint32_t)snprintf(request + len, sizeof request - len, "%s", *w) + 1;
    }
    for (; *words; words++) {
        len += (uint32_t)snprintf(request + len, sizeof request - len, "%s", *words) + 1;
        assert_true(len < sizeof request);
    }
    len -= 4;
    memcpy(request, &len, 4);
    const int fd = service_connect(l->s);
    assert_int_equal(send(fd, request, len + 4, MSG_NOSIGNAL), len + 4);
    return fd;
}

static void take_bytes(int fd, void *to, size_t n) {
    assert_int_equal(recv(fd, to, n, MSG_WAITALL), n);
}

/* The exit code; what was said stands in `said`, cut to its size. */
static int answer(int fd, char *said, size_t size) {
    uint32_t head[3];
    char rest[20000];
    take_bytes(fd, head, sizeof head);
    assert_true(head[1] + head[2] < sizeof rest);
    take_bytes(fd, rest, head[1] + head[2]);
    rest[head[1] + head[2]] = '\0';
    (void)snprintf(said, size, "%.*s", (int)size - 1, rest);
    (void)close(fd);
    return (int)head[0];
}

/* One of the cases acknowledges: the rules are asked at once. */
static void tell(struct load *l) {
    char said[400], number[20];
    (void)snprintf(number, sizeof number, "%lld", (long long)DESK_CASE(2 + l->told % (N_CASES - 1)));
    const char *const words[] = {"tell", number, "acknowledged", NULL};
    const int64_t from = now_ns();
    if (answer(ask(l, words), said, sizeof said) != 0) {
        fail_msg("tell: %s", said);
    }
    const int64_t ns = now_ns() - from;
    l->told++;
    if (l->publishing && l->n_busy < WAITS_MAX) {
        l->busy_ns[l->n_busy++] = ns;
    } else if (!l->publishing && l->n_quiet < WAITS_MAX) {
        l->quiet_ns[l->n_quiet++] = ns;
    }
}

static void drop_claims(struct load *l, int64_t i) {
    struct desk *d = &l->s->desk;
    const char *place = desk_path(d, "erp_csv/load-%lld.csv", (long long)i);
    service_drop(l->s, place,
                 desk_path(d, DESK_CSV_HEAD "L-%lld;311758489;consumer;;Kari Nummer %lld;900,00;"
                           "2026-08-17\nM-%lld;311758489;consumer;;Ola Nummer %lld;400,00;2026-08-17\n",
                           (long long)i, (long long)i, (long long)i, (long long)i));
    l->claims += 2;
}

/* ---- bundles, good and bad --------------------------------------------------------------------- */

struct bundle_kind {
    const char *level, *stage, *more, *test; /* of its text, below */
    const char *says;                        /* why it is refused; NULL: it is not */
};
static const struct bundle_kind good = {"normal", "reminder", "", "paid", NULL};
static const struct bundle_kind bad[] = {
    {"normal", "reminder", "this is not Lua", "paid", "init.lua:"},
    {"normal", "reminder", "", "broke", "tests failed: nothing is published"},
    {"normal", "first", "", "paid", "stage 'reminder' is missing"},
    {"another", "reminder", "", "paid", "no activity level 'normal'"},
    {"normal", "reminder", "if c.disputed then error \"not thought of\" end", "paid",
     "would be parked: nothing is published"},
};
#define BAD_KINDS ((int64_t)(sizeof bad / sizeof bad[0]))

/* Each is another text, and so another bundle. */
static void write_bundle(struct load *l, const char *dir, int64_t i, const struct bundle_kind *k) {
    struct desk *d = &l->s->desk;
    desk_write(d, desk_path(d, "%s/init.lua", dir),
               desk_path(d,
                         "local W = workflow { id = \"load\", api = 1 } -- %lld\n"
                         "function W.start (c) return \"%s\" end\n"
                         "W.stage \"%s\" { label = \"Purring\",\n"
                         "  enter = function (c) return { send { letter = \"reminder\", days = %d },\n"
                         "    look_again { after_deadline = 3 } } end,\n"
                         "  decide = function (c) %s\n"
                         "    if c.settled then return { close \"paid\" } end\n"
                         "    if c.fact.kind == \"acknowledged\" then return { note \"by %lld\" } end\n"
                         "  end }\n"
                         "W.level \"%s\" { label = \"N\" }\n"
                         "W.level \"gentle\" { label = \"G\" }\n"
                         "return W\n",
                         (long long)i, k->stage, k->stage, (int)(14 + i % 7), k->more, (long long)i,
                         k->level));
    const char *tests = "", *walk = i % WALKS_EVERY != 0 ? ""
        : "walk(case_like { open = 1200 * kr, today = \"2025-03-03\" }, \"50 days\")";
    for (int n = 0; n < 10; n++) {
        tests = desk_path(d, "%stest(\"%d\", function ()\n"
                          "  local c = case_like { stage = \"%s\", settled = true }\n"
                          "  expect(decide(c).close[1].what).is \"%s\"\n"
                          "  %s\nend)\n", tests, n, k->stage, k->test, walk);
    }
    desk_write(d, desk_path(d, "%s/load_test.lua", dir), tests);
}

/* While it is under way people are heard. */
static void publish(struct load *l, const char *dir, int64_t i) {
    const struct bundle_kind *k = i % 3 == 2 ? &bad[i / 3 % BAD_KINDS] : &good;
    const char *const words[] = {"rules", "publish", dir, NULL};
    char said[4000];
    write_bundle(l, dir, i, k);
    l->publishing = true;
    const int fd = ask(l, words);
    struct pollfd p = {.fd = fd, .events = POLLIN};
    do {
        tell(l);
    } while (poll(&p, 1, 0) == 0);
    l->publishing = false;
    const int code = answer(fd, said, sizeof said);
    if (code != (k->says ? 1 : 0) || (k->says && !strstr(said, k->says))) {
        fail_msg("publish %lld: %d: %s", (long long)i, code, said);
    }
    l->accepted += !k->says;
    l->refused += k->says != NULL;
}

/* ---- what is left in the end ------------------------------------------------------------------- */

static int by_size(const void *a, const void *b) {
    int64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static void print_waits(const char *when, int64_t *ns, size_t n) {
    if (n > 0) {
        qsort(ns, n, sizeof *ns, by_size);
        print_message("a word waits, %-18s median %6lld us, 99 of 100 %6lld us, longest %6lld us "
                      "(%zu words)\n", when, (long long)ns[n / 2] / 1000,
                      (long long)ns[n * 99 / 100] / 1000, (long long)ns[n - 1] / 1000, n);
    }
}

static void check_book(struct load *l) {
    struct desk *d = &l->s->desk;
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps WHERE fact = 'acknowledged'"), l->told);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM cases"), N_CASES + l->claims);
    /* The first was published by krav init. */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM activations"), 1 + l->accepted);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM bundles"), 1 + l->accepted);
    /* Whoever decided was active then: the last activation before the step. */
    assert_int_equal(desk_sql_int(d,
        "SELECT count(*) FROM steps s WHERE case_id <> 0 AND s.body ->> 'bundle' IS NOT NULL"
        " AND lower(hex((SELECT a.hash FROM activations a WHERE a.step < s.id"
        "   ORDER BY a.id DESC LIMIT 1))) <> s.body ->> 'bundle'"), 0);
    assert_true(desk_sql_int(d, "SELECT count(DISTINCT body ->> 'bundle') FROM steps") >
                l->accepted / 2);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM cases WHERE parked <> ''"), 0);
    desk_verify(d);
}

static void test_rules_published_under_load_lose_nothing_and_decide_nothing_when_refused(
    void **state) {
    struct service *s = *state;
    struct desk *d = &s->desk;
    struct load l = {.s = s};
    l.quiet_ns = calloc(WAITS_MAX, sizeof *l.quiet_ns);
    l.busy_ns = calloc(WAITS_MAX, sizeof *l.busy_ns);
    assert_true(l.quiet_ns && l.busy_ns);
    desk_publish(d, "first", "function W.start (c) return \"reminder\" end\n"
                 "W.stage \"reminder\" { label = \"R\", decide = function (c) return {} end }");
    l.accepted = 1;
    const char *rows = "";
    for (int i = 1; i <= N_CASES; i++) {
        rows = desk_path(d, "%s%d;consumer;1000,00;2026-08-17\n", rows, i);
    }
    desk_claims(d, rows);
    (void)desk_ok(d, "tell", "100000001", "dispute", "feil");
    service_start(s, NULL);
    for (int64_t i = 0; i < n_publishes; i++) {
        if (i % FILES_EVERY == 0) {
            drop_claims(&l, i);
        }
        publish(&l, desk_bundle(d, "load", ""), i);
        tell(&l);
    }
    service_until_number(s, "SELECT count(*) FROM cases", N_CASES + l.claims);
    assert_int_equal(service_stop(s), 0);
    check_book(&l);
    print_message("%lld rules published, %lld refused\n", (long long)l.accepted,
                  (long long)l.refused);
    print_waits("nothing published:", l.quiet_ns, l.n_quiet);
    print_waits("while publishing:", l.busy_ns, l.n_busy);
    free(l.quiet_ns);
    free(l.busy_ns);
}

int main(int argc, char **argv) {
    n_publishes = argc > 1 ? strtoll(argv[1], NULL, 10) : PUBLISHES;
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(
        test_rules_published_under_load_lose_nothing_and_decide_nothing_when_refused, service_open,
        service_close)};
    return cmocka_run_group_tests_name("rules_load", tests, NULL, NULL);
}
