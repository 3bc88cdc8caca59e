#!/bin/sh
# half_year.sh BUILD - the demo's half year on a build that is there: every command of it must do as it
# says, and at the end the book is whole, nothing is left under way, and the stories have ended as told.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
KRAV_BUILD=$1 ASAN_OPTIONS=exitcode=99 LSAN_OPTIONS=suppressions=$root/tests/lsan.supp:print_suppressions=0 \
    sh "$root/scripts/demo.sh" "$dir/agency" >"$dir/told" 2>&1 || { cat "$dir/told" >&2; exit 1; }

# told PATTERN: the story says so, once at least.
told() {
    grep -qE "$1" "$dir/told" || { echo "half_year.sh: the story does not say: $1" >&2; exit 1; }
}
told '200 claims, 0 duplicates, 0 unmatched, 0 refused'
told '100000017 \(invoice\)'
told 'placed on case 100000017'
told 'ocr-damaged.txt: rejected'
told 'payout_underway +utbetaling underveis +0,00'
told 'creditor_payable +skyldig kreditor +'
told 'sums to zero: 0,00'
told 'client account proven to the øre: bank [1-9][0-9 ]*,[0-9][0-9], book '
told 'witnessed heads: all well'
told 'A closed case was opened again'
told 'event closed paid'
told '(Fjord Strøm|all) .* estate|estate +1 '
for kind in reminder collection_notice payment_demand legal_notice dispute_received creditor_question \
    plan_agreed plan_broken deferral estate_claim monitoring; do
    told "  $kind +letter +[1-9]"
done

# Under the same rules the half year comes to what was recorded, twice the same.
first=$("$1/bin/krav" -C "$dir/agency" rules replay)
again=$("$1/bin/krav" -C "$dir/agency" rules replay)
echo "$first" | grep -q '^0 of [0-9]* cases take another path$' ||
    { echo "half_year.sh: a replay under the same rules is another story:" >&2; echo "$first" >&2; exit 1; }
[ "$first" = "$again" ]

# The bank's own sum of what moved is the book's, and the business department was settled by itself.
"$1/bin/krav" -C "$dir/agency" reconcile --json >"$dir/proof"
grep -q '"proven":true' "$dir/proof"
grep -q "\"client_bank_ore\":$(cat "$dir/agency/run/closing")," "$dir/proof"
"$1/bin/krav" -C "$dir/agency" remit --json | grep -q '"department":"Bedrift".*"state":"settled"'

# Each letter that left the house is a PDF with a manifest; statements are there in three forms.
cd "$dir/agency"
for manifest in out/print_folder/*.json; do
    [ "$(head -c 5 "${manifest%.json}.pdf")" = "%PDF-" ]
done
for statement in out/settlements/*.json; do
    [ -s "${statement%.json}.csv" ] && [ "$(head -c 5 "${statement%.json}.pdf")" = "%PDF-" ]
done

# The reports of that book are its ledger, added up another way.  sum_of COLUMN REPORT...: in øre.
krav=$1/bin/krav
sum_of() {
    column=$1
    shift
    ASAN_OPTIONS=exitcode=99 LSAN_OPTIONS=suppressions=$root/tests/lsan.supp:print_suppressions=0 \
        "$krav" "$@" --csv | tr -d '\r",' | awk -F ';' -v column="$column" \
        'NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i; next } { sum += $at }
         END { if (!at) exit 1; printf "%d\n", sum }'
}
# same WHAT A B
same() {
    [ "$2" = "$3" ] || { echo "half_year.sh: $1: $2 and $3" >&2; exit 1; }
}
# balance ACCOUNT...: of the ledger, all together.
balance() {
    "$krav" ledger --csv | tr -d '\r",' | awk -F ';' -v names=" $* " \
        'index(names, " " $1 " ") { sum += $5 } END { printf "%d\n", sum }'
}
owed=$(balance principal interest costs_creditor costs_agency costs_court)
same "the mirror of debts" "$owed" "$((-$(balance collectable)))"
same "ageing" "$(sum_of open report ageing)" "$owed"
same "portfolio" "$(sum_of open report portfolio)" "$owed"
same "solution rate, principal" "$(sum_of open report solution-rate)" "$(balance principal)"
same "cash flow" "$(sum_of change report cash-flow)" "$(balance client_bank)"
same "whose it is" "$((-$(balance creditor_payable agency_share suspense overpaid payout_underway)))" \
    "$(balance client_bank)"
same "income" "$(sum_of income report income)" "$((-$(balance agency_income)))"
same "VAT" "$(sum_of vat_25 report income)" "$((-$(balance vat)))"
same "received" "$(sum_of received report cash-flow)" "$(sum_of received report creditors)"
same "paid out" "$(sum_of paid_out report cash-flow)" "$(sum_of paid_out report creditors)"
by_case=0
for case in $("$krav" cases --json | grep -o '"case":[0-9]*' | cut -d : -f 2 | head -n 40); do
    last=$("$krav" report debtor --case "$case" --csv | tail -n 1 | tr -d '\r",' |
        awk -F ';' '{ printf "%d", $8 }')
    open=$("$krav" case "$case" --json | grep -o '"open_ore":-*[0-9]*' | head -n 1 | cut -d : -f 2)
    same "the debtor's ledger of $case" "$last" "$open"
    by_case=$((by_case + 1))
done
[ $by_case -eq 40 ]
