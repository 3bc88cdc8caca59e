/* records.c - see records.h. */
#include "engine/records.h"

#include "domain/mandate.h"
#include "krav/plugin.h"

#define FIELD_BYTES_MAX 1000
#define RATE_BP_MAX 10000
#define MEDIA_TYPE_MAX 100
#define RENDERED_BYTES_MAX (4u << 20) /* so that a channel's call holds it */
#define ATTACHMENT_BYTES_MAX (4u << 20)

struct reading {
    const char *why; /* first thing wrong */
};

static struct text words_of(struct reading *r, krav_str s, const char *bad) {
    const struct text t = {s.ptr, s.len};
    if (t.len > FIELD_BYTES_MAX || !text_is_utf8(t) || text_has_control(t)) {
        r->why = r->why ? r->why : bad;
        return (struct text){NULL, 0};
    }
    return t;
}

static ore amount_of(struct reading *r, krav_ore v) {
    if (v > MONEY_MAX || v < -MONEY_MAX) {
        r->why = r->why ? r->why : "an amount is out of bounds";
        return 0;
    }
    return v;
}

static day day_of_record(struct reading *r, krav_day d) {
    if (d < 0 || d > DAY_MAX) {
        r->why = r->why ? r->why : "a day is out of bounds";
        return DAY_NONE;
    }
    return d;
}

#define WORDS_OF(field) words_of(r, k->field, #field " is too long or not plain UTF-8")

static void takeover_of(struct reading *r, const krav_claim *k, struct takeover *out) {
    out->kid = WORDS_OF(old_kid);
    out->opened = day_of_record(r, k->case_opened);
    out->demand_sent = day_of_record(r, k->demand_sent);
    out->demand_deadline = day_of_record(r, k->demand_deadline);
    out->legal_notice_sent = day_of_record(r, k->legal_notice_sent);
    out->legal_notice_deadline = day_of_record(r, k->legal_notice_deadline);
    out->light = amount_of(r, k->light_costs);
    out->heavy = amount_of(r, k->heavy_costs);
    out->court = amount_of(r, k->court_costs);
    out->interest_brought = amount_of(r, k->interest_brought);
    out->interest_to = day_of_record(r, k->interest_to);
    out->paid_before = amount_of(r, k->paid_before);
    out->paid_last = day_of_record(r, k->paid_last);
    out->judged = day_of_record(r, k->judged);
    out->judgment = WORDS_OF(judgment);
    if (k->costs_owner < 0 || k->costs_owner > 2) {
        r->why = r->why ? r->why : "costs_owner is neither the agency nor the creditor";
    }
    /* Whose they are says nothing where there are none: the claim may well begin here. */
    out->creditors_costs = k->costs_owner == 2 && (out->light != 0 || out->heavy != 0);
}

static void claim_of(struct reading *r, const krav_claim *k, struct incoming *out) {
    out->kind = FACT_CLAIM_RECEIVED;
    out->line = k->line;
    out->source_id = WORDS_OF(source_id);
    out->creditor_org = WORDS_OF(creditor_org);
    out->department = WORDS_OF(department);
    out->creditor_ref = WORDS_OF(creditor_ref);
    out->invoice = WORDS_OF(invoice_no);
    out->description = WORDS_OF(description);
    out->foreign_kid = WORDS_OF(kid);
    out->debtor_kind = k->debtor_kind == 2 ? DEBTOR_BUSINESS : DEBTOR_CONSUMER;
    out->debtor_id = WORDS_OF(debtor_id);
    out->debtor_name = WORDS_OF(debtor_name);
    out->address1 = WORDS_OF(address1);
    out->address2 = WORDS_OF(address2);
    out->postcode = WORDS_OF(postcode);
    out->city = WORDS_OF(city);
    out->country = WORDS_OF(country);
    out->email = WORDS_OF(email);
    out->phone = WORDS_OF(phone);
    out->principal = amount_of(r, k->principal);
    out->issued = day_of_record(r, k->issued);
    out->due = day_of_record(r, k->due);
    out->delivered = day_of_record(r, k->delivered);
    out->reminder_sent = day_of_record(r, k->reminder_sent);
    out->reminder_deadline = day_of_record(r, k->reminder_deadline);
    out->reminder_fee = amount_of(r, k->reminder_fee);
    out->reminder2_sent = day_of_record(r, k->second_reminder_sent);
    out->reminder2_deadline = day_of_record(r, k->second_reminder_deadline);
    out->reminder2_fee = amount_of(r, k->second_reminder_fee);
    out->notice_sent = day_of_record(r, k->notice_sent);
    out->notice_deadline = day_of_record(r, k->notice_deadline);
    out->notice_fee = amount_of(r, k->notice_fee);
    out->rate_bp = k->rate_bp;
    if (k->rate_bp < 0 || k->rate_bp > RATE_BP_MAX) {
        r->why = r->why ? r->why : "rate_bp is not between 0 and 100 %";
    }
    out->vat_liable = k->vat_liable != 2;
    out->term_agreed = k->term_agreed == 1;
    out->disputed = k->disputed == 1;
    out->interest_from = day_of_record(r, k->interest_from);
    out->basis = k->basis >= 0 && k->basis <= BASIS_OTHER ? (enum claim_basis)k->basis : 0;
    takeover_of(r, k, &out->before);
}

