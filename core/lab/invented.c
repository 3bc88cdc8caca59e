/* invented.c - see invented.h.  Numbers are from the series that are never given to anybody. */
#include "lab/invented.h"

struct creditor invented_creditor(void) {
    return (struct creditor){.id = 1,
                             .org = TEXT("311758489"),
                             .name = TEXT("Testkreditor AS"),
                             .address = TEXT("Prøveveien 2, 0001 Oslo"),
                             .email = TEXT("kreditor@example.invalid")};
}

struct party invented_debtor(enum debtor_kind kind) {
    const bool business = kind == DEBTOR_BUSINESS;
    return (struct party){.id = 1,
                          .kind = kind,
                          .identity = business ? TEXT("312597772") : TEXT("31856397214"),
                          .name = business ? TEXT("Testverk AS") : TEXT("Test Testesen"),
                          .address1 = TEXT("Prøveveien 1"),
                          .postcode = TEXT("0001"),
                          .city = TEXT("Oslo"),
                          .email = TEXT("test@example.invalid"),
                          .phone = TEXT("00000000")};
}

struct agreement invented_agreement(struct text level) {
    return (struct agreement){.id = 1,
                              .creditor = 1,
                              .from = 1,
                              .level = level,
                              .letter_fee_owner = OWNER_CREDITOR,
                              .letter_fees = true,
                              .order1 = COMPONENT_COSTS,
                              .order2 = COMPONENT_INTEREST,
                              .order3 = COMPONENT_PRINCIPAL,
                              .remainder_max = 10000,
                              .grace_bank_days = 3};
}

struct sender invented_sender(void) {
    return (struct sender){.name = TEXT("Eksempel Inkasso AS"),
                           .org = TEXT("312597772"),
                           .address = TEXT("Lillegata 1, 0150 Oslo"),
                           .phone = TEXT("22 00 00 00"),
                           .email = TEXT("post@eksempel.invalid"),
                           .account = TEXT("12345678903")};
}
