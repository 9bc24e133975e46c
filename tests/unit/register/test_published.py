"""Published figures are of indicators, areas and months that we know; a misprint is quoted and told."""

import logging
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest
from cakupan.errors import ExtractRefused
from cakupan.register import check, published
from cakupan.register.contract import contracts
from cakupan.register.extract_file import ROW_NUMBER
from cakupan.warehouse import loads
from case_tables import each_case

CONTRACT = contracts()["published_figure"]
NOW = datetime(2024, 11, 4, 1, tzinfo=UTC)
ROW = {
    "indicator_code": "ucj_ytd", "area_code": "33.28", "slicing": "total", "slice_code": "TOTAL",
    "period": "2024-08", "numerator": None, "denominator": None, "value": "29.10", "document": "Siaran pers",
    "is_simulated": "false",
}  # fmt: skip


class Areas:
    """Stands in for the warehouse: it knows two areas."""

    def execute(self, query: str) -> "Areas":
        return self

    def fetchall(self) -> list[tuple[str]]:
        return [("33.28",), ("33.76",)]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loads, "now", lambda connection: NOW)


def checked(*rows: dict[str, Any], is_delta: bool = False) -> None:
    names = [*CONTRACT.column_names, *([check.IS_DELETED] if is_delta else [])]
    columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
    table = pa.table(columns | {ROW_NUMBER: pa.array(range(2, 2 + len(rows)), pa.int64())})
    typed = check.check(CONTRACT, table, is_delta=is_delta)
    published.check(Areas(), CONTRACT, typed)  # type: ignore[arg-type]  # stands in for a connection


@each_case(
    "given",
    [
        {},
        {"area_code": "ID"},
        {"slicing": "segment", "slice_code": "PU"},
        {"numerator": "291", "denominator": "1000"},
        {"document": None, "is_simulated": "true"},
        {"indicator_code": "benefit_rupiah", "value": "-1200000000"},
    ],
)
def test_a_figure_of_ours_that_was_published_is_taken(given: dict[str, Any]):
    checked(ROW | given)


@each_case(
    ("given", "says"),
    [
        ({"indicator_code": "gap_full"}, "column indicator_code, record 3: expected one of benefit_cases,"),
        ({"indicator_code": "cakupan"}, "column indicator_code, record 3"),
        ({"slicing": "programme", "slice_code": "JKK"}, "column slicing, record 3: expected one of the slic"),
        ({"slice_code": "PU"}, "column slice_code, record 3: expected TOTAL for the slicing total"),
        ({"slicing": "segment", "slice_code": "TOTAL"}, "column slice_code, record 3"),
        ({"area_code": "33.99"}, "column area_code, record 3: expected an area that was loaded"),
        ({"area_code": "Tegal"}, "column area_code, record 3: expected an area code"),
        ({"period": "2024-11"}, "column period, record 3: expected a month that is over, before 2024-11"),
        ({"period": "2024-13"}, "column period, record 3: expected a month as YYYY-MM"),
        ({"value": "29.105"}, "column value, record 3: expected a number with no more decimals"),
        ({"value": "29,10"}, "column value, record 3: expected a number with a point"),
        ({"numerator": "1", "denominator": "0"}, "column denominator, record 3: expected a number above 0"),
        ({"indicator_code": "benefit_cases", "value": "4", "denominator": "9"}, "column denominator"),
        ({"document": None}, "column document, record 3: expected where it was published"),
        ({"is_simulated": "true"}, "column document, record 3: expected where it was published; nothing of"),
    ],
)
def test_another_is_refused_by_its_column_and_record_and_no_cell_is_told(given: dict[str, Any], says: str):
    with pytest.raises(ExtractRefused, match="published_figure, ") as refused:
        checked(ROW, ROW | {"period": "2024-07"} | given)

    assert says in str(refused.value)
    assert "Siaran pers" not in str(refused.value)


def test_a_row_that_is_deleted_needs_its_key_alone():
    key = {name: ROW[name] for name in CONTRACT.key}

    checked(key | {"period": "2025-09", check.IS_DELETED: "true"}, is_delta=True)


@each_case(
    ("given", "follows"),
    [
        ({"value": "59.94", "numerator": "33035", "denominator": "55201"}, False),
        ({"value": "59.84", "numerator": "33035", "denominator": "55201"}, True),
        ({"value": "59.8", "numerator": "33035", "denominator": "55201"}, True),
        ({"value": "60", "numerator": "33035", "denominator": "55201"}, True),
        ({"value": "60", "numerator": "33035"}, True),
        ({"indicator_code": "benefit_cases", "value": "7", "numerator": "8"}, False),
        ({"indicator_code": "benefit_cases", "value": "8", "numerator": "8"}, True),
    ],
)
def test_a_value_that_does_not_follow_from_its_counts_beyond_rounding_is_taken_and_told(
    given: dict[str, Any], follows: bool, caplog: pytest.LogCaptureFixture
):
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        checked(ROW | given)

    told = [record.getMessage() for record in caplog.records]
    assert bool(told) is not follows
    assert all("1 records does not follow from its counts" in text and "record 2" in text for text in told)
