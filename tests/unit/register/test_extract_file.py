"""Files are read as text, cell by cell as they are, and refused without repeating a cell."""

import datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
from cakupan.errors import ExtractRefused
from cakupan.register import extract_file

SOMEBODY = "3328990101800001"


def csv_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "claim.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_every_cell_is_text_and_every_row_has_its_record_number(tmp_path: Path):
    path = csv_file(tmp_path, '﻿nik,nama\n0017," Ana, "\n,"two\nlines"\n')

    rows = extract_file.read(path)

    assert rows.to_pydict() == {
        "nik": ["0017", None],
        "nama": ["Ana,", "two\nlines"],
        "row_number": [2, 3],
    }


def test_a_parquet_file_reads_like_the_same_csv_counted_from_one(tmp_path: Path):
    path = tmp_path / "claim.parquet"
    table = pa.table(
        {
            "nik": ["0017", ""],
            "paid_on": pa.array([datetime.date(2024, 10, 1), None]),
            "stamp": pa.array([datetime.datetime(2024, 10, 1), None], pa.timestamp("ns")),  # noqa: DTZ001 - Arrow has none
            "rupiah": pa.array([Decimal("12.00"), None]),
            "cases": [1, 2],
            "is_deleted": [True, False],
        }
    )
    pyarrow.parquet.write_table(table, path)

    rows = extract_file.read(path)

    assert rows.to_pydict() == {
        "nik": ["0017", None],
        "paid_on": ["2024-10-01", None],
        "stamp": ["2024-10-01", None],
        "rupiah": ["12.00", None],
        "cases": ["1", "2"],
        "is_deleted": ["true", "false"],
        "row_number": [1, 2],
    }


def test_a_floating_point_column_is_refused_because_it_loses_digits(tmp_path: Path):
    path = tmp_path / "claim.parquet"
    pyarrow.parquet.write_table(pa.table({"nik": [3.3e15]}), path)

    with pytest.raises(ExtractRefused, match="column nik: double cannot be taken"):
        extract_file.read(path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty: expected a header"),
        (
            f"nik,nama\n{SOMEBODY}\n",
            "1 records do not have 2 cells as the header has; the first of them has 1",
        ),
        (f"nik,nama\n{SOMEBODY},Ana,x\n", "the first of them has 3"),
        (f"nik,nama\n{SOMEBODY},".encode() + b"\xe9\n", "expected CSV with commas, in UTF-8"),
        (f"nik,{SOMEBODY},nama,{SOMEBODY}\n", "columns 2 and 4 have one name"),
    ],
)
def test_a_broken_csv_is_refused_without_a_word_of_its_cells(tmp_path: Path, content: str | bytes, says: str):
    path = csv_file(tmp_path, content)

    with pytest.raises(ExtractRefused, match=says) as refused:
        extract_file.read(path)

    assert SOMEBODY not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_file_that_is_not_parquet_is_refused(tmp_path: Path):
    path = tmp_path / "claim.parquet"
    path.write_bytes(b"not at all")

    with pytest.raises(ExtractRefused, match=r"claim\.parquet cannot be read: expected a Parquet file"):
        extract_file.read(path)
