# Two commands: `make run` shows the dashboard, `make test` proves it. `make help` lists the others.
.DELETE_ON_ERROR:
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE :=
PORT ?= 8501

.PHONY: run test check install install-test reference boundaries docs screenshots bench attack prove lock clean

run: $(VENV)/.run-installed
	@# Looking whether the store is usable takes a second: only where it could be missing or of another layout.
	@if [ -n "$$STORE_URL$$ALLIANCE_CONFIG" ] || [ ! .store/threat-picture.current -nt data_access/schema/__init__.py ]; then \
		$(BIN)/python -m data_access init --if-missing; fi
	@echo "Threat Picture: http://127.0.0.1:$(PORT)"
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT)

install: $(VENV)/.run-installed
install-test: $(VENV)/.test-installed

$(VENV)/bin/python:
	@if command -v uv >/dev/null; then uv venv --quiet --python "$(PYTHON)" $(VENV); else "$(PYTHON)" -m venv $(VENV); fi

$(VENV)/.run-installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing the pinned packages ..."
	@if command -v uv >/dev/null; then uv pip install --quiet --compile-bytecode --require-hashes --python $(BIN)/python -r requirements.txt; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --compile --require-hashes -r requirements.txt; fi
	@$(BIN)/python -m compileall -q app.py pages components data_access geodata
	@touch $@

$(VENV)/.test-installed: requirements-test.txt requirements.txt | $(VENV)/.run-installed
	@echo "Installing the test tools ..."
	@if command -v uv >/dev/null; then uv pip install --quiet --compile-bytecode --require-hashes --python $(BIN)/python -r requirements-test.txt; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --compile --require-hashes -r requirements-test.txt; fi
	@touch $@

check: $(VENV)/.test-installed
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy
	@$(BIN)/lint-imports --no-logo

test: check
	@$(BIN)/python tests/browser/ensure_chromium.py
	@$(BIN)/python -m pytest tests -n 3 --dist loadfile

.PHONY: help unit one coverage
unit: $(VENV)/.test-installed
	@$(BIN)/python -m pytest tests/unit -m "not slow" -n 2 --dist loadfile

# T reaches the shell as a variable, so a node id may hold brackets, spaces and quotes.
one: $(VENV)/.test-installed
	@test -n "$$T" || { echo 'Say which: make one T=tests/unit/data_access/test_months.py, or T=FILE::TEST' >&2; exit 2; }
	@$(BIN)/python -m pytest -p no:xdist "$$T"

coverage: $(VENV)/.test-installed
	@$(BIN)/python -m pytest tests/unit tests/integration -m "not slow" -n 2 --dist loadfile --cov

reference: $(VENV)/.test-installed
	@$(BIN)/python -m data_access.load.reference

boundaries: $(VENV)/.test-installed
	@$(BIN)/python -m geodata build

# What the documents say of the code: the diagram of imports, the tables of pages, questions and sources.
docs: $(VENV)/.test-installed
	@$(BIN)/python -m docs

screenshots: $(VENV)/.test-installed
	@$(BIN)/python tests/browser/ensure_chromium.py
	@$(BIN)/python -m tests.browser.screenshots

bench: $(VENV)/.test-installed
	@$(BIN)/python -m tests.bench

# The attack on small counts: what ten strategies recover, and what rounding keeps; CI runs the same in `make test`.
attack: $(VENV)/.test-installed
	@$(BIN)/python -m pytest tests/attacks tests/unit/data_access/measures/test_protection.py -p no:xdist -q

# Proofs that take minutes, so not a part of `make test`.
prove: $(VENV)/.test-installed
	@$(BIN)/python -m pytest tests/prove -o python_files="prove_*.py" -rP

# After a change of the versions in pyproject.toml (needs uv). With hashes: what is installed is what was locked.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes
lock:
	@$(COMPILE) pyproject.toml -o requirements.txt
	@$(COMPILE) pyproject.toml --group test -o requirements-test.txt
	@$(COMPILE) --group build -o requirements-build.txt

help:
	@grep -hE '^[a-z-]+:' Makefile | cut -d: -f1
	@echo 'What each does: CONTRIBUTING.md'

clean:
	rm -rf $(VENV) .store .mypy_cache .ruff_cache .pytest_cache .coverage*
