"""Judging one file without a server."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from builders import nik, sheet
from cakupan import settings
from cakupan.errors import NotFound
from cakupan.intake.asking.check import check
from cakupan.intake.judging import judge
from cakupan.workbooks.model import Limits, Workbook
from cakupan.workbooks.reading import reading

HEADER = ["No", "NIK", "Nama", "Tgl Lahir"]
NIK = "3328991208870001"
RECEIVED_AT = datetime(2024, 11, 4, tzinfo=UTC).timestamp()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the check a home without anything in it, and no warehouse."""
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CAKUPAN_DSN", raising=False)
    settings.load.cache_clear()
    return tmp_path / "home"


def given_file(folder: Path, rows: list[list[Any]], name: str = "daftar.xlsx") -> Path:
    """Write a sheet that arrived on 4 November 2024."""
    path = folder / name
    path.write_bytes(sheet(rows))
    os.utime(path, (RECEIVED_AT, RECEIVED_AT))
    return path


def test_a_check_answers_in_the_documented_form(home: Path, tmp_path: Path) -> None:
    rows = [
        ["OKTOBER 2024"],
        HEADER,
        [1, NIK, "A", "12-08-1987"],
        [2, NIK, "A", None],
        [3, "12345", "B", None],
    ]
    path = given_file(tmp_path, rows)

    found = check(path, kind="pemda_rentan", area_code="33.28", with_rows=True)

    fields = {
        "nik": NIK, "kpj": None, "nama": "A", "tanggal_lahir": "1987-08-12", "jenis_kelamin": "L",
        "nama_ibu_kandung": None, "pekerjaan": None, "sumber_dana": None,
        "area_code": "33.28", "category_code": "LAINNYA", "funding_code": None,
    }  # fmt: skip
    assert found["rows"][0] == {"sheet": "Sheet1", "row": 3, "verdict": "accepted", "fields": fields}
    assert [row["verdict"] for row in found.pop("rows")] == ["accepted", "duplicate", "quarantined"]
    text = found["findings"][0].pop("text")
    assert text.startswith("NIK bukan 16 angka")
    columns = found["sheets"][0].pop("columns")
    assert [(each["letter"], each["header"], each["field"], each["basis"]) for each in columns] == [
        ("A", "No", "no_urut", "exact"),
        ("B", "NIK", "nik", "exact"),
        ("C", "Nama", "nama", "exact"),
        ("D", "Tgl Lahir", "tanggal_lahir", "exact"),
    ]
    assert columns[1] == {
        "number": 2, "letter": "B", "header": "NIK", "field": "nik", "basis": "exact", "why": "known heading",
        "suggestion": None, "person": None, "told": None,
    }  # fmt: skip
    assert found == {
        "refused": None,
        "kind": "pemda_rentan",
        "kind_basis": "given",
        "period": "2024-10",
        "period_basis": "title",
        "stated_total": None,
        "received": 3,
        "accepted": 1,
        "quarantined": 1,
        "duplicates": 1,
        "sheets": [
            {
                "sheet": "Sheet1",
                "header_row": 2,
                "mapping": {"No": "no_urut", "NIK": "nik", "Nama": "nama", "Tgl Lahir": "tanggal_lahir"},
                "classes": {
                    "title": 1, "header": 1, "numbering": 0, "section": 0, "total": 0, "note": 0,
                    "received": 3,
                },
                "totals": [],
                "left_out": [],
                "visible": True,
                "ignored": False,
            }
        ],
        "findings": [
            {"sheet": "Sheet1", "row": 5, "column": "NIK", "code": "NIK_FORMAT", "severity": "error"},
        ],
    }  # fmt: skip


def test_a_heading_that_looks_like_a_missing_column_is_named_with_what_to_write(
    home: Path, tmp_path: Path
) -> None:
    path = given_file(tmp_path, [["No", "NIK KTPP", "Nama"], [1, NIK, "A"]])

    found = check(path, kind="pemda_rentan", area_code="33.28")

    assert found["refused"]["code"] == "KOLOM_WAJIB_TIDAK_ADA"
    assert "Kolom 'NIK KTPP' mungkin NIK: ubah judulnya menjadi 'NIK'." in found["refused"]["text"]
    column = found["sheets"][0]["columns"][1]
    assert (column["field"], column["basis"], column["suggestion"]) == (None, "unknown", "nik")


