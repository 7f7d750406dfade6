# run · test · check · data · fmt: each sets up what it needs, from nothing.
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
REPLICAS ?= 2
HOST ?= 127.0.0.1
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
# The first Python that is new enough; another one by `make PYTHON=... run`.
PYTHON ?= $(shell for one in python3 python3.13 python3.12 python3.11 python; do \
	"$$one" -c '$(NEW_ENOUGH)' 2>/dev/null && { echo "$$one"; break; }; done)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help run test check fmt data catalogue bench serve stop audit sbom spark
help:
	@echo "make run        start the app on http://localhost:$(PORT)"
	@echo "make serve      public pages and app behind nginx on http://localhost:8080"
	@echo "                (REPLICAS=2 PORT=8080 HOST=127.0.0.1); make stop ends it"
	@echo "make test       set up and pass every test, browser tests included"
	@echo "make spark      fetch Spark (455 MB, once) for registers that outgrow one machine"
	@echo "make audit      are the pinned packages sound: index, licences, known vulnerabilities"
	@echo "make sbom       what the app is built from, as CycloneDX: build/sbom.cdx.json"
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

serve: PORT := $(if $(filter file default undefined,$(origin PORT)),8080,$(PORT))
serve: $(VENV)/run.stamp
	@exec $(BIN)/python deploy/serve.py start --replicas $(REPLICAS) --port $(PORT) --host $(HOST)

stop:
	@$(if $(wildcard $(BIN)/python),$(BIN)/python,"$(PYTHON)") deploy/serve.py stop

audit: $(VENV)/run.stamp
	@$(BIN)/python deploy/audit.py

sbom: $(VENV)/run.stamp
	@$(BIN)/python deploy/sbom.py

test: $(VENV)/dev.stamp
	@$(BIN)/python tests/browser.py
	@$(BIN)/python tests/office.py
	@$(BIN)/python tests/proxy.py
	@$(BIN)/python tests/postgres.py
	@$(BIN)/python tests/spark.py
	@$(BIN)/python -m pytest --numprocesses 2

spark: $(VENV)/dev.stamp
	@$(BIN)/python tests/spark.py --install

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
