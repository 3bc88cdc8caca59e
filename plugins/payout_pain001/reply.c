#include "reply.h"

#include "krav/easy.h"

static void on_fault(void *ctx, int64_t line, krav_str reason) {
    const struct reply *r = ctx;
    r->facts->fault(r->host, r->session, line, reason);
}

static void on_remark(void *ctx, int64_t line, krav_str reason) {
    const struct reply *r = ctx;
    if (!r->is_quiet) {
        r->facts->fault(r->host, r->session, line, reason);
    }
}

static int32_t on_told(void *ctx, const krav_payout_status *status) {
    const struct reply *r = ctx;
    const int32_t rc = r->facts->payout_status(r->host, r->session, status);
    if (rc == KRAV_E_INVALID) {
        r->facts->fault(r->host, r->session, status->line,
                        KRAV_STR("what became of a transfer was not accepted"));
    }
    return rc;
}

/* Reads the file once.  KRAV_OK if it was read and had no faults; otherwise it is answered. */
static int32_t pass(struct reply *r, const krav_call *call, int fd,
                    const struct report_sink *sink) {
    const int32_t rc = report_read(&r->report, fd, sink);
    if (rc == KRAV_E_IO) {
        krav_answer_retry(r->host, call, KRAV_STR("the file could not be read"));
    } else if (rc == KRAV_E_NOMEM) {
        krav_answer_retry(r->host, call, KRAV_STR("not enough memory"));
    } else if (rc != KRAV_OK && rc != KRAV_E_INVALID) {
        krav_answer_retry(r->host, call, KRAV_STR("the bank's words could not be handed over"));
    } else if (rc != KRAV_OK || r->report.n_faults > 0) {
        krav_answer_refused(r->host, call, KRAV_STR("not a whole and correct pain.002 file"));
        return KRAV_E_INVALID;
    }
    return rc;
}

void reply_take(struct reply *r, const krav_call *call, int fd) {
    struct report_sink sink = {.ctx = r, .fault = on_fault, .remark = on_remark};
    r->session = call->id;
    r->is_quiet = 0;
    if (pass(r, call, fd, &sink) != KRAV_OK) {
        return; /* the call was answered */
    }
    const int64_t n = r->report.n_told;
    const krav_ore sum = r->report.sum;
    sink.told = on_told;
    r->is_quiet = 1;
    if (pass(r, call, fd, &sink) != KRAV_OK) {
        return;
    }
    if (r->report.n_told != n || r->report.sum != sum) {
        krav_answer_retry(r->host, call, KRAV_STR("the file changed while it was read"));
        return;
    }
    krav_file_result result = {.size = sizeof result, .kind = KRAV_STR("payout statuses"),
        .n_records = (uint64_t)n, .sum = -sum, .file_id = report_id(&r->report),
        .created = r->report.created > 0 ? r->report.created : 0};
    krav_answer_done(r->host, call, result.file_id, &result);
}
