#include "fake_host.h"

#include "krav/easy.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define SESSION 7

static struct fake_host *of(const krav_host *host) { return host->impl; }

static krav_str keep(struct fake_host *f, krav_str s) {
    if (!s.ptr) {
        return s;
    }
    if (f->pool_len + s.len > sizeof f->pool) {
        abort();
    }
    char *to = f->pool + f->pool_len;
    memcpy(to, s.ptr, s.len);
    f->pool_len += s.len;
    return (krav_str){to, s.len};
}

static void keep_all(struct fake_host *f, krav_str *const *strs, size_t n) {
    for (size_t i = 0; i < n; i++) {
        *strs[i] = keep(f, *strs[i]);
    }
}
#define KEEP(f, ...) \
    keep_all(f, (krav_str *const[]){__VA_ARGS__}, \
             sizeof((krav_str *const[]){__VA_ARGS__}) / sizeof(krav_str *))

/* ---- krav.host.facts/1 ----------------------------------------------------------------------- */

static int32_t take_claim(const krav_host *host, krav_call_id session, const krav_claim *r) {
    struct fake_host *f = of(host);
    if (session != SESSION || f->record_rc != KRAV_OK) {
        return session != SESSION ? KRAV_E_STATE : f->record_rc;
    }
    if (f->n_claims < FAKE_MAX) {
        krav_claim *c = &f->claims[f->n_claims];
        *c = *r;
        KEEP(f, &c->source_id, &c->creditor_org, &c->department, &c->portfolio, &c->creditor_ref,
             &c->debtor_id, &c->debtor_name, &c->address1, &c->address2, &c->postcode, &c->city,
             &c->country, &c->email, &c->phone, &c->invoice_no, &c->description, &c->kid,
             &c->currency, &c->old_kid, &c->judgment);
    }
    f->n_claims++;
    return KRAV_OK;
}

static int32_t take_payment(const krav_host *host, krav_call_id session, const krav_payment *r) {
    struct fake_host *f = of(host);
    if (session != SESSION || f->record_rc != KRAV_OK) {
        return session != SESSION ? KRAV_E_STATE : f->record_rc;
    }
    if (f->n_payments < FAKE_MAX) {
        krav_payment *p = &f->payments[f->n_payments];
        *p = *r;
        KEEP(f, &p->source_id, &p->kid, &p->account, &p->payer_account, &p->payer_name, &p->text,
             &p->archive_ref, &p->type, &p->currency);
    }
    f->n_payments++;
    return KRAV_OK;
}

static int32_t take_credit_note(const krav_host *host, krav_call_id session,
                                const krav_credit_note *r) {
    struct fake_host *f = of(host);
    if (session != SESSION || f->record_rc != KRAV_OK) {
        return session != SESSION ? KRAV_E_STATE : f->record_rc;
    }
    if (f->n_credit_notes < FAKE_MAX) {
        krav_credit_note *c = &f->credit_notes[f->n_credit_notes];
        *c = *r;
        KEEP(f, &c->source_id, &c->creditor_org, &c->invoice_no);
    }
    f->n_credit_notes++;
    return KRAV_OK;
}

static int32_t take_direct_payment(const krav_host *host, krav_call_id session,
                                   const krav_direct_payment *r) {
    struct fake_host *f = of(host);
    if (session != SESSION || f->record_rc != KRAV_OK) {
        return session != SESSION ? KRAV_E_STATE : f->record_rc;
    }
    if (f->n_direct_payments < FAKE_MAX) {
        krav_direct_payment *d = &f->direct_payments[f->n_direct_payments];
        *d = *r;
        KEEP(f, &d->source_id, &d->creditor_org, &d->invoice_no);
    }
    f->n_direct_payments++;
    return KRAV_OK;
}

static int32_t take_receipt(const krav_host *host, krav_call_id session, const krav_receipt *r) {
    (void)host;
    (void)session;
    (void)r;
    return KRAV_E_UNSUPPORTED;
}

