#!/usr/bin/env bash
# Formats everything: Python, C++ and the .sage programs.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"

ruff check --quiet --fix-only .
ruff format --quiet .
git ls-files '*.hpp' '*.cpp' ':!tests/golden' | xargs --no-run-if-empty clang-format -i
sagec fmt examples tests/programs tests/externs benchmarks
