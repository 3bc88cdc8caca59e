/* taking.c - see taking.h. */
#include "taking.h"

#include <stdio.h>
#include <string.h>

#include "domain/kid.h"
#include "engine/files.h"
#include "engine/spool.h"
#include "ocr_make.h"

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

void taking_write(const char *path, struct text content) {
    FILE *f = fopen(path, "we");
    bench_must(!f || fwrite(content.ptr, 1, content.len, f) != content.len || fclose(f) != 0, NULL,
               path);
}

void taking_write_payments(struct office *o, const struct taking_payments *q, const char *path) {
    struct ocr_make m;
    char on[16], kid[KID_OWN_LEN + 1], text[DAY_TEXT], number[8];
    (void)day_format(o->e.today, text); /* YYYY-MM-DD */
    (void)snprintf(on, sizeof on, "%.2s%.2s%.2s", text + 8, text + 5, text + 2);
    *text_put_digits(number, q->first % 9999999, 7) = '\0';
    const int64_t stride = q->n_cases % 7919 != 0 ? 7919 : 7907; /* primes: coprime to n_cases */
    ocr_make_start(&m, number, on);
    ocr_make_assignment(&m, number, "12345678903");
    for (int64_t i = 0; i < q->n; i++) {
        const struct ocr_make_payment p = {.settled = on, .ordered = on, .ore = q->amount,
            .kid = kid_make(q->first + i * stride % q->n_cases, 0, kid), .payer = "15942287248",
            .type = 10};
        ocr_make_payment(&m, &p);
    }
    ocr_make_assignment_end(&m);
    ocr_make_end(&m);
    taking_write(path, (struct text){m.text, m.len});
    ocr_make_free(&m);
}

void taking_file(struct taking *t, const char *path, int64_t n) {
    struct office *o = t->o;
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
    t->reading += (double)(rewound[0] - begun.ns) / (double)ours.ns;
    t->checking += (double)(rewound[1] - rewound[0]) / (double)ours.ns;
    const struct lap floor = floor_replay(t->f, &o->e.head, CHUNK);
    series_add_laps(&t->series, n, &ours, &floor);
    arena_fini(&arena);
}

void taking_print(const struct taking *t) {
    const double n = t->series.n / 100.0;
    series_print(&t->series);
    meter_note("  of its time", "%.0f %% reading in the plugin, %.0f %% checking, %.0f %% applying",
               t->reading / n, t->checking / n, 100 - (t->reading + t->checking) / n);
}
