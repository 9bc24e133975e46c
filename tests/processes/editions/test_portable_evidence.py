"""Evidence is SQL that another engine understands.

Each view of the dbt project runs on DuckDB and gives what its unit test in dbt expects of PostgreSQL.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import compiled_models
import duckdb
import pytest
import yaml
from cakupan.editions.frozen import queries
from cakupan.editions.frozen.evidence import EVIDENCE
from cakupan.settings import DBT_PROJECT

MODELS = DBT_PROJECT / "models"
EVIDENCE_MODELS = sorted(path.stem for path in (MODELS / "evidence").glob("*.sql"))
UNIT_TESTS = [
    pytest.param(path.stem, test, id=f"{path.stem}-{test['name']}")
    for path in sorted((MODELS / "evidence").glob("*.yml"))
    for test in yaml.safe_load(path.read_text(encoding="utf-8"))["unit_tests"]
]
WORDS = {
    *("select", "from", "where", "union", "all", "as", "and", "or", "not", "in", "is", "like"),
    *("case", "when", "then", "else", "end", "cast", "null", "true", "false", "varchar", "bigint", "boolean"),
}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The evidence of the project as dbt writes it, without a database."""
    written = compiled_models.compiled(
        "postgres", tmp_path_factory.mktemp("compiled"), select="path:models/evidence"
    )
    return {name: queries.portable(written[name], compiled_models.SCHEMA) for name in EVIDENCE_MODELS}


@pytest.fixture
def facts() -> Iterator[duckdb.DuckDBPyConnection]:
    """Every fact of the project as an empty table of the types its contract names."""
    with duckdb.connect(":memory:") as connection:
        for path in sorted((MODELS / "marts").glob("fct_*.yml")):
            [model] = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
            columns = ", ".join(f"{column['name']} {column['data_type']}" for column in model["columns"])
            connection.execute(f"create table {model['name']} ({columns})")
        yield connection


def test_every_evidence_model_is_compiled(compiled: Mapping[str, str]):
    assert sorted(compiled) == EVIDENCE_MODELS


@pytest.mark.parametrize("name", EVIDENCE_MODELS)
def test_evidence_has_its_columns_in_their_types_on_another_engine(
    name: str, compiled: Mapping[str, str], facts: duckdb.DuckDBPyConnection
):
    table = facts.sql(queries.one_select(compiled[name], name)).to_arrow_table()

    assert table.schema == EVIDENCE


@pytest.mark.parametrize("name", EVIDENCE_MODELS)
def test_evidence_is_written_in_words_that_every_engine_knows(name: str, compiled: Mapping[str, str]):
    without_texts = re.sub(r"'[^']*'|--[^\n]*", "", compiled[name])
    columns = {column for path in (MODELS / "marts").glob("fct_*.yml") for column in _columns(path)}
    words = set(re.findall(r"[a-z_]+", without_texts))

    assert words <= WORDS | columns | set(EVIDENCE.names) | {
        path.stem for path in (MODELS / "marts").glob("*.sql")
    }
    assert set(re.findall(r"[^\w\s]", without_texts)) <= set(",()=<>|-")


@pytest.mark.parametrize(("name", "test"), UNIT_TESTS)
def test_evidence_gives_on_another_engine_what_it_gives_on_postgresql(
    name: str, test: Mapping[str, Any], compiled: Mapping[str, str], facts: duckdb.DuckDBPyConnection
):
    for given in test["given"]:
        [table] = re.findall(r"ref\('(\w+)'\)", given["input"])
        for row in given["rows"]:
            places = ", ".join("?" for _ in row)
            facts.execute(f"insert into {table} ({', '.join(row)}) values ({places})", list(row.values()))
    expected = test["expect"]["rows"]
    columns = list(expected[0])

    counted = facts.sql(f"select {', '.join(columns)} from ({compiled[name]})").fetchall()

    assert sorted(counted, key=repr) == sorted((tuple(row.values()) for row in expected), key=repr)


def _columns(path: Path) -> list[str]:
    [model] = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    return [column["name"] for column in model["columns"]]
