"""`cakupan template`: writes one workbook, over nothing that is there, and says plainly what it lacks."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from cakupan import cli, settings
from cakupan.errors import NotFound
from typer.testing import CliRunner, Result


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    settings.load.cache_clear()
    yield tmp_path / "home"
    settings.load.cache_clear()


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, ["template", *arguments])


def plain(answer: Result) -> str:
    """What was said, without the frame and line breaks of a terminal."""
    return " ".join(re.sub(r"\x1b\[[0-9;]*m|[│╭╮╰╯─]", " ", answer.output).split())


def cells(data: bytes) -> set[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}


def given_partner(home: Path, partner_id: str, area_code: str) -> None:
    folder = home / "extracts" / "2024-01"
    folder.mkdir(parents=True)
    (folder / "partner.csv").write_text(
        f"partner_id,partner_name,area_code\n{partner_id},Contoh,{area_code}\n", encoding="utf-8"
    )


def test_the_file_is_written_and_its_path_is_said(tmp_path: Path):
    answer = asked("magang", "-o", str(tmp_path / "daftar.xlsx"), "--period", "2024-10")

    assert (answer.exit_code, answer.output.strip()) == (0, str(tmp_path / "daftar.xlsx"))
    assert "Oktober 2024" in cells((tmp_path / "daftar.xlsx").read_bytes())


def test_in_a_folder_the_file_is_named_after_what_it_is_for(tmp_path: Path):
    answer = asked(
        "csr", "-o", str(tmp_path), "--partner", "csr-33.28", "--area", "33.28", "--period", "2024-10"
    )

    assert answer.exit_code == 0
    assert (tmp_path / "daftar-csr-csr-33.28-2024-10.xlsx").is_file()


def test_a_file_that_is_there_is_written_over_only_when_forced(tmp_path: Path):
    file = tmp_path / "daftar.xlsx"
    file.write_bytes(b"mine")

    refused = asked("csr", "-o", str(file))

    assert (refused.exit_code, file.read_bytes()) == (2, b"mine")
    assert "is there already" in plain(refused)
    assert asked("csr", "-o", str(file), "--force").exit_code == 0
    assert file.read_bytes().startswith(b"PK")


def test_it_goes_to_standard_output_on_request():
    answer = asked("jakon", "-o", "-")

    assert answer.exit_code == 0
    assert "Nama Proyek *" in cells(answer.stdout_bytes)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["petani", "-o", "daftar.xlsx"], "there is no roster kind 'petani'"),
        (["csr", "-o", "daftar.csv"], "must end in .xlsx"),
        (["csr", "-o", "no such folder/daftar.xlsx"], "cannot be written: No such file or directory"),
        (["csr", "-o", "daftar.xlsx", "--period", "2024-13"], "'2024-13' is not a period"),
        (["csr", "-o", "daftar.xlsx", "--area", "99.99"], "no area '99.99'"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], said: str
):
    monkeypatch.chdir(tmp_path)

    answer = asked(*arguments)

    assert answer.exit_code != 0
    assert said in plain(answer) or said in str(answer.exception)
    assert [path.name for path in tmp_path.iterdir()] == []


def test_the_places_are_those_of_the_partner_by_the_extracts_and_one_they_lack_needs_an_area(
    tmp_path: Path, home: Path
):
    given_partner(home, "pemda-tegal", "33.28")

    known = asked("pemda_rentan", "-o", str(tmp_path / "known.xlsx"), "--partner", "pemda-tegal")
    place = str(tmp_path / "other.xlsx")
    lacking = asked("pemda_rentan", "-o", place, "--partner", "pemda-64.03")
    told = asked("pemda_rentan", "-o", place, "--partner", "pemda-64.03", "--area", "64.03")

    assert (known.exit_code, told.exit_code) == (0, 0)
    assert isinstance(lacking.exception, NotFound) and "give --area too" in str(lacking.exception)
    assert "pemda-tegal – Kabupaten Tegal" in cells((tmp_path / "known.xlsx").read_bytes())
    assert {"pemda-64.03 – Kabupaten Berau", "Maratua"} <= cells((tmp_path / "other.xlsx").read_bytes())
