/* plugin.c - files of claims as krav.intake/1: checked whole first, then handed over. */
#include "krav/twopass.h"

#include "erp.h"

struct erp_csv {
    krav_frame frame;
    int64_t bytes_max;
    int total_required;
    struct erp erp;
};

static int32_t on_record(void *pass, const struct erp_row *row) {
    const krav_claim *c = &row->claim; /* every row has its texts there */
    if (row->kind == ROW_CLAIM) {
        return krav_twopass_claim(pass, c);
    }
    if (row->kind == ROW_CREDIT_NOTE) {
        krav_credit_note note = {.size = sizeof note, .issued = row->day, .line = c->line};
        note.source_id = c->source_id;
        note.creditor_org = c->creditor_org;
        note.invoice_no = c->invoice_no;
        note.amount = row->amount;
        return krav_twopass_credit_note(pass, &note);
    }
    krav_direct_payment paid = {.size = sizeof paid, .paid = row->day, .line = c->line};
    paid.source_id = c->source_id;
    paid.creditor_org = c->creditor_org;
    paid.invoice_no = c->invoice_no;
    paid.amount = row->amount;
    return krav_twopass_direct_payment(pass, &paid);
}

static int32_t read_once(krav_twopass *pass, krav_tally *tally) {
    struct erp_csv *p = pass->plugin->impl;
    const struct erp_sink sink = {.ctx = pass, .fault = krav_twopass_fault,
                                  .record = pass->submits ? on_record : NULL,
                                  .bytes_max = p->bytes_max, .total_required = p->total_required,
                                  .today = pass->call->today};
    const int32_t rc = erp_read(&p->erp, pass->fd, &sink);
    *tally = (krav_tally){p->erp.n_faults, p->erp.n_records, p->erp.sum};
    return rc;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    krav_tally tally;
    if (!krav_twopass_take(plugin, call, fd, read_once,
                           KRAV_STR("not a correct file of claims"), &tally)) {
        return KRAV_OK; /* the call was taken, and answered */
    }
    krav_file_result result = {.size = sizeof result};
    result.kind = KRAV_STR("claims");
    result.n_records = (uint64_t)tally.n_records;
    result.sum = tally.sum;
    krav_answer_done(krav_frame_of(plugin)->host, call, (krav_str){NULL, 0}, &result);
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
    const krav_frame *frame = &p->frame;
    p->bytes_max = frame->settings->integer(frame->host, "max_bytes");
    p->total_required = frame->settings->integer(frame->host, "total_required") != 0;
    return KRAV_OK;
}

static const char *const needs[] = {KRAV_HOST_FACTS, KRAV_HOST_SETTINGS, NULL};

static const krav_option options[] = {
    {.name = "max_bytes", .help = "a longer file is refused", .fallback = "268435456",
     .min = 1024, .max = 1099511627776, .type = KRAV_INTEGER},
    {.name = "total_required", .help = "a file without a total row is refused", .fallback = "no",
     .type = KRAV_BOOLEAN},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_INTAKE, intake)
static const krav_hooks hooks = {.start = start};
KRAV_PLUGIN(struct erp_csv, PROVIDES, hooks, .id = "krav.erp_csv", .name = "Claims as CSV",
            .version = "1.0.0", .vendor = "krav", .license = "see LICENSE", .needs = needs,
            .options = options);
