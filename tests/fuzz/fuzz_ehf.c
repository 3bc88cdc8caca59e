/* fuzz_ehf.c - any bytes as an invoice: refused with reasons, or taken the same way twice. */
#include "input_file.h"

#include "krav/check.h"

#include "claim.h"

struct seen {
    int64_t n_faults, n_attachments, n_bytes;
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

static int32_t on_attachment(void *ctx, const struct ehf_attachment *a) {
    struct seen *seen = ctx;
    promise(a->line > 0 && a->name.len > 0 && a->media_type.len > 0);
    promise(a->bytes.len > 0 && a->bytes.len <= EHF_ATTACHMENT_MAX);
    check_text(a->name);
    check_text(a->media_type);
    seen->n_attachments++;
    seen->n_bytes += (int64_t)a->bytes.len;
    return KRAV_OK;
}

static void check_claim(const krav_claim *c) {
    const krav_str texts[] = {c->source_id, c->department, c->creditor_ref, c->debtor_name,
                              c->address1, c->address2, c->city, c->email, c->phone,
                              c->invoice_no, c->description, c->kid};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        promise(texts[i].len <= EHF_TEXT_MAX);
        check_text(texts[i]);
    }
    promise(c->line > 0 && c->source_id.len > 0 && krav_check_org(c->creditor_org));
    promise(c->principal > 0 && c->issued > 0 && c->due > 0 && c->debtor_name.len > 0);
    promise(c->debtor_kind == 1 ? c->debtor_id.len == 0
                                : c->debtor_id.len == 0 || krav_check_org(c->debtor_id));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct ehf ehf;
    static struct claim_record record;
    const struct claim_terms terms = {30, DEPARTMENT_BUYER_REFERENCE};
    struct seen first = {0};
    struct seen second = {0};
    struct ehf_sink sink = {.ctx = &first, .fault = on_fault, .bytes_max = 1 << 20};
    const int fd = input_file(data, size);
    promise(ehf_recognise((krav_str){(const char *)data, size < 4096 ? size : 4096}) <= 100);
    promise(ehf_read(&ehf, fd, &sink) == KRAV_OK);
    promise(first.n_faults >= ehf.n_faults && (ehf.n_faults > 0 || !ehf.stopped));
    if (!ehf.stopped && claim_read(&ehf, &terms, &record) && ehf.n_faults == 0) {
        if (ehf.kind == EHF_INVOICE) {
            check_claim(&record.claim);
        } else {
            promise(record.note.amount > 0 && record.note.invoice_no.len > 0);
        }
        const int64_t n_attachments = ehf.n_attachments;
        const int64_t n_attached = ehf.n_attached;
        sink.ctx = &second;
        sink.attachment = on_attachment;
        promise(ehf_read(&ehf, fd, &sink) == KRAV_OK && ehf.n_faults == 0);
        promise(second.n_attachments == n_attachments && second.n_bytes == n_attached);
    }
    close(fd);
    return 0;
}
