"""A name may hold the sign that parts cells, though nothing quotes it."""

from collections.abc import Iterator

import pytest
from cakupan.workbooks.model import Sheet
from cakupan.workbooks.reading import text
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import grid
from judging import LIMITS

HEADER = ["No", "NIK", "Nama"]
SMALL = 4096  # bytes: so many do here for what takes sixteen times as many elsewhere
LARGE = SMALL // 20  # rows that make a file large enough to be read block by block


@pytest.fixture(autouse=True, scope="module")
def blocks_from_few_bytes_on() -> Iterator[None]:
    """Let the reader of large files have files that are quickly written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "SMALL", SMALL)
        yield


def only_sheet(data: bytes) -> Sheet:
    """Return the single sheet of a text file."""
    (found,) = read(data, LIMITS).sheets
    return found


def people(count: int) -> list[list[str]]:
    """Return rows of that many people."""
    return [[str(number), f"33289912{number:08d}", f"ORANG {number}"] for number in range(count)]


@each_case("count", [6, LARGE])
@each_case("delimiter", [",", ";"])
@each_case("name", ["AGUS@ S.Pd", "AGUS@S.Pd", "AGUS@ S.Pd@ M.M", "AGUS@S.Pd@M.M", "AGUS@  S.Pd"])
def test_the_comma_of_a_name_without_quotes_parts_no_name(name: str, delimiter: str, count: int) -> None:
    name = name.replace("@", delimiter)
    rows = [[*cells, "12/08/1987", "L"] for cells in people(count)]
    rows[4][2] = name

    found = only_sheet(
        "".join(f"{delimiter.join(cells)}\n" for cells in [[*HEADER, "Lahir", "JK"], *rows]).encode()
    )

    assert (found.width, found.row(5)) == (5, ["4", "3328991200000004", name, "12/08/1987", "L"])


def test_a_remark_behind_the_last_column_and_cells_that_fit_in_two_ways_stay_where_they_are() -> None:
    rows = [[*cells, "12/08/1987", "SLAWI", "L"] for cells in people(6)]
    rows[2].append("pindah")
    rows[3][4:5] = ["JL. MAWAR", "SLAWI"]

    data = "".join(f"{','.join(cells)}\n" for cells in [[*HEADER, "Lahir", "Alamat", "JK"], *rows])

    assert grid(only_sheet(data.encode()))[3:5] == [rows[2], rows[3]]


@each_case("count", [6, LARGE])
@each_case("delimiter", [",", ";"])
def test_a_quoted_cell_that_lost_its_first_quote_keeps_no_other(delimiter: str, count: int) -> None:
    rows = [[*cells, 'BAN 14""'] for cells in people(count)]
    lines = [delimiter.join(f'"{cell}"' for cell in cells) for cells in [[*HEADER, "Usaha"], *rows]]
    lines[2] = lines[2].replace('"ORANG 1"', 'ORANG 1"')
    lines[4] = lines[4].replace('"3"', '3"', 1)

    found = grid(only_sheet("\r\n".join(lines).encode()))

    assert found[1:] == [[*cells[:3], 'BAN 14"'] for cells in rows]
