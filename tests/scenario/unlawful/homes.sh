# homes.sh - what the cases of later homes (cases_*.sh) are told in.  Read by run.sh.
#
#   open_home NAME DAY [LINE...]   a home that begins on DAY; the lines are added to its krav.conf
#   claim STAGE/WHAT [COLUMN=VALUE...]   a claim, its case known by the invoice number
#   take_claims                    they come in, and the home's first day is done
#   refused, accepted, offence, allowed ...   as no and yes of run.sh, for what a person tells

# A person who speaks with the debtor without calling him up: that counts as no call.
spoke="--from debtor --channel letter"

"$krav" words reasons | awk -F '   *' 'NF >= 4 { print $2 "\t" $4 }' > "$work/sentences"

open_home() {
    home=$work/$1
    numbers=$work/numbers
    : > "$work/numbers"
    : > "$work/claims.csv"
    first_day=$2
    shift 2
    "$krav" init "$home" --example --day "$first_day" > /dev/null || stop "no home $home"
    rm -rf "$home/rules"
    cp -r "$here/rules_later" "$home/rules"
    cp "$here/rules/init.lua" "$home/rules/"
    write_index
    sed -i 's/^from = 2026-01-01$/from = 2015-01-01/' "$home/agreements.ini" 2> /dev/null
    for line; do
        case $line in
        \[*) printf '\n%s\n' "$line" >> "$home/krav.conf" ;;
        *=*)
            key=${line%% =*}
            if [ "$key" = "payout" ] || [ "$key" = "email" ] || [ "$key" = "sms" ] || [ "$key" = portal ]; then
                sed -i "s/^letter = letter_text$/&\n$line/" "$home/krav.conf"
            elif [ "$key" = hour ]; then
                sed -i "s/^\[home\]$/&\n$line/" "$home/krav.conf"
            else
                echo "$line" >> "$home/krav.conf"
            fi ;;
        esac
    done
    "$krav" -C "$home" rules publish > "$work/said" 2>&1 || stop "$(cat "$work/said")"
    made=0
}

# claim NAME [COLUMN=VALUE...]: a consumer without a number, 1899,00, due 2025-12-01, if not said.
claim() {
    claim_name=$1
    shift
    made=$((made + 1))
    creditor_org=311758489 debtor_kind=consumer debtor_id= debtor_name="Debtor $claim_name" address1="Storgata $made"
    principal=1899,00 issued= due=2025-12-01 email= phone= basis= rate= vat_liable= department=
    notice_sent= notice_deadline= demand_sent= demand_deadline= legal_notice_sent= legal_notice_deadline=
    light_costs= heavy_costs= judged= judgment= interest_from= interest_to= interest_brought= reminder_fee= notice_fee= paid_before= paid_last=
    case_opened= old_kid= term_agreed= delivered= disputed= source=
    for pair; do eval "${pair%%=*}=\${pair#*=}"; done
    [ -n "$issued" ] || issued=$(date -d "$due - 28 days" +%F)
    if [ ! -s "$work/claims.csv" ]; then
        echo "source_id;creditor_org;department;invoice_no;debtor_kind;debtor_id;debtor_name;address1;postcode;city;description;principal;issued;due;email;phone;basis;rate;vat_liable;notice_sent;notice_deadline;demand_sent;demand_deadline;legal_notice_sent;legal_notice_deadline;light_costs;heavy_costs;judged;judgment;interest_from;interest_to;interest_brought;paid_before;paid_last;case_opened;old_kid;term_agreed;delivered;disputed;reminder_fee;notice_fee" > "$work/claims.csv"
    fi
    echo "${source:-S-$claim_name};$creditor_org;$department;$claim_name;$debtor_kind;$debtor_id;$debtor_name;$address1;0155;Oslo;Goods;$principal;$issued;$due;$email;$phone;$basis;$rate;$vat_liable;$notice_sent;$notice_deadline;$demand_sent;$demand_deadline;$legal_notice_sent;$legal_notice_deadline;$light_costs;$heavy_costs;$judged;$judgment;$interest_from;$interest_to;$interest_brought;$paid_before;$paid_last;$case_opened;$old_kid;$term_agreed;$delivered;$disputed;$reminder_fee;$notice_fee" >> "$work/claims.csv"
}

