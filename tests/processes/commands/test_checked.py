"""What a person reads when a file was checked."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import SheetSpec, workbook
from cakupan import settings
from cakupan.cli import app
from typer.testing import CliRunner

NIK = "3328991208870001"
RECEIVED_AT = datetime(2024, 11, 4, tzinfo=UTC).timestamp()
ROWS: list[list[Any]] = [
    ["OKTOBER 2024"],
    ["No", "NIK", "Nama [bold]KTP[/bold]", "Tanggal Lhir", "Agama"],
    [1, NIK, "SUPARNO", "", "Islam"],
    [2, "12345", "BUDI", "", "Islam"],
]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay a workbook of two sheets where no warehouse is."""
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CAKUPAN_DSN", raising=False)
    settings.load.cache_clear()
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(workbook(SheetSpec(name="Slawi", rows=ROWS), SheetSpec(name="Rekap", rows=[["Desa"]])))
    os.utime(path, (RECEIVED_AT, RECEIVED_AT))
    return path


def shown(file: Path, *more: str, width: int = 120) -> str:
    """Return what a check prints in a terminal of this width."""
    command = ["check", str(file), "--kind", "pemda_rentan", "--area", "33.28", *more]
    return CliRunner().invoke(app, command, env={"COLUMNS": str(width)}).stdout


def test_a_check_shows_what_each_column_was_taken_for_and_why(file: Path) -> None:
    text = shown(file)

    assert "pemda_rentan (as given)" in text
    assert "2024-10 (stated in the title)" in text
    assert "rows    received 2 · accepted 1 · quarantined 1 · duplicates 0" in text
    assert "Slawi: header in row 2 (title 1, header 1, received 2)" in text
    assert "Rekap: no list, left alone (title 1)" in text
    lines = {line.split()[0]: line for line in text.splitlines() if line.strip()}
    assert "known heading" in lines["B"] and "nik" in lines["B"]
    assert "Tanggal Lhir" in lines["D"] and "one letter off" in lines["D"]
    assert "known, but not part of this list" in lines["E"]


def test_a_heading_is_shown_as_written_whatever_signs_it_has(file: Path) -> None:
    assert "Nama [bold]KTP[/bold]" in shown(file)


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(file: Path, width: int) -> None:
    lines = shown(file, width=width).splitlines()

    assert len(lines) > 10
    assert max(map(len, lines)) <= width


def test_cells_of_the_file_are_shown_only_when_asked_for(file: Path) -> None:
    without, with_rows = shown(file), shown(file, "--rows")

    assert "SUPARNO" not in without and NIK not in without and "12345" not in without
    assert "SUPARNO" in with_rows and NIK in with_rows


def test_findings_are_counted_by_kind_with_the_rows_they_are_in(file: Path) -> None:
    text = shown(file)

    line = next(line for line in text.splitlines() if "NIK_FORMAT" in line)
    assert line.split()[0] == "1"
    assert "NIK: 4" in line


def test_a_refused_file_says_what_to_do_and_what_was_seen(file: Path) -> None:
    file.write_bytes(workbook(SheetSpec(rows=[["NIK KTPP", "Nama"], [NIK, "A"]])))

    text = shown(file)

    assert "refused KOLOM_WAJIB_TIDAK_ADA" in text
    assert "ubah judulnya menjadi 'NIK'" in text
    assert "no list of this kind, header in row 1" in text
