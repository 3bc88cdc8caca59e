/* Rates of the book: imported, kept, and part of its law. */
#include "unit/engine/house.h"

#include "engine/book_rates.h"

#define HEAD "kind;from;to;value;source\n"
#define H1 "late_interest;2027-01-01;2027-06-30;11,75;FOR-2026-12-18-2901\n"

static int import(struct house *h, const char *text, struct rates_news *news,
                  struct faults *faults) {
    faults_init(faults, &h->arena, 20);
    h->st = (struct status){0};
    return book_import_rates(&h->e, "t.csv", text_of(text), faults, news, &h->st);
}

static int32_t rate_on(struct house *h, const char *iso) {
    struct status unknown = {0};
    int32_t bp = -1;
    const int rc = law_interest_rate(h->e.law, on(iso), &bp, &unknown);
    return rc == STATUS_OK ? bp : -1;
}

static void sql(struct house *h, const char *text) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(h->db, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void test_book_import_rates_makes_the_law_at_once_and_at_every_opening(void **state) {
    struct house *h = *state;
    struct rates_news news;
    struct faults faults;
    const int64_t head = h->e.head.id;
    assert_ptr_equal(h->e.law->interest.rows, law_builtin()->interest.rows);
    assert_int_equal(rate_on(h, "2027-01-01"), -1);
    OK(h, import(h, HEAD H1, &news, &faults));
    assert_int_equal(news.n, 1);
    assert_int_equal(h->e.head.id, head + 1);
    assert_int_equal(rate_on(h, "2026-12-31"), 1225);
    assert_int_equal(rate_on(h, "2027-01-01"), 1175);
    engine_close(&h->e);
    house_open(h, DB_WRITE);
    assert_int_equal(rate_on(h, "2027-06-30"), 1175);
    assert_int_equal(rate_on(h, "2027-07-01"), -1);
    house_import(h, "[creditor 311758489]\nname = Fjord Kraft AS\naccount = 15942287248\n", false);
    assert_int_equal(rate_on(h, "2027-01-01"), 1175); /* made anew with what it stands beside */
    house_whole(h);
}

static void test_book_import_rates_is_whole_or_nothing(void **state) {
    struct house *h = *state;
    struct rates_news news;
    struct faults faults;
    const int64_t head = h->e.head.id;
    assert_int_equal(import(h, HEAD H1 "inkassosats;2026-03-02;;770;S\n", &news, &faults),
                     STATUS_INVALID);
    assert_int_equal(faults.n, 1);
    assert_int_equal(rate_on(h, "2027-01-01"), -1);
    OK(h, import(h, HEAD H1 "inkassosats;2026-03-03;;770;S\n", &news, &faults));
    assert_int_equal(news.n, 2);
    OK(h, import(h, HEAD H1 "inkassosats;2026-03-03;;770;S\n", &news, &faults));
    assert_true(news.is_old && news.n == 0);
    assert_int_equal(h->e.head.id, head + 1);
    house_whole(h);
}

/* What a letter costs is reckoned with the new sats from its first day on. */
static void test_guard_and_letters_take_the_book_s_rates(void **state) {
    struct house *h = *state;
    struct rates_news news;
    struct faults faults;
    ore before = 0, after = 0;
    OK(h, import(h, HEAD "inkassosats;2026-03-20;;800;S\n", &news, &faults));
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct case_view v;
    struct verdict why;
    OK(h, engine_view(&h->e, id, NULL, &h->arena, &v, &h->st));
    v.snapshot.today = on("2026-03-19");
    OK(h, law_letter_fee(h->e.law, &v.snapshot, LETTER_REMINDER, &before, &why, &h->st));
    v.snapshot.today = on("2026-03-20");
    OK(h, law_letter_fee(h->e.law, &v.snapshot, LETTER_REMINDER, &after, &why, &h->st));
    assert_int_equal(before, 3800); /* 37,50 in whole kroner */
    assert_int_equal(after, 4000);
}

static void test_day_without_a_rate_parks_nobody(void **state) {
    struct house *h = *state;
    struct rates_news news;
    struct faults faults;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    OK(h, day_open(&h->e, on("2027-01-04"), &h->st));
    FAILS(h, STATUS_NOT_FOUND, "the day stands still", day_agenda(&h->e, &h->st));
    struct incoming money = a_payment("p", kid_of(h, id), 10000, on("2027-01-04"));
    enum taken taken;
    h->st = (struct status){0};
    assert_true(book_lacks_rate(&h->e, house_try(h, &money, &taken)));
    OK(h, import(h, HEAD H1, &news, &faults));
    OK(h, day_agenda(&h->e, &h->st));
    struct case_view v;
    OK(h, engine_view(&h->e, id, NULL, &h->arena, &v, &h->st));
    assert_int_equal(v.c.parked.len, 0);
    assert_false(book_lacks_rate(&h->e, STATUS_NOT_FOUND)); /* then it is about something else */
    assert_int_equal(house_take(h, money), TAKEN_NEW);
    house_whole(h);
}

static void test_book_with_a_rate_that_none_can_have_set_is_not_opened(void **state) {
    struct house *h = *state;
    struct rates_news news;
    struct faults faults;
    OK(h, import(h, HEAD H1, &news, &faults));
    engine_close(&h->e);
    sql(h, "DROP TRIGGER rates_no_update; UPDATE rates SET kind = 'weather'");
    FAILS(h, STATUS_CORRUPT, "weather", engine_open(&h->config, &h->e, &h->st));
    sql(h, "UPDATE rates SET kind = 'late_interest', hundredths = 3001");
    FAILS(h, STATUS_CORRUPT, "late_interest", engine_open(&h->config, &h->e, &h->st));
    sql(h, "UPDATE rates SET hundredths = 1175");
    house_open(h, DB_WRITE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_book_import_rates_makes_the_law_at_once_and_at_every_opening),
        HOUSE_TEST(test_book_import_rates_is_whole_or_nothing),
        HOUSE_TEST(test_guard_and_letters_take_the_book_s_rates),
        HOUSE_TEST(test_day_without_a_rate_parks_nobody),
        HOUSE_TEST(test_book_with_a_rate_that_none_can_have_set_is_not_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
