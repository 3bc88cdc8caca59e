/* json.h - the documents that --json prints, written as they go.  Commas are its own business. */
#ifndef KRAV_HOST_JSON_H
#define KRAV_HOST_JSON_H

#include "base/day.h"
#include "base/money.h"
#include "base/record.h"
#include "base/text.h"

struct json {
    struct buf out;
    bool comma; /* the next value needs one before it */
};

void json_begin(struct json *j);
void json_print(struct json *j); /* to stdout, with a newline; frees */

/* key NULL: an element of a list. */
void json_open(struct json *j, const char *key, char bracket);  /* '{' or '[' */
void json_close(struct json *j, char bracket);                  /* '}' or ']' */
void json_text(struct json *j, const char *key, struct text t); /* absent: null */
void json_str(struct json *j, const char *key, const char *s);
void json_int(struct json *j, const char *key, int64_t v);
void json_bool(struct json *j, const char *key, bool v);
void json_day(struct json *j, const char *key, day d);          /* none: null */
/* As the journal writes it: canonical, with what is zero or absent left out. */
void json_record(struct json *j, const char *key, const struct record *r, const void *value);

#endif
