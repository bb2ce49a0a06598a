# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-3.0-or-later
# What the commands of this folder share; they source this file, after packaging/steps.sh.

# default_mirror: the one that apt would ask here for Debian 12.
default_mirror() {
    local mirror
    # shellcheck disable=SC2016 # the variable is apt's
    mirror=$(apt-get indextargets --format '$(REPO_URI)' \
        'Created-By: Packages' 'Codename: bookworm' 'Component: main' | head -n 1)
    [ -n "$mirror" ] || die "apt knows no mirror of Debian 12 here; name one with --mirror"
    printf '%s\n' "$mirror"
}

# How this machine reaches mirrors and registries, so that the bare one does too.
reach=()
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS; do
    [ -z "${!name:-}" ] || reach+=("$name=${!name}")
done

# make_root FOLDER MIRROR [OPTION OF DEBOOTSTRAP...]: the smallest Debian 12 there is.
make_root() {
    debootstrap --variant=minbase "${@:3}" bookworm "$1" "$2"
    cp /etc/resolv.conf /etc/hosts "$1/etc/"
    apt-config dump | grep -iE '^Acquire::https?::proxy' >"$1/etc/apt/apt.conf.d/90proxy" || true
    mkdir -p "$1/usr/local/share/ca-certificates"
    cp -r /usr/local/share/ca-certificates/. "$1/usr/local/share/ca-certificates/" 2>/dev/null || true
}
