/* tell.c - see tell.h. */
#include "engine/tell.h"

#include "store/parties.h"
#include "store/cases.h"

const struct tell_word tell_words[] = {
    {FACT_DISPUTE, 0, false},
    {FACT_DISPUTE_SETTLED, 0, true},
    {FACT_HOLD, 0, true},
    {FACT_RELEASE, 0, false},
    {FACT_NOTE, 0, true},
    {FACT_CONTACT, 0, true},
    {FACT_CREDITOR_ANSWERED, 0, true},
    {FACT_ACT, ACTION_WITHDRAW, true},
    {FACT_ACT, ACTION_WRITE_OFF, true},
    {FACT_ACT, ACTION_CLOSE, true},
};
const uint32_t n_tell_words = sizeof tell_words / sizeof tell_words[0];

const struct word *tell_word_row(const struct tell_word *w) {
    return w->fact == FACT_ACT ? words_by_value(&action_kinds, (int)w->action)
                               : words_by_value(&fact_kinds, (int)w->fact);
}

const char *tell_word_name(const struct tell_word *w, char out[TELL_NAME]) {
    const char *name = tell_word_row(w)->name;
    size_t n = 0;
    for (; name[n] != '\0' && n + 1 < TELL_NAME; n++) {
        out[n] = name[n] == '_' ? '-' : name[n];
    }
    out[n] = '\0';
    return out;
}

static const struct tell_word *word_of(struct text what) {
    char name[TELL_NAME];
    for (uint32_t i = 0; i < n_tell_words; i++) {
        if (text_is(what, tell_word_name(&tell_words[i], name)) ||
            text_is(what, tell_word_row(&tell_words[i])->name)) {
            return &tell_words[i];
        }
    }
    return NULL;
}

/* Free words stand beside the chain, by hash: they may name people. */
static int keep_words(struct engine *e, const struct tell *t, struct fact *fact,
                      struct arena *arena, struct status *st) {
    if (t->reason.len == 0) {
        return STATUS_OK;
    }
    const struct text about = arena_printf(arena, "step:%lld", (long long)e->head.id + 1);
    return texts_put(e->db, about, t->reason, &fact->text_hash, st);
}

/* A fact that ran through but whose actions the law refused was recorded as such; a person gets
 * the reason as an error. */
static int answer(const struct tell *t, const struct step_outcome *out, struct status *st) {
    if (out->worst.kind == 0) {
        return STATUS_OK;
    }
    const struct reason *r = law_reason(out->worst.reason);
    char text[DAY_TEXT];
    if (out->worst.kind == VERDICT_NOT_BEFORE) {
        return status_fail(st, STATUS_REFUSED, "case %lld: %.*s: not before %s: %s (%.*s)",
                           (long long)t->case_id, TEXT_ARG(t->what),
                           day_format(out->worst.not_before, text), r ? r->english : "",
                           TEXT_ARG(out->worst.paragraph));
    }
    return status_fail(st, STATUS_REFUSED, "case %lld: %.*s: %s (%.*s)", (long long)t->case_id,
                       TEXT_ARG(t->what), r ? r->english : "refused",
                       TEXT_ARG(out->worst.paragraph));
}

int engine_tell(struct engine *e, const struct tell *t, struct arena *arena,
                struct step_outcome *out, struct status *st) {
    const struct tell_word *word = word_of(t->what);
    if (!word) {
        return status_fail(st, STATUS_INVALID, "tell: %.*s: not a word krav knows",
                           TEXT_ARG(t->what));
    }
    if (word->needs_reason && t->reason.len == 0) {
        return status_fail(st, STATUS_INVALID, "tell: %.*s: say why", TEXT_ARG(t->what));
    }
    if (t->on > e->today) {
        return status_fail(st, STATUS_INVALID, "tell: %.*s: a day in the future",
                           TEXT_ARG(t->what));
    }
    struct action action = {.kind = word->action, .what = TEXT("by_person"),
        .because = TEXT("by_person")};
    struct step_input in = {.fact = {.kind = word->fact, .subject = SUBJECT_CASE,
        .subject_id = t->case_id, .actor = t->by, .legal_day = t->on ? t->on : e->today,
        .booked_day = e->today, .until = t->until}};
    if (word->fact == FACT_ACT) {
        in.fact.actions = &action;
        in.fact.n_actions = 1;
        action.what = text_of(tell_word_row(word)->name);
    }
    int rc = engine_chunk_begin(e, st);
    rc = rc ? rc : keep_words(e, t, &in.fact, arena, st);
    rc = rc ? rc : engine_step(e, &in, arena, out, st);
    rc = rc ? rc : answer(t, out, st);
    if (rc == STATUS_OK) {
        return engine_chunk_commit(e, st);
    }
    if (e->in_chunk) {
        engine_chunk_drop(e);
    }
    return rc;
}
