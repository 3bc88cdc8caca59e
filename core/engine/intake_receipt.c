/* intake_receipt.c - what became of a letter, told later and by its key: mail that came back, or an
 * answer that its channel owed us.
 *
 *     asked ─ done ─▶ sent            asked ─ refused ─▶ not sent
 *     sent  ─ refused ─▶ returned     sent  ─ done    ─▶ known already
 *
 * Only who carried the letter may tell. */
#include "engine/compose.h"
#include "engine/dispatch.h"
#include "engine/intake_parts.h"
#include "engine/step.h"
#include "store/cases.h"

static bool find_row(struct engine *e, const struct incoming *in, struct arena *arena,
                     struct outbox_row *row) {
    struct hash key;
    struct status st = {0, ""};
    return hash_parse(in->key, &key) && outbox_get(e->db, &key, arena, row, &st) == STATUS_OK &&
           row->effect.kind == EFFECT_LETTER;
}

void intake_receipt_check(struct engine *e, const struct incoming *in, struct arena *arena,
                          struct faults *faults) {
    struct outbox_row row;
    if (!find_row(e, in, arena, &row)) {
        faults_add(faults, "line %lld: no letter of ours has the key %.*s", (long long)in->line,
                   TEXT_ARG(in->key));
    } else if (row.state == EFFECT_PLANNED || row.state == EFFECT_COMPOSED) {
        faults_add(faults, "line %lld: the letter %.*s has not been sent", (long long)in->line,
                   TEXT_ARG(in->key));
    }
    if (in->outcome != OUTCOME_DONE && in->outcome != OUTCOME_REFUSED) {
        faults_add(faults, "line %lld: a receipt is either done or refused", (long long)in->line);
    }
    if (in->issued > e->today) {
        faults_add(faults, "line %lld: a day in the future", (long long)in->line);
    }
}

/* A case that is closed meanwhile has nothing to decide: its letter's end is a note of the book. */
static int came_back(struct intake *t, const struct outbox_row *row, struct text source) {
    struct step_input step = {
        .fact = intake_fact(t, FACT_LETTER_RETURNED, row->effect.case_id, source)};
    struct step_outcome out = {0};
    struct krav_case c;
    int rc = cases_load(t->e->db, row->effect.case_id, t->arena, &c, t->st);
    const struct letter_note *letter = rc ? NULL : case_letter(&c, &row->effect.key);
    if (rc || !letter || letter->state != LETTER_SENT) {
        t->taken = rc ? t->taken : TAKEN_DUPLICATE; /* told before, perhaps by a person */
        return rc;
    }
    step.fact.key = row->effect.key;
    step.fact.legal_day = t->in->issued != DAY_NONE ? t->in->issued : t->e->today;
    rc = engine_step(t->e, &step, t->arena, &out, t->st);
    return rc ? rc : intake_mark(t, source, out.step ? out.step : t->e->head.id);
}

int intake_receipt(struct intake *t, struct text source) {
    struct outbox_row row;
    if (!find_row(t->e, t->in, t->arena, &row) || !text_eq(row.plugin, t->actor)) {
        return status_fail(t->st, STATUS_REFUSED, "receipt: %.*s: no letter that %.*s carried",
                           TEXT_ARG(t->in->key), TEXT_ARG(t->actor));
    }
    const bool arrived = t->in->outcome == OUTCOME_DONE;
    if (row.state == EFFECT_ASKED) {
        const int rc = arrived ? dispatch_receipt(t->e, &row, t->in->reference, t->arena, t->st)
                               : compose_not_sent(t->e, &row, EFFECT_REFUSED,
                                                  TEXT("refused_by_channel"), t->arena, t->st);
        return rc ? rc : intake_mark(t, source, t->e->head.id);
    }
    if (row.state == EFFECT_DONE && !arrived) {
        return came_back(t, &row, source);
    }
    t->taken = TAKEN_DUPLICATE;
    return STATUS_OK;
}
