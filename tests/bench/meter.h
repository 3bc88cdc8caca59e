/* meter.h - time, and the table that every figure is a line of.
 *
 *     figure | rate | floor | ratio | spread
 *
 * A figure and its floor are taken in turns, so that whatever else the machine does hits both.
 * The ratio is the median of the turns' own ratios: the share of the floor's speed that is
 * reached, whether the unit counts things per second or time per thing.
 *
 * Waiting for the disk is the same for both and hides what a program costs, so the work of the
 * processor is counted as well (this process alone, not its workers). */
#ifndef BENCH_METER_H
#define BENCH_METER_H

#include <stdint.h>

#define RUNS_MAX 15

struct series {
    const char *figure; /* "night, 10 % due" */
    const char *unit;   /* "cases/s", "us" */
    int n;
    double rate[RUNS_MAX], floor[RUNS_MAX];
    double cpu_us, floor_cpu_us; /* summed; 0: not counted */
    int64_t n_things;
};

struct lap {
    int64_t ns, cpu_ns;
};

int64_t meter_ns(void); /* monotonic */
double meter_per_second(int64_t n, int64_t ns);

struct lap lap_begin(void);
struct lap lap_end(const struct lap *begun); /* what went by since then */

void series_add(struct series *s, double rate, double floor);
/* n things a second, with the processor's part. */
void series_add_laps(struct series *s, int64_t n, const struct lap *ours, const struct lap *floor);
void series_print(const struct series *s);
void meter_head(void);
/* A line of the table that has no floor: memory, shares of time. */
void meter_note(const char *figure, const char *format, ...) __attribute__((format(printf, 2, 3)));
int64_t meter_peak_kib(void); /* of this process so far */

#endif
