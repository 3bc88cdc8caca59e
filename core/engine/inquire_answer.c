/* inquire_answer.c - what was answered becomes facts: of the case that asked, and of the person. */
#include "base/check.h"
#include "engine/inquire_parts.h"
#include "engine/persons.h"
#include "engine/step.h"
#include "store/parties.h"

static struct step_input input_for(const struct inquiring *w, const struct inquiry *q) {
    return (struct step_input){.fact = {
        .kind = w->kind == EFFECT_SCORE ? FACT_SCORE_RECEIVED : FACT_WASH_RECEIVED,
        .subject = SUBJECT_CASE, .subject_id = q->row.effect.case_id,
        .actor = w->plugin.len > 0 ? w->plugin : TEXT("dispatch"),
        .legal_day = w->e->today, .booked_day = w->e->today, .key = q->row.effect.key}};
}

int inquiry_end(struct inquiring *w, struct inquiry *q, enum effect_state end, struct text why,
                struct status *st) {
    struct step_input in = input_for(w, q);
    struct step_outcome out;
    in.fact.reason = why;
    q->row.state = end;
    q->row.reason = why;
    const int rc = engine_step(w->e, &in, &w->arena, &out, st);
    return rc ? rc : outbox_move(w->e->db, &q->row, st);
}

static int done(struct inquiring *w, struct inquiry *q, struct status *st) {
    const struct text reference = q->question->reference;
    q->row.state = EFFECT_DONE;
    q->row.reference = reference.len > 0 && !text_has_control(reference) ? reference : TEXT("done");
    return outbox_move(w->e->db, &q->row, st);
}

static int take_score(struct inquiring *w, struct inquiry *q, struct status *st) {
    const struct score_answer *score = &q->question->score;
    struct step_input in = input_for(w, q);
    struct step_outcome out;
    const struct text about =
        arena_printf(&w->arena, "step:%lld", (long long)w->e->head.id + 1);
    in.fact.points = score->points;
    in.fact.legal_day = score->as_of < w->e->today ? score->as_of : w->e->today;
    in.fact.until = score->until;
    in.fact.stage = score->label;
    in.fact.reference = score->model;
    int rc = score->parts.len == 0
                 ? STATUS_OK
                 : texts_put(w->e->db, about, score->parts, &in.fact.text_hash, st);
    rc = rc ? rc : engine_step(w->e, &in, &w->arena, &out, st);
    return rc ? rc : done(w, q, st);
}

/* ---- registers --------------------------------------------------------------------------------------- */

static int tell_news(struct inquiring *w, const struct inquiry *q, struct person_news *news,
                     struct status *st) {
    struct person_changed changed;
    news->fact.subject = SUBJECT_CASE;
    news->fact.subject_id = q->row.effect.case_id;
    news->fact.actor = w->plugin;
    news->fact.booked_day = w->e->today;
    return persons_change(w->e, news, &w->arena, &changed, st);
}

/* Registers shout: capital letters are not news. */
static bool is_same(struct text a, struct text b) {
    bool same = a.len == b.len;
    for (size_t i = 0; same && i < a.len; i++) {
        unsigned char x = (unsigned char)a.ptr[i], y = (unsigned char)b.ptr[i];
        const bool latin = i > 0 && (unsigned char)a.ptr[i - 1] == 0xc3; /* Æ Ø Å and their like */
        x = (unsigned char)((x >= 'A' && x <= 'Z') || (latin && x <= 0x9e) ? x + 32 : x);
        y = (unsigned char)((y >= 'A' && y <= 'Z') || (latin && y <= 0x9e) ? y + 32 : y);
        same = x == y;
    }
    return same;
}

/* What the status says that is not known.  That somebody is "active" or "living" takes nothing back
 * that a person told: it may be the register that is late. */
static enum fact_kind news_of_status(const struct party *p, struct text status) {
    const struct {
        const char *status;
        enum fact_kind kind;
        bool is_known;
    } rows[] = {{"dead", FACT_DIED, p->died != DAY_NONE},
        {"bankrupt", FACT_BANKRUPT, p->bankrupt != DAY_NONE},
        {"winding_up", FACT_WINDING_UP, p->winding_up != DAY_NONE},
        {"dissolved", FACT_DISSOLVED, p->dissolved != DAY_NONE},
        {"protected", FACT_PROTECTED_ADDRESS, p->protected_address}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (text_is(status, rows[i].status)) {
            return rows[i].is_known ? 0 : rows[i].kind;
        }
    }
    return 0;
}

