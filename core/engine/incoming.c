/* incoming.c - see incoming.h. */
#include "engine/incoming.h"

#include "domain/event.h"

static const struct field takeover_table[] = {
    FIELD(FIELD_TEXT, struct takeover, kid),
    FIELD(FIELD_DAY, struct takeover, opened),
    FIELD(FIELD_DAY, struct takeover, demand_sent),
    FIELD(FIELD_DAY, struct takeover, demand_deadline),
    FIELD(FIELD_DAY, struct takeover, legal_notice_sent),
    FIELD(FIELD_DAY, struct takeover, legal_notice_deadline),
    FIELD_AS("light_ore", FIELD_ORE, struct takeover, light),
    FIELD_AS("heavy_ore", FIELD_ORE, struct takeover, heavy),
    FIELD_AS("court_ore", FIELD_ORE, struct takeover, court),
    FIELD(FIELD_BOOL, struct takeover, creditors_costs),
    FIELD_AS("interest_brought_ore", FIELD_ORE, struct takeover, interest_brought),
    FIELD(FIELD_DAY, struct takeover, interest_to),
    FIELD_AS("paid_before_ore", FIELD_ORE, struct takeover, paid_before),
    FIELD(FIELD_DAY, struct takeover, paid_last),
    FIELD(FIELD_DAY, struct takeover, judged),
    FIELD(FIELD_TEXT, struct takeover, judgment),
};
static const struct record takeover_record = RECORD("takeover", struct takeover, takeover_table);

static const struct field on_statement_table[] = {
    FIELD(FIELD_TEXT, struct on_statement, name),
    FIELD(FIELD_INT, struct on_statement, entry),
    FIELD(FIELD_INT, struct on_statement, part),
    FIELD(FIELD_INT, struct on_statement, n_entries),
    FIELD_AS("opening_ore", FIELD_ORE, struct on_statement, opening),
    FIELD_AS("closing_ore", FIELD_ORE, struct on_statement, closing),
    FIELD(FIELD_DAY, struct on_statement, from),
};
static const struct record on_statement_record =
    RECORD("on_statement", struct on_statement, on_statement_table);

static const struct field incoming_table[] = {
    FIELD_WORDS(struct incoming, kind, fact_kinds),
    FIELD(FIELD_INT, struct incoming, line),
    FIELD(FIELD_TEXT, struct incoming, source_id),
    FIELD(FIELD_TEXT, struct incoming, creditor_org),
    FIELD(FIELD_TEXT, struct incoming, department),
    FIELD(FIELD_TEXT, struct incoming, creditor_ref),
    FIELD(FIELD_TEXT, struct incoming, invoice),
    FIELD(FIELD_TEXT, struct incoming, description),
    FIELD(FIELD_TEXT, struct incoming, foreign_kid),
    FIELD_WORDS(struct incoming, debtor_kind, debtor_kinds),
    FIELD(FIELD_TEXT, struct incoming, debtor_id),
    FIELD(FIELD_TEXT, struct incoming, debtor_name),
    FIELD(FIELD_TEXT, struct incoming, address1),
    FIELD(FIELD_TEXT, struct incoming, address2),
    FIELD(FIELD_TEXT, struct incoming, postcode),
    FIELD(FIELD_TEXT, struct incoming, city),
    FIELD(FIELD_TEXT, struct incoming, country),
    FIELD(FIELD_TEXT, struct incoming, email),
    FIELD(FIELD_TEXT, struct incoming, phone),
    FIELD_AS("principal_ore", FIELD_ORE, struct incoming, principal),
    FIELD(FIELD_DAY, struct incoming, issued),
    FIELD(FIELD_DAY, struct incoming, due),
    FIELD(FIELD_DAY, struct incoming, delivered),
    FIELD(FIELD_DAY, struct incoming, reminder_sent),
    FIELD(FIELD_DAY, struct incoming, reminder_deadline),
    FIELD_AS("reminder_fee_ore", FIELD_ORE, struct incoming, reminder_fee),
    FIELD(FIELD_DAY, struct incoming, reminder2_sent),
    FIELD(FIELD_DAY, struct incoming, reminder2_deadline),
    FIELD_AS("reminder2_fee_ore", FIELD_ORE, struct incoming, reminder2_fee),
    FIELD(FIELD_DAY, struct incoming, notice_sent),
    FIELD(FIELD_DAY, struct incoming, notice_deadline),
    FIELD_AS("notice_fee_ore", FIELD_ORE, struct incoming, notice_fee),
    FIELD(FIELD_INT32, struct incoming, rate_bp),
    FIELD(FIELD_BOOL, struct incoming, vat_liable),
    FIELD(FIELD_BOOL, struct incoming, term_agreed),
    FIELD(FIELD_BOOL, struct incoming, disputed),
    FIELD(FIELD_TEXT, struct incoming, kid),
    FIELD(FIELD_TEXT, struct incoming, account),
    FIELD(FIELD_TEXT, struct incoming, payer_account),
    FIELD(FIELD_TEXT, struct incoming, payer_name),
    FIELD(FIELD_TEXT, struct incoming, text),
    FIELD(FIELD_TEXT, struct incoming, bank_type),
    FIELD_AS("amount_ore", FIELD_ORE, struct incoming, amount),
    FIELD(FIELD_DAY, struct incoming, booked),
    FIELD(FIELD_DAY, struct incoming, ordered),
    FIELD(FIELD_HASH, struct incoming, document),
    FIELD(FIELD_TEXT, struct incoming, document_name),
    FIELD(FIELD_TEXT, struct incoming, media_type),
    FIELD(FIELD_TEXT, struct incoming, key),
    FIELD(FIELD_TEXT, struct incoming, reference),
    FIELD(FIELD_TEXT, struct incoming, reason),
    FIELD(FIELD_INT, struct incoming, outcome),
    FIELD(FIELD_DAY, struct incoming, interest_from),
    FIELD_SUB(struct incoming, before, takeover_record),
    FIELD(FIELD_BOOL, struct incoming, netted),
    FIELD_SUB(struct incoming, bank, on_statement_record),
    FIELD_WORDS(struct incoming, basis, claim_bases),
    FIELD(FIELD_TEXT, struct incoming, message),
};
const struct record incoming_record = RECORD("incoming", struct incoming, incoming_table);

