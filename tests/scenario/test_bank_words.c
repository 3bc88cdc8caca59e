/* test_bank_words.c - what the bank says of a payment file (pain.002), and what a person says for a
 * bank that says nothing.  One bad transfer refuses itself; none is paid twice. */
#include "desk.h"

#include <stdlib.h>
#include <string.h>

#define HEAD                                                                                      \
    "source_id;creditor_org;invoice_no;debtor_kind;debtor_name;principal;due\n"

/* Two creditors, 300,00 and 200,00 for them on 1 September, due on the 15th. */
static int money_open(void **state) {
    const int rc = desk_open(state);
    struct desk *d = *state;
    const char *creditor = desk_path(d, "%s/second.ini", d->dir);
    const char *agreement = desk_path(d, "%s/second-agreement.ini", d->dir);
    const char *claims = desk_path(d, "%s/two.csv", d->dir), *ocr = desk_path(d, "%s/ocr", d->dir);
    const struct desk_payment payments[] = {{30000, desk_kid(d, 1), "010926", "010926"},
                                            {20000, desk_kid(d, 2), "010926", "010926"}};
    desk_write(d, creditor, "[creditor 312597772]\nname = Bakken Tann AS\n"
                            "account = 86011117947\n");
    desk_write(d, agreement, "[agreement 312597772]\nfrom = 2026-01-01\nlevel = normal\n");
    (void)desk_ok(d, "creditor", "import", creditor);
    (void)desk_ok(d, "agreement", "import", agreement);
    desk_replace(d, "krav.conf", "letter = letter_text",
                 "letter = letter_text\npayout = payout_pain001");
    desk_write(d, "krav.conf",
               desk_path(d, "%s\n[plugin payout_pain001]\nbic = DNBANOKK\n[plugin camt054]\n"
                            "run = isolated\n", desk_read(d, "krav.conf")));
    desk_write(d, claims, HEAD "S-1;311758489;1;consumer;Kari Eksempel;1000,00;2026-08-17\n"
                               "S-2;312597772;2;consumer;Ola Eksempel;1000,00;2026-08-17\n");
    (void)desk_ok(d, "take", claims);
    desk_ocr(d, ocr, DESK_ACCOUNT, payments, 2);
    (void)desk_ok(d, "take", ocr);
    return rc;
}

/* And both are settled, in one file. */
static int bank_open(void **state) {
    const int rc = money_open(state);
    struct desk *d = *state;
    desk_until(d, "2026-09-15");
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM remittances WHERE state = 'underway'"),
                     2);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM outbox WHERE kind = 'payout'"), 1);
    return rc;
}

static const char *id_of(struct desk *d, const char *org) {
    return desk_sql_text(d, desk_path(d, "SELECT printf('KRAV%%010d', max(r.step)) FROM remittances"
                                         " r JOIN creditors c ON c.id = r.creditor WHERE"
                                         " c.org = '%s'", org));
}

static const char *state_of(struct desk *d, const char *id) {
    return desk_sql_text(d, desk_path(d, "SELECT state FROM remittances WHERE"
                                         " printf('KRAV%%010d', step) = '%s'", id));
}

static int64_t on_account(struct desk *d, const char *account) {
    return desk_sql_int(d, desk_path(d, "SELECT coalesce(sum(amount), 0) FROM postings WHERE"
                                        " account = '%s'", account));
}

static int64_t tasks(struct desk *d, const char *reason) {
    return desk_sql_int(d, desk_path(d, "SELECT count(*) FROM tasks WHERE done = 0 AND reason"
                                        " LIKE '%s%%'", reason));
}

/* The bank does our file: its camt.054 and its pain.002. */
static void bank_does(struct desk *d, const char *refused, const char *camt, const char *report) {
    const char *name = desk_sql_text(d, "SELECT reference FROM outbox WHERE kind = 'payout' ORDER BY"
                                        " id DESC LIMIT 1");
    const char *refuse = refused ? desk_path(d, "--refuse '%s=AC04 Kontoen er avsluttet'", refused)
                                 : "";
    const char *order = desk_path(d, "%s/krav-bank payouts %s/out/payout_pain001/%s --day"
                                     " 2026-09-15 --format camt.08 --to %s --report %s %s"
                                     " >/dev/null", KRAV_BIN, d->home, name, camt, report, refuse);
    assert_int_equal(system(order), 0);
}

