/* render.c - see render.h. */
#include "engine/render.h"

#define RENDER_MS 30000
#define FAILED_MAX 3    /* one after the other: it is not the letters */
#define REASON_MAX 200

static struct question *ask(struct desk *d, const struct composed *c, struct arena *arena) {
    const struct engine *e = d->e;
    char hex[HASH_HEX];
    struct status st = {0, ""};
    const struct plug_call call = {.plugin = e->config->letter_renderer,
        .key = text_of(hash_hex(&c->row.effect.key, hex)), .timeout_ms = RENDER_MS, .attempt = 1,
        .agency = e->config->sender.org};
    return desk_ask(d, records_render_letter(d->plug, &call, &c->letter, arena, &st));
}

static bool is_open(const struct question *q) {
    return !q || q->outcome == OUTCOME_UNKNOWN;
}

/* Once more what got no answer, one by one. */
static void ask_again(struct desk *d, const struct composed *letters, uint32_t n,
                      struct question **questions, struct arena *arena) {
    int failed = 0;
    for (uint32_t i = 0; i < n && failed < FAILED_MAX; i++) {
        if (letters[i].turn != TURN_FIRST || !is_open(questions[i])) {
            continue;
        }
        if (!desk_wake(d, d->e->config->letter_renderer)) {
            return;
        }
        questions[i] = ask(d, &letters[i], arena);
        desk_wait(d);
        failed = is_open(questions[i]) ? failed + 1 : 0;
    }
}

/* The plugin's own words, as far as they can stand in a task. */
static struct text reason_of(const struct question *q) {
    if (!q || text_has_control(q->reason)) {
        return (struct text){NULL, 0};
    }
    if (q->outcome == OUTCOME_DONE) {
        return TEXT("its answer held no pages");
    }
    return text_head(q->reason, REASON_MAX);
}

int render_letters(struct desk *d, struct composed *letters, uint32_t n, struct arena *arena,
                   struct status *st) {
    const struct text renderer = d->e->config->letter_renderer;
    struct question **questions = arena_take_n(arena, n, sizeof(struct question *));
    uint32_t n_first = 0;
    for (uint32_t i = 0; i < n; i++) {
        n_first += letters[i].turn == TURN_FIRST;
    }
    if (renderer.len == 0 || n_first == 0) {
        return STATUS_OK;
    }
    if (!desk_wake(d, renderer)) {
        return status_fail(st, STATUS_BUSY, "dispatch: %.*s: cannot render letters now",
                           TEXT_ARG(renderer));
    }
    for (uint32_t i = 0; i < n; i++) {
        questions[i] = letters[i].turn == TURN_FIRST ? ask(d, &letters[i], arena) : NULL;
    }
    desk_wait(d);
    ask_again(d, letters, n, questions, arena);
    for (uint32_t i = 0; i < n; i++) {
        struct composed *c = &letters[i];
        if (c->turn == TURN_FIRST && questions[i]) {
            c->rendered = questions[i]->rendered;
        }
        if (c->turn == TURN_FIRST && c->rendered.bytes.len == 0) {
            compose_put_off(d->e, c, reason_of(questions[i]));
        }
    }
    return STATUS_OK;
}
