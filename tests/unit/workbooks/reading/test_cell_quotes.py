"""Cells of a text that stand in signs other than quotes."""

from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import grid
from judging import LIMITS

ROWS = [["NIK", "NAMA"], ["3328991208870001", "SITI AMINAH"], ["3328991208870002", "NUR 'AINI"]]


def written(before: str, behind: str, delimiter: str = ";") -> bytes:
    """Return the rows as a text with each cell in these signs."""
    lines = (delimiter.join(f"{before}{cell}{behind}" for cell in row) for row in ROWS)
    return "\r\n".join(lines).encode()


@each_case("delimiter", [";", ",", "\t"])
@each_case(
    ("before", "behind"), [('="', '"'), ('\\"', '\\"'), ("'", "'"), ("“", "”"), ('""', '""'), ("«", "»")]
)
def test_signs_around_each_cell_are_none_of_it(before: str, behind: str, delimiter: str) -> None:
    (found,) = read(written(before, behind, delimiter), LIMITS).sheets

    assert grid(found) == ROWS


@each_case("name", ["'AISYAH'", "“SITI”", "'AISYAH", "NUR'"])
def test_signs_of_one_cell_are_its_own(name: str) -> None:
    (found,) = read(f"NIK;NAMA\n1;{name}\n2;BUDI\n3;SITI\n".encode(), LIMITS).sheets

    assert found.columns[1][1].as_py() == name
