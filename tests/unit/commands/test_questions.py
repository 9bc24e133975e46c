"""Questions asked wrongly, and what is recorded of those who ask."""

import getpass
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cakupan import cli
from cakupan.commands import questions
from cakupan.editions import trace as tracing
from typer.testing import CliRunner, Result

FIGURE = "ucj_ytd:2024-10:33.28:BPU"


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


@pytest.mark.parametrize("period", ["abc", "2024", "2024-13", ""])
def test_a_file_is_not_checked_for_what_is_no_month(file: Path, period: str):
    answer = asked("check", str(file), "--kind", "pemda_rentan", "--area", "33.28", "--period", period)

    assert answer.exit_code == 2
    assert f"'{period}' is not a period" in plain(answer)


@pytest.mark.parametrize("period", ["abc", "2024", "2024-13", ""])
def test_submissions_are_not_listed_for_what_is_no_month(period: str):
    answer = asked("submissions", "--period", period)

    assert answer.exit_code == 2
    assert f"'{period}' is not a period" in plain(answer)


def test_a_file_is_not_checked_for_an_area_that_does_not_exist(file: Path):
    answer = asked("check", str(file), "--kind", "pemda_rentan", "--area", "99.99")

    assert answer.exit_code == 2
    assert "there is no area 99.99" in plain(answer)


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None]]:
    """Who asked and why, of each trace."""
    seen: list[tuple[str, str | None]] = []

    @contextmanager
    def no_warehouse() -> Iterator[None]:
        yield None

    def trace(*_: Any, actor: str, reason: str | None, **__: Any) -> dict[str, Any]:
        seen.append((actor, reason))
        return {}

    monkeypatch.setattr(questions, "warehouse", no_warehouse)
    monkeypatch.setattr(tracing, "trace", trace)
    return seen


def test_a_trace_names_the_reader_and_the_reason(
    readers: list[tuple[str, str | None]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CAKUPAN_ACTOR", "auditor-7")

    answer = asked("trace", FIGURE, "--reason", "pemeriksaan semester")

    assert answer.exit_code == 0, answer.output
    assert readers == [("auditor-7", "pemeriksaan semester")]


def test_a_trace_names_the_login_when_nobody_else_is_named(
    readers: list[tuple[str, str | None]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("CAKUPAN_ACTOR", raising=False)
    monkeypatch.setattr(getpass, "getuser", lambda: "siti")

    answer = asked("trace", FIGURE)

    assert answer.exit_code == 0, answer.output
    assert readers == [("siti", None)]
