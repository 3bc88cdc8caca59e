/* batch.c - see batch.h. */
#include "engine/batch.h"

static const struct field transfer_table[] = {
    FIELD(FIELD_TEXT, struct transfer, id),
    FIELD(FIELD_DAY, struct transfer, on),
    FIELD_AS("amount_ore", FIELD_ORE, struct transfer, amount),
    FIELD(FIELD_TEXT, struct transfer, to_account),
    FIELD(FIELD_TEXT, struct transfer, to_name),
    FIELD(FIELD_TEXT, struct transfer, message),
};
static const struct record transfer_record = RECORD("transfer", struct transfer, transfer_table);

static const struct field batch_table[] = {
    FIELD(FIELD_TEXT, struct batch, from_account),
    FIELD(FIELD_TEXT, struct batch, from_name),
    FIELD(FIELD_TEXT, struct batch, from_org),
    FIELD_MANY(struct batch, transfers, transfer_record, BATCH_TRANSFERS_MAX),
    FIELD_AS("sum_ore", FIELD_ORE, struct batch, sum),
};
const struct record batch_record = RECORD("payout batch", struct batch, batch_table);
