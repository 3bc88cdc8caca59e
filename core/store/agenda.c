/* agenda.c - the days on which cases wake. */
#include "store/agenda.h"

#include "base/check.h"
#include "store/query.h"

static const char UPSERT_ROW[] = "INSERT INTO agenda (case_id, why, day) VALUES (?, ?, ?)"
                                 " ON CONFLICT (case_id, why) DO UPDATE SET day = excluded.day";
static const char DELETE_ROW[] = "DELETE FROM agenda WHERE case_id = ? AND why = ?";
static const char DELETE_CASE[] = "DELETE FROM agenda WHERE case_id = ?";
static const char SELECT_CASE[] = "SELECT why, day FROM agenda WHERE case_id = ? ORDER BY day, why";
static const char COUNT_DUE[] = "SELECT count(DISTINCT case_id) FROM agenda WHERE day <= ?";
static const char SELECT_NEXT_DAY[] = "SELECT min(day) FROM agenda WHERE day > ?";
/* Inner: walk the day's index and keep of each case its first due row only, so that the limit
 * counts cases.  Outer: all due rows of those cases, of which C takes the most pressing, since
 * the order of the reasons is the vocabulary's and not the alphabet's. */
static const char SELECT_DUE[] =
    "SELECT w.case_id, w.why, w.day FROM"
    " (SELECT a.case_id AS due_case FROM agenda a WHERE a.day <= ?1 AND NOT EXISTS"
    "  (SELECT 1 FROM agenda b WHERE b.case_id = a.case_id AND (b.day, b.why) < (a.day, a.why))"
    "  ORDER BY a.day, a.case_id LIMIT ?2)"
    " CROSS JOIN agenda w ON w.case_id = due_case AND w.day <= ?1 ORDER BY w.case_id";

int agenda_set(struct db *db, int64_t case_id, enum agenda_why why, day on, struct status *st) {
    struct query q = query_start(db, "agenda_set", on == DAY_NONE ? DELETE_ROW : UPSERT_ROW, st);
    query_bind_int(&q, case_id);
    query_bind_word(&q, &agenda_whys, (int)why);
    if (on != DAY_NONE) {
        query_bind_int(&q, on);
    }
    return query_run(&q);
}

int agenda_clear(struct db *db, int64_t case_id, struct status *st) {
    struct query q = query_start(db, "agenda_clear", DELETE_CASE, st);
    query_bind_int(&q, case_id);
    return query_run(&q);
}

int agenda_due(struct db *db, day today, uint32_t n_max, struct agenda_due *out, uint32_t *n,
               struct status *st) {
    *n = 0;
    struct query q = query_start(db, "agenda_due", SELECT_DUE, st);
    query_bind_int(&q, today);
    query_bind_int(&q, n_max);
    while (query_next(&q)) {
        struct agenda_due row = {
            .case_id = query_int(&q, 0),
            .why = (enum agenda_why)query_word(&q, 1, &agenda_whys),
            .day = query_int32(&q, 2),
        };
        if (*n == 0 || out[*n - 1].case_id != row.case_id) {
            ensure(*n < n_max);
            out[(*n)++] = row;
        } else if (row.why < out[*n - 1].why) {
            out[*n - 1] = row;
        }
    }
    return query_end(&q);
}

int agenda_of_case(struct db *db, int64_t case_id, struct agenda_row *out, uint32_t n_max,
                   uint32_t *n, struct status *st) {
    *n = 0;
    struct query q = query_start(db, "agenda_of_case", SELECT_CASE, st);
    query_bind_int(&q, case_id);
    while (*n < n_max && query_next(&q)) {
        out[*n].why = (enum agenda_why)query_word(&q, 0, &agenda_whys);
        out[*n].day = query_int32(&q, 1);
        (*n)++;
    }
    return query_end(&q);
}

int agenda_count(struct db *db, day today, int64_t *n, struct status *st) {
    *n = 0;
    struct query q = query_start(db, "agenda_count", COUNT_DUE, st);
    query_bind_int(&q, today);
    if (query_next(&q)) {
        *n = query_int(&q, 0);
    }
    return query_end(&q);
}

int agenda_next_day(struct db *db, day today, day *out, struct status *st) {
    *out = DAY_NONE;
    struct query q = query_start(db, "agenda_next_day", SELECT_NEXT_DAY, st);
    query_bind_int(&q, today);
    if (query_next(&q)) {
        *out = query_int32(&q, 0); /* NULL reads as 0: never */
    }
    return query_end(&q);
}
