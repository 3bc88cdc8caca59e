/* krav/plugin.h - everything that crosses between krav and a plugin; values.h and facts.h are
 * parts of it.
 *
 * The whole contract is six rules:
 *   1. Function tables are frozen.  A change is a new id: "krav.channel/2".
 *   2. Records start with `size` and grow only at the tail; unread tail is 0.
 *   3. Arguments are borrowed until the call returns.  Who allocates, frees.
 *   4. Every call accepted with KRAV_OK is answered exactly once, by id.
 *   5. [loop] runs on the one loop thread and returns soon; [any] anywhere.
 *   6. A plugin never prints, exits, forks, or touches signals, locale, cwd or umask.
 *
 * A plugin lives in a process of its own, a `krav-worker`.  So begin() of a file format may read
 * the whole file before it returns, and a submit or an answer may wait until the host has read
 * what came before: never is a record sent by halves or dropped.
 *
 * ABI major 0: this header may still change and nothing is promised yet. */
#ifndef KRAV_PLUGIN_H
#define KRAV_PLUGIN_H

#include "krav/facts.h"
#include "krav/values.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KRAV_ABI_MAJOR 0u
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

enum { KRAV_TEXT = 1, KRAV_INTEGER = 2, KRAV_BOOLEAN = 3, KRAV_SECRET = 4, KRAV_URL = 5 };
enum { KRAV_REQUIRED = 1u << 0 };
/* What the sandbox lets through.  FILES: open files for reading; writing goes through
 * krav.host.files/1 in any case. */
enum { KRAV_USES_NETWORK = 1u << 0, KRAV_USES_FILES = 1u << 1, KRAV_USES_THREADS = 1u << 2 };

