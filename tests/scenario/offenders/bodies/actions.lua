-- Actions: forged, kept, nested, strange; numbers and texts that are none.

--## list-none decides
--> decide
return

--## list-number parked .
--> decide
return 1

--## list-text parked .
--> decide
return "close"

--## list-true parked .
--> decide
return true

--## list-function parked .
--> decide
return function () return {} end

--## list-word parked .
--> decide
return { close }

--## list-action-itself decides not in a list
--> decide
return task { text = "not in a list" }

--## list-two-values parked .
--> decide
return { task { text = "one" } }, { task { text = "two" } }

--## list-with-text parked .
--> decide
return { "close" }

--## list-with-number parked .
--> decide
return { 1 }

--## list-with-true parked .
--> decide
return { true }

--## list-with-false decides skipped
--> decide
return { false, nil, task { text = "skipped" }, nil, false }

--## list-with-named parked .
--> decide
return { first = task { text = "named" } }

--## list-with-hole decides after a hole
--> decide
return { nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, task { text = "after a hole" } }

--## list-far-index parked .
--> decide
return { [1000000] = task { text = "far" } }

--## list-zero-index parked .
--> decide
return { [0] = task { text = "zero" } }

--## list-negative-index parked .
--> decide
return { [-1] = task { text = "minus" } }

--## list-float-index parked .
--> decide
return { [1.5] = task { text = "half" } }

--## list-max-index parked .
--> decide
return { [0x7fffffffffffffff] = task { text = "max" } }

--## list-nested parked .
--> decide
return { { task { text = "nested" } } }

--## list-recursive parked .
--> decide
local t = {}
t[1] = t
return t

--## list-33 parked .
--> decide
local t = {}
for i = 1, 33 do t[i] = note("n" .. i) end
return t

--## list-100000 parked .
--> decide
local t = {}
local n = note "n"
for i = 1, 4000 do t[i] = n end
return t

--## list-same-twice quiet .
--> decide
local a = task { text = "twice" }
return { a, a }

--## forged-plain parked .
--> decide
return { { word = "close", what = "paid" } }

--## forged-kind parked .
--> decide
return { { kind = "close", what = "paid" } }

--## forged-like parked .
--> decide
local real = task { text = "x" }
local t = {}
for k, v in pairs(real) do t[k] = v end
return { t }

--## action-changed parked .
--> decide
local a = task { text = "before" }
a.text = "after"
return { a }

--## action-other-kind parked .
--> decide
local a = task { text = "x" }
a.word = "close"
a.kind = "close"
a[1] = "close"
return { a }

--## action-read parked .
--> decide
return { task { text = (task { text = "inner" }).text } }

--## action-of-load decides made at load
--> top
local kept = task { text = "made at load" }
--> decide
return { kept }

--## action-kept parked may read it but not change it
--> top
local kept = {}
--> decide
if kept[1] then return { kept[1] } end
kept[1] = task { text = "kept" }
return { kept[1] }

--## action-of-action parked .
--> decide
return { task(task { text = "x" }) }

--## action-as-text parked .
--> decide
return { task { text = note "x" } }

--## action-no-argument parked .
--> decide
return { task() }

--## action-nil-argument parked .
--> decide
return { task(nil) }

--## action-two-arguments parked .
--> decide
return { task("a", "b") }

--## action-number-argument parked .
--> decide
return { task(12) }

--## action-unknown-field refused .
--> decide
return { task { text = "x", priority = 1 } }

--## action-unknown-field-built parked .
--> decide
local o = { text = "x" }
o["prio" .. "rity"] = 1
return { task(o) }

--## action-number-field parked .
--> decide
local o = { text = "x" }
o[7] = 1
return { task(o) }

--## action-both-short-and-long parked .
--> decide
return { task { "short", text = "long" } }

--## action-missing-field parked .
--> decide
return { task { who = "caseworker" } }

--## action-who-unknown refused .
--> decide
return { task { text = "x", who = "king" } }

--## action-who-built parked .
--> decide
local who = "ki" .. "ng"
return { task { text = "x", who = who } }

--## action-person-only refused .
--> decide
return { withdraw { what = "gone" } }

--## action-person-only-2 refused .
--> decide
return { refund { what = "all" } }

--## action-person-only-3 refused .
--> decide
return { filed { what = "conciliation", on = c.today } }

--## days-float parked .
--> decide
return { look_again { after = 1.5 } }

--## days-nan parked .
--> decide
return { look_again { after = 0/0 } }

