/* doors.c - see doors.h. */
#include "engine/doors.h"

#include "engine/provider_back.h"
#include "engine/step.h"
#include "store/inbox.h"
#include "store/movements.h"
#include "store/pages.h"
#include "store/tasks.h"

static struct movement movement_of(struct intake *t, struct text source) {
    const struct incoming *in = t->in;
    char hex[HASH_HEX];
    const struct text lot = hash_is_zero(&t->e->file)
                                ? (struct text){NULL, 0}
                                : text_of(hash_hex(&t->e->file, hex));
    return (struct movement){.kind = MOVEMENT_PAYMENT, .day = in->booked, .amount = in->amount,
        .kid = in->kid, .reference = in->reference, .source = source, .door = t->actor,
        .lot = arena_text(t->arena, lot)};
}

/* Is there another plugin that alone brings payments to cases? */
static bool must_wait(const struct intake *t) {
    const struct engine_config *c = t->e->config;
    bool is_plugin = false;
    for (uint32_t i = 0; i < c->n_plugins; i++) {
        is_plugin = is_plugin || text_eq(c->plugins[i].name, t->actor);
    }
    return c->booked_by.len > 0 && is_plugin && !text_eq(c->booked_by, t->actor) &&
           t->in->kid.len > 0 && t->in->kind == FACT_PAID;
}

/* ---- the same once more ---------------------------------------------------------------------- */

static int find_waiting(struct intake *t, struct text source, struct waiting_row *row,
                        bool *found) {
    struct waiting_row *rows;
    uint32_t n = 0;
    const struct text kid = arena_printf(t->arena, "kid:%.*s", TEXT_ARG(t->in->kid));
    const int rc = waiting_by_reference(t->e->db, kid, t->arena, &rows, &n, t->st);
    *found = false;
    for (uint32_t i = 0; i < n && rc == STATUS_OK && !*found; i++) {
        *found = text_eq(rows[i].source, source);
        *row = rows[i];
    }
    return rc;
}

/* The plugin that books says the same: what waited for that goes to its case. */
static int settle(struct intake *t, const struct movement *m) {
    struct waiting_row row;
    struct krav_case c;
    const char *why = NULL;
    int64_t case_id = 0;
    bool found = false;
    int rc = find_waiting(t, m->source, &row, &found);
    rc = rc || !found ? rc : intake_find_case(t, &case_id, &c, &why);
    return rc || case_id == 0 ? rc : intake_settle(t, &row, case_id);
}

static int confirm(struct intake *t, struct text source, const struct movement *m) {
    const bool is_booking = text_eq(t->e->config->booked_by, t->actor);
    t->taken = TAKEN_DUPLICATE;
    int rc = movements_confirm(t->e->db, m->id, source, t->st);
    rc = rc || !is_booking || t->in->kid.len == 0 ? rc : settle(t, m);
    return rc ? rc : intake_mark(t, source, m->step);
}

/* ---- perhaps the same ------------------------------------------------------------------------ */

static int twin(struct intake *t, struct text source, const struct movement *m) {
    char amount[MONEY_TEXT], on[DAY_TEXT];
    int rc = intake_set_aside(t, source, "twin");
    const int64_t step = t->e->head.id;
    const struct task_row task = {.step = step, .owner = TASK_CASEWORKER,
        .reason = arena_printf(t->arena, "twin_%lld", (long long)step),
        .text = arena_printf(t->arena, "%s kroner with KID %.*s on %s may be the payment that %.*s "
                             "brought on %s (step %lld): krav match, and the case if it is another, "
                             "or --same if it is not",
                             money_format(t->in->amount, amount), TEXT_ARG(t->in->kid),
                             day_format(t->in->booked, on), TEXT_ARG(m->door),
                             day_format(m->day, (char[DAY_TEXT]){0}), (long long)m->step),
        .opened = t->e->today, .due = t->e->today + 3};
    int64_t id = 0;
    bool is_new = false;
    return rc ? rc : tasks_raise(t->e->db, &task, &id, &is_new, t->st);
}

/* The bank never shows a payer's payment that came to a provider, nor twice: its id is the provider's
 * own.  What it shows is the agency's transfer for it. */
static int at_provider(struct intake *t, struct text source, struct movement *m) {
    int64_t id = 0;
    bool ours = false;
    int rc = m->amount < 0 ? provider_back_told(t, source, &ours) : STATUS_OK;
    if (rc || ours) {
        return rc;
    }
    rc = pages_moved(t->e->db, m->reference, m->amount, t->st);
    rc = rc ? rc : intake_money(t, source);
    m->kind = MOVEMENT_OWN;
    m->day = t->e->today;
    m->step = t->e->head.id;
    return rc ? rc : movements_add(t->e->db, m, &id, t->st);
}

int door_money(struct intake *t, struct text source) {
    struct movement m = movement_of(t, source), *booked;
    const struct movement *which = NULL;
    uint32_t n = 0;
    int64_t id = 0;
    if (incoming_at_provider(t->in)) {
        return at_provider(t, source, &m);
    }
    int rc = movements_alike(t->e->db, &m, TWIN_DAYS, t->arena, &booked, &n, t->st);
    const enum likeness likeness = rc ? LIKE_NONE : movement_likeness(&m, booked, n, &which);
    if (rc == STATUS_OK && likeness == LIKE_SAME) {
        return confirm(t, source, which);
    }
    rc = rc                        ? rc
         : likeness == LIKE_TWIN ? twin(t, source, which)
         : must_wait(t)            ? intake_set_aside(t, source, "other_door")
                                   : intake_money(t, source);
    m.step = t->e->head.id;
    return rc ? rc : movements_add(t->e->db, &m, &id, t->st);
}

/* ---- by a person ----------------------------------------------------------------------------- */

static int same(struct intake *t, int64_t waiting) {
    struct waiting_row row;
    struct movement m;
    int64_t step = 0;
    int rc = waiting_get(t->e->db, waiting, t->arena, &row, t->st);
    rc = rc ? rc : movements_by_source(t->e->db, row.source, t->arena, &m, t->st);
    if (rc == STATUS_OK && m.statement != 0) {
        return status_fail(t->st, STATUS_REFUSED, "match: %lld: a statement of the bank shows it: "
                           "it is a payment of its own", (long long)waiting);
    }
    rc = rc ? rc : intake_out_of_suspense(t, &row, &step);
    rc = rc ? rc : movements_remove(t->e->db, m.id, t->st);
    return rc ? rc : intake_waited(t, &row, step);
}

int door_same(struct engine *e, int64_t waiting, struct text by, struct arena *arena,
              struct status *st) {
    struct intake t = {.e = e, .actor = by, .arena = arena, .taken = TAKEN_NEW, .st = st};
    int rc = engine_chunk_begin(e, st);
    rc = rc ? rc : same(&t, waiting);
    rc = rc ? rc : engine_chunk_commit(e, st);
    if (rc && e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc;
}
