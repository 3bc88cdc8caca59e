/* test_audit.c - a sound book has no faults; each fault planted behind the store's back is found,
 * and named by its place. */
#include "unit/store/book.h"

#include "store/agenda.h"
#include "store/audit.h"
#include "store/outbox.h"

typedef int audit(struct db *db, struct faults *f, struct status *st);

/* One case with a payment, a letter and a day to wake. */
static void sound_book(struct book *b) {
    struct effect effect = {.key = hash_n(1),
                            .case_id = CASE_FIRST_ID,
                            .kind = EFFECT_LETTER,
                            .letter = LETTER_REMINDER,
                            .by = CHANNEL_LETTER};
    struct event event = {.kind = EVENT_PAYMENT_ALLOCATED};
    struct step step = {.version = STEP_VERSION,
                        .id = 1,
                        .case_id = CASE_FIRST_ID,
                        .fact = {.kind = FACT_PAID},
                        .events = &event,
                        .n_events = 1,
                        .effects = &effect,
                        .n_effects = 1};
    const struct posting p[] = {{ACCOUNT_CLIENT_BANK, CASE_FIRST_ID, b->creditor, 1000},
                                {ACCOUNT_CREDITOR_PAYABLE, CASE_FIRST_ID, b->creditor, -1000}};
    struct posting_set set = {.step = 1,
                              .why = EVENT_PAYMENT_ALLOCATED,
                              .legal_day = TODAY,
                              .booked_day = TODAY,
                              .postings = p,
                              .n = 2};
    struct buf body;
    int64_t id;
    buf_init(&body, 65536);
    record_write(&step_record, &step, &body);
    OK(b, db_begin(b->db, &b->st));
    OK(b, journal_append(b->db, &b->head, &step, buf_text(&body), 0, &b->st));
    OK(b, ledger_post(b->db, &set, &id, &b->st));
    book_simple_case(b, CASE_FIRST_ID);
    OK(b, agenda_set(b->db, CASE_FIRST_ID, AGENDA_RULE, TODAY, &b->st));
    OK(b, outbox_add(b->db, &effect, 1, &b->st));
    OK(b, db_commit(b->db, &b->st));
    buf_fini(&body);
}

