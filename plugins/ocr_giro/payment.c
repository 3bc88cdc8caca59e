#include "payment.h"

#include "krav/easy.h"

#include "fields.h"

#include <inttypes.h>
#include <stdio.h>

/* System specification OCR giro, "transaction types".  18 and 20 pay money back to a card. */
#define TYPE_FIRST 10
#define TYPE_LAST 21
#define TYPE_IS_REVERSAL(type) ((type) == 18 || (type) == 20)
#define TYPE_HAS_TEXT(type) ((type) == 20 || (type) == 21)

/* ---- amount item 1: who is paid how much, and when ------------------------------------------- */

/* The specification numbers transactions upwards within an assignment.  It is held to that,
 * since the number is what tells two payments of one assignment apart. */
static void take_number(struct ocr *o, const char *record) {
    const int64_t number = field_number(record, 9, 15);
    if (number < 0) {
        ocr_fault(o, "amount item 1: transaction number %.7s: not a number", record + 8);
        return;
    }
    if (number <= o->assignment.last_number) {
        ocr_fault(o, "amount item 1: transaction number %" PRId64 ": not above %" PRId64
                  ", the one before it", number, o->assignment.last_number);
    }
    o->assignment.last_number = number;
}

static void take_booked(struct ocr *o, const char *record) {
    const krav_day day = field_day(record, 16);
    if (day <= 0) {
        ocr_fault(o, "amount item 1: settlement date %.6s: no such day", record + 15);
        ocr_lose_count(o); /* the trailer's first and last day */
        return;
    }
    struct ocr_total *total = &o->assignment.total;
    total->first = total->first == 0 || day < total->first ? day : total->first;
    total->last = day > total->last ? day : total->last;
    o->payment.booked = day;
}

static void drop_payment(struct ocr *o) {
    ocr_lose_count(o);
    o->payment.size = 0;
}

static void take_amount(struct ocr *o, const char *record, int type) {
    const char sign = record[31];
    const int64_t amount = field_number(record, 33, 49);
    if (amount < 0 || (sign != '-' && sign != '0')) {
        ocr_fault(o, "amount item 1: amount %.18s: not a sign and 17 digits", record + 31);
        drop_payment(o);
        return;
    }
    if (amount > OCR_ORE_MAX) {
        ocr_fault(o, "amount item 1: amount %" PRId64 ": above the limit of 10^14", amount);
        drop_payment(o);
        return;
    }
    if (TYPE_IS_REVERSAL(type) && sign == '-') {
        ocr_fault(o, "amount item 1: transaction type %d: a reversal cannot be a credit note",
                  type);
    }
    /* Credit notes are taken off the sum; reversals are added to it, though the money goes out. */
    ocr_add(o, &o->assignment.total, sign == '-' ? -amount : amount);
    if (sign == '-') {
        o->payment.kind = KRAV_PAYMENT_NETTED_CREDIT;
        o->payment.amount = -amount;
    } else if (TYPE_IS_REVERSAL(type)) {
        o->payment.kind = KRAV_PAYMENT_REVERSAL;
        o->payment.amount = -amount;
    } else {
        o->payment.kind = KRAV_PAYMENT_IN;
        o->payment.amount = amount;
    }
}

/* Stable over re-reading, and unique within the account: the lump on the bank statement, the
 * transaction within it, and the transmission and assignment that brought it. */
static void take_source_id(struct ocr *o, const char *record) {
    int year = 0;
    int month = 0;
    int mday = 0;
    if (o->payment.booked > 0) {
        krav_day_split(o->payment.booked, &year, &month, &mday);
    }
    const int n = snprintf(o->source_id, sizeof o->source_id,
                           "%04d-%02d-%02d/%.5s/%.5s/%.7s/%.7s/%.7s", year, month, mday,
                           record + 21, record + 26, record + 8, o->transmission,
                           o->assignment.number);
    o->payment.source_id = (krav_str){o->source_id, (size_t)n};
}

