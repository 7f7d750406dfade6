# run · test · check · data · fmt: each sets up what it needs, from nothing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.DEFAULT_GOAL := help
.PHONY: help run test check fmt data catalogue bench

help:
	@echo "make run        start the app on http://localhost:$(PORT)"
	@echo "make test       set up and pass every test, browser tests included"
	@echo "make check      format, lint and types"
	@echo "make bench      print the speed of this app beside the usual ways"
	@echo "make catalogue  collect new sentences into locale/"

$(VENV)/run.stamp: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/run.stamp
	@echo "Peta Cakupan Kalbar: http://localhost:$(PORT)  (Ctrl+C to stop)"
	$(BIN)/streamlit run streamlit_app.py --server.address localhost --server.port $(PORT)

test: $(VENV)/dev.stamp
	$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

fmt: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

catalogue: $(VENV)/dev.stamp
	$(BIN)/pybabel -q extract -F babel.cfg --no-default-keywords -k say -k Message -k _ -k translated --no-location --sort-output --project=peta --version=1 -o locale/peta.pot .
	$(BIN)/pybabel -q update -i locale/peta.pot -d locale -D peta -l en --no-fuzzy-matching --omit-header --ignore-pot-creation-date

bench: $(VENV)/dev.stamp
	$(BIN)/python tests/browser.py
	$(BIN)/python bench/interaction.py
