-- A small workflow of three stages that the story lives by, so that its figures, worked out by hand,
-- do not move when the standard workflow learns something new.
--
-- Each stage waits for something.  enter(c) says what to do on arrival; decide(c) says what next,
-- every time something happens or a day comes that somebody asked for.  Both return a list: all
-- of it happens, or, if the law says no to any of it, none of it.
--
-- Copy this folder, change what your agency does differently, and run `krav rules test`.

local W = workflow { id = "standard", api = 1 }

-- Where does a new claim begin?  Look at what the creditor has done already.
function W.start (c)
  if c.disputed             then return "disputed" end
  if c.claim.notice_missed  then return "demand_ready" end
  if c.claim.reminder_missed or c.level.reminders == 0 then return "notice" end
  return "reminder"
end

-- What every stage that asks for money looks at first.  Nothing is sent while the case rests.
local function before_anything_else (c)
  if c.settled  then return { close "paid" } end
  if c.disputed then return { move "disputed" } end
  if c.held     then return {} end
  if c.open < c.level.small_balance then
    return { close { what = "small balance", because = "what is left is below the agreed small balance" } }
  end
end

-- 1. Purring ----------------------------------------------------------------------------------

W.stage "reminder" {
  label = "Purring",

  enter = function (c)
    return { send { letter = "reminder", days = c.level.reminder_days,
                    because = "the invoice is past its due day" },
             look_again { after_deadline = c.level.patience } }
  end,

  decide = function (c)
    local done = before_anything_else(c)
    if done then return done end
    if not c.deadline_missed then return {} end
    -- The agreement may promise more than one reminder before the notice.
    if c.reminders_sent < c.level.reminders then return { move "reminder" } end
    return { move "notice" }
  end,
}

-- 2. Inkassovarsel (inkassoloven § 9) ---------------------------------------------------------

W.stage "notice" {
  label = "Inkassovarsel",

  enter = function (c)
    return { send { letter = "collection_notice", days = c.level.notice_days,
                    because = "the claim is past its due day and still unpaid" },
             look_again { after_deadline = c.level.patience } }
  end,

  decide = function (c)
    local done = before_anything_else(c)
    if done then return done end
    if c.deadline_missed then return { move "demand_ready" } end
    return {}
  end,
}

-- 3. The notice went unpaid: a caseworker takes over -------------------------------------------

W.stage "demand_ready" {
  label = "Klar for betalingsoppfordring",

  enter = function (c)
    return { task { who = "caseworker",
                    text = "The collection notice is unpaid: the case is ready for a payment demand." },
             look_again { after = 14 } }
  end,

  decide = function (c)
    local done = before_anything_else(c)
    if done then return done end
    -- Still here when its day comes round: look again, so that no case is forgotten.
    if c.fact.kind == "day_reached" then return { look_again { after = 14 } } end
    return {}
  end,
}

-- An objection stops everything until a person has settled it. ---------------------------------

W.stage "disputed" {
  label = "Innsigelse",

  enter = function (c)
    -- krav itself asks a caseworker for the answer, whatever the rules say.
    return { look_again { after = 14 } }
  end,

  decide = function (c)
    if c.settled then return { close "paid" } end
    if c.disputed then
      if c.fact.kind == "day_reached" then return { look_again { after = 14 } } end
      return {}
    end
    -- Settled in the creditor's favour: go on from where the objection stopped us.
    return { move(c.came_from or "reminder") }
  end,
}

return W