static void payment_of(struct reading *r, const krav_payment *k, struct incoming *out) {
    out->kind = k->amount < 0 ? FACT_PAYMENT_REVERSED : FACT_PAID;
    out->netted = k->kind == KRAV_PAYMENT_NETTED_CREDIT;
    out->line = k->line;
    out->source_id = WORDS_OF(source_id);
    out->kid = WORDS_OF(kid);
    out->account = WORDS_OF(account);
    out->payer_account = WORDS_OF(payer_account);
    out->payer_name = WORDS_OF(payer_name);
    out->text = WORDS_OF(text);
    out->bank_type = WORDS_OF(type);
    out->reference = WORDS_OF(archive_ref);
    out->amount = amount_of(r, k->amount);
    out->booked = day_of_record(r, k->booked);
    out->ordered = day_of_record(r, k->ordered);
    if (out->amount == 0) {
        r->why = r->why ? r->why : "the amount is zero";
    }
    if (k->kind < KRAV_PAYMENT_IN || k->kind > KRAV_PAYMENT_NETTED_CREDIT ||
        (k->kind == KRAV_PAYMENT_IN) != (k->amount > 0)) {
        r->why = r->why ? r->why : "the sign of the amount does not fit the kind of payment";
    }
    if (k->currency.len > 0 && !text_is((struct text){k->currency.ptr, k->currency.len}, "NOK")) {
        r->why = r->why ? r->why : "only NOK is taken";
    }
}

static void credit_note_of(struct reading *r, const krav_credit_note *k, struct incoming *out) {
    out->kind = FACT_CREDIT_NOTE;
    out->line = k->line;
    out->source_id = WORDS_OF(source_id);
    out->creditor_org = WORDS_OF(creditor_org);
    out->invoice = WORDS_OF(invoice_no);
    out->amount = amount_of(r, k->amount);
    out->issued = day_of_record(r, k->issued);
}

static void direct_payment_of(struct reading *r, const krav_direct_payment *k,
                              struct incoming *out) {
    out->kind = FACT_PAID_DIRECT;
    out->line = k->line;
    out->source_id = WORDS_OF(source_id);
    out->creditor_org = WORDS_OF(creditor_org);
    out->invoice = WORDS_OF(invoice_no);
    out->amount = amount_of(r, k->amount);
    out->issued = day_of_record(r, k->paid);
}

static void receipt_of(struct reading *r, const krav_receipt *k, struct incoming *out) {
    out->kind = FACT_RECEIPT;
    out->line = k->line;
    out->key = WORDS_OF(key);
    out->source_id = out->key;
    out->reference = WORDS_OF(reference);
    out->reason = WORDS_OF(reason);
    out->outcome = k->outcome;
    out->issued = day_of_record(r, k->on);
}

static void payout_status_of(struct reading *r, const krav_payout_status *k,
                             struct incoming *out) {
    out->kind = k->outcome == KRAV_DONE ? FACT_PAYOUT_CONFIRMED : FACT_PAYOUT_FAILED;
    out->line = k->line;
    out->key = WORDS_OF(id);
    out->message = WORDS_OF(message);
    out->source_id = out->key.len > 0 ? out->key : out->message;
    out->account = WORDS_OF(account);
    out->reference = WORDS_OF(reference);
    out->reason = WORDS_OF(reason);
    out->amount = amount_of(r, k->amount);
    out->booked = day_of_record(r, k->on);
    if (k->outcome != KRAV_DONE && k->outcome != KRAV_REFUSED) {
        r->why = r->why ? r->why : "a transfer is either paid or refused";
    }
    if (k->amount < 0) {
        r->why = r->why ? r->why : "a transfer's amount is negative";
    }
}

