/* program.c - see program.h.
 *
 * Loading: compile every file (the first syntax error of each is a fault) and scan it for
 * impure stores; run init.lua, then the others in sorted order; take what was declared; freeze
 * what lives on. */
#include "rules/program.h"

#include "base/check.h"
#include "rules/declare.h"
#include "rules/freeze.h"
#include "rules/letters.h"
#include "rules/purity.h"
#include "rules/sandbox.h"
#include "rules/syntax.h"
#include "rules/words.h"

#include <string.h>

#include <lauxlib.h>

static const char chunks_key = 'k'; /* registry: the compiled files while loading */

#define BYTECODE_SIZE_MAX (16u << 20)
/* What it costs to look at a closure: there may be as many as memory holds. */
enum { CLOSURE_FUEL = 100, BYTES_PER_FUEL = 8 };

static const struct vm_limits load_limits = {
    .fuel = 50000000, .memory = 64u << 20, .block_max = 8u << 20, .counted = true};

struct program *program_of(lua_State *L) {
    return vm_of(L)->owner;
}

uint32_t program_layer(lua_State *L) {
    const struct vm_place at = vm_where(L, 0);
    return layers_of(&program_of(L)->layers, at.file);
}

bool bundle_path_is_test(struct text path) {
    struct text folder = path;
    struct text part;
    while (text_cut(&folder, '/', &part)) {
        if (folder.ptr != NULL && text_is(part, "tests")) {
            return true;
        }
    }
    return text_ends(path, TEXT("_test.lua"));
}

struct text program_file(const struct program *p, struct text path) {
    for (uint32_t i = 0; i < p->source->n_files; i++) {
        if (text_eq(p->source->files[i].path, path)) {
            return p->source->files[i].path;
        }
    }
    return (struct text){NULL, 0};
}

const struct stage *program_stage(const struct program *p, struct text name) {
    for (uint32_t i = 0; i < p->n_stages; i++) {
        if (text_eq(p->stages[i].name, name)) {
            return &p->stages[i];
        }
    }
    return NULL;
}

const char *program_nearest_stage(const struct program *p, struct text name, struct arena *arena) {
    struct word *rows = arena_take_n(arena, p->n_stages + 1u, sizeof *rows);
    for (uint32_t i = 0; i < p->n_stages; i++) {
        rows[i] = (struct word){1, arena_cstr(arena, p->stages[i].name), "", ""};
    }
    struct words words = {"stage", rows, sizeof *rows, p->n_stages};
    return words_nearest(&words, name);
}

/* Loading, inside vm_run. */
struct load {
    struct program *p;
    struct findings *findings; /* one per file */
    bool *compiled;
    uint32_t file; /* that run_one runs */
    bool has_workflow;
    bool asks_closures; /* purity.h */
    struct buf bytecode; /* freed outside, since Lua may raise */
};

static int keep_bytes(lua_State *L, const void *block, size_t size, void *ud) {
    (void)L;
    struct buf *out = ud;
    buf_add(out, (struct text){block, size});
    return out->overflowed;
}

/* Leaves the compiled chunk on the stack; false with a fault if it does not compile. */
RAISES static bool compile(lua_State *L, struct load *load, uint32_t i) {
    struct program *p = load->p;
    const struct bundle_file *file = &p->source->files[i];
    if (!syntax_compile(L, file, p->faults)) {
        return false;
    }
    struct status st = {0};
    buf_clear(&load->bytecode);
    if (lua_dump(L, keep_bytes, &load->bytecode, 0) != 0 ||
        purity_scan(buf_text(&load->bytecode), PURITY_FILE, &p->arena, &load->findings[i], &st)) {
        faults_add(p->faults, "%.*s: %s", TEXT_ARG(file->path),
                   st.code ? st.text : "the file is too large");
        lua_pop(L, 1);
        return false;
    }
    load->asks_closures = load->asks_closures || load->findings[i].asks_closures;
    return true;
}

static bool has_fault(const struct faults *faults, struct text fault) {
    for (size_t i = 0; i < faults->n; i++) {
        if (text_eq(faults->items[i], fault)) {
            return true;
        }
    }
    return false;
}

static void report_write(struct program *p, struct text path, const struct finding *f) {
    const char *why = "";
    switch (f->kind) {
    case FINDING_WRITES_LOCAL:
        why = "belongs to a surrounding function and would be remembered: use a local of this "
              "function and return it";
        break;
    case FINDING_WRITES_SHARED:
        why = "is a table of a surrounding function: a decision may not change it";
        break;
    case FINDING_WRITES_GLOBAL:
        why = "is set inside a function and would be remembered: write local in front";
        break;
    case FINDING_SETS_GLOBAL:
    case FINDING_READS_GLOBAL:
        return;
    }
    const struct text fault = arena_printf(&p->scratch, "%.*s:%d: '%.*s' %s", TEXT_ARG(path),
                                           (int)f->line, TEXT_ARG(f->name), why);
    if (!has_fault(p->faults, fault)) { /* several closures of one function */
        faults_add(p->faults, "%.*s", TEXT_ARG(fault));
    }
}

