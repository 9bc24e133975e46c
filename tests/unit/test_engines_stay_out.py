"""Unit tests load no engine and start no process: tests/unit/conftest.py stops the one that does."""

import subprocess
import sys

import pytest
from case_tables import each_case


@each_case("engine", ["airflow.sdk", "dbt", "duckdb", "great_expectations.core"])
def test_an_engine_is_not_loaded(engine: str):
    with pytest.raises(AssertionError, match="test_an_engine_is_not_loaded loads "):
        sys.audit("import", engine, None, None, None, None)


def test_what_is_no_engine_is_loaded():
    sys.audit("import", "dbtools", None, None, None, None)


def test_no_process_is_started():
    with pytest.raises(AssertionError, match="test_no_process_is_started starts a process"):
        subprocess.run([sys.executable, "-c", ""], check=False)
