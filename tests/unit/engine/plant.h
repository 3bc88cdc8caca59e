/* plant.h - faults, planted in a copy of a book behind krav's back, and what the audit of the law
 * says of it.  The book stands closed at h->db. */
#ifndef KRAV_TESTS_ENGINE_PLANT_H
#define KRAV_TESTS_ENGINE_PLANT_H

#include "unit/engine/house.h"

#include <unistd.h>

#include "store/audit_law.h"

/* ---- planting -------------------------------------------------------------------------------- */

#define KIND(kind) "json_extract(e.value, '$.kind') = '" kind "'"
#define OF(name, value) " AND json_extract(e.value, '$." name "') = '" value "'"

/* Sets a field of the case's events that are `such`. */
#define SET(of_case, such, field, value)                                                           \
    "UPDATE steps SET body = (SELECT json_set(steps.body, e.fullkey || '." field "', " value ")"   \
    " FROM json_each(steps.body, '$.events') e WHERE " such ") WHERE case_id = " of_case           \
    " AND EXISTS (SELECT 1 FROM json_each(steps.body, '$.events') e WHERE " such ");"
/* Puts an event behind those of the step with an event that is `such`. */
#define AFTER(of_case, such, event)                                                                \
    "UPDATE steps SET body = json_insert(body, '$.events[#]', json('" event "')) WHERE case_id = " \
    of_case " AND EXISTS (SELECT 1 FROM json_each(body, '$.events') e WHERE " such ");"
#define DAY_OF(of_case, such, field)                                                               \
    "(SELECT json_extract(e.value, '$." field "') FROM steps t, json_each(t.body, '$.events') e"   \
    " WHERE t.case_id = " of_case " AND " such ")"
#define DAYS_FROM(day, days) "date(" day ", '" days " days')"

#define ADDED KIND("claim_added")
#define COMPOSED(letter) KIND("letter_composed") OF("letter", letter)
#define SENT(letter) KIND("letter_sent") OF("letter", letter)
#define CHARGED(fee) KIND("fee_charged") OF("fee", fee)
#define EVENT(kind) "{\"kind\":\"" kind "\",\"day\":\"2026-03-02\"}"
#define TOLD(of_person)                                                                            \
    "{\"kind\":\"person_changed\",\"day\":\"2026-03-02\",\"word\":\"" of_person "\"}"
struct planted {
    const char *name, *sql, *found; /* found "": lawful after all */
};

/* ---- finding --------------------------------------------------------------------------------- */

/* The faults of a copy of the book in which `sql` was done, and none but those of the law. */
static inline const char *faults_after(struct house *h, const char *sql, struct law_audit *out) {
    char copying[160];
    struct faults faults;
    struct buf all;
    struct db *db;
    struct house copy = *h;
    (void)snprintf(copy.db, sizeof copy.db, "%s/copy.db", h->dir);
    (void)snprintf(copying, sizeof copying, "VACUUM INTO '%s'", copy.db);
    (void)unlink(copy.db);
    house_raw(h, copying);
    house_raw(&copy, "PRAGMA foreign_keys = OFF; DROP TRIGGER steps_no_update;"
                     " DROP TRIGGER postings_no_update");
    house_raw(&copy, sql);
    faults_init(&faults, &h->arena, 100);
    OK(h, db_open(copy.db, DB_READ, NULL, &db, &h->st));
    OK(h, audit_law(db, &faults, out, &h->st));
    db_close(db);
    buf_init(&all, 1u << 16);
    for (size_t i = 0; i < faults.n; i++) {
        buf_addf(&all, "%.*s\n", TEXT_ARG(faults.items[i]));
    }
    const char *kept = arena_cstr(&h->arena, buf_text(&all));
    buf_fini(&all);
    return kept;
}

static inline void find_planted(struct house *h, const struct planted *all, size_t n) {
    int n_missed = 0;
    for (size_t i = 0; i < n; i++) {
        const struct planted *p = &all[i];
        struct law_audit out;
        const char *faults = faults_after(h, p->sql, &out);
        if (p->found[0] == '\0' ? faults[0] != '\0' : strstr(faults, p->found) == NULL) {
            print_error("%s: no \"%s\" in:\n%s", p->name, p->found, faults);
            n_missed++;
        }
    }
    assert_int_equal(n_missed, 0);
}
#define FIND(house, all) find_planted((house), (all), sizeof(all) / sizeof (all)[0])

#endif
