/* log.h - one structured line per event on stderr, with personal data masked here and only here.
 *
 *     2026-11-23T08:15:02.104Z info dispatch case=1042 effect=9f3c12ab letter done
 *
 * Masking: any run of exactly 11 digits that passes as a fødselsnummer or D-number becomes
 * DDMMYY*****; e-mail addresses lose their local part.  Callers log ids, never names. [any] */
#ifndef KRAV_BASE_LOG_H
#define KRAV_BASE_LOG_H

#include "base/clock.h"
#include "base/text.h"

enum log_level { LOG_DEBUG = 1, LOG_INFO, LOG_WARNING, LOG_ERROR };

struct log {
    int fd;               /* where lines go; -1 = nowhere */
    enum log_level least; /* quieter lines are dropped */
};

/* `what` is a short noun of the part that speaks: "dispatch", "plug". */
void log_line(const struct log *log, instant at, enum log_level level, const char *what,
              const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Masks `t` into `out`. */
void log_mask(struct text t, struct buf *out);

#endif
