/* test_db.c - opening, transactions, named values, and the way between schema versions. */
#include "unit/store/book.h"

#include "store/schema.h"

static void test_db_open_creates_a_book_that_opens_again(void **state) {
    struct book *b = *state;
    struct text value;
    OK(b, db_value_put(b->db, "day", TEXT("2026-09-01"), &b->st));
    db_close(b->db);
    book_open(b, DB_WRITE);
    OK(b, db_value_get(b->db, "day", &b->arena, &value, &b->st));
    assert_true(text_is(value, "2026-09-01"));
    assert_int_equal(book_number(b, "PRAGMA application_id"), APPLICATION_ID);
    assert_int_equal(book_number(b, "PRAGMA user_version"), SCHEMA_VERSION);
}

static void test_db_open_sets_what_its_header_promises(void **state) {
    struct book *b = *state;
    static const struct {
        const char *pragma;
        int64_t value;
    } promised[] = {
        {"PRAGMA synchronous", 2},
        {"PRAGMA foreign_keys", 1},
        {"PRAGMA temp_store", 2},
        {"PRAGMA trusted_schema", 0},
        {"PRAGMA cell_size_check", 1},
        {"PRAGMA mmap_size", 0},
        {"PRAGMA wal_autocheckpoint", 1000},
    };
    for (size_t i = 0; i < sizeof promised / sizeof promised[0]; i++) {
        struct query q = query_start(b->db, "test", promised[i].pragma, &b->st);
        if (query_next(&q)) {
            assert_int_equal(query_int(&q, 0), promised[i].value);
        }
        OK(b, query_end(&q));
    }
    struct query q = query_start(b->db, "test", "PRAGMA journal_mode", &b->st);
    assert_true(query_next(&q));
    assert_true(text_is(query_text(&q, 0), "wal"));
    OK(b, query_end(&q));
}

static void test_db_open_refuses_to_create_over_a_file(void **state) {
    struct book *b = *state;
    struct db *other;
    FAILS(b, STATUS_CONFLICT, "exists already", db_open(b->path, DB_CREATE, NULL, &other, &b->st));
    assert_null(other);
    assert_int_equal(book_number(b, "SELECT count(*) FROM creditors"), 1);
}

static void test_db_open_of_a_missing_file_is_not_found(void **state) {
    struct book *b = *state;
    struct db *other;
    char path[128];
    (void)snprintf(path, sizeof path, "%s/none.db", b->dir);
    FAILS(b, STATUS_NOT_FOUND, "none.db", db_open(path, DB_WRITE, NULL, &other, &b->st));
    FAILS(b, STATUS_NOT_FOUND, "none.db", db_open(path, DB_READ, NULL, &other, &b->st));
    assert_int_not_equal(access(path, F_OK), 0);
    /* A creation that cannot succeed leaves nothing either. */
    (void)snprintf(path, sizeof path, "%s/no/such.db", b->dir);
    FAILS(b, STATUS_DB, "such.db", db_open(path, DB_CREATE, NULL, &other, &b->st));
}

