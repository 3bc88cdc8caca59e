#include "payment.h"

#include "krav/check.h"
#include "krav/easy.h"

#include <inttypes.h>
#include <stdio.h>

#include "statement.h"
#include "values.h"

#define SOURCE_MAX 320
#define BBAN 11

struct part { /* of a payment; all of it when it is not split */
    krav_ore amount;
    int64_t line;
    krav_str kid;
    struct camt_text text;
};

/* ---- what it is for ------------------------------------------------------------------------- */

static void text_add(struct camt_text *t, const char *bytes, size_t len) {
    if (len == 0 || t->is_full) {
        return;
    }
    const size_t blank = t->len > 0 ? 1 : 0;
    const size_t room = sizeof t->bytes - t->len;
    if (len + blank > room) {
        t->is_full = 1;
        len = room > blank ? (size_t)value_shown((krav_str){bytes, len}, room - blank) : 0;
    }
    if (len > 0) {
        t->bytes[t->len] = ' ';
        memcpy(t->bytes + t->len + blank, bytes, len);
        t->len += (uint32_t)(len + blank);
    }
}

/* 2 to 25 digits, the last of which may be '-': what a KID looks like, right or wrong. */
static int is_like_kid(krav_str s) {
    const size_t n = s.len - (s.len > 2 && s.ptr[s.len - 1] == '-');
    return s.len >= 2 && s.len <= 25 && krav_check_all_digits((krav_str){s.ptr, n});
}

/* The KID of a piece; what is not like one becomes text, for a person to read. */
static void part_add_piece(struct camt *c, struct part *part, const struct camt_piece *p) {
    const krav_str ref = {p->ref, p->ref_len};
    const int is_kid = p->is_scor && is_like_kid(ref);
    if (is_kid && part->kid.ptr && !krav_str_eq(ref, part->kid)) {
        camt_remark(c, p->line, "one payment has several KIDs and no amount for each: %.*s and"
                    " %.*s", CAMT_SHOWN(part->kid), CAMT_SHOWN(ref));
        text_add(&part->text, ref.ptr, ref.len);
    } else if (is_kid) {
        part->kid = ref;
    } else {
        text_add(&part->text, ref.ptr, ref.len);
    }
    text_add(&part->text, p->number, p->number_len);
}

/* True if several pieces each have an amount, and these are the payment's. */
static int can_split(const struct camt *c, krav_ore amount) {
    krav_ore sum = 0;
    if (c->n_pieces < 2 || c->n_pieces > CAMT_PIECES_MAX) {
        return 0;
    }
    for (int i = 0; i < c->n_pieces; i++) {
        if (!c->pieces[i].has_amount || c->pieces[i].amount == 0) {
            return 0;
        }
        sum += c->pieces[i].amount;
    }
    return sum == (amount < 0 ? -amount : amount);
}

/* ---- its identity --------------------------------------------------------------------------- */

static const char *transaction_ref(const struct camt *c, krav_str *ref) {
    static const enum camt_field fields[] = {CAMT_TX_BANK_REF, CAMT_TX_ID, CAMT_TX_UETR,
                                             CAMT_TX_CLEARING_REF};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        *ref = camt_str(c, fields[i]);
        if (ref->ptr) {
            return camt_path_name(fields[i]);
        }
    }
    return NULL;
}

static krav_str entry_ref(const struct camt *c) {
    const krav_str ref = camt_str(c, CAMT_ENTRY_BANK_REF);
    return ref.ptr ? ref : camt_str(c, CAMT_ENTRY_REF);
}

#define AT_MOST(s, max) value_shown((s), (max)), (s).ptr ? (s).ptr : ""

/* See the README: stable over re-reading, and over a copy of the notification. */
static krav_str source_id(struct camt *c, const krav_payment *p, char out[SOURCE_MAX]) {
    int year = 0;
    int month = 0;
    int mday = 0;
    krav_str ref;
    char refs[3 * CAMT_ID_MAX];
    krav_day_split(p->booked, &year, &month, &mday);
    if (transaction_ref(c, &ref)) {
        snprintf(refs, sizeof refs, "%.*s", AT_MOST(ref, CAMT_ID_MAX));
    } else {
        const krav_str id = camt_str(c, CAMT_NOTIFICATION_ID);
        const krav_str entry = entry_ref(c);
        snprintf(refs, sizeof refs, "%.*s.%.*s", AT_MOST(id, CAMT_ID_MAX),
                 AT_MOST(entry, CAMT_ID_MAX));
    }
    uint64_t hash = equals_hash(EQUALS_HASH_START, p->kid.ptr, p->kid.len);
    hash = equals_hash(hash, p->text.ptr, p->text.len);
    hash = equals_hash(hash, p->payer_account.ptr, p->payer_account.len);
    int n = snprintf(out, SOURCE_MAX, "%04d-%02d-%02d/%s/%" PRId64 "/%.*s/%016" PRIx64, year,
                     month, mday, refs, p->amount, p->kid.ptr ? (int)p->kid.len : 1,
                     p->kid.ptr ? p->kid.ptr : "-", hash);
    const uint64_t ordinal =
        equals_count(&c->equals, equals_hash(EQUALS_HASH_START, out, (size_t)n));
    if (ordinal == 0) {
        camt_end_early(c, KRAV_E_NOMEM);
    } else if (ordinal > 1) {
        n += snprintf(out + n, SOURCE_MAX - (size_t)n, "/%" PRIu64, ordinal);
    }
    return (krav_str){out, (size_t)n};
}

