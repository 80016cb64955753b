# Every target needs Python 3.11 or later and make, and first installs whatever is missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

# The tests start hundreds of processes, each of which would otherwise compile the project again.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help install demo test proof nightly coverage check docs bench format lock clean

help:  ## show the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-10s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

NEEDED := Python 3.11 to 3.14 is needed, name one as in `make PYTHON=python3.12 install`
define check_python
@command -v $(PYTHON) >/dev/null || { echo 'install: there is no $(PYTHON): $(NEEDED)' >&2; exit 1; }
@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15) \
	and "install: $(PYTHON) is " + sys.version.split()[0] + ": $(NEEDED)")'
endef

# The stamps are as new as the installed locks. The lock for development includes the other one.
$(VENV)/installed: requirements.lock pyproject.toml deploy/install.py
	$(check_python)
	@$(PYTHON) deploy/install.py $(VENV) requirements.lock
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock requirements.lock pyproject.toml deploy/install.py
	$(check_python)
	@$(PYTHON) deploy/install.py $(VENV) requirements-dev.lock
	@touch $(VENV)/installed $@

install: $(VENV)/installed  ## make the environment .venv with everything needed to run

demo: $(VENV)/installed  ## crawl the bundled copy of the site, three years one after the other
	$(BIN)/lgsco demo

test: $(VENV)/installed-dev  ## run the tests
	$(BIN)/python -m pytest --numprocesses auto -m 'not slow'

proof: $(VENV)/installed-dev  ## run the tests that take many runs of the whole job
	$(BIN)/python -m pytest --numprocesses auto -m 'slow and not nightly'

nightly: $(VENV)/installed-dev  ## run the tests that take too long for every change
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile -m nightly

coverage: $(VENV)/installed-dev  ## run the tests, and report lines that none of them reaches
	$(BIN)/python -m pytest --numprocesses auto -m 'not slow' --cov --cov-report=term-missing:skip-covered

check: $(VENV)/installed-dev docs  ## lint, format, types, imports, migrations, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m tests.check_migrations

# Strict: fails on a dead link, a dead anchor or a page that the index does not list.
docs: $(VENV)/installed-dev  ## build the docs as a site: build/docs/index.html
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --nitpicky --fresh-env --quiet docs build/docs

bench: $(VENV)/installed-dev  ## measure speed and memory, as ratios against a named baseline
	$(BIN)/python -m benchmarks

format: $(VENV)/installed-dev  ## rewrite the code in the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The second lock is constrained by the first, so they agree. Pins that still fit are kept; delete them for new ones.
# Some registries withhold releases for weeks, and nobody needs the newest dbt.
lock:  ## pin every dependency, for running and for development (needs uv on the path)
	$(COMPILE) pyproject.toml --all-extras --group dev --output-file requirements-dev.lock
	$(COMPILE) pyproject.toml --group build --constraint requirements-dev.lock --output-file requirements.lock
	$(COMPILE) --group dbt --exclude-newer '90 days' --output-file requirements-dbt.lock

clean:  ## remove the environment and the tools' files
	rm -rf $(VENV) .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
