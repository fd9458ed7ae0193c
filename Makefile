# The front door: `make run` and `make test`. CI runs the same `make test`.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash

UV_VERSION := 0.13.9
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || echo python3.11)
BIN := .venv/bin
# Megabytes for the environment, the styles and the database.
ROOM := 2000
NPM := .ci/npm
export KITH_ROOT := $(CURDIR)
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv

ASSETS := $(wildcard src/kith/web/assets/* src/kith/web/assets/*/*)
STATIC := build/static/staticfiles.json

.PHONY: help run test check bench clean assets lint types pure packages

help: $(BIN)/.ready  ## This help; also makes .venv/bin/kith
	@echo "make run     serve Kith with its demonstration on http://127.0.0.1:8000 (PORT= for another)"
	@echo "make test    lint, layers, types and every test, in a browser too"
	@echo "make check   the quick part: lint, layers, types and the tests that need no database"
	@echo "make bench   measurements, as a table"
	@echo "make clean   remove everything made here, the private database included"
	@echo "$(BIN)/kith --help for the command itself"

run: $(BIN)/.ready $(STATIC)
	@$(BIN)/kith serve --demo

test: $(BIN)/.ready-dev $(STATIC) packages lint types
	@echo "Tests"
	@$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist worksteal

check: $(BIN)/.ready-dev lint types pure

lint: $(BIN)/.ready-dev
	@echo "Lint and layers"
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/djlint --quiet --lint src/kith/web/templates
	@$(BIN)/lint-imports --no-logo

types: $(BIN)/.ready-dev
	@echo "Types"
	@$(BIN)/mypy

pure: $(BIN)/.ready-dev
	@echo "Tests that need no database"
	@$(BIN)/pytest -m "not browser" src/kith/lib src/kith/statutory

bench: $(BIN)/.ready
	$(if $(wildcard bench/run.py),@$(BIN)/python bench/run.py,@echo "There is nothing to measure yet: bench/run.py is not there." && exit 1)

clean:
	@if [ -x $(BIN)/kith ]; then $(BIN)/python -m kith.cli.remove; fi
	@rm -rf .venv node_modules build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment, from the lock file. What is there already is kept (--inexact), so the two stamps agree.

$(BIN)/uv:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python 3.11 with its venv module is missing. Install it: apt-get install -y python3.11 python3.11-venv"; exit 1; }
	@free=$$(df -Pm . | awk 'NR == 2 {print $$4}'); [ "$$free" -ge $(ROOM) ] || { \
	  echo "The disk is full: $$free MB are left here and Kith needs $(ROOM) MB. Free some space and run this again."; exit 1; }
	@echo "Making the Python environment"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check uv==$(UV_VERSION)

$(BIN)/.ready: $(BIN)/uv uv.lock pyproject.toml
	@echo "Installing what Kith needs"
	@$(BIN)/uv sync --quiet --frozen --inexact --all-extras --no-dev
	@touch $@

$(BIN)/.ready-dev: $(BIN)/.ready
	@echo "Installing what the checks need"
	@$(BIN)/uv sync --quiet --frozen --inexact --all-extras
	@touch $@

# Styles and scripts: npm from the machine where Node is new enough, else from the wheel.

assets: $(STATIC)

node_modules/.package-lock.json: package.json package-lock.json | $(BIN)/.ready
	@echo "Fetching styles and scripts"
	@$(NPM) ci --no-fund --no-audit --loglevel=error >/dev/null
	@touch $@

$(STATIC): node_modules/.package-lock.json $(ASSETS) | $(BIN)/.ready
	@echo "Building styles and scripts"
	@rm -rf build/assets build/static && mkdir -p build/assets
	@$(NPM) run --silent build
	@DJANGO_SETTINGS_MODULE=kith.settings $(BIN)/python -m django collectstatic --no-input --verbosity 0

# Debian's packages for the tests, where they are missing and we may install them.

packages:
	@missing=""; command -v chromium >/dev/null || missing="chromium"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$$missing postgresql"; \
	PATH="$$PATH:/usr/sbin" command -v pgbouncer >/dev/null || missing="$$missing pgbouncer"; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo -n"; else \
	  echo "The tests need$${missing:+ }$$missing. Install it: apt-get install -y $$missing"; exit 1; fi; \
	echo "Installing $$missing"; \
	{ $$as apt-get -qq update && $$as env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $$missing; } \
	  </dev/null >build/packages.log 2>&1 || { tail -3 build/packages.log; \
	  echo "Debian's packages could not be installed. Install them by hand: apt-get install -y $$missing"; exit 1; }
