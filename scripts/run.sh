#!/usr/bin/env bash
# Serve the site on this machine, with the demo region in it: `make run`, `make run PORT=8123`.
set -euo pipefail
cd "$(dirname "$0")/.."
export PORT=${PORT:-8000} DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-config.settings.dev}
address=http://localhost:$PORT

if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
    echo "Port $PORT is in use. Choose another: make run PORT=$((PORT + 1))" >&2
    exit 1
fi

# Tables and demo data are looked after again only when something they are made of changed. Somebody who brings a
# database of their own may have emptied it, so there we always look.
stamp=var/prepared
made_of=$(cat requirements.lock $(find site network practices \( -path '*/migrations/*.py' -o -path '*/demo/*' -o -name 'load_demo.py' \) -type f | sort) | sha256sum)
if [ -n "${DATABASE_URL:-}${LEERKRING_VAR:-}" ] || [ -e .env ] || [ ! -s var/leerkring.sqlite3 ] || [ "$(cat "$stamp" 2>/dev/null)" != "$made_of" ]; then
    echo "Preparing the database…"
    .venv/bin/python manage.py migrate --verbosity 0
    .venv/bin/python manage.py load_demo
    echo "$made_of" >"$stamp"
fi

echo "Leerkring is at $address (Ctrl-C stops it)."
# The server of production, so that what works here works there. One worker: one process holds the page cache.
export PYTHONPATH=site
exec .venv/bin/granian --interface wsgi --host "${HOST:-127.0.0.1}" --port "$PORT" --workers 1 --blocking-threads 4 \
    --log-level warning --workers-kill-timeout 5s config.wsgi:application
