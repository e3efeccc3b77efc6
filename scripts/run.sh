#!/usr/bin/env bash
# Serve the site on this machine, with the demo region in it and a worker beside it: `make run`, `make run PORT=8123`.
set -euo pipefail
cd "$(dirname "$0")/.."
export PORT=${PORT:-8000} DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-config.settings.dev}

if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
    echo "Port $PORT is in use. Choose another: make run PORT=$((PORT + 1))" >&2
    exit 1
fi

# Sheets and certificates are PDF. All the rest works without.
bash scripts/need.sh libpangoft2-1.0-0 || echo "The site starts, but can't make PDF." >&2

prepare() (
    echo "Preparing the database…"
    export LOG_LEVEL=${LOG_LEVEL:-WARNING}
    .venv/bin/python manage.py migrate --verbosity 0
    .venv/bin/python manage.py load_demo
)

if [ -n "${DATABASE_URL:-}${LEERKRING_VAR:-}" ] || [ -e .env ]; then
    # A database of one's own may be any other than last time, so we always look.
    prepare
else
    # Ours is looked after again only when something it is made of changed, which makes the next start quick.
    stamp=var/prepared
    made_of=$(find site network practices search requirements.lock -type f \
        \( -path '*/migrations/*.py' -o -path '*demo*' -o -name requirements.lock \) ! -name '*.pyc' -print0 |
        sort -z | xargs -0 cat | sha256sum)
    if [ ! -s var/leerkring.sqlite3 ] || [ "$(cat "$stamp" 2>/dev/null)" != "$made_of" ]; then
        prepare
        echo "$made_of" >"$stamp"
    fi
fi

echo "Leerkring is at http://localhost:$PORT (Ctrl-C stops it)."
# The server of production, so that what works here works there. One worker: one process keeps the pages.
export PYTHONPATH=site
# Pages of errors as visitors get them; `make dev` shows what went wrong instead.
[ -e .env ] || export DEBUG=${DEBUG:-false}
# The worker ends by itself as soon as the server, which takes the place of this shell, is gone: however it went.
LOG_LEVEL=${LOG_LEVEL:-WARNING} .venv/bin/python manage.py work --beside $$ &
exec .venv/bin/granian --interface wsgi --host "${HOST:-127.0.0.1}" --port "$PORT" --workers 1 --blocking-threads 4 \
    --log-level warning --workers-kill-timeout 5s config.wsgi:application
