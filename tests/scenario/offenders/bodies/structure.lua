-- Whole bundles: the declarations at their bounds, odd ends, tests that misbehave.

--## plain well .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## workflow-never refused workflow
--> init
return 1

--## workflow-empty-file refused workflow
--> init
-- nothing

--## workflow-twice refused .
--> init
local W = workflow { id = "s", api = 1 }
local V = workflow { id = "t", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## workflow-twice-other-file refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> file zz
workflow { id = "t", api = 1 }

--## workflow-api-2 refused api
--> init
local W = workflow { id = "s", api = 2 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## workflow-api-float refused api
--> init
local W = workflow { id = "s", api = 1.5 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## workflow-api-nan refused api
--> init
local W = workflow { id = "s", api = 0/0 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## workflow-id-table refused id
--> init
local W = workflow { id = {}, api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## workflow-id-path well-or-refused .
--> init
local W = workflow { id = "../../etc", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## workflow-id-empty refused id
--> init
local W = workflow { id = "", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## workflow-id-bytes refused id
--> init
local W = workflow { id = "\xff\xfe", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## workflow-unknown-field refused .
--> init
local W = workflow { id = "s", api = 1, limit = 5 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## workflow-no-argument refused .
--> init
local W = workflow()
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## extends-itself refused extends
--> init
local W = workflow { id = "s", api = 1, extends = "s" }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## extends-path refused not the name of a bundle
--> init
local W = workflow { id = "s", api = 1, extends = "../standard" }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## extends-absolute refused not the name of a bundle
--> init
local W = workflow { id = "s", api = 1, extends = "/etc" }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## extends-nothing refused extends
--> init
local W = workflow { id = "s", api = 1, extends = "nobody" }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## extends-number refused extends
--> init
local W = workflow { id = "s", api = 1, extends = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## extends-nul refused not the name of a bundle
--> init
local W = workflow { id = "s", api = 1, extends = "standard\0x" }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## renames-cycle refused renames
--> init
local W = workflow { id = "s", api = 1, renames = { a = "b", b = "a" } }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## renames-itself refused renames
--> init
local W = workflow { id = "s", api = 1, renames = { a = "a" } }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## renames-chain refused renames
--> init
local W = workflow { id = "s", api = 1, renames = { a = "b", b = "only" } }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## renames-there refused renames
--> init
local W = workflow { id = "s", api = 1, renames = { only = "only" } }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## renames-table refused renames
--> init
local W = workflow { id = "s", api = 1, renames = { a = {} } }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## renames-list refused renames
--> init
local W = workflow { id = "s", api = 1, renames = { "only" } }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## renames-number-key refused renames
--> init
local W = workflow { id = "s", api = 1, renames = { [1e300] = "only" } }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## renames-recursive refused .
--> init
local r = {} r.a = r
local W = workflow { id = "s", api = 1, renames = r }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## renames-lawful well .
--> init
local W = workflow { id = "s", api = 1, renames = { before = "only" } }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## returns-nothing well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }

--## returns-number well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return 1

--## returns-text well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return "W"

--## returns-function well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return function () end

--## returns-table well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return {}

--## returns-copy well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
local t = {} for k, v in pairs(W) do t[k] = v end return t

--## returns-false well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return false

--## returns-two well .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W, 1

--## returns-loop refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
while true do end

--## returns-error refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
error "at the end"

--## returns-action well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return close "paid"

--## level-none refused level
--> init
local W = workflow { id = "s", api = 1 }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-max-below-min refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 30, max = 1, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-default-outside refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 99, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-nan refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 0/0, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-inf-max refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 1/0, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-float refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7.5, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-int-bounds well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = -0x7fffffffffffffff - 1, max = 0x7fffffffffffffff, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-money-overflow refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = money { 0x7fffffffffffffff * kr, min = 0, max = 1, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-no-says refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30 } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-says-bytes refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "\xff" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-says-huge refused .
--> init
local s = "x" for i = 1, 15 do s = s .. s end
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = s } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-says-control refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "a\27[31mb" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-label-bytes refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "\xff\xfe", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-label-table refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = {}, patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-name-bytes refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "\xff" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-name-empty refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-name-table refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level({}) { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-twice refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-param-function refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = function () return 7 end }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-param-number refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = 7 }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-param-shared well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
local p = int { 7, min = 1, max = 30, says = "days" }
W.level "normal" { label = "N", a = p, b = p }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-differ refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
W.level "other" { label = "O", other = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-choice-empty refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "N", a = choice { says = "x" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-choice-table refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "N", a = choice { {}, says = "x" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-choice-recursive refused .
--> init
local W = workflow { id = "s", api = 1 }
local t = {} t[1] = t t.says = "x"
W.level "normal" { label = "N", a = choice(t) }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-choice-huge refused .
--> init
local W = workflow { id = "s", api = 1 }
local t = { says = "x" } for i = 1, 4000 do t[i] = "c" .. i end
W.level "normal" { label = "N", a = choice(t) }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-days-recursive refused .
--> init
local W = workflow { id = "s", api = 1 }
local t = {} t[1] = t t.says = "x"
W.level "normal" { label = "N", a = days_list(t) }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-days-huge refused .
--> init
local W = workflow { id = "s", api = 1 }
local t = {} for i = 1, 4000 do t[i] = i end
W.level "normal" { label = "N", a = days_list { t, says = "x" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-days-nan refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "N", a = days_list { { 0/0, 1e300, -5 }, says = "x" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-int-in-int refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { int { 7, min = 1, max = 30, says = "x" }, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-many refused .
--> init
local W = workflow { id = "s", api = 1 }
for i = 1, 5000 do W.level("l" .. i) { label = "L" .. i, patience = int { 7, min = 1, max = 30, says = "days" } } end
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## level-many-params refused .
--> init
local W = workflow { id = "s", api = 1 }
local t = { label = "N" } for i = 1, 3000 do t["p" .. i] = int { 7, min = 1, max = 30, says = "days" } end
W.level "normal" (t)
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## stage-many refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
for i = 1, 5000 do W.stage("s" .. i) { label = "S", decide = function (c) return {} end } end
return W

--## stage-twice refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## stage-none refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
return W

--## stage-name-bytes refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
W.stage "\xff" { label = "x", decide = function (c) return {} end }
return W

--## stage-name-control refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
W.stage "a\27[31m\n" { label = "x", decide = function (c) return {} end }
return W

--## stage-name-nul refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
W.stage "only\0x" { label = "x", decide = function (c) return {} end }
return W

--## stage-name-huge refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
local s = "x" for i = 1, 15 do s = s .. s end
W.stage(s) { label = "x", decide = function (c) return {} end }
return W

--## stage-name-number refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
W.stage(1) { label = "x", decide = function (c) return {} end }
return W

--## stage-label-bytes refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "\xff", decide = function (c) return {} end }
return W

--## stage-label-none refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { decide = function (c) return {} end }
return W

--## stage-decide-table refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = {} }
return W

--## stage-decide-word well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = note }
return W

--## stage-decide-none refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only" }
return W

--## stage-unknown-part refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", leave = function () end, decide = function (c) return {} end }
return W

--## stage-never-finished well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
W.stage "half"
return W

--## stage-unreachable refused reach
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
W.stage "island" { label = "x", decide = function (c) return {} end }
return W

--## stage-kept-maker refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
local make = W.stage "twice"
make { label = "x", decide = function (c) return { move "twice" } end }
make { label = "y", decide = function (c) return {} end }
return W

--## start-none refused start
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## start-table refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
W.start = {}
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## start-word well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
W.start = tostring
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## W-unknown-part well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
W.memory = {}
return W

--## W-stage-replaced well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
local real = W.stage
W.stage = function (n) return real(n) end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## W-self well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
W.W = W
return W

--## word-at-load well-or-refused .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
close "paid"
return W

--## files-huge-count refused .
--> make many-files
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-huge refused .
--> make huge-file
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-huge-comment well-or-refused .
--> make huge-comment
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-link-out refused .
--> make link-out
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-link-loop refused .
--> make link-loop
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-fifo well-or-refused .
--> make fifo
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-directory well-or-refused .
--> make directory
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-odd-name well-or-refused .
--> make odd-name
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-bytes-name well-or-refused .
--> make bytes-name
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-binary-chunk refused .
--> make binary
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-nul refused .
--> make nul
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-deep-parens refused .
--> make deep-parens
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-deep-blocks refused .
--> make deep-blocks
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-deep-tables refused .
--> make deep-tables
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-many-locals refused .
--> make many-locals
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-many-upvalues refused .
--> make many-upvalues
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-many-constants well-or-refused .
--> make many-constants
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-long-name well-or-refused .
--> make long-identifier
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-long-concat refused .
--> make long-concat
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## file-long-elseif well-or-refused .
--> make long-elseif
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W

--## test-loop test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () while true do end end)

--## test-loop-outside test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
while true do end

--## test-memory test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () local s = "x" for i = 1, 64 do s = s .. s end end)

--## test-deep test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
local function r () return 1 + r() end test("x", function () r() end)

--## test-os test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () os.execute "true" end)

--## test-io test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
io.open "/etc/passwd"

--## test-require test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
local s = require "socket"

--## test-string test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () expect(("x"):rep(10)).is "x" end)

--## test-error-bytes test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () error "\xff\xfe" end)

--## test-name-bytes test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("\xff\xfe", function () expect(1).is(2) end)

--## test-name-table test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test({}, function () end)

--## test-no-function test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x")

--## test-expect-bytes test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () expect("\xff").is "\xfe" end)

--## test-expect-huge test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () local s = "ø" for i = 1, 14 do s = s .. s end expect(s).is("x" .. s) end)

--## test-expect-self test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () local t = {} t[1] = t expect(t).is(t) expect(t).is {} end)

--## test-in-test test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () test("y", function () end) expect(1).is(2) end)

--## test-stage-here test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
W.stage "more" { label = "x", decide = function (c) return {} end }

--## test-start-here test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
function W.start (c) return "other" end

--## test-change-rules test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () W.start = nil end)

--## test-many test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
for i = 1, 1000000 do test("t" .. i, function () end) end

--## test-walk-forever test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () local w = walk(case_like { open = 1200 * kr, today = "2025-03-03" }, "999999999 days") end)

--## test-walk-junk test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () local w = walk(case_like { open = 1200 * kr, today = "2025-03-03" }, "%s days") end)

--## test-walk-often test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () for i = 1, 100000 do walk(case_like { open = 1200 * kr, today = "2025-03-03" }, "50 days") end end)

--## test-decide-often test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () for i = 1, 10000000 do decide(case_like { stage = "only", open = 1200 * kr, today = "2025-03-03" }) end end)

--## test-case-unknown test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
local x = case_like { stage = "only", opne = 1 }

--## test-case-nan test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () decide(case_like { stage = "only", open = 0/0, today = "2025-03-03" }) end)

--## test-case-huge test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () decide(case_like { stage = "only", open = 1e300, today = "2025-03-03" }) end)

--## test-case-bytes test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () decide(case_like { stage = "\xff", today = "2025-03-03" }) end)

--## test-case-day-9999 test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () decide(case_like { stage = "only", open = 1, today = "9999-12-31" }) expect(1).is(2) end)

--## test-walk-day-9999 test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () walk(case_like { open = 1200 * kr, today = "9999-12-31" }, "50 days") expect(1).is(2) end)

--## test-walk-min-open test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () walk(case_like { open = -0x7fffffffffffffff - 1, today = "2025-03-03" }, "50 days") expect(1).is(2) end)

--## test-walk-max-open test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () walk(case_like { open = 0x7fffffffffffffff, today = "2025-03-03" }, "50 days") expect(1).is(2) end)

--## test-letters-junk test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () decide(case_like { stage = "only", open = 1, today = "2025-03-03", letters = { { letter = "reminder", sent = "9999-12-31", deadline = "0001-01-01" } } }) expect(1).is(2) end)

--## test-letters-self test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
local l = {} l[1] = l test("x", function () decide(case_like { stage = "only", open = 1, today = "2025-03-03", letters = l }) expect(1).is(2) end)

--## test-global well .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () remembered = 1 end)

--## test-stage-unknown test-fails .
--> init
local W = workflow { id = "s", api = 1 }
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
function W.start (c) return "only" end
W.stage "only" { label = "Only", decide = function (c) return {} end }
return W
--> test
test("x", function () decide(case_like { stage = "nowhere", open = 1, today = "2025-03-03" }) end)
