"""Two files share the rows of the groups that are the same bytes at the same places, and no row more."""

from pathlib import Path

import pyarrow as pa
import pytest
from cakupan.editions.frozen.shared import shared_rows
from cakupan.errors import EditionDamaged
from cakupan.warehouse import parquet

FACT = pa.schema([("row_number", pa.int64()), ("code", pa.string())])


@pytest.fixture(autouse=True)
def groups_of_four(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP_ROWS", 4)


def fact(path: Path, numbers: list[int], schema: pa.Schema = FACT, **codes: str) -> Path:
    rows = [{"row_number": number, "code": codes.get(f"of_{number}", "PU")} for number in numbers]
    parquet.write([pa.Table.from_pylist(rows, schema=schema)], schema, path)
    return path


@pytest.mark.parametrize(
    ("later", "shared"),
    [
        (list(range(10)), 10),
        (list(range(11)), 8),
        ([*range(10), 90, 91, 92], 8),
        (list(range(8)), 8),
        ([0, 1, 2, 3, 5, 6, 7, 8], 4),
        ([9, *range(10)], 0),
        ([], 0),
    ],
)
def test_whole_groups_that_are_the_same_from_the_first_on_are_shared(tmp_path, later, shared):
    earlier = fact(tmp_path / "v1.parquet", list(range(10)))

    assert shared_rows(earlier, fact(tmp_path / "v2.parquet", later)) == shared


def test_groups_of_the_same_size_that_say_something_else_are_not_shared(tmp_path):
    one, other = (fact(tmp_path / f"{code}.parquet", list(range(8)), of_5=code) for code in ("AA", "AB"))

    assert shared_rows(one, other) == 4


def test_bytes_that_another_footer_reads_otherwise_are_not_shared(tmp_path):
    renamed = FACT.set(1, pa.field("kind", pa.string()))
    one = fact(tmp_path / "v1.parquet", list(range(8)))
    other = tmp_path / "v2.parquet"
    rows = [{"row_number": number, "kind": "PU"} for number in range(8)]
    parquet.write([pa.Table.from_pylist(rows, schema=renamed)], renamed, other)

    assert shared_rows(one, other) == 0


def test_what_is_no_parquet_file_is_told(tmp_path):
    one = fact(tmp_path / "v1.parquet", [1])
    (tmp_path / "v2.parquet").write_bytes(b"PAR1")

    with pytest.raises(EditionDamaged, match="cannot be read"):
        shared_rows(one, tmp_path / "v2.parquet")