static void test_db_open_tells_a_foreign_file(void **state) {
    struct book *b = *state;
    struct db *other;
    char path[128];
    (void)snprintf(path, sizeof path, "%s/foreign.db", b->dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    for (int i = 0; i < 100; i++) {
        (void)fputs("this is a letter and not a database\n", f);
    }
    assert_int_equal(fclose(f), 0);
    FAILS(b, STATUS_CORRUPT, "foreign.db", db_open(path, DB_WRITE, NULL, &other, &b->st));
    assert_null(other);
    /* A database, but not ours. */
    assert_int_equal(truncate(path, 0), 0);
    FAILS(b, STATUS_CORRUPT, "not a krav database", db_open(path, DB_WRITE, NULL, &other, &b->st));
    FAILS(b, STATUS_CORRUPT, "not a krav database", db_open(path, DB_READ, NULL, &other, &b->st));
}

static void test_db_open_refuses_a_newer_schema_with_both_numbers(void **state) {
    struct book *b = *state;
    struct db *other;
    book_must(b, "PRAGMA user_version = 7");
    FAILS(b, STATUS_UNSUPPORTED, "schema 7", db_open(b->path, DB_WRITE, NULL, &other, &b->st));
    FAILS(b, STATUS_UNSUPPORTED, "up to 1", db_open(b->path, DB_READ, NULL, &other, &b->st));
    book_must(b, "PRAGMA user_version = 1");
}

static void test_db_open_of_an_older_schema_without_a_way_changes_nothing(void **state) {
    struct book *b = *state;
    struct db *other;
    book_must(b, "PRAGMA user_version = 0");
    FAILS(b, STATUS_UNSUPPORTED, "0 to 1", db_open(b->path, DB_WRITE, NULL, &other, &b->st));
    FAILS(b, STATUS_UNSUPPORTED, "next command", db_open(b->path, DB_READ, NULL, &other, &b->st));
    assert_int_equal(book_number(b, "PRAGMA user_version"), 0);
}

static void test_schema_migrate_walks_all_steps_or_none(void **state) {
    struct book *b = *state;
    static const struct migration good[] = {
        {2, "ALTER TABLE parties ADD COLUMN language TEXT NOT NULL DEFAULT ''"},
        {1, "CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT"},
        {0, NULL},
    };
    static const struct migration bad[] = {
        {3, "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT"},
        {4, "CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT"}, /* there already */
        {0, NULL},
    };
    OK(b, schema_migrate(b->db, good, 3, &b->st));
    assert_int_equal(book_number(b, "PRAGMA user_version"), 3);
    assert_int_equal(book_number(b, "SELECT count(*) FROM parties WHERE language = ''"), 1);

    FAILS(b, STATUS_DB, "from 4 to 5", schema_migrate(b->db, bad, 5, &b->st));
    assert_int_equal(book_number(b, "PRAGMA user_version"), 3);
    assert_int_equal(book_number(b, "SELECT count(*) FROM sqlite_schema WHERE name = 'more'"), 0);
    FAILS(b, STATUS_UNSUPPORTED, "3 to 4", schema_migrate(b->db, good, 4, &b->st));
    assert_false(db_in_transaction(b->db));
}

static void test_db_begin_commit_and_rollback(void **state) {
    struct book *b = *state;
    struct text value;
    OK(b, db_begin(b->db, &b->st));
    assert_true(db_in_transaction(b->db));
    OK(b, db_value_put(b->db, "day", TEXT("one"), &b->st));
    OK(b, db_commit(b->db, &b->st));
    assert_false(db_in_transaction(b->db));
    OK(b, db_begin(b->db, &b->st));
    OK(b, db_value_put(b->db, "day", TEXT("two"), &b->st));
    db_rollback(b->db);
    db_rollback(b->db); /* twice does no harm */
    OK(b, db_value_get(b->db, "day", &b->arena, &value, &b->st));
    assert_true(text_is(value, "one"));
}

static void test_db_commit_that_fails_has_rolled_back(void **state) {
    struct book *b = *state;
    OK(b, db_begin(b->db, &b->st));
    /* The case never comes, and the foreign key is looked at when committing. */
    OK(b, query_script(b->db, "test", "INSERT INTO agenda VALUES (1, 'rule', 5)", &b->st));
    FAILS(b, STATUS_CORRUPT, "FOREIGN KEY", db_commit(b->db, &b->st));
    assert_false(db_in_transaction(b->db));
    assert_int_equal(book_number(b, "SELECT count(*) FROM agenda"), 0);
}

static void test_db_savepoint_undoes_one_step_only(void **state) {
    struct book *b = *state;
    struct text value;
    FAILS(b, STATUS_DB, "no transaction", db_savepoint(b->db, &b->st));
    OK(b, db_begin(b->db, &b->st));
    OK(b, db_savepoint(b->db, &b->st));
    OK(b, db_value_put(b->db, "a", TEXT("1"), &b->st));
    OK(b, db_release(b->db, &b->st));
    OK(b, db_savepoint(b->db, &b->st));
    OK(b, db_value_put(b->db, "b", TEXT("1"), &b->st));
    db_rollback_to(b->db);
    assert_true(db_in_transaction(b->db));
    OK(b, db_commit(b->db, &b->st));
    OK(b, db_value_get(b->db, "a", &b->arena, &value, &b->st));
    FAILS(b, STATUS_NOT_FOUND, "b: not set", db_value_get(b->db, "b", &b->arena, &value, &b->st));
    assert_null(value.ptr);
}

static void test_db_begin_is_busy_while_another_writes(void **state) {
    struct book *b = *state;
    struct db *other;
    OK(b, db_open(b->path, DB_WRITE, NULL, &other, &b->st));
    OK(b, db_begin(other, &b->st));
    FAILS(b, STATUS_BUSY, "beginning", db_begin(b->db, &b->st));
    db_rollback(other);
    OK(b, db_begin(b->db, &b->st));
    db_rollback(b->db);
    db_close(other);
}

static void test_db_read_sees_commits_and_writes_nothing(void **state) {
    struct book *b = *state;
    struct db *reader;
    struct text value;
    OK(b, db_open(b->path, DB_READ, NULL, &reader, &b->st));
    OK(b, db_value_put(b->db, "day", TEXT("one"), &b->st));
    OK(b, db_value_get(reader, "day", &b->arena, &value, &b->st));
    assert_true(text_is(value, "one"));
    FAILS(b, STATUS_DB, "readonly", db_value_put(reader, "day", TEXT("two"), &b->st));
    /* It neither checkpoints nor takes the log away, even as the last to close. */
    db_close(b->db);
    b->db = NULL;
    db_close(reader);
    book_open(b, DB_WRITE);
    OK(b, db_value_put(b->db, "day", TEXT("three"), &b->st));
    OK(b, db_open(b->path, DB_READ, NULL, &reader, &b->st));
    struct query q = query_start(reader, "test", "PRAGMA wal_autocheckpoint", &b->st);
    assert_true(query_next(&q));
    assert_int_equal(query_int(&q, 0), 0);
    OK(b, query_end(&q));
    db_close(reader);
}

static void test_query_started_again_finds_its_statement(void **state) {
    struct book *b = *state;
    static const char sql[] = "SELECT ?";
    struct query q = query_start(b->db, "test", sql, &b->st);
    query_bind_int(&q, 7);
    assert_true(query_next(&q));
    sqlite3_stmt *first = q.stmt;
    OK(b, query_end(&q));
    assert_false(sqlite3_stmt_busy(first)); /* a statement left un-reset would pin the log */
    q = query_start(b->db, "test", sql, &b->st);
    assert_ptr_equal(q.stmt, first);
    query_bind_text(&q, TEXT("seven"));
    assert_true(query_next(&q));
    assert_true(text_is(query_text(&q, 0), "seven"));
    OK(b, query_end(&q));
}

static void test_query_failures_stick(void **state) {
    struct book *b = *state;
    static const char sql[] = "SELECT a FROM nowhere";
    b->st = (struct status){0};
    struct query q = query_start(b->db, "testing", sql, &b->st);
    query_bind_int(&q, 7);
    assert_false(query_next(&q));
    assert_int_equal(query_end(&q), STATUS_DB);
    assert_string_equal(b->st.text, "testing: no such table: nowhere");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_db_open_creates_a_book_that_opens_again),
        BOOK_TEST(test_db_open_sets_what_its_header_promises),
        BOOK_TEST(test_db_open_refuses_to_create_over_a_file),
        BOOK_TEST(test_db_open_of_a_missing_file_is_not_found),
        BOOK_TEST(test_db_open_tells_a_foreign_file),
        BOOK_TEST(test_db_open_refuses_a_newer_schema_with_both_numbers),
        BOOK_TEST(test_db_open_of_an_older_schema_without_a_way_changes_nothing),
        BOOK_TEST(test_schema_migrate_walks_all_steps_or_none),
        BOOK_TEST(test_db_begin_commit_and_rollback),
        BOOK_TEST(test_db_commit_that_fails_has_rolled_back),
        BOOK_TEST(test_db_savepoint_undoes_one_step_only),
        BOOK_TEST(test_db_begin_is_busy_while_another_writes),
        BOOK_TEST(test_db_read_sees_commits_and_writes_nothing),
        BOOK_TEST(test_query_started_again_finds_its_statement),
        BOOK_TEST(test_query_failures_stick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
