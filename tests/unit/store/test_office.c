/* test_office.c - tasks, documents and the library of bundles. */
#include "unit/store/book.h"

#include "store/documents.h"
#include "store/library.h"
#include "store/tasks.h"

static void test_tasks_raise_keeps_one_open_per_case_and_reason(void **state) {
    struct book *b = *state;
    struct task_row t = {.case_id = 1,
                         .step = 2,
                         .owner = TASK_CREDITOR,
                         .reason = TEXT("parked"),
                         .text = TEXT("Look."),
                         .opened = TODAY,
                         .due = TODAY + 5};
    struct task_row *open;
    int64_t first, again;
    uint32_t n;
    bool is_new;
    OK(b, tasks_raise(b->db, &t, &first, &is_new, &b->st));
    assert_true(is_new);
    OK(b, tasks_raise(b->db, &t, &again, &is_new, &b->st));
    assert_false(is_new);
    assert_int_equal(first, again);
    t.reason = TEXT("notice_period");
    t.due = TODAY + 1;
    OK(b, tasks_raise(b->db, &t, &again, &is_new, &b->st));
    t.case_id = 2;
    OK(b, tasks_raise(b->db, &t, &again, &is_new, &b->st));
    OK(b, tasks_open(b->db, 0, &b->arena, &open, &n, &b->st));
    assert_int_equal(n, 3);
    assert_true(text_is(open[2].reason, "parked")); /* oldest due first */
    assert_int_equal(open[2].owner, TASK_CREDITOR);
    OK(b, tasks_done(b->db, first, TODAY, &b->st));
    FAILS(b, STATUS_NOT_FOUND, "no open task", tasks_done(b->db, first, TODAY, &b->st));
    OK(b, tasks_open(b->db, 1, &b->arena, &open, &n, &b->st));
    assert_int_equal(n, 1);
    t.case_id = 1;
    t.reason = TEXT("parked");
    OK(b, tasks_raise(b->db, &t, &again, &is_new, &b->st)); /* done, so it may come again */
    assert_true(is_new);
    OK(b, tasks_done_of_case(b->db, 1, TEXT("notice_period"), TODAY, &b->st));
    OK(b, tasks_open(b->db, 1, &b->arena, &open, &n, &b->st));
    assert_int_equal(n, 1);
    OK(b, tasks_done_of_case(b->db, 1, (struct text){NULL, 0}, TODAY, &b->st));
    OK(b, tasks_open(b->db, 0, &b->arena, &open, &n, &b->st));
    assert_int_equal(n, 1);
    assert_int_equal(open[0].case_id, 2);
}

static void test_library_keeps_bundles_and_the_active_one(void **state) {
    struct book *b = *state;
    struct hash one = hash_n(1), two = hash_n(2), active;
    struct text bytes;
    FAILS(b, STATUS_NOT_FOUND, "published", library_active(b->db, &active, &b->st));
    OK(b, library_put(b->db, &one, TEXT("return\0{}"), TODAY, &b->st));
    OK(b, library_put(b->db, &one, TEXT("return\0{}"), TODAY + 1, &b->st));
    OK(b, library_put(b->db, &two, TEXT("b"), TODAY, &b->st));
    OK(b, library_get(b->db, &one, &b->arena, &bytes, &b->st));
    assert_true(text_eq(bytes, TEXT("return\0{}")));
    OK(b, library_activate(b->db, &two, 5, &b->st));
    OK(b, library_activate(b->db, &one, 6, &b->st));
    OK(b, library_active(b->db, &active, &b->st));
    assert_true(hash_eq(&active, &one));
    struct hash three = hash_n(3);
    FAILS(b, STATUS_NOT_FOUND, "library", library_get(b->db, &three, &b->arena, &bytes, &b->st));
    FAILS(b, STATUS_NOT_FOUND, "library", library_activate(b->db, &three, 7, &b->st));
}

static void path_of(struct book *b, const struct hash *hash, char out[256]) {
    char hex[HASH_HEX];
    (void)hash_hex(hash, hex);
    (void)snprintf(out, 256, "%s/%.2s/%s", b->dir, hex, hex);
}

static void test_documents_write_and_read_by_hash(void **state) {
    struct book *b = *state;
    struct hash hash, again, none = hash_n(1);
    struct text bytes;
    char path[256];
    OK(b, documents_write(b->dir, TEXT("Kjære Ola"), &hash, &b->st));
    path_of(b, &hash, path);
    assert_int_equal(access(path, R_OK), 0);
    OK(b, documents_write(b->dir, TEXT("Kjære Ola"), &again, &b->st));
    assert_true(hash_eq(&hash, &again));
    OK(b, documents_read(b->dir, &hash, &b->arena, &bytes, &b->st));
    assert_true(text_is(bytes, "Kjære Ola"));
    FAILS(b, STATUS_NOT_FOUND, "document",
          documents_read(b->dir, &none, &b->arena, &bytes, &b->st));
    OK(b, documents_write(b->dir, TEXT(""), &hash, &b->st));
    OK(b, documents_read(b->dir, &hash, &b->arena, &bytes, &b->st));
    assert_int_equal(bytes.len, 0);
    FAILS(b, STATUS_NOT_FOUND, "making",
          documents_write("/nowhere/at/all", TEXT("x"), &hash, &b->st));
}

static void test_documents_notice_and_mend_rotten_bytes(void **state) {
    struct book *b = *state;
    struct hash hash;
    struct text bytes;
    char path[256];
    OK(b, documents_write(b->dir, TEXT("Kjære Ola"), &hash, &b->st));
    path_of(b, &hash, path);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fputs("Kjære Kari", f) >= 0, 1);
    assert_int_equal(fclose(f), 0);
    FAILS(b, STATUS_CORRUPT, "another hash",
          documents_read(b->dir, &hash, &b->arena, &bytes, &b->st));
    OK(b, documents_write(b->dir, TEXT("Kjære Ola"), &hash, &b->st));
    OK(b, documents_read(b->dir, &hash, &b->arena, &bytes, &b->st));
}

static int count_document(void *ctx, const struct document_row *row) {
    int *n = ctx;
    (*n)++;
    return row->case_id == 2;
}

static void test_documents_rows(void **state) {
    struct book *b = *state;
    struct document_row row = {.hash = hash_n(1),
                               .step = 3,
                               .media_type = TEXT("text/plain"),
                               .what = TEXT("content"),
                               .on = TODAY,
                               .incoming = true};
    struct document_row *rows;
    uint32_t n;
    int seen = 0;
    for (row.case_id = 1; row.case_id <= 3; row.case_id++) {
        OK(b, documents_add(b->db, &row, &b->st));
    }
    OK(b, documents_of_case(b->db, 2, &b->arena, &rows, &n, &b->st));
    assert_int_equal(n, 1);
    assert_true(hash_eq(&rows[0].hash, &row.hash));
    assert_true(text_is(rows[0].what, "content"));
    assert_true(rows[0].incoming);
    OK(b, documents_walk(b->db, count_document, &seen, &b->st));
    assert_int_equal(seen, 2); /* the visitor had enough */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BOOK_TEST(test_tasks_raise_keeps_one_open_per_case_and_reason),
        BOOK_TEST(test_library_keeps_bundles_and_the_active_one),
        BOOK_TEST(test_documents_write_and_read_by_hash),
        BOOK_TEST(test_documents_notice_and_mend_rotten_bytes),
        BOOK_TEST(test_documents_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
