-- What was added later: calls, filings, merging, plans, limitation, the act of 2026.  A claim's invoice
-- number is "STAGE/WHAT": many claims share a stage, and what is unlawful is their situation.

W.stage "wait"      (fresh(function (c) end))
W.stage "call"      (fresh(function (c) return { call "pay now" } end))
W.stage "notice"    (fresh(function (c) return { send { letter = "collection_notice", days = 14 } } end))
W.stage "reminder"  (fresh(function (c) return { send { letter = "reminder", days = 14 } } end))
W.stage "demand"    (fresh(function (c) return { send { letter = "payment_demand", days = 14 } } end))
W.stage "legal"     (fresh(function (c) return { send { letter = "legal_notice", days = 14 } } end))
W.stage "enforce"   (fresh(function (c) return { send { letter = "enforcement_notice", days = 14 } } end))
W.stage "monitor"   (fresh(function (c) return { send { letter = "monitoring", days = 14 } } end))
W.stage "offer"     (fresh(function (c) return { send { letter = "plan_offer" } } end))
W.stage "estate"    (fresh(function (c) return { send { letter = "estate_claim" } } end))
W.stage "question"  (fresh(function (c) return { ask_creditor { what = "delivery", days = 14 } } end))
W.stage "light"     (fresh(function (c) return { charge "light_costs" } end))
W.stage "heavy"     (fresh(function (c) return { charge "heavy_costs" } end))
W.stage "uplift"    (fresh(function (c) return { charge "plan_uplift" } end))
W.stage "comp"      (fresh(function (c) return { charge "compensation" } end))
W.stage "plan"      (fresh(function (c) return { plan { parts = 5, first = c.today + 20 } } end))
W.stage "end_plan"  (fresh(function (c) return { end_plan {} } end))
W.stage "defer"     (fresh(function (c) return { defer(14) } end))
W.stage "merge"     (fresh(function (c) return { merge {} } end))
W.stage "close"     (fresh(function (c) return { close "paid" } end))
W.stage "file-c"    (fresh(function (c) return { file "conciliation" } end))
W.stage "file-e"    (fresh(function (c) return { file "enforcement" } end))
W.stage "file-b"    (fresh(function (c) return { file "bankruptcy" } end))
W.stage "file-two"  (fresh(function (c) return { file "conciliation", file "enforcement" } end))
W.stage "file-heavy" (fresh(function (c) return { file "conciliation", charge "heavy_costs" } end))
W.stage "e-notice"  (fresh(function (c) return { send { letter = "collection_notice", by = way "email", days = 14 } } end))
W.stage "e-offer"   (fresh(function (c) return { send { letter = "plan_offer", by = way "email" } } end))
W.stage "e-deferral" (fresh(function (c) return { send { letter = "deferral", by = way "email" } } end))
W.stage "e-receipt" (fresh(function (c) return { send { letter = "receipt", by = way "email" } } end))
W.stage "s-notice"  (fresh(function (c) return { send { letter = "collection_notice", by = way "sms", days = 14 } } end))
W.stage "s-offer"   (fresh(function (c) return { send { letter = "plan_offer", by = way "sms" } } end))
W.stage "s-broken"  (fresh(function (c) return { send { letter = "plan_broken", by = way "sms", days = 14 } } end))
W.stage "sms-estate" (fresh(function (c) return { send { letter = "estate_claim", by = way "sms" } } end))
W.stage "s-monitor" (fresh(function (c) return { send { letter = "monitoring", by = way "sms", days = 14 } } end))
W.stage "s-enforce" (fresh(function (c) return { send { letter = "enforcement_notice", by = way "sms", days = 14 } } end))
W.stage "d-heavy"   (after("demand", function (c) return { charge "heavy_costs" } end))
W.stage "d-uplift"  (after("demand", function (c) return { charge "plan_uplift" } end))
W.stage "n-demand"  (after("notice", function (c) return { send { letter = "payment_demand", days = 14 } } end))
W.stage "l-file-c"  (after("legal", function (c) return { file "conciliation" } end))
W.stage "l-uplift"  (after("legal", function (c) return { charge "plan_uplift" } end))
W.stage "l-heavy"   (after("legal", function (c) return { charge "heavy_costs" } end))

-- Something every day, of whatever kind the law lets through.
W.stage "daily" {
  label = "daily",
  enter = function (c) return { look_again { after = 1 } } end,
  decide = function (c)
    return { c.fact.why == "rule" and send { letter = "plan_offer" }, look_again { after = 1 } }
  end,
}
W.stage "daily-call" {
  label = "daily call",
  enter = function (c) return { look_again { after = 1 } } end,
  decide = function (c)
    return { c.fact.why == "rule" and call "again", look_again { after = 1 } }
  end,
}
