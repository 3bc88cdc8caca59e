# What each stage asks for, on which day, and what the law has to answer.  Read by run.sh.

# ---- rules that may not even be loaded -----------------------------------------------------------

# loads NAME LUA: a bundle whose one stage returns this list must be refused when it is checked.
loads() {
    mkdir -p "$work/$1"
    cat > "$work/$1/init.lua" <<EOF
local W = workflow { id = "refused", api = 1 }
function W.start (c) return "only" end
W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
W.stage "only" { label = "Only", decide = function (c) if c.disputed then return { move "only" } end
  return { $2 } end }
return W
EOF
    if "$krav" rules check "$work/$1" > "$work/said" 2>&1; then fail "$1" "$2: the bundle was accepted"
    else ok "$1" "$2: $(head -n 1 "$work/said" | sed 's/^[^:]*: *[^:]*: *//')"; fi
}
# The same bundle with something lawful in it is accepted.
mkdir -p "$work/load-lawful"
loads load-twin 'nonsense "x"'
sed 's/nonsense "x"/note "x"/' "$work/load-twin/init.lua" > "$work/load-lawful/init.lua"
if "$krav" rules check "$work/load-lawful" > "$work/said" 2>&1; then ok load-lawful "accepted"
else alarms=$((alarms + 1)); fail load-lawful "$(cat "$work/said")"; fi
loads load-withdraw 'withdraw "the creditor says so"'
loads load-reverse  'reverse { what = "a payment" }'
loads load-amount   'send { letter = "reminder", days = 14, amount = 999999 }'
loads load-deadline 'send { letter = "reminder", deadline = c.today + 1 }'
loads load-total    'send { letter = "payment_demand", days = 14, total = 999999 }'
loads load-price    'charge { fee = "heavy_costs", amount = 999999 }'
loads load-letter   'send { letter = "threat", days = 14 }'
loads load-fee      'charge "phone_fee"'
loads load-channel  'send { letter = "reminder", by = "pigeon", days = 14 }'
loads load-settle   'settle_dispute { outcome = "rejected" }'
loads load-died     'died { ended = true }'
loads load-os       'os.execute "true"'
loads load-stage    'move "nowhere"'

until_day 2026-01-06
# ---- notice and reminder -------------------------------------------------------------------------

no  n-before-due  collection_notice not_due           "inkassoloven §§ 1, 9"
no  r-before-due  reminder          not_due           "inkassoloven §§ 1, 9"
no  d-before-due  payment_demand    "not_due|no_notice" "inkassoloven §"
no  m-before-due  monitoring        "not_due|no_notice|no_demand" "inkassoloven §"
no  n-13          collection_notice short_deadline    "§§ 9, 10"
parks n-zero     "a deadline of no days"
parks n-negative "a deadline that has passed"
parks n-default  "no deadline at all"
no  r-13          reminder          short_deadline    "§§ 9, 10"
yes n-14          collection_notice "^collection_notice:"
no  n-sms         collection_notice sms_alone         "§ 3 a"
no  r-sms         reminder          sms_alone         "§ 3 a"
no  r-running     reminder          deadline_running  "§ 8"
no  n-running     collection_notice deadline_running  "§ 8"
# Electronic letters: none of these debtors has an e-mail address or a number, and the home has no
# such channel.  What is paper in the end may be sent; what is said to be e-mail may not.
for name in n-email n-portal n-mailbox x-offer-sms; do poke $name > /dev/null; done
# Two at once, or the same twice a day: at most one may be sent.
poke two-in-one > /dev/null
poke r-and-n > /dev/null
poke twice-a-day > /dev/null; poke twice-a-day > /dev/null; poke twice-a-day > /dev/null
# A lawful letter overtaken by an objection, a death, a payment before it goes out.
yes s-overtaken   collection_notice "^collection_notice:"
tell s-overtaken dispute "not mine"

