#!/bin/sh
# demo.sh [DIR] - builds krav and plays half a year of a small agency in DIR (./krav-demo).
#
# Two hundred claims of three creditors come in, letters go out as PDF, a pretend bank pays and takes
# back, creditors are settled, and some debtors have a story of their own.  All people, firms and
# numbers are made up.  The days are the book's own, so every run tells the same story.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
home=${1:-krav-demo}
mark='Made by scripts/demo.sh, which replaces it when it runs again.'

# ---- a place for it -------------------------------------------------------------------------

case $home in
-*) echo "usage: sh scripts/demo.sh [DIR]" >&2; exit 2 ;;
esac
if [ -d "$home" ] && [ -z "$(ls -A "$home")" ]; then
    rmdir "$home"
fi
if [ -e "$home" ] && ! grep -qsxF "$mark" "$home/README"; then
    echo "demo.sh: $home is there already, and is not an earlier demo: name another directory" >&2
    exit 1
fi

# ---- build ----------------------------------------------------------------------------------

# quietly WHAT COMMAND...: what the command says is of interest only if it fails.
quietly() {
    [ -z "$1" ] || echo "$1"
    shift
    said=$("$@" 2>&1) || { printf '%s\n' "$said" >&2; exit 1; }
}

# KRAV_BUILD: where krav is built already.
build=${KRAV_BUILD:-}
if [ -z "$build" ]; then
    . "$root/scripts/packages.sh"
    packages_install "$packages_to_run"
    build=$root/build/release
    quietly "Building krav in $build" \
        cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DKRAV_TESTS=OFF
    quietly "" ninja -C "$build"
fi

# ---- a home ---------------------------------------------------------------------------------

rm -rf "$home"
mkdir -p "$(dirname "$home")"
home=$(cd "$(dirname "$home")" && pwd)/$(basename "$home")
PATH=$build/bin:$PATH
NO_COLOR=1
USER=demo
export PATH NO_COLOR USER
agency=$root/scripts/demo/agency

# ---- telling --------------------------------------------------------------------------------

chapter() { printf '\n\n--- %s\n' "$1"; }

# say LINE...: a paragraph.
say() {
    echo
    printf '%s\n' "$@"
}

indented() { sed 's/^./  &/'; }

# typed COMMAND...: as a person would type it.
typed() {
    printf '\n  $'
    for word in "$@"; do
        case $word in
        *' '*) printf ' "%s"' "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    echo
}

# run COMMAND...: shows the command and what it answers.  What goes wrong here ends the demo.
run() {
    typed "$@"
    said=$("$@" 2>&1) || { printf '%s\n' "$said" >&2; exit 1; }
    printf '%s\n' "$said" | indented
}

# some N COMMAND...: the same, and no more than N lines of the answer.
some() {
    lines=$1
    shift
    typed "$@"
    said=$("$@" 2>&1) || { printf '%s\n' "$said" >&2; exit 1; }
    printf '%s\n' "$said" | head -n "$lines" | indented
    [ "$(printf '%s\n' "$said" | wc -l)" -le "$lines" ] || echo "  ..."
}

# part COMMAND START END: of a command's answer the lines from START up to the one before END.
part() {
    typed krav "$1" "$2"
    krav "$1" "$2" | awk -v start="$3" -v end="$4" \
        '$0 ~ end { on = 0 } $0 ~ start { on = 1 } on' | sed '/^$/d' | indented
}

# refused COMMAND...: where the answer has to be no.
refused() {
    typed "$@"
    if said=$("$@" 2>&1) || [ $? -ne 1 ]; then
        printf '%s\n' "$said" "demo.sh: this was to be refused" >&2
        exit 1
    fi
    printf '%s\n' "$said" | indented
}

# ---- the world outside ----------------------------------------------------------------------

today=2026-05-04
later() { date -u -d "$1 + $2 day" +%F; }

kid() { krav kid make "$1" | grep -o '[0-9]\{11\}'; }

