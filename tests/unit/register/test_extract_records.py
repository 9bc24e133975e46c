"""Some records of an extract are read without the rest of it, under the numbers they were loaded with."""

import io
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cakupan.errors import ExtractRefused
from cakupan.register import extract_file

ROWS = [(f"M{number}", "x" * 200 if number % 2 else "") for number in range(20_000)]
CSV = PurePosixPath("2024-11-04/membership.csv")
PARQUET = PurePosixPath("2024-11-04/membership.parquet")


def kept(folder: Path, content: bytes) -> Path:
    """Put bytes where their name says nothing of what they are."""
    (folder / "0a1b").write_bytes(content)
    return folder / "0a1b"


def test_records_of_a_csv_file_have_the_numbers_they_are_loaded_with(tmp_path: Path):
    lines = ["membership_id,note", *(f"{one},{note}" for one, note in ROWS)]
    path = kept(tmp_path, "\n".join(lines).encode())

    found = extract_file.records(path, CSV, [2, 3, 20_001, 99_999])
    loaded = extract_file.read(path, CSV).to_pylist()

    assert set(found) == {2, 3, 20_001}
    assert found[3] == {"membership_id": "M1", "note": "x" * 200}
    assert found[2] == {"membership_id": "M0", "note": None}
    assert [row for row in loaded if row["row_number"] in found] == [
        found[number] | {"row_number": number} for number in (2, 3, 20_001)
    ]


def test_records_of_a_parquet_file_have_the_numbers_they_are_loaded_with(tmp_path: Path):
    names, notes = zip(*ROWS, strict=True)
    written = io.BytesIO()
    table = pa.table({"membership_id": names, "note": notes, "workers": range(len(ROWS))})
    pq.write_table(table, written, row_group_size=7_000)

    found = extract_file.records(kept(tmp_path, written.getvalue()), PARQUET, [1, 15_000])

    assert found[1] == {"membership_id": "M0", "note": None, "workers": "0"}
    assert found[15_000]["membership_id"] == "M14999"


@pytest.mark.parametrize("named", [CSV, PARQUET])
def test_a_file_that_cannot_be_read_is_named_without_a_cell_of_it(tmp_path: Path, named: PurePosixPath):
    path = kept(tmp_path, b"membership_id,note\nM1,rahasia,more\n")

    with pytest.raises(ExtractRefused, match=named.name) as refused:
        extract_file.records(path, named, [2])
    assert "rahasia" not in str(refused.value)
