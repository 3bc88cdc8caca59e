/* krav/twopass.h - files read twice, for plugins on krav/frame.h that need krav.host.facts/1.
 *
 *     begin() ─▶ krav_twopass_take() ─▶ read ─▶ faults? refused
 *                                       read ─▶ submits; other than before? "the file changed"
 *
 * The first pass checks all of it down to its trailer and submits nothing, so that of a file that
 * is refused no record is ever seen; the second submits and repeats no remark.  The format's own
 * reader gets the pass as the `ctx` of its callbacks: krav_twopass_fault, krav_twopass_remark and
 * krav_twopass_payment ... below fit there as they are. */
#ifndef KRAV_TWOPASS_H
#define KRAV_TWOPASS_H

#include "krav/frame.h"

typedef struct krav_twopass {
    krav_plugin *plugin;
    const krav_frame *frame;
    const krav_call *call;
    int fd;
    int submits; /* this is the second pass */
} krav_twopass;

typedef struct krav_tally { /* what one pass found */
    int64_t n_faults;
    int64_t n_records;
    krav_ore sum;
} krav_tally;

/* Goes through the file once; submits only if pass->submits.  KRAV_OK when all of it was read, with
 * or without faults; otherwise what the operating system or a submit said, or KRAV_E_NOMEM. */
typedef int32_t krav_twopass_read(krav_twopass *pass, krav_tally *tally);

/* ---- callbacks: `ctx` is the krav_twopass ----------------------------------------------------- */

static inline void krav_twopass_fault(void *ctx, int64_t line, krav_str reason) {
    const krav_twopass *p = (const krav_twopass *)ctx;
    (void)p->frame->facts->fault(p->frame->host, p->call->id, line, reason);
}

/* Worth a look, and no reason to refuse: told once. */
static inline void krav_twopass_remark(void *ctx, int64_t line, krav_str reason) {
    const krav_twopass *p = (const krav_twopass *)ctx;
    if (!p->submits) {
        krav_twopass_fault(ctx, line, reason);
    }
}

/* Passes on what a submit said; a record that was not accepted is a fault. */
static inline int32_t krav_twopass_said(void *ctx, int32_t rc, int64_t line, krav_str reason) {
    if (rc == KRAV_E_INVALID) {
        krav_twopass_fault(ctx, line, reason);
    }
    return rc;
}

#define KRAV_TWOPASS_SUBMIT(kind, refusal)                                                      \
    static inline int32_t krav_twopass_##kind(void *ctx, const krav_##kind *record) {           \
        const krav_twopass *p = (const krav_twopass *)ctx;                                      \
        const int32_t rc = p->frame->facts->kind(p->frame->host, p->call->id, record);          \
        return krav_twopass_said(ctx, rc, record->line, KRAV_STR(refusal));                     \
    }
KRAV_TWOPASS_SUBMIT(claim, "the claim was not accepted")
KRAV_TWOPASS_SUBMIT(payment, "the payment was not accepted")
KRAV_TWOPASS_SUBMIT(credit_note, "the credit note was not accepted")
KRAV_TWOPASS_SUBMIT(direct_payment, "the direct payment was not accepted")
KRAV_TWOPASS_SUBMIT(receipt, "the receipt was not accepted")
KRAV_TWOPASS_SUBMIT(attachment, "the document was not accepted")
KRAV_TWOPASS_SUBMIT(payout_status, "what became of a transfer was not accepted")
KRAV_TWOPASS_SUBMIT(statement_line, "the line was not accepted")
KRAV_TWOPASS_SUBMIT(statement, "the statement was not accepted")
KRAV_TWOPASS_SUBMIT(mandate, "the agreement was not accepted")
#undef KRAV_TWOPASS_SUBMIT

/* ---- the two passes ---------------------------------------------------------------------------- */

/* True if a pass, or a submit, went well; otherwise the call is answered: what may go better
 * another time is RETRY, and a file with faults is refused with `refusal`. */
static inline int krav_twopass_went_well(const krav_twopass *p, int32_t rc, int64_t n_faults,
                                         krav_str refusal) {
    const krav_host *host = p->frame->host;
    if (rc == KRAV_OK && n_faults == 0) {
        return 1;
    }
    if (rc == KRAV_OK || rc == KRAV_E_INVALID) {
        krav_answer_refused(host, p->call, refusal);
    } else if (rc == KRAV_E_IO) {
        krav_answer_retry(host, p->call, KRAV_STR("the file could not be read"));
    } else if (rc == KRAV_E_NOMEM) {
        krav_answer_retry(host, p->call, KRAV_STR("not enough memory"));
    } else {
        krav_answer_retry(host, p->call, KRAV_STR("the records could not be handed over"));
    }
    return 0;
}

static inline int krav_twopass_once(krav_twopass *p, krav_twopass_read *read, krav_tally *tally,
                                    krav_str refusal) {
    const krav_tally none = {0, 0, 0};
    *tally = none;
    const int32_t rc = read(p, tally);
    return krav_twopass_went_well(p, rc, tally->n_faults, refusal);
}

/* Both passes.  True if all was submitted: then answer DONE with a krav_file_result of what `tally`
 * counts.  Otherwise the call is answered. */
static inline int krav_twopass_take(krav_plugin *plugin, const krav_call *call, int fd,
                                    krav_twopass_read *read, krav_str refusal,
                                    krav_tally *tally) {
    krav_twopass p = {plugin, krav_frame_of(plugin), call, fd, 0};
    krav_tally checked;
    if (!krav_twopass_once(&p, read, &checked, refusal)) {
        return 0;
    }
    p.submits = 1;
    if (!krav_twopass_once(&p, read, tally, refusal)) {
        return 0;
    }
    if (tally->n_records != checked.n_records || tally->sum != checked.sum) {
        krav_answer_retry(p.frame->host, call, KRAV_STR("the file changed while it was read"));
        return 0;
    }
    return 1;
}

#endif /* KRAV_TWOPASS_H */
