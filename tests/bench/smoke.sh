#!/bin/sh
# smoke.sh BENCH - every benchmark once, tiny: that it runs, not how fast.
set -eu
for figure in day intake decide verdict call life dispatch serve pdf ehf money reports rules; do
    "$1" "$figure" 100
done