# take_claims: all that were named come in, and have their numbers.
take_claims() {
    "$krav" -C "$home" take "$work/claims.csv" > "$work/said" 2>&1 || stop "take: $(cat "$work/said")"
    : > "$work/claims.csv"
    "$krav" -C "$home" day > "$work/said" 2>&1 || stop "day: $(cat "$work/said")"
    "$krav" -C "$home" cases --json | tr '{' '\n' | sed -n 's/.*"case":\([0-9]*\).*/\1/p' | sort -u | while read -r n; do
        "$krav" -C "$home" case "$n" --json | tr '{' '\n' | sed -n 's/.*"invoice":"\([^"]*\)".*/\1\t'"$n"'/p'
    done > "$work/numbers"
}

# settings LINE...: krav.conf says something else from now on ("hour = 22:00").
setting() {
    if grep -q "^${1%% =*} = " "$home/krav.conf"; then sed -i "s/^${1%% =*} = .*/$1/" "$home/krav.conf"
    else sed -i "s/^\[home\]$/&\n$1/" "$home/krav.conf"; fi
}

# why: the reason that "$work/said" gives, by its sentence.
why() {
    awk -F '\t' 'NR == FNR { said = said $0; next } index(said, $2) { print $1; exit }' "$work/said" "$work/sentences"
}

# refused NAME REASONS PARAGRAPH WORD...: a person tells it, and it is not recorded; nothing changes.
# The reason may be "usage" where no rule of law is named.
refused() {
    name=$1 reasons=$2 paragraph=$3
    shift 3
    before=$(state "$name")
    if "$krav" -C "$home" tell "$(number "$name")" "$@" > "$work/said" 2>&1; then
        fail "$name" "tell $*: NOT REFUSED: $before -> $(state "$name")"
        return
    fi
    reason=$(why)
    now=$(state "$name")
    said=$(tr '\n' ' ' < "$work/said")
    if [ "$before" != "$now" ]; then fail "$name" "tell $*: UNLAWFUL EFFECT: $before -> $now"; return; fi
    case "|$reasons|" in
    *"|${reason:-usage}|"*) ;;
    *) fail "$name" "tell $*: ${reason:-usage}, expected $reasons: $said"; return ;;
    esac
    case $said in
    *$paragraph*) ok "$name" "tell $*: refused: ${reason:-$said}" ;;
    *) fail "$name" "tell $*: $said, expected $paragraph" ;;
    esac
}

# accepted NAME WORD...: lawful: it is recorded.
accepted() {
    name=$1
    shift
    if "$krav" -C "$home" tell "$(number "$name")" "$@" > "$work/said" 2>&1; then ok "$name" "tell $*: lawful, and recorded"
    else
        alarms=$((alarms + 1))
        fail "$name" "tell $*: FALSE ALARM: $(tr '\n' ' ' < "$work/said")"
    fi
}

# unsure NAME WHY WORD...: what a person tells and the sources leave open.
unsure() {
    name=$1 what=$2
    shift 2
    cases=$((cases + 1))
    if "$krav" -C "$home" tell "$(number "$name")" "$@" > "$work/said" 2>&1; then answer=recorded; else answer=$(why); fi
    printf 'doubt %-16s %s: %s\n' "$name" "$what" "${answer:-$(tr '\n' ' ' < "$work/said")}"
}

