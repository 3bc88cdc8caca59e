/* Tests of the EHF plugin: documents of other kinds, XML that is broken or hostile, attachments. */
#include "ehf_samples.h"

#include <stdio.h>

/* ---- other documents -------------------------------------------------------------------------- */

static void test_begin_names_the_format_it_does_not_take(void **state) {
    (void)state;
    refuses_only(invoice_with("urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:"
                              "billing:3.0", "urn:www.difi.no:ehf:faktura:ver2.0"), 5,
                 "CustomizationID is \"urn:www.difi.no:ehf:faktura:ver2.0\", and only EHF / Peppol"
                 " BIS Billing 3.0 is taken: \"urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu"
                 ":2017:poacc:billing:3.0\"");
    refuses_only(invoice_with("billing:3.0<", "selfbilling:3.0<"), 5, "selfbilling");
    refuses_only(without(sample("invoice"), "cbc:CustomizationID"), 2,
                 "CustomizationID is missing");
}

static void test_begin_refuses_other_roots(void **state) {
    (void)state;
    refuses_only("<a/>", 1, "a of the namespace \"\" is neither Invoice nor CreditNote");
    refuses_only("<Invoice/>", 1, "neither Invoice nor CreditNote");
    refuses_only("\n<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>", 2,
                 "Order of the namespace \"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"");
    refuses_only(invoice_with("xsd:Invoice-2", "xsd:CreditNote-2"), 2, "neither Invoice nor");
    refuses_only("<a xmlns='urn:&#x85;'/>", 1, "a of the namespace \"?\"");
    char space[256] = "<a xmlns='urn:x";
    for (int i = 0; i < 60; i++) { /* what is shown of it would end inside a character */
        memcpy(space + 15 + 2 * i, "ø", 2);
    }
    memcpy(space + 135, "'/>", 4);
    refuses_only(space, 1, "øøø\" is neither");
    refuses(invoice_with("xsd:CommonBasicComponents-2", "xsd:CommonBasicComponents-1"), 2,
            "PayableAmount is missing");
}

#define ENVELOPE "<StandardBusinessDocument xmlns=\"http://www.unece.org/cefact/namespaces/" \
                 "StandardBusinessDocumentHeader\">"

static void test_begin_wants_one_document_in_an_envelope(void **state) {
    (void)state;
    refuses_only(ENVELOPE "</StandardBusinessDocument>", 0, "the envelope holds no document");
    refuses_only(ENVELOPE "<StandardBusinessDocumentHeader/></StandardBusinessDocument>", 0,
                 "the envelope holds no document");
    refuses_only(ENVELOPE "<x/></StandardBusinessDocument>", 1, "x of the namespace");
    refuses_only(ENVELOPE ENVELOPE "</StandardBusinessDocument></StandardBusinessDocument>", 1,
                 "neither Invoice nor CreditNote");
    refuses_only(with(sample("envelope"), "</StandardBusinessDocument>",
                      "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"/>"
                      "</StandardBusinessDocument>"), 0, "a second document begins here");
    const char *text = sample("envelope");
    const char *body = strstr(text, "<StandardBusinessDocumentHeader>");
    refuses(with(text, body, "<StandardBusinessDocumentHeader></StandardBusinessDocument>"), 0,
            "not well-formed");
}

static void test_begin_takes_plain_invoices_and_credit_notes(void **state) {
    (void)state;
    refuses_only(invoice_with(">380<", ">393<"), 0, "InvoiceTypeCode is 393, and only 380");
    refuses_only(invoice_with(">380<", ">381<"), 0, "InvoiceTypeCode is 381, and only 380");
    refuses_only(without(sample("invoice"), "cbc:InvoiceTypeCode"), 0, "InvoiceTypeCode is missing");
    refuses_only(with(sample("credit_note"), ">381<", ">396<"), 0,
                 "CreditNoteTypeCode is 396, and only 381");
    refuses_only(without(sample("credit_note"), "cac:BillingReference"), 0,
                 "BillingReference/InvoiceDocumentReference/ID is missing");
    refuses_only(with(sample("credit_note"), ">250.00<", ">-250.00<"), 0, "PayableAmount is 250");
}

static void test_begin_tells_all_faults_at_once(void **state) {
    (void)state;
    const char *text = with(with(sample("invoice"), "<cbc:ID>F-1001</cbc:ID>", ""), "2026-10-01",
                            "soon");
    text = with(with(text, ">380<", ">1<"), ">NOK<", ">DKK<");
    text = with(with(text, SELLER_ID, "<cbc:CompanyID schemeID=\"0192\">1"), ">5003<", ">x<");
    refuses(text, 0, "ID is missing");
    assert_int_equal(host->n_faults, 6);
    static const char *const words[] = {"DueDate is not a day", "InvoiceTypeCode is 1",
                                        "is DKK", "is not an organisation number", "four digits"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        assert_true(fake_host_has_fault(host, 0, words[i]));
    }
}

static void test_begin_refuses_what_stands_twice(void **state) {
    (void)state;
    const char *id = "<cbc:ID>F-1001</cbc:ID>";
    refuses_only(invoice_with(id, "<cbc:ID>F-1001</cbc:ID><cbc:ID>F-2</cbc:ID>"), 7,
                 "ID stands on line 7 already");
    refuses(with(sample("invoice"), "</Invoice>",
                 "<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID=\"NOK\">1250.00"
                 "</cbc:PayableAmount></cac:LegalMonetaryTotal></Invoice>"), 0,
            "PayableAmount stands on line");
    const char *reference = "<cac:InvoiceDocumentReference><cbc:ID>F-1001</cbc:ID>"
                            "</cac:InvoiceDocumentReference>";
    char twice[400];
    snprintf(twice, sizeof twice, "%s</cac:BillingReference><cac:BillingReference>%s", reference,
             reference);
    takes(with(sample("credit_note"), reference, twice));
    refuses_only(with(with(sample("credit_note"), reference, twice), "F-1001", "F-1000"), 0,
                 "already, with another value");
    takes(invoice_with("</cac:PaymentMeans>",
                       "</cac:PaymentMeans><cac:PaymentMeans><cbc:PaymentID>9</cbc:PaymentID>"
                       "</cac:PaymentMeans>"));
    assert_str(host->claims[0].kid, "202600000014");
}

/* ---- XML that is not to be trusted ------------------------------------------------------------ */

static void test_begin_refuses_document_types(void **state) {
    (void)state;
    static const char *const bad[] = {
        "<!DOCTYPE Invoice><a/>",
        "<!DOCTYPE a [<!ENTITY x \"1\">]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY a \"1\"><!ENTITY b \"&a;&a;\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://example.invalid/x\"> %x;]><a/>",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        refuses_only(bad[i], 1, "a document type declaration (DTD) is not taken");
    }
    refuses_only(invoice_with("F-1001", "&x;"), 7, "not well-formed XML: undefined entity");
}

/* `depth` elements in one another, after a root that is taken. */
static size_t deep(int depth) {
    const char *text = sample("invoice");
    const char *end = strstr(text, "</Invoice>");
    size_t len = (size_t)(end - text);
    memcpy(large, text, len);
    for (int i = 1; i < depth; i++) {
        memcpy(large + len, "<a>", 3);
        len += 3;
    }
    for (int i = 1; i < depth; i++) {
        memcpy(large + len, "</a>", 4);
        len += 4;
    }
    memcpy(large + len, end, strlen(end));
    return len + strlen(end);
}

static void test_begin_bounds_depth(void **state) {
    (void)state;
    takes_bytes(large, deep(64));
    refuses_bytes(large, deep(65), 0, "more than 64 deep");
    refuses_bytes(large, deep(100000), 0, "more than 64 deep");
    assert_int_equal(host->n_faults, 1);
}

/* The invoice with n times `c` between `before` and `after`, at its end. */
static size_t stuffed(const char *before, char c, size_t n, const char *after) {
    const char *text = sample("invoice");
    const char *end = strstr(text, "</Invoice>");
    size_t len = (size_t)(end - text);
    memcpy(large, text, len);
    memcpy(large + len, before, strlen(before));
    len += strlen(before);
    memset(large + len, c, n);
    len += n;
    const int rest = snprintf(large + len, LARGE - len, "%s%s", after, end);
    return len + (size_t)rest;
}

static void test_begin_bounds_texts_and_tags(void **state) {
    (void)state;
    const size_t mib = 1 << 20;
    takes_bytes(large, stuffed("<a>", 'x', mib, "</a>"));
    refuses_bytes(large, stuffed("<a>", 'x', mib + 1, "</a>"), 0, "a text is longer than 1 MiB");
    refuses_bytes(large, stuffed("<a>", '\n', mib + 1, "</a>"), 0, "a text is longer than 1 MiB");
    takes_bytes(large, stuffed("<!--", 'x', mib / 2, "-->"));
    refuses_bytes(large, stuffed("<!--", 'x', 4 * mib, "-->"), 0, "a tag or comment is longer");
    refuses_bytes(large, stuffed("<a b=\"", 'x', 4 * mib, "\"/>"), 0, "a tag or comment is longer");
    refuses_bytes(large, stuffed("<", 'x', 4 * mib, "/>"), 0, "a tag or comment is longer");
}

static void test_begin_says_where_xml_breaks(void **state) {
    (void)state;
    refuses_only("", 1, "not well-formed XML: no element found, at column 1");
    refuses_only("source_id;creditor_org\n", 1, "not well-formed XML");
    refuses_only(invoice_with("</cbc:DueDate>", "</cbc:DueDat>"), 9,
                 "not well-formed XML: mismatched tag, at column 28");
    refuses_only(invoice_with("F-1001", "F-\x01"), 7, "not well-formed XML");
    refuses_only(invoice_with("F-1001", "F-\xff"), 7, "not well-formed XML");
    refuses_only(invoice_with("F-1001", "F-\xed\xa0\x80"), 7, "not well-formed XML");
    refuses_only(invoice_with("</Invoice>", "</Invoice><Invoice/>"), 0, "junk after document");
    refuses_only(invoice_with("cbc:ID>F", "nope:ID>F"), 7, "unbound prefix");
    refuses(invoice_with("F-1001", "F-&#x85;"), 7, "ID holds a control character");
    refuses(invoice_with("F-1001", "F-&#x7f;"), 7, "ID holds a control character");
}

static void test_begin_takes_utf8_only(void **state) {
    (void)state;
    takes(invoice_with("encoding=\"UTF-8\"", "encoding=\"utf-8\""));
    takes(invoice_with(" encoding=\"UTF-8\"", ""));
    takes(invoice_with("<?xml", "\xef\xbb\xbf<?xml"));
    refuses_only(invoice_with("UTF-8", "ISO-8859-1"), 1,
                 "the encoding is ISO-8859-1, and only UTF-8 is taken");
    refuses_only(invoice_with("UTF-8", "UTF-16"), 1, "the encoding is UTF-16");
    refuses_only(invoice_with("UTF-8", "UTF-80"), 1, "the encoding is UTF-80");
    refuses_bytes("\xff\xfe<\0a\0/\0>\0", 10, 1, "the encoding is UTF-16");
    refuses_bytes("\xfe\xff\0<\0a\0/\0>", 10, 1, "the encoding is UTF-16");
}

static void test_begin_takes_no_part_of_a_file_for_the_whole(void **state) {
    (void)state;
    static char text[16384];
    static const char *const names[] = {"attachments", "credit_note", "envelope"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(text, sizeof text, "%s", sample(names[i]));
        const size_t len = strlen(text) - 1; /* the last line may lack its end */
        for (size_t n = 0; n < len; n++) {
            refuses_bytes(text, n, 0, "not well-formed XML");
        }
        takes_bytes(text, len);
    }
}

/* ---- attachments ------------------------------------------------------------------------------ */

#define OBJECT "cbc:EmbeddedDocumentBinaryObject"

static const char *attached(const char *attributes, const char *base64) {
    char element[1000];
    snprintf(element, sizeof element,
             "<cac:AdditionalDocumentReference><cac:Attachment><" OBJECT " %s>%s</" OBJECT
             "></cac:Attachment></cac:AdditionalDocumentReference><cac:OrderReference>",
             attributes, base64);
    return invoice_with("<cac:OrderReference>", element);
}

#define NAMED "mimeCode=\"text/csv\" filename=\"a.csv\""

static void test_begin_decodes_base64_strictly(void **state) {
    (void)state;
    static const char *const good[][2] = {
        {"YQ==", "a"}, {"YWI=", "ab"}, {"YWJj", "abc"}, {"YWJjZA==", "abcd"},
        {" Y W\n\t J j ", "abc"}, {"Pz8/", "???"}, {"fn5+", "~~~"},
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        takes(attached(NAMED, good[i][0]));
        assert_int_equal(host->n_attachments, 1);
        assert_str(host->attachments[0].bytes, good[i][1]);
    }
    static const char *const bad[][2] = {
        {"", "is empty"}, {"  ", "is empty"}, {"Y", "in the middle"}, {"YQ", "in the middle"},
        {"YWJ", "in the middle"}, {"YQ=", "in the middle"}, {"=", "not base64"},
        {"Y===", "not base64"}, {"====", "not base64"}, {"YQ==YQ==", "after its padding"},
        {"YQ=Q", "after its padding"}, {"YR==", "bits too many"}, {"YWJ=", "bits too many"},
        {"YWJj=", "not base64"}, {"YW-j", "not base64"}, {"YW_j", "not base64"},
        {"YW,j", "not base64"}, {"\xc3\xa6", "not base64"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        refuses_only(attached(NAMED, bad[i][0]), 0, bad[i][1]);
    }
}

static void test_begin_wants_named_attachments(void **state) {
    (void)state;
    refuses_only(attached("mimeCode=\"text/csv\"", "YQ=="), 0, "lacks filename or mimeCode");
    refuses_only(attached("filename=\"a\"", "YQ=="), 0, "lacks filename or mimeCode");
    refuses_only(attached("mimeCode=\"text/csv\" filename=\"a&#10;b\"", "YQ=="), 0,
                 "control character");
    char attributes[400];
    snprintf(attributes, sizeof attributes, "mimeCode=\"text/csv\" filename=\"%0201d\"", 0);
    refuses_only(attached(attributes, "YQ=="), 0, "over 200 bytes");
    /* One that is elsewhere is nothing to keep. */
    takes(invoice_with("<cac:OrderReference>",
                       "<cac:AdditionalDocumentReference><cac:Attachment><cac:ExternalReference>"
                       "<cbc:URI>https://example.invalid/a.pdf</cbc:URI></cac:ExternalReference>"
                       "</cac:Attachment></cac:AdditionalDocumentReference><cac:OrderReference>"));
    assert_int_equal(host->n_attachments, 0);
}

/* An attachment of `n` groups of four characters and then `tail`. */
static size_t heavy(size_t n, const char *tail) {
    const char *text = attached(NAMED, "YQ==");
    const char *at = strstr(text, "YQ==");
    size_t len = (size_t)(at - text);
    memcpy(large, text, len);
    memset(large + len, 'A', 4 * n);
    len += 4 * n;
    return len + (size_t)snprintf(large + len, LARGE - len, "%s%s", tail, at + 4);
}

static void test_begin_bounds_attachments(void **state) {
    (void)state;
    const size_t groups = (4 << 20) / 3; /* and one byte */
    takes_bytes(large, heavy(groups, "AA=="));
    assert_int_equal(host->n_attachments, 1);
    assert_int_equal(host->attachments[0].bytes.len, 4 << 20);
    refuses_bytes(large, heavy(groups, "AAA="), 0, "the attachment is larger than 4 MiB");
    assert_int_equal(host->n_faults, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_begin_names_the_format_it_does_not_take),
        TEST(test_begin_refuses_other_roots),
        TEST(test_begin_wants_one_document_in_an_envelope),
        TEST(test_begin_takes_plain_invoices_and_credit_notes),
        TEST(test_begin_tells_all_faults_at_once),
        TEST(test_begin_refuses_what_stands_twice),
        TEST(test_begin_refuses_document_types),
        TEST(test_begin_bounds_depth),
        TEST(test_begin_bounds_texts_and_tags),
        TEST(test_begin_says_where_xml_breaks),
        TEST(test_begin_takes_utf8_only),
        TEST(test_begin_takes_no_part_of_a_file_for_the_whole),
        TEST(test_begin_decodes_base64_strictly),
        TEST(test_begin_wants_named_attachments),
        TEST(test_begin_bounds_attachments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
