-- What the standard workflow promises before the conciliation board and the enforcement officer.

local court = case_like { stage = "court", came_from = "heavier", open = 2400 * kr,
                          principal = 2400 * kr, today = "2025-06-02",
                          debtor = { identified = true, has_address = true } }
local judged = court:with { judged = true, filing = { kind = "conciliation", outcome = "judgment" } }
local enforcement = judged:with { stage = "enforcement", came_from = "court" }
local petitioned = enforcement:with { filing = { kind = "enforcement", outcome = "nothing_to_take" } }
local woken = { kind = "day_reached", why = "rule" }

test("a filing is waited for, however long its answer takes", function ()
  local pending = court:with { days_in_stage = 400, filing = { kind = "conciliation", pending = true } }
  expect(#decide(pending:with { fact = woken }).move).is(0)
  expect(decide(pending:with { fact = woken }).look_again[1].after).is(30)
  expect(#decide(pending:with { fact = woken }).file).is(0)
  expect(decide(court:with { days_in_stage = 400 }).move[1].stage).is "monitoring"
end)

test("our own judgment is enforced, after a notice", function ()
  local d = decide(judged)
  expect(d.move[1].stage).is "enforcement"
  expect(d.send[1].letter).is "enforcement_notice"
  expect(#decide(judged:with { stage = "enforcement" }).file).is(0)
end)

test("a missed notice of enforcement is followed by one petition", function ()
  local missed = enforcement:with { deadline_missed = true }
  expect(decide(missed).file[1].what).is "enforcement"
  expect(#decide(missed:with { filing = { kind = "conciliation", asked = "enforcement" } }).file).is(0)
  local pending = missed:with { filing = { kind = "enforcement", pending = true } }
  expect(#decide(pending).file).is(0)
  expect(decide(pending:with { fact = woken }).look_again[1].after).is(30)
end)

test("whoever has nothing that can be taken is written to now and then", function ()
  expect(decide(petitioned).move[1].stage).is "monitoring"
end)

test("a judgment that came with the case is looked after", function ()
  expect(decide(court:with { stage = "court", judged = true }).move[1].stage).is "monitoring"
end)

test("a notice of enforcement is not sent twice, nor while a deduction lasts", function ()
  local running = enforcement:with { claim = { enforcement_notice_deadline = "2025-06-10" } }
  expect(#enter(running).send).is(0)
  local lasting = enforcement:with { filing = { kind = "enforcement", pending = true } }
  expect(#enter(lasting).send).is(0)
end)
