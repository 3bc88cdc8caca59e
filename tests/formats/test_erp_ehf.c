/* Tests of the EHF plugin: every field of an invoice and a credit note, and every rule of theirs. */
#include "ehf_samples.h"

#include <stdio.h>

/* ---- what is handed over ---------------------------------------------------------------------- */

static void assert_invoice(const char *id) {
    assert_int_equal(host->n_claims, 1);
    const krav_claim *c = &host->claims[0];
    assert_int_equal(c->size, sizeof *c);
    assert_str(c->source_id, id);
    assert_str(c->invoice_no, id);
    assert_str(c->creditor_org, "311758489");
    assert_str(c->department, NULL);
    assert_str(c->creditor_ref, "Avdeling 12");
    assert_int_equal(c->debtor_kind, 2);
    assert_str(c->debtor_id, "312597772");
    assert_str(c->debtor_name, "Skyldner & Sønner AS");
    assert_str(c->address1, "Strandgaten 2");
    assert_str(c->address2, "Oppgang B, c/o Lærdal");
    assert_str(c->postcode, "5003");
    assert_str(c->city, "Bergen");
    assert_str(c->country, "NO");
    assert_str(c->email, "post@example.invalid");
    assert_str(c->phone, "55000000");
    assert_str(c->description, "Gulvlegging; Maling");
    assert_str(c->kid, "202600000014");
    assert_str(c->currency, "NOK");
    assert_int_equal(c->principal, 125000);
    assert_int_equal(c->issued, krav_day_of(2026, 9, 1));
    assert_int_equal(c->due, krav_day_of(2026, 10, 1));
    assert_int_equal(c->delivered, krav_day_of(2026, 8, 28));
    assert_int_equal(c->vat_liable, 1);
    assert_int_equal(c->disputed, 0);
    assert_int_equal(c->notice_sent, 0);
}

static void test_begin_hands_over_an_invoice(void **state) {
    (void)state;
    takes(sample("invoice"));
    assert_invoice("F-1001");
    assert_int_equal(host->claims[0].line, 2);
    assert_str(host->result.kind, "claims");
    assert_str(host->result.made_by, "Prøve Drift AS");
    assert_str(host->result.file_id, "F-1001");
    assert_int_equal(host->result.created, krav_day_of(2026, 9, 1));
    assert_int_equal(host->result.n_records, 1);
    assert_int_equal(host->result.sum, 125000);
}

static void test_begin_reads_inside_an_envelope(void **state) {
    (void)state;
    takes(sample("envelope"));
    assert_invoice("F-1004");
    assert_int_equal(host->claims[0].line, 15);
}

static void test_begin_hands_over_a_consumer_with_part_paid(void **state) {
    (void)state;
    takes(sample("consumer"));
    const krav_claim *c = &host->claims[0];
    assert_int_equal(c->debtor_kind, 1);
    assert_str(c->debtor_id, NULL);
    assert_str(c->debtor_name, "Kari Nordmann");
    assert_str(c->address1, "Lia 3");
    assert_str(c->address2, NULL);
    assert_int_equal(c->principal, 50000);
}

static void test_begin_hands_over_a_credit_note(void **state) {
    (void)state;
    takes(sample("credit_note"));
    assert_int_equal(host->n_claims, 0);
    assert_int_equal(host->n_credit_notes, 1);
    const krav_credit_note *n = &host->credit_notes[0];
    assert_str(n->source_id, "K-7");
    assert_str(n->creditor_org, "311758489");
    assert_str(n->invoice_no, "F-1001");
    assert_int_equal(n->amount, 25000);
    assert_int_equal(n->issued, krav_day_of(2026, 9, 10));
    assert_str(host->result.kind, "credit notes");
    assert_int_equal(host->result.sum, 25000);
}

