/* main.c - krav_bench FIGURE [SIZE]: one benchmark, as lines of the table. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "meter.h"
#include "office.h"

static const struct {
    const char *name;
    void (*run)(int64_t size);
    int64_t size;
} benches[] = {{"day", bench_day, 10000},       {"intake", bench_intake, 20000},
               {"decide", bench_decide, 100000}, {"verdict", bench_verdict, 300000},
               {"call", bench_call, 5000},       {"life", bench_life, 100},
               {"dispatch", bench_dispatch, 1000}, {"serve", bench_serve, 1000},
               {"pdf", bench_pdf, 300},         {"ehf", bench_ehf, 5000},
               {"money", bench_money, 20000},   {"reports", bench_reports, 20000}, {"rules", bench_rules, 2000}};

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "head") == 0) {
        meter_head();
        return 0;
    }
    for (size_t i = 0; argc >= 2 && i < sizeof benches / sizeof benches[0]; i++) {
        if (strcmp(argv[1], benches[i].name) == 0) {
            const long long size = argc > 2 ? strtoll(argv[2], NULL, 10) : benches[i].size;
            benches[i].run(size > 0 ? size : benches[i].size);
            return 0;
        }
    }
    (void)fprintf(stderr,
                  "usage: krav_bench head | day | intake | decide | verdict | call | life | dispatch"
                  " | serve | pdf | ehf | money | reports | rules [SIZE]\n");
    return 2;
}
