"""A month at a size: loads, every step of its close, a late list, the month after; beside it plain dbt."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import beside_month, country, rosters
from benchmarks.installation import Installation, installation
from benchmarks.measuring import MEBIBYTE, Measured, measure, measure_command
from benchmarks.page import Table, number
from benchmarks.parts import Setting, asked, bare_copy

SIZES = (20_000, 1_000_000, 5_000_000)
EARLIER_ROWS = 200_000
LATE = 200
PERIOD, NEXT = "2024-10", "2024-11"
FIRST_TIMES_COPY, LATER_TIMES_COPY, LATE_SHARE, MEMORY_ASKED = 30, 12, 0.5, 2560
LARGE_FROM = 1_000_000  # below, what does not grow with the rows is most of it
LARGEST = 3


@dataclass(frozen=True, kw_only=True)
class Closed:
    """What a close took."""

    title: str
    measured: Measured

    @property
    def steps(self) -> dict[str, dict[str, float]]:
        """Its steps, the loading of libraries left out, which Airflow's tasks find loaded."""
        steps = dict(self.measured.result["steps"])
        steps.pop("start up")
        return steps

    @property
    def seconds(self) -> float:
        """All its steps together."""
        return sum(step["seconds"] for step in self.steps.values())

    @property
    def peak(self) -> float:
        """The most memory of a step and of PostgreSQL."""
        return max(step["peak"] for step in self.steps.values())


@dataclass(frozen=True, kw_only=True)
class Month:
    """What was measured of one size."""

    rows: int
    copy: Measured
    loads: dict[str, Measured]
    first: Closed
    late: Closed
    later: Closed
    database: dict[str, int]
    beside: dict[str, Measured]

    @property
    def closes(self) -> tuple[Closed, ...]:
        """Every close, in order."""
        return (self.first, self.late, self.later)

    def times_copy(self, seconds: float) -> float:
        """Return seconds as a multiple of the bare COPY of the lists."""
        return seconds / self.copy.seconds


def months(setting: Setting) -> list[str]:
    """Measure each size, and say what was asked and which costs are the largest."""
    measured = [_measured(setting, rows) for rows in setting.rows or map(setting.sized, SIZES)]
    earlier = f" {setting.earlier_months} earlier months of {number(EARLIER_ROWS)} rows were in the database."
    lines = [
        "As many members as people on lists; two in five of these are members. A close runs in one process"
        " that has loaded its libraries, without Airflow. Memory is that of the step and of PostgreSQL"
        " together. One run." + (earlier if setting.earlier_months else "")
    ]
    for month in measured:
        lines += ["", f"### {number(month.rows)} members, {number(month.rows)} people on lists", ""]
        lines += _table(month).lines()
        lines += ["", *_largest(month.first)]
    return [*lines, "", *asked(*(bound for month in measured for bound in _bounds(month)))]