static void test_begin_hands_over_attachments(void **state) {
    (void)state;
    static const char pdf[] = "%PDF-1.4\n% a made-up page \xff\xfe\0\n%%EOF\n";
    takes(sample("attachments"));
    assert_int_equal(host->n_claims, 1);
    assert_int_equal(host->n_attachments, 2);
    assert_int_equal(host->result.n_records, 3);
    assert_str(host->result.kind, "claims and documents");
    const krav_attachment *a = &host->attachments[0];
    assert_int_equal(a->size, sizeof *a);
    assert_int_equal(a->line, 17);
    assert_str(a->source_id, "F-1003");
    assert_str(a->creditor_org, "311758489");
    assert_str(a->name, "F-1003.pdf");
    assert_str(a->media_type, "application/pdf");
    assert_int_equal(a->bytes.len, sizeof pdf - 1);
    assert_memory_equal(a->bytes.ptr, pdf, sizeof pdf - 1);
    assert_str(host->attachments[1].name, "timer.csv");
    assert_str(host->attachments[1].bytes, "time;hva\n2;måling\n");
}

static void test_begin_gives_a_credit_notes_attachments_to_its_invoice(void **state) {
    (void)state;
    takes(with(sample("credit_note"), "<cac:BillingReference>",
               "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>"
               "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"text/csv\" filename=\"a\">YQ=="
               "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>"
               "</cac:AdditionalDocumentReference><cac:BillingReference>"));
    assert_int_equal(host->n_attachments, 1);
    assert_str(host->attachments[0].source_id, "F-1001");
    assert_str(host->attachments[0].bytes, "a");
}

static void test_begin_reads_text_as_xml_means_it(void **state) {
    (void)state;
    takes(invoice_with("Skyldner &amp; Sønner AS",
                       "\n  A&#xf8; <!-- x --> <![CDATA[<B>]]>\r\n\t&lt;C&gt;  "));
    assert_str(host->claims[0].debtor_name, "Aø <B> <C>");
    takes(invoice_with("xmlns:cbc=", "xmlns:x=\"urn:else\" x:a=\"1\" xmlns:cbc="));
}

static void test_begin_reads_other_prefixes(void **state) {
    (void)state;
    const char *from = sample("invoice");
    char *to = large;
    while (*from) { /* cbc: becomes b: everywhere */
        if (strncmp(from, "cbc:", 4) == 0 || strncmp(from, "cbc=", 4) == 0) {
            *to++ = 'b';
            from += 3;
        }
        *to++ = *from++;
    }
    takes_bytes(large, (size_t)(to - large));
    assert_invoice("F-1001");
}

static void test_begin_reads_pieces_cut_anywhere(void **state) {
    (void)state;
    /* Blanks before the document push each of its bytes across the edge of a 64 KiB piece. */
    const char *text = sample("attachments");
    const char *body = strchr(text, '\n');
    const size_t len = strlen(body);
    for (size_t shift = 0; shift < len; shift += 7) {
        const size_t blanks = 65536 - len + shift;
        memset(large, ' ', blanks);
        memcpy(large + blanks, body, len);
        takes_bytes(large, blanks + len);
        assert_invoice("F-1003");
        assert_int_equal(host->n_attachments, 2);
    }
}

static void test_begin_joins_line_names_and_stops(void **state) {
    (void)state;
    char name[400];
    memset(name, 'x', sizeof name);
    name[350] = '\0';
    takes(invoice_with("Gulvlegging", name));
    const krav_str d = host->claims[0].description;
    assert_int_equal(d.len, 200);
    assert_memory_equal(d.ptr + 195, "x ...", 5);
    for (size_t i = 0; i + 1 < 350; i += 2) {
        memcpy(name + i, "ø", 2);
    }
    takes(invoice_with("Gulvlegging", name));
    assert_int_equal(host->claims[0].description.len, 200);
    name[0] = 'x';
    for (size_t i = 1; i + 1 < 350; i += 2) {
        memcpy(name + i, "ø", 2);
    }
    name[349] = '\0';
    takes(invoice_with("Gulvlegging", name)); /* the cut would be inside a character */
    assert_int_equal(host->claims[0].description.len, 199);
}