static int32_t take_attachment(const krav_host *host, krav_call_id session,
                               const krav_attachment *r) {
    struct fake_host *f = of(host);
    if (session != SESSION || f->record_rc != KRAV_OK) {
        return session != SESSION ? KRAV_E_STATE : f->record_rc;
    }
    if (f->n_attachments < FAKE_MAX) {
        krav_attachment *a = &f->attachments[f->n_attachments];
        *a = *r;
        a->bytes.len = a->bytes.len < FAKE_BYTES ? a->bytes.len : FAKE_BYTES;
        KEEP(f, &a->source_id, &a->creditor_org, &a->name, &a->media_type, &a->bytes);
        a->bytes.len = r->bytes.len;
    }
    f->n_attachments++;
    return KRAV_OK;
}

static int32_t take_payout_status(const krav_host *host, krav_call_id session,
                                  const krav_payout_status *r) {
    struct fake_host *f = of(host);
    if (session != SESSION || f->record_rc != KRAV_OK) {
        return session != SESSION ? KRAV_E_STATE : f->record_rc;
    }
    if (f->n_payouts < FAKE_MAX) {
        krav_payout_status *p = &f->payouts[f->n_payouts];
        *p = *r;
        KEEP(f, &p->id, &p->account, &p->reference, &p->reason, &p->message);
    }
    f->n_payouts++;
    return KRAV_OK;
}

static int32_t take_statement_line(const krav_host *host, krav_call_id session,
                                   const krav_statement_line *r) {
    struct fake_host *f = of(host);
    if (session != SESSION || f->record_rc != KRAV_OK) {
        return session != SESSION ? KRAV_E_STATE : f->record_rc;
    }
    if (f->n_lines < FAKE_MAX) {
        krav_statement_line *l = &f->lines[f->n_lines];
        *l = *r;
        KEEP(f, &l->statement, &l->account, &l->kid, &l->end_to_end, &l->reference,
             &l->payer_name, &l->payer_account, &l->text, &l->type);
    }
    f->n_lines++;
    return KRAV_OK;
}

static int32_t take_statement(const krav_host *host, krav_call_id session,
                              const krav_statement *r) {
    struct fake_host *f = of(host);
    if (session != SESSION || f->record_rc != KRAV_OK) {
        return session != SESSION ? KRAV_E_STATE : f->record_rc;
    }
    if (f->n_statements < FAKE_MAX) {
        krav_statement *s = &f->statements[f->n_statements];
        *s = *r;
        KEEP(f, &s->id, &s->account);
    }
    f->n_statements++;
    return KRAV_OK;
}

static int32_t take_mandate(const krav_host *host, krav_call_id session, const krav_mandate *r) {
    struct fake_host *f = of(host);
    if (session != SESSION || f->record_rc != KRAV_OK) {
        return session != SESSION ? KRAV_E_STATE : f->record_rc;
    }
    if (f->n_mandates < FAKE_MAX) {
        krav_mandate *m = &f->mandates[f->n_mandates];
        *m = *r;
        KEEP(f, &m->source_id, &m->kid, &m->account);
    }
    f->n_mandates++;
    return KRAV_OK;
}

static int32_t take_fault(const krav_host *host, krav_call_id session, int64_t line,
                          krav_str reason) {
    struct fake_host *f = of(host);
    if (session != SESSION) {
        return KRAV_E_STATE;
    }
    if (f->n_faults < FAKE_MAX) {
        f->faults[f->n_faults] = (struct fake_fault){line, keep(f, reason)};
    }
    f->n_faults++;
    return KRAV_OK;
}

static const krav_host_facts facts = {
    .claim = take_claim,
    .payment = take_payment,
    .credit_note = take_credit_note,
    .direct_payment = take_direct_payment,
    .receipt = take_receipt,
    .fault = take_fault,
    .attachment = take_attachment,
    .payout_status = take_payout_status,
    .statement_line = take_statement_line,
    .statement = take_statement,
    .mandate = take_mandate,
};

/* ---- the other services ---------------------------------------------------------------------- */

static const krav_option *option_of(const struct fake_host *f, const char *name) {
    const krav_option *o = f->plugin->descriptor->options;
    for (; o && o->name; o++) {
        if (strcmp(o->name, name) == 0) {
            return o;
        }
    }
    return NULL;
}

static krav_str setting_text(const krav_host *host, const char *name) {
    struct fake_host *f = of(host);
    for (size_t i = 0; i < sizeof f->settings / sizeof f->settings[0]; i++) {
        if (f->settings[i][0] && strcmp(f->settings[i][0], name) == 0) {
            return krav_str_of(f->settings[i][1]);
        }
    }
    const krav_option *option = option_of(f, name);
    return krav_str_of(option ? option->fallback : NULL);
}

