/* plugin.c - letters by e-mail: krav.channel/1; and mail that came back: krav.intake/1.
 *
 * out/KEY.mail is the memory of each letter: "trying" from before the server is asked until its
 * answer is known, then "sent" or "not sent".  So recall() is honest: what was being tried when
 * the process died may have arrived, and is UNKNOWN. */
#include "krav/outfile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bounce.h"
#include "message.h"
#include "smtp.h"

#define TIMEOUT_LEAST_S 5
#define TIMEOUT_MOST_S 600

#define ENDING ".mail"

struct email {
    krav_frame frame;
    struct message_from from;
    krav_str bounces_to;
    struct smtp *smtp;
};

/* ---- what became of a letter ------------------------------------------------------------------ */

enum memory { NEVER = 0, TRYING, SENT, NOT_SENT, UNREADABLE };

static void look(void *ctx, krav_str content) {
    enum memory *m = ctx;
    *m = krav_str_eq(content, KRAV_STR("sent"))       ? SENT
         : krav_str_eq(content, KRAV_STR("not sent")) ? NOT_SENT
                                                      : TRYING;
}

static enum memory remembered(const struct email *p, krav_str name) {
    enum memory m = NEVER;
    const int32_t rc = p->frame.files->get(p->frame.host, name, look, &m);
    return rc == KRAV_OK || rc == KRAV_E_STATE ? m : UNREADABLE;
}

static int32_t remember(const struct email *p, krav_str name, const char *what) {
    return p->frame.files->put(p->frame.host, name, krav_str_of(what));
}

/* True if the memory answers the call. */
static int answer_from_memory(const struct email *p, const krav_call *call, enum memory m) {
    const krav_host *host = p->frame.host;
    if (m == SENT) {
        krav_answer_done(host, call, call->key, NULL);
    } else if (m == TRYING) {
        krav_answer_unknown(host, call, KRAV_STR("it was being sent when the process ended"));
    } else if (m == UNREADABLE) {
        krav_answer_unknown(host, call, KRAV_STR("out/ could not be looked into"));
    }
    return m != NEVER && m != NOT_SENT;
}

/* ---- krav.channel/1 --------------------------------------------------------------------------- */

static void answer_end(const struct email *p, const krav_call *call, enum smtp_end end,
                       const char *why) {
    const krav_host *host = p->frame.host;
    switch (end) {
    case SMTP_SENT:
        krav_answer_done(host, call, call->key, NULL);
        break;
    case SMTP_REFUSED:
        krav_answer_refused(host, call, krav_str_of(why));
        break;
    case SMTP_LATER:
        krav_answer_retry(host, call, krav_str_of(why));
        break;
    case SMTP_MAYBE:
        krav_answer_unknown(host, call, krav_str_of(why));
        break;
    }
}

static void deliver(struct email *p, const krav_call *call, const krav_letter *letter,
                    krav_str name, krav_str message) {
    char why[SMTP_WHY];
    const struct smtp_mail mail = {.from = p->bounces_to, .to = letter->to_contact,
        .copy = letter->copy_name.len > 0 ? letter->copy_contact : KRAV_STR_ABSENT,
        .message = message};
    if (remember(p, name, "trying") != KRAV_OK) {
        krav_answer_retry(p->frame.host, call, KRAV_STR("out/ cannot be written to now"));
        return;
    }
    const enum smtp_end end = smtp_send(p->smtp, &mail, why);
    if (end != SMTP_MAYBE &&
        remember(p, name, end == SMTP_SENT ? "sent" : "not sent") != KRAV_OK) {
        krav_log(p->frame.host, KRAV_LOG_WARNING,
                 KRAV_STR("what became of a letter could not be written down"));
    }
    answer_end(p, call, end, why);
}

