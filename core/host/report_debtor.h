/* report_debtor.h - a case's ledger as its debtor reads it (saldospesifikasjon), in bokmål.
 *
 *     each event that moved what is owed ──▶ a line: dato, hva, pluss, minus, saldo
 *     interest since it was last posted  ──▶ the last line
 *
 * The amounts are the event's own postings on the debtor's accounts, so the balance before the last
 * line is the ledger's, and the last balance is the open amount of `krav case`.  Payments say what
 * they covered, and costs by which paragraph they were charged. */
#ifndef KRAV_HOST_REPORT_DEBTOR_H
#define KRAV_HOST_REPORT_DEBTOR_H

#include "host/home.h"
#include "host/report_out.h"

extern const struct report_kind report_debtor;
/* Fails into the command's status; STATUS_NOT_FOUND: there is no such case. */
int report_debtor_print(struct home *h, int64_t case_number, enum report_form form) NODISCARD;

#endif
