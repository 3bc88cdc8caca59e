#!/bin/sh
# run.sh BIN_DIR [NAME...] - bundles that do what rules must not be able to, and what became of them.
#
# bodies/ is the list (see README.md).  What must be refused is checked alone; what must load stands in
# one bundle, with two cases each and a bystander between every few, for one night of work.
# One line an offender: ok or FAIL, and what was said.  Exit 1 when one escaped, when a message does not
# say where, or when something innocent was refused.  With NAMEs: only these, each in a home of its own.
# When a night does not come through, ALONE=1 tries each of it alone; KEEP=1 keeps the homes.
set -u
LC_ALL=C NO_COLOR=1 USER=tester
export LC_ALL NO_COLOR USER
bin=$(cd "${1:?usage: run.sh BIN_DIR [NAME...]}" && pwd) || exit 2
shift
here=$(cd "$(dirname "$0")" && pwd)
krav=$bin/krav
[ -n "${TMPDIR:-}" ] || { [ -d /dev/shm ] && [ -w /dev/shm ] && TMPDIR=/dev/shm; }
work=$(mktemp -d "${TMPDIR:-/tmp}/offenders.XXXXXX") || exit 2
[ -n "${KEEP:-}" ] && echo "work: $work" || trap 'rm -rf "$work"' EXIT
tab=$(printf '\t')
: > "$work/results"

ok()   { printf 'ok\t%s\t%s\t%s\n' "$1" "$2" "$3" >> "$work/results"; }
fail() { printf 'FAIL\t%s\t%s\t%s\n' "$1" "$2" "$3" >> "$work/results"; }
stop() { echo "run.sh: $*" >&2; exit 1; }

# run OUT COMMAND...: no longer than so many seconds; its exit code.
patience=20
run() {
    out=$1
    shift
    timeout -k 2 "$patience" "$krav" "$@" > "$out" 2>&1
}

# broken OUT CODE: the host itself failed: a signal, too long, or a sanitizer's report.
broken() {
    [ "$2" -ge 124 ] || grep -q 'broken assumption\|AddressSanitizer\|LeakSanitizer\|runtime error:' "$1"
}

said() { grep -v ' warning \| info ' "$1" | head -c 240 | tr '\n\t' '  '; }

# ---- files that no list can hold -----------------------------------------------------------------

many() { # N TEXT: as often, with the number where @ stands; a line each where it ends in \n
    case $2 in
    *'\n') seq 1 "$1" | sed "s/.*/$(printf %s "${2%??}" | sed 's/@/\&/g')/" ;;
    *)     seq 1 "$1" | sed "s/.*/$(printf %s "$2" | sed 's/@/\&/g')/" | tr -d '\n' ;;
    esac
}

make() { # DIR WHAT FILE: a file of another kind, or FILE made over
    case $2 in
    many-files)      (cd "$1" && seq 1 1100 | sed 's/.*/f&.lua/' | xargs touch) ;;
    huge-file)       many 100000 'local x@ = "0123456789"\n' > "$1/huge.lua" ;;
    huge-comment)    { echo "--[["; many 50000 '0123456789012345678901234567890123456789\n'; echo "]]"; } > "$1/huge.lua" ;;
    link-out)        ln -s /etc/passwd "$1/outside.lua" ;;
    link-loop)       ln -s loop.lua "$1/loop.lua" ;;
    fifo)            mkfifo "$1/pipe.lua" ;;
    directory)       mkdir "$1/folder.lua" ;;
    odd-name)        echo "-- here" > "$1/a b;\$(x)'.lua" ;;
    bytes-name)      echo "-- here" > "$1/$(printf 'a\377\376.lua')" ;;
    binary)          printf '\033LuaT\000\031\223\r\n\032\n\004\010\010' > "$1/binary.lua" ;;
    nul)             printf 'local a = 1\n\000os.execute "true"\n' > "$1/nul.lua" ;;
    deep-parens)     { printf 'local x = '; many 20000 '('; printf 1; many 20000 ')'; echo; } > "$1/deep.lua" ;;
    deep-blocks)     { many 20000 'do '; many 20000 'end '; } > "$1/deep.lua" ;;
    deep-tables)     { printf 'local x = '; many 20000 '{'; many 20000 '}'; echo; } > "$1/deep.lua" ;;
    many-locals)     many 300 'local x@ = @\n' > "$1/locals.lua" ;;
    many-upvalues)   { echo 'do'; many 150 'local x@ = @\n'; echo 'local function f() '; many 150 'local y@ = x@\n'
                       many 150 'local z@ = x@\n'; echo 'end end'; } > "$1/upvalues.lua" ;;
    many-constants)  { printf 'local x = {'; many 3000 '"c@",'; echo '}'; } > "$1/constants.lua" ;;
    long-identifier) { printf 'local '; many 30000 'a'; echo ' = 1'; } > "$1/identifier.lua" ;;
    long-concat)     { printf 'local x = "a"'; many 20000 ' .. "a"'; echo; } > "$1/concat.lua" ;;
    long-elseif)     { echo 'local x = 1 if x == 0 then x = 1'; many 3000 'elseif x == @ then x = @\n'; echo 'end'; } > "$1/elseif.lua" ;;
    bom)             { printf '\357\273\277'; cat "$3"; } > "$work/made" && mv "$work/made" "$3" ;;
    shebang)         { echo '#!/usr/bin/lua'; cat "$3"; } > "$work/made" && mv "$work/made" "$3" ;;
    crlf)            sed 's/$/\r/' "$3" > "$work/made" && mv "$work/made" "$3" ;;
    *)               stop "nobody makes $2" ;;
    esac
}

