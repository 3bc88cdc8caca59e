# Instalments, what a breach or an objection costs, prices above the law.  Read by run.sh.

open_home plans 2026-03-02
late="notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-26 demand_deadline=2026-02-09 light_costs=300,00"
ready="notice_sent=2026-02-02 notice_deadline=2026-02-16"
for name in two adjust fewer four paid disputed dead bankrupt settling barred guardian before filed objected breach \
    restored restored2 rejected upheld partly; do claim uplift/$name $late; done
claim uplift/barred2 $late due=2023-01-16
for name in kept over breach restored rejected held; do claim heavy/$name $late; done
for name in demand legal monitor enforce reminder notice offer call file-c plan end_plan defer merge close; do claim $name/kept $late phone=90000001; done
for name in breach order upheld rejected withdrawn; do claim notice/$name; claim n-demand/$name $ready; done
claim reminder/breach
claim comp/breach $late debtor_kind=business light_costs=450,00
claim comp/rejected debtor_kind=business
claim comp/plan $late debtor_kind=business light_costs=450,00
claim wait/restore $late
claim wait/none $late
claim wait/terms principal=19000,00
claim uplift/untold $late
claim uplift/adj $late
claim uplift/adj3 $late
claim wait/offer-none
claim wait/offer-disputed
claim wait/offer-dead
claim wait/offer-barred due=2023-01-16
claim heavy/adj $late
claim wait/terms2 principal=19000,00
take_claims

# ---- a plan that is kept -------------------------------------------------------------------------

for name in demand legal monitor enforce reminder notice offer call file-c plan end_plan defer merge close; do
    tell $name/kept plan --parts 5 --first 2026-03-20
done
no  demand/kept   payment_demand "plan_runs|demand_lives" "§"
no  legal/kept    legal_notice   plan_runs "§§ 8, 13"
no  monitor/kept  monitoring     plan_runs "§§ 8, 13"
no  enforce/kept  enforcement_notice plan_runs "§§ 8, 13"
no  reminder/kept reminder       plan_runs "§§ 8, 13"
no  notice/kept   collection_notice plan_runs "§§ 8, 13"
no  offer/kept    plan_offer     plan_runs "§§ 8, 13"
no  call/kept     call           plan_runs "§§ 8, 13"
no  file-c/kept   file           "plan_runs|no_legal_notice" "§"
no  plan/kept     plan           "plan_runs|plan_not_agreed" "§"
no  end_plan/kept end_plan       plan_kept "§§ 8, 13"
no  merge/kept    merge          "merge_none|merge_person|plan_runs" "§"
no  close/kept    close          money_open "§ 13"
doubt defer/kept  "time given beside a kept plan"
tell heavy/kept   plan --parts 3 --first 2026-03-20
no  heavy/kept    heavy_costs    "plan_runs|heavy_uninformed|heavy_too_early" "§"

# ---- what a person may not agree to --------------------------------------------------------------

refused wait/terms "plan_parts|usage" "" plan --parts 1 --first 2026-03-20
refused wait/terms "plan_parts|usage" "" plan --parts 61 --first 2026-03-20
refused wait/terms "plan_first|usage" "" plan --parts 3 --first 2026-03-03
refused wait/terms "plan_first|usage" "" plan --parts 3 --first 2026-02-20
refused wait/terms "plan_first|usage" "" plan --parts 3 --first 2026-06-30
accepted wait/terms2 plan --parts 24 --first 2026-06-01
accepted wait/terms plan --parts 60 --first 2026-06-01
tell uplift/disputed dispute "not mine"
refused uplift/disputed open_objection "§ 17" plan --parts 5 --first 2026-03-20
tell uplift/dead died
refused uplift/dead debtor_died "arveloven" plan --parts 5 --first 2026-03-20
tell uplift/bankrupt bankrupt
refused uplift/bankrupt bankrupt "konkursloven" plan --parts 5 --first 2026-03-20
tell uplift/settling debt-settlement
refused uplift/settling debt_settlement "gjeldsordningsloven" plan --parts 5 --first 2026-03-20
refused uplift/barred2 time_barred "foreldelsesloven" plan --parts 5 --first 2026-03-20

# ---- the addition for more than four -------------------------------------------------------------

