"""The rows that one of two editions has and the other not: every one of them, and no other."""

from pathlib import Path

import pyarrow as pa
import pytest
from cakupan.editions.differences import rows
from cakupan.editions.frozen import engine, layout
from cakupan.warehouse import parquet
from frozen_builders import WORKER_MONTHS, freeze, ucj_query, worker, workforce


def kept(before: Path, after: Path, fact: str) -> dict[str, list[int]]:
    """Return the row numbers that went and came."""
    with engine.over(before=before, after=after) as frozen:
        count = rows.keep(frozen, before, after)
        moved = frozen.rows("select sign, row_number from main.moved where fact = ? order by 1, 2", [fact])
    assert count == len(moved)
    return {
        side: [row["row_number"] for row in moved if row["sign"] == sign]
        for side, sign in (("gone", -1), ("come", 1))
    }


@pytest.mark.parametrize(
    ("earlier", "later", "gone", "come"),
    [
        ([1, 2, 3], [1, 2, 3], [], []),
        ([1, 2, 3], [3, 1, 2], [], []),
        ([1, 2, 3], [0, 1, 3, 4], [2], [0, 4]),
        ([1, 1, 2], [1, 2, 2], [], []),
        ([1], [2, 2], [1], [2, 2]),
        ([], [5], [], [5]),
        ([5], [], [5], []),
    ],
)
def test_rows_are_told_apart_by_all_they_say_wherever_they_stand(tmp_path, earlier, later, gone, come):
    before, after = (
        freeze(tmp_path / name, {"worker_months": [worker(number) for number in numbers]}, {})
        for name, numbers in (("v1", earlier), ("v2", later))
    )

    assert kept(before, after, "fct_worker_months") == {"gone": gone, "come": come}


@pytest.mark.parametrize(
    ("later", "gone", "come"),
    [
        ([1, 2, 3, 4, 5, 6], [], [6]),
        ([1, 2, 3, 5, 6], [4], [6]),
        ([0, 2, 3, 4, 5], [1], [0]),
        ([1, 2, 3], [4, 5], []),
    ],
)
def test_rows_behind_those_that_both_share_are_told_apart_as_all_are(
    tmp_path, monkeypatch, later, gone, come
):
    monkeypatch.setattr(parquet, "GROUP_ROWS", 2)
    before, after = (
        freeze(tmp_path / name, {"worker_months": [worker(number) for number in numbers]}, {})
        for name, numbers in (("v1", [1, 2, 3, 4, 5]), ("v2", later))
    )

    assert kept(before, after, "fct_worker_months") == {"gone": gone, "come": come}


def test_a_row_that_says_something_else_goes_and_comes(tmp_path):
    before = freeze(tmp_path / "v1", {"worker_months": [worker(1), worker(2)]}, {})
    after = freeze(tmp_path / "v2", {"worker_months": [worker(1), worker(2, segment_code="BPU")]}, {})

    assert kept(before, after, "fct_worker_months") == {"gone": [2], "come": [2]}


@pytest.mark.parametrize(("place", "side"), [("v1", "gone"), ("v2", "come")])
def test_of_a_fact_that_only_one_edition_has_every_row_differs(tmp_path, place, side):
    bundles = {name: freeze(tmp_path / name, {"worker_months": [worker(1)]}, {}) for name in ("v1", "v2")}
    freeze(bundles[place], {"denominators": [workforce(5), workforce(6, row_number=2)]}, {})

    found = kept(bundles["v1"], bundles["v2"], "fct_denominators")

    assert found == {"gone": [], "come": [], side: [1, 2]}


def test_a_column_that_only_one_edition_has_tells_no_rows_apart(tmp_path):
    facts = {"worker_months": [worker(1), worker(2)]}
    before, after = (freeze(tmp_path / name, facts, {"ucj_ytd": ucj_query()}) for name in ("v1", "v2"))
    shape = WORKER_MONTHS.append(pa.field("is_new", pa.bool_()))
    rows_of = [worker(1, is_new=False), worker(2, is_new=True), worker(3, is_new=None)]
    table = pa.Table.from_pylist(rows_of, schema=shape)
    parquet.write([table], shape, after / layout.FACTS / "worker_months.parquet")

    assert kept(before, after, "fct_worker_months") == {"gone": [], "come": [3]}
