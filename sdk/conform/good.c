#include "conform/good.h"

#include "krav/easy.h"

#define S(literal) {(literal), sizeof(literal) - 1}

static const krav_letter_line lines[] = {
    {.size = sizeof lines[0], .label = S("Hovedstol"), .amount = 125000},
    {.size = sizeof lines[0], .label = S("Forsinkelsesrenter"), .amount = 1234},
};

static const krav_letter letter = {
    .size = sizeof letter,
    .composed = CLIENT_TODAY,
    .deadline = CLIENT_TODAY + 14,
    .asks_payment = 1,
    .kind = S("payment_demand"),
    .to_name = S("Kari Prøve"),
    .to_address = S("Storgata 1\n0155 Oslo"),
    .to_contact = S("kari@example.no"),
    .to_id = S("01817000152"),
    .kid = S("1234567897"),
    .account = S("12345678903"),
    .amount = 126234,
    .language = S("nb"),
    .subject = S("Betalingsoppfordring"),
    .body = S("Vi har ikke mottatt betaling for kravet nedenfor.\n\nHovedstol 1 250,00\n"
              "Forsinkelsesrenter 12,34\nÅ betale 1 262,34\n\nMed hilsen\nPrøven Inkasso AS\n"),
    .case_ref = S("2025-1"),
    .from_name = S("Prøven Inkasso AS"),
    .from_address = S("Postboks 1\n0101 Oslo"),
    .from_contact = S("post@example.no"),
    .from_org = S("311758489"),
    .from_email = S("post@example.no"),
    .creditor_name = S("Øvre Kraft AS"),
    .intro = S("Vi har ikke mottatt betaling for kravet nedenfor.\n"),
    .lines = lines,
    .n_lines = 2,
    .total = 126234,
    .closing = S("Med hilsen\nPrøven Inkasso AS\n"),
};

static const krav_transfer transfers[] = {
    {.size = sizeof transfers[0], .on = CLIENT_TODAY + 1, .amount = 50000, .id = S("T1"),
     .to_account = S("15942287248"), .to_name = S("Øvre Kraft AS"), .message = S("Oppgjør 1")},
    {.size = sizeof transfers[0], .on = CLIENT_TODAY + 1, .amount = 25000, .id = S("T2"),
     .to_account = S("86011117947"), .to_name = S("Nedre Kraft AS"), .kid = S("1234567897")},
};
static const krav_batch batch = {
    .size = sizeof batch,
    .n_transfers = 2,
    .transfers = transfers,
    .from_account = S("12345678903"),
    .from_name = S("Prøven Inkasso AS"),
    .from_org = S("311758489"),
    .sum = 75000,
    .currency = S("NOK"),
};

static const krav_debit asked[] = {
    {.size = sizeof asked[0], .kind = KRAV_DEBIT_ASK, .amount = 50000, .due = CLIENT_TODAY + 21,
     .notice = 1, .kid = S("1234567897"), .payer_name = S("Kari Prøve")},
    {.size = sizeof asked[0], .kind = KRAV_DEBIT_ASK, .amount = 25000, .due = CLIENT_TODAY + 21,
     .notice = 2, .kid = S("2345676"), .payer_name = S("Ola Prøve")},
};
static const krav_debits debits = {
    .size = sizeof debits,
    .n_debits = 2,
    .debits = asked,
    .to_account = S("12345678903"),
    .sum = 75000,
    .number = 1,
};

static const krav_known known[] = {
    {.size = sizeof known[0], .name = S("open_cases"), .value = 2},
    {.size = sizeof known[0], .name = S("broken_plans"), .value = 1},
    {.size = sizeof known[0], .name = S("days_overdue"), .value = 40},
};
static const krav_subject subject = {
    .size = sizeof subject,
    .kind = 1,
    .id = S("01817000152"),
    .name = S("Kari Prøve"),
    .address = S("Storgata 1"),
    .postcode = S("0155"),
    .city = S("Oslo"),
    .country = S("NO"),
    .exposure = 126234,
    .known = known,
    .n_known = 3,
};
static const krav_subject both[] = {
    {.size = sizeof both[0], .kind = 1, .id = S("01817000152"), .name = S("Kari Prøve")},
    {.size = sizeof both[0], .kind = 2, .id = S("312597772"), .name = S("Nedre Kraft AS")},
};
static const krav_subjects subjects = {.size = sizeof subjects, .n_subjects = 2, .subjects = both};

static const krav_filing_form filing = {
    .size = sizeof filing,
    .on = CLIENT_TODAY,
    .kind = S("conciliation"),
    .creditor_org = S("312597772"),
    .creditor_name = S("Øvre Kraft AS"),
    .debtor_id = S("01817000152"),
    .debtor_name = S("Kari Prøve"),
    .debtor_address = S("Storgata 1\n0155 Oslo"),
    .principal = 125000,
    .interest = 1234,
    .costs = 35000,
    .body = S("Forliksklage\n"),
    .case_ref = S("2025-1"),
};

static const krav_checkout_form page = {
    .size = sizeof page,
    .amount = 126234,
    .currency = S("NOK"),
    .kid = S("1234567897"),
    .description = S("Sak 2025-1"),
    .return_url = S("https://krav.example.no/takk"),
    .language = S("nb"),
};
static const krav_checkout_ref opened = {
    .size = sizeof opened, .reference = S("p-1"), .amount = 126234};

static const krav_request request = {
    .size = sizeof request,
    .method = S("GET"),
    .path = S("/"),
    .headers = S("host: krav.example.no\n"),
    .peer = S("192.0.2.1"),
};

static const struct wire_head head = {
    .size = sizeof head, .head = S("NY000010"), .name = S("file.txt")};

const void *good_argument(enum wire_ask ask) {
    switch (ask) {
    case WIRE_ASK_SEND:
    case WIRE_ASK_RENDER:
        return &letter;
    case WIRE_ASK_PAY:
        return &batch;
    case WIRE_ASK_COLLECT:
        return &debits;
    case WIRE_ASK_SCORE:
    case WIRE_ASK_WASH:
        return &subject;
    case WIRE_ASK_WASH_MANY:
        return &subjects;
    case WIRE_ASK_FILE_FORM:
        return &filing;
    case WIRE_ASK_CHECKOUT:
        return &page;
    case WIRE_ASK_STATUS:
    case WIRE_ASK_CHARGE:
    case WIRE_ASK_REFUND:
    case WIRE_ASK_WITHDRAW:
        return &opened;
    case WIRE_ASK_SERVE:
        return &request;
    case WIRE_ASK_RECOGNISE:
        return &head;
    case WIRE_ASK_RECALL:
    case WIRE_ASK_BEGIN:
    case WIRE_ASK_POLL:
    case WIRE_ASK_END:
        break;
    }
    return NULL;
}

bool good_has_effect(enum wire_ask ask) {
    return ask == WIRE_ASK_SEND || ask == WIRE_ASK_PAY || ask == WIRE_ASK_COLLECT ||
           ask == WIRE_ASK_FILE_FORM || ask == WIRE_ASK_CHECKOUT;
}
