/* json.c - see json.h. */
#include "host/json.h"

#include <stdio.h>

#define DOCUMENT_BYTES_MAX ((size_t)1 << 30)

void json_begin(struct json *j) {
    *j = (struct json){0};
    buf_init(&j->out, DOCUMENT_BYTES_MAX);
}

void json_print(struct json *j) {
    (void)fwrite(j->out.ptr, 1, j->out.len, stdout);
    (void)fputc('\n', stdout);
    buf_fini(&j->out);
}

static void begin_value(struct json *j, const char *key) {
    if (j->comma) {
        buf_add_char(&j->out, ',');
    }
    if (key) {
        json_string(&j->out, text_of(key));
        buf_add_char(&j->out, ':');
    }
    j->comma = true;
}

void json_open(struct json *j, const char *key, char bracket) {
    begin_value(j, key);
    buf_add_char(&j->out, bracket);
    j->comma = false;
}

void json_close(struct json *j, char bracket) {
    buf_add_char(&j->out, bracket);
    j->comma = true;
}

void json_text(struct json *j, const char *key, struct text t) {
    begin_value(j, key);
    if (t.ptr) {
        json_string(&j->out, t);
    } else {
        buf_add_str(&j->out, "null");
    }
}

void json_str(struct json *j, const char *key, const char *s) { json_text(j, key, text_of(s)); }

void json_int(struct json *j, const char *key, int64_t v) {
    begin_value(j, key);
    buf_add_i64(&j->out, v);
}

void json_bool(struct json *j, const char *key, bool v) {
    begin_value(j, key);
    buf_add_str(&j->out, v ? "true" : "false");
}

void json_day(struct json *j, const char *key, day d) {
    char text[DAY_TEXT];
    json_text(j, key, d == DAY_NONE ? (struct text){NULL, 0} : text_of(day_format(d, text)));
}

void json_record(struct json *j, const char *key, const struct record *r, const void *value) {
    begin_value(j, key);
    record_write(r, value, &j->out);
}
