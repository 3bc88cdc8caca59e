/* letter_text.c - what our letters say. */
#include "domain/letter_text.h"

#include "base/check.h"

/* inkassoloven § 17 second paragraph, said so that a reader sees what it is worth to him. */
#define OBJECT_IN_TIME                                                                            \
    "Mener du at kravet er feil? Si fra til oss innen fristen, gjerne skriftlig. Da stanser vi "  \
    "innkrevingen mens saken undersøkes. Den som sier fra i tide og har rimelig grunn til det, "  \
    "skal ikke betale inkassokostnader."
#define OBJECT_AT_ANY_TIME                                                                        \
    "Mener du at noe er feil? Si fra til oss, gjerne skriftlig. Da stanser vi innkrevingen mens " \
    "saken undersøkes."
#define ASK_US "Er noe uklart, eller trenger du mer tid? Ta kontakt, så finner vi ut av det sammen."
#define PAID_IN_TIME                                                                              \
    "Betalingen er i tide når banken din har fått betalingsoppdraget innen fristen."
/* inkassoloven § 22. */
#define COMPLAINT_BOARD                                                                           \
    "Er du uenig i kravet, kostnadene eller måten saken er behandlet på, kan du klage til "       \
    "Finansklagenemnda (www.finkn.no). Kontakt oss gjerne først, så svarer vi deg."

