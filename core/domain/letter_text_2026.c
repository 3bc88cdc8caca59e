/* letter_text_2026.c - the notice and the demand of the act of 2026, §§ 20 and 21.
 *
 * They say more than those of 1988: what it may cost, whom to ask for help, how to complain, the
 * board already in the notice.  They warn of no court, and ask nobody to pay or object. */
#include "domain/letter_text.h"

/* Handling an objection costs nothing (§ 18), and stops the collection (§ 24). */
#define OBJECT                                                                                     \
    "Mener {du|dere} at kravet er feil? Si fra til oss, gjerne skriftlig. Da stanser vi "          \
    "innkrevingen mens saken undersøkes. Det koster ingenting å si fra."
#define HELP                                                                                       \
    "Er det vanskelig å betale, eller trenger {du|dere} mer tid? Ta kontakt, så finner vi ut av "  \
    "det sammen. Er {du|dere} misfornøyd med måten vi behandler saken på, kan {du|dere} klage "    \
    "til oss, og vi svarer innen en uke."
#define BOARD                                                                                      \
    "Blir vi ikke enige, kan {du|dere} klage til Finansklagenemnda (www.finkn.no)."
/* A business is given the same as a consumer has by finansavtaleloven § 2-2. */
#define PAID_IN_TIME                                                                               \
    "Betalingen er i tide når banken {din|deres} har fått betalingsoppdraget innen fristen."

static const struct letter_text notice = {
    .subject = "Inkassovarsel",
    .opening = "Dette er et inkassovarsel etter inkassoloven § 20. Kravet nedenfor har forfalt, og "
               "vi kan ikke se at det er betalt.",
    .consequence = "Er kravet ikke betalt innen fristen, går det videre til inkasso. " PAID_IN_TIME,
    .objection = OBJECT,
    .help = HELP,
    .board = BOARD,
    .with_amounts = true,
    .with_interest = true};

static const struct letter_text demand = {
    .subject = "Betalingsoppfordring",
    .opening = "Dette er en betalingsoppfordring etter inkassoloven § 21. Fristen i "
               "inkassovarselet er ute, og vi kan ikke se at kravet nedenfor er betalt.",
    .consequence = "Vi ber {deg|dere} om å betale innen fristen. " PAID_IN_TIME,
    .objection = OBJECT,
    .help = HELP,
    .board = BOARD,
    .with_amounts = true,
    .with_interest = true};

const struct letter_text *letter_text_2026(enum letter_kind kind) {
    return kind == LETTER_COLLECTION_NOTICE ? &notice
           : kind == LETTER_PAYMENT_DEMAND  ? &demand
                                            : letter_text_of(kind);
}
