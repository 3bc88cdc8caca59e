-- What a careful agency writes.  None of it may be refused, and none may park a case.

--## ok-constants decides limit 150000
--> top
local LIMIT <const> = 1500 * kr
--> decide
return { task { text = "limit " .. LIMIT } }

--## ok-table-of-constants decides 14 21 30
--> top
local DAYS = { reminder = 14, notice = 21, demand = 30 }
--> decide
return { task { text = DAYS.reminder .. " " .. DAYS.notice .. " " .. DAYS.demand } }

--## ok-lookup-by-field decides consumer: slow
--> top
local PACE = { consumer = "slow", business = "fast" }
--> decide
return { task { text = c.debtor.kind .. ": " .. PACE[c.debtor.kind] } }

--## ok-lookup-default decides none
--> top
local TEAM = { north = "Tromsø", west = "Bergen" }
--> decide
return { task { text = TEAM[c.claim.department or ""] or "none" } }

--## ok-steps-of-amount decides middle
--> top
local STEPS = { { 500 * kr, "small" }, { 5000 * kr, "middle" }, { 100000 * kr, "large" } }
local function size_of (amount)
  for _, step in ipairs(STEPS) do
    if amount <= step[1] then return step[2] end
  end
  return "huge"
end
--> decide
return { task { text = size_of(c.principal) } }

--## ok-local-function decides overdue
--> top
local function overdue (c) return c.today > c.claim.due end
--> decide
return { task { text = overdue(c) and "overdue" or "not yet" } }

--## ok-global-helper decides helped 3
--> top
function ok_helped (n) return "helped " .. n end
--> decide
return { task { text = ok_helped(3) } }

--## ok-helper-in-another-file decides from afar
--> file helpers
function ok_from_afar () return "from afar" end
--> decide
return { task { text = ok_from_afar() } }

--## ok-table-in-another-file decides Kaia
--> file people
ok_people = { caseworker = "Kaia", supervisor = "Jon" }
--> decide
return { task { text = ok_people.caseworker } }

--## ok-mutual-recursion decides even
--> top
local odd
local function even (n) if n == 0 then return true end return ok_odd(n - 1) end
function ok_odd (n) if n == 0 then return false end return even(n - 1) end
--> decide
return { task { text = even(10) and "even" or "odd" } }

--## ok-forward-local decides even
--> top
local odd
local function even (n) if n == 0 then return true end return odd(n - 1) end
odd = function (n) if n == 0 then return false end return even(n - 1) end
--> decide
return { task { text = even(10) and "even" or "odd" } }

--## ok-closure-maker decides yes
--> top
local function at_least (amount) return function (c) return c.principal >= amount end end
local worth_it = at_least(1000 * kr)
--> decide
return { task { text = worth_it(c) and "yes" or "no" } }

--## ok-list-of-checks decides no address: false, no phone: true
--> top
local CHECKS = {
  { "no address", function (c) return not c.debtor.has_address end },
  { "no phone",   function (c) return not c.debtor.has_phone end },
}
--> decide
local said = {}
for i, check in ipairs(CHECKS) do said[i] = check[1] .. ": " .. tostring(check[2](c)) end
return { task { text = join(said, ", ") } }

