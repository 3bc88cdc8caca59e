/* client.h - what a client holds, and the one attempt that it makes over and over.
 *
 *     http.c      setup, URL, headers, secrets, how often
 *     attempt.c   one attempt by libcurl: what went out, what came in, what may have happened
 *     tape.c      instead of an attempt, or beside it */
#ifndef KRAV_NET_CLIENT_H
#define KRAV_NET_CLIENT_H

#include <curl/curl.h>
#include <stdbool.h>

#include "krav/http.h"
#include "net/bytes.h"

struct krav_http {
    const krav_frame *frame;
    struct net_bytes base_url, ca_pem, user_agent; /* terminated */
    int64_t connect_timeout_ms, timeout_ms, max_body, max_attempts;
    bool loopback; /* base_url is plain http to this machine */
    CURL *curl;
    krav_tape *tape; /* borrowed */
    struct net_bytes body, type; /* of the last answer */
};

/* One request, put together: everything lives until the attempt is over. */
struct attempt {
    krav_http *http;
    const krav_http_request *request;
    struct net_bytes url, headers; /* headers: "name: value\0" each, with secrets */
    size_t n_headers;
    int64_t timeout_ms;
    krav_http_answer *answer;
    /* What libcurl told while it worked. */
    bool began, too_big, head_ended;
};

void attempt_make(struct attempt *a);

/* Once for the process: libcurl with memory that is wiped when it is given back. */
bool attempt_ready(void);

#endif
