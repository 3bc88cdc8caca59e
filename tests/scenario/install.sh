#!/bin/sh
# install.sh BUILD - krav as it is installed: everything in its place, found from there; and a vendor
# who has nothing but that makes a plugin of each kind, builds it and runs the kit.
set -eu
build=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export NO_COLOR=1 USER=test LSAN_OPTIONS=detect_leaks=0
fail() { echo "install.sh: $*" >&2; exit 1; }
prefix=$dir/usr
cmake --install "$build" --prefix "$prefix" >"$dir/log" 2>&1 || { cat "$dir/log" >&2; fail "cmake --install"; }
for part in bin/krav bin/krav-worker lib/krav/erp_csv.so lib/krav/render_pdf.so \
    include/krav/plugin.h lib/cmake/krav/krav-config.cmake lib/pkgconfig/krav-plugin.pc \
    lib/systemd/system/krav@.service share/man/man1/krav.1 share/man/man5/krav.conf.5 share/man/man7/krav-plugin.7 \
    share/man/man8/krav-worker.8 share/krav/standard/init.lua share/doc/krav/sdk/README.md \
    share/doc/krav/sdk/doc/reference.md; do
    [ -s "$prefix/$part" ] || fail "$part is not there"
done
grep -q "^ExecStart=$prefix/bin/krav -C /var/lib/krav/%i serve" \
    "$prefix/lib/systemd/system/krav@.service" || fail "the unit does not start what is installed"
grep -rq "$build" "$prefix/lib/cmake" "$prefix/lib/pkgconfig" "$prefix/lib/systemd" &&
    fail "a path of the build is in what is installed"

# An agency, from nothing.
krav=$prefix/bin/krav
"$krav" init "$dir/home" --example >/dev/null
"$krav" -C "$dir/home" check >/dev/null || fail "krav check"
"$krav" -C "$dir/home" take "$dir/home/files/claims.csv" | grep -q '4 claims' || fail "krav take"
"$krav" -C "$dir/home" day >/dev/null
"$krav" -C "$dir/home" verify | grep -q 'all well' || fail "krav verify"
"$krav" -C "$dir/home" plugin list | grep -q letter_text || fail "krav plugin list"

# A vendor.  Each kind builds in its own directory and passes the kit.
cd "$dir"
PATH=$prefix/bin:$PATH
for kind in intake channel render payout collect checkout score wash filing routes; do
    krav plugin new "my_$kind" --kind $kind --vendor "Example AS" >/dev/null || fail "new $kind"
    cmake -S "my_$kind" -B "my_$kind/build" -DCMAKE_PREFIX_PATH="$prefix" >"$dir/log" 2>&1 &&
        cmake --build "my_$kind/build" >>"$dir/log" 2>&1 &&
        ctest --test-dir "my_$kind/build" --output-on-failure >>"$dir/log" 2>&1 ||
        { tail -40 "$dir/log" >&2; fail "the new plugin of kind $kind"; }
    grep -q '100% tests passed' "$dir/log" || fail "the kit was not run for $kind"
done

# Without CMake.
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
# shellcheck disable=SC2046
cc -shared -fPIC -fvisibility=hidden $(pkg-config --cflags krav-plugin) \
    "-Wl,--version-script=$(pkg-config --variable=exports krav-plugin)" -Wl,-z,defs,-z,now \
    -o hand.so my_channel/plugin.c || fail "cc with pkg-config"
krav plugin check hand.so >"$dir/log" || { cat "$dir/log" >&2; fail "the plugin built by hand"; }
krav plugin run my_score/build/my_score.so --list 2>/dev/null | grep -q score || fail "plugin run --list"
