"""A ZIP archive is checked file by file, as the inbox would take it."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import archive
from builders import sheet
from cakupan import cli, settings
from cakupan.intake.asking import check_archive
from cakupan.intake.asking.check import check
from typer.testing import CliRunner, Result

HEADER = ["No", "NIK", "Nama", "Tgl Lahir"]
ANI = sheet([HEADER, [1, "3328991208870001", "A", "12-08-1987"]])
RECEIVED_AT = datetime(2024, 11, 4, tzinfo=UTC).timestamp()
ASKED = ("--kind", "pemda_rentan", "--area", "33.28")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CAKUPAN_DSN", raising=False)
    settings.load.cache_clear()


def given(folder: Path, *members: tuple[str, bytes]) -> Path:
    path = folder / "kiriman.zip"
    path.write_bytes(archive(*members))
    os.utime(path, (RECEIVED_AT, RECEIVED_AT))
    return path


def asked(path: Path, *more: str) -> Result:
    return CliRunner().invoke(cli.app, ["check", str(path), *ASKED, *more])


def test_each_member_has_the_document_it_would_have_alone(tmp_path: Path) -> None:
    path = given(tmp_path, ("2024-09/a.xlsx", ANI), ("__MACOSX/a.xlsx", b"x"), ("b.xlsx", ANI))
    alone = tmp_path / "alone.xlsx"
    alone.write_bytes(ANI)
    os.utime(alone, (RECEIVED_AT, RECEIVED_AT))

    answer = asked(path, "--json")

    assert answer.exit_code == 0, answer.output
    found = json.loads(answer.stdout)
    assert found["refused"] is None
    assert [(each["member"], each["period"]) for each in found["members"]] == [
        ("2024-09/a.xlsx", "2024-09"),
        ("b.xlsx", "2024-10"),
    ]
    assert found["members"][1] == {"member": "b.xlsx", **check(alone, kind="pemda_rentan", area_code="33.28")}


def test_one_member_that_would_be_refused_ends_the_check_with_one(tmp_path: Path) -> None:
    answer = asked(given(tmp_path, ("a.xlsx", ANI), ("b.png", b"\x89PNG\r\n\x1a\n")))

    assert answer.exit_code == 1
    assert "a.xlsx" in answer.stdout and "BUKAN_LEMBAR_KERJA" in answer.stdout
    assert "2 files, 1 of them would be refused" in answer.stdout


def test_an_archive_within_an_archive_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = given(tmp_path, ("a.xlsx", ANI), ("b.zip", archive(("c.xlsx", ANI))))

    found = json.loads(asked(path, "--json").stdout)

    assert (found["members"], found["refused"]["code"]) == ([], "BERKAS_RUSAK")
    assert asked(path).exit_code == 1
    assert "BERKAS_RUSAK" in asked(path).stdout


def test_a_workbook_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(ANI)

    assert check_archive.check(path, kind="pemda_rentan", area_code="33.28") is None