static void test_begin_cuts_a_name_past_any_field(void **state) {
    (void)state;
    char name[1602] = "x";
    for (size_t i = 1; i + 1 < 1600; i += 2) {
        memcpy(name + i, "ø", 2);
    }
    takes(invoice_with("Gulvlegging", name));
    const krav_str d = host->claims[0].description;
    assert_int_equal(d.len, 199);
    assert_memory_equal(d.ptr + 193, "ø ...", 6);
}

static void test_begin_bounds_fields(void **state) {
    (void)state;
    char name[1100];
    memset(name, 'x', sizeof name);
    name[1000] = '\0';
    takes(invoice_with("Strandgaten 2", name));
    assert_int_equal(host->claims[0].address1.len, 1000);
    name[1000] = 'x';
    name[1001] = '\0';
    refuses_only(invoice_with("Strandgaten 2", name), 0, "StreetName is longer than 1000 bytes");
    name[995] = '\0';
    refuses_only(invoice_with("Oppgang B", name), 0, "address is longer than 1000 bytes");
}

/* ---- options ---------------------------------------------------------------------------------- */

static void test_start_reads_where_the_department_stands(void **state) {
    (void)state;
    fake_host_set(host, "department_from", "buyer_reference");
    takes(sample("invoice"));
    assert_str(host->claims[0].department, "Avdeling 12");
    fake_host_set(host, "department_from", "order_reference");
    takes(sample("invoice"));
    assert_str(host->claims[0].department, "B-77");
    assert_str(host->claims[0].creditor_ref, "Avdeling 12");
    fake_host_set(host, "department_from", "none");
    for (size_t i = 0; i < sizeof host->settings / sizeof host->settings[0]; i++) {
        if (host->settings[i][0] && strcmp(host->settings[i][0], "department_from") == 0) {
            host->settings[i][1] = "cost_centre";
        }
    }
    assert_int_equal(host->plugin->start(host->plugin), KRAV_E_INVALID);
}

static void test_begin_finds_the_due_day(void **state) {
    (void)state;
    const char *means = "<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>";
    const char *due = "<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>"
                      "<cbc:PaymentDueDate>2026-10-05</cbc:PaymentDueDate>";
    takes(with(sample("invoice"), means, due));
    assert_int_equal(host->claims[0].due, krav_day_of(2026, 10, 1));
    const char *none = without(sample("invoice"), "cbc:DueDate");
    takes(with(none, means, due));
    assert_int_equal(host->claims[0].due, krav_day_of(2026, 10, 5));
    none = without(sample("invoice"), "cbc:DueDate");
    refuses_only(none, 2, "DueDate and PaymentMeans/PaymentDueDate are missing");
    fake_host_set(host, "default_term_days", "14");
    takes(none);
    assert_int_equal(host->claims[0].due, krav_day_of(2026, 9, 15));
    takes(sample("invoice"));
    assert_int_equal(host->claims[0].due, krav_day_of(2026, 10, 1));
    refuses_only(invoice_with("2026-10-01", "2026-08-31"), 9, "DueDate is before IssueDate");
    takes(invoice_with("2026-10-01", "2026-09-01"));
}

static void test_begin_finds_the_delivery_day(void **state) {
    (void)state;
    takes(without(sample("invoice"), "cac:Delivery"));
    assert_int_equal(host->claims[0].delivered, 0);
    takes(with(without(sample("invoice"), "cac:Delivery"), "<cac:OrderReference>",
               "<cac:InvoicePeriod><cbc:StartDate>2026-07-01</cbc:StartDate>"
               "<cbc:EndDate>2026-07-31</cbc:EndDate></cac:InvoicePeriod><cac:OrderReference>"));
    assert_int_equal(host->claims[0].delivered, krav_day_of(2026, 7, 31));
}

static void test_begin_refuses_a_file_past_its_size(void **state) {
    (void)state;
    static char size[24];
    const char *text = sample("invoice");
    snprintf(size, sizeof size, "%zu", strlen(text));
    fake_host_set(host, "max_bytes", size);
    takes(text);
    snprintf(size, sizeof size, "%zu", strlen(text) - 1);
    fake_host_set(host, "max_bytes", size);
    refuses_only(text, 0, "the file is longer than");
}

/* ---- amounts and days ------------------------------------------------------------------------- */

