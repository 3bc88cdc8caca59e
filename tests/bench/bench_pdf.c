/* bench_pdf.c - letters as PDF: render_pdf's own code in this process and in its worker, against
 * the same page drawn by bare pangocairo.  The bytes of all three are the same, or the run ends. */
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "floor_pdf.h"
#include "krav/easy.h"
#include "meter.h"
#include "office.h"
#include "worker.h"

#define TURNS  5
#define FLIGHT 8
#define PLUGIN KRAV_PLUGINS "/render_pdf.so"

/* A letter like any other of the night, but for a name and two numbers. */
struct page {
    krav_letter letter;
    krav_letter_line lines[2];
    char name[40], case_ref[16], kid[24];
};

/* A collection notice, as the standard texts have it. */
static const char intro[] =
    "Kreditor: Str\xc3\xb8m Eksempel AS\n"
    "Kreditors org.nr.: 311758489\n"
    "\n"
    "Dette er et inkassovarsel etter inkassoloven \xc2\xa7 9. Kravet nedenfor har forfalt, og vi "
    "kan ikke se at det er betalt.\n"
    "\n"
    "Saken gjelder:\n"
    "  Faktura F-1001, str\xc3\xb8m i august, datert 01.09.2026, forfall 15.09.2026\n"
    "\n";
static const char closing[] =
    "Forsinkelsesrenten er 12,50 prosent i \xc3\xa5ret. Den regnes av hovedstolen fra og med "
    "16.09.2026.\n"
    "\n"
    "Er kravet ikke betalt innen fristen, g\xc3\xa5r det videre til inkasso. Det kan gi deg ekstra "
    "kostnader. Betalingen er i tide n\xc3\xa5r banken din har f\xc3\xa5tt betalingsoppdraget "
    "innen fristen. Er noe uklart, eller trenger du mer tid? Ta kontakt, s\xc3\xa5 finner vi ut av det "
    "sammen.\n"
    "\n"
    "Mener du at kravet er feil? Si fra til oss innen fristen, gjerne skriftlig. Da stanser vi "
    "innkrevingen mens saken unders\xc3\xb8kes. Den som sier fra i tide og har rimelig grunn til "
    "det, skal ikke betale inkassokostnader.\n"
    "\n"
    "Vennlig hilsen\n"
    "Eksempel Inkasso AS\n";

static void page_of(struct page *p, int64_t i) {
    const int64_t n = i % 100000;
    (void)snprintf(p->name, sizeof p->name, "Kari Eksempel %05d", (int)n);
    (void)snprintf(p->case_ref, sizeof p->case_ref, "1000%05d", (int)n);
    (void)snprintf(p->kid, sizeof p->kid, "2026000%05d", (int)n);
    const krav_letter_line lines[] = {
        {.size = sizeof *lines, .label = KRAV_STR("Faktura F-1001"), .amount = 189900},
        {.size = sizeof *lines, .label = KRAV_STR("Purregebyr"), .amount = 3500}};
    memcpy(p->lines, lines, sizeof lines);
    p->letter = (krav_letter){.size = sizeof p->letter, .kind = KRAV_STR("collection_notice"),
        .composed = krav_day_of(2026, 11, 2), .deadline = krav_day_of(2026, 11, 16),
        .asks_payment = 1, .to_name = krav_str_of(p->name), .to_address = KRAV_STR("Storgata 1\n0155 Oslo"),
        .kid = krav_str_of(p->kid), .account = KRAV_STR("12345678903"), .amount = 193400,
        .language = KRAV_STR("nb"), .subject = KRAV_STR("Inkassovarsel: krav fra Str\xc3\xb8m "
            "Eksempel AS"),
        .body = KRAV_STR("Se de andre delene."), .case_ref = krav_str_of(p->case_ref),
        .from_name = KRAV_STR("Eksempel Inkasso AS"),
        .from_address = KRAV_STR("Lillegata 1\n0150 Oslo"),
        .from_contact = KRAV_STR("22 00 00 00"), .from_org = KRAV_STR("312597772"),
        .from_email = KRAV_STR("post@eksempel.invalid"), .intro = KRAV_STR(intro),
        .lines = p->lines, .n_lines = 2, .total = 193400, .closing = KRAV_STR(closing)};
}

static void must_be_same(struct text a, struct text b) {
    bench_must(a.len != b.len || memcmp(a.ptr, b.ptr, a.len) != 0, NULL,
               "the floor drew another page than the plugin");
}

static struct lap plugin_run(struct loaded *plugin, int64_t n) {
    const krav_render *table = loaded_table(plugin, KRAV_RENDER);
    const krav_call call = loaded_call();
    struct page page;
    const struct lap begun = lap_begin();
    for (int64_t i = 0; i < n; i++) {
        page_of(&page, i);
        bench_must(table->render(plugin->plugin, &call, &page.letter), NULL, "render");
    }
    return lap_end(&begun);
}

static struct lap worker_run(struct worker *w, int64_t n) {
    const struct plug_call call = worker_call(w);
    const int64_t before = w->heard.n_answers;
    struct status st = {0, ""};
    struct page page;
    const struct lap begun = lap_begin();
    for (int64_t i = 0; i < n; i++) {
        page_of(&page, i);
        worker_wait(w, before + i - FLIGHT + 1);
        bench_must(plug_ask(w->plug, &call, WIRE_ASK_RENDER, &page.letter, &st) == 0, &st, "ask");
    }
    worker_wait(w, before + n);
    return lap_end(&begun);
}

static struct lap floor_run(struct pdf_floor *f, int64_t n, struct text *last) {
    struct page page;
    const struct lap begun = lap_begin();
    for (int64_t i = 0; i < n; i++) {
        page_of(&page, i);
        *last = pdf_floor_draw(f, &page.letter);
    }
    return lap_end(&begun);
}

/* A page's many large pieces of memory are not given back to the system and asked for again: a
 * tenth of the time would go there, the floor's too. */
static void keep_memory(void) {
    (void)mallopt(M_MMAP_THRESHOLD, 4 << 20);
    (void)mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

void bench_pdf(int64_t n_letters) {
    struct series inside = {.figure = "PDF letters", .unit = "letters/s"};
    struct series isolated = {.figure = "PDF letters, from the worker", .unit = "letters/s"};
    struct text last = {NULL, 0};
    struct loaded plugin;
    struct worker w;
    keep_memory();
    worker_open(&w, "render_pdf", PLUGIN);
    loaded_open(&plugin, PLUGIN);
    struct pdf_floor *f = pdf_floor_open();
    (void)floor_run(f, 1, &last); /* fonts are opened when they are first drawn with */
    for (int i = 0; i < TURNS; i++) {
        const struct lap ours = plugin_run(&plugin, n_letters);
        const struct lap theirs = worker_run(&w, n_letters);
        const struct lap floor = floor_run(f, n_letters, &last);
        must_be_same(buf_text(&plugin.heard.document), last);
        must_be_same(buf_text(&w.heard.document), last);
        series_add_laps(&inside, n_letters, &ours, &floor);
        series_add(&isolated, meter_per_second(n_letters, theirs.ns),
                   meter_per_second(n_letters, floor.ns));
    }
    bench_must(plugin.heard.n_failed + w.heard.n_failed > 0, NULL, "letters failed");
    series_print(&inside);
    meter_note("  a letter", "%zu bytes, the floor's to the last one", last.len);
    series_print(&isolated);
    pdf_floor_close(f);
    loaded_close(&plugin);
    worker_close(&w);
}
