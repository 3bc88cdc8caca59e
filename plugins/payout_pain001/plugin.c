/* plugin.c - payouts as files for a bank: krav.payout/1.
 *
 * A batch is one file, KEY.xml.  That it is there is the memory of what was paid out, so that
 * paying the same key twice makes one file, and recall() has only to look. */
#include "krav/check.h"
#include "krav/easy.h"
#include "krav/plugin.h"

#include <stdlib.h>

#include "batch.h"
#include "message.h"
#include "reply.h"

#define KEY_MAX 128
#define NAME_BYTES (KEY_MAX + 4)

struct payout {
    krav_plugin plugin; /* first: the host's pointer is ours */
    const krav_host *host;
    const krav_host_files *files;
    struct pain_terms terms;
    struct batch_faults faults;
    struct reply reply;
};

/* Keys are hex, so that they name files as they are.  Absent if this one is not. */
static krav_str name_of(char out[NAME_BYTES], krav_str key) {
    if (key.len == 0 || key.len > KEY_MAX) {
        return (krav_str){NULL, 0};
    }
    for (size_t i = 0; i < key.len; i++) {
        const char c = key.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return (krav_str){NULL, 0};
        }
        out[i] = c;
    }
    memcpy(out + key.len, ".xml", 4);
    return (krav_str){out, key.len + 4};
}

static void answer_put(const struct payout *p, const krav_call *call, krav_str name, int32_t rc) {
    if (rc == KRAV_OK) {
        krav_answer_done(p->host, call, name, NULL);
    } else if (rc == KRAV_E_IO) { /* the file may be there: recall() will look */
        krav_answer_unknown(p->host, call, KRAV_STR("the payment file could not be written"));
    } else {
        krav_answer_retry(p->host, call, KRAV_STR("payment files cannot be written now"));
    }
}

static void write_file(struct payout *p, const krav_call *call, const krav_batch *batch,
                       krav_str name) {
    struct xml x = {0};
    message_write(&x, &p->terms, call, batch);
    if (x.failed == XML_TOO_LONG) {
        krav_answer_refused(p->host, call, KRAV_STR("the file would be longer than 7 MiB: the "
                                                    "batch must be divided"));
    } else if (x.failed) {
        krav_answer_retry(p->host, call, KRAV_STR("not enough memory"));
    } else {
        answer_put(p, call, name, p->files->put(p->host, name, (krav_str){x.bytes, x.len}));
    }
    xml_free(&x);
}

/* One bad transfer is no reason not to pay the others. */
static void refuse(struct payout *p, const krav_call *call, const krav_batch *batch) {
    krav_refused_transfer named[BATCH_NAMED_MAX];
    krav_batch_refusal refusal = {.size = sizeof refusal, .transfers = named};
    struct batch_faults *f = &p->faults;
    const krav_str why = batch_reasons(f);
    if (!batch_can_divide(batch, f)) {
        krav_answer_refused(p->host, call, why);
        return;
    }
    for (; refusal.n_transfers < f->n_named; refusal.n_transfers++) {
        const struct batch_fault *fault = &f->named[refusal.n_transfers];
        named[refusal.n_transfers] = (krav_refused_transfer){.size = sizeof named[0],
            .id = batch->transfers[fault->index].id, .reason = krav_str_of(fault->why)};
    }
    krav_answer_with(p->host, call, KRAV_REFUSED, why, &refusal);
}

static int32_t pay(krav_plugin *plugin, const krav_call *call, const krav_batch *batch) {
    struct payout *p = plugin->impl;
    char bytes[NAME_BYTES];
    const krav_str name = name_of(bytes, call->key);
    if (name.len == 0) {
        return KRAV_E_INVALID;
    }
    const int32_t have = p->files->have(p->host, name);
    if (have != 0) {
        answer_put(p, call, name, have == 1 ? KRAV_OK : have);
    } else if (p->terms.bic.len == 0) {
        krav_answer_refused(p->host, call, KRAV_STR("the setting bic is missing"));
    } else if (p->terms.customer_id.len == 0 && batch->from_org.len == 0) {
        krav_answer_refused(p->host, call, KRAV_STR("neither the setting customer_id nor from_org "
                                                    "says who orders"));
    } else if (!batch_check(batch, call->today, &p->faults)) {
        refuse(p, call, batch);
    } else {
        write_file(p, call, batch, name);
    }
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    const struct payout *p = plugin->impl;
    char bytes[NAME_BYTES];
    const krav_str name = name_of(bytes, call->key);
    if (name.len == 0) {
        return KRAV_E_INVALID;
    }
    const int32_t have = p->files->have(p->host, name);
    if (have == 1) {
        krav_answer_done(p->host, call, name, NULL);
    } else if (have == 0) {
        krav_answer_retry(p->host, call, KRAV_STR("the payment file was never written"));
    } else {
        krav_answer_unknown(p->host, call, KRAV_STR("the folder could not be looked into"));
    }
    return KRAV_OK;
}

static const krav_payout payout = {.pay = pay};

