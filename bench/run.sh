#!/usr/bin/env bash
# Measure pages against a bare view: `make bench`. See docs/performance.md; `bash bench/run.sh --help` for less or more.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/python bench/run.py "$@"
