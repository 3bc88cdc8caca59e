-- selftest.lua LINT_LUA LINT_DIR - plants one fault at a time in a small tree and expects the lint
-- to find it, at its line; and expects nothing from the tree without it.
local interpreter, lints = arg[1], arg[2]

local function run(command)
    local pipe = assert(io.popen(command .. " 2>&1; echo \"exit $?\""))
    local output = pipe:read("a")
    pipe:close()
    return output, tonumber(output:match("exit (%d+)%s*$"))
end

local tree = run("mktemp -d"):match("^(%S+)")
assert(tree and tree:match("^/"), "no temporary directory")

local function write(path, content)
    assert(os.execute("mkdir -p '" .. tree .. "/" .. (path:match("^(.*)/") or ".") .. "'"))
    local file = assert(io.open(tree .. "/" .. path, "wb"))
    file:write(content)
    file:close()
end

-- A tree at peace, with everything that looks like a fault and is none.
local sound = {
    ["README.md"] = "",
    [".hidden"] = "",
    ["core/base/text.h"] = "#include <stddef.h>\nstruct text {\n    const char *ptr;\n};\n"
        .. "typedef int ore;\nenum { A = 1 };\nint text_cmp(int a, int b);\n",
    ["core/base/clock.c"] = '#include "base/text.h"\n#include <time.h>\n',
    ["core/domain/case.c"] = '#include "base/text.h"\n'
        .. "/* printf(1.5), strcpy and double are only words here */\n"
        .. "static const int table[] = {1, 0x1e3, 2};\n"
        .. "static void (*const judges[3])(const struct q *q, int *f) = {0};\n"
        .. "static const char *const names[] = {\"double\", \"atoi(1.5)\"};\n"
        .. "const struct text *case_of(struct text t, int (*act)(int)) {\n"
        .. "    static const int weights[] = {3, 7};\n    int x1e3 = table[0];\n    return 0;\n}\n"
        .. "_Static_assert(sizeof(int) == 4, \"\");\n#define M(x) \\\n    static int x;\n",
    ["core/rules/vm.c"] = '#include <lua.h>\nint f(void) { return lua_pcall(0, 0, 0, 0); }\n',
    ["core/store/db.c"] = '#include <sqlite3.h>\nstatic const char SQL[] = "SELECT 1";\n',
    ["core/engine/records.c"] = '#include "krav/plugin.h"\n#include "store/db.h"\n',
    ["core/host/main.c"] = '#include <uv.h>\n#include "lab/try.h"\nstatic int signalled;\n',
    ["sdk/wire/frame.c"] = '#include "wire/frame.h"\n#include "krav/plugin.h"\n#include <uv.h>\n',
    ["plugins/camt/format.h"] = "double f(double x);\n",
    ["plugins/camt/plugin.c"] = '#include "krav/easy.h"\n#include "format.h"\n#include <expat.h>\n',
}

local function line_of_500(n)
    return string.rep("\n", n)
end

