"""A kind that has nothing but its contract, from a file in the inbox to figures and gates."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from builders import sheet
from cakupan import settings
from cakupan.contracts import roster
from cakupan.reports import catalogue
from cakupan.reports.locales import Locale
from intake_builders import given_file, ingest
from openpyxl import load_workbook
from world_builders import World, fraction, nik, value, world

PARTNER = "koperasi-33.28-tani"
LIST = [
    ["KOPERASI TANI MAKMUR"],
    ["DAFTAR ANGGOTA BULAN OKTOBER 2024"],
    ["No", "No Anggota", "Nama Anggota", "NIK", "Tgl Lahir", "Jenis Usaha", "Alamat", "Simpanan Pokok"],
    [1, "A-001", "SUPARNO", nik(1), "01/01/1990", "Pedagang sayur", "Jl. Mawar 1", 100_000],
    [2, "A-002", "BUDI", nik(2), "01/01/1990", "Petani", "Jl. Mawar 2", 100_000],
    [3, "A-003", "JOKO", nik(3), "01/01/1990", "Nelayan", "Jl. Mawar 3", 100_000],
    [4, "A-004", "TONO", "12345", "01/01/1990", "Petani", "Jl. Mawar 4", 100_000],
    [5, "A-005", "SUPARNO", nik(1), "01/01/1990", "Pedagang sayur", "Jl. Mawar 1", 100_000],
]


@pytest.fixture(scope="module")
def built(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(postgres, template, tmp_path_factory.mktemp("kinds")) as this:
        for folder in settings.FOLDERS:
            settings.load().folder(folder).mkdir(parents=True, exist_ok=True, mode=0o700)
        this.load("2024-01-05")
        this.areas()
        this.partner(PARTNER, "koperasi", funding_code="MANDIRI")
        this.load("2024-11-01")
        this.members({"who": 1, "nama": "SUPARNO"}, {"who": 3, "nama": "JOKO", "active_to": "2024-05-31"})
        this.connection.commit()
        given_file(f"{PARTNER}/anggota.xlsx", sheet(LIST))
        this.receipts = ingest()
        this.figures = this.build(as_of=datetime.now(UTC))
        yield this


def test_its_file_lands_with_each_row_judged(built: World):
    rows = built.connection.execute(
        "select roster_kind, nik, category_code, roster_row.funding_code, verdict"
        " from intake.roster_row inner join intake.submission using (submission_no) order by row_number"
    ).fetchall()

    assert rows == [
        ("koperasi", nik(1), "PEDAGANG", "MANDIRI", "accepted"),
        ("koperasi", nik(2), "PETANI", "MANDIRI", "accepted"),
        ("koperasi", nik(3), "NELAYAN", "MANDIRI", "accepted"),
        ("koperasi", "12345", "PETANI", "MANDIRI", "quarantined"),
        ("koperasi", nik(1), "PEDAGANG", "MANDIRI", "duplicate"),
    ]


def test_its_receipt_names_the_kind_and_asks_only_for_what_is_wrong(built: World):
    [receipt] = built.receipts

    texts = [str(cell.value) for row in load_workbook(receipt).worksheets[-1] for cell in row if cell.value]

    assert any(roster.contract("koperasi").title in text for text in texts)
    assert not any("Simpanan Pokok" in text or "No Anggota" in text for text in texts)


def test_it_is_a_slice_of_the_figures_about_lists(built: World):
    figures = built.figures

    assert fraction(figures, "roster_coverage:2024-10:33.28:kind=koperasi") == (1, 3)
    assert figures["roster_coverage:2024-10:33.28:kind=koperasi"]["excluded"] == 1
    assert figures["roster_coverage:2024-10:33.28:kind=koperasi"]["slice_name"] == "Anggota koperasi"
    assert fraction(figures, "roster_coverage:2024-10:33.28") == (1, 3)
    assert value(figures, "rosters_received:2024-10:ID:kind=koperasi") == "1"
    assert value(figures, "rows_received:2024-10:ID:kind=koperasi") == "5"


def test_its_members_are_neither_vulnerable_workers_nor_interns(built: World):
    assert [
        figure
        for figure in built.figures
        if figure.startswith(("vulnerable_", "interns_", "intern_")) and built.figures[figure]["numerator"]
    ] == []


def test_no_kind_without_a_list_is_a_slice(built: World):
    codes = {row["slice_code"] for row in built.figures.values() if row["slicing"] == "kind"}

    assert codes == {"koperasi"}


def test_the_gates_account_for_its_rows(built: World):
    [rosters] = built.table("gate__roster_conservation")
    [submissions] = built.table("gate__submission_conservation")

    assert (rosters["roster_kind"], rosters["accepted_rows"], rosters["persons"]) == ("koperasi", 3, 3)
    assert (rosters["repeats"], rosters["without_person"]) == (0, 0)
    assert (submissions["received"], submissions["landed_rows"]) == (5, 5)
    assert (submissions["accepted"], submissions["quarantined"], submissions["duplicates"]) == (3, 1, 1)


def test_the_reports_list_it_behind_the_kinds_that_were_there_before(built: World):
    assert catalogue.roster_kind("koperasi", Locale.ID) == "Anggota koperasi"
    assert catalogue.position("kind", "koperasi") > catalogue.position("kind", "csr")
