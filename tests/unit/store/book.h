/* book.h - a small book in a temporary directory, for the tests of store/.
 *
 * One creditor, one debtor, and case_steps as the tests ask for them.  Written so that a test
 * reads as what it promises: every call that must succeed stands in OK(). */
#ifndef KRAV_TESTS_STORE_BOOK_H
#define KRAV_TESTS_STORE_BOOK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/check.h"
#include "store/cases.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/ledger.h"
#include "store/parties.h"

#define TODAY 739000 /* a day in 2024; any will do */

struct book {
    char dir[64], path[96];
    struct db *db;
    struct arena arena;
    struct status st;
    struct journal_head head;
    int64_t creditor, debtor;
};

/* The call succeeds; otherwise the test fails with its message. */
#define OK(book, call)                                                                             \
    do {                                                                                           \
        (book)->st = (struct status){0};                                                           \
        if ((call) != STATUS_OK) {                                                                 \
            fail_msg("%s: %s", #call, (book)->st.text);                                            \
        }                                                                                          \
    } while (0)

/* The call fails with this code, and its message holds `word`. */
#define FAILS(book, wanted, word, call)                                                            \
    do {                                                                                           \
        (book)->st = (struct status){0};                                                           \
        assert_int_equal((call), (wanted));                                                        \
        assert_int_equal((book)->st.code, (wanted));                                               \
        if (strstr((book)->st.text, (word)) == NULL) {                                             \
            fail_msg("%s: no \"%s\" in: %s", #call, (word), (book)->st.text);                      \
        }                                                                                          \
    } while (0)

static inline struct hash hash_n(int n) {
    char name[32];
    (void)snprintf(name, sizeof name, "number %d", n);
    return hash_of(text_of(name));
}

static inline void book_open(struct book *b, enum db_mode mode) {
    OK(b, db_open(b->path, mode, NULL, &b->db, &b->st));
}

static inline int book_setup(void **state) {
    struct book *b = mem_alloc(sizeof *b);
    (void)snprintf(b->dir, sizeof b->dir, "%s", "/tmp/krav-store-XXXXXX");
    if (mkdtemp(b->dir) == NULL) {
        return -1;
    }
    (void)snprintf(b->path, sizeof b->path, "%s/krav.db", b->dir);
    arena_init(&b->arena);
    book_open(b, DB_CREATE);
    struct creditor c = {.org = TEXT("311758489"), .name = TEXT("Fjord Strøm AS")};
    struct party p = {.kind = DEBTOR_CONSUMER, .name = TEXT("Ola Prøve")};
    OK(b, db_value_put(b->db, "salt", TEXT("pinch"), &b->st));
    OK(b, creditors_put(b->db, &c, &b->creditor, &b->st));
    OK(b, parties_add(b->db, &p, &b->debtor, &b->st));
    *state = b;
    return 0;
}

static inline int book_teardown(void **state) {
    struct book *b = *state;
    char command[128];
    db_close(b->db);
    arena_fini(&b->arena);
    (void)snprintf(command, sizeof command, "rm -rf '%s'", b->dir);
    int rc = system(command);
    mem_free(b);
    return rc;
}

/* Runs SQL past the store, as a person with the sqlite3 shell could: 0, or SQLite's code with
 * its message in b->st.text. */
static inline int book_raw(struct book *b, const char *sql) {
    sqlite3 *raw = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(b->path, &raw), SQLITE_OK);
    int rc = sqlite3_exec(raw, sql, NULL, NULL, &message);
    (void)snprintf(b->st.text, sizeof b->st.text, "%s", message != NULL ? message : "");
    sqlite3_free(message);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
    return rc;
}

static inline void book_must(struct book *b, const char *sql) {
    if (book_raw(b, sql) != SQLITE_OK) {
        fail_msg("%s: %s", sql, b->st.text);
    }
}

/* The raw statement is refused, and the message holds `word`. */
static inline void book_refuses(struct book *b, const char *word, const char *sql) {
    assert_int_equal(book_raw(b, sql), SQLITE_CONSTRAINT);
    if (strstr(b->st.text, word) == NULL) {
        fail_msg("%s: no \"%s\" in: %s", sql, word, b->st.text);
    }
}

static inline int64_t book_number(struct book *b, const char *sql) {
    sqlite3 *raw = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(b->path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(stmt, 0);
    assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
    return number;
}

/* How SQLite would run it: the plan's lines, in the arena. */
static inline struct text book_plan(struct book *b, const char *sql) {
    sqlite3 *raw = NULL;
    sqlite3_stmt *stmt = NULL;
    struct buf plan;
    buf_init(&plan, 4096);
    assert_int_equal(sqlite3_open(b->path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        buf_addf(&plan, "%s\n", (const char *)sqlite3_column_text(stmt, 3));
    }
    assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
    struct text kept = arena_text(&b->arena, buf_text(&plan));
    buf_fini(&plan);
    return kept;
}

/* Appends a step of this case with one event of each kind in the list, which ends with 0. */
static inline int64_t book_step(struct book *b, int64_t case_id, const enum event_kind *kinds) {
    struct event events[4] = {{0}};
    struct step step = {.version = STEP_VERSION, .id = b->head.id + 1, .case_id = case_id};
    step.fact.kind = FACT_NOTE;
    step.fact.booked_day = TODAY;
    step.events = events;
    for (; kinds != NULL && *kinds != 0; kinds++) {
        events[step.n_events++].kind = *kinds;
    }
    struct buf body;
    buf_init(&body, 65536);
    record_write(&step_record, &step, &body);
    OK(b, journal_append(b->db, &b->head, &step, buf_text(&body), 0, &b->st));
    buf_fini(&body);
    return step.id;
}

/* Saves a case with its canonical state. */
static inline void book_case(struct book *b, const struct krav_case *c) {
    struct buf bytes;
    buf_init(&bytes, 65536);
    record_write(&case_record, c, &bytes);
    struct hash hash = hash_of(buf_text(&bytes));
    OK(b, cases_save(b->db, c, buf_text(&bytes), &hash, &b->st));
    buf_fini(&bytes);
}

static inline void book_simple_case(struct book *b, int64_t id) {
    struct krav_case c = {.id = id, .creditor = b->creditor, .debtor = b->debtor, .opened = TODAY};
    book_case(b, &c);
}

#define BOOK_TEST(name) cmocka_unit_test_setup_teardown(name, book_setup, book_teardown)

#endif