static int take_status(struct inquiring *w, const struct inquiry *q, struct status *st) {
    const struct person_answer *a = q->person;
    const day today = w->e->today;
    struct person_news news = {.fact = {.kind = news_of_status(&q->party, a->status)}};
    news.fact.legal_day = a->since != DAY_NONE && a->since < today ? a->since : today;
    return news.fact.kind == 0 ? STATUS_OK : tell_news(w, q, &news, st);
}

static int take_name(struct inquiring *w, const struct inquiry *q, struct status *st) {
    struct person_news news = {.fact = {.kind = FACT_RENAMED, .legal_day = w->e->today},
        .guardian = q->person->name};
    return q->person->name.len == 0 || is_same(q->person->name, q->party.name)
               ? STATUS_OK
               : tell_news(w, q, &news, st);
}

/* A whole address that is another than ours; an address that is protected stays where it is. */
static int take_address(struct inquiring *w, const struct inquiry *q, struct status *st) {
    const struct person_answer *a = q->person;
    const struct party *p = &q->party;
    struct party made = {0};
    const bool same = is_same(a->address1, p->address1) && is_same(a->address2, p->address2) &&
                      text_eq(a->postcode, p->postcode) && is_same(a->city, p->city);
    struct person_news news = {.fact = {.kind = FACT_MOVED, .legal_day = w->e->today},
        .country = a->country};
    news.address = arena_printf(&w->arena, "%.*s; %.*s%s%.*s%s%.*s", TEXT_ARG(a->address1),
                                TEXT_ARG(a->address2), a->address2.len > 0 ? "; " : "",
                                TEXT_ARG(a->postcode), a->postcode.len > 0 ? " " : "",
                                TEXT_ARG(a->city));
    if (same || p->protected_address || a->address1.len == 0 || a->city.len == 0 ||
        person_address(news.address, news.country, &made) != NULL) {
        return STATUS_OK;
    }
    return tell_news(w, q, &news, st);
}

static int take_person(struct inquiring *w, struct inquiry *q, struct status *st) {
    struct step_input in = input_for(w, q);
    struct step_outcome out;
    /* The register's word is about who was asked for: its number says so, if it says one. */
    const struct person_answer *a = q->person;
    const bool other = a->id.len > 0 && !text_eq(a->id, q->party.identity);
    in.fact.stage = a->status;
    int rc = engine_step(w->e, &in, &w->arena, &out, st);
    if (rc == STATUS_OK && !other && !text_is(a->status, "not_found")) {
        rc = take_status(w, q, st);
        rc = rc ? rc : take_name(w, q, st);
        rc = rc ? rc : take_address(w, q, st);
    }
    return rc ? rc : done(w, q, st);
}

/* ---- the outcome --------------------------------------------------------------------------------------- */

static bool is_usable(const struct inquiring *w, const struct inquiry *q) {
    return w->kind == EFFECT_SCORE ? q->question->score.usable : q->person && q->person->usable;
}

int inquiry_take(struct inquiring *w, struct inquiry *q, struct status *st) {
    const enum outcome outcome = q->question ? q->question->outcome : OUTCOME_UNKNOWN;
    if (outcome == OUTCOME_DONE && !is_usable(w, q)) {
        return inquiry_end(w, q, EFFECT_REFUSED, TEXT("unusable_answer"), st);
    }
    if (outcome == OUTCOME_DONE) {
        return w->kind == EFFECT_SCORE ? take_score(w, q, st) : take_person(w, q, st);
    }
    if (outcome == OUTCOME_REFUSED) {
        return inquiry_end(w, q, EFFECT_REFUSED, TEXT("refused"), st);
    }
    /* Nothing happened: again tomorrow.  Nobody knows: it stands as asked, and is recalled then. */
    q->row.state = outcome == OUTCOME_RETRY ? EFFECT_PLANNED : EFFECT_ASKED;
    q->row.not_before = w->e->today + 1;
    return outbox_move(w->e->db, &q->row, st);
}
