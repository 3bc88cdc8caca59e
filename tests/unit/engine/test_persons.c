/* test_persons.c - news of a person reaches every case of theirs, or none. */
#include "unit/engine/house.h"

#include "engine/persons.h"
#include "store/documents.h"
#include "store/parties.h"

/* SAY(case, what, .option = value ...) */
#define SAY(id_, ...) ((struct tell){.case_id = (id_), .what = __VA_ARGS__})

static int64_t bakken_claim(struct house *h, const char *invoice, struct text debtor) {
    struct incoming in = a_claim(invoice, debtor, 80000);
    int64_t id = 0;
    int32_t claim = 0;
    in.creditor_org = BAKKEN;
    assert_int_equal(house_take(h, in), TAKEN_NEW);
    OK(h, invoice_find(h->e.db, h->e.creditors[1].id, text_of(invoice), &id, &claim, &h->st));
    return id;
}

static struct party *party_of(struct house *h, int64_t case_id) {
    struct party *p = arena_take(&h->arena, sizeof *p);
    OK(h, parties_get(h->e.db, house_case(h, case_id)->debtor, &h->arena, p, &h->st));
    return p;
}

static int64_t steps_of(struct house *h, int64_t id) { return house_case(h, id)->steps; }

static void test_persons_change_reaches_every_open_case(void **state) {
    struct house *h = *state;
    const int64_t first = house_claim(h, "5001", KARI, 125000);
    const int64_t second = bakken_claim(h, "7001", KARI);
    const int64_t closed = bakken_claim(h, "7002", OLA);
    const int64_t other = house_claim(h, "5002", OLA, 60000);
    OK(h, house_tell(h, closed, "withdraw", "a mistake"));
    const int64_t before[] = {steps_of(h, first), steps_of(h, second), steps_of(h, closed),
        steps_of(h, other)};
    struct told told;
    OK(h, house_say(h, SAY(second, TEXT("died"), .on = on("2026-02-25"),
        .reason = TEXT("her son rang"), .document = TEXT("%PDF-"), .document_name = TEXT("attest.pdf")), &told));
    assert_int_equal(told.n_cases, 2);
    assert_int_equal(told.step.case_id, second);
    assert_int_equal(steps_of(h, first), before[0] + 1);
    assert_int_equal(steps_of(h, second), before[1] + 1);
    assert_int_equal(steps_of(h, closed), before[2]);
    assert_int_equal(steps_of(h, other), before[3]);
    assert_int_equal(party_of(h, first)->died, on("2026-02-25"));
    assert_int_equal(party_of(h, other)->died, DAY_NONE);
    assert_int_equal(house_case(h, first)->letters[0].state, LETTER_WITHDRAWN);
    struct document_row *rows;
    uint32_t n = 0;
    OK(h, documents_of_case(h->e.db, first, &h->arena, &rows, &n, &h->st));
    assert_int_equal(n, 1);
    house_whole(h);
    /* Through a closed case: that one and the open one. */
    OK(h, house_say(h, SAY(closed, TEXT("bankrupt")), &told));
    assert_int_equal(told.n_cases, 2);
    assert_int_equal(party_of(h, other)->bankrupt, h->e.today);
    assert_false(case_is_open(house_case(h, closed)));
    OK(h, house_say(h, SAY(other, TEXT("bankruptcy-ended")), &told));
    assert_int_equal(told.n_cases, 1);
    assert_int_equal(party_of(h, other)->bankrupt, DAY_NONE);
    house_whole(h);
}

static void test_persons_change_is_all_or_nothing(void **state) {
    struct house *h = *state;
    const int64_t first = house_claim(h, "5001", KARI, 125000);
    const int64_t second = bakken_claim(h, "7001", KARI);
    house_import(h, "[agreement 312597772]\nfrom = 2026-01-01\nto = 2026-03-02\n"
                    "level = normal\n", true);
    OK(h, day_open(&h->e, on("2026-03-03"), &h->st));
    const int64_t head = h->e.head.id;
    struct told told;
    FAILS(h, STATUS_REFUSED, "no agreement", house_say(h, SAY(first, TEXT("died")), &told));
    assert_int_equal(h->e.head.id, head);
    assert_int_equal(party_of(h, second)->died, DAY_NONE);
    assert_false(h->e.in_chunk);
}