static int32_t send_letter(krav_plugin *plugin, const krav_call *call, const krav_letter *letter) {
    struct email *p = plugin->impl;
    const char *refusal = message_refuses(letter);
    krav_outfile file;
    krav_outfile_name(&file, call->key, ENDING);
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (answer_from_memory(p, call, remembered(p, file.name))) {
        return KRAV_OK;
    }
    if (refusal) {
        krav_answer_refused(p->frame.host, call, krav_str_of(refusal));
        return KRAV_OK;
    }
    struct text message = {NULL, 0, 0, 0};
    const krav_str id = {file.name.ptr, file.name.len - strlen(ENDING)};
    message_write(&p->from, letter, id, p->frame.clock->now(p->frame.host), &message);
    if (message.failed) {
        krav_answer_refused(p->frame.host, call, KRAV_STR("the letter is too large for e-mail"));
    } else {
        deliver(p, call, letter, file.name, (krav_str){message.bytes, message.len});
    }
    text_free(&message);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    const struct email *p = plugin->impl;
    krav_outfile file;
    krav_outfile_name(&file, call->key, ENDING);
    if (file.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (!answer_from_memory(p, call, remembered(p, file.name))) {
        krav_answer_retry(p->frame.host, call, KRAV_STR("it was not sent"));
    }
    return KRAV_OK;
}

static const krav_channel channel = {.send = send_letter};

/* ---- krav.intake/1 ---------------------------------------------------------------------------- */

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return bounce_recognise(head);
}

/* The whole file, or NULL. */
static char *read_whole(int fd, size_t len) {
    char *bytes = malloc(len + 1);
    size_t n = 0;
    while (bytes && n < len) {
        const ssize_t got = pread(fd, bytes + n, len - n, (off_t)n);
        if (got <= 0) {
            free(bytes);
            return NULL;
        }
        n += (size_t)got;
    }
    return bytes;
}

/* The key that our Message-ID stands for: hex as it is, any other in hex behind an 'x'. */
static size_t key_of(const char *id, char out[BOUNCE_KEY_MAX]) {
    const size_t n = strlen(id);
    if (id[0] != 'x') {
        memcpy(out, id, n);
        return n;
    }
    size_t len = 0;
    for (size_t i = 1; i + 1 < n; i += 2) {
        const char pair[3] = {id[i], id[i + 1], '\0'};
        out[len++] = (char)strtoul(pair, NULL, 16);
    }
    return len;
}

static void take_bounce(struct email *p, const krav_call *call, const struct bounce *b) {
    char key[BOUNCE_KEY_MAX];
    krav_file_result result = {.size = sizeof result, .kind = KRAV_STR("receipts")};
    krav_receipt receipt = {.size = sizeof receipt, .outcome = KRAV_REFUSED, .line = 1};
    receipt.key = (krav_str){key, key_of(b->key, key)};
    receipt.reason = krav_str_of(b->reason);
    if (b->failed) {
        const int32_t rc = p->frame.facts->receipt(p->frame.host, call->id, &receipt);
        if (rc != KRAV_OK) {
            krav_answer_retry(p->frame.host, call, KRAV_STR("the receipt was not taken"));
            return;
        }
        result.n_records = 1;
    }
    krav_answer_done(p->frame.host, call, receipt.key, &result);
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    struct email *p = plugin->impl;
    struct bounce b;
    const char *fault = "it is larger than a notification is";
    char *bytes = NULL;
    if (size >= 0 && (size_t)size <= BOUNCE_BYTES_MAX) {
        bytes = read_whole(fd, (size_t)size);
        if (!bytes) {
            krav_answer_retry(p->frame.host, call, KRAV_STR("the file could not be read"));
            return KRAV_OK;
        }
        fault = bounce_read((krav_str){bytes, (size_t)size}, message_domain(p->from.address), &b);
    }
    if (fault) {
        (void)p->frame.facts->fault(p->frame.host, call->id, 0, krav_str_of(fault));
        krav_answer_refused(p->frame.host, call, krav_str_of(fault));
    } else {
        take_bounce(p, call, &b);
    }
    free(bytes);
    return KRAV_OK;
}

