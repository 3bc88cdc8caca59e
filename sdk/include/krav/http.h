/* krav/http.h - asking a provider over HTTP: for plugins that link krav_net.
 *
 *     krav_add_plugin(name SOURCES ... LIBRARIES krav::net)
 *     descriptor: .flags = KRAV_USES_NETWORK | KRAV_USES_THREADS    (names are resolved in a thread)
 *
 * What counts about a request is not only what was answered, but what may have happened:
 *
 *     NEVER_SENT   no name, no connection, no TLS: nothing can have happened
 *     MAYBE        it broke, or was too slow or too big, after the request began to go out
 *     ANSWERED     the whole answer is here
 *
 * Only the first is tried again by itself.  TLS is verified always; plain http goes to the loopback
 * only; redirections are answers, never followed; proxies, cookies and the environment do not
 * count.  A client is used by one thread at a time, and blocks it.  A secret is lent by the host
 * only while its request is made; what libcurl copied of it is wiped when libcurl gives it back. */
#ifndef KRAV_HTTP_H
#define KRAV_HTTP_H

#include "krav/frame.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KRAV_HTTP_WHY 200

typedef struct krav_http krav_http;

typedef struct krav_http_setup { /* zero means the value that is named */
    krav_str base_url;           /* "https://host[:port][/path]"                              */
    krav_str ca_pem;             /* trusted instead of the system's certificates              */
    krav_str user_agent;         /* "krav"                                                    */
    int64_t connect_timeout_ms;  /* 5 000: name, connection and TLS                           */
    int64_t timeout_ms;          /* 20 000: all of it                                         */
    int64_t max_body;            /* 1 MiB: of an answer                                       */
    int64_t max_attempts;        /* 2: as long as nothing was sent                            */
} krav_http_setup;

typedef struct krav_http_header {
    krav_str name, value;
    int secret; /* 1: never on a tape.  Authorization, cookies and keys never are in any case */
} krav_http_header;

typedef struct krav_http_secret { /* a header whose value is an option of type KRAV_SECRET */
    const char *option;
    krav_str header;     /* "Authorization"                                                  */
    krav_str before;     /* "Bearer "; may be absent                                         */
    krav_str basic_user; /* the value becomes "Basic " and base64 of user:secret             */
} krav_http_secret;

typedef struct krav_http_request {
    const char *method; /* "GET", "POST", "PUT", "PATCH", "DELETE"                          */
    krav_str path;      /* behind base_url, with its "/" and query, escaped                  */
    krav_str body;
    krav_str content_type; /* of body; absent = application/json                             */
    const krav_http_header *headers;
    size_t n_headers;
    const krav_http_secret *secrets;
    size_t n_secrets;
    krav_str idempotency_key; /* sent as Idempotency-Key: the same for each attempt           */
    krav_ms deadline;         /* of the call; 0 = only timeout_ms                             */
} krav_http_request;

enum { KRAV_HTTP_NEVER_SENT = 1, KRAV_HTTP_MAYBE = 2, KRAV_HTTP_ANSWERED = 3 };

typedef struct krav_http_answer {
    int outcome;            /* KRAV_HTTP_*                                                  */
    int status;             /* 0 if none came; of MAYBE, what stood in a broken answer      */
    krav_str body;          /* until the next send or the close                              */
    krav_str content_type;  /* as body                                                       */
    int64_t retry_after_ms; /* from Retry-After in seconds; 0 = not said                     */
    int attempts;
    char why[KRAV_HTTP_WHY]; /* for a caseworker, without secrets; empty if ANSWERED          */
} krav_http_answer;

/* NULL, and why, if the setup cannot be used.  `frame` lends settings for secrets and outlives
 * the client; all of the setup is copied. */
krav_http *krav_http_open(const krav_frame *frame, const krav_http_setup *setup,
                          char why[KRAV_HTTP_WHY]);
void krav_http_close(krav_http *http); /* NULL is fine */

/* KRAV_OK, with what became of it; KRAV_E_INVALID if the request itself cannot be sent as HTTP. */
int32_t krav_http_send(krav_http *http, const krav_http_request *request,
                       krav_http_answer *answer);

/* What it means for an effect: 2xx is DONE; not sent, and 429, is RETRY; broken, 408 and 5xx are
 * UNKNOWN; the rest is REFUSED.  A plugin whose provider promises more may say more. */
int32_t krav_http_effect(const krav_http_answer *answer);
/* The same for a question, which may be asked again: never UNKNOWN. */
int32_t krav_http_question(const krav_http_answer *answer);

/* One piece of a path or query, percent-encoded and terminated; 0 if it does not fit. */
size_t krav_http_escape(krav_str piece, char *out, size_t size);

/* ---- tapes: recorded traffic ------------------------------------------------------------------
 *
 * JSON lines, one exchange each, for tests: recorded once against the provider, replayed without
 * it.  A tape is of the API alone: no option of a plugin turns one on.
 *
 *     record   each exchange is kept, and saved without secrets: what was lent, what was hidden,
 *              tokens in answers, national ids; in plain, %-, JSON, base64 and hex form.  What
 *              was saved is read again and searched for each of them: one hit, and it is gone
 *     replay   answers in the tape's order.  A request that is not the next one (method, path,
 *              body) is NEVER_SENT, is told by krav_tape_fault(), and so are all after it
 *
 * A national id becomes 99999999999, which is none; any other secret becomes <secret>. */

typedef struct krav_tape krav_tape;

krav_tape *krav_tape_record(void);
/* NULL, and why with its line, if these are not the lines of a tape. */
krav_tape *krav_tape_replay(krav_str lines, char why[KRAV_HTTP_WHY]);
/* From now on the client records on it or is answered by it; NULL ends that.  Borrowed. */
void krav_http_use_tape(krav_http *http, krav_tape *tape);
/* Must never be seen on the tape, in what was recorded before as well. */
void krav_tape_hide(krav_tape *tape, krav_str secret);
/* The lines without secrets, borrowed until the next call; absent, and why, if they cannot be
 * made safe: a secret of fewer than six bytes cannot be told from other text. */
krav_str krav_tape_lines(krav_tape *tape, char why[KRAV_HTTP_WHY]);
/* Writes them to a file that is not there yet; KRAV_OK only if they were read back and searched. */
int32_t krav_tape_save(krav_tape *tape, const char *path, char why[KRAV_HTTP_WHY]);
/* NULL, or what the replay did not expect; once the end is reached, left is 0. */
const char *krav_tape_fault(const krav_tape *tape);
size_t krav_tape_left(const krav_tape *tape);
void krav_tape_free(krav_tape *tape); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif /* KRAV_HTTP_H */
