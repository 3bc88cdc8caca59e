/* tasks.h - what waits for a person.  One open task per (case, reason): a rule that is refused
 * every night makes one task, not many. */
#ifndef KRAV_STORE_TASKS_H
#define KRAV_STORE_TASKS_H

#include "domain/step.h"
#include "store/db.h"

struct task_row {
    int64_t id, case_id, step;
    enum task_owner owner;
    struct text reason;  /* code: "notice_period", "parked", "unmatched_money" */
    struct text text;    /* one sentence */
    day opened, due, done;
};
/* *id of the new or already open task; *is_new tells which. */
int tasks_raise(struct db *db, const struct task_row *t, int64_t *id, bool *is_new,
                struct status *st) NODISCARD;
int tasks_done(struct db *db, int64_t id, day on, struct status *st) NODISCARD;
/* Open tasks of a case go along to another; what is asked for there already stays behind. */
int tasks_move(struct db *db, int64_t from, int64_t to, struct status *st) NODISCARD;
/* Closes the open tasks of a case with this reason (absent: all). */
int tasks_done_of_case(struct db *db, int64_t case_id, struct text reason, day on,
                       struct status *st) NODISCARD;
/* Open tasks, oldest due first.  case_id 0: all. */
int tasks_open(struct db *db, int64_t case_id, struct arena *arena, struct task_row **out,
               uint32_t *n, struct status *st) NODISCARD;

#endif
