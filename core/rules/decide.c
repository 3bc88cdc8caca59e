/* decide.c - one decision: call the stage's function, take its list, follow its move.
 *
 * The long-lived state decides within half the limits.  What goes past that, for whatever
 * reason, is decided again in a state made for it, with the full limits and counted, and that
 * answer stands: so neither garbage nor timing of earlier decisions can tip the scale. */
#include "rules/bundle.h"

#include "rules/marshal.h"

#include <string.h>

#include <lauxlib.h>

#define ROOM_STEP 4u

struct job {
    const struct decide_input *in;
    struct arena *arena;
    struct decision *out;
    uint32_t room; /* of out->actions */
};

RAISES static void add(lua_State *L, struct job *job, const struct action *a) {
    if (job->out->n_actions == ACTIONS_MAX) {
        luaL_error(L, "%s:%d: more than %d actions in one decision", a->file.ptr ? a->file.ptr : "",
                   (int)a->line, ACTIONS_MAX);
    }
    if (job->out->n_actions == job->room) { /* most decisions want nothing, or little */
        struct action *grown = arena_take_n(job->arena, job->room + ROOM_STEP, sizeof *a);
        if (job->room > 0) {
            memcpy(grown, job->out->actions, job->room * sizeof *a);
        }
        job->out->actions = grown;
        job->room += ROOM_STEP;
    }
    job->out->actions[job->out->n_actions++] = *a;
}

RAISES static void call(lua_State *L, const struct rule_function *f) {
    lua_settop(L, 0);
    lua_rawgeti(L, LUA_REGISTRYINDEX, f->ref);
    view_push(L);
    lua_call(L, 1, 2);
    if (!lua_isnil(L, 2)) {
        luaL_error(L, "%s:%d: two things are returned: put all actions into one list { ... }",
                   f->file.ptr, (int)f->line);
    }
    lua_settop(L, 1);
}

RAISES static const struct stage *target_of(lua_State *L, struct job *job,
                                            const struct action *move) {
    const struct program *p = program_of(L);
    const struct stage *target = program_stage(p, move->stage);
    if (target == NULL) {
        const char *nearest = program_nearest_stage(p, move->stage, job->arena);
        lua_pushstring(L, arena_printf(job->arena, "%.*s:%d: move to unknown stage '%.*s'%s%s%s",
                                       TEXT_ARG(move->file), (int)move->line, TEXT_ARG(move->stage),
                                       nearest ? ": did you mean '" : "", nearest ? nearest : "",
                                       nearest ? "'?" : "")
                              .ptr);
        lua_error(L);
    }
    return target;
}

/* Runs a stage's function, adds what it returned, and after a move what the target's enter
 * returns.  The depth is that of moves: at most RULES_DEPTH_MAX. */
RAISES static void run(lua_State *L, struct job *job, const struct stage *stage, bool enter,
                       int depth) {
    const struct rule_function *f = enter ? &stage->enter : &stage->decide;
    if (f->ref == 0) {
        return;
    }
    struct asked asked = {f->file, f->line, stage->name, enter ? "enter" : "decide"};
    struct action_list list;
    call(L, f);
    marshal_actions(L, 1, &asked, job->arena, &list);
    bool moved = false;
    for (uint32_t i = 0; i < list.n; i++) {
        const struct action *a = &list.items[i];
        add(L, job, a);
        if (a->kind != ACTION_MOVE) {
            continue;
        }
        if (moved) {
            asked_refuse(L, &asked, "moves twice in one list");
        }
        if (depth == RULES_DEPTH_MAX) {
            asked_refuse(L, &asked, "leads to a chain of moves that does not end");
        }
        moved = true;
        run(L, job, target_of(L, job, a), true, depth + 1);
    }
}

RAISES static void place(struct job *job, const struct rule_function *f, struct text stage) {
    job->out->stage = arena_text(job->arena, stage);
    job->out->file = arena_text(job->arena, f->file);
    job->out->line = f->line;
}

/* start(c) names a stage: that is a move to it. */
RAISES static void run_start(lua_State *L, struct job *job) {
    const struct rule_function *start = &program_of(L)->start;
    place(job, start, TEXT(""));
    call(L, start);
    if (lua_type(L, 1) != LUA_TSTRING) {
        luaL_error(L, "%s:%d: start returned a %s: return the name of a stage",
                   arena_cstr(job->arena, start->file), (int)start->line, luaL_typename(L, 1));
    }
    struct action move = {.kind = ACTION_MOVE, .line = start->line};
    move.stage.ptr = lua_tolstring(L, 1, &move.stage.len);
    move.stage = arena_text(job->arena, move.stage);
    move.file = job->out->file;
    add(L, job, &move);
    run(L, job, target_of(L, job, &move), true, 1);
}

RAISES static int run_decision(lua_State *L) {
    struct job *job = lua_touserdata(L, 1);
    luaL_checkstack(L, 40, "deciding");
    if (!job->in->enter && job->in->stage.len == 0) {
        run_start(L, job);
        return 0;
    }
    const struct stage *stage = program_stage(program_of(L), job->in->stage);
    if (stage == NULL) {
        lua_pushstring(
            L, arena_printf(job->arena, "the rules have no stage '%.*s'", TEXT_ARG(job->in->stage))
                   .ptr);
        return lua_error(L);
    }
    place(job, job->in->enter ? &stage->enter : &stage->decide, stage->name);
    run(L, job, stage, job->in->enter, 0);
    return 0;
}

static int run_in(struct program *p, struct job *job, const struct vm_limits *limits,
                  struct status *st) {
    memset(job->out, 0, sizeof *job->out);
    job->room = 0;
    p->view.snapshot = job->in->snapshot;
    p->view.overrides = job->in->overrides;
    p->view.only_given = job->in->only_given;
    p->view.reading = (struct reading){0};
    p->view.level = NULL;
    int rc = vm_run(&p->vm, run_decision, job, limits, st);
    p->view.snapshot = NULL;
    p->view.overrides = NULL;
    arena_reset(&p->scratch);
    if (rc == STATUS_OK && job->out->n_actions > 0 && !job->in->overrides) {
        job->out->read =
            reading_write(&p->view.reading, job->in->snapshot, p->view.level, &p->reading,
                          job->arena);
    }
    if (rc == STATUS_OK && limits->counted) {
        job->out->fuel_used = limits->fuel - p->vm.fuel;
    }
    return rc;
}

static int decide_afresh(struct bundle *b, struct job *job, struct status *st) {
    struct arena scratch;
    arena_init(&scratch);
    struct faults faults;
    faults_init(&faults, &scratch, 1);
    struct program *fresh = NULL;
    int rc = program_new(&b->source, &faults, &fresh, st);
    if (rc == STATUS_OK) {
        struct vm_limits full = {RULES_FUEL_MAX, RULES_MEMORY_MAX, VM_BLOCK_MAX, true};
        rc = run_in(fresh, job, &full, st); /* its texts are the arena's: the program goes */
    }
    program_free(fresh);
    arena_fini(&scratch);
    return rc;
}

int decide_run(struct bundle *b, const struct decide_input *in, struct arena *arena,
               struct decision *out, struct status *st) {
    struct job job = {in, arena, out, 0};
    struct vm_limits half = {RULES_FUEL_MAX / 2, RULES_MEMORY_MAX / 2, VM_BLOCK_MAX, b->counted};
    struct status first = {0};
    int rc = run_in(b->program, &job, &half, &first);
    if (rc == STATUS_LIMIT) {
        rc = decide_afresh(b, &job, st);
    } else if (rc != STATUS_OK) {
        rc = status_fail(st, rc, "%s", first.text);
    }
    if (rc == STATUS_LIMIT && out->file.len > 0 && !text_starts(text_of(st->text), out->file)) {
        (void)status_prefix(st, "%.*s:%d", TEXT_ARG(out->file), (int)out->line);
    }
    if (rc != STATUS_OK) {
        memset(out, 0, sizeof *out);
    }
    return rc;
}

int rules_decide(struct bundle *b, const struct snapshot *s, struct arena *arena,
                 struct decision *out, struct status *st) {
    struct decide_input in = {.snapshot = s, .stage = s->c->stage};
    return decide_run(b, &in, arena, out, st);
}

int rules_enter(struct bundle *b, const struct snapshot *s, struct text stage, struct arena *arena,
                struct decision *out, struct status *st) {
    struct decide_input in = {.snapshot = s, .enter = true, .stage = stage};
    return decide_run(b, &in, arena, out, st);
}
