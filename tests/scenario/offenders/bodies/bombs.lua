-- Endless, too deep, too big.

--## loop-while parked too many steps
--> decide
while true do end

--## loop-repeat parked too many steps
--> decide
repeat until false

--## loop-goto parked too many steps
--> decide
::again:: goto again

--## loop-for-huge parked too many steps
--> decide
for i = 1, 0x7fffffffffffffff do end

--## loop-for-float parked too many steps
--> decide
for i = 1.0, 1e308 do end

--## loop-for-inf parked too many steps
--> decide
for i = 1, 1/0 do end

--## loop-for-tiny-step parked too many steps
--> decide
for i = 0.0, 1.0, 1e-300 do end

--## loop-for-zero-step parked .
--> decide
for i = 1, 2, 0 do end

--## loop-for-nan decides never
--> decide
for i = 1, 0/0 do return { task { text = "ran" } } end
return { task { text = "never" } }

--## loop-for-nan-step decides x
--> decide
for i = 1.0, 2.0, 0/0 do end
return { task { text = "x" } }

--## loop-for-near-max decides 2
--> decide
local n = 0
for i = 0x7ffffffffffffffe, 0x7fffffffffffffff do n = n + 1 end
return { task { text = tostring(n) } }

--## loop-iterator parked too many steps
--> decide
for i in function () return 1 end do end

--## loop-word-iterator parked .
--> decide
for i in type, 1 do end

--## loop-tostring-iterator parked .
--> decide
for i in tostring, 1 do end

--## loop-max-iterator parked .
--> decide
for i in max, 1, 1 do end

--## loop-long-calls parked .
--> decide
local s = "a"
for i = 1, 15 do s = s .. s end
for i = 1, 100000 do contains(s, "aaaaaaaaaaaaaaaaaaaaaaaaaaaab") end
return { task { text = "x" } }

--## loop-split parked .
--> decide
local s = ","
for i = 1, 14 do s = s .. s end
for i = 1, 100000 do split(s, ",") end
return { task { text = "x" } }

--## loop-join parked .
--> decide
local t = {}
for i = 1, 1000 do t[i] = "0123456789012345678901234567890" end
for i = 1, 100000 do join(t, "--") end
return { task { text = "x" } }

--## loop-digits parked .
--> decide
local s = "a1"
for i = 1, 14 do s = s .. s end
for i = 1, 100000 do digits(s) end
return { task { text = "x" } }

--## loop-concat parked .
--> decide
local s = "a"
for i = 1, 15 do s = s .. s end
local n = 0
for i = 1, 200000 do local x = s .. i n = n + #x end
return { task { text = "x" } }

--## loop-compare-long parked .
--> decide
local a, b = "a", "a"
for i = 1, 15 do a = a .. a b = b .. b end
local n = 0
for i = 1, 300000 do if a .. "x" == b .. "y" then n = n + 1 end end
return { task { text = "x" } }

--## loop-pairs-sort parked .
--> decide
local t = {}
for i = 1, 2000 do t["k" .. i] = i end
for i = 1, 100000 do for k in pairs(t) do break end end
return { task { text = "x" } }

--## loop-length parked .
--> decide
local t = {}
for i = 1, 2000 do t[i] = i end
local n = 0
for i = 1, 500000 do n = n + #t end
return { task { text = "x" } }

--## loop-tonumber parked .
--> decide
local s = "1"
for i = 1, 15 do s = s .. s end
for i = 1, 100000 do tonumber(s) end
return { task { text = "x" } }

--## loop-day parked .
--> decide
for i = 1, 400000 do day "2026-01-31" end
return { task { text = "x" } }

--## loop-actions parked .
--> decide
local t
for i = 1, 300000 do t = task { text = "x" } end
return { t }

--## loop-case-fields parked .
--> decide
local n = 0
for i = 1, 500000 do n = n + (c.debtor.has_phone and 1 or 0) end
return { task { text = "x" } }

--## loop-unpack-args parked .
--> decide
local n = 0
for i = 1, 300000 do n = n + max(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) end
return { task { text = "x" } }

--## deep-lua parked .
--> decide
local f
f = nil
local function r (n) return 1 + r(n + 1) end
return { task { text = "n " .. r(1) } }

--## deep-mutual parked .
--> top
local other
local function one (n) return 1 + other_of_deep_mutual(n) end
function other_of_deep_mutual (n) return 1 + one(n) end
--> decide
return { task { text = "n " .. one(1) } }

--## deep-tail parked too many steps
--> decide
local function r (n) return r(n + 1) end
return r(1)

--## deep-args parked .
--> decide
local function r (...) return 1 + r(1, ...) end
return { task { text = "n " .. r(1) } }

--## deep-tail-args parked .
--> decide
local function r (...) return r(1, ...) end
return { task { text = "n " .. r(1) } }

--## deep-iterator parked .
--> decide
local function r () for i in r do end end
r()
return { task { text = "x" } }

--## deep-action-list parked .
--> decide
local t = { task { text = "x" } }
for i = 1, 100000 do t = { t } end
return t

--## deep-error parked .
--> decide
local function r () error("x" .. r()) end
r()

