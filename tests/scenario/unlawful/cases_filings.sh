# Filings: too soon, too late, twice, on a disputed claim, without notices; what they cost.  Read by run.sh.

open_home filings 2026-03-02
# Taken over with their letters: notice, demand and notice of legal collection, each missed.
ripe="notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-09 demand_deadline=2026-01-23 legal_notice_sent=2026-01-27 legal_notice_deadline=2026-02-10 light_costs=300,00"
due="due=2025-12-01"
for name in fresh; do claim file-c/$name; claim file-e/$name; claim file-b/$name debtor_kind=business; done
claim file-c/noticed notice_sent=2025-12-22 notice_deadline=2026-01-05
claim file-c/demanded notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-09 demand_deadline=2026-01-23 light_costs=300,00
claim file-c/last-day notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-09 demand_deadline=2026-01-23 legal_notice_sent=2026-02-17 legal_notice_deadline=2026-03-03 light_costs=300,00
claim file-c/demand-runs notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-02-23 demand_deadline=2026-03-16 light_costs=300,00
for name in ok ok2 twice told dead bankrupt settling guardian held deferred plan objected complaint rejected paid list; do claim file-c/$name $ripe; done
claim file-two/one $ripe
claim file-heavy/one $ripe
claim file-c/minor $ripe debtor_id=
claim file-c/six notice_sent=2025-08-18 notice_deadline=2025-09-01 demand_sent=2025-09-04 demand_deadline=2025-09-18 legal_notice_sent=2025-09-22 legal_notice_deadline=2025-10-06 light_costs=280,00 due=2025-07-01
claim file-c/six2 notice_sent=2025-08-18 notice_deadline=2025-09-01 demand_sent=2025-09-04 demand_deadline=2025-09-18 legal_notice_sent=2025-09-22 legal_notice_deadline=2025-10-06 light_costs=280,00 due=2025-07-01
claim comp/judged $ripe debtor_kind=business
claim file-c/seven notice_sent=2025-08-08 notice_deadline=2025-08-22 demand_sent=2025-08-29 demand_deadline=2025-09-18 legal_notice_sent=2025-09-22 legal_notice_deadline=2025-10-06 light_costs=280,00 due=2025-07-01
claim file-e/no-id $ripe
claim file-e/no-notice $ripe debtor_id=31856397214 debtor_name="Kari Eksempel"
claim file-e/other $ripe debtor_id=10915596784 debtor_name="Ola Prøve"
claim file-e/judged $ripe debtor_id=18888297827 debtor_name="Siri Mal" judged=2026-02-16 judgment=judgment
claim file-b/person $ripe
claim file-b/firm $ripe debtor_kind=business debtor_id=312597772 light_costs=450,00
claim file-c/barred due=2023-01-16 issued=2023-01-02 notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-09 demand_deadline=2026-01-23 legal_notice_sent=2026-01-27 legal_notice_deadline=2026-02-10 light_costs=300,00
for name in pending uplift awarded awarded2 because; do claim heavy/$name $ripe; done
claim uplift/filed $ripe
claim uplift/withdrawn $ripe
claim notice/pending $ripe
claim demand/pending $ripe
claim reminder/pending $ripe
claim monitor/pending $ripe
claim comp/pending $ripe debtor_kind=business
claim merge/pending $ripe
claim wait/told-soon
claim wait/told-objected
claim wait/told-e $ripe
claim wait/told-dead $ripe
claim wait/result
take_claims

# ---- too soon, too late, without what must come before ------------------------------------------

no  file-c/fresh  file "no_notice|no_demand|no_legal_notice" "inkassoloven §§"
no  file-e/fresh  file "identity_unknown|no_enforcement_notice|no_notice|no_demand" "§"
no  file-b/fresh  file "no_bankruptcy_notice|no_demand" "§"
no  file-c/noticed file "no_demand|no_legal_notice" "§§ 10, 11"
no  file-c/demanded file no_legal_notice "§§ 10, 11"
no  file-c/last-day file "legal_notice_period|deadline_running" "§"
no  file-c/demand-runs file "demand_period|deadline_running|no_legal_notice" "§"
no  file-c/seven  file demand_spent "§ 11"
no  file-c/barred file time_barred "foreldelsesloven"
no  file-e/no-id  file "identity_unknown|no_enforcement_notice" "tvangsfullbyrdelsesloven"
no  file-e/no-notice file no_enforcement_notice "tvangsfullbyrdelsesloven § 4-18"
no  file-e/judged file no_enforcement_notice "tvangsfullbyrdelsesloven § 4-18"
no  file-b/person file "business_only|no_bankruptcy_notice" "konkursloven § 63"
no  file-b/firm   file no_bankruptcy_notice "konkursloven § 63"
yes file-c/ok     file "^asked="
yes file-c/six    file "^asked="
quiet file-c/ok   "the same filing asked for again"
yes file-c/list   file "^asked="
no  file-two/one  file "no_enforcement_notice|identity_unknown|filing_pending|filing_kind" "§"