# ---- demand, legal notice, monitoring: far too early ---------------------------------------------

no  d-no-notice   payment_demand    no_notice         "§§ 9, 10"
no  n-and-d       payment_demand    "no_notice|notice_period|deadline_running" "inkassoloven §"
no  l-fresh       legal_notice      "no_notice|no_demand" "inkassoloven §"
no  m-fresh       monitoring        "no_notice|no_demand" "inkassoloven §"

# What such a letter may be refused with: no word of the law is made for it alone.
pace="too_often|sent_already|letter_lives|same_letter|repeated"
untrue="no_objection|not_disputed|no_dispute|not_paid|nothing_paid|no_payment|not_closed|not_settled|money_open|not_overpaid|nothing_overpaid|no_overpayment|needs_person|person_only|untrue"

# ---- letters about something that is not so ------------------------------------------------------

no  x-plan-agreed plan_agreed       no_plan           "inkassoloven § 8"
no  x-plan-broken plan_broken       no_plan           "inkassoloven § 8"
no  x-deferral    deferral          not_deferred      "inkassoloven § 8"
no  x-estate      estate_claim      not_died          "arveloven"
no  x-answer      dispute_answer    "$untrue" "§"
no  x-received    dispute_received  "$untrue" "§"
no  x-closing     closing           "$untrue" "§"
no  x-receipt     receipt           "$untrue" "§"
no  x-refund      refund            "$untrue" "§"
yes x-offer-running plan_offer      "^plan_offer:"
yes x-offer       plan_offer        "^plan_offer:"
yes x-offer-daily plan_offer        "^plan_offer:"
tell x-plan-kept  plan --parts 3 --first 2026-02-02
no  x-plan-kept   plan_broken       plan_kept         "§§ 8, 13"
# Letters that ask for money under another name: account, KID and sum.
no  x-receipt-due receipt           "not_due|$untrue" "§"
no  x-offer-due   plan_offer        not_due           "inkassoloven §§ 1, 9"
tell x-receipt-paid paid-direct --amount 500,00
yes x-receipt-paid receipt          "^receipt:"
tell x-answer-twin dispute "I never bought it"
tell x-answer-twin settle-dispute "the order is signed" --outcome rejected
yes x-answer-twin dispute_answer    "^dispute_answer:"
tell x-closing-twin paid-direct --amount "$(owed x-closing-twin)"
yes x-closing-twin close            "^closing:"
no  e-before-due  enforcement_notice "not_due|no_notice|no_demand" "§"
doubt e-fresh     "enforcement notice before any collection notice (tvangsfullbyrdelsesloven § 4-18; inkassoloven § 9)"

# ---- the debtor's situation ----------------------------------------------------------------------

for name in s-disputed s-disputed-r s-disputed-o s-disputed-p s-disputed-go; do
    tell $name dispute "I never bought it"
done
no  s-disputed    collection_notice open_objection    "§ 17"
no  s-disputed-r  reminder          open_objection    "§ 17"
no  s-disputed-o  plan_offer        open_objection    "§ 17"
no  s-disputed-p  plan              open_objection    "§ 17"
no  s-disputed-go collection_notice open_objection    "§ 17"
tell s-disputed-q dispute "I never bought it"
yes s-disputed-q  dispute_received  "^dispute_received:"
tell s-complaint complaint
no  s-complaint   collection_notice open_objection    "§ 17"
tell s-withdrawn dispute "I never bought it"
tell s-withdrawn settle-dispute "she remembers now" --outcome withdrawn
yes s-withdrawn   collection_notice "^collection_notice:"

