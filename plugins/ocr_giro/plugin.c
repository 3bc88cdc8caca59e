/* plugin.c - OCR giro files as krav.intake/1: checked whole first, then handed over. */
#include "krav/easy.h"
#include "krav/plugin.h"

#include "ocr.h"

#include <stdlib.h>

struct ocr_giro {
    krav_plugin plugin; /* first: the host's pointer is ours */
    const krav_host *host;
    const krav_host_facts *facts;
    krav_call_id session; /* the begin() at work */
    int quiet;            /* the second pass does not repeat the notes */
    struct ocr ocr;
};

static void on_fault(void *ctx, int64_t line, krav_str reason) {
    struct ocr_giro *p = ctx;
    p->facts->fault(p->host, p->session, line, reason);
}

static void on_note(void *ctx, int64_t line, krav_str reason) {
    struct ocr_giro *p = ctx;
    if (!p->quiet) {
        p->facts->fault(p->host, p->session, line, reason);
    }
}

static int32_t on_payment(void *ctx, const krav_payment *payment) {
    struct ocr_giro *p = ctx;
    const int32_t rc = p->facts->payment(p->host, p->session, payment);
    if (rc == KRAV_E_INVALID) {
        p->facts->fault(p->host, p->session, payment->line,
                        KRAV_STR("the payment was not accepted"));
    }
    return rc;
}

static int32_t on_mandate(void *ctx, const krav_mandate *mandate) {
    struct ocr_giro *p = ctx;
    const int32_t rc = p->facts->mandate(p->host, p->session, mandate);
    if (rc == KRAV_E_INVALID) {
        p->facts->fault(p->host, p->session, mandate->line,
                        KRAV_STR("the agreement was not accepted"));
    }
    return rc;
}

/* Reads the file once.  KRAV_OK if it was read and had no faults; otherwise it is answered. */
static int32_t pass(struct ocr_giro *p, const krav_call *call, int fd,
                    const struct ocr_sink *sink) {
    const int32_t rc = ocr_read(&p->ocr, fd, sink);
    if (rc == KRAV_E_IO) {
        krav_answer_retry(p->host, call, KRAV_STR("the file could not be read"));
    } else if (rc != KRAV_OK && rc != KRAV_E_INVALID) {
        krav_answer_retry(p->host, call, KRAV_STR("the payments could not be handed over"));
    } else if (rc != KRAV_OK || p->ocr.n_faults > 0) {
        krav_answer_refused(p->host, call, KRAV_STR("not a whole and correct OCR giro file"));
        return KRAV_E_INVALID;
    }
    return rc;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    struct ocr_giro *p = plugin->impl;
    p->session = call->id;
    struct ocr_sink sink = {.ctx = p, .fault = on_fault, .note = on_note};
    p->quiet = 0;
    if (pass(p, call, fd, &sink) != KRAV_OK) {
        return KRAV_OK; /* the call was taken, and answered */
    }
    const struct ocr_total first = p->ocr.handed;
    sink.payment = on_payment;
    sink.mandate = on_mandate;
    p->quiet = 1;
    if (pass(p, call, fd, &sink) != KRAV_OK) {
        return KRAV_OK;
    }
    const struct ocr_total *handed = &p->ocr.handed;
    if (handed->n_transactions != first.n_transactions || handed->sum != first.sum) {
        krav_answer_retry(p->host, call, KRAV_STR("the file changed while it was read"));
        return KRAV_OK;
    }
    const krav_str file_id = krav_str_of(p->ocr.file_id);
    krav_file_result result = {.size = sizeof result};
    result.kind = KRAV_STR("payments");
    result.n_records = (uint64_t)handed->n_transactions;
    result.sum = handed->sum;
    result.made_by = (krav_str){file_id.ptr, 8};
    result.file_id = file_id;
    result.created = p->ocr.created;
    krav_answer_done(p->host, call, file_id, &result);
    return KRAV_OK;
}

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return ocr_recognise(head);
}

static const krav_intake intake = {.recognise = recognise, .begin = begin};

static int32_t start(krav_plugin *plugin) {
    struct ocr_giro *p = plugin->impl;
    p->facts = p->host->extension(p->host, KRAV_HOST_FACTS);
    return p->facts ? KRAV_OK : KRAV_E_UNSUPPORTED;
}

static void destroy(krav_plugin *plugin) { free(plugin->impl); }

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_INTAKE) == 0 ? &intake : NULL;
}

static krav_plugin *create(const krav_host *host, const krav_descriptor *descriptor) {
    struct ocr_giro *p = calloc(1, sizeof *p);
    if (!p) {
        return NULL;
    }
    p->host = host;
    p->plugin.descriptor = descriptor;
    p->plugin.impl = p;
    p->plugin.start = start;
    p->plugin.destroy = destroy;
    p->plugin.extension = extension;
    return &p->plugin;
}

static const char *const provides[] = {KRAV_INTAKE, NULL};
static const char *const needs[] = {KRAV_HOST_FACTS, NULL};

static const krav_descriptor descriptor = {
    .size = sizeof descriptor,
    .id = "krav.ocr_giro",
    .name = "OCR giro, and agreements of AvtaleGiro",
    .version = "1.0.0",
    .vendor = "krav",
    .license = "see LICENSE",
    .provides = provides,
    .needs = needs,
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
