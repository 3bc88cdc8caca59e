/* plugin.c - EHF invoices and credit notes as krav.intake/1: checked whole first, then handed
 * over.  One attachment is still at hand then; several are too large to be kept, and are read in
 * a second pass. */
#include "krav/twopass.h"

#include "claim.h"
#include "ehf.h"

/* A text that outlives the pass it was read in. */
struct kept {
    size_t len;
    char bytes[EHF_TEXT_MAX];
};

struct erp_ehf {
    krav_frame frame;
    int64_t bytes_max;
    struct claim_terms terms;
    struct kept invoice_no, creditor_org; /* of the claim that attachments belong to */
    struct claim_record record;
    struct ehf ehf;
};

#define REFUSAL KRAV_STR("not a correct EHF document")

static void keep(struct kept *k, krav_str s) {
    k->len = s.len;
    memcpy(k->bytes, s.ptr, s.len);
}

static int32_t on_attachment(void *ctx, const struct ehf_attachment *a) {
    const krav_twopass *pass = ctx;
    const struct erp_ehf *p = pass->plugin->impl;
    krav_attachment record = {.size = sizeof record, .line = a->line};
    record.source_id = (krav_str){p->invoice_no.bytes, p->invoice_no.len};
    record.creditor_org = (krav_str){p->creditor_org.bytes, p->creditor_org.len};
    record.name = a->name;
    record.media_type = a->media_type;
    record.bytes = a->bytes;
    return krav_twopass_attachment(ctx, &record);
}

/* The claim or credit note, which the texts of the pass just ended belong to. */
static int32_t submit(struct erp_ehf *p, krav_twopass *pass) {
    const krav_claim *c = &p->record.claim;
    const krav_credit_note *n = &p->record.note;
    const int is_invoice = p->ehf.kind == EHF_INVOICE;
    keep(&p->invoice_no, is_invoice ? c->source_id : n->invoice_no);
    keep(&p->creditor_org, is_invoice ? c->creditor_org : n->creditor_org);
    return is_invoice ? krav_twopass_claim(pass, c) : krav_twopass_credit_note(pass, n);
}

static krav_str kind_of(int is_invoice, int has_attachments) {
    if (is_invoice) {
        return has_attachments ? KRAV_STR("claims and documents") : KRAV_STR("claims");
    }
    return has_attachments ? KRAV_STR("credit notes and documents") : KRAV_STR("credit notes");
}

static void answer_done(struct erp_ehf *p, const krav_call *call, int64_t n_attachments) {
    krav_file_result result = {.size = sizeof result};
    result.kind = kind_of(p->ehf.kind == EHF_INVOICE, n_attachments > 0);
    result.n_records = 1 + (uint64_t)n_attachments;
    result.sum = p->record.amount;
    result.made_by = ehf_text(&p->ehf, EHF_SELLER_NAME);
    result.file_id = ehf_text(&p->ehf, EHF_ID);
    result.created = p->ehf.kind == EHF_INVOICE ? p->record.claim.issued : p->record.note.issued;
    krav_answer_done(p->frame.host, call, (krav_str){NULL, 0}, &result);
}

/* After the claim that they belong to.  False if the call has been answered. */
static int hand_over_attachments(struct erp_ehf *p, krav_twopass *pass) {
    struct ehf *e = &p->ehf;
    const int64_t n_attachments = e->n_attachments;
    const int64_t n_attached = e->n_attached;
    if (n_attachments <= 1) {
        return n_attachments == 0 ||
               krav_twopass_went_well(pass, on_attachment(pass, &e->attached), 0, REFUSAL);
    }
    const struct ehf_sink sink = {.ctx = pass, .fault = krav_twopass_fault,
                                  .attachment = on_attachment, .bytes_max = p->bytes_max};
    if (!krav_twopass_went_well(pass, ehf_read(e, pass->fd, &sink), e->n_faults, REFUSAL)) {
        return 0;
    }
    if (e->n_attachments != n_attachments || e->n_attached != n_attached) {
        krav_answer_retry(p->frame.host, pass->call,
                          KRAV_STR("the file changed while it was read"));
        return 0;
    }
    return 1;
}

