"""A month closed on Sail, with two workers, is the month that PostgreSQL closes, file by file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import spark_servers
from cakupan import settings
from cakupan.editions import close, engines
from cakupan.editions.spark import building
from cakupan.editions.verifying import verify
from cakupan.errors import EnginesDiffer
from cakupan.warehouse.connection import owner_dsn
from edition_builders import bytes_of
from real_month import FIRST, PERIOD, SECOND, add_late_news, fill
from world_builders import World, world

SEALS = {"manifest.json", "manifest.sig"}


@pytest.fixture(scope="module")
def told(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two versions of a month, closed on PostgreSQL, with late news between them."""
    folder = tmp_path_factory.mktemp("month")
    for name in settings.FOLDERS:
        (folder / name).mkdir(mode=0o700)
    with world(postgres, template, folder) as this:
        fill(this)
        close.run(PERIOD, FIRST)
        add_late_news(this)
        close.run(PERIOD, SECOND, reason="Daftar susulan")
        yield this


@pytest.fixture(scope="module")
def sail() -> Iterator[str]:
    with spark_servers.sail() as address:
        yield address


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The settings of one test, which are those of PostgreSQL again when it ends."""
    yield monkeypatch
    monkeypatch.undo()
    settings.load.cache_clear()


def choose(chosen: pytest.MonkeyPatch, master: str, engine: str = "spark", check: str = "0") -> None:
    chosen.setenv("CAKUPAN_ENGINE", engine)
    chosen.setenv("CAKUPAN_SPARK_MASTER", master)
    chosen.setenv("CAKUPAN_ENGINE_CHECK", check)
    settings.load.cache_clear()


def without_seals(folder: Path) -> dict[str, str]:
    return {name: digest for name, digest in bytes_of(folder).items() if name not in SEALS}


def manifest(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "manifest.json").read_text()))


def folder_of(version: int) -> Path:
    return settings.load().folder("editions") / PERIOD / f"v{version}"


@pytest.mark.parametrize(("version", "as_of"), [(1, FIRST), (2, SECOND)])
def test_sail_gives_every_version_byte_by_byte(
    told: World, sail: str, chosen: pytest.MonkeyPatch, version: int, as_of: Any
):
    choose(chosen, sail)

    again = close.run(PERIOD, as_of, is_rebuild=True)

    assert again.path is not None
    assert without_seals(again.path) == without_seals(folder_of(version))
    one, other = manifest(again.path), manifest(folder_of(version))
    assert one.pop("engine").startswith("sail ")
    assert other.pop("engine") == "postgres"
    assert one == other


def test_what_spark_wrote_is_gone_when_it_is_back(told: World, sail: str, chosen: pytest.MonkeyPatch):
    choose(chosen, sail)

    close.run(PERIOD, FIRST, is_rebuild=True)

    assert [*(settings.load().folder("lake") / building.BUILDS).iterdir()] == []


def test_an_edition_of_spark_verifies_and_postgresql_repeats_it(
    told: World, sail: str, chosen: pytest.MonkeyPatch
):
    told.load("2024-12-03")
    told.members({"who": 8})
    told.connection.commit()
    choose(chosen, sail)

    third = close.run(PERIOD, reason="Peserta baru")
    chosen.setenv("CAKUPAN_ENGINE", "postgres")
    settings.load.cache_clear()
    again = close.run(PERIOD, third.as_of, is_rebuild=True)

    assert third.edition == f"{PERIOD}/v3"
    assert third.path is not None and again.path is not None
    assert verify.verify(third.path).failures == ()
    assert without_seals(again.path) == without_seals(third.path)


def test_two_engines_that_differ_in_one_figure_publish_nothing(
    told: World, sail: str, chosen: pytest.MonkeyPatch
):
    choose(chosen, sail, engine="postgres", check="1")
    built = engines.postgres.build

    def spoilt(**asked: Any) -> None:
        built(**asked)
        if asked["layer"] == "figures":
            with psycopg.connect(owner_dsn()) as connection:
                connection.execute(
                    f"update {asked['schema']}.figures set value = '99.99'"
                    " where figure_id = 'ucj_ytd:2024-10:33.28'"
                )

    agreed = close.run(PERIOD, FIRST, is_rebuild=True)
    chosen.setattr(engines.postgres, "build", spoilt)
    with pytest.raises(EnginesDiffer, match=r"figures: 2 rows, of the figures ucj_ytd:2024-10:33\.28"):
        close.run(PERIOD, FIRST, is_rebuild=True)

    assert agreed.message == f"the same bytes as {PERIOD}/v1"