typedef struct krav_option {
    const char *name, *help, *fallback; /* fallback: the value when unset, or NULL */
    int64_t min, max;                   /* INTEGER: range.  Others: length in bytes.  0, 0 = any. */
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

/* ---- krav.intake/1: files from outside ---------------------------------------------------- */

#define KRAV_INTAKE "krav.intake/1"

typedef struct krav_file_result { /* with DONE */
    uint32_t size;
    uint32_t reserved;
    krav_str kind;       /* "claims", "payments", "receipts", ...   */
    uint64_t n_records;  /* submitted for this file                 */
    krav_ore sum;        /* control sum of their amounts: what went out is negative */
    krav_str made_by;    /* who produced the file, if it says       */
    krav_str file_id;    /* the producer's own number for it        */
    krav_day created;
    int32_t reserved2;
} krav_file_result;

typedef struct krav_intake {
    /* How surely this file is ours: 0 (not ours) to 100, from its first 4 KiB. [loop] */
    int32_t (*recognise)(krav_plugin *plugin, krav_str head, krav_str name);
    /* Reads the file (pread; the host closes fd after the answer) in two passes: everything is
     * validated down to the trailer before the first record is submitted through
     * krav.host.facts/1.  Then DONE with a krav_file_result, or REFUSED after all faults were
     * reported through facts.fault().  May do all of it before returning. [loop] */
    int32_t (*begin)(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size);
} krav_intake;

/* ---- krav.render/1 and krav.channel/1: letters --------------------------------------------- */

typedef struct krav_letter_line { /* one amount by itself */
    uint32_t size, reserved;
    krav_str label;
    krav_ore amount;
} krav_letter_line;

/* The same letter twice: as `body`, for whoever wants plain text, and in parts, for whoever lays
 * out a page: intro, lines with their total, payment (amount, account, KID, deadline), closing.
 * intro and closing are not wrapped; a paragraph ends with an empty line; a line that begins
 * with blanks is indented. */
typedef struct krav_letter {
    uint32_t size;
    krav_day composed;   /* the day the letter bears                          */
    krav_day deadline;   /* pay or answer by; 0 = none                        */
    int32_t asks_payment; /* 1: the deadline is for paying; 0: for answering */
    krav_str kind;       /* "collection_notice", "payment_demand", ...        */
    krav_str to_name;
    krav_str to_address; /* lines joined by \n                                */
    krav_str to_contact; /* e-mail or phone, for channels that want one       */
    krav_str to_id;      /* national id or organisation number; may be absent */
    krav_str kid, account;
    krav_ore amount;     /* to pay; 0 = nothing is asked for                  */
    krav_str language;   /* "nb", "nn", "en"                                  */
    krav_str subject;
    krav_str body;       /* UTF-8 plain text, always present                  */
    krav_str bytes;      /* rendered, e.g. PDF; may be absent                 */
    krav_str media_type; /* of bytes                                          */
    krav_str case_ref;
    krav_str from_name;  /* the agency, or the creditor it writes for         */
    krav_str from_address, from_contact;
    krav_str from_org, from_email;
    krav_str creditor_name;
    krav_str intro;      /* before the amounts                                */
    const krav_letter_line *lines;
    uint32_t n_lines, reserved;
    krav_ore total;      /* of the lines                                      */
    krav_str closing;    /* after the amounts, down to the signature          */
    /* Who gets the same letter too, as a guardian; absent: nobody.  A channel delivers both or neither,
     * and a renderer makes the pages of both, the copy's behind the first. */
    krav_str copy_name;
    krav_str copy_address; /* lines joined by \n                              */
} krav_letter;

#define KRAV_CHANNEL "krav.channel/1" /* delivers one letter to a person */
typedef struct krav_channel {
    /* [loop] */
    int32_t (*send)(krav_plugin *plugin, const krav_call *call, const krav_letter *letter);
} krav_channel;

#define KRAV_RENDER "krav.render/1" /* makes the bytes of a letter; no effect outside */
typedef struct krav_document { /* with DONE */
    uint32_t size;
    int32_t n_pages; /* 0 = not counted */
    krav_str media_type;
    krav_str bytes;
} krav_document;
typedef struct krav_render {
    /* [loop] */
    int32_t (*render)(krav_plugin *plugin, const krav_call *call, const krav_letter *letter);
} krav_render;

/* ---- krav.payout/1: money out -------------------------------------------------------------- */

#define KRAV_PAYOUT "krav.payout/1"
typedef struct krav_transfer {
    uint32_t size;
    krav_day on;
    krav_ore amount;
    krav_str id; /* end-to-end id, unique in the batch; comes back from the bank */
    krav_str to_account, to_name, kid, message;
} krav_transfer;
typedef struct krav_batch {
    uint32_t size;
    uint32_t n_transfers;
    const krav_transfer *transfers;
    krav_str from_account, from_name, from_org;
    krav_ore sum; /* of all transfers */
    krav_str currency;
} krav_batch;
typedef struct krav_refused_transfer {
    uint32_t size, reserved;
    krav_str id, reason;
} krav_refused_transfer;
typedef struct krav_batch_refusal { /* with REFUSED: what is wrong is these transfers alone */
    uint32_t size;
    uint32_t n_transfers;
    const krav_refused_transfer *transfers;
} krav_batch_refusal;
typedef struct krav_payout {
    /* One batch, one file.  DONE means "in the file `reference`"; that money moved is a fact
     * that arrives later.  All transfers or none: REFUSED with a krav_batch_refusal lets the host
     * ask for the others under another key. [loop] */
    int32_t (*pay)(krav_plugin *plugin, const krav_call *call, const krav_batch *batch);
} krav_payout;

/* ---- krav.collect/1: asking payers' banks for money ------------------------------------------ */

#define KRAV_COLLECT "krav.collect/1"
enum { KRAV_DEBIT_ASK = 1, KRAV_DEBIT_DELETE = 2 };
typedef struct krav_debit {
    uint32_t size;
    int32_t kind;    /* KRAV_DEBIT_*; DELETE: one asked for before, told again as it was */
    krav_ore amount;
    krav_day due;
    int32_t notice;  /* the payer's bank tells him before it pays: 1 yes, 2 no */
    krav_str kid;
    krav_str payer_name, reference, text; /* may be absent */
} krav_debit;
typedef struct krav_debits {
    uint32_t size;
    uint32_t n_debits;
    const krav_debit *debits;
    krav_str to_account;
    krav_ore sum;    /* of all */
    int64_t number;  /* of this batch, 1 to 4999999: no other has had it for a year and more */
} krav_debits;
typedef struct krav_collect {
    /* One batch, one file.  DONE means "in the file `reference`"; that a payer paid is a payment
     * that comes later.  All or none. [loop] */
    int32_t (*collect)(krav_plugin *plugin, const krav_call *call, const krav_debits *debits);
} krav_collect;

/* ---- krav.score/1 and krav.wash/1: what is known about a debtor ---------------------------- */

typedef struct krav_subject {
    uint32_t size;
    int32_t kind;        /* 1 consumer, 2 business */
    krav_str id;         /* national id or organisation number; may be absent */
    krav_str name, address, postcode, city, country;
    krav_ore exposure;   /* what is owed */
} krav_subject;

#define KRAV_SCORE "krav.score/1"
typedef struct krav_score_result { /* with DONE */
    uint32_t size;
    int32_t points;
    krav_day as_of;
    krav_day valid_to; /* 0 = not said */
    krav_str model, label;
} krav_score_result;
typedef struct krav_score {
    /* [loop] */
    int32_t (*score)(krav_plugin *plugin, const krav_call *call, const krav_subject *subject);
} krav_score;

#define KRAV_WASH "krav.wash/1" /* population and business registers */
typedef struct krav_person { /* with DONE */
    uint32_t size;
    krav_day since;
    /* "living", "dead", "emigrated", "protected"; "active", "bankrupt", "dissolved"; "not_found" */
    krav_str status;
    krav_str id; /* the id in force now */
    krav_str name, address1, address2, postcode, city, country;
    krav_str guardian_id, guardian_name;
} krav_person;
typedef struct krav_wash {
    /* [loop] */
    int32_t (*wash)(krav_plugin *plugin, const krav_call *call, const krav_subject *subject);
} krav_wash;

/* ---- krav.filing/1, krav.checkout/1, krav.routes/1 ------------------------------------------ */

#define KRAV_FILING "krav.filing/1" /* the conciliation board, the courts, enforcement */
typedef struct krav_filing_form {
    uint32_t size;
    krav_day on;
    krav_str kind; /* "conciliation", "enforcement", ... */
    krav_str creditor_org, creditor_name;
    krav_str debtor_id, debtor_name, debtor_address;
    krav_ore principal, interest, costs;
    krav_str body, bytes, media_type, case_ref;
} krav_filing_form;
typedef struct krav_filing {
    /* [loop] */
    int32_t (*file)(krav_plugin *plugin, const krav_call *call, const krav_filing_form *form);
} krav_filing;

#define KRAV_CHECKOUT "krav.checkout/1" /* a link where the debtor pays at once */
typedef struct krav_charge {
    uint32_t size, reserved;
    krav_ore amount;
    krav_str currency, kid, description, return_url;
    krav_ms expires;
} krav_charge;
typedef struct krav_link { /* with DONE */
    uint32_t size, reserved;
    krav_str url;
    krav_ms expires;
} krav_link;
typedef struct krav_checkout {
    /* [loop] */
    int32_t (*open)(krav_plugin *plugin, const krav_call *call, const krav_charge *charge);
} krav_checkout;

#define KRAV_ROUTES "krav.routes/1" /* webhooks under /p/<plugin id>/ */
typedef struct krav_request {
    uint32_t size, reserved;
    krav_str method, path, query, headers, body, peer;
} krav_request;
typedef struct krav_response { /* with DONE */
    uint32_t size;
    int32_t status;
    krav_str content_type, body;
} krav_response;
typedef struct krav_routes {
    /* [loop] */
    int32_t (*serve)(krav_plugin *plugin, const krav_call *call, const krav_request *request);
} krav_routes;

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

/* Facts (krav/facts.h) belong to the call they came with: `session` is the id of a begin() not
 * yet answered; KRAV_E_STATE otherwise.  In a worker a submit may wait until the host has read the
 * earlier ones; a plugin never sees a partial send.  Records count once begin() is answered DONE:
 * after REFUSED, RETRY or UNKNOWN the host forgets them.  All [loop]. */
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
} krav_host_files;

#ifdef __cplusplus
}
#endif
#endif /* KRAV_PLUGIN_H */
