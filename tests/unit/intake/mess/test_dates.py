"""Mess in dates: orders, spellings, serial numbers, the other calendar of Excel, days that never were."""

from datetime import date
from typing import Any

from builders import nik, sheet, text_file
from case_tables import each_case
from judging import Judged, judge_file, judge_files, judge_rows, received
from mess_builders import BORN, Odd, odd_workbook
from mess_entries import entry

HEADER = ["NIK", "Nama", "Tgl Lahir"]
INTERN_HEADER = ["Nama", "Tempat Magang", "Mulai Magang", "Selesai Magang", "Tgl Lahir"]
# Numbers whose day is above 31 or whose date fits nothing below: they break no tie.
SILENT = [nik(date(1960, 12, 31), serial) for serial in range(1, 30)]

ONE_DAY = [
    "12 Agustus 1987", "12 Agt 1987", "12-AGUSTUS-1987", "12-08-1987", "12/8/1987", "12.08.1987",
    "1987-08-12", "1987-08-12 00:00:00", "12-08-1987 00:00", "Rabu, 12 Agustus 1987", "32001", 32001,
    date(1987, 8, 12), "12 - 08 - 1987", "12081987", "12 Ags 1987", "12/Aug/1987",
]  # fmt: skip


def judge_dates(*written: Any, niks: list[str] | None = None) -> Judged:
    """Judge a column of birth dates beside numbers that take no side, unless given."""
    numbers = niks or SILENT
    rows = [[numbers[row], f"ORANG {row}", cell] for row, cell in enumerate(written)]
    return judge_rows(HEADER, *rows)


@entry(6)
def test_one_day_is_read_however_it_is_written() -> None:
    files = [sheet([HEADER, [nik(BORN, 1), "ORANG", written]]) for written in ONE_DAY]

    judged = judge_files([received(data, number=number) for number, data in enumerate(files)])

    read = [
        (written, each.values("tanggal_lahir"), each.codes)
        for written, each in zip(ONE_DAY, judged, strict=True)
    ]
    assert read == [(written, ["1987-08-12"], []) for written in ONE_DAY]


@entry(6)
def test_one_first_part_above_twelve_settles_day_before_month_for_the_column() -> None:
    judged = judge_dates("08/12/1987", "13/08/1987", "01/02/1990")

    assert judged.values("tanggal_lahir") == ["1987-12-08", "1987-08-13", "1990-02-01"]


@entry(6)
def test_one_second_part_above_twelve_settles_month_before_day_for_the_column() -> None:
    judged = judge_dates("08/12/1987", "08/13/1987", "01/02/1990")

    assert judged.values("tanggal_lahir") == ["1987-08-12", "1987-08-13", "1990-01-02"]


@entry(6)
def test_a_column_of_both_orders_is_decided_row_by_row_by_the_number_else_asked_back() -> None:
    niks = [nik(date(1987, 8, 13), 1), nik(date(1987, 8, 13), 2), nik(date(1987, 8, 12), 3), SILENT[3]]

    judged = judge_dates("13/08/1987", "08/13/1987", "08/12/1987", "08/12/1987", niks=niks)

    assert judged.values("tanggal_lahir")[:3] == ["1987-08-13", "1987-08-13", "1987-08-12"]
    assert (5, "TANGGAL_MERAGUKAN", "warning") in judged.codes
    assert judged.verdicts == ["accepted"] * 4


@entry(6)
def test_a_column_without_any_part_above_twelve_is_decided_by_most_of_its_numbers() -> None:
    american = [nik(date(1987, 8, 12), 1), nik(date(1990, 3, 4), 2), nik(date(1991, 5, 6), 3)]

    assert judge_dates("08/12/1987", "03/04/1990", "05/06/1991", niks=american).values("tanggal_lahir") == [
        "1987-08-12",
        "1990-03-04",
        "1991-05-06",
    ]


@entry(6)
def test_without_any_witness_the_day_comes_first() -> None:
    assert judge_dates("08/12/1987", "03/04/1990").values("tanggal_lahir") == ["1987-12-08", "1990-04-03"]


@entry(6)
def test_where_the_date_is_required_an_undecidable_one_waits() -> None:
    judged = judge_rows(
        INTERN_HEADER,
        ["A", "PT X", "13/10/2024", "31/12/2024", "01-02-2005"],
        ["B", "PT X", "10/13/2024", "31/12/2024", "01-02-2005"],
        ["C", "PT X", "10/11/2024", "31/12/2024", "01-02-2005"],
        kind="magang",
    )

    assert (4, "TANGGAL_MERAGUKAN", "error") in judged.codes
    assert judged.verdicts == ["accepted", "accepted", "quarantined"]


