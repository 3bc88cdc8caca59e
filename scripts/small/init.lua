-- A small agency: the standard workflow, changed in three places.  Whatever is not said here is as
-- in `standard`, whose files are kept together with these when the bundle is published.

local W = workflow { id = "small", api = 1, extends = "standard" }

W.level "normal" {
  small_balance = money { 100 * kr, min = 0, max = 500 * kr, says = "en rest under dette frafalles" },
}

-- A large claim is looked at by a person before its first letter.
function W.start (c)
  if c.principal > 20000 * kr then return "looked_at" end
  return aside(c) or stands_at(c)
end

W.stage "looked_at" {
  label = "Vurderes",
  enter = function (c)
    return { task { text = "A large claim: have a look before its first letter." }, look_again { after = 7 } }
  end,
  decide = function (c)
    return before_anything_else(c) or { move(stands_at(c)) }
  end,
}

-- Who has had a reminder gets three weeks with the notice.
W.stage "notice" {
  enter = function (c)
    return wait_for(c, c.claim.notice_deadline) or
           ask_for_payment(c, "collection_notice", 21, "reminded, and still not paid")
  end,
}

return W
