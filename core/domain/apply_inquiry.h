/* apply_inquiry.h - a score or a register's answer comes back to the case that asked. */
#ifndef KRAV_DOMAIN_APPLY_INQUIRY_H
#define KRAV_DOMAIN_APPLY_INQUIRY_H

#include "domain/apply.h"

/* FACT_SCORE_RECEIVED, FACT_WASH_RECEIVED: fact.stage is the label or what the register says, or
 * fact.reason why there will be no answer. */
int apply_inquiry(const struct apply_input *in, struct events *out, struct status *st) NODISCARD;

#endif
