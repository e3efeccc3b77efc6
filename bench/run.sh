#!/usr/bin/env bash
# Measure: `make bench`, or bash bench/run.sh [pages | network | mail | search] [--help or other options of that part].
# Pages against a bare view and a region that is full are in docs/performance.md, search beside other engines in docs/search.md.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
unset DATABASE_URL SEARCH_ENGINE

search() {
    if command -v initdb >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; then
        bash scripts/postgres.sh "$python" bench/search.py "$@"
    else
        "$python" bench/search.py "$@"
    fi
}

case ${1:-} in
    pages) shift; exec "$python" bench/run.py "$@" ;;
    network) shift; exec "$python" bench/network.py "$@" ;;
    mail) shift; exec "$python" bench/mail.py "$@" ;;
    search) shift; search "$@" ;;
    "") "$python" bench/run.py; "$python" bench/network.py; "$python" bench/mail.py; search ;;
    *) exec "$python" bench/run.py "$@" ;;
esac
