#!/usr/bin/env bash
# Run the tests: scripts/test.sh all | quick | lint | unit | postgres | browser
# Stops at the first part that fails. The last lines are pytest's own summary.
set -euo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=config.settings.test PYTHONPATH=.:site
# What somebody set for a site of their own has no place in the tests.
unset LEERKRING_TEST_TEMPLATE SEARCH_ENGINE DATABASE_URL REDIS_URL SECRET_KEY BASE_URL ALLOWED_HOSTS LEERKRING_VAR
bin=.venv/bin
case ${1:-} in all | quick | unit | postgres | browser)
    bash scripts/need.sh libpangoft2-1.0-0
esac
case ${1:-} in all | postgres)
    bash scripts/need.sh postgresql
    # One throw-away server for everything that runs on PostgreSQL.
    if [ -z "${LEERKRING_TEST_SERVER:-}" ]; then
        LEERKRING_TEST_SERVER=yes exec bash scripts/postgres.sh bash scripts/test.sh "$@"
    fi
esac
# The test settings make a folder for what they write; all of them go when this ends, however it ends.
TMPDIR=$(mktemp -d /tmp/leerkring-tests.XXXXXX)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

part() {
    printf '\n== %s (after %d s)\n' "$1" "$SECONDS"
    "${@:2}"
}

# Settings such as a real installation has, so that --deploy judges those.
on_production_settings() {
    DJANGO_SETTINGS_MODULE=config.settings.production SECRET_KEY=$("$bin/python" -c 'import secrets; print(secrets.token_urlsafe(50))') \
        BASE_URL=https://leerkring.example ALLOWED_HOSTS=leerkring.example "$bin/python" manage.py "$@"
}

style() {
    "$bin/ruff" check .
    "$bin/ruff" format --check --quiet . || { echo "Not in shape; run: make format" >&2; return 1; }
    "$bin/lint-imports" --no-cache
}
models() { "$bin/python" manage.py makemigrations --check --dry-run; }
deployment() { on_production_settings check --deploy --fail-level WARNING; }

# A database with all migrations run, of which each process of pytest takes a copy.
sqlite_template() { DATABASE_URL=sqlite:///$TMPDIR/template.sqlite3 "$bin/python" manage.py migrate --verbosity 0; }
postgres_template() {
    "$bin/python" -c 'import psycopg; psycopg.connect("dbname=postgres", autocommit=True).execute("CREATE DATABASE template")'
    DATABASE_URL=postgres:///template "$bin/python" manage.py migrate --verbosity 0
}

# Run each at the same time as the others, and show what it said when it is done; fails when one of them failed.
beside() {
    local name running=() failed=0
    for name in "$@"; do
        "$name" >"$TMPDIR/$name.log" 2>&1 &
        running+=($!)
    done
    for name in "$@"; do
        wait "${running[0]}" || failed=1
        running=("${running[@]:1}")
        cat "$TMPDIR/$name.log"
    done
    return "$failed"
}

on_sqlite() { LEERKRING_TEST_TEMPLATE=$TMPDIR/template.sqlite3 "$bin/pytest" -n 2 --dist worksteal "$@"; }
on_postgres() {
    LEERKRING_TEST_TEMPLATE=template DATABASE_URL=postgres:///postgres "$bin/pytest" -n 2 --dist worksteal -m "not browser" "$@"
}
unit() { on_sqlite -m "not browser"; }
quick() { on_sqlite -m "not browser and not slow"; }
# Searches that run on PostgreSQL with their index in it as well.
searches=(tests/search/relevance tests/search/test_{api,engine,find,leaks,postgres,saved,spelling,suggest,views}.py)
postgres() {
    # What starts a site of its own has run already.
    local left_out=(tests/services "${searches[@]}")
    on_postgres --only-database "${left_out[@]/#/--ignore=}"
}
postgres_engine() { SEARCH_ENGINE=postgres on_postgres "${searches[@]}"; }
browser() { on_sqlite -m browser tests/browser; }

case ${1:-} in
    lint) part "Linters" beside style models deployment ;;
    unit)
        part "Tables on SQLite" sqlite_template
        part "Tests on SQLite" unit
        ;;
    postgres)
        part "Tables on PostgreSQL" postgres_template
        part "Tests on PostgreSQL" postgres
        part "Tests of search in PostgreSQL" postgres_engine
        ;;
    browser)
        bash scripts/need.sh chromium
        part "Tables on SQLite" sqlite_template
        part "Tests in the browser" browser
        ;;
    quick)
        part "Linters, and tables on SQLite" beside style sqlite_template models deployment
        part "Tests on SQLite, without the slow ones" quick
        ;;
    all)
        bash scripts/need.sh chromium gettext
        part "Linters, and tables on both databases" beside style sqlite_template postgres_template models deployment
        part "Tests on SQLite" unit
        part "Tests on PostgreSQL" postgres
        part "Tests of search in PostgreSQL" postgres_engine
        part "Tests in the browser" browser
        ;;
    *)
        echo "Use: scripts/test.sh all | quick | lint | unit | postgres | browser" >&2
        exit 2
        ;;
esac