for name in s-dead s-dead-o s-dead-p s-estate; do tell $name died; done
no  s-dead        collection_notice debtor_died       "arveloven"
no  s-dead-o      plan_offer        debtor_died       "arveloven"
no  s-dead-p      plan              debtor_died       "arveloven"
yes s-estate      estate_claim      "^estate_claim:"
for name in s-bankrupt s-bankrupt-o s-bankrupt-p; do tell $name bankrupt; done
no  s-bankrupt    collection_notice bankrupt          "konkursloven"
no  s-bankrupt-o  plan_offer        bankrupt          "konkursloven"
no  s-bankrupt-p  plan              bankrupt          "konkursloven"
for name in s-settling s-settling-o s-settling-p; do tell $name debt-settlement; done
no  s-settling    collection_notice debt_settlement   "gjeldsordningsloven § 3-4"
no  s-settling-o  plan_offer        debt_settlement   "gjeldsordningsloven § 3-4"
no  s-settling-p  plan              debt_settlement   "gjeldsordningsloven § 3-4"
tell s-held hold "waits for the insurer" --until 2026-02-20
no  s-held        collection_notice held              "§ 8"
tell s-held-go hold "waits for the insurer" --until 2026-02-20
no  s-held-go     collection_notice "held|person_only" "§ 8"
tell s-deferred defer --days 30
no  s-deferred    collection_notice deferred          "§§ 8, 13"
tell s-deferral defer --days 30
yes s-deferral    deferral          "^deferral:"
tell s-plan plan --parts 3 --first 2026-02-02
no  s-plan        collection_notice plan_runs         "§§ 8, 13"
tell s-plan-letter plan --parts 3 --first 2026-02-02
yes s-plan-letter plan_agreed       "^plan_agreed:"
tell s-guardian guardian --name "Verge Vergesen, Storgata 2, 0155 Oslo"
no  s-guardian    collection_notice guardian          "vergemålsloven"
tell s-protected protected-address
no  s-protected   collection_notice protected_address "§§ 8, 28"
tell s-protected-l protected-address
yes s-protected-l collection_notice "^collection_notice:"
tell s-paid paid-direct --amount "$(owed s-paid)"
no  s-paid        collection_notice nothing_owed      "§ 1"
tell s-withdrew withdraw "a mistake"
quiet s-withdrew "a letter after the creditor took the claim back"
tell s-closed paid-direct --amount "$(owed s-closed)"
tell s-closed close "paid"
quiet s-closed "a letter after the case was closed"
no  s-close-send  close             money_open        "§ 13"

# The same situations, and a letter that asks for money under another name.
for name in s-disputed-a s-disputed-x; do tell $name dispute "I never bought it"; done
no  s-disputed-a  dispute_answer    "open_objection|$untrue" "§"
no  s-disputed-x  receipt           "open_objection|$untrue" "§"
tell s-bankrupt-x bankrupt
no  s-bankrupt-x  receipt           "bankrupt|$untrue" "§"
for name in s-settling-x s-settling-a; do tell $name debt-settlement; done
no  s-settling-x  receipt           "debt_settlement|$untrue" "§"
no  s-settling-a  dispute_answer    "debt_settlement|$untrue" "§"
tell s-held-x hold "waits for the insurer"
no  s-held-x      receipt           "held|$untrue"    "§"
tell s-deferred-x defer --days 30
no  s-deferred-x  receipt           "deferred|$untrue" "§"
tell s-plan-x plan --parts 3 --first 2026-02-02
no  s-plan-x      receipt           "plan_runs|$untrue" "§"
for name in s-guardian-o s-guardian-a; do tell $name guardian --name "Verge Vergesen, Storgata 2, 0155 Oslo"; done
no  s-guardian-o  plan_offer        guardian          "vergemålsloven"
no  s-guardian-a  dispute_answer    "guardian|$untrue" "§"
tell s-estate-d died
tell s-estate-d dispute "the heirs object"
no  s-estate-d    estate_claim      open_objection    "§ 17"
tell x-estate-three died
poke x-estate-three > /dev/null; poke x-estate-three > /dev/null; poke x-estate-three > /dev/null
tell s-upheld dispute "I never bought it"
tell s-upheld settle-dispute "she is right" --outcome upheld
no  s-upheld    collection_notice upheld "§§ 8, 17"
tell s-rejected dispute "I never bought it"
tell s-rejected settle-dispute "the order is signed" --outcome rejected
yes s-rejected    collection_notice "^collection_notice:"
tell s-release hold "waits for the insurer"
doubt s-release   "a rule lifts the hold that a person has set (inkassoloven § 8)"
tell s-resumed hold "waits for the insurer"
tell s-resumed release
yes s-resumed     collection_notice "^collection_notice:"
tell s-solvent bankrupt
tell s-solvent bankruptcy-ended
yes s-solvent     collection_notice "^collection_notice:"

