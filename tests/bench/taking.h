/* taking.h - a file taken through its plugin, on the clock, beside its floor; and the bank's file of
 * payments. */
#ifndef BENCH_TAKING_H
#define BENCH_TAKING_H

#include "floor.h"
#include "meter.h"
#include "office.h"

struct taking {
    struct office *o;
    struct floor *f;
    struct series series;
    double reading, checking; /* shares of the time, summed */
};
/* All n records of it must be taken. */
void taking_file(struct taking *t, const char *path, int64_t n);
void taking_print(const struct taking *t);

/* n payments of `amount` each on `n_cases` cases from `first` on, in an order that is not the
 * cases'. */
struct taking_payments {
    int64_t first, n_cases, n;
    ore amount;
};
void taking_write_payments(struct office *o, const struct taking_payments *p, const char *path);
void taking_write(const char *path, struct text content);

#endif
