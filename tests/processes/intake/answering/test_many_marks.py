"""A workbook with more marks than one block of shapes holds."""

from receipt_builders import bad_nik, edited, faults, marks, opened
from rich_workbooks import letterhead

PEOPLE = 1_200


def test_no_office_program_finds_damage():
    rows = range(7, 7 + PEOPLE)

    data = edited(letterhead(PEOPLE), marks(*(bad_nik(row=row) for row in rows), rows=rows))

    assert list(faults(data)) == []
    assert sum(1 for row in opened(data)["Kec. Slawi"].iter_rows() for cell in row if cell.comment) >= PEOPLE
