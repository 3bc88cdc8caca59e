-- What puts a claim aside, and how it goes on.  Run with `krav rules test`.

local notice = case_like { stage = "notice", came_from = "reminder", open = 2400 * kr, principal = 2400 * kr,
                           today = "2025-03-03", reminders_sent = 1, notices_sent = 1,
                           claim = { reminder_missed = true, notice_missed = true } }
local disputed = notice:with { stage = "disputed", came_from = "notice", disputed = true }
local plan = notice:with { stage = "plan", came_from = "demand",
                           plan = { active = true, parts = 6, next = "2025-04-01" } }
local late = plan:with { stage = "plan_late", came_from = "plan", plan = { missed = true } }

-- Innsigelse -----------------------------------------------------------------------------------

test("an objection is acknowledged, and the creditor is asked", function ()
  local d = enter(disputed)
  expect(d.send[1].letter).is "dispute_received"
  expect(d.send[2].letter).is "creditor_question"
  expect(d.ask_creditor[1].days).is(14)
end)

test("an open objection waits for its answer", function ()
  expect(#decide(disputed:with { fact = { kind = "note" } }).list).is(0)
  expect(decide(disputed:with { fact = { kind = "day_reached" } }).look_again[1].after).is(14)
end)

test("who gets an answer gets time, too", function ()
  local d = decide(disputed:with { disputed = false })
  expect(d.send[1].letter).is "dispute_answer"
  expect(d.defer[1].days).is(14)
  expect(d.move[1].stage).is "resting"
end)

test("who was right is told so, and asked for nothing", function ()
  local d = decide(disputed:with { disputed = false, upheld = true })
  expect(d.send[1].letter).is "dispute_answer"
  expect(#d.send).is(1)
  expect(#d.defer).is(0)
  expect(d.move[1].stage).is "upheld"
  local right = notice:with { stage = "upheld", came_from = "disputed", upheld = true, deadline_missed = true }
  expect(#decide(right:with { fact = { kind = "note" } }).list).is(0)
  expect(decide(right:with { fact = { kind = "day_reached" } }).look_again[1].after).is(30)
end)

test("what remains after the credit note goes on from where it stood", function ()
  local rest = notice:with { stage = "upheld", came_from = "disputed" }
  expect(decide(rest).move[1].stage).is "demand"
  expect(decide(rest:with { settled = true }).close[1].why).is "paid"
end)

-- Avdragsordning -------------------------------------------------------------------------------

test("a plan is confirmed in writing, and costs nothing more", function ()
  local d = decide(notice:with { plan = { active = true, parts = 6, next = "2025-04-01" } })
  expect(d.move[1].stage).is "plan"
  expect(d.send[1].letter).is "plan_agreed"
  expect(#d.charge).is(0)
end)

test("a plan that is kept is left alone", function ()
  expect(#decide(plan).list).is(0)
end)

test("a missing instalment brings a letter, and its payment the plan back", function ()
  local d = decide(plan:with { plan = { missed = true } })
  expect(d.move[1].stage).is "plan_late"
  expect(d.send[1].letter).is "plan_broken"
  local back = decide(late:with { plan = { missed = false } })
  expect(back.move[1].stage).is "plan"
  expect(#back.send).is(0)
end)

test("a plan ends when its letter goes unanswered too", function ()
  local d = decide(late:with { deadline_missed = true })
  expect(#d.end_plan).is(1)
  expect(decide(late:with { plan = { active = false, missed = false } }).move[1].stage).is "demand"
end)

test("the interest of a plan that was kept is a person's matter, or let go", function ()
  local kept = case_like { stage = "plan", open = 80 * kr, today = "2025-03-03", plan = { active = true, parts = 3 } }
  expect(decide(kept).task[1].text).matches "interest is left"
  expect(decide(kept:with { open = 40 * kr }).close[1].why).is "small balance"
end)

-- Bero, dødsbo, konkurs ------------------------------------------------------------------------

test("a case rests, and goes on from where its letters left it", function ()
  expect(decide(notice:with { held = true, deadline_missed = true }).move[1].stage).is "resting"
  expect(decide(notice:with { deferred = true }).move[1].stage).is "resting"
  expect(decide(notice:with { deferred = true }).send[1].letter).is "deferral"
  local resting = notice:with { stage = "resting", came_from = "notice" }
  expect(#decide(resting:with { held = true }).list).is(0)
  expect(decide(resting).move[1].stage).is "demand"
end)

test("a debtor who died is asked for nothing", function ()
  local d = decide(notice:with { debtor = { dead = true }, deadline_missed = true })
  expect(d.move[1].stage).is "estate"
  expect(d.send[1].letter).is "estate_claim"
end)

test("bankruptcy and debt settlement go to a person", function ()
  for _, debtor in ipairs { { bankrupt = true }, { debt_settlement = true } } do
    local d = decide(notice:with { debtor = debtor, deadline_missed = true })
    expect(d.move[1].stage).is "insolvency"
    expect(#d.send).is(0)
  end
  local over = notice:with { stage = "insolvency", came_from = "notice" }
  expect(decide(over).move[1].stage).is "demand"
end)

test("whoever pays is done, whatever put the claim aside", function ()
  for _, stage in ipairs { "disputed", "plan", "plan_late", "resting", "estate", "insolvency" } do
    expect(decide(notice:with { stage = stage, came_from = "notice", settled = true }).close[1].why).is "paid"
  end
end)
