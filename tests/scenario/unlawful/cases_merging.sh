# Claims of one creditor on one debtor: what may not be made one, and one salary for all.  Read by run.sh.

open_home merging 2026-03-02
ready="notice_sent=2026-02-02 notice_deadline=2026-02-16"
late="notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-09 demand_deadline=2026-01-23 light_costs=300,00"
small="principal=400,00"
for name in objected rejected apart deferred held plan dead ok into filed given; do two merge merge $name $ready; done
two merge merge judged $late b.judged=2026-02-16 b.judgment=judgment
two merge merge status b.notice_sent=2026-02-02 b.notice_deadline=2026-02-16 a.notice_sent=2025-12-22 a.notice_deadline=2026-01-05 a.demand_sent=2026-01-09 a.demand_deadline=2026-01-23 a.light_costs=300,00
two merge merge running $ready b.notice_sent=2026-02-23 b.notice_deadline=2026-03-16
two merge merge creditor $ready b.creditor_org=311000012
two merge merge department $ready b.department=B a.department=A
two merge merge barred $ready b.due=2023-01-16
two merge merge not-due a.notice_sent=2026-02-02 a.notice_deadline=2026-02-16 b.due=2026-06-01
two merge merge lost $ready
claim merge/name-a $ready debtor_name="Kari Nordmann" address1="Storgata 1" old_kid="$(kid 901)"
claim merge/name-b $ready debtor_name="Kari Nordmann" address1="Storgata 1" old_kid="$(kid 902)" debtor_kind=business
two n-demand n-demand same $ready $small
two n-demand n-demand next $ready $small
two n-demand n-demand dept $ready $small a.department=A b.department=B
two n-demand n-demand kept $ready $small
two n-demand n-demand after $ready $small
two d-heavy d-heavy heavy $ready $small
two heavy heavy taken $small notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-09 demand_deadline=2026-01-23 light_costs=187,50
two d-uplift d-uplift uplift $ready $small
two heavy heavy joined $small notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-09 demand_deadline=2026-01-23 light_costs=187,50
take_claims

# ---- what may not be one -------------------------------------------------------------------------

tell merge/objected-b dispute "never bought"
no  merge/objected-a merge merge_objection "§ 17"
no  merge/objected-b merge "merge_objection|open_objection" "§ 17"
refused merge/objected-a merge_objection "§ 17" merge
tell merge/rejected-b dispute "never bought"
tell merge/rejected-b settle-dispute "signed" --outcome rejected
no  merge/rejected-a merge merge_objection "§ 17"
tell merge/apart-b keep-apart
no  merge/apart-a merge merge_apart "§ 8"
refused merge/apart-a merge_apart "§ 8" merge
tell merge/deferred-b defer --days 30
no  merge/deferred-a merge "deferred|merge_person|merge_status|merge_underway" "§"
refused merge/deferred-a "deferred|merge_person|merge_status|merge_underway" "§" merge
tell merge/held-b hold "waits"
no  merge/held-a  merge "held|merge_person" "§"
tell merge/plan-b plan --parts 5 --first 2026-03-20
no  merge/plan-a  merge "plan_runs|merge_person" "§"
refused merge/plan-a "plan_runs|merge_person" "§" merge
tell merge/dead-a died
doubt merge/dead-a "a merge of the cases of somebody who died: nothing is asked by it"
tell merge/lost-b breach "rude" --rule good_practice
no  merge/lost-a  merge "merge_person|merge_status|merge_objection|costs_lost" "§"
no  merge/judged-a merge merge_court "§"
no  merge/status-a merge merge_status "§ 17"
no  merge/running-a merge "deadline_running|merge_status|merge_underway" "§"
refused merge/running-a "deadline_running|merge_status|merge_underway" "§" merge
no  merge/creditor-a merge merge_none "§"
no  merge/department-a merge merge_none "§"
no  merge/barred-a merge "time_barred|merge_person|merge_status" "§"
refused merge/barred-a "time_barred|merge_person|merge_status" "§" merge
no  merge/not-due-a merge "not_due|merge_status" "§"
no  merge/name-a  merge merge_none "§"
refused merge/into-a "merge_none|usage" "" merge --into "$(number merge/name-a)"
refused merge/into-a "merge_none|usage" "" merge --into "$(number merge/into-a)"
refused merge/creditor-a "merge_none|usage" "" merge --into "$(number merge/creditor-b)"
yes merge/ok-b    merge "^closed=2026"
quiet merge/ok-b  "a merge of what is merged"

# ---- one salary ----------------------------------------------------------------------------------

# 400,00 and 400,00: two salaries would be 375,00; of 800,00 it is 262,50, heavy 525,00.
tell n-demand/kept-a keep-apart
for name in same dept kept; do poke n-demand/$name-a > /dev/null; poke n-demand/$name-b > /dev/null; done
poke n-demand/next-a > /dev/null
poke n-demand/after-a > /dev/null
until_day 2026-03-04
for name in same dept kept; do together 26250 "two demands on a day, charged" n-demand/$name-a n-demand/$name-b; done
poke n-demand/next-b > /dev/null
together 52500 "heavy costs of demands of one day, taken over with two salaries" heavy/taken-a heavy/taken-b
poke heavy/taken-a > /dev/null; poke heavy/taken-b > /dev/null
together 52500 "heavy costs of two cases demanded on one day" heavy/taken-a heavy/taken-b
yes heavy/joined-a heavy_costs "^heavy_costs="
until_day 2026-03-05
together 26250 "a demand the day after the other's, charged" n-demand/next-a n-demand/next-b
just n-demand/next-b "^payment_demand:sent" 1 "a demand the day after the other's, sent"
# The first one's deadline, and its grace, are over: then it is a pursuit of its own.
until_day 2026-03-19
doubt n-demand/after-b "a demand the day after the other case's deadline: has it a salary of its own?"
until_day 2026-03-20
together 37500 "two demands, a month apart, charged" n-demand/after-a n-demand/after-b
until_day 2026-04-30
poke d-heavy/heavy-a > /dev/null; poke d-heavy/heavy-b > /dev/null
just d-heavy/heavy-a "^heavy_costs=" 1 "heavy costs of the first case, charged"
together 52500 "heavy costs of demands of one day" d-heavy/heavy-a d-heavy/heavy-b
for side in a b; do tell d-uplift/uplift-$side plan --parts 5 --first 2026-05-20 --uplift; done
poke d-uplift/uplift-a > /dev/null; poke d-uplift/uplift-b > /dev/null
together $((26250 + 112500)) "an addition for instalments in each of two cases demanded on one day" d-uplift/uplift-a d-uplift/uplift-b
verified merging
