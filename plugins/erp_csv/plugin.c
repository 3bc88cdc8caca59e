/* plugin.c - files of claims as krav.intake/1: checked whole first, then handed over. */
#include "krav/easy.h"
#include "krav/plugin.h"

#include "erp.h"

#include <stdlib.h>

struct erp_csv {
    krav_plugin plugin; /* first: the host's pointer is ours */
    const krav_host *host;
    const krav_host_facts *facts;
    int64_t bytes_max;
    int total_required;
    krav_call_id session; /* the begin() at work */
    struct erp erp;
};

static void on_fault(void *ctx, int64_t line, krav_str reason) {
    struct erp_csv *p = ctx;
    p->facts->fault(p->host, p->session, line, reason);
}

static int32_t submit(struct erp_csv *p, const struct erp_row *row) {
    const krav_claim *c = &row->claim; /* every row has its texts there */
    if (row->kind == ROW_CLAIM) {
        return p->facts->claim(p->host, p->session, c);
    }
    if (row->kind == ROW_CREDIT_NOTE) {
        krav_credit_note note = {.size = sizeof note, .issued = row->day, .line = c->line};
        note.source_id = c->source_id;
        note.creditor_org = c->creditor_org;
        note.invoice_no = c->invoice_no;
        note.amount = row->amount;
        return p->facts->credit_note(p->host, p->session, &note);
    }
    krav_direct_payment paid = {.size = sizeof paid, .paid = row->day, .line = c->line};
    paid.source_id = c->source_id;
    paid.creditor_org = c->creditor_org;
    paid.invoice_no = c->invoice_no;
    paid.amount = row->amount;
    return p->facts->direct_payment(p->host, p->session, &paid);
}

static int32_t on_record(void *ctx, const struct erp_row *row) {
    struct erp_csv *p = ctx;
    const int32_t rc = submit(p, row);
    if (rc == KRAV_E_INVALID) {
        p->facts->fault(p->host, p->session, row->claim.line,
                        KRAV_STR("the record was not accepted"));
    }
    return rc;
}

/* Reads the file once.  KRAV_OK if it was read and had no faults; otherwise it is answered. */
static int32_t pass(struct erp_csv *p, const krav_call *call, int fd,
                    const struct erp_sink *sink) {
    const int32_t rc = erp_read(&p->erp, fd, sink);
    if (rc == KRAV_E_IO) {
        krav_answer_retry(p->host, call, KRAV_STR("the file could not be read"));
    } else if (rc != KRAV_OK && rc != KRAV_E_INVALID) {
        krav_answer_retry(p->host, call, KRAV_STR("the records could not be handed over"));
    } else if (rc != KRAV_OK || p->erp.n_faults > 0) {
        krav_answer_refused(p->host, call, KRAV_STR("not a correct file of claims"));
        return KRAV_E_INVALID;
    }
    return rc;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    struct erp_csv *p = plugin->impl;
    p->session = call->id;
    struct erp_sink sink = {.ctx = p, .fault = on_fault, .bytes_max = p->bytes_max,
                            .total_required = p->total_required, .today = call->today};
    if (pass(p, call, fd, &sink) != KRAV_OK) {
        return KRAV_OK; /* the call was taken, and answered */
    }
    const int64_t n_records = p->erp.n_records;
    const krav_ore sum = p->erp.sum;
    sink.record = on_record;
    if (pass(p, call, fd, &sink) != KRAV_OK) {
        return KRAV_OK;
    }
    if (p->erp.n_records != n_records || p->erp.sum != sum) {
        krav_answer_retry(p->host, call, KRAV_STR("the file changed while it was read"));
        return KRAV_OK;
    }
    krav_file_result result = {.size = sizeof result};
    result.kind = KRAV_STR("claims");
    result.n_records = (uint64_t)n_records;
    result.sum = sum;
    krav_answer_done(p->host, call, (krav_str){NULL, 0}, &result);
    return KRAV_OK;
}

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)name;
    struct erp_csv *p = plugin->impl;
    return erp_recognise(&p->erp.row, head);
}

static const krav_intake intake = {.recognise = recognise, .begin = begin};

static int32_t start(krav_plugin *plugin) {
    struct erp_csv *p = plugin->impl;
    p->facts = p->host->extension(p->host, KRAV_HOST_FACTS);
    const krav_host_settings *settings = p->host->extension(p->host, KRAV_HOST_SETTINGS);
    if (!p->facts || !settings) {
        return KRAV_E_UNSUPPORTED;
    }
    p->bytes_max = settings->integer(p->host, "max_bytes");
    p->total_required = settings->integer(p->host, "total_required") != 0;
    return KRAV_OK;
}

static void destroy(krav_plugin *plugin) { free(plugin->impl); }

static const void *extension(krav_plugin *plugin, const char *id) {
    (void)plugin;
    return strcmp(id, KRAV_INTAKE) == 0 ? &intake : NULL;
}

static krav_plugin *create(const krav_host *host, const krav_descriptor *descriptor) {
    struct erp_csv *p = calloc(1, sizeof *p);
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
static const char *const needs[] = {KRAV_HOST_FACTS, KRAV_HOST_SETTINGS, NULL};

static const krav_option options[] = {
    {.name = "max_bytes", .help = "a longer file is refused", .fallback = "268435456",
     .min = 1024, .max = 1099511627776, .type = KRAV_INTEGER},
    {.name = "total_required", .help = "a file without a total row is refused", .fallback = "no",
     .type = KRAV_BOOLEAN},
    {.name = NULL},
};

static const krav_descriptor descriptor = {
    .size = sizeof descriptor,
    .id = "krav.erp_csv",
    .name = "Claims as CSV",
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
