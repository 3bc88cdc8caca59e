/* audit.h - what SQL alone can prove about the book; the refold is the engine's (verify.c).
 *
 * Each check adds one fault per place found ("posting set 41: sums to 100 øre"), bounded by the
 * faults list; the return value is about being able to look at all. */
#ifndef KRAV_STORE_AUDIT_H
#define KRAV_STORE_AUDIT_H

#include "store/db.h"

int audit_database(struct db *db, struct faults *f, struct status *st) NODISCARD; /* SQLite's own
                                                   integrity_check, foreign keys, schema version */
int audit_ledger(struct db *db, struct faults *f, struct status *st) NODISCARD;   /* every set
                                   sums to zero, has postings, names an existing step and event */
int audit_client_money(struct db *db, struct faults *f, struct status *st) NODISCARD; /* per
                       creditor never negative; client_bank = payable + share + suspense + over
                       + payouts under way; what is kept beside the ledger is what it says */
int audit_settlements(struct db *db, struct faults *f, struct status *st) NODISCARD; /* each is
                    what its step posted; what is under way is in a batch, and adds up to it */
int audit_wakeups(struct db *db, struct faults *f, struct status *st) NODISCARD;  /* open cases
                                                      have an agenda row; closed ones have none */
int audit_outbox(struct db *db, struct faults *f, struct status *st) NODISCARD;   /* each row has
                                           its step; done has a reference; one row in flight at
                                           most per case */
int audit_cases(struct db *db, struct faults *f, struct status *st) NODISCARD;    /* listed columns
                              agree with each other: creditor and debtor exist, tasks and sources
                              name existing cases and steps */
int audit_provider(struct db *db, struct faults *f, struct status *st) NODISCARD; /* refunds and pages
                  at a provider are what the book says (audit_provider.c) */
int audit_refunds(struct db *db, struct faults *f, struct status *st) NODISCARD;  /* each is what
                  its step posted, and in a batch while it is under way; what takes a posting set
                  back names it, once, and is not larger (audit_refunds.c) */
int audit_bank(struct db *db, struct faults *f, struct status *st) NODISCARD;     /* movements add
              up to the ledger's client_bank; statements to their entries, and to what they have
              shown; what became of each is said by a step (audit_bank.c) */
int audit_debits(struct db *db, struct faults *f, struct status *st) NODISCARD;   /* each request
                  and deletion is what its step says, and as far as its batch; no instalment is
                  asked for twice; one batch a day (audit_debits.c) */

#endif
