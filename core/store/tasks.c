/* tasks.c - raising, closing and listing what waits for a person. */
#include "store/tasks.h"

#include "store/query.h"

static const char SELECT_SAME[] =
    "SELECT id FROM tasks WHERE case_id = ? AND reason = ? AND done = 0";
static const char INSERT_TASK[] =
    "INSERT INTO tasks (case_id, step, owner, reason, text, opened, due, done)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, 0) RETURNING id";
static const char CLOSE_TASK[] =
    "UPDATE tasks SET done = ?2 WHERE id = ?1 AND done = 0 RETURNING id";
static const char CLOSE_OF_CASE[] = "UPDATE tasks SET done = ?3 WHERE case_id = ?1 AND done = 0"
                                    " AND (?2 = '' OR reason = ?2)";
/* What is asked for there already is asked for once. */
static const char MOVE_OF_CASE[] =
    "UPDATE tasks SET case_id = ?2 WHERE case_id = ?1 AND done = 0 AND reason NOT IN"
    " (SELECT reason FROM tasks WHERE case_id = ?2 AND done = 0)";
#define COLUMNS "SELECT id, case_id, step, owner, reason, text, opened, due, done FROM tasks"
static const char SELECT_OPEN[] = COLUMNS " WHERE done = 0 ORDER BY due, id";
static const char SELECT_OPEN_OF_CASE[] =
    COLUMNS " WHERE case_id = ? AND done = 0 ORDER BY due, id";

int tasks_raise(struct db *db, const struct task_row *t, int64_t *id, bool *is_new,
                struct status *st) {
    *id = 0;
    *is_new = false;
    struct query q = query_start(db, "tasks_raise", SELECT_SAME, st);
    query_bind_int(&q, t->case_id);
    query_bind_text(&q, t->reason);
    if (query_next(&q)) {
        *id = query_int(&q, 0);
    }
    int code = query_end(&q);
    if (code != STATUS_OK || *id != 0) {
        return code;
    }
    q = query_start(db, "tasks_raise", INSERT_TASK, st);
    query_bind_int(&q, t->case_id);
    query_bind_int(&q, t->step);
    query_bind_word(&q, &task_owners, (int)t->owner);
    query_bind_text(&q, t->reason);
    query_bind_text(&q, t->text);
    query_bind_int(&q, t->opened);
    query_bind_int(&q, t->due);
    while (query_next(&q)) {
        *id = query_int(&q, 0);
        *is_new = true;
    }
    return query_end(&q);
}

int tasks_done(struct db *db, int64_t id, day on, struct status *st) {
    bool found = false;
    struct query q = query_start(db, "tasks_done", CLOSE_TASK, st);
    query_bind_int(&q, id);
    query_bind_int(&q, on);
    while (query_next(&q)) {
        found = true;
    }
    return query_end_one(&q, found, "there is no open task %lld", (long long)id);
}

int tasks_move(struct db *db, int64_t from, int64_t to, struct status *st) {
    struct query q = query_start(db, "tasks_move", MOVE_OF_CASE, st);
    query_bind_int(&q, from);
    query_bind_int(&q, to);
    return query_run(&q);
}

int tasks_done_of_case(struct db *db, int64_t case_id, struct text reason, day on,
                       struct status *st) {
    struct query q = query_start(db, "tasks_done_of_case", CLOSE_OF_CASE, st);
    query_bind_int(&q, case_id);
    query_bind_text(&q, reason);
    query_bind_int(&q, on);
    return query_run(&q);
}

int tasks_open(struct db *db, int64_t case_id, struct arena *arena, struct task_row **out,
               uint32_t *n, struct status *st) {
    struct rows rows = {.arena = arena, .size = sizeof(struct task_row)};
    struct query q =
        query_start(db, "tasks_open", case_id == 0 ? SELECT_OPEN : SELECT_OPEN_OF_CASE, st);
    if (case_id != 0) {
        query_bind_int(&q, case_id);
    }
    while (query_next(&q)) {
        struct task_row *t = rows_add(&rows);
        t->id = query_int(&q, 0);
        t->case_id = query_int(&q, 1);
        t->step = query_int(&q, 2);
        t->owner = (enum task_owner)query_word(&q, 3, &task_owners);
        t->reason = query_copy(&q, 4, arena);
        t->text = query_copy(&q, 5, arena);
        t->opened = query_int32(&q, 6);
        t->due = query_int32(&q, 7);
        t->done = query_int32(&q, 8);
    }
    *out = rows.items;
    *n = rows.n;
    return query_end(&q);
}
