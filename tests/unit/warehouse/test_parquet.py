"""The same rows are the same bytes, however they arrive."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cakupan.warehouse import parquet

ROWS = 2_500
TABLE = pa.table(
    {
        "code": pa.array([f"33.{number % 7:02}" if number % 5 else None for number in range(ROWS)]),
        "number": pa.array([number if number % 3 else None for number in range(ROWS)], pa.int64()),
        "flag": pa.array([number % 2 == 0 for number in range(ROWS)]),
        "inputs": pa.array([["a", "b"][: number % 3] for number in range(ROWS)]),
    }
)


@pytest.fixture(autouse=True)
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP_ROWS", 1_000)


def written(path: Path, size: int) -> bytes:
    pieces = (TABLE.slice(start, size) for start in range(0, ROWS, size))
    assert parquet.write(pieces, TABLE.schema, path) == ROWS
    return path.read_bytes()


def test_the_bytes_do_not_depend_on_the_pieces_in_which_rows_arrive(tmp_path):
    path = tmp_path / "facts" / "some.parquet"

    assert len({written(path, size) for size in (1, 7, 999, 1_000, 1_001, 2_000, 9_999)}) == 1
    assert pq.read_table(path).equals(TABLE)
    groups = pq.read_metadata(path)
    assert [groups.row_group(n).num_rows for n in range(groups.num_row_groups)] == [1_000, 1_000, 500]


def test_a_table_without_rows_keeps_its_columns(tmp_path):
    path = tmp_path / "none.parquet"

    assert parquet.write([], TABLE.schema, path) == 0
    assert pq.read_table(path).schema == TABLE.schema


def test_sorted_numbers_and_repeated_codes_take_hardly_any_room(tmp_path):
    table = pa.table({"row_number": list(range(100_000)), "code": ["33.28.01.2001"] * 100_000})
    path = tmp_path / "rows.parquet"

    parquet.write([table], table.schema, path)

    assert path.stat().st_size < table.num_rows
