/* bench_money.c - a peak day's payments, and a large notification of the bank's.
 *
 *     peak day   ten payments on every case of a book, in one OCR file: read, matched, allocated, posted
 *     camt.054   100,000 entries through camt054's own code, which reads a file twice: to its end before
 *                it hands anything over; against bare expat, once over the same bytes
 *     memory     what reading ten times as long a file adds to it */
#include <expat.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "krav/easy.h"

#include "domain/kid.h"
#include "engine/intake.h"
#include "loaded.h"
#include "store/cases.h"
#include "taking.h"

#define PAYMENTS_A_CASE 10
#define ENTRIES_A_CASE  5 /* 100,000 at the usual size */
#define TURNS           5
#define CHUNK_BYTES     65536
#define PLUGIN          KRAV_PLUGINS "/camt054.so"

/* ---- the peak day ---------------------------------------------------------------------------- */

static int64_t fill(struct office *o, int64_t n) {
    struct status st = {0, ""};
    struct arena arena;
    enum taken taken;
    int64_t first = 0;
    arena_init(&arena);
    bench_must(cases_next_id(o->e.db, &first, &st), &st, "next case");
    bench_must(engine_chunk_begin(&o->e, &st), &st, "begin");
    for (int64_t i = 0; i < n; i++) {
        const struct incoming claim = office_claim(o, o->e.today - 1 - (day)(i % 60), &arena);
        bench_must(intake_record(&o->e, &claim, TEXT("bench"), &arena, &taken, &st), &st, "claim");
        bench_must(engine_chunk_breathe(&o->e, &st), &st, "commit");
        arena_reset(&arena);
    }
    bench_must(engine_chunk_commit(&o->e, &st), &st, "commit");
    arena_fini(&arena);
    return first;
}

static void peak_day(int64_t n_cases) {
    struct office o;
    char copy[300], path[300], figure[64];
    office_open(&o);
    const int64_t first = fill(&o, n_cases);
    (void)snprintf(copy, sizeof copy, "%s/floor.db", o.dir);
    (void)snprintf(path, sizeof path, "%s/peak.ocr", o.dir);
    (void)snprintf(figure, sizeof figure, "%lld payments on %lld cases",
                   (long long)(n_cases * PAYMENTS_A_CASE), (long long)n_cases);
    office_copy_book(&o, copy);
    const struct floor_places places = {.path = copy, .book = o.db};
    struct taking peak = {.o = &o, .f = floor_open(&places),
                          .series = {.figure = figure, .unit = "records/s"}};
    const struct taking_payments payments = {first, n_cases, n_cases * PAYMENTS_A_CASE,
                                             CLAIM_PRINCIPAL / (PAYMENTS_A_CASE + 2)};
    taking_write_payments(&o, &payments, path);
    taking_file(&peak, path, payments.n);
    taking_print(&peak);
    meter_note("  peak memory", "%lld MiB", (long long)(meter_peak_kib() / 1024));
    floor_close(peak.f);
    office_close(&o);
}

/* ---- the notification ------------------------------------------------------------------------ */

static void put_entry(struct buf *b, int64_t i) {
    char kid[KID_OWN_LEN + 1];
    buf_addf(b,
        "      <Ntry>\n        <NtryRef>%lld</NtryRef>\n        <Amt Ccy=\"NOK\">125.50</Amt>\n"
        "        <CdtDbtInd>CRDT</CdtDbtInd>\n        <Sts><Cd>BOOK</Cd></Sts>\n"
        "        <BookgDt><Dt>2026-03-02</Dt></BookgDt>\n"
        "        <AcctSvcrRef>LINJE-%lld</AcctSvcrRef>\n"
        "        <BkTxCd><Prtry><Cd>230</Cd><Issr>NETS</Issr></Prtry></BkTxCd>\n"
        "        <NtryDtls>\n          <TxDtls>\n"
        "            <Refs><AcctSvcrRef>TX-%lld</AcctSvcrRef></Refs>\n"
        "            <Amt Ccy=\"NOK\">125.50</Amt>\n            <CdtDbtInd>CRDT</CdtDbtInd>\n",
        (long long)i, (long long)i, (long long)i);
    buf_addf(b,
        "            <RltdPties>\n              <Dbtr><Pty><Nm>Kåre Eksempel</Nm></Pty></Dbtr>\n"
        "              <DbtrAcct><Id><IBAN>NO9515942287248</IBAN></Id></DbtrAcct>\n"
        "            </RltdPties>\n"
        "            <RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
        "<Ref>%s</Ref></CdtrRefInf></Strd></RmtInf>\n"
        "          </TxDtls>\n        </NtryDtls>\n      </Ntry>\n",
        kid_make(100000001 + i, 0, kid));
}

