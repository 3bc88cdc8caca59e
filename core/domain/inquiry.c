/* inquiry.c - see inquiry.h. */
#include "domain/inquiry.h"

#include "domain/case.h"

static const struct word state_rows[] = {
    {INQUIRY_OUT, "out", "bestilt", "Asked, and not answered yet."},
    {INQUIRY_ANSWERED, "answered", "besvart", "Answered."},
    {INQUIRY_ENDED, "ended", "avsluttet", "It will not be answered."},
};
const struct words inquiry_states = WORDS("inquiry state", state_rows);

static const struct field inquiry_table[] = {
    FIELD(FIELD_HASH, struct inquiry_note, key),
    FIELD_WORDS(struct inquiry_note, kind, effect_kinds),
    FIELD_WORDS(struct inquiry_note, state, inquiry_states),
    FIELD(FIELD_DAY, struct inquiry_note, asked),
    FIELD(FIELD_DAY, struct inquiry_note, as_of),
    FIELD(FIELD_DAY, struct inquiry_note, until),
    FIELD(FIELD_INT32, struct inquiry_note, points),
    FIELD(FIELD_TEXT, struct inquiry_note, word),
    FIELD(FIELD_TEXT, struct inquiry_note, model),
    FIELD(FIELD_HASH, struct inquiry_note, parts),
};
const struct record inquiry_note_record = RECORD("inquiry", struct inquiry_note, inquiry_table);

const struct inquiry_note *inquiry_last(const struct krav_case *c, enum effect_kind kind) {
    for (uint32_t i = c->n_inquiries; i-- > 0;) {
        if (c->inquiries[i].kind == kind) {
            return &c->inquiries[i];
        }
    }
    return NULL;
}

static bool holds(const struct inquiry_note *n, day today) {
    if (n->kind != EFFECT_SCORE) {
        return true;
    }
    return today <= (n->until != DAY_NONE ? n->until : n->as_of + SCORE_LIFE_DAYS);
}

const struct inquiry_note *inquiry_answer(const struct krav_case *c, enum effect_kind kind,
                                          day today) {
    for (uint32_t i = c->n_inquiries; i-- > 0;) {
        const struct inquiry_note *n = &c->inquiries[i];
        if (n->kind == kind && n->state == INQUIRY_ANSWERED) {
            return holds(n, today) ? n : NULL;
        }
    }
    return NULL;
}

const struct inquiry_note *inquiry_of(const struct krav_case *c, const struct hash *key) {
    for (uint32_t i = c->n_inquiries; i-- > 0;) {
        if (hash_eq(&c->inquiries[i].key, key)) {
            return &c->inquiries[i];
        }
    }
    return NULL;
}

bool inquiry_is_out(const struct krav_case *c) {
    for (uint32_t i = 0; i < c->n_inquiries; i++) {
        if (c->inquiries[i].state == INQUIRY_OUT) {
            return true;
        }
    }
    return false;
}
