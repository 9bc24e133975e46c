"""Old months leave the database once lake and bundles hold them, and come back when their rows are read."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cakupan import settings
from cakupan.editions import close, old_months
from cakupan.editions.verifying import verify
from cakupan.errors import LakeDamaged, MonthNotHere
from cakupan.identity import resolve
from cakupan.intake.replaying import differences
from cakupan.intake.storing import land
from cakupan.lake import catching_up, checking, months, record
from cakupan.retention import purge
from cakupan.retention.periods import KINDS, Periods
from cakupan.warehouse import comments
from cakupan.warehouse.connection import connect
from lake_world import closed
from rights_world import done, forget
from world_builders import World, nik, world

PERIOD = "2024-10"
AS_OF = dt.datetime(2024, 11, 5, 19, tzinfo=dt.UTC)
PLACE = {"area_code": "33.28.01.2001"}


@pytest.fixture
def this(postgres: str, template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Lists of two months a year ago, one of which counts still, and a setting that keeps two months."""
    monkeypatch.setenv("CAKUPAN_MONTHS_IN_DATABASE", "2")
    monkeypatch.setenv("CAKUPAN_ACTOR", "siti")
    for name in settings.FOLDERS:
        (tmp_path / name).mkdir(mode=0o700)
    with world(postgres, template, tmp_path) as opened:
        fill(opened)
        yield opened


def fill(this: World) -> None:
    comments.ensure(this.connection)
    this.load("2024-01-05")
    this.areas()
    this.workforce(("33.28", "TOTAL", 10), ("33.28", "PU", 6), ("33.28", "BPU", 4))
    this.partner("pemda-33.28", "pemda_rentan", funding_code="APBD_KAB")
    this.partner("desa-satu", "pemda_rentan", funding_code="APBD_KAB")
    this.load("2024-11-02")
    this.members({"who": 1, "membership_id": "M1"}, {"who": 2, "membership_id": "M2"})
    this.load("2024-11-04")
    this.roster(
        "pemda-33.28", "pemda_rentan",
        {"who": 1} | PLACE,
        {"who": 4, "nama": "CITRA\tLESTARI", "attributes": '{"alamat": "Jl. \\"A\\""}'} | PLACE,
        {"nama": "TANPA NIK", "verdict": "quarantined", "code": "NIK_KOSONG"},
        funding_code="APBD_KAB",
    )  # fmt: skip
    this.roster("desa-satu", "pemda_rentan", {"who": 2} | PLACE, carry_forward=True, period="2024-09")
    resolve.persons(this.connection)
    answered(this)
    this.connection.execute(
        "insert into control.demo_clock (story_at, set_at) values ('2025-12-20', clock_timestamp())"
    )
    closed(this.connection, "2024-10-uji", "2024-11-05T12:00Z")
    this.connection.commit()


def answered(this: World) -> None:
    this.connection.execute(
        "insert into intake.receipt select submission_no, 1, 'a.xlsx', '0', now() from intake.submission"
    )


def rows(
    this: World, query: str = "select * from intake.roster_row order by period, row_number"
) -> list[Any]:
    this.connection.rollback()
    found = this.connection.execute(query.encode()).fetchall()
    this.connection.rollback()
    return found


def partitions(this: World) -> set[str]:
    return {
        name
        for (name,) in rows(
            this, "select relname from pg_class where relname like 'roster\\_row\\_20%' and relkind = 'r'"
        )
    }


def test_a_month_leaves_and_one_whose_list_counts_still_stays(this: World):
    kept = old_months.keep_in_lake("airflow")

    assert kept.months == {PERIOD: 3}
    assert partitions(this) == {"roster_row_2024_09"}
    assert [row[0] for row in rows(this)] == ["2024-09"]
    said = rows(
        this, "select action, subject, actor, details from control.action where action = 'month_left'"
    )
    assert said == [("month_left", PERIOD, "airflow", {"rows": 3})]


def test_it_comes_back_as_it_was(this: World):
    before = rows(this)
    old_months.keep_in_lake("airflow")

    back = months.bring_back([PERIOD, "2024-09"], "siti", "diminta")

    assert back == {PERIOD: 3}
    assert rows(this) == before
    assert months.bring_back([PERIOD], "siti", "diminta") == {}
    assert old_months.keep_in_lake("airflow").months == {PERIOD: 3}  # and leaves again


def test_again_nothing_leaves(this: World):
    old_months.keep_in_lake("airflow")

    assert old_months.keep_in_lake("airflow").months == {}


