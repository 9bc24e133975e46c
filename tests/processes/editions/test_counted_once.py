"""The test over facts that finds a unit of lists that counts twice in a slice, or in none."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import compiled_models
import duckdb
import pytest
import yaml
from cakupan.settings import DBT_PROJECT

TEST = "a_unit_of_lists_counts_once_in_each_slice"
FLAGS = ("total", "kind", "partner", "funding", "vulnerable", "vulnerable_funding")
EVERYWHERE = {f"is_counted_{flag}": True for flag in FLAGS} | {"is_vulnerable": True}
NOWHERE = {f"is_counted_{flag}": False for flag in FLAGS} | {"is_vulnerable": True}
ONE = {"unit_kind": "person", "unit_no": 1, "roster_kind": "desa", "partner_no": 1, "funding_code": "APBN"}
OTHER_PAYER = {
    "funding_code": "APBDES",
    "is_counted_funding": True,
    "is_counted_vulnerable_funding": True,
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> str:
    written = compiled_models.compiled(
        "duckdb", tmp_path_factory.mktemp("compiled"), select=f"path:tests/{TEST}.sql"
    )
    return written[TEST]


@pytest.mark.parametrize(
    "rows",
    [
        [ONE | EVERYWHERE],
        [ONE | EVERYWHERE | {"is_vulnerable": False, "is_counted_vulnerable": False}
         | {"is_counted_vulnerable_funding": False}],
        [ONE | EVERYWHERE, ONE | NOWHERE | OTHER_PAYER],
        [ONE | EVERYWHERE, ONE | NOWHERE | {"partner_no": 2, "is_counted_partner": True}],
        [ONE | EVERYWHERE, ONE | EVERYWHERE | {"unit_no": 2}],
    ],
)  # fmt: skip
def test_a_unit_that_counts_once_in_each_slice_is_none_of_those_found(rows: list[dict[str, Any]], asked: str):
    assert _found(asked, rows) == []


@pytest.mark.parametrize("flag", FLAGS)
def test_a_unit_on_one_row_that_counts_nowhere_in_a_slice_is_found(flag: str, asked: str):
    assert _found(asked, [ONE | EVERYWHERE | {f"is_counted_{flag}": False}]) == [("person", 1)]


@pytest.mark.parametrize("flag", FLAGS)
def test_a_unit_on_two_rows_that_counts_by_both_in_one_slice_is_found(flag: str, asked: str):
    rows = [ONE | EVERYWHERE, ONE | NOWHERE | {f"is_counted_{flag}": True}]

    assert _found(asked, rows) == [("person", 1)]


def test_a_unit_that_counts_for_one_of_two_payers_only_is_found(asked: str):
    assert _found(asked, [ONE | EVERYWHERE, ONE | NOWHERE | {"funding_code": "APBDES"}]) == [("person", 1)]


def _found(asked: str, rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    with duckdb.connect(":memory:") as connection:
        for name in ("fct_roster_months", "fct_intern_months"):
            columns = ", ".join(f"{column} {kind}" for column, kind in _columns(name).items())
            connection.execute(f"create table {name} ({columns})")
        for row in rows:
            places = ", ".join("?" for _ in row)
            connection.execute(
                f"insert into fct_roster_months ({', '.join(row)}) values ({places})", list(row.values())
            )
        return connection.sql(asked).fetchall()


def _columns(fact: str) -> Mapping[str, str]:
    path: Path = DBT_PROJECT / "models" / "marts" / f"{fact}.yml"
    [model] = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    return {column["name"]: column["data_type"] for column in model["columns"]}
