# `make demo` and `make test` do all set-up themselves. Needs: make, Python 3.11-3.13 with venv. Nothing else.
.DEFAULT_GOAL := help
.PHONY: help environment spark setup demo up down status test test-unit test-processes test-integration test-e2e test-workers test-spark lint format docs bench model lock \
	clean clean-demo

BIN := .venv/bin
CAKUPAN := $(BIN)/cakupan
export PYTHON
# pytest keeps the tests it has prepared, which otherwise takes each of its processes two seconds anew
unexport PYTHONDONTWRITEBYTECODE

help: ## What there is
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 18

environment: ## The virtual environment, from the hashed lock
	@./environment.sh

setup: environment ## Folders, keys, PostgreSQL, schema, roles, Airflow's database
	@$(CAKUPAN) setup

demo: environment $(if $(filter spark,$(ENGINE)),spark) ## The demo world, from partners' files to published reports; ENGINE=spark to close on Spark
	@$(if $(ENGINE),CAKUPAN_ENGINE=$(ENGINE)) $(CAKUPAN) demo

up: environment ## Start PostgreSQL and Airflow here and leave them running
	@$(CAKUPAN) up

down: environment ## Stop them
	@$(CAKUPAN) down

status: environment ## What is running
	@$(CAKUPAN) status

test: environment ## All tests: unit, processes, integration (embedded PostgreSQL), e2e (Airflow, browser)
	CAKUPAN_TRY_ALL=1 $(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term tests/unit tests/processes tests/integration
	$(BIN)/pytest tests/e2e

test-unit: environment ## Tests that need nothing, in seconds
	$(BIN)/pytest -n 2 tests/unit

test-processes: environment ## Tests of watched children, engines, dbt and large files, which need no service
	$(BIN)/pytest tests/processes

test-integration: environment ## Tests on an embedded PostgreSQL
	$(BIN)/pytest tests/integration

test-e2e: environment ## Tests through Airflow and a browser
	$(BIN)/pytest tests/e2e

test-workers: environment ## A month through Celery, Redis and two workers; needs redis-server
	@./environment-extra.sh workers beside
	.venv-workers/bin/pytest tests/workers

test-spark: environment spark ## A month closed on Spark and Sail, compared with PostgreSQL byte by byte; ONLY="sail-1" for some
	CAKUPAN_TEST_SPARK=1 $(BIN)/pytest $(if $(ONLY),-k "$(ONLY)") tests/integration/spark

lint: environment ## ruff, sqlfluff, mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar --processes 2 dbt_project/models dbt_project/tests
	$(BIN)/sqlfluff lint --disable-progress-bar --config .sqlfluff-statements include/cakupan

format: environment ## Let the formatters have their way
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: environment ## What is written from code: pages of rules, extract tables, roles and indicators, seeds of roster kinds and changes
	$(BIN)/python -m cakupan.intake.judging.rules.page
	$(BIN)/python -m cakupan.register.document
	$(BIN)/python -m cakupan.contracts.seed
	$(BIN)/python -m cakupan.warehouse.roles.page
	$(BIN)/python -m cakupan.editions.indicators.changes
	$(BIN)/python -m cakupan.editions.indicators.page

spark: environment ## The environment of closes on Spark or Sail, from its hashed lock
	@./environment-extra.sh spark

bench: environment ## Measure the demo and intake and write docs/benchmarks.md; ONLY="csv villages" for some parts
	@./environment-extra.sh bench
	@$(if $(filter spark,$(or $(ONLY),spark)),./environment-extra.sh spark)
	@PYTHONPATH=tests $(BIN)/python -m benchmarks $(foreach part,$(ONLY),--only $(part)) \
		$(foreach rows,$(ROWS),--rows $(rows)) $(if $(EARLIER_MONTHS),--earlier-months $(EARLIER_MONTHS))

model: environment ## Train the shipped model of matching again and compare its bytes; ARGS=--write puts a new one in its place
	@PYTHONPATH=tests $(BIN)/python -m invented.training $(ARGS)

fuzz: environment ## Feed changed files to the reader: make fuzz SECONDS=3600
	PYTHONPATH=tests:include $(BIN)/python -m fuzz.run --seconds $(or $(SECONDS),600) --out var/fuzz

lock: environment ## Resolve requirements.in and those of the extras, bench, spark and workers, anew into their locks
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --no-header --python-version 3.11 \
		requirements.in -o requirements.lock
	for extra in bench spark; do \
		$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --no-header --no-emit-index-url \
			--python-version 3.11 requirements-$$extra.in -o requirements-$$extra.lock || exit; done
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --no-header --no-emit-index-url \
		--python-version 3.11 -c requirements.lock requirements-workers.in -o requirements-workers.lock

clean: ## Remove the environment and build products; keeps every installation's state
	rm -rf .venv .venv-bench .venv-spark .venv-workers build include/*.egg-info dbt_project/target dbt_project/logs .ruff_cache .mypy_cache

clean-demo: environment ## Remove the demo world
	@$(CAKUPAN) demo --remove
