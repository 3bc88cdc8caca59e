# The act of 2026 (LOV-2026-05-22-19), each provision by its switch.  Read by run.sh.

on=2026-03-02
late="notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-26 demand_deadline=2026-02-09 light_costs=300,00"
ready="notice_sent=2026-02-02 notice_deadline=2026-02-16"

# ---- § 25: an objection that was rejected; § 24: the creditor was asked; § 18: costs --------------

open_home newact25 $on "[law]" "new_25_rejected = $on" "new_24_doubt = $on" "new_18_objection = $on" "new_16_confirmation = $on" "new_17_answers = $on"
for name in notice reminder offer enforce monitor legal call plan e-notice defer merge heavy uplift comp; do claim $name/rejected $late phone=90000001 email=a@eksempel.invalid; done
claim comp/firm-rejected debtor_kind=business
claim n-demand/rejected $ready
claim notice/withdrawn
claim notice/partly
claim notice/upheld
claim notice/groundless
claim notice/asked
claim demand/asked $ready
claim question/asked
claim call/asked phone=90000001
claim file-c/rejected $late legal_notice_sent=2026-02-10 legal_notice_deadline=2026-02-24
claim notice/breach
claim n-demand/objected $ready
claim wait/plan
claim wait/defer
claim wait/message
claim n-demand/message $ready
take_claims
for name in notice reminder offer enforce monitor legal call plan e-notice defer merge heavy uplift comp; do
    tell $name/rejected dispute "not mine"
    tell $name/rejected settle-dispute "signed" --outcome rejected
done
for name in comp/firm-rejected n-demand/rejected file-c/rejected; do
    tell $name dispute "not mine"; tell $name settle-dispute "signed" --outcome rejected
done
no  notice/rejected collection_notice rejected "(2026) § 25"
no  reminder/rejected reminder     rejected "(2026) § 25"
no  offer/rejected plan_offer      rejected "(2026) § 25"
no  enforce/rejected enforcement_notice rejected "(2026) § 25"
no  monitor/rejected monitoring    rejected "(2026) § 25"
no  legal/rejected legal_notice    rejected "(2026) § 25"
no  call/rejected call             rejected "(2026) § 25"
no  e-notice/rejected collection_notice "rejected|no_electronic_address|no_provider" "§"
no  n-demand/rejected payment_demand rejected "(2026) § 25"
no  heavy/rejected heavy_costs     "rejected_cost|rejected|costs_lost" "(2026) §"
no  comp/firm-rejected compensation rejected_cost "(2026) § 18"
no  plan/rejected plan             "rejected|plan_not_agreed" "§"
refused notice/rejected rejected "(2026) § 25" send --letter collection_notice --days 14
unsure uplift/rejected "instalments agreed after an objection was rejected" plan --parts 5 --first 2026-03-20 --uplift
no  uplift/rejected plan_uplift    "rejected_cost|rejected|costs_lost|no_plan" "§"
doubt defer/rejected "time given after an objection was rejected"
no  file-c/rejected file           answer_period "§ 8"
accepted file-c/rejected filed --kind conciliation
tell notice/withdrawn dispute "not mine"
tell notice/withdrawn settle-dispute "signed" --outcome rejected
tell notice/withdrawn settle-dispute "she sees it" --outcome withdrawn
yes notice/withdrawn collection_notice "^collection_notice:"
tell notice/partly dispute "half of it"
tell notice/partly settle-dispute "half of it" --outcome partly
no  notice/partly collection_notice rejected "(2026) § 25"
tell notice/upheld dispute "paid"
tell notice/upheld settle-dispute "paid" --outcome upheld
no  notice/upheld collection_notice upheld "(2026) §§ 14, 18"
tell notice/groundless dispute "the earth is flat"
tell notice/groundless settle-dispute "obviously groundless" --outcome groundless
doubt notice/groundless "a notice after an obviously groundless objection"
tell n-demand/objected dispute "not mine"
tell n-demand/objected settle-dispute "she sees it" --outcome withdrawn

# § 24: while the creditor's answer is out, nothing is asked.
poke question/asked > /dev/null
"$krav" -C "$home" tell "$(number question/asked)" contact "spoke" --from creditor --channel letter > /dev/null 2>&1
refused question/asked creditor_asked "(2026) § 24" send --letter collection_notice --days 14

# § 18: any breach of chapter 3.
tell notice/breach breach "no answer" --rule answer
poke notice/breach > /dev/null

# § 16: a plan or time is confirmed the same day, whatever the rules say.
tell wait/plan plan --parts 3 --first 2026-03-20
tell wait/defer defer --days 20
# § 17: a message and nobody answers.
tell wait/message message-in "when did I buy it?" --from debtor
tell n-demand/message message-in "when did I buy it?" --from debtor
until_day 2026-03-04
just wait/plan    "^plan_agreed:sent" 1 "a plan that no rule confirmed, confirmed"
just wait/defer   "^deferral:sent" 1 "time that no rule confirmed, confirmed"
just notice/breach "_fee=" 0 "fee of a notice after a breach of § 17, charged"
until_day 2026-03-12
if "$krav" -C "$home" tasks --json | tr '{' '\n' | grep supervisor | grep -q "$(number wait/message)"; then ok wait/message "no answer in a week: a supervisor is told"
else fail wait/message "no answer in a week: nobody is told: $("$krav" -C "$home" tasks --json | tr '{' '\n' | grep "$(number wait/message)")"; fi
doubt n-demand/message "a demand while a debtor's message waits for its answer, over time (§ 17)"
until_day 2026-04-01
yes n-demand/objected payment_demand "^payment_demand:"
verified newact25

