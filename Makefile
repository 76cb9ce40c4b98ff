# Two commands do everything, set-up included, and repeat none of it the second time:
#   make konsolider    the main job on the shipped workbook
#   make test          all the tests, against real hosts where they can be had
# HOSTS=required makes a missing host a failure instead of a skipped test.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: konsolider test lint check bench safety addin calc workbook docs clean

konsolider: .venv/run
	$(BIN)/estimat konsolider workbook.xlsm

test: .venv/test .venv/hosts
	ESTIMAT_HOSTS=$(HOSTS) $(BIN)/python -m pytest

lint: .venv/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test

safety: .venv/test .venv/hosts
	ESTIMAT_SAFETY=full ESTIMAT_HOSTS=$(HOSTS) $(BIN)/python -m pytest tests/safety tests/core \
		tests/e2e/test_udfs.py tests/e2e/test_calc.py

bench: .venv/test
	$(BIN)/python -m bench

addin: .venv/run
	$(BIN)/python -m estimat.files.macros addin

calc: .venv/run
	$(BIN)/python -m estimat.calc.extension addin

workbook: addin
	rm -f workbook.xlsm
	$(BIN)/estimat mal workbook.xlsm

docs: .venv/run
	$(BIN)/python -m estimat.reference docs

.venv/python:
	@.ci/venv $(PYTHON)
	@touch $@

.venv/run: .venv/python setup.cfg pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/test: .venv/run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .[test]
	@touch $@

# Not remembered when a host is missing, so that the next run tries and tells again.
.venv/hosts: .venv/python .ci/hosts .ci/wine tests/e2e/client.c
	@.ci/hosts && touch $@ || test "$(HOSTS)" != required

clean:
	rm -rf build .venv