void payment_item1(struct ocr *o, const char *record) {
    payment_close(o);
    o->payment = (krav_payment){.size = sizeof(krav_payment), .line = o->line};
    o->payment.account = (krav_str){o->assignment.account, sizeof o->assignment.account};
    memcpy(o->payment_type, record + 4, sizeof o->payment_type);
    memcpy(o->transaction, record + 8, sizeof o->transaction);
    const int type = (int)field_number(record, 5, 6);
    if (type < TYPE_FIRST || type > TYPE_LAST) {
        ocr_fault(o, "amount item 1: transaction type %.2s: not one of %d to %d", record + 4,
                  TYPE_FIRST, TYPE_LAST);
    }
    o->payment.type = (krav_str){o->payment_type, sizeof o->payment_type};
    o->assignment.total.n_transactions++;
    take_number(o, record);
    take_booked(o, record);
    if (field_number(record, 22, 31) < 0) {
        ocr_fault(o, "amount item 1: bank centre, day code and serial %.10s: not digits",
                  record + 21);
    }
    take_amount(o, record, type);
    take_source_id(o, record);
    field_text(&o->kid, record, 50, 74);
    o->payment.kid = field_str(&o->kid); /* right or wrong: a wrong one is the host's to sort out */
}

/* ---- amount items 2 and 3 -------------------------------------------------------------------- */

static void check_same_transaction(struct ocr *o, const char *record, int item) {
    if (memcmp(record + 4, o->payment_type, sizeof o->payment_type) != 0) {
        ocr_fault(o, "amount item %d: transaction type %.2s: amount item 1 has %.2s", item,
                  record + 4, o->payment_type);
    }
    if (memcmp(record + 8, o->transaction, sizeof o->transaction) != 0) {
        ocr_fault(o, "amount item %d: transaction number %.7s: amount item 1 has %.7s", item,
                  record + 8, o->transaction);
    }
}

void payment_item2(struct ocr *o, const char *record) {
    check_same_transaction(o, record, 2);
    const krav_day ordered = field_day(record, 42);
    if (ordered < 0) {
        ocr_fault(o, "amount item 2: order date %.6s: no such day", record + 41);
    } else {
        o->payment.ordered = ordered;
    }
    /* Type 12 has the agreement's id where the others have the archive reference. */
    field_text(&o->archive_ref, record, 26, 34);
    if (!field_is_zeros(&o->archive_ref) && memcmp(o->payment_type, "12", 2) != 0) {
        o->payment.archive_ref = field_str(&o->archive_ref);
    }
    /* Told as it is: banks send payer accounts that fail their own check digit. */
    field_text(&o->payer_account, record, 48, 58);
    if (!field_is_zeros(&o->payer_account)) {
        o->payment.payer_account = field_str(&o->payer_account);
    }
}

void payment_item3(struct ocr *o, const char *record) {
    check_same_transaction(o, record, 3);
    if (!TYPE_HAS_TEXT((int)field_number(record, 5, 6))) {
        ocr_fault(o, "amount item 3: transaction type %.2s: only 20 and 21 have a text",
                  record + 4);
    }
    field_text(&o->text, record, 16, 55);
    o->payment.text = field_str(&o->text);
}

/* ---- the end of a payment -------------------------------------------------------------------- */

void payment_close(struct ocr *o) {
    if (o->payment.size == 0) {
        return;
    }
    const krav_payment payment = o->payment;
    o->payment.size = 0;
    if (payment.amount == 0) {
        ocr_note(o, "transaction %.7s is of 0 kroner and is not taken in", o->transaction);
        return;
    }
    o->handed.n_transactions++;
    ocr_add(o, &o->handed, payment.amount);
    if (o->sink->payment && o->rc == KRAV_OK) {
        o->rc = o->sink->payment(o->sink->ctx, &payment);
    }
}