# owed CASE: what is owed today, in øre.
owed() { krav case "$1" --json | grep -o '"open_ore":[0-9]*' | head -n 1 | cut -d : -f 2; }

# letter CASE KIND: the last PDF of that kind to the case's debtor.
letter() {
    krav-bank letters out/print_folder | awk -F '\t' -v kid="$(kid "$1")" -v kind="$2" \
        '$2 == kind && $3 == kid { file = "out/print_folder/" $NF } END { print file }'
}

# Those whom the story follows; the bank pays for all others by the habits of a crowd.
own_story=
follow() {
    for case in "$@"; do
        own_story="$own_story --except $(kid "$case")"
    done
}

# go_to DAY: day by day until then.  Each week the bank's files of its days are taken.
go_to() {
    while [ "$today" != "$1" ]; do
        files=
        step=0
        while [ "$today" != "$1" ] && [ $step -lt 7 ]; do
            today=$(later "$today" 1)
            step=$((step + 1))
        done
        krav day --until "$today" >>run/days.log
        while [ $step -gt 0 ]; do
            step=$((step - 1))
            day=$(later "$today" -$step)
            krav-bank crowd out/print_folder --day "$day" --since "$crowd_since" \
                --seed "$crowd_seed" $own_story --format ocr --to "files/ocr-$day.txt" \
                >>run/crowd.log
            files="$files files/ocr-$day.txt"
        done
        krav take $files >>run/taken.log
    done
}

# bank FORMAT: reads orders (tests/bank/README.md) and brings the bank's file of today to krav.
n_files=0
bank() {
    n_files=$((n_files + 1))
    file=files/bank-$n_files.$1
    cat >run/orders
    krav-bank pay --day "$today" --format "$1" --to "$file" <run/orders
    awk -v OFS='\t' -v day="$today" '{
        for (n = / twice/ ? 2 : 1; n > 0; n--) print day, / reversal/ ? -$2 : $2, $1, "-", "-"
    }' run/orders >>run/account
    run krav take "$file"
}

# the_bank_pays_out: carries payment files to the bank, and what it did back to krav.
the_bank_pays_out() {
    for order in out/payout_pain001/*.xml; do
        answer=files/paid-$(basename "$order")
        if [ ! -e "$answer" ]; then
            krav-bank payouts "$order" --day "$today" --format camt.08 --to "$answer" >run/paid
            awk -F '\t' -v OFS='\t' -v day="$today" '$1 == "paid" { print day, -$3, "-", $2, "-" }' \
                run/paid >>run/account
            krav take "$answer" >>run/taken.log
        fi
    done
}

# own_transfers: what the agency moved between the client account and its own, by its books.
own_transfers() {
    for creditor in $(sed -n 's/^\[creditor \(.*\)\]$/\1/p' "$agency/creditors.ini"); do
        krav ledger --creditor "$creditor" --json | tr '{' '\n' |
            sed -n '/"account":"client_bank"/s/.*"event":"\(remitted\|shortage_covered\)".*"booked_day":"\([^"]*\)".*"amount_ore":\(-*[0-9]*\).*/\2\t\3\t-\t-\t-/p'
    done
}

# the_bank_states: the client account since it was opened, line by line as the bank has it (camt.053).
the_bank_states() {
    awk -F '\t' -v OFS='\t' '{ print $1, $3, $2, "-", "lump" }' run/crowd.log >>run/account
    own_transfers >>run/account
    sort run/account | krav-bank statement --from 2026-05-04 --day "$today" --format camt.08 \
        --to files/statement.xml >run/closing
}

# ---- the story ------------------------------------------------------------------------------

chapter "Monday 4 May 2026: an agency opens"
say "Eksempel Inkasso AS collects for a power company, a dentist and a builders' merchant. Each has an" \
    "agreement with an activity level; the power company's business department has one of its own, and is settled by itself."
