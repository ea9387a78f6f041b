# The five commands of CONTRACT: setup, run, test, check, bench. Everything else hangs on them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000

.PHONY: docs help setup run test check bench lint types contracts migrations messages browser test-sqlite test-postgres format

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

setup: ## make .venv with everything to run and test (idempotent)
	@bash tools/setup.sh

run: setup ## migrate, load the sample province into an empty database, serve on http://localhost:8000
	@PORT=$(PORT) $(VENV)/bin/motcua serve --sample --port $(PORT)

test: setup ## all checks and tests: what .ci/run calls
	@bash tools/test.sh

check: setup lint types contracts migrations messages ## the fast part: lint, types, import contracts, migrations, translations

bench: setup ## benchmarks, as a table and as benchmarks/results.json
	@$(PY) -m benchmarks

lint:
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@git ls-files -z 'src/**/*.html' | xargs -0 -r $(VENV)/bin/djade --check --target-version 5.2
	@$(PY) tools/check_locks.py

types:
	@$(VENV)/bin/mypy

contracts:
	@PYTHONPATH=src:. $(VENV)/bin/lint-imports --no-cache

docs: ## write the pages that are tables of the code
	@PYTHONPATH=src $(PY) tools/docs.py

migrations:
	@PYTHONPATH=src DJANGO_SETTINGS_MODULE=motcua.config.settings_test $(PY) -m django makemigrations --check --dry-run

messages: ## every text that people see has its English
	@$(PY) tools/messages.py check

format: ## format code and templates
	@$(VENV)/bin/ruff check --fix -q . ; $(VENV)/bin/ruff format -q .
	@git ls-files -z 'src/**/*.html' | xargs -0 -r $(VENV)/bin/djade --target-version 5.2 || $(MAKE) --no-print-directory lint  # it says 1 when it rewrote
