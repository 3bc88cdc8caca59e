/* life.c - see life.h. */
#include "lab/life.h"

#define ROUNDS_MAX 16 /* agenda and letters feed each other; a rule that never rests ends here */

struct fact life_fact(const struct life *l, enum fact_kind kind) {
    return (struct fact){.kind = kind, .subject = SUBJECT_CASE, .subject_id = l->of.c.id,
        .actor = l->actor, .legal_day = l->e.today, .booked_day = l->e.today};
}

bool life_is_over(const struct life *l) {
    return l->of.c.parked.len > 0 || !case_is_open(&l->of.c);
}

void life_promise(struct life *l, const struct effect *effect, day not_before) {
    struct outbox_row *row = arena_push(l->arena, &l->letters, &l->n_letters, sizeof *row);
    *row = (struct outbox_row){.effect = *effect, .state = EFFECT_PLANNED,
        .not_before = not_before};
}

int life_take(struct life *l, const struct step_input *in) {
    struct step *s = arena_take(l->arena, sizeof *s);
    const struct text stage = l->of.c.stage;
    const int rc = step_alone(&l->e, in, &l->of, s, l->st);
    if (rc) {
        return rc;
    }
    for (uint32_t i = 0; i < s->n_effects; i++) {
        if (s->effects[i].kind == EFFECT_LETTER) {
            life_promise(l, &s->effects[i], DAY_NONE);
        }
    }
    return l->teller->turn(l->teller->ctx, l, s, stage);
}

/* ---- letters --------------------------------------------------------------------------------- */

/* The promise that stands first in line; those that were taken back are passed over. */
static struct outbox_row *first_letter(const struct life *l) {
    for (uint32_t i = 0; i < l->n_letters; i++) {
        struct outbox_row *row = &l->letters[i];
        const struct letter_note *note = case_letter(&l->of.c, &row->effect.key);
        if (row->state == EFFECT_PLANNED && note && note->state == LETTER_PLANNED) {
            return row;
        }
    }
    return NULL;
}

static int give_up(struct life *l, struct outbox_row *row, struct text why) {
    struct step_input in = {.fact = life_fact(l, FACT_NOT_SENT)};
    in.fact.key = row->effect.key;
    in.fact.reason = why;
    row->state = EFFECT_WITHDRAWN;
    return life_take(l, &in);
}

static int deliver(struct life *l, struct outbox_row *row, const struct composed *c) {
    const struct letter_quote quote = {.told = c->letter.told, .deadline = c->letter.deadline, .total = c->letter.total,
        .fee = c->letter.fee};
    struct step_input in = {.fact = life_fact(l, FACT_COMPOSED), .quote = &quote};
    in.fact.key = row->effect.key;
    row->state = EFFECT_DONE;
    l->teller->letter(l->teller->ctx, l, c);
    const int rc = life_take(l, &in);
    if (rc) {
        return rc;
    }
    if (l->teller->arrives && !l->teller->arrives(l->teller->ctx, l, &row->effect.key)) {
        return give_up(l, row, TEXT("refused_by_channel"));
    }
    in = (struct step_input){.fact = life_fact(l, FACT_RECEIPT)};
    in.fact.key = row->effect.key;
    in.fact.reason = l->actor;
    return life_take(l, &in);
}

static int compose(struct life *l, struct outbox_row *row) {
    static const struct text description = {"Oppdiktet krav", sizeof "Oppdiktet krav" - 1};
    const struct krav_case *c = &l->of.c;
    struct text *descriptions = arena_take_n(l->arena, c->n_claims + 1u, sizeof *descriptions);
    for (uint32_t i = 0; i < c->n_claims; i++) {
        descriptions[i] = description;
    }
    const struct letter_texts texts = {.descriptions = descriptions};
    const struct snapshot_input in = {l->e.today, NULL, c, &l->of.debtor,
        engine_creditor(&l->e, c->creditor),
        engine_agreement(&l->e, c->creditor, c->department, l->e.today), &l->e.law->interest};
    struct composed *made = arena_take(l->arena, sizeof *made);
    struct action *a = arena_take(l->arena, sizeof *a);
    struct snapshot s;
    made->row = *row;
    *a = (struct action){.kind = ACTION_SEND, .letter = row->effect.letter,
        .by = row->effect.by, .days = row->effect.days};
    int rc = snapshot_make(&in, &s, l->st);
    rc = rc ? rc : compose_turn(&l->e, &s, &texts, l->arena, made, l->st);
    if (rc) {
        return rc;
    }
    *row = made->row;
    if (made->turn == TURN_FIRST) {
        return deliver(l, row, made);
    }
    if (made->verdict.kind != 0) {
        l->teller->refused(l->teller->ctx, l, a, &made->verdict);
    }
    return made->turn == TURN_LATER ? STATUS_OK : give_up(l, row, row->reason);
}

/* ---- days ------------------------------------------------------------------------------------ */

/* The most pressing of the rows that are due, as a book's agenda gives it. */
static const struct agenda_row *due_row(const struct life *l) {
    const struct agenda_row *first = NULL;
    for (uint32_t i = 0; i < l->of.n_agenda; i++) {
        const struct agenda_row *row = &l->of.agenda[i];
        if (row->day <= l->e.today && (!first || row->why < first->why)) {
            first = row;
        }
    }
    return first;
}

int life_today(struct life *l) {
    int rc = STATUS_OK;
    for (int round = 0; rc == STATUS_OK && !life_is_over(l) && round < ROUNDS_MAX; round++) {
        const struct agenda_row *due = due_row(l);
        struct outbox_row *letter = first_letter(l);
        if (due) {
            struct step_input in = {.fact = life_fact(l, FACT_DAY_REACHED)};
            in.fact.why = due->why;
            rc = life_take(l, &in);
        } else if (letter && letter->not_before <= l->e.today) {
            rc = compose(l, letter);
        } else {
            break;
        }
    }
    return rc;
}

day life_next(struct life *l) {
    const struct outbox_row *letter = first_letter(l);
    day next = DAY_MAX;
    for (uint32_t i = 0; i < l->of.n_agenda; i++) {
        next = l->of.agenda[i].day < next ? l->of.agenda[i].day : next;
    }
    if (letter && letter->not_before < next) {
        next = letter->not_before;
    }
    return next > l->e.today ? next : l->e.today + 1;
}

int life_open(const struct life *l, ore *open, struct status *st) {
    ore interest = 0;
    const struct krav_case *c = &l->of.c;
    const int rc = interest_of_case(c, &l->e.law->interest, l->e.today, &interest, st);
    *open = rc ? 0
               : case_principal_open(c) + case_costs_open(c) + case_interest_open(c, interest);
    return rc;
}
