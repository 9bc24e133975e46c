"""Mess in files: encodings, delimiters, formats that are no list, numbers and months as written here."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import Rows, nik, sheet, text_file
from cakupan.errors import FileRefused
from cakupan.intake.rows import period, refusals
from cakupan.intake.rows.directory import Partner
from case_tables import each_case
from judging import judge_file, judge_files, judge_rows, received
from mess_builders import BORN, person
from mess_entries import entry

ROWS: Rows = [["No", "NIK", "Nama"], person(1, "MA'RUF"), person(2, "SITI; AMINAH"), person(3, "ÉLOÏSE")]
NAMES = ["MA'RUF", "SITI; AMINAH", "ÉLOÏSE"]
RECEIVED_AT = datetime(2025, 8, 4, 3, tzinfo=UTC)
OWED = Partner(partner_id="-", area_code=None).obligation("pemda_rentan", date(2025, 1, 1), date(2025, 1, 31))
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
RAR = b"Rar!\x1a\x07\x01\x00"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def quoted(rows: Rows) -> Rows:
    """Return rows with every cell in quotes, as Excel writes cells that hold a delimiter."""
    return [[f'"{cell}"' for cell in row] for row in rows]


@entry(13)
@each_case("delimiter", [";", ",", "\t", "|"])
@each_case("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom", "cp1252"])
def test_delimited_text_is_read_in_every_encoding_and_with_every_delimiter(
    delimiter: str, encoding: str
) -> None:
    marks = {"utf-16-le-bom": b"\xff\xfe", "utf-16-be-bom": b"\xfe\xff"}
    plain = encoding.removesuffix("-bom")

    data = marks.get(encoding, b"") + text_file(quoted(ROWS), delimiter=delimiter, encoding=plain)
    judged = judge_file(data)

    assert (judged.values("nama"), judged.codes) == (NAMES, [])


@entry(13)
@each_case("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_line(line_end: str) -> None:
    assert judge_file(text_file(quoted(ROWS), line_end=line_end)).values("nama") == NAMES


@entry(13)
def test_lines_may_end_in_different_ways_and_a_line_break_may_stand_inside_quotes() -> None:
    people = [person(number, name) for number, name in enumerate(("A", "B", "C", "D"), start=1)]
    lines = [";".join(str(cell) for cell in row) for row in (["No", "NIK", "Nama"], *people)]

    mixed = "\r\n".join(lines[:3]) + "\n" + "\n".join(lines[3:])
    broken = ";".join(["No", "NIK", "Nama"]) + f'\r\n1;{nik(BORN, 1)};"SITI\nAMINAH"\r\n'

    assert judge_file(mixed.encode()).values("nama") == ["A", "B", "C", "D"]
    assert judge_file(broken.encode()).values("nama") == ["SITI AMINAH"]


@entry(13)
def test_a_decimal_comma_does_not_part_a_cell_in_two() -> None:
    rows = [["Nama Perusahaan", "Jumlah TK", "Persen"], ["PT Maju", "12", "35,5"], ["PT Jaya", "8", "40,25"]]

    judged = judge_file(text_file(rows), kind="asosiasi")

    assert judged.values("pekerja_aktif") == [12, 8]


@entry(14)
@each_case(("written", "workers"), [("1.234", 1234), (1234, 1234), ("1.234 orang", 1234), ("1 234", 1234)])
def test_a_count_is_read_with_the_points_of_thousands(written: Any, workers: int) -> None:
    judged = judge_rows(["Nama Perusahaan", "Jumlah TK"], ["PT Maju", written], kind="asosiasi")

    assert judged.values("pekerja_aktif") == [workers]


@entry(14)
@each_case(
    ("written", "rupiah"),
    [
        ("Rp 16.800,-", 16_800), ("Rp1.234.567,89", 1_234_567.89), ("2,5 jt", 2_500_000),
        ("1,2 miliar", 1_200_000_000), (100000000, 100_000_000), ("100.000.000", 100_000_000),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_written_here(written: Any, rupiah: float) -> None:
    judged = judge_rows(
        ["Nama Proyek", "Nilai Kontrak", "TK Proyek", "Tgl Mulai", "Tgl Selesai"],
        ["Jembatan", written, 12, "01-10-2024", "31-12-2024"],
        kind="jakon",
    )

    assert [float(value) for value in judged.values("nilai_kontrak")] == [rupiah]
    assert judged.verdicts == ["accepted"]


@entry(15)
@each_case(
    ("data", "code"),
    [
        (PDF, "BUKAN_LEMBAR_KERJA"),
        (JPEG, "BUKAN_LEMBAR_KERJA"),
        (RAR, "BUKAN_LEMBAR_KERJA"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "BERKAS_TERKUNCI"),
        (b"", "BERKAS_KOSONG"),
        (b"   \r\n ", "BERKAS_KOSONG"),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert judge_file(data).refusal == code


@entry(15)
def test_a_torn_workbook_is_refused_as_damaged() -> None:
    whole = sheet(ROWS)

    assert judge_file(whole[: len(whole) // 2]).refusal == "BERKAS_RUSAK"


@entry(15)
@pytest.mark.parametrize(
    "name", ["daftar (1).xlsx", "daftar.xls", "daftar.pdf", "WhatsApp 2024 (2)", "d.csv"]
)
def test_the_name_of_a_file_says_nothing_about_what_it_is(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(sheet(ROWS))

    [judged] = judge_files([replace(received(b""), data=None, path=path)])

    assert (judged.refusal, judged.verdicts) == (None, ["accepted"] * 3)


@entry(15)
def test_a_web_page_saved_as_a_workbook_is_read() -> None:
    cells = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in (["No", "NIK", "Nama"], person(1, "A"), person(2, "B &amp; C"))
    )

    judged = judge_file(f"<html><body><table>{cells}</table></body></html>".encode())

    assert (judged.values("nik"), judged.values("nama")) == ([nik(BORN, 1), nik(BORN, 2)], ["A", "B & C"])
    assert judged.codes == []


@entry(15)
def test_an_archive_inside_an_archive_is_no_list() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("daftar.xlsx", sheet(ROWS))
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("dalam.zip", inner.getvalue())

    assert judge_file(outer.getvalue()).refusal == "BUKAN_LEMBAR_KERJA"


@entry(28)
@each_case(
    "title",
    [
        "POSISI 31 JUNI 2025",
        "Per 31 Juni 2025",
        "Posisi data per tanggal 30 Februari 2025",
        "per 0 Juli 2025",
        "posisi 31-06-2025",
        "Posisi data: 31/06/2025",
        "Posisi data: 31 Juni 2025",
        "per 30-13-2025",
    ],
)
def test_a_title_with_a_day_that_never_was_refuses_a_file_that_states_its_month_nowhere_else(
    title: str,
) -> None:
    terms: dict[str, Any] = {"column": (), "obligation": OWED, "received_at": RECEIVED_AT}
    with pytest.raises(FileRefused, match="PERIODE_TIDAK_WAJAR") as refused:
        period.find(folder=None, titles=[title], **terms)

    assert f"Periode {refused.value.details['period']} tidak wajar" in refusals.text(refused.value)
    assert str(refused.value.details["period"]) in title.lower()
    assert "tidak ada di kalender" in refusals.text(refused.value)
    assert period.find(folder="2025-07", titles=[title], **terms).basis == "folder"
    assert period.find(folder=None, titles=[title, "BULAN JULI 2025"], **terms).period == "2025-07"


@entry(28)
@each_case("title", ["POSISI 30 JUNI 2025", "Per 29-02-2024", "Per 31/07/2025"])
def test_a_title_with_a_day_that_was_states_its_month(title: str) -> None:
    assert period.in_titles([title]) in ("2025-06", "2024-02", "2025-07")


@entry(28)
@each_case("folder", ["2025-13", "2025-00", "2014-12", "2025-09"])
def test_a_month_that_never_was_or_is_not_yet_refuses_the_file(folder: str) -> None:
    with pytest.raises(FileRefused, match="PERIODE_TIDAK_WAJAR"):
        period.find(folder=folder, titles=(), column=(), obligation=OWED, received_at=RECEIVED_AT)