tell uplift/four plan --parts 4 --first 2026-03-20
no  uplift/four   plan_uplift few_instalments "§ 2-4"
tell uplift/two plan --parts 5 --first 2026-03-20 --uplift
yes uplift/two    plan_uplift "^plan_uplift=112500"
quiet uplift/two  "the addition a second time"
tell uplift/two end-plan
unsure uplift/two "instalments agreed anew on the same day" plan --parts 6 --first 2026-03-20 --uplift
quiet uplift/two  "the addition for a second plan"
just uplift/two   "^plan_uplift=" 1 "the addition for two plans, charged"
tell uplift/untold plan --parts 5 --first 2026-03-20
no  uplift/untold plan_uplift uplift_untold "§ 2-4"
tell uplift/adj plan --parts 5 --first 2026-03-20 --uplift
yes uplift/adj    plan_uplift "^plan_uplift=112500"
accepted uplift/adj adjust-plan "smaller" --parts 8 --uplift
poke uplift/adj > /dev/null
just uplift/adj   "^plan_uplift=" 1 "the addition of a plan that was adjusted, charged"
tell uplift/adj3 plan --parts 3 --first 2026-03-20
unsure uplift/adj3 "a plan of three made one of six" adjust-plan "smaller" --parts 6 --uplift
poke uplift/adj3 > /dev/null; poke uplift/adj3 > /dev/null
together 142500 "costs and the addition of a plan that was adjusted" uplift/adj3
refused wait/offer-none "no_plan|usage" "" adjust-plan "x" --parts 4
refused wait/offer-none no_offer "" accept-plan
refused uplift/adj "plan_parts|usage" "" adjust-plan "x" --parts 61
tell wait/offer-disputed dispute "not mine"
refused wait/offer-disputed open_objection "§ 17" offer-plan --parts 5 --first 2026-03-20
tell wait/offer-dead died
refused wait/offer-dead debtor_died "arveloven" offer-plan --parts 5 --first 2026-03-20
refused wait/offer-barred time_barred "foreldelsesloven" offer-plan --parts 5 --first 2026-03-20
tell heavy/adj plan --parts 3 --first 2026-03-20
tell heavy/adj adjust-plan "smaller" --parts 4
no  heavy/adj     heavy_costs "plan_runs|heavy_uninformed|heavy_too_early" "§"
tell uplift/adjust plan --parts 3 --first 2026-03-20
no  uplift/adjust plan_uplift few_instalments "§ 2-4"
tell uplift/fewer plan --parts 5 --first 2026-03-20 --uplift
yes uplift/fewer  plan_uplift "^plan_uplift=112500"
tell uplift/filed plan --parts 5 --first 2026-03-20 --uplift
yes uplift/filed  plan_uplift "^plan_uplift=112500"
refused uplift/filed "plan_runs|no_legal_notice" "" filed --kind conciliation
tell uplift/paid plan --parts 5 --first 2026-03-20 --uplift
tell uplift/paid paid-direct --amount 1899,00
no  uplift/paid   plan_uplift "fee_principal_paid|nothing_owed" "§"
tell uplift/objected plan --parts 5 --first 2026-03-20 --uplift
tell uplift/objected dispute "not mine"
no  uplift/objected plan_uplift open_objection "§ 17"
tell comp/plan plan --parts 5 --first 2026-03-20
no  comp/plan     compensation plan_runs "§"

# ---- after a breach ------------------------------------------------------------------------------

tell uplift/breach plan --parts 5 --first 2026-03-20 --uplift
accepted uplift/breach breach "threatened" --rule good_practice
no  uplift/breach plan_uplift costs_lost "§ 17"
is uplift/breach  "costs owed after a breach, in øre" "$(balance uplift/breach costs_ore)" 0
tell heavy/breach breach "threatened" --rule order
no  heavy/breach  heavy_costs "costs_lost" "§ 17"
tell comp/breach breach "threatened" --rule good_practice
doubt comp/breach "compensation of § 3 a after a breach of good practice"
tell notice/breach breach "rude call" --rule good_practice
poke notice/breach > /dev/null
tell reminder/breach breach "rude call" --rule good_practice
poke reminder/breach > /dev/null
tell n-demand/breach breach "rude call" --rule good_practice
poke n-demand/breach > /dev/null
tell n-demand/order breach "notice was vague" --rule notice
poke n-demand/order > /dev/null

refused wait/restore "usage" "" restore-costs "the board said so"
tell wait/restore breach "threatened" --rule good_practice
is wait/restore   "costs owed after a breach, in øre" "$(balance wait/restore costs_ore)" 0
refused wait/restore "usage" "" restore-costs
accepted wait/restore restore-costs "the board found none"
is wait/restore   "costs owed when the board found no breach, in øre" "$(balance wait/restore costs_ore)" 30000
refused wait/restore "usage" "" restore-costs "once more"
is wait/restore   "costs restored twice, in øre" "$(balance wait/restore costs_ore)" 30000
tell uplift/restored breach "threatened" --rule good_practice
tell uplift/restored restore-costs "the board found none"
refused uplift/restored "usage" "" breach "x" --rule phone

# ---- after an objection --------------------------------------------------------------------------

