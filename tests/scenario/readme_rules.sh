#!/bin/sh
# readme_rules.sh BUILD README - every example of the rule language's guide is what krav takes: each block
# of Lua says by its info string which bundle it belongs to, and each bundle is checked and tested.
#
#     ```lua bundle NAME    its init.lua
#     ```lua part NAME      another file of it
#     ```lua test NAME      a file of its tests
#     ```text letter NAME KIND    its letters/KIND.txt
#
# A block of Lua without such a string fails, as does a bundle without a test.
set -eu
krav=$1/bin/krav
readme=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export ASAN_OPTIONS=exitcode=99

fail() {
    echo "readme_rules.sh: $readme: $1" >&2
    exit 1
}

# A block is written as NAME.KIND.LINE, so that a fault can be found in the guide again.
awk -v dir="$dir" '
    /^```/ && !inside {
        inside = 1
        file = ""
        if ($1 == "```lua") {
            if (NF != 3 || ($2 != "bundle" && $2 != "part" && $2 != "test")) {
                print FILENAME ":" NR ": write ```lua bundle|part|test NAME" > "/dev/stderr"
                exit 1
            }
            place = dir "/" $3 ($2 == "test" ? "/tests" : "")
            system("mkdir -p " place)
            file = place "/" ($2 == "bundle" ? "init.lua" : $2 "_line_" NR ".lua")
            print $3 > (dir "/names")
        }
        if ($1 == "```text" && $2 == "letter" && NF == 4) {
            place = dir "/" $3 "/letters"
            system("mkdir -p " place)
            file = place "/" $4 ".txt"
        }
        next
    }
    /^```$/ { inside = 0; if (file) close(file); file = ""; next }
    inside && file { print > file }
' "$readme" || fail "a block of Lua is in no bundle"

[ "$(sort -u "$dir/names" | wc -l)" -ge 3 ] || fail "hardly any examples are left"
for name in $(sort -u "$dir/names"); do
    [ -f "$dir/$name/init.lua" ] || fail "bundle $name has no block 'lua bundle $name'"
    [ -d "$dir/$name/tests" ] || fail "bundle $name has no block 'lua test $name'"
    "$krav" rules check "$dir/$name" || fail "bundle $name does not load"
    "$krav" rules test "$dir/$name" >"$dir/said" || { cat "$dir/said" >&2; fail "bundle $name fails"; }
    tail -n 1 "$dir/said" | grep -q '^[1-9][0-9]* tests, 0 failed$' || fail "bundle $name has no tests"
done

# And what is not a bundle fails: an example with a slip in it is found.
for slip in 's/letter = "reminder"/letter = "remainder"/' 's/^{payment}$//'; do
    sed "$slip" "$readme" >"$dir/slip.md"
    [ "${3:-}" = once ] || ! sh "$0" "$1" "$dir/slip.md" once >/dev/null 2>&1 ||
        fail "a slip is not found: $slip"
done
