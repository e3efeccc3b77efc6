#!/usr/bin/env bash
# Measure: `make bench`, or bash bench/run.sh [pages | network | meetings | exchange | seats | mail | search] [--help or other options of that part].
# Pages against a bare view, a region that is full, a full agenda, a full exchange and registering are in docs/performance.md, search beside other engines in docs/search.md.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
unset DATABASE_URL SEARCH_ENGINE

# With a PostgreSQL beside SQLite where there is one.
on_both() {
    if command -v initdb >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; then
        bash scripts/postgres.sh "$python" "$@"
    else
        "$python" "$@"
    fi
}

case ${1:-} in
    pages) shift; exec "$python" bench/run.py "$@" ;;
    network) shift; exec "$python" bench/network.py "$@" ;;
    meetings) shift; exec "$python" bench/meetings.py "$@" ;;
    exchange) shift; exec "$python" bench/exchange.py "$@" ;;
    seats) shift; on_both bench/seats.py "$@" ;;
    mail) shift; exec "$python" bench/mail.py "$@" ;;
    search) shift; on_both bench/search.py "$@" ;;
    "")
        "$python" bench/run.py
        "$python" bench/network.py
        "$python" bench/meetings.py
        "$python" bench/exchange.py
        on_both bench/seats.py
        "$python" bench/mail.py
        on_both bench/search.py
        ;;
    *) exec "$python" bench/run.py "$@" ;;
esac
