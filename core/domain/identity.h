/* identity.h - national ids (fødselsnummer, D-nummer), organisation numbers and bank accounts.
 *
 * Skatteetaten: old rule and the one for numbers issued from 2032 (first control digit's
 * remainder 0-3); a validator accepts both.  Synthetic numbers (month + 65 or 80) are told apart;
 * month + 40 may be the H-number of a living person and is never taken for synthetic.  Numbers
 * stay text: leading zeros matter. */
#ifndef KRAV_DOMAIN_IDENTITY_H
#define KRAV_DOMAIN_IDENTITY_H

#include "base/day.h"
#include "base/text.h"

enum identity_fault {
    IDENTITY_OK = 0,
    IDENTITY_OK_2032,      /* valid under the rule for numbers issued from 2032 only */
    IDENTITY_LENGTH, IDENTITY_NOT_DIGITS, IDENTITY_CHECK_DIGIT, IDENTITY_DATE
};
const char *identity_says(enum identity_fault f); /* "wrong check digit" */

struct national_id {
    enum identity_fault fault;
    bool is_d_number, is_synthetic, is_h_number;
    day born; /* DAY_NONE: the number does not tell the century */
};
struct national_id identity_national(struct text id);
/* True if the number tells that its owner is not yet eighteen on this day (vergemålsloven § 8). */
bool identity_minor(struct text id, day on);
enum identity_fault identity_org(struct text org);         /* 9 digits, MOD11 */
enum identity_fault identity_account(struct text account); /* 11 digits, MOD11 */

#endif
