/* tape.h - what the client does with a tape; krav/http.h says what a tape is.
 *
 *     record   kept as it was, in memory; made safe and made lines when somebody asks for them
 *     replay   lines read once; the request is made safe the same way before it is compared */
#ifndef KRAV_NET_TAPE_H
#define KRAV_NET_TAPE_H

#include <stdbool.h>

#include "krav/http.h"
#include "net/bytes.h"

/* One request with its answer, each piece as it is on the tape. */
struct exchange {
    struct net_bytes method, path, type, body; /* what was asked */
    struct net_bytes headers;                  /* "name: value\n" each */
    int outcome, status;
    int64_t retry_after_ms;
    struct net_bytes answer_type, answer, why;
};

bool tape_replays(const krav_tape *tape);
/* Keeps an exchange.  `headers` are "name: value\n" each, without the values of secret ones. */
void tape_note(krav_tape *tape, const krav_http_request *request, krav_str headers,
               const krav_http_answer *answer);
/* Answers from the tape; body and type are put into the given buffers. */
void tape_answer(krav_tape *tape, const krav_http_request *request, struct net_bytes *body,
                 struct net_bytes *type, krav_http_answer *answer);

/* ---- lines.c: one exchange as a line of JSON ---------------------------------------------------- */

/* Adds the line with its end. */
void exchange_write(struct net_bytes *out, const struct exchange *x);
/* NULL, or why the line is none; then *x is to be given to exchange_fini all the same. */
const char *exchange_read(krav_str line, struct exchange *x);
void exchange_fini(struct exchange *x);
/* Calls back with each value of a JSON text whose name says that it is secret. */
void exchange_secrets(krav_str json, void (*found)(void *ctx, krav_str secret), void *ctx);

#endif
