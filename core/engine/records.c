/* records.c - see records.h. */
#include "engine/records.h"

#include "krav/plugin.h"

#define FIELD_BYTES_MAX 1000

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
    out->rate_bp = k->rate_bp >= 0 && k->rate_bp <= 10000 ? k->rate_bp : 0;
    out->vat_liable = k->vat_liable != 2;
    out->term_agreed = k->term_agreed == 1;
    out->disputed = k->disputed == 1;
}

static void payment_of(struct reading *r, const krav_payment *k, struct incoming *out) {
    out->kind = k->amount < 0 ? FACT_PAYMENT_REVERSED : FACT_PAID;
    out->line = k->line;
    out->source_id = WORDS_OF(source_id);
    out->kid = WORDS_OF(kid);
    out->account = WORDS_OF(account);
    out->payer_account = WORDS_OF(payer_account);
    out->payer_name = WORDS_OF(payer_name);
    out->text = WORDS_OF(text);
    out->bank_type = WORDS_OF(type);
    out->amount = amount_of(r, k->amount);
    out->booked = day_of_record(r, k->booked);
    out->ordered = day_of_record(r, k->ordered);
    if (out->amount == 0) {
        r->why = r->why ? r->why : "the amount is zero";
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
    if (answer->ask == WIRE_ASK_BEGIN && r) {
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

uint64_t records_send_letter(struct plug *p, const struct plug_call *call, const struct letter *l,
                             struct arena *arena, struct status *st) {
    struct buf b;
    buf_init(&b, 4096);
    letter_subject(l, &b);
    const struct text subject = text_kept(arena, &b);
    buf_init(&b, 1u << 20);
    letter_body(l, &b);
    const struct text body = text_kept(arena, &b);
    const krav_letter k = {
        .size = sizeof k,
        .kind = str(text_of(words_name(&letter_kinds, (int)l->kind))),
        .composed = l->composed,
        .deadline = l->deadline,
        .to_name = str(l->to_name),
        .to_address = str(l->to_address),
        .to_contact = str(l->to_contact),
        .kid = str(l->kid),
        .account = str(l->account),
        .amount = l->total,
        .language = str(TEXT("nb")),
        .subject = str(subject),
        .body = str(body),
        .case_ref = str(arena_printf(arena, "%lld", (long long)l->case_number)),
        .from_name = str(l->sender.name),
        .from_address = str(l->sender.address),
        .from_contact = str(l->sender.phone),
    };
    return plug_send_letter(p, call, &k, st);
}
