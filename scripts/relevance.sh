#!/usr/bin/env bash
# How good search is, beside other engines: scripts/relevance.sh [--misses 0.8]. See docs/search.md.
# With PostgreSQL on this machine it is measured too, on a throw-away server.
set -euo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=config.settings.test PYTHONPATH=.:site LOG_LEVEL=WARNING
unset DATABASE_URL REDIS_URL SECRET_KEY BASE_URL ALLOWED_HOSTS LEERKRING_VAR SEARCH_ENGINE
TMPDIR=$(mktemp -d /tmp/leerkring-relevance.XXXXXX)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
measure=(.venv/bin/python -m tests.search.relevance.measure "$@")
if command -v initdb >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; then
    bash scripts/postgres.sh "${measure[@]}"
else
    "${measure[@]}"
fi
