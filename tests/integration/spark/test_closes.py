"""A month closed on Apache Spark or on Sail is the month that PostgreSQL closes, file by file."""

from typing import Any

import psycopg
import pytest
from cakupan import settings
from cakupan.editions import close, engines
from cakupan.editions.spark import building
from cakupan.editions.verifying import verify
from cakupan.errors import EnginesDiffer
from cakupan.warehouse.connection import owner_dsn
from real_month import FIRST, PERIOD, SECOND
from spark_closes import choose, require_same, without_seals
from spark_servers import Server
from world_builders import World

AS_OF = {1: FIRST, 2: SECOND}
CLOSES = [("sail", 1), ("sail", 2), ("standalone", 1), ("standalone", 2), ("local[2]", 1)]


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> tuple[str, str]:
    """What a manifest calls an engine, and where it is: with two workers, or two threads."""
    if request.param == "local[2]":
        return "spark", request.param
    server: Server = request.getfixturevalue(request.param)
    return "sail" if request.param == "sail" else "spark", server.address


@pytest.mark.parametrize(("engine", "version"), CLOSES, indirect=["engine"])
def test_every_engine_gives_every_version_byte_by_byte(
    told: World, engine: tuple[str, str], chosen: pytest.MonkeyPatch, version: int
):
    name, master = engine
    choose(chosen, master)

    again = close.run(PERIOD, AS_OF[version], is_rebuild=True)

    require_same(again.path, version, name)
    assert [*(settings.load().folder("lake") / building.BUILDS).iterdir()] == []


def test_an_edition_of_spark_verifies_and_postgresql_repeats_it(
    told: World, sail: Server, chosen: pytest.MonkeyPatch
):
    told.load("2024-12-03")
    told.members({"who": 8})
    told.connection.commit()
    choose(chosen, sail.address)

    third = close.run(PERIOD, reason="Peserta baru")
    choose(chosen, sail.address, engine="postgres")
    again = close.run(PERIOD, third.as_of, is_rebuild=True)

    assert third.edition == f"{PERIOD}/v3"
    assert third.path is not None and again.path is not None
    assert verify.verify(third.path).failures == ()
    assert without_seals(again.path) == without_seals(third.path)


def test_two_engines_that_differ_in_one_figure_publish_nothing(
    told: World, sail: Server, chosen: pytest.MonkeyPatch
):
    choose(chosen, sail.address, engine="postgres", check="1")
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
