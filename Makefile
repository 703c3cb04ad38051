# The shop's commands. A bare `make` prints them.
# PowerShell, first time and every time:
#   py -m venv .venv; .venv\Scripts\pip install --require-hashes -r requirements.txt
#   .venv\Scripts\python app.py

PYTHON3 ?= python3
PORT ?= 5000
HOST ?= 127.0.0.1
WORKERS ?= 2
BIN := .venv/bin
export PORT HOST

.DEFAULT_GOAL := help
.PHONY: help run serve seed-demo test e2e e2e-machines bench bench-checkout check format lock insomnia client example fuzz clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/bin/python:
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "The shop needs Python 3.11 or newer: make PYTHON3=python3.11 ..."; exit 1; }
	@$(PYTHON3) -m venv .venv

.venv/installed: requirements.txt | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: requirements.txt requirements-dev.txt | .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $@

.venv/installed-bench: benchmarks/requirements.txt | .venv/installed-dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.txt
	@touch $@

.venv/installed-e2e: tests/e2e/requirements.txt | .venv/installed-dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/e2e/requirements.txt
	@touch $@

clients/node_modules/.installed: clients/package-lock.json
	@npm --prefix clients ci --ignore-scripts --silent
	@touch $@

# In a terminal the server gets a process group of its own, so that Ctrl-C closes it and not make.
run: .venv/installed ## Open the shop on a laptop: install, migrate, seed, serve (PORT, default 5000)
	@if [ -t 0 ]; then set -m; fi; $(BIN)/python app.py

# How granian serves stands in deploy/granian.env, for the container and systemd as well.
serve: .venv/installed ## The production server: granian with WORKERS (default 2) on PORT
	@$(BIN)/flask setup
	@PATH="$(CURDIR)/$(BIN):$$PATH" GRANIAN_HOST=$(HOST) GRANIAN_PORT=$(PORT) GRANIAN_WORKERS=$(WORKERS) deploy/serve

seed-demo: .venv/installed ## Fill the shop with products, pictures, offers and users to look at
	@$(BIN)/flask seed-demo

test: .venv/installed-dev ## Every test, on SQLite and on PostgreSQL
	@$(BIN)/python -m pytest -n auto

e2e: .venv/installed-e2e ## The shop beside real servers and clients (Debian: installs them as root)
	@tests/e2e/install-packages
	@$(BIN)/python -m pytest tests/e2e

e2e-machines: .venv/installed-e2e ## What docs/deployment.md says, on Debian booted for it (needs Debian, root, the network)
	@tests/e2e/install-packages debootstrap:debootstrap systemd-nspawn:systemd-container mmdebstrap:mmdebstrap slirp4netns:slirp4netns
	@$(BIN)/python -m pytest tests/machines

fuzz: .venv/installed-dev ## schemathesis with all checks over every operation (EXAMPLES, default 200)
	@SHOP_FUZZ_EXAMPLES=$${EXAMPLES:-200} $(BIN)/python -m pytest tests/test_fuzz.py -n auto

bench: .venv/installed-bench ## What reading the catalogue costs, beside a floor and FastAPI (KEEP=folder keeps the databases)
	@$(BIN)/python -m benchmarks.catalogue $(if $(KEEP),--keep $(KEEP))

bench-checkout: .venv/installed-dev ## What a checkout costs, beside a hand-written transaction
	@$(BIN)/python -m benchmarks.checkout

check: .venv/installed-dev ## Lint, format, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: .venv/installed-dev ## Put the code into shape
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

lock: .venv/installed-dev ## Write requirements*.txt from requirements*.in, with hashes, for every platform
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 requirements-s3.in -o requirements-s3.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 requirements-otel.in -o requirements-otel.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 requirements-dev.in -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 benchmarks/requirements.in -o benchmarks/requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 tests/e2e/requirements.in -o tests/e2e/requirements.txt

insomnia: .venv/installed ## Write the collections for Insomnia and Postman from the OpenAPI document
	@$(BIN)/flask insomnia

client: .venv/installed clients/node_modules/.installed ## Write the TypeScript client's types from the OpenAPI document, and build it
	@$(BIN)/flask openapi | npm --prefix clients/typescript --silent run generate
	@npm --prefix clients/typescript --silent run build

example: client ## The example page on port 5173, beside a shop on PORT with CORS_ORIGINS=http://127.0.0.1:5173
	@VITE_SHOP_URL=http://127.0.0.1:$(PORT) npm --prefix clients/example --silent run build
	@npm --prefix clients/example run preview -- --host 127.0.0.1

clean: ## Take away environments and caches (never the database)
	@rm -rf .venv clients/node_modules clients/*/dist clients/*/build .pytest_cache .mypy_cache .ruff_cache .hypothesis
