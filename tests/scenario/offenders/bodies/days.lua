-- Actions that could keep a night from ending, or come round again.

--## hold-today quiet .
--> decide
return { hold { what = "x", until_day = c.today } }

--## hold-yesterday quiet .
--> decide
return { hold { what = "x", until_day = c.today - 1 } }

--## hold-and-release quiet .
--> decide
return { hold { what = "x", until_day = c.today + 1 }, release {} }

--## release-none quiet .
--> decide
return { release {} }

--## look-again-today quiet .
--> decide
return { look_again { on = c.today } }

--## look-again-year-1 quiet .
--> decide
return { look_again { on = day "0001-01-01" } }

--## look-again-many quiet .
--> decide
local t = {}
for i = 1, 32 do t[i] = look_again { after = i } end
return t

--## look-after-deadline-none quiet .
--> decide
return { look_again { after_deadline = 1 } }

--## look-after-deadline-huge quiet .
--> decide
return { look_again { after_deadline = 3660 } }

--## defer-daily quiet .
--> decide
return { defer(1) }

--## send-email-again quiet .
--> decide
return { send { letter = "collection_notice", by = ("email"), days = 14 } }

--## send-portal-again quiet .
--> decide
return { send { letter = "collection_notice", by = ("portal"), days = 14 } }

--## send-max-days quiet .
--> decide
return { send { letter = "collection_notice", days = 3660 } }

--## send-32 quiet .
--> decide
local t = {}
for i = 1, 32 do t[i] = send { letter = "collection_notice", days = 14 } end
return t

--## ask-again quiet .
--> decide
return { ask_creditor { what = "x", days = 1 } }

--## tasks-32 quiet .
--> decide
local t = {}
for i = 1, 32 do t[i] = task { text = "n " .. i } end
return t

--## move-self-each-time quiet .
--> decide
return { move(c.stage) }

--## merge-nothing quiet .
--> decide
return { merge {} }

--## score-and-wash quiet .
--> decide
local ask, look = score, wash
return { ask {}, look {} }

--## call-now quiet .
--> decide
return { call "now" }

--## file-bankruptcy quiet .
--> decide
return { file "bankruptcy" }

--## end-plan-none quiet .
--> decide
return { end_plan {} }

--## plan-past quiet .
--> decide
return { plan { parts = 3, first = c.today - 400 } }

--## plan-far quiet .
--> decide
return { plan { parts = 120, first = day "9999-12-31" } }

--## hold-9999 quiet .
--> decide
return { hold { what = "x", until_day = day "9999-12-31" } }

--## look-9999 quiet .
--> decide
return { look_again { on = day "9999-12-31" } }

--## write-off-all quiet .
--> decide
return { write_off { because = "gone" }, close "paid" }

--## hold-past quiet .
--> decide
return { hold { what = "x", until_day = c.today - 100 } }