def test_a_column_that_was_not_understood_is_told_once_and_may_be_what_the_list_lacks(
    home: Path, tmp_path: Path
) -> None:
    people = [[NIK, "A", "12-09-1988", "RINA"], ["3328991208870002", "B", "13-09-1988", "JOKO"]]
    path = given_file(tmp_path, [["NIK", "Nama", "Hari Jadi", "Nama Suami"], *people])

    found = check(path, kind="pemda_rentan", area_code="33.28")

    (finding,) = found["findings"]
    assert (finding["row"], finding["column"], finding["code"]) == (1, "Hari Jadi", "KOLOM_TIDAK_DIKENAL")
    assert finding["text"].endswith("Mungkin Tanggal Lahir.")
    birth, spouse = found["sheets"][0]["columns"][2:]
    assert (birth["suggestion"], spouse["person"]) == ("tanggal_lahir", "suami atau istri")
    assert birth["told"].startswith("Kolom 'Hari Jadi' tidak dikenali.")
    assert spouse["told"].startswith("Milik orang lain (suami atau istri)")


def test_how_kind_and_period_were_found_is_told(home: Path, tmp_path: Path) -> None:
    path = given_file(tmp_path, [HEADER, [1, NIK, "A", None]])

    by_id = check(path, partner_id="csr-33.28-pt-x")
    given = check(path, kind="csr", area_code="33.28", period="2024-09")

    assert (by_id["kind"], by_id["kind_basis"]) == ("csr", "partner_id")
    assert (by_id["period"], by_id["period_basis"]) == ("2024-10", "due")
    assert (given["kind_basis"], given["period"], given["period_basis"]) == ("given", "2024-09", "given")


def test_a_refused_file_is_told_why(home: Path, tmp_path: Path) -> None:
    path = given_file(tmp_path, [["Nama", "Alamat"], ["A", "Slawi"]])

    found = check(path, kind="pemda_rentan", area_code="33.28")

    assert found["refused"]["code"] == "KOLOM_WAJIB_TIDAK_ADA"
    assert ": NIK." in found["refused"]["text"]
    assert (found["received"], found["findings"]) == (0, [])


def test_a_partner_is_known_by_the_extracts_on_this_machine(home: Path, tmp_path: Path) -> None:
    folder = home / "extracts" / "rujukan"
    folder.mkdir(parents=True)
    (folder / "partner.csv").write_text("partner_id,partner_name,area_code\ndinas-x,Dinas X,33.28\n")
    (folder / "obligation.csv").write_text(
        "partner_id,roster_kind,frequency,due_day,list_mode,carry_forward,funding_code,agreement_id,valid_from,valid_to\n"
        "dinas-x,desa_perangkat,monthly,5,full,false,ADD,,2024-01-01,\n"
    )
    (folder / "layout.csv").write_text(
        "partner_id,roster_kind,header,field,valid_from,valid_to\ndinas-x,desa_perangkat,Warga,nama,2024-01-01,\n"
    )
    path = given_file(tmp_path, [["NIK", "Warga"], [NIK, "A"]])

    found = check(path, partner_id="dinas-x", with_rows=True)

    assert found["refused"] is None
    row = found["rows"][0]["fields"]
    assert (row["funding_code"], row["category_code"], row["area_code"]) == ("ADD", "PERANGKAT_DESA", "33.28")


def test_the_area_and_kind_of_an_unknown_partner_are_read_from_its_id(home: Path, tmp_path: Path) -> None:
    header = ["Nama", "Tempat Magang", "Mulai", "Selesai", "Tgl Lahir", "Kecamatan"]
    path = given_file(tmp_path, [header, ["A", "PT X", "01-10-2024", "31-12-2024", "12-08-2007", "Slawi"]])

    found = check(path, partner_id="magang-33.28-smk-1", with_rows=True)

    assert found["rows"][0]["fields"]["area_code"] == "33.28.10"


