/* words.h - the sheet's own words in the letter's language, and numbers as Norwegians write them. */
#ifndef RENDER_WORDS_H
#define RENDER_WORDS_H

#include "krav/plugin.h"

struct words {
    const char *language;
    const char *date, *case_ref, *org; /* the head of the sheet */
    const char *page, *of;             /* "Side 1 av 2" */
    const char *table, *in_kroner, *total;
    const char *payment, *payee, *account, *kid, *to_pay, *remains, *pay_by, *answer_by,
        *online;
};
const struct words *words_of(krav_str language); /* bokmål when it knows no better */

#define WORDS_SHORT 48
krav_str words_day(char out[WORDS_SHORT], krav_day day);         /* 16.11.2026 */
krav_str words_account(char out[WORDS_SHORT], krav_str account); /* 1234.56.78903 */
krav_str words_org(char out[WORDS_SHORT], krav_str org);         /* 312 597 772 */
krav_str words_amount(char out[WORDS_SHORT], krav_ore amount);   /* 12 345,67 */

#endif
