"""Editions quote the months before as they were published then, through a correction of an earlier month."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cakupan import cli, settings
from cakupan.demo.clock import set_clock
from cakupan.editions import close, manifest
from cakupan.editions.differences import shown
from cakupan.editions.frozen import report, series
from cakupan.editions.verifying import verify
from edition_builders import bytes_of
from real_month import record_files
from typer.testing import CliRunner
from world_builders import World, world

COVERAGE, OF_PU = "ucj_ytd:2024-10:33.28", "ucj_ytd:2024-10:33.28:PU"
OCTOBER_FIRST = datetime(2024, 11, 5, 2, tzinfo=UTC)
LAST = datetime(2024, 12, 6, 2, tzinfo=UTC)
PUBLISHED = {
    "indicator_code": "ucj_ytd", "area_code": "33.28", "slicing": "total", "slice_code": "TOTAL",
    "document": "Siaran pers", "is_simulated": False,
}  # fmt: skip


def at(this: World, instant: datetime) -> datetime:
    """Let the warehouse's clock say an instant, and return it."""
    set_clock(this.connection, instant)
    this.connection.commit()
    return instant


def fill(this: World) -> None:
    """Two members among ten workers, and what was published before: of last year, August and September."""
    this.load("2024-01-05")
    this.areas()
    this.workforce(("33.28", "TOTAL", 10), ("33.28", "PU", 6), ("33.28", "BPU", 4))
    record_files(this, "reference.workforce", "reference.area")
    this.load("2024-10-04")
    this.members({"who": 1}, {"who": 2})
    this.rows(
        "reference.published_figure",
        PUBLISHED | {"period": "2023-10", "value": "10.5"},
        PUBLISHED | {"period": "2024-08", "value": "19", "document": None, "is_simulated": True},
        PUBLISHED | {"period": "2024-09", "value": "25.00", "numerator": 1, "denominator": 4},
    )
    record_files(this, "reference.published_figure", "register.membership")
    this.connection.commit()


def correct(this: World) -> None:
    """One more was a member in September already, and last year's figure was another."""
    this.load("2024-11-19")
    this.members({"who": 3, "active_from": "2024-09-01"})
    this.replace("reference.published_figure", period="2023-10")
    this.rows("reference.published_figure", PUBLISHED | {"period": "2023-10", "value": "11.00"})
    record_files(this, "reference.published_figure", "register.membership")
    this.connection.commit()


