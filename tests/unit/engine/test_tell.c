/* test_tell.c - what people tell: each word with its options, what is kept, what is refused. */
#include "unit/engine/house.h"

#include "domain/plan.h"
#include "store/documents.h"
#include "store/parties.h"

/* SAY(case, what, .option = value ...) */
#define SAY(id_, ...) ((struct tell){.case_id = (id_), .what = __VA_ARGS__})

/* How many faults, of which one holds `word`. */
static size_t faults_of(struct house *h, struct tell t, const char *word) {
    struct faults faults;
    bool found = false;
    faults_init(&faults, &h->arena, 20);
    (void)tell_check(&t, &faults);
    for (size_t i = 0; i < faults.n; i++) {
        found = found || strstr(arena_cstr(&h->arena, faults.items[i]), word) != NULL;
    }
    if (faults.n > 0 && !found) {
        fail_msg("no \"%s\" in: %.*s", word, TEXT_ARG(faults.items[0]));
    }
    return faults.n;
}

static void test_tell_check_finds_every_fault_at_once(void **state) {
    struct house *h = *state;
    assert_int_equal(faults_of(h, SAY(1, TEXT("plan")), "--parts N: missing"), 2);
    assert_int_equal(faults_of(h, SAY(1, TEXT("plan")), "--first DAY: missing"), 2);
    assert_int_equal(faults_of(h, SAY(1, TEXT("plan"), .parts = 1, .amount = 5, .days = 3),
                               "--amount"), 4);
    assert_int_equal(faults_of(h, SAY(1, TEXT("note"), .ended = true), "say why"), 2);
    assert_int_equal(faults_of(h, SAY(1, TEXT("sing"), .parts = 1), "not a word krav knows"), 1);
}

static void test_tell_check_knows_bounds(void **state) {
    struct house *h = *state;
    const day first = h->e.today + 30;
    assert_int_equal(faults_of(h, SAY(1, TEXT("plan"), .parts = 1, .first = first), "--parts"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("plan"), .parts = 2, .first = first), ""), 0);
    assert_int_equal(faults_of(h, SAY(1, TEXT("plan"), .parts = 60, .first = first), ""), 0);
    assert_int_equal(faults_of(h, SAY(1, TEXT("plan"), .parts = 61, .first = first), "--parts"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("defer"), .days = -1), "--days"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("defer"), .days = 365), ""), 0);
    assert_int_equal(faults_of(h, SAY(1, TEXT("defer"), .days = 366), "--days"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("paid-direct"), .amount = -1), "--amount"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("message-in"), .sender = TEXT("mum"),
                                  .reason = TEXT("hei")), "mum"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("message-in"), .sender = TEXT("debtor")),
                               "--document"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("filing-result"), .reason = TEXT("Ola owes")),
                               "not a word for it"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("filing-result"), .reason = TEXT("judgment")),
                               ""), 0);
    assert_int_equal(faults_of(h, SAY(1, TEXT("settle_dispute"), .reason = TEXT("x"),
                                  .outcome = TEXT("drawn")), "not a word for it"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("guardian"), .name = TEXT("V"), .ended = true),
                               "--ended"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("guardian")), "name the guardian"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("moved"), .address = TEXT("Storgata 1")),
                               "--address"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("moved"), .address = TEXT("A 1; 155 Oslo")),
                               "four digits"), 1);
    assert_int_equal(faults_of(h, SAY(1, TEXT("moved"), .address = TEXT("A\x01; 0155 Oslo")),
                               "UTF-8"), 1);
}

static void test_tell_plan_is_agreed_ended_and_never_of_nothing(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    const day first = on("2026-04-01");
    struct told told;
    OK(h, house_say(h, SAY(id, TEXT("plan"), .parts = 3, .first = first), &told));
    const struct plan *p = &told.step.c.plan;
    assert_int_equal(p->agreed, h->e.today);
    assert_int_equal(p->parts, 3);
    assert_int_equal(plan_amount(p, 1) + plan_amount(p, 2) + plan_amount(p, 3), p->total);
    assert_int_equal(plan_due(p, 2), on("2026-05-04")); /* 1 May is a holiday, then a weekend */
    assert_int_equal(house_case(h, id)->plan.parts, 3);
    OK(h, house_say(h, SAY(id, TEXT("end-plan")), &told));
    assert_false(plan_runs(&house_case(h, id)->plan));
    FAILS(h, STATUS_REFUSED, "no instalment plan", house_say(h, SAY(id, TEXT("end-plan")), &told));
    FAILS(h, STATUS_REFUSED, "after today",
          house_say(h, SAY(id, TEXT("plan"), .parts = 3, .first = h->e.today), &told));
    OK(h, house_tell(h, id, "withdraw", "a mistake"));
    FAILS(h, STATUS_REFUSED, "closed",
          house_say(h, SAY(id, TEXT("plan"), .parts = 3, .first = first), &told));
    const int64_t small = house_claim(h, "5002", OLA, 250);
    FAILS(h, STATUS_REFUSED, "fewer parts",
          house_say(h, SAY(small, TEXT("plan"), .parts = 5, .first = first), &told));
    assert_false(h->e.in_chunk);
    house_whole(h);
}

