/* statement.c - the statement's record, its sums, its proposal for the books, and its CSV. */
#include "domain/statement.h"

#include "base/csv.h"

static const struct field case_fields[] = {
    FIELD(FIELD_INT, struct statement_case, number),
    FIELD(FIELD_TEXT, struct statement_case, invoices),
    FIELD(FIELD_TEXT, struct statement_case, debtor),
    FIELD_AS("principal_ore", FIELD_ORE, struct statement_case, principal),
    FIELD_AS("interest_ore", FIELD_ORE, struct statement_case, interest),
    FIELD_AS("costs_creditor_ore", FIELD_ORE, struct statement_case, costs_creditor),
    FIELD_AS("costs_court_ore", FIELD_ORE, struct statement_case, costs_court),
    FIELD_AS("direct_ore", FIELD_ORE, struct statement_case, direct),
    FIELD_AS("agency_ore", FIELD_ORE, struct statement_case, agency),
};
static const struct record case_record_of = RECORD("statement case", struct statement_case,
                                                   case_fields);

static const struct field booking_fields[] = {
    FIELD(FIELD_TEXT, struct statement_booking, account),
    FIELD_AS("debit_ore", FIELD_ORE, struct statement_booking, debit),
    FIELD_AS("credit_ore", FIELD_ORE, struct statement_booking, credit),
};
static const struct record booking_record = RECORD("statement booking", struct statement_booking,
                                                   booking_fields);

static const struct field sender_fields[] = {
    FIELD(FIELD_TEXT, struct sender, name),
    FIELD(FIELD_TEXT, struct sender, org),
    FIELD(FIELD_TEXT, struct sender, address),
    FIELD(FIELD_TEXT, struct sender, phone),
    FIELD(FIELD_TEXT, struct sender, email),
    FIELD(FIELD_TEXT, struct sender, account),
};
static const struct record sender_record = RECORD("statement sender", struct sender,
                                                  sender_fields);

static const struct field statement_fields[] = {
    FIELD(FIELD_TEXT, struct statement, id),
    FIELD(FIELD_DAY, struct statement, on),
    FIELD(FIELD_DAY, struct statement, from),
    FIELD(FIELD_TEXT, struct statement, creditor_org),
    FIELD(FIELD_TEXT, struct statement, creditor_name),
    FIELD(FIELD_TEXT, struct statement, creditor_address),
    FIELD(FIELD_TEXT, struct statement, account),
    FIELD_SUB(struct statement, sender, sender_record),
    FIELD_MANY(struct statement, cases, case_record_of, STATEMENT_CASES_MAX),
    FIELD_SUB(struct statement, sum, case_record_of),
    FIELD_AS("brought_ore", FIELD_ORE, struct statement, brought),
    FIELD_AS("share_ore", FIELD_ORE, struct statement, share),
    FIELD(FIELD_INT32, struct statement, commission_bp),
    FIELD(FIELD_BOOL, struct statement, vat_deducted),
    FIELD_AS("commission_ore", FIELD_ORE, struct statement, commission),
    FIELD_AS("vat_ore", FIELD_ORE, struct statement, vat),
    FIELD_AS("set_off_ore", FIELD_ORE, struct statement, set_off),
    FIELD_AS("owes_ore", FIELD_ORE, struct statement, owes),
    FIELD_AS("paid_out_ore", FIELD_ORE, struct statement, paid_out),
    FIELD_MANY(struct statement, bookings, booking_record, 16),
    FIELD(FIELD_TEXT, struct statement, department),
};
const struct record statement_record = RECORD("statement", struct statement, statement_fields);

/* ---- sums ------------------------------------------------------------------------------------ */

#define BOOKINGS_MAX 10

/* A positive amount on its own side, a negative one on the other. */
static void book(struct statement *s, struct text account, ore debit) {
    if (debit != 0) {
        s->bookings[s->n_bookings++] = (struct statement_booking){account,
            debit > 0 ? debit : 0, debit < 0 ? -debit : 0};
    }
}

void statement_add_up(struct statement *s, struct arena *arena) {
    struct statement_case sum = {0};
    for (uint32_t i = 0; i < s->n_cases; i++) {
        const struct statement_case *c = &s->cases[i];
        sum.principal = money_add(sum.principal, c->principal);
        sum.interest = money_add(sum.interest, c->interest);
        sum.costs_creditor = money_add(sum.costs_creditor, c->costs_creditor);
        sum.costs_court = money_add(sum.costs_court, c->costs_court);
        sum.direct = money_add(sum.direct, c->direct);
        sum.agency = money_add(sum.agency, c->agency);
    }
    s->sum = sum;
    s->bookings = arena_take_n(arena, BOOKINGS_MAX, sizeof *s->bookings);
    s->n_bookings = 0;
    book(s, TEXT("Bank"), s->paid_out);
    book(s, TEXT("Inkassokostnader (provisjon)"), s->commission);
    book(s, s->vat_deducted ? TEXT("Inngående merverdiavgift")
                            : TEXT("Merverdiavgift uten fradragsrett"), s->vat);
    book(s, TEXT("Mellomregning inkassobyrå"), s->set_off - s->brought);
    book(s, TEXT("Kundefordringer"), -sum.principal);
    book(s, TEXT("Renteinntekter"), -sum.interest);
    book(s, TEXT("Purregebyr og omkostninger"), -sum.costs_creditor);
    book(s, TEXT("Forskutterte rettsgebyr"), -sum.costs_court);
}

/* ---- CSV ------------------------------------------------------------------------------------- */

static void csv_ore(struct buf *out, ore amount) {
    buf_add_char(out, ';');
    csv_hundredths(out, amount);
}

static void csv_case(struct buf *out, const struct statement_case *c) {
    if (c->number) {
        buf_add_i64(out, c->number);
    } else {
        buf_add_str(out, "SUM");
    }
    buf_add_char(out, ';');
    csv_text(out, c->invoices);
    buf_add_char(out, ';');
    csv_text(out, c->debtor);
    csv_ore(out, c->principal);
    csv_ore(out, c->interest);
    csv_ore(out, c->costs_creditor);
    csv_ore(out, c->costs_court);
    csv_ore(out, c->direct);
    csv_ore(out, c->agency);
    buf_add_str(out, "\r\n");
}

void statement_csv(const struct statement *s, struct buf *out) {
    buf_add_str(out, "sak;faktura;skyldner;hovedstol;renter;gebyrer;rettsgebyr;betalt_direkte;"
                     "inkassokostnader\r\n");
    for (uint32_t i = 0; i < s->n_cases; i++) {
        csv_case(out, &s->cases[i]);
    }
    csv_case(out, &s->sum);
}
