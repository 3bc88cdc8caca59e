#!/bin/sh
# run.sh [quick] - build krav with the sanitizers and run its tests.
#
#   sh tests/run.sh          everything
#   sh tests/run.sh quick    what takes under a minute
#
# On Debian 12, root gets the missing packages installed and anybody else is told which.  The
# exit code is ctest's.
set -eu
cd "$(dirname "$0")/.."
build=build/test

case $* in
'') labels='' ;;
quick) labels='-L quick' ;;
*) echo "usage: sh tests/run.sh [quick]" >&2; exit 2 ;;
esac
# A log wants neither colours nor a line that is written over itself.
if [ "${CI:-}" = true ]; then
    export TERM=dumb NO_COLOR=1 CLICOLOR=0
fi

. scripts/packages.sh
packages_install "$packages_to_run" "$packages_to_test"

cmake -S . -B $build -G Ninja -DKRAV_SANITIZE=address,undefined -DKRAV_WERROR=ON
ninja -C $build

# The leak check traces the process that is checked; where tracing is forbidden it would fail
# every test, and is left out.
leaks=0
echo 'int main(void) { return 0; }' >$build/leaks.c
cc -fsanitize=address -o $build/leaks $build/leaks.c
if ASAN_OPTIONS=detect_leaks=1 $build/leaks 2>/dev/null; then
    leaks=1
else
    echo "Tracing is not allowed here: memory leaks are not looked for."
fi
export ASAN_OPTIONS="detect_leaks=$leaks:strict_string_checks=1:detect_stack_use_after_return=1"
export UBSAN_OPTIONS=print_stacktrace=1
# A sanitizer's stack trace must not ask the network for symbols.
unset DEBUGINFOD_URLS

# shellcheck disable=SC2086
exec ctest --test-dir $build --output-on-failure -j2 $labels
