/* fuzz_ocr.c - any bytes as an OCR giro file: refused with reasons, or taken the same way twice. */
#include "input_file.h"

#include "krav/check.h"

#include "ocr.h"

struct seen {
    int64_t n_faults, n_notes, n_payments;
    krav_ore sum;
};

static void check_reason(int64_t line, krav_str reason) {
    promise(line >= 0 && reason.len > 0 && reason.len < 256);
    for (size_t i = 0; i < reason.len; i++) {
        promise(reason.ptr[i] >= ' ' && reason.ptr[i] <= '~');
    }
}

static void on_fault(void *ctx, int64_t line, krav_str reason) {
    check_reason(line, reason);
    ((struct seen *)ctx)->n_faults++;
}

static void on_note(void *ctx, int64_t line, krav_str reason) {
    check_reason(line, reason);
    ((struct seen *)ctx)->n_notes++;
}

static int32_t on_payment(void *ctx, const krav_payment *p) {
    struct seen *seen = ctx;
    promise(p->size == sizeof *p && p->booked > 0 && p->ordered >= 0 && p->amount != 0);
    promise((p->kind == KRAV_PAYMENT_IN) == (p->amount > 0));
    promise(p->amount <= OCR_ORE_MAX && p->amount >= -OCR_ORE_MAX);
    promise(p->source_id.len == 46 && p->type.len == 2 && krav_check_account(p->account));
    seen->n_payments++;
    seen->sum += p->amount;
    return KRAV_OK;
}

static int32_t on_mandate(void *ctx, const krav_mandate *m) {
    struct seen *seen = ctx;
    promise(m->size == sizeof *m && m->line > 0 && m->kid.len > 0 && m->source_id.len == 23);
    promise(m->kind >= KRAV_MANDATE_LISTED && m->kind <= KRAV_MANDATE_ENDED);
    promise((m->notice == 1 || m->notice == 2) && m->account.len == 11);
    seen->n_payments++;
    return KRAV_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct ocr ocr;
    struct seen first = {0};
    struct seen second = {0};
    struct ocr_sink sink = {.ctx = &first, .fault = on_fault, .note = on_note};
    const int fd = input_file(data, size);
    promise(ocr_recognise((krav_str){(const char *)data, size < 4096 ? size : 4096}) <= 100);
    promise(ocr_read(&ocr, fd, &sink) == KRAV_OK);
    promise(first.n_faults == ocr.n_faults && first.n_faults <= OCR_FAULTS_MAX + 8);
    if (first.n_faults == 0) {
        sink.ctx = &second;
        sink.payment = on_payment;
        sink.mandate = on_mandate;
        promise(ocr_read(&ocr, fd, &sink) == KRAV_OK);
        promise(second.n_faults == 0 && second.n_notes == first.n_notes);
        promise(second.n_payments == ocr.handed.n_transactions && second.sum == ocr.handed.sum);
    }
    close(fd);
    return 0;
}
