-- Letters: too early, too late, too short, too many, by the wrong channel, to the wrong person.

-- Notice and reminder (inkassoloven § 9) ----------------------------------------------------------

W.stage "n-before-due"  (fresh(function (c) return { send { letter = "collection_notice", days = 14 } } end))
W.stage "n-due-day"     (fresh(function (c) return { send { letter = "collection_notice", days = 14 } } end))
W.stage "n-after-due"   (fresh(function (c) return { send { letter = "collection_notice", days = 14 } } end))
W.stage "r-before-due"  (fresh(function (c) return { send { letter = "reminder", days = 14 } } end))
W.stage "d-before-due"  (fresh(function (c) return { send { letter = "payment_demand", days = 14 } } end))
W.stage "m-before-due"  (fresh(function (c) return { send { letter = "monitoring", days = 14 } } end))
W.stage "n-13"          (fresh(function (c) return { send { letter = "collection_notice", days = 13 } } end))
W.stage "n-14"          (fresh(function (c) return { send { letter = "collection_notice", days = 14 } } end))
W.stage "n-zero"        (fresh(function (c) return { send { letter = "collection_notice", days = 0 } } end))
W.stage "n-negative"    (fresh(function (c) return { send { letter = "collection_notice", days = -14 } } end))
W.stage "n-default"     (fresh(function (c) return { send "collection_notice" } end))
W.stage "r-13"          (fresh(function (c) return { send { letter = "reminder", days = 13 } } end))
W.stage "n-sms"         (fresh(function (c) return { send { letter = "collection_notice", by = way "sms", days = 14 } } end))
W.stage "r-sms"         (fresh(function (c) return { send { letter = "reminder", by = way "sms", days = 14 } } end))
W.stage "r-running"     (reminded(function (c) return { send { letter = "reminder", days = 14 } } end))
W.stage "n-running"     (reminded(function (c) return { send { letter = "collection_notice", days = 14 } } end))
W.stage "r-last-day"    (reminded(function (c) return { send { letter = "collection_notice", days = 14 } } end))
W.stage "r-over"        (reminded(function (c) return { send { letter = "collection_notice", days = 14 } } end))
W.stage "two-in-one"    (fresh(function (c) return { send { letter = "reminder", days = 14 },
                                                     send { letter = "reminder", days = 14 } } end))
W.stage "r-and-n"       (fresh(function (c) return { send { letter = "reminder", days = 14 },
                                                     send { letter = "collection_notice", days = 14 } } end))
W.stage "twice-a-day"   (fresh(function (c) return { send { letter = "reminder", days = 14 } } end))
W.stage "n-mailbox"     (fresh(function (c) return { send { letter = "collection_notice", by = way "mailbox", days = 14 } } end))

-- Nags every morning; only what the law lets through may go out.
W.stage "nag" {
  label = "nag",
  enter = function (c) return { look_again { after = 1 } } end,
  decide = function (c)
    return { c.fact.why == "rule" and c.reminders_sent < 20 and send { letter = "reminder", days = 14 },
             look_again { after = 1 } }
  end,
}

-- Payment demand (§ 10) ---------------------------------------------------------------------------

W.stage "d-no-notice"   (fresh(function (c) return { send { letter = "payment_demand", days = 14 } } end))
W.stage "d-reminded"    (reminded(function (c) return { send { letter = "payment_demand", days = 14 } } end))
W.stage "n-and-d"       (fresh(function (c) return { send { letter = "collection_notice", days = 14 },
                                                     send { letter = "payment_demand", days = 14 } } end))
W.stage "d-last-day"    (after("notice", function (c) return { send { letter = "payment_demand", days = 14 } } end))
W.stage "d-running"     (after("notice", function (c) return { send { letter = "payment_demand", days = 14 } } end))
W.stage "d-13"          (after("notice", function (c) return { send { letter = "payment_demand", days = 13 } } end))
W.stage "d-sms"         (after("notice", function (c) return { send { letter = "payment_demand", by = way "sms", days = 14 } } end))
W.stage "d-over"        (after("notice", function (c) return { send { letter = "payment_demand", days = 14 } } end))
W.stage "d-again"       (after("demand", function (c) return { send { letter = "payment_demand", days = 14 } } end))
W.stage "d-renewed"     (after("demand", function (c) return { send { letter = "payment_demand", days = 14 } } end))

-- Legal notice, enforcement notice, bankruptcy notice (§ 11) --------------------------------------

