#!/bin/sh
# run.sh BIN_DIR - rules that try to break the law, one stage each (rules/), and what the law answers.
#
# One line a case: ok or FAIL (or doubt, where the sources leave it open: neither right nor wrong),
# what was asked for, and what it was answered with.  Exit 1 when
# something unlawful happened, when a reason does not fit, or when something lawful was refused.
# KEEP=1 keeps the home.
set -u
LC_ALL=C NO_COLOR=1 USER=tester
export LC_ALL NO_COLOR USER
bin=$(cd "${1:?usage: run.sh BIN_DIR}" && pwd) || exit 2
here=$(cd "$(dirname "$0")" && pwd)
krav=$bin/krav
# In memory where there is such a place: two hundred days of work wait for the disk otherwise.
[ -n "${TMPDIR:-}" ] || { [ -d /dev/shm ] && [ -w /dev/shm ] && TMPDIR=/dev/shm; }
work=$(mktemp -d "${TMPDIR:-/tmp}/unlawful.XXXXXX") || exit 2
[ -n "${KEEP:-}" ] && echo "home: $work/home" || trap 'rm -rf "$work"' EXIT
home=$work/home
cases=0 fails=0 alarms=0

ok()   { cases=$((cases + 1)); printf 'ok    %-16s %s\n' "$1" "$2"; }
fail() { cases=$((cases + 1)); fails=$((fails + 1)); printf 'FAIL  %-16s %s\n' "$1" "$2"; }
stop() { echo "run.sh: $*" >&2; exit 1; }

# ---- what stands in the book ---------------------------------------------------------------------

# number NAME: its case.  One claim, one debtor, one case each, in the order of the file.
number() {
    awk -F'\t' -v name="$1" '$1 == name { print $2 }' "$work/numbers"
}

# state NAME: everything a rule could have done to this debtor, on one line.
state() {
    "$krav" -C "$home" case "$(number "$1")" --json | tr '{' '\n' | awk '
        function value(key,   at, rest) {
            at = index($0, "\"" key "\":")
            if (!at) return ""
            rest = substr($0, at + length(key) + 3)
            sub(/[,}].*/, "", rest)
            gsub(/"/, "", rest)
            return rest
        }
        NR == 2 { line = "stage=" value("stage") " closed=" value("closed") " held=" value("held") \
                         " deferred=" value("deferred_until") }
        /^"principal_ore":/ { line = line " written_off=" value("written_off_ore") }
        /^"kind":"[a-z_]*","state":/ { line = line " " value("kind") ":" value("state") ":" value("sent") ":" value("deadline") }
        /^"fee":"[a-z_]*","owner":/ { line = line " " value("fee") "=" value("amount_ore") }
        /^"asked":/ && value("asked") != "null" { line = line " asked=" value("asked") ":" value("why") value("asked_on") }
        index($0, "\"plan\":") { line = line (index($0, "\"plan\":null") ? " plan=no" : " plan=yes") }
        END { print line }'
}

# count NAME PATTERN: how many words of its state match the awk pattern.
count() {
    state "$1" | awk -v p="$2" '{ n = 0; for (i = 1; i <= NF; i++) if ($i ~ p) n++; print n }'
}

# owed NAME [LEAVE]: all that is owed today but for LEAVE øre, as kroner.
owed() {
    "$krav" -C "$home" case "$(number "$1")" --json | sed 's/.*"open_ore":\([0-9]*\),"overpaid_ore".*/\1/' |
        awk -v leave="${2:-0}" '{ n = $1 - leave; printf "%d,%02d", int(n / 100), n % 100 }'
}

# poke NAME: somebody speaks with the debtor, and the rule speaks.  Prints the step.
poke() {
    # shellcheck disable=SC2086
    "$krav" -C "$home" tell "$(number "$1")" contact "spoke" ${spoke:-} 2>&1 | sed -n 's/.*recorded as step \([0-9]*\).*/\1/p'
}

