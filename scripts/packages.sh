# shellcheck shell=sh disable=SC2034
# packages.sh - what krav needs of Debian 12, in one place.  Sourced, not run.
#
#   . scripts/packages.sh
#   packages_install "$packages_to_run" "$packages_to_test"

# To build krav and run it.  (libmicrohttpd: the web listener of krav serve, for webhooks and payment
# links: HTTP from strangers is parsed by a library that many have attacked already.)
# (libcurl and jansson: plugins that ask a provider, by krav/http.h: TLS, time-outs and HTTP's own rules are
# not to be written by hand.  ca-certificates: whom TLS trusts.)
packages_to_run='cmake ninja-build gcc libc6-dev pkg-config libuv1-dev libsqlite3-dev
    liblua5.4-dev libsodium-dev libinih-dev libseccomp-dev libexpat1-dev
    libmicrohttpd-dev libcurl4-openssl-dev libjansson-dev ca-certificates
    libpango1.0-dev fonts-liberation2'

# To run its tests as well.
packages_to_test='libcmocka-dev libssl-dev exim4-daemon-light openssl'

# packages_missing NAME...: those that are not installed, on one line.
packages_missing() {
    for package in "$@"; do
        case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) printf ' %s' "$package" ;;
        esac
    done
}

# packages_install LIST...: installs what is missing, as root; anybody else is told how.  If
# nothing is missing, nothing is asked of the network.
packages_install() {
    if ! command -v dpkg-query >/dev/null; then
        echo "This is not Debian: the equivalents of these are needed: $*" >&2
        return 0
    fi
    # The lists are words to be split.
    # shellcheck disable=SC2048,SC2086
    missing=$(packages_missing $*)
    if [ -z "$missing" ]; then
        return 0
    fi
    if [ "$(id -u)" -ne 0 ]; then
        echo "Some packages are missing. As root, run this and try again:" >&2
        echo "apt-get update && apt-get install --no-install-recommends$missing" >&2
        return 1
    fi
    echo "Installing$missing"
    # What apt says is of interest only if it fails.
    # shellcheck disable=SC2086
    if ! said=$( (apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -qy install \
        --no-install-recommends $missing) 2>&1); then
        printf '%s\n' "$said" >&2
        return 1
    fi
}
