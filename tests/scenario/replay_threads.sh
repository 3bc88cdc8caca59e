#!/bin/sh
# replay_threads.sh BUILD - a replay is shared out between threads, each with the book open for itself: it
# says the same each time, and in a build with KRAV_SANITIZE=thread no two of them touch the same thing.
set -eu
krav=$1/bin/krav
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export TSAN_OPTIONS=exitcode=66 ASAN_OPTIONS=exitcode=66

fail() {
    echo "replay_threads.sh: $1" >&2
    exit 1
}

awk 'BEGIN {
    print "source_id;creditor_org;debtor_kind;debtor_id;debtor_name;principal;due"
    for (i = 1; i <= 60; i++)
        printf "T-%d;311758489;consumer;;Kari Nummer %d;%d,00;2026-08-17\n", i, i, 500 + i
}' >"$dir/claims.csv"

# replayed HOME: what a replay says of it, twice the same.
replayed() {
    "$krav" -C "$1" rules replay >"$dir/first" 2>"$dir/err" || { cat "$dir/err" >&2; fail "$1"; }
    "$krav" -C "$1" rules replay >"$dir/second" 2>"$dir/err" || { cat "$dir/err" >&2; fail "$1"; }
    cmp "$dir/first" "$dir/second" || fail "$1: two replays, two answers"
    grep -q '^replay [0-9a-f]' "$dir/first" || fail "$1: no replay"
}

"$krav" init "$dir/book" --example >/dev/null
"$krav" -C "$dir/book" take "$dir/claims.csv" >/dev/null
"$krav" -C "$dir/book" day --until 2026-10-20 >/dev/null
replayed "$dir/book"
grep -q 'on 60 cases' "$dir/first" || fail "not all cases were replayed"