# ---- §§ 20-22 ------------------------------------------------------------------------------------

open_home newact22 $on "[law]" "new_22_merge = $on"
echo "new_20_notice = $on" >> "$home/krav.conf"
if "$krav" -C "$home" check > "$work/said" 2>&1; then fail check "§ 20 is set though its regulation is not known: accepted"
else ok check "§ 20 without its regulation: $(grep -m 1 new_20 "$work/said")"; fi
open_home newact22b $on "[law]" "new_22_merge = $on"
people=30
two n-demand n-demand joint $ready
two n-demand wait running a.notice_sent=2026-02-02 a.notice_deadline=2026-02-16 b.notice_sent=2026-02-10 b.notice_deadline=2026-03-16
two merge merge ok $ready
two n-demand n-demand objected $ready
two n-demand n-demand kept $ready
claim notice/two debtor_id=$(person 49) debtor_name="Two"
claim notice/two2 debtor_id=$(person 49) debtor_name="Two"
take_claims
no  n-demand/joint-a payment_demand merge_first "(2026) § 22"
no  n-demand/joint-b payment_demand merge_first "(2026) § 22"
refused n-demand/joint-a merge_first "(2026) § 22" send --letter payment_demand --days 14
no  n-demand/running-a payment_demand merge_wait "(2026) § 22"
is notice/two "a second claim has a case, and a notice, of its own" "$([ "$(number notice/two)" != "$(number notice/two2)" ] && echo yes)" yes
tell n-demand/objected-b dispute "not mine"
yes n-demand/objected-a payment_demand "^payment_demand:"
tell n-demand/kept-a keep-apart
yes n-demand/kept-a payment_demand "^payment_demand:"
yes merge/ok-b    merge "^closed=2026"
until_day 2026-03-04
verified newact22

# ---- § 26 ----------------------------------------------------------------------------------------

open_home newact26 $on "payout = payout_pain001" "[plugin camt054]" "run = isolated" "[plugin payout_pain001]" "run = isolated" "bic = DEMONOK1" "[law]" "new_26_payout = $on"
printf '[agreement 311758489]\nfrom = 2026-03-01\nlevel = normal\nletter_fees = yes\nletter_fee_owner = creditor\nallocation = costs interest principal\nremainder_max = 100,00\ngrace_bank_days = 3\npayout_every = 30\npayout_min = 100000\n' > "$work/a.ini"
"$krav" -C "$home" agreement import "$work/a.ini" > "$work/said" 2>&1 || fail setup "$(cat "$work/said")"
for name in paid over from to; do claim wait/$name; done
claim wait/creditor creditor_org=311000012
take_claims
pay wait/paid 100000
pay wait/over 250000
just wait/over    "^refund:" 1 "overpaid money of a known account goes back by itself"
pay wait/from 100000
ref=$("$krav" -C "$home" case "$(number wait/from)" --json | tr '{' '\n' | sed -n 's/^"source":"\([^"]*\)","legal_day".*/\1/p' | head -n 1)
refused wait/from needs_consent "(2026) § 26" move-payment "it was for that" --payment "$ref" --to "$(number wait/creditor)"
accepted wait/from move-payment "she says so" --payment "$ref" --to "$(number wait/creditor)" --consent
until_day 2026-03-16
until_day 2026-03-18
"$krav" -C "$home" remit --json > "$work/said"
if grep -q '"day":"2026-03-1[0-7]"\|"settled":"2026-03-1[0-7]"' "$work/said"; then ok wait/paid "principal paid on within fourteen days, though thirty were agreed"
else fail wait/paid "principal paid on within fourteen days: $(cut -c1-300 "$work/said")"; fi
verified newact26

# ---- §§ 28-30 ------------------------------------------------------------------------------------

