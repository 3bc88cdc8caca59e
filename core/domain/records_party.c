/* records_party.c - debtors, creditors and what was agreed with them, as tables.
 *
 * As in records.c: rows may be added at the end of a table; none is ever moved, renamed or reused. */
#include "domain/party.h"

static const struct field party_table[] = {
    FIELD(FIELD_INT, struct party, id),
    FIELD_WORDS(struct party, kind, debtor_kinds),
    FIELD(FIELD_TEXT, struct party, identity),
    FIELD(FIELD_TEXT, struct party, name),
    FIELD(FIELD_TEXT, struct party, address1),
    FIELD(FIELD_TEXT, struct party, address2),
    FIELD(FIELD_TEXT, struct party, postcode),
    FIELD(FIELD_TEXT, struct party, city),
    FIELD(FIELD_TEXT, struct party, country),
    FIELD(FIELD_TEXT, struct party, email),
    FIELD(FIELD_TEXT, struct party, phone),
    FIELD(FIELD_BOOL, struct party, protected_address),
    FIELD(FIELD_BOOL, struct party, opted_out),
    FIELD(FIELD_DAY, struct party, died),
    FIELD(FIELD_DAY, struct party, bankrupt),
    FIELD(FIELD_DAY, struct party, debt_settlement),
    FIELD(FIELD_TEXT, struct party, guardian),
    FIELD_WORDS(struct party, mandate, mandates),
    FIELD(FIELD_DAY, struct party, guardian_since),
    FIELD(FIELD_TEXT, struct party, representative),
    FIELD(FIELD_DAY, struct party, representative_since),
    FIELD(FIELD_BOOL, struct party, not_for_letters),
    FIELD(FIELD_BOOL, struct party, opted_out_messages),
    FIELD(FIELD_DAY, struct party, newer_enforcement),
    FIELD(FIELD_DAY, struct party, winding_up),
    FIELD(FIELD_DAY, struct party, dissolved),
};
const struct record party_record = RECORD("party", struct party, party_table);

static const struct field creditor_table[] = {
    FIELD(FIELD_INT, struct creditor, id),
    FIELD(FIELD_TEXT, struct creditor, org),
    FIELD(FIELD_TEXT, struct creditor, name),
    FIELD(FIELD_TEXT, struct creditor, address),
    FIELD(FIELD_TEXT, struct creditor, email),
    FIELD(FIELD_TEXT, struct creditor, account),
};
const struct record creditor_record = RECORD("creditor", struct creditor, creditor_table);

static const struct field override_table[] = {
    FIELD(FIELD_TEXT, struct override, name),
    FIELD(FIELD_INT, struct override, value),
};
const struct record override_record = RECORD("override", struct override, override_table);

static const struct field agreement_table[] = {
    FIELD(FIELD_INT, struct agreement, id),
    FIELD(FIELD_INT, struct agreement, creditor),
    FIELD(FIELD_TEXT, struct agreement, department),
    FIELD(FIELD_DAY, struct agreement, from),
    FIELD(FIELD_DAY, struct agreement, to),
    FIELD(FIELD_TEXT, struct agreement, level),
    FIELD_MANY(struct agreement, overrides, override_record, 64),
    FIELD_WORDS(struct agreement, letter_fee_owner, owners),
    FIELD(FIELD_BOOL, struct agreement, letter_fees),
    FIELD_WORDS(struct agreement, order1, components),
    FIELD_WORDS(struct agreement, order2, components),
    FIELD_WORDS(struct agreement, order3, components),
    FIELD_AS("remainder_max_ore", FIELD_ORE, struct agreement, remainder_max),
    FIELD(FIELD_INT32, struct agreement, grace_bank_days),
    FIELD(FIELD_INT32, struct agreement, payout_every),
    FIELD(FIELD_INT32, struct agreement, commission_bp),
    FIELD(FIELD_BOOL, struct agreement, vat_deducted),
    FIELD_AS("payout_min_ore", FIELD_ORE, struct agreement, payout_min),
    FIELD(FIELD_INT32, struct agreement, light_rebate),
    FIELD(FIELD_INT32, struct agreement, heavy_rebate),
    FIELD_AS("letter_fee_max_ore", FIELD_ORE, struct agreement, letter_fee_max),
    FIELD(FIELD_HASH, struct agreement, page),
    FIELD(FIELD_TEXT, struct agreement, account),
    FIELD_SET(struct agreement, settles, settle_terms),
};
const struct record agreement_record = RECORD("agreement", struct agreement, agreement_table);