static void test_persons_change_each_kind_has_its_place(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct told told;
    OK(h, house_say(h, SAY(id, TEXT("debt-settlement")), &told));
    OK(h, house_say(h, SAY(id, TEXT("guardian"), .name = TEXT("Vera Verge, Torget 2, 9008 Tromsø")),
                    &told));
    OK(h, house_say(h, SAY(id, TEXT("protected-address")), &told));
    OK(h, house_say(h, SAY(id, TEXT("contact-opt-out")), &told));
    OK(h, house_say(h, SAY(id, TEXT("moved"),
        .address = TEXT("c/o Berg; Storgata 5 B; 9008 Tromsø")), &told));
    struct party *p = party_of(h, id);
    assert_int_equal(p->debt_settlement, h->e.today);
    assert_text(p->guardian, "Vera Verge, Torget 2, 9008 Tromsø");
    assert_true(p->protected_address);
    assert_true(p->opted_out);
    assert_text(p->address1, "c/o Berg");
    assert_text(p->address2, "Storgata 5 B");
    assert_text(p->postcode, "9008");
    assert_text(p->city, "Tromsø");
    static const char *const ends[] = {"debt-settlement", "guardian", "protected-address",
        "contact-opt-out", "died"};
    OK(h, house_say(h, SAY(id, TEXT("died")), &told));
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        OK(h, house_say(h, (struct tell){.case_id = id, .what = text_of(ends[i]), .ended = true},
                        &told));
    }
    p = party_of(h, id);
    assert_int_equal(p->debt_settlement, DAY_NONE);
    assert_int_equal(p->guardian.len, 0);
    assert_false(p->protected_address);
    assert_false(p->opted_out);
    assert_int_equal(p->died, DAY_NONE);
    assert_text(p->city, "Tromsø");
    house_whole(h);
}

/* Names and addresses stand in the row, never in the chain. */
static void test_persons_change_leaves_no_names_in_the_journal(void **state) {
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    struct told told;
    sqlite3 *db;
    sqlite3_stmt *q;
    OK(h, house_say(h, SAY(id, TEXT("moved"), .address = TEXT("Bortegata 9; 9008 Tromsø"),
        .reason = TEXT("she says Bortegata")), &told));
    OK(h, house_say(h, SAY(id, TEXT("guardian"), .name = TEXT("Bortegata Verge")), &told));
    assert_int_equal(sqlite3_open(h->db, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM steps WHERE body LIKE"
                                            " '%Bortegata%'", -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(q, 0), 0);
    (void)sqlite3_finalize(q);
    (void)sqlite3_close(db);
}

static void test_person_address_reads_what_people_write(void **state) {
    (void)state;
    struct party p = {0};
    const struct text no = {NULL, 0};
    assert_null(person_address(TEXT("Storgata 1;0155  Oslo"), no, &p));
    assert_text(p.address1, "Storgata 1");
    assert_int_equal(p.address2.len, 0);
    assert_text(p.postcode, "0155");
    assert_text(p.city, "Oslo");
    assert_int_equal(p.country.len, 0);
    assert_null(person_address(TEXT("Kungsgatan 3; 111 43 Stockholm"), TEXT("SE"), &p));
    assert_int_equal(p.postcode.len, 0);
    assert_text(p.city, "111 43 Stockholm");
    assert_text(p.country, "SE");
    static const char *const wrong[] = {"", ";", "Storgata 1", "Storgata 1; Oslo",
        "Storgata 1; 155 Oslo", "Storgata 1; 0155", "a;b;c;0155 Oslo", "; 0155 Oslo",
        "Storgata 1; ; 0155 Oslo"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (!person_address(text_of(wrong[i]), no, &p)) {
            fail_msg("\"%s\" was taken", wrong[i]);
        }
    }
    assert_non_null(person_address(TEXT("A 1; 0155 Oslo"), TEXT("no"), &p));
    assert_non_null(person_address(TEXT("A 1; 0155 Oslo"), TEXT("NOR"), &p));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(test_persons_change_reaches_every_open_case),
        HOUSE_TEST(test_persons_change_is_all_or_nothing),
        HOUSE_TEST(test_persons_change_each_kind_has_its_place),
        HOUSE_TEST(test_persons_change_leaves_no_names_in_the_journal),
        cmocka_unit_test(test_person_address_reads_what_people_write),
    };
    return cmocka_run_group_tests_name("persons", tests, NULL, NULL);
}