# ---- fees and costs by name ----------------------------------------------------------------------

no  c-reminder    reminder_fee      fee_needs_letter  "inkassoforskriften § 1-2"
no  c-notice      notice_fee        fee_needs_letter  "inkassoforskriften § 1-2"
no  c-own-demand  own_demand_fee    "fee_needs_letter|fee_not_priced" "inkassoforskriften §"
no  c-taken-over  taken_over        "fee_not_priced|fee_needs_letter|person_only" "§"
no  c-heavy-fresh heavy_costs       "no_demand|heavy_too_early" "§"
no  c-uplift-none plan_uplift       no_plan           "§"
no  c-comp-person compensation      business_only     "forsinkelsesrenteloven § 3 a"
yes c-comp-firm   compensation      "^compensation="
yes c-comp-two    compensation      "^compensation="
quiet c-comp-two "compensation a second time"
yes c-comp-list   compensation      "^compensation="
just c-comp-list  "^compensation=46000$" 1 "compensation twice in one list, charged"
no  c-comp-due    compensation      not_due "§"
tell c-uplift-early plan --parts 6 --first 2026-02-02
no  c-uplift-early plan_uplift      "no_demand|no_notice|uplift_untold" "§"
# Letters that may be sent, but bear no fee.
yes f-early       reminder          "^reminder:"
yes f-early-n     collection_notice "^collection_notice:"
yes f-day-14      reminder          "^reminder:"
yes f-not-agreed  reminder          "^reminder:"

# ---- plans, time, the end ------------------------------------------------------------------------

no  p-1           plan              plan_parts        "§ 8"
parks p-0 "a plan of no parts"
no  p-61          plan              plan_parts        "§ 8"
no  p-today       plan              plan_first        "§ 8"
no  p-past        plan              plan_first        "§ 8"
no  p-far         plan              plan_first        "§ 8"
no  p-3           plan              plan_not_agreed   "§ 2-4"
tell p-two plan --parts 3 --first 2026-02-02
no  p-two         plan              plan_runs         "§§ 8, 13"
no  p-end-none    end_plan          no_plan           "§ 8"
tell p-end-kept plan --parts 3 --first 2026-02-02
no  p-end-kept    end_plan          plan_kept         "§§ 8, 13"
for name in p-end-unwarned p-end-warned p-end-running; do
    tell $name plan --parts 3 --first 2026-01-20
done
parks p-defer-0 "no days of time"
no  p-defer-91    defer             defer_days        "§ 8"
yes p-defer-14    defer             "^deferred=2026-01-20"
no  k-open        close             money_open        "§ 13"
no  k-open-why    close             money_open        "§ 13"
no  k-write-off   write_off         write_off_by_person "§ 13"
no  k-write-close write_off         write_off_by_person "§ 13"
tell k-settled paid-direct --amount "$(owed k-settled)"
yes k-settled     close             "^closed=2026"
tell k-small paid-direct --amount "$(owed k-small 5000)"
yes k-small       close             "^closed=2026"
tell k-101 paid-direct --amount "$(owed k-101 10100)"
no  k-101         close             money_open        "§ 13"
tell k-disputed dispute "I never bought it"
no  k-disputed    close             "open_objection|money_open" "§"