--## ok-build-a-list decides three
--> decide
local list = {}
list[#list + 1] = note "one"
if c.open > 0 then list[#list + 1] = note "two" end
list[#list + 1] = task { text = "three" }
return list

--## ok-append-helper decides appended
--> top
local function append (list, action) list[#list + 1] = action return list end
--> decide
return append({}, task { text = "appended" })

--## ok-own-table-through-helper decides a, b
--> top
local function collect (into, ...) for _, v in ipairs { ... } do into[#into + 1] = v end return into end
--> decide
return { task { text = join(collect({}, "a", "b"), ", ") } }

--## ok-accumulate decides sum 60
--> decide
local sum = 0
for _, n in ipairs { 10, 20, 30 } do sum = sum + n end
return { task { text = "sum " .. sum } }

--## ok-inner-counter decides 3 reasons
--> decide
local count = 0
local function add (yes) if yes then count = count + 1 end end
add(true) add(c.open > 0) add(c.disputed) add(c.principal > 100 * kr)
return { task { text = count .. " reasons" } }

--## ok-inner-shared decides 3
--> decide
local n = 0
local function more () n = n + 1 end
local function get () return n end
more() more() more()
return { task { text = tostring(get()) } }

--## ok-inner-recursion decides 6
--> top
local function total (list)
  local sum = 0
  local function add (x)
    if type(x) == "table" then for _, y in ipairs(x) do add(y) end else sum = sum + x end
  end
  add(list)
  return sum
end
--> decide
return { task { text = tostring(total { 1, { 2, { 3 } } }) } }

--## ok-inner-maker decides 3 1
--> top
local function counter () local n = 0 return function () n = n + 1 return n end end
--> decide
local a, b = counter(), counter()
a() a()
return { task { text = a() .. " " .. b() } }

--## ok-inner-iterator decides 1,2,3
--> top
local function upto (last)
  local i = 0
  return function () if i < last then i = i + 1 return i end end
end
--> decide
local seen = {}
for i in upto(3) do seen[#seen + 1] = i end
return { task { text = join(seen, ",") } }

--## ok-inner-record decides 2 late
--> decide
local found = { late = 0, why = "" }
local function late (why) found.late = found.late + 1 found.why = why end
late "early" late "late"
return { task { text = found.late .. " " .. found.why } }

--## ok-inner-loop decides 1 2 3
--> decide
local each = {}
for i = 1, 3 do local n = i - 1 each[i] = function () n = n + 1 return n end end
return { task { text = each[1]() .. " " .. each[2]() .. " " .. each[3]() } }

--## ok-inner-used-up decides b
--> top
local function list ()
  local t, n = {}, 0
  local function add (x) n = n + 1 t[n] = x end
  add "a" add "b"
  return t
end
local names = list()
--> decide
return { task { text = names[2] } }

--## ok-kept-iterator decides a1
--> top
local step = pairs { a = 1 }
--> decide
local k, v = step()
return { task { text = k .. v } }

--## ok-inner-list decides a+b
--> decide
local reasons = {}
local function why (text) reasons[#reasons + 1] = text end
why "a"
why "b"
return { task { text = join(reasons, "+") } }

--## ok-nested-conditions decides write
--> decide
if c.disputed or c.held then
  return {}
elseif c.debtor.business then
  if c.principal > 10000 * kr then return { task { text = "phone" } } end
  return { task { text = "mail" } }
else
  if not c.settled then
    if c.claim.days_overdue > 14 then return { task { text = "write" } } end
  end
end

--## ok-days-arithmetic decides 36 days
--> decide
return { task { text = (c.today - c.claim.due) .. " days" }, look_again { on = c.today + 14 } }

--## ok-weeks decides 5 weeks
--> decide
return { task { text = (c.today - c.claim.due) // 7 .. " weeks" } }

--## ok-fixed-day decides after
--> top
local NEW_LAW = day "2026-01-01"
--> decide
return { task { text = c.today >= NEW_LAW and "after" or "before" } }

--## ok-percent decides 18990
--> decide
return { task { text = tostring(percent(10, c.principal)) } }

--## ok-kroner decides 1899 kroner
--> decide
return { task { text = c.principal // kr .. " kroner" } }

--## ok-kroner-and-ore decides kr 1899,00
--> top
local function amount (n)
  local ore = n % 100
  return "kr " .. n // 100 .. "," .. (ore < 10 and "0" or "") .. ore
end
--> decide
return { task { text = amount(c.principal) } }

--## ok-min-max decides 7 30
--> decide
return { task { text = max(c.level.patience, 5) .. " " .. min(60, 30) } }

--## ok-varargs decides first of 3
--> top
local function first (...) local all = { ... } return all[1] .. " of " .. #all end
--> decide
return { task { text = first("first", "x", "y") } }

--## ok-while decides 6 halves
--> decide
local n, open = 0, c.principal
while open > 3000 do open = open // 2 n = n + 1 end
return { task { text = n .. " halves" } }

--## ok-repeat decides 3
--> decide
local n = 0
repeat n = n + 1 until n * n > 8
return { task { text = tostring(n) } }

--## ok-goto-continue decides 2 4 6
--> decide
local said = {}
for i = 1, 6 do
  if i % 2 == 1 then goto continue end
  said[#said + 1] = tostring(i)
  ::continue::
end
return { task { text = join(said, " ") } }

--## ok-pairs-sorted decides a=1 b=2 c=3
--> top
local T = { c = 3, a = 1, b = 2 }
--> decide
local said = {}
for k, v in pairs(T) do said[#said + 1] = k .. "=" .. v end
return { task { text = join(said, " ") } }

--## ok-set decides Oslo is known
--> top
local function set (list) local s = {} for _, v in ipairs(list) do s[v] = true end return s end
local KNOWN = set { "Oslo", "Bergen", "Tromsø" }
--> decide
return { task { text = KNOWN["Oslo"] and "Oslo is known" or "no" } }

--## ok-copy-and-change decides 14 20
--> top
local BASE = { days = 14 }
local function with (base, days) local t = {} for k, v in pairs(base) do t[k] = v end t.days = days return t end
--> decide
return { task { text = BASE.days .. " " .. with(BASE, 20).days } }

--## ok-text-helpers decides true true 311758489
--> decide
return { task { text = join({ tostring(contains(c.fact.kind, "day")), tostring(starts_with(c.fact.kind, "day_")),
                              digits(c.creditor.org) }, " ") } }

--## ok-creditor-table decides Fjord
--> top
local CREDITORS = { ["311758489"] = { name = "Fjord", gentle = false } }
--> decide
local creditor = CREDITORS[c.creditor.org]
return { task { text = creditor and creditor.name or "unknown" } }

--## ok-tonumber decides 42
--> decide
return { task { text = tostring(tonumber(digits "nr. 42") or 0) } }

--## ok-boolean-in-list decides only this
--> decide
return { c.debtor.has_phone and call "deadline missed", c.disputed and task { text = "not this" }, task { text = "only this" } }

--## ok-words-as-helpers decides with a reason
--> top
local function ask (text) return task { text = text, because = "because a person sees more" } end
--> decide
return { ask "with a reason" }

--## ok-comments decides commented
--> top
-- Purring, inkassovarsel: se inkassoloven § 9.  os.time() would not work; move "nowhere" neither.
--[[ W.stage "old" { label = "Old" } ]]
--> decide
return { task { text = "commented" } } -- the end

--## ok-long-string decides two lines
--> top
local TEXT = [[
two lines]]
--> decide
return { task { text = TEXT } }

--## ok-shadowing decides inner
--> top
local word = "outer"
--> decide
local word = "inner"
return { task { text = word } }

--## ok-do-block decides 3
--> decide
local n
do local a, b = 1, 2 n = a + b end
return { task { text = tostring(n) } }

--## ok-swap decides b a
--> decide
local a, b = "a", "b"
a, b = b, a
return { task { text = a .. " " .. b } }

--## ok-stage-table decides x
--> top
local function waiting (label, days)
  return { label = label, enter = function (c) return { look_again { after = days } } end,
           decide = function (c) return { task { text = "x" } } end }
end
W.stage "ok-waiting" (waiting("Venter", 1))
--> decide
return { c.disputed and move "ok-waiting", task { text = "x" } }

--## ok-write-then-decide decides sorted: 1 2 3
--> decide
local t = { 3, 1, 2 }
for i = 1, #t do for j = i + 1, #t do if t[j] < t[i] then t[i], t[j] = t[j], t[i] end end end
return { task { text = "sorted: " .. t[1] .. " " .. t[2] .. " " .. t[3] } }

--## ok-error-on-purpose parked no team for this creditor
--> decide
if c.open > 0 then error "no team for this creditor" end

--## ok-error-in-norwegian parked ukjent ærend på øya: «blåbær»
--> decide
error "ukjent ærend på øya: «blåbær»"
