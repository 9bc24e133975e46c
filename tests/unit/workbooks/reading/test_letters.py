"""Letters of four bytes, whatever form they are written in."""

from pathlib import Path

from builders import text_file
from cakupan.workbooks.reading.reading import read
from format_builders import grid, web_page
from judging import LIMITS

HEADER = ["No", "NIK", "Nama"]


def test_a_page_in_letters_of_four_bytes_is_a_page() -> None:
    data = web_page([HEADER, ["1", "3328991208870001", "JOSÉ"]], "utf-32")

    assert grid(read(data, LIMITS).sheets[0]) == [HEADER, ["1", "3328991208870001", "JOSÉ"]]


def test_a_large_text_in_letters_of_four_bytes_is_read_from_its_place(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    people = [[str(number), f"33289912{number:08d}", f"ORANG {number}"] for number in range(8_000)]
    path.write_bytes(text_file([HEADER, *people], encoding="utf-32"))
    assert path.stat().st_size > 1 << 20

    (found,) = read(path, LIMITS).sheets

    assert grid(found) == [HEADER, *people]
