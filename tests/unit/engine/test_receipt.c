/* What became of a letter, told later: by a file with its key, or by a person. */
#include "unit/engine/house.h"

#include "engine/intake_parts.h"
#include "store/outbox.h"

/* A case whose first letter is out to the channel, and that letter's row. */
static int64_t a_letter(struct house *h, enum effect_state state, struct outbox_row *row) {
    struct outbox_row *rows;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    assert_int_equal(house_compose(h), 1);
    assert_int_equal(house_rows(h, EFFECT_ASKED, &rows), 1);
    *row = rows[0];
    row->plugin = TEXT("test"); /* who house_take says it is */
    OK(h, engine_chunk_begin(&h->e, &h->st));
    OK(h, outbox_move(h->e.db, row, &h->st));
    OK(h, engine_chunk_commit(&h->e, &h->st));
    if (state == EFFECT_DONE) {
        house_receive(h);
    }
    return id;
}

static struct incoming a_receipt(struct house *h, const struct outbox_row *row, int64_t outcome) {
    char hex[HASH_HEX];
    const struct text key = arena_text(&h->arena, text_of(hash_hex(&row->effect.key, hex)));
    return (struct incoming){.kind = FACT_RECEIPT, .line = 1, .key = key, .source_id = key,
        .outcome = outcome, .reason = TEXT("5.1.1: no such user")};
}

static enum letter_state letter_of(struct house *h, int64_t id) {
    return house_case(h, id)->letters[0].state;
}

static void test_receipt_of_a_letter_under_way_ends_the_doubt(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    const int64_t id = a_letter(h, EFFECT_ASKED, &row);
    assert_int_equal(house_take(h, a_receipt(h, &row, OUTCOME_DONE)), TAKEN_NEW);
    assert_int_equal(letter_of(h, id), LETTER_SENT);
    assert_int_equal(house_take(h, a_receipt(h, &row, OUTCOME_DONE)), TAKEN_DUPLICATE);
    house_whole(h);
}

static void test_receipt_of_a_refusal_lets_the_case_go_on(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    const int64_t id = a_letter(h, EFFECT_ASKED, &row);
    assert_int_equal(house_take(h, a_receipt(h, &row, OUTCOME_REFUSED)), TAKEN_NEW);
    assert_int_not_equal(letter_of(h, id), LETTER_SENT);
    OK(h, outbox_get(h->e.db, &row.effect.key, &h->arena, &row, &h->st));
    assert_int_equal(row.state, EFFECT_REFUSED);
    house_whole(h);
}

static void test_mail_that_came_back_is_told_once(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    const int64_t id = a_letter(h, EFFECT_DONE, &row);
    assert_int_equal(letter_of(h, id), LETTER_SENT);
    assert_int_equal(house_take(h, a_receipt(h, &row, OUTCOME_REFUSED)), TAKEN_NEW);
    assert_int_equal(letter_of(h, id), LETTER_RETURNED);
    struct incoming again = a_receipt(h, &row, OUTCOME_REFUSED);
    again.reason = TEXT("other words");
    const int64_t head = h->e.head.id;
    assert_int_equal(house_take(h, again), TAKEN_DUPLICATE);
    assert_int_equal(h->e.head.id, head);
    house_whole(h);
}

static size_t faults_of(struct house *h, const struct incoming *in) {
    struct faults faults;
    faults_init(&faults, &h->arena, 20);
    intake_receipt_check(&h->e, in, &h->arena, &faults);
    return faults.n;
}

static void test_receipt_of_no_letter_of_ours_is_a_fault(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    (void)a_letter(h, EFFECT_DONE, &row);
    struct incoming in = a_receipt(h, &row, OUTCOME_REFUSED);
    assert_int_equal(faults_of(h, &in), 0);
    in.issued = h->e.today;
    assert_int_equal(faults_of(h, &in), 0);
    in.issued = h->e.today + 1;
    assert_int_equal(faults_of(h, &in), 1);
    in.issued = DAY_NONE;
    in.outcome = OUTCOME_RETRY;
    assert_int_equal(faults_of(h, &in), 1);
    in = a_receipt(h, &row, OUTCOME_DONE);
    in.key = TEXT("ff");
    assert_int_equal(faults_of(h, &in), 1);
}

/* A plugin that did not carry the letter has no word in it. */
static void test_receipt_from_somebody_else_is_refused(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    enum taken taken;
    const int64_t id = a_letter(h, EFFECT_DONE, &row);
    row.plugin = TEXT("post");
    OK(h, engine_chunk_begin(&h->e, &h->st));
    row.state = EFFECT_DONE;
    struct incoming in = a_receipt(h, &row, OUTCOME_REFUSED);
    const int rc = intake_record(&h->e, &in, TEXT("other"), &h->arena, &taken, &h->st);
    assert_int_equal(rc, STATUS_REFUSED);
    OK(h, engine_chunk_commit(&h->e, &h->st));
    assert_int_equal(letter_of(h, id), LETTER_SENT);
}

static void test_tell_letter_returned_takes_the_newest_that_was_sent(void **state) {
    struct house *h = *state;
    struct outbox_row row;
    struct told told;
    const int64_t id = a_letter(h, EFFECT_ASKED, &row);
    struct tell t = {.case_id = id, .what = TEXT("letter-returned")};
    FAILS(h, STATUS_REFUSED, "no letter has been sent", house_say(h, t, &told));
    house_receive(h);
    t.letter = TEXT("payment_demand");
    FAILS(h, STATUS_REFUSED, "no letter of that kind", house_say(h, t, &told));
    t.letter = (struct text){NULL, 0};
    OK(h, house_say(h, t, &told));
    assert_int_equal(letter_of(h, id), LETTER_RETURNED);
    FAILS(h, STATUS_REFUSED, "not back already", house_say(h, t, &told));
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_receipt_of_a_letter_under_way_ends_the_doubt),
        HOUSE_TEST(test_receipt_of_a_refusal_lets_the_case_go_on),
        HOUSE_TEST(test_mail_that_came_back_is_told_once),
        HOUSE_TEST(test_receipt_of_no_letter_of_ours_is_a_fault),
        HOUSE_TEST(test_receipt_from_somebody_else_is_refused),
        HOUSE_TEST(test_tell_letter_returned_takes_the_newest_that_was_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
