#!/usr/bin/env bash
# Makes the example data again, and the whole year beside it.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/python scripts/make_data.py examples
.venv/bin/python scripts/make_data.py full
