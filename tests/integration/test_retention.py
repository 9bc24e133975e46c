"""What is kept for longer than its period is purged and told; what was published stays as it was."""

import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cakupan import settings
from cakupan.contracts import personal
from cakupan.editions import close
from cakupan.editions.proof import chain
from cakupan.editions.verifying import verify
from cakupan.errors import InputsPurged
from cakupan.retention import purge
from cakupan.retention.periods import KINDS, Periods
from cakupan.warehouse import comments
from world_builders import World, nik, world

PERIOD = "2024-10"
FIRST = dt.datetime(2024, 11, 5, 19, tzinfo=dt.UTC)
LATER = "2026-11-10T03:00+07:00"
SHORT = {
    "roster_rows": 12,
    "register_rows": 12,
    "archived_rosters": 12,
    "archived_extracts": 12,
    "refused_files": 12,
}


def kept(**months: int | None) -> Periods:
    return Periods(months={kind: None for kind in KINDS} | months)  # type: ignore[arg-type] # kinds are named


@pytest.fixture
def listed(postgres: str, template: str, tmp_path: Path) -> Iterator[World]:
    """Two years ago a list that counted for one month, and a member replaced a month later."""
    for name in settings.FOLDERS:
        (tmp_path / name).mkdir(mode=0o700)
    with world(postgres, template, tmp_path) as this:
        comments.ensure(this.connection)
        this.load("2024-01-05")
        this.areas()
        this.workforce(("33.28", "TOTAL", 10), ("33.28", "PU", 6), ("33.28", "BPU", 4))
        this.partner("pemda-33.28", "pemda_rentan", funding_code="APBD_KAB")
        this.load("2024-11-04")
        this.members(
            {"who": 1, "nama": "ANA", "tanggal_lahir": "1990-01-01", "membership_id": "M1"},
            {"who": 2, "nama": "BUDI", "membership_id": "M2"},
        )
        sha256 = kept_file(tmp_path, b"roster")
        this.roster("pemda-33.28", "pemda_rentan", {"who": 2, "nama": "BUDI"}, sha256=sha256)
        this.load("2024-12-01")
        this.replace("register.membership", membership_id="M1")
        this.members({"who": 1, "nama": "ANA WIDYA", "tanggal_lahir": "1990-01-01", "membership_id": "M1"})
        set_clock(this, LATER)
        this.connection.commit()
        yield this


@pytest.fixture
def told(listed: World) -> World:
    """The month of that list, closed when it was over."""
    close.run(PERIOD, FIRST)
    return listed