static int64_t setting_integer(const krav_host *host, const char *name) {
    const krav_str text = setting_text(host, name);
    if (krav_str_eq(text, KRAV_STR("yes"))) {
        return 1;
    }
    return text.ptr ? strtoll(text.ptr, NULL, 10) : 0;
}

static const krav_host_settings settings = {.text = setting_text, .integer = setting_integer};

static int32_t file_have(const krav_host *host, krav_str name) {
    const struct fake_host *f = of(host);
    for (size_t i = 0; i < f->n_files; i++) {
        if (krav_str_eq(f->files[i].name, name)) {
            return 1;
        }
    }
    return 0;
}

static int32_t file_put(const krav_host *host, krav_str name, krav_str content) {
    struct fake_host *f = of(host);
    if (f->put_rc != KRAV_OK) {
        return f->put_rc;
    }
    if (name.len == 0 || name.len > 200 || name.ptr[0] == '.' || memchr(name.ptr, '/', name.len)) {
        return KRAV_E_INVALID;
    }
    f->files[f->n_files++] = (struct fake_file){keep(f, name), keep(f, content)};
    return KRAV_OK;
}

static const krav_host_files files = {.put = file_put, .have = file_have};

static void log_write(const krav_host *host, int32_t level, krav_str text) {
    (void)host;
    (void)level;
    (void)text;
}

static const krav_host_log log_service = {.write = log_write};

static const void *host_extension(const krav_host *host, const char *id) {
    (void)host;
    static const struct {
        const char *id;
        const void *table;
    } services[] = {
        {KRAV_HOST_FACTS, &facts},
        {KRAV_HOST_SETTINGS, &settings},
        {KRAV_HOST_FILES, &files},
        {KRAV_HOST_LOG, &log_service},
    };
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++) {
        if (strcmp(id, services[i].id) == 0) {
            return services[i].table;
        }
    }
    return NULL;
}

static void host_answer(const krav_host *host, krav_call_id id, const krav_answer *answer) {
    struct fake_host *f = of(host);
    if (id != SESSION) {
        abort();
    }
    f->n_answers++;
    f->answer = *answer;
    KEEP(f, &f->answer.reference, &f->answer.reason);
    if (answer->result && f->rendering) {
        f->document = *(const krav_document *)answer->result;
        KEEP(f, &f->document.media_type, &f->document.bytes);
    } else if (answer->result && f->paying) {
        const krav_batch_refusal *r = answer->result;
        for (; f->n_refused < r->n_transfers && f->n_refused < FAKE_MAX; f->n_refused++) {
            krav_refused_transfer *t = &f->refused[f->n_refused];
            *t = r->transfers[f->n_refused];
            KEEP(f, &t->id, &t->reason);
        }
    } else if (answer->result) {
        f->result = *(const krav_file_result *)answer->result;
        KEEP(f, &f->result.kind, &f->result.made_by, &f->result.file_id);
    }
    f->answer.result = NULL;
}

/* ---- for the tests --------------------------------------------------------------------------- */

struct fake_host *fake_host_new(void) {
    struct fake_host *f = calloc(1, sizeof *f);
    if (!f) {
        abort();
    }
    f->host.abi_major = KRAV_ABI_MAJOR;
    f->host.abi_minor = KRAV_ABI_MINOR;
    f->host.impl = f;
    f->host.extension = host_extension;
    f->host.answer = host_answer;
    f->plugin = krav_plugin_entry.create(&f->host, krav_plugin_entry.descriptors[0]);
    if (!f->plugin || f->plugin->start(f->plugin) != KRAV_OK) {
        abort();
    }
    return f;
}

void fake_host_set(struct fake_host *f, const char *name, const char *value) {
    size_t i = 0;
    while (f->settings[i][0] && strcmp(f->settings[i][0], name) != 0) {
        i++;
    }
    f->settings[i][0] = name;
    f->settings[i][1] = value;
    if (f->plugin->start(f->plugin) != KRAV_OK) {
        abort();
    }
}

void fake_host_free(struct fake_host *f) {
    f->plugin->destroy(f->plugin);
    free(f);
}

