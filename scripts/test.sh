#!/usr/bin/env bash
# What must hold before a commit: lint and types first, for they are fast, then the tests.
# Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/lint.sh
.venv/bin/sagec doctor --build
.venv/bin/pytest -x -q "$@"
