-- The heavier phase, and patience.

-- A demand carries a legal step for six months (inkassoloven § 11): after that, a new one first.
function demand_is_too_old (c)
  return c.claim.demand_missed and c.today > c.claim.demand_deadline + 170
end

function worth_a_court (c)
  return c.principal >= c.level.legal_from and c.debtor.identified and c.debtor.has_address
end

function next_after_legal_notice (c)
  if worth_a_court(c) then return "court" end
  return "monitoring"
end

-- Heavy costs are named here and priced by law, which also knows from which day.  Who kept a plan
-- for a while is not charged them afterwards.
function heavy_costs (c)
  if c.level.heavy_costs == "charge" and c.plans_broken == 0 then
    return charge { fee = "heavy_costs", because = "the demand's deadline passed by more than 28 days" }
  end
end

-- 4. Varsel om rettslig inndriving -------------------------------------------------------------

W.stage "heavier" {
  label = "Tung inkasso",

  enter = function (c)
    -- A court step is not held out to somebody against whom none will be taken.
    if not worth_a_court(c) then return { heavy_costs(c), move "monitoring" } end
    return wait_for(c, c.claim.legal_notice_deadline) or
           { heavy_costs(c),
             send { letter = "legal_notice", days = c.level.legal_days,
                    because = "the payment demand is unpaid" },
             look_again { after_deadline = c.level.patience } }
  end,

  decide = function (c)
    local done = before_anything_else(c)
    if done then return done end
    if c.deadline_missed or c.claim.legal_notice_missed then return { move "court" } end
    return nothing_yet(c)
  end,
}

-- 7. Overvåk: a letter now and then, and no more costs -----------------------------------------

W.stage "monitoring" {
  label = "Overvåk",

  enter = function (c)
    return { look_again { after = c.level.monitor_days } }
  end,

  decide = function (c)
    local done = before_anything_else(c)
    if done then return done end
    if c.fact.kind == "day_reached" and c.fact.why == "rule" then
      return { send { letter = "monitoring", days = 21, because = "the claim still stands" },
               look_again { after = c.level.monitor_days } }
    end
    return {}
  end,
}
