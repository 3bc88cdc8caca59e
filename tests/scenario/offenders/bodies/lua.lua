-- The language's own back doors.

--## lib-os refused 'os'
--> decide
return { task { text = tostring(os.time()) } }

--## lib-io refused 'io'
--> top
local f = io.open("/etc/passwd")
--> decide
return { task { text = "x" } }

--## lib-debug refused 'debug'
--> decide
debug.sethook()
return { task { text = "x" } }

--## lib-require refused 'require'
--> top
local s = require "string"
--> decide
return { task { text = "x" } }

--## lib-package refused 'package'
--> decide
return { task { text = tostring(package.loaded) } }

--## lib-string refused 'string'
--> decide
return { task { text = string.rep("x", 10) } }

--## lib-table refused 'table'
--> decide
return { task { text = table.concat({ "a" }) } }

--## lib-math refused 'math'
--> decide
return { task { text = tostring(math.random()) } }

--## lib-utf8 refused 'utf8'
--> decide
return { task { text = utf8.char(65) } }

--## lib-coroutine refused 'coroutine'
--> decide
return { task { text = tostring(coroutine.create(function () end)) } }

--## lib-load refused 'load'
--> decide
return { task { text = load("return 'x'")() } }

--## lib-loadstring refused 'loadstring'
--> decide
return { task { text = loadstring("return 'x'")() } }

--## lib-loadfile refused 'loadfile'
--> decide
return { task { text = loadfile("/etc/passwd")() } }

--## lib-dofile refused 'dofile'
--> top
dofile("init.lua")
--> decide
return { task { text = "x" } }

--## lib-print refused 'print'
--> decide
print("x")
return { task { text = "x" } }

--## lib-warn refused 'warn'
--> decide
warn("@on")
return { task { text = "x" } }

--## lib-pcall refused 'pcall'
--> decide
pcall(error, "x")
return { task { text = "x" } }

--## lib-xpcall refused 'xpcall'
--> decide
xpcall(error, error)
return { task { text = "x" } }

--## lib-next refused 'next'
--> decide
return { task { text = tostring(next({ 1 })) } }

--## lib-select refused 'select'
--> decide
return { task { text = tostring(select("#", 1, 2)) } }

--## lib-rawset refused 'rawset'
--> top
local t = {}
--> decide
rawset(t, 1, 1)
return { task { text = "x" } }

--## lib-rawget refused 'rawget'
--> decide
return { task { text = tostring(rawget({}, 1)) } }

--## lib-rawequal refused 'rawequal'
--> decide
return { task { text = tostring(rawequal(1, 1)) } }

--## lib-rawlen refused 'rawlen'
--> decide
return { task { text = tostring(rawlen({})) } }

--## lib-setmetatable refused 'setmetatable'
--> top
local t = setmetatable({}, { __index = function () return 1 end })
--> decide
return { task { text = "x" } }

--## lib-getmetatable refused 'getmetatable'
--> decide
getmetatable("").__index = {}
return { task { text = "x" } }

--## lib-collectgarbage refused 'collectgarbage'
--> decide
return { task { text = tostring(collectgarbage("count")) } }

--## lib-VERSION refused '_VERSION'
--> decide
return { task { text = _VERSION } }

--## lib-G-index refused _G
--> top
local o = _G["o" .. "s"]
--> decide
return { task { text = "x" } }

--## lib-ENV-index parked .
--> decide
local o = _ENV["o" .. "s"]
return { task { text = tostring(o) } }

--## lib-assert refused 'assert'
--> decide
assert(false, {})
return { task { text = "x" } }

--## lib-with-tests-words refused 'expect'
--> decide
expect(1).is(1)
return { task { text = "x" } }

--## lib-case_like refused 'case_like'
--> decide
return decide(case_like {})

--## string-rep parked texts have no methods
--> decide
return { task { text = ("x"):rep(1000000000) } }

--## string-find-bomb parked texts have no methods
--> decide
return { task { text = tostring(("a"):find("a*a*a*a*b")) } }

--## string-format parked texts have no methods
--> decide
return { task { text = ("%p"):format({}) } }

