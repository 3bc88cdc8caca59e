/* plugin.c - payment requests as files for the banks' centre: krav.collect/1.
 *
 * A batch is one file, KEY.txt.  That it is there is the memory of what was asked for, so that the same
 * key twice makes one file, and recall() has only to look. */
#include "krav/check.h"
#include "krav/outfile.h"

#include "debits.h"
#include "file.h"

#define ENDING ".txt"
#define CUSTOMER_DIGITS 8

struct avtalegiro {
    krav_frame frame;
    krav_str customer;
    struct ag_faults faults;
};

static int32_t collect(krav_plugin *plugin, const krav_call *call, const krav_debits *debits) {
    struct avtalegiro *p = plugin->impl;
    const krav_frame *frame = &p->frame;
    krav_outfile out;
    krav_outfile_name(&out, call->key, ENDING);
    if (out.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (krav_outfile_done_before(frame, call, out.name)) {
        return KRAV_OK;
    }
    if (p->customer.len == 0) {
        krav_answer_refused(frame->host, call, KRAV_STR("the setting customer_unit is missing"));
        return KRAV_OK;
    }
    if (!debits_check(debits, call->today, &p->faults)) {
        krav_answer_refused(frame->host, call, (krav_str){p->faults.bytes, p->faults.len});
        return KRAV_OK;
    }
    struct ag_file file = {0};
    file_write(&file, p->customer, debits);
    if (file.failed) {
        krav_answer_retry(frame->host, call, KRAV_STR("not enough memory"));
    } else {
        const krav_str content = {file.bytes, file.len};
        krav_outfile_answer(frame, call, out.name,
                            frame->files->put(frame->host, out.name, content));
    }
    file_free(&file);
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    return krav_outfile_recall(krav_frame_of(plugin), call, ENDING);
}

static const krav_collect table = {.collect = collect};

static int32_t start(krav_plugin *plugin) {
    struct avtalegiro *p = plugin->impl;
    const krav_frame *frame = &p->frame;
    p->customer = frame->settings->text(frame->host, "customer_unit");
    if (p->customer.len > 0 &&
        (p->customer.len != CUSTOMER_DIGITS || !krav_check_all_digits(p->customer))) {
        krav_log(frame->host, KRAV_LOG_ERROR, KRAV_STR("customer_unit is not eight digits"));
        return KRAV_E_INVALID;
    }
    return KRAV_OK;
}

static const char *const needs[] = {KRAV_HOST_FILES, KRAV_HOST_SETTINGS, NULL};

static const krav_option options[] = {
    {.name = "customer_unit", .help = "the agency's customer unit id (kundeenhet) at the banks'"
     " centre, eight digits", .type = KRAV_TEXT, .flags = KRAV_REQUIRED},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_COLLECT, table)
static const krav_hooks hooks = {.start = start, .recall = recall};
KRAV_PLUGIN(struct avtalegiro, PROVIDES, hooks, .id = "krav.avtalegiro",
            .name = "Payment requests as AvtaleGiro", .version = "1.0.0", .vendor = "krav",
            .license = "see LICENSE", .needs = needs, .options = options);