static const krav_intake intake = {.recognise = recognise, .begin = begin};

/* ---- settings --------------------------------------------------------------------------------- */

static krav_str setting(const struct email *p, const char *name) {
    return p->frame.settings->text(p->frame.host, name);
}

static int32_t start(krav_plugin *plugin) {
    struct email *p = plugin->impl;
    char why[SMTP_WHY] = "from, bounces_to and reply_to must be addresses such as a@example.no";
    p->from = (struct message_from){setting(p, "from"), setting(p, "from_name"),
                                    setting(p, "reply_to")};
    p->bounces_to = setting(p, "bounces_to");
    if (p->bounces_to.len == 0) {
        p->bounces_to = p->from.address;
    }
    const int64_t timeout_s = p->frame.settings->integer(p->frame.host, "timeout_s");
    if (timeout_s < TIMEOUT_LEAST_S || timeout_s > TIMEOUT_MOST_S) {
        (void)snprintf(why, sizeof why, "timeout_s: %d to %d", TIMEOUT_LEAST_S, TIMEOUT_MOST_S);
    } else if (message_is_address(p->from.address) && message_is_address(p->bounces_to) &&
        (p->from.reply_to.len == 0 || message_is_address(p->from.reply_to))) {
        const struct smtp_setup setup = {.server = setting(p, "server"),
            .helo = message_domain(p->from.address), .user = setting(p, "user"),
            .password_option = "password", .ca_pem = setting(p, "ca"),
            .timeout_ms = timeout_s * 1000};
        p->smtp = smtp_open(&p->frame, &setup, why);
    }
    if (!p->smtp) {
        krav_log(p->frame.host, KRAV_LOG_ERROR, krav_str_of(why));
    }
    return p->smtp ? KRAV_OK : KRAV_E_INVALID;
}

static void close_all(krav_plugin *plugin) {
    struct email *p = plugin->impl;
    smtp_close(p->smtp);
}

static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_FACTS, KRAV_HOST_SETTINGS,
                                    KRAV_HOST_CLOCK, NULL};

static const krav_option options[] = {
    {.name = "server", .help = "smtps://host[:port], or smtp://host[:port] for STARTTLS",
     .max = 140, .type = KRAV_TEXT, .flags = KRAV_REQUIRED},
    {.name = "user", .help = "who logs in there; unset: nobody", .max = 200, .type = KRAV_TEXT},
    {.name = "password", .help = "of the user", .type = KRAV_SECRET},
    {.name = "from", .help = "the address that letters come from", .max = ADDRESS_MAX,
     .type = KRAV_TEXT, .flags = KRAV_REQUIRED},
    {.name = "from_name", .help = "its name; unset: the letter's sender", .max = 200,
     .type = KRAV_TEXT},
    {.name = "reply_to", .help = "where answers go; unset: to from", .max = ADDRESS_MAX,
     .type = KRAV_TEXT},
    {.name = "bounces_to", .help = "where mail comes back to; unset: to from", .max = ADDRESS_MAX,
     .type = KRAV_TEXT},
    {.name = "ca", .help = "certificates (PEM) to trust instead of the system's",
     .type = KRAV_FILE},
    {.name = "timeout_s", .help = "seconds for one message", .fallback = "60",
     .min = TIMEOUT_LEAST_S, .max = TIMEOUT_MOST_S, .type = KRAV_INTEGER},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_CHANNEL, channel) X(KRAV_INTAKE, intake)
static const krav_hooks hooks = {.start = start, .close = close_all, .recall = recall};
KRAV_PLUGIN(struct email, PROVIDES, hooks, .flags = KRAV_USES_NETWORK | KRAV_USES_THREADS,
            .id = "krav.email", .name = "Letters by e-mail, and those that came back",
            .version = "1.0.0", .vendor = "krav", .license = "see LICENSE", .needs = needs,
            .options = options);
