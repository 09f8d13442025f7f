# Every target works on a fresh clone: it needs Python 3.11 to 3.13 and make, and installs the rest into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Loads what a night loads, once and with its bytecode kept. Where Python is told to keep none, as in many containers, each
# command would compile a thousand modules, which takes longer than a small night.
LOAD := 'import click, numba, pandas, rich.progress, rich.table, sqlalchemy.dialects.postgresql.psycopg, \
	sqlalchemy.dialects.sqlite, pipeline.adapters.http, pipeline.parsing.pages.document as read; read.warm_up(); numba.njit(lambda: 0)()'

.DEFAULT_GOAL := help
.PHONY: help demo up down test crash stores spark hostile audit check format evaluate benchmark lock clean

help: ## Show the targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime ## Run three made-up nights through Airflow into the embedded warehouse.
	@$(BIN)/python -m demo

up: $(VENV)/.runtime ## Start Airflow and the stories pages on 127.0.0.1.
	@$(BIN)/python -m demo.up

# What runs is remembered outside $(VENV), which may have been removed meanwhile.
down: ## Stop what `make up` started.
	@if [ -e "$${AIRFLOW_HOME:-.airflow/up}/processes.json" ]; \
		then $(MAKE) --no-print-directory $(VENV)/.runtime && $(BIN)/python -m demo.down; \
		else echo "nothing was running"; fi

# In processes of their own: Airflow reads its settings when it is imported, and Playwright keeps an event loop running.
test: $(VENV)/.dev check ## Run the whole test suite, with its own PostgreSQL.
	@$(BIN)/python -m pytest -n auto --dist loadfile --ignore tests/dags --ignore tests/browser
	@$(BIN)/python -m pytest -n auto --dist loadfile tests/dags
	@$(BIN)/python -m pytest tests/browser

crash: $(VENV)/.dev ## Kill runs and cut the power at every step, on both databases; planted bugs must be caught.
	@NEWSFOLD_REQUIRE_POSTGRESQL=1 $(BIN)/python -m pytest -n auto --dist loadfile tests/integration/test_crashes.py \
		tests/integration/test_power_cuts.py tests/integration/test_two_at_once.py \
		tests/integration/test_two_fetching.py tests/integration/test_prune.py tests/e2e/test_hard_times.py

# moto wants older libraries than we do: it lives beside the environment.
stores: $(VENV)/.dev ## Test captures in a store of objects against moto's server of S3 (needs the network once).
	@[ -x $(VENV)/moto/bin/moto_server ] || { $(PYTHON) -m venv $(VENV)/moto \
		&& $(BIN)/uv pip install --quiet --python $(VENV)/moto/bin/python 'moto[server]>=5.1,<6'; }
	@$(BIN)/python -m pytest tests/unit/adapters/test_object_archive.py tests/integration/test_captures_in_stores.py

# PySpark is half a gigabyte, and in an environment of its own that looks into ours.
spark: $(VENV)/.dev ## Test the runner on Apache Spark (needs Java 17, and the network once).
	@[ -e $(VENV)/spark/.done ] || { $(PYTHON) -m venv $(VENV)/spark \
		&& $(BIN)/uv pip install --quiet --python $(VENV)/spark/bin/python 'pyspark>=4,<5' \
		&& { $(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; echo "$(CURDIR)"; } \
			> "$$($(VENV)/spark/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/newsfold.pth" \
		&& touch $(VENV)/spark/.done; }
	@$(BIN)/python -m pytest tests/integration/test_spark.py

hostile: $(VENV)/.dev ## Fetch ten thousand pages, three in ten hostile; read what breaks readers; try properties on new examples.
	@$(BIN)/python -m benchmarks.hostile_fetching
	@$(BIN)/python -m pytest -n auto --dist loadfile tests/integration/test_broken_records.py \
		tests/integration/test_poison_pages.py tests/integration/test_bad_feeds.py \
		tests/integration/test_bounded_cost.py tests/unit/adapters/test_warc_stream.py \
		tests/unit/crawling/test_headers.py tests/unit/crawling/test_robots.py tests/e2e/test_secrets.py
	@$(BIN)/python -m pytest -n auto --dist loadfile -m hypothesis --hypothesis-profile explore tests

audit: $(VENV)/.dev ## Ask the advisory database about every pinned dependency (needs the network and uv's tool pip-audit).
	@$(BIN)/uv tool run pip-audit --strict --require-hashes --disable-pip --requirement requirements.lock

check: $(VENV)/.dev ## Check format, lint, types, import layers and SQL.
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/sqlfluff lint --nocolor --disable-progress-bar -p 2 sql

format: $(VENV)/.dev ## Format the code and mend what the linter can.
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only --quiet .

evaluate: $(VENV)/.runtime ## Measure reading, folding and events on labelled data (NEWSFOLD_GOLD, or ../shared/gold).
	@$(BIN)/newsfold evaluate

benchmark: $(VENV)/.dev ## Measure speed against the peers that install.
	@$(BIN)/python -m benchmarks

lock: $(VENV)/.bootstrap ## Pin every dependency again, with hashes.
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--quiet --upgrade pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--quiet --extra parquet --extra s3 --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: down ## Stop what runs, and remove the environment and the demo's state.
	@rm -rf $(VENV) .newsfold/demo .airflow/demo

$(VENV)/.bootstrap: requirements-bootstrap.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| { echo "newsfold needs Python 3.11 to 3.13; name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-bootstrap.lock
	@touch $@

$(VENV)/.runtime: $(VENV)/.bootstrap requirements.lock pyproject.toml
	@echo "Installing newsfold into $(VENV) ..."
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q pipeline
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -c $(LOAD)
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@echo "Installing the development tools into $(VENV) ..."
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@