for kind in plain texts days standard; do mkdir -p "$work/in/night/$kind"; done
awk -v out="$work/in" -f "$here/split.awk" "$here"/bodies/*.lua || stop "the list is broken"
: >> "$work/in/made"
while IFS=$tab read -r name what; do
    make "$work/in/one/$name" "$what" "$work/in/one/$name/$name.lua"
    for f in "$work"/in/night/*/"$name.lua"; do [ -f "$f" ] && make "" "$what" "$f"; done
done < "$work/in/made"
chosen=${*:-}
[ -z "$chosen" ] || {
    for name; do grep "^$name$tab" "$work/in/list" || stop "nobody is called $name"; done > "$work/in/some"
    mv "$work/in/some" "$work/in/list"
}

# ---- what is looked at without a book ------------------------------------------------------------

# The message says where, and what.
where='^krav: [^ ]*\.lua:[0-9]*: '
bundles() {
    while IFS=$tab read -r name class outcome pattern alone; do
        dir=$work/in/one/$name
        case $outcome in
        refused|well|well-or-refused)
            run "$work/said" rules check "$dir"
            code=$?
            if broken "$work/said" $code; then fail "$name" "$class" "ESCAPED: exit $code: $(said "$work/said")"
            elif [ $code -eq 0 ]; then
                case $outcome in
                refused) fail "$name" "$class" "ESCAPED: accepted" ;;
                *) ok "$name" "$class" "well" ;;
                esac
            elif [ $outcome = well ]; then fail "$name" "$class" "FALSE ALARM: $(said "$work/said")"
            elif [ $outcome = well-or-refused ]; then ok "$name" "$class" "refused: $(said "$work/said")"
            elif ! grep -q -- "$pattern" "$work/said"; then fail "$name" "$class" "says something else: $(said "$work/said")"
            elif [ "$alone" = 0 ] && ! grep -q "$where" "$work/said"; then fail "$name" "$class" "does not say where: $(said "$work/said")"
            else ok "$name" "$class" "refused: $(said "$work/said")"; fi ;;
        test-fails)
            run "$work/said" rules test "$dir"
            code=$?
            if broken "$work/said" $code; then fail "$name" "$class" "ESCAPED: exit $code: $(said "$work/said")"
            elif [ $code -eq 0 ]; then fail "$name" "$class" "ESCAPED: the tests hold: $(said "$work/said")"
            elif ! grep -q -- "$pattern" "$work/said"; then fail "$name" "$class" "says something else: $(said "$work/said")"
            else ok "$name" "$class" "fails: $(said "$work/said")"; fi ;;
        esac
    done
}

# ---- one night ----------------------------------------------------------------------------------

head_csv='source_id;creditor_org;invoice_no;debtor_kind;debtor_id;debtor_name;address1;postcode;city;description;principal;issued;due'