/* Set in the body of one of the files: known by the time a function runs. */
static bool is_shared(const struct load *load, struct text name) {
    for (uint32_t i = 0; i < load->p->source->n_files; i++) {
        for (uint32_t k = 0; k < load->findings[i].n; k++) {
            const struct finding *f = &load->findings[i].items[k];
            if (f->kind == FINDING_SETS_GLOBAL && text_eq(f->name, name)) {
                return true;
            }
        }
    }
    return text_is(name, "W");
}

RAISES static void check_globals(lua_State *L, const struct load *load, uint32_t i) {
    struct program *p = load->p;
    const struct findings *found = &load->findings[i];
    for (uint32_t k = 0; k < found->n; k++) {
        const struct finding *f = &found->items[k];
        if (f->kind != FINDING_READS_GLOBAL || sandbox_has(L, f->name) ||
            is_shared(load, f->name)) {
            continue;
        }
        const char *nearest = sandbox_nearest(L, f->name, &p->scratch);
        faults_add(p->faults, "%.*s:%d: unknown word '%.*s'%.*s",
                   TEXT_ARG(p->source->files[i].path), (int)f->line, TEXT_ARG(f->name),
                   TEXT_ARG(near_text(nearest, &p->scratch)));
    }
}

/* A function that is left after loading, on top: does it write to what was there before a decision? */
RAISES static void check_closure(lua_State *L, void *ctx) {
    struct load *load = ctx;
    struct program *p = load->p;
    struct findings found;
    struct status st = {0};
    lua_Debug ar;
    lua_pushvalue(L, -1);
    lua_getinfo(L, ">S", &ar);
    const struct text path = program_file(p, (struct text){ar.source + 1, ar.srclen - 1});
    arena_reset(&p->scratch);
    buf_clear(&load->bytecode);
    const bool is_whole = lua_dump(L, keep_bytes, &load->bytecode, 0) == 0;
    vm_charge(L, CLOSURE_FUEL + load->bytecode.len / BYTES_PER_FUEL);
    if (!is_whole ||
        purity_scan(buf_text(&load->bytecode), PURITY_CLOSURE, &p->scratch, &found, &st)) {
        faults_add(p->faults, "%.*s:%d: %s", TEXT_ARG(path), ar.linedefined,
                   st.code ? st.text : "the function is too large");
        return;
    }
    for (uint32_t i = 0; i < found.n; i++) {
        report_write(p, path, &found.items[i]);
    }
}

RAISES static void add_root(lua_State *L, int roots, const struct rule_function *f) {
    if (f->ref != 0) {
        lua_rawgeti(L, LUA_REGISTRYINDEX, f->ref);
        lua_rawseti(L, roots, (lua_Integer)lua_rawlen(L, roots) + 1);
    }
}

/* First run: the environment, and every file compiled and scanned. */
RAISES static int compile_all(lua_State *L) {
    struct load *load = lua_touserdata(L, 1);
    struct program *p = load->p;
    sandbox_open(L);
    declare_open(L);
    words_open(L);
    view_open(L, &p->view);
    lua_newtable(L);
    int chunks = lua_gettop(L);
    for (uint32_t i = 0; i < p->source->n_files; i++) {
        struct text path = p->source->files[i].path;
        if (bundle_path_is_test(path) || letters_are_in(path) || !compile(L, load, i)) {
            continue;
        }
        load->compiled[i] = true;
        lua_rawseti(L, chunks, (lua_Integer)i + 1);
        for (uint32_t k = 0; k < load->findings[i].n; k++) {
            report_write(p, path, &load->findings[i].items[k]);
        }
    }
    for (uint32_t i = 0; i < p->source->n_files; i++) {
        check_globals(L, load, i);
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &chunks_key);
    return 0;
}

/* Then one run per file, so that an error in one does not hide those of the others. */
RAISES static int run_one(lua_State *L) {
    struct load *load = lua_touserdata(L, 1);
    const struct program *p = load->p;
    sandbox_layer(L, layers_of(&p->layers, p->source->files[load->file].path));
    lua_rawgetp(L, LUA_REGISTRYINDEX, &chunks_key);
    lua_rawgeti(L, -1, (lua_Integer)load->file + 1);
    lua_call(L, 0, 0);
    return 0;
}

RAISES static int share_workflow(lua_State *L) {
    struct load *load = lua_touserdata(L, 1);
    load->has_workflow = declare_share(L);
    return 0;
}

/* Then what was declared is taken. */
RAISES static int finish(lua_State *L) {
    declare_finish(L);
    return 0;
}

