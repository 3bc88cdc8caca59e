#!/bin/sh
# run.sh [CASES...] - builds optimised in build/release and prints every figure.
#
#   sh tests/bench/run.sh                    the usual sizes
#   sh tests/bench/run.sh 10000 1000000      the night over books of these sizes instead
#
# KRAV_BENCH_DIR: where the books are made (default /tmp; a memory file system would measure
# another thing, since every commit is synced).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build/release
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
ninja -C "$build" krav_bench >/dev/null
bench=$build/bin/krav_bench
[ $# -gt 0 ] || set -- 10000 100000
"$bench" head
for cases in "$@"; do
    "$bench" day "$cases"
done
for figure in intake decide verdict call life dispatch serve pdf ehf money reports rules; do
    "$bench" "$figure"
done
