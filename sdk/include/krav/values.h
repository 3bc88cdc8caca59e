/* krav/values.h - the small values that everything between krav and a plugin is made of. */
#ifndef KRAV_VALUES_H
#define KRAV_VALUES_H

#include <stddef.h>
#include <stdint.h>

typedef struct krav_str { /* UTF-8 or bytes, not terminated; {NULL, 0} = absent */
    const char *ptr;
    size_t len;
} krav_str;

typedef int64_t krav_ore;      /* money: 1/100 of the currency, never floating point       */
typedef int64_t krav_ms;       /* UTC milliseconds since 1970                              */
typedef int32_t krav_day;      /* civil day in Oslo; 1 = 0001-01-01, 0 = absent            */
typedef uint64_t krav_call_id; /* never 0, never reused while the host lives               */
typedef uint64_t krav_token;   /* chosen by the plugin, echoed by the host                 */

enum { /* int32_t return of every function */
    KRAV_OK = 0,
    KRAV_E_INVALID = -1, /* caller's mistake; will never succeed     */
    KRAV_E_UNSUPPORTED = -2,
    KRAV_E_BUSY = -3, /* back-pressure: ask again later           */
    KRAV_E_NOMEM = -4,
    KRAV_E_STATE = -5, /* not started, draining, already answered  */
    KRAV_E_IO = -6     /* the operating system said no             */
};

#endif /* KRAV_VALUES_H */
