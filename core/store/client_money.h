/* client_money.h - what each creditor has with us, kept beside the ledger, and what its debtors
 * paid in a stretch of it.  A department that is settled apart has a purse of its own (purses.h).
 *
 *     held    creditor_payable  never below zero here (inkassoloven § 16)
 *     share   agency_share      never below zero here: our part, still on the client account
 *     owes    creditor_owes     the creditor's debt to us
 *
 * The amounts here are as a person thinks of them; the ledger has the first two as credits. */
#ifndef KRAV_STORE_CLIENT_MONEY_H
#define KRAV_STORE_CLIENT_MONEY_H

#include "store/ledger.h"

struct client_money {
    int64_t creditor;
    int64_t purse;       /* 0: the creditor's own */
    ore held, share, owes;
    int64_t through_set; /* the last set that its last settlement counted; 0: there is none */
    day settled;         /* the day of that; DAY_NONE */
};

/* Adds up one set.  STATUS_CORRUPT if a creditor's money would go short.  For ledger_post. */
int client_money_post(struct db *db, const struct posting_set *set, struct status *st) NODISCARD;

/* Zeroes for a creditor, or a purse of it, that never had any. */
int client_money_of(struct db *db, int64_t creditor, int64_t purse, struct client_money *out,
                    struct status *st) NODISCARD;
/* Every purse that ever had some, by organisation number, the creditor's own first; of one creditor
 * (0: of all) at least its own. */
int client_money_all(struct db *db, int64_t creditor, struct arena *arena, struct client_money **out, uint32_t *n,
                     struct status *st) NODISCARD;
/* The day the oldest principal or interest was booked that its last settlement did not count, which
 * is the day it reached the client account; DAY_NONE: there is none. */
int client_money_waits_since(struct db *db, const struct client_money *whose, day *since,
                             struct status *st) NODISCARD;
/* The day the purse's first money was booked; DAY_NONE. */
int client_money_since(struct db *db, const struct client_money *whose, day *since,
                       struct status *st) NODISCARD;

/* A payment of one of the creditor's debtors, or one that went back (then negative). */
struct paid_set {
    int64_t set, case_id;
    bool direct; /* paid to the creditor itself */
    ore principal, interest, costs_creditor, costs_agency, costs_court;
};
/* Of the sets in (after, through], by set; at most n_max. */
int client_money_paid(struct db *db, const struct client_money *whose, int64_t through,
                      uint32_t n_max, struct arena *arena, struct paid_set **out, uint32_t *n,
                      struct status *st) NODISCARD;
int ledger_last_set(struct db *db, int64_t *id, struct status *st) NODISCARD;

#endif