static const struct planted {
    audit *check;
    const char *sql, *found;
} planted[] = {
    {audit_database, "PRAGMA user_version = 2", "version 2"},
    {audit_database, "DROP TRIGGER steps_no_update", "trigger steps_no_update: missing"},
    {audit_database, "CREATE TABLE extra (a INT) STRICT", "table extra: not one of ours"},
    {audit_database, "DROP INDEX cases_open; CREATE INDEX cases_open ON cases (debtor)",
     "cases_open: not as"},
    {audit_database, "UPDATE cases SET debtor = 77", "cases row 100000001"},
    {audit_ledger,
     "DROP TRIGGER postings_no_update; UPDATE postings SET amount = 1100 WHERE line = 1",
     "posting set 1: sums to 100 øre"},
    {audit_ledger, "DROP TRIGGER postings_no_delete; DELETE FROM postings",
     "posting set 1: has no postings"},
    {audit_ledger, "DROP TRIGGER posting_sets_no_delete; DELETE FROM posting_sets",
     "posting set 1: has postings but was never closed"},
    {audit_ledger, "DROP TRIGGER steps_no_delete; DELETE FROM steps",
     "posting set 1: its step 1 does not exist"},
    {audit_ledger, "DROP TRIGGER posting_sets_no_update; UPDATE posting_sets SET why = 'refunded'",
     "step 1 holds no event refunded"},
    {audit_ledger, "DROP TRIGGER posting_sets_no_update; UPDATE posting_sets SET id = 4",
     "the last is number 4"},
    {audit_client_money, "UPDATE client_money SET balance = -900",
     "creditor 1: client money is kept as -900, 0 and 0 øre, its postings say -1000, 0 and 0"},
    {audit_client_money, "UPDATE client_money SET share = -1", "kept as -1000, -1 and 0 øre"},
    {audit_client_money, "UPDATE client_money SET owes = 5", "kept as -1000, 0 and 5 øre"},
    {audit_client_money, "DELETE FROM client_money", "kept as 0, 0 and 0 øre"},
    {audit_client_money,
     "DROP TRIGGER postings_no_update; UPDATE postings SET account = 'agency_share',"
     " amount = -amount WHERE line = 2",
     "creditor 1: our share is short by 1000 øre"},
    {audit_client_money, "DROP TRIGGER postings_no_update; UPDATE postings SET amount = -amount",
     "creditor 1: client money is short by 1000 øre"},
    {audit_client_money,
     "DROP TRIGGER postings_no_update; UPDATE postings SET account = 'agency_bank' WHERE line = 1",
     "client account: differs by -1000 øre"},
    {audit_wakeups, "DELETE FROM agenda", "case 100000001: is open and never wakes"},
    {audit_wakeups, "UPDATE cases SET closed = 739001",
     "case 100000001: is closed and on the agenda"},
    {audit_wakeups, "UPDATE agenda SET case_id = 5", "case 5: does not exist"},
    {audit_outbox, "UPDATE outbox SET step = 9", "step 9 of case 100000001 does not promise it"},
    {audit_outbox, "UPDATE outbox SET key = zeroblob(32)", "effect 00000000"},
    {audit_outbox, "UPDATE outbox SET case_id = 3", "of case 3 does not promise"},
    {audit_outbox, "UPDATE outbox SET state = 'done'", "is done without a reference"},
    {audit_outbox,
     "UPDATE outbox SET state = 'asked'; INSERT INTO outbox SELECT 2, zeroblob(32), step, case_id,"
     " kind, letter, channel, days, planned, last_day, state, 0, 0, 0, NULL, NULL, '', '', ''"
     " FROM outbox",
     "case 100000001: 2 effects under way"},
    {audit_cases, "UPDATE cases SET creditor = 9", "its creditor 9 does not exist"},
    {audit_cases, "UPDATE cases SET debtor = 9", "its debtor 9 does not exist"},
    {audit_cases, "UPDATE cases SET closed = 5", "closed before it was opened"},
    {audit_cases, "UPDATE cases SET id = 8", "case 8: has no step"},
    {audit_cases, "DELETE FROM cases", "step 1: its case 100000001 does not exist"},
    {audit_cases, "INSERT INTO tasks VALUES (4, 6, 0, 'creditor', 'x', '', 1, 1, 0)",
     "task 4: its case 6"},
    {audit_cases, "INSERT INTO tasks VALUES (4, 0, 6, 'creditor', 'x', '', 1, 1, 0)",
     "task 4: its step 6"},
    {audit_cases, "INSERT INTO sources VALUES ('ocr:7', zeroblob(32), 6)",
     "source ocr:7: its step 6"},
    {audit_cases, "INSERT INTO documents VALUES (3, zeroblob(32), 6, 0, '', '', 1, 0)",
     "document 3: its case 6"},
    {audit_cases, "INSERT INTO foreign_kids VALUES ('123', 1, 6)", "KID 123: its case 6"},
    {audit_cases, "INSERT INTO invoices VALUES (1, 'A1', 6, 1)", "invoice A1: its case 6"},
    {audit_cases, "INSERT INTO waiting VALUES (2, 'paid', '', '', '', 0, 1, 1, 6)",
     "waiting 2: its step 6"},
};

static audit *const audits[] = {audit_database,    audit_ledger,  audit_client_money,
                                audit_settlements, audit_wakeups, audit_outbox,
                                audit_cases};

static void test_audit_of_a_sound_book_finds_nothing(void **state) {
    struct book *b = *state;
    struct faults f;
    faults_init(&f, &b->arena, 10);
    sound_book(b);
    for (size_t i = 0; i < sizeof audits / sizeof audits[0]; i++) {
        OK(b, audits[i](b->db, &f, &b->st));
        if (faults_any(&f)) {
            fail_msg("audit %zu: %.*s", i, TEXT_ARG(f.items[0]));
        }
    }
}

static void fault_check(const struct planted *p) {
    void *state = NULL;
    struct faults f;
    bool found = false;
    assert_int_equal(book_setup(&state), 0);
    struct book *b = state;
    faults_init(&f, &b->arena, 20);
    sound_book(b);
    book_must(b, p->sql);
    OK(b, p->check(b->db, &f, &b->st));
    for (size_t i = 0; i < f.n; i++) {
        found = found || strstr(f.items[i].ptr, p->found) != NULL;
    }
    if (!found) {
        fail_msg("%s: not found among %zu: %.*s", p->sql, f.n,
                 TEXT_ARG(f.n > 0 ? f.items[0] : TEXT("")));
    }
    assert_int_equal(book_teardown(&state), 0);
}

static void test_audit_finds_each_planted_fault(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++) {
        fault_check(&planted[i]);
    }
}

static void test_audit_is_bounded_by_its_list(void **state) {
    struct book *b = *state;
    struct faults f;
    faults_init(&f, &b->arena, 3);
    for (int64_t id = 1; id <= 9; id++) {
        book_simple_case(b, id);
    }
    OK(b, audit_wakeups(b->db, &f, &b->st));
    assert_int_equal(f.n, 3);
    assert_int_equal(f.n_dropped, 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_audit_of_a_sound_book_finds_nothing),
        cmocka_unit_test(test_audit_finds_each_planted_fault),
        BOOK_TEST(test_audit_is_bounded_by_its_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