# value NAME KEY: the first number or word of this key in the case.
value() {
    "$krav" -C "$home" case "$(number "$1")" --json | sed -n "s/.*\"balances\":{\(.*\)/\1/;s/.*\"$2\":\"\{0,1\}\([^,\"}]*\).*/\1/p" | head -n 1
}
balance() {
    "$krav" -C "$home" case "$(number "$1")" --json | sed "s/.*\"balances\":{[^}]*\"$2\":\([0-9-]*\).*/\1/"
}

# is NAME WHAT GOT WANTED
is() {
    if [ "$3" = "$4" ]; then ok "$1" "$2: $3"; else fail "$1" "$2: $3, expected $4"; fi
}

# together ORE WHY NAME...: the agency's fees and costs that these cases bear now are at most this.
together() {
    most=$1 why=$2
    shift 2
    sum=0
    for name; do
        n=$("$krav" -C "$home" case "$(number "$name")" --json | tr '{' '\n' | awk '
            function v(k,  a, r) { a = index($0, "\"" k "\":"); if (!a) return 0; r = substr($0, a + length(k) + 3); return r + 0 }
            /^"fee":"[a-z_]*","owner":/ && !/"court_fee"/ { n += v("amount_ore") - v("waived_ore") - v("lost_ore") } END { print n + 0 }')
        sum=$((sum + n))
    done
    if [ "$sum" -le "$most" ]; then ok "$1" "$why: $sum, at most $most"; else fail "$1" "$why: $sum, at most $most"; fi
}

# not_taken WHY PATTERN: the claims named since are refused when they come, and nothing of them stands.
not_taken() {
    if "$krav" -C "$home" take "$work/claims.csv" > "$work/said" 2>&1; then fail take "$1: TAKEN: $(tr '\n' ' ' < "$work/said")"
    elif grep -q "$2" "$work/said"; then ok take "$1: $(grep -m 1 "$2" "$work/said" | cut -c1-150)"
    else fail take "$1: refused with $(tr '\n' ' ' < "$work/said" | cut -c1-200), expected $2"; fi
    : > "$work/claims.csv"
}
taken() {
    if "$krav" -C "$home" take "$work/claims.csv" > "$work/said" 2>&1; then ok take "$1: lawful, and taken"
    else alarms=$((alarms + 1)); fail take "$1: FALSE ALARM: $(tr '\n' ' ' < "$work/said" | cut -c1-300)"; fi
    : > "$work/claims.csv"
}

# verified NAME: the book agrees with its journal.
verified() {
    "$krav" -C "$home" verify --json > "$work/said" 2>&1
    if grep -q '"ok":true' "$work/said"; then ok verify "$1: the book agrees with its journal"
    else fail verify "$1: $(cat "$work/said")"; fi
}

# may NAME true|false [REASON]: krav call says whether the debtor may be called at this minute.
may() {
    "$krav" -C "$home" call "$(number "$1")" --json > "$work/said" 2>&1
    if ! grep -q "\"allowed\":$2," "$work/said"; then fail "$1" "may be called now: not $2: $(cut -c1-150 "$work/said")"
    elif [ -n "${3:-}" ] && ! grep -q "\"reason\":\"$3\"" "$work/said"; then fail "$1" "may be called now: $2, but not for $3: $(cut -c1-150 "$work/said")"
    else ok "$1" "may be called now: $2 ${3:-}"; fi
}

# known NAME ...: as no, for what the product is known to let through (README.md, "Let through"): printed
# as doubt as long as it does, and a failure when it is refused after all, so that this list is shortened.
known() { known_as no "$@"; }
known_as() {
    known_cases=$cases known_fails=$fails known_alarms=$alarms
    "$@" > "$work/known"
    shift
    if [ "$fails" = "$known_fails" ]; then
        fails=$((fails + 1))
        printf 'FAIL  %-16s is refused now: make it a case of its own (%s)\n' "$1" "$(cat "$work/known")"
    else
        fails=$known_fails alarms=$known_alarms
        sed 's/^FAIL /known/' "$work/known"
    fi
    cases=$((known_cases + 1))
}
known_refused() { known_as refused "$@"; }
known_together() { known_as together "$@"; }
known_just() { known_as just "$@"; }
known_quiet() { known_as quiet "$@"; }
known_is() { known_as is "$@"; }
known_not_taken() { known_as not_taken "$@"; }
known_verified() { known_as verified "$@"; }
known_taken() { known_as taken "$@"; }

# pay NAME ØRE [WORD...]: the bank's file of today, with this payment to the case's KID.
pay() {
    pay_name=$1 pay_ore=$2
    shift 2
    pay_day=$("$krav" -C "$home" case "$(number "$pay_name")" --json | sed 's/.*"today":"\([^"]*\)".*/\1/')
    pay_kid=$("$krav" -C "$home" case "$(number "$pay_name")" --json | sed 's/.*"kid":"\([^"]*\)".*/\1/')
    pays=$((${pays:-0} + 1))
    echo "${kid_given:-$pay_kid} $pay_ore from=15942287248 name=\"Debtor\" $*" |
        "$bin/krav-bank" pay --day "$pay_day" --format camt.08 --to "$work/pay-$pays.xml" > "$work/said" 2>&1 || fail setup "krav-bank: $(cat "$work/said")"
    "$krav" -C "$home" take "$work/pay-$pays.xml" > "$work/said" 2>&1 || fail setup "pay $pay_name: $(cat "$work/said")"
}

# step_of NAME KIND: the last step of this event kind in a case; payment_of NAME: the last payment's reference.
step_of() {
    "$krav" -C "$home" case "$(number "$1")" --json | tr '{' '\n' | sed -n 's/^"step":\([0-9]*\),.*"kind":"'"$2"'","day".*/\1/p' | tail -n 1
}

# two STAGE-A STAGE-B WHAT COLUMNS-OF-BOTH...: two cases of one debtor, /WHAT-a and /WHAT-b.
# What differs is said as a.COLUMN=VALUE or b.COLUMN=VALUE.
people=0
two() {
    people=$((people + 1))
    stage_a=$1 stage_b=$2 what=$3
    shift 3
    for side in a b; do
        [ $side = a ] && stage=$stage_a || stage=$stage_b
        line=
        for pair; do
            case $pair in a.* | b.*) [ "${pair%%.*}" = $side ] && line="$line ${pair#?.}" ;; *) line="$line $pair" ;; esac
        done
        # shellcheck disable=SC2086
        claim "$stage/$what-$side" debtor_id="$(person $people)" debtor_name="Debtor $what" old_kid="$(kid $people$([ $side = a ] && echo 0 || echo 1))" $line
    done
}

# person N [YYYY]: a synthetic national id (month and eighty) of somebody born that year.
person() {
    awk -v n="$1" -v born="${2:-1970}" 'BEGIN {
        for (i = ((born >= 2000 ? 501 : 1) + n * 7) % 1000; ; i++) {
            s = sprintf("0181%02d%03d", born % 100, i)
            split("3 7 6 1 8 9 4 5 2", a, " "); split("5 4 3 2 7 6 5 4 3 2", b, " ")
            k = 0; for (j = 1; j <= 9; j++) k += a[j] * substr(s, j, 1); k = (11 - k % 11) % 11
            if (k == 10) continue
            s = s k
            k = 0; for (j = 1; j <= 10; j++) k += b[j] * substr(s, j, 1); k = (11 - k % 11) % 11
            if (k == 10) continue
            print s k
            exit
        }
    }'
}

# kid N: a number of an older system, with its check digit.
kid() {
    awk -v n="$1" 'BEGIN { s = sprintf("77%09d", n); t = 0
        for (i = length(s); i > 0; i--) { d = substr(s, i, 1); if ((length(s) - i) % 2 == 0) { d *= 2; if (d > 9) d -= 9 } t += d }
        print s (10 - t % 10) % 10 }'
}
