#include "bounce.h"

#include <string.h>

#include "krav/easy.h"

#define BOUNDARY_MAX 70 /* RFC 2046 § 5.1.1 */
#define MAX_PARTS 20

/* ---- text that is compared without case ------------------------------------------------------- */

static char small(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static int begins(krav_str s, const char *small_prefix) {
    const size_t n = strlen(small_prefix);
    for (size_t i = 0; i < n; i++) {
        if (i >= s.len || small(s.ptr[i]) != small_prefix[i]) {
            return 0;
        }
    }
    return 1;
}

/* Where it stands in s, or s.len. */
static size_t find(krav_str s, const char *small_word) {
    size_t at = 0;
    while (at < s.len && !begins((krav_str){s.ptr + at, s.len - at}, small_word)) {
        at++;
    }
    return at;
}

static krav_str behind(krav_str s, size_t n) { return (krav_str){s.ptr + n, s.len - n}; }

static krav_str trim(krav_str s) {
    while (s.len > 0 && strchr(" \t\r\n", s.ptr[0])) {
        s = behind(s, 1);
    }
    while (s.len > 0 && strchr(" \t\r\n", s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

/* ---- lines, headers, parts -------------------------------------------------------------------- */

/* The next line without its end; 0 when none is left. */
static int next_line(krav_str *rest, krav_str *line) {
    if (rest->len == 0) {
        return 0;
    }
    const char *feed = memchr(rest->ptr, '\n', rest->len);
    const size_t n = feed ? (size_t)(feed - rest->ptr) : rest->len;
    *line = (krav_str){rest->ptr, n > 0 && rest->ptr[n - 1] == '\r' ? n - 1 : n};
    *rest = behind(*rest, feed ? n + 1 : n);
    return 1;
}

/* A field with the lines that continue it; the line ends stay within.  0 at the empty line that
 * ends the fields, which is taken, or at the end. */
static int next_field(krav_str *rest, krav_str *field) {
    krav_str line, more = *rest;
    if (!next_line(&more, &line) || line.len == 0) {
        *rest = more;
        return 0;
    }
    field->ptr = line.ptr;
    do {
        field->len = (size_t)(line.ptr - field->ptr) + line.len;
        *rest = more;
    } while (next_line(&more, &line) && line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t'));
    return 1;
}

/* What stands behind "name:" in the field; absent if it is another field. */
static krav_str value_of(krav_str field, const char *small_name) {
    const size_t n = strlen(small_name);
    if (!begins(field, small_name) || field.len <= n || field.ptr[n] != ':') {
        return KRAV_STR_ABSENT;
    }
    return trim(behind(field, n + 1));
}

/* The boundary of a Content-Type; absent if it has none. */
static krav_str boundary_of(krav_str type) {
    const size_t at = find(type, "boundary=");
    if (at == type.len) {
        return KRAV_STR_ABSENT;
    }
    krav_str b = behind(type, at + strlen("boundary="));
    const int quoted = b.len > 0 && b.ptr[0] == '"';
    b = behind(b, (size_t)quoted);
    size_t n = 0;
    while (n < b.len && !strchr(quoted ? "\"\r\n" : "; \t\r\n", b.ptr[n])) {
        n++;
    }
    b.len = n;
    return n > 0 && n <= BOUNDARY_MAX ? b : KRAV_STR_ABSENT;
}

static int is_boundary(krav_str line, krav_str boundary, int *last) {
    if (line.len < boundary.len + 2 || memcmp(line.ptr, "--", 2) != 0 ||
        memcmp(line.ptr + 2, boundary.ptr, boundary.len) != 0) {
        return 0;
    }
    const krav_str after = trim(behind(line, boundary.len + 2));
    *last = krav_str_eq(after, KRAV_STR("--"));
    return *last || after.len == 0;
}

/* Everything up to the next boundary; 0 when there is none. */
static int next_part(krav_str *rest, krav_str boundary, krav_str *part, int *last) {
    krav_str line;
    part->ptr = rest->ptr;
    while (next_line(rest, &line)) {
        if (is_boundary(line, boundary, last)) {
            part->len = (size_t)(line.ptr - part->ptr);
            return 1;
        }
    }
    return 0;
}

/* ---- what it says ----------------------------------------------------------------------------- */

static void add_reason(struct bounce *b, krav_str words) {
    size_t n = strlen(b->reason);
    if (n > 0 && n + 2 < BOUNCE_REASON_MAX) {
        memcpy(b->reason + n, ": ", 3);
        n += 2;
    }
    for (size_t i = 0; i < words.len && n < BOUNCE_REASON_MAX; i++) {
        const char c = words.ptr[i];
        if (c >= ' ' && c <= '~') {
            b->reason[n++] = c;
        }
    }
    b->reason[n] = '\0';
}

/* Blocks of fields: one of the message, then one of each receiver.  The first that failed counts. */
static void read_status(krav_str part, struct bounce *b) {
    while (part.len > 0 && !b->failed) {
        krav_str field, status = KRAV_STR_ABSENT, says = KRAV_STR_ABSENT;
        int failed = 0;
        while (next_field(&part, &field)) {
            const krav_str action = value_of(field, "action");
            const krav_str s = value_of(field, "status"), d = value_of(field, "diagnostic-code");
            failed |= begins(action, "failed");
            status = s.ptr ? s : status;
            says = d.ptr ? d : says;
        }
        if (failed) {
            b->failed = 1;
            add_reason(b, status.ptr ? status : KRAV_STR("failed"));
            if (says.ptr) {
                add_reason(b, says);
            }
        }
    }
}

/* "<KEY@domain>", if it is one of ours. */
static void read_message_id(krav_str id, krav_str domain, struct bounce *b) {
    if (id.len < 3 || id.ptr[0] != '<' || id.ptr[id.len - 1] != '>') {
        return;
    }
    id = (krav_str){id.ptr + 1, id.len - 2};
    const char *at = memchr(id.ptr, '@', id.len);
    const size_t n = at ? (size_t)(at - id.ptr) : 0;
    if (n == 0 || n > BOUNCE_KEY_MAX || !krav_str_eq(behind(id, n + 1), domain)) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const char c = id.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_' || c == '-')) {
            return;
        }
    }
    memcpy(b->key, id.ptr, n);
    b->key[n] = '\0';
}

static void read_part(krav_str part, krav_str domain, struct bounce *b) {
    krav_str field, type = KRAV_STR_ABSENT;
    while (next_field(&part, &field)) {
        const krav_str t = value_of(field, "content-type");
        type = t.ptr ? t : type;
    }
    if (begins(type, "message/delivery-status")) {
        read_status(part, b);
    } else if (begins(type, "message/rfc822") || begins(type, "text/rfc822-headers") ||
               begins(type, "message/global")) {
        while (b->key[0] == '\0' && next_field(&part, &field)) {
            const krav_str id = value_of(field, "message-id");
            if (id.ptr) {
                read_message_id(id, domain, b);
            }
        }
    }
}

int32_t bounce_recognise(krav_str head) {
    return find(head, "multipart/report") < head.len && find(head, "delivery-status") < head.len
               ? 90
               : 0;
}

const char *bounce_read(krav_str mail, krav_str domain, struct bounce *out) {
    krav_str field, part, type = KRAV_STR_ABSENT;
    int last = 0, n_parts = 0;
    *out = (struct bounce){0};
    while (next_field(&mail, &field)) {
        const krav_str t = value_of(field, "content-type");
        type = t.ptr ? t : type;
    }
    const krav_str boundary = boundary_of(type);
    if (!begins(type, "multipart/report") || boundary.len == 0) {
        return "not a delivery status notification (RFC 3464)";
    }
    if (!next_part(&mail, boundary, &part, &last)) {
        return "it has no parts";
    }
    while (!last && n_parts++ < MAX_PARTS) {
        if (!next_part(&mail, boundary, &part, &last)) {
            return "it ends before its last part does";
        }
        read_part(part, domain, out);
    }
    if (!last) {
        return "it has more parts than a notification has";
    }
    return out->key[0] ? NULL : "it is not about a letter that was sent from here";
}