-- lint, path, content, what the output must hold
local planted = {
    {"layers", "core/base/x.c", '\n#include "domain/case.h"\n', "core/base/x.c:2: domain/case.h"},
    {"layers", "core/domain/x.c", '#include "law/judge.h"\n', "core/domain/x.c:1:"},
    {"layers", "core/law/x.c", '#include "rules/vm.h"\n', "core/law/x.c:1:"},
    {"layers", "core/law/x.c", "#include <time.h>\n", "time.h in core/law"},
    {"layers", "core/domain/x.c", "#include <sys/stat.h>\n", "sys/stat.h in core/domain"},
    {"layers", "core/rules/x.c", "#include <unistd.h>\n", "unistd.h in core/rules"},
    {"layers", "core/base/x.c", "#include <fcntl.h>\n", "fcntl.h in core/base/x.c"},
    {"layers", "core/base/x.c", "#include <uv.h>\n", "uv.h in core/base"},
    {"layers", "core/domain/x.c", "# include <sqlite3.h>\n", "sqlite3.h in core/domain"},
    {"layers", "core/store/x.c", "#include <lua.h>\n", "lua.h in core/store"},
    {"layers", "core/store/x.c", '#include "plug/calls.h"\n', "core/store/x.c:1:"},
    {"layers", "core/plug/x.c", '#include "domain/case.h"\n', "core/plug/x.c:1:"},
    {"layers", "core/engine/x.c", '#include "krav/plugin.h"\n', "core/engine/x.c:1:"},
    {"layers", "core/engine/x.c", '#include "lab/try.h"\n', "core/engine/x.c:1:"},
    {"layers", "core/lab/x.c", '#include "host/main.h"\n', "core/lab/x.c:1:"},
    {"layers", "core/host/x.c", "#include <sqlite3.h>\n", "sqlite3.h in core/host"},
    {"layers", "core/novel/x.c", "\n", "no such layer"},
    {"layers", "sdk/wire/x.c", '#include "base/text.h"\n', "sdk/wire/x.c:1:"},
    {"layers", "sdk/worker/x.c", "#include <sqlite3.h>\n", "sqlite3.h in sdk/worker"},
    {"layers", "plugins/camt/x.c", '#include "base/text.h"\n', "plugins/camt/x.c:1:"},
    {"layers", "plugins/camt/x.c", '#include "other.h"\n', "other.h in plugins/camt"},
    {"layers", "core/rules/x.c", "int f(void) { return lua_pcall(0); }\n",
        "core/rules/x.c:1: lua_pcall"},
    {"layers", "core/lab/x.c", "\n\nint f(void) { return lua_pcallk (0); }\n",
        "core/lab/x.c:3: lua_pcallk"},
    {"layers", "core/engine/x.c", 'const char *const s = "SELECT id";\n', "core/engine/x.c:1: SELECT"},
    {"layers", "core/host/x.c", 'const char *const s = "a" "INSERT INTO t";\n', "INSERT INTO"},
    {"layers", "core/domain/x.c", 'void f(void) { printf("x"); }\n', "printf() in core/domain"},
    {"layers", "core/law/x.c", "void f(void) {\n    fopen(0, 0);\n}\n", "core/law/x.c:2: fopen()"},
    {"layers", "core/law/x.c", "long f(void) { return time (0); }\n", "time() in core/law"},
    {"layers", "core/law/x.c", "int f(void) { return rand(); }\n", "rand() in core/law"},
    {"layers", "core/base/x.h", '#include "domain/case.h"\n', "a cycle of includes"},
    {"banned", "core/law/x.c", "void f(char *s) { strcpy(s, s); }\n", "core/law/x.c:1: strcpy"},
    {"banned", "sdk/wire/x.c", "/* \"*/\nint x = atoi(\"1\");\n", "sdk/wire/x.c:2: atoi"},
    {"banned", "tests/x.c", "char *p = strtok(0, 0);\n", "strtok"},
    {"banned", "plugins/camt/x.c", "void *p = localtime(0);\n", "localtime"},
    {"banned", "core/law/x.c", "int f(double rate);\n", "core/law/x.c:1: double"},
    {"banned", "core/law/x.c", "struct s { float x; };\n", "float"},
    {"banned", "core/law/x.c", "int f(void) { return (int)(1.5); }\n", "1.5"},
    {"banned", "core/law/x.c", "int f(void) { return (int)1e3; }\n", "1e3"},
    {"banned", "core/law/x.c", "int f(void) { return (int).5; }\n", ".5"},
    {"banned", "core/law/x.c", "/* TO" .. "DO: later */\n", "TO" .. "DO"},
    {"banned", "plugins/camt/x.c", "\n// FIX" .. "ME\n", "plugins/camt/x.c:2: FIX" .. "ME"},
    {"banned", "core/law/x.c", "static int counter;\n", "core/law/x.c:1: static int counter"},
    {"banned", "core/law/x.c", "int a(void) { return 1; }\nint counter = 5;\n",
        "core/law/x.c:2: int counter"},
    {"banned", "core/law/x.c", "static const char *name = 0;\n", "static const char *name"},
    {"banned", "core/law/x.c", "static int cache[] = {1, 2};\n", "static int cache"},
    {"banned", "core/law/x.c", "static struct { int a; } state;\n", "state"},
    {"banned", "core/law/x.c", "static int (*hook)(int);\n", "hook"},
    {"banned", "core/law/x.c", "static int (*hook)(const char *const s) = 0;\n", "hook"},
    {"banned", "core/law/x.c", "int f(void) {\n    static int n;\n    return n;\n}\n",
        "core/law/x.c:2: static int n"},
    {"files", "core/law/x.c", line_of_500(501), "501 lines"},
    {"files", "tests/x.h", line_of_500(501), "501 lines"},
    {"files", "docs/x.md", "", "docs:1:"},
    {"files", "Makefile", "", "Makefile:1:"},
}

local failures = 0
local function expect(ok, what, output)
    if not ok then
        failures = failures + 1
        print("selftest: " .. what .. "\n" .. output)
    end
end

local function lint(name)
    return run(string.format("'%s' '%s/%s.lua' '%s'", interpreter, lints, name, tree))
end

for path, content in pairs(sound) do
    write(path, content)
end
write("core/law/long.c", line_of_500(500))
for _, name in ipairs({"layers", "banned", "files"}) do
    local output, code = lint(name)
    expect(code == 0, name .. " finds faults in a sound tree", output)
end
for i, case in ipairs(planted) do
    local name, path, content, expected = table.unpack(case)
    write(path, content)
    local output, code = lint(name)
    expect(code == 1 and output:find(expected, 1, true),
        string.format("fault %d: %s does not find '%s' in %s", i, name, expected, path), output)
    assert(os.execute("rm -rf '" .. tree .. "/" .. (path:match("^docs") or path) .. "'"))
    os.execute("rmdir '" .. tree .. "/core/novel' 2>/dev/null")
end
assert(os.execute("rm -rf '" .. tree .. "'"))
print(string.format("selftest: %d planted faults, %d failures", #planted, failures))
os.exit(failures == 0 and 0 or 1)
