-- Bytes that are no text, by every road into a message, a task, a name.

--## bytes-in-stage refused unknown stage
--> decide
return { move "\xff\xfe" }

--## bytes-in-stage-built parked .
--> decide
local s = "\xff" .. "\xfe"
return { move(s) }

--## bytes-in-case-field parked .
--> decide
local s = "\xc3" .. "\x28"
return { task { text = tostring(c[s]) } }

--## bytes-in-nested-field parked .
--> decide
local s = "\xc3" .. "\x28"
return { task { text = tostring(c.debtor[s]) } }

--## bytes-in-level-field parked .
--> decide
local s = "\xc3" .. "\x28"
return { task { text = tostring(c.level[s]) } }

--## bytes-in-action-field parked .
--> decide
local o = { text = "x" }
o["\xff" .. "\xfe"] = 1
return { task(o) }

--## bytes-in-owner parked .
--> decide
local s = "\xff" .. "\xfe"
return { task { text = "x", who = s } }

--## bytes-in-letter parked .
--> decide
local s = "\xff" .. "\xfe"
return { send { letter = s, days = 14 } }

--## bytes-in-fee parked .
--> decide
local s = "\xff" .. "\xfe"
return { charge(s) }

--## bytes-in-channel parked .
--> decide
local s = "\xff" .. "\xfe"
return { send { letter = "reminder", by = s, days = 14 } }

--## bytes-in-filing parked .
--> decide
local s = "\xff" .. "\xfe"
return { file(s) }

--## bytes-in-close parked .
--> decide
local s = "\xff" .. "\xfe"
return { close(s) }

--## bytes-in-because parked .
--> decide
local s = "\xff" .. "\xfe"
return { look_again { after = 3, because = s } }

--## bytes-in-note parked .
--> decide
local s = "\xff" .. "\xfe"
return { note(s) }

--## bytes-in-day parked .
--> decide
local s = "\xff" .. "\xfe"
return { look_again { on = day(s) } }

--## bytes-in-nil-index parked .
--> decide
local t = {}
return { task { text = tostring(t["\xff\xfe"].x) } }

--## bytes-in-nil-call parked .
--> decide
local t = {}
return { task { text = t["\xff\xfe"]() } }

--## bytes-in-nil-arith parked .
--> decide
local t = {}
return { task { text = tostring(t["\xff\xfe"] + 1) } }

--## bytes-in-text-arith parked .
--> decide
return { task { text = tostring("\xff\xfe" + 1) } }

--## bytes-in-word-index parked .
--> decide
local k = "\xff" .. "\xfe"
return { task { text = tostring(_ENV[k]) } }

--## bytes-in-ask parked .
--> decide
local s = "\xff" .. "\xfe"
return { ask_creditor { what = s, days = 14 } }

--## bytes-in-hold parked .
--> decide
local s = "\xff" .. "\xfe"
return { hold { what = s } }

--## bytes-split-in-two parked .
--> decide
local parts = split("blå,bær", "\xc3")
return { task { text = parts[1] .. parts[2] } }

--## bytes-split-half parked .
--> decide
return { task { text = split("aøb", "\xb8")[1] } }

--## bytes-digits decides 12
--> decide
return { task { text = digits("\xff1\xfe2") } }

--## error-utf8-long parked .
--> decide
local s = "ø"
for i = 1, 13 do s = s .. s end
error(s)

--## error-utf8-long-odd parked .
--> decide
local s = "ø"
for i = 1, 13 do s = s .. s end
error("x" .. s)

--## error-utf8-long-three parked .
--> decide
local s = "–"
for i = 1, 13 do s = s .. s end
error("xx" .. s)

--## error-utf8-long-four parked .
--> decide
local s = "\u{1F600}"
for i = 1, 13 do s = s .. s end
error("x" .. s)

--## error-escape parked .
--> decide
error "a\27[31mred\7"

--## error-half parked .
--> decide
error(split("aøb", "\xb8")[1])

--## error-surrogate parked .
--> decide
error "\xed\xa0\x80"

--## error-overlong parked .
--> decide
error "\xc0\xaf"

--## error-del-c1 parked .
--> decide
error "a\x7f\u{85}\u{9b}b"

--## long-stage parked .
--> decide
local s = "ø"
for i = 1, 11 do s = s .. s end
return { move(s) }

--## long-stage-odd parked .
--> decide
local s = "ø"
for i = 1, 10 do s = s .. s end
return { move("x" .. s) }

--## long-field parked .
--> decide
local s = "ø"
for i = 1, 12 do s = s .. s end
return { task { text = tostring(c["x" .. s]) } }

--## long-field-even parked .
--> decide
local s = "ø"
for i = 1, 12 do s = s .. s end
return { task { text = tostring(c[s]) } }

--## long-owner parked .
--> decide
local s = "ø"
for i = 1, 10 do s = s .. s end
return { task { text = "x", who = "x" .. s } }

--## long-letter parked .
--> decide
local s = "–"
for i = 1, 10 do s = s .. s end
return { send { letter = s, days = 14 } }

--## long-day parked .
--> decide
local s = "–"
for i = 1, 10 do s = s .. s end
return { look_again { on = day(s) } }

--## long-action-field parked .
--> decide
local s = "–"
for i = 1, 10 do s = s .. s end
local o = { text = "x" }
o[s] = 1
return { task(o) }

--## long-nil-index parked .
--> decide
local t = {}
return { task { text = tostring(t["øøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøøø"].x) } }

--## text-exactly-4096 decides .
--> decide
local s = "x"
for i = 1, 12 do s = s .. s end
return { task { text = s } }

--## text-4096-utf8 decides .
--> decide
local s = "ø"
for i = 1, 11 do s = s .. s end
return { task { text = s } }

--## error-bad-utf8 parked .
--> decide
error "\xff\xfe\xc3"
