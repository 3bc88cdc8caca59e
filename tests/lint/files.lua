-- files.lua ROOT - the shape of the tree: what stands at the top, and how long a file may be.
local here = arg[0]:match("^(.*)/") or "."
package.path = here .. "/?.lua"
local common = require("common")
local root = arg[1] or "."

local LINES_MAX = 500
local top = {core = true, plugins = true, scripts = true, sdk = true, tests = true,
    ["CMakeLists.txt"] = true, ["README.md"] = true}

for _, name in ipairs(common.find(root, ". -mindepth 1 -maxdepth 1")) do
    -- Build directories and the demo's home are nobody's source; .gitignore names them the same way.
    local is_made = name:match("^build") or name == "krav-demo"
    if not top[name] and name:sub(1, 1) ~= "." and not is_made then
        common.fault(name, 1, name, "a new name at the top needs a reason, and a line in this lint")
    end
end

for _, path in ipairs(common.c_files(root, {"core", "sdk", "plugins", "tests"})) do
    local _, n = common.read(root, path):gsub("\n", "")
    if n > LINES_MAX then
        common.fault(path, n, n .. " lines", "above " .. LINES_MAX .. " a file is two files")
    end
end
common.finish("lint/files")