static void test_one_rejected_transfer_refuses_itself(void **state) {
    struct desk *d = *state;
    const char *bad = id_of(d, "311758489"), *good = id_of(d, "312597772");
    const char *camt = desk_path(d, "%s/camt.xml", d->dir);
    const char *report = desk_path(d, "%s/pain002.xml", d->dir);
    bank_does(d, bad, camt, report);
    (void)desk_ok(d, "take", report);
    assert_string_equal(state_of(d, bad), "reopened");
    assert_string_equal(state_of(d, good), "settled");
    assert_int_equal(on_account(d, "payout_underway"), 0);
    assert_int_equal(on_account(d, "client_bank"), 30000);
    assert_int_equal(tasks(d, "payout_failed"), 1);
    assert_non_null(strstr(desk_sql_text(d, "SELECT text FROM tasks WHERE reason LIKE"
                                            " 'payout_failed%'"), "AC04 Kontoen er avsluttet"));
    desk_verify(d);

    (void)desk_ok(d, "take", camt); /* the same, told by the account */
    (void)desk_ok(d, "take", report);
    assert_int_equal(on_account(d, "client_bank"), 30000);
    assert_int_equal(tasks(d, "payout_twice"), 0);
    desk_verify(d);

    (void)desk_ok(d, "remit", "--now");
    const char *again = id_of(d, "311758489");
    assert_string_not_equal(again, bad);
    assert_string_equal(state_of(d, again), "underway");
    assert_int_equal(desk_count_files(d, "out/payout_pain001", "*.xml"), 2);
    desk_verify(d);
}

/* "..." in the middle of a report about our file. */
static const char *report_of_file(struct desk *d, const char *message, const char *status) {
    const char *path = desk_path(d, "%s/group-%s-%d.xml", d->dir, status, ++d->n_files);
    desk_write(d, path, desk_path(d,
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\"><CstmrPmtStsRpt>"
        "<GrpHdr><MsgId>B-%d</MsgId><CreDtTm>2026-09-15T10:00:00</CreDtTm></GrpHdr>"
        "<OrgnlGrpInfAndSts><OrgnlMsgId>%s</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId>"
        "<GrpSts>%s</GrpSts><StsRsnInf><Rsn><Cd>DU01</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts>"
        "</CstmrPmtStsRpt></Document>\n", d->n_files, message, status));
    return path;
}

static const char *message_of(struct desk *d) {
    return desk_sql_text(d, "SELECT substr(lower(hex(key)), 1, 30) FROM outbox WHERE kind ="
                            " 'payout' ORDER BY id LIMIT 1");
}

static void test_word_of_a_whole_file(void **state) {
    struct desk *d = *state;
    (void)desk_ok(d, "take", report_of_file(d, message_of(d), "ACCP"));
    assert_int_equal(on_account(d, "payout_underway"), -50000);
    (void)desk_ok(d, "take", report_of_file(d, "00112233445566778899aabbccddee", "RJCT"));
    assert_int_equal(on_account(d, "payout_underway"), -50000);
    assert_int_equal(tasks(d, "payout_unknown"), 1);
    (void)desk_ok(d, "take", report_of_file(d, message_of(d), "RJCT"));
    assert_int_equal(on_account(d, "payout_underway"), 0);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM remittances WHERE state = 'reopened'"),
                     2);
    assert_int_equal(tasks(d, "payout_failed"), 2);
    (void)desk_ok(d, "take", report_of_file(d, message_of(d), "RJCT")); /* told again: known */
    assert_int_equal(tasks(d, "payout_failed"), 2);
    desk_verify(d);
}

/* Nobody could say what had become of the batch; the bank's word can. */
static void test_word_of_the_bank_ends_a_doubt(void **state) {
    struct desk *d = *state;
    desk_sql_do(d, "UPDATE outbox SET state = 'asked', reference = '' WHERE kind = 'payout'");
    desk_fails(d, 1, "not certain that the bank has been asked", "remit", "refuse",
               id_of(d, "311758489"), "banken svarer ikke");
    (void)desk_ok(d, "take", report_of_file(d, message_of(d), "RJCT"));
    assert_string_equal(desk_sql_text(d, "SELECT state FROM outbox WHERE kind = 'payout'"), "done");
    assert_int_equal(on_account(d, "payout_underway"), 0);
    (void)desk_ok(d, "day", "--until", "2026-09-15");
    assert_int_equal(desk_count_files(d, "out/payout_pain001", "*.xml"), 1);
    desk_verify(d);
}

