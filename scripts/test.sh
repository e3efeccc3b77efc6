#!/usr/bin/env bash
# Run the tests: scripts/test.sh all | quick | lint | unit | postgres | browser
# Stops at the first part that fails. The last lines are pytest's own summary.
set -euo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=config.settings.test PYTHONPATH=.:site
# What somebody set for a site of their own has no place in the tests.
unset SEARCH_ENGINE DATABASE_URL REDIS_URL SECRET_KEY BASE_URL ALLOWED_HOSTS LEERKRING_VAR
bin=.venv/bin
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

lint() {
    "$bin/ruff" check .
    "$bin/ruff" format --check --quiet . || { echo "Not in shape; run: make format" >&2; return 1; }
    "$bin/lint-imports" --no-cache
    "$bin/python" manage.py makemigrations --check --dry-run
    on_production_settings check --deploy --fail-level WARNING
}

unit() { "$bin/pytest" -n 2 -m "not browser"; }
quick() { "$bin/pytest" -n 2 -m "not browser and not slow"; }
# Searches that run on PostgreSQL with their index in it as well.
searches=(tests/search/relevance tests/search/test_{api,engine,find,leaks,postgres,saved,spelling,suggest,views}.py)
postgres() {
    # What asks no database, or starts a site of its own, has run already.
    local left_out=(tests/test_house.py tests/test_messages.py tests/services "${searches[@]}"
        tests/search/test_{analysis,compounds,highlight,question}.py tests/site/base/test_document_text_reader.py)
    bash scripts/postgres.sh "$bin/pytest" -n 2 -m "not browser" "${left_out[@]/#/--ignore=}"
}
postgres_engine() {
    SEARCH_ENGINE=postgres bash scripts/postgres.sh "$bin/pytest" -n 2 -m "not browser" "${searches[@]}"
}
browser() { "$bin/pytest" -n 2 -m browser tests/browser; }

case ${1:-} in
    lint) part "Linters" lint ;;
    unit) part "Tests on SQLite" unit ;;
    postgres)
        bash scripts/need.sh postgresql
        part "Tests on PostgreSQL" postgres
        part "Tests of search in PostgreSQL" postgres_engine
        ;;
    browser)
        bash scripts/need.sh chromium
        part "Tests in the browser" browser
        ;;
    quick)
        part "Linters" lint
        part "Tests on SQLite, without the slow ones" quick
        ;;
    all)
        bash scripts/need.sh chromium postgresql gettext
        part "Linters" lint
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
