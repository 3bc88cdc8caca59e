-- layers.lua ROOT - who may include whom, and who may touch the outside.
--
-- The table below is the architecture: arrows point downward, siblings do not know each other,
-- and each library has one home.
local here = arg[0]:match("^(.*)/") or "."
package.path = here .. "/?.lua"
local common = require("common")
local root = arg[1] or "."

-- `below`: directories of core/ whose headers may be included (besides one's own).
-- `libraries`: headers of libraries; a name ending in / stands for a whole directory.
local core = {
    base = {below = {}, libraries = {"sodium.h", "ini.h"}},
    domain = {below = {"base"}},
    law = {below = {"domain", "base"}},
    rules = {below = {"domain", "base"}, libraries = {"lua.h", "lauxlib.h", "lualib.h"}},
    store = {below = {"domain", "base"}, libraries = {"sqlite3.h"}},
    plug = {below = {"krav", "wire", "base"}, libraries = {"uv.h"}},
    engine = {below = {"law", "rules", "store", "plug", "domain", "base"}},
    lab = {below = {"engine", "law", "rules", "store", "plug", "domain", "base"}},
    host = {
        below = {"lab", "engine", "law", "rules", "store", "plug", "domain", "base", "krav", "wire",
            "worker", "conform"},
        libraries = {"uv.h", "jansson.h", "microhttpd.h"},
    },
}
local sdk = {
    below = {"krav", "wire", "worker", "conform", "net"},
    libraries = {"uv.h", "dlfcn.h", "seccomp.h", "linux/", "curl/", "jansson.h", "sodium.h", "elf.h",
        "malloc.h", "ucontext.h"},
}
local plugin = {
    below = {"krav"},
    libraries = {"expat.h", "curl/", "jansson.h", "pango/", "cairo.h", "cairo-pdf.h", "cairo/",
                 "fontconfig/"},
}

-- libc and POSIX; the pure layers do without what reaches outside the process.
local libc = {
    "assert.h", "ctype.h", "dirent.h", "errno.h", "fcntl.h", "float.h", "inttypes.h", "limits.h",
    "locale.h", "math.h", "poll.h", "pthread.h", "pwd.h", "sched.h", "setjmp.h", "signal.h",
    "spawn.h", "stdalign.h", "stdarg.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h",
    "stdlib.h", "stdnoreturn.h", "string.h", "strings.h", "sys/", "syslog.h", "termios.h",
    "time.h", "unistd.h", "grp.h", "getopt.h", "ftw.h", "fnmatch.h", "glob.h", "netdb.h",
    "netinet/", "arpa/", "wchar.h", "stdatomic.h", "iconv.h",
}
local outside = {"time.h", "unistd.h", "fcntl.h", "sys/", "dirent.h", "poll.h", "pthread.h",
    "signal.h", "spawn.h", "netdb.h", "netinet/", "arpa/", "ftw.h", "glob.h"}
local is_pure = {["core/domain"] = true, ["core/law"] = true, ["core/rules"] = true}
local no_calls = {["core/domain"] = true, ["core/law"] = true}
local outside_calls = {
    "fopen", "open", "openat", "printf", "fprintf", "puts", "putchar", "fputs", "fwrite", "fread",
    "time", "clock", "clock_gettime", "clock_now_ms", "clock_mono_ms", "gettimeofday", "getenv",
    "rand", "random", "srand",
}

local function set(list)
    local s = {}
    for _, item in ipairs(list or {}) do
        s[item] = true
    end
    return s
end

local function listed(list, header)
    for _, item in ipairs(list or {}) do
        if header == item or (item:sub(-1) == "/" and header:sub(1, #item) == item) then
            return true
        end
    end
    return false
end

-- The home of a file ("core/base", "sdk/wire", "plugins/camt") and its rules; nil if none apply.
local function home_of(path)
    local top, dir = path:match("^(%w+)/([^/]+)/")
    if top == "core" and core[dir] then
        return "core/" .. dir, core[dir], dir
    elseif top == "core" then
        return "core/" .. dir, nil, dir
    elseif top == "sdk" then
        return "sdk/" .. dir, sdk, dir
    elseif top == "plugins" then
        return "plugins/" .. dir, plugin, dir
    end
end

local edges = {} -- edges[from][to] = "path:line" of one include

-- Where an include's first part leads: a directory of ours, or nil for a library's.
local function directory_of(first)
    if core[first] then
        return "core/" .. first
    elseif first == "krav" then
        return "sdk/include"
    elseif first == "wire" or first == "worker" or first == "conform"
        or first == "net" then
        return "sdk/" .. first
    end
end

-- The engine knows the SDK's records in one place only.
local function is_records(path)
    return path == "core/engine/records.c" or path == "core/engine/records.h"
        or path:match("^core/engine/records_%w+%.c$") ~= nil
end

local function check_include(path, line, header, home, rules, dir)
    local first = header:match("^([^/]+)/")
    local target = first and directory_of(first)
    if not target then
        if not first and home:match("^plugins/") and not listed(libc, header)
            and not listed(rules.libraries, header) then
            local own = io.open(root .. "/" .. home .. "/" .. header)
            if own then
                own:close()
                return
            end
        end
        if listed(libc, header) then
            if is_pure[home] or home == "core/base" and path:match("%.h$") then
                if listed(outside, header) then
                    common.fault(path, line, header .. " in " .. home,
                        "this layer has no clock, no files and no processes")
                end
            elseif home == "core/base" and listed(outside, header)
                and not listed({"core/base/conf.c", "core/base/hash.c", "core/base/log.c",
                    "core/base/clock.c"}, path) then
                common.fault(path, line, header .. " in " .. path,
                    "in base only conf, hash, log and clock meet the system")
            end
        elseif not listed(rules.libraries, header) then
            common.fault(path, line, header .. " in " .. home,
                "not a header of libc, of a library of this layer, or of krav")
        end
        return
    end
    edges[home] = edges[home] or {}
    edges[home][target] = edges[home][target] or path .. ":" .. line
    if home == target or first == dir then
        return
    end
    local allowed = set(rules.below)[first]
        or ((first == "krav" or first == "wire") and is_records(path))
    if not allowed then
        common.fault(path, line, header .. " in " .. home,
            "the table of layers has no arrow from " .. home .. " to " .. target)
    end
end

local function check_words(path, code, with_strings, home)
    for n, line in common.lines(code) do
        if home:match("^core/") then
            for call in line:gmatch("%f[%w_](lua_pcallk?)%f[^%w_]") do
                if path ~= "core/rules/vm.c" then
                    common.fault(path, n, call, "Lua is entered in core/rules/vm.c only")
                end
            end
        end
        if no_calls[home] then
            for _, name in ipairs(outside_calls) do
                if line:find("%f[%w_]" .. name .. "%s*%(") then
                    common.fault(path, n, name .. "() in " .. home,
                        "this layer computes; it neither asks nor tells the outside")
                end
            end
        end
    end
    if home:match("^core/") and home ~= "core/store" then
        for n, line in common.lines(with_strings) do
            for literal in line:gmatch('"([^"]*)') do
                for _, word in ipairs({"SELECT", "INSERT INTO", "INSERT OR", "UPDATE", "DELETE FROM",
                    "CREATE TABLE", "DROP TABLE", "PRAGMA"}) do
                    if literal:match("^%s*" .. word .. " ") then
                        common.fault(path, n, word .. " in a string", "SQL lives in core/store only")
                    end
                end
            end
        end
    end
end

local function check_file(path)
    local home, rules, dir = home_of(path)
    if not home then
        return
    end
    local code, with_strings = common.split(common.read(root, path))
    if not rules then
        common.fault(path, 1, home, "no such layer in tests/lint/layers.lua")
        return
    end
    for n, line in common.lines(with_strings) do
        -- <…> is not a literal to split(), so both kinds are read from the same text.
        local header = line:match('^%s*#%s*include%s*[<"]([^>"]+)[>"]')
        if header then
            check_include(path, n, header, home, rules, dir)
        end
    end
    check_words(path, code, with_strings, home)
end

-- Depth first over the arrows; a directory met again on the way down closes a cycle.
local function check_cycles()
    local done, on_path = {}, {}
    local function visit(dir, trail)
        if on_path[dir] then
            local at = trail[#trail].at
            local path, line = at:match("^(.*):(%d+)$")
            local names = {}
            for _, step in ipairs(trail) do
                names[#names + 1] = step.from
            end
            names[#names + 1] = dir
            common.fault(path, tonumber(line), "a cycle of includes", table.concat(names, " > "))
            return
        end
        if done[dir] then
            return
        end
        on_path[dir] = true
        local targets = {}
        for to in pairs(edges[dir] or {}) do
            targets[#targets + 1] = to
        end
        table.sort(targets)
        for _, to in ipairs(targets) do
            if to ~= dir then
                trail[#trail + 1] = {from = dir, at = edges[dir][to]}
                visit(to, trail)
                trail[#trail] = nil
            end
        end
        on_path[dir] = nil
        done[dir] = true
    end
    local dirs = {}
    for dir in pairs(edges) do
        dirs[#dirs + 1] = dir
    end
    table.sort(dirs)
    for _, dir in ipairs(dirs) do
        visit(dir, {})
    end
end

for _, path in ipairs(common.c_files(root, {"core", "sdk", "plugins"})) do
    check_file(path)
end
check_cycles()
common.finish("lint/layers")
