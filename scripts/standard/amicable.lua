-- Reminder, collection notice, payment demand: each with a deadline, each only after the last one.

-- 1. Purring ----------------------------------------------------------------------------------

W.stage "reminder" {
  label = "Purring",

  enter = function (c)
    return wait_for(c, c.claim.reminder_deadline) or
           ask_for_payment(c, "reminder", c.level.reminder_days, "the invoice is past its due day")
  end,

  decide = function (c)
    local done = before_anything_else(c)
    if done then return done end
    if not (c.deadline_missed or c.claim.reminder_missed) then return nothing_yet(c) end
    -- The agreement may promise more than one reminder before the notice.
    if c.reminders_sent < c.level.reminders then return { move "reminder" } end
    return { move "notice" }
  end,
}

-- 2. Inkassovarsel (inkassoloven § 9) ---------------------------------------------------------

W.stage "notice" {
  label = "Inkassovarsel",

  enter = function (c)
    return wait_for(c, c.claim.notice_deadline) or
           ask_for_payment(c, "collection_notice", c.level.notice_days,
                           "the claim is past its due day and still unpaid")
  end,

  decide = function (c)
    local done = before_anything_else(c)
    if done then return done end
    if c.deadline_missed or c.claim.notice_missed then return { move "demand" } end
    return nothing_yet(c)
  end,
}

-- 3. Betalingsoppfordring (inkassoloven § 10): from here on collection costs the debtor money ---

W.stage "demand" {
  label = "Betalingsoppfordring",

  enter = function (c)
    -- One demand is enough for half a year: back here, or taken over, it is waited for.
    if c.demands_sent > 0 and not demand_is_too_old(c) then
      return wait_for(c, c.claim.demand_deadline) or { look_again { after = 1 } }
    end
    -- Claims that are ready are demanded together, and bear the costs of one.
    if c.siblings.mergeable > 0 then
      return { merge { because = "other claims of this creditor are ready, too" } }
    end
    return ask_for_payment(c, "payment_demand", c.level.demand_days,
                           "the collection notice is unpaid")
  end,

  decide = function (c)
    local done = before_anything_else(c)
    if done then return done end
    if c.deadline_missed or c.claim.demand_missed then return { move "heavier" } end
    return nothing_yet(c)
  end,
}
