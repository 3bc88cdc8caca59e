-- Remembering: globals, captured locals, shared tables, c kept for later.

--## global-plain refused is set inside a function
--> decide
counter = 1
return { task { text = "x" } }

--## global-increment refused is set inside a function
--> top
counter = 0
--> decide
counter = counter + 1
return { task { text = "n " .. counter } }

--## global-nested refused is set inside a function
--> decide
local function inner () local function deeper () seen = c.today end deeper() end
inner()
return { task { text = "x" } }

--## global-function refused is set inside a function
--> decide
function remember () return 1 end
return { task { text = "x" } }

--## global-multi refused is set inside a function
--> decide
local a
a, kept = 1, 2
return { task { text = "x" } }

--## global-swap-word refused is set inside a function
--> decide
close = note
return { task { text = "x" } }

--## global-helper-top refused .
--> top
send = note
--> decide
return { task { text = "x" } }

--## global-kr-top refused .
--> top
kr = 1
--> decide
return { task { text = tostring(kr) } }

--## global-pairs-top refused .
--> top
function pairs (t) return function () end end
--> decide
return { task { text = "x" } }

--## global-via-G refused _G
--> decide
_G.counter = 1
return { task { text = "x" } }

--## global-via-ENV refused would be remembered
--> decide
_ENV.counter = 1
return { task { text = "x" } }

--## env-local decides x
--> decide
local _ENV = { task = task }
counter = 1
return { task { text = "x" } }

--## env-param decides n 1
--> top
local function run (_ENV) counter = 1 return counter end
--> decide
return { task { text = "n " .. run({}) } }

--## env-for decides x
--> decide
local t = task
for _ENV in function (_, was) if not was then return {} end end do counter = 1 end
return { t { text = "x" } }

--## env-captured refused may not change it
--> top
local E = _ENV
--> decide
E.counter = 1
return { task { text = "x" } }

--## env-goto decides x
--> decide
local t = task
do local _ENV <const> = {} x = 1 end
return { t { text = "x" } }

--## upvalue-number refused belongs to a surrounding function
--> top
local n = 0
--> decide
n = n + 1
return { task { text = "n " .. n } }

--## upvalue-nested refused belongs to a surrounding function
--> top
local n = 0
local function bump () return (function () n = n + 1 return n end)() end
--> decide
return { task { text = "n " .. bump() } }

--## upvalue-param refused belongs to a surrounding function
--> top
local function make (n) return function () n = n + 1 return n end end
local next_one = make(0)
--> decide
return { task { text = "n " .. next_one() } }

--## upvalue-for refused belongs to a surrounding function
--> top
local list = {}
for i = 1, 2 do local n = i list[i] = function () n = n + 1 return n end end
--> decide
return { task { text = "n " .. list[1]() } }

--## upvalue-vararg refused belongs to a surrounding function
--> top
local function make (...) local a, b = ... return function () a, b = b, a return a end end
local flip = make(1, 2)
--> decide
return { task { text = "n " .. flip() } }

--## upvalue-shadow refused belongs to a surrounding function
--> top
local n = 0
--> decide
do local n = 5 n = n + 1 end
n = 7
return { task { text = "x" } }

--## upvalue-of-decide decides n 1
--> decide
local n = 0
local function add () n = n + 1 end
add()
return { task { text = "n " .. n } }

--## upvalue-close-attrib refused .
--> top
local n <close> = nil
--> decide
n = 1
return { task { text = "x" } }

--## table-plain parked may read it but not change it
--> top
local seen = {}
--> decide
seen[1] = true
return { task { text = "x" } }

--## table-count refused a decision may not change it
--> top
local seen = { n = 0 }
--> decide
seen.n = seen.n + 1
return { task { text = "n " .. seen.n } }

--## table-nested parked may read it but not change it
--> top
local seen = { a = { b = { c = {} } } }
--> decide
seen.a.b.c.d = 1
return { task { text = "x" } }