# ---- the debtor's situation ----------------------------------------------------------------------

tell file-c/dead died
no  file-c/dead   file debtor_died "arveloven"
tell file-c/bankrupt bankrupt
no  file-c/bankrupt file bankrupt "konkursloven"
tell file-c/settling debt-settlement
no  file-c/settling file debt_settlement "gjeldsordningsloven"
tell file-c/guardian guardian --name "Verge Vergesen, Storgata 2, 0155 Oslo"
doubt file-c/guardian "a filing against somebody with a guardian (vergemålsloven)"
tell file-c/held hold "waits"
no  file-c/held   file held "§ 8"
tell file-c/deferred defer --days 30
no  file-c/deferred file deferred "§§ 8, 13"
tell file-c/plan plan --parts 5 --first 2026-03-20
no  file-c/plan   file plan_runs "§§ 8, 13"
tell file-c/paid paid-direct --amount "$(owed file-c/paid)"
no  file-c/paid   file nothing_owed "§ 1"
tell file-c/complaint complaint
no  file-c/complaint file complaint_open "§"
tell file-c/objected dispute "never bought"
no  file-c/objected file "disputed_to_court|open_objection" "§"
tell file-c/rejected dispute "never bought"
tell file-c/rejected settle-dispute "signed" --outcome rejected
no  file-c/rejected file answer_period "§ 8"

# ---- what a person tells was filed ---------------------------------------------------------------

refused wait/told-soon "no_notice|no_demand|no_legal_notice" "§" filed --kind conciliation
refused wait/told-soon "no_notice|no_demand|identity_unknown|no_enforcement_notice" "§" filed --kind enforcement
refused wait/told-soon "business_only|no_demand|no_bankruptcy_notice" "§" filed --kind bankruptcy
refused wait/told-e "no_enforcement_notice|identity_unknown" "§" filed --kind enforcement
refused wait/told-soon "usage|served_early|business_only|no_demand" "" notice-served
tell wait/told-dead died
refused wait/told-dead debtor_died "" filed --kind conciliation
refused file-c/seven demand_spent "§ 11" filed --kind conciliation
accepted file-c/told filed --kind conciliation
refused file-c/told filing_pending "" filed --kind conciliation
refused file-c/told "filing_pending|no_enforcement_notice|identity_unknown" "" filed --kind enforcement
quiet file-c/told "a filing asked for while one is pending"
refused file-c/barred time_barred "foreldelsesloven" filed --kind conciliation
refused file-c/plan plan_runs "" filed --kind conciliation
refused file-c/complaint complaint_open "" filed --kind conciliation
refused file-c/twice "usage" "" filed --kind conciliation --on 2026-03-04
refused file-c/twice "legal_notice_period|usage|deadline_running|no_legal_notice" "" filed --kind conciliation --on 2026-02-10
accepted file-c/twice filed --kind conciliation --on 2026-02-27
refused wait/result "usage" "" filing-result judgment --kind conciliation

# ---- costs while the board has it ----------------------------------------------------------------

for name in heavy/pending notice/pending demand/pending reminder/pending monitor/pending comp/pending merge/pending; do
    accepted $name filed --kind conciliation
done
no  heavy/pending heavy_costs fee_filed "§ 21"
no  comp/pending  compensation "fee_filed" "§ 21"
poke notice/pending > /dev/null; poke reminder/pending > /dev/null
doubt demand/pending "a payment demand while the board has the case"
doubt monitor/pending "a monitoring letter while the board has the case"
no  merge/pending merge "merge_none|merge_court" "§"
tell uplift/filed plan --parts 5 --first 2026-03-20 --uplift
yes uplift/filed  plan_uplift "^plan_uplift=112500"
tell uplift/withdrawn filed --kind conciliation
tell uplift/withdrawn filing-result withdrawn
refused uplift/withdrawn uplift_filed "§ 2-4" plan --parts 6 --first 2026-03-20 --uplift
tell uplift/withdrawn plan --parts 6 --first 2026-03-20
no  uplift/withdrawn plan_uplift "uplift_filed|uplift_untold" "§ 2-4"
for name in awarded awarded2 because; do tell heavy/$name filed --kind conciliation; done

