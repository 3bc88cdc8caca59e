/* meter.h - time, and the table that every figure is a line of.
 *
 *     figure | rate | floor | ratio | spread
 *
 * A figure and its floor are taken in turns, so that whatever else the machine does hits both.
 * The ratio is the median of the turns' own ratios: the share of the floor's speed that is
 * reached, whether the unit counts things per second or time per thing. */
#ifndef BENCH_METER_H
#define BENCH_METER_H

#include <stdint.h>

#define RUNS_MAX 15

struct series {
    const char *figure; /* "night, 10 % due" */
    const char *unit;   /* "cases/s", "us" */
    int n;
    double rate[RUNS_MAX], floor[RUNS_MAX];
};

int64_t meter_ns(void); /* monotonic */
double meter_per_second(int64_t n, int64_t ns);

void series_add(struct series *s, double rate, double floor);
void series_print(const struct series *s);
void meter_head(void);
/* A line of the table that has no floor: memory, shares of time. */
void meter_note(const char *figure, const char *format, ...) __attribute__((format(printf, 2, 3)));
int64_t meter_peak_kib(void); /* of this process so far */

#endif
