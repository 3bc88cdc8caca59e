/* A letter as an e-mail, byte for byte, and mail that came back, however it is told. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "bounce.h"
#include "krav/easy.h"
#include "message.h"

#define NOON_MS 1796040000000 /* Mon, 30 Nov 2026 12:00:00 UTC */

static const struct message_from FROM = {{"inkasso@eksempel.invalid", 24},
                                         {"Eksempel Inkasso, økonomi", 26},
                                         {NULL, 0}};

static krav_letter a_letter(void) {
    return (krav_letter){.size = sizeof(krav_letter), .to_name = KRAV_STR("Kari Eksempel"),
        .to_contact = KRAV_STR("kari@x.invalid"), .to_id = KRAV_STR("31856397214"),
        .subject = KRAV_STR("Påminnelse"), .body = KRAV_STR("Hei.\n\nBetal 100 kr.\n.\n")};
}

static char *written(const krav_letter *letter, const struct message_from *from) {
    struct text t = {NULL, 0, 0, 0};
    message_write(from, letter, KRAV_STR("ab12"), NOON_MS, &t);
    text_add(&t, (krav_str){"", 1});
    assert_false(t.failed);
    return t.bytes;
}

static void test_message_is_plain_text_when_nothing_is_rendered(void **state) {
    (void)state;
    const krav_letter letter = a_letter();
    char *message = written(&letter, &FROM);
    assert_string_equal(message,
        "From: =?UTF-8?B?RWtzZW1wZWwgSW5rYXNzbywgw7hrb25vbWk=?=\r\n"
        " <inkasso@eksempel.invalid>\r\n"
        "To: =?UTF-8?B?S2FyaSBFa3NlbXBlbA==?=\r\n <kari@x.invalid>\r\n"
        "Subject: =?UTF-8?B?UMOlbWlubmVsc2U=?=\r\n"
        "Date: Mon, 30 Nov 2026 12:00:00 +0000\r\n"
        "Message-ID: <ab12@eksempel.invalid>\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
        "SGVpLg0KDQpCZXRhbCAxMDAga3IuDQouDQo=\r\n");
    free(message);
}

static void test_message_attaches_pages_and_copies_a_guardian(void **state) {
    (void)state;
    char pdf[100];
    memset(pdf, 'P', sizeof pdf);
    krav_letter letter = a_letter();
    letter.bytes = (krav_str){pdf, sizeof pdf};
    letter.media_type = KRAV_STR("application/pdf");
    letter.copy_name = KRAV_STR("Ola Verge");
    letter.copy_contact = KRAV_STR("ola@x.invalid");
    struct message_from from = FROM;
    from.reply_to = KRAV_STR("svar@eksempel.invalid");
    char *message = written(&letter, &from);
    assert_non_null(strstr(message, "Cc: =?UTF-8?B?T2xhIFZlcmdl?=\r\n <ola@x.invalid>\r\n"));
    assert_non_null(strstr(message, "Reply-To: <svar@eksempel.invalid>\r\n"));
    assert_non_null(strstr(message, "boundary=\"krav-ab12\"\r\n\r\n--krav-ab12\r\n"));
    /* 57 bytes on a line, 76 characters. */
    const char *pages = strstr(message, "UFBQ");
    assert_non_null(pages);
    assert_int_equal(strcspn(pages, "\r"), 76);
    assert_non_null(strstr(message, "\r\n--krav-ab12--\r\n"));
    assert_null(strstr(message, "31856397214")); /* a national id has no business in a header */
    free(message);
}

/* No name, subject or body may add a header, or end one. */
static void test_message_headers_hold_whatever_they_are_given(void **state) {
    (void)state;
    krav_letter letter = a_letter();
    letter.to_name = KRAV_STR("Kari\r\nBcc: all@x.invalid\r\n\r\n\xff\xfe");
    letter.subject = KRAV_STR("en svært lang overskrift som går over flere kodede ord, med æ, ø og å "
                              "på alle plasser, og så enda litt til");
    char *message = written(&letter, &FROM);
    assert_null(strstr(message, "Bcc:"));
    for (char *line = message, *end; (end = strstr(line, "\r\n")) != NULL; line = end + 2) {
        assert_true(end - line <= 76);
        for (const char *c = line; c < end; c++) {
            assert_true(*c >= ' ' && *c <= '~');
        }
    }
    free(message);
}

