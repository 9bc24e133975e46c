"""A small world with all that changes rows: corrections, replaced and ended rows, holds, rulings."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cakupan import settings
from cakupan.identity import resolve
from cakupan.identity.rulings import joining
from cakupan.identity.rulings.said import Said
from cakupan.lake import reading
from cakupan.lake.tables import TABLES, LakeTable
from cakupan.warehouse import comments
from cakupan.warehouse.connection import Connection
from hold_builders import free
from world_builders import World, world

AGREED = Said(reason="Dua kartu milik orang yang sama", decided_by="rina", second_by="joko")
VISIBLE = "select load_no from control.load where recorded_at <= %(as_of)s"


def at(day: str) -> datetime:
    """Return noon of a day, UTC."""
    return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)


INSTANTS = tuple(
    map(at, ("2024-01-06", "2024-11-02", "2024-11-04", "2024-11-06", "2024-12-02", "2100-01-01"))
)


@contextmanager
def lake_world(postgres: str, template: str, folder: Path) -> Iterator[World]:
    """Open the world as it is when the second month was closed."""
    for name in settings.FOLDERS:
        (folder / name).mkdir(mode=0o700)
    with world(postgres, template, folder) as this:
        comments.ensure(this.connection)
        fill(this)
        this.connection.commit()
        yield this


def fill(this: World) -> None:
    """Write what was loaded over a year, and have it seen by two closes."""
    this.load("2024-01-05")
    this.areas()
    this.workforce(("33.28", "TOTAL", 10), ("33.28", "PU", 6), ("33.28", "BPU", 4))
    this.partner("pemda-33.28", "pemda_rentan", funding_code="APBD_KAB")
    this.rows("reference.target", {
        "indicator_code": "ucj_ytd", "area_code": "33.28", "period": "2024-10", "value": "30.2500",
        "document": 'SK 5, "Bupati"\nbaris dua',
    })  # fmt: skip
    this.load("2024-11-01")
    this.members(
        {"who": 1, "kpj": "10000000017", "membership_id": "M1", "tanggal_lahir": "1990-01-01"},
        {"who": 2, "membership_id": "M2"},
        {"who": 3, "membership_id": "M3", "active_to": "2024-10-20"},
    )
    this.rows("register.contribution", {
        "membership_id": "M1", "month": "2024-10", "programme_code": "JKK", "rupiah": 12345678901234567,
        "paid_on": "2024-10-31",
    })  # fmt: skip
    this.load("2024-11-03")
    person = {"area_code": "33.28.01.2001"}
    this.roster(
        "pemda-33.28", "pemda_rentan",
        {"who": 1} | person, {"who": 4, "nama": "CITRA\tLESTARI, S.Pd"} | person,
        {"nama": "TANPA NIK", "verdict": "quarantined", "code": "NIK_KOSONG"},
        funding_code="APBD_KAB",
    )  # fmt: skip
    held = this.roster("pemda-33.28", "pemda_rentan", {"who": 5} | person, outcome="held", period="2024-09")
    this.load("2024-11-05")
    free(this.connection, held, this.load_nos[-1])
    this.roster("pemda-33.28", "pemda_rentan", {"who": 1} | person, {"who": 4} | person, file_name="2.xlsx")
    this.load("2024-12-01")
    this.replace("register.membership", membership_id="M1")
    this.replace("register.membership", membership_id="M3")
    this.replace("reference.target", indicator_code="ucj_ytd")
    this.members({"who": 1, "kpj": "10000000017", "nama": "ANA WIDYA", "membership_id": "M1"})
    resolve.persons(this.connection)
    first, second = this.connection.execute(
        "select person_no from identity.person order by person_no limit 2"
    ).fetchall()
    joining.merge(this.connection, first[0], second[0], AGREED)
    joining.split(this.connection, second[0], AGREED)
    for number, as_of in enumerate(("2024-11-06T19:00Z", "2100-12-31T00:00Z"), start=1):
        closed(this.connection, f"2024-1{number}-uji", as_of)


def closed(connection: Connection, run_id: str, as_of: str) -> None:
    """Record that a close has seen everything up to an instant."""
    connection.execute(
        "insert into control.close_run (run_id, period, as_of, actor, state, started_at)"
        " values (%s, %s, %s, 'uji', 'published', %s)",
        [run_id, run_id[:7], as_of, as_of],
    )


def in_warehouse(connection: Connection, table: LakeTable, as_of: datetime) -> list[tuple[Any, ...]]:
    """Return the rows of a table as of an instant as PostgreSQL gives them."""
    condition = "true"
    if table.is_judged:
        condition = (
            "(submission_no, judgement_no) in (select submission_no, judgement_no from intake.judgement"
            f" where load_no in ({VISIBLE}))"
        )
    elif table.portion == "load":
        condition = f"load_no in ({VISIBLE})"
    if table.is_dated:
        condition += f" and (replaced_by_load_no is null or replaced_by_load_no not in ({VISIBLE}))"
    columns = ", ".join(
        f"{name}::text" if kind == "jsonb" else name for name, kind in table.kinds(connection).items()
    )
    query = f"select {columns} from {table.name} where {condition}"
    rows = connection.execute(query.encode(), {"as_of": as_of}).fetchall()
    return [tuple(map(in_utc, row)) for row in rows]


def in_lake(connection: Connection, table: LakeTable, as_of: datetime) -> list[tuple[Any, ...]]:
    """Return the rows of a table as of an instant as DuckDB gives them from the lake."""
    query = reading.view(reading.relation(connection, table.name, as_of))
    names = ", ".join(table.kinds(connection))
    with reading.engine() as engine:
        rows = engine.sql(f"select {names} from ({query})").to_arrow_table().to_pylist()
    return [tuple(map(in_utc, row.values())) for row in rows]


def in_utc(value: Any) -> Any:
    """Return an instant in UTC, and anything else as it is."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def compared(connection: Connection, as_of: datetime) -> dict[str, tuple[list[Any], list[Any]]]:
    """Return the tables that differ as of an instant, with what warehouse and lake give."""
    both = {
        table.name: (
            sorted(map(repr, in_warehouse(connection, table, as_of))),
            sorted(map(repr, in_lake(connection, table, as_of))),
        )
        for table in TABLES
    }
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}
