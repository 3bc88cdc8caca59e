# What is lost by time (foreldelsesloven), and what may be agreed as interest.  Read by run.sh.

open_home limitation 2026-01-12
# Due 10 January 2023: three years end on Saturday 10 January 2026, so Monday 12 January is the last day.
# The home's first work is done on that day; the cases are poked on the 13th.
all="notice reminder demand legal enforce monitor offer heavy uplift comp plan defer call file-c file-e close merge e-notice"
late="notice_sent=2025-10-01 notice_deadline=2025-10-15 demand_sent=2025-10-20 demand_deadline=2025-11-03 light_costs=280,00"
for name in $all; do claim $name/barred due=2023-01-10 $late phone=90000001 email=a@eksempel.invalid; done
claim notice/last due=2023-01-11
claim notice/last2 due=2023-01-13
claim comp/firm-barred due=2023-01-10 debtor_kind=business
claim notice/loan9 due=2017-02-01 basis=loan
claim notice/loan11 due=2015-01-10 basis=loan
claim notice/paper9 due=2017-02-01 basis=debt_instrument
claim notice/credit4 due=2022-01-10 basis=seller_credit
claim notice/sale4 due=2022-01-10 basis=sale
claim notice/delivered due=2023-02-20 issued=2023-01-20 delivered=2023-01-05
claim notice/delivered-agreed due=2023-02-20 issued=2023-01-20 delivered=2023-01-05 term_agreed=yes
claim notice/judged9 due=2014-01-10 judged=2017-02-01 judgment=judgment
claim notice/judged11 due=2010-03-01 judged=2014-12-01 judgment=judgment
claim notice/acknowledged due=2023-01-10
claim notice/agreed-late due=2023-01-10
claim notice/agreed due=2023-03-01
claim notice/agreed4 due=2023-03-01
claim notice/agreed-ten due=2023-03-01
claim notice/paid due=2023-01-10
claim notice/dispute due=2023-01-10
claim notice/extended due=2023-01-10
claim notice/extended11 due=2023-03-01
claim wait/loan9 due=2017-02-01 basis=loan
claim wait/estate due=2023-01-10
claim wait/filed due=2023-03-01 notice_sent=2025-10-01 notice_deadline=2025-10-15 demand_sent=2025-10-20 demand_deadline=2025-11-03 legal_notice_sent=2025-11-05 legal_notice_deadline=2025-11-19 light_costs=280,00
claim wait/withdrawn due=2023-01-20 notice_sent=2025-10-01 notice_deadline=2025-10-15 demand_sent=2025-10-20 demand_deadline=2025-11-03 legal_notice_sent=2025-11-05 legal_notice_deadline=2025-11-19 light_costs=280,00
take_claims
echo "agreed" > "$work/paper"; signed=$work/paper

# ---- the day after the last day: every new rule --------------------------------------------------

no  notice/barred collection_notice time_barred "foreldelsesloven"
no  reminder/barred reminder      time_barred "foreldelsesloven"
no  demand/barred payment_demand  "time_barred|demand_lives" "§"
no  legal/barred  legal_notice    time_barred "foreldelsesloven"
no  enforce/barred enforcement_notice time_barred "foreldelsesloven"
no  monitor/barred monitoring     time_barred "foreldelsesloven"
no  offer/barred  plan_offer      time_barred "foreldelsesloven"
no  heavy/barred  heavy_costs     time_barred "foreldelsesloven"
no  uplift/barred plan_uplift     "time_barred|no_plan" "§"
no  comp/firm-barred compensation time_barred "foreldelsesloven"
no  plan/barred   plan            "time_barred|plan_not_agreed" "§"
doubt defer/barred "time given for a claim that is lost: nothing is asked, but it looks owed"
no  call/barred   call            time_barred "foreldelsesloven"
no  file-c/barred file            time_barred "foreldelsesloven"
no  file-e/barred file            "time_barred|no_enforcement_notice|identity_unknown" "§"
no  e-notice/barred collection_notice time_barred "foreldelsesloven"
no  merge/barred  merge           "time_barred|merge_none" "§"
refused heavy/barred time_barred "foreldelsesloven" plan --parts 3 --first 2026-02-02
refused heavy/barred "time_barred|demand_spent|no_legal_notice" "" filed --kind conciliation
refused heavy/barred time_barred "foreldelsesloven" send --letter collection_notice --days 14
yes notice/last2  collection_notice "^collection_notice:"
yes notice/loan9  collection_notice "^collection_notice:"
no  notice/loan11 collection_notice time_barred "foreldelsesloven"
yes notice/paper9 collection_notice "^collection_notice:"
no  notice/credit4 collection_notice time_barred "foreldelsesloven"
no  notice/sale4  collection_notice time_barred "foreldelsesloven"
no  notice/delivered collection_notice time_barred "foreldelsesloven"
yes notice/delivered-agreed collection_notice "^collection_notice:"
yes notice/judged9 collection_notice "^collection_notice:"
no  notice/judged11 collection_notice time_barred "foreldelsesloven"

# ---- what revives nothing ------------------------------------------------------------------------

