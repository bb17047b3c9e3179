# Every target is one line; what it does stands in scripts/.
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-all golden fmt lint data bench docs clean

help:      ## list the targets
	@awk -F':[^#]*## *' '/^[a-z-]+:.*##/ {printf "%-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
setup:     ## install what is missing; fast when nothing is
	@scripts/setup.sh
demo: setup  ## compile and run the examples, start a service and call it
	@scripts/demo.sh
test: setup  ## lint, types, then every test that is not slow
	@scripts/test.sh
test-all: setup  ## the slow tests too: sanitizers, wheel, random programs
	@scripts/test.sh -m "slow or not slow"
golden: setup  ## rewrite the golden files; read the diff before committing it
	@.venv/bin/pytest -q --update-golden tests
fmt: setup  ## format Python, C++ and .sage
	@scripts/format.sh
lint: setup  ## formatting, ruff, mypy
	@scripts/lint.sh
data: setup  ## make the example data again, and the whole year beside it
	@scripts/data.sh
bench: setup  ## measure against hand-written programs, DuckDB and Polars; ARGS="nexmark q5" measures a part
	@scripts/bench.sh $(ARGS)
docs: setup  ## run every code block of docs/ and examples/
	@.venv/bin/pytest -q tests/docs
clean:     ## remove what was built; the set-up stays
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache
