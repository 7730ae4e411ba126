# The commands people type. Each sets up what it needs in .venv, from the hashed locks.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help

help: ## Show this help
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: .venv/.site ## Build the site from digests/ into site/
	$(BIN)/offprint build

serve: .venv/.site ## Build, serve on localhost and rebuild when a file changes
	$(BIN)/offprint serve

test: .venv/.dev ## Run all tests (needs Chromium; installs it with apt where it may)
	@CHROMIUM="$$(sh tests/chromium.sh)" && export CHROMIUM && $(BIN)/pytest $(ARGS)

check: .venv/.dev ## Lint, format check, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

audit: .venv/.dev ## Audit the workflows
	$(BIN)/zizmor --offline --persona=auditor .github
	$(BIN)/actionlint .github/workflows/*.yml

bench: .venv/.bench ## Measure beside the peers (see benchmarks/README.md)
	$(BIN)/python -m benchmarks $(ARGS)

scripts: .venv/bin/python ## Put the browser's search scripts together anew, after a change to one of them
	.venv/bin/python -m generator.render.search.join

lock: ## Refresh the locks (maintainers; needs uv)
	uv pip compile -q $(LOCK) pyproject.toml -o requirements.lock
	uv pip compile -q $(LOCK) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile -q $(LOCK) pyproject.toml --group dev --group bench -c requirements-dev.lock -o requirements-bench.lock
LOCK = --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

clean: ## Remove what was built
	rm -rf site .work

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Offprint needs Python 3.11 or newer; set PYTHON=python3.12, say."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.site: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@# pip compiles what it installs, but not a checkout; where Python may not write its caches each command would do so, for .3 s.
	@$(BIN)/python -m compileall -q generator
	@touch $@
.venv/.dev: .venv/.site requirements-dev.lock
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
.venv/.bench: .venv/.dev requirements-bench.lock
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

.PHONY: help site serve test check audit bench scripts lock clean
