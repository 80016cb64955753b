# Every target needs Python 3.11 or later and make, and installs first where that has not been done.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := crawler lgsco_store jobs

.DEFAULT_GOAL := help
.PHONY: help install demo test proof coverage check bench format lock clean

help:  ## show the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

# The stamp is as new as the lock file that it was installed from.
$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

install: $(VENV)/installed  ## make the environment .venv and install into it

demo: install  ## crawl the bundled copy of the site, three years one after the other
	$(BIN)/lgsco demo

test: install  ## run the tests
	$(BIN)/python -m pytest --numprocesses auto -m 'not slow'

proof: install  ## run the tests that take many runs of the whole job
	$(BIN)/python -m pytest --numprocesses auto -m slow

coverage: install  ## run the tests, and tell which lines none of them reaches
	$(BIN)/python -m pytest --numprocesses auto -m 'not slow' --cov --cov-report=term-missing:skip-covered

check: install  ## lint, format, types, imports, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m tests.check_migrations

bench: install  ## measure speed and memory, as ratios against a named baseline
	$(BIN)/python -m benchmarks

format: install  ## rewrite the code in the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: install  ## pin every dependency again (needs uv on the path)
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock

clean:  ## remove the environment and what the tools left
	rm -rf $(VENV) .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
