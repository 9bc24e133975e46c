"""How the figures of a month moved between two editions that lie on disk, as the command tells it."""

import json
from pathlib import Path

import pytest
from cakupan import cli, settings
from cakupan.errors import DoesNotVerify, NotFound
from difference_builders import COVERAGE, LATE, three_versions
from typer.testing import CliRunner, Result


@pytest.fixture
def editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A month in three versions, of which no database knows: a late list, then the register."""
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CAKUPAN_DSN", "postgresql://nobody@127.0.0.1:1/nothing")
    settings.load.cache_clear()
    return three_versions(settings.load().folder("editions") / "2024-10", tmp_path)


def asked(*words: str) -> Result:
    return CliRunner().invoke(cli.app, ["diff", *words])


def told(*words: str) -> list[dict[str, object]]:
    answer = asked(*words, "--json")
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_neighbours_and_versions_that_are_none_are_compared_by_name_without_a_server(editions: Path):
    first, last = told("2024-10/v1", "2024-10/v2"), told("2024-10/v1", "2024-10/v3")

    counts = [
        [(row["cause"], row["source_id"], row["change"]) for row in rows if row["part"] == "numerator"]
        for rows in (first, last)
    ]
    assert counts[0] == [("late_list", LATE, "1")]
    assert counts[1] == [("late_list", LATE, "1"), ("register", "6", "1")]


def test_one_cause_and_one_figure_are_shown_alone(editions: Path):
    rows = told("2024-10/v1", "2024-10/v3", "--figure", COVERAGE, "--cause", "register")

    assert {(row["figure_id"], row["cause"]) for row in rows} == {(COVERAGE, "register")}


def test_the_rows_behind_a_cause_have_file_sheet_and_row(editions: Path):
    (row,) = told("2024-10/v1", "2024-10/v3", "--rows", "--figure", COVERAGE, "--cause", "late_list")

    assert (row["change"], row["unit"]) == ("+", "person 2")
    assert (row["file"], row["sheet"], row["row"]) == (f"{LATE} daftar-2.xlsx", "Data", 12)


def test_a_folder_is_an_edition_wherever_it_lies(editions: Path):
    assert told(str(editions / "v1"), str(editions / "v2")) == told("2024-10/v1", "2024-10/v2")


def test_the_wrong_order_and_what_is_not_there_is_wrong_use(editions: Path):
    turned, missing = asked("2024-10/v2", "2024-10/v1"), asked("2024-10/v1", "2024-10/v9")
    unknown = asked("2024-10/v1", "2024-10/v2", "--cause", "nasib")

    assert "in this order" in str(turned.exception)
    assert isinstance(missing.exception, NotFound)
    assert "late_list" in str(unknown.exception)


def test_editions_of_different_months_are_not_compared(editions: Path, tmp_path: Path):
    november = three_versions(tmp_path / "2024-11", tmp_path, period="2024-11")

    answer = asked("2024-10/v1", str(november / "v2"))

    assert "2024-10/v1 and 2024-11/v2 are not an earlier and a later version" in str(answer.exception)


def test_an_edition_that_was_changed_is_not_compared(editions: Path):
    with (editions / "v2" / "report" / "figures.csv").open("a") as stream:
        stream.write("x")

    answer = asked("2024-10/v1", "2024-10/v2")

    assert isinstance(answer.exception, DoesNotVerify)
    assert "figures.csv" in str(answer.exception)
