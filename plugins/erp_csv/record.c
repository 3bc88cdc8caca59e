#include "record.h"

#include "krav/check.h"
#include "krav/easy.h"

#include "takeover.h"
#include "values.h"

const char *record_word(int32_t kind) {
    return kind == ROW_CLAIM            ? "claim"
           : kind == ROW_CREDIT_NOTE    ? "credit_note"
           : kind == ROW_DIRECT_PAYMENT ? "direct_payment"
                                        : "total";
}

static krav_str trimmed(krav_str s) {
    while (s.len > 0 && s.ptr[0] == ' ') {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && s.ptr[s.len - 1] == ' ') {
        s.len--;
    }
    return s.len > 0 ? s : (krav_str){NULL, 0};
}

krav_str record_field(const struct erp *e, int column) {
    const int field = e->field_of[column];
    return field < 0 ? (krav_str){NULL, 0} : trimmed(e->row.fields[field]);
}

/* ---- single fields --------------------------------------------------------------------------- */

static const char *read_judgment(krav_str text, krav_str *at) {
    static const char *const words[] = {"judgment", "settlement", "default_judgment"};
    int32_t word = 0;
    if (!value_word(text,
                    "judgment=1 settlement=2 default_judgment=3 "
                    "dom=1 forlik=2 frav\xc3\xa6rsdom=3 fravaersdom=3",
                    &word)) {
        return "is not judgment, settlement or default_judgment";
    }
    *at = krav_str_of(words[word - 1]);
    return NULL;
}

static const char *read_value(const struct column *column, krav_str text, void *at) {
    switch (column->type) {
    case COLUMN_TEXT:
        memcpy(at, &text, sizeof text);
        return NULL;
    case COLUMN_AMOUNT:
        return value_amount(text, at);
    case COLUMN_RATE:
        return value_rate(text, at);
    case COLUMN_DAY:
        return value_day(text, at);
    case COLUMN_YES_NO:
        return value_yes_no(text, at);
    case COLUMN_RECORD: /* ROW_* */
        return value_word(text,
                          "claim=1 credit_note=2 direct_payment=4 total=8 "
                          "krav=1 kreditnota=2 direktebetaling=4 sum=8",
                          at)
                   ? NULL
                   : "is not claim, credit_note, direct_payment or total";
    case COLUMN_DEBTOR:
        return value_word(text,
                          "consumer=1 business=2 forbruker=1 privat=1 bedrift=2 naering=2 "
                          "n\xc3\xa6ring=2",
                          at)
                   ? NULL
                   : "is neither consumer nor business";
    case COLUMN_ORG:
        memcpy(at, &text, sizeof text);
        return krav_check_org(text) ? NULL : "is not an organisation number";
    case COLUMN_NOK:
        memcpy(at, &text, sizeof text);
        return krav_str_eq(text, KRAV_STR("NOK")) ? NULL : "is not NOK";
    case COLUMN_OWNER:
        return value_word(text, "agency=1 creditor=2 inkassator=1 kreditor=2", at)
                   ? NULL
                   : "is neither agency nor creditor";
    case COLUMN_JUDGMENT:
        return read_judgment(text, at);
    case COLUMN_BASIS:
        return value_word(text,
                          "sale=1 loan=2 debt_instrument=3 seller_credit=4 other=5 kjop=1 "
                          "kj\xc3\xb8p=1 l\xc3\xa5n=2 lan=2 gjeldsbrev=3 kredittkjop=4 "
                          "kredittkj\xc3\xb8p=4 annet=5",
                          at)
                   ? NULL
                   : "is not sale, loan, debt_instrument, seller_credit or other";
    }
    return NULL;
}

/* False if there was a fault. */
static int read_column(struct erp *e, int index) {
    const struct column *column = &columns[index];
    const krav_str text = record_field(e, index);
    const int32_t kind = e->record.kind;
    const char *fault = NULL;
    if (text.len == 0) {
        fault = (column->need & kind) ? "is empty" : NULL;
    } else if (!(column->may & kind)) {
        erp_fault(e, e->row.line, "column %s must be empty in a %s row", column->name,
                  record_word(kind));
        return 0;
    } else if (text.len > ERP_FIELD_MAX) {
        fault = "is longer than 1000 bytes";
    } else {
        fault = value_clean(text);
        fault = fault ? fault : read_value(column, text, (char *)&e->record + column->offset);
    }
    if (fault) {
        erp_fault(e, e->row.line, "column %s %s", column->name, fault);
    }
    return fault == NULL;
}

/* ---- rules of a whole row -------------------------------------------------------------------- */

int erp_says(struct erp *e, int wrong, const char *what) {
    if (wrong) {
        erp_fault(e, e->row.line, "%s", what);
    }
    return wrong;
}

int days_disagree(krav_day first, krav_day last) {
    return first != 0 && last != 0 && last < first;
}

static int check_debtor(struct erp *e) {
    const krav_claim *c = &e->record.claim;
    const int in_norway = c->country.len == 0 || krav_str_eq(c->country, KRAV_STR("NO"));
    int wrong = 0;
    if (c->debtor_id.len > 0 && c->debtor_kind == 1) {
        wrong += erp_says(e, !krav_check_national_id(c->debtor_id),
                          "column debtor_id is not a national id, which a consumer has");
    } else if (c->debtor_id.len > 0 && c->debtor_kind == 2) {
        wrong += erp_says(e, !krav_check_org(c->debtor_id),
                          "column debtor_id is not an organisation number, which a business has");
    }
    if (c->postcode.len > 0 && in_norway) {
        wrong += erp_says(e, c->postcode.len != 4 || !krav_check_all_digits(c->postcode),
                          "column postcode does not have four digits");
    }
    return wrong;
}

static int check_claim(struct erp *e) {
    krav_claim *c = &e->record.claim;
    int wrong = check_debtor(e);
    if (c->source_id.len == 0) {
        c->source_id = c->invoice_no;
        wrong += erp_says(e, c->source_id.len == 0,
                          "columns source_id and invoice_no are both empty");
    }
    wrong += erp_says(e, c->principal == 0, "column principal is zero");
    wrong += erp_says(e, days_disagree(c->issued, c->due), "column due is before issued");
    wrong += erp_says(e, days_disagree(c->reminder_sent, c->reminder_deadline),
                      "column reminder_deadline is before reminder_sent");
    wrong += erp_says(e, days_disagree(c->second_reminder_sent, c->second_reminder_deadline),
                      "column second_reminder_deadline is before second_reminder_sent");
    wrong += erp_says(e, days_disagree(c->notice_sent, c->notice_deadline),
                      "column notice_deadline is before notice_sent");
    return wrong + takeover_check(e);
}

int record_read(struct erp *e) {
    memset(&e->record, 0, sizeof e->record);
    e->record.kind = ROW_CLAIM;
    int wrong = !read_column(e, 0); /* record: what the others may be depends on it */
    if (wrong) {
        return 0;
    }
    for (int i = 1; i < (int)n_columns; i++) {
        wrong += !read_column(e, i);
    }
    e->record.claim.size = sizeof e->record.claim;
    e->record.claim.line = e->row.line;
    if (wrong == 0 && e->record.kind == ROW_CLAIM) {
        wrong = check_claim(e);
    } else if (wrong == 0 && e->record.kind != ROW_TOTAL) {
        wrong = erp_says(e, e->record.amount == 0, "column amount is zero");
    }
    return wrong == 0;
}