static void test_tell_dry_run_answers_and_records_nothing(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    const int64_t head = h->e.head.id;
    struct told told;
    OK(h, house_say(h, SAY(id, TEXT("plan"), .parts = 3, .first = on("2026-04-01"), .dry_run = true,
        .document = TEXT("agreed by phone"), .document_name = TEXT("a.txt")), &told));
    assert_int_equal(told.step.c.plan.parts, 3);
    assert_int_equal(h->e.head.id, head);
    assert_false(plan_runs(&house_case(h, id)->plan));
    char path[256], hex[HASH_HEX];
    hash_hex(&told.document, hex);
    (void)snprintf(path, sizeof path, "%s/%.2s/%s", h->documents, hex, hex);
    assert_int_not_equal(access(path, F_OK), 0);
    house_whole(h);
}

static void test_tell_defer_gives_time_and_takes_letters_back(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct told told;
    OK(h, house_say(h, SAY(id, TEXT("defer"), .days = 10), &told));
    const struct krav_case *c = house_case(h, id);
    assert_int_equal(c->deferred_until, on("2026-03-12"));
    assert_int_equal(c->letters[0].state, LETTER_WITHDRAWN);
    house_whole(h);
}

static void test_tell_paid_direct_covers_and_what_is_too_much_is_the_creditors(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct told told;
    FAILS(h, STATUS_REFUSED, "no claim of that invoice",
          house_say(h, SAY(id, TEXT("paid-direct"), .amount = 100, .invoice = TEXT("9")), &told));
    OK(h, house_say(h, SAY(id, TEXT("paid-direct"), .amount = 25000, .invoice = TEXT("5001"),
        .on = on("2026-02-20")), &told));
    const struct krav_case *c = house_case(h, id);
    assert_true(c->payments[0].direct);
    assert_int_equal(c->payments[0].legal_day, on("2026-02-20"));
    assert_int_equal(case_principal_open(c), 100000);
    assert_int_equal(house_balance(h, id, ACCOUNT_CLIENT_BANK), 0);
    assert_false(house_task(h, id, "paid_direct_over"));
    OK(h, house_say(h, SAY(id, TEXT("paid-direct"), .amount = 500000), &told));
    assert_int_equal(case_principal_open(house_case(h, id)), 0);
    /* It outlives the case, which the rules close: the debtor waits for the money. */
    assert_false(case_is_open(house_case(h, id)));
    assert_true(house_task(h, id, "paid_direct_over"));
    FAILS(h, STATUS_REFUSED, "nothing is owed",
          house_say(h, SAY(id, TEXT("paid-direct"), .amount = 100), &told));
    house_whole(h);
}

/* What the creditor got counts from its own day: then what was paid here since is too much. */
static void test_tell_paid_direct_of_an_earlier_day_makes_a_later_payment_too_much(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct told told;
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, id), 200000, h->e.today)), TAKEN_NEW);
    const ore over = house_case(h, id)->overpaid;
    assert_false(case_is_open(house_case(h, id)));
    house_raw(h, "UPDATE tasks SET done = opened");
    OK(h, house_say(h, SAY(id, TEXT("paid-direct"), .amount = 25000, .on = on("2026-02-20")), &told));
    assert_true(house_case(h, id)->overpaid >= over + 25000);
    assert_true(house_task(h, id, "overpaid"));
    house_whole(h);
}

static void test_tell_a_word_is_kept_whatever_the_rules_want_after_it(void **state) {
    struct house *h = *state;
    house_rules(h, ONE_STAGE("decide = function (c) return { close 'enough' } end"));
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct told told;
    OK(h, house_say(h, SAY(id, TEXT("contact"), .reason = TEXT("she rang"),
        .channel = TEXT("phone")), &told));
    assert_int_equal(told.step.worst.kind, VERDICT_PERSON);
    assert_true(told.step.step > 0);
    assert_true(house_task(h, id, "money_open"));
    house_whole(h);
}

