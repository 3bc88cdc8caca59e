/* kid.h - KID, the customer identification of a payment (kundeidentifikasjon).
 *
 *     case number (9 digits) | purpose (1 digit) | MOD10 check
 *
 * Fixed width, so a KID is never reused and a case is found by arithmetic; MOD10 and MOD11 as in
 * the OCR giro specification.  Purposes: 0 the case, 1-9 instalment plans by ordinal. */
#ifndef KRAV_DOMAIN_KID_H
#define KRAV_DOMAIN_KID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

#define KID_MAX 25
#define KID_OWN_LEN 11
#define KID_CASE_MAX 999999999

char kid_mod10(struct text digits);  /* the check digit to append */
char kid_mod11(struct text digits);  /* '0'..'9' or '-' */
bool kid_is_mod10(struct text kid);  /* 2..25 digits with a right check digit */
bool kid_is_mod11(struct text kid);
const char *kid_make(int64_t case_number, int purpose, char out[KID_OWN_LEN + 1]);
/* False unless it is one of ours: right length, check and range. */
bool kid_parse(struct text kid, int64_t *case_number, int *purpose);

#endif