# ---- acts that only a person may do --------------------------------------------------------------

no  o-file        file              "no_demand|no_notice|needs_person|no_provider" "§"
no  o-call        call              "no_phone|needs_person|no_provider" "§"
tell o-call-dead died
no  o-call-dead   call              "debtor_died|needs_person|no_provider" "§"
tell o-call-disputed dispute "I never bought it"
no  o-call-disputed call            "open_objection|needs_person|no_provider" "§"
tell o-call-off contact-opt-out
no  o-call-off    call              "opted_out|needs_person|no_provider" "§"
no  o-merge       merge             "merge_none" "inkassoloven"

# ---- lawful and unlawful mixed -------------------------------------------------------------------

no  x-mixed       heavy_costs       "no_demand|heavy_too_early" "§"
no  x-mixed-move  payment_demand    no_notice         "§§ 9, 10"
# Time is given, or a plan made, in the same breath as a letter: the letter may not go out.
poke x-mixed-hold > /dev/null
poke x-mixed-plan > /dev/null

# ---- promised lawfully, and overtaken ------------------------------------------------------------

for name in v-dead v-bankrupt v-settling v-held v-plan v-deferred v-paid v-withdrawn v-guardian; do
    yes $name     collection_notice "^collection_notice:"
done
tell v-dead died
tell v-bankrupt bankrupt
tell v-settling debt-settlement
tell v-held hold "waits for the insurer"
tell v-plan plan --parts 3 --first 2026-02-02
tell v-deferred defer --days 30
tell v-paid paid-direct --amount "$(owed v-paid)"
tell v-withdrawn withdraw "a mistake"
tell v-guardian guardian --name "Verge Vergesen, Storgata 2, 0155 Oslo"

until_day 2026-01-06
just two-in-one   "^(reminder|collection_notice):sent" 1 "two reminders in one list, sent"
just r-and-n      "^(reminder|collection_notice):sent" 1 "reminder and notice in one list, sent"
just twice-a-day  "^(reminder|collection_notice):sent" 1 "three reminders in a day, sent"
just s-overtaken  "^collection_notice:sent" 0 "notice overtaken by an objection, sent"
none n-email      email "notice by e-mail to a debtor without an address, said to be sent (inkassoloven § 3 a)"
none n-portal     portal "notice on a page that the agency does not have, said to be sent (inkassoloven § 3 a)"
none n-mailbox    mailbox "notice to a mailbox that nobody has asked for, said to be sent (inkassoloven § 3 a)"
none x-offer-sms  sms "offer by SMS to a debtor without a number, said to be sent (inkassoloven § 3 a)"
just x-mixed-hold "^reminder:sent" 0 "reminder beside time that was given, sent"
just x-mixed-plan "^collection_notice:sent" 0 "notice beside a plan, sent"
for name in v-dead v-bankrupt v-settling v-held v-plan v-deferred v-paid v-withdrawn v-guardian; do
    just $name    "^collection_notice:sent" 0 "notice overtaken, sent"
    just $name    "_fee=" 0 "its fee, charged"
done
just x-estate-three "^estate_claim:sent" 1 "the same estate claim three times a day, sent"
just n-14         "^collection_notice:sent" 1 "lawful notice, sent"
just n-14         "^notice_fee=3800$" 1 "its fee, charged"
just f-early      "^reminder:sent" 1 "reminder 13 days after due, sent"
just f-early      "_fee=" 0 "its fee, charged"
just f-early-n    "_fee=" 0 "fee of a notice 13 days after due, charged"
just f-day-14     "^reminder_fee=3800$" 1 "fee of a reminder 14 days after due, charged"
just f-not-agreed "_fee=" 0 "fee that the agreement does not charge, charged"

until_day 2026-01-07
no  x-offer-daily plan_offer        "deadline_running|monitoring_pace|letter_pace|$pace" "§ 8"

until_day 2026-01-09
yes f-holiday     reminder          "^reminder:"
until_day 2026-01-12
just f-holiday    "^reminder:sent" 1 "reminder 11 days after Christmas Day moved the due day, sent"
just f-holiday    "_fee=" 0 "its fee, charged"
yes f-holiday-14  reminder          "^reminder:"
tell d-objected dispute "I never bought it"
tell s-paid-time paid-direct --amount "$(owed s-paid-time)"
tell s-deferred-d defer --days 30
tell s-plan-d plan --parts 3 --first 2026-02-02
tell s-disputed-d dispute "I never bought it"
no  e-running     enforcement_notice deadline_running "§ 8"
no  d-running     payment_demand    "notice_period|deadline_running" "§"

until_day 2026-01-19
no  d-last-day    payment_demand    "notice_period|deadline_running" "§"
no  r-last-day    collection_notice deadline_running  "§ 8"

until_day 2026-01-26
tell d-objected settle-dispute "the order is signed" --outcome rejected
until_day 2026-01-27
just f-holiday-14 "^reminder_fee=3800$" 1 "fee of a reminder 14 days after the moved due day, charged"
no  d-objected    payment_demand    answer_period     "inkassoloven § 8"
no  d-and-h       heavy_costs       "no_demand|heavy_too_early" "§"
yes r-over        collection_notice "^collection_notice:"
yes f-third       reminder          "^reminder:"
yes d-over        payment_demand    "^payment_demand:"
yes f-n-n         collection_notice "^collection_notice:"
yes f-n-r         reminder          "^reminder:"
no  d-13          payment_demand    short_deadline    "§§ 9, 10"
no  d-sms         payment_demand    sms_alone         "§ 3 a"
no  d-reminded    payment_demand    no_notice         "§§ 9, 10"
no  l-no-demand   legal_notice      no_demand         "§§ 10, 11"
yes e-no-demand   enforcement_notice "^enforcement_notice:"
no  b-no-demand   bankruptcy_notice "no_demand|bankruptcy_wait|bankruptcy_service" "§"
no  m-noticed     monitoring        no_demand         "§§ 10, 11"
no  c-light       light_costs       "fee_needs_letter|no_demand|fee_not_priced" "§"
no  c-heavy-notice heavy_costs      "no_demand|heavy_too_early" "§"
no  s-paid-time   payment_demand    "nothing_owed|paid_in_time" "§"
no  s-disputed-d  payment_demand    open_objection    "§ 17"
no  s-deferred-d  payment_demand    deferred          "§§ 8, 13"
no  s-plan-d      payment_demand    plan_runs         "§§ 8, 13"
until_day 2026-01-28
just d-over       "^payment_demand:sent" 1 "lawful demand, sent"
just f-n-n        "^notice_fee=" 1 "fees of two notices, charged"
just f-n-r        "_fee=" 1 "fee of a reminder after a notice that bore one, charged"

# A second claim joins a case whose first has had its notice, and one that has had its demand.
"$krav" -C "$home" take "$work/joined.csv" > "$work/said" 2>&1 || stop "$(cat "$work/said")"
no  d-joined      payment_demand    "no_notice|notice_period" "§§ 9, 10"
until_day 2026-02-03
no  d-again       payment_demand    "demand_lives|deadline_running" "§"
tell h-deferred defer --days 35
tell h-objected dispute "I never bought it"
tell h-held hold "waits for the insurer"
tell h-release hold "waits for the insurer"

until_day 2026-02-09
no  l-last-day    legal_notice      "demand_period|deadline_running" "§"

until_day 2026-02-16
yes s-deferred    collection_notice "^collection_notice:"
for name in s-disputed-l s-disputed-h s-disputed-m; do tell $name dispute "I never bought it"; done
for name in s-dead-l s-dead-h; do tell $name died; done
tell s-bankrupt-h bankrupt
tell s-settling-h debt-settlement
tell s-held-h hold "waits for the insurer" --until 2026-05-20
tell s-plan-h plan --parts 3 --first 2026-03-16
tell h-end-plan plan --parts 3 --first 2026-03-16
tell h-judged filing-result judgment
tell c-uplift-4 plan --parts 4 --first 2026-03-16
tell c-uplift-5 plan --parts 5 --first 2026-03-16 --uplift
tell c-uplift-two plan --parts 6 --first 2026-03-16 --uplift
tell c-heavy-plan plan --parts 3 --first 2026-03-02
tell c-heavy-paid paid-direct --amount 1899,00
no  n-due-weekend collection_notice not_due           "§§ 1, 9"
no  n-due-day     collection_notice not_due           "§§ 1, 9"
no  d-again       payment_demand    demand_lives      "§§ 8, 11"
no  l-13          legal_notice      short_deadline    "§§ 9, 10"
no  l-sms         legal_notice      sms_alone         "§ 3 a"
yes l-over        legal_notice      "^legal_notice:"
no  e-13          enforcement_notice short_deadline   "§"
yes e-over        enforcement_notice "^enforcement_notice:"
no  b-consumer    bankruptcy_notice business_only     "konkursloven § 63"
no  b-early       bankruptcy_notice "bankruptcy_wait" "konkursloven § 63"
no  b-14          bankruptcy_notice "short_deadline|bankruptcy_wait" "§"
no  s-disputed-l  legal_notice      open_objection    "§ 17"
no  s-disputed-m  monitoring        open_objection    "§ 17"
no  s-dead-l      legal_notice      debtor_died       "arveloven"
no  c-uplift-4    plan_uplift       few_instalments   "inkassoforskriften § 2-4"
yes c-uplift-5    plan_uplift       "^plan_uplift="
yes c-uplift-two  plan_uplift       "^plan_uplift="
quiet c-uplift-two "the uplift a second time"
no  c-light-again light_costs       "fee_needs_letter|fee_inside_costs|fee_not_priced" "§"
no  c-court       court_fee         fee_court         "rettsgebyrloven"
# The larger of compensation (460,00) and costs, never both (inkassoforskriften § 2-6).
yes c-comp-light  compensation      "^compensation="
most c-comp-light 46000 "compensation beside light costs, in all"
tell c-uplift-list plan --parts 6 --first 2026-03-16 --uplift
yes c-uplift-list plan_uplift       "^plan_uplift="
just c-uplift-list "^plan_uplift=112500$" 1 "the uplift twice in one list, charged"
no  c-uplift-once plan_uplift       "no_plan|few_instalments" "§"
no  c-uplift-rule plan              plan_not_agreed   "§ 2-4"
no  c-heavy-28    heavy_costs       heavy_too_early   "inkassoforskriften § 2-3"
no  c-heavy-two   heavy_costs       heavy_too_early   "inkassoforskriften § 2-3"
no  o-file-demand file              "needs_person|no_provider|demand_period" "§"
yes f-third       reminder          "^reminder:"
no  p-end-unwarned end_plan         plan_not_warned   "§ 8"
yes p-end-warned  plan_broken       "^plan_broken:"
yes p-end-running plan_broken       "^plan_broken:"

until_day 2026-02-17
yes n-after-due   collection_notice "^collection_notice:"
no  p-end-running end_plan          "plan_not_warned|deadline_running" "§ 8"
until_day 2026-02-18
just n-after-due  "^collection_notice:sent" 1 "notice the day after due, sent"
just n-after-due  "_fee=" 0 "its fee, charged"

until_day 2026-03-09
yes s-held        collection_notice "^collection_notice:"
no  c-heavy-28    heavy_costs       heavy_too_early   "inkassoforskriften § 2-3"
yes f-third       reminder          "^reminder:"

until_day 2026-03-10
tell c-heavy-plan end-plan
no  c-heavy-plan  heavy_costs       heavy_uninformed  "inkassoforskriften §§ 2-3, 2-4"
no  c-heavy-paid  heavy_costs       "fee_principal_paid|nothing_owed" "§"
no  s-disputed-h  heavy_costs       open_objection    "§ 17"
no  s-dead-h      heavy_costs       debtor_died       "§"
no  s-bankrupt-h  heavy_costs       bankrupt          "konkursloven"
no  s-settling-h  heavy_costs       debt_settlement   "gjeldsordningsloven"
no  s-held-h      heavy_costs       held              "§ 8"
no  s-plan-h      heavy_costs       "plan_runs|heavy_uninformed" "§"
yes p-end-warned  end_plan          "^plan=no"
no  b-by-rule     bankruptcy_notice bankruptcy_service "konkursloven § 63"
no  m-sms         monitoring        sms_alone         "§ 3 a"
yes m-daily       monitoring        "^monitoring:"
yes m-20-days     monitoring        "^monitoring:"
yes m-45-days     monitoring        "^monitoring:"
until_day 2026-03-11
just f-third      "_fee=" 2 "fees of four reminders, charged"
no  m-daily       monitoring        "monitoring_pace|deadline_running" "§ 8"
# Day 29 after the demand's deadline, and three bank days for an order given on day 28.
until_day 2026-03-12
tell h-objected settle-dispute "the order is signed" --outcome rejected
tell h-held release
until_day 2026-03-13
no  h-deferred    heavy_costs       "heavy_too_early|deferred" "§"
# A claim that comes after the demand has a case of its own: these costs are the first one's alone.
yes h-joined      heavy_costs       "^heavy_costs="
most h-joined     60000 "fees and heavy costs of 1899,00, in all"
no  h-objected    heavy_costs       "heavy_too_early|open_objection" "§"
doubt h-held      "heavy costs the day after a hold that began before the demand's deadline"
no  h-judged      heavy_costs       fee_judged        "inkassoloven § 21"
no  h-release     heavy_costs       held              "§ 8"
no  h-end-plan    heavy_costs       "plan_kept|plan_runs" "§"
poke c-comp-first > /dev/null
most c-comp-first 90000 "compensation first, then light and heavy costs, in all"
yes c-heavy-29    heavy_costs       "^heavy_costs="
yes c-heavy-again heavy_costs       "^heavy_costs="
quiet c-heavy-again "heavy costs a second time"
yes c-heavy-two   heavy_costs       "^heavy_costs="
just c-heavy-two  "^heavy_costs=" 1 "heavy costs twice in one list, charged"
most c-heavy-29   60000 "fees and heavy costs of 1899,00, in all"
most c-heavy-two  60000 "fees and heavy costs of 1899,00, in all"
poke c-comp-heavy > /dev/null
most c-comp-heavy 90000 "a firm's compensation and heavy costs, in all"
until_day 2026-03-17
doubt h-deferred  "heavy costs a week after the time that was given before the demand's deadline ended"
until_day 2026-03-30
no  m-20-days     monitoring        monitoring_pace   "§ 8"
until_day 2026-04-24
yes m-45-days     monitoring        "^monitoring:"

until_day 2026-07-20
yes l-almost-old  legal_notice      "^legal_notice:"
until_day 2026-07-29
no  l-old         legal_notice      demand_spent      "§ 11"
yes e-old         enforcement_notice "^enforcement_notice:"
yes d-renewed     payment_demand    "^payment_demand:"
until_day 2026-07-30
just d-renewed    "^payment_demand:sent" 2 "a new demand after six months, sent"
just d-renewed    "_costs=" 1 "light costs for both, charged"
just nag          "^reminder:sent" "$(count nag '^reminder:sent')" "reminders by a rule that nags daily (in order: see audit), sent"
just nag          "_fee=" 2 "fees of them all, charged"
