/* fuzz_csv.c - any bytes as a file of claims: refused with reasons, or taken the same way twice. */
#include "input_file.h"

#include "krav/check.h"

#include "erp.h"

struct seen {
    int64_t n_faults, n_records;
    krav_ore sum;
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
    promise(line >= 0 && reason.len > 0 && reason.len < 256);
    check_text(reason);
    ((struct seen *)ctx)->n_faults++;
}

static int32_t on_record(void *ctx, const struct erp_row *row) {
    struct seen *seen = ctx;
    const krav_claim *c = &row->claim;
    promise(c->line > 0 && c->source_id.len > 0 && krav_check_org(c->creditor_org));
    check_text(c->source_id);
    check_text(c->debtor_name);
    check_text(c->description);
    const krav_ore ore = row->kind == ROW_CLAIM ? c->principal : row->amount;
    promise(ore > 0);
    if (row->kind == ROW_CLAIM) {
        promise(c->due > 0 && c->debtor_name.len > 0 && c->debtor_kind > 0);
    } else {
        promise(row->day > 0 && c->invoice_no.len > 0);
    }
    seen->n_records++;
    seen->sum += ore;
    return KRAV_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct erp erp;
    struct seen first = {0};
    struct seen second = {0};
    struct erp_sink sink = {
        .ctx = &first, .fault = on_fault, .bytes_max = 1 << 20, .today = 740000};
    const int fd = input_file(data, size);
    const krav_str head = {(const char *)data, size < 4096 ? size : 4096};
    promise(erp_recognise(&erp.row, head) <= 100);
    promise(erp_read(&erp, fd, &sink) == KRAV_OK);
    promise(first.n_faults == erp.n_faults);
    if (first.n_faults == 0) {
        sink.ctx = &second;
        sink.record = on_record;
        promise(erp_read(&erp, fd, &sink) == KRAV_OK);
        promise(second.n_faults == 0);
        promise(second.n_records == erp.n_records && second.sum == erp.sum);
    }
    close(fd);
    return 0;
}
