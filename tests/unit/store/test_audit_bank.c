/* The bank's side of the client account: a book that agrees with its statement gives no fault, and
 * each fault, planted in a copy, is found and named. */
#include "unit/store/book.h"

#include "store/audit.h"

static void raw(const char *path, const char *sql) {
    sqlite3 *db = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s: %s", sql, message);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

#define STEP(id, fact, more)                                                                       \
    "INSERT INTO steps VALUES (" id ", 0, '" fact "', 739000, 0, '{\"fact\":{\"kind\":\"" fact     \
    "\"," more "}}', NULL, zeroblob(32));"
#define MOVEMENT(id, amount, statement)                                                            \
    "INSERT INTO movements VALUES (" id ", 101, 'payment', 739000, " amount ", '', '', '', '', '',"\
    " '', '', " statement ", 1);"

/* 200 øre came: the statement S1 shows 150 of them, and the rest is still to be shown. */
static const char book_of_one_statement[] =
    "PRAGMA foreign_keys = OFF; DROP TRIGGER steps_follow; DROP TRIGGER steps_no_update;"
    " DROP TRIGGER posting_sets_balance; DROP TRIGGER postings_open;"
    STEP("101", "statement", "\"amount_ore\":150")
    STEP("102", "reconciled", "\"reason\":\"proven\",\"about\":101")
    "INSERT INTO posting_sets VALUES (1, 101, 'payment_allocated', 739000, 739000, NULL, 0);"
    "INSERT INTO postings VALUES (1, 1, 'client_bank', 0, 1, 200),"
    " (1, 2, 'creditor_payable', 0, 1, -200);"
    MOVEMENT("1", "150", "1") MOVEMENT("2", "50", "0")
    "INSERT INTO statements VALUES (1, 101, 'S1', 738990, 739000, 0, 150, 1, 'proven', 102, NULL);"
    "INSERT INTO statement_lines VALUES ('S1', 1, 0, 739000, 150, '', '', '', '', '', '');";

#define SAYS(step, field, value)                                                                   \
    "UPDATE steps SET body = json_set(body, '$.fact." field "', " value ") WHERE id = " step ";"

static const struct {
    const char *name, *sql, *found;
} planted[] = {
    {"nothing", "", NULL},
    {"a movement that is too large", "UPDATE movements SET amount = 60 WHERE id = 2",
     "the ledger has 200 øre, and what the bank has shown or will show makes 210"},
    {"a movement that is gone", "DELETE FROM movements WHERE id = 2", "will show makes 150"},
    {"money that the ledger alone has",
     "INSERT INTO postings VALUES (2, 1, 'client_bank', 0, 1, 1)", "the ledger has 201 øre"},
    {"a movement shown by what is not proven",
     "UPDATE statements SET state = 'differs';" SAYS("102", "reason", "'differs'"),
     "movement 1: statement 1, which is said to show it, is not proven"},
    {"a movement shown by no statement", "UPDATE movements SET statement = 7 WHERE id = 1",
     "movement 1: statement 7, which is said to show it, is not proven"},
    {"a statement that shows less", "UPDATE movements SET amount = amount + 10 - 20 * (id = 1)",
     "statement S1: closed with 150 øre, and statements have shown 140"},
    {"entries that do not add up", "UPDATE statement_lines SET amount = 149",
     "statement S1: 0 øre and its entries do not make 150"},
    {"an entry that is gone", "UPDATE statements SET n_entries = 2",
     "statement S1: does not have the 2 entries it came with"},
    {"a proof that nobody made", "UPDATE statements SET said = 0",
     "statement S1: is proven, and no step says so"},
    {"a proof of something else", SAYS("102", "about", "100"),
     "statement S1: is proven, and no step says so"},
    {"a proof that says otherwise", SAYS("102", "reason", "'differs'"),
     "statement S1: is proven, and no step says so"},
    {"a statement of another step", "UPDATE statements SET step = 102",
     "statement S1: its step 102 brought another"},
    {"a statement that closed otherwise", SAYS("101", "amount_ore", "149"),
     "statement S1: its step 101 brought another"},
    {"a statement that is gone", "DELETE FROM statements",
     "step 101: brought a statement, and none is kept"},
};

static void test_audit_bank_finds_each_planted_fault(void **state) {
    struct book *b = *state;
    char copy[120], copying[160];
    raw(b->path, book_of_one_statement);
    (void)snprintf(copy, sizeof copy, "%s/copy.db", b->dir);
    (void)snprintf(copying, sizeof copying, "VACUUM INTO '%s'", copy);
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++) {
        struct faults faults;
        struct db *db;
        bool found = planted[i].found == NULL;
        (void)unlink(copy);
        raw(b->path, copying);
        raw(copy, planted[i].sql);
        faults_init(&faults, &b->arena, 20);
        OK(b, db_open(copy, DB_READ, NULL, &db, &b->st));
        OK(b, audit_bank(db, &faults, &b->st));
        db_close(db);
        for (size_t k = 0; k < faults.n; k++) {
            found = planted[i].found != NULL &&
                    (found || strstr(arena_cstr(&b->arena, faults.items[k]), planted[i].found));
        }
        if (!found) {
            fail_msg("%s: %u faults, and none is \"%s\"", planted[i].name, (unsigned)faults.n,
                     planted[i].found ? planted[i].found : "");
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_audit_bank_finds_each_planted_fault, book_setup,
                                        book_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
