/* letter_text.c - what our letters say. */
#include "domain/letter_text.h"

#include <string.h>

#include "base/check.h"

/* inkassoloven § 17 second paragraph, said so that a reader sees what it is worth to him. */
#define OBJECT_IN_TIME                                                                             \
    "Mener {du|dere} at kravet er feil? Si fra til oss innen fristen, gjerne skriftlig. Da "       \
    "stanser vi innkrevingen mens saken undersøkes. Den som sier fra i tide og har rimelig grunn " \
    "til det, skal ikke betale inkassokostnader."
#define OBJECT_AT_ANY_TIME                                                                         \
    "Mener {du|dere} at noe er feil? Si fra til oss, gjerne skriftlig. Da stanser vi "             \
    "innkrevingen mens saken undersøkes."
#define ASK_US                                                                                     \
    "Er noe uklart, eller trenger {du|dere} mer tid? Ta kontakt, så finner vi ut av det sammen."
/* inkassoloven § 9 second paragraph, for the demand by § 10 first paragraph. */
#define PAID_IN_TIME                                                                               \
    "Betalingen er i tide når banken {din|deres} har fått betalingsoppdraget innen fristen."
/* How instalments are paid, and what becomes of the interest (plan.h). */
#define PLAN_PAYING                                                                                \
    "Hvert avdrag har sin egen KID. Det gjør ikke noe om {du|dere} bruker en av de andre. Et "     \
    "avdrag er i tide når banken {din|deres} har fått betalingsoppdraget senest på "               \
    "forfallsdagen. {Du|Dere} kan alltid betale mer eller raskere enn avtalt."
#define PLAN_INTEREST                                                                              \
    "Renten fram til hvert avdrag er regnet med etter den satsen som gjelder i dag. Betaler "      \
    "{du|dere} hvert avdrag i tide, skylder {du|dere} ikke noe mer i saken, også om satsen "       \
    "skulle øke. Blir den lavere, eller betaler {du|dere} raskere, blir det siste avdraget "       \
    "mindre."
/* inkassoloven § 22. */
#define COMPLAINT_BOARD                                                                            \
    "Er {du uenig|dere uenige} i kravet, kostnadene eller måten saken er behandlet på, kan "       \
    "{du|dere} klage til Finansklagenemnda (www.finkn.no). Kontakt oss gjerne først, så svarer "   \
    "vi {deg|dere}."