static void statement_line_of(struct reading *r, const krav_statement_line *k,
                              struct incoming *out) {
    out->kind = FACT_STATEMENT_LINE;
    out->line = k->line;
    out->bank = (struct on_statement){.name = WORDS_OF(statement), .entry = k->entry,
        .part = k->part};
    out->source_id = out->bank.name;
    out->account = WORDS_OF(account);
    out->amount = amount_of(r, k->amount);
    out->kid = WORDS_OF(kid);
    out->key = WORDS_OF(end_to_end);
    out->reference = WORDS_OF(reference);
    out->payer_name = WORDS_OF(payer_name);
    out->payer_account = WORDS_OF(payer_account);
    out->text = WORDS_OF(text);
    out->bank_type = WORDS_OF(type);
    out->booked = day_of_record(r, k->booked);
    if (k->entry < 1 || k->part < 0 || (k->part == 0 && k->amount == 0)) {
        r->why = r->why ? r->why : "a line has an entry, and an entry an amount";
    }
}

static void mandate_of(struct reading *r, const krav_mandate *k, struct incoming *out) {
    out->kind = FACT_MANDATE;
    out->line = k->line;
    out->source_id = WORDS_OF(source_id);
    out->kid = WORDS_OF(kid);
    out->account = WORDS_OF(account);
    out->booked = day_of_record(r, k->on);
    out->reason = k->kind == KRAV_MANDATE_ENDED ? TEXT(MANDATE_ENDED)
                  : k->notice == 1              ? TEXT(MANDATE_NOTICE)
                                                : TEXT(MANDATE_NO_NOTICE);
    if (k->kind < KRAV_MANDATE_LISTED || k->kind > KRAV_MANDATE_ENDED || k->kid.len == 0) {
        r->why = r->why ? r->why : "a mandate has a KID, and is listed, set or ended";
    }
}

static void statement_of(struct reading *r, const krav_statement *k, struct incoming *out) {
    out->kind = FACT_STATEMENT;
    out->line = k->line;
    out->source_id = WORDS_OF(id);
    out->account = WORDS_OF(account);
    out->booked = day_of_record(r, k->to);
    out->bank = (struct on_statement){.name = out->source_id, .n_entries = k->n_entries,
        .opening = amount_of(r, k->opening), .closing = amount_of(r, k->closing),
        .from = day_of_record(r, k->from)};
}

static void attachment_of(struct reading *r, const krav_attachment *k, struct incoming *out) {
    out->kind = FACT_NOTE;
    out->line = k->line;
    out->source_id = WORDS_OF(source_id);
    out->creditor_org = WORDS_OF(creditor_org);
    out->document_name = WORDS_OF(name);
    out->media_type = WORDS_OF(media_type);
    if (k->bytes.len == 0 || k->bytes.len > ATTACHMENT_BYTES_MAX) {
        r->why = r->why ? r->why : "the attachment is empty or over 4 MiB";
    }
    if (k->media_type.len == 0 || k->media_type.len > MEDIA_TYPE_MAX) {
        r->why = r->why ? r->why : "media_type is empty or too long";
    }
}

struct text attachment_bytes(const void *record) {
    const krav_attachment *k = record;
    return (struct text){k->bytes.ptr, k->bytes.len};
}

