/* case_statement.h - krav case CASE --statement: everything that a debtor may ask to know of a case
 * (inkassoloven (2026) § 16; useful under the act of 1988, too).
 *
 *     creditor, claims, interest by segment, costs, payments, balance, what was started, what comes
 *
 * Bokmål for people, JSON for programs.  Reads the case's sheet; writes nothing. */
#ifndef KRAV_HOST_CASE_STATEMENT_H
#define KRAV_HOST_CASE_STATEMENT_H

#include "host/sheet.h"

/* Text or JSON, as the command line says.  Fails into the command's status. */
int case_statement_print(struct cli *cli, const struct sheet *s) NODISCARD;

#endif