/* ---- one payment ---------------------------------------------------------------------------- */

/* As it stands: banks send accounts that fail their own check digit, and foreign ones. */
static krav_str payer_account(const struct camt *c, char bban[BBAN]) {
    const krav_str iban = camt_str(c, CAMT_PAYER_IBAN);
    const krav_str account = iban.ptr ? iban : camt_str(c, CAMT_PAYER_OTHER);
    return account.ptr && !value_account(account, bban) ? (krav_str){bban, BBAN} : account;
}

static krav_day ordered_of(struct camt *c) {
    const krav_str text = camt_str(c, CAMT_ACCEPTED);
    krav_day day = 0;
    const char *why = text.ptr ? value_day(text, &day) : NULL;
    if (why) {
        camt_remark(c, c->tx_line, "AccptncDtTm %s", why);
        return 0;
    }
    return day <= c->entry.booked ? day : 0;
}

static void hand_over(struct camt *c, const struct part *part) {
    if (c->is_statement) {
        statement_part(c, part->line, part->amount, part->kid,
                       (krav_str){part->text.len > 0 ? part->text.bytes : NULL, part->text.len});
        return;
    }
    char bban[BBAN];
    char source[SOURCE_MAX];
    const struct camt_entry *e = &c->entry;
    const krav_str name = camt_str(c, CAMT_PAYER_NAME);
    krav_payment p = {.size = sizeof p, .line = part->line, .amount = part->amount};
    p.kind = part->amount >= 0 ? KRAV_PAYMENT_IN
             : e->is_reversal  ? KRAV_PAYMENT_REVERSAL
                               : KRAV_PAYMENT_NETTED_CREDIT;
    p.account = (krav_str){c->notification.account, BBAN};
    p.kid = part->kid;
    p.payer_name = name.ptr ? name : camt_str(c, CAMT_PAYER_NAME_08);
    p.payer_account = payer_account(c, bban);
    p.text = part->text.len > 0 ? (krav_str){part->text.bytes, part->text.len} : p.text;
    p.archive_ref = camt_str(c, CAMT_TX_BANK_REF);
    p.archive_ref = p.archive_ref.ptr ? p.archive_ref : camt_str(c, CAMT_ENTRY_BANK_REF);
    p.type = camt_str(c, CAMT_TYPE);
    p.booked = e->booked;
    p.ordered = ordered_of(c);
    if (p.amount == 0) {
        camt_remark(c, p.line, "a payment of 0 kroner is not taken in");
        return;
    }
    if (p.kid.ptr && !krav_check_kid(p.kid)) {
        camt_remark(c, p.line, "the check digit of KID %.*s does not fit", CAMT_SHOWN(p.kid));
    }
    if (!camt_add(c, p.line, &c->handed, p.amount) || !c->sink->payment || c->rc != KRAV_OK) {
        return;
    }
    p.source_id = source_id(c, &p, source);
    const int32_t rc = c->rc == KRAV_OK ? c->sink->payment(c->sink->ctx, &p) : c->rc;
    if (rc != KRAV_OK) {
        camt_end_early(c, rc);
    }
}

static void split(struct camt *c, krav_ore amount) {
    for (int i = 0; i < c->n_pieces; i++) {
        const struct camt_piece *p = &c->pieces[i];
        struct part part = {.amount = amount < 0 ? -p->amount : p->amount, .line = p->line};
        text_add(&part.text, c->words.bytes, c->words.len);
        part_add_piece(c, &part, p);
        hand_over(c, &part);
    }
}

void payment_make(struct camt *c, krav_ore amount) {
    const krav_str of_entry = camt_str(c, CAMT_ENTRY_TEXT);
    const krav_str returned = camt_str(c, CAMT_RETURN);
    struct part part = {.amount = amount, .line = c->tx_line > 0 ? c->tx_line : c->entry.line};
    if (c->n_faults > 0 && c->sink->payment) {
        return; /* the file has changed since the first pass */
    }
    if (returned.ptr && !c->is_statement) {
        camt_remark(c, part.line, "a payment of ours that came back (RtrInf %.*s)",
                    CAMT_SHOWN(returned));
    }
    if (can_split(c, amount)) {
        split(c, amount);
        return;
    }
    text_add(&part.text, c->words.bytes, c->words.len);
    for (int i = 0; i < c->n_pieces && i < CAMT_PIECES_MAX; i++) {
        part_add_piece(c, &part, &c->pieces[i]);
    }
    if (part.text.len == 0 && c->tx_line == 0) {
        text_add(&part.text, of_entry.ptr, of_entry.len);
    }
    hand_over(c, &part);
}
