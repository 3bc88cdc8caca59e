#include "smtp.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

#define URL_MAX 400
#define NAME_MAX_BYTES 256
#define CONNECT_MS 10000L

struct smtp {
    const krav_frame *frame;
    CURL *curl;
    int is_local; /* no TLS is needed on the way to our own machine */
    int64_t timeout_ms;
    const char *password_option;
    char url[URL_MAX], user[NAME_MAX_BYTES];
    char *ca_pem;
    size_t ca_len;
};

/* One message under way. */
struct sending {
    struct smtp *s;
    krav_str left;
    int started; /* the server has asked for the message */
    CURLcode rc;
    char says[CURL_ERROR_SIZE];
};

/* ---- the server ------------------------------------------------------------------------------- */

static int has_prefix(krav_str s, const char *prefix) {
    const size_t n = strlen(prefix);
    return s.len > n && memcmp(s.ptr, prefix, n) == 0;
}

/* host[:port] of plain characters, behind its scheme. */
static int is_server(krav_str s, size_t scheme) {
    for (size_t i = scheme; i < s.len; i++) {
        const char c = s.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              strchr(".-:[]", c))) {
            return 0;
        }
    }
    return s.len > scheme && s.len < URL_MAX - NAME_MAX_BYTES;
}

static int is_loopback(krav_str host) {
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const size_t n = strlen(names[i]);
        if (host.len >= n && memcmp(host.ptr, names[i], n) == 0 &&
            (host.len == n || host.ptr[n] == ':')) {
            return 1;
        }
    }
    return 0;
}

static int copy_text(char *to, size_t size, krav_str from) {
    if (from.len >= size || (from.len > 0 && memchr(from.ptr, '\0', from.len))) {
        return 0;
    }
    memcpy(to, from.len > 0 ? from.ptr : "", from.len);
    to[from.len] = '\0';
    return 1;
}

static const char *take_setup(struct smtp *s, const struct smtp_setup *setup) {
    const int tls = has_prefix(setup->server, "smtps://");
    const size_t scheme = tls ? strlen("smtps://") : strlen("smtp://");
    if ((!tls && !has_prefix(setup->server, "smtp://")) || !is_server(setup->server, scheme)) {
        return "server must be smtps://host[:port], or smtp://host[:port] for STARTTLS";
    }
    if (!copy_text(s->user, sizeof s->user, setup->user)) {
        return "user is too long";
    }
    s->is_local = is_loopback((krav_str){setup->server.ptr + scheme, setup->server.len - scheme});
    s->timeout_ms = setup->timeout_ms;
    s->password_option = setup->password_option;
    (void)snprintf(s->url, sizeof s->url, "%.*s/%.*s", (int)setup->server.len, setup->server.ptr,
                   (int)(setup->helo.len < NAME_MAX_BYTES ? setup->helo.len : 0),
                   setup->helo.ptr);
    if (setup->ca_pem.len > 0) {
        s->ca_pem = malloc(setup->ca_pem.len);
        if (!s->ca_pem) {
            return "no memory";
        }
        memcpy(s->ca_pem, setup->ca_pem.ptr, setup->ca_pem.len);
        s->ca_len = setup->ca_pem.len;
    }
    return NULL;
}

struct smtp *smtp_open(const krav_frame *frame, const struct smtp_setup *setup,
                       char why[SMTP_WHY]) {
    struct smtp *s = calloc(1, sizeof *s);
    const char *fault = s ? take_setup(s, setup) : "no memory";
    if (!fault && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        fault = "libcurl cannot be used";
    }
    if (!fault && !(s->curl = curl_easy_init())) {
        fault = "no memory";
    }
    (void)snprintf(why, SMTP_WHY, "%s", fault ? fault : "");
    if (fault) {
        smtp_close(s);
        return NULL;
    }
    s->frame = frame;
    return s;
}

void smtp_close(struct smtp *s) {
    if (s) {
        curl_easy_cleanup(s->curl);
        free(s->ca_pem);
        free(s);
    }
}

/* ---- one message ------------------------------------------------------------------------------ */

static size_t on_read(char *to, size_t size, size_t n, void *ctx) {
    struct sending *m = ctx;
    size_t room = size * n;
    m->started = 1;
    room = room < m->left.len ? room : m->left.len;
    memcpy(to, m->left.ptr, room);
    m->left.ptr += room;
    m->left.len -= room;
    return room;
}

