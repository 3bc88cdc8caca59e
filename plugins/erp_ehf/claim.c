#include "claim.h"

#include "krav/check.h"
#include "krav/easy.h"

#include "values.h"

#include <inttypes.h>
#include <stdio.h>

#define NORWEGIAN_ORG "0192" /* Enhetsregisteret, in the list of identifier schemes */

/* ---- single fields ---------------------------------------------------------------------------- */

static int64_t line_of(const struct ehf *e, enum ehf_field field) {
    return e->values[field].line > 0 ? e->values[field].line : e->kind_line;
}

static int has(const struct ehf *e, enum ehf_field field) { return e->values[field].len > 0; }

static krav_str need(struct ehf *e, enum ehf_field field) {
    if (!has(e, field)) {
        ehf_fault(e, line_of(e, field), "%s is missing", ehf_paths[field].path);
    }
    return ehf_text(e, field);
}

/* A day that must be right if it stands there; 0 otherwise. */
static krav_day day_of(struct ehf *e, enum ehf_field field) {
    krav_day day = 0;
    const char *fault = has(e, field) ? value_day(ehf_text(e, field), &day) : NULL;
    if (fault) {
        ehf_fault(e, line_of(e, field), "%s %s", ehf_paths[field].path, fault);
        return 0;
    }
    return day;
}

/* An amount in kroner, 0 if it does not stand there. */
static krav_ore amount_of(struct ehf *e, enum ehf_field field) {
    const struct ehf_value *v = &e->values[field];
    krav_ore ore = 0;
    const char *fault = v->len > 0 ? value_amount(ehf_text(e, field), &ore) : NULL;
    if (!fault && v->len > 0 && strcmp(v->attribute, "NOK") != 0) {
        fault = v->attribute[0] ? "is not in NOK" : "has no currencyID";
    }
    if (fault) {
        ehf_fault(e, v->line, "%s %s", ehf_paths[field].path, fault);
        return 0;
    }
    return ore;
}

static int is_norwegian(const struct ehf *e, enum ehf_field field) {
    return has(e, field) && strcmp(e->values[field].attribute, NORWEGIAN_ORG) == 0;
}

/* The organisation number of a party: its legal id, or else its address in the network.  An id
 * that names no scheme is taken for a Norwegian one if its check digit says so. */
static krav_str org_of(struct ehf *e, enum ehf_field legal, enum ehf_field endpoint) {
    const krav_str id = ehf_text(e, legal);
    if (id.len > 0 && !e->values[legal].attribute[0] && krav_check_org(id)) {
        return id;
    }
    const enum ehf_field field = is_norwegian(e, legal) ? legal : endpoint;
    if (!is_norwegian(e, field)) {
        return (krav_str){NULL, 0};
    }
    if (!krav_check_org(ehf_text(e, field))) {
        ehf_fault(e, line_of(e, field), "%s is not an organisation number", ehf_paths[field].path);
    }
    return ehf_text(e, field);
}

/* ---- rules of a whole document ---------------------------------------------------------------- */

static void check_type(struct ehf *e) {
    const int is_invoice = e->kind == EHF_INVOICE;
    const enum ehf_field field = is_invoice ? EHF_INVOICE_TYPE : EHF_CREDIT_TYPE;
    const char *want = is_invoice ? "380" : "381";
    const krav_str type = need(e, field);
    if (type.len > 0 && !krav_str_eq(type, krav_str_of(want))) {
        ehf_fault(e, line_of(e, field), "%s is %.*s, and only %s is taken", ehf_paths[field].path,
                  (int)type.len, type.ptr, want);
    }
    const krav_str currency = need(e, EHF_CURRENCY);
    if (currency.len > 0 && !krav_str_eq(currency, KRAV_STR("NOK"))) {
        ehf_fault(e, line_of(e, EHF_CURRENCY), "DocumentCurrencyCode is %.*s, and only NOK is taken",
                  (int)currency.len, currency.ptr);
    }
}

