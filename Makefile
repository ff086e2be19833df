# Each target is one command on a fresh machine with Python 3.11 or later and nothing else of ours.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/.installed

# Compiled modules are kept even where the environment says otherwise: compiling all of them at every start
# doubles the time of tests and rehearsals.
export PYTHONDONTWRITEBYTECODE :=
BENCHED := $(VENV)/.bench-installed

.PHONY: setup demo test test-half test-rest fast fast-half fast-rest check lock bench clean
.DEFAULT_GOAL := demo

setup: $(DONE)

$(DONE): requirements.lock pyproject.toml infra/local365/pages/package-lock.json
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Back to Practice needs Python 3.11 or later; set PYTHON=/path/to/python3.11.")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the lock file names; the first time takes a minute or two."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@$(BIN)/python -m infra.local365.pages.install
	@touch $(DONE)

demo: $(DONE)
	@$(BIN)/back-to-practice demo

# Two runs side by side, of about the same length: most of each is one process computing.
ALL := $(filter-out tests/__%,$(patsubst %/,%,$(wildcard tests/*/)))
WITH_PRACTICE := tests/journeys tests/store tests/work
SIDE_BY_SIDE := $(MAKE) --no-print-directory --jobs=2 --output-sync

test: check
	@$(SIDE_BY_SIDE) test-half test-rest

# The rules owe it to their own tests that every branch of them is run; nothing else is traced, as that takes time.
test-half:
	@$(BIN)/python -m pytest --cov --cov-report=term:skip-covered tests/practice
	@$(BIN)/python -m pytest $(WITH_PRACTICE)

test-rest:
	@$(BIN)/python -m pytest $(filter-out tests/practice $(WITH_PRACTICE),$(ALL))

HALF := tests/handlers tests/practice tests/cards
FAST := $(BIN)/python -m pytest -q -m "not slow and not browser"

fast: $(DONE)
	@$(SIDE_BY_SIDE) fast-half fast-rest

fast-half:
	@$(FAST) $(HALF)

fast-rest:
	@$(FAST) $(filter-out $(HALF) tests/journeys tests/local365,$(ALL))

check: $(DONE)
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@report=$$($(BIN)/lint-imports 2>&1) || { echo "$$report"; exit 1; }

lock: $(DONE)
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-strip-extras --quiet -o requirements.lock
	@$(BIN)/uv pip compile --group bench --constraint requirements.lock --universal --generate-hashes --no-emit-index-url --no-strip-extras --quiet -o requirements-bench.lock

# What is only measured beside ours is installed here alone; the versions both have come from the first lock.
$(BENCHED): requirements-bench.lock $(DONE)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-bench.lock
	@touch $(BENCHED)

bench: $(BENCHED)
	@$(BIN)/back-to-practice bench

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis
