/* bench_decide.c - one decision of the standard rules in the reminder's stage, against the same
 * functions called in a bare Lua state with a plain table that has the fields they read. */
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <string.h>

#include "engine/intake.h"
#include "engine/view.h"
#include "meter.h"
#include "office.h"
#include "store/cases.h"

#define TURNS 7

/* The words of the rules as plain functions, and the stages kept where we find them. */
static const char words[] =
    "local function action(x) return { x } end\n"
    "for word in ('send move close look_again task charge defer hold ask_creditor end_plan')"
    ":gmatch('%S+') do _G[word] = action end\n"
    "max, stages = math.max, {}\n"
    "function workflow(about)\n"
    "  W = { stage = function(name) return function(s) stages[name] = s end end }\n"
    "  return W\n"
    "end\n";
/* What the engine does around one decision: the stage decides, and a move enters the next. */
static const char turn[] =
    "local decide, enter = stages.reminder.decide, stages.notice.enter\n"
    "function once(c)\n"
    "  local list = decide(c)\n"
    "  if list[1] then return list, enter(c) end\n"
    "  return list\n"
    "end\n"
    "c = { settled = false, disputed = false, held = false, deferred = false, open = 189900,\n"
    "      reminders_sent = 1, today = 20000, deadline = 20005, letter_waiting = false,\n"
    "      stage = 'reminder', fact = { kind = 'day_reached' }, plan = { active = false },\n"
    "      claim = { reminder_missed = false },\n"
    "      debtor = { dead = false, bankrupt = false, debt_settlement = false },\n"
    "      level = { small_balance = 5000, reminders = 1, notice_days = 14, patience = 3 } }\n";

static lua_State *lua_floor(bool missed) {
    lua_State *L = luaL_newstate();
    bench_must(L == NULL, NULL, "Lua");
    luaL_openlibs(L);
    bench_must(luaL_dostring(L, words) || luaL_dofile(L, KRAV_SCRIPTS "/standard/init.lua") ||
                   luaL_dofile(L, KRAV_SCRIPTS "/standard/amicable.lua") ||
                   luaL_dostring(L, turn),
               NULL, "the standard rules in a bare state");
    lua_settop(L, 0);
    lua_getglobal(L, "once");
    lua_getglobal(L, "c");
    lua_pushboolean(L, missed);
    lua_setfield(L, 2, "deadline_missed");
    return L;
}

static int64_t lua_run(lua_State *L, int64_t n) {
    const int64_t from = meter_ns();
    for (int64_t i = 0; i < n; i++) {
        lua_pushvalue(L, 1);
        lua_pushvalue(L, 2);
        bench_must(lua_pcall(L, 1, LUA_MULTRET, 0), NULL, "pcall");
        lua_settop(L, 2);
    }
    return meter_ns() - from;
}

static int64_t rules_run(struct engine *e, const struct snapshot *s, int64_t n,
                         uint32_t n_actions) {
    struct status st = {0, ""};
    struct decision decision;
    struct arena arena;
    arena_init(&arena);
    const int64_t from = meter_ns();
    for (int64_t i = 0; i < n; i++) {
        bench_must(rules_decide(e->bundle, s, &arena, &decision, &st), &st, "decide");
        bench_must(decision.n_actions != n_actions, NULL, "another decision than expected");
        arena_reset(&arena);
    }
    const int64_t ns = meter_ns() - from;
    arena_fini(&arena);
    return ns;
}

static void measure(struct office *o, struct snapshot *s, const char *figure, bool missed,
                    int64_t n) {
    struct series series = {.figure = figure, .unit = "us"};
    lua_State *L = lua_floor(missed);
    s->deadline_missed = missed;
    for (int i = 0; i < TURNS; i++) {
        const int64_t ours = rules_run(&o->e, s, n, missed ? 3 : 0);
        series_add(&series, (double)ours / (double)n / 1e3,
                   (double)lua_run(L, n) / (double)n / 1e3);
    }
    series_print(&series);
    lua_close(L);
}

void bench_decide(int64_t n_rounds) {
    struct office o;
    struct arena arena;
    struct status st = {0, ""};
    struct case_view v;
    enum taken taken;
    int64_t id = 0;
    office_open(&o);
    arena_init(&arena);
    const struct incoming in = office_claim(&o, o.e.today - 20, &arena);
    bench_must(cases_next_id(o.e.db, &id, &st), &st, "next case");
    bench_must(engine_chunk_begin(&o.e, &st), &st, "begin");
    bench_must(intake_record(&o.e, &in, TEXT("bench"), &arena, &taken, &st), &st, "claim");
    bench_must(engine_chunk_commit(&o.e, &st), &st, "commit");
    const struct fact fact = {.kind = FACT_DAY_REACHED, .subject = SUBJECT_CASE, .subject_id = id,
        .actor = TEXT("agenda"), .legal_day = o.e.today, .booked_day = o.e.today,
        .why = AGENDA_RULE};
    bench_must(engine_view(&o.e, id, &fact, &arena, &v, &st), &st, "case");
    bench_must(!text_is(v.c.stage, "reminder"), NULL, "the case is in another stage");
    /* The reminder promised a moment ago counts as sent: the rules ask how many were. */
    for (uint32_t i = 0; i < v.c.n_letters; i++) {
        v.c.letters[i].state = LETTER_SENT;
        v.c.letters[i].sent = o.e.today;
    }
    v.snapshot.letter_waiting = false;
    v.snapshot.deadline = o.e.today + 5;
    measure(&o, &v.snapshot, "decision, nothing to do", false, n_rounds);
    measure(&o, &v.snapshot, "decision, on to the notice", true, n_rounds);
    arena_fini(&arena);
    office_close(&o);
}
