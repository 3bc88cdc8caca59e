-- Costs and fees (inkassoforskriften), and giving up what is the creditor's.

W.stage "c-reminder"    (fresh(function (c) return { charge "reminder_fee" } end))
W.stage "c-notice"      (fresh(function (c) return { charge "notice_fee" } end))
W.stage "c-own-demand"  (fresh(function (c) return { charge "own_demand_fee" } end))
W.stage "c-light"       (after("notice", function (c) return { charge "light_costs" } end))
W.stage "c-light-again" (after("demand", function (c) return { charge "light_costs" } end))
W.stage "c-court"       (after("demand", function (c) return { charge "court_fee" } end))
W.stage "c-taken-over"  (fresh(function (c) return { charge "taken_over" } end))
W.stage "c-heavy-fresh" (fresh(function (c) return { charge "heavy_costs" } end))
W.stage "c-heavy-notice" (after("notice", function (c) return { charge "heavy_costs" } end))
W.stage "c-heavy-28"    (after("demand", function (c) return { charge "heavy_costs" } end))
W.stage "c-heavy-29"    (after("demand", function (c) return { charge "heavy_costs" } end))
W.stage "c-heavy-two"   (after("demand", function (c) return { charge "heavy_costs", charge "heavy_costs" } end))
W.stage "c-heavy-again" (after("demand", function (c) return { charge "heavy_costs" } end))
W.stage "c-heavy-plan"  (after("demand", function (c) return { charge "heavy_costs" } end))
W.stage "c-heavy-paid"  (after("demand", function (c) return { charge "heavy_costs" } end))
W.stage "c-uplift-none" (fresh(function (c) return { charge "plan_uplift" } end))
W.stage "c-uplift-4"    (after("demand", function (c) return { charge "plan_uplift" } end))
W.stage "c-uplift-5"    (after("demand", function (c) return { charge "plan_uplift" } end))
W.stage "c-uplift-two"  (after("demand", function (c) return { charge "plan_uplift" } end))
W.stage "c-comp-person" (fresh(function (c) return { charge "compensation" } end))
W.stage "c-comp-firm"   (fresh(function (c) return { charge "compensation" } end))
W.stage "c-comp-two"    (fresh(function (c) return { charge "compensation" } end))
W.stage "c-comp-light"  (after("demand", function (c) return { charge "compensation" } end))

-- Letters that may go out, and may bear no fee.
W.stage "f-early"       (fresh(function (c) return { send { letter = "reminder", days = 14 } } end))
W.stage "f-early-n"     (fresh(function (c) return { send { letter = "collection_notice", days = 14 } } end))
W.stage "f-day-14"      (fresh(function (c) return { send { letter = "reminder", days = 14 } } end))
W.stage "f-third"       (reminded(function (c) return { send { letter = "reminder", days = 14 } } end))
W.stage "f-n-n"         (after("notice", function (c) return { send { letter = "collection_notice", days = 14 } } end))
W.stage "f-n-r"         (after("notice", function (c) return { send { letter = "reminder", days = 14 } } end))
W.stage "f-not-agreed"  (fresh(function (c) return { send { letter = "reminder", days = 14 } } end))

W.stage "p-1"           (fresh(function (c) return { plan { parts = 1, first = c.today + 30 } } end))
W.stage "p-0"           (fresh(function (c) return { plan { parts = 0, first = c.today + 30 } } end))
W.stage "p-61"          (fresh(function (c) return { plan { parts = 61, first = c.today + 30 } } end))
W.stage "p-today"       (fresh(function (c) return { plan { parts = 3, first = c.today } } end))
W.stage "p-past"        (fresh(function (c) return { plan { parts = 3, first = c.today - 30 } } end))
W.stage "p-far"         (fresh(function (c) return { plan { parts = 3, first = c.today + 91 } } end))
W.stage "p-3"           (fresh(function (c) return { plan { parts = 3, first = c.today + 30 } } end))
W.stage "p-two"         (fresh(function (c) return { plan { parts = 3, first = c.today + 1 } } end))
W.stage "p-end-none"    (fresh(function (c) return { end_plan {} } end))
W.stage "p-end-kept"    (fresh(function (c) return { end_plan {} } end))
W.stage "p-end-unwarned" (fresh(function (c) return { end_plan {} } end))
W.stage "p-end-warned"  (fresh(function (c)
  if c.today < day "2026-03-09" then return { send { letter = "plan_broken", days = 14 } } end
  return { end_plan {} }
end))
W.stage "p-end-running" (fresh(function (c)
  if c.fact.kind == "contact" and c.letter_waiting == false and not c.deadline then
    return { send { letter = "plan_broken", days = 14 } }
  end
  return { end_plan {} }
end))
W.stage "p-defer-0"     (fresh(function (c) return { defer(0) } end))
W.stage "p-defer-91"    (fresh(function (c) return { defer(91) } end))
W.stage "p-defer-14"    (fresh(function (c) return { defer(14) } end))

