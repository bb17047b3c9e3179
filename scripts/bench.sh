#!/usr/bin/env bash
# Measures SAGE against hand-written programs, DuckDB and Polars on this machine. Arguments go to benchmarks/bench.py.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/sagec doctor --build
if ! .venv/bin/python -c 'import duckdb, polars' 2>/dev/null; then
  # What cannot be had is left out of the report, which says so.
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]' || true
fi
.venv/bin/python scripts/make_data.py bench
.venv/bin/python benchmarks/bench.py "$@"
