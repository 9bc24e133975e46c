"""What is frozen of a month, at a size: freezing, differences, verification, and the first page of a trace.

Facts are made in the build schema itself, so that nothing but these steps is measured; how long it takes to
make facts of a register is another part.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from cakupan import settings
from cakupan.editions import close, period
from cakupan.editions import run as runs
from cakupan.quality import verdict as verdicts
from cakupan.quality.verdict import Verdict
from cakupan.warehouse.connection import connect
from psycopg import sql
from world_builders import World

from benchmarks import rosters
from benchmarks.installation import Installation, installation
from benchmarks.measuring import MEBIBYTE, Measured, measure
from benchmarks.page import Table, number
from benchmarks.parts import ROWS_PER_FILE, Setting, asked, bare_copy

PERIOD = "2024-10"
SIZES = (1_000_000, 5_000_000)
FIRST_LIST, PEOPLE_PER_LIST = 1000, 200
LATE = 200
HERE = Path(__file__).parent
FIGURE = "ucj_ytd:2024-10:33.28:PU"
TIMES_COPY = 6
SECONDS_TO_VERIFY = 60
BYTES_PER_ROW = 20


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """What was measured of one size."""

    rows: int
    copy: Measured
    first: Measured
    freeze: Measured
    verify: Measured
    trace: Measured
    bytes_per_row: float

    @property
    def ratio(self) -> float:
        """Freezing with differences, and verifying, as a multiple of COPY."""
        return (self.freeze.seconds + self.verify.seconds) / self.copy.seconds


def months(setting: Setting) -> list[str]:
    """Measure a month of as many members as people on lists, and its second version after a late list."""
    table = Table(
        "members and people on lists", "what", "seconds", "of processors", "against COPY", "memory, MiB"
    )
    measured = [_measured(setting, setting.sized(size)) for size in SIZES]
    for each in measured:
        steps = {
            "COPY of the lists": each.copy,
            "freeze, first version": each.first,
            f"freeze with differences, {LATE} people more": each.freeze,
            "verify": each.verify,
            "first page of a trace": each.trace,
        }
        for name, step in steps.items():
            table.add(
                f"{number(each.rows)} each", name, step.seconds, step.cpu,
                step.seconds / each.copy.seconds, step.peak // MEBIBYTE,
            )  # fmt: skip
    small, large = measured
    peak = max(step.peak for each in measured for step in (each.first, each.freeze, each.verify, each.trace))
    return [
        "Memory is that of the step and of PostgreSQL together. One run.",
        "",
        *table.lines(),
        "",
        *asked(
            ("freeze, differences and verify against COPY", TIMES_COPY, small.ratio),
            ("the same, five times the rows", TIMES_COPY, large.ratio),
            ("memory, MiB", 2048, peak / MEBIBYTE),
            ("bytes of facts for each row", BYTES_PER_ROW, max(each.bytes_per_row for each in measured)),
            ("seconds to verify the larger", SECONDS_TO_VERIFY, large.verify.seconds),
        ),
    ]


def _measured(setting: Setting, rows: int) -> Frozen:
    files = max(1, rows // ROWS_PER_FILE)
    store = setting.folder / "lists"
    paths = rosters.write_csvs(store, files, min(rows, ROWS_PER_FILE), setting.processes)
    copied = bare_copy(setting, paths, len(rosters.HEADER))
    for path in paths:
        path.unlink()
    with installation(setting.address, setting.folder) as here, lent(here):
        first_id = _built(here, rows, as_of="2024-11-06")
        first = _step(here, "freeze", first_id)
        for name in ("render", "gate_report", "sign", "publish"):
            _step(here, name, first_id)
        second_id = _built(here, rows, as_of="2024-11-20", late=LATE, reason="daftar terlambat")
        frozen = _step(here, "freeze", second_id)
        for name in ("render", "gate_report", "sign", "publish"):
            _step(here, name, second_id)
        edition = settings.load().folder("editions") / PERIOD / "v2"
        facts = [
            edition / "audit" / "facts" / f"{name}.parquet" for name in ("worker_months", "roster_months")
        ]
        return Frozen(
            rows=rows,
            copy=copied,
            first=first,
            freeze=frozen,
            verify=_watched(here, "verify", edition=str(edition)),
            trace=_watched(here, "trace", figure_id=FIGURE, edition=f"{PERIOD}/v2"),
            bytes_per_row=sum(path.stat().st_size for path in facts) / (2 * rows),
        )


@contextmanager
def lent(here: Installation) -> Iterator[None]:
    """Point this process at an installation as its pipelines are; its owner puts a small world in."""
    before = {name: os.environ.get(name) for name in ("CAKUPAN_DSN", "CAKUPAN_HOME")}
    os.environ |= {name: here.environment[name] for name in before}
    settings.load.cache_clear()
    try:
        with psycopg.connect(here.dsn) as connection:
            this = World(connection=connection, results=here.home)
            this.load("2024-10-01")
            this.areas()
            this.workforce(("33.28", "TOTAL", 9_000_000), ("33.76", "TOTAL", 9_000_000))
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        settings.load.cache_clear()


def _built(here: Installation, rows: int, *, as_of: str, late: int = 0, reason: str | None = None) -> str:
    """Build a month whose facts are as many as asked, up to the point where it is frozen; the run's id."""
    run_id = close.start(PERIOD, period.parse_instant(as_of), reason)
    close.resolve(run_id)
    close.build_facts(run_id)
    schema = runs.get(run_id).build_schema
    assert schema is not None
    with connect() as connection:
        connection.execute(sql.SQL("set search_path = {}").format(sql.Identifier(schema)))
        _insert(connection, "members", rows=rows)
        _insert(connection, "listed", rows=rows, from_list=FIRST_LIST)
        if late:  # submissions are numbered as they come
            _insert(connection, "listed", rows=late, from_list=FIRST_LIST + rows // PEOPLE_PER_LIST + 1)
        connection.execute("analyze fct_worker_months; analyze fct_roster_months")
    close.build_figures(run_id)
    current = runs.get(run_id)
    verdicts.write(current.results, Verdict(gate="marts", is_open=True), [])
    with connect() as connection:
        runs.set_state(connection, run_id, "marts_gated")
    return run_id


def _insert(connection: psycopg.Connection[Any], name: str, **sizes: int) -> None:
    connection.execute((HERE / f"{name}.sql").read_bytes(), sizes)


def _step(here: Installation, name: str, run_id: str) -> Measured:
    return _watched(here, "step", name=name, run_id=run_id)


def _watched(here: Installation, stage: str, **orders: Any) -> Measured:
    return measure(stage, here.environment, beside=here.postmaster, **orders)