static const struct letter_text texts[LETTER_KINDS] = {
    [LETTER_REMINDER] =
        {.subject = "Påminnelse om betaling",
         .opening = "Vi kan ikke se at beløpet nedenfor er betalt. Har du betalt i løpet av de "
                    "siste dagene, kan du se bort fra dette brevet.",
         .consequence = "Trenger du mer tid? Ta kontakt med oss, så prøver vi å finne en løsning "
                        "som passer.",
         .objection = OBJECT_AT_ANY_TIME,
         .with_amounts = true},
    [LETTER_COLLECTION_NOTICE] =
        {.subject = "Inkassovarsel",
         .opening = "Dette er et inkassovarsel etter inkassoloven § 9. Kravet nedenfor har "
                    "forfalt, og vi kan ikke se at det er betalt.",
         .consequence = "Er kravet ikke betalt innen fristen, går det videre til inkasso. Det kan "
                        "gi deg ekstra kostnader. " PAID_IN_TIME " " ASK_US,
         .objection = OBJECT_IN_TIME,
         .with_amounts = true},
    [LETTER_PAYMENT_DEMAND] =
        {.subject = "Betalingsoppfordring",
         .opening = "Kravet nedenfor er til inkasso. Fristen i inkassovarselet er ute, og vi kan "
                    "ikke se at kravet er betalt. Vi oppfordrer deg til å betale eller komme med "
                    "innsigelser innen fristen (inkassoloven § 10).",
         .consequence = "Hører vi ikke fra deg innen fristen, kan det føre til høyere kostnader og "
                        "til rettslig inndriving. " PAID_IN_TIME " " ASK_US,
         .objection = OBJECT_IN_TIME,
         .board = COMPLAINT_BOARD,
         .with_amounts = true},
    [LETTER_LEGAL_NOTICE] =
        {.subject = "Varsel om rettslig inndriving",
         .opening = "Fristen i betalingsoppfordringen er ute, og vi kan ikke se at kravet nedenfor "
                    "er betalt.",
         .consequence = "Er kravet ikke betalt innen fristen, kan det bli sendt til forliksrådet "
                        "eller namsmannen. Det kan gi deg ekstra kostnader. " PAID_IN_TIME
                        " " ASK_US,
         .objection = OBJECT_AT_ANY_TIME,
         .board = COMPLAINT_BOARD,
         .with_amounts = true},
    [LETTER_ENFORCEMENT_NOTICE] =
        {.subject = "Varsel om tvangsfullbyrdelse",
         .opening = "Dette er et varsel etter tvangsfullbyrdelsesloven § 4-18. Kravet nedenfor har "
                    "forfalt, og vi kan ikke se at det er betalt.",
         .consequence = "Er kravet ikke betalt innen fristen, kan vi be namsmannen om utlegg. Det "
                        "kan gi deg ekstra kostnader. " ASK_US,
         .objection = OBJECT_AT_ANY_TIME,
         .board = COMPLAINT_BOARD,
         .with_amounts = true},
    [LETTER_DISPUTE_RECEIVED] =
        {.subject = "Vi har mottatt innsigelsen din",
         .opening = "Takk for at du sa fra. Vi har stanset innkrevingen mens saken undersøkes, og "
                    "du får svar når vi er ferdige.",
         .consequence = "Så lenge innsigelsen undersøkes, sender vi ingen krav om betaling, og det "
                        "kommer ingen nye gebyrer. Forsinkelsesrente kan løpe på det du eventuelt "
                        "skylder.",
         .objection = "Har du dokumenter eller opplysninger som kan hjelpe oss, kan du sende dem "
                      "til oss."},
    [LETTER_DISPUTE_ANSWER] =
        {.subject = "Svar på innsigelsen din",
         .opening = "Vi er ferdige med å undersøke innsigelsen din. Oversikten nedenfor viser hva "
                    "som etter vår vurdering gjenstår.",
         .consequence = "Ønsker du en nærmere begrunnelse, eller mener du at vi har oversett noe? "
                        "Ta kontakt, så svarer vi deg.",
         .board = COMPLAINT_BOARD,
         .with_amounts = true},
    [LETTER_RECEIPT] =
        {.subject = "Bekreftelse på betaling",
         .opening = "Takk for betalingen.",
         .objection = "Stemmer ikke dette med det du har betalt? Si fra til oss, så retter vi det.",
         .with_amounts = true},
    [LETTER_REFUND] =
        {.subject = "Vi betaler tilbake penger til deg",
         .opening = "Det er betalt for mye i saken nedenfor. Det som er betalt for mye, betaler vi "
                    "tilbake.",
         .objection = "Mangler vi kontonummeret ditt, eller stemmer ikke beløpet? Ta kontakt med "
                      "oss."},
    [LETTER_CLOSING] =
        {.subject = "Saken er avsluttet",
         .opening = "Saken nedenfor er avsluttet hos oss. Du trenger ikke å gjøre noe mer.",
         .objection = "Stemmer ikke dette? Si fra til oss, så ser vi på det."},
    [LETTER_CREDITOR_QUESTION] =
        {.subject = "Spørsmål om et krav dere har sendt oss",
         .opening = "Vi trenger opplysninger fra dere om kravet nedenfor før vi kan gå videre. "
                    "Send oss det dere har som viser hva kravet gjelder og hvordan det oppsto.",
         .consequence = "Vi trenger svaret for å kunne behandle saken riktig.",
         .to_creditor = true},
    [LETTER_SETTLEMENT] =
        {.opening = "Her er oversikten over saken nedenfor. Ta kontakt hvis noe er uklart.",
         .to_creditor = true,
         .with_amounts = true},
};

/* Kinds without words of their own: true of every case, and nothing more. */
static const struct letter_text general = {
    .opening = "Dette brevet gjelder saken nedenfor.",
    .consequence = ASK_US,
    .objection = OBJECT_AT_ANY_TIME,
    .board = COMPLAINT_BOARD,
    .with_amounts = true,
};

const struct letter_text *letter_text_of(enum letter_kind kind) {
    ensure(kind > 0 && kind < LETTER_KINDS);
    return texts[kind].opening != NULL ? &texts[kind] : &general;
}

bool letter_asks_payment(enum letter_kind kind) {
    const struct word *word = words_by_value(&letter_kinds, (int)kind);
    ensure(word != NULL);
    return ((const struct letter_word *)(const void *)word)->asks_payment;
}
