#include "host/layout_json.h"

#include <string.h>

#include "base/record_scan.h"

#define MAX_ITEMS 100000

/* ---- out ------------------------------------------------------------------------------------- */

static void hex_out(struct json *j, const char *key, krav_str s) {
    static const char digits[] = "0123456789abcdef";
    struct buf hex;
    buf_init(&hex, s.len * 2);
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.ptr[i];
        buf_add_char(&hex, digits[c >> 4]);
        buf_add_char(&hex, digits[c & 15]);
    }
    json_open(j, key, '{');
    json_text(j, "hex", buf_text(&hex));
    json_close(j, '}');
    buf_fini(&hex);
}

static void string_out(struct json *j, const char *key, const char *at) {
    krav_str s;
    memcpy(&s, at, sizeof s);
    const struct text t = {s.ptr, s.len};
    if (s.ptr && text_is_utf8(t)) {
        json_text(j, key, t);
    } else if (s.ptr) {
        hex_out(j, key, s);
    }
}

static void list_out(struct json *j, const struct wire_field *f, const char *record) {
    const char *items;
    uint32_t n;
    memcpy(&items, record + f->offset, sizeof items);
    memcpy(&n, record + f->count_offset, sizeof n);
    if (n > 0) {
        json_open(j, f->name, '[');
        for (uint32_t i = 0; i < n; i++) {
            layout_to_json(j, NULL, f->of, items + (size_t)i * f->of->size);
        }
        json_close(j, ']');
    }
}

static void number_out(struct json *j, const char *key, int64_t v) {
    if (v != 0) {
        json_int(j, key, v);
    }
}

void layout_fields_to_json(struct json *j, const struct wire_layout *layout, const void *record) {
    const char *bytes = record;
    for (uint32_t i = 0; i < layout->n; i++) {
        const struct wire_field *f = &layout->fields[i];
        int32_t narrow;
        int64_t number;
        switch (f->type) {
        case WIRE_32:
            memcpy(&narrow, bytes + f->offset, sizeof narrow);
            number_out(j, f->name, narrow);
            break;
        case WIRE_64:
            memcpy(&number, bytes + f->offset, sizeof number);
            number_out(j, f->name, number);
            break;
        case WIRE_STR:
            string_out(j, f->name, bytes + f->offset);
            break;
        case WIRE_LIST:
            list_out(j, f, bytes);
            break;
        }
    }
}

void layout_to_json(struct json *j, const char *key, const struct wire_layout *layout,
                    const void *record) {
    json_open(j, key, '{');
    layout_fields_to_json(j, layout, record);
    json_close(j, '}');
}

/* ---- in -------------------------------------------------------------------------------------- */

static int object_in(struct scan *in, const struct wire_layout *layout, char *record);

static int digit_of(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int hex_in(struct scan *in, struct text *t) {
    struct text name, hex;
    if (!scan_take(in, '{') || scan_string(in, &name) || !text_is(name, "hex") ||
        !scan_take(in, ':') || scan_string(in, &hex) || !scan_take(in, '}') || hex.len % 2 != 0) {
        return scan_fail(in, "must be a text, or {\"hex\":\"...\"}");
    }
    char *bytes = arena_take(in->arena, hex.len / 2 + 1);
    for (size_t i = 0; i < hex.len / 2; i++) {
        const int high = digit_of(hex.ptr[2 * i]), low = digit_of(hex.ptr[2 * i + 1]);
        if (high < 0 || low < 0) {
            return scan_fail(in, "must be small hex digits");
        }
        bytes[i] = (char)(high * 16 + low);
    }
    *t = (struct text){bytes, hex.len / 2};
    return STATUS_OK;
}

static int string_in(struct scan *in, char *at) {
    struct text t = {NULL, 0};
    const int rc = scan_peek(in) == '{' ? hex_in(in, &t) : scan_string(in, &t);
    const krav_str s = {t.ptr ? t.ptr : "", t.len};
    memcpy(at, &s, sizeof s);
    return rc;
}

static int number_in(struct scan *in, const struct wire_field *f, char *record) {
    const bool narrow = f->type == WIRE_32;
    int64_t v;
    const int rc = scan_int(in, narrow ? INT32_MIN : INT64_MIN, narrow ? INT32_MAX : INT64_MAX, &v);
    if (rc == STATUS_OK && narrow) {
        memcpy(record + f->offset, &(int32_t){(int32_t)v}, sizeof(int32_t));
    } else if (rc == STATUS_OK) {
        memcpy(record + f->offset, &v, sizeof v);
    }
    return rc;
}

static int list_in(struct scan *in, const struct wire_field *f, char *record) {
    char *items = NULL;
    uint32_t n = 0;
    if (!scan_take(in, '[')) {
        return scan_fail(in, "must be a list");
    }
    while (scan_peek(in) != ']') {
        if (n == MAX_ITEMS || (n > 0 && !scan_take(in, ','))) {
            return scan_fail(in, n == MAX_ITEMS ? "too many" : "expected ',' or ']'");
        }
        char *item = arena_push(in->arena, &items, &n, f->of->size);
        const int rc = object_in(in, f->of, item);
        if (rc) {
            return rc;
        }
    }
    (void)scan_take(in, ']');
    memcpy(record + f->offset, &items, sizeof items);
    memcpy(record + f->count_offset, &n, sizeof n);
    return STATUS_OK;
}

static int field_in(struct scan *in, const struct wire_layout *layout, char *record) {
    struct text name;
    const int rc = scan_string(in, &name);
    if (rc) {
        return rc;
    }
    in->field_name = name;
    if (!scan_take(in, ':')) {
        return scan_fail(in, "expected ':'");
    }
    for (uint32_t i = 0; i < layout->n; i++) {
        const struct wire_field *f = &layout->fields[i];
        if (text_is(name, f->name)) {
            return f->type == WIRE_STR    ? string_in(in, record + f->offset)
                   : f->type == WIRE_LIST ? list_in(in, f, record)
                                          : number_in(in, f, record);
        }
    }
    return scan_fail(in, "there is no such field");
}

static int object_in(struct scan *in, const struct wire_layout *layout, char *record) {
    memset(record, 0, layout->size);
    memcpy(record, &layout->size, sizeof layout->size);
    if (!scan_take(in, '{')) {
        return scan_fail(in, "must be an object");
    }
    for (bool first = true; scan_peek(in) != '}'; first = false) {
        if (!first && !scan_take(in, ',')) {
            return scan_fail(in, "expected ',' or '}'");
        }
        const int rc = field_in(in, layout, record);
        if (rc) {
            return rc;
        }
    }
    (void)scan_take(in, '}');
    return STATUS_OK;
}

int layout_from_json(const struct wire_layout *layout, struct text json, struct arena *arena,
                     void *record, struct status *st) {
    struct scan in = {.start = json.ptr, .p = json.ptr, .end = json.ptr + json.len,
                      .record_name = layout->name, .arena = arena, .st = st};
    const int rc = object_in(&in, layout, record);
    return rc == STATUS_OK && scan_peek(&in) != 0 ? scan_fail(&in, "something stands behind it")
                                                  : rc;
}