@entry(6)
@each_case("written", ["00/00/1987", "31/02/1987", "1987", "Agustus 1987", "12-13-14-15"])
def test_what_is_no_day_is_told_and_the_number_gives_the_date(written: str) -> None:
    judged = judge_dates(written, niks=[nik(BORN, 1)])

    assert judged.codes == [(2, "TANGGAL_TIDAK_SAH", "warning")]
    assert (judged.values("tanggal_lahir"), judged.verdicts) == (["1987-08-12"], ["accepted"])


@entry(6)
def test_serial_numbers_of_a_workbook_counted_from_1904_are_four_years_later() -> None:
    serial = 32001 - 1462
    rows = [HEADER, [nik(BORN, 1), "A", serial], [nik(BORN, 2), "B", date(1987, 8, 12)]]

    counted_from_1904 = judge_file(odd_workbook(Odd(rows=rows), is_1904=True))
    counted_from_1900 = judge_file(odd_workbook(Odd(rows=[HEADER, [nik(BORN, 1), "A", 32001]])))

    assert counted_from_1904.values("tanggal_lahir") == ["1987-08-12", "1987-08-12"]
    assert counted_from_1900.values("tanggal_lahir") == ["1987-08-12"]
    assert counted_from_1904.codes == counted_from_1900.codes == []


@entry(6)
@each_case("serial", [9999, 60001, 3200, 320011])
def test_a_number_that_is_no_serial_of_a_life_is_no_date(serial: int) -> None:
    judged = judge_dates(serial, niks=[nik(BORN, 1)])

    assert judged.codes == [(2, "TANGGAL_TIDAK_SAH", "warning")]


@entry(7)
@each_case(
    ("written", "year"),
    [("12-08-87", 1987), ("12/8/87", 1987), ("12 Agustus 87", 1987), ("12-08-14", 2014), ("12-08-25", 1925)],
)
def test_two_digits_become_the_year_of_somebody_between_ten_and_a_hundred(written: str, year: int) -> None:
    judged = judge_dates(written, niks=[nik(date(year, 8, 12), 1)])

    assert judged.values("tanggal_lahir") == [f"{year}-08-12"]
    assert "NIK_TGL_BEDA" not in {code for _, code, _ in judged.codes}


@entry(7)
def test_two_digits_are_counted_from_the_first_day_of_the_list_not_from_today() -> None:
    row = ["A", "PT X", "01-01-2020", "30-06-2020", "12-08-09"]

    judged = judge_rows(INTERN_HEADER, row, kind="magang", reference_date=date(2020, 1, 1))

    assert judged.values("tanggal_lahir") == ["2009-08-12"]


@entry(8)
@each_case(
    "written",
    [
        "Tegal, 12-08-1987", "TEGAL 12 08 1987", "Tegal, 12 Agustus 1987", "Tegal/12-08-1987",
        "Kab. Tegal, 12/8/87", "Tegal ,12-08-1987", "Tegal,12 Agt 1987",
    ],
)  # fmt: skip
def test_place_and_date_of_birth_in_one_cell_are_parted(written: str) -> None:
    judged = judge_rows(["NIK", "Nama", "Tempat, Tgl Lahir"], [nik(BORN, 1), "A", written])

    assert (judged.values("tanggal_lahir"), judged.codes) == (["1987-08-12"], [])


@entry(8)
def test_a_place_alone_leaves_the_date_to_the_number_and_an_impossible_one_is_told() -> None:
    judged = judge_rows(
        ["NIK", "Nama", "TTL"], [nik(BORN, 1), "A", "Tegal"], [nik(BORN, 2), "B", "Tegal, 31-02-1987"]
    )

    assert judged.values("tanggal_lahir") == ["1987-08-12", "1987-08-12"]
    assert judged.codes == [(3, "TANGGAL_TIDAK_SAH", "warning")]


@entry(8)
def test_the_order_of_combined_dates_is_voted_like_that_of_a_column_of_its_own() -> None:
    judged = judge_rows(
        ["NIK", "Nama", "TTL"],
        [SILENT[0], "A", "Tegal, 08/12/1987"],
        [SILENT[1], "B", "Tegal, 08/13/1987"],
    )

    assert judged.values("tanggal_lahir") == ["1987-08-12", "1987-08-13"]


@entry(6)
def test_delimited_text_keeps_dates_as_they_are_written() -> None:
    judged = judge_file(text_file([HEADER, [nik(BORN, 1), "A", "1987-08-12 00:00:00"]], delimiter=","))

    assert (judged.values("tanggal_lahir"), judged.codes) == (["1987-08-12"], [])
