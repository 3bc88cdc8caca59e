/* plugin.c - OCR giro files as krav.intake/1: checked whole first, then handed over. */
#include "krav/twopass.h"

#include "ocr.h"

struct ocr_giro {
    krav_frame frame;
    struct ocr ocr;
};

static int32_t read_once(krav_twopass *pass, krav_tally *tally) {
    struct ocr_giro *p = pass->plugin->impl;
    struct ocr_sink sink = {.ctx = pass, .fault = krav_twopass_fault, .note = krav_twopass_remark};
    if (pass->submits) {
        sink.payment = krav_twopass_payment;
        sink.mandate = krav_twopass_mandate;
    }
    const int32_t rc = ocr_read(&p->ocr, pass->fd, &sink);
    *tally = (krav_tally){p->ocr.n_faults, p->ocr.handed.n_transactions, p->ocr.handed.sum};
    return rc;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    struct ocr_giro *p = plugin->impl;
    krav_tally tally;
    if (!krav_twopass_take(plugin, call, fd, read_once,
                           KRAV_STR("not a whole and correct OCR giro file"), &tally)) {
        return KRAV_OK; /* the call was taken, and answered */
    }
    const krav_str file_id = krav_str_of(p->ocr.file_id);
    krav_file_result result = {.size = sizeof result};
    result.kind = KRAV_STR("payments");
    result.n_records = (uint64_t)tally.n_records;
    result.sum = tally.sum;
    result.made_by = (krav_str){file_id.ptr, 8};
    result.file_id = file_id;
    result.created = p->ocr.created;
    krav_answer_done(p->frame.host, call, file_id, &result);
    return KRAV_OK;
}

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return ocr_recognise(head);
}

static const krav_intake intake = {.recognise = recognise, .begin = begin};

static const char *const needs[] = {KRAV_HOST_FACTS, NULL};

#define PROVIDES(X) X(KRAV_INTAKE, intake)
static const krav_hooks hooks = {.start = NULL};
KRAV_PLUGIN(struct ocr_giro, PROVIDES, hooks, .id = "krav.ocr_giro",
            .name = "OCR giro, and agreements of AvtaleGiro", .version = "1.0.0",
            .vendor = "krav", .license = "see LICENSE", .needs = needs);
