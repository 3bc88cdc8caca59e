/* bench_ehf.c - invoices in EHF: erp_ehf's own code in this process and in its worker, against
 * bare expat over the same bytes, in memory, with handlers that do nothing. */
#include <expat.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "krav/easy.h"
#include "meter.h"
#include "office.h"
#include "worker.h"

#define TURNS   5
#define FLIGHT  8 /* files open in one worker at a time */
#define PLUGIN  KRAV_PLUGINS "/erp_ehf.so"
#define XML_MAX (4u << 20)
#define UBL     "urn:oasis:names:specification:ubl:schema:xsd:"

struct kind {
    const char *figure, *isolated;
    int n_lines, attached; /* bytes */
    int64_t share;         /* of the usual number of files, in parts of 100 */
};
static const struct kind kinds[] = {
    {"EHF, 3 lines", "EHF, 3 lines, from the worker", 3, 0, 100},
    {"EHF, 200 lines", "EHF, 200 lines, from the worker", 200, 0, 5},
    {"EHF, 200 KB attached", "EHF, 200 KB attached, from the worker", 3, 200000, 10},
};

struct document {
    struct buf xml;
    int fd;
};

/* ---- a document ------------------------------------------------------------------------------ */

static void put_party(struct buf *b, const char *role, const char *org, const char *name) {
    buf_addf(b, "  <cac:%s>\n    <cac:Party>\n", role);
    buf_addf(b, "      <cbc:EndpointID schemeID=\"0192\">%s</cbc:EndpointID>\n", org);
    buf_addf(b, "      <cac:PartyName><cbc:Name>%s</cbc:Name></cac:PartyName>\n", name);
    buf_add_str(b,
        "      <cac:PostalAddress>\n"
        "        <cbc:StreetName>Strandgaten 2</cbc:StreetName>\n"
        "        <cbc:AdditionalStreetName>Oppgang B</cbc:AdditionalStreetName>\n"
        "        <cbc:CityName>Bergen</cbc:CityName>\n"
        "        <cbc:PostalZone>5003</cbc:PostalZone>\n"
        "        <cac:Country><cbc:IdentificationCode>NO</cbc:IdentificationCode></cac:Country>\n"
        "      </cac:PostalAddress>\n");
    buf_addf(b, "      <cac:PartyTaxScheme>\n        <cbc:CompanyID>NO%sMVA</cbc:CompanyID>\n"
        "        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>\n"
        "      </cac:PartyTaxScheme>\n", org);
    buf_addf(b, "      <cac:PartyLegalEntity>\n"
        "        <cbc:RegistrationName>%s</cbc:RegistrationName>\n"
        "        <cbc:CompanyID schemeID=\"0192\">%s</cbc:CompanyID>\n"
        "      </cac:PartyLegalEntity>\n", name, org);
    buf_add_str(b,
        "      <cac:Contact>\n"
        "        <cbc:Telephone>55000000</cbc:Telephone>\n"
        "        <cbc:ElectronicMail>post@eksempel.invalid</cbc:ElectronicMail>\n"
        "      </cac:Contact>\n");
    buf_addf(b, "    </cac:Party>\n  </cac:%s>\n", role);
}

static void put_attachment(struct buf *b, int n_bytes) {
    buf_add_str(b,
        "  <cac:AdditionalDocumentReference>\n    <cbc:ID>F-1001</cbc:ID>\n"
        "    <cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode=\"application/pdf\""
        " filename=\"F-1001.pdf\">");
    for (int i = 0; i < n_bytes / 30; i++) {
        buf_add_str(b, "JVBERi0xLjUKJbXtrvsKMyAwIG9iago8PC9MZW5n"); /* 30 bytes */
    }
    buf_add_str(b, "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>\n"
        "  </cac:AdditionalDocumentReference>\n");
}

static void put_invoice_line(struct buf *b, int number) {
    buf_addf(b,
        "  <cac:InvoiceLine>\n"
        "    <cbc:ID>%d</cbc:ID>\n"
        "    <cbc:InvoicedQuantity unitCode=\"EA\">1</cbc:InvoicedQuantity>\n"
        "    <cbc:LineExtensionAmount currencyID=\"NOK\">100.00</cbc:LineExtensionAmount>\n"
        "    <cac:Item>\n"
        "      <cbc:Name>Gulvlegging, rom %d</cbc:Name>\n"
        "      <cac:ClassifiedTaxCategory>\n"
        "        <cbc:ID>S</cbc:ID>\n"
        "        <cbc:Percent>25</cbc:Percent>\n"
        "        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>\n"
        "      </cac:ClassifiedTaxCategory>\n"
        "    </cac:Item>\n"
        "    <cac:Price><cbc:PriceAmount currencyID=\"NOK\">100.00</cbc:PriceAmount></cac:Price>\n"
        "  </cac:InvoiceLine>\n", number, number);
}

static void document_make(struct document *d, const struct kind *kind) {
    struct buf *b = &d->xml;
    buf_init(b, XML_MAX);
    buf_add_str(b,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Invoice xmlns=\"" UBL "Invoice-2\"\n"
        "    xmlns:cac=\"" UBL "CommonAggregateComponents-2\"\n"
        "    xmlns:cbc=\"" UBL "CommonBasicComponents-2\">\n"
        "  <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:"
        "billing:3.0</cbc:CustomizationID>\n"
        "  <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>\n"
        "  <cbc:ID>F-1001</cbc:ID>\n"
        "  <cbc:IssueDate>2026-09-01</cbc:IssueDate>\n"
        "  <cbc:DueDate>2026-09-15</cbc:DueDate>\n"
        "  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>\n"
        "  <cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>\n"
        "  <cbc:BuyerReference>Avdeling 12</cbc:BuyerReference>\n");
    if (kind->attached > 0) {
        put_attachment(b, kind->attached);
    }
    put_party(b, "AccountingSupplierParty", "311758489", "Pr\xc3\xb8ve Drift AS");
    put_party(b, "AccountingCustomerParty", "312597772", "Skyldner &amp; S\xc3\xb8nner AS");
    buf_add_str(b,
        "  <cac:PaymentMeans>\n"
        "    <cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>\n"
        "    <cbc:PaymentID>202600000014</cbc:PaymentID>\n"
        "    <cac:PayeeFinancialAccount><cbc:ID>12345678903</cbc:ID></cac:PayeeFinancialAccount>\n"
        "  </cac:PaymentMeans>\n"
        "  <cac:LegalMonetaryTotal>\n"
        "    <cbc:TaxInclusiveAmount currencyID=\"NOK\">1250.00</cbc:TaxInclusiveAmount>\n"
        "    <cbc:PayableAmount currencyID=\"NOK\">1250.00</cbc:PayableAmount>\n"
        "  </cac:LegalMonetaryTotal>\n");
    for (int i = 0; i < kind->n_lines; i++) {
        put_invoice_line(b, i + 1);
    }
    buf_add_str(b, "</Invoice>\n");
    d->fd = memfd_create("invoice", MFD_CLOEXEC);
    bench_must(b->overflowed || write(d->fd, b->ptr, b->len) != (ssize_t)b->len, NULL, "document");
}

/* ---- three ways to read it ------------------------------------------------------------------- */

static struct lap plugin_run(struct loaded *plugin, const struct document *d, int64_t n) {
    const krav_intake *table = loaded_table(plugin, KRAV_INTAKE);
    const krav_call call = loaded_call();
    const struct lap begun = lap_begin();
    for (int64_t i = 0; i < n; i++) {
        bench_must(table->begin(plugin->plugin, &call, d->fd, KRAV_STR("invoice.xml"),
                                (int64_t)d->xml.len), NULL, "begin");
    }
    return lap_end(&begun);
}

static struct lap worker_run(struct worker *w, const struct document *d, int64_t n) {
    const struct plug_call call = worker_call(w);
    const struct plug_file file = {.fd = d->fd, .name = TEXT("invoice.xml"),
                                   .size = (int64_t)d->xml.len};
    const int64_t before = w->heard.n_answers;
    struct status st = {0, ""};
    const struct lap begun = lap_begin();
    for (int64_t i = 0; i < n; i++) {
        worker_wait(w, before + i - FLIGHT + 1);
        bench_must(plug_begin_file(w->plug, &call, &file, &st) == 0, &st, "begin");
    }
    worker_wait(w, before + n);
    return lap_end(&begun);
}

static void XMLCALL no_start(void *ctx, const XML_Char *name, const XML_Char **attributes) {
    (void)ctx, (void)name, (void)attributes;
}

static void XMLCALL no_end(void *ctx, const XML_Char *name) { (void)ctx, (void)name; }

static void XMLCALL no_text(void *ctx, const XML_Char *text, int len) {
    (void)ctx, (void)text, (void)len;
}

static struct lap floor_run(const struct document *d, int64_t n) {
    const struct lap begun = lap_begin();
    for (int64_t i = 0; i < n; i++) {
        XML_Parser parser = XML_ParserCreateNS(NULL, '\n');
        XML_SetElementHandler(parser, no_start, no_end);
        XML_SetCharacterDataHandler(parser, no_text);
        bench_must(XML_Parse(parser, d->xml.ptr, (int)d->xml.len, 1) != XML_STATUS_OK, NULL,
                   "expat");
        XML_ParserFree(parser);
    }
    return lap_end(&begun);
}

/* ---- the figures ----------------------------------------------------------------------------- */

static void must_have_taken(const struct heard *h, const struct kind *kind, int64_t n) {
    bench_must(h->n_failed > 0 || h->n_faults > 0 ||
                   h->n_records != n * (1 + (kind->attached > 0)), NULL, "documents refused");
}

static void measure(const struct kind *kind, int64_t n) {
    struct series inside = {.figure = kind->figure, .unit = "files/s"};
    struct series isolated = {.figure = kind->isolated, .unit = "files/s"};
    struct document d;
    struct loaded plugin;
    struct worker w;
    worker_open(&w, "erp_ehf", PLUGIN);
    loaded_open(&plugin, PLUGIN);
    document_make(&d, kind);
    for (int i = 0; i < TURNS; i++) {
        const struct lap ours = plugin_run(&plugin, &d, n);
        const struct lap theirs = worker_run(&w, &d, n);
        const struct lap floor = floor_run(&d, n);
        series_add_laps(&inside, n, &ours, &floor);
        series_add(&isolated, meter_per_second(n, theirs.ns), meter_per_second(n, floor.ns));
    }
    must_have_taken(&plugin.heard, kind, n * TURNS);
    must_have_taken(&w.heard, kind, n * TURNS);
    series_print(&inside);
    meter_note("  a document", "%zu bytes", d.xml.len);
    series_print(&isolated);
    buf_fini(&d.xml);
    (void)close(d.fd);
    loaded_close(&plugin);
    worker_close(&w);
}

void bench_ehf(int64_t n_files) {
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const int64_t n = n_files * kinds[i].share / 100;
        measure(&kinds[i], n > 0 ? n : 1);
    }
}
