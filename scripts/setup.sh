#!/usr/bin/env bash
# Make .venv with exactly what requirements.lock says. Does nothing when that is there already.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.venv/installed.lock
if cmp -s requirements.lock "$stamp" && .venv/bin/python -c "" 2>/dev/null; then
    exit 0
fi

say() { printf '%s\n' "$*" >&2; }

new_enough() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; }

python=""
for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    say "Leerkring needs Python 3.11, 3.12 or 3.13. Install one, for example: sudo apt-get install python3 python3-venv"
    exit 1
fi

# Debian keeps the part of venv that brings pip in a package of its own.
if ! "$python" -c "import ensurepip, venv" 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing python$version-venv…"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "python$version-venv" ca-certificates >&2
    else
        say "Python can't make a virtual environment here. Run this once, then try again:"
        say "  sudo apt-get install python$version-venv"
        exit 1
    fi
fi

if ! { [ -x .venv/bin/pip ] && new_enough .venv/bin/python; }; then
    say "Making .venv with $("$python" --version)…"
    "$python" -m venv --clear .venv
fi
say "Installing the packages of requirements.lock into .venv (the first time about half a minute)…"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
cp requirements.lock "$stamp"
