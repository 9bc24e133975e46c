"""Questions asked wrongly."""

import re
from pathlib import Path

import pytest
from cakupan import cli
from case_tables import each_case
from typer.testing import CliRunner, Result


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, list(arguments))


def plain(answer: Result) -> str:
    """What was said, without the frame and line breaks of a terminal."""
    return " ".join(re.sub(r"\x1b\[[0-9;]*m|[│╭╮╰╯─]", " ", answer.output).split())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "daftar.csv"
    path.write_text("NIK;Nama\n", encoding="utf-8")
    return path


@each_case("period", ["abc", "2024", "2024-13", ""])
def test_a_file_is_not_checked_for_what_is_no_month(file: Path, period: str):
    answer = asked("check", str(file), "--kind", "pemda_rentan", "--area", "33.28", "--period", period)

    assert answer.exit_code == 2
    assert f"'{period}' is not a period" in plain(answer)


@each_case("period", ["abc", "2024", "2024-13", ""])
def test_submissions_are_not_listed_for_what_is_no_month(period: str):
    answer = asked("submissions", "--period", period)

    assert answer.exit_code == 2
    assert f"'{period}' is not a period" in plain(answer)


def test_a_file_is_not_checked_for_an_area_that_does_not_exist(file: Path):
    answer = asked("check", str(file), "--kind", "pemda_rentan", "--area", "99.99")

    assert answer.exit_code == 2
    assert "there is no area 99.99" in plain(answer)