static void test_tell_keeps_a_document_by_its_content(void **state) {
    struct house *h = *state;
    const struct {
        struct text bytes;
        const char *type;
    } kinds[] = {
        {TEXT("%PDF-1.7 ..."), "application/pdf"},
        {TEXT("\x89PNG\r\n\x1a\n\0\0"), "image/png"},
        {TEXT("\xff\xd8\xff\xe0JFIF"), "image/jpeg"},
        {TEXT("Hei,\r\njeg er uenig.\n"), "text/plain"},
    };
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct told told;
    struct document_row *rows;
    uint32_t n = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        OK(h, house_say(h, SAY(id, TEXT("message-in"), .sender = TEXT("debtor"),
            .document = kinds[i].bytes, .document_name = TEXT("brev")), &told));
        OK(h, documents_of_case(h->e.db, id, &h->arena, &rows, &n, &h->st));
        assert_int_equal(n, i + 1);
        assert_text(rows[i].media_type, kinds[i].type);
        assert_text(rows[i].what, "brev");
        assert_true(rows[i].incoming);
        assert_int_equal(rows[i].step, told.step.step);
        assert_true(hash_eq(&rows[i].hash, &told.document));
    }
    const int64_t head = h->e.head.id;
    FAILS(h, STATUS_INVALID, "neither PDF",
          house_say(h, SAY(id, TEXT("message-in"), .sender = TEXT("debtor"),
              .document = TEXT("\x7f""ELF\x01"), .document_name = TEXT("a.pdf")), &told));
    FAILS(h, STATUS_INVALID, "neither PDF",
          house_say(h, SAY(id, TEXT("message-in"), .sender = TEXT("debtor"), .document = TEXT(""),
              .document_name = TEXT("empty")), &told));
    assert_int_equal(h->e.head.id, head);
    house_whole(h);
}

static void test_tell_what_a_court_said_is_a_code_in_the_chain(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct told told;
    OK(h, house_say(h, SAY(id, TEXT("filing-result"), .reason = TEXT("judgment"),
        .on = on("2026-02-27")), &told));
    const struct krav_case *c = house_case(h, id);
    assert_int_equal(c->judged, on("2026-02-27"));
    assert_text(c->judgment, "judgment");
    OK(h, house_say(h, SAY(id, TEXT("acknowledged"), .reason = TEXT("by e-mail")), &told));
    assert_int_equal(house_case(h, id)->acknowledged, h->e.today);
    OK(h, house_say(h, SAY(id, TEXT("complaint")), &told));
    assert_int_equal(house_case(h, id)->disputed_since, h->e.today);
    assert_true(house_task(h, id, "objection"));
    house_whole(h);
}

static void test_tell_a_payment_that_went_back_opens_the_case_with_a_task(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    const day today = h->e.today;
    assert_int_equal(house_take(h, a_payment("p1", kid_of(h, id), 200000, today)), TAKEN_NEW);
    assert_false(case_is_open(house_case(h, id)));
    assert_true(house_task(h, id, "overpaid"));
    struct incoming back = a_payment("p2", kid_of(h, id), -200000, today);
    back.kind = FACT_PAYMENT_REVERSED;
    assert_int_equal(house_take(h, back), TAKEN_NEW);
    assert_true(case_is_open(house_case(h, id)));
    assert_true(house_task(h, id, "reopened"));
    house_whole(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_tell_check_finds_every_fault_at_once),
        HOUSE_TEST(test_tell_check_knows_bounds),
        HOUSE_TEST(test_tell_plan_is_agreed_ended_and_never_of_nothing),
        HOUSE_TEST(test_tell_dry_run_answers_and_records_nothing),
        HOUSE_TEST(test_tell_defer_gives_time_and_takes_letters_back),
        HOUSE_TEST(test_tell_paid_direct_covers_and_what_is_too_much_is_the_creditors),
        HOUSE_TEST(test_tell_paid_direct_of_an_earlier_day_makes_a_later_payment_too_much),
        HOUSE_TEST(test_tell_a_word_is_kept_whatever_the_rules_want_after_it),
        HOUSE_TEST(test_tell_keeps_a_document_by_its_content),
        HOUSE_TEST(test_tell_what_a_court_said_is_a_code_in_the_chain),
        HOUSE_TEST(test_tell_a_payment_that_went_back_opens_the_case_with_a_task),
    };
    return cmocka_run_group_tests_name("tell", tests, NULL, NULL);
}