def kept_file(home: Path, content: bytes) -> str:
    """Put bytes into the archive and return their hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    (home / "archive" / sha256).write_bytes(content)
    return sha256


def set_clock(this: World, at: str) -> None:
    this.connection.execute(
        "insert into control.demo_clock (story_at, set_at) values (%s, clock_timestamp())", [at]
    )


def rows(this: World, statement: str) -> list[tuple[Any, ...]]:
    this.connection.rollback()
    return this.connection.execute(statement.encode()).fetchall()


def test_rows_of_a_list_that_counts_no_more_are_emptied_and_everything_published_stays(told: World):
    edition = settings.load().home / "editions" / PERIOD / "v1"
    before = {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()}

    done = purge.apply(kept(roster_rows=12), "arsip")

    assert done.counts == {"roster_rows": 1}
    (row,) = rows(
        told,
        "select nik, kpj, nama, tanggal_lahir, jenis_kelamin, area_code, attributes from intake.roster_row",
    )
    assert row == (None,) * 6 + ({},)
    assert rows(told, "select verdict, row_number from intake.roster_row") == [("accepted", 2)]
    assert rows(told, "select action, subject, actor, reason from control.action where action = 'purge'") == [
        ("purge", "S000001", "arsip", "masa simpan berakhir")
    ]
    assert {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()} == before
    assert verify.verify(edition).is_ok
    assert chain.broken(told.connection) == []


def test_a_month_whose_rows_were_emptied_is_refused_by_name(told: World):
    purge.apply(kept(roster_rows=12), "arsip")

    with pytest.raises(
        InputsPurged, match=r"S000001 on 10 November 2026 pukul .* by arsip: masa simpan berakhir"
    ):
        close.run(PERIOD, FIRST, is_rebuild=True)
    assert rows(told, "select count(*) from control.close_run where is_rebuild") == [(0,)]


def test_a_month_that_reads_rows_of_the_register_since_emptied_is_refused_too(told: World):
    done = purge.apply(kept(register_rows=12), "arsip")

    assert done.counts == {"register_rows": 1}
    assert rows(
        told,
        "select nik, nama, tanggal_lahir, row_hash from register.membership where membership_id = 'M1'"
        " order by load_no",
    ) == [(None, None, None, ""), (nik(1), "ANA WIDYA", dt.date(1990, 1, 1), "3/1")]
    with pytest.raises(InputsPurged, match=r"register\.membership on 10 November 2026"):
        close.run(PERIOD, FIRST, is_rebuild=True)
    later = close.run(PERIOD, dt.datetime(2026, 11, 9, tzinfo=dt.UTC), is_rebuild=True)
    assert later.outcome == "rebuilt"


def test_nothing_is_due_within_its_period(listed: World):
    long = kept(**dict.fromkeys(KINDS, 36))

    assert purge.apply(long, "arsip").counts == {}
    assert purge.apply(kept(), "arsip").counts == {}
    assert rows(listed, "select count(*) from control.action where action in ('purge', 'retention')") == [
        (0,)
    ]


def test_a_list_in_force_is_kept_and_the_warehouse_itself_refuses_to_empty_it(listed: World):
    listed.connection.execute("update control.demo_clock set story_at = '2024-11-10'")
    listed.connection.commit()

    assert purge.apply(kept(roster_rows=1), "arsip").counts == {}
    with pytest.raises(psycopg.errors.RestrictViolation, match="S000001 in force"):
        listed.connection.execute("select retention.empty_roster_rows(array[1], 'x', 'y')")
    listed.connection.rollback()


def test_a_row_of_the_register_is_emptied_by_the_function_alone(listed: World):
    for statement in (
        "update register.membership set nama = null where replaced_by_load_no is not null",
        "set local cakupan.emptying = 'on';"
        " update register.membership set segment_code = 'BPU' where replaced_by_load_no is not null",
        "set local cakupan.emptying = 'on'; delete from register.membership",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            listed.connection.execute(statement.encode())
        listed.connection.rollback()


def test_bytes_go_after_their_record_and_only_when_nothing_needs_them(listed: World):
    home = settings.load().home
    mine, also = kept_file(home, b"roster"), kept_file(home, b"extract")
    listed.connection.execute(
        "insert into control.load_file values (%s, 1, 'register.membership', 'm.csv', %s, 'full', 2, 2, 0)",
        [listed.load_nos[1], also],
    )
    listed.connection.commit()

    done = purge.apply(kept(archived_rosters=12, archived_extracts=12), "arsip")

    assert done.counts == {"archived_rosters": 1}
    assert not (home / "archive" / mine).exists()
    assert (home / "archive" / also).exists()  # a row of it is current
    ((details,),) = rows(listed, f"select details from control.action where subject = '{mine}'")
    assert details == {"kind": "archived_rosters", "size_bytes": 6, "of": ["S000001"]}


def test_a_run_that_died_before_it_deleted_is_finished_by_the_next_and_recorded_once(
    listed: World, monkeypatch
):
    home = settings.load().home
    sha256 = kept_file(home, b"roster")
    with monkeypatch.context() as dying:
        dying.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            purge.apply(kept(archived_rosters=12), "arsip")
    assert (home / "archive" / sha256).exists()

    purge.apply(kept(archived_rosters=12), "arsip")

    assert not (home / "archive" / sha256).exists()
    assert rows(listed, f"select count(*) from control.action where subject = '{sha256}'") == [(1,)]


def test_old_receipts_results_and_logs_go_with_the_folders_they_leave_empty(listed: World):
    home = settings.load().home
    old = [
        home / "outbox" / "p" / "S1.xlsx",
        home / "results" / "close" / "x" / "gate.json",
        home / "logs" / "a.log",
    ]
    new = home / "logs" / "b.log"
    for path in [*old, new]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    for path in old:
        os.utime(path, (1_600_000_000, 1_600_000_000))
    os.utime(new, (1_794_000_000, 1_794_000_000))

    done = purge.apply(kept(receipts=24, results=24, logs=12), "arsip")

    assert done.counts == {"receipts": 1, "results": 1, "logs": 1}
    assert [path for path in old if path.exists()] == []
    assert new.exists()
    assert (home / "results").is_dir()
    assert not (home / "results" / "close").exists()
    assert not (home / "outbox" / "p").exists()


def test_what_is_emptied_are_the_columns_of_the_list(connection):
    comments.ensure(connection)

    for table in ("intake.roster_row", "register.membership", "register.claim"):
        (columns,) = connection.execute("select retention.personal_columns(%s::regclass)", [table]).fetchone()
        assert set(columns) == set(personal.kinds_of(table))


def test_a_warehouse_without_comments_is_not_emptied_by_guess(connection):
    with pytest.raises(psycopg.errors.RaiseException, match=r"no column of intake\.roster_row is marked"):
        connection.execute("select retention.empty_roster_rows('{}', 'x', 'y')")
