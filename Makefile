# Two commands do everything, set-up included, and repeat none of it the second time:
#   make konsolider    the main job on the shipped workbook
#   make test          all the tests, against real hosts where they can be had
# HOSTS=required makes a missing host a failure instead of a skipped test.

PYTHON ?= python3
BIN := .venv/bin
PROGRAMS := wine or calc or writer
# What Python compiles is kept, also where it is told not to: the tests start it by the hundred.
PYTEST = env PYTHONDONTWRITEBYTECODE= ESTIMAT_HOSTS=$(HOSTS) $(BIN)/python -m pytest

.PHONY: konsolider test lint check bench safety addin calc calc-demo notat workbook docs windows clean

konsolider: .venv/run
	$(BIN)/estimat konsolider workbook.xlsm

# The tests in other programs beside the rest, which gives way to them: they take longest, and wait
# much for what is not ours. The commands have a run of their own, so that both processors have
# something to do to the end. Programs under Wine do not stand more at once.
test: .venv/test .venv/hosts
	@mkdir -p build
	@$(PYTEST) -m "$(PROGRAMS)" >build/programs.log 2>&1 & programs=$$!; \
		nice $(PYTEST) -m "not ($(PROGRAMS))" tests/cli >build/commands.log 2>&1 & commands=$$!; \
		trap "kill $$programs $$commands" INT; \
		nice $(PYTEST) -m "not ($(PROGRAMS))" --ignore=tests/cli; rest=$$?; \
		wait $$commands; commands=$$?; \
		wait $$programs; programs=$$?; \
		echo; echo "The commands:"; cat build/commands.log; \
		echo; echo "Under Wine, in Calc and in Writer:"; cat build/programs.log; \
		exit $$((rest || commands || programs))

lint: .venv/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test

safety: .venv/test .venv/hosts
	ESTIMAT_SAFETY=full ESTIMAT_HOSTS=$(HOSTS) $(BIN)/python -m pytest tests/safety tests/core \
		tests/cli/test_rounds.py tests/files/test_publishing.py tests/files/test_uncertaintysheet.py \
		tests/e2e/test_parity.py tests/e2e/test_commands.py tests/e2e/test_excel_scenarioer.py

bench: .venv/test
	$(BIN)/python -m bench

addin: .venv/run
	$(BIN)/python -m estimat.files.workbooks.macros addin

calc: .venv/run
	$(BIN)/python -m estimat.making.extension addin

# A LibreOffice to try it in, with a profile and a workbook of its own under build/.
calc-demo: .venv/hosts
	rm -rf build/calc-demo && mkdir -p build/calc-demo
	cp workbook.xlsm build/calc-demo
	/usr/bin/python3 tests/e2e/calcside.py build/calc-demo/profile addin/estimat.oxt < /dev/null
	soffice -env:UserInstallation=file://$(CURDIR)/build/calc-demo/profile --norestore --nologo \
		$(SOFFICE) build/calc-demo/workbook.xlsm

notat: .venv/run
	$(BIN)/python -m estimat.files.note.template addin

workbook: addin
	rm -f workbook.xlsm
	$(BIN)/estimat mal workbook.xlsm

windows: .venv/run
	$(BIN)/python -m estimat.making.bundle dist

docs: .venv/run
	$(BIN)/python -m estimat.making.reference docs

.venv/python:
	@.ci/venv $(PYTHON)
	@touch $@

.venv/run: .venv/python setup.cfg pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .[notat,publiser]
	@touch $@

.venv/test: .venv/run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .[test]
	@touch $@

# Not remembered when a host is missing, so that the next run tries and tells again.
.venv/hosts: .venv/python .ci/hosts .ci/wine $(wildcard tests/e2e/*.[ch]) \
		addin/windows/requirements.txt
	@.ci/hosts && touch $@ || test "$(HOSTS)" != required

clean:
	rm -rf build .venv
