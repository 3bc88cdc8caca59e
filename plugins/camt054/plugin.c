/* plugin.c - camt.054 and camt.053 files as krav.intake/1: checked whole first, then handed over. */
#include "krav/easy.h"
#include "krav/plugin.h"

#include "camt.h"

#include <stdlib.h>

struct camt054 {
    krav_plugin plugin; /* first: the host's pointer is ours */
    const krav_host *host;
    const krav_host_facts *facts;
    krav_call_id session; /* the begin() at work */
    int quiet;            /* the second pass does not repeat the remarks */
    int64_t bytes_max;
    struct camt camt;
};

static void on_fault(void *ctx, int64_t line, krav_str reason) {
    struct camt054 *p = ctx;
    p->facts->fault(p->host, p->session, line, reason);
}

static void on_remark(void *ctx, int64_t line, krav_str reason) {
    struct camt054 *p = ctx;
    if (!p->quiet) {
        p->facts->fault(p->host, p->session, line, reason);
    }
}

static int32_t on_payment(void *ctx, const krav_payment *payment) {
    struct camt054 *p = ctx;
    const int32_t rc = p->facts->payment(p->host, p->session, payment);
    if (rc == KRAV_E_INVALID) {
        p->facts->fault(p->host, p->session, payment->line,
                        KRAV_STR("the payment was not accepted"));
    }
    return rc;
}

static int32_t on_payout(void *ctx, const krav_payout_status *status) {
    struct camt054 *p = ctx;
    const int32_t rc = p->facts->payout_status(p->host, p->session, status);
    if (rc == KRAV_E_INVALID) {
        p->facts->fault(p->host, p->session, status->line,
                        KRAV_STR("what became of a transfer was not accepted"));
    }
    return rc;
}

static int32_t on_line(void *ctx, const krav_statement_line *line) {
    struct camt054 *p = ctx;
    const int32_t rc = p->facts->statement_line(p->host, p->session, line);
    if (rc == KRAV_E_INVALID) {
        p->facts->fault(p->host, p->session, line->line, KRAV_STR("the line was not accepted"));
    }
    return rc;
}

static int32_t on_statement(void *ctx, const krav_statement *statement) {
    struct camt054 *p = ctx;
    const int32_t rc = p->facts->statement(p->host, p->session, statement);
    if (rc == KRAV_E_INVALID) {
        p->facts->fault(p->host, p->session, statement->line,
                        KRAV_STR("the statement was not accepted"));
    }
    return rc;
}

/* Reads the file once.  KRAV_OK if it was read and had no faults; otherwise it is answered. */
static int32_t pass(struct camt054 *p, const krav_call *call, int fd,
                    const struct camt_sink *sink) {
    const int32_t rc = camt_read(&p->camt, fd, sink);
    if (rc == KRAV_E_IO) {
        krav_answer_retry(p->host, call, KRAV_STR("the file could not be read"));
    } else if (rc == KRAV_E_NOMEM) {
        krav_answer_retry(p->host, call, KRAV_STR("not enough memory"));
    } else if (rc != KRAV_OK && rc != KRAV_E_INVALID) {
        krav_answer_retry(p->host, call, KRAV_STR("the payments could not be handed over"));
    } else if (rc != KRAV_OK || p->camt.n_faults > 0) {
        krav_answer_refused(p->host, call, KRAV_STR("not a whole and correct camt file"));
        return KRAV_E_INVALID;
    }
    return rc;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    struct camt054 *p = plugin->impl;
    p->session = call->id;
    struct camt_sink sink = {.ctx = p, .fault = on_fault, .remark = on_remark,
                             .bytes_max = p->bytes_max};
    p->quiet = 0;
    if (pass(p, call, fd, &sink) != KRAV_OK) {
        return KRAV_OK; /* the call was taken, and answered */
    }
    const struct camt_sum first = p->camt.handed;
    sink.payment = on_payment;
    sink.payout = on_payout;
    sink.line = on_line;
    sink.statement = on_statement;
    p->quiet = 1;
    if (pass(p, call, fd, &sink) != KRAV_OK) {
        return KRAV_OK;
    }
    const struct camt *c = &p->camt;
    if (c->handed.n != first.n || c->handed.sum != first.sum) {
        krav_answer_retry(p->host, call, KRAV_STR("the file changed while it was read"));
        return KRAV_OK;
    }
    krav_file_result result = {.size = sizeof result};
    result.kind = c->is_statement ? KRAV_STR("statement records") : KRAV_STR("payments");
    result.n_records = (uint64_t)c->handed.n;
    result.sum = c->handed.sum;
    result.made_by = c->bank_len > 0 ? (krav_str){c->bank, c->bank_len} : result.made_by;
    result.file_id = (krav_str){c->file_id, c->file_id_len};
    result.created = c->created;
    krav_answer_done(p->host, call, result.file_id, &result);
    return KRAV_OK;
}

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return camt_recognise(head);
}

static const krav_intake intake = {.recognise = recognise, .begin = begin};

static int32_t start(krav_plugin *plugin) {
    struct camt054 *p = plugin->impl;
    p->facts = p->host->extension(p->host, KRAV_HOST_FACTS);
    const krav_host_settings *settings = p->host->extension(p->host, KRAV_HOST_SETTINGS);
    if (!p->facts || !settings) {
        return KRAV_E_UNSUPPORTED;
    }
    p->bytes_max = settings->integer(p->host, "max_bytes");
    return KRAV_OK;
}

static void destroy(krav_plugin *plugin) {
    struct camt054 *p = plugin->impl;
    camt_fini(&p->camt);
    free(p);
}

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_INTAKE) == 0 ? &intake : NULL;
}

static krav_plugin *create(const krav_host *host, const krav_descriptor *descriptor) {
    struct camt054 *p = calloc(1, sizeof *p);
    if (!p) {
        return NULL;
    }
    p->host = host;
    p->plugin.descriptor = descriptor;
    p->plugin.impl = p;
    p->plugin.start = start;
    p->plugin.destroy = destroy;
    p->plugin.extension = extension;
    camt_init(&p->camt);
    return &p->plugin;
}

static const char *const provides[] = {KRAV_INTAKE, NULL};
static const char *const needs[] = {KRAV_HOST_FACTS, KRAV_HOST_SETTINGS, NULL};

static const krav_option options[] = {
    {.name = "max_bytes", .help = "a longer file is refused", .fallback = "268435456",
     .min = 1024, .max = 1073741824, .type = KRAV_INTEGER},
    {.name = NULL},
};

static const krav_descriptor descriptor = {
    .size = sizeof descriptor,
    .id = "krav.camt054",
    .name = "Incoming payments as camt.054, statements as camt.053",
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