/* Last: the chunks are forgotten, and what lives on is frozen and looked at. */
RAISES static int settle(lua_State *L) {
    struct load *load = lua_touserdata(L, 1);
    const struct program *p = load->p;
    const struct freeze_ear ear = {load->asks_closures ? check_closure : NULL, load};
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &chunks_key);
    sandbox_close(L);
    const int roots = lua_gettop(L);
    for (uint32_t i = 0; i < p->n_stages; i++) {
        add_root(L, roots, &p->stages[i].enter);
        add_root(L, roots, &p->stages[i].decide);
    }
    add_root(L, roots, &p->start);
    freeze_value(L, roots, &ear);
    return 0;
}

static bool has_fault_at(const struct faults *faults, struct text why) {
    struct text rest = why, path, line;
    if (!text_cut(&rest, ':', &path) || !text_cut(&rest, ':', &line)) {
        return false;
    }
    struct text place = {why.ptr, path.len + 1 + line.len + 1};
    for (size_t i = 0; i < faults->n; i++) {
        if (text_starts(faults->items[i], place)) {
            return true;
        }
    }
    return false;
}

/* Runs one phase; what goes wrong is one more fault. */
static bool run_phase(struct load *load, lua_CFunction phase) {
    struct program *p = load->p;
    struct status st = {0};
    if (vm_run(&p->vm, phase, load, &load_limits, &st) == STATUS_OK) {
        return true;
    }
    const struct text path = p->source->files[load->file].path;
    if (phase == run_one && !text_starts(text_of(st.text), path)) { /* out of memory: no line */
        faults_add(p->faults, "%.*s:1: %s", TEXT_ARG(path), st.text);
    } else if (!has_fault_at(p->faults, text_of(st.text))) {
        faults_add(p->faults, "%s", st.text);
    }
    return false;
}

/* Runs a layer's init.lua, then its other files in order; false if one of them failed. */
static bool run_layer(struct load *load, uint32_t layer) {
    const struct program *p = load->p;
    const struct bundle_source *s = p->source;
    uint32_t init = s->n_files;
    for (uint32_t i = 0; i < s->n_files; i++) {
        init = layers_is_init(&p->layers, layer, s->files[i].path) ? i : init;
    }
    if (!load->compiled[init]) {
        return false;
    }
    load->file = init;
    bool ok = run_phase(load, run_one);
    ok = run_phase(load, share_workflow) && ok;
    for (uint32_t i = 0; i < s->n_files && load->has_workflow; i++) {
        if (i != init && load->compiled[i] && layers_of(&p->layers, s->files[i].path) == layer) {
            load->file = i;
            ok = run_phase(load, run_one) && ok;
        }
    }
    return ok;
}

static bool has_init(const struct bundle_source *s) {
    for (uint32_t i = 0; i < s->n_files; i++) {
        if (text_is(s->files[i].path, "init.lua")) {
            return true;
        }
    }
    return false;
}

static void load_files(struct load *load) {
    struct program *p = load->p;
    const size_t n_before = p->faults->n;
    if (!has_init(p->source)) {
        faults_add(p->faults, "init.lua: there is no such file: a bundle begins there");
    } else {
        layers_read(p->source, &p->layers, p->faults);
    }
    if (p->faults->n > n_before) {
        syntax_check(p->source, p->faults);
        return;
    }
    if (!run_phase(load, compile_all)) {
        return;
    }
    bool ok = true; /* what is extended comes first */
    for (uint32_t layer = p->layers.n; layer > 0 && ok; layer--) {
        ok = run_layer(load, layer - 1);
    }
    /* After an error halfway, what is missing would only be noise. */
    ok = ok && run_phase(load, finish);
    (void)run_phase(load, settle);
}

int program_new(const struct bundle_source *s, struct faults *faults, struct program **out,
                struct status *st) {
    *out = NULL;
    size_t n_before = faults->n;
    struct program *p = mem_alloc(sizeof *p);
    arena_init(&p->arena);
    arena_init(&p->scratch);
    buf_init(&p->reading, READING_BYTES_MAX);
    p->source = s;
    p->faults = faults;
    p->view.levels = &p->levels;
    vm_init(&p->vm, p);

    struct load load = {.p = p};
    load.findings = arena_take_n(&p->arena, s->n_files + 1u, sizeof *load.findings);
    load.compiled = arena_take_n(&p->arena, s->n_files + 1u, sizeof *load.compiled);
    buf_init(&load.bytecode, BYTECODE_SIZE_MAX);
    load_files(&load);
    buf_fini(&load.bytecode);
    p->faults = NULL;
    if (faults->n > n_before) {
        program_free(p);
        return status_fail(st, STATUS_INVALID, "the rules have %d fault%s: %.*s",
                           (int)(faults->n - n_before), faults->n - n_before == 1 ? "" : "s",
                           TEXT_ARG(faults->items[n_before]));
    }
    vm_settle(&p->vm);
    *out = p;
    return STATUS_OK;
}

void program_free(struct program *p) {
    if (p == NULL) {
        return;
    }
    vm_fini(&p->vm);
    arena_fini(&p->arena);
    arena_fini(&p->scratch);
    buf_fini(&p->reading);
    mem_free(p);
}