void fake_host_forget(struct fake_host *f) {
    f->n_claims = f->n_payments = f->n_credit_notes = f->n_direct_payments = 0;
    f->n_lines = f->n_statements = f->n_mandates = 0;
    f->n_attachments = f->n_payouts = f->n_faults = f->n_answers = 0;
    memset(&f->answer, 0, sizeof f->answer);
    memset(&f->result, 0, sizeof f->result);
    memset(&f->document, 0, sizeof f->document);
    if (f->n_files == 0) {
        f->pool_len = 0;
    }
}

static krav_call call_of(const char *key) {
    return (krav_call){.size = sizeof(krav_call), .attempt = 1, .id = SESSION,
                       .key = krav_str_of(key), .today = krav_day_of(2026, 11, 2)};
}

/* Exactly one answer is owed for a call that was taken. */
static int32_t outcome(struct fake_host *f, int32_t rc) {
    if (rc != KRAV_OK || f->n_answers != 1) {
        abort();
    }
    return f->answer.outcome;
}

int32_t fake_host_take(struct fake_host *f, const char *bytes, size_t len) {
    fake_host_forget(f);
    const int fd = memfd_create("file", MFD_CLOEXEC);
    if (fd < 0 || write(fd, bytes, len) != (ssize_t)len) {
        abort();
    }
    const krav_intake *intake = f->plugin->extension(f->plugin, KRAV_INTAKE);
    const krav_call call = call_of("file");
    const int32_t rc = intake->begin(f->plugin, &call, fd, KRAV_STR("file"), (int64_t)len);
    close(fd);
    return outcome(f, rc);
}

int32_t fake_host_send(struct fake_host *f, const char *key, const krav_letter *letter) {
    fake_host_forget(f);
    const krav_channel *channel = f->plugin->extension(f->plugin, KRAV_CHANNEL);
    const krav_call call = call_of(key);
    return outcome(f, channel->send(f->plugin, &call, letter));
}

int32_t fake_host_render(struct fake_host *f, const krav_letter *letter) {
    fake_host_forget(f);
    const krav_render *render = f->plugin->extension(f->plugin, KRAV_RENDER);
    const krav_call call = call_of("page");
    f->rendering = 1;
    const int32_t rc = outcome(f, render->render(f->plugin, &call, letter));
    f->rendering = 0;
    return rc;
}

int32_t fake_host_pay(struct fake_host *f, const char *key, const krav_batch *batch) {
    fake_host_forget(f);
    const krav_payout *payout = f->plugin->extension(f->plugin, KRAV_PAYOUT);
    const krav_call call = call_of(key);
    f->n_refused = 0;
    f->paying = 1;
    const int32_t rc = payout->pay(f->plugin, &call, batch);
    f->paying = 0;
    return outcome(f, rc);
}

int32_t fake_host_collect(struct fake_host *f, const char *key, const krav_debits *debits) {
    fake_host_forget(f);
    const krav_collect *collect = f->plugin->extension(f->plugin, KRAV_COLLECT);
    const krav_call call = call_of(key);
    return outcome(f, collect->collect(f->plugin, &call, debits));
}

int32_t fake_host_recall(struct fake_host *f, const char *key) {
    fake_host_forget(f);
    const krav_call call = call_of(key);
    return outcome(f, f->plugin->recall(f->plugin, &call));
}

int fake_host_has_fault(const struct fake_host *f, int64_t line, const char *words) {
    for (size_t i = 0; i < f->n_faults && i < FAKE_MAX; i++) {
        const struct fake_fault *fault = &f->faults[i];
        if ((line == 0 || line == fault->line) &&
            memmem(fault->reason.ptr, fault->reason.len, words, strlen(words))) {
            return 1;
        }
    }
    return 0;
}

int fake_str_is(krav_str s, const char *text) {
    return text ? s.ptr && krav_str_eq(s, krav_str_of(text)) : !s.ptr && s.len == 0;
}

void fake_host_show_faults(const struct fake_host *f) {
    for (size_t i = 0; i < f->n_faults && i < FAKE_MAX; i++) {
        const struct fake_fault *fault = &f->faults[i];
        fprintf(stderr, "line %lld: %.*s\n", (long long)fault->line, (int)fault->reason.len,
                fault->reason.ptr);
    }
}
