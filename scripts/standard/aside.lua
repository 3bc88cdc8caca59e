-- What puts a claim aside.  Each of these stages asks for no payment that was not agreed; when its
-- reason is gone, the case goes on from where its letters left it.

-- Paid, or set aside for another reason, or free to go on; nil while this stage's reason stands.
function no_longer_aside (c)
  if c.settled then return { close "paid" } end
  local now = aside(c) or stands_at(c)
  if now ~= c.stage then return { move(now) } end
end

function look_every (c, days)
  if c.fact.kind == "day_reached" then return { look_again { after = days } } end
  return {}
end

-- Innsigelse: everything has stopped; the creditor is asked, and a person answers. --------------

W.stage "disputed" {
  label = "Innsigelse",

  enter = function (c)
    -- krav itself asks a caseworker for the answer, whatever the rules say.
    return { send { letter = "dispute_received" },
             send { letter = "creditor_question" },
             ask_creditor { what = "objection", days = 14,
                            because = "the debtor objects: send what shows the claim" },
             look_again { after = 14 } }
  end,

  decide = function (c)
    if c.settled then return { close "paid" } end
    if c.disputed then return look_every(c, 14) end
    if c.upheld then return { send { letter = "dispute_answer" }, move "upheld" } end
    -- Answered: the debtor reads the answer and gets time to pay before anything else happens.
    return { defer(14), send { letter = "dispute_answer" }, move "resting" }
  end,
}

-- Medhold: krav itself asks for the credit note, or that the claim be withdrawn; until then, and
-- whatever the rules say, nothing is asked for.

W.stage "upheld" {
  label = "Medhold",

  enter = function (c)
    return { look_again { after = 30 } }
  end,

  decide = function (c)
    return no_longer_aside(c) or look_every(c, 30)
  end,
}

-- Avdragsordning -------------------------------------------------------------------------------

W.stage "plan" {
  label = "Avdragsordning",

  enter = function (c)
    -- Back from a late instalment: the plan goes on as it was agreed.
    if c.stage == "plan_late" then return {} end
    -- The addition was told of before the debtor said yes, or it is not charged.
    return { c.level.plan_uplift == "charge" and c.plan.uplift > 0 and
               charge { fee = "plan_uplift", because = "more than four instalments were agreed" },
             not c.plan.confirmed and send { letter = "plan_agreed" } }
  end,

  decide = function (c)
    local done = no_longer_aside(c)
    if done then return done end
    if not c.plan.next then
      -- All instalments have come.  Interest ran on meanwhile: little of it is let go.
      if c.open < c.level.small_balance then return { close "small balance" } end
      return { end_plan { because = "all instalments have come" },
               task { text = "The plan is kept to its end; some interest is left: decide what becomes of it." },
               hold { what = "plan_kept" } }
    end
    return {}
  end,
}

W.stage "plan_late" {
  label = "Avdrag mangler",

  enter = function (c)
    return { send { letter = "plan_broken", days = 14, because = "an instalment is missing" },
             look_again { after_deadline = c.level.patience } }
  end,

  decide = function (c)
    local done = no_longer_aside(c)
    if done then return done end
    if c.deadline_missed then
      return { end_plan { because = "the missing instalment did not come" }, look_again { after = 1 } }
    end
    return nothing_yet(c)
  end,
}

-- Bero og utsettelse: krav knows the day and wakes the case -------------------------------------

W.stage "resting" {
  label = "I bero",

  enter = function (c)
    -- Whoever was given time gets it in writing.
    return { c.deferred and send { letter = "deferral" } }
  end,

  decide = function (c)
    return no_longer_aside(c) or {}
  end,
}

-- Dødsbo ---------------------------------------------------------------------------------------

W.stage "estate" {
  label = "Dødsbo",

  enter = function (c)
    return { task { text = "The debtor has died: find out who answers for the estate." },
             send { letter = "estate_claim" },
             look_again { after = 42 } }
  end,

  decide = function (c)
    return no_longer_aside(c) or look_every(c, 42)
  end,
}

-- Konkurs og gjeldsordning ---------------------------------------------------------------------

W.stage "insolvency" {
  label = "Konkurs eller gjeldsordning",

  enter = function (c)
    return { task { text = "File the claim with the estate in bankruptcy, or in the debt settlement." },
             look_again { after = 30 } }
  end,

  decide = function (c)
    return no_longer_aside(c) or look_every(c, 30)
  end,
}
