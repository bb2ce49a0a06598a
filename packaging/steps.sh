# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-3.0-or-later
# The steps that packaging/run and tests/run share; they source this file. What is said goes to
# stderr, so that stdout belongs to the program that is started in the end.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf 'lanroom: %s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

# packages_of SECTION...: the packages that packaging/packages lists there.
packages_of() {
    awk -v wanted=" $* " '
        /^\[.*\]$/ { listed = index(wanted, " " substr($0, 2, length($0) - 2) " "); next }
        listed && /^[a-z0-9]/' "$root/packaging/packages"
}

# as_root COMMAND...: through sudo unless this is root already.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# install_missing SECTION...: says once which packages are missing, and installs them.
install_missing() {
    local wanted missing
    mapfile -t wanted < <(packages_of "$@")
    if ! command -v apt-get dpkg-query >/dev/null; then
        say "this is not Debian, so nothing is installed; needed, by the names there: ${wanted[*]}"
        return
    fi
    # shellcheck disable=SC2016 # these variables are dpkg's
    mapfile -t missing < <(export LC_ALL=C
        comm -23 <(printf '%s\n' "${wanted[@]}" | sort -u) \
            <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null |
                sed -n 's/^installed //p' | sort))
    [ "${#missing[@]}" -gt 0 ] || return 0

    say "missing Debian packages: ${missing[*]}"
    local by_hand="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
        die "there is no sudo here; please run as root: $by_hand"
    [ "$(id -u)" -eq 0 ] || say "installing them needs root; sudo may ask for your password"
    # A third-party source that cannot be reached is no reason to give up: the next step will tell.
    as_root apt-get update -q >&2 || say "apt-get update failed; trying with the lists there are"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        -o DPkg::Lock::Timeout=120 "${missing[@]}" >&2 ||
        die "the packages could not be installed; as root it is: $by_hand"
}

# in_place PRESET: its build folder was configured at this place; CMake keeps absolute paths.
in_place() {
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$root/build/$1/CMakeCache.txt" 2>/dev/null
}

# configured PRESET: nothing to do, for the presets have not changed since either.
configured() {
    in_place "$1" && [ "$root/build/$1/build.ninja" -nt "$root/CMakePresets.json" ]
}

# configure PRESET: afresh where the tree has been moved.
configure() {
    local fresh=
    in_place "$1" || fresh=--fresh
    (cd "$root" && cmake $fresh --preset "$1") >&2
}

# build PRESET [TARGET...]: finds in well under a second that there is nothing to do.
build() {
    NINJA_STATUS='[%f/%t %es] ' ninja -C "$root/build/$1" "${@:2}" >&2
}