--## days-inf parked .
--> decide
return { look_again { after = 1/0 } }

--## days-minus-inf parked .
--> decide
return { look_again { after = -1/0 } }

--## days-negative parked .
--> decide
return { look_again { after = -1 } }

--## days-zero parked .
--> decide
return { look_again { after = 0 } }

--## days-huge parked .
--> decide
return { look_again { after = 0x7fffffffffffffff } }

--## days-int32 parked .
--> decide
return { look_again { after = 0x7fffffff } }

--## days-int32-wrap parked .
--> decide
return { look_again { after = 0x100000001 } }

--## days-text parked .
--> decide
return { look_again { after = "1" } }

--## days-float-integral parked whole number
--> decide
return { look_again { after = 7.0 }, task { text = "whole" } }

--## day-overflow parked .
--> decide
return { look_again { on = c.today + 0x7fffffffffffffff } }

--## day-past quiet .
--> decide
return { look_again { on = c.today - 10 } }

--## day-minus-huge parked .
--> decide
return { look_again { on = c.today - 0x7fffffffffffffff } }

--## day-float parked .
--> decide
return { look_again { on = c.today + 0.5 } }

--## day-year-9999 parked .
--> decide
return { look_again { on = day "9999-12-31" + 1 } }

--## day-text-bad parked .
--> decide
local s = "2026-02-" .. "31"
return { look_again { on = day(s) } }

--## day-text-bad-literal parked .
--> decide
return { look_again { on = day "2026-02-31" } }

--## day-text-junk parked .
--> decide
return { look_again { on = day("2026-01-31\0xx") } }

--## day-of-number parked .
--> decide
return { task { text = tostring(day(1e300)) } }

--## day-both parked .
--> decide
return { look_again { on = c.today + 1, after = 1 } }

--## day-none parked .
--> decide
return { look_again {} }

--## defer-negative parked .
--> decide
return { defer(-5) }

--## defer-huge parked .
--> decide
return { defer(0x7fffffffffffffff) }

--## defer-nan parked .
--> decide
return { defer(0/0) }

--## defer-float parked .
--> decide
return { defer(1.25) }

--## send-days-nan parked .
--> decide
return { send { letter = "reminder", days = 0/0 } }

--## send-days-huge parked .
--> decide
return { send { letter = "reminder", days = 0x7fffffffffffffff } }

--## send-days-wrap parked .
--> decide
return { send { letter = "reminder", days = 0x10000000e } }

--## send-days-negative parked .
--> decide
return { send { letter = "reminder", days = -14 } }

--## plan-parts-wrap parked .
--> decide
return { plan { parts = 0x100000003, first = c.today + 30 } }

--## plan-parts-nan parked .
--> decide
return { plan { parts = 0/0 } }

--## ask-days-negative parked .
--> decide
return { ask_creditor { what = "objection", days = -14 } }

--## ask-days-huge parked .
--> decide
return { ask_creditor { what = "objection", days = 0x7fffffffffffffff } }

--## hold-far parked .
--> decide
return { hold { what = "x", until_day = 0x7fffffffffffffff } }

--## money-overflow decides wraps or not, the same
--> decide
local sum = c.open
for i = 1, 80 do sum = sum * 10 end
return { task { text = "wraps or not, the same" } }

--## percent-zero parked .
--> decide
return { task { text = tostring(percent(1/0, c.open)) } }

--## percent-nan parked .
--> decide
return { task { text = tostring(percent(0/0, c.open)) } }

--## percent-overflow parked .
--> decide
return { task { text = tostring(percent(0x7fffffffffffffff, 0x7fffffffffffffff)) } }

--## percent-min parked .
--> decide
return { task { text = tostring(percent(-0x7fffffffffffffff - 1, -0x7fffffffffffffff - 1)) } }

--## abs-min parked .
--> decide
return { task { text = tostring(abs(-0x7fffffffffffffff - 1)) } }

