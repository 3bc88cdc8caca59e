# The way back: money that is not ours is not kept, and nobody owes anew by it.  Read by run.sh.

open_home undoing 2026-03-02 "payout = payout_pain001" "[plugin camt054]" "run = isolated" "[plugin payout_pain001]" "run = isolated" "bic = DEMONOK1"
late="notice_sent=2025-12-22 notice_deadline=2026-01-05 demand_sent=2026-01-26 demand_deadline=2026-02-09 light_costs=300,00"
for name in over zero small direct direct2 moved to told credit settling bankrupt; do claim wait/$name; done
claim wait/creditor creditor_org=311000012
claim wait/upheld $late
claim wait/breach $late
claim wait/charge $late
claim n-demand/quote
claim notice/quote
claim wait/written
claim wait/withdrawn
claim close/over
claim heavy/uplift $late
claim uplift/reversed $late
take_claims

# ---- overpaid ------------------------------------------------------------------------------------

refused wait/over nothing_overpaid "" refund
pay wait/over 250000
over=$(balance wait/over overpaid_ore)
refused wait/over refund_too_much "§§ 8, 16" refund --amount "$(awk -v n=$((over + 1)) 'BEGIN { printf "%d,%02d", n / 100, n % 100 }')"
refused wait/over usage "" refund --amount=-1,00
refused wait/over payment_stands "§§ 8, 16" reverse "keep it" --step "$(step_of wait/over payment_allocated)"
accepted wait/over refund
refused wait/over "nothing_overpaid|refund_too_much" "" refund
refused wait/over nothing_overpaid "" refund --amount 0,01
pay wait/small "$(($(balance wait/small open_ore) + 1))"
if "$krav" -C "$home" tasks --json | tr '{' '\n' | grep "$(number wait/small)" | grep -q overpaid; then ok wait/small "one øre too much: somebody is asked to give it back"
else fail wait/small "one øre too much is kept"; fi
accepted wait/small refund --amount 0,01
pay close/over 250000
poke close/over > /dev/null
if "$krav" -C "$home" tasks --json | tr '{' '\n' | grep "$(number close/over)" | grep -q overpaid; then ok close/over "closed with money that is not ours: somebody is asked to give it back"
else fail close/over "closed with money that is not ours, and nobody is asked to give it back"; fi
refused close/over closed "" close "keep it"
accepted close/over refund
# What the creditor got too much was never with us.
tell wait/direct paid-direct --amount 3000,00
refused wait/direct nothing_overpaid "" refund
refused wait/direct2 usage "" paid-direct --amount=-100,00
tell wait/direct2 paid-direct --amount 500,00
step=$(step_of wait/direct2 payment_allocated)
accepted wait/direct2 reverse "the creditor was wrong" --step "$step"
refused wait/direct2 "reversed_before|nothing_to_reverse" "" reverse "again" --step "$step"
refused wait/direct2 "nothing_to_reverse|usage" "" reverse "x" --step 1
refused wait/direct2 "nothing_to_reverse|usage" "" reverse "x" --step "$(step_of wait/direct payment_allocated)"

# ---- a fee that was let go, a charge taken back --------------------------------------------------

tell wait/upheld dispute "paid before"
tell wait/upheld settle-dispute "she is right" --outcome upheld
tell wait/breach breach "threatened" --rule good_practice
refused wait/charge usage "" reverse --step "$(step_of wait/charge fee_charged)"
accepted wait/charge reverse "too much" --step "$(step_of wait/charge fee_charged)"
refused wait/charge "reversed_before|nothing_to_reverse" "" reverse "again" --step "$(step_of wait/charge fee_charged)"
tell uplift/reversed plan --parts 5 --first 2026-03-20
poke uplift/reversed > /dev/null
accepted uplift/reversed reverse "never told" --step "$(step_of uplift/reversed fee_charged)"
quiet uplift/reversed "the addition charged again after it was taken back"

# ---- a payment on another case -------------------------------------------------------------------

