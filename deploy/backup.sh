#!/usr/bin/env bash
# A copy of the database and the uploads that belong together: deploy/backup.sh FOLDER
# Run it as the user of the site, with its environment, e.g. nightly. Keeps the last fourteen.
set -euo pipefail
folder=${1:?say where the copies go}
umask 077
cd "$(dirname "$0")/.."
var=${LEERKRING_VAR:-$PWD/var}
database=${DATABASE_URL:-sqlite:///$var/leerkring.sqlite3}
target=$folder/$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$target.part"

case $database in
    sqlite:///*)
        # A plain copy of a file that is being written to loses what was just stored; VACUUM INTO doesn't.
        .venv/bin/python - "${database#sqlite:///}" "$target.part/leerkring.sqlite3" <<'PYTHON'
import sqlite3
import sys

source, copy = sys.argv[1:]
connection = sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=60)
connection.execute("VACUUM INTO ?", (copy,))
check = sqlite3.connect(copy).execute("PRAGMA integrity_check").fetchone()[0]
sys.exit(0 if check == "ok" else f"the copy is damaged: {check}")
PYTHON
        ;;
    *)
        pg_dump --format=custom --no-owner --file "$target.part/leerkring.dump" "$database"
        ;;
esac
# After the database: a file that the copy of the database names is then always there.
if [ -d "$var/media" ]; then
    tar -C "$var" -cf "$target.part/media.tar" media
fi
mv "$target.part" "$target"
find "$folder" -mindepth 1 -maxdepth 1 -type d -name '20*Z' | sort | head -n -14 | xargs -r rm -rf
echo "$target"
