-- The standard workflow: from a claim's first day with us until it is paid, or until a court or
-- patience is all that is left.
--
--     reminder ─▶ notice ─▶ demand ─▶ heavier ─▶ court ─▶ enforcement ─▶ monitoring
--                                                     amicable.lua, later.lua, court.lua
--        aside at any time: disputed  upheld  plan  plan_late  resting  estate  insolvency
--                                                                  aside.lua
--
-- Each stage waits for something.  enter(c) says what to do on arrival; decide(c) says what next,
-- every time something happens or a day comes that somebody asked for.  Both return a list: all
-- of it happens, or, if the law says no to any of it, none of it.
--
-- Copy this folder, change what your agency does differently, and run `krav rules test`.

local W = workflow { id = "standard", api = 1 }

-- How far the claim has come, by the letters that were really sent: ours, the creditor's, and
-- those of an older system.  So a case that rested, or was taken over, goes on from where it stood.
function stands_at (c)
  if c.judged                     then return after_judgment(c) end
  if c.claim.legal_notice_missed  then return next_after_legal_notice(c) end
  if demand_is_too_old(c)         then return "demand" end
  if c.claim.demand_missed and c.today > c.claim.demand_deadline + 28 then return "heavier" end
  if c.demands_sent > 0           then return "demand" end
  if c.claim.notice_missed        then return "demand" end
  if c.notices_sent > 0           then return "notice" end
  if c.reminders_sent >= c.level.reminders then return "notice" end
  return "reminder"
end

-- What puts a claim aside, whatever its letters say.
function aside (c)
  if c.debtor.dead                                    then return "estate" end
  if c.debtor.bankrupt or c.debtor.debt_settlement    then return "insolvency" end
  if c.disputed                                       then return "disputed" end
  if c.upheld                                         then return "upheld" end
  if c.plan.active and c.plan.missed                  then return "plan_late" end
  if c.plan.active                                    then return "plan" end
  if c.held or c.deferred                             then return "resting" end
end

function W.start (c)
  return aside(c) or stands_at(c)
end

-- What every stage that asks for money looks at first.
function before_anything_else (c)
  if c.settled then return { close "paid" } end
  local side = aside(c)
  if side then return { move(side) } end
  if c.open < c.level.small_balance then
    return { close { what = "small balance", because = "what is left is below the agreed small balance" } }
  end
  if c.fact.kind == "letter_returned" then
    return { task { text = "A letter came back: find the right address." }, look_again { after = 14 } }
  end
  -- Other claims have come into this case: it goes on from where all of them stand.
  if c.fact.kind == "merged" and not c.letter_waiting then return { move(stands_at(c)) } end
  if c.fact.kind == "moved" then return { move(stands_at(c)) } end
end

-- A letter whose deadline still runs is not sent again: its end is waited for.
function wait_for (c, deadline)
  if deadline and c.today <= deadline + c.level.patience then
    return { look_again { on = max(deadline + c.level.patience, c.today + 1) } }
  end
end

-- The stage's own letter, and a look when its deadline and our patience are over.
function ask_for_payment (c, letter, days, why)
  return { send { letter = letter, days = days, because = why },
           look_again { after_deadline = c.level.patience } }
end

-- Nothing to do yet.  Where the stage's letter never went out, it is tried again.
function nothing_yet (c)
  if c.fact.kind == "day_reached" and not c.deadline and not c.letter_waiting then
    return { move(c.stage) }
  end
  return {}
end

return W
