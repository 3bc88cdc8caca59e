#!/bin/sh
# package.sh - builds the Debian package: build/package/krav_VERSION_ARCH.deb.
#
#   sh scripts/install/package.sh && apt install ./build/package/krav_*.deb
#
# On Debian 12, root gets the packages that building needs and anybody else is told which.
set -eu
cd "$(dirname "$0")/../.."
. scripts/packages.sh
packages_install "$packages_to_run" dpkg-dev file
build=build/package
cmake -S . -B $build -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DKRAV_TESTS=OFF >/dev/null
ninja -C $build
(cd $build && cpack --config CPackConfig.cmake >/dev/null)
ls $build/krav_*.deb
