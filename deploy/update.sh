#!/usr/bin/env bash
# Bring an installation to the version that is checked out: packages, translations, static files, tables.
# Run it as the user of the site, with its environment; then restart the service. Safe to run again.
set -euo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-config.settings.production}
bash scripts/setup.sh
.venv/bin/python scripts/messages.py compile
.venv/bin/python manage.py check --deploy --fail-level WARNING
.venv/bin/python manage.py migrate --no-input
.venv/bin/python manage.py setup_site
.venv/bin/python manage.py collectstatic --no-input --verbosity 0
