#!/usr/bin/env bash
# Makes .venv with everything to run and test. Idempotent: does nothing where nothing changed.
# Needs Python 3.11 and nothing else; what Debian can give beside it (venv, Chromium, Tesseract) is installed where we may.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.venv/.setup-stamp
want=$(cat requirements/*.txt tools/setup.sh tools/build_static.py package-lock.json pyproject.toml \
       $(find src/motcua/ui/styles src/motcua/ui/scripts src/motcua/locale -type f -name '*.*' ! -name '*.mo' 2>/dev/null | LC_ALL=C sort) 2>/dev/null | sha256sum | cut -d' ' -f1)
[ "$(cat "$stamp" 2>/dev/null || true)" = "$want" ] && exit 0

say() { printf 'setup: %s\n' "$*"; }

python=""
for candidate in python3.11 python3 python3.12 python3.13; do
  if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] || { echo "setup: Một Cửa needs Python 3.11 or newer (Debian: apt-get install python3)." >&2; exit 1; }

root() { # run as root where that is possible without asking
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}
apt_updated=""
apt() { # apt-get install, quietly; fails where we may not or the package is not to be had
  command -v apt-get >/dev/null || return 1
  [ -n "$apt_updated" ] || { root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null 2>&1 || true; apt_updated=1; }
  root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

if [ ! -x .venv/bin/python ]; then
  say "making .venv with $("$python" --version)"
  "$python" -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; apt python3-venv && "$python" -m venv .venv; } ||
    { echo "setup: Python's venv module is missing (Debian: apt-get install python3-venv)." >&2; exit 1; }
fi
[ -x .venv/bin/uv ] || .venv/bin/python -m pip install -q --require-hashes -r requirements/uv.txt
say "installing the locked dependencies"
.venv/bin/uv pip install -q --require-hashes --python .venv/bin/python -r requirements/base.txt -r requirements/build.txt -r requirements/dev.txt
[ -x .venv/bin/motcua ] || .venv/bin/uv pip install -q --no-deps --no-build-isolation --python .venv/bin/python -e .
say "building the static files"
.venv/bin/python tools/build_static.py
.venv/bin/python tools/messages.py compile

if [ -z "${MOTCUA_SETUP_BARE:-}" ]; then
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
    { say "installing Chromium for the browser journeys"; apt chromium || say "no Chromium here: the browser journeys will be skipped"; }
  # the driver of the browser journeys is a program of its own, and a bare Debian lacks a library it is linked to
  .venv/bin/playwright --version >/dev/null 2>&1 ||
    { say "installing what drives the browser"; apt libatomic1 && .venv/bin/playwright --version >/dev/null 2>&1; } ||
    say "the browser cannot be driven here: the browser journeys will be skipped"
  tesseract --list-langs 2>/dev/null | grep -qx vie ||
    { say "installing Tesseract (Vietnamese) for scans"; apt tesseract-ocr tesseract-ocr-vie || say "no Tesseract here: scans cannot be read until it is installed"; }
fi
printf '%s\n' "$want" > "$stamp"
say "ready"
