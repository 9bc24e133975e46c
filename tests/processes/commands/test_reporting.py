"""The command that reports an area says what it was asked wrongly, and what is not there."""

from pathlib import Path

import pytest
from cakupan import cli, settings
from cakupan.errors import NotFound
from typer.testing import CliRunner


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path))
    settings.load.cache_clear()
    yield tmp_path
    settings.load.cache_clear()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2024-10"], "give --of with a code, or --every with a level"),
        (["2024-10", "--every", "district"], "'district' is no level"),
        (["2024-10", "--of", "33.28", "--audience", "all"], "'all' is no audience"),
    ],
)
def test_what_is_asked_wrongly_is_told(home: Path, arguments: list[str], said: str) -> None:
    answer = CliRunner().invoke(cli.app, ["report", *arguments])

    assert answer.exit_code == 2
    assert said in " ".join(answer.output.replace("│", " ").split())


@pytest.mark.parametrize("edition", ["2024-10", "2024-10/v1"])
def test_a_month_that_is_not_published_here_is_told(home: Path, edition: str) -> None:
    answer = CliRunner().invoke(cli.app, ["report", edition, "--of", "33.28"])

    assert isinstance(answer.exception, NotFound)
    assert "2024-10" in str(answer.exception)