# verdicts NAME STEP: a line for each wanted action: word, object, verdict, reason, paragraph.
verdicts() {
    "$krav" -C "$home" explain "$(number "$1")" "$2" --json |
        awk '{ sub(/"now":.*/, ""); gsub(/[{]"action":/, "\n&"); print }' | awk '
        function value(key,   at, rest) {
            at = index($0, "\"" key "\":")
            if (!at) return "-"
            rest = substr($0, at + length(key) + 3)
            if (substr(rest, 1, 1) == "\"") { rest = substr(rest, 2); sub(/".*/, "", rest) }
            else sub(/[,}].*/, "", rest)
            gsub(/ /, "_", rest)
            return rest
        }
        /^[{]"action":/ {
            word = value("kind")
            object = value("letter"); if (object == "-") object = value("fee")
            sub(/.*"verdict":/, "")
            print word, object, value("kind"), value("reason"), value("paragraph"), value("not_before")
        }'
}

tell() {
    who=$(number "$1")
    shift
    "$krav" -C "$home" tell "$who" "$@" > "$work/said" 2>&1 || fail setup "tell $who $*: $(cat "$work/said")"
}

# until DAY: each day's work up to and with that day.
until_day() {
    "$krav" -C "$home" day --until "$1" > "$work/said" 2>&1 || stop "day --until $1: $(cat "$work/said")"
    echo "-- $1"
}

# ---- expectations --------------------------------------------------------------------------------

# no NAME OBJECT REASONS PARAGRAPH: the rule asks for it, the law says no with one of the reasons
# (a|b), citing what matches PARAGRAPH, and nothing is planned, sent, charged, agreed or closed.
no() {
    before=$(state "$1")
    step=$(poke "$1")
    [ -n "$step" ] || { fail "$1" "$2: the rule was not asked"; return; }
    verdicts "$1" "$step" > "$work/verdicts"
    said=$(awk -v o="$2" '($1 == o || $2 == o) && $3 != "allowed" { print; exit }' "$work/verdicts")
    now=$(state "$1")
    if [ "$before" != "$now" ]; then
        fail "$1" "$2: UNLAWFUL EFFECT: $before -> $now ($(tr '\n' ';' < "$work/verdicts"))"
        return
    fi
    if [ -z "$said" ]; then
        fail "$1" "$2: not refused: $(tr '\n' ';' < "$work/verdicts")"
        return
    fi
    set -- "$@" $said
    name=$1 object=$2 reasons=$3 paragraph=$4 verdict=$7 reason=$8 cited=$(echo "$9" | tr _ ' ')
    case "|$reasons|" in
    *"|$reason|"*) ;;
    *) fail "$name" "$object: $verdict $reason ($cited), expected $reasons ($paragraph)"; return ;;
    esac
    case $cited in
    *$paragraph*) ok "$name" "$object: $verdict: $reason ($cited)" ;;
    *) fail "$name" "$object: $verdict $reason cites $cited, expected $paragraph" ;;
    esac
}

# yes NAME OBJECT PATTERN: lawful: the law allows it, and one word more of the state matches.
yes() {
    had=$(count "$1" "$3")
    step=$(poke "$1")
    [ -n "$step" ] || { fail "$1" "$2: the rule was not asked"; return; }
    verdicts "$1" "$step" > "$work/verdicts"
    bad=$(awk '$3 != "allowed"' "$work/verdicts" | tr '\n' ';')
    has=$(count "$1" "$3")
    if [ -n "$bad" ]; then
        alarms=$((alarms + 1))
        fail "$1" "$2: FALSE ALARM: $bad"
    elif [ "$has" -le "$had" ]; then
        alarms=$((alarms + 1))
        fail "$1" "$2: allowed, but nothing came of it: $(state "$1")"
    else
        ok "$1" "$2: lawful, and done"
    fi
}

# quiet NAME WHY: whatever the rule says, nothing happens.
quiet() {
    before=$(state "$1")
    poke "$1" > /dev/null
    now=$(state "$1")
    if [ "$before" = "$now" ]; then ok "$1" "$2: nothing happened"
    else fail "$1" "$2: UNLAWFUL EFFECT: $before -> $now"; fi
}

# parks NAME WHY: the rule fails on what it asks for, and the case waits for a person.
parks() {
    before=$(state "$1")
    poke "$1" > /dev/null
    now=$(state "$1")
    if [ "$before" != "$now" ]; then fail "$1" "$2: UNLAWFUL EFFECT: $before -> $now"
    elif "$krav" -C "$home" case "$(number "$1")" --json | grep -q '"parked":null'; then
        fail "$1" "$2: neither refused nor parked"
    else ok "$1" "$2: the rule failed, the case waits for a person"; fi
}

# most NAME ORE WHY: fees and costs are at most this.
most() {
    sum=$(state "$1" | awk '{ for (i = 1; i <= NF; i++) if (split($i, f, "=") == 2 && f[1] ~ /_fee$|_costs$|^compensation$|^plan_uplift$/) n += f[2]; print n + 0 }')
    if [ "$sum" -gt 0 ] && [ "$sum" -le "$2" ]; then ok "$1" "$3: $sum, at most $2"
    else fail "$1" "$3: $sum, at most $2: $(state "$1")"; fi
}