static int32_t begin(krav_plugin *plugin, const krav_call *call, int fd, krav_str name,
                     int64_t size) {
    (void)name;
    (void)size;
    struct erp_ehf *p = plugin->impl;
    struct ehf *e = &p->ehf;
    krav_twopass pass = {plugin, &p->frame, call, fd, 0};
    const struct ehf_sink sink = {.ctx = &pass, .fault = krav_twopass_fault,
                                  .bytes_max = p->bytes_max};
    const int32_t rc = ehf_read(e, fd, &sink);
    if (rc == KRAV_OK && !e->stopped) {
        (void)claim_read(e, &p->terms, &p->record);
    }
    if (krav_twopass_went_well(&pass, rc, e->n_faults, REFUSAL) &&
        krav_twopass_went_well(&pass, submit(p, &pass), 0, REFUSAL) &&
        hand_over_attachments(p, &pass)) {
        answer_done(p, call, e->n_attachments);
    }
    return KRAV_OK; /* the call was taken, and answered */
}

static int32_t recognise(krav_plugin *plugin, krav_str head, krav_str name) {
    (void)plugin;
    (void)name;
    return ehf_recognise(head);
}

static const krav_intake intake = {.recognise = recognise, .begin = begin};

/* False if the option's word is not one of the three. */
static int department_of(krav_str word, enum claim_department *out) {
    *out = krav_str_eq(word, KRAV_STR("buyer_reference"))   ? DEPARTMENT_BUYER_REFERENCE
           : krav_str_eq(word, KRAV_STR("order_reference")) ? DEPARTMENT_ORDER_REFERENCE
                                                            : DEPARTMENT_NONE;
    return *out != DEPARTMENT_NONE || krav_str_eq(word, KRAV_STR("none"));
}

static int32_t start(krav_plugin *plugin) {
    struct erp_ehf *p = plugin->impl;
    const krav_frame *frame = &p->frame;
    ehf_init(&p->ehf);
    p->bytes_max = frame->settings->integer(frame->host, "max_bytes");
    p->terms.default_term_days = frame->settings->integer(frame->host, "default_term_days");
    if (!department_of(frame->settings->text(frame->host, "department_from"),
                       &p->terms.department)) {
        krav_log(frame->host, KRAV_LOG_ERROR,
                 KRAV_STR("department_from is not none, buyer_reference or order_reference"));
        return KRAV_E_INVALID;
    }
    return KRAV_OK;
}

static void close_reader(krav_plugin *plugin) {
    struct erp_ehf *p = plugin->impl;
    ehf_fini(&p->ehf);
}

static const char *const needs[] = {KRAV_HOST_FACTS, KRAV_HOST_SETTINGS, NULL};

static const krav_option options[] = {
    {.name = "max_bytes", .help = "a longer file is refused", .fallback = "67108864",
     .min = 1024, .max = 1073741824, .type = KRAV_INTEGER},
    {.name = "default_term_days", .help = "due so many days after its date when an invoice does"
     " not say; 0: it is refused", .fallback = "0", .min = 0, .max = 365, .type = KRAV_INTEGER},
    {.name = "department_from", .help = "none, buyer_reference or order_reference",
     .fallback = "none", .type = KRAV_TEXT},
    {.name = NULL},
};

#define PROVIDES(X) X(KRAV_INTAKE, intake)
static const krav_hooks hooks = {.start = start, .close = close_reader};
KRAV_PLUGIN(struct erp_ehf, PROVIDES, hooks, .id = "krav.erp_ehf",
            .name = "Invoices as EHF / Peppol BIS Billing 3.0", .version = "1.0.0",
            .vendor = "krav", .license = "see LICENSE", .needs = needs, .options = options);