/* Both totals of the invoice. */
static const char *owed(const char *amount) {
    return with(with(sample("invoice"), "1250.00", amount), "1250.00", amount);
}

static void test_begin_reads_amounts_exactly(void **state) {
    (void)state;
    static const struct {
        const char *text;
        krav_ore ore;
    } good[] = {
        {"0.01", 1}, {"0.1", 10}, {"1", 100}, {"007", 700}, {"0.29", 29}, {"1.15", 115},
        {"1000000000000", 100000000000000}, {"999999999999.99", 99999999999999}, {" 5 ", 500},
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        takes(owed(good[i].text));
        assert_int_equal(host->claims[0].principal, good[i].ore);
    }
    static const char *const bad[][2] = {
        {"", "is missing"}, {"0", "is zero"}, {"0.00", "is zero"}, {"-1", "is negative"},
        {"-0.01", "is negative"}, {"+1", "is not an amount"}, {"1.", "decimals"},
        {".5", "is not an amount"}, {"1.005", "decimals"}, {"1,50", "is not an amount"},
        {"1 000", "is not an amount"}, {"1e3", "is not an amount"}, {"NaN", "is not an amount"},
        {"--1", "is not an amount"}, {"-", "is not an amount"},
        {"1000000000000.01", "above 10^12"}, {"1000000000001", "above 10^12"},
        {"99999999999999999999999999", "above 10^12"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        refuses(owed(bad[i][0]), 0, bad[i][1]);
        assert_true(fake_host_has_fault(host, 0, "PayableAmount"));
    }
}

static void test_begin_adds_up_the_totals(void **state) {
    (void)state;
    refuses_only(with(sample("consumer"), "300.75", "300.76"), 0,
                 "PayableAmount is 500.00, but what is due with tax, less what is paid, is 499.99");
    refuses_only(with(sample("consumer"), "300.75", "900"), 0, "is -99.25");
    refuses_only(without(sample("invoice"), "cbc:TaxInclusiveAmount"), 0,
                 "TaxInclusiveAmount is missing");
    refuses_only(with(sample("consumer"), "300.75", "x"), 0, "PrepaidAmount is not an amount");
}

static void test_begin_takes_kroner_only(void **state) {
    (void)state;
    refuses_only(invoice_with("Code>NOK<", "Code>EUR<"), 0,
                 "DocumentCurrencyCode is EUR, and only NOK is taken");
    refuses_only(invoice_with("PayableAmount currencyID=\"NOK\"",
                              "PayableAmount currencyID=\"SEK\""), 0, "is not in NOK");
    refuses_only(invoice_with("PayableAmount currencyID=\"NOK\"", "PayableAmount"), 0,
                 "has no currencyID");
}

static void test_begin_reads_days(void **state) {
    (void)state;
    takes(invoice_with("2026-10-01", "2028-02-29"));
    takes(invoice_with("2026-10-01", "2199-12-31"));
    static const char *const bad[][2] = {
        {"2027-02-29", "does not exist"}, {"2026-13-01", "does not exist"},
        {"0000-01-01", "does not exist"}, {"2026-1-1", "is not a day"},
        {"01.10.2026", "is not a day"}, {"20261001", "is not a day"},
        {"2026-10-01Z", "is not a day"}, {"2026-10-0x", "is not a day"},
        {"1899-12-31", "1900 to 2199"}, {"2200-01-01", "1900 to 2199"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        refuses_only(invoice_with("2026-10-01", bad[i][0]), 9, bad[i][1]);
        refuses_only(invoice_with("2026-09-01", bad[i][0]), 8, bad[i][1]);
        refuses_only(invoice_with("2026-08-28", bad[i][0]), 0, bad[i][1]);
    }
}

/* ---- parties ---------------------------------------------------------------------------------- */

#define BUYER_ID "<cbc:CompanyID schemeID=\"0192\">312597772"

static void test_begin_finds_the_creditor(void **state) {
    (void)state;
    takes(invoice_with(SELLER_ID, "<cbc:CompanyID>311758489"));
    assert_str(host->claims[0].creditor_org, "311758489");
    takes(invoice_with(SELLER_ID, "<cbc:CompanyID schemeID=\"0088\">7300010000001"));
    assert_str(host->claims[0].creditor_org, "311758489"); /* its address in the network */
    refuses_only(invoice_with(SELLER_ID, "<cbc:CompanyID schemeID=\"0192\">311758488"), 0,
                 "is not an organisation number");
    refuses_only(with(invoice_with(SELLER_ID, "<cbc:CompanyID schemeID=\"0007\">5567125082"),
                      "EndpointID schemeID=\"0192\"", "EndpointID schemeID=\"0007\""), 0,
                 "the supplier has no Norwegian organisation number");
    refuses_only(invoice_with("<cac:Delivery>",
                              "<cac:PayeeParty><cac:PartyLegalEntity><cbc:CompanyID>311000012"
                              "</cbc:CompanyID></cac:PartyLegalEntity></cac:PayeeParty>"
                              "<cac:Delivery>"), 0, "PayeeParty is 311000012");
    takes(invoice_with("<cac:Delivery>",
                       "<cac:PayeeParty><cac:PartyLegalEntity><cbc:CompanyID>311758489"
                       "</cbc:CompanyID></cac:PartyLegalEntity></cac:PayeeParty>"
                       "<cac:Delivery>"));
}

static void test_begin_tells_consumers_from_businesses(void **state) {
    (void)state;
    takes(invoice_with(BUYER_ID, "<cbc:CompanyID>312597772"));
    assert_int_equal(host->claims[0].debtor_kind, 2);
    assert_str(host->claims[0].debtor_id, "312597772");
    static char elsewhere[16384];
    snprintf(elsewhere, sizeof elsewhere, "%s",
             invoice_with("<cbc:EndpointID schemeID=\"0192\">312597772",
                          "<cbc:EndpointID schemeID=\"0088\">7300010000001"));
    takes(with(elsewhere, BUYER_ID, "<cbc:CompanyID schemeID=\"0007\">5567125082"));
    assert_int_equal(host->claims[0].debtor_kind, 2); /* a business of another register */
    assert_str(host->claims[0].debtor_id, NULL);
    takes(with(elsewhere, BUYER_ID, "<cbc:CompanyID>10045"));
    assert_int_equal(host->claims[0].debtor_kind, 1);
    refuses_only(with(elsewhere, BUYER_ID, "<cbc:CompanyID>03851598730"), 0,
                 "is a national id, which may not stand in an invoice");
    refuses_only(invoice_with(BUYER_ID, "<cbc:CompanyID schemeID=\"0192\">312597773"), 0,
                 "AccountingCustomerParty/Party/PartyLegalEntity/CompanyID is not an organisation");
}

static void test_begin_needs_a_name_and_a_postcode_that_can_be(void **state) {
    (void)state;
    const char *nameless = "<cbc:RegistrationName>Kari Nordmann</cbc:RegistrationName>";
    refuses_only(with(sample("consumer"), nameless, ""), 0,
                 "PartyLegalEntity/RegistrationName is missing");
    takes(with(sample("invoice"), "Skyldner &amp; Sønner AS", ""));
    assert_str(host->claims[0].debtor_name, "Skyldner"); /* its trade name */
    refuses_only(invoice_with(">5003<", ">503<"), 0, "PostalZone does not have four digits");
    takes(with(invoice_with(">5003<", ">111 20<"), "Lærdal</cbc:Line></cac:AddressLine>\n"
               "        <cac:Country><cbc:IdentificationCode>NO",
               "x</cbc:Line></cac:AddressLine><cac:Country><cbc:IdentificationCode>SE"));
    assert_str(host->claims[0].country, "SE");
}

static void test_begin_sees_who_charges_vat(void **state) {
    (void)state;
    takes(invoice_with("<cbc:ID>VAT</cbc:ID>", "<cbc:ID>TAX</cbc:ID>"));
    assert_int_equal(host->claims[0].vat_liable, 2);
    takes(with(invoice_with("<cbc:ID>VAT</cbc:ID>", "<cbc:ID>TMP</cbc:ID>"),
               "<cbc:ID>TAX</cbc:ID>", "<cbc:ID>VAT</cbc:ID>")); /* in whichever order */
    assert_int_equal(host->claims[0].vat_liable, 1);
}

/* A KID that is none and an account that is none are the creditor's business. */
static void test_begin_takes_any_kid_and_remarks_on_accounts(void **state) {
    (void)state;
    takes(invoice_with("202600000014", "1"));
    assert_str(host->claims[0].kid, "1");
    static const char *const good[] = {"12345678903", "1234 56 78903", "1234.56.78903",
                                       "NO7112345678903", "NO71 1234 5678 903"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        takes(invoice_with("12345678903", good[i]));
    }
    static const char *const bad[] = {"12345678904", "NO7012345678903", "SE1212345678903",
                                      "1234567890", "NO711234567890", "NO7112345678903333"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const char *text = invoice_with("12345678903", bad[i]);
        takes_bytes(text, strlen(text));
        assert_int_equal(host->n_claims, 1);
        assert_int_equal(host->n_faults, 1);
        assert_true(fake_host_has_fault(host, 0, "PayeeFinancialAccount/ID"));
    }
}

/* ---- the host --------------------------------------------------------------------------------- */

static void test_begin_asks_for_a_retry_when_the_host_is_busy(void **state) {
    (void)state;
    const char *text = sample("attachments");
    host->record_rc = KRAV_E_BUSY;
    assert_int_equal(fake_host_take(host, text, strlen(text)), KRAV_RETRY);
    host->record_rc = KRAV_E_INVALID;
    assert_int_equal(fake_host_take(host, text, strlen(text)), KRAV_REFUSED);
    assert_true(fake_host_has_fault(host, 0, "not accepted"));
    host->record_rc = KRAV_OK;
    takes(text);
}

static void test_recognise_knows_its_own(void **state) {
    (void)state;
    const krav_intake *intake = host->plugin->extension(host->plugin, KRAV_INTAKE);
    static const char *const names[] = {"invoice", "credit_note", "envelope"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const krav_str head = krav_str_of(sample(names[i]));
        assert_true(intake->recognise(host->plugin, head, KRAV_STR("x")) >= 50);
    }
    static const char *const others[] = {
        "", "NY000010", "source_id;creditor_org;debtor_kind\n",
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.02\">"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        const krav_str head = krav_str_of(others[i]);
        assert_int_equal(intake->recognise(host->plugin, head, KRAV_STR("x")), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_begin_hands_over_an_invoice),
        TEST(test_begin_reads_inside_an_envelope),
        TEST(test_begin_hands_over_a_consumer_with_part_paid),
        TEST(test_begin_hands_over_a_credit_note),
        TEST(test_begin_hands_over_attachments),
        TEST(test_begin_gives_a_credit_notes_attachments_to_its_invoice),
        TEST(test_begin_reads_text_as_xml_means_it),
        TEST(test_begin_reads_other_prefixes),
        TEST(test_begin_reads_pieces_cut_anywhere),
        TEST(test_begin_joins_line_names_and_stops),
        TEST(test_begin_cuts_a_name_past_any_field),
        TEST(test_begin_bounds_fields),
        TEST(test_start_reads_where_the_department_stands),
        TEST(test_begin_finds_the_due_day),
        TEST(test_begin_finds_the_delivery_day),
        TEST(test_begin_refuses_a_file_past_its_size),
        TEST(test_begin_reads_amounts_exactly),
        TEST(test_begin_adds_up_the_totals),
        TEST(test_begin_takes_kroner_only),
        TEST(test_begin_reads_days),
        TEST(test_begin_finds_the_creditor),
        TEST(test_begin_tells_consumers_from_businesses),
        TEST(test_begin_needs_a_name_and_a_postcode_that_can_be),
        TEST(test_begin_sees_who_charges_vat),
        TEST(test_begin_takes_any_kid_and_remarks_on_accounts),
        TEST(test_begin_asks_for_a_retry_when_the_host_is_busy),
        TEST(test_recognise_knows_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