# init DIR KIND STAGES: the bundle's first file, and what leads to every stage.
init() {
    names=$(awk -F'\t' '$2 == "own" { printf ", [\"%s\"] = true", $1 }' "$3")
    extends= levels='W.level "normal" { label = "Normal", patience = int { 7, min = 1, max = 30, says = "days" } }
W.level "gentle" { label = "Gentle", patience = int { 7, min = 1, max = 30, says = "days" } }'
    [ "$2" != standard ] || { extends=', extends = "standard"' levels=; }
    cat > "$1/init.lua" <<X
local W = workflow { id = "night", api = 1$extends }
$levels
offence = {}
local own = { canary = true$names }
function named (c) return split(c.claim.invoice, "~")[1] end
function W.start (c)
  if own[named(c)] then return named(c) end
  if c.disputed then return "index" end
  return "offence"
end
W.stage "offence" {
  label = "offence",
  enter = function (c) return { look_again { after = 1 } } end,
  decide = function (c) return offence[named(c)](c) end,
}

-- The bystander: says what it sees of everything that is shared.
local shelf = { limit = 100 * kr, names = { "a", "b" }, [1] = "one" }
function canary_says (c)
  local keys = {}
  for k in pairs(shelf) do keys[#keys + 1] = tostring(k) end
  return "canary " .. join(keys, ",") .. " " .. shelf.limit .. " " .. join(shelf.names, "+") .. " " ..
    percent(10, 1000) .. " " .. max(1, 2) .. " " .. c.principal .. " " .. c.level.patience .. " " .. c.stage ..
    " " .. tostring(c.debtor.dead) .. " " .. #split("x,y", ",") .. " " .. tostring(contains("abc", "b"))
end
W.stage "canary" {
  label = "canary",
  enter = function (c) return { look_again { after = 1 } } end,
  decide = function (c) return { task { text = canary_says(c) } } end,
}
return W
X
    {
        echo 'W.stage "index" { label = "index", decide = function (c)'
        { echo "canary${tab}own"; echo "offence${tab}own"; cat "$3"; } |
            awk -F'\t' '$2 == "own" { printf "if c.stage == \"%s\" then return { move \"%s\" } end\n", $1, $1 }'
        echo 'return { move "index" } end }'
    } > "$1/zz_index.lua"
}

# book HOME KIND RULES STAGES CLAIMS: the bundle published, a claim or more for each, two days worked.
book() {
    "$krav" init "$1" --example --day 2026-01-05 > /dev/null || stop "no home"
    sed '/^\[plugin erp_ehf\]/,/^$/d' "$1/krav.conf" > "$work/conf" && mv "$work/conf" "$1/krav.conf"
    mv "$1/rules" "$1/standard"
    cp -r "$3" "$1/rules"
    init "$1/rules" "$2" "$4"
    echo "$head_csv" > "$1/claims.csv"
    awk -F'\t' -v OFS='\t' -v numbers="$1/numbers" '
        function claim(name) {
            i++
            printf "S-%d;311758489;%s;consumer;;Debtor %d;Storgata %d;0155;Oslo;Goods;1899,00;2025-11-03;2025-12-01\n", i, name, i, i
            print 100000000 + i, name > numbers
        }
        { if (NR % 8 == 1) claim("canary~a" NR); name[NR] = $1; claim($1 "~1") }
        END { for (k = 1; k <= NR; k++) { claim(name[k] "~2"); if (k % 8 == 0) claim("canary~b" k) } claim("canary~z") }
    ' "$4" >> "$1/claims.csv"
    run "$work/said" rules check "$1/rules" && run "$work/said" -C "$1" rules publish &&
        run "$work/said" -C "$1" take "$1/claims.csv" || return 1
    # The first day takes them in, the second decides.
    run "$work/said" -C "$1" day --until 2026-01-05 && run "$work/said" -C "$1" day --until 2026-01-06
}

# answers HOME: case, claim, parked or task, text; a line each.
answers() {
    "$krav" -C "$1" tasks --json | awk '{ gsub(/[{]"task":/, "\n&"); print }' | awk -v OFS='\t' '
        function value(key,   at, rest, text, ch) {
            at = index($0, "\"" key "\":")
            if (!at) return ""
            rest = substr($0, at + length(key) + 3)
            if (substr(rest, 1, 1) != "\"") { sub(/[,}].*/, "", rest); return rest }
            text = ""
            for (rest = substr(rest, 2); (ch = substr(rest, 1, 1)) != "\"" && ch != ""; rest = substr(rest, 2))
                if (ch == "\\") { text = text substr(rest, 2, 1); rest = substr(rest, 2) } else text = text ch
            return text
        }
        FNR == NR { split($0, n, "\t"); name[n[1]] = n[2]; next }
        /"task":/ { print name[value("case")], value("reason"), value("text") }
    ' "$1/numbers" -
}