W.stage "l-no-demand"   (after("notice", function (c) return { send { letter = "legal_notice", days = 14 } } end))
W.stage "l-fresh"       (fresh(function (c) return { send { letter = "legal_notice", days = 14 } } end))
W.stage "l-last-day"    (after("demand", function (c) return { send { letter = "legal_notice", days = 14 } } end))
W.stage "l-13"          (after("demand", function (c) return { send { letter = "legal_notice", days = 13 } } end))
W.stage "l-sms"         (after("demand", function (c) return { send { letter = "legal_notice", by = way "sms", days = 14 } } end))
W.stage "l-over"        (after("demand", function (c) return { send { letter = "legal_notice", days = 14 } } end))
W.stage "l-old"         (after("demand", function (c) return { send { letter = "legal_notice", days = 14 } } end))
W.stage "l-almost-old"  (after("demand", function (c) return { send { letter = "legal_notice", days = 14 } } end))
W.stage "e-no-demand"   (after("notice", function (c) return { send { letter = "enforcement_notice", days = 14 } } end))
W.stage "e-13"          (after("demand", function (c) return { send { letter = "enforcement_notice", days = 13 } } end))
W.stage "e-over"        (after("demand", function (c) return { send { letter = "enforcement_notice", days = 14 } } end))
W.stage "e-old"         (after("demand", function (c) return { send { letter = "enforcement_notice", days = 14 } } end))
W.stage "b-consumer"    (after("demand", function (c) return { send { letter = "bankruptcy_notice", days = 28 } } end))
W.stage "b-early"       (after("demand", function (c) return { send { letter = "bankruptcy_notice", days = 28 } } end))
W.stage "b-14"          (after("demand", function (c) return { send { letter = "bankruptcy_notice", days = 14 } } end))
W.stage "b-by-rule"     (after("demand", function (c) return { send { letter = "bankruptcy_notice", days = 28 } } end))
W.stage "b-no-demand"   (after("notice", function (c) return { send { letter = "bankruptcy_notice", days = 28 } } end))

-- Monitoring letters (§ 8) ------------------------------------------------------------------------

W.stage "m-fresh"       (fresh(function (c) return { send { letter = "monitoring", days = 14 } } end))
W.stage "m-noticed"     (after("notice", function (c) return { send { letter = "monitoring", days = 14 } } end))
W.stage "m-daily"       (after("warned", function (c) return { send { letter = "monitoring", days = 14 } } end))
W.stage "m-20-days"     (after("warned", function (c) return { send { letter = "monitoring", days = 14 } } end))
W.stage "m-45-days"     (after("warned", function (c) return { send { letter = "monitoring", days = 14 } } end))
W.stage "m-sms"         (after("warned", function (c) return { send { letter = "monitoring", by = way "sms", days = 14 } } end))

-- Letters about something that is not so (§ 8) ----------------------------------------------------

W.stage "x-plan-agreed"   (fresh(function (c) return { send { letter = "plan_agreed" } } end))
W.stage "x-plan-broken"   (fresh(function (c) return { send { letter = "plan_broken", days = 14 } } end))
W.stage "x-plan-kept"     (fresh(function (c) return { send { letter = "plan_broken", days = 14 } } end))
W.stage "x-deferral"      (fresh(function (c) return { send { letter = "deferral" } } end))
W.stage "x-estate"        (fresh(function (c) return { send { letter = "estate_claim" } } end))
W.stage "x-answer"        (fresh(function (c) return { send { letter = "dispute_answer" } } end))
W.stage "x-received"      (fresh(function (c) return { send { letter = "dispute_received" } } end))
W.stage "x-closing"       (fresh(function (c) return { send { letter = "closing" } } end))
W.stage "x-receipt"       (fresh(function (c) return { send { letter = "receipt" } } end))
W.stage "x-refund"        (fresh(function (c) return { send { letter = "refund" } } end))
W.stage "x-offer-daily"   (fresh(function (c) return { send { letter = "plan_offer" } } end))
W.stage "x-offer"         (fresh(function (c) return { send { letter = "plan_offer" } } end))
W.stage "x-offer-running" (reminded(function (c) return { send { letter = "plan_offer" } } end))
W.stage "x-offer-sms"     (fresh(function (c) return { send { letter = "plan_offer", by = way "sms" } } end))

-- Letters that ask for money under another name ---------------------------------------------------

W.stage "x-receipt-due"   (fresh(function (c) return { send { letter = "receipt" } } end))
W.stage "x-receipt-paid"  (fresh(function (c) return { send { letter = "receipt" } } end))
W.stage "x-offer-due"     (fresh(function (c) return { send { letter = "plan_offer" } } end))
W.stage "x-answer-twin"   (fresh(function (c) return { send { letter = "dispute_answer" } } end))
W.stage "x-closing-twin"  (fresh(function (c) return { close "paid", send { letter = "closing" } } end))
W.stage "x-estate-three"  (fresh(function (c) return { send { letter = "estate_claim" } } end))
W.stage "e-fresh"         (fresh(function (c) return { send { letter = "enforcement_notice", days = 14 } } end))
W.stage "e-before-due"    (fresh(function (c) return { send { letter = "enforcement_notice", days = 14 } } end))
W.stage "e-running"       (after("notice", function (c) return { send { letter = "enforcement_notice", days = 14 } } end))
W.stage "d-joined"        (after("notice", function (c) return { send { letter = "payment_demand", days = 14 } } end))

-- Days that move, claims that join, clocks that stood still ---------------------------------------

W.stage "n-due-weekend"   (fresh(function (c) return { send { letter = "collection_notice", days = 14 } } end))
W.stage "d-objected"      (after("notice", function (c) return { send { letter = "payment_demand", days = 14 } } end))
W.stage "d-and-h"         (after("notice", function (c) return { send { letter = "payment_demand", days = 14 },
                                                                 charge "heavy_costs" } end))
W.stage "n-email"         (fresh(function (c) return { send { letter = "collection_notice", by = way "email", days = 14 } } end))
W.stage "n-portal"        (fresh(function (c) return { send { letter = "collection_notice", by = way "portal", days = 14 } } end))