static void check_totals(struct ehf *e, krav_ore payable) {
    (void)need(e, EHF_TAX_INCLUSIVE);
    const int64_t before = e->n_faults;
    const krav_ore inclusive = amount_of(e, EHF_TAX_INCLUSIVE);
    const krav_ore prepaid = amount_of(e, EHF_PREPAID);
    const krav_ore rounding = amount_of(e, EHF_ROUNDING);
    const krav_ore sum = inclusive - prepaid + rounding; /* each is at most 10^14 */
    if (e->n_faults == before && has(e, EHF_TAX_INCLUSIVE) && sum != payable) {
        const krav_ore size = sum < 0 ? -sum : sum;
        ehf_fault(e, line_of(e, EHF_PAYABLE),
                  "PayableAmount is %.*s, but what is due with tax, less what is paid, is"
                  " %s%" PRId64 ".%02d",
                  (int)e->values[EHF_PAYABLE].len, e->values[EHF_PAYABLE].text, sum < 0 ? "-" : "",
                  size / 100, (int)(size % 100));
    }
}

static krav_ore read_amount(struct ehf *e) {
    const int64_t before = e->n_faults;
    (void)need(e, EHF_PAYABLE);
    const krav_ore payable = amount_of(e, EHF_PAYABLE);
    if (e->n_faults > before) {
        return 0;
    }
    check_totals(e, payable);
    if (payable <= 0) {
        ehf_fault(e, line_of(e, EHF_PAYABLE), "PayableAmount is %s",
                  payable < 0 ? "negative" : "zero: nothing is owed");
    }
    return payable;
}

static krav_str read_creditor(struct ehf *e) {
    const krav_str org = org_of(e, EHF_SELLER_ORG, EHF_SELLER_ENDPOINT);
    const krav_str payee = ehf_text(e, EHF_PAYEE_ORG);
    if (org.len == 0) {
        ehf_fault(e, line_of(e, EHF_SELLER_ORG), "%s with schemeID 0192 is missing: the supplier has"
                  " no Norwegian organisation number", ehf_paths[EHF_SELLER_ORG].path);
    } else if (payee.len > 0 && !krav_str_eq(payee, org)) {
        ehf_fault(e, line_of(e, EHF_PAYEE_ORG), "PayeeParty is %.*s: the claim is no longer its"
                  " supplier's", (int)payee.len, payee.ptr);
    }
    return org;
}

static krav_day read_due(struct ehf *e, const struct claim_terms *terms, krav_day issued) {
    const int64_t before = e->n_faults;
    const enum ehf_field field = has(e, EHF_DUE) ? EHF_DUE : EHF_PAYMENT_DUE;
    krav_day due = day_of(e, field);
    if (e->n_faults > before) {
        return 0;
    }
    if (due == 0 && terms->default_term_days > 0) {
        return issued == 0 ? 0 : issued + (krav_day)terms->default_term_days;
    }
    if (due == 0) {
        ehf_fault(e, e->kind_line, "DueDate and PaymentMeans/PaymentDueDate are missing, and"
                  " default_term_days is not set");
    } else if (issued != 0 && due < issued) {
        ehf_fault(e, line_of(e, field), "%s is before IssueDate", ehf_paths[field].path);
    }
    return due;
}

/* An organisation has a number of its register.  Whoever has none is taken for a consumer, which
 * is what protects a debtor best. */
static void read_debtor(struct ehf *e, krav_claim *c) {
    const krav_str other = ehf_text(e, EHF_BUYER_ORG);
    c->debtor_id = org_of(e, EHF_BUYER_ORG, EHF_BUYER_ENDPOINT);
    c->debtor_kind = c->debtor_id.len > 0 || e->values[EHF_BUYER_ORG].attribute[0] ? 2 : 1;
    if (c->debtor_kind == 1 && krav_check_national_id(other)) {
        ehf_fault(e, line_of(e, EHF_BUYER_ORG), "%s is a national id, which may not stand in an"
                  " invoice", ehf_paths[EHF_BUYER_ORG].path);
    }
    c->debtor_name = ehf_text(e, has(e, EHF_BUYER_NAME) ? EHF_BUYER_NAME : EHF_BUYER_TRADE_NAME);
    if (c->debtor_name.len == 0) {
        (void)need(e, EHF_BUYER_NAME);
    }
    c->email = ehf_text(e, EHF_BUYER_EMAIL);
    c->phone = ehf_text(e, EHF_BUYER_PHONE);
}

