-- What this agency does differently; the rest is tested in `standard`.

local new = case_like { open = 2400 * kr, principal = 2400 * kr, today = "2025-03-03" }

test("a claim of an ordinary size is reminded at once", function ()
  expect(decide(new).send[1].letter).is "reminder"
end)

test("a large claim is looked at first, and goes on after a week", function ()
  local large = new:with { open = 30000 * kr, principal = 30000 * kr }
  expect(decide(large).move[1].stage).is "looked_at"
  expect(#decide(large).task).is(1)
  expect(decide(large:with { stage = "looked_at", fact = { kind = "day_reached" } }).send[1].letter).is "reminder"
end)

test("a notice gives three weeks; the stage decides as it always did", function ()
  local notice = new:with { stage = "notice", reminders_sent = 1, claim = { reminder_missed = true } }
  expect(enter(notice).send[1].days).is(21)
  expect(decide(notice:with { settled = true }).close[1].what).is "paid"
end)

test("ninety kroner are given up here, and only here", function ()
  expect(decide(new:with { stage = "reminder", open = 90 * kr }).close[1].what).is "small balance"
end)

test("who never pays gets three weeks with the notice", function ()
  local w = walk(case_like { open = 1200 * kr, today = "2025-03-03" }, "60 days")
  expect(join(w.stages, " ")).matches "reminder notice"
  expect(w.letters[2].deadline - w.letters[2].day >= 21).is(true)
end)