--## string-dump parked texts have no methods
--> decide
return { task { text = ("").dump(function () end) } }

--## string-index-number parked .
--> decide
return { task { text = tostring(("abc")[1]) } }

--## string-index-write parked .
--> decide
local s = "abc"
s.x = 1
return { task { text = "x" } }

--## string-of-field parked texts have no methods
--> decide
return { task { text = c.stage:upper() } }

--## string-len-method parked texts have no methods
--> decide
return { task { text = tostring(c.stage:len()) } }

--## number-index parked .
--> decide
return { task { text = tostring((1).x) } }

--## function-index parked .
--> decide
return { task { text = tostring(task.x) } }

--## nil-index parked .
--> decide
local t
return { task { text = tostring(t.x) } }

--## number-call parked .
--> decide
local n = 1
return { task { text = n() } }

--## close-variable parked .
--> decide
local x <close> = {}
return { task { text = "x" } }

--## close-false decides closed
--> decide
local x <close> = false
local y <close> = nil
return { task { text = "closed" } }

--## close-table-like parked .
--> decide
local x <close> = { __close = function () while true do end end }
return { task { text = "x" } }

--## close-for parked .
--> decide
for i in function () end, nil, nil, {} do end
return { task { text = "x" } }

--## meta-lookalike parked .
--> decide
local t = { __index = function () return 1 end, __call = function () return 1 end }
return { task { text = "n " .. t() } }

--## gc-lookalike decides gc 0
--> decide
local n = { 0 }
for i = 1, 1000 do local t = { __gc = function () n[1] = n[1] + 1 end, __mode = "k" } end
return { task { text = "gc " .. n[1] } }

--## const-assign refused .
--> top
local k <const> = 1
--> decide
k = 2
return { task { text = "x" } }

--## attrib-unknown refused .
--> decide
local k <once> = 1
return { task { text = "x" } }

--## goto-continue decides 25
--> decide
local n = 0
for i = 1, 10 do
  if i % 2 == 0 then goto continue end
  n = n + i
  ::continue::
end
return { task { text = tostring(n) } }

--## tostring-table parked .
--> decide
return { task { text = tostring({}) } }

--## tostring-function parked .
--> decide
return { task { text = tostring(function () end) } }

--## tostring-word parked .
--> decide
return { task { text = tostring(task) } }

--## tostring-action parked .
--> decide
return { task { text = tostring(task { text = "x" }) } }

--## tostring-many decides nil true 12 1.5 x
--> decide
return { task { text = join({ tostring(nil), tostring(true), tostring(12), tostring(1.5), tostring "x" }, " ") } }

--## concat-function parked .
--> decide
return { task { text = "f " .. task } }

--## compare-functions parked .
--> decide
return { task { text = tostring(task < note) } }

--## closure-equality decides false
--> decide
local function make () return function () return c end end
return { task { text = tostring(make() == make()) } }

--## closure-cached-equality decides same or not, the same twice
--> decide
local function make () return function () return 1 end end
local _ = make() == make()
return { task { text = "same or not, the same twice" } }

--## table-key-order-addresses parked .
--> decide
local t = {}
for i = 1, 20 do t[{ i }] = i end
local said = ""
for k, v in pairs(t) do said = said .. v .. " " end
return { task { text = said } }

--## function-key-order parked .
--> decide
local t = {}
for i = 1, 20 do t[function () return i end] = i end
local said = ""
for k, v in pairs(t) do said = said .. v .. " " end
return { task { text = said } }

--## word-key-order parked .
--> decide
local t = { [task] = 1, [note] = 2, [close] = 3, [move] = 4, [pairs] = 5 }
local said = ""
for k, v in pairs(t) do said = said .. v .. " " end
return { task { text = said } }