--## deep-returns parked .
--> decide
local function r (n, ...) if n == 0 then return ... end return r(n - 1, n, ...) end
return { task { text = "n " .. #{ r(100000) } } }

--## big-table parked .
--> decide
local t = {}
for i = 1, 1000000 do t[i] = i end
return { task { text = "x" } }

--## big-table-hash parked .
--> decide
local t = {}
for i = 1, 1000000 do t[i * 7919] = i end
return { task { text = "x" } }

--## big-table-sparse decides 1
--> decide
local t = { [0x7fffffffffffffff] = 1 }
return { task { text = tostring(t[0x7fffffffffffffff]) } }

--## big-tables-many parked .
--> decide
local t = {}
for i = 1, 200000 do t = { t, {}, {}, {}, {}, {} } end
return { task { text = "x" } }

--## big-text-doubling parked .
--> decide
local s = "x"
for i = 1, 64 do s = s .. s end
return { task { text = "n " .. #s } }

--## big-text-many parked .
--> decide
local keep = {}
local s = "x"
for i = 1, 15 do s = s .. s end
for i = 1, 1000 do keep[i] = s .. i end
return { task { text = "n " .. #keep } }

--## big-text-join parked .
--> decide
local t = {}
for i = 1, 1500 do t[i] = "0123456789012345678901234567890123456789012345678901234567890123456789" end
return { task { text = "n " .. #join(t, "0123456789") } }

--## big-text-join-separator parked .
--> decide
local sep = "x"
for i = 1, 15 do sep = sep .. sep end
local t = {}
for i = 1, 1000 do t[i] = "" end
return { task { text = "n " .. #join(t, sep) } }

--## big-text-concat-many parked .
--> decide
local s = "x"
for i = 1, 14 do s = s .. s end
return { task { text = "n " .. #(s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s) } }

--## big-closures parked .
--> decide
local t = {}
for i = 1, 60 do t[i] = {} for j = 1, 2000 do t[i][j] = function () return c, i, j end end end
return { task { text = "n " .. #t } }

--## big-garbage decides fine
--> decide
for i = 1, 20000 do local t = { i, i, i, i } end
return { task { text = "fine" } }

--## big-varargs parked .
--> decide
local function grow (n, ...) if n == 0 then return ... end return grow(n - 1, ..., ...) end
local function dup (...) local a = { ... } return #a end
local t = {}
local function go (...) return go("x", "y", ...) end
return { task { text = "n " .. dup(go()) } }

--## big-constructor-returns parked .
--> decide
local function many (n) if n == 0 then return 1 end return n, many(n - 1) end
local keep = {}
for i = 1, 10000 do keep[i] = { many(150) } end
return { task { text = "n " .. #keep } }

--## big-number-text parked .
--> decide
local keep = ""
for i = 1, 10000 do keep = keep .. 1e308 .. -0x7fffffffffffffff end
return { task { text = keep } }

--## big-split parked .
--> decide
local s = ","
for i = 1, 16 do s = s .. s end
return { task { text = "n " .. #split(s, ",") } }

--## big-split-empty-separator parked .
--> decide
return { task { text = "n " .. #split("abc", "") } }

--## big-contains-empty decides true
--> decide
return { task { text = tostring(contains("abc", "")) } }

--## load-loop refused .
--> top
while true do end
--> decide
return { task { text = "x" } }

--## load-memory refused .
--> top
local t = {}
for i = 1, 0x7fffffff do t[i] = { i } end
--> decide
return { task { text = "x" } }

--## load-text refused .
--> top
local s = "x"
for i = 1, 64 do s = s .. s end
--> decide
return { task { text = "x" } }

--## load-deep refused .
--> top
local function r (n) return 1 + r(n + 1) end
local n = r(1)
--> decide
return { task { text = "x" } }

--## load-concat refused .
--> top
local s = "a"
for i = 1, 15 do s = s .. s end
for i = 1, 100000000 do local x = s .. i end
--> decide
return { task { text = "x" } }

--## load-error refused .
--> top
error "no"
--> decide
return { task { text = "x" } }

--## load-error-nil refused .
--> top
error()
--> decide
return { task { text = "x" } }

--## load-error-call-nil refused .
--> top
local f
f()
--> decide
return { task { text = "x" } }

--## error-plain parked why not
--> decide
error "why not"

--## error-nil parked .
--> decide
error()

--## error-nil-arg parked .
--> decide
error(nil)

--## error-table parked .
--> decide
error({})

--## error-action parked .
--> decide
error(task { text = "x" })

--## error-case parked .
--> decide
error(c)

--## error-number parked .
--> decide
error(42)

--## error-huge parked .
--> decide
local s = "x"
for i = 1, 15 do s = s .. s end
error(s)

--## error-level parked .
--> decide
error("pretends", 0)

--## error-level-far parked .
--> decide
error("pretends", 99)

--## error-level-wild parked .
--> decide
error("pretends", -0x7fffffffffffffff)

--## error-control parked .
--> decide
error "a\0b\27[31m\r\n\nred"

--## error-empty parked .
--> decide
error ""

--## error-newlines parked .
--> decide
error "init.lua:1: not me\nother.lua:2: nor me"

--## error-format parked .
--> decide
error "%s%s%s%n%d"
