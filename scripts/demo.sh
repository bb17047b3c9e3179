#!/usr/bin/env bash
# Two pipelines over real data, then one that is a service: called from Python, from the shell, and stopped.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"

folder=$(mktemp -d)
export SAGE_RUNTIME_DIR="$folder/services"
service=
stop() {
  [ -z "$service" ] || kill "$service" 2>/dev/null || true
  wait
  rm -rf "$folder"
}
trap stop EXIT

step() { printf '\n\033[1m%s\033[0m\n' "$*"; }
show() { printf '$ %s\n' "$*"; "$@"; }

# A service is there when its descriptor is (docs/wire.md, 2).
await_service() {
  for _ in $(seq 100); do
    if compgen -G "$SAGE_RUNTIME_DIR/$1/*.json" >/dev/null; then return; fi
    sleep 0.05
  done
  echo "demo: $1 did not announce itself" >&2
  exit 1
}

sagec doctor --build

step "1. Which airlines came late in January 2013? 27,004 flights, compiled to one executable"
show sagec compile examples/late_carriers.sage -o "$folder/late_carriers"
show "$folder/late_carriers" --late_after 30

step "2. The longer words of a book"
show sagec run examples/word_count.sage -- --shortest 6

step "3. A pipeline is a service"
show sagec test examples/delay_lookup.sage
show sagec compile examples/delay_lookup.sage -o "$folder/delay_lookup"
"$folder/delay_lookup" &
service=$!
await_service delay_lookup
show python examples/call_delay_lookup.py
show sage call delay_lookup '{"carrier": "DL", "dep_delay": 40}'
show sage ps
show sage stop delay_lookup
wait "$service"
service=