open_home newact28 $on "email = letter_text" "[law]" "new_28_representative = $on" "new_29_minor = $on" "new_30_guardian = $on" "new_15_hours = $on"
for name in representative excludes restricted covers unknown open; do claim notice/$name; done
claim e-notice/representative email=a@eksempel.invalid
claim notice/minor debtor_id=$(person 7 2010) debtor_name="Barn"
claim notice/minor-guardian debtor_id=$(person 8 2010) debtor_name="Barn To"
claim notice/turned debtor_id=$(person 9 2007) debtor_name="Voksen" due=2024-12-10
claim heavy/minor debtor_id=$(person 14 2010) debtor_name="Barn Sju" $late
claim uplift/minor debtor_id=$(person 15 2010) debtor_name="Barn Ni" $late
claim call/minor debtor_id=$(person 10 2010) debtor_name="Barn Tre" phone=90000001
claim call/minor-guardian debtor_id=$(person 11 2010) debtor_name="Barn Fire" phone=90000001
claim call/representative phone=90000001
claim n-demand/minor debtor_id=$(person 12 2010) debtor_name="Barn Fem" $ready
claim plan/minor debtor_id=$(person 13 2010) debtor_name="Barn Seks"
for name in sunday late night; do claim e-notice/$name email=a@eksempel.invalid; done
claim e-offer/sunday email=a@eksempel.invalid
take_claims
addressed() {    # addressed NAME TO NOT: the last letter to go out bears this name, and not that
    doc=$(value "$1" document)
    f=$("$krav" -C "$home" case "$(number "$1")" --json | tr '{' '\n' | sed -n 's/^"kind":"collection_notice","state":"sent".*"reference":"\([^"]*\)".*/\1/p' | tail -n 1)
    if [ -z "$f" ]; then fail "$1" "no letter went out, to $2"; return; fi
    if grep -q "$2" "$home/out/letter_text/$f"; then ok "$1" "the letter goes to $2"; else fail "$1" "the letter goes to $(sed -n '10,14p' "$home/out/letter_text/$f" | tr -s ' \n' ' ')"; fi
}
tell notice/representative representative --name "Advokat Arnesen, Storgata 9, 0155 Oslo" --lawyer
yes notice/representative collection_notice "^collection_notice:"
tell e-notice/representative representative --name "Advokat Arnesen, Storgata 9, 0155 Oslo" --lawyer
no  e-notice/representative collection_notice addressee_by_letter "(2026) § 28"
tell call/representative representative --name "Advokat Arnesen, Storgata 9, 0155 Oslo" --lawyer
doubt call/representative "a call to who has a representative"
no  notice/minor  collection_notice minor "§"
tell notice/minor-guardian guardian --name "Verge Vergesen, Storgata 2, 0155 Oslo"
yes notice/minor-guardian collection_notice "^collection_notice:"
no  notice/turned collection_notice minor "§"
no  call/minor    call minor "§"
tell call/minor-guardian guardian --name "Verge Vergesen, Storgata 2, 0155 Oslo"
no  call/minor-guardian call "minor|guardian" "vergemålsloven"
no  n-demand/minor payment_demand minor "§"
no  plan/minor    plan "minor|plan_not_agreed" "§"
unsure plan/minor "a person agrees on instalments with a minor who has no guardian here" plan --parts 5 --first 2026-03-20
no  heavy/minor   heavy_costs minor "§"
refused uplift/minor minor "§" plan --parts 5 --first 2026-03-20 --uplift
tell uplift/minor plan --parts 5 --first 2026-03-20
no  uplift/minor  plan_uplift "minor|uplift_untold" "§"
unsure n-demand/minor "a person writes a demand to a minor (§ 29)" send --letter payment_demand --days 14
for mandate in excludes restricted covers; do tell notice/$mandate guardian --name "Verge Vergesen, Storgata 2, 0155 Oslo" --mandate $mandate; done
tell notice/unknown guardian --name "Verge Vergesen, Storgata 2, 0155 Oslo"
poke notice/covers > /dev/null; poke notice/unknown > /dev/null
yes notice/excludes collection_notice "^collection_notice:"
yes notice/restricted collection_notice "^collection_notice:"
until_day 2026-03-04
addressed notice/representative "Arnesen"
addressed notice/minor-guardian "Vergesen"
addressed notice/restricted "Vergesen"
# To both, or a person writes; never to one of them alone (§ 30).
for name in covers unknown; do
    out=$(grep -l "Sak: *$(number notice/$name)" "$home"/out/letter_text/* 2> /dev/null)
    if [ -z "$out" ]; then ok notice/$name "to who has a guardian: a person writes"
    elif grep -q "^ *Verge Vergesen" $out && grep -q "^ *Debtor notice/$name" $out; then ok notice/$name "to who has a guardian: both get it"
    else fail notice/$name "to who has a guardian: one of them alone gets it"; fi
done
addressed notice/excludes "Debtor notice/excludes"
together 0 "light costs of a demand to a minor" n-demand/minor
together 0 "fee of a notice to a minor's guardian" notice/minor-guardian

# § 15: hours and closed days of electronic letters.
setting "hour = 21:30"
yes e-notice/late collection_notice "^collection_notice:"
until_day 2026-03-05
just e-notice/late "^collection_notice:sent" 0 "an electronic letter at half past nine in the evening, sent"
setting "hour = 10:00"
until_day 2026-03-06
just e-notice/late "^collection_notice:sent" 1 "the same in the morning, sent"
until_day 2026-03-07
until_day 2026-03-08
poke e-notice/sunday > /dev/null; poke e-offer/sunday > /dev/null
until_day 2026-03-09
just e-notice/sunday "^collection_notice:sent:2026-03-08" 0 "an electronic notice on a Sunday, sent that day"
just e-offer/sunday "^plan_offer:sent:2026-03-08" 0 "an electronic offer on a Sunday, sent that day"
verified newact28
