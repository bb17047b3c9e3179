#!/usr/bin/env bash
# Formatting, ruff, mypy and the layout of programs; changes nothing. `make fmt` mends what the first two lines complain of.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"

ruff format --quiet --check .
git ls-files '*.hpp' '*.cpp' ':!tests/golden' | xargs --no-run-if-empty clang-format --dry-run --Werror
ruff check --quiet .
mypy
sagec fmt --check examples tests/programs tests/externs benchmarks
