/* bench_intake.c - a creditor's file of claims, and the bank's file of what was paid on them,
 * through the real plugins in their workers. */
#include <stdio.h>
#include <string.h>

#include "domain/kid.h"
#include "engine/files.h"
#include "engine/spool.h"
#include "floor.h"
#include "meter.h"
#include "ocr_make.h"
#include "office.h"
#include "store/cases.h"

#define FILES 5
#define CHUNK 1000

/* files_take rewinds its spool when the plugin has read the file, and when all is checked. */
int __wrap_spool_rewind(struct spool *s, struct status *st);
int __real_spool_rewind(struct spool *s, struct status *st);
static int64_t rewound[2];
static int n_rewound;

int __wrap_spool_rewind(struct spool *s, struct status *st) {
    if (n_rewound < 2) {
        rewound[n_rewound++] = meter_ns();
    }
    return __real_spool_rewind(s, st);
}

static void file_write(const char *path, struct text content) {
    FILE *f = fopen(path, "we");
    bench_must(!f || fwrite(content.ptr, 1, content.len, f) != content.len || fclose(f) != 0, NULL,
               path);
}

/* Overdue claims, so that each begins its life with a stage and a letter. */
static void make_claims(struct office *o, int64_t n, const char *path) {
    struct buf csv;
    struct arena arena;
    char issued[DAY_TEXT], due[DAY_TEXT];
    arena_init(&arena);
    buf_init(&csv, (size_t)1 << 30);
    buf_add_str(&csv, "source_id;creditor_org;invoice_no;debtor_kind;debtor_id;debtor_name;"
                      "address1;postcode;city;description;principal;issued;due\n");
    for (int64_t i = 0; i < n; i++) {
        const struct incoming c = office_claim(o, o->e.today - 20, &arena);
        buf_addf(&csv, "%.*s;%.*s;%.*s;consumer;%.*s;%.*s;%.*s;0155;Oslo;%.*s;%d,%02d;%s;%s\n",
                 TEXT_ARG(c.source_id), TEXT_ARG(c.creditor_org), TEXT_ARG(c.invoice),
                 TEXT_ARG(c.debtor_id), TEXT_ARG(c.debtor_name), TEXT_ARG(c.address1),
                 TEXT_ARG(c.description), (int)(c.principal / 100), (int)(c.principal % 100),
                 day_format(c.issued, issued), day_format(c.due, due));
        arena_reset(&arena);
    }
    file_write(path, buf_text(&csv));
    buf_fini(&csv);
    arena_fini(&arena);
}

/* Every case from `first` on is paid to the last øre, in an order that is not the cases'. */
static void make_payments(struct office *o, int64_t first, int64_t n, const char *path) {
    struct ocr_make m;
    char on[16], kid[KID_OWN_LEN + 1], text[DAY_TEXT], number[8];
    (void)day_format(o->e.today, text); /* YYYY-MM-DD */
    (void)snprintf(on, sizeof on, "%.2s%.2s%.2s", text + 8, text + 5, text + 2);
    *text_put_digits(number, first % 9999999, 7) = '\0';
    const int64_t stride = n % 7919 != 0 ? 7919 : 7907; /* primes: coprime to n */
    ocr_make_start(&m, number, on);
    ocr_make_assignment(&m, number, "12345678903");
    for (int64_t i = 0; i < n; i++) {
        const struct ocr_make_payment p = {.settled = on, .ordered = on, .ore = CLAIM_PRINCIPAL,
            .kid = kid_make(first + i * stride % n, 0, kid), .payer = "15942287248", .type = 10};
        ocr_make_payment(&m, &p);
    }
    ocr_make_assignment_end(&m);
    ocr_make_end(&m);
    file_write(path, (struct text){m.text, m.len});
    ocr_make_free(&m);
}

struct intake_run {
    struct office *o;
    struct floor *f;
    struct series series;
    double reading, checking; /* shares of the time, summed */
};

static void take_file(struct intake_run *r, const char *path, int64_t n) {
    struct office *o = r->o;
    struct status st = {0, ""};
    struct arena arena;
    struct file_report report;
    struct desk *d = office_desk(o);
    arena_init(&arena);
    n_rewound = 0;
    const struct lap begun = lap_begin();
    bench_must(files_take(&o->e, d, path, &arena, &report, &st), &st, path);
    const struct lap ours = lap_end(&begun);
    if (report.is_rejected || report.taken != n || n_rewound != 2) {
        (void)fprintf(stderr, "bench: %s: took %lld of %lld: %.*s\n", path,
                      (long long)report.taken, (long long)n,
                      TEXT_ARG(report.faults.n ? report.faults.items[0] : TEXT("?")));
        bench_must(1, NULL, "intake");
    }
    r->reading += (double)(rewound[0] - begun.ns) / (double)ours.ns;
    r->checking += (double)(rewound[1] - rewound[0]) / (double)ours.ns;
    const struct lap floor = floor_replay(r->f, &o->e.head, CHUNK);
    series_add_laps(&r->series, n, &ours, &floor);
    arena_fini(&arena);
}

static void report(struct intake_run *r) {
    const double n = r->series.n / 100.0;
    series_print(&r->series);
    meter_note("  of its time", "%.0f %% reading in the plugin, %.0f %% checking, %.0f %% applying",
               r->reading / n, r->checking / n, 100 - (r->reading + r->checking) / n);
}

void bench_intake(int64_t n_records) {
    struct office o;
    char copy[300], path[300];
    office_open(&o);
    (void)snprintf(copy, sizeof copy, "%s/floor.db", o.dir);
    office_copy_book(&o, copy);
    const struct floor_places places = {.path = copy, .book = o.db};
    struct intake_run claims = {.o = &o, .f = floor_open(&places),
        .series = {.figure = "intake, claims (CSV)", .unit = "records/s"}};
    struct intake_run money = {.o = &o, .f = claims.f,
        .series = {.figure = "intake, payments (OCR giro)", .unit = "records/s"}};
    for (int i = 0; i < FILES; i++) {
        struct status st = {0, ""};
        int64_t first = 0;
        bench_must(cases_next_id(o.e.db, &first, &st), &st, "next case");
        (void)snprintf(path, sizeof path, "%s/claims%d.csv", o.dir, i);
        make_claims(&o, n_records, path);
        take_file(&claims, path, n_records);
        (void)snprintf(path, sizeof path, "%s/paid%d.ocr", o.dir, i);
        make_payments(&o, first, n_records, path);
        take_file(&money, path, n_records);
    }
    report(&claims);
    report(&money);
    floor_close(claims.f);
    office_close(&o);
}