until_day 2026-03-04
just notice/pending "_fee=" 0 "fee of a notice while the board has the case, charged"
just reminder/pending "_fee=" 0 "fee of a reminder while the board has the case, charged"
# 2 071 and half of 1 345 beside collection costs (tvisteloven § 6-13).
refused heavy/awarded costs_awarded "tvisteloven § 6-13" filing-result judgment --amount 2743,51
accepted heavy/awarded filing-result judgment --amount 2743,50
no  heavy/awarded heavy_costs "fee_judged|fee_filed" "§ 21"
refused heavy/awarded "usage|filing_kind|costs_awarded|fee_judged|no_basis" "" filing-result judgment --amount 2743,50
tell comp/judged filed --kind conciliation
tell comp/judged filing-result judgment
accepted heavy/because filing-result judgment --amount 9000,00 --because "the board's own words"
accepted heavy/awarded2 filing-result denied
no  heavy/awarded2 heavy_costs "fee_judged|nothing_owed|fee_filed|held" "§"
until_day 2026-03-05
no  file-c/six2   file demand_spent "§ 11"
refused file-c/six2 demand_spent "§ 11" filed --kind conciliation
accepted file-c/six2 filed --kind conciliation --on 2026-03-04
no  comp/judged   compensation "fee_judged" "§ 21"
# A filing on a plan that missed its instalment: the plan ends, and the addition with it.
until_day 2026-04-07
tell uplift/filed end-plan
just uplift/filed "^plan_uplift=112500" 1 "the addition before the filing"
before=$(balance uplift/filed costs_ore)
accepted uplift/filed filed --kind conciliation
is uplift/filed "the addition taken away by the filing, in øre" "$((before - $(balance uplift/filed costs_ore)))" 112500
verified filings

# ---- enforcement and bankruptcy, each with its notice --------------------------------------------

open_home filings2 2026-03-02
late="notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-26 demand_deadline=2026-02-09 light_costs=300,00"
claim enforce/ok $late debtor_id=$(person 60) debtor_name="Enforced"
claim enforce/person $late debtor_id=$(person 61) debtor_name="Enforced Too"
claim wait/early $late debtor_kind=business debtor_id=312597772 light_costs=450,00
claim wait/served $late debtor_kind=business debtor_id=311000012 light_costs=450,00
claim file-b/served $late debtor_kind=business debtor_id=311758489 creditor_org=311000012 light_costs=450,00
claim notice/disputed disputed=yes
claim wait/letters
claim n-demand/letters notice_sent=2026-02-02 notice_deadline=2026-02-16
claim wait/judged $late
claim wait/fee $late legal_notice_sent=2026-02-11 legal_notice_deadline=2026-02-25
take_claims
no  notice/disputed collection_notice open_objection "§ 17"
refused wait/letters no_notice "" send --letter payment_demand --days 14
refused wait/letters short_deadline "" send --letter collection_notice --days 13
refused wait/letters not_closed "" send --letter closing
refused wait/letters "nothing_paid" "" send --letter receipt
refused n-demand/letters short_deadline "" send --letter payment_demand --days 13
refused wait/letters "bankruptcy_service|business_only|no_demand|usage" "" send --letter bankruptcy_notice --days 28
poke enforce/ok > /dev/null
refused enforce/ok "no_enforcement_notice|enforcement_period" "" filed --kind enforcement
# Four weeks after 26 January is 23 February; two weeks to pay are over on 9 March, two more on 23 March.
refused wait/early served_early "konkursloven § 63" notice-served --on 2026-02-22 --reference a
accepted wait/served notice-served --on 2026-02-23 --reference b
accepted file-b/served notice-served --on 2026-02-23 --reference c
refused wait/served bankruptcy_period "konkursloven § 63" filed --kind bankruptcy
refused wait/early costs_awarded "" notice-served --on 2026-03-02 --amount 672,51 --reference d
refused wait/fee court_fee_most rettsgebyrloven filed --kind conciliation --amount 5000,00
refused wait/fee court_fee_most rettsgebyrloven filed --kind conciliation --amount 2071,01
tell wait/judged dispute "not mine"
refused wait/judged "open_objection|no_enforcement_notice|identity_unknown" "" filed --kind enforcement
until_day 2026-03-09
refused wait/served bankruptcy_period "konkursloven § 63" filed --kind bankruptcy
until_day 2026-03-13          # and three bank days for an order given on the last day
yes file-b/served file "^asked="
until_day 2026-03-17
refused enforce/ok enforcement_period "tvangsfullbyrdelsesloven § 4-18" filed --kind enforcement
until_day 2026-03-24
refused wait/served bankruptcy_spent "konkursloven § 63" filed --kind bankruptcy
accepted wait/served filed --kind bankruptcy --on 2026-03-23
accepted enforce/ok filed --kind enforcement
refused enforce/ok costs_awarded "" filing-result attachment --amount 1600,51
accepted enforce/ok filing-result attachment --amount 1600,50
verified filings2
