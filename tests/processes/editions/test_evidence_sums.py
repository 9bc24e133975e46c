"""Sums of evidence are made of groups of alike rows, and are those of the rows of evidence one by one."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import compiled_models
import duckdb
import pytest
import yaml
from cakupan.settings import DBT_PROJECT

ROWS = 400
COMPARED = re.compile(r"\b([a-z_]+) (?:=|<>) '([^']*)'")
LISTED = re.compile(r"\b([a-z_]+) (?:not )?in \(([^)]*)\)")
JOINED = re.compile(r"'\+' \|\| ([a-z_]+) \|\| '\+' like '%\+([A-Za-z_]+)\+%'")
FACTS = {
    path.stem: {column["name"]: column["data_type"] for column in model["columns"]}
    for path in sorted((DBT_PROJECT / "models" / "marts").glob("fct_*.yml"))
    for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The evidence of the project and its sums as dbt writes them for DuckDB."""
    return compiled_models.compiled(
        "duckdb",
        tmp_path_factory.mktemp("compiled"),
        select="path:models/evidence path:models/figures/evidence_sums.sql",
    )


@pytest.fixture
def facts(compiled: Mapping[str, str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Facts whose rows say at random what evidence asks for, or something else, or nothing."""
    drawn, said = random.Random(11), _asked(compiled)  # noqa: S311 - a test that fails has to fail again
    with duckdb.connect(":memory:") as connection:
        for name, columns in FACTS.items():
            connection.execute(
                f"create table {name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})"
            )
            for _ in range(ROWS):
                row = [_value(drawn, name, column, kind, said) for column, kind in columns.items()]
                connection.execute(f"insert into {name} values ({', '.join('?' for _ in row)})", row)
        yield connection


def test_sums_of_alike_rows_are_those_of_their_evidence_one_by_one(
    compiled: Mapping[str, str], facts: duckdb.DuckDBPyConnection
):
    evidence = {name: sql for name, sql in compiled.items() if name.startswith("evidence__")}
    one_by_one = " union all ".join(f"select * from ({sql})" for sql in evidence.values())
    measures = ("numerator", "denominator", "excluded", "possible", "unknown")
    expected = facts.sql(
        "select indicator_code, slicing, slice_code, area_code, coalesce(cause, '') as cause, rolls_up,"
        " coalesce(case when unit_kind = 'workforce' then unit_no end, 0) as workforce_no,"
        f" count(*) as evidence_rows, {', '.join(f'sum({name}) as {name}' for name in measures)}"
        f" from ({one_by_one}) group by all"
    )

    summed = facts.sql(compiled["evidence_sums"])

    assert summed.columns == expected.columns
    assert sorted(summed.fetchall(), key=repr) == sorted(expected.fetchall(), key=repr)
    assert {f"evidence__{row[0]}" for row in summed.fetchall()} == evidence.keys()


def test_facts_of_people_are_gone_through_once_for_each_place_they_count_in(compiled: Mapping[str, str]):
    own = compiled["evidence_sums"].rpartition("__dbt__cte__")[2]

    read = re.findall(r"from (fct_(?:worker_months|roster_months|quarantined_rows))\b(?!__)", own)

    assert sorted(read) == [
        "fct_quarantined_rows",
        "fct_roster_months",
        "fct_worker_months",
        "fct_worker_months",
    ]


def _asked(compiled: Mapping[str, str]) -> Mapping[str, set[str]]:
    """Return what evidence compares each column with."""
    said: dict[str, set[str]] = defaultdict(set)
    for sql in compiled.values():
        for column, literal in (*COMPARED.findall(sql), *JOINED.findall(sql)):
            said[column].add(literal)
        for column, literals in LISTED.findall(sql):
            said[column] |= set(re.findall(r"'([^']*)'", literals))
    return said


def _value(drawn: random.Random, fact: str, column: str, kind: str, said: Mapping[str, set[str]]) -> Any:
    if column == "unit_kind":
        return "workforce" if fact == "fct_denominators" else "person"
    if drawn.random() < 0.05:
        return None
    if kind == "boolean":
        return drawn.random() < 0.6
    if kind in ("bigint", "integer") or kind.startswith("decimal"):
        return drawn.randrange(5)
    if kind == "string":
        return drawn.choice(["one", "other", *sorted(said.get(column, ()))])
    return None
