/* plugin.c - camt.054 and camt.053 files as krav.intake/1: checked whole first, then handed over. */
#include "krav/twopass.h"

#include "camt.h"

struct camt054 {
    krav_frame frame;
    int64_t bytes_max;
    struct camt camt;
};

static int32_t read_once(krav_twopass *pass, krav_tally *tally) {
    struct camt054 *p = pass->plugin->impl;
    struct camt_sink sink = {.ctx = pass, .fault = krav_twopass_fault,
                             .remark = krav_twopass_remark, .bytes_max = p->bytes_max};
    if (pass->submits) {
        sink.payment = krav_twopass_payment;
        sink.payout = krav_twopass_payout_status;
        sink.line = krav_twopass_statement_line;
        sink.statement = krav_twopass_statement;
    }
    const int32_t rc = camt_read(&p->camt, pass->fd, &sink);
    *tally = (krav_tally){p->camt.n_faults, p->camt.handed.n, p->camt.handed.sum};
    return rc;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    struct camt054 *p = plugin->impl;
    krav_tally tally;
    if (!krav_twopass_take(plugin, call, fd, read_once,
                           KRAV_STR("not a whole and correct camt file"), &tally)) {
        return KRAV_OK; /* the call was taken, and answered */
    }
    const struct camt *c = &p->camt;
    krav_file_result result = {.size = sizeof result};
    result.kind = c->is_statement ? KRAV_STR("statement records") : KRAV_STR("payments");
    result.n_records = (uint64_t)tally.n_records;
    result.sum = tally.sum;
    result.made_by = c->bank_len > 0 ? (krav_str){c->bank, c->bank_len} : result.made_by;
    result.file_id = (krav_str){c->file_id, c->file_id_len};
    result.created = c->created;
    krav_answer_done(p->frame.host, call, result.file_id, &result);
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
    camt_init(&p->camt);
    p->bytes_max = p->frame.settings->integer(p->frame.host, "max_bytes");
    return KRAV_OK;
}

static void close_reader(krav_plugin *plugin) {
    struct camt054 *p = plugin->impl;
    camt_fini(&p->camt);
}

static const char *const needs[] = {KRAV_HOST_FACTS, KRAV_HOST_SETTINGS, NULL};

static const krav_option options[] = {
    {.name = "max_bytes", .help = "a longer file is refused", .fallback = "268435456",
     .min = 1024, .max = 1073741824, .type = KRAV_INTEGER},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_INTAKE, intake)
static const krav_hooks hooks = {.start = start, .close = close_reader};
KRAV_PLUGIN(struct camt054, PROVIDES, hooks, .id = "krav.camt054",
            .name = "Incoming payments as camt.054, statements as camt.053", .version = "1.0.0",
            .vendor = "krav", .license = "see LICENSE", .needs = needs, .options = options);
