-- A bundle that extends `standard` and tampers with what it stands on.

--## std-write-W parked .
--> decide
W.start = nil
return { task { text = "x" } }

--## std-global-helper refused is set inside a function
--> decide
stands_at = function () return "court" end
return { task { text = "x" } }

--## std-helper-twice refused already defined
--> top
function std_twice () return 1 end
function std_twice () return 2 end
--> decide
return { task { text = "x" } }

--## std-replace-word refused already defined
--> top
function charge (what) return { what } end
--> decide
return { task { text = "x" } }

--## std-replace-kr refused already defined
--> top
kr = 10000
--> decide
return { task { text = "x" } }

--## std-helper-to-table well-or-refused .
--> top
stands_at = {}
--> decide
return { task { text = "x" } }

--## std-helper-to-nil well-or-refused .
--> top
before_anything_else = nil
--> decide
return { task { text = "x" } }

--## std-helper-index parked .
--> decide
stands_at.x = 1
return { task { text = "x" } }

--## std-result-of-helper-changed decides x
--> decide
local list = look_every({ fact = { kind = "day_reached" } }, 3)
list[#list + 1] = task { text = "x" }
return list

--## std-helper-fed-junk parked .
--> decide
return { move(stands_at({})) }

--## std-helper-fed-nil parked .
--> decide
return before_anything_else(nil)

--## std-helper-fed-self parked .
--> decide
return wait_for(wait_for, wait_for)

--## std-forged-case decides enforcement
--> decide
return { task { text = stands_at({ judged = true, filing = { kind = "conciliation" } }) } }

--## std-level-outside refused .
--> top
W.level "normal" { patience = int { 99, min = 1, max = 14, says = "x" } }
--> decide
return { task { text = "x" } }

--## std-level-other-kind refused .
--> top
W.level "normal" { patience = choice { "a", "b", says = "x" } }
--> decide
return { task { text = "x" } }

--## std-level-new-only-here refused .
--> top
W.level "normal" { more = int { 1, min = 0, max = 2, says = "x" } }
--> decide
return { task { text = "x" } }

--## std-stage-twice refused .
--> top
W.stage "notice" { label = "A" }
W.stage "notice" { label = "B" }
--> decide
return { task { text = "x" } }

--## std-stage-decide-nil parked .
--> top
W.stage "resting" { enter = function (c) return { move "resting" } end }
--> decide
return { move "resting" }

--## ok-std-helper decides reminder
--> decide
return { task { text = stands_at { claim = {}, demands_sent = 0, notices_sent = 0, reminders_sent = 0, level = { reminders = 1 } } } }

--## ok-std-before decides went on
--> decide
return before_anything_else(c) or { task { text = "went on" } }

--## ok-std-level decides 6 days
--> decide
return { task { text = c.level.patience .. " days" } }

--## ok-std-stage-changed decides x
--> top
W.stage "disputed" {
  enter = function (c) return { ask_creditor { what = "objection", days = 21 }, look_again { after = 21 } } end,
}
--> decide
return { task { text = "x" } }

--## ok-std-helper-replaced decides 28 days
--> top
function look_every (c, days) return { look_again { after = max(days, 28) } } end
--> decide
return { task { text = "28 days" } }