static void test_addresses(void **state) {
    (void)state;
    static const char *const good[] = {"a@b", "kari.e+x@mail.example.no", "o'brien@x.no"};
    static const char *const bad[] = {"", "kari", "@x.no", "kari@", "a@b@c", "a b@c.no", "a@.no",
        "a@b.", "<a@b.no>", "a@b.no\r\nRCPT TO:<c@d.no>", "kåre@x.no", "\"a\"@b.no", "a,b@c.no"};
    char longest[ADDRESS_MAX + 2];
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(message_is_address(krav_str_of(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(message_is_address(krav_str_of(bad[i])));
    }
    memset(longest, 'a', sizeof longest);
    longest[1] = '@';
    assert_true(message_is_address((krav_str){longest, ADDRESS_MAX}));
    assert_false(message_is_address((krav_str){longest, ADDRESS_MAX + 1}));
}

static void test_letters_that_cannot_go_by_mail(void **state) {
    (void)state;
    krav_letter letter = a_letter();
    assert_null(message_refuses(&letter));
    letter.copy_name = KRAV_STR("Ola Verge"); /* both or neither */
    assert_non_null(message_refuses(&letter));
    letter.copy_contact = KRAV_STR("ola@x.invalid");
    assert_null(message_refuses(&letter));
    letter.bytes = KRAV_STR("GIF89a");
    letter.media_type = KRAV_STR("image/gif");
    assert_non_null(message_refuses(&letter));
    letter = a_letter();
    letter.body = KRAV_STR_ABSENT;
    assert_non_null(message_refuses(&letter));
    letter = a_letter();
    letter.to_contact = KRAV_STR("22 00 00 00");
    assert_non_null(message_refuses(&letter));
}

/* ---- mail that came back ----------------------------------------------------------------------- */

#define REPORT(action, status, id)                                                              \
    "Return-path: <>\r\nSubject: Undelivered\r\n"                                              \
    "Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"b1\"\r\n\r\n" \
    "This is a MIME message.\r\n--b1\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"            \
    "--b1\r\nContent-Type: message/delivery-status\r\n\r\n"                                    \
    "Reporting-MTA: dns; mail.example.invalid\r\n\r\n"                                         \
    "Action: " action "\r\nFinal-Recipient: rfc822;gone@x.invalid\r\nStatus: " status "\r\n"   \
    "Diagnostic-Code: smtp; 550 the mailbox\r\n is gone\r\n\r\n"                               \
    "--b1\r\nContent-Type: message/rfc822\r\n\r\n"                                             \
    "From: <inkasso@eksempel.invalid>\r\nMessage-ID: " id "\r\n\r\nHei.\r\n--b1--\r\n"

static const krav_str OURS = {"eksempel.invalid", 16};

static const char *read_it(const char *mail, struct bounce *b) {
    return bounce_read(krav_str_of(mail), OURS, b);
}

static void test_bounce_names_the_letter_and_why(void **state) {
    (void)state;
    struct bounce b;
    const char *mail = REPORT("failed", "5.1.1", "<ab12@eksempel.invalid>");
    assert_true(bounce_recognise(krav_str_of(mail)) > 50);
    assert_null(read_it(mail, &b));
    assert_true(b.failed);
    assert_string_equal(b.key, "ab12");
    assert_string_equal(b.reason, "5.1.1: smtp; 550 the mailbox is gone");
}

static void test_bounce_that_is_only_late_is_no_failure(void **state) {
    (void)state;
    struct bounce b;
    assert_null(read_it(REPORT("delayed", "4.2.0", "<ab12@eksempel.invalid>"), &b));
    assert_false(b.failed);
}

static void test_bounce_of_others_is_refused(void **state) {
    (void)state;
    static const char *const ids[] = {"<ab12@other.invalid>", "<@eksempel.invalid>", "ab12", "<>",
        "<AB 12@eksempel.invalid>", "<ab12@eksempel.invalid.evil>"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        struct bounce b;
        char mail[2000];
        (void)snprintf(mail, sizeof mail, REPORT("failed", "5.1.1", "%s"), ids[i]);
        assert_non_null(read_it(mail, &b));
    }
    struct bounce b;
    assert_non_null(read_it("Subject: Out of office\r\n\r\nBack on Monday.\r\n", &b));
    assert_int_equal(bounce_recognise(KRAV_STR("Subject: Out of office\r\n")), 0);
    assert_non_null(read_it("", &b));
}

/* Cut anywhere, it is refused; nothing is read past its end. */
static void test_bounce_that_is_cut_short_is_refused(void **state) {
    (void)state;
    const char *mail = REPORT("failed", "5.1.1", "<ab12@eksempel.invalid>");
    const size_t whole = strlen(mail) - strlen("--\r\n"); /* the last boundary's own end */
    for (size_t n = 0; n < whole; n++) {
        struct bounce b;
        char *cut = malloc(n + 1);
        memcpy(cut, mail, n);
        assert_non_null(bounce_read((krav_str){cut, n}, OURS, &b));
        free(cut);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_message_is_plain_text_when_nothing_is_rendered),
        cmocka_unit_test(test_message_attaches_pages_and_copies_a_guardian),
        cmocka_unit_test(test_message_headers_hold_whatever_they_are_given),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_letters_that_cannot_go_by_mail),
        cmocka_unit_test(test_bounce_names_the_letter_and_why),
        cmocka_unit_test(test_bounce_that_is_only_late_is_no_failure),
        cmocka_unit_test(test_bounce_of_others_is_refused),
        cmocka_unit_test(test_bounce_that_is_cut_short_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
