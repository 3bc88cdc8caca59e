/* meter.c - see meter.h. */
#include "meter.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define FORMAT "%-40s | %14s | %14s | %5s | %s\n"

static int64_t ns_of(clockid_t clock) {
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t meter_ns(void) { return ns_of(CLOCK_MONOTONIC); }

struct lap lap_begin(void) {
    return (struct lap){ns_of(CLOCK_MONOTONIC), ns_of(CLOCK_PROCESS_CPUTIME_ID)};
}

struct lap lap_end(const struct lap *begun) {
    const struct lap now = lap_begin();
    return (struct lap){now.ns - begun->ns, now.cpu_ns - begun->cpu_ns};
}

double meter_per_second(int64_t n, int64_t ns) {
    return (double)n * 1e9 / (double)(ns > 0 ? ns : 1);
}

void series_add(struct series *s, double rate, double floor) {
    if (s->n == RUNS_MAX) {
        abort();
    }
    s->rate[s->n] = rate;
    s->floor[s->n++] = floor;
}

void series_add_laps(struct series *s, int64_t n, const struct lap *ours,
                     const struct lap *floor) {
    series_add(s, meter_per_second(n, ours->ns), meter_per_second(n, floor->ns));
    s->cpu_us += (double)ours->cpu_ns / 1e3;
    s->floor_cpu_us += (double)floor->cpu_ns / 1e3;
    s->n_things += n;
}

static int by_size(const void *a, const void *b) {
    double x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static double sorted_median(const double *values, int n, double out[RUNS_MAX]) {
    memcpy(out, values, (size_t)n * sizeof *out);
    qsort(out, (size_t)n, sizeof *out, by_size);
    return n % 2 ? out[n / 2] : (out[n / 2 - 1] + out[n / 2]) / 2;
}

static const char *number(double v, char out[32]) {
    (void)snprintf(out, 32, v < 100 ? "%.2f" : "%.0f", v);
    return out;
}

static const char *with_unit(double v, const char *unit, char out[64]) {
    char digits[32];
    (void)snprintf(out, 64, "%s %s", number(v, digits), unit);
    return out;
}

void series_print(const struct series *s) {
    double rates[RUNS_MAX], floors[RUNS_MAX], ratios[RUNS_MAX], sorted[RUNS_MAX];
    const bool is_time = strcmp(s->unit, "us") == 0;
    char rate[64], floor[64], ratio[32], spread[128], least[32], middle[32], most[32];
    for (int i = 0; i < s->n; i++) {
        ratios[i] = is_time ? s->floor[i] / s->rate[i] : s->rate[i] / s->floor[i];
    }
    const double median = sorted_median(s->rate, s->n, rates);
    (void)snprintf(spread, sizeof spread, "%s / %s / %s", number(rates[0], least),
                   number(median, middle), number(rates[s->n - 1], most));
    (void)printf(FORMAT, s->figure, with_unit(median, s->unit, rate),
                 with_unit(sorted_median(s->floor, s->n, floors), s->unit, floor),
                 number(sorted_median(ratios, s->n, sorted), ratio), spread);
    if (s->n_things > 0) {
        const double n = (double)s->n_things;
        meter_note("  on the processor, each", "%.0f us, floor %.0f us: %.2f", s->cpu_us / n,
                   s->floor_cpu_us / n, s->floor_cpu_us / s->cpu_us);
    }
    (void)fflush(stdout);
}

void meter_head(void) {
    (void)printf(FORMAT, "figure", "rate", "floor", "ratio", "spread: least / median / most");
    (void)printf("%.40s-|-%.14s-|-%.14s-|-%.5s-|-%.30s\n",
                 "----------------------------------------", "--------------", "--------------",
                 "-----", "------------------------------");
}

void meter_note(const char *figure, const char *format, ...) {
    char text[128];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void)printf("%-40s | %s\n", figure, text);
    (void)fflush(stdout);
}

int64_t meter_peak_kib(void) {
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}
