-- Court and enforcement.  A person files, and says so: `krav tell CASE filed`, and what came of it:
-- `krav tell CASE filing-result`.  Here the filing is asked for, once, and its answer waited for.

-- A judgment of ours is enforced, once; one that an older system brought is looked after.
function after_judgment (c)
  if c.filing.kind == "conciliation" or c.filing.pending then return "enforcement" end
  return "monitoring"
end

-- Nothing to do but wait: for the person who files, or for whoever answers.
local function wait_for_answer (c)
  if c.fact.kind == "day_reached" then return { look_again { after = 30 } } end
  return {}
end

-- 5. Forliksrådet ------------------------------------------------------------------------------

W.stage "court" {
  label = "Forliksrådet",

  enter = function (c)
    return { file { what = "conciliation", because = "the legal notice is unpaid" },
             look_again { after = 30 } }
  end,

  decide = function (c)
    local done = before_anything_else(c)
    if done then return done end
    if c.judged then return { move(after_judgment(c)) } end
    if not c.filing.pending and c.days_in_stage > c.level.court_days then
      return { move "monitoring" }
    end
    return wait_for_answer(c)
  end,
}

-- 6. Namsmannen: a notice of two weeks, and then the petition -----------------------------------

W.stage "enforcement" {
  label = "Namsmannen",

  enter = function (c)
    if c.filing.pending then return { look_again { after = 30 } } end
    return wait_for(c, c.claim.enforcement_notice_deadline) or
           ask_for_payment(c, "enforcement_notice", c.level.legal_days, "the judgment is unpaid")
  end,

  decide = function (c)
    local done = before_anything_else(c)
    if done then return done end
    if c.filing.pending then return wait_for_answer(c) end
    if c.filing.kind == "enforcement" or c.days_in_stage > c.level.court_days then
      return { move "monitoring" }
    end
    if c.deadline_missed and not c.filing.asked then
      return { file { what = "enforcement", because = "the notice of enforcement is unpaid" },
               look_again { after = 30 } }
    end
    if c.filing.asked then return wait_for_answer(c) end
    return nothing_yet(c)
  end,
}
