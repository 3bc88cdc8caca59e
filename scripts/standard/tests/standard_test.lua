-- What the standard workflow promises.  Run with `krav rules test`.

local new = case_like { open = 1200 * kr, today = "2025-03-03" }
local reminder = new:with { stage = "reminder" }
local notice = new:with { stage = "notice", came_from = "reminder" }
local disputed = new:with { stage = "disputed", came_from = "notice", disputed = true }
local ready = new:with { stage = "demand_ready", came_from = "notice" }

-- Where a claim begins -------------------------------------------------------------------------

test("a new claim begins with a reminder", function ()
  local d = decide(new)
  expect(d.move[1].stage).is "reminder"
  expect(d.send[1].letter).is "reminder"
end)

test("a creditor who has reminded already goes straight to the notice", function ()
  local d = decide(new:with { claim = { reminder_missed = true } })
  expect(d.move[1].stage).is "notice"
end)

test("a creditor who has sent the notice already hands over to a caseworker", function ()
  local d = decide(new:with { claim = { notice_missed = true } })
  expect(d.move[1].stage).is "demand_ready"
  expect(d.task[1].who).is "caseworker"
end)

test("a firm level sends no reminder", function ()
  expect(decide(new:with { level = "firm" }).move[1].stage).is "notice"
end)

test("a claim that is disputed on arrival begins as disputed", function ()
  expect(decide(new:with { disputed = true }).move[1].stage).is "disputed"
end)

-- The reminder ---------------------------------------------------------------------------------

test("a reminder leaves fourteen days", function ()
  local d = enter(reminder)
  expect(d.send[1].letter).is "reminder"
  expect(d.send[1].days).is(14)
  expect(d.look_again[1].after_deadline).is(3)
end)

test("a gentle reminder leaves three weeks", function ()
  expect(enter(reminder:with { level = "gentle" }).send[1].days).is(21)
end)

test("an unpaid reminder leads to the notice", function ()
  local d = decide(reminder:with { deadline_missed = true, reminders_sent = 1 })
  expect(d.move[1].stage).is "notice"
  expect(d.send[1].letter).is "collection_notice"
end)

test("a gentle level reminds twice", function ()
  local gentle = reminder:with { level = "gentle", deadline_missed = true, reminders_sent = 1 }
  expect(decide(gentle).move[1].stage).is "reminder"
  expect(decide(gentle:with { reminders_sent = 2 }).move[1].stage).is "notice"
end)

test("nothing happens before the deadline", function ()
  expect(#decide(reminder).list).is(0)
  expect(#decide(notice).list).is(0)
end)

-- The notice -----------------------------------------------------------------------------------

test("the notice leaves fourteen days", function ()
  local d = enter(notice)
  expect(d.send[1].letter).is "collection_notice"
  expect(d.send[1].days).is(14)
end)

test("an unpaid notice goes to a caseworker, who is reminded every fortnight", function ()
  local d = decide(notice:with { deadline_missed = true })
  expect(d.move[1].stage).is "demand_ready"
  expect(d.task[1].text).matches "payment demand"
  expect(d.look_again[1].after).is(14)
  expect(decide(ready).look_again[1].after).is(14)
end)

-- Every stage ----------------------------------------------------------------------------------

test("payment closes the case, wherever it stands", function ()
  for _, case in ipairs { reminder, notice, ready, disputed } do
    expect(decide(case:with { settled = true }).close[1].why).is "paid"
  end
end)

test("an objection stops everything", function ()
  for _, case in ipairs { reminder, notice, ready } do
    local d = decide(case:with { disputed = true, deadline_missed = true })
    expect(d.move[1].stage).is "disputed"
    expect(#d.send).is(0)
  end
end)

test("while the case rests, nothing is done", function ()
  for _, case in ipairs { reminder, notice, ready } do
    expect(#decide(case:with { held = true, deadline_missed = true }).list).is(0)
  end
end)

test("a few kroner are not worth a letter", function ()
  local d = decide(notice:with { open = 49 * kr, deadline_missed = true })
  expect(d.close[1].why).is "small balance"
  expect(#d.refused).is(0)
  expect(decide(notice:with { open = 50 * kr, deadline_missed = true }).move[1].stage).is "demand_ready"
end)

-- The objection --------------------------------------------------------------------------------

test("an open objection waits for its answer", function ()
  expect(#decide(disputed).send).is(0)
  expect(decide(disputed).look_again[1].after).is(14)
end)

test("a settled objection goes on from where it stopped us", function ()
  expect(decide(disputed:with { disputed = false }).move[1].stage).is "notice"
end)

-- The law --------------------------------------------------------------------------------------

test("the law stops a letter while the claim is disputed", function ()
  local d = enter(notice:with { disputed = true })
  expect(d.refused[1].word).is "send"
end)