bool incoming_of(enum wire_fact fact, const void *record, struct incoming *out,
                 const char **why) {
    struct reading r = {NULL};
    *out = (struct incoming){0};
    switch (fact) {
    case WIRE_FACT_CLAIM:
        claim_of(&r, record, out);
        break;
    case WIRE_FACT_PAYMENT:
        payment_of(&r, record, out);
        break;
    case WIRE_FACT_CREDIT_NOTE:
        credit_note_of(&r, record, out);
        break;
    case WIRE_FACT_DIRECT_PAYMENT:
        direct_payment_of(&r, record, out);
        break;
    case WIRE_FACT_RECEIPT:
        receipt_of(&r, record, out);
        break;
    case WIRE_FACT_ATTACHMENT:
        attachment_of(&r, record, out);
        break;
    case WIRE_FACT_PAYOUT_STATUS:
        payout_status_of(&r, record, out);
        break;
    case WIRE_FACT_STATEMENT_LINE:
        statement_line_of(&r, record, out);
        break;
    case WIRE_FACT_STATEMENT:
        statement_of(&r, record, out);
        break;
    case WIRE_FACT_MANDATE:
        mandate_of(&r, record, out);
        break;
    default:
        r.why = "a kind of record that this build does not know";
    }
    if (!r.why && out->source_id.len == 0) {
        r.why = "it has no identity of its own (source_id)";
    }
    *why = r.why;
    return r.why == NULL;
}

enum outcome outcome_of(int32_t krav_outcome) {
    return krav_outcome == KRAV_DONE      ? OUTCOME_DONE
           : krav_outcome == KRAV_REFUSED ? OUTCOME_REFUSED
           : krav_outcome == KRAV_RETRY   ? OUTCOME_RETRY
                                          : OUTCOME_UNKNOWN;
}

struct file_summary file_summary_of(const struct plug_answer *answer) {
    struct file_summary out = {{NULL, 0}, 0, 0};
    const krav_file_result *r = answer->result;
    if ((answer->ask == WIRE_ASK_BEGIN || answer->ask == WIRE_ASK_POLL) && r) {
        out.kind = (struct text){r->kind.ptr, r->kind.len};
        out.n_records = (int64_t)r->n_records;
        out.sum = r->sum;
    }
    return out;
}

int likeness_of(const struct plug_answer *answer) {
    const struct wire_likeness *l = answer->result;
    return answer->ask == WIRE_ASK_RECOGNISE && answer->outcome == KRAV_DONE && l ? l->score : 0;
}

static krav_str str(struct text t) { return (krav_str){t.ptr, t.len}; }

static struct text text_kept(struct arena *arena, struct buf *b) {
    const struct text t = arena_text(arena, buf_text(b));
    buf_fini(b);
    return t;
}

struct rendered rendered_of(const struct plug_answer *answer) {
    const krav_document *d = answer->result;
    if (answer->ask != WIRE_ASK_RENDER || answer->outcome != KRAV_DONE || !d ||
        d->bytes.len == 0 || d->bytes.len > RENDERED_BYTES_MAX || d->media_type.len == 0 ||
        d->media_type.len > MEDIA_TYPE_MAX) {
        return (struct rendered){{NULL, 0}, {NULL, 0}};
    }
    return (struct rendered){{d->bytes.ptr, d->bytes.len}, {d->media_type.ptr, d->media_type.len}};
}

/* One of the letter's texts, written by `write`. */
static krav_str written(const struct letter *l, void (*write)(const struct letter *, struct buf *),
                        struct arena *arena) {
    struct buf b;
    buf_init(&b, 1u << 20);
    write(l, &b);
    return str(text_kept(arena, &b));
}

static const krav_letter_line *lines_of(const struct letter *l, struct arena *arena) {
    krav_letter_line *lines = arena_take_n(arena, l->n_lines, sizeof *lines);
    for (uint32_t i = 0; i < l->n_lines; i++) {
        lines[i] = (krav_letter_line){.size = sizeof *lines, .label = str(l->lines[i].label),
            .amount = l->lines[i].amount};
    }
    return lines;
}

static krav_letter letter_of(const struct letter *l, struct arena *arena) {
    const struct sender *from = &l->sender;
    const day pay_by = letter_pay_by(l);
    return (krav_letter){
        .size = sizeof(krav_letter),
        .composed = l->composed,
        .deadline = pay_by != DAY_NONE ? pay_by : l->deadline,
        .asks_payment = pay_by != DAY_NONE,
        .kind = str(text_of(words_name(&letter_kinds, (int)l->kind))),
        .to_name = str(l->to_name),
        .to_address = str(l->to_address),
        .to_contact = str(l->to_contact),
        .kid = str(l->kid),
        .account = str(l->account),
        /* A creditor's overview asks for nothing. */
        .amount = l->account.len > 0 ? letter_to_pay(l) : 0,
        .language = str(TEXT("nb")),
        .subject = written(l, letter_subject, arena),
        .body = written(l, letter_body, arena),
        .case_ref = str(arena_printf(arena, "%lld", (long long)l->case_number)),
        .from_name = str(from->name),
        .from_address = str(from->address),
        .from_contact = str(from->phone),
        .from_org = str(from->org),
        .from_email = str(from->email),
        .creditor_name = str(l->creditor_name),
        .intro = written(l, letter_intro, arena),
        .lines = lines_of(l, arena),
        .n_lines = l->n_lines,
        .total = l->total,
        .closing = written(l, letter_closing, arena),
        .copy_name = str(l->copy_name),
        .copy_address = str(l->copy_address),
        .pay_url = str(l->pay_url),
    };
}