run krav init "$home" --clock book --day 2026-05-04
printf '%s\n' "$mark" >"$home/README"
cd "$home"
export KRAV_HOME=.
mkdir files
cp "$agency/krav.conf" .
cp "$agency"/files/* files/
awk -f "$root/scripts/demo/claims.awk" >files/claims.csv
run krav creditor import "$agency/creditors.ini"
run krav agreement import "$agency/agreements.ini"

say "From here on the service has the book; these commands talk to it."
krav serve >run/serve.log 2>&1 &
service=$!
trap 'kill $service 2>/dev/null || :' EXIT
while [ ! -S run/control.sock ]; do
    kill -0 $service 2>/dev/null || { cat run/serve.log >&2; exit 1; }
    sleep 0.05
done

say "Two hundred invoices as CSV, some with notices that the creditor sent; four running cases from an" \
    "older system, one with a judgment; and three invoices in EHF, one in an envelope with a delivery note."
run krav take files/claims.csv files/takeover.csv files/ehf-51001.xml files/ehf-51002-sbdh.xml \
    files/ehf-51003.xml
say "What would a debtor get who never answers? The rules can say so beforehand:"
krav rules walk --amount 1899,00 --due 2026-04-07 --days 150 | sed -n '3,16p' | indented
say "The first day's letters go out, as PDF for a print room."
run krav day
krav day --until 2026-05-05 >/dev/null
today=2026-05-05
run krav report letters
run krav report portfolio

chapter "May: most people pay"
dispute=100000001 plan=100000003 broken=100000004 deferred=100000005 withdrawn=100000006
direct=100000007 dead=100000008 bounced=100000009 over=100000010 twice=100000012
bankrupt=100000111 credited=100000207
follow $dispute $plan $broken $deferred $withdrawn $direct $dead $bounced $over $twice $bankrupt $credited
crowd_since=2026-05-04 crowd_seed=7
say "A pretend bank reads the letters and sends OCR giro files: in full, late, in part, too much, twice," \
    "and now and then with a KID that nobody gave out."
go_to 2026-05-12
say "One pays in full, one a hundred kroner too much, one twice, and somebody without a KID (camt.054):"
bank camt.08 <<END
$(kid $bounced) $(owed $bounced) ordered=2026-05-11 name="Demo Betaler"
$(kid $over) $(($(owed $over) + 10000)) ordered=2026-05-11
$(kid $twice) $(owed $twice) ordered=2026-05-11 twice
- 75000 text="Faktura 40017 fra Fjord"
END
say "Money without a case waits.  krav proposes where it might belong; a person decides."
run krav match
run krav match "$(krav match | awk '/Faktura 40017/ { print $1 }')" 100000017
say "A file that was damaged on its way is refused as a whole, and no money is moved:"
sed '3s/^\(.\{47\}\)./\19/' "files/ocr-2026-05-07.txt" >files/ocr-damaged.txt
refused krav take files/ocr-damaged.txt
go_to 2026-05-18
say "The builders' merchant credits a third of an invoice (EHF credit note)."
run krav take files/ehf-credit-9001.xml
say "The power company takes one claim back, and was paid directly for another."
run krav tell $withdrawn withdraw "sent by mistake"
run krav tell $direct paid-direct --amount 1200,00 --on 2026-05-15

chapter "An objection: everything stops"
say "A debtor writes that he moved out before the bill. What was planned is taken back; he is told, and" \
    "the creditor is asked."
printf '%%PDF-1.4\n%% a made-up moving-out report\n%%%%EOF\n' >files/flyttemelding.pdf
run krav tell $dispute dispute "I moved out on 1 February"
run krav tell $dispute message-in "The moving-out report" --from debtor --channel email \
    --document files/flyttemelding.pdf
go_to 2026-05-26
run krav tell $dispute creditor-answered "He is right: the meter was read on 2 February"
run krav tell $dispute settle-dispute "The bill is for the next tenant" --outcome upheld
run krav tell $dispute withdraw "objection upheld"
part case $dispute '^Messages' '^Documents'

chapter "Instalments, more time, a death, a bankruptcy"
say "What a plan means is shown before anybody says yes:"
run krav tell $plan plan --parts 4 --first 2026-06-15 --dry-run
run krav tell $plan plan --parts 4 --first 2026-06-15
krav tell $broken plan --parts 3 --first 2026-06-15 >/dev/null
run krav tell $deferred defer --days 21
run krav tell $dead died --on 2026-05-20
run krav tell $bankrupt bankrupt --on 2026-05-22
say "Why is nothing more sent to the bankrupt firm?"
go_to 2026-05-29
krav explain $bankrupt | sed -n '/^today/,$p' | indented

chapter "Creditors are settled"
say "Every second week what was collected goes to its owners: a statement for each, and one file for the bank."
run krav remit
the_bank_pays_out
run krav report creditors
ls out/settlements | head -n 3 | indented

chapter "June: a payment bounces after it was settled"
go_to 2026-06-12
say "The bank takes back a payment that has been paid on. The case opens again; the agency makes the client" \
    "account whole, and the creditor owes it."
bank camt.08 <<END
$(kid $bounced) $(krav case $bounced --json | grep -o '"paid_ore":[0-9]*' | head -n 1 | cut -d : -f 2) reversal
END
part case $bounced '^Payments' '^Costs'
krav tasks | grep -E 'reopened|shortage' | indented

chapter "Summer: one plan is kept, the other is not"
instalment() { krav case "$1" --json | grep -o '"plan":{[^}]*' | grep -o '"amount_ore":[0-9]*' | cut -d : -f 2; }
go_to 2026-06-15
bank camt.08 <<END
$(kid $plan) $(instalment $plan) ordered=2026-06-15
$(kid $broken) $(instalment $broken) ordered=2026-06-15
$(kid $deferred) $(owed $deferred) ordered=2026-06-15
END
crowd_since=2026-06-15 crowd_seed=8
for day in 2026-07-15 2026-08-17; do
    go_to $day
    the_bank_pays_out
    bank camt.08 <<END
$(kid $plan) $(instalment $plan) ordered=$day
END
done
say "The other paid once.  He got a friendly letter, and three weeks, before the plan ended:"
part case $broken '^Letters' '^Payments'

chapter "Autumn: what is left goes on, or rests"
crowd_since=2026-08-17 crowd_seed=9
go_to 2026-09-15
bank camt.08 <<END
$(kid $plan) $(owed $plan) ordered=2026-09-15
END
go_to 2026-10-15
the_bank_pays_out
go_to 2026-11-06
the_bank_pays_out

chapter "Friday 6 November 2026: where we stand"
run krav report portfolio
run krav report letters
run krav report creditors
say "What waits for a person:"
some 12 krav tasks

say "The books: each krone stands in two places, and the sum is zero."
run krav ledger
say "The bank's statement of the half year is held against them, line by line: what came in, what was paid" \
    "out, and the agency's own transfers."
the_bank_states
run krav reconcile files/statement.xml
say "All of it can be checked against the journal, link by link."
run krav verify

say "One case from its first fact to its last, with every rule that spoke and what the law said:"
run krav explain $plan --all

kill $service
wait $service 2>/dev/null || :
trap - EXIT

chapter "Now you"
cat <<END

The home is $home

  out/print_folder/   $(ls out/print_folder | grep -c pdf) letters as PDF, each with a line of data about it
  out/settlements/    the creditors' statements, as PDF, CSV and JSON
  out/payout_pain001/ the payment files
  files/              what came in
  krav.conf  rules/   how this agency works

Three things to try:

  export PATH=$build/bin:\$PATH KRAV_HOME=$home
  krav person $broken                                 # everything on one debtor
  \$EDITOR rules/levels.lua; krav rules test; krav rules walk --letters
  krav tell 100000002 note "your words"; krav verify  # the journal is longer, and still whole
END