static const struct letter_text texts[LETTER_KINDS] = {
    [LETTER_REMINDER] =
        {.subject = "Påminnelse om betaling",
         .opening = "Vi kan ikke se at beløpet nedenfor er betalt. Har {du|dere} betalt i løpet av "
                    "de siste dagene, kan {du|dere} se bort fra dette brevet.",
         .consequence = "Trenger {du|dere} mer tid? Ta kontakt med oss, så prøver vi å finne en "
                        "løsning som passer.",
         .objection = OBJECT_AT_ANY_TIME,
         .with_amounts = true,
         .with_interest = true},
    [LETTER_COLLECTION_NOTICE] =
        {.subject = "Inkassovarsel",
         .opening = "Dette er et inkassovarsel etter inkassoloven § 9. Kravet nedenfor har "
                    "forfalt, og vi kan ikke se at det er betalt.",
         .consequence = "Er kravet ikke betalt innen fristen, går det videre til inkasso. Det kan "
                        "gi {deg|dere} ekstra kostnader. " PAID_IN_TIME " " ASK_US,
         .objection = OBJECT_IN_TIME,
         .with_amounts = true,
         .with_interest = true},
    /* inkassoloven § 10: to pay or to object, and what may follow if nothing is paid (letter e). */
    [LETTER_PAYMENT_DEMAND] =
        {.subject = "Betalingsoppfordring",
         .opening = "Kravet nedenfor er til inkasso. Fristen i inkassovarselet er ute, og vi kan "
                    "ikke se at kravet er betalt. Vi oppfordrer {deg|dere} til å betale eller "
                    "komme med innsigelser innen fristen (inkassoloven § 10).",
         .consequence = "Blir kravet ikke betalt, og hører vi heller ingen innsigelse innen "
                        "fristen, kan det føre til høyere kostnader og til rettslig inndriving. "
                        PAID_IN_TIME " " ASK_US,
         .objection = OBJECT_IN_TIME,
         .board = COMPLAINT_BOARD,
         .with_amounts = true,
         .with_interest = true},
    /* inkassoloven § 11. */
    [LETTER_LEGAL_NOTICE] =
        {.subject = "Varsel om rettslig inndriving",
         .opening = "Fristen i betalingsoppfordringen er ute, og vi kan ikke se at kravet nedenfor "
                    "er betalt.",
         .consequence = "Er kravet ikke betalt innen fristen, kan det bli sendt til forliksrådet "
                        "eller namsmannen. Det kan gi {deg|dere} ekstra kostnader. " PAID_IN_TIME
                        " " ASK_US,
         .objection = OBJECT_AT_ANY_TIME,
         .board = COMPLAINT_BOARD,
         .with_amounts = true,
         .with_interest = true},
    [LETTER_ENFORCEMENT_NOTICE] =
        {.subject = "Varsel om tvangsfullbyrdelse",
         .opening = "Dette er et varsel etter tvangsfullbyrdelsesloven § 4-18. Kravet nedenfor har "
                    "forfalt, og vi kan ikke se at det er betalt.",
         .consequence = "Er kravet ikke betalt innen fristen, kan vi be namsmannen om "
                        "tvangsfullbyrdelse, for eksempel utlegg. Det kan gi {deg|dere} ekstra "
                        "kostnader. " PAID_IN_TIME " " ASK_US,
         .objection = OBJECT_AT_ANY_TIME,
         .board = COMPLAINT_BOARD,
         .with_amounts = true,
         .with_interest = true},
    /* konkursloven § 63: the second demand, which is served, and gives two weeks from then. */
    [LETTER_BANKRUPTCY_NOTICE] =
        {.subject = "Konkursvarsel",
         .opening = "Dette er en ny betalingsoppfordring med konkursvarsel etter konkursloven "
                    "§ 63. Kravet nedenfor har forfalt. Vi har bedt om betaling før, og kan ikke "
                    "se at det er betalt.",
         .consequence = "Er kravet ikke betalt innen fristen, kan det bli begjært konkurs. Det kan "
                        "gi {deg|dere} ekstra kostnader. " PAID_IN_TIME " " ASK_US,
         .objection = OBJECT_AT_ANY_TIME,
         .board = COMPLAINT_BOARD,
         .with_amounts = true,
         .with_interest = true},
    [LETTER_MONITORING] =
        {.subject = "Vi vil gjerne høre fra {deg|dere}",
         .opening = "Kravet nedenfor er fortsatt ikke betalt. Kanskje er situasjonen {din|deres} "
                    "en annen nå enn sist vi hadde kontakt. Vi vil gjerne finne en løsning sammen "
                    "med {deg|dere}.",
         .consequence = "Kan {du|dere} ikke betale alt nå? Ta kontakt, så ser vi på hva som er "
                        "mulig, for eksempel å betale i avdrag. Kravet gjelder fortsatt, og "
                        "forsinkelsesrenten løper til det er betalt. Hører vi ikke fra "
                        "{deg|dere}, fortsetter vi å følge det opp.",
         .objection = OBJECT_AT_ANY_TIME,
         .board = COMPLAINT_BOARD,
         .with_amounts = true,
         .with_interest = true},
    [LETTER_PLAN_OFFER] =
        {.subject = "Tilbud om å betale i avdrag",
         .opening = "Er det vanskelig å betale kravet nedenfor på én gang? Vi tilbyr {deg|dere} å "
                    "betale i avdrag.",
         .consequence = "Ta kontakt og si hva {du|dere} kan klare å betale hver måned, så lager "
                        "vi en avtale sammen. {Du|Dere} får avtalen skriftlig, med dag og beløp "
                        "for hvert avdrag.\n"
                        "Forsinkelsesrenten løper til kravet er betalt. Med mer enn fire avdrag "
                        "kan det komme et tillegg i kostnadene (inkassoforskriften § 2-4). Det "
                        "kommer bare om vi har sagt hva det blir før {du|dere} sier ja.",
         .objection = OBJECT_AT_ANY_TIME,
         .with_amounts = true,
         .with_interest = true},
    /* inkassoloven § 13: what the agency agrees to binds the creditor. */
    [LETTER_PLAN_AGREED] =
        {.subject = "Avdragsordningen {din|deres}",
         .opening = "Vi har avtalt at {du|dere} betaler kravet nedenfor i avdrag.",
         .announce = "Kravet består i dag av:",
         .consequence = PLAN_PAYING "\n" PLAN_INTEREST,
         .objection = "Stemmer ikke dette med det vi ble enige om? Si fra til oss, så retter vi "
                      "det.",
         .with_amounts = true,
         .with_interest = true},
    [LETTER_PLAN_BROKEN] =
        {.subject = "Det mangler noe i avdragsordningen {din|deres}",
         .opening = "Vi kan ikke se at alt er betalt etter avdragsordningen {din|deres}. Har "
                    "{du|dere} betalt i løpet av de siste dagene, kan {du|dere} se bort fra dette "
                    "brevet. Nå ber vi bare om det som mangler.",
         .announce = "Dette mangler:",
         .consequence = "Blir det som mangler betalt innen fristen, fortsetter avtalen som før, og "
                        "de neste avdragene forfaller som avtalt. Hører vi ikke fra {deg|dere}, "
                        "kan avtalen bli avsluttet. Da kan innkrevingen fortsette, og det kan gi "
                        "ekstra kostnader.\n" PAID_IN_TIME " " ASK_US,
         .objection = OBJECT_AT_ANY_TIME,
         .board = COMPLAINT_BOARD,
         .with_amounts = true,
         .with_interest = true},
    /* God inkassoskikk: friendly, and free. */
    [LETTER_PLAN_REMINDER] =
        {.subject = "Påminnelse om avdrag",
         .opening = "Vi minner om det neste avdraget i avdragsordningen {din|deres}.",
         .announce = "Hele kravet består i dag av:",
         .consequence = "Påminnelsen koster ikke noe. Har {du|dere} alt betalt, kan {du|dere} se "
                        "bort fra den. Blir det vanskelig denne gangen? Ta kontakt før forfall, så "
                        "prøver vi å finne en løsning.",
         .objection = OBJECT_AT_ANY_TIME,
         .with_amounts = true},
    [LETTER_DEFERRAL] =
        {.subject = "{Du|Dere} har fått utsettelse",
         .opening = "{Du|Dere} har fått mer tid til å betale kravet nedenfor.",
         .consequence = "Vi gjør ikke noe mer for å kreve inn kravet før fristen er ute. "
                        "Forsinkelsesrenten løper også i denne tiden, så det kan bli litt mer å "
                        "betale.\n"
                        "Er kravet ikke betalt innen fristen, kan innkrevingen fortsette, og det "
                        "kan gi ekstra kostnader. " PAID_IN_TIME " " ASK_US,
         .objection = OBJECT_AT_ANY_TIME,
         .with_amounts = true,
         .with_interest = true},
    [LETTER_DISPUTE_RECEIVED] =
        {.subject = "Vi har mottatt innsigelsen {din|deres}",
         .opening = "Takk for at {du|dere} sa fra. Vi har stanset innkrevingen mens saken "
                    "undersøkes, og {du|dere} får svar når vi er ferdige.",
         .consequence = "Så lenge innsigelsen undersøkes, sender vi ingen krav om betaling, og det "
                        "kommer ingen nye gebyrer. Forsinkelsesrente kan løpe på det {du|dere} "
                        "eventuelt skylder.",
         .objection = "Har {du|dere} dokumenter eller opplysninger som kan hjelpe oss, kan "
                      "{du|dere} sende dem til oss."},
    [LETTER_DISPUTE_ANSWER] =
        {.subject = "Svar på innsigelsen {din|deres}",
         .opening = "Vi er ferdige med å undersøke innsigelsen {din|deres}. Oversikten nedenfor "
                    "viser hva som etter vår vurdering gjenstår.",
         .consequence = "Ønsker {du|dere} en nærmere begrunnelse, eller mener {du|dere} at vi har "
                        "oversett noe? Ta kontakt, så svarer vi {deg|dere}.",
         .board = COMPLAINT_BOARD,
         .with_amounts = true},
    [LETTER_RECEIPT] =
        {.subject = "Bekreftelse på betaling",
         .opening = "Takk for betalingen.",
         .announce = "Dette gjenstår å betale i saken:",
         .objection = "Stemmer ikke dette med det {du|dere} har betalt? Si fra til oss, så retter "
                      "vi det.",
         .with_amounts = true,
         .tells_only = true},
    [LETTER_REFUND] =
        {.subject = "Vi betaler tilbake penger til {deg|dere}",
         .opening = "Det er betalt for mye i saken nedenfor.",
         .objection = "Mangler vi kontonummeret {ditt|deres}, eller stemmer ikke beløpet? Ta "
                      "kontakt med oss."},
    [LETTER_CLOSING] =
        {.subject = "Saken er avsluttet",
         .opening = "Saken nedenfor er avsluttet hos oss. {Du|Dere} trenger ikke å gjøre noe mer.",
         .objection = "Stemmer ikke dette? Si fra til oss, så ser vi på det."},
    [LETTER_ESTATE_CLAIM] =
        {.subject = "Melding til boet",
         .opening = "Vi har fått melding om dødsfallet, og kondolerer. Vi skriver for å melde "
                    "kravet nedenfor til boet.",
         .consequence = "Vi ber om at kravet blir tatt med i oversikten over gjelden i boet. Gi "
                        "oss gjerne beskjed om hvem som tar seg av boet, og om det skiftes privat "
                        "eller offentlig. Ta den tiden som trengs.\n"
                        "Brevet er til boet. Det er ikke et krav mot noen av de pårørende.",
         .objection = "Er noe uklart, eller ser kravet ut til å være feil eller allerede betalt? "
                      "Ta kontakt, så undersøker vi det.",
         .board = "Klager på kravet eller på måten saken er behandlet på, kan sendes til "
                  "Finansklagenemnda (www.finkn.no). Kontakt oss gjerne først.",
         .with_amounts = true},
    [LETTER_CREDITOR_QUESTION] =
        {.subject = "Spørsmål om et krav dere har sendt oss",
         .opening = "Vi trenger opplysninger fra dere om kravet nedenfor før vi kan gå videre. "
                    "Send oss det dere har som viser hva kravet gjelder og hvordan det oppsto.",
         .consequence = "Vi trenger svaret for å kunne behandle saken riktig.",
         .to_creditor = true},
    [LETTER_PROVISIONAL_ANSWER] =
        {.subject = "Foreløpig svar",
         .opening = "Takk for henvendelsen. Vi må undersøke saken nærmere før vi kan svare, og det "
                    "tar lengre tid enn en uke.",
         .consequence = "Til {du|dere} har fått svaret, sender vi ingen nye krav om betaling, og det "
                        "kommer ingen nye gebyrer eller kostnader. En frist som løper nå, får ingen "
                        "følger før svaret er gitt. Forsinkelsesrente kan løpe på det {du|dere} "
                        "eventuelt skylder.",
         .objection = "Har {du|dere} dokumenter eller opplysninger som kan hjelpe oss, kan "
                      "{du|dere} sende dem til oss."},
    [LETTER_SETTLEMENT] =
        {.subject = "Oversikt over en sak vi har for dere",
         .opening = "Her er oversikten over saken nedenfor. Ta kontakt hvis noe er uklart.",
         .to_creditor = true,
         .with_amounts = true},
};