def _table(month: Month) -> Table:
    table = Table(
        "what",
        "step",
        "seconds",
        "of processors",
        "of the server's",
        "against COPY",
        "memory, MiB",
        "disk, MiB",
    )
    table.add("COPY of the lists", "", month.copy.seconds, month.copy.cpu, "", 1.0, "", "")
    for name, load in month.loads.items():
        disk = month.database.get(name, 0) // MEBIBYTE
        table.add(
            name, "", load.seconds, load.cpu, "", month.times_copy(load.seconds), load.peak // MEBIBYTE, disk
        )
    for closed in month.closes:
        for name, step in closed.steps.items():
            table.add(
                closed.title, name, step["seconds"], step["cpu"], step["server"],
                month.times_copy(step["seconds"]), round(step["peak"] / MEBIBYTE), "",
            )  # fmt: skip
        cpu, server = (sum(step[part] for step in closed.steps.values()) for part in ("cpu", "server"))
        table.add(
            closed.title, "**in all**", closed.seconds, cpu, server, month.times_copy(closed.seconds),
            round(closed.peak / MEBIBYTE), closed.measured.result["bytes"] // MEBIBYTE,
        )  # fmt: skip
    for name, run in month.beside.items():
        table.add(name, "", run.seconds, run.cpu, "", month.times_copy(run.seconds), run.peak // MEBIBYTE, "")
    return table


def _largest(closed: Closed) -> list[str]:
    """Say what costs most of a close: steps, and within them models."""
    steps = sorted(closed.steps.items(), key=lambda item: -item[1]["seconds"])[:LARGEST]
    nodes = sorted(closed.measured.result["nodes"], key=lambda node: -node["seconds"])[: 2 * LARGEST]
    told = [
        ", ".join(f"`{name}` {number(step['seconds'])} s" for name, step in steps),
        ", ".join(f"`{node['name']}` {number(node['seconds'])} s" for node in nodes),
    ]
    return [f"The largest costs of the {closed.title}: {told[0]}; among models: {told[1]}."]


def _bounds(month: Month) -> Iterator[tuple[str, float, float]]:
    size = number(month.rows)
    if month.rows >= LARGE_FROM:
        first, later = (month.times_copy(closed.seconds) for closed in (month.first, month.later))
        yield f"{size}: first close against COPY", FIRST_TIMES_COPY, first
        yield f"{size}: the month after against COPY", LATER_TIMES_COPY, later
        yield (
            f"{size}: after a late list, share of the first close",
            LATE_SHARE,
            month.late.seconds / month.first.seconds,
        )
    else:
        yield f"{size}: seconds of a close", 15, month.late.seconds
    yield f"{size}: memory, MiB", MEMORY_ASKED, max(closed.peak for closed in month.closes) / MEBIBYTE


def _measured(setting: Setting, rows: int) -> Month:
    store, extracts = setting.folder / "lists", setting.folder / "extracts"
    paths = country.write_lists(store, rows, setting.processes)
    members = country.write_register(extracts / "register", rows, setting.processes)
    country.write_reference(extracts / "reference", rows)
    country.write_changes(extracts / "changes", rows)
    copied = bare_copy(setting, paths, len(rosters.HEADER))
    with installation(setting.address, setting.folder) as here:
        loads, sizes = {}, {}

        def load(name: str, measured: Measured) -> None:
            loads[name] = measured
            sizes[name] = here.query("select pg_database_size(current_database())")[0][0]

        load("load of reference lists", _stage(here, "reference", folder=str(extracts / "reference")))
        _bring_earlier_months(setting, here)
        load("load of the register", _stage(here, "load_extract", folder=str(extracts / "register")))
        load("lists: judge and land", _take_in(setting, here, store))
        first = _close(here, "first close", PERIOD)
        beside = beside_month.projects(setting, members, paths, Path(first.measured.result["path"]))
        shutil.rmtree(store)
        country.write_late_list(store, rows, LATE)
        load(f"late list of {LATE} rows", _take_in(setting, here, store))
        late = _close(here, "close after the late list", PERIOD, "Daftar terlambat")
        load("register: 2 % changed, 5 % new", _stage(here, "load_extract", folder=str(extracts / "changes")))
        shutil.rmtree(store)
        country.write_lists(store, rows, setting.processes, NEXT)
        load("lists of the month after", _take_in(setting, here, store))
        later = _close(here, "close of the month after", NEXT)
    shutil.rmtree(store)
    shutil.rmtree(extracts)
    return Month(
        rows=rows,
        copy=copied,
        loads=loads,
        first=first,
        late=late,
        later=later,
        database=sizes,
        beside=beside,
    )


def _bring_earlier_months(setting: Setting, here: Installation) -> None:
    """Take in months before, and give their rows their persons, so that no close has them to do."""
    for back in range(setting.earlier_months):
        store = setting.folder / "earlier"
        year, month = divmod(2024 * 12 + 8 - back, 12)
        country.write_lists(store, EARLIER_ROWS, setting.processes, f"{year}-{month + 1:02d}")
        _take_in(setting, here, store)
        shutil.rmtree(store)
    if setting.earlier_months:
        _stage(here, "resolve")


def _take_in(setting: Setting, here: Installation, store: Path) -> Measured:
    """Receive and land what lies in a store, both together; what landed before waits for receipts."""
    shutil.copytree(store, here.home / "inbox", dirs_exist_ok=True)
    before = {one for (one,) in here.query("select submission_id from intake.submission")}
    received = _stage(here, "receive")
    batches = [[one for one in batch if one not in before] for batch in received.result]
    landed = _stage(here, "land", batches=[*filter(None, batches)], processes=setting.processes)
    files = sum(1 for path in store.rglob("*.csv"))
    assert landed.result == files, f"{landed.result} of {files} lists arrived"
    return Measured(
        result=landed.result,
        seconds=received.seconds + landed.seconds,
        cpu=received.cpu + landed.cpu,
        peak=max(received.peak, landed.peak),
    )


def _close(here: Installation, title: str, period: str, reason: str | None = None) -> Closed:
    measured = measure_command(
        [sys.executable, "-m", "benchmarks.closing"],
        here.environment,
        beside=here.postmaster,
        period=period,
        reason=reason,
        postmaster=here.postmaster,
    )
    return Closed(title=title, measured=measured)


def _stage(here: Installation, name: str, **orders: object) -> Measured:
    return measure(name, here.environment, beside=here.postmaster, **orders)
