# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by packaging/run and packaging/test: Debian packages, configuring, building.
# shellcheck shell=bash

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# What building and running Outcrop needs on Debian 12.
build_packages=(
  ca-certificates g++ cmake ninja-build
  qt6-base-dev qt6-base-dev-tools qt6-svg-dev libqt6sql6-sqlite libqscintilla2-qt6-dev
  libgl1-mesa-dev libssl-dev zlib1g-dev libcpp-httplib-dev libcli11-dev qtkeychain-qt6-dev
)
# What only the window needs at run time; QtKeychain loads libsecret without depending on it.
window_packages=(fonts-noto-core fonts-noto-mono libsecret-1-0 qt6-qpa-plugins)
# What the tests need on top of that.
test_packages=(
  xvfb xauth openbox dbus dbus-x11 at-spi2-core python3 python3-pyatspi gir1.2-atspi-2.0 strace openssl git
  gnome-keyring libsecret-1-0
)

say() { printf '%s\n' "$*" >&2; }

# installed NAME: whether Debian's package is there and configured.
installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# need_packages NAME...: installs what is missing, and says so; fails with the command to run by hand.
need_packages() {
  local missing=() name elevate=()
  if ! command -v dpkg-query >/dev/null; then
    say "This is not Debian: please see to these packages, or their like, yourself: $*"
    return 0
  fi
  for name in "$@"; do
    installed "$name" || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "Missing Debian packages, and neither root nor sudo to install them. As root, run:"
      say "  apt-get install --no-install-recommends ${missing[*]}"
      return 1
    fi
    elevate=(sudo)
  fi
  say "Installing ${#missing[@]} missing Debian packages: ${missing[*]}"
  if ! "${elevate[@]}" apt-get update -q >&2 ||
    ! "${elevate[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2; then
    say "Installing the packages failed; apt-get's own message stands above."
    return 1
  fi
}

# build PRESET [TARGET...]: configures once and builds; quiet when there is nothing to do.
build() {
  local preset=$1 folder=$top/build/$1
  shift
  if [ ! -f "$folder/build.ninja" ]; then
    say "Configuring ($preset). The first build takes some minutes; later starts take seconds."
    # shellcheck disable=SC2086
    (cd "$top" && cmake --preset "$preset" ${OUTCROP_CMAKE_ARGS:-} >&2) || return 1
  fi
  NINJA_STATUS='[%f/%t, %e s] ' cmake --build "$folder" ${1:+--target "$@"} >&2
}
