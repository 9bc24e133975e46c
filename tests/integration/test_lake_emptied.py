"""What is emptied in the warehouse is gone from the lake too, and what is not gone yet is not read."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from cakupan import settings
from cakupan.errors import LakeBehind, LakeNotReached
from cakupan.lake import catching_up, checking, reading, record
from cakupan.retention import purge
from cakupan.retention.periods import KINDS, Periods
from file_contents import contents
from lake_world import INSTANTS, compared, lake_world
from rights_world import REASON, asked, forget, refused
from world_builders import World, name_of, nik

CITRA = nik(4)


@pytest.fixture
def this(postgres: str, template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A world that the lake has caught up with."""
    monkeypatch.setenv("CAKUPAN_ACTOR", "siti")
    with lake_world(postgres, template, tmp_path) as opened:
        catching_up.catch_up()
        yield opened


def files_that_say(text: str) -> set[str]:
    root = settings.load().folder("lake")
    return {
        str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and text in contents(path)
    }


def test_a_forgotten_person_is_gone_from_every_file_and_the_lake_is_still_whole(this: World):
    before = {file.path for file in record.files(this.connection)}
    assert files_that_say(CITRA) == {
        "identity/person_key/load=3/1.parquet",
        "intake/roster_row/period=2024-10/load=3/1.parquet",
        "intake/roster_row/period=2024-10/load=4/1.parquet",
    }
    assert len(files_that_say("CITRA")) == 1
    this.connection.rollback()

    said = forget(CITRA)

    assert files_that_say(CITRA) == files_that_say("CITRA") == files_that_say(str(int(CITRA))) == set()
    rewritten = [file for file in record.files(this.connection) if file.path not in before]
    assert {file.table_name for file in rewritten} == {"intake.roster_row", "identity.person_key"}
    assert {(file.version, file.reason) for file in rewritten} == {(2, "dilupakan")}
    assert said["lake_files"] == len(rewritten) == 3
    assert checking.check(this.connection) == []
    assert [compared(this.connection, as_of) for as_of in INSTANTS] == [{}] * len(INSTANTS)
    assert files_that_say(nik(1))  # others stay


def test_a_former_member_is_gone_from_the_files_of_the_register(this: World):
    path = "register/membership/load=2/1.parquet"
    assert path in files_that_say(name_of(3))
    this.connection.rollback()

    forget(nik(3))

    assert files_that_say(nik(3)) == files_that_say(name_of(3)) == set()
    assert compared(this.connection, INSTANTS[-1]) == {}


def test_nothing_is_read_while_a_forgotten_person_is_in_the_lake(
    this: World, monkeypatch: pytest.MonkeyPatch
):
    def unreachable(*_: object) -> None:
        raise LakeNotReached("The lake at s3://… cannot be reached: timeout.")

    this.connection.rollback()
    with monkeypatch.context() as broken:
        broken.setattr("cakupan.lake.place.Place.put", unreachable)
        told = refused("forget", CITRA, "--reason", REASON, "--yes")

    assert "is forgotten in the warehouse, and not in the lake yet" in str(told)
    with pytest.raises(LakeBehind, match="2 files hold emptied rows"):
        reading.relation(this.connection, "intake.roster_row", INSTANTS[-1])
    assert catching_up.catch_up().rewritten == 3
    assert files_that_say(CITRA) == set()
    assert compared(this.connection, INSTANTS[-1]) == {}


def test_a_rewriting_that_was_killed_is_done_by_the_next(this: World, monkeypatch: pytest.MonkeyPatch):
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    this.connection.rollback()
    with monkeypatch.context() as broken:
        broken.setattr("cakupan.lake.place.Place.remove", killed)
        assert asked("forget", CITRA, "--reason", REASON, "--yes").exit_code == 130
        assert files_that_say(CITRA)

    catching_up.catch_up()

    assert files_that_say(CITRA) == set()
    assert checking.check(this.connection) == []
    assert compared(this.connection, INSTANTS[-1]) == {}


def test_rows_whose_time_is_over_are_emptied_in_the_lake(this: World):
    this.connection.execute(
        "insert into control.demo_clock (story_at, set_at) values ('2030-01-01', clock_timestamp())"
    )
    this.connection.commit()
    assert files_that_say(name_of(3))
    kept: dict[str, int | None] = {kind: None for kind in KINDS} | {"roster_rows": 12, "register_rows": 12}

    done = purge.apply(Periods(months=kept), "arsip")  # type: ignore[arg-type] # kinds are named

    assert set(done.counts) == {"roster_rows", "register_rows"}
    assert files_that_say(CITRA) == {"identity/person_key/load=3/1.parquet"}  # keys are kept
    assert files_that_say(name_of(3)) == set()
    assert files_that_say("ANA WIDYA")  # a row in force stays
    assert compared(this.connection, dt.datetime(2100, 1, 1, 12, tzinfo=dt.UTC)) == {}
    assert checking.check(this.connection) == []
