#!/bin/sh
# words.sh BUILD SOURCES - `krav plugin new`, `run` and `check` as a vendor types them: every kind
# builds by itself, passes the kit, and does what it says.
set -eu
build=$1
sources=$2
krav=$build/bin/krav
dir=$(mktemp -d /tmp/krav-words-XXXXXX)
trap 'rm -rf "$dir"' EXIT INT TERM
mkdir -p "$dir/share"
# Templates of the sources, where the built tree has no share/ yet.
[ -d "$build/share/krav/template" ] || "${CMAKE:-cmake}" --build "$build" --target krav_share >/dev/null

fail() {
    echo "words.sh: $*" >&2
    exit 1
}

has() { # FILE WORDS
    grep -qF -- "$2" "$1" || { cat "$1" >&2; fail "$1 does not have: $2"; }
}

cd "$dir"
for kind in intake channel render payout collect checkout score wash filing routes; do
    "$krav" plugin new "my_$kind" --kind "$kind" --vendor "Prøven AS" >new.out
    (cmake -S "my_$kind" -B "my_$kind/build" -Dkrav_DIR="$sources/sdk/cmake" \
        -DKRAV_PROGRAM="$krav" && cmake --build "my_$kind/build") >build.out 2>&1 ||
        { cat build.out >&2; fail "$kind does not build"; }
    ! grep -q "warning:" build.out || { cat build.out >&2; fail "$kind builds with warnings"; }
    ctest --test-dir "my_$kind/build" --output-on-failure >ctest.out 2>&1 ||
        { cat ctest.out >&2; fail "$kind does not pass the kit"; }
    has ctest.out "100% tests passed, 0 tests failed out of 1"
done

# What is there is not written over, and what is not a name is refused.
! "$krav" plugin new my_score --kind score 2>err || fail "a plugin was written over"
! "$krav" plugin new ../x --kind score 2>err || fail "a path is no name"
! "$krav" plugin new x --kind magic 2>err || fail "a kind that is none"

# By hand.
so=my_channel/build/my_channel.so
"$krav" plugin run "$so" send --key 00ab --out "$dir/share" >run.out
has run.out '"means":"DONE"'
has run.out '"reference":"00ab.txt"'
[ -s "$dir/share/00ab.txt" ] || fail "the letter is not there"
"$krav" plugin run "$so" recall --key 00ab --out "$dir/share" >run.out
has run.out '"means":"DONE"'
echo '{"to_name":"Kari","amount":5}' >letter.json
! "$krav" plugin run "$so" send letter.json >run.out || fail "a letter without text was sent"
has run.out '"means":"REFUSED"'
! echo '{"colour":"blue"}' | "$krav" plugin run "$so" send - 2>err || fail "an unknown field"
has err "colour"
! "$krav" plugin run "$so" fly 2>err || fail "an unknown question"
has err "recall"

"$krav" plugin run my_intake/build/my_intake.so begin --file my_intake/sample.txt >run.out
[ "$(grep -c '"krav_payment"' run.out)" -eq 2 ] || { cat run.out >&2; fail "two payments"; }
has run.out '"n_records":2,"sum":145050'
head -c 60 my_intake/sample.txt >cut.txt
! "$krav" plugin run my_intake/build/my_intake.so begin --file cut.txt >run.out || fail "a cut file"
has run.out '"fault":{"line":'
"$krav" plugin run my_score/build/my_score.so score >run.out
has run.out '"what":"where everybody begins"'
"$krav" plugin run my_render/build/my_render.so render >run.out
has run.out '"media_type":"text/plain; charset=utf-8"'

"$krav" plugin run my_channel/build/my_channel.so --list >run.out
has run.out "send "
has run.out "to_name"
! grep -q score run.out || fail "a question of others"

# The report is one line of JSON, bound to the library by its hash.
"$krav" plugin check "$so" --only load --report report.json >check.out
has report.json "\"sha256\":\"$(sha256sum "$so" | cut -d' ' -f1)\""
has report.json '"good":true'
"$krav" plugin check "$so" --only descriptor --json >check.out
has check.out '"test":"descriptor.ids","result":"pass"'
"$krav" plugin check --list >check.out
has check.out "effects.same_key"
echo "words.sh: all is well"
