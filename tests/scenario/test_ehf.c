/* test_ehf.c - invoices as EHF: a claim and the documents that came with it, in one file, into
 * one case; whatever comes in the wrong order waits. */
#include "desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *sample(struct desk *d, const char *name) {
    return desk_path(d, "%s/%s.xml", SAMPLES, name);
}

static void test_take_keeps_the_documents_of_a_claim(void **state) {
    struct desk *d = *state;
    desk_ok(d, "take", sample(d, "attachments"));
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM cases"), 1);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM documents WHERE case_id = 100000001"
                                     " AND incoming = 1"), 2);
    assert_string_equal(desk_sql_text(d, "SELECT what || ' ' || media_type FROM documents"
                                         " ORDER BY id LIMIT 1"), "F-1003.pdf application/pdf");
    const char *hash = desk_sql_text(d, "SELECT lower(hex(hash)) FROM documents WHERE what ="
                                        " 'timer.csv'");
    assert_string_equal(desk_read(d, desk_path(d, "documents/%.2s/%s", hash, hash)),
                        "time;hva\n2;m\xc3\xa5ling\n");
    /* The chain says that it came, and which bytes it had. */
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM steps WHERE fact = 'note'"), 2);
    desk_verify(d);
}

static void test_take_counts_nothing_twice(void **state) {
    struct desk *d = *state;
    desk_ok(d, "take", sample(d, "attachments"));
    const char *before = desk_sql_text(d, "SELECT count(*) || ' ' || (SELECT count(*) FROM"
                                          " documents) FROM steps");
    desk_ok(d, "take", sample(d, "attachments"));
    /* The same invoice in a file of other bytes. */
    const char *text = desk_read(d, sample(d, "attachments"));
    desk_write(d, "again.xml", desk_path(d, "%s\n", text));
    desk_ok(d, "take", desk_path(d, "%s/again.xml", d->home));
    assert_string_equal(desk_sql_text(d, "SELECT count(*) || ' ' || (SELECT count(*) FROM"
                                         " documents) FROM steps"), before);
    desk_verify(d);
}

static void test_take_lets_what_comes_early_wait(void **state) {
    struct desk *d = *state;
    desk_write(d, "credit.xml", desk_read(d, sample(d, "credit_note")));
    desk_replace(d, "credit.xml", "<cac:BillingReference>",
                 "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>"
                 "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"text/csv\" filename=\"a.csv\">YQ=="
                 "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>"
                 "</cac:AdditionalDocumentReference><cac:BillingReference>");
    desk_ok(d, "take", desk_path(d, "%s/credit.xml", d->home));
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM waiting WHERE settled_by = 0"), 2);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM documents"), 0);
    desk_ok(d, "take", sample(d, "invoice"));
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM waiting WHERE settled_by = 0"), 0);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM documents WHERE case_id = 100000001"
                                     " AND what = 'a.csv'"), 1);
    assert_int_equal(desk_num(json_object_get(desk_case(d, 1), "balances"), "principal_ore"),
                     100000);
    desk_verify(d);
}

static void test_take_refuses_a_document_whole(void **state) {
    struct desk *d = *state;
    desk_write(d, "bad.xml", desk_read(d, sample(d, "attachments")));
    desk_replace(d, "bad.xml", ">5003<", ">503<");
    const char *before = desk_print(d);
    desk_fails(d, 1, "does not have four digits", "take", desk_path(d, "%s/bad.xml", d->home));
    assert_string_equal(desk_print(d), before);
    assert_true(desk_exists(d, "in/erp_ehf/rejected/bad.xml"));
    desk_verify(d);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_take_keeps_the_documents_of_a_claim),
        TEST(test_take_counts_nothing_twice),
        TEST(test_take_lets_what_comes_early_wait),
        TEST(test_take_refuses_a_document_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
