/* plugin.c - payouts as files for a bank: krav.payout/1.
 *
 * A batch is one file, KEY.xml.  That it is there is the memory of what was paid out, so that
 * paying the same key twice makes one file, and recall() has only to look. */
#include "krav/outfile.h"
#include "krav/twopass.h"

#include "batch.h"
#include "message.h"
#include "report.h"

#define ENDING ".xml"

struct payout {
    krav_frame frame;
    struct pain_terms terms;
    struct batch_faults faults;
    struct report report;
};

static void write_file(struct payout *p, const krav_call *call, const krav_batch *batch,
                       krav_str name) {
    const krav_frame *frame = &p->frame;
    struct xml x = {0};
    message_write(&x, &p->terms, call, batch);
    if (x.failed == XML_TOO_LONG) {
        krav_answer_refused(frame->host, call, KRAV_STR("the file would be longer than 7 MiB: the "
                                                        "batch must be divided"));
    } else if (x.failed) {
        krav_answer_retry(frame->host, call, KRAV_STR("not enough memory"));
    } else {
        const krav_str content = {x.bytes, x.len};
        krav_outfile_answer(frame, call, name, frame->files->put(frame->host, name, content));
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
        krav_answer_refused(p->frame.host, call, why);
        return;
    }
    for (; refusal.n_transfers < f->n_named; refusal.n_transfers++) {
        const struct batch_fault *fault = &f->named[refusal.n_transfers];
        named[refusal.n_transfers] = (krav_refused_transfer){.size = sizeof named[0],
            .id = batch->transfers[fault->index].id, .reason = krav_str_of(fault->why)};
    }
    krav_answer_with(p->frame.host, call, KRAV_REFUSED, why, &refusal);
}

static int32_t pay(krav_plugin *plugin, const krav_call *call, const krav_batch *batch) {
    struct payout *p = plugin->impl;
    const krav_host *host = p->frame.host;
    krav_outfile out;
    krav_outfile_name(&out, call->key, ENDING);
    if (out.name.len == 0) {
        return KRAV_E_INVALID;
    }
    if (krav_outfile_done_before(&p->frame, call, out.name)) {
        return KRAV_OK;
    }
    if (p->terms.bic.len == 0) {
        krav_answer_refused(host, call, KRAV_STR("the setting bic is missing"));
    } else if (p->terms.customer_id.len == 0 && batch->from_org.len == 0) {
        krav_answer_refused(host, call, KRAV_STR("neither the setting customer_id nor from_org "
                                                 "says who orders"));
    } else if (!batch_check(batch, call->today, &p->faults)) {
        refuse(p, call, batch);
    } else {
        write_file(p, call, batch, out.name);
    }
    return KRAV_OK;
}

static int32_t recall(krav_plugin *plugin, const krav_call *call) {
    return krav_outfile_recall(krav_frame_of(plugin), call, ENDING);
}

static const krav_payout payout = {.pay = pay};

/* ---- the bank's answer ----------------------------------------------------------------------- */

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return report_recognise(head);
}

static int32_t read_reply(krav_twopass *pass, krav_tally *tally) {
    struct payout *p = pass->plugin->impl;
    const struct report_sink sink = {.ctx = pass, .fault = krav_twopass_fault,
        .remark = krav_twopass_remark, .told = pass->submits ? krav_twopass_payout_status : NULL};
    const int32_t rc = report_read(&p->report, pass->fd, &sink);
    *tally = (krav_tally){p->report.n_faults, p->report.n_told, p->report.sum};
    return rc;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    struct payout *p = plugin->impl;
    krav_tally tally;
    if (!krav_twopass_take(plugin, call, fd, read_reply,
                           KRAV_STR("not a whole and correct pain.002 file"), &tally)) {
        return KRAV_OK; /* the call was taken, and answered */
    }
    const krav_file_result result = {.size = sizeof result, .kind = KRAV_STR("payout statuses"),
        .n_records = (uint64_t)tally.n_records, .sum = -tally.sum,
        .file_id = report_id(&p->report), .created = p->report.created > 0 ? p->report.created : 0};
    krav_answer_done(p->frame.host, call, result.file_id, &result);
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

static const char *terms_read(struct payout *p) {
    const krav_host *host = p->frame.host;
    const krav_host_settings *settings = p->frame.settings;
    const krav_str version = settings->text(host, "version");
    struct pain_terms *t = &p->terms;
    t->version = krav_str_eq(version, KRAV_STR("09")) ? PAIN_09 : PAIN_03;
    t->batch_booking = settings->integer(host, "batch_booking") != 0;
    t->bic = settings->text(host, "bic");
    t->customer_id = settings->text(host, "customer_id");
    t->scheme = settings->text(host, "customer_scheme");
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
    const char *why = terms_read(p);
    if (why) {
        krav_log(p->frame.host, KRAV_LOG_ERROR, krav_str_of(why));
    }
    return why ? KRAV_E_INVALID : KRAV_OK;
}

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

#define PROVIDES(X) X(KRAV_PAYOUT, payout) X(KRAV_INTAKE, intake)
static const krav_hooks hooks = {.start = start, .recall = recall};
KRAV_PLUGIN(struct payout, PROVIDES, hooks, .id = "krav.payout_pain001",
            .name = "Payouts as pain.001, and the bank's answer, pain.002", .version = "1.0.0",
            .vendor = "krav", .license = "see LICENSE", .needs = needs, .options = options);
