/* letter_fields.c - see letter_fields.h. */
#include "domain/letter_fields.h"

#include "base/check.h"

#define FIELD_BYTES_MAX (1u << 20) /* of a block */

/* ---- values ---------------------------------------------------------------------------------- */

static void put_kroner(struct buf *out, ore amount) {
    char text[MONEY_TEXT];
    if (amount > 0) {
        buf_addf(out, "%s kroner", money_format(amount, text));
    }
}

static void put_day(struct buf *out, day on) {
    char text[DAY_TEXT];
    if (on != DAY_NONE) {
        buf_add_str(out, day_format_no(on, text));
    }
}

static void put_amount(struct buf *out, const struct letter *l) {
    put_kroner(out, l->total > 0 ? letter_to_pay(l) : 0);
}

static void put_total(struct buf *out, const struct letter *l) { put_kroner(out, l->total); }

static void put_fee(struct buf *out, const struct letter *l) { put_kroner(out, l->fee); }

static void put_deadline(struct buf *out, const struct letter *l) {
    put_day(out, letter_pay_by(l) != DAY_NONE ? letter_pay_by(l) : l->deadline);
}

static void put_today(struct buf *out, const struct letter *l) { put_day(out, l->composed); }

static void put_case(struct buf *out, const struct letter *l) { buf_add_i64(out, l->case_number); }

static void put_invoice(struct buf *out, const struct letter *l) {
    if (l->n_claims == 1 && l->claims_left_out == 0) {
        buf_add(out, l->claims[0].invoice);
    }
}

static void put_recipient(struct buf *out, const struct letter *l) { buf_add(out, l->to_name); }

static void put_creditor_name(struct buf *out, const struct letter *l) {
    buf_add(out, l->creditor_name);
}

static void put_creditor_org(struct buf *out, const struct letter *l) {
    buf_add(out, l->creditor_org);
}

static void put_kid(struct buf *out, const struct letter *l) { buf_add(out, l->kid); }

static void put_account(struct buf *out, const struct letter *l) { block_account(out, l->account); }

static void put_rate(struct buf *out, const struct letter *l) {
    if (l->interest_bp > 0 && l->interest_from != DAY_NONE) {
        buf_addf(out, "%d,%02d prosent", (int)(l->interest_bp / 100), (int)(l->interest_bp % 100));
    }
}

static void put_interest_from(struct buf *out, const struct letter *l) {
    put_day(out, l->interest_bp > 0 ? l->interest_from : DAY_NONE);
}

static void put_parts(struct buf *out, const struct letter *l) {
    if (l->n_instalments > 0) {
        buf_add_i64(out, l->n_instalments);
    }
}

static void put_agency_name(struct buf *out, const struct letter *l) {
    buf_add(out, l->sender.name);
}

static void put_agency_phone(struct buf *out, const struct letter *l) {
    buf_add(out, l->sender.phone);
}

static void put_agency_hours(struct buf *out, const struct letter *l) {
    buf_add(out, l->sender.phone_hours);
}

static void put_agency_email(struct buf *out, const struct letter *l) {
    buf_add(out, l->sender.email);
}

/* ---- the table ------------------------------------------------------------------------------- */

static const struct word type_rows[] = {
    {LETTER_MONEY, "money", "beløp", "An amount, with its unit: 1 250,00 kroner."},
    {LETTER_DAY, "day", "dag", "A day: 16.06.2026."},
    {LETTER_PERCENT, "percent", "prosent", "A rate, with its unit: 12,25 prosent."},
    {LETTER_NUMBER, "number", "tall", "A whole number."},
    {LETTER_TEXT, "text", "tekst", "A text, on the line where it is named."},
    {LETTER_BLOCK, "block", "blokk", "Krav's own words, on a line of its own; nothing where there is nothing to say."},
};
const struct words letter_field_types = WORDS("letter field type", type_rows);

#define K(kind) (1u << (LETTER_##kind))
#define ALL ((1u << LETTER_KINDS) - 2u)
#define TO_DEBTOR (ALL & ~(K(CREDITOR_QUESTION) | K(SETTLEMENT)))
/* Those that ask for payment; of them a missing instalment asks for a part. */
#define ASKS                                                                                       \
    (K(REMINDER) | K(COLLECTION_NOTICE) | K(PAYMENT_DEMAND) | K(LEGAL_NOTICE) |                    \
     K(ENFORCEMENT_NOTICE) | K(BANKRUPTCY_NOTICE) | K(MONITORING) | K(PLAN_BROKEN))
#define OWED (ASKS | K(PLAN_OFFER) | K(PLAN_AGREED) | K(PLAN_REMINDER) | K(DEFERRAL) | K(ESTATE_CLAIM))
#define WITH_AMOUNTS (OWED | K(DISPUTE_ANSWER) | K(RECEIPT) | K(SETTLEMENT))
#define WITH_ACCOUNT (OWED | K(DISPUTE_ANSWER))
#define WITH_KID (ASKS | K(PLAN_REMINDER) | K(ESTATE_CLAIM))
#define WITH_INTEREST (OWED & ~(K(PLAN_REMINDER) | K(ESTATE_CLAIM)))
#define RATE_ALWAYS                                                                                \
    (K(PAYMENT_DEMAND) | K(LEGAL_NOTICE) | K(ENFORCEMENT_NOTICE) | K(BANKRUPTCY_NOTICE))