tell uplift/upheld dispute "paid before"
tell uplift/upheld settle-dispute "she is right" --outcome upheld
is uplift/upheld  "costs owed after an objection that was right, in øre" "$(balance uplift/upheld costs_ore)" 0
doubt uplift/upheld "an addition for instalments after an objection that was right"
tell uplift/partly dispute "half is right"
tell uplift/partly settle-dispute "half is right" --outcome partly
is uplift/partly  "costs owed after an objection that was partly right, in øre" "$(balance uplift/partly costs_ore)" 0
tell notice/upheld dispute "paid before"
tell notice/upheld settle-dispute "she is right" --outcome upheld
poke notice/upheld > /dev/null
tell heavy/rejected dispute "not mine"
tell heavy/rejected settle-dispute "signed" --outcome rejected
tell n-demand/upheld dispute "paid before"
tell n-demand/upheld settle-dispute "she is right" --outcome upheld
poke n-demand/upheld > /dev/null

until_day 2026-03-04
just notice/breach "_fee=" 0 "fee of a notice after a breach, charged"
just reminder/breach "_fee=" 0 "fee of a reminder after a breach, charged"
together 0 "costs of a demand after a breach" n-demand/breach
together 0 "costs of a demand after a breach of § 9" n-demand/order
together 0 "fee of a notice after an objection that was right" notice/upheld
together 0 "light costs of a demand after an objection that was right" n-demand/upheld
just n-demand/upheld "^payment_demand:sent" 0 "a demand after an objection that was right, sent"
until_day 2026-03-20
no  heavy/rejected heavy_costs "heavy_too_early|answer_period|costs_lost" "§"
until_day 2026-04-07
tell uplift/fewer end-plan
tell uplift/fewer plan --parts 3 --first 2026-04-20
doubt uplift/fewer "the addition of a plan of five stands beside a plan of three"
until_day 2026-05-11
tell heavy/kept end-plan
no  heavy/kept    heavy_costs heavy_uninformed "§§ 2-3, 2-4"
tell uplift/adjust end-plan
tell uplift/adjust plan --parts 6 --first 2026-05-20 --uplift
poke uplift/adjust > /dev/null
just uplift/adjust "^plan_uplift=" 1 "the addition of the second plan, charged"

verified plans

# ---- nothing is asked for that was found not to be owed ------------------------------------------

open_home upheld 2026-03-02
late="notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-12 demand_deadline=2026-01-26 light_costs=300,00"
for name in heavy call offer monitor legal enforce reminder uplift comp file-c; do claim $name/upheld $late phone=90000001; done
claim comp/firm-upheld debtor_kind=business
claim wait/upheld $late
claim wait/upheld-restored $late
take_claims
for name in heavy/upheld call/upheld offer/upheld monitor/upheld legal/upheld enforce/upheld reminder/upheld uplift/upheld comp/firm-upheld file-c/upheld wait/upheld wait/upheld-restored; do
    tell $name dispute "paid before"
    tell $name settle-dispute "she is right" --outcome upheld
done
no  reminder/upheld reminder upheld "§§ 8, 17"
no  legal/upheld legal_notice upheld "§§ 8, 17"
no  enforce/upheld enforcement_notice upheld "§§ 8, 17"
no  monitor/upheld monitoring upheld "§§ 8, 17"
no  offer/upheld plan_offer upheld "§§ 8, 17"
no  call/upheld call upheld "§§ 8, 17"
no  comp/firm-upheld compensation upheld "§§ 8, 17"
unsure wait/upheld-restored "costs of an objection that was right are made to be owed after all" restore-costs "we think otherwise"
refused uplift/upheld upheld "§§ 8, 17" plan --parts 5 --first 2026-03-20
refused wait/upheld upheld "§§ 8, 17" filed --kind conciliation
no  file-c/upheld file upheld "§§ 8, 17"
accepted wait/upheld settle-dispute "half of it was right" --outcome partly
accepted wait/upheld plan --parts 3 --first 2026-03-20
until_day 2026-04-20
no  heavy/upheld heavy_costs upheld "§§ 8, 17"

# ---- prices above the law ------------------------------------------------------------------------

open_home prices 2026-03-02
agreement() {   # agreement WHY yes|no LINE: an import of these prices
    printf '[agreement 311758489]\nfrom = 2026-06-01\nlevel = normal\nletter_fees = yes\nletter_fee_owner = creditor\nallocation = costs interest principal\nremainder_max = 100,00\ngrace_bank_days = 3\n%s\n' "$3" > "$work/a.ini"
    if "$krav" -C "$home" agreement import "$work/a.ini" > "$work/said" 2>&1; then answer=yes; else answer=no; fi
    if [ $answer = "$2" ]; then ok agreement "$1: $answer: $(head -n 1 "$work/said" | cut -c1-120)"
    else fail agreement "$1: imported: $answer: $(head -n 1 "$work/said" | cut -c1-120)"; fi
}
agreement "a hundred and one percent of the light costs" no "light_costs = 101"
agreement "a hundred and one percent of the heavy costs" no "heavy_costs = 101"
agreement "a letter at 38,01" no "letter_fee = 38,01"
agreement "a negative letter fee" no "letter_fee = -1,00"
agreement "a letter at 38,00" yes "letter_fee = 38,00"
agreement "all of the costs" yes "light_costs = 100"
