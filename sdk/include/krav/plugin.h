/* krav/plugin.h - everything that crosses between krav and a plugin; values.h, facts.h,
 * capabilities.h and services.h are parts of it.
 *
 * The whole contract is six rules:
 *   1. Function tables are frozen.  A change is a new id: "krav.channel/2".
 *   2. Records start with `size` and grow only at the tail; unread tail is 0.  Those that stand
 *      in lists never grow, so that an index finds them.
 *   3. Arguments are borrowed until the call returns.  Who allocates, frees.
 *   4. Every call accepted with KRAV_OK is answered exactly once, by id.
 *   5. [loop] runs on the one loop thread and returns soon; [any] anywhere.
 *   6. A plugin never prints, exits, forks, or touches signals, locale, cwd or umask.
 *
 * A plugin lives in a process of its own, a `krav-worker`.  So begin() of a file format may read
 * the whole file before it returns, and a submit or an answer may wait until the host has read
 * what came before: never is a record sent by halves or dropped.
 *
 * ABI 1.0 is frozen: sdk/abi/layout.txt holds where everything lies, and plugins that were built
 * when it was frozen are loaded by every later krav's tests (sdk/abi/1.0). */
#ifndef KRAV_PLUGIN_H
#define KRAV_PLUGIN_H

#include "krav/facts.h"
#include "krav/values.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KRAV_ABI_MAJOR 1u
#define KRAV_ABI_MINOR 0u
#define KRAV_MAGIC 0x5641524bu /* "KRAV" */
#define KRAV_EXPORT __attribute__((visibility("default")))

/* ---- calls and answers ------------------------------------------------------------------- */

/* What became of a call.  RETRY: nothing happened.  UNKNOWN is an honest answer: the letter may
 * be in the post.  The host never repeats an UNKNOWN call blindly; it calls recall(). */
enum { KRAV_DONE = 1, KRAV_REFUSED = 2, KRAV_RETRY = 3, KRAV_UNKNOWN = 4 };

typedef struct krav_call {
    uint32_t size;
    uint32_t attempt; /* 1, 2, ...                                        */
    krav_call_id id;  /* names this attempt                               */
    krav_str key;     /* names the effect, across attempts and restarts   */
    krav_ms deadline; /* answer before this, or be UNKNOWN                */
    krav_day today;   /* the host's day; in training it may not be ours   */
    int32_t reserved;
    krav_str agency;
    krav_str case_ref; /* opaque; for the plugin's log lines               */
} krav_call;

typedef struct krav_answer {
    uint32_t size;
    int32_t outcome;     /* KRAV_DONE ...                                    */
    krav_ms retry_after; /* KRAV_RETRY: wait this long; 0 = host decides     */
    krav_str reference;  /* the provider's own id, kept as evidence          */
    krav_str reason;     /* short, for a caseworker                          */
    const void *result;  /* the asked function's result record, or NULL      */
} krav_answer;

/* ---- plugin and host --------------------------------------------------------------------- */

typedef struct krav_host krav_host;
typedef struct krav_plugin krav_plugin;

/* Neither has a size field: the two abi_minor numbers say how far each side may read. */
struct krav_host {
    uint32_t abi_major, abi_minor; /* what the host speaks */
    void *impl;
    /* A host service table, or NULL.  Valid until destroy(). [loop] */
    const void *(*extension)(const krav_host *host, const char *id);
    /* Answers a call.  Late and second answers are counted and dropped. [any] */
    void (*answer)(const krav_host *host, krav_call_id id, const krav_answer *answer);
};

struct krav_plugin {
    const struct krav_descriptor *descriptor;
    void *impl;
    /* Settings are ready.  Anything but KRAV_OK: the plugin is not used; log why. [loop] */
    int32_t (*start)(krav_plugin *plugin);
    /* No more calls will come; finish those in flight.  May be NULL. [loop] */
    void (*drain)(krav_plugin *plugin);
    /* Nothing runs after. [loop] */
    void (*destroy)(krav_plugin *plugin);
    /* The table of a capability it provides, or NULL; the same answer every time. [loop] */
    const void *(*extension)(krav_plugin *plugin, const char *id);
    /* What became of the effect named call->key?  Answered like any call: DONE with the same
     * reference, REFUSED, RETRY if it never happened, or UNKNOWN.  NULL if it has no effects,
     * such as a file format. [loop] */
    int32_t (*recall)(krav_plugin *plugin, const krav_call *call);
    /* Best effort; the call is still answered.  May be NULL. [loop] */
    void (*cancel)(krav_plugin *plugin, krav_call_id id);
    /* The host's reply to something this plugin asked for with a token.  May be NULL. [loop] */
    void (*reply)(krav_plugin *plugin, krav_token token, int32_t rc, krav_str body);
};

/* ---- discovery: constant data, readable without running plugin code ---------------------- */

/* FILE: the setting names a file under the agency's home; the plugin gets what is in it, as the
 * option's text, and needs no leave to open files for that. */
enum {
    KRAV_TEXT = 1,
    KRAV_INTEGER = 2,
    KRAV_BOOLEAN = 3,
    KRAV_SECRET = 4,
    KRAV_URL = 5,
    KRAV_FILE = 6
};
enum { KRAV_REQUIRED = 1u << 0 };
/* What the sandbox lets through.  FILES: open files for reading; writing goes through
 * krav.host.files/1 in any case. */
enum { KRAV_USES_NETWORK = 1u << 0, KRAV_USES_FILES = 1u << 1, KRAV_USES_THREADS = 1u << 2 };

typedef struct krav_option {
    const char *name, *help, *fallback; /* fallback: the value when unset, or NULL */
    int64_t min, max;                   /* INTEGER: range.  FILE: what is in it, in bytes.  Others:
                                           length in bytes.  0, 0 = any; FILE: at most 1 MiB. */
    int32_t type;
    uint32_t flags;
} krav_option;

typedef struct krav_descriptor {
    uint32_t size;
    uint32_t flags; /* KRAV_USES_*: decides the sandbox */
    const char *id; /* "no.example.brevpost"            */
    const char *name, *version, *vendor, *license;
    const char *const *provides; /* extension ids, NULL-terminated       */
    const char *const *needs;    /* host extension ids, NULL-terminated  */
    const krav_option *options;  /* ends with name == NULL; may be NULL  */
} krav_descriptor;

typedef struct krav_entry {
    uint32_t magic;                /* KRAV_MAGIC                          */
    uint32_t abi_major, abi_minor; /* what the plugin was built against   */
    uint32_t size;
    const krav_descriptor *const *descriptors; /* NULL-terminated; the first is used */
    /* Allocates only; may not call the host yet.  NULL on failure. [loop] */
    krav_plugin *(*create)(const krav_host *host, const krav_descriptor *descriptor);
} krav_entry;

KRAV_EXPORT extern const krav_entry krav_plugin_entry; /* the only exported symbol */

#ifdef __cplusplus
}
#endif

#include "krav/capabilities.h"
#include "krav/services.h"

#endif /* KRAV_PLUGIN_H */
