-- banned.lua ROOT - functions, floats, unfinished work and hidden state that krav does without.
local here = arg[0]:match("^(.*)/") or "."
package.path = here .. "/?.lua"
local common = require("common")
local root = arg[1] or "."

local banned = {
    strcpy = "no bound: use struct text or struct buf",
    strcat = "no bound: use struct buf",
    strncpy = "does not terminate: use struct text",
    strncat = "bound of the wrong thing: use struct buf",
    sprintf = "no bound: use snprintf or buf_addf",
    vsprintf = "no bound: use vsnprintf or buf_vaddf",
    gets = "no bound",
    strtok = "hidden state: use text_cut",
    atoi = "no errors: use text_to_i64",
    atol = "no errors: use text_to_i64",
    atoll = "no errors: use text_to_i64",
    atof = "no errors, and a float",
    gmtime = "hidden state: use base/day.h",
    localtime = "hidden state and the machine's zone: use base/clock.h",
    alloca = "no bound on the stack",
}

local function check_code(path, n, line)
    for name in line:gmatch("[%a_][%w_]*") do
        if banned[name] then
            common.fault(path, n, name, banned[name])
        end
    end
end

local function check_floats(path, n, line)
    for name in line:gmatch("[%a_][%w_]*") do
        if name == "float" or name == "double" then
            common.fault(path, n, name, "floats do not exist in core/")
        end
    end
    -- Numbers as C's preprocessor sees them, so that 1.5 and 1e3 are found and x1e3 is not.
    for number in (" " .. line):gmatch("[^%w_.]([%d.][%w_.]*)") do
        local is_hex = number:match("^0[xX]")
        local is_float = not is_hex and (number:match("^%d+%.") or number:match("^%.%d")
            or number:match("^%d+[eE]")) or is_hex and number:match("[pP.]")
        if is_float then
            common.fault(path, n, number, "floats do not exist in core/")
        end
    end
end

local function check_comment(path, n, line)
    for word in line:gmatch("%f[%w_]%u+%f[^%w_]") do
        if word == "TODO" or word == "FIXME" or word == "XXX" or word == "HACK" then
            common.fault(path, n, word, "finish it, or say calmly what is missing")
        end
    end
end

-- Whether the variable itself is constant: of pointers, the const after the last star; of pointers
-- to functions, the one beside the name.
local function is_constant(declaration)
    local variable = declaration:match("%(%s*%*([^)]*)%)") or declaration:match(".*%*(.*)$")
        or declaration
    return variable:match("%f[%w_]const%f[^%w_]") ~= nil
end

-- A file-scope variable that can change: a declaration outside all braces that is no function, no
-- type and not const.  Initialisers are skipped with their braces.
local function check_globals(path, code)
    local depth = 0
    local text, begun = {}, nil
    local function judge()
        local decl = table.concat(text):gsub("%s+", " "):gsub("^ ", "")
        local line = begun
        text, begun = {}, nil
        decl = decl:gsub("__attribute__ ?%b()", ""):gsub("_Alignas ?%b()", ""):gsub("alignas ?%b()", "")
        local is_other = decl == "" or decl:match("^typedef ") or decl:match("^extern ")
            or decl:match("^_Static_assert") or decl:match("^__extension__ typedef")
        local before = decl:match("^(.-) ?=") or decl
        if is_other or (before:match("%(") and not before:match("%(%*")) then
            return
        end
        local is_const = is_constant(before)
        local is_type = before:match("^struct [%w_]+ ?$") or before:match("^enum [%w_]* ?$")
            or before:match("^union [%w_]+ ?$") or before:match("^struct [%w_]+ ?{} ?$")
            or before:match("^enum [%w_]* ?{} ?$") or before:match("^union [%w_]+ ?{} ?$")
        if not is_const and not is_type and before:match("[%a_]") then
            common.fault(path, line, (before:gsub(" $", "")),
                "no state outside host/main.c: context is a parameter")
        end
    end
    for n, line in common.lines(code) do
        for c in (line .. " "):gmatch(".") do
            if c == "{" then
                depth = depth + 1
                if depth == 1 then
                    text[#text + 1] = "{"
                end
            elseif c == "}" then
                depth = depth - 1
                if depth == 0 then
                    text[#text + 1] = "}"
                    local decl = table.concat(text)
                    if not decl:find("=", 1, true) and decl:find("%)[%s%w_]*{}%s*$") then
                        text, begun = {}, nil -- a function's body ends without a semicolon
                    end
                end
            elseif depth == 0 and c == ";" then
                judge()
            elseif depth == 0 then
                if not begun and not c:match("%s") then
                    begun = n
                end
                text[#text + 1] = c
            end
        end
    end
end

-- Preprocessor lines are no declarations, nor are their continuations: they become blank.
local function without_directives(code)
    local lines, continued = {}, false
    for _, line in common.lines(code) do
        local is_directive = continued or line:match("^%s*#")
        continued = is_directive and line:match("\\%s*$") ~= nil
        lines[#lines + 1] = is_directive and "" or line
    end
    return table.concat(lines, "\n")
end

-- A static inside a function is the same hidden state.
local function check_statics(path, n, line)
    local decl = line:match("^%s+static%s+(.*)$")
    if decl then
        local before = decl:match("^(.-)=") or decl:match("^(.-);") or decl
        if not before:match("%f[%w_]inline%f[^%w_]") and not is_constant(before) then
            common.fault(path, n, "static " .. (before:gsub("%s+$", "")),
                "no state outside host/main.c: context is a parameter")
        end
    end
end

for _, path in ipairs(common.c_files(root, {"core", "sdk", "plugins", "tests"})) do
    local code, _, comments = common.split(common.read(root, path))
    local in_core = path:match("^core/")
    for n, line in common.lines(code) do
        check_code(path, n, line)
        if in_core then
            check_floats(path, n, line)
        end
    end
    for n, line in common.lines(comments) do
        check_comment(path, n, line)
    end
    if in_core and path ~= "core/host/main.c" then
        local declarations = without_directives(code)
        check_globals(path, declarations)
        for n, line in common.lines(declarations) do
            check_statics(path, n, line)
        end
    end
end
common.finish("lint/banned")
