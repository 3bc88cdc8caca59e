/* lines.c - an exchange as one line of JSON:
 *
 *   {"method":"GET","path":"/enheter/1","headers":"accept: application/json\n",
 *    "outcome":"answered","status":200,"answer_type":"application/json","answer":"{...}"}
 *
 * Bytes that are not UTF-8 stand as hex under the same name with "_hex". */
#include "net/tape.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "krav/check.h"

static const char *const outcomes[] = {
    [KRAV_HTTP_NEVER_SENT] = "never_sent",
    [KRAV_HTTP_MAYBE] = "maybe",
    [KRAV_HTTP_ANSWERED] = "answered",
};

/* The pieces of an exchange and their names on the tape, in their order. */
struct piece {
    const char *name, *name_hex;
    size_t offset;
};
#define PIECE(name, field) {name, name "_hex", offsetof(struct exchange, field)}
static const struct piece pieces[] = {
    PIECE("method", method), PIECE("path", path),
    PIECE("headers", headers), PIECE("type", type),
    PIECE("body", body), PIECE("answer_type", answer_type),
    PIECE("answer", answer), PIECE("why", why),
};
#define N_PIECES (sizeof pieces / sizeof pieces[0])

static struct net_bytes *piece_of(struct exchange *x, size_t i) {
    return (struct net_bytes *)(void *)((char *)x + pieces[i].offset);
}

void exchange_fini(struct exchange *x) {
    for (size_t i = 0; i < N_PIECES; i++) {
        net_fini(piece_of(x, i));
    }
}

/* ---- writing ------------------------------------------------------------------------------------ */

static bool is_text(krav_str s) {
    for (size_t i = 0; i < s.len;) {
        const size_t n = krav_utf8_at((const unsigned char *)s.ptr + i, s.len - i);
        if (n == 0 || s.ptr[i] == '\0') {
            return false;
        }
        i += n;
    }
    return true;
}

static void set_hex(json_t *line, const char *name, krav_str s) {
    static const char digits[] = "0123456789abcdef";
    char *hex = net_grow(NULL, 2 * s.len + 1);
    for (size_t i = 0; i < s.len; i++) {
        hex[2 * i] = digits[(unsigned char)s.ptr[i] >> 4];
        hex[2 * i + 1] = digits[(unsigned char)s.ptr[i] & 15];
    }
    json_object_set_new(line, name, json_stringn(hex, 2 * s.len));
    free(hex);
}

void exchange_write(struct net_bytes *out, const struct exchange *x) {
    json_t *line = json_object();
    for (size_t i = 0; i < N_PIECES; i++) {
        const struct net_bytes *b =
            (const struct net_bytes *)(const void *)((const char *)x + pieces[i].offset);
        if (b->len > 0 && is_text(net_str(b))) {
            json_object_set_new(line, pieces[i].name, json_stringn(b->ptr, b->len));
        } else if (b->len > 0) {
            set_hex(line, pieces[i].name_hex, net_str(b));
        }
    }
    json_object_set_new(line, "outcome", json_string(outcomes[x->outcome]));
    json_object_set_new(line, "status", json_integer(x->status));
    if (x->retry_after_ms > 0) {
        json_object_set_new(line, "retry_after_ms", json_integer(x->retry_after_ms));
    }
    char *text = json_dumps(line, JSON_COMPACT);
    json_decref(line);
    if (!text) {
        abort();
    }
    net_add_text(out, text);
    net_add_text(out, "\n");
    free(text);
}

/* ---- reading ------------------------------------------------------------------------------------ */

