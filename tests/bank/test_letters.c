/* Tests of the letters and of those who answer them.  The folder is print_folder's own work. */
#include "clerk.h"

#include "krav/easy.h"

#include "fake_host.h"

#include <stdio.h>
#include <stdlib.h>

#define CROWD "crowd . --format ocr --to ocr.txt --stray 0"

static struct fake_host *host;

static int setup(void **state) {
    host = fake_host_new();
    return clerk_open(state);
}

static int teardown(void **state) {
    fake_host_free(host);
    return clerk_close(state);
}

/* ---- what krav writes, through the plugin and as the manifest may be ------------------------- */

static void folder_copy(struct clerk *c) {
    char name[200];
    for (size_t i = 0; i < host->n_files; i++) {
        const struct fake_file *f = &host->files[i];
        snprintf(name, sizeof name, "%.*s", (int)f->name.len, f->name.ptr);
        clerk_write(c, name, f->content.ptr, f->content.len);
    }
}

static void send(const char *key, const char *kind, const char *body, const char *pages) {
    const int asks = strcmp(kind, "reminder") == 0;
    const krav_letter letter = {
        .size = sizeof letter, .composed = krav_day_of(2026, 9, 1), .kind = krav_str_of(kind),
        .to_name = KRAV_STR("Kari Eksempel"), .body = krav_str_of(body),
        .kid = KRAV_STR("10000000108"), .amount = 125050, .asks_payment = asks,
        .deadline = asks ? krav_day_of(2026, 9, 15) : 0, .account = KRAV_STR("12345678903"),
        .bytes = krav_str_of(pages), .media_type = KRAV_STR("application/pdf"),
        .case_ref = KRAV_STR("100000001")};
    assert_int_equal(fake_host_send(host, key, &letter), KRAV_DONE);
}

/* The lines of a letter that say what to pay, as core/domain/letter_body.c has them. */
#define TO_PAY "Til sammen  1 250,50\n\n\xc3\x85 betale: 1 250,50 kroner\n" \
               "Betalingsfrist: 15.09.2026\nTil konto: 1234.56.78903\nKID: 10000000108\n\nHilsen\n"

