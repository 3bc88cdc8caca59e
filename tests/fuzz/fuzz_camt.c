/* fuzz_camt.c - any bytes as a camt.054 or camt.053 file: refused with reasons, or taken the same way twice. */
#include "input_file.h"

#include "krav/check.h"

#include "camt.h"

struct seen {
    int64_t n_faults, n, sum;
};

static void check_text(krav_str text) {
    for (size_t i = 0; i < text.len;) {
        const unsigned char *s = (const unsigned char *)text.ptr + i;
        const size_t n = krav_utf8_at(s, text.len - i);
        promise(n > 0 && !krav_utf8_is_control(s));
        i += n;
    }
}

static void on_fault(void *ctx, int64_t line, krav_str reason) {
    promise(line >= 0 && reason.len > 0 && reason.len < 512);
    check_text(reason);
    ((struct seen *)ctx)->n_faults++;
}

static void on_remark(void *ctx, int64_t line, krav_str reason) {
    (void)ctx;
    promise(line >= 0 && reason.len > 0 && reason.len < 512);
    check_text(reason);
}

static int32_t on_payment(void *ctx, const krav_payment *p) {
    struct seen *seen = ctx;
    const krav_str texts[] = {p->source_id, p->kid, p->payer_account, p->payer_name, p->text,
                              p->archive_ref, p->type};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        promise(texts[i].len <= CAMT_TEXT_MAX);
        check_text(texts[i]);
    }
    promise(p->line > 0 && p->source_id.len > 0 && krav_check_account(p->account));
    promise(p->amount != 0 && (p->amount > 0) == (p->kind == KRAV_PAYMENT_IN) && p->booked > 0);
    promise(p->ordered <= p->booked && p->kid.len <= 25);
    seen->n++;
    seen->sum += p->amount;
    return KRAV_OK;
}

static int32_t on_payout(void *ctx, const krav_payout_status *p) {
    struct seen *seen = ctx;
    promise(p->line > 0 && p->outcome == KRAV_DONE && p->amount > 0 && p->on > 0);
    promise(p->id.len > 0 && p->id.len <= CAMT_VALUE_MAX && krav_check_account(p->account));
    check_text(p->id);
    check_text(p->reference);
    seen->n++;
    seen->sum -= p->amount;
    return KRAV_OK;
}

static int32_t on_line(void *ctx, const krav_statement_line *l) {
    struct seen *seen = ctx;
    const krav_str texts[] = {l->statement, l->kid, l->end_to_end, l->reference, l->payer_name,
                              l->payer_account, l->text, l->type};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        promise(texts[i].len <= CAMT_TEXT_MAX);
        check_text(texts[i]);
    }
    promise(l->line > 0 && l->entry > 0 && l->part >= 0 && l->booked > 0);
    promise(krav_check_account(l->account));
    seen->n++;
    seen->sum += l->part == 0 ? l->amount : 0;
    return KRAV_OK;
}

static int32_t on_statement(void *ctx, const krav_statement *s) {
    promise(s->line > 0 && s->id.len > 0 && s->to > 0 && s->n_entries >= 0);
    ((struct seen *)ctx)->n++;
    return KRAV_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct camt camt;
    struct seen seen = {0};
    struct camt_sink sink = {
        .ctx = &seen, .fault = on_fault, .remark = on_remark, .bytes_max = 1 << 20};
    const int fd = input_file(data, size);
    camt_init(&camt);
    promise(camt_recognise((krav_str){(const char *)data, size < 4096 ? size : 4096}) <= 100);
    promise(camt_read(&camt, fd, &sink) == KRAV_OK);
    promise(seen.n_faults >= camt.n_faults && (camt.n_faults > 0 || !camt.stopped));
    if (camt.n_faults == 0) {
        const struct camt_sum handed = camt.handed;
        sink.payment = on_payment;
        sink.payout = on_payout;
        sink.line = on_line;
        sink.statement = on_statement;
        promise(camt_read(&camt, fd, &sink) == KRAV_OK && camt.n_faults == 0);
        promise(seen.n == handed.n && seen.sum == handed.sum);
    }
    camt_fini(&camt);
    close(fd);
    return 0;
}
