-- What the standard workflow promises on the way to a court.  Run with `krav rules test`.

local new = case_like { open = 2400 * kr, principal = 2400 * kr, today = "2025-03-03",
                        debtor = { identified = true, has_address = true } }
local noted = { kind = "note" } -- something happened that is no day on the agenda
local reminder = new:with { stage = "reminder" }
local notice = new:with { stage = "notice", came_from = "reminder", reminders_sent = 1,
                          claim = { reminder_missed = true } }
local demand = new:with { stage = "demand", came_from = "notice", notices_sent = 1,
                          claim = { notice_missed = true } }
local heavier = new:with { stage = "heavier", came_from = "demand", demands_sent = 1,
                           claim = { demand_missed = true, demand_deadline = "2025-01-20" } }
local court = new:with { stage = "court", came_from = "heavier", legal_notices_sent = 1 }
local monitoring = new:with { stage = "monitoring", came_from = "court" }
local on_the_way = { reminder, notice, demand, heavier, court, monitoring }

-- Where a claim begins -------------------------------------------------------------------------

test("a new claim begins with a reminder", function ()
  local d = decide(new)
  expect(d.move[1].stage).is "reminder"
  expect(d.send[1].letter).is "reminder"
end)

test("a creditor who has reminded already goes straight to the notice", function ()
  expect(decide(new:with { reminders_sent = 1, claim = { reminder_missed = true } }).move[1].stage).is "notice"
end)

test("a creditor who has sent the notice already goes straight to the demand", function ()
  local d = decide(new:with { notices_sent = 1, claim = { notice_missed = true } })
  expect(d.move[1].stage).is "demand"
  expect(d.send[1].letter).is "payment_demand"
end)