--## mixed-key-order parked keys are whole numbers or texts
--> decide
local t = { [10] = 1, [1] = 1, [-1] = 1, a = 1, b = 1, [1.5] = 1, [true] = 1, [false] = 1 }
local said = {}
for k in pairs(t) do said[#said + 1] = tostring(k) end
return { task { text = join(said, " ") } }

--## pairs-while-adding decides n 1
--> decide
local t = { a = 1 }
local n = 0
for k in pairs(t) do n = n + 1 t["k" .. n] = 1 end
return { task { text = "n " .. n } }

--## pairs-while-removing decides 3
--> decide
local t = { a = 1, b = 2, c = 3 }
local n = 0
for k in pairs(t) do n = n + 1 t[k] = nil end
return { task { text = tostring(n) } }

--## pairs-removing-ahead decides 3
--> decide
local t = { a = 1, b = 2, c = 3 }
local n = 0
for k in pairs(t) do n = n + 1 t.b = nil t.c = nil end
return { task { text = tostring(n) } }

--## ipairs-growing parked too many steps
--> decide
local t = { 1 }
for i in ipairs(t) do t[(i % 1000) + 1] = 1 t[1001] = 1 for k = 1, 1001 do t[k] = 1 end if i > 1000 then t[i + 1] = 1 end end
return { task { text = "x" } }

--## pairs-state-stolen decides x
--> decide
local f, s, k = pairs({ a = 1, b = 2 })
f(s, "zzz")
f(nil, nil)
return { task { text = "x" } }

--## pairs-iterator-junk decides a
--> decide
local f = pairs({ a = 1 })
f(1, 2, 3)
f({}, {})
return { task { text = tostring(f("x")) } }

--## pairs-other-table decides b
--> decide
local f, s = pairs({ a = 1, b = 2 })
local k = f({ z = 1 }, "a")
return { task { text = tostring(k) } }

--## pairs-of-nil parked .
--> decide
for k in pairs(nil) do end
return { task { text = "x" } }

--## pairs-of-text parked .
--> decide
for k in pairs("abc") do end
return { task { text = "x" } }

--## pairs-of-nan-free decides 0
--> decide
local n = 0
for k in pairs({}) do n = n + 1 end
return { task { text = tostring(n) } }

--## index-nan parked .
--> decide
local t = {}
t[0/0] = 1
return { task { text = "x" } }

--## index-nil parked .
--> decide
local t = {}
t[nil] = 1
return { task { text = "x" } }

--## binary-chunk refused .
--> file zz
LuaS garbage that is no rule
--> decide
return { task { text = "x" } }

--## syntax-error refused .
--> top
function (
--> decide
return { task { text = "x" } }

--## syntax-unfinished refused .
--> top
local s = [==[ never closed
--> decide
return { task { text = "x" } }

--## comment-fools-scan decides innocent
--> top
-- os.execute "true"; _G.x = 1; while true do end
--[==[ c.nonsense  io.open()  W.stage "ghost" {}  move "nowhere" ]==]
local text = [[ require "os" ]] .. 'os.time() c.opne move "nowhere"'
--> decide
return { task { text = #text > 3 and "innocent" or "" } }

--## text-fools-scan decides move "nowhere" c.opne
--> decide
return { task { text = "move \"nowhere\" c.opne" } }

--## whitespace-hides refused 'os'
--> decide
return { task { text = tostring(os--[[ ]]
  --
  .
  time--[==[ ]==]()) } }

--## move-hidden-stage refused nowhere
--> decide
return { move--[[x]]
  "nowhere" }

--## move-long-string-stage refused nowhere
--> decide
return { move [[nowhere]] }

--## move-escaped-stage refused unknown stage
--> decide
return { move "no\119here" }

--## move-built-stage parked nowhere
--> decide
local s = "no" .. "where"
return { move(s) }

--## move-table-stage parked .
--> decide
return { move { stage = {} } }

--## move-number-stage parked .
--> decide
return { move(1) }

--## move-empty-stage parked .
--> decide
local s = ""
return { move(s) }

--## word-aliased parked .
--> top
local m = move
--> decide
return { m "nowhere" }

--## unicode-identifier refused .
--> top
local størrelse = 1
--> decide
return { task { text = "x" } }

--## bom-in-file well .
--> make bom
--> decide
return { task { text = "bom" } }

--## shebang-in-file refused .
--> make shebang
--> decide
return { task { text = "shebang" } }

--## crlf-in-file decides crlf
--> make crlf
--> decide
return { task { text = "crlf" } }