const struct letter_text *letter_text_of(enum letter_kind kind) {
    ensure(kind > 0 && kind < LETTER_KINDS);
    ensure(texts[kind].subject != NULL);
    return &texts[kind];
}

static const struct letter_word *word_of(enum letter_kind kind) {
    const struct word *word = words_by_value(&letter_kinds, (int)kind);
    ensure(word != NULL);
    return (const struct letter_word *)(const void *)word;
}

bool letter_asks_payment(enum letter_kind kind) { return word_of(kind)->asks_payment; }

bool letter_asks_all(enum letter_kind kind) { return word_of(kind)->asks_all; }

struct text letter_say(const char *words, bool to_many, struct arena *arena) {
    if (words == NULL) {
        return (struct text){0};
    }
    struct text rest = text_of(words), head;
    char *said = arena_take(arena, rest.len);
    size_t n = 0;
    while (text_cut(&rest, '{', &head)) {
        memcpy(said + n, head.ptr, head.len);
        n += head.len;
        if (rest.ptr != NULL) {
            struct text one, choice;
            ensure(text_cut(&rest, '}', &choice) && text_cut(&choice, '|', &one));
            const struct text chosen = to_many ? choice : one;
            memcpy(said + n, chosen.ptr, chosen.len);
            n += chosen.len;
        }
    }
    return (struct text){said, n};
}

struct text letter_text_offer(bool to_many, struct arena *arena) {
    return letter_say(PLAN_PAYING "\n" PLAN_INTEREST, to_many, arena);
}