bool incoming_is_takeover(const struct incoming *in) {
    static const struct takeover none = {0};
    return !record_eq(&takeover_record, &in->before, &none);
}

bool incoming_at_provider(const struct incoming *in) {
    return text_starts(in->account, TEXT(PROVIDER_ACCOUNT));
}

struct text incoming_source(const struct incoming *in, struct arena *arena) {
    const struct text scope = in->creditor_org.len > 0 ? in->creditor_org : in->account;
    const char *kind = in->kind == FACT_CREDIT_NOTE   ? "credit:"
                       : in->kind == FACT_PAID_DIRECT ? "direct:"
                       : in->kind == FACT_STATEMENT   ? "statement:"
                       : in->kind == FACT_MANDATE     ? "mandate:"
                                                      : "";
    const bool is_payout = in->kind == FACT_PAYOUT_CONFIRMED || in->kind == FACT_PAYOUT_FAILED;
    const bool is_receipt = in->kind == FACT_RECEIPT;
    if (in->kind == FACT_NOTE || is_payout || is_receipt) {
        char hex[HASH_HEX];
        const struct hash all = incoming_hash(in);
        return arena_printf(arena, "%.*s:%s:%s", TEXT_ARG(scope),
                            is_payout    ? "payout"
                            : is_receipt ? "receipt"
                                         : "document",
                            hash_hex(&all, hex));
    }
    if (in->kind == FACT_STATEMENT_LINE) {
        return arena_printf(arena, "%.*s:line:%.*s/%lld.%lld", TEXT_ARG(scope),
                            TEXT_ARG(in->bank.name), (long long)in->bank.entry,
                            (long long)in->bank.part);
    }
    return arena_printf(arena, "%.*s:%s%.*s", TEXT_ARG(scope), kind, TEXT_ARG(in->source_id));
}

struct hash incoming_hash(const struct incoming *in) {
    struct incoming without = *in;
    struct buf json;
    without.line = 0;
    if (in->kind == FACT_PAID || in->kind == FACT_PAYMENT_REVERSED) {
        without.reference = (struct text){NULL, 0}; /* a copy of a file may say another */
    }
    buf_init(&json, 1u << 20);
    record_write(&incoming_record, &without, &json);
    const struct hash h = hash_of(buf_text(&json));
    buf_fini(&json);
    return h;
}