def test_a_partner_of_several_kinds_has_to_say_which(home: Path, tmp_path: Path) -> None:
    path = given_file(tmp_path, [HEADER, [1, NIK, "A", None]])

    assert check(path, partner_id="pemda-33.28")["refused"]["code"] == "JENIS_TIDAK_JELAS"


def test_a_period_that_cannot_be_is_refused(home: Path, tmp_path: Path) -> None:
    path = given_file(tmp_path, [HEADER, [1, NIK, "A", None]])

    assert check(path, kind="csr", period="2014-12")["refused"]["code"] == "PERIODE_TIDAK_WAJAR"


def test_asking_about_nothing_is_wrong_use(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"absent\.xlsx"):
        check(tmp_path / "absent.xlsx", kind="csr")
    with pytest.raises(NotFound, match="'petani'"):
        check(given_file(tmp_path, [HEADER]), kind="petani")


def test_the_same_file_gets_the_same_answer(home: Path, tmp_path: Path) -> None:
    path = given_file(tmp_path, [HEADER, [1, NIK, "A", "x"], [2, "1", "B", None]])

    first = check(path, kind="csr", area_code="33.28", with_rows=True)

    assert check(path, kind="csr", area_code="33.28", with_rows=True) == first


def test_two_hundred_rows_are_checked_without_a_database_driver(home: Path, tmp_path: Path) -> None:
    born = [date(1980, 1, 1) + timedelta(days=17 * number) for number in range(200)]
    people = [
        [number, nik(day, number + 1), f"ORANG {number}", f"{day:%d-%m-%Y}"]
        for number, day in enumerate(born)
    ]
    path = given_file(tmp_path, [HEADER, *people])
    program = (
        "import sys; from cakupan.intake.asking.check import check;"
        f"found = check({str(path)!r}, kind='pemda_rentan', area_code='33.28');"
        "assert found['accepted'] == 200, found;"
        "assert not {'psycopg', 'airflow', 'great_expectations', 'dbt'} & set(sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_check_gives_no_file_more_memory_than_intake_does(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = given_file(tmp_path, [HEADER, [1, NIK, "A", None]])
    # Far above the bound, and the bound far above what answering takes: no load decides which is seen first.
    monkeypatch.setattr(judge, "judge", lambda *_: (bytearray(b"x") * (1 << 28), sleep(60)))
    monkeypatch.setenv("CAKUPAN_MAX_FILE_MEMORY_BYTES", str(1 << 26))
    settings.load.cache_clear()

    found = check(path, kind="pemda_rentan", area_code="33.28")

    assert found["refused"]["code"] == "BERKAS_TERLALU_BESAR"
    assert "memori" in found["refused"]["text"]
    assert (found["kind"], found["received"]) == ("pemda_rentan", 0)


def test_a_check_gives_no_file_more_time_than_intake_does(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = given_file(tmp_path, [HEADER, [1, NIK, "A", None]])
    monkeypatch.setattr(judge, "judge", lambda *_: sleep(60))
    monkeypatch.setenv("CAKUPAN_MAX_FILE_SECONDS", "1")
    settings.load.cache_clear()

    found = check(path, kind="pemda_rentan", area_code="33.28")

    assert found["refused"]["code"] == "BERKAS_TERLALU_BESAR"
    assert "lebih dari 1 detik" in found["refused"]["text"]


@pytest.mark.parametrize("title", ["OKTOBER 2024", "DAFTAR PEKERJA"])
def test_a_file_is_opened_once_for_its_month_and_its_rows(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    path = given_file(tmp_path, [[title], HEADER, [1, NIK, "A", "12-08-1987"]])
    told = tmp_path / "opened"
    read = reading.read

    def noted(source: bytes | Path, limits: Limits) -> Workbook:
        with told.open("a") as stream:  # the file is read in a child
            stream.write("opened\n")
        return read(source, limits)

    monkeypatch.setattr(reading, "read", noted)

    found = check(path, kind="pemda_rentan", area_code="33.28")

    assert (found["accepted"], told.read_text().splitlines()) == (1, ["opened"])
