#!/usr/bin/env bash
# See to it that system packages are there: scripts/need.sh chromium postgresql gettext libpangoft2-1.0-0
# As root they are installed; anybody else gets the one command to run.
set -euo pipefail

present() {
    case $1 in
        chromium) command -v chromium >/dev/null ;;
        make) command -v make >/dev/null ;;
        gettext) command -v xgettext >/dev/null && command -v msgmerge >/dev/null ;;
        # Which WeasyPrint makes PDF with; it brings a font along.
        libpangoft2-1.0-0) python3 -c 'import ctypes.util, sys; sys.exit(not ctypes.util.find_library("pangoft2-1.0"))' ;;
        postgresql) compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null ;;
        *) echo "scripts/need.sh doesn't know $1" >&2; exit 2 ;;
    esac
}

missing=()
for package in "$@"; do
    present "$package" || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]}…"
    log=$(mktemp)
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        rm -f "$log"
        echo "Could not install ${missing[*]}." >&2
        exit 1
    fi
    rm -f "$log"
else
    echo "${missing[*]}: not on this machine. Run this once, then try again:" >&2
    echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
fi

for package in "${missing[@]}"; do
    present "$package" || { echo "$package is still not there." >&2; exit 1; }
done