#define INSTALMENTS (K(PLAN_OFFER) | K(PLAN_AGREED))
#define NO_CONSEQUENCE (K(REFUND) | K(CLOSING) | K(SETTLEMENT))
#define NO_OBJECTION (K(DISPUTE_ANSWER) | K(CREDITOR_QUESTION) | K(SETTLEMENT))
#define WITH_BOARD ((ASKS & ~K(REMINDER)) | K(DISPUTE_ANSWER) | K(ESTATE_CLAIM))
#define BY_2026 (K(COLLECTION_NOTICE) | K(PAYMENT_DEMAND))
#define P(part) (1u << (PART_##part))
#define VALUE(slot, name, meaning, doc) {SLOT_##slot, name, meaning, doc}

static const struct letter_field field_rows[] = {
    {VALUE(AMOUNT, "amount", "det som skal betales nå", "What is to be paid now; of instalments the next one."),
     LETTER_MONEY, WITH_AMOUNTS, OWED, 0, put_amount},
    {VALUE(TOTAL, "total", "hele beløpet i brevet", "The sum of the letter's amounts."),
     LETTER_MONEY, WITH_AMOUNTS, OWED, 0, put_total},
    {VALUE(FEE, "fee", "gebyret for dette brevet", "The letter's own fee or costs, where it bears any."),
     LETTER_MONEY, ASKS, 0, 0, put_fee},
    {VALUE(DEADLINE, "deadline", "fristen", "The day to pay by; of letters that ask for no payment, to answer by."),
     LETTER_DAY, ALL, ASKS | K(PROVISIONAL_ANSWER), P(DEADLINE), put_deadline},
    {VALUE(TODAY, "today", "brevets dato", "The day of the letter."),
     LETTER_DAY, ALL, ALL, 0, put_today},
    {VALUE(CASE, "case", "saksnummeret", "The case's number."),
     LETTER_NUMBER, ALL, ALL, 0, put_case},
    {VALUE(INVOICE, "invoice", "fakturanummeret", "The invoice, where the letter is about one claim that has a number."),
     LETTER_TEXT, ALL, 0, 0, put_invoice},
    {VALUE(RECIPIENT, "recipient", "mottakerens navn", "Whom the letter is for."),
     LETTER_TEXT, ALL, TO_DEBTOR, 0, put_recipient},
    {VALUE(CREDITOR_NAME, "creditor.name", "kreditors navn", "The creditor's name."),
     LETTER_TEXT, ALL, TO_DEBTOR & ~K(REFUND), P(CREDITOR), put_creditor_name},
    {VALUE(CREDITOR_ORG, "creditor.org", "kreditors organisasjonsnummer", "The creditor's organisation number."),
     LETTER_TEXT, ALL, 0, 0, put_creditor_org},
    {VALUE(KID, "kid", "KID", "The KID to pay with; it stands in {payment} as well."),
     LETTER_TEXT, WITH_ACCOUNT, WITH_KID, 0, put_kid},
    {VALUE(ACCOUNT, "account", "kontonummeret", "The client account; it stands in {payment} as well."),
     LETTER_TEXT, WITH_ACCOUNT, WITH_KID, 0, put_account},
    {VALUE(INTEREST_RATE, "interest.rate", "rentesatsen", "The yearly rate of interest in force."),
     LETTER_PERCENT, WITH_INTEREST, RATE_ALWAYS, 0, put_rate},
    {VALUE(INTEREST_FROM, "interest.from", "dagen renten regnes fra", "The first day of interest."),
     LETTER_DAY, WITH_INTEREST, RATE_ALWAYS, 0, put_interest_from},
    {VALUE(PARTS, "parts", "antall avdrag", "How many instalments."),
     LETTER_NUMBER, INSTALMENTS, 0, 0, put_parts},
    {VALUE(AGENCY_NAME, "agency.name", "inkassoforetakets navn", "The agency's name."),
     LETTER_TEXT, ALL, ALL, P(SENDER), put_agency_name},
    {VALUE(AGENCY_PHONE, "agency.phone", "inkassoforetakets telefon", "The agency's phone number."),
     LETTER_TEXT, ALL, 0, 0, put_agency_phone},
    {VALUE(AGENCY_HOURS, "agency.hours", "telefontiden", "When the phone is answered."),
     LETTER_TEXT, ALL, 0, 0, put_agency_hours},
    {VALUE(AGENCY_EMAIL, "agency.email", "inkassoforetakets e-post", "The agency's e-mail address."),
     LETTER_TEXT, ALL, 0, 0, put_agency_email},
    {VALUE(CREDITOR, "creditor", "linjen om kreditor", "The creditor, with organisation number."),
     LETTER_BLOCK, ALL, 0, P(CREDITOR), block_creditor},
    {VALUE(OPENING, "opening", "hva brevet er", "What this letter is, and what is so of this very case."),
     LETTER_BLOCK, ALL, 0, P(OPENING), block_opening},
    {VALUE(COVERED, "covered", "hva betalingen gikk til", "What the payment went to."),
     LETTER_BLOCK, K(RECEIPT), 0, P(COVERED), block_covered},
    {VALUE(CLAIMS, "claims", "hva kravet gjelder", "Each claim: invoice, goods or service, dates."),
     LETTER_BLOCK, ALL, 0, P(CLAIM) | P(INVOICE_DATE) | P(CONCERN), block_claims},
    {VALUE(AMOUNTS, "amounts", "beløpene, hvert for seg, og summen", "Each amount by itself, and their sum."),
     LETTER_BLOCK, WITH_AMOUNTS, 0, P(AMOUNTS) | P(TOTAL), block_amounts},
    {VALUE(INSTALMENTS, "instalments", "avdragene", "Each instalment, with day, amount and KID."),
     LETTER_BLOCK, INSTALMENTS, 0, P(INSTALMENTS), block_instalments},
    {VALUE(INTEREST, "interest", "rentesats og fra hvilken dag", "The rate of interest, and from which day."),
     LETTER_BLOCK, WITH_INTEREST, 0, P(INTEREST), block_interest},
    {VALUE(PAYMENT, "payment", "beløp, frist, konto og KID", "How much, by when, account and KID; pages have it as a slip."),
     LETTER_BLOCK, ALL & ~K(PROVISIONAL_ANSWER), 0, P(PAYMENT) | P(DEADLINE), block_payment},
    {VALUE(CONSEQUENCE, "consequence", "hva som skjer videre", "What follows, or what follows if nothing is done."),
     LETTER_BLOCK, ALL & ~NO_CONSEQUENCE, 0, P(CONSEQUENCE) | P(BREACH_COSTS), block_consequence},
    {VALUE(ESTIMATE, "estimate", "hva det kan koste", "What further collection may cost, once the act of 2026 asks for it."),
     LETTER_BLOCK, BY_2026, 0, P(ESTIMATE), block_estimate},
    {VALUE(OBJECTION, "objection", "hvem man sier fra til", "Whom to tell of an objection, and that it stops the collection."),
     LETTER_BLOCK, ALL & ~NO_OBJECTION, 0, P(OBJECTION), block_objection},
    {VALUE(HELP, "help", "veiledning og telefontid", "Whom to ask for help, how to complain, phone and hours, once the act of 2026 asks for it."),
     LETTER_BLOCK, BY_2026, 0, P(HELP) | P(PHONE_HOURS), block_help},
    {VALUE(BOARD, "board", "klagenemnda", "The complaint board."),
     LETTER_BLOCK, WITH_BOARD, 0, P(BOARD), block_board},
    {VALUE(GREETING, "greeting", "hilsenen", "With kind regards, and the agency's name."),
     LETTER_BLOCK, ALL, 0, P(SENDER), block_greeting},
};
const struct words letter_fields = WORDS("letter field", field_rows);