/* ---- the bank's answer ----------------------------------------------------------------------- */

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return report_recognise(head);
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    struct payout *p = plugin->impl;
    reply_take(&p->reply, call, fd);
    return KRAV_OK;
}

static const krav_intake intake = {.recognise = recognise, .begin = begin};

/* ---- settings ------------------------------------------------------------------------------- */

/* ISO 9362: four letters, two letters, then two or five letters and digits. */
static int is_bic(krav_str s) {
    for (size_t i = 0; i < s.len; i++) {
        const int is_letter = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z';
        const int is_digit = s.ptr[i] >= '0' && s.ptr[i] <= '9';
        if (!is_letter && (i < 6 || !is_digit)) {
            return 0;
        }
    }
    return s.len == 0 || s.len == 8 || s.len == 11;
}

static int is_plain(krav_str s) {
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '!' || s.ptr[i] > '~') {
            return 0;
        }
    }
    return s.len <= 35;
}

static const char *terms_read(struct payout *p, const krav_host_settings *settings) {
    const krav_str version = settings->text(p->host, "version");
    struct pain_terms *t = &p->terms;
    t->version = krav_str_eq(version, KRAV_STR("09")) ? PAIN_09 : PAIN_03;
    t->batch_booking = settings->integer(p->host, "batch_booking") != 0;
    t->bic = settings->text(p->host, "bic");
    t->customer_id = settings->text(p->host, "customer_id");
    t->scheme = settings->text(p->host, "customer_scheme");
    if (t->version == PAIN_03 && !krav_str_eq(version, KRAV_STR("03"))) {
        return "version is neither 03 nor 09";
    }
    if (!is_bic(t->bic)) {
        return "bic is not a BIC of 8 or 11 characters";
    }
    if (!is_plain(t->customer_id)) {
        return "customer_id is not up to 35 plain characters";
    }
    if (!krav_str_eq(t->scheme, KRAV_STR("CUST")) && !krav_str_eq(t->scheme, KRAV_STR("BANK"))) {
        return "customer_scheme is neither CUST nor BANK";
    }
    return NULL;
}

static int32_t start(krav_plugin *plugin) {
    struct payout *p = plugin->impl;
    p->files = p->host->extension(p->host, KRAV_HOST_FILES);
    const krav_host_settings *settings = p->host->extension(p->host, KRAV_HOST_SETTINGS);
    p->reply.host = p->host;
    p->reply.facts = p->host->extension(p->host, KRAV_HOST_FACTS);
    if (!p->files || !p->reply.facts || !settings) {
        return KRAV_E_UNSUPPORTED;
    }
    const char *why = terms_read(p, settings);
    if (why) {
        krav_log(p->host, KRAV_LOG_ERROR, krav_str_of(why));
    }
    return why ? KRAV_E_INVALID : KRAV_OK;
}

static void destroy(krav_plugin *plugin) { free(plugin->impl); }

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_PAYOUT) == 0   ? (const void *)&payout
           : strcmp(id, KRAV_INTAKE) == 0 ? (const void *)&intake
                                          : NULL;
}

static krav_plugin *create(const krav_host *host, const krav_descriptor *descriptor) {
    struct payout *p = calloc(1, sizeof *p);
    if (!p) {
        return NULL;
    }
    p->host = host;
    p->plugin.descriptor = descriptor;
    p->plugin.impl = p;
    p->plugin.start = start;
    p->plugin.destroy = destroy;
    p->plugin.extension = extension;
    p->plugin.recall = recall;
    return &p->plugin;
}

static const char *const provides[] = {KRAV_PAYOUT, KRAV_INTAKE, NULL};
static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_FACTS, KRAV_HOST_SETTINGS, NULL};

static const krav_option options[] = {
    {.name = "bic", .help = "the bank's BIC, such as DNBANOKK", .type = KRAV_TEXT,
     .flags = KRAV_REQUIRED},
    {.name = "version", .help = "of pain.001.001: 03 or 09", .fallback = "03", .type = KRAV_TEXT},
    {.name = "customer_id", .help = "who orders, as agreed with the bank; unset: the organisation"
     " number", .type = KRAV_TEXT},
    {.name = "customer_scheme", .help = "what kind of id that is: CUST or BANK",
     .fallback = "CUST", .type = KRAV_TEXT},
    {.name = "batch_booking", .help = "one line on the account statement for each day",
     .fallback = "no", .type = KRAV_BOOLEAN},
    {.name = NULL},
};

static const krav_descriptor descriptor = {
    .size = sizeof descriptor,
    .id = "krav.payout_pain001",
    .name = "Payouts as pain.001, and the bank's answer, pain.002",
    .version = "1.0.0",
    .vendor = "krav",
    .license = "see LICENSE",
    .provides = provides,
    .needs = needs,
    .options = options,
};

static const krav_descriptor *const descriptors[] = {&descriptor, NULL};

KRAV_EXPORT const krav_entry krav_plugin_entry = {
    .magic = KRAV_MAGIC,
    .abi_major = KRAV_ABI_MAJOR,
    .abi_minor = KRAV_ABI_MINOR,
    .size = sizeof krav_plugin_entry,
    .descriptors = descriptors,
    .create = create,
};
