/* letter_literals.h - numbers in an author's text that only krav may write.
 *
 * An amount in a template would be a fee by the back door, a day or a number of days a deadline, a
 * rate an interest, a long number an account: each stands in a letter as a typed field, or not at all.
 * What is spelt out in words no machine can see. */
#ifndef KRAV_DOMAIN_LETTER_LITERALS_H
#define KRAV_DOMAIN_LETTER_LITERALS_H

#include "base/text.h"

#include <stdint.h>

#define LITERAL_FIELD '\x01' /* stands for a field's value in the text that is searched */

struct literal {
    size_t at;          /* of its first byte */
    struct text said;   /* "500 kr" */
    const char *what;   /* "an amount of money" */
    const char *instead;
};
/* The first one from byte *at on, which moves behind it; false if there is none. */
bool literal_next(struct text t, size_t *at, struct literal *out);

#endif