const enum letter_slot letter_own_blocks[] = {
    SLOT_CREDITOR, SLOT_OPENING, SLOT_COVERED, SLOT_CLAIMS, SLOT_AMOUNTS, SLOT_INSTALMENTS,
    SLOT_INTEREST, SLOT_PAYMENT, SLOT_CONSEQUENCE, SLOT_ESTIMATE, SLOT_OBJECTION, SLOT_HELP,
    SLOT_BOARD, SLOT_GREETING,
};
const size_t n_letter_own_blocks = sizeof letter_own_blocks / sizeof letter_own_blocks[0];

const struct letter_field *letter_field(enum letter_slot slot) {
    ensure(slot > 0 && slot < LETTER_SLOTS);
    ensure(field_rows[slot - 1].word.value == (int)slot);
    return &field_rows[slot - 1];
}

bool letter_field_present(enum letter_slot slot, const struct letter *l) {
    struct buf b;
    buf_init(&b, FIELD_BYTES_MAX);
    letter_field(slot)->put(&b, l);
    const bool present = b.len > 0;
    buf_fini(&b);
    return present;
}

/* Of a provisional answer the opening says by when the answer comes. */
unsigned letter_field_shows(const struct letter_field *f, enum letter_kind kind) {
    const bool says_when = kind == LETTER_PROVISIONAL_ANSWER && f->word.value == SLOT_OPENING;
    return f->shows | (says_when ? P(DEADLINE) : 0);
}

const struct letter_field *letter_field_for(enum letter_kind kind, enum letter_part part) {
    const struct letter_field *found = NULL;
    for (size_t i = 0; i < letter_fields.n; i++) {
        const struct letter_field *f = &field_rows[i];
        const bool shows = (f->kinds & 1u << kind) && (letter_field_shows(f, kind) & 1u << part);
        if (shows && (!found || found->type != LETTER_BLOCK)) {
            found = f;
        }
    }
    return found;
}
