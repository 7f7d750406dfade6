# run · test · check · data · fmt: each sets up what it needs, from nothing.
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
# The first Python that is new enough; another one by `make PYTHON=... run`.
PYTHON ?= $(shell for one in python3 python3.13 python3.12 python3.11 python; do \
	"$$one" -c '$(NEW_ENOUGH)' 2>/dev/null && { echo "$$one"; break; }; done)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help run test check fmt data catalogue bench
help:
	@echo "make run        start the app on http://localhost:$(PORT)"
	@echo "make test       set up and pass every test, browser tests included"
	@echo "make check      format, lint and types"
	@echo "make bench      print the speed of this app beside the usual ways"
	@echo "make catalogue  collect new sentences into locale/"

$(VENV)/run.stamp: requirements.txt
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' 2>/dev/null || { \
		echo "This app needs Python 3.11 or newer. Install one, or name it: make PYTHON=/path/to/python3 ..."; \
		exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) (some minutes the first time)"
	@"$(PYTHON)" -m venv $(VENV) || { \
		echo "Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"; \
		exit 1; }
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.txt
	@echo "Installing what tests and checks need"
	@$(PIP) -r requirements-dev.txt
	@touch $@

run: $(VENV)/run.stamp
	@echo "Peta Cakupan Kalbar: http://localhost:$(PORT)  (Ctrl+C to stop)"
	@PETA_MODE=perencana $(BIN)/python -m streamlit run streamlit_app.py --server.address localhost --server.port $(PORT)

test: $(VENV)/dev.stamp
	@$(BIN)/python tests/browser.py
	@$(BIN)/python tests/office.py
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadscope

check: $(VENV)/dev.stamp
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy

fmt: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

catalogue: $(VENV)/dev.stamp
	$(BIN)/pybabel -q extract -F babel.cfg --no-default-keywords -k say -k Message -k _ -k translated --no-location --sort-output --project=peta --version=1 -o locale/peta.pot .
	$(BIN)/pybabel -q update -i locale/peta.pot -d locale -D peta -l en --no-fuzzy-matching --omit-header --ignore-obsolete --ignore-pot-creation-date

bench: $(VENV)/dev.stamp
	$(BIN)/python tests/browser.py
	$(BIN)/python bench/interaction.py
	$(BIN)/python bench/pages.py