static int notification_make(struct buf *b, int64_t n) {
    buf_init(b, (size_t)1 << 30);
    buf_add_str(b,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\">\n"
        "  <BkToCstmrDbtCdtNtfctn>\n    <GrpHdr><MsgId>MELDING-1</MsgId>"
        "<CreDtTm>2026-03-03T06:15:00+01:00</CreDtTm></GrpHdr>\n    <Ntfctn>\n"
        "      <Id>VARSEL-1</Id>\n      <Acct><Id><IBAN>NO9386011117947</IBAN></Id>"
        "<Svcr><FinInstnId><BICFI>TESTNOKK</BICFI></FinInstnId></Svcr></Acct>\n");
    for (int64_t i = 0; i < n; i++) {
        put_entry(b, i);
    }
    buf_add_str(b, "    </Ntfctn>\n  </BkToCstmrDbtCdtNtfctn>\n</Document>\n");
    const int fd = memfd_create("camt", MFD_CLOEXEC);
    bench_must(b->overflowed || fd < 0, NULL, "notification");
    for (size_t at = 0; at < b->len;) {
        const ssize_t put = write(fd, b->ptr + at, b->len - at);
        bench_must(put <= 0, NULL, "notification");
        at += (size_t)put;
    }
    return fd;
}

static void XMLCALL no_start(void *ctx, const XML_Char *name, const XML_Char **attributes) {
    (void)ctx, (void)name, (void)attributes;
}

static void XMLCALL no_end(void *ctx, const XML_Char *name) { (void)ctx, (void)name; }

static void XMLCALL no_text(void *ctx, const XML_Char *text, int len) {
    (void)ctx, (void)text, (void)len;
}

/* In pieces, as no program would hold such a file in one. */
static struct lap expat_run(const struct buf *b) {
    const struct lap begun = lap_begin();
    XML_Parser parser = XML_ParserCreateNS(NULL, '\n');
    XML_SetElementHandler(parser, no_start, no_end);
    XML_SetCharacterDataHandler(parser, no_text);
    for (size_t at = 0; at < b->len; at += CHUNK_BYTES) {
        const size_t n = b->len - at < CHUNK_BYTES ? b->len - at : CHUNK_BYTES;
        bench_must(XML_Parse(parser, b->ptr + at, (int)n, at + n == b->len) != XML_STATUS_OK,
                   NULL, "expat");
    }
    XML_ParserFree(parser);
    return lap_end(&begun);
}

static struct lap plugin_run(struct loaded *plugin, int fd, size_t len) {
    const krav_intake *table = loaded_table(plugin, KRAV_INTAKE);
    const krav_call call = loaded_call();
    const struct lap begun = lap_begin();
    bench_must(table->begin(plugin->plugin, &call, fd, KRAV_STR("camt.xml"), (int64_t)len), NULL,
               "begin");
    return lap_end(&begun);
}

/* The most that this process held since it was last asked, KiB. */
static int64_t high_water(void) {
    char line[128];
    long long kib = 0;
    FILE *f = fopen("/proc/self/status", "re");
    bench_must(!f, NULL, "/proc/self/status");
    while (fgets(line, sizeof line, f) && sscanf(line, "VmHWM: %lld", &kib) != 1) {
    }
    (void)fclose(f);
    const int fd = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
    bench_must(fd < 0 || write(fd, "5", 1) != 1, NULL, "/proc/self/clear_refs");
    (void)close(fd);
    return kib;
}

/* What one file of n entries adds at its most, KiB. */
static int64_t grows_by(int64_t n) {
    struct loaded plugin;
    struct buf b;
    const int fd = notification_make(&b, n);
    const size_t len = b.len;
    buf_fini(&b);
    loaded_open(&plugin, PLUGIN);
    (void)high_water();
    const int64_t before = high_water();
    (void)plugin_run(&plugin, fd, len);
    const int64_t after = high_water();
    bench_must(plugin.heard.n_records != n, NULL, "notification refused");
    loaded_close(&plugin);
    (void)close(fd);
    return after - before;
}

static void notification(int64_t n) {
    struct series s = {.figure = "camt.054", .unit = "entries/s"};
    struct loaded plugin;
    struct buf b;
    char figure[64];
    (void)snprintf(figure, sizeof figure, "camt.054, %lld entries", (long long)n);
    s.figure = figure;
    const int64_t little = grows_by(n / 10 > 0 ? n / 10 : 1), much = grows_by(n);
    const int fd = notification_make(&b, n);
    loaded_open(&plugin, PLUGIN);
    for (int i = 0; i < TURNS; i++) {
        const struct lap ours = plugin_run(&plugin, fd, b.len);
        const struct lap floor = expat_run(&b);
        series_add_laps(&s, n, &ours, &floor);
    }
    bench_must(plugin.heard.n_records != n * TURNS || plugin.heard.n_failed > 0, NULL,
               "notification refused");
    series_print(&s);
    meter_note("  the file", "%.1f MB", (double)b.len / 1e6);
    meter_note("  memory it adds", "%lld KiB; a tenth of it %lld KiB", (long long)much,
               (long long)little);
    loaded_close(&plugin);
    buf_fini(&b);
    (void)close(fd);
}

void bench_money(int64_t n_cases) {
    notification(n_cases * ENTRIES_A_CASE);
    peak_day(n_cases);
}