#define SET(option, value) ok = ok && curl_easy_setopt(c, option, value) == CURLE_OK

static int set_up(struct sending *m, struct curl_slist *to, const char *from) {
    const struct smtp *s = m->s;
    CURL *c = s->curl;
    int ok = 1;
    SET(CURLOPT_URL, s->url);
    SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
    SET(CURLOPT_TIMEOUT_MS, (long)s->timeout_ms);
    SET(CURLOPT_USE_SSL, s->is_local ? (long)CURLUSESSL_TRY : (long)CURLUSESSL_ALL);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(CURLOPT_MAIL_FROM, from);
    SET(CURLOPT_MAIL_RCPT, to);
    SET(CURLOPT_UPLOAD, 1L);
    SET(CURLOPT_READFUNCTION, on_read);
    SET(CURLOPT_READDATA, m);
    SET(CURLOPT_INFILESIZE_LARGE, (curl_off_t)m->left.len);
    SET(CURLOPT_ERRORBUFFER, m->says);
    if (s->ca_pem) {
        struct curl_blob blob = {s->ca_pem, s->ca_len, CURL_BLOB_NOCOPY};
        SET(CURLOPT_CAINFO_BLOB, &blob);
    }
    if (s->user[0]) {
        SET(CURLOPT_USERNAME, s->user);
    }
    return ok;
}

static void use_password(void *ctx, krav_str secret) {
    struct sending *m = ctx;
    char password[NAME_MAX_BYTES];
    if (copy_text(password, sizeof password, secret) &&
        curl_easy_setopt(m->s->curl, CURLOPT_PASSWORD, password) == CURLE_OK) {
        m->rc = curl_easy_perform(m->s->curl);
    }
    explicit_bzero(password, sizeof password);
}

static void perform(struct sending *m) {
    const struct smtp *s = m->s;
    m->rc = CURLE_FAILED_INIT;
    if (!s->user[0]) {
        m->rc = curl_easy_perform(s->curl);
    } else if (s->frame->settings->secret(s->frame->host, s->password_option, use_password, m) !=
               KRAV_OK) {
        (void)snprintf(m->says, sizeof m->says, "the password is not set");
    }
}

/* The server's last word, and how far the message had come, say what has happened. */
static enum smtp_end judge(const struct sending *m, char why[SMTP_WHY]) {
    long code = 0;
    if (m->rc == CURLE_OK) {
        why[0] = '\0';
        return SMTP_SENT;
    }
    curl_easy_getinfo(m->s->curl, CURLINFO_RESPONSE_CODE, &code);
    (void)snprintf(why, SMTP_WHY, "%.*s", SMTP_WHY - 1, m->says[0] ? m->says : curl_easy_strerror(m->rc));
    const int final = code >= 400 && code < 600;
    if (m->started) {
        return !final ? SMTP_MAYBE : code >= 500 ? SMTP_REFUSED : SMTP_LATER;
    }
    /* A refused sender or log-in is ours to mend; only a refused receiver is the letter's end. */
    return final && code >= 500 && strstr(m->says, "RCPT") ? SMTP_REFUSED : SMTP_LATER;
}

static struct curl_slist *add_receiver(struct curl_slist *list, krav_str address) {
    char plain[ADDRESS_MAX + 1];
    struct curl_slist *longer =
        copy_text(plain, sizeof plain, address) ? curl_slist_append(list, plain) : NULL;
    if (!longer) {
        curl_slist_free_all(list);
    }
    return longer;
}

enum smtp_end smtp_send(struct smtp *s, const struct smtp_mail *mail, char why[SMTP_WHY]) {
    struct sending m = {.s = s, .left = mail->message, .rc = CURLE_OUT_OF_MEMORY};
    char from[ADDRESS_MAX + 1];
    struct curl_slist *to = add_receiver(NULL, mail->to);
    if (to && mail->copy.len > 0) {
        to = add_receiver(to, mail->copy);
    }
    if (to && copy_text(from, sizeof from, mail->from) && set_up(&m, to, from)) {
        perform(&m);
    }
    const enum smtp_end end = judge(&m, why);
    curl_easy_reset(s->curl); /* keeps the connection, and nothing that points here */
    curl_slist_free_all(to);
    return end;
}
