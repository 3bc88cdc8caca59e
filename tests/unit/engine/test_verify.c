/* Everything that can be changed behind krav's back is found, and named with its place. */
#include "unit/engine/house.h"

#include <sys/stat.h>
#include <unistd.h>

/* A small book with a letter sent and a payment in. */
static int begin(void **state) {
    const int rc = house_begin(state);
    struct house *h = *state;
    const int64_t id = house_claim(h, "5001", KARI, 125000);
    (void)house_send(h);
    (void)house_take(h, a_payment("p1", kid_of(h, id), 50000, h->e.today));
    OK(h, day_witness(&h->e, &h->st));
    house_whole(h);
    return rc;
}

/* What verify says after the change, with the book opened anew. */
static void finds(struct house *h, const char *sql, const char *fault) {
    struct verified v;
    engine_close(&h->e);
    house_raw(h, sql);
    house_open(h, DB_READ);
    const char *faults = house_faults(h, &v);
    if (strstr(faults, fault) == NULL) {
        fail_msg("no \"%s\" in: %s", fault, faults);
    }
}

static void test_engine_verify_counts_what_it_saw(void **state) {
    struct house *h = *state;
    struct verified v;
    assert_string_equal(house_faults(h, &v), "");
    assert_int_equal(v.steps, h->e.head.id);
    assert_int_equal(v.cases, 1);
    assert_int_equal(v.documents, 2); /* the letter's content and its text */
    assert_int_equal(v.witnesses, 1);
    assert_true(v.postings >= 6);
}

static void test_engine_verify_finds_a_changed_step(void **state) {
    finds(*state, "DROP TRIGGER steps_no_update; UPDATE steps SET body ="
                  " replace(body, '125000', '125001') WHERE id = 6",
          "step 6: its body is not what was hashed");
}

static void test_engine_verify_finds_a_missing_step(void **state) {
    finds(*state, "PRAGMA foreign_keys = OFF; DROP TRIGGER steps_no_delete;"
                  " DELETE FROM steps WHERE id = 3",
          "step 4: follows step 2: steps are missing");
}

static void test_engine_verify_finds_a_step_that_is_hashed_again(void **state) {
    /* A forger who knows the hash would still have to change every step after it. */
    finds(*state, "DROP TRIGGER steps_no_update; UPDATE steps SET hash = zeroblob(32)"
                  " WHERE id = 6",
          "step 7: does not continue the chain");
}

static void test_engine_verify_finds_a_changed_posting(void **state) {
    finds(*state, "DROP TRIGGER postings_no_update; UPDATE postings SET amount = amount + 1"
                  " WHERE set_id = 1 AND line = 1",
          "posting set 1: sums to 1");
}

/* Both sides changed, so that the set still sums to zero. */
static void test_engine_verify_finds_a_changed_set_that_balances(void **state) {
    finds(*state, "DROP TRIGGER postings_no_update; UPDATE postings SET amount = amount * 2"
                  " WHERE set_id = 1",
          "case 100000001: its ledger is not what its journal says, from posting 1");
}

static void test_engine_verify_finds_a_missing_set(void **state) {
    finds(*state, "PRAGMA foreign_keys = OFF; DROP TRIGGER postings_no_delete;"
                  " DROP TRIGGER posting_sets_no_delete;"
                  " DELETE FROM postings WHERE set_id = (SELECT max(id) FROM posting_sets);"
                  " DELETE FROM posting_sets WHERE id = (SELECT max(id) FROM posting_sets)",
          "(missing)");
}

static void test_engine_verify_finds_a_changed_case(void **state) {
    finds(*state, "UPDATE cases SET state = replace(state, '\"reminder\"', '\"removed1\"')",
          "case 100000001: its cached state is not what its journal folds to");
}

static void test_engine_verify_finds_a_case_that_never_wakes(void **state) {
    finds(*state, "DELETE FROM agenda", "case 100000001: is open and never wakes");
}

static void test_engine_verify_finds_a_missing_trigger(void **state) {
    finds(*state, "DROP TRIGGER postings_no_update", "postings_no_update");
}

static void test_engine_verify_finds_a_column_that_differs_from_the_state(void **state) {
    static const struct { const char *changed, *as_it_was; } columns[] = {
        {"department = 'X'", "department = ''"}, {"stage = stage || 'X'", "stage = rtrim(stage, 'X')"},
        {"parked = 'X'", "parked = ''"}, {"disputed = 1", "disputed = 0"}, {"held = 1", "held = 0"},
        {"principal_open = principal_open + 1", "principal_open = principal_open - 1"},
        {"first_due = first_due - 1", "first_due = first_due + 1"},
        {"opened = opened - 1", "opened = opened + 1"}};
    struct house *h = *state;
    (void)house_claim(h, "A-7", OLA, 40000);
    house_whole(h);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        struct verified v;
        house_raw(h, arena_printf(&h->arena, "UPDATE cases SET %s", columns[i].changed).ptr);
        assert_non_null(strstr(house_faults(h, &v), "the columns of its row"));
        house_raw(h, arena_printf(&h->arena, "UPDATE cases SET %s", columns[i].as_it_was).ptr);
    }
    house_whole(h);
}