# verdict HOME BUNDLE NAME CLASS OUTCOME PATTERN: what became of its two cases.
verdict() {
    for turn in 1 2; do
        awk -F'\t' -v who="$3~$turn" '$1 == who { print $2 "\t" $3 }' "$1/answers" > "$work/turn$turn"
    done
    got=$(head -n 1 "$work/turn1" | tr '\t' ' ' | head -c 240)
    if ! cmp -s "$work/turn1" "$work/turn2"; then
        fail "$3" "$4" "ESCAPED: decided otherwise the second time: $got; then $(head -c 240 "$work/turn2" | tr '\n\t' '  ')"
        return
    fi
    case $5 in
    parked)
        # file:line of the offence, or of a file of its own.
        place=$(awk -F'\t' -v who="$3" '$1 == who { print $2 " " $3 " " $4 }' "$work/in/ranges")
        at=$(sed -n 's/^rules_failed\t\([^:]*\.lua\):\([0-9]*\): .*/\1 \2/p' "$work/turn1" | head -n 1)
        if ! grep -q "^rules_failed$tab" "$work/turn1"; then
            fail "$3" "$4" "${got:+not parked: $got}${got:-ESCAPED: nothing came of it}"
        elif [ "$(wc -l < "$work/turn1")" -gt 1 ]; then fail "$3" "$4" "ESCAPED: parked, and more: $(tr '\n' ';' < "$work/turn1")"
        elif ! grep -q -- "$6" "$work/turn1"; then fail "$3" "$4" "says something else: $got"
        elif [ -z "$at" ]; then fail "$3" "$4" "does not say where: $got"
        elif [ "$2" = night ] && ! echo "$place $at" | awk -v who="$3" '
                { f = $4; sub(/\.lua$/, "", f) }
                $1 == $4 && $5 >= $2 && $5 <= $3 { good = 1 }
                substr(f, length(f) - length(who)) == "_" who { good = 1 }
                f == "init" || f == "standard/init" { good = 1 }
                END { exit !good }'; then fail "$3" "$4" "says another place ($place): $got"
        else ok "$3" "$4" "parked: ${got#rules_failed }"; fi ;;
    decides)
        if grep -q "^rules_failed$tab" "$work/turn1"; then fail "$3" "$4" "FALSE ALARM: $got"
        elif [ "$6" = . ] && [ -s "$work/turn1" ]; then ok "$3" "$4" "decides: $(echo "$got" | head -c 60)"
        elif [ "$6" = - ] && [ ! -s "$work/turn1" ]; then ok "$3" "$4" "decides: nothing"
        elif [ "$(cut -f2 "$work/turn1")" = "$6" ]; then ok "$3" "$4" "decides: $6"
        else fail "$3" "$4" "ESCAPED: decides '$(tr '\n' ';' < "$work/turn1")', not '$6'"; fi ;;
    quiet)
        # The law or krav answers; the host goes on, and both cases are treated alike.
        ok "$3" "$4" "lawful or refused by law: $got" ;;
    esac
}

# bystanders HOME NAME CLASS: every canary says the same, and the book agrees with its journal.
bystanders() {
    awk -F'\t' '$1 ~ /^canary~/ { print $2 "\t" $3 }' "$1/answers" | sort | uniq -c > "$work/canaries"
    want=$(grep -c 'canary~' "$1/numbers")
    if [ "$(wc -l < "$work/canaries")" -ne 1 ] || [ "$(awk '{ print $1 }' "$work/canaries")" -ne "$want" ]; then
        fail "$2" "$3" "ESCAPED: bystanders: $(head -c 240 "$work/canaries" | tr '\n\t' '  ')"
    elif ! "$krav" -C "$1" verify --json 2>&1 | grep -q '"ok":true'; then fail "$2" "$3" "ESCAPED: the book does not agree"
    else return 0; fi
    return 1
}

