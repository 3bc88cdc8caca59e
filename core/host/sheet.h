/* sheet.h - everything the book holds about one case, read once, to be shown.
 *
 * An open case is seen as of today, with interest running; a closed one, or one that cannot be
 * seen as of today (`why_not` says so), as it was last posted.  Memory: the command's arena. */
#ifndef KRAV_HOST_SHEET_H
#define KRAV_HOST_SHEET_H

#include "engine/view.h"
#include "host/home.h"
#include "host/plan_out.h"
#include "store/debits.h"
#include "store/documents.h"
#include "store/tasks.h"

struct balances {
    ore principal, interest, costs, open; /* still owed */
    ore paid;                             /* received and not taken back */
};

struct sheet {
    struct home *home;
    struct krav_case c;
    struct party debtor;
    const struct creditor *creditor;    /* NULL: not in the book any more */
    const struct agreement *agreement;  /* of today; NULL if none */
    struct balances balances;
    enum phase phase;
    day lapses;                         /* limitation of an open case; DAY_NONE: none */
    struct text why_not;                /* absent: seen as of today */
    struct agenda_row agenda[AGENDA_WHYS]; uint32_t n_agenda; /* by day */
    struct task_row *tasks; uint32_t n_tasks; /* open */
    struct step *steps;     uint32_t n_steps; /* oldest first */
    struct debit_row *debits; uint32_t n_debits; /* requests to the payer's bank, deletions too */
    struct document_row *documents; uint32_t n_documents; /* in and out; no content records */
};

/* Fails into the command's status; STATUS_NOT_FOUND: there is no such case. */
int sheet_read(struct home *h, int64_t case_number, struct sheet *out) NODISCARD;

/* Free words kept beside the chain; absent if there are none, "(erased)" if they are gone. */
struct text sheet_words(const struct sheet *s, const struct hash *text_hash);
day sheet_next_day(const struct sheet *s);
struct plan_view sheet_plan(const struct sheet *s);

#endif