/* A manifest that says who is to pay what, beside pages that are no text. */
static void manifest(struct clerk *c, int n, const char *day, const char *deadline, long amount) {
    char name[64], text[512], file[64];
    char kid[12];
    int sum = 0;
    snprintf(kid, sizeof kid, "%09d0", 100000000 + n);
    for (int i = 0; i < 10; i++) {
        const int weighed = (kid[9 - i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += weighed / 10 + weighed % 10;
    }
    kid[10] = (char)('0' + (10 - sum % 10) % 10);
    kid[11] = '\0';
    snprintf(file, sizeof file, "%04x%.4s%.2s%.2s.pdf", (unsigned)n, day, day + 5, day + 8);
    snprintf(name, sizeof name, "%.12s.json", file);
    const int len = snprintf(text, sizeof text,
                             "{\"key\":\"%.12s\",\"file\":\"%s\","
                             "\"media_type\":\"application/pdf\",\"bytes\":5,"
                             "\"kind\":\"reminder\",\"case\":\"%d\",\"day\":\"%s\","
                             "\"to\":\"Person %d\",\"kid\":\"%s\",\"amount_ore\":%ld,"
                             "\"deadline\":\"%s\"}\n", file, file, 100000000 + n, day, n, kid,
                             amount, deadline);
    clerk_write(c, name, text, (size_t)len);
    clerk_write(c, file, "%PDF-", 5);
}

static const char *runs(struct clerk *c, const char *words) {
    const char *said;
    if (clerk_run(c, NULL, &said, "%s", words) != 0) {
        fail_msg("%s: %s", words, said);
    }
    return said;
}

/* ---- letters --------------------------------------------------------------------------------- */

/* The plain text says all but the name, which is the manifest's to say. */
static void test_letters_reads_what_the_plugin_writes(void **state) {
    struct clerk *c = *state;
    char listed[1000];
    send("bb", "reminder", "Hei\n\n" TO_PAY, NULL);
    send("aa", "receipt", "Takk.\nGjenst\xc3\xa5r: 10,00 kroner\nKID: 10000000108\n", NULL);
    folder_copy(c);
    clerk_write(c, "cc.txt", TO_PAY, strlen(TO_PAY)); /* not handed over: it has no manifest */
    const bool is_named = strstr(clerk_read(c, "aa.json"), "\"to\":") != NULL;
    const char *name = is_named ? "Kari Eksempel" : "-";
    snprintf(listed, sizeof listed, "2026-09-01\treceipt\t-\t0\t-\t%s\taa.txt\n"
             "2026-09-01\treminder\t10000000108\t125050\t2026-09-15\t%s\tbb.txt\n", name, name);
    assert_string_equal(runs(c, "letters ."), listed);
}

static void test_letters_json_is_one_document(void **state) {
    struct clerk *c = *state;
    static const char other[] = "{\"key\":\"ff\",\"file\":\"ff.txt\",\"media_type\":\"text/plain\","
                                "\"bytes\":2,\"kind\":\"receipt\",\"day\":\"2026-09-09\"}";
    assert_string_equal(runs(c, "letters . --json"), "[\n]\n");
    manifest(c, 2, "2026-09-02", "2026-09-16", 5000);
    clerk_write(c, "ff.json", other, strlen(other));
    clerk_write(c, "ff.txt", "Hi", 2);
    assert_string_equal(runs(c, "letters . --json"),
        "[\n{\"day\":\"2026-09-02\",\"kind\":\"reminder\",\"case\":\"100000002\","
        "\"kid\":\"10000000207\",\"amount_ore\":5000,\"deadline\":\"2026-09-16\","
        "\"name\":\"Person 2\",\"file\":\"000220260902.pdf\"},\n"
        "{\"day\":\"2026-09-09\",\"kind\":\"receipt\",\"case\":null,\"kid\":null,"
        "\"amount_ore\":0,\"deadline\":null,\"name\":null,\"file\":\"ff.txt\"}\n]\n");
}

static void test_letters_reads_manifests_that_say_more(void **state) {
    struct clerk *c = *state;
    manifest(c, 2, "2026-09-02", "2026-09-16", 5000);
    manifest(c, 1, "2026-09-03", "2026-09-17", 100);
    assert_string_equal(runs(c, "letters ."),
        "2026-09-02\treminder\t10000000207\t5000\t2026-09-16\tPerson 2\t000220260902.pdf\n"
        "2026-09-03\treminder\t10000000108\t100\t2026-09-17\tPerson 1\t000120260903.pdf\n");
}

static void refuses(struct clerk *c, const char *words, const char *why) {
    const char *said;
    const int rc = clerk_run(c, NULL, &said, "%s", words);
    if (rc != 1 || !strstr(said, why)) {
        fail_msg("%d, not 1 \"%s\": %s", rc, why, said);
    }
    assert_null(clerk_read(c, "ocr.txt"));
}

static void test_letters_refuses_a_folder_that_is_not_whole(void **state) {
    struct clerk *c = *state;
    const char good[] = "{\"key\":\"aa\",\"file\":\"aa.pdf\",\"media_type\":\"application/pdf\","
                        "\"bytes\":5,\"kind\":\"reminder\",\"day\":\"2026-09-01\"}";
    refuses(c, "letters none", "none: cannot be read");
    clerk_write(c, "aa.json", good, strlen(good));
    refuses(c, "letters .", "./aa.json: aa.pdf: No such file");
    clerk_write(c, "aa.pdf", "%PDF", 4);
    refuses(c, "letters .", "./aa.json: aa.pdf: has 4 bytes, not 5");
    clerk_write(c, "aa.json", good, strlen(good) - 1);
    refuses(c, "letters .", "./aa.json: ");
    static const char outside[] = "{\"file\":\"../a\",\"kind\":\"a\",\"day\":\"2026-09-01\"}";
    clerk_write(c, "aa.json", outside, strlen(outside));
    refuses(c, "letters .", "./aa.json: names a file that is not in the folder");
    static const char lines[] = "{\"file\":\"aa.pdf\",\"kind\":\"a\",\"day\":\"2026-09-01\","
                                "\"to\":\"Kari\\nOla\"}";
    clerk_write(c, "aa.json", lines, strlen(lines));
    refuses(c, "letters .", "./aa.json: a control character");
}

/* A page that is no text and a manifest that does not say: nobody knows who is to pay. */
static void test_crowd_refuses_letters_that_it_cannot_read(void **state) {
    send("aa", "reminder", TO_PAY, "%PDF-1.7");
    folder_copy(*state);
    const char *listed = runs(*state, "letters .");
    if (strstr(listed, "\t10000000108\t125050\t2026-09-15\tKari Eksempel\t")) {
        return; /* print_folder's manifest says it */
    }
    assert_string_equal(listed, "2026-09-01\treminder\t-\t-\t-\t-\taa.pdf\n");
    refuses(*state, CROWD " --day 2026-09-03", "aa.pdf: its manifest does not say who is to pay");
}

/* ---- the crowd ------------------------------------------------------------------------------- */

#define PEOPLE 60
#define FIRST_DAY 2 /* of September 2026, the day after the letters */
#define DAYS 28

static void town(struct clerk *c) {
    for (int n = 1; n <= PEOPLE; n++) {
        manifest(c, n, "2026-09-01", "2026-09-15", 100000 + n);
    }
}

struct person {
    int n_payments, last_day, ordered;
    long paid;
    char how[16];
};

/* Lives through the days and notes who paid. */
static void live(struct clerk *c, const char *options, struct person people[PEOPLE + 1]) {
    memset(people, 0, sizeof *people * (PEOPLE + 1));
    for (int d = FIRST_DAY; d < FIRST_DAY + DAYS; d++) {
        char words[200];
        snprintf(words, sizeof words, CROWD " --day 2026-09-%02d %s", d, options);
        const char *line = runs(c, words);
        while (*line) {
            int booked = 0, n = 0, ordered = 0;
            long amount = 0;
            char how[16] = "";
            assert_int_equal(sscanf(line, "2026-09-%2d\t10000%4d%*2d\t%ld\t2026-09-%2d\t%15s",
                                    &booked, &n, &amount, &ordered, how), 5);
            assert_int_equal(booked, d);
            assert_in_range(n, 1, PEOPLE);
            struct person *p = &people[n];
            p->n_payments++;
            p->paid += amount;
            p->last_day = d;
            p->ordered = ordered;
            memcpy(p->how, how, sizeof how);
            line = strchr(line, '\n') + 1;
        }
    }
}

static void check_person(const struct person *p, int n) {
    const long asked = 100000 + n;
    assert_true(p->ordered <= p->last_day);
    assert_int_equal(p->n_payments, strcmp(p->how, "twice") == 0 ? 2 : 1);
    if (strcmp(p->how, "late") == 0) {
        assert_in_range(p->ordered, 16, 25);
    } else {
        assert_in_range(p->ordered, 2, 15);
    }
    if (strcmp(p->how, "partial") == 0) {
        assert_true(p->paid == 25000 || p->paid == 50000 || p->paid == 75000);
    } else if (strcmp(p->how, "over") == 0) {
        assert_int_equal(p->paid, asked + 10000);
    } else {
        assert_int_equal(p->paid, asked * p->n_payments);
    }
}

static void test_crowd_pays_by_its_habits(void **state) {
    struct person people[PEOPLE + 1], again[PEOPLE + 1];
    town(*state);
    live(*state, "--seed 7 --full 30 --late 20 --partial 20 --over 10 --twice 10", people);
    static const char *const hows[] = {"", "full", "late", "partial", "over", "twice"};
    int n_of[6] = {0};
    for (int n = 1; n <= PEOPLE; n++) {
        for (int i = 0; i < 6; i++) {
            n_of[i] += strcmp(people[n].how, hows[i]) == 0 ? 1 : 0;
        }
        if (people[n].n_payments > 0) {
            check_person(&people[n], n);
        }
    }
    for (int i = 0; i < 6; i++) {
        assert_in_range(n_of[i], 1, PEOPLE / 2);
    }
    live(*state, "--seed 7 --full 30 --late 20 --partial 20 --over 10 --twice 10", again);
    assert_memory_equal(people, again, sizeof people);
    live(*state, "--seed 8 --full 30 --late 20 --partial 20 --over 10 --twice 10", again);
    assert_memory_not_equal(people, again, sizeof people);
}

static void test_crowd_takes_percentages(void **state) {
    struct person people[PEOPLE + 1];
    const char *said;
    town(*state);
    live(*state, "--full 100 --late 0 --partial 0 --over 0 --twice 0", people);
    for (int n = 1; n <= PEOPLE; n++) {
        assert_string_equal(people[n].how, "full");
    }
    live(*state, "--full 0 --late 0 --partial 0 --over 0 --twice 0", people);
    for (int n = 1; n <= PEOPLE; n++) {
        assert_int_equal(people[n].n_payments, 0);
    }
    assert_int_equal(clerk_run(*state, NULL, &said, CROWD " --day 2026-09-03 --full 80"), 2);
    assert_non_null(strstr(said, "the habits are those of 115 people in a hundred"));
    assert_int_equal(clerk_run(*state, NULL, &said, CROWD " --day 2026-09-03 --late x"), 2);
    assert_non_null(strstr(said, "--late x: not a number from 0 to 100"));
}

/* One letter is answered, the first since then: also when more have come. */
static void test_crowd_answers_the_first_letter_since(void **state) {
    struct person people[PEOPLE + 1];
    manifest(*state, 1, "2026-09-01", "2026-09-02", 100001);
    manifest(*state, 1, "2026-09-03", "2026-09-15", 200001);
    live(*state, "--full 100 --late 0 --partial 0 --over 0 --twice 0", people);
    assert_int_equal(people[1].paid, 100001);
    live(*state, "--full 100 --late 0 --partial 0 --over 0 --twice 0 --since 2026-09-02", people);
    assert_int_equal(people[1].paid, 200001);
    live(*state, "--full 100 --late 0 --partial 0 --over 0 --twice 0 --since 2026-09-04", people);
    assert_int_equal(people[1].n_payments, 0);
}

static void test_crowd_writes_a_file_on_any_day(void **state) {
    const char *said = runs(*state, "crowd . --format camt.08 --day 2026-09-05 --to camt.xml");
    assert_string_equal(said, "");
    assert_non_null(strstr(clerk_read(*state, "camt.xml"), "<NbOfNtries>0</NbOfNtries>"));
    said = runs(*state, "crowd . --format ocr --day 2026-09-07 --to ocr.txt --stray 100");
    assert_non_null(strstr(said, "2026-09-07\t99"));
    assert_non_null(strstr(said, "\tstray\t-\n"));
    assert_non_null(strstr(clerk_read(*state, "ocr.txt"), "NY0910300000001070926"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_letters_reads_what_the_plugin_writes),
        TEST(test_letters_json_is_one_document),
        TEST(test_letters_reads_manifests_that_say_more),
        TEST(test_letters_refuses_a_folder_that_is_not_whole),
        TEST(test_crowd_refuses_letters_that_it_cannot_read),
        TEST(test_crowd_pays_by_its_habits),
        TEST(test_crowd_takes_percentages),
        TEST(test_crowd_answers_the_first_letter_since),
        TEST(test_crowd_writes_a_file_on_any_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