uint64_t records_render_letter(struct plug *p, const struct plug_call *call,
                               const struct letter *l, struct arena *arena, struct status *st) {
    const krav_letter k = letter_of(l, arena);
    return plug_ask(p, call, WIRE_ASK_RENDER, &k, st);
}

uint64_t records_send_letter(struct plug *p, const struct plug_call *call,
                             const struct outgoing *o, struct arena *arena, struct status *st) {
    krav_letter k = letter_of(o->letter, arena);
    k.bytes = str(o->rendered.bytes);
    k.media_type = str(o->rendered.media_type);
    return plug_send_letter(p, call, &k, st);
}

/* ---- settlements ----------------------------------------------------------------------------- */

static krav_str statement_part(const struct statement *s,
                               void (*write)(const struct statement *, struct buf *),
                               struct arena *arena) {
    struct buf b;
    buf_init(&b, 1u << 20);
    write(s, &b);
    return str(text_kept(arena, &b));
}

static krav_str statement_text(const struct statement *s, struct arena *arena) {
    struct buf b;
    buf_init(&b, 1u << 20);
    statement_body(s, arena, &b);
    return str(text_kept(arena, &b));
}

uint64_t records_render_statement(struct plug *p, const struct plug_call *call,
                                  const struct statement *s, struct arena *arena,
                                  struct status *st) {
    struct letter_line *rows;
    const struct sender *from = &s->sender;
    const uint32_t n = statement_lines(s, arena, &rows);
    krav_letter_line *lines = arena_take_n(arena, n, sizeof *lines);
    for (uint32_t i = 0; i < n; i++) {
        lines[i] = (krav_letter_line){.size = sizeof *lines, .label = str(rows[i].label),
            .amount = rows[i].amount};
    }
    const krav_letter k = {
        .size = sizeof(krav_letter),
        .composed = s->on,
        .kind = str(text_of(words_name(&letter_kinds, LETTER_SETTLEMENT))),
        .to_name = str(s->creditor_name),
        .to_address = str(s->creditor_address),
        .language = str(TEXT("nb")),
        .subject = statement_part(s, statement_subject, arena),
        .body = statement_text(s, arena),
        .from_name = str(from->name),
        .from_address = str(from->address),
        .from_contact = str(from->phone),
        .from_org = str(from->org),
        .from_email = str(from->email),
        .creditor_name = str(s->creditor_name),
        .intro = statement_part(s, statement_intro, arena),
        .lines = lines,
        .n_lines = n,
        .total = s->paid_out,
        .closing = statement_part(s, statement_closing, arena),
    };
    return plug_ask(p, call, WIRE_ASK_RENDER, &k, st);
}

uint64_t records_pay_batch(struct plug *p, const struct plug_call *call, const struct batch *b,
                           struct arena *arena, struct status *st) {
    krav_transfer *transfers = arena_take_n(arena, b->n_transfers, sizeof *transfers);
    for (uint32_t i = 0; i < b->n_transfers; i++) {
        const struct transfer *t = &b->transfers[i];
        transfers[i] = (krav_transfer){.size = sizeof *transfers, .on = t->on,
            .amount = t->amount, .id = str(t->id), .to_account = str(t->to_account),
            .to_name = str(t->to_name), .message = str(t->message)};
    }
    const krav_batch k = {.size = sizeof k, .n_transfers = b->n_transfers,
        .transfers = transfers, .from_account = str(b->from_account),
        .from_name = str(b->from_name), .from_org = str(b->from_org), .sum = b->sum,
        .currency = str(TEXT("NOK"))};
    return plug_ask(p, call, WIRE_ASK_PAY, &k, st);
}
