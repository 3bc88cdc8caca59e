#include "register.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_BYTES 1200
#define LONGEST_WHY 140

static const krav_http_header headers[] = {
    {{"Accept", 6}, {"application/json", 16}, 0},
};

static int32_t refuse(char why[REGISTER_WHY], int32_t outcome, const char *words) {
    snprintf(why, REGISTER_WHY, "Enhetsregisteret: %.*s", LONGEST_WHY, words);
    return outcome;
}

/* A status that is none of the expected; too many questions and its own trouble pass. */
static int32_t refuse_status(const krav_http_answer *answer, char why[REGISTER_WHY]) {
    if (answer->outcome != KRAV_HTTP_ANSWERED) {
        return refuse(why, KRAV_RETRY, answer->why);
    }
    snprintf(why, REGISTER_WHY, "Enhetsregisteret answered %d", answer->status);
    return krav_http_question(answer) == KRAV_RETRY ? KRAV_RETRY : KRAV_REFUSED;
}

static int32_t ask(krav_http *http, const char *path, krav_ms deadline,
                   krav_http_answer *answer) {
    const krav_http_request request = {.method = "GET", .path = krav_str_of(path),
                                       .headers = headers, .n_headers = 1, .deadline = deadline};
    return krav_http_send(http, &request, answer);
}

int32_t register_look(krav_http *http, krav_str org, krav_ms deadline, struct unit *out,
                      char why[REGISTER_WHY]) {
    char path[PATH_BYTES];
    krav_http_answer answer;
    snprintf(path, sizeof path, "/enheter/%.*s", (int)org.len, org.ptr);
    if (ask(http, path, deadline, &answer) != KRAV_OK) {
        return refuse(why, KRAV_REFUSED, "the question cannot be asked");
    }
    const int status = answer.outcome == KRAV_HTTP_ANSWERED ? answer.status : 0;
    *out = (struct unit){0};
    if (status == 404) {
        memcpy(out->org, org.ptr, UNIT_ORG);
        out->status = UNIT_NOT_FOUND;
        return KRAV_DONE;
    }
    if (status != 200 && status != 410) {
        return refuse_status(&answer, why);
    }
    const char *fault = unit_read(answer.body, out);
    if (fault) {
        return refuse(why, KRAV_RETRY, fault);
    }
    if (!krav_str_eq(krav_str_of(out->org), org)) {
        return refuse(why, KRAV_RETRY, "its answer is about another unit");
    }
    out->status = status == 410 ? UNIT_DISSOLVED : out->status;
    return KRAV_DONE;
}

/* The hit with this number, or NULL. */
static const struct unit *hit_of(const struct unit *hits, size_t n, krav_str org) {
    for (size_t i = 0; i < n; i++) {
        if (krav_str_eq(krav_str_of(hits[i].org), org)) {
            return &hits[i];
        }
    }
    return NULL;
}

static int32_t search(krav_http *http, const krav_str *orgs, size_t n, krav_ms deadline,
                      struct unit *hits, size_t *n_hits, char why[REGISTER_WHY]) {
    char path[PATH_BYTES];
    krav_http_answer answer;
    int len = snprintf(path, sizeof path, "/enheter?size=%d&organisasjonsnummer=", REGISTER_MANY);
    for (size_t i = 0; i < n; i++) {
        len += snprintf(path + len, sizeof path - (size_t)len, "%s%.*s", i > 0 ? "," : "",
                        (int)orgs[i].len, orgs[i].ptr);
    }
    if (ask(http, path, deadline, &answer) != KRAV_OK) {
        return refuse(why, KRAV_REFUSED, "the question cannot be asked");
    }
    if (answer.outcome != KRAV_HTTP_ANSWERED || answer.status != 200) {
        return refuse_status(&answer, why);
    }
    const char *fault = units_read(answer.body, hits, REGISTER_MANY, n_hits);
    for (size_t i = 0; !fault && i < *n_hits; i++) {
        bool asked = false;
        for (size_t k = 0; k < n; k++) {
            asked = asked || krav_str_eq(krav_str_of(hits[i].org), orgs[k]);
        }
        fault = asked ? NULL : "its answer is about another unit";
    }
    return fault ? refuse(why, KRAV_RETRY, fault) : KRAV_DONE;
}

int32_t register_look_many(krav_http *http, const krav_str *orgs, size_t n, krav_ms deadline,
                           struct unit *out, char why[REGISTER_WHY]) {
    struct unit *hits = calloc(REGISTER_MANY, sizeof *hits);
    size_t n_hits = 0;
    if (!hits) {
        return refuse(why, KRAV_RETRY, "out of memory");
    }
    int32_t outcome = search(http, orgs, n, deadline, hits, &n_hits, why);
    for (size_t i = 0; i < n && outcome == KRAV_DONE; i++) {
        const struct unit *hit = hit_of(hits, n_hits, orgs[i]);
        if (hit) {
            out[i] = *hit;
        } else {
            outcome = register_look(http, orgs[i], deadline, &out[i], why);
        }
    }
    free(hits);
    return outcome;
}