@pytest.fixture(scope="module")
def told(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """September, October, September corrected, November, October rebuilt and then closed again."""
    folder = tmp_path_factory.mktemp("series")
    for name in settings.FOLDERS:
        (folder / name).mkdir(mode=0o700)
    with world(postgres, template, folder) as this:
        at(this, datetime(2024, 10, 5, tzinfo=UTC))
        fill(this)
        closes = {"2024-09/v1": close.run("2024-09", at(this, datetime(2024, 10, 5, 2, tzinfo=UTC)))}
        closes["2024-10/v1"] = close.run("2024-10", at(this, OCTOBER_FIRST))
        before = bytes_of(closes["2024-10/v1"].path)
        at(this, datetime(2024, 11, 20, tzinfo=UTC))
        correct(this)
        corrected = at(this, datetime(2024, 11, 20, 2, tzinfo=UTC))
        closes["2024-09/v2"] = close.run("2024-09", corrected, reason="Peserta susulan")
        closes["2024-11/v1"] = close.run("2024-11", at(this, datetime(2024, 12, 5, 2, tzinfo=UTC)))
        at(this, LAST)
        rebuilt = close.run("2024-10", OCTOBER_FIRST, is_rebuild=True)
        closes["2024-10/v2"] = close.run("2024-10", LAST, reason="Peserta susulan")
        yield {"this": this, "closes": closes, "rebuilt": rebuilt, "before": before}


def path_of(told: dict[str, Any], edition: str) -> Path:
    outcome = told["closes"][edition]
    assert (outcome.outcome, outcome.edition) == ("published", edition)
    return Path(outcome.path)


def quoted(told: dict[str, Any], edition: str, figure_id: str = COVERAGE) -> list[tuple[Any, ...]]:
    """Return the months that an edition quotes of a figure: month, whence, value."""
    return [
        (point["period"], point["edition"] or point["document"] or point["whence"], point["value"])
        for point in series.read(path_of(told, edition)).to_pylist()
        if point["figure_id"] == figure_id
    ]


def value_of(told: dict[str, Any], edition: str, figure_id: str) -> tuple[str | None, str] | None:
    row = report.numbers(path_of(told, edition)).rows.get(figure_id)
    return None if row is None else (row.value, row.source)


def test_a_month_is_quoted_from_the_edition_that_has_it_and_else_from_what_was_published(told):
    assert quoted(told, "2024-10/v1") == [
        ("2023-10", "Siaran pers", "10.5"),
        ("2024-08", "simulation", "19"),
        ("2024-09", "2024-09/v1", "20.00"),
    ]


def test_where_both_exist_ours_is_quoted_and_the_other_told(told):
    [point] = [
        one
        for one in series.read(path_of(told, "2024-10/v1")).to_pylist()
        if (one["figure_id"], one["period"]) == (COVERAGE, "2024-09")
    ]

    earlier = path_of(told, "2024-09/v1")
    assert (point["numerator"], point["denominator"]) == (2, 10)
    assert (point["replaced_value"], point["replaced_document"]) == ("25.00", "Siaran pers")
    assert point["note"].startswith("Dikutip dari edisi bulan itu")
    assert point["manifest_sha256"] == manifest.sha256_of(earlier / manifest.MANIFEST)
    assert point["quoted_id"] == "ucj_ytd:2024-09:33.28"


def test_a_slice_that_nothing_else_was_published_of_has_what_our_editions_say(told):
    assert quoted(told, "2024-10/v1", OF_PU) == [("2024-09", "2024-09/v1", "33.33")]


def test_changes_are_since_these_months_and_say_where_the_other_end_is_from(told):
    assert value_of(told, "2024-10/v1", "ucj_ytd_month_change:2024-10:33.28") == ("0.00", "register")
    assert value_of(told, "2024-10/v1", "ucj_ytd_year_change:2024-10:33.28") == ("9.50", "document")
    assert value_of(told, "2024-10/v1", "ucj_ytd_year_change:2024-10:33.28:PU") is None


def test_a_later_month_quotes_each_month_as_it_was_published_when_it_was_closed(told):
    """When November was closed, September had been corrected and October had not."""
    of_november = quoted(told, "2024-11/v1", "ucj_ytd:2024-11:33.28")

    assert [point for point in of_november if point[0] >= "2024-09"] == [
        ("2024-09", "2024-09/v2", "30.00"),
        ("2024-10", "2024-10/v1", "20.00"),
    ]
    assert value_of(told, "2024-11/v1", "ucj_ytd_month_change:2024-11:33.28") == ("10.00", "register")


def test_an_edition_rebuilt_after_the_correction_quotes_what_it_quoted_byte_for_byte(told):
    assert told["rebuilt"].message == "the same bytes as 2024-10/v1"
    assert bytes_of(told["rebuilt"].path) == told["before"]


def test_the_next_version_of_a_month_quotes_the_correction(told):
    assert quoted(told, "2024-10/v2") == [
        ("2023-10", "Siaran pers", "11.00"),
        ("2024-08", "simulation", "19"),
        ("2024-09", "2024-09/v2", "30.00"),
    ]


def test_what_moved_by_the_correction_is_told_part_by_part(told):
    editions = shown.opened(path_of(told, "2024-10/v1"), path_of(told, "2024-10/v2"))

    moved = {
        (row["figure_id"], row["part"], row["cause"], row["change"])
        for row in shown.changes(editions)
        if row["figure_id"] in (COVERAGE, "ucj_ytd_year_change:2024-10:33.28")
        and row["part"] not in ("numerator",)
    }
    assert moved == {
        (COVERAGE, "value", "register", "10.00"),
        (COVERAGE, "series.2023-10", "quoted", "0.50"),
        (COVERAGE, "series.2024-09", "quoted", "10.00"),
        ("ucj_ytd_year_change:2024-10:33.28", "value", "register", "10.00"),
        ("ucj_ytd_year_change:2024-10:33.28", "value", "quoted", "-0.50"),
    }


@pytest.mark.parametrize("edition", ["2024-09/v1", "2024-09/v2", "2024-10/v1", "2024-10/v2", "2024-11/v1"])
def test_every_edition_verifies_with_what_it_quotes(told, edition: str):
    result = verify.verify(path_of(told, edition))

    assert result.failures == ()
    assert result.check("series").outcome == "ok"


def test_the_first_month_has_a_past_where_it_was_published_and_else_neither_series_nor_change(told):
    source = report.numbers(path_of(told, "2024-09/v1"))

    assert [point.period for point in source.series("ucj_ytd:2024-09:33.28")] == [
        "2023-10",
        "2024-08",
        "2024-09",
    ]
    assert source.series("ucj_ytd:2024-09:33.28:PU") == ()
    assert [row for row in source.rows if "_change" in row and row.endswith(":PU")] == []


def test_a_command_says_whence_a_month_is_quoted_and_follows_it(told):
    runner = CliRunner()

    followed = runner.invoke(
        cli.app, ["trace", COVERAGE, "--month", "2024-09", "--edition", "2024-10/v1"], catch_exceptions=False
    )
    unknown = runner.invoke(cli.app, ["trace", COVERAGE, "--month", "2024-05", "--edition", "2024-10/v1"])

    assert "quoted as published by edition 2024-09/v1, manifest sha256" in followed.output
    assert "not used: 25.00, Siaran pers" in followed.output
    assert "ucj_ytd:2024-09:33.28  20.00 percent" in followed.output
    assert "months that it quotes: 2023-10, 2024-08, 2024-09" in str(unknown.exception)
