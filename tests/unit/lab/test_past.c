/* What was known of a person on the day a replay begins, and not what the book came to know since. */
#include "unit/engine/house.h"

#include "lab/past.h"

/* The debtor as a replay from `from` finds them. */
static struct party known_from(struct house *h, int64_t id, const char *from) {
    struct past p;
    OK(h, past_read(h->e.db, id, on(from), DAY_MAX, &h->arena, &p, &h->st));
    return p.debtor;
}

static void say(struct house *h, int64_t id, const char *day_of_it, struct tell t) {
    struct told out;
    if (on(day_of_it) > h->e.today) {
        OK(h, day_open(&h->e, on(day_of_it), &h->st));
    }
    t.case_id = id;
    OK(h, house_say(h, t, &out));
}

static void test_past_read_knows_no_refusal_of_contact_before_its_day(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    say(h, id, "2026-03-10", (struct tell){.what = TEXT("contact-opt-out")});
    say(h, id, "2026-03-12",
        (struct tell){.what = TEXT("contact-opt-out"), .channel = TEXT("electronic")});
    struct party p = known_from(h, id, "2026-03-10"); /* told that day: not known when it begins */
    assert_false(p.opted_out);
    assert_false(p.opted_out_messages);
    p = known_from(h, id, "2026-03-11");
    assert_true(p.opted_out);
    assert_false(p.opted_out_messages);
    p = known_from(h, id, "2026-03-13");
    assert_true(p.opted_out);
    assert_true(p.opted_out_messages);
}

static void test_past_read_knows_no_newer_enforcement_before_its_day(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    say(h, id, "2026-03-10",
        (struct tell){.what = TEXT("newer-enforcement"), .on = on("2026-03-05")});
    assert_int_equal(known_from(h, id, "2026-03-10").newer_enforcement, DAY_NONE);
    assert_int_equal(known_from(h, id, "2026-03-11").newer_enforcement, on("2026-03-05"));
}

/* Taken back within the replay: it was so when the replay begins. */
static void test_past_read_knows_what_was_so_before_it_ended(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    say(h, id, "2026-03-04", (struct tell){.what = TEXT("contact-opt-out")});
    say(h, id, "2026-03-06", (struct tell){.what = TEXT("bankrupt"), .on = on("2026-03-05")});
    say(h, id, "2026-03-10", (struct tell){.what = TEXT("contact-opt-out"), .ended = true});
    say(h, id, "2026-03-12", (struct tell){.what = TEXT("bankruptcy-ended")});
    struct party p = known_from(h, id, "2026-03-03");
    assert_false(p.opted_out);
    assert_int_equal(p.bankrupt, DAY_NONE);
    p = known_from(h, id, "2026-03-09");
    assert_true(p.opted_out);
    assert_int_equal(p.bankrupt, on("2026-03-05"));
    p = known_from(h, id, "2026-03-13");
    assert_false(p.opted_out);
    assert_int_equal(p.bankrupt, DAY_NONE);
}

/* Said twice: the second time was no news. */
static void test_past_read_knows_what_was_said_before_and_again(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    say(h, id, "2026-03-04", (struct tell){.what = TEXT("contact-opt-out")});
    say(h, id, "2026-03-10", (struct tell){.what = TEXT("contact-opt-out")});
    assert_false(known_from(h, id, "2026-03-04").opted_out);
    assert_true(known_from(h, id, "2026-03-09").opted_out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_past_read_knows_no_refusal_of_contact_before_its_day),
        HOUSE_TEST(test_past_read_knows_no_newer_enforcement_before_its_day),
        HOUSE_TEST(test_past_read_knows_what_was_so_before_it_ended),
        HOUSE_TEST(test_past_read_knows_what_was_said_before_and_again),
    };
    return cmocka_run_group_tests_name("past", tests, NULL, NULL);
}