--## divide-zero parked .
--> decide
return { task { text = tostring(c.open // 0) } }

--## modulo-zero parked .
--> decide
return { task { text = tostring(c.open % 0) } }

--## min-int-divide decides -9223372036854775808
--> decide
return { task { text = tostring((-0x7fffffffffffffff - 1) // -1) } }

--## shift-wide decides 0 0
--> decide
return { task { text = tostring(1 << 64) .. " " .. tostring(1 >> -0x7fffffffffffffff) } }

--## float-to-int parked .
--> decide
return { task { text = tostring(1e300 | 0) } }

--## max-none parked .
--> decide
return { task { text = tostring(max()) } }

--## max-nan parked .
--> decide
return { look_again { after = max(0/0, 0/0) } }

--## max-mixed parked .
--> decide
return { task { text = tostring(max(1, "2")) } }

--## tonumber-junk decides nil nil nil
--> decide
return { task { text = join({ tostring(tonumber "x"), tostring(tonumber ""), tostring(tonumber "1x") }, " ") } }

--## tonumber-base parked .
--> decide
return { look_again { after = tonumber("zz", 99) } }

--## tonumber-inf parked .
--> decide
return { look_again { after = tonumber "1e999" } }

--## tonumber-nan parked .
--> decide
return { look_again { after = tonumber "nan" } }

--## text-nul parked .
--> decide
return { task { text = "a\0b" } }

--## text-control parked .
--> decide
return { task { text = "a\27[31mb\7" } }

--## text-carriage parked .
--> decide
return { task { text = "looks fine\rrm" } }

--## text-bad-utf8 parked .
--> decide
return { task { text = "\xff\xfe" } }

--## text-overlong-utf8 parked .
--> decide
return { task { text = "\xc0\xaf" } }

--## text-surrogate parked .
--> decide
return { task { text = "\xed\xa0\x80" } }

--## text-utf8-cut parked .
--> decide
return { task { text = "bl\xc3" } }

--## text-beyond-unicode parked .
--> decide
return { task { text = "\u{7FFFFFFF}" } }

--## text-bidi quiet .
--> decide
return { task { text = "abc\u{202E}def" } }

--## text-empty parked .
--> decide
return { task { text = "" } }

--## text-4097 parked .
--> decide
local s = "x"
for i = 1, 12 do s = s .. s end
return { task { text = s .. "y" } }

--## text-because-huge parked .
--> decide
local s = "x"
for i = 1, 13 do s = s .. s end
return { close { what = "paid", because = s } }

--## text-number parked .
--> decide
return { task { text = 12 } }

--## text-format decides %s%n%d {"json": [1]} <b>
--> decide
return { task { text = "%s%n%d {\"json\": [1]} <b>" } }

--## text-norwegian decides Æ Ø Å – «blåbær»
--> decide
return { task { text = "Æ Ø Å – «blåbær»" } }

--## join-of-table parked .
--> decide
return { task { text = join({ {} }, ",") } }

--## join-of-self parked .
--> decide
local t = {}
t[1] = t
return { task { text = join(t, ",") } }

--## join-hole parked .
--> decide
return { task { text = join({ "a", nil, "c" }, ",") } }

--## split-number parked .
--> decide
return { task { text = join(split(12, ","), ",") } }

--## contains-nil parked .
--> decide
return { task { text = tostring(contains(c.came_from and nil, "x")) } }

--## move-after-close quiet .
--> decide
return { close "paid", move "canary" }

--## move-twice parked .
--> decide
return { move "canary", move "canary" }

--## move-loop parked .
--> top
local a, b = "move-loop", "move-loop-b"
W.stage "move-loop-b" { label = "b", enter = function (c) return { move(a) } end,
  decide = function (c) return { move "move-loop" } end }
--> enter
if c.came_from or c.stage then return { move "move-loop-b" } end
return { look_again { after = 1 } }
--> decide
return { move "move-loop-b" }

--## move-self-loop parked .
--> top
W.stage "move-self-loop-b" { label = "b", enter = function (c) return { move "move-self-loop-b" } end,
  decide = function (c) return {} end }
--> decide
return { move "move-self-loop-b" }

--## enter-fails-after-actions parked broken on arrival
--> top
W.stage "enter-fails-b" { label = "b",
  enter = function (c) local t = { task { text = "x" } } error "broken on arrival" end,
  decide = function (c) return {} end }
--> decide
return { task { text = "not to be seen" }, note "nor this", move "enter-fails-b" }

--## enter-loops parked too many steps
--> top
W.stage "enter-loops-b" { label = "b", enter = function (c) while true do end end,
  decide = function (c) return {} end }
--> decide
return { task { text = "not to be seen" }, move "enter-loops-b" }

--## enter-returns-stage parked .
--> top
W.stage "enter-returns-b" { label = "b", enter = function (c) return "canary" end,
  decide = function (c) return {} end }
--> decide
return { move "enter-returns-b" }

--## decide-called-from-decide refused unknown word 'decide'
--> decide
return { decide(c) }

--## start-called quiet .
--> decide
return { move(W.start(c)) }

--## stage-read parked .
--> decide
return { task { text = tostring(W.stage) } }