# alone NAME CLASS OUTCOME PATTERN: in a home of its own.
alone() {
    rm -rf "$work/alone" "$work/alone-rules"
    kind=plain
    case $2 in standard*) kind=standard ;; esac
    mkdir "$work/alone-rules"
    for f in "$work/in/one/$1"/*.lua; do [ "${f##*/}" = init.lua ] || cp "$f" "$work/alone-rules"; done
    printf '%s\town\n' "$1" > "$work/alone-stages"
    if book "$work/alone" $kind "$work/alone-rules" "$work/alone-stages"; then code=0; else code=$?; fi
    if broken "$work/said" $code || [ $code -gt 1 ]; then fail "$1" "$2" "ESCAPED: the night ended with exit $code: $(said "$work/said")"
    elif [ $code -ne 0 ]; then
        case $1 in ok-*) fail "$1" "$2" "FALSE ALARM: $(said "$work/said")" ;; *) fail "$1" "$2" "was to load: $(said "$work/said")" ;; esac
    else
        answers "$work/alone" > "$work/alone/answers"
        bystanders "$work/alone" "$1" "$2" && verdict "$work/alone" alone "$1" "$2" "$3" "$4"
    fi
}

# night KIND: all together; when the host does not come through, each alone, to name who it was.
night() {
    home=$work/night-$1
    awk -F'\t' -v kind="$1" '($2 ~ /^standard/ ? "standard" : $2 ~ /^(texts|days)$/ ? $2 : "plain") == kind && ($3 == "parked" || $3 == "decides" || $3 == "quiet")' \
        "$work/in/list" > "$work/tonight"
    [ -s "$work/tonight" ] || return 0
    if [ -z "$chosen" ]; then
        awk -F'\t' 'FNR == NR { tonight[$1] = 1; next } $1 in tonight' "$work/tonight" "$work/in/stages" > "$work/stages"
        start=$(date +%s)
        if book "$home" "$1" "$work/in/night/$1" "$work/stages"; then
            answers "$home" > "$home/answers"
            if bystanders "$home" "night-$1" night; then
                ok "night-$1" night "$(wc -l < "$home/numbers") cases, $(grep -c canary "$home/numbers") bystanders, $(($(date +%s) - start)) s"
                while IFS=$tab read -r name class outcome pattern own; do
                    verdict "$home" night "$name" "$class" "$outcome" "$pattern"
                done < "$work/tonight"
                return 0
            fi
        else fail "night-$1" night "ESCAPED: $(said "$work/said")"; fi
        # Who it was: run.sh BIN_DIR NAME..., or all of them with ALONE=1, which takes a while.
        [ -n "${ALONE:-}" ] || return 0
        echo "-- the $1 night did not come through: each alone"
    fi
    while IFS=$tab read -r name class outcome pattern own; do
        alone "$name" "$class" "$outcome" "$pattern"
    done < "$work/tonight"
}

bundles < "$work/in/list"
patience=30
for kind in plain texts days standard; do night $kind; done

sort -t "$tab" -k3,3 -k1,1r "$work/results" | awk -F'\t' '{ printf "%-5s %-28s %s\n", $1, $2, $4 }'
echo
awk -F'\t' '
    { n[$3]++ }
    $1 == "ok" { hit[$3]++ }
    $4 ~ /^ESCAPED/ { escaped[$3]++; next }
    $4 ~ /^FALSE ALARM/ { alarm[$3]++; next }
    $1 == "FAIL" { said[$3]++ }
    END {
        printf "%-20s %6s %6s %8s %12s %12s\n", "class", "tried", "held", "escaped", "ill said", "false alarms"
        for (c in n) printf "%-20s %6d %6d %8d %12d %12d\n", c, n[c], hit[c], escaped[c], said[c], alarm[c] | "sort"
    }' "$work/results"
grep -q "^FAIL" "$work/results" && exit 1
exit 0