# none NAME CHANNEL WHY: nothing counts as sent by this channel.
none() {
    if "$krav" -C "$home" case "$(number "$1")" --json | grep -q "\"state\":\"sent\",\"from\":\"agency\",\"by\":\"$2\""; then
        fail "$1" "$3: UNLAWFUL EFFECT: $(state "$1")"
    else
        ok "$1" "$3: no"
    fi
}

# doubt NAME WHY: what the sources leave open.  Printed, and neither right nor wrong.
doubt() {
    step=$(poke "$1")
    cases=$((cases + 1))
    printf 'doubt %-16s %s: %s\n' "$1" "$2" \
        "$(verdicts "$1" "$step" | awk '{ printf "%s%s: %s", sep, $1, $3 == "allowed" ? "allowed" : $3 " " $4; sep = "; " }')"
}

# just NAME PATTERN N WHY: exactly N words of the state match.
just() {
    n=$(count "$1" "$2")
    if [ "$n" = "$3" ]; then ok "$1" "$4: $3"
    else fail "$1" "$4: $n, expected $3: $(state "$1")"; fi
}

# write_index: every stage must be led to by a rule; here claims come to theirs by the invoice
# number alone.
write_index() {
    {
        echo 'W.stage "index" { label = "index", decide = function (c)'
        sed -n 's/^W.stage \("[^"]*"\).*/  if c.stage == \1 then return { move \1 } end/p' "$home"/rules/*.lua
        echo 'end }'
    } > "$work/index.lua"
    mv "$work/index.lua" "$home/rules/zz_index.lua"
}

if [ -z "${ONLY:-}" ]; then
# ---- the home ------------------------------------------------------------------------------------

"$krav" init "$home" --example --day 2026-01-05 > /dev/null || stop "no home"
rm -rf "$home/rules"
cp -r "$here/rules" "$home/rules"
write_index
"$krav" -C "$home" rules publish > "$work/said" 2>&1 || stop "$(cat "$work/said")"
cat > "$work/agreement.ini" <<EOF
[agreement 311000012]
from = 2026-01-02
level = gentle
letter_fees = no
letter_fee_owner = creditor
allocation = principal interest costs
remainder_max = 100,00
grace_bank_days = 3
payout_every = 14
EOF
"$krav" -C "$home" agreement import "$work/agreement.ini" > "$work/said" 2>&1 || stop "$(cat "$work/said")"

# A claim for every stage: the invoice number is the stage's name.  What is not said: a consumer
# without a number, 1899,00, due 2025-12-01, of a creditor that charges letter fees.
sed -n 's/^W.stage "\([^"]*\)".*/\1/p' "$here/rules/letters.lua" "$here/rules/situations.lua" \
    "$here/rules/money.lua" | awk '
    BEGIN {
        print "source_id;creditor_org;invoice_no;debtor_kind;debtor_id;debtor_name;address1;postcode;city;description;principal;issued;due"
        due["n-before-due"] = due["n-due-day"] = due["n-after-due"] = due["r-before-due"] = "2026-02-16"
        due["d-before-due"] = due["m-before-due"] = due["e-before-due"] = "2026-02-16"
        due["x-receipt-due"] = due["x-offer-due"] = due["c-comp-due"] = "2026-02-16"
        due["f-early"] = due["f-early-n"] = "2025-12-24"
        due["f-day-14"] = "2025-12-23"
        due["f-holiday"] = due["f-holiday-14"] = "2025-12-25"
        due["n-due-weekend"] = "2026-02-14"
        firm["b-early"] = firm["b-14"] = firm["b-by-rule"] = firm["b-no-demand"] = 1
        firm["c-comp-first"] = firm["c-comp-list"] = firm["c-comp-heavy"] = firm["c-comp-due"] = firm["c-comp-firm"] = firm["c-comp-two"] = firm["c-comp-light"] = 1
        second["f-not-agreed"] = second["c-heavy-paid"] = 1
        id["n-13"] = "03851598730"; id["d-joined"] = "10915596784"; id["h-joined"] = "18888297827"
        id["b-by-rule"] = "312597772"
    }
    {
        printf "S-%s;%s;%s;%s;%s;Debtor %s;Storgata %d;0155;Oslo;Goods;1899,00;2025-11-03;%s\n", $1,
            $1 in second ? "311000012" : "311758489", $1, $1 in firm ? "business" : "consumer",
            id[$1], $1, NR, $1 in due ? due[$1] : "2025-12-01"
        print $1 "\t" 100000000 + NR > numbers
    }' numbers="$work/numbers" > "$work/claims.csv"
# Second claims on debtors who have one already: another invoice, the same people.
awk -F';' -v OFS=';' 'NR == 1 { print } $3 == "d-joined" || $3 == "h-joined" { $1 = $1 "-2"; $3 = $3 "-2"; $11 = "9000,00"; print }' \
    "$work/claims.csv" > "$work/joined.csv"
"$krav" -C "$home" take "$work/claims.csv" > "$work/said" 2>&1 || stop "$(cat "$work/said")"
"$krav" -C "$home" day > "$work/said" 2>&1 || stop "$(cat "$work/said")"
grep '	' "$work/numbers" | sed -n '1p;$p' | while read -r name n; do
    "$krav" -C "$home" case "$n" --json | grep -q "\"invoice\":\"$name\"" || stop "case $n is not $name"
done || exit 1

. "$here/cases.sh"

# ---- the whole book, by an eye of its own --------------------------------------------------------

# Every letter and cost of every case, whatever the law said when: in order, and in time.
audit() {
    state "$1" | awk -v name="$1" '
    function number(d,   y, m, days) {        # days since 2000-03-01
        y = substr(d, 1, 4) - 2000; m = substr(d, 6, 2) - 3
        if (m < 0) { m += 12; y-- }
        return y * 365 + int(y / 4) + int((m * 153 + 2) / 5) + substr(d, 9, 2)
    }
    function bad(what) { print name ": " what; }
    {
        asks = "^(reminder|collection_notice|payment_demand|legal_notice|enforcement_notice|bankruptcy_notice|monitoring)$"
        running = ""
        for (i = 1; i <= NF; i++) {
            if (split($i, l, ":") != 4 || (l[2] != "sent" && l[2] != "composed") || l[1] !~ asks) continue
            if (number(l[4]) - number(l[3]) < 14) bad(l[1] " with a deadline of under 14 days")
            if (running != "" && number(l[3]) <= number(running)) bad(l[1] " sent " l[3] " while a deadline of " running " ran")
            running = l[4]
            if (l[1] == "collection_notice") notice = l[4]
            if (l[1] == "payment_demand") {
                if (notice == "" || number(l[3]) <= number(notice)) bad("a demand without a missed notice")
                demand = l[4]; made = l[3]
            }
            if (l[1] == "legal_notice" || l[1] == "monitoring") {
                if (demand == "" || number(l[3]) <= number(demand)) bad(l[1] " without a missed demand")
                if (l[1] != "monitoring" && number(l[3]) - number(made) > 184) bad(l[1] " on an old demand")
            }
            if (l[1] == "bankruptcy_notice") bad("a bankruptcy notice by a rule")
        }
        for (i = 1; i <= NF; i++) {
            if (split($i, f, "=") != 2) continue
            if (f[1] ~ /^(reminder_fee|notice_fee)$/ && ++small > 2) bad("a third letter fee")
            if (f[1] == "notice_fee" && ++notices > 1) bad("a second notice fee")
            if (f[1] ~ /_costs$/ && ++seen[f[1]] > 1) bad(f[1] " twice")
            if (f[1] == "heavy_costs" && demand == "") bad("heavy costs without a demand")
            if (f[1] == "light_costs" && demand == "") bad("light costs without a demand")
        }
    }'
}
while read -r name n; do audit "$name"; done < "$work/numbers" > "$work/audit"
if [ -s "$work/audit" ]; then fail audit "$(tr '\n' ';' < "$work/audit")"
else ok audit "every letter and cost of $(wc -l < "$work/numbers") cases is in order"; fi

"$krav" -C "$home" verify --json > "$work/said" 2>&1
if grep -q '"ok":true' "$work/said"; then ok verify "the book agrees with its journal"
else fail verify "$(cat "$work/said")"; fi

fi

# ---- what came later, in homes of their own -------------------------------------------------------

. "$here/homes.sh"
for theme in $(cd "$here" && ls cases_*.sh); do
    if [ -z "${ONLY:-}" ] || [ "cases_$ONLY.sh" = "$theme" ]; then echo "== $theme"; . "$here/$theme"; fi
done

echo "$cases cases, $fails failed, of which $alarms lawful acts refused"
[ "$fails" -eq 0 ]