--## table-same-value refused a decision may not change it
--> top
local seen = { n = 1 }
--> decide
seen.n = 1
return { task { text = "x" } }

--## table-nil-absent refused a decision may not change it
--> top
local seen = {}
--> decide
seen.gone = nil
return { task { text = "x" } }

--## table-argument parked may read it but not change it
--> top
local seen = {}
local function put (t, v) t[#t + 1] = v end
--> decide
put(seen, 1)
return { task { text = "n " .. #seen } }

--## table-vararg parked may read it but not change it
--> top
local seen = {}
local function put (...) local t = ... t.x = 1 end
--> decide
put(seen)
return { task { text = "x" } }

--## table-as-key parked keys are whole numbers or texts
--> top
local key = {}
local box = { [key] = "v" }
--> decide
for k in pairs(box) do k.mark = 1 end
return { task { text = "x" } }

--## table-global parked may read it but not change it
--> top
shelf_of_table_global = { n = 0 }
--> decide
shelf_of_table_global.n = 1
return { task { text = "x" } }

--## table-other-file parked may read it but not change it
--> file zz
shelf_in_another_file = { n = 0, deep = { {} } }
function shelf_put (k, v) shelf_in_another_file.deep[1][k] = v end
--> decide
shelf_put("n", 1)
return { task { text = "x" } }

--## table-closure-box parked may read it but not change it
--> top
local function make () local box = { 0 } return function () box[1] = box[1] + 1 return box[1] end end
local next_one = make()
--> decide
return { task { text = "n " .. next_one() } }

--## table-self-cycle parked may read it but not change it
--> top
local a = {} a.a = a
--> decide
a.a.a.a.b = 1
return { task { text = "x" } }

--## table-in-list-of-functions parked may read it but not change it
--> top
local hidden = {}
local fs = { get = function () return hidden end }
--> decide
fs.get().x = 1
return { task { text = "x" } }

--## table-upvalue-of-upvalue parked may read it but not change it
--> top
local function outer () local a = {} return function () return function () return a end end end
local get = outer()
--> decide
get()().x = 1
return { task { text = "x" } }

--## table-default-argument parked may read it but not change it
--> top
local defaults = { days = 14 }
local function with (o) o = o or defaults o.days = o.days + 1 return o end
--> decide
return { task { text = "days " .. with().days } }

--## table-returned-as-list parked .
--> top
local list = { task { text = "made while loading" } }
--> decide
list[#list + 1] = task { text = "y" }
return list

--## table-of-split parked may read it but not change it
--> top
local words = split("a,b,c", ",")
--> decide
words[1] = "z"
return { task { text = join(words, ",") } }

--## table-of-level parked .
--> decide
c.level.patience = 99
return { task { text = "x" } }

--## table-of-level-def parked .
--> top
local days = { 3, 10 }
--> decide
days[1] = 99
return { task { text = "x" } }

--## table-W parked .
--> decide
W.start = function () return "canary" end
return { task { text = "x" } }

--## table-W-new-field parked .
--> decide
W.memory = 1
return { task { text = "x" } }

--## table-W-stage-late parked .
--> decide
W.stage "late" { label = "Late" }
return { task { text = "x" } }

--## table-W-level-late parked .
--> decide
W.level "late" { label = "Late" }
return { task { text = "x" } }

--## workflow-late parked .
--> decide
workflow { id = "again", api = 1 }
return { task { text = "x" } }

--## case-write parked .
--> decide
c.open = 0
return { task { text = "x" } }

--## case-write-new refused a case has no 'memo'
--> decide
c.memo = 1
return { task { text = "x" } }

--## case-write-nested parked .
--> decide
c.debtor.dead = true
return { task { text = "x" } }

--## case-write-fact parked .
--> decide
c.fact.kind = "claim_received"
return { task { text = "x" } }

--## case-kept-in-table refused a decision may not change it
--> top
local kept = {}
--> decide
kept.c = c
return { task { text = "x" } }

--## case-kept-in-own-table decides own 1
--> decide
local t = { c }
t[c] = 1
return { task { text = "own " .. t[c] } }

--## case-compared decides true false true
--> decide
return { task { text = tostring(c == c) .. " " .. tostring(c == {}) .. " " .. tostring(c.debtor == c.debtor) } }

--## case-ordered parked .
--> decide
return { task { text = tostring(c < c) } }

--## case-added parked .
--> decide
return { task { text = tostring(c + 1) } }

--## case-joined parked .
--> decide
return { task { text = "c is " .. c } }

--## case-length parked .
--> decide
return { task { text = "n " .. #c } }

--## case-called parked .
--> decide
return { task { text = c() } }

--## case-iterated parked .
--> decide
local n = 0
for k, v in pairs(c) do n = n + 1 end
return { task { text = "n " .. n } }

--## case-ipairs parked .
--> decide
local n = 0
for i, v in ipairs(c) do n = n + 1 end
return { task { text = "n " .. n } }

--## case-numeric-field parked .
--> decide
return { task { text = tostring(c[1]) } }

--## case-table-field parked .
--> decide
return { task { text = tostring(c[c]) } }

--## case-nil-field parked .
--> decide
return { task { text = tostring(c[nil]) } }

--## case-unknown-field refused did you mean 'open'
--> decide
return { task { text = tostring(c.opne) } }

--## case-unknown-nested refused a case has no 'debtor.nmae'
--> decide
return { task { text = tostring(c.debtor.nmae) } }

--## case-unknown-built parked opneX
--> decide
local name = "opne" .. "X"
return { task { text = tostring(c[name]) } }

--## case-dunder parked .
--> decide
local name = "__" .. "index"
return { task { text = tostring(c[name]) } }

--## case-as-action parked .
--> decide
return c

--## case-in-list parked .
--> decide
return { c }

--## case-text-of parked .
--> decide
return { task { text = c } }

--## case-tostring parked .
--> decide
return { task { text = tostring(c) } }

--## case-subview-tostring parked .
--> decide
return { task { text = tostring(c.debtor) } }

-- A local of a function may be changed by a function in it, if nothing of both outlives the decision.

--## closure-shared-pair refused belongs to a surrounding function
--> top
local function pair () local n = 0 return function () return n end, function () n = n + 1 end end
local get, add = pair()
--> decide
add()
return { task { text = "n " .. get() } }

--## closure-reader-and-maker refused belongs to a surrounding function
--> top
local function make ()
  local n = 0
  return function () return function () n = n + 1 return n end end
end
local maker = make()
--> decide
return { task { text = "n " .. maker()() } }

--## closure-deep refused belongs to a surrounding function
--> top
local function make ()
  local n = 0
  return function () return function () return function () return function () n = n + 1 return n end end end end
end
local maker = make()
--> decide
return { task { text = "n " .. maker()()()()() } }

--## closure-recursion refused belongs to a surrounding function
--> top
local function nest (depth)
  local n = 0
  local function bump () n = n + 1 return n end
  if depth > 0 then return nest(depth - 1) end
  return bump
end
local bump = nest(5)
--> decide
return { task { text = "n " .. bump() } }

--## closure-in-table refused belongs to a surrounding function
--> top
local function make () local n = 0 return function () n = n + 1 return n end end
local box = { { { deep = make() } } }
--> decide
return { task { text = "n " .. box[1][1].deep() } }

--## closure-as-key refused belongs to a surrounding function
--> top
local function make () local n = 0 return function () n = n + 1 return n end end
local f = make()
local box = { [f] = true, f = { [1] = {} } }
local function first (f) return f end
local held = function () return first(f)() end
--> decide
return { task { text = "n " .. held() } }

--## closure-global refused belongs to a surrounding function
--> top
local function make () local n = 0 return function () n = n + 1 return n end end
kept_counter = make()
--> decide
return { task { text = "n " .. kept_counter() } }

--## closure-global-table refused belongs to a surrounding function
--> top
local function make () local n = 0 return { step = function () n = n + 1 return n end } end
kept_object = make()
--> decide
return { task { text = "n " .. kept_object.step() } }

--## closure-other-file refused aaa.lua:1: 'n' belongs to a surrounding function
--> file aaa
function other_maker () local n = 0 return function () n = n + 1 return n end end
--> top
local count = other_maker()
--> decide
return { task { text = "n " .. count() } }

--## closure-iterator refused belongs to a surrounding function
--> top
local function upto (last) local i = 0 return function () if i < last then i = i + 1 return i end end end
local it = upto(3)
--> decide
return { task { text = "n " .. tostring(it()) } }

--## closure-in-iterator refused belongs to a surrounding function
--> top
local function make () local n = 0 return function () n = n + 1 return n end end
local step = pairs { make() }
--> decide
local _, f = step(nil, nil)
return { task { text = "n " .. f() } }

--## closure-vararg refused belongs to a surrounding function
--> top
local function make (...) local first = ... return function () first = first + 1 return first end end
local count = make(1, 2)
--> decide
return { task { text = "n " .. count() } }

--## closure-start refused belongs to a surrounding function
--> top
local function make () local n = 0 return function (c) n = n + 1 return { task { text = "n " .. n } } end end
W.stage "closure_start" { label = "x", decide = make() }
--> decide
return { move "closure_start" }

--## closure-enter refused belongs to a surrounding function
--> top
local function make () local n = 0 return function (c) n = n + 1 return { note("n " .. n) } end end
W.stage "closure_enter" { label = "x", enter = make(), decide = function (c) return {} end }
--> decide
return { move "closure_enter" }

--## closure-table-field refused may not change it
--> top
local function make () local t = { n = 0 } return function () t.n = t.n + 1 return t.n end end
local count = make()
--> decide
return { task { text = "n " .. count() } }

--## closure-table-index parked may read it
--> top
local function make () local t = { 0 } return function () t[#t + 1] = 1 return #t end end
local count = make()
--> decide
return { task { text = "n " .. count() } }

--## closure-table-handed parked may read it
--> top
local function make () local t = {} return function () return t end end
local get = make()
--> decide
local t = get()
t.n = (t.n or 0) + 1
return { task { text = "n " .. t.n } }

--## closure-kept-by-decision parked may read it
--> top
local box = { {} }
--> decide
local n = 0
local inner = box[1]
inner.bump = inner.bump or function () n = n + 1 return n end
return { task { text = "n " .. inner.bump() } }

--## closure-kept-in-case parked cannot be written to
--> decide
local n = 0
local f = function () n = n + 1 return n end
local case = c
case.keep = f
return { task { text = "n " .. f() } }

--## closure-kept-in-word parked it cannot be read or changed
--> top
local shared = task { text = "x" }
--> decide
local n = 0
local held = shared
held.keep = function () n = n + 1 end
return { shared }

--## closure-returned parked returned a list with a function in it
--> decide
local n = 0
return { task { text = "x" }, function () n = n + 1 return n end }

--## closure-in-word parked must be a text
--> decide
local n = 0
return { task { text = function () n = n + 1 return n end } }

--## closure-by-wrapped-coroutine refused unknown word 'coroutine'
--> top
local turn = coroutine.wrap(function () local n = 0 while true do n = n + 1 coroutine.yield(n) end end)
--> decide
return { task { text = "n " .. turn() } }

--## iterator-inner-table parked may read it
--> top
local step = pairs { {} }
--> decide
local _, t = step(nil, nil)
t[1] = (t[1] or 0) + 1
return { task { text = "n " .. t[1] } }

--## iterator-own-table parked may read it
--> top
local t = { a = 1 }
local step = pairs(t)
--> decide
local box = t
box.b = 2
return { task { text = tostring(step "a") } }

--## many-closures refused belongs to a surrounding function
--> top
local function make () local n = 0 return function () n = n + 1 return n end end
local all = {}
for i = 1, 250000 do all[i] = make() end
--> decide
return { task { text = "n " .. all[1]() } }
