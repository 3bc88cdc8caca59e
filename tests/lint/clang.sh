#!/bin/sh
# clang.sh ROOT BUILD - reads every source of core/, sdk/ and plugins/ with clang as well, with the
# warnings of the build.  Exits with 77, skipped, where there is no clang.
set -eu
command -v clang >/dev/null || exit 77

# Each entry of compile_commands.json has its command on one line.  JSON's escapes are undone,
# and what is left is words for the shell: the compiler, its options, -o OBJECT -c SOURCE.
sed -n 's/^  "command": "[^ ]* \(.*\)",$/\1/p' "$2/compile_commands.json" |
    sed -e 's/\\\(.\)/\1/g' -e 's/ -o [^ ]* -c / /' |
    grep -F -e " $1/core/" -e " $1/sdk/" -e " $1/plugins/" >"$2/clang.txt"

n=0 rc=0
while read -r words; do
    eval "clang -fsyntax-only $words" || rc=1
    n=$((n + 1))
done <"$2/clang.txt"
echo "$n files"
# No file at all would mean that the list has changed its shape.
[ $n -gt 0 ] && exit $rc