static void test_a_person_says_it_for_a_silent_bank(void **state) {
    struct desk *d = *state;
    const char *one = id_of(d, "311758489"), *other = id_of(d, "312597772");
    desk_until(d, "2026-09-17");
    desk_fails(d, 2, "say why", "remit", "confirm", one);
    desk_fails(d, 1, "ahead of us", "remit", "confirm", one, "sett i nettbanken", "--on",
               "2026-09-18");
    desk_fails(d, 1, "ahead of us", "remit", "confirm", one, "sett i nettbanken", "--on",
               "2026-09-14");
    desk_fails(d, 1, "no such settlement", "remit", "confirm", "KRAV0000999999", "hva");
    desk_fails(d, 1, "no such settlement", "remit", "confirm", "tull", "hva");
    assert_int_equal(on_account(d, "payout_underway"), -50000);

    const json_t *said = desk_json(d, "remit", "confirm", one, "sett i nettbanken", "--on",
                                   "2026-09-16");
    assert_string_equal(desk_str(said, "state"), "settled");
    assert_string_equal(state_of(d, one), "settled");
    assert_non_null(strstr(desk_ok(d, "remit", "refuse", other, "banken ringte")->out,
                           "owed again"));
    assert_string_equal(state_of(d, other), "reopened");
    assert_int_equal(on_account(d, "payout_underway"), 0);
    assert_int_equal(tasks(d, "payout_failed"), 1);
    assert_int_equal(desk_sql_int(d, "SELECT count(*) FROM texts WHERE text = 'sett i nettbanken'"),
                     1);
    desk_fails(d, 1, "not under way but settled", "remit", "confirm", one, "igjen");
    desk_fails(d, 1, "not under way but reopened", "remit", "confirm", other, "likevel");
    desk_verify(d);

    const char *camt = desk_path(d, "%s/camt.xml", d->dir); /* it speaks after all */
    bank_does(d, other, camt, desk_path(d, "%s/late.xml", d->dir));
    (void)desk_ok(d, "take", camt);
    assert_int_equal(on_account(d, "client_bank"), 20000);
    assert_int_equal(tasks(d, "payout_twice"), 0);
    desk_verify(d);
}

/* The channel refuses a transfer that no bank would take: the others are paid the same day. */
static void test_one_bad_account_refuses_itself(void **state) {
    struct desk *d = *state;
    desk_until(d, "2026-09-14");
    desk_sql_do(d, "UPDATE creditors SET account = '86011117948' WHERE org = '312597772'");
    desk_until(d, "2026-09-15");
    const char *bad = id_of(d, "312597772"), *good = id_of(d, "311758489");
    assert_string_equal(state_of(d, bad), "reopened");
    assert_string_equal(state_of(d, good), "underway");
    assert_int_equal(on_account(d, "payout_underway"), -30000);
    assert_int_equal(tasks(d, "payout_failed"), 1);
    assert_int_equal(tasks(d, "payout_refused"), 0);
    assert_non_null(strstr(desk_sql_text(d, "SELECT text FROM tasks WHERE reason LIKE"
                                            " 'payout_failed%'"), "check digit"));
    assert_string_equal(desk_sql_text(d, "SELECT group_concat(state) FROM (SELECT state FROM outbox"
                                         " WHERE kind = 'payout' ORDER BY id)"), "refused,done");
    assert_int_equal(desk_count_files(d, "out/payout_pain001", "*.xml"), 1);
    const char *name = desk_sql_text(d, "SELECT reference FROM outbox WHERE state = 'done' AND kind"
                                        " = 'payout'");
    const char *xml = desk_read(d, desk_path(d, "out/payout_pain001/%s", name));
    assert_non_null(strstr(xml, good));
    assert_null(strstr(xml, bad));
    assert_non_null(strstr(xml, "<NbOfTxs>1</NbOfTxs>"));
    desk_verify(d);

    desk_sql_do(d, "UPDATE creditors SET account = '86011117947' WHERE org = '312597772'");
    (void)desk_ok(d, "remit", "--now");
    assert_string_equal(state_of(d, id_of(d, "312597772")), "underway");
    assert_int_equal(on_account(d, "payout_underway"), -50000);
    desk_verify(d);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, bank_open, desk_close)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_one_bad_account_refuses_itself, money_open,
                                        desk_close),
        TEST(test_one_rejected_transfer_refuses_itself),
        TEST(test_word_of_a_whole_file),
        TEST(test_word_of_the_bank_ends_a_doubt),
        TEST(test_a_person_says_it_for_a_silent_bank),
    };
    return cmocka_run_group_tests_name("bank_words", tests, NULL, NULL);
}
