#!/usr/bin/env bash
# Makes a checkout ready: system packages, .venv, our own package in it. Says what it does; does nothing twice.
#
# Exit code 3: something is missing that only the user may install; the one command to run is printed.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.venv/.sage-setup
recipe=$(cat pyproject.toml scripts/setup.sh scripts/wheel_bundle.py | sha256sum | cut -d' ' -f1)
apt_updated=

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 3; }

# The names of the Debian packages that are missing, asked of the compiler, which knows its own folders.
missing_packages() {
  if ! command -v "${CXX:-g++}" >/dev/null; then
    echo g++ zlib1g-dev libzmq3-dev libre2-dev libssl-dev
    return
  fi
  "${CXX:-g++}" -std=c++20 -E -P -x c++ - 2>/dev/null <<'PROBE' | grep '^MISSING' | cut -d' ' -f2 || true
#if !__has_include(<zlib.h>)
MISSING zlib1g-dev
#endif
#if !__has_include(<zmq.h>)
MISSING libzmq3-dev
#endif
#if !__has_include(<re2/re2.h>)
MISSING libre2-dev
#endif
#if !__has_include(<openssl/evp.h>)
MISSING libssl-dev
#endif
PROBE
}

# Runs as root: directly, or by sudo where that asks no password.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

install_packages() {
  if [ -z "$apt_updated" ]; then
    say "apt-get update"
    as_root apt-get update -qq
    apt_updated=yes
  fi
  say "apt-get install $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

system_packages() {
  local missing
  missing=$(missing_packages | xargs)
  [ -n "$missing" ] || return 0
  if ! may_install; then
    fail "these packages are missing; run: sudo apt-get update && sudo apt-get install -y $missing"
  fi
  # shellcheck disable=SC2086
  install_packages $missing
  missing=$(missing_packages | xargs)
  [ -z "$missing" ] || fail "still missing after their installation: $missing"
  # A faster linker: used where found, never required.
  command -v mold >/dev/null || install_packages mold || say "mold is not available; linking with what there is"
}

newest_python() {
  local name
  for name in python3 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  fail "Python 3.11 or newer is needed; run: sudo apt-get install -y python3 python3-venv"
}

virtual_environment() {
  local python
  python=$(newest_python)
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    may_install || fail "this Python makes no virtual environment; run: sudo apt-get install -y python3-venv"
    install_packages python3-venv
  fi
  say "$python -m venv .venv"
  "$python" -m venv --clear .venv
}

system_packages
if [ "$(cat "$stamp" 2>/dev/null)" = "$recipe" ] && .venv/bin/python -c '' 2>/dev/null; then
  say "up to date (.venv)"
  exit 0
fi
.venv/bin/python -c '' 2>/dev/null || virtual_environment
say "pip install --editable .[dev]"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
echo "$recipe" >"$stamp"
say "ready (.venv)"
