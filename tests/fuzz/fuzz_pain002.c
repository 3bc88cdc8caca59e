/* fuzz_pain002.c - any bytes as a pain.002 file: refused with reasons, or taken the same way twice. */
#include "input_file.h"

#include "krav/check.h"

#include "report.h"

struct seen {
    int64_t n_faults, n;
    krav_ore sum;
};

static void check_text(krav_str s) {
    for (size_t i = 0; i < s.len;) {
        const size_t n = krav_utf8_at((const unsigned char *)s.ptr + i, s.len - i);
        promise(n > 0);
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
}

static int32_t on_told(void *ctx, const krav_payout_status *s) {
    struct seen *seen = ctx;
    promise(s->size == sizeof *s && (s->outcome == KRAV_DONE || s->outcome == KRAV_REFUSED));
    promise((s->id.len > 0) != (s->message.len > 0) && s->amount >= 0 && s->on > 0);
    const krav_str texts[] = {s->id, s->reference, s->reason, s->message};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        promise(texts[i].len <= 2 * REPORT_VALUE_MAX + 2);
        check_text(texts[i]);
    }
    seen->n++;
    seen->sum += s->outcome == KRAV_DONE ? s->amount : 0;
    return KRAV_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct report report;
    struct seen seen = {0};
    struct report_sink sink = {.ctx = &seen, .fault = on_fault, .remark = on_remark};
    const int fd = input_file(data, size);
    promise(report_recognise((krav_str){(const char *)data, size < 4096 ? size : 4096}) <= 100);
    promise(report_read(&report, fd, &sink) == KRAV_OK);
    promise(seen.n_faults >= report.n_faults && (report.n_faults > 0 || !report.is_stopped));
    if (report.n_faults == 0) {
        const int64_t n = report.n_told;
        const krav_ore sum = report.sum;
        sink.told = on_told;
        promise(report_read(&report, fd, &sink) == KRAV_OK && report.n_faults == 0);
        promise(seen.n == n && seen.sum == sum && report_id(&report).len > 0);
    }
    close(fd);
    return 0;
}
