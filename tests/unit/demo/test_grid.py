"""Sheets are laid out as the look says, and files come out the same every time."""

import io

import openpyxl
import pandas as pd
from cakupan.demo.rosters import files, grid, looks
from cakupan.demo.rosters.grid import Grid
from cakupan.demo.rosters.look import Look, columns, written_date
from case_tables import each_case


def given_rows(count: int = 3) -> pd.DataFrame:
    """Return people of two villages."""
    return pd.DataFrame(
        {
            "nik": [f"33289912088700{number:02d}" for number in range(1, count + 1)],
            "nama": ["Ani Sari", "Budi", "Cici"][:count],
            "tanggal_lahir": pd.to_datetime(["1987-08-12"] * count),
            "tempat_lahir": "Tegal",
            "desa": ["Kalisapu", "Kalisapu", "Slawi Kulon"][:count],
        }
    ).astype(object)


def test_a_sheet_has_title_header_numbering_sections_total_and_signature_in_that_order():
    look = Look(
        columns=columns("no=No|nama=Nama|nik=NIK|ttl=TTL"),
        title=("DAFTAR",),
        is_numbered=True,
        section_by="desa",
        total_label="JUMLAH",
        total_error=1,
        signature=("Kepala Desa",),
        date_style="long",
        nik_style="apostrophe",
    )

    sheet = grid.sheets(given_rows(), look)[0]

    assert sheet.rows == [
        ["DAFTAR"],
        [],
        ["No", "Nama", "NIK", "TTL"],
        ["1", "2", "3", "4"],
        ["DESA KALISAPU"],
        [1, "ANI SARI", "'3328991208870001", "Tegal, 12 Agustus 1987"],
        [2, "BUDI", "'3328991208870002", "Tegal, 12 Agustus 1987"],
        ["DESA SLAWI KULON"],
        [3, "CICI", "'3328991208870003", "Tegal, 12 Agustus 1987"],
        [None, "JUMLAH", 4],
        [None, None, None, "Kepala Desa"],
    ]


def test_headings_under_one_heading_are_merged_and_the_others_stand_over_two_rows():
    look = Look(columns=columns("nama=Nama|desa=Alamat/Desa//Kel|nik=Alamat/NIK"))

    sheet = grid.sheets(given_rows(), look)[0]

    assert sheet.rows[:2] == [["Nama", "Alamat", None], [None, "Desa/Kel", "NIK"]]
    assert sheet.merged == [(0, 1, 2)]
    assert sheet.tall == [(0, 0)]


def test_a_list_of_nobody_says_so():
    look = looks.VILLAGE[3]

    sheet = grid.sheets(given_rows().head(0), look)[0]

    assert sheet.rows[-1] == ["NIHIL"]


def test_one_sheet_is_made_per_place_after_the_cover():
    look = Look(columns=columns("nama=Nama"), sheet_by="desa", has_cover_sheet=True)

    made = grid.sheets(given_rows(), look)

    assert [(sheet.name, len(sheet.rows)) for sheet in made[1:]] == [("Kalisapu", 3), ("Slawi Kulon", 2)]
    assert made[0].name == "Pengantar"


@each_case(
    ("style", "expected"),
    [
        ("dash", "05-08-1987"),
        ("slash", "5/8/1987"),
        ("long", "5 Agustus 1987"),
        ("short", "05-08-87"),
        ("iso", "1987-08-05 00:00:00"),
    ],
)
def test_days_are_written_as_offices_write_them(style: str, expected: str):
    assert written_date(pd.Timestamp("1987-08-05"), style) == expected


def test_a_workbook_keeps_text_as_text_numbers_as_numbers_and_has_no_date_of_its_own():
    made = [Grid(name="A", rows=[["NIK", "n"], ["0012", 7]])]

    first, second = files.xlsx_bytes(made), files.xlsx_bytes(made)

    sheet = openpyxl.load_workbook(io.BytesIO(first))["A"]
    assert [cell.value for cell in sheet[2]] == ["0012", 7]
    assert first == second


def test_separated_text_is_padded_to_one_width_in_the_encoding_of_the_sender():
    made = Grid(name="A", rows=[["Daftar – demo"], ["No", "Nama"], [1, "Ma’ruf"]])

    text = files.csv_bytes(made, ";", "cp1252")

    assert text.decode("cp1252") == "Daftar – demo;\r\nNo;Nama\r\n1;Ma’ruf\r\n"
