#!/usr/bin/env bash
# Measures SAGE against hand-written programs, in pairs, on this machine.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/sagec doctor --build
.venv/bin/python scripts/make_data.py bench
.venv/bin/python benchmarks/bench.py "$@"
