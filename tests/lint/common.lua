-- common.lua - what the lints share: files, C without its comments, and faults.
local M = {}

local faults = 0

-- One fault: where, what, and why it matters.
function M.fault(path, line, what, why)
    faults = faults + 1
    print(string.format("%s:%d: %s: %s", path, line, what, why))
end

function M.finish(name)
    if faults > 0 then
        print(string.format("%s: %d fault(s)", name, faults))
        os.exit(1)
    end
    os.exit(0)
end

local function quoted(s)
    return "'" .. s:gsub("'", "'\\''") .. "'"
end

-- Paths below root, relative to it and sorted: `find` with the given arguments.
function M.find(root, args)
    local paths = {}
    local pipe = assert(io.popen("cd " .. quoted(root) .. " && find " .. args))
    for path in pipe:lines() do
        paths[#paths + 1] = (path:gsub("^%./", ""))
    end
    assert(pipe:close(), "find failed in " .. root)
    table.sort(paths)
    return paths
end

-- The C files of the directories that exist.
function M.c_files(root, dirs)
    local found = {}
    for _, dir in ipairs(dirs) do
        if os.execute("test -d " .. quoted(root .. "/" .. dir)) then
            -- What is planted as a fault is not held to the house's rules.
            local args = dir .. " -type f -name '*.[ch]' -not -path '*/conform/planted/*'"
            for _, path in ipairs(M.find(root, args)) do
                found[#found + 1] = path
            end
        end
    end
    return found
end

function M.read(root, path)
    local file = assert(io.open(root .. "/" .. path, "rb"))
    local content = file:read("a")
    file:close()
    return content
end

local function blank(s)
    return (s:gsub("[^\n]", " "))
end

-- The source three times, each as long as the original so that lines agree: the code alone, the
-- code with its strings, and the comments alone.
function M.split(source)
    local code, with_strings, comments = {}, {}, {}
    local function put(c, s, k)
        code[#code + 1], with_strings[#with_strings + 1], comments[#comments + 1] = c, s, k
    end
    local i = 1
    while i <= #source do
        local two, one = source:sub(i, i + 1), source:sub(i, i)
        local last
        if two == "/*" then
            local _, e = source:find("*/", i + 2, true)
            last = e or #source
        elseif two == "//" then
            last = (source:find("\n", i, true) or #source + 1) - 1
        end
        if last then
            local piece = source:sub(i, last)
            put(blank(piece), blank(piece), piece)
        elseif one == '"' or one == "'" then
            last = i + 1
            while last <= #source do
                local c = source:sub(last, last)
                if c == one or c == "\n" then
                    break
                end
                last = last + (c == "\\" and 2 or 1)
            end
            local piece = source:sub(i, last)
            put(one .. blank(piece:sub(2, -2)) .. piece:sub(-1), piece, blank(piece))
        else
            -- All that is neither comment nor literal, in one go.
            last = (source:find("[/\"']", i + 1) or #source + 1) - 1
            local piece = source:sub(i, last)
            put(piece, piece, blank(piece))
        end
        i = last + 1
    end
    return table.concat(code), table.concat(with_strings), table.concat(comments)
end

-- Line by line: for n, line in M.lines(text).
function M.lines(text)
    local n, next_line = 0, (text .. "\n"):gmatch("([^\n]*)\n")
    return function()
        local line = next_line()
        if line then
            n = n + 1
            return n, line
        end
    end
end

return M