unsure notice/acknowledged "an acknowledgement told after the claim was lost" acknowledged
no  notice/acknowledged collection_notice time_barred "foreldelsesloven"
refused notice/acknowledged "usage|time_barred" "" acknowledged --on 2026-02-01
unsure notice/acknowledged "an acknowledgement told late, of before the claim was lost" acknowledged --on 2026-01-12
doubt notice/acknowledged "a notice on an acknowledgement of the last day, told after it"
unsure notice/agreed-late "an agreement on limitation told after the claim was lost" limitation-agreed --until 2027-01-10 --document "$signed"
no  notice/agreed-late collection_notice time_barred "foreldelsesloven"
refused notice/agreed "usage" "foreldelsesloven § 28" limitation-agreed --until 2029-01-14 --document "$signed"
accepted notice/agreed limitation-agreed --until 2029-01-13 --document "$signed"
refused notice/agreed4 "usage" "foreldelsesloven § 28" limitation-agreed --until 2029-03-03 --document "$signed"
refused notice/agreed4 "usage" "" limitation-agreed --until 2020-03-01 --document "$signed"
refused notice/agreed-ten "usage" "foreldelsesloven § 28" limitation-agreed --until 2036-03-03 --document "$signed"
refused notice/agreed-ten "usage" "" limitation-agreed --until 2026-01-20 --document "$signed"
tell notice/paid  paid-direct --amount 500,00
no  notice/paid   collection_notice time_barred "foreldelsesloven"
refused notice/extended11 "usage" "" limitation-extended "hindrance" --until 2037-03-03
refused notice/extended "usage" "" limitation-extended --until 2027-01-11
unsure notice/extended "more time by § 10 after the three years" limitation-extended "did not know the debtor" --until 2027-01-11
refused wait/estate "usage" "" estate-claimed
tell wait/withdrawn filed --kind conciliation
tell wait/withdrawn filing-result withdrawn

# ---- interest older than three years -------------------------------------------------------------

# 1899,00 from 2017-02-01; of it only what fell due after 13 January 2023.
# At 12,50 at most: three years of it are 712,13; nine would be over 1 700.
interest=$(balance wait/loan9 interest_ore)
if [ "$interest" -gt 60000 ] && [ "$interest" -le 71213 ]; then ok wait/loan9 "interest of a loan that is nine years late, of three years: $interest"
else fail wait/loan9 "interest of a loan that is nine years late, of three years: $interest, at most 71213"; fi
until_day 2026-01-21
refused wait/withdrawn "time_barred" "" filed --kind conciliation
refused wait/withdrawn "time_barred" "" plan --parts 3 --first 2026-02-20
until_day 2026-03-03
no  notice/agreed4 collection_notice time_barred "foreldelsesloven"
yes notice/agreed collection_notice "^collection_notice:"
verified limitation

# ---- agreed interest -----------------------------------------------------------------------------

# The statutory rate of the first half of 2026 is 12,00, of the second half of 2025 12,25.
open_home rates 2026-03-02
claim wait/consumer rate=12,01 due=2026-01-15 debtor_kind=consumer
not_taken "a consumer's agreed rate above the statutory" "rate\|rente"
claim wait/consumer-low rate=10,00 due=2026-01-15
known_taken "a consumer's agreed rate below the statutory"
claim wait/firm20 rate=20,00 due=2026-01-15 debtor_kind=business
taken "a firm's agreed rate eight points above the statutory"
claim wait/firm2001 rate=20,01 due=2026-01-15 debtor_kind=business
not_taken "a firm's agreed rate more than eight points above" "rate\|rente"
claim wait/firm2025 rate=20,25 due=2025-12-15 debtor_kind=business
taken "the same in 2025: 20,25"
claim wait/firm2026 rate=20,26 due=2025-12-15 debtor_kind=business
not_taken "the same in 2025: 20,26" "rate\|rente"
claim wait/from-before interest_from=2025-06-01 due=2026-01-15
claim wait/from-due due=2026-01-15
take_claims
is wait/from-before "interest that a creditor wants from before the due day, in øre" "$(balance wait/from-before interest_ore)" "$(balance wait/from-due interest_ore)"
claim wait/loan-rate rate=18,00 due=2026-01-15 basis=loan
not_taken "a consumer's loan at an agreed rate above the statutory" "rate\|rente"
claim wait/overcharged notice_sent=2026-02-02 notice_deadline=2026-02-16 demand_sent=2026-02-17 demand_deadline=2026-03-03 light_costs=300,01 due=2026-01-10
not_taken "light costs of an older system above the law" "costs\|salær"
claim wait/fee notice_sent=2026-02-02 notice_deadline=2026-02-16 due=2026-01-10
taken "a notice without a fee"
claim wait/fee39 reminder_fee=39,00 notice_sent=2026-02-02 notice_deadline=2026-02-16 due=2026-01-10
not_taken "a reminder fee of 39,00" "fee\|gebyr"
claim wait/early notice_fee=38,00 notice_sent=2026-01-23 notice_deadline=2026-02-16 due=2026-01-10
not_taken "a fee of a notice thirteen days after due" "fee\|gebyr"
claim wait/court notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-09 demand_deadline=2026-01-23 light_costs=300,00 heavy_costs=300,00
taken "heavy costs of an older system, five weeks after the demand's deadline"
claim wait/court28 notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-09 demand_deadline=2026-02-03 light_costs=300,00 heavy_costs=300,00
not_taken "heavy costs of an older system, on day 28" "heavy_costs.*2026-03-04"
claim wait/court600 notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-09 demand_deadline=2026-01-23 light_costs=300,00 heavy_costs=300,01
not_taken "light and heavy costs above the law" "at most 600,00"
claim wait/interest interest_brought=5000,00 interest_to=2026-03-01 due=2026-01-10
not_taken "5 000,00 interest of three months on 1 899,00" "interest\|rente"
