"""A small month through the real build, report and gates to an edition that is verified."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import personal_data
import psycopg
import pytest
from cakupan import settings
from cakupan.editions import close, listing
from cakupan.editions.verifying import verify
from edition_builders import bytes_of
from file_contents import contents, files_below
from real_month import FIRST, PERIOD, SECOND, add_late_news, fill
from world_builders import nik, world


@pytest.fixture(scope="module")
def told(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Two closes of a month, with late news between them and a rebuild of the first after both."""
    folder = tmp_path_factory.mktemp("real")
    for name in settings.FOLDERS:
        (folder / name).mkdir(mode=0o700)
    with world(postgres, template, folder) as this:
        fill(this)
        first = close.run(PERIOD, FIRST)
        before = bytes_of(first.path)
        add_late_news(this)
        second = close.run(PERIOD, SECOND, reason="Daftar susulan")
        rebuilt = close.run(PERIOD, FIRST, is_rebuild=True)
        yield {"this": this, "first": first, "before": before, "second": second, "rebuilt": rebuilt}


def rows(told: dict[str, Any], query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(settings.load().dsn) as connection:
        return connection.execute(query).fetchall()


def test_both_editions_verify(told):
    for outcome in (told["first"], told["second"]):
        result = verify.verify(outcome.path)
        assert result.failures == ()
        assert result.figures > 50
    assert (told["first"].edition, told["second"].edition) == ("2024-10/v1", "2024-10/v2")


def test_the_first_edition_rebuilt_after_everything_has_its_bytes(told):
    assert told["rebuilt"].message == "the same bytes as 2024-10/v1"
    assert bytes_of(told["rebuilt"].path) == told["before"] == bytes_of(told["first"].path)


def test_the_change_between_the_versions_names_its_causes(told):
    changes = rows(
        told,
        "select figure_id, part, cause, change::int from publication.figure_change where figure_id in"
        " ('ucj_ytd:2024-10:33.28', 'roster_coverage:2024-10:33.28')"
        " and part in ('numerator', 'denominator') order by figure_id, part, cause",
    )

    assert changes == [
        ("roster_coverage:2024-10:33.28", "denominator", "late_list", 1),
        ("roster_coverage:2024-10:33.28", "numerator", "register", 1),
        ("ucj_ytd:2024-10:33.28", "numerator", "register", 2),
    ]


def test_figures_are_listed_as_commands_print_them(told):
    with psycopg.connect(settings.load().dsn) as connection:
        listed = {row["figure_id"]: row for row in listing.figures(connection, PERIOD, version=1)}

    of_lists = ("excluded", "lower_bound", "possible", "upper_bound", "unknown")
    [of_rosters] = {
        tuple(row.get(name, "none") for name in of_lists)
        for row in listed.values()
        if row["figure_id"] == "roster_coverage:2024-10:33.28"
    }
    assert of_rosters[2:4] == (0, None)
    assert isinstance(of_rosters[4], int)
    assert listed["ucj_ytd:2024-10:33.28:PU"] | {"area_name": ""} == {
        "figure_id": "ucj_ytd:2024-10:33.28:PU",
        "indicator_code": "ucj_ytd",
        "period": "2024-10",
        "area_code": "33.28",
        "area_name": "",
        "segment_code": "PU",
        "slices": {},
        "numerator": 2,
        "denominator": 6,
        "value": "33.33",
        "unit": "percent",
        "basis": "D1",
        "class": "summed",
        "edition": "2024-10/v1",
    }
    assert listed["vulnerable_handed_over:2024-10:33.28:funding=APBD_KAB"]["slices"] == {
        "funding": "APBD_KAB"
    }


OPEN_FOLDERS = ("editions", "rebuilds", "results", "logs", "lineage", "witness")
OPEN_SCHEMAS = ("marts", "publication", "control", "chain")


def test_nothing_of_a_person_leaves_the_vault(told):
    """Neither bundle, results nor open tables tell a key, name, phone or birth date, however packed."""
    data = personal_data.of(told["this"].connection)
    files = files_below(settings.load().home, OPEN_FOLDERS)

    # the names of areas are found in each format, so the name of a person would be
    for form in (".html", ".pdf", ".xlsx", ".pptx", ".parquet"):
        assert any("Kabupaten Tegal" in contents(path) for path in files if path.suffix == form), form
    assert {nik(1), "99000000017"} <= data.keys
    assert {("ANA", "WIDYASTUTI"), ("BUDI", "SANTOSO", "S", "PD")} <= data.names
    assert personal_data.in_files(data, files) == {}
    assert personal_data.in_tables(data, told["this"].connection, *OPEN_SCHEMAS) == {}
    assert personal_data.in_tables(data, told["this"].connection, "register") != {}


def test_another_hash_seed_locale_and_time_zone_give_the_same_bytes(told, tmp_path):
    """The rebuild of a process that differs in everything a process can differ in."""
    program = (
        "from datetime import datetime, UTC; from cakupan.editions import close;"
        f"as_of = datetime.fromisoformat('{FIRST.isoformat()}');"
        f"print(close.run('{PERIOD}', as_of, is_rebuild=True).message)"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/New_York", "LC_ALL": "C"}

    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert done.stdout.strip() == "the same bytes as 2024-10/v1", done.stderr[-2000:]