static void test_engine_verify_finds_client_money_below_zero(void **state) {
    finds(*state, "DROP TRIGGER postings_no_update; UPDATE postings SET amount = -amount"
                  " WHERE account = 'creditor_payable'",
          "client money is short by");
}

static void test_engine_verify_finds_a_forged_client_balance(void **state) {
    finds(*state, "UPDATE client_money SET balance = balance - 100", "client money is kept as");
}

static void test_engine_verify_finds_a_done_effect_without_reference(void **state) {
    finds(*state, "UPDATE outbox SET reference = ''", "is done without a reference");
}

/* ---- beside the book ------------------------------------------------------------------------ */

static const char *first_document(struct house *h) {
    char command[256], path[256];
    (void)snprintf(command, sizeof command, "find '%s' -type f | sort | head -n 1", h->documents);
    FILE *f = popen(command, "r");
    assert_non_null(f);
    assert_non_null(fgets(path, sizeof path, f));
    assert_int_equal(pclose(f), 0);
    return arena_cstr(&h->arena, text_trim(text_of(path)));
}

static void assert_document_fault(struct house *h, const char *path, const char *why) {
    struct verified v;
    const char *faults = house_faults(h, &v), *hash = strrchr(path, '/') + 1;
    if (!strstr(faults, "case 100000001: step ") || !strstr(faults, hash) || !strstr(faults, why)) {
        fail_msg("%s: not named in: %s", hash, faults);
    }
}

static void test_engine_verify_finds_a_deleted_document(void **state) {
    struct house *h = *state;
    const char *path = first_document(h);
    assert_int_equal(unlink(path), 0);
    assert_document_fault(h, path, "");
}

static void test_engine_verify_finds_a_changed_document(void **state) {
    struct house *h = *state;
    const char *path = first_document(h);
    assert_int_equal(chmod(path, 0600), 0);
    OK(h, disk_append(path, TEXT("PS\n"), &h->st));
    assert_document_fault(h, path, "another hash");
}

/* A chain cannot show its own missing tail: the witness outside it can. */
static void test_engine_verify_finds_a_journal_cut_off_at_its_end(void **state) {
    struct house *h = *state;
    char fault[128];
    (void)snprintf(fault, sizeof fault, "heads.log:1: the journal no longer holds step %lld",
                   (long long)h->e.head.id);
    finds(h, "PRAGMA foreign_keys = OFF; DROP TRIGGER steps_no_delete;"
             " DELETE FROM steps WHERE id = (SELECT max(id) FROM steps)", fault);
}

static void test_engine_verify_names_the_witness_line_that_is_none(void **state) {
    struct house *h = *state;
    struct verified v;
    OK(h, disk_append(arena_cstr(&h->arena, arena_printf(&h->arena, "%s/%s", h->dir, WITNESS_FILE)),
                      TEXT("hello\n"), &h->st));
    assert_string_equal(house_faults(h, &v), "heads.log:2: not a witness line\n");
}

static void test_engine_verify_of_an_empty_book_finds_nothing(void **state) {
    house_whole(*state);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, house_end)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_engine_verify_counts_what_it_saw),
        T(test_engine_verify_finds_a_changed_step),
        T(test_engine_verify_finds_a_missing_step),
        T(test_engine_verify_finds_a_step_that_is_hashed_again),
        T(test_engine_verify_finds_a_changed_posting),
        T(test_engine_verify_finds_a_changed_set_that_balances),
        T(test_engine_verify_finds_a_missing_set),
        T(test_engine_verify_finds_a_changed_case),
        T(test_engine_verify_finds_a_case_that_never_wakes),
        T(test_engine_verify_finds_a_missing_trigger),
        T(test_engine_verify_finds_a_column_that_differs_from_the_state),
        T(test_engine_verify_finds_client_money_below_zero),
        T(test_engine_verify_finds_a_forged_client_balance),
        T(test_engine_verify_finds_a_done_effect_without_reference),
        T(test_engine_verify_finds_a_deleted_document),
        T(test_engine_verify_finds_a_changed_document),
        T(test_engine_verify_finds_a_journal_cut_off_at_its_end),
        T(test_engine_verify_names_the_witness_line_that_is_none),
        HOUSE_TEST(test_engine_verify_of_an_empty_book_finds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
