#!/bin/sh
# planted.sh - is the conformance kit any good?  Builds each plugin of planted/ (one fault each) and
# of good/ (none), runs `krav plugin check` on it, and compares with planted/EXPECTED:
#
#     NAME caught TEST     the kit fails it, and TEST is among the tests that do; "only" behind it:
#                          just TEST is run, since each test hangs for its ten seconds
#     NAME known_miss -    the kit passes it; that is known, and said in planted/CLASSES.md
#
# A good plugin must pass.  Two at a time.  Exits 1 on any difference.
#
# A sanitized build sees some faults of memory itself, and has no fence for those in UNFENCED: there
# neither is a difference.
#
#     planted.sh BUILD [DIR]      DIR keeps the libraries and what the kit said; else they go
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)

if [ "$1" = --one ]; then # SOURCE KRAV DIR: one plugin, one line "NAME RC TESTS" in DIR/NAME.said
    name=$(basename "$2" .c)
    out=$4/$name
    hide="-fvisibility=hidden -Wl,--version-script=$root/sdk/exports.map"
    [ "$name" = 003_extra_export ] && hide= # that is its fault
    # shellcheck disable=SC2086  # flags are words
    if ! ${CC:-cc} -std=c11 -O1 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror \
        -I"$root/sdk/include" -fPIC -shared $hide -Wl,-z,now,-z,defs -o "$out.so" "$2" -pthread \
        >"$out.out" 2>&1; then
        echo "$name 99 does_not_compile" >"$out.said"
        exit 0
    fi
    set -- "$3" plugin check "$out.so"
    # An intake is shown a file of its format; g18 takes none.
    case $name in
    g18_*) ;;
    *) grep -q KRAV_INTAKE "$here/planted/$name.c" "$here/good/$name.c" 2>/dev/null &&
        set -- "$@" --sample "$here/planted/sample.tab" ;;
    esac
    # Those that hang in every test are asked for one: EXPECTED says "only" behind it.
    only=$(awk -v name="$name" '$1 == name && $4 == "only" { print $3 }' "$here/planted/EXPECTED")
    [ -n "$only" ] && set -- "$@" --only "$only"
    rc=0
    timeout 100 "$@" >"$out.out" 2>&1 || rc=$?
    tests=$(awk '/^(fail|crash|hang) / { printf "%s%s", n++ ? "," : "", $2 }' "$out.out")
    echo "$name $rc ${tests:--}" >"$out.said"
    exit 0
fi

build=$1
if [ $# -gt 1 ]; then
    dir=$2
    mkdir -p "$dir"
    rm -f "$dir"/*.said
else
    dir=$(mktemp -d)
    trap 'rm -rf "$dir"' EXIT
fi

# The slow ones (10 s until the kit gives up) go first, so that both cores end at about one time.
for slow in 019 022 023 024 025 026 029 117 120 121; do
    ls "$here/planted/$slow"_*.c
done >"$dir/slow"
{
    cat "$dir/slow"
    ls "$here"/planted/[0-9]*.c "$here"/good/*.c | grep -vxFf "$dir/slow"
} | xargs -P 2 -I '{}' sh "$here/planted.sh" --one '{}' "$build/bin/krav" "$dir"

sanitized=0
grep -q '^KRAV_SANITIZE:STRING=.' "$build/CMakeCache.txt" && sanitized=1

cat "$dir"/*.said | awk -v expected="$here/planted/EXPECTED" -v sanitized="$sanitized" \
    -v unfenced="$here/planted/UNFENCED" '
    BEGIN {
        while ((getline line < expected) > 0) {
            split(line, w, " ")
            if (line !~ /^#/ && w[1] != "") { want[w[1]] = w[2]; test[w[1]] = w[3] }
        }
    }
    BEGIN { while (sanitized && (getline line < unfenced) > 0) { unseen[line] = 1 } }
    function differs(text) { print "differs: " text; wrong++ }
    {
        seen[$1] = 1
        got = $2 == 0 ? "passed" : $2 == 1 ? "caught" : "broken"
    }
    /^g/ {
        good++
        if (got != "passed") { alarms++; differs($1 ": a good plugin, and " $3 " (" $2 ")") }
        next
    }
    {
        bad++
        n[got]++
        if (got == "broken") differs($1 ": " $3 " (" $2 ")")
        else if (!($1 in want)) differs($1 ": not in EXPECTED; " got " " $3)
        else if (want[$1] == "known_miss" && got == "caught" && !sanitized)
            differs($1 ": a known miss, and now caught by " $3 ": say so in EXPECTED")
        else if (want[$1] == "caught" && got == "passed" && !($1 in unseen))
            differs($1 ": no longer caught")
        else if (got == "caught" && want[$1] == "caught" && index("," $3 ",", "," test[$1] ",") == 0)
            differs($1 ": caught by " $3 ", not by " test[$1])
    }
    END {
        for (name in want) if (!(name in seen)) differs(name ": in EXPECTED only")
        printf "planted: %d of %d caught, %d missed; good: %d, false alarms: %d; differences: %d\n",
               n["caught"], bad, n["passed"], good, alarms, wrong
        exit wrong > 0
    }'