static void read_address(struct ehf *e, krav_claim *c, struct claim_record *out) {
    const krav_str second = ehf_text(e, EHF_BUYER_STREET2);
    const krav_str third = ehf_text(e, EHF_BUYER_STREET3);
    c->address1 = ehf_text(e, EHF_BUYER_STREET);
    c->address2 = second.len > 0 ? second : third;
    if (second.len > 0 && third.len > 0) {
        const int n = snprintf(out->address2, sizeof out->address2, "%.*s, %.*s", (int)second.len,
                               second.ptr, (int)third.len, third.ptr);
        c->address2 = (krav_str){out->address2, (size_t)n < sizeof out->address2 ? (size_t)n : 0};
    }
    if (c->address2.len > EHF_TEXT_MAX) {
        ehf_fault(e, line_of(e, EHF_BUYER_STREET2), "the debtor's address is longer than %d bytes",
                  EHF_TEXT_MAX);
    }
    c->postcode = ehf_text(e, EHF_BUYER_POSTCODE);
    c->city = ehf_text(e, EHF_BUYER_CITY);
    c->country = ehf_text(e, EHF_BUYER_COUNTRY);
    const int in_norway = c->country.len == 0 || krav_str_eq(c->country, KRAV_STR("NO"));
    if (in_norway && c->postcode.len > 0 &&
        (c->postcode.len != 4 || !krav_check_all_digits(c->postcode))) {
        ehf_fault(e, line_of(e, EHF_BUYER_POSTCODE), "%s does not have four digits",
                  ehf_paths[EHF_BUYER_POSTCODE].path);
    }
}

/* The debtor will pay to the agency, so a mistake here is worth a word and no more. */
static void look_at_account(struct ehf *e) {
    char bban[11];
    const krav_str account = ehf_text(e, EHF_ACCOUNT);
    const char *fault = account.len > 0 ? value_account(account, bban) : NULL;
    if (fault) {
        ehf_remark(e, line_of(e, EHF_ACCOUNT), "%s %s", ehf_paths[EHF_ACCOUNT].path, fault);
    }
}

static void read_claim(struct ehf *e, const struct claim_terms *terms, struct claim_record *out) {
    krav_claim *c = &out->claim;
    *c = (krav_claim){.size = sizeof *c, .line = e->kind_line};
    c->source_id = c->invoice_no = need(e, EHF_ID);
    c->creditor_org = read_creditor(e);
    c->creditor_ref = ehf_text(e, EHF_BUYER_REFERENCE);
    c->department = terms->department == DEPARTMENT_BUYER_REFERENCE
                        ? ehf_text(e, EHF_BUYER_REFERENCE)
                    : terms->department == DEPARTMENT_ORDER_REFERENCE
                        ? ehf_text(e, EHF_ORDER_REFERENCE)
                        : (krav_str){NULL, 0};
    c->description = ehf_text(e, EHF_INVOICE_LINE);
    c->kid = ehf_text(e, EHF_KID);
    c->currency = ehf_text(e, EHF_CURRENCY);
    c->principal = out->amount;
    c->issued = need(e, EHF_ISSUED).len > 0 ? day_of(e, EHF_ISSUED) : 0;
    c->due = read_due(e, terms, c->issued);
    c->delivered = day_of(e, has(e, EHF_DELIVERED) ? EHF_DELIVERED : EHF_PERIOD_END);
    c->vat_liable = krav_str_eq(ehf_text(e, EHF_SELLER_TAX), KRAV_STR("VAT")) ? 1 : 2;
    read_debtor(e, c);
    read_address(e, c, out);
    look_at_account(e);
}

static void read_credit_note(struct ehf *e, struct claim_record *out) {
    krav_credit_note *n = &out->note;
    *n = (krav_credit_note){.size = sizeof *n, .line = e->kind_line};
    n->source_id = need(e, EHF_ID);
    n->creditor_org = read_creditor(e);
    n->invoice_no = need(e, EHF_CREDITED_INVOICE);
    n->issued = need(e, EHF_ISSUED).len > 0 ? day_of(e, EHF_ISSUED) : 0;
    n->amount = out->amount;
}

int claim_read(struct ehf *e, const struct claim_terms *terms, struct claim_record *out) {
    const int64_t before = e->n_faults;
    (void)need(e, EHF_CUSTOMIZATION); /* the right one, or the reading had been stopped */
    check_type(e);
    out->amount = read_amount(e);
    if (e->kind == EHF_INVOICE) {
        read_claim(e, terms, out);
    } else {
        read_credit_note(e, out);
    }
    return e->n_faults == before;
}