def test_without_the_setting_nothing_leaves(this: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CAKUPAN_MONTHS_IN_DATABASE")
    settings.load.cache_clear()

    assert old_months.keep_in_lake("airflow").months == {}
    assert len(rows(this)) == 4


@pytest.mark.parametrize(
    "statement",
    [
        "delete from intake.receipt",
        "insert into control.action (action, subject, actor, acted_at)"
        " select 'ruling', submission_id || '/1/2', 'rina', now() from intake.submission",
        "insert into intake.hold"
        " (submission_no, judgement_no, load_no, state, basis, reason_code, reason_details)"
        " select submission_no, 1, load_no, 'held', 'shrunk', 'DAFTAR_MENYUSUT', '{}' from intake.submission",
        "delete from control.close_run",
    ],
    ids=["not answered", "ruled about", "held", "not in the lake"],
)
def test_a_month_that_something_waits_for_stays(this: World, statement: str):
    this.connection.execute(statement.encode())
    this.connection.commit()

    assert old_months.keep_in_lake("airflow").months == {}
    assert len(rows(this)) == 4


def test_a_month_whose_file_was_changed_stays(this: World):
    catching_up.catch_up()
    path = next(
        (settings.load().folder("lake") / "intake" / "roster_row" / f"period={PERIOD}").rglob("*.parquet")
    )
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(LakeDamaged, match=str(path.name)):
        old_months.keep_in_lake("airflow")
    assert len(rows(this)) == 4


def test_a_month_whose_rows_were_changed_in_the_database_stays(this: World):
    catching_up.catch_up()
    this.connection.execute("update intake.roster_row set nama = 'LAIN' where nama like 'CITRA%'")
    this.connection.commit()

    with pytest.raises(LakeDamaged, match="has other rows than the warehouse"):
        old_months.keep_in_lake("airflow")
    assert len(rows(this)) == 4


def test_a_return_that_was_killed_leaves_it_away(this: World, monkeypatch: pytest.MonkeyPatch):
    old_months.keep_in_lake("airflow")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("cakupan.lake.months.copy_table", killed)
        with pytest.raises(KeyboardInterrupt):
            months.bring_back([PERIOD], "siti", "diminta")

    assert len(rows(this)) == 1
    assert months.bring_back([PERIOD], "siti", "diminta") == {PERIOD: 3}


def test_a_late_list_of_a_month_that_left_stands_beside_its_rows(this: World):
    old_months.keep_in_lake("airflow")

    land.make_partitions([PERIOD, "2025-11"])

    assert len(rows(this)) == 4
    assert "roster_row_2025_11" in partitions(this)


def test_the_pipeline_itself_cannot_drop_rows_that_the_lake_lacks_nor_half_a_month(this: World):
    with (
        pytest.raises(psycopg.errors.RestrictViolation, match="3 rows here and 0 in the lake"),
        connect() as own,
    ):
        own.execute("select intake.let_month_leave(%s, 'x', 'x')", [PERIOD])
    old_months.keep_in_lake("airflow")
    with pytest.raises(psycopg.errors.RestrictViolation, match="are in the lake alone"), connect() as own:
        own.execute("select intake.make_partition(%s)", [PERIOD])
    with pytest.raises(psycopg.errors.RestrictViolation, match="came back with 0 rows"), connect() as own:
        own.execute("select intake.call_month_back(%s)", [PERIOD])
        own.execute("select intake.month_is_back(%s, 'x', 'x')", [PERIOD])


def test_lists_that_left_are_not_compared_as_if_they_were_empty(this: World):
    old_months.keep_in_lake("airflow")

    with pytest.raises(MonthNotHere, match=f"cakupan lake bring-back {PERIOD}"), connect() as own:
        differences.difference(own, "S000001", "S000002")


class TestPersons:
    def test_an_export_has_the_rows_of_months_that_left(self, this: World, tmp_path: Path):
        old_months.keep_in_lake("airflow")

        said = done("export", nik(4), "--reason", "permintaan tertulis", "-o", str(tmp_path / "citra.json"))

        assert said["rows"]["roster_rows"] == 1

    def test_who_is_forgotten_is_gone_from_months_that_left(self, this: World):
        old_months.keep_in_lake("airflow")

        forget(nik(4))

        assert nik(4) not in str(rows(this))
        assert old_months.keep_in_lake("airflow").months == {PERIOD: 3}
        months.bring_back([PERIOD], "siti", "diminta")
        assert (nik(4) in str(rows(this)), nik(1) in str(rows(this))) == (False, True)

    def test_rows_of_a_month_that_left_are_emptied_when_their_time_is_over(self, this: World):
        old_months.keep_in_lake("airflow")
        kept: dict[str, int | None] = {kind: None for kind in KINDS} | {"roster_rows": 12}
        periods = Periods(months=kept)  # type: ignore[arg-type] # kinds are named

        first = purge.apply(periods, "arsip")
        old_months.keep_in_lake("airflow")
        again = purge.apply(periods, "arsip")

        assert (first.counts, again.counts) == ({"roster_rows": 3}, {})
        assert months.left(this.connection) == [PERIOD]
        this.connection.rollback()
        months.bring_back([PERIOD], "siti", "diminta")
        assert nik(4) not in str(rows(this))


def test_a_published_month_that_left_is_verified_and_rebuilt_with_the_same_bytes(this: World):
    this.connection.execute("delete from control.close_run")
    this.connection.commit()
    close.run(PERIOD, AS_OF)
    facts = rows(this, "select count(*) from marts.fct_roster_months")

    kept = old_months.keep_in_lake("airflow")

    assert (kept.months, facts) == ({PERIOD: 3}, [(3,)])
    assert rows(this, "select count(*) from marts.fct_roster_months") == [(0,)]
    assert rows(this, "select count(*) from marts.fct_submissions where is_in_force") == [(2,)]
    assert verify.verify(settings.load().home / "editions" / PERIOD / "v1").is_ok
    outcome = close.run(PERIOD, AS_OF, is_rebuild=True)
    assert (outcome.outcome, outcome.message) == ("rebuilt", f"the same bytes as {PERIOD}/v1")
    assert len(rows(this)) == 4
    with connect() as own:
        assert checking.check(own) == []
        assert record.unsettled(own) == []
    said = done(
        "export", nik(1), "--reason", "permintaan tertulis", "-o", str(settings.load().home / "ana.json")
    )
    assert said["rows"]["published"] > 0
