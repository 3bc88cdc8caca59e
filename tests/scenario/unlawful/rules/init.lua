-- An agency that breaks the law on purpose.
--
-- Every stage is one claim's story, and the claim's invoice number is the stage's name.  A stage
-- first behaves (its letters go out as they should), until somebody speaks with the debtor
-- (`krav tell CASE contact`): then it asks for the one thing that its name says.  run.sh knows the
-- day, and what the law has to answer.

local W = workflow { id = "unlawful", api = 1 }

W.level "normal" {
  label = "Normal",
  patience = int { 7, min = 1, max = 30, says = "days we wait after a deadline" },
}
W.level "gentle" {
  label = "Gentle",
  patience = int { 7, min = 1, max = 30, says = "days we wait after a deadline" },
}

-- Computed, so that it is the day's answer that counts: what no plugin is named for in krav.conf is not
-- even published when it is written out.
function way (by) return by end

function W.start (c)
  if c.claim.invoice == "" then return "index" end
  return split(c.claim.invoice, "/")[1]      -- "call/sunday" is a claim of the stage "call"
end

function poked (c)
  return c.fact.kind == "contact"
end

-- A letter, and a look a week after its deadline.
function ask (letter)
  return { send { letter = letter, days = 14 }, look_again { after_deadline = 7 } }
end

-- A lawful beginning: notice, demand, legal notice, as far as this stage wants to come.
function climb (c, goal)
  if c.notices_sent == 0 then
    return ask "collection_notice"
  end
  if goal == "notice" or not c.claim.notice_missed then return {} end
  if c.demands_sent == 0 and not c.letter_waiting then return ask "payment_demand" end
  if goal == "demand" or not c.claim.demand_missed then return {} end
  if c.legal_notices_sent == 0 and not c.letter_waiting then return ask "legal_notice" end
  return {}
end

-- Nothing before, then the offence.
function fresh (what)
  return { label = "fresh", decide = function (c) if poked(c) then return what(c) end end }
end

-- A lawful beginning up to goal, then the offence.
function after (goal, what)
  return {
    label = "after " .. goal,
    enter = function (c) return climb(c, goal) end,
    decide = function (c)
      if poked(c) then return what(c) end
      if c.fact.kind == "day_reached" and c.fact.why == "rule" and not c.settled then
        return climb(c, goal)
      end
    end,
  }
end

-- A reminder first, then the offence.
function reminded (what)
  return {
    label = "after a reminder",
    enter = function (c) return ask "reminder" end,
    decide = function (c) if poked(c) then return what(c) end end,
  }
end

return W
