"""What can be read, how it is read, and what is refused with which reason."""

import io
import zipfile
from datetime import date

import pytest
from builders import SheetSpec, sheet, text_file, workbook
from cakupan.errors import FileRefused
from cakupan.intake.rows import refusals
from cakupan.workbooks.reading import reading
from case_tables import each_case
from format_builders import flat_document, grid, open_document, web_page, xml_workbook
from judging import LIMITS, judge_file
from xls_builders import OldSheet, old_workbook

HEADER = ["No", "NIK", "Nama"]
ROW = [1, "3328991208870001", "SUPARNO"]


def zip_of(name: str, content: bytes = b"x") -> bytes:
    """Return a zip archive with one member."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@each_case(
    ("code", "data"),
    [
        ("BERKAS_KOSONG", b""),
        ("BERKAS_KOSONG", b" \r\n \r\n"),
        ("BERKAS_KOSONG", b";;;\r\n;;;\r\n"),
        ("BERKAS_KOSONG", sheet([])),
        ("BERKAS_RUSAK", sheet([HEADER, ROW])[:900]),
        ("BERKAS_RUSAK", zip_of("xl/workbook.xml")),
        ("BERKAS_TERKUNCI", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("BERKAS_RUSAK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100),
        ("BUKAN_LEMBAR_KERJA", b"%PDF-1.7 ..."),
        ("BUKAN_LEMBAR_KERJA", b"\xff\xd8\xff\xe0 photo"),
        ("BUKAN_LEMBAR_KERJA", b"<html><p>NIK</p></html>"),
        ("BUKAN_LEMBAR_KERJA", zip_of("daftar.txt")),
        ("BUKAN_LEMBAR_KERJA", bytes(range(256)) * 4),
        ("BERKAS_TERLALU_BESAR", b"x" * (LIMITS.max_file_bytes + 1)),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_the_reason_a_partner_can_act_on(
    code: str, data: bytes
) -> None:
    with pytest.raises(FileRefused) as refused:
        reading.read(data, LIMITS)

    assert refused.value.code == code


@each_case(
    "data",
    [
        open_document([[" "]]),
        flat_document("<table:table><table:table-row/></table:table>"),
        old_workbook(OldSheet(rows=[[" "]])),
        xml_workbook([[" "]]),
        web_page([[" "]]),
        b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + web_page([[" "]]),
    ],
    ids=["ods", "fods", "xls", "xml2003", "html", "mhtml"],
)
def test_a_file_without_a_filled_cell_is_empty_whatever_its_form(data: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        reading.read(data, LIMITS)

    assert refused.value.code == "BERKAS_KOSONG"


@each_case(
    ("code", "rows"),
    [
        ("TANPA_JUDUL_KOLOM", [ROW, ROW]),
        ("TANPA_JUDUL_KOLOM", [["Daftar belanja"], ["Beras", "2 kg"]]),
        ("KOLOM_WAJIB_TIDAK_ADA", [["No", "Nama", "Alamat", "Pekerjaan"], [1, "SUPARNO", "Slawi", "petani"]]),
        ("KOLOM_WAJIB_TIDAK_ADA", [["No", "NIK", "No KPJ"], [1, ROW[1], "12345678901"]]),
        ("TANPA_DATA", [HEADER]),
        ("TANPA_DATA", [HEADER, ["Mengetahui"], [None, None, "Kepala Dinas"]]),
    ],
)
def test_a_sheet_that_cannot_be_taken_is_refused(code: str, rows: list[list[object]]) -> None:
    judged = judge_file(sheet(rows))

    assert judged.refusal == code
    assert judged.judgement.outcome == "refused"
    assert sum(judged.judgement.counts.values()) == 0


def test_a_missing_column_is_named_with_its_sheet() -> None:
    judged = judge_file(
        workbook(SheetSpec(name="Slawi", rows=[["NIK", "No KPJ"], ["3328991208870001", "1"]]))
    )

    assert judged.judgement.reading.refusal is not None
    text = refusals.text(judged.judgement.reading.refusal)
    assert "'Slawi': Nama" in text


@each_case("rows", [[HEADER, [None, "NIHIL"]], [["LAPORAN OKTOBER 2024"], ["NIHIL"]]])
def test_a_nil_report_is_accepted_with_no_rows(rows: list[list[object]]) -> None:
    judged = judge_file(sheet(rows))

    assert (judged.refusal, judged.judgement.outcome, judged.judgement.reading.is_nil) == (
        None,
        "accepted",
        True,
    )


def test_every_refusal_has_a_reason_in_two_languages_without_a_hole() -> None:
    details = {name: "x" for name in ("limit", "sheet", "columns", "kinds", "period", "partner_id")}

    for code in refusals.REFUSALS:
        for language in ("id", "en"):
            text = refusals.text(FileRefused(code, **details), language)
            assert len(text) > 30 and "{" not in text and " - " not in text


@each_case("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@each_case("delimiter", [";", ",", "\t", "|"])
@each_case("line_end", ["\r\n", "\n", "\r"])
def test_a_text_file_reads_the_same_in_every_dress(encoding: str, delimiter: str, line_end: str) -> None:
    data = text_file(
        [["DAFTAR PEKERJA"], HEADER, [1, "3328991208870001", "JOSÉ"]], delimiter, encoding, line_end
    )

    found = reading.read(data, LIMITS).sheets[0]

    assert grid(found) == [["DAFTAR PEKERJA", "", ""], HEADER, ["1", "3328991208870001", "JOSÉ"]]
    assert (found.name, found.is_visible) == ("", True)


def test_a_text_file_may_name_its_delimiter_and_quote_its_cells() -> None:
    data = b'sep=;\r\n"NIK";"Nama";"Pekerjaan"\r\n"3328991208870001";"SUPARNO; S.Pd";"petani, nelayan"\r\n'

    judged = judge_file(data)

    assert judged.values("nama") == ["SUPARNO; S.Pd"]


def test_cells_keep_their_digits_days_and_row_numbers() -> None:
    rows = [[], ["NIK", "Nama", "Tgl Lahir"], [], [3328991208870001, " SUPARNO\n ALI ", date(1987, 8, 12)]]

    judged = judge_file(sheet(rows))

    assert judged.values("nik") == ["3328991208870001"]
    assert judged.values("nama") == ["SUPARNO ALI"]
    assert judged.values("tanggal_lahir") == ["1987-08-12"]
    assert judged.values("row_number") == [4]


def test_several_sheets_are_taken_and_a_foreign_one_is_left_alone_and_listed() -> None:
    data = workbook(
        SheetSpec(name="Slawi", rows=[HEADER, ROW]),
        SheetSpec(name="Rekap", rows=[["Kecamatan", "Jumlah"], ["Slawi", 1]]),
        SheetSpec(name="Margasari", rows=[["NAMA", "NIK"], ["BUDI", "3328991208870002"]], is_hidden=True),
    )

    judged = judge_file(data)

    sheets = judged.judgement.reading.sheets
    assert [(each.sheet_name, each.is_ignored, each.is_visible) for each in sheets] == [
        ("Slawi", False, True),
        ("Rekap", True, True),
        ("Margasari", False, False),
    ]
    assert judged.values("sheet_no") == [1, 3]
    assert judged.values("area_code") == ["33.28.10", "33.28.01"]
