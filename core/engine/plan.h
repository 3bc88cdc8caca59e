/* plan.h - actions that the law allowed become events, effects and agenda rows.  Pure. */
#ifndef KRAV_ENGINE_PLAN_H
#define KRAV_ENGINE_PLAN_H

#include "domain/apply.h"
#include "domain/snapshot.h"
#include "domain/step.h"
#include "law/law.h"

#define SILENCE_DAYS 14  /* a promised letter without a receipt is asked about after these */
#define PERSON_DAYS 14   /* a case that waits for a person is looked at again */
#define TASK_SET_ASIDE "set_aside" /* money that came in bankruptcy or debt settlement */
#define TASK_OBJECTION "objection" /* the reason of a task that owes the debtor an answer */
#define TASK_OVERPAID "overpaid" /* of one that gives back what was too much */
#define IDLE_DAYS 30     /* nothing else planned: look anyway */
#define CALL_LIFE_DAYS 14 /* a call not made by then is not made for this reason */
#define EFFECT_LIFE_DAYS 14 /* a letter not sent by then is not sent at all */

struct planning {
    struct krav_case *c;         /* folded along */
    const struct snapshot *s;
    const struct apply_input *apply;
    const struct law *law;       /* prices what is charged */
    struct events *events;
    struct effect *effects; uint32_t n_effects; /* at most 2 * ACTIONS_MAX */
    const struct action *merge;  /* an allowed merge: carried out behind the step (merge.h) */
    bool looked;                 /* the case was decided: what was due has been looked at */
    /* Rows asked for by actions: why -> day; 0 = not touched, -1 = take away. */
    day rows[AGENDA_WHYS];
};

/* All actions of an allowed list, in order, folding each event as it is made. */
int plan_actions(struct planning *p, const struct action *actions, uint32_t n, struct status *st)
    NODISCARD;
/* Only what survives a refused list: notes and tasks. */
int plan_survivors(struct planning *p, const struct action *actions, uint32_t n,
                   struct status *st) NODISCARD;
int plan_task(struct planning *p, enum task_owner owner, struct text reason, struct text text,
              struct status *st) NODISCARD;

/* The way back (plan_undo.c): apply->undone taken back; overpaid money to its payer; and what follows
 * when a payment was too much, where payouts can be made (can_pay). */
int plan_reverse(struct planning *p, const struct action *a, struct status *st) NODISCARD;
int plan_refund(struct planning *p, const struct action *a, struct status *st) NODISCARD;
int plan_set_aside(struct planning *p, struct status *st) NODISCARD;
/* `provider`: the plugin of payment pages; absent: none. */
int plan_overpaid(struct planning *p, bool can_pay, struct text provider, struct status *st)
    NODISCARD;

/* Instalments (plan_instalments.c). */
int plan_instalments(struct planning *p, const struct action *a, struct status *st) NODISCARD;
int plan_offer(struct planning *p, const struct action *a, struct status *st) NODISCARD;
int plan_accept(struct planning *p, const struct action *a, struct status *st) NODISCARD;
int plan_adjust(struct planning *p, const struct action *a, struct status *st) NODISCARD;

/* A caseworker is asked to call, once (plan_call.c). */
int plan_call(struct planning *p, const struct action *a, struct status *st) NODISCARD;

/* A score or a register is asked for (plan_inquiry.c). */
int plan_inquiry(struct planning *p, const struct action *a, struct status *st) NODISCARD;

/* Filings (plan_filing.c).  A task of one is named FILING_TASK and its kind. */
#define FILING_TASK "file_"
#define UPLIFT_FILED "uplift_filed" /* why an addition for instalments was taken away */
int plan_file(struct planning *p, const struct action *a, struct status *st) NODISCARD;
int plan_filed(struct planning *p, const struct action *a, struct status *st) NODISCARD;
int plan_notice_served(struct planning *p, const struct action *a, struct status *st) NODISCARD;
/* What the fact asks of a person: the answer to a filing, or a report that is due. */
int plan_filing_tasks(struct planning *p, bool report_due, struct status *st) NODISCARD;
/* When a wage deduction is to be confirmed next; DAY_NONE: there is none that must be. */
day plan_deduction_next(const struct planning *p);

/* What the events since `first` mean for the agenda, and that an open case always has a row.
 * `now`: the case's rows today.  Returns the number of rows written to out (changes only). */
uint32_t plan_agenda(const struct planning *p, uint32_t first, const struct agenda_row *now,
                     uint32_t n_now, struct agenda_row out[AGENDA_WHYS]);

#endif