W.stage "k-open"        (fresh(function (c) return { close "paid" } end))
W.stage "k-open-why"    (fresh(function (c) return { close "small balance" } end))
W.stage "k-settled"     (fresh(function (c) return { close "paid" } end))
W.stage "k-write-off"   (fresh(function (c) return { write_off { because = "not worth it" } } end))
W.stage "k-write-close" (fresh(function (c) return { write_off { because = "not worth it" }, close "done" } end))
W.stage "k-disputed"    (fresh(function (c) return { close "paid" } end))

W.stage "o-file"        (fresh(function (c) return { file "utlegg" } end))
W.stage "o-file-demand" (after("demand", function (c) return { file "utlegg" } end))
W.stage "o-call"        (fresh(function (c) return { call "pay now" } end))
W.stage "o-call-dead"   (fresh(function (c) return { call "pay now" } end))
W.stage "o-call-off"    (fresh(function (c) return { call "pay now" } end))
W.stage "o-call-disputed" (fresh(function (c) return { call "pay now" } end))
W.stage "o-merge"       (fresh(function (c) return { merge {} } end))

-- Lawful and unlawful in one list: all of it or none of it.
W.stage "x-mixed"       (fresh(function (c)
  return { note "a lawful note", send { letter = "reminder", days = 14 },
           task { text = "a lawful task" }, charge "heavy_costs", look_again { after = 3 } }
end))
W.stage "x-mixed-move"  (fresh(function (c)
  return { note "a lawful note", move "x-mixed-end" }
end))
W.stage "x-mixed-end" {
  label = "arrives with an offence",
  enter = function (c) return { send { letter = "payment_demand", days = 14 } } end,
  decide = function (c) end,
}
W.stage "x-mixed-hold"  (fresh(function (c)
  return { defer(30), send { letter = "reminder", days = 14 } }
end))
W.stage "x-mixed-plan"  (fresh(function (c)
  return { plan { parts = 3, first = c.today + 30 }, send { letter = "collection_notice", days = 14 } }
end))

-- The same cost twice in one list, and costs for what the rule itself has made up.
W.stage "c-uplift-list" (after("demand", function (c) return { charge "plan_uplift", charge "plan_uplift" } end))
W.stage "c-comp-list"   (fresh(function (c) return { charge "compensation", charge "compensation" } end))
W.stage "c-comp-heavy"  (after("demand", function (c) return { charge "compensation", charge "heavy_costs", charge "compensation" } end))
W.stage "c-comp-due"    (fresh(function (c) return { charge "compensation" } end))
W.stage "c-uplift-early" (fresh(function (c) return { charge "plan_uplift" } end))
W.stage "c-uplift-rule" (after("demand", function (c)
  if not c.plan.active then return { plan { parts = 6, first = c.today + 30 } } end
  return { charge "plan_uplift" }
end))
W.stage "c-uplift-once" (after("demand", function (c)
  return { plan { parts = 6, first = c.today + 30 }, charge "plan_uplift" }
end))
W.stage "k-small"       (fresh(function (c) return { close "small balance" } end))
W.stage "k-101"         (fresh(function (c) return { close "small balance" } end))

-- The clock of heavy costs stands still while the debtor was promised that nothing happens.
W.stage "h-deferred"    (after("demand", function (c) return { charge "heavy_costs" } end))
W.stage "h-objected"    (after("demand", function (c) return { charge "heavy_costs" } end))
W.stage "h-held"        (after("demand", function (c) return { charge "heavy_costs" } end))
W.stage "h-judged"      (after("demand", function (c) return { charge "heavy_costs" } end))
W.stage "h-release"     (after("demand", function (c) return { release {}, charge "heavy_costs" } end))
W.stage "h-end-plan"    (after("demand", function (c) return { end_plan {}, charge "heavy_costs" } end))
W.stage "f-holiday"     (fresh(function (c) return { send { letter = "reminder", days = 14 } } end))
W.stage "f-holiday-14"  (fresh(function (c) return { send { letter = "reminder", days = 14 } } end))
W.stage "c-comp-first" {
  label = "compensation, then a demand",
  enter = function (c) return { charge "compensation", send { letter = "collection_notice", days = 14 },
                                look_again { after_deadline = 7 } } end,
  decide = function (c)
    if c.fact.why == "rule" and c.claim.notice_missed and c.demands_sent == 0 then
      return { send { letter = "payment_demand", days = 14 } }
    end
    if poked(c) then return { charge "heavy_costs" } end
  end,
}
W.stage "h-joined"      (after("demand", function (c) return { charge "heavy_costs" } end))
