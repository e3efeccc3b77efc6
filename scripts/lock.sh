#!/usr/bin/env bash
# Write requirements.lock anew from pyproject.toml: one file that holds for Python 3.11.0 up to 3.13.
# uv can resolve for a whole range of Pythons; pip-compile only for the one it runs on, and Debian 12's 3.11.2
# can't install what is chosen on 3.11.7. Arguments go to uv, e.g. scripts/lock.sh --upgrade-package wagtail
set -euo pipefail
cd "$(dirname "$0")/.."

"${PYTHON:-python3}" -m venv .venv-lock
.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.13,<0.14"
.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes \
    --no-header --no-emit-index-url --no-emit-find-links --output-file requirements.lock "$@" pyproject.toml
if grep -nE '://|^--(index|extra-index|find-links)' requirements.lock; then
    echo "requirements.lock names an address; it must hold for any package index." >&2
    exit 1
fi
