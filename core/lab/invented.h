/* invented.h - the people of a test or a walk: nobody that exists, agreed as an import agrees when
 * it is not told otherwise.  Static texts; no memory. */
#ifndef KRAV_LAB_INVENTED_H
#define KRAV_LAB_INVENTED_H

#include "domain/letter.h"
#include "domain/party.h"

struct creditor invented_creditor(void);
/* With an address, a phone and an e-mail address, and identified. */
struct party invented_debtor(enum debtor_kind kind);
struct agreement invented_agreement(struct text level);
struct sender invented_sender(void);

#endif
