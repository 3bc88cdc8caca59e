#!/bin/sh
# demo.sh [DIR] - builds krav and plays a small agency's first weeks in DIR (./krav-demo).
#
# All people, firms and numbers are made up.  The days are the book's own, so a month passes in
# a few seconds and every run tells the same story.
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

. "$root/scripts/packages.sh"
packages_install "$packages_to_run"

# quietly WHAT COMMAND...: what the command says is of interest only if it fails.
quietly() {
    [ -z "$1" ] || echo "$1"
    shift
    said=$("$@" 2>&1) || { printf '%s\n' "$said" >&2; exit 1; }
}
build=$root/build/release
quietly "Building krav in $build" \
    cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DKRAV_TESTS=OFF
quietly "" ninja -C "$build"

rm -rf "$home"
mkdir -p "$(dirname "$home")"
home=$(cd "$(dirname "$home")" && pwd)/$(basename "$home")
PATH=$build/bin:$PATH
NO_COLOR=1
USER=demo
export PATH NO_COLOR USER

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

# refused COMMAND...: the same, where the answer has to be no.
refused() {
    typed "$@"
    if said=$("$@" 2>&1) || [ $? -ne 1 ]; then
        printf '%s\n' "$said" "demo.sh: this was to be refused" >&2
        exit 1
    fi
    printf '%s\n' "$said" | indented
}

# days_until DAY: goes there day by day; days on which nothing happened are left out.
days_until() {
    typed krav day --until "$1"
    said=$(krav day --until "$1")
    printf '%s\n' "$said" | grep -v 'looked at 0, facts 0,' | indented
}

# ---- the world outside ----------------------------------------------------------------------

# letter NAME TITLE: the letter to NAME whose title begins with TITLE.
letter() {
    grep -lF "$1" out/letter_text/*.txt | while read -r file; do
        if grep -q "^ *$2" "$file"; then
            echo "$file"
        fi
    done
}

# Day, debtor (line 11 stands in the envelope's window) and title of each letter.
letter_list() {
    awk '/Dato: / { split($NF, part, "."); day = part[3] "-" part[2] "-" part[1] }
         FNR == 11 { sub(/^ */, ""); name = $0 }
         /: krav fra / { sub(/^ */, ""); print day "  " name ": " $0 }' \
        out/letter_text/*.txt | LC_ALL=C sort
}

# letter_ore FILE: the sum that the letter asks for, in øre.
letter_ore() {
    sed -n 's/^ *Beløp  *\([0-9][0-9 ,]*\) kr$/\1/p' "$1" | tr -d ' ,'
}

# kid CASE: the case's KID.
kid() {
    krav kid make "$1" | grep -o '[0-9]\{11\}'
}

# ocr_file DDMMYY: reads lines "KID ØRE PAYER'S-ACCOUNT" and writes the bank's file of that day's
# payments: OCR giro, 80 characters a line, with the totals that the bank would have.
ocr_file() {
    awk -v day="$1" -v account=12345678903 '
        function record(text) {
            while (length(text) < 80) { text = text "0" }
            print text
            n_records++
        }
        BEGIN {
            record("NY000010" "00008080" "0000001" "00010200")
            record("NY090020" "001008566" "0000001" account)
        }
        {
            n++
            sum += $2
            record(sprintf("NY091030%07d%s13201014640%017d%25s000000", n, day, $2, $1))
            record(sprintf("NY091031%07d0000000000%09d0000000%s%s", n, 100 + n, day, $3))
        }
        END {
            totals = sprintf("%017d%s", sum, day)
            record(sprintf("NY090088%08d%08d%s%s%s", n, n_records, totals, day, day))
            record(sprintf("NY000089%08d%08d%s", n, n_records + 1, totals))
        }'
}

# ---- the story ------------------------------------------------------------------------------

chapter "Tuesday 1 September 2026: an agency opens"
say "Eksempel Inkasso AS collects for a power company and a dentist."
run krav init --example "$home"
printf '%s\n' "$mark" >"$home/README"
cd "$home"
export KRAV_HOME=.

say "The creditors send a file with four unpaid invoices."
run krav take files/claims.csv
run krav cases

say "The day's work: each debtor gets a reminder."
days_until 2026-09-01
kari=$(letter 'Kari Eksempel' 'Påminnelse')
say "This is the one to Kari, in $kari" ""
sed '/./,$!d' "$kari" | cat -s

chapter "Friday 11 September: the bank's file"
say "Kari has paid what her letter asks for. Ola has paid 400 kroner of his. And somebody" \
    "has paid 500 kroner with a KID that was never given out."
days_until 2026-09-11
ocr_file 110926 >files/ocr-2026-09-11.txt <<END
$(kid 100000001) $(letter_ore "$kari") 15942287248
$(kid 100000002) 40000 86011117947
$(kid 199999999) 50000 61050659274
END
say "The file is OCR giro, as banks send it:" ""
indented <files/ocr-2026-09-11.txt

say "On its way the file was damaged: one digit of a sum is wrong. It is refused as a whole," \
    "and no money is moved."
sed '3s/^\(.\{47\}\)./\19/' files/ocr-2026-09-11.txt >files/ocr-damaged.txt
refused krav take files/ocr-damaged.txt

say "The bank sends it again. Now it is taken; Kari's case is closed."
run krav take files/ocr-2026-09-11.txt
run krav case 100000001

say "Somebody takes the same file once more: nothing is booked twice."
run krav take files/ocr-2026-09-11.txt

say "The 500 kroner wait for a person to find out whose they are."
run krav match

chapter "Monday 14 September: an objection"
say "Siri writes that the dentist never saw her on that day. Everything stops in her case."
days_until 2026-09-14
run krav tell 100000004 dispute "I was not there on 15 July"

chapter "The deadline passes"
say "The deadline of the reminders is 15 September, and a few days more are left for payments" \
    "under way. Then a collection notice (inkassovarsel) goes to those who have not paid: to" \
    "Ola for the rest, and to Testverk AS. Kari has paid, and Siri's case rests."
days_until 2026-09-30

say "All letters until now:" ""
letter_list | indented

chapter "Tuesday 6 October"
days_until 2026-10-06
run krav cases
say "What waits for a person:"
run krav tasks

say "Why is Ola's case where it is?"
run krav explain 100000002

say "The books: each krone stands in two places, and the sum is zero."
run krav ledger
run krav status

say "And all of it can be checked against the journal, link by link."
run krav verify

chapter "Now you"
cat <<END

The home is $home

  out/letter_text/    the letters, one text file each
  files/              the files of this story
  in/                 where they are now, taken or rejected, with the reason beside
  krav.conf  rules/   how this agency works: change it, then run krav check

Some commands to try:

  export PATH=$build/bin:\$PATH KRAV_HOME=$home
  krav case 100000003
  krav tell 100000004 settle-dispute "She has found her receipt from that day"
  krav day --until 2026-10-20
  krav ledger --case 100000002
  krav help
END
