#include "message.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "krav/check.h"
#include "krav/easy.h"

#define ENCODED_BYTES 39 /* of UTF-8 in one encoded word: with a header before it at most 76 characters */
#define LINE_BYTES 57    /* of bytes on one line of base64: 76 characters (RFC 2045 § 6.8) */

/* ---- addresses -------------------------------------------------------------------------------- */

int message_is_address(krav_str a) {
    size_t at = 0, n_at = 0;
    for (size_t i = 0; i < a.len; i++) {
        const char c = a.ptr[i];
        if (c <= ' ' || c > '~' || strchr("<>()[]\\,;:\"", c)) {
            return 0;
        }
        if (c == '@') {
            at = i;
            n_at++;
        }
    }
    return n_at == 1 && at > 0 && at + 1 < a.len && a.len <= ADDRESS_MAX &&
           a.ptr[at + 1] != '.' && a.ptr[a.len - 1] != '.' && a.ptr[a.len - 1] != '-';
}

krav_str message_domain(krav_str a) {
    const char *at = memchr(a.ptr, '@', a.len);
    return (krav_str){at + 1, a.len - (size_t)(at + 1 - a.ptr)};
}

const char *message_refuses(const krav_letter *l) {
    if (!message_is_address(l->to_contact)) {
        return "the debtor has no e-mail address that can be written to";
    }
    if (l->copy_name.len > 0 && !message_is_address(l->copy_contact)) {
        return "whoever gets a copy has no e-mail address that can be written to";
    }
    if (l->body.len == 0) {
        return "the letter has no text";
    }
    if (l->bytes.len > 0 && !krav_str_eq(l->media_type, KRAV_STR("application/pdf"))) {
        return "only PDF can be attached";
    }
    return NULL;
}

/* ---- encodings -------------------------------------------------------------------------------- */

static void put_base64(struct text *t, const unsigned char *s, size_t n) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        const unsigned b1 = i + 1 < n ? s[i + 1] : 0, b2 = i + 2 < n ? s[i + 2] : 0;
        const char four[4] = {digits[s[i] >> 2], digits[(s[i] & 3u) << 4 | b1 >> 4],
                              i + 1 < n ? digits[(b1 & 15u) << 2 | b2 >> 6] : '=',
                              i + 2 < n ? digits[b2 & 63u] : '='};
        text_add(t, (krav_str){four, 4});
    }
}

static void put_base64_lines(struct text *t, krav_str s) {
    for (size_t i = 0; i < s.len; i += LINE_BYTES) {
        const size_t n = s.len - i < LINE_BYTES ? s.len - i : LINE_BYTES;
        put_base64(t, (const unsigned char *)s.ptr + i, n);
        text_put(t, "\r\n");
    }
}

/* Text as encoded words, each whole characters; what is not UTF-8 goes byte by byte. */
static void put_words(struct text *t, krav_str s) {
    size_t at = 0;
    while (at < s.len) {
        size_t n = 0;
        while (at + n < s.len) {
            const size_t one = krav_utf8_at((const unsigned char *)s.ptr + at + n, s.len - at - n);
            const size_t step = one > 0 ? one : 1;
            if (n + step > ENCODED_BYTES) {
                break;
            }
            n += step;
        }
        text_put(t, at > 0 ? "\r\n =?UTF-8?B?" : "=?UTF-8?B?");
        put_base64(t, (const unsigned char *)s.ptr + at, n);
        text_put(t, "?=");
        at += n;
    }
}

/* The letter's lines end with \n; the message's with \r\n, and in base64 no line is special. */
static void put_body(struct text *t, krav_str body) {
    struct text crlf = {NULL, 0, 0, 0};
    for (size_t at = 0; at < body.len;) {
        const char *feed = memchr(body.ptr + at, '\n', body.len - at);
        const size_t end = feed ? (size_t)(feed - body.ptr) : body.len;
        const size_t cut = end > at && body.ptr[end - 1] == '\r' ? end - 1 : end;
        text_add(&crlf, (krav_str){body.ptr + at, cut - at});
        text_put(&crlf, "\r\n");
        at = feed ? end + 1 : end;
    }
    t->failed |= crlf.failed;
    put_base64_lines(t, (krav_str){crlf.bytes, crlf.len});
    text_free(&crlf);
}

/* ---- headers ---------------------------------------------------------------------------------- */

static void put_mailbox(struct text *t, const char *header, krav_str name, krav_str address) {
    text_put(t, header);
    text_put(t, ": ");
    if (name.len > 0) {
        put_words(t, name);
        text_put(t, "\r\n ");
    }
    text_put(t, "<");
    text_add(t, address);
    text_put(t, ">\r\n");
}

/* RFC 5322 § 3.3, by our own words: the names of days and months are no affair of a locale. */
static void put_date(struct text *t, krav_ms now) {
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const int64_t seconds = now / 1000, epoch = seconds / 86400;
    const int64_t of_day = seconds % 86400;
    int year, month, mday;
    char line[64];
    krav_day_split((krav_day)(epoch + krav_day_of(1970, 1, 1)), &year, &month, &mday);
    (void)snprintf(line, sizeof line, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n",
                   days[(epoch + 4) % 7], mday, months[month - 1], year, (int)(of_day / 3600),
                   (int)(of_day / 60 % 60), (int)(of_day % 60));
    text_put(t, line);
}

static void put_headers(struct text *t, const struct message_from *from, const krav_letter *l,
                        krav_str key, krav_ms now) {
    put_mailbox(t, "From", from->name.len > 0 ? from->name : l->from_name, from->address);
    put_mailbox(t, "To", l->to_name, l->to_contact);
    if (l->copy_name.len > 0) {
        put_mailbox(t, "Cc", l->copy_name, l->copy_contact);
    }
    if (from->reply_to.len > 0) {
        put_mailbox(t, "Reply-To", KRAV_STR_ABSENT, from->reply_to);
    }
    text_put(t, "Subject: ");
    put_words(t, l->subject);
    text_put(t, "\r\n");
    put_date(t, now);
    text_put(t, "Message-ID: <");
    text_add(t, key);
    text_put(t, "@");
    text_add(t, message_domain(from->address));
    /* Auto-Submitted: nobody's absence answers a letter (RFC 3834). */
    text_put(t, ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
}

static void put_text_part(struct text *t, const krav_letter *l) {
    text_put(t, "Content-Type: text/plain; charset=utf-8\r\n"
                "Content-Transfer-Encoding: base64\r\n\r\n");
    put_body(t, l->body);
}

static void put_boundary(struct text *t, krav_str key, const char *end) {
    text_put(t, "\r\n--krav-");
    text_add(t, key);
    text_put(t, end);
}

void message_write(const struct message_from *from, const krav_letter *l, krav_str key,
                   krav_ms now, struct text *out) {
    put_headers(out, from, l, key, now);
    if (l->bytes.len == 0) {
        put_text_part(out, l);
        return;
    }
    text_put(out, "Content-Type: multipart/mixed; boundary=\"krav-");
    text_add(out, key);
    text_put(out, "\"\r\n");
    put_boundary(out, key, "\r\n");
    put_text_part(out, l);
    put_boundary(out, key, "\r\n");
    text_put(out, "Content-Type: application/pdf; name=\"brev.pdf\"\r\n"
                  "Content-Disposition: attachment; filename=\"brev.pdf\"\r\n"
                  "Content-Transfer-Encoding: base64\r\n\r\n");
    put_base64_lines(out, l->bytes);
    put_boundary(out, key, "--\r\n");
}
