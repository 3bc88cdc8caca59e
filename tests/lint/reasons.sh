#!/bin/sh
# reasons.sh ROOT - every reason that the law can give is named by a test: by its word or by its name in C.
set -eu
cd "$1"
fault=0
sed -n 's/^ *\[\(REASON_[A-Z_0-9]*\)\] = {"\([a-z_0-9]*\)".*/\1 \2/p' core/law/reasons*.c >"${TMPDIR:-/tmp}/reasons.$$"
trap 'rm -f "${TMPDIR:-/tmp}/reasons.$$"' EXIT
while read -r name word; do
    if ! grep -rqwE "$name|$word" tests/unit tests/scenario; then
        echo "core/law/reasons.c: $word: no test names it"
        fault=1
    fi
done <"${TMPDIR:-/tmp}/reasons.$$"
[ -s "${TMPDIR:-/tmp}/reasons.$$" ] || { echo "core/law/reasons.c: no reasons found"; fault=1; }
exit $fault
