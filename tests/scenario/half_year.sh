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
told 'witnessed heads: all well'
told 'A closed case was opened again'
told 'event closed paid'
told '(Fjord Strøm|all) .* estate|estate +1 '
for kind in reminder collection_notice payment_demand legal_notice dispute_received creditor_question \
    plan_agreed plan_broken deferral estate_claim monitoring; do
    told "  $kind +letter +[1-9]"
done

# Each letter that left the house is a PDF with a manifest; statements are there in three forms.
cd "$dir/agency"
for manifest in out/print_folder/*.json; do
    [ "$(head -c 5 "${manifest%.json}.pdf")" = "%PDF-" ]
done
for statement in out/settlements/*.json; do
    [ -s "${statement%.json}.csv" ] && [ "$(head -c 5 "${statement%.json}.pdf")" = "%PDF-" ]
done
