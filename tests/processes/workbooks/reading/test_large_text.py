"""A text file of many pieces is read from where it lies."""

from dataclasses import replace
from pathlib import Path

from builders import text_file
from cakupan.workbooks.reading import text
from cakupan.workbooks.reading.reading import read
from judging import LIMITS


def test_a_large_file_is_read_from_its_place(tmp_path: Path) -> None:
    people = [
        [str(number), f"33289912{number:08d}", f"ORANG {number}"] for number in range(2 * text.PIECE // 30)
    ]
    rows = [["No", "NIK", "Nama"], *people]
    path = tmp_path / "daftar.pdf"  # a name says nothing
    path.write_bytes(text_file(rows))

    found = read(path, replace(LIMITS, max_text_bytes=10**8)).sheets[0]

    assert found.height == len(rows)
    assert found.row(len(rows) - 1) == rows[-1]