static int hex_value(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static const char *hex_read(struct net_bytes *out, const char *hex, size_t len) {
    for (size_t i = 0; i + 1 < len; i += 2) {
        const int high = hex_value(hex[i]), low = hex_value(hex[i + 1]);
        if (high < 0 || low < 0) {
            return "hex has other characters";
        }
        const char byte = (char)(high << 4 | low);
        net_add(out, &byte, 1);
    }
    return len % 2 == 0 ? NULL : "hex has half a byte";
}

static const char *piece_read(struct exchange *x, const char *name, const json_t *value) {
    for (size_t i = 0; i < N_PIECES; i++) {
        const bool text = strcmp(name, pieces[i].name) == 0;
        if (!text && strcmp(name, pieces[i].name_hex) != 0) {
            continue;
        }
        struct net_bytes *b = piece_of(x, i);
        if (!json_is_string(value) || b->len > 0) {
            return "a text is no text, or stands twice";
        }
        if (!text) {
            return hex_read(b, json_string_value(value), json_string_length(value));
        }
        net_add(b, json_string_value(value), json_string_length(value));
        return NULL;
    }
    return "it has a name that a tape does not";
}

static const char *number_read(struct exchange *x, const char *name, const json_t *value) {
    const json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n < 0 || n > 1000000000) {
        return "a number is none";
    }
    if (strcmp(name, "status") == 0) {
        x->status = (int)n;
    } else {
        x->retry_after_ms = n;
    }
    return NULL;
}

static const char *outcome_read(struct exchange *x, const json_t *value) {
    const char *word = json_string_value(value);
    for (int i = KRAV_HTTP_NEVER_SENT; word && i <= KRAV_HTTP_ANSWERED; i++) {
        if (strcmp(word, outcomes[i]) == 0) {
            x->outcome = i;
            return NULL;
        }
    }
    return "its outcome is none";
}

static const char *member_read(struct exchange *x, const char *name, const json_t *value) {
    if (strcmp(name, "outcome") == 0) {
        return outcome_read(x, value);
    }
    if (strcmp(name, "status") == 0 || strcmp(name, "retry_after_ms") == 0) {
        return number_read(x, name, value);
    }
    return piece_read(x, name, value);
}

const char *exchange_read(krav_str line, struct exchange *x) {
    *x = (struct exchange){0};
    json_error_t error;
    json_t *root = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, &error);
    const char *why = json_is_object(root) ? NULL : "the line is no JSON object";
    for (void *at = why ? NULL : json_object_iter(root); at && !why;
         at = json_object_iter_next(root, at)) {
        why = member_read(x, json_object_iter_key(at), json_object_iter_value(at));
    }
    json_decref(root);
    if (!why && (x->outcome == 0 || x->method.len == 0 || x->path.len == 0)) {
        why = "method, path or outcome is missing";
    }
    if (!why && x->outcome == KRAV_HTTP_ANSWERED && (x->status < 100 || x->status > 599)) {
        why = "it was answered without a status";
    }
    return why;
}

/* ---- secrets by their names --------------------------------------------------------------------- */

static bool is_secret_name(const char *name) {
    static const char *const names[] = {"access_token",  "refresh_token", "id_token",
                                        "client_secret", "password",      "api_key",
                                        "apikey",        "secret",        "token",
                                        "assertion",     "session_token", "private_key"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcasecmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void look_in(json_t *value, int depth, void (*found)(void *, krav_str), void *ctx) {
    const size_t n = depth < 64 ? json_array_size(value) : 0;
    for (size_t i = 0; i < n; i++) {
        look_in(json_array_get(value, i), depth + 1, found, ctx);
    }
    if (!json_is_object(value) || depth >= 64) {
        return;
    }
    const char *name;
    json_t *member;
    json_object_foreach(value, name, member) {
        if (json_is_string(member) && is_secret_name(name)) {
            const krav_str secret = {json_string_value(member), json_string_length(member)};
            found(ctx, secret);
        }
        look_in(member, depth + 1, found, ctx);
    }
}

void exchange_secrets(krav_str json, void (*found)(void *ctx, krav_str secret), void *ctx) {
    json_t *root = json.len > 0 ? json_loadb(json.ptr, json.len, 0, NULL) : NULL;
    look_in(root, 0, found, ctx);
    json_decref(root);
}