test("cases that are ready become one before the demand", function ()
  local both = notice:with { deadline_missed = true, siblings = { open = 1, mergeable = 1 } }
  local d = decide(both)
  expect(d.move[1].stage).is "demand"
  expect(#d.merge).is(1)
  expect(#d.send).is(0)
  expect(#decide(both:with { siblings = { mergeable = 0 } }).merge).is(0)
  local one = decide(notice:with { claim = { notice_missed = true }, fact = { kind = "merged" } })
  expect(one.move[1].stage).is "demand"
  expect(one.send[1].letter).is "payment_demand"
end)

test("a creditor's notice that still runs is waited for", function ()
  local d = decide(new:with { notices_sent = 1, claim = { notice_deadline = "2025-03-10" } })
  expect(d.move[1].stage).is "notice"
  expect(#d.send).is(0)
  expect(d.look_again[1].on).is(day "2025-03-16")
end)

test("a case taken over goes on from where it stood", function ()
  local missed = new:with { demands_sent = 1, claim = { demand_missed = true, demand_deadline = "2025-02-20" } }
  expect(decide(missed).move[1].stage).is "demand"
  expect(#decide(missed).send).is(0)
  expect(decide(missed:with { today = "2025-03-21" }).move[1].stage).is "heavier"
  expect(decide(new:with { judged = true }).move[1].stage).is "monitoring"
end)

test("a demand that still runs is not sent twice", function ()
  local d = decide(new:with { demands_sent = 1, claim = { demand_deadline = "2025-03-12" } })
  expect(d.move[1].stage).is "demand"
  expect(#d.send).is(0)
end)

test("a demand from half a year ago is made anew", function ()
  local d = decide(new:with { demands_sent = 1, claim = { demand_missed = true, demand_deadline = "2024-08-01" } })
  expect(d.move[1].stage).is "demand"
end)

test("a firm level sends no reminder", function ()
  expect(decide(new:with { level = "firm" }).move[1].stage).is "notice"
end)

-- Reminder, notice, demand ---------------------------------------------------------------------

test("each letter leaves fourteen days, and some for the bank", function ()
  for _, step in ipairs { { reminder, "reminder" }, { notice, "collection_notice" }, { demand, "payment_demand" } } do
    local d = enter(step[1])
    expect(d.send[1].letter).is(step[2])
    expect(d.send[1].days).is(14)
    expect(d.look_again[1].after_deadline).is(6)
  end
end)

test("a gentle reminder leaves three weeks", function ()
  expect(enter(reminder:with { level = "gentle" }).send[1].days).is(21)
end)

test("an unpaid letter leads to the next", function ()
  expect(decide(reminder:with { deadline_missed = true, reminders_sent = 1 }).move[1].stage).is "notice"
  expect(decide(notice:with { deadline_missed = true }).move[1].stage).is "demand"
  expect(decide(demand:with { deadline_missed = true }).move[1].stage).is "heavier"
end)

test("a gentle level reminds twice", function ()
  local gentle = reminder:with { level = "gentle", deadline_missed = true, reminders_sent = 1 }
  expect(decide(gentle).move[1].stage).is "reminder"
  expect(decide(gentle:with { reminders_sent = 2 }).move[1].stage).is "notice"
end)

test("nothing happens before the deadline", function ()
  expect(#decide(reminder:with { deadline = "2025-03-10" }).list).is(0)
  expect(#decide(notice:with { fact = noted, claim = { notice_missed = false } }).list).is(0)
end)

test("a letter that never went out is tried again when its day comes", function ()
  local woken = { kind = "day_reached", why = "idle" }
  expect(decide(reminder:with { fact = woken }).send[1].letter).is "reminder"
  expect(#decide(reminder:with { fact = woken, letter_waiting = true }).list).is(0)
end)

-- Heavier, court, monitoring -------------------------------------------------------------------

test("the heavier phase names its costs and warns of a court", function ()
  local d = enter(heavier)
  expect(d.charge[1].fee).is "heavy_costs"
  expect(d.send[1].letter).is "legal_notice"
end)

test("a gentle level and a broken plan bring no heavy costs", function ()
  expect(#enter(heavier:with { level = "gentle", principal = 6000 * kr }).charge).is(0)
  expect(#enter(heavier:with { plans_broken = 1 }).charge).is(0)
end)

test("no court is held out for what is not worth one, or to somebody we cannot name", function ()
  for _, c in ipairs { heavier:with { principal = 1999 * kr }, heavier:with { debtor = { identified = false } } } do
    local d = enter(c)
    expect(#d.send).is(0)
    expect(d.move[1].stage).is "monitoring"
  end
  expect(#enter(heavier:with { principal = 2000 * kr }).send).is(1)
end)

test("an unpaid legal notice is filed by a person, who has some months", function ()
  local d = decide(heavier:with { deadline_missed = true })
  expect(d.move[1].stage).is "court"
  expect(d.file[1].what).is "conciliation"
  expect(decide(court:with { fact = { kind = "day_reached" } }).look_again[1].after).is(30)
  expect(decide(court:with { days_in_stage = 121 }).move[1].stage).is "monitoring"
  expect(decide(court:with { judged = true }).move[1].stage).is "monitoring"
end)

test("monitoring writes when its day comes, and then waits", function ()
  expect(enter(monitoring).look_again[1].after).is(120)
  local d = decide(monitoring:with { fact = { kind = "day_reached", why = "rule" } })
  expect(d.send[1].letter).is "monitoring"
  expect(#decide(monitoring:with { fact = noted }).list).is(0)
end)

-- Every stage ----------------------------------------------------------------------------------

test("payment closes the case, wherever it stands", function ()
  for _, case in ipairs(on_the_way) do
    expect(decide(case:with { settled = true }).close[1].why).is "paid"
  end
end)

test("an objection stops everything", function ()
  for _, case in ipairs(on_the_way) do
    local d = decide(case:with { disputed = true, deadline_missed = true })
    expect(d.move[1].stage).is "disputed"
  end
end)

test("a few kroner are not worth a letter", function ()
  local d = decide(notice:with { open = 49 * kr, deadline_missed = true })
  expect(d.close[1].why).is "small balance"
  expect(#d.refused).is(0)
end)

test("a letter that came back needs an address", function ()
  local d = decide(notice:with { fact = { kind = "letter_returned" } })
  expect(d.task[1].text).matches "address"
end)
