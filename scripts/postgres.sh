#!/usr/bin/env bash
# Run a command with DATABASE_URL pointing at a throw-away PostgreSQL: scripts/postgres.sh pytest tests
# The cluster lives in a temporary folder, listens on a socket only, and is gone when the command ends.
set -euo pipefail

bin=$(dirname "$(command -v initdb || true)")
for folder in $(compgen -G "/usr/lib/postgresql/*/bin" | sort -V); do
    [ -x "$folder/initdb" ] && bin=$folder
done
if [ ! -x "$bin/initdb" ]; then
    echo "PostgreSQL's initdb was not found; install the package postgresql." >&2
    exit 1
fi

home=$(mktemp -d /tmp/leerkring-pg.XXXXXX)
# PostgreSQL refuses to run as root.
as_owner=()
if [ "$(id -u)" = 0 ]; then
    chown postgres: "$home"
    as_owner=(setpriv --reuid=postgres --regid=postgres --init-groups env -C "$home")
fi

stop() {
    status=$?
    trap - EXIT INT TERM
    "${as_owner[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$home"
    exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

"${as_owner[@]}" "$bin/initdb" -D "$home/data" -U leerkring -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home/initdb.log" 2>&1 ||
    { cat "$home/initdb.log" >&2; exit 1; }
# Speed over safety: nothing in here outlives the command.
"${as_owner[@]}" "$bin/pg_ctl" -D "$home/data" -l "$home/data/server.log" -w -s start -o "-k $home -c listen_addresses= \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off -c max_connections=60" ||
    { cat "$home/data/server.log" >&2; exit 1; }

export PGHOST=$home PGUSER=leerkring PGDATABASE=postgres
unset PGPORT PGPASSWORD
export DATABASE_URL=postgres:///postgres
"$@"
