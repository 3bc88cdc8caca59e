/* krav/services.h - what the host does for a plugin: found by id, through krav_host.extension.
 *
 * Part of krav/plugin.h.  A table is frozen: a change is a new id, such as "krav.host.facts/2". */
#ifndef KRAV_SERVICES_H
#define KRAV_SERVICES_H

#include "krav/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- services of the host -------------------------------------------------------------------- */

enum { KRAV_LOG_DEBUG = 1, KRAV_LOG_INFO = 2, KRAV_LOG_WARNING = 3, KRAV_LOG_ERROR = 4 };

#define KRAV_HOST_LOG "krav.host.log/1" /* the host adds who and when, and masks personal data */
typedef struct krav_host_log {
    void (*write)(const krav_host *host, int32_t level, krav_str text); /* [any] */
} krav_host_log;

#define KRAV_HOST_SETTINGS "krav.host.settings/1" /* already validated against the options */
typedef struct krav_host_settings {
    /* The value, else the option's fallback, else absent.  Valid until destroy(). [loop] */
    krav_str (*text)(const krav_host *host, const char *name);
    int64_t (*integer)(const krav_host *host, const char *name); /* BOOLEAN gives 0 or 1 [loop] */
    /* Lends a secret to `use` and wipes it after.  KRAV_E_INVALID if unset. [loop] */
    int32_t (*secret)(const krav_host *host, const char *name,
                      void (*use)(void *ctx, krav_str secret), void *ctx);
} krav_host_settings;

#define KRAV_HOST_CLOCK "krav.host.clock/1"
typedef struct krav_host_clock {
    krav_ms (*now)(const krav_host *host);    /* [any] */
    krav_day (*today)(const krav_host *host); /* the newest call's day [any] */
    /* reply(token, KRAV_OK, absent) after the delay, not before.  KRAV_E_BUSY past 64. [loop] */
    int32_t (*wake)(const krav_host *host, krav_token token, krav_ms delay);
} krav_host_clock;

/* Facts (krav/facts.h) belong to the call they came with: `session` is the id of a begin(), poll()
 * or serve() not yet answered; KRAV_E_STATE otherwise.  In a worker a submit may wait until the
 * host has read the earlier ones; a plugin never sees a partial send.  Records count once that call
 * is answered DONE: after REFUSED, RETRY or UNKNOWN the host forgets them.  All [loop]. */
#define KRAV_HOST_FACTS "krav.host.facts/1"

typedef struct krav_host_facts {
    int32_t (*claim)(const krav_host *host, krav_call_id session, const krav_claim *record);
    int32_t (*payment)(const krav_host *host, krav_call_id session, const krav_payment *record);
    int32_t (*credit_note)(const krav_host *host, krav_call_id session,
                           const krav_credit_note *record);
    int32_t (*direct_payment)(const krav_host *host, krav_call_id session,
                              const krav_direct_payment *record);
    int32_t (*receipt)(const krav_host *host, krav_call_id session, const krav_receipt *record);
    /* One reason why the file is refused, or a warning if it is DONE.  The host keeps the first
     * 200 and counts the rest. */
    int32_t (*fault)(const krav_host *host, krav_call_id session, int64_t line, krav_str reason);
    /* After the claim, if it comes in the same file. */
    int32_t (*attachment)(const krav_host *host, krav_call_id session,
                          const krav_attachment *record);
    int32_t (*payout_status)(const krav_host *host, krav_call_id session,
                             const krav_payout_status *record);
    /* Lines before their statement. */
    int32_t (*statement_line)(const krav_host *host, krav_call_id session,
                              const krav_statement_line *record);
    int32_t (*statement)(const krav_host *host, krav_call_id session,
                         const krav_statement *record);
    int32_t (*mandate)(const krav_host *host, krav_call_id session, const krav_mandate *record);
} krav_host_facts;

#define KRAV_HOST_FILES "krav.host.files/1" /* the plugin's own out/ directory */
typedef struct krav_host_files {
    /* Writes name whole: temporary, fsync, rename, fsync.  KRAV_OK: it is on disk.  `name` is a
     * single component without '/', not beginning with '.', at most 200 bytes. [loop] */
    int32_t (*put)(const krav_host *host, krav_str name, krav_str content);
    int32_t (*have)(const krav_host *host, krav_str name); /* 1, 0 or KRAV_E_* [loop] */
    /* Lends what is in it, at most 8 MiB.  KRAV_OK, KRAV_E_STATE if there is no such file. [loop] */
    int32_t (*get)(const krav_host *host, krav_str name, void (*use)(void *ctx, krav_str content),
                   void *ctx);
} krav_host_files;

#ifdef __cplusplus
}
#endif

#endif /* KRAV_SERVICES_H */