pay wait/moved "$(balance wait/moved open_ore)"
ref=$("$krav" -C "$home" case "$(number wait/moved)" --json | tr '{' '\n' | sed -n 's/^"source":"\([^"]*\)","legal_day".*/\1/p' | head -n 1)
refused wait/moved usage "" move-payment --payment "$ref" --to "$(number wait/to)"
refused wait/moved "usage|nothing_to_reverse" "" move-payment "wrong" --payment "$ref" --to "$(number wait/moved)"
refused wait/moved "usage|nothing_to_reverse" "" move-payment "wrong" --payment nonsense --to "$(number wait/to)"
unsure wait/moved "money to another creditor's claim without the debtor's word, under the act of 1988" move-payment "wrong" --payment "$ref" --to "$(number wait/creditor)"
refused wait/moved "usage|nothing_to_reverse" "" move-payment "wrong" --payment "$ref" --to "$(number wait/to)"
pay wait/told "$(balance wait/told open_ore)"
tell wait/told close "paid"
tell wait/told send --letter closing
ref2=$("$krav" -C "$home" case "$(number wait/told)" --json | tr '{' '\n' | sed -n 's/^"source":"\([^"]*\)","legal_day".*/\1/p' | head -n 1)

# ---- what the creditor gave up -------------------------------------------------------------------

accepted wait/written write-off "not worth it"
tell wait/written close "given up"
tell wait/written send --letter closing
tell wait/withdrawn withdraw "a mistake"

# ---- who may not pay -----------------------------------------------------------------------------

tell wait/settling debt-settlement
pay wait/settling 50000
is wait/settling "taken of the principal while a debt settlement is open, in øre (gjeldsordningsloven § 3-4)" "$((189900 - $(balance wait/settling principal_ore)))" 0
tell wait/bankrupt bankrupt
pay wait/bankrupt 50000
is wait/settling "set aside of it, in øre" "$(balance wait/settling overpaid_ore)" 50000
accepted wait/settling refund
is wait/settling "set aside after it went back, in øre" "$(balance wait/settling overpaid_ore)" 0
is wait/bankrupt "taken of the principal after a bankruptcy was opened, in øre (konkursloven)" "$((189900 - $(balance wait/bankrupt principal_ore)))" 0
is wait/bankrupt "set aside of it, in øre" "$(balance wait/bankrupt overpaid_ore)" 50000
just wait/withdrawn "^closed=2026" 1 "a claim that the creditor took back, closed"
unsure wait/withdrawn "a claim that the creditor took back is owed again, the debtor not told yet" reverse "the creditor wants it again" --step "$(step_of wait/withdrawn written_off)"

until_day 2026-03-06
# ---- a quote that was paid in time ---------------------------------------------------------------

poke notice/quote > /dev/null
until_day 2026-03-10
quote=$("$krav" -C "$home" case "$(number notice/quote)" --json | sed 's/.*"quote_ore":\([0-9]*\).*/\1/')
pay notice/quote "$quote"
is notice/quote "owed after a letter's sum was paid in time, in øre" "$(balance notice/quote open_ore)" 0
refused notice/quote "quote_honoured|nothing_to_reverse|payment_stands" "" reverse "we want it" --step "$(step_of notice/quote remainder_waived)"
no notice/quote collection_notice "nothing_owed" "§ 1"
refused wait/written "told_over|usage|nothing_to_reverse" "" reverse "we want it" --step "$(step_of wait/written written_off)"
refused wait/told "told_over|quote_honoured" "" move-payment "it was another's" --payment "$ref2" --to "$(number wait/to)"
refused wait/upheld "waived_for_good|nothing_to_reverse" "" reverse "we want it" --step "$(step_of wait/upheld fee_waived)"
refused wait/breach "waived_for_good|nothing_to_reverse" "" reverse "we want it" --step "$(step_of wait/breach fee_waived)"
pay wait/zero 250000
refused wait/zero usage "" refund --amount 0,00
verified undoing

# A write-off by mistake is owed again; the book still agrees with its journal afterwards.
open_home written-off 2026-03-02
claim wait/written
take_claims
tell wait/written write-off "the wrong case"
until_day 2026-03-10
accepted wait/written reverse "the wrong case" --step "$(step_of wait/written written_off)"
verified "a write-off taken back a week later"
