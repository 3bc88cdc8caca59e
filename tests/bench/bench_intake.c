/* bench_intake.c - a creditor's file of claims, and the bank's file of what was paid on them,
 * through the real plugins in their workers. */
#include <stdio.h>

#include "store/cases.h"
#include "taking.h"

#define FILES 5

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
    taking_write(path, buf_text(&csv));
    buf_fini(&csv);
    arena_fini(&arena);
}

void bench_intake(int64_t n_records) {
    struct office o;
    char copy[300], path[300];
    office_open(&o);
    (void)snprintf(copy, sizeof copy, "%s/floor.db", o.dir);
    office_copy_book(&o, copy);
    const struct floor_places places = {.path = copy, .book = o.db};
    struct taking claims = {.o = &o, .f = floor_open(&places),
        .series = {.figure = "intake, claims (CSV)", .unit = "records/s"}};
    struct taking money = {.o = &o, .f = claims.f,
        .series = {.figure = "intake, payments (OCR giro)", .unit = "records/s"}};
    for (int i = 0; i < FILES; i++) {
        struct status st = {0, ""};
        int64_t first = 0;
        bench_must(cases_next_id(o.e.db, &first, &st), &st, "next case");
        (void)snprintf(path, sizeof path, "%s/claims%d.csv", o.dir, i);
        make_claims(&o, n_records, path);
        taking_file(&claims, path, n_records);
        (void)snprintf(path, sizeof path, "%s/paid%d.ocr", o.dir, i);
        const struct taking_payments paid = {first, n_records, n_records, CLAIM_PRINCIPAL};
        taking_write_payments(&o, &paid, path);
        taking_file(&money, path, n_records);
    }
    taking_print(&claims);
    taking_print(&money);
    floor_close(claims.f);
    office_close(&o);
}
