"""The measurements, each a function from what it needs to lines of docs/benchmarks.md."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import rosters
from benchmarks.installation import Installation, add_partners, installation
from benchmarks.measuring import MEBIBYTE, Measured, measure
from benchmarks.page import Table, number

CORES = len(os.sched_getaffinity(0))
ROWS_PER_FILE = 10_000
PEOPLE_PER_VILLAGE = 200
MEMORY_ASKED = 2048
NAMED = "desa_ekosistem/2024-10"  # kind and month, where folders name them


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Where to measure, how large (1 is what was asked), how often and with how many processes."""

    address: str
    folder: Path
    scale: float
    runs: int
    processes: int
    rows: tuple[int, ...] = ()
    earlier_months: int = 0

    def sized(self, whole: int) -> int:
        """Return a size scaled, never less than one."""
        return max(1, round(whole * self.scale))


@dataclass(frozen=True, kw_only=True)
class IntakeRun:
    """One way from the inbox to the warehouse: archive and batches, then judging and landing."""

    receive: Measured
    land: Measured
    received: int
    accepted: int
    submissions: list[str]

    @property
    def seconds(self) -> float:
        """Seconds on the wall, from the inbox to the warehouse."""
        return self.receive.seconds + self.land.seconds

    @property
    def cpu(self) -> float:
        """Seconds of processors."""
        return self.receive.cpu + self.land.cpu

    @property
    def peak(self) -> int:
        """The most memory of either."""
        return max(self.receive.peak, self.land.peak)


def take_in(here: Installation, processes: int, rows: int) -> IntakeRun:
    """Receive and land what lies in the inbox, and see that no row was lost.

    Raises:
        AssertionError: rows are missing.
    """
    received = measure("receive", here.environment)
    landed = measure("land", here.environment, batches=received.result, processes=processes)
    found, accepted = here.query(
        "select coalesce(sum(received), 0)::bigint, coalesce(sum(accepted), 0)::bigint"
        " from intake.latest_judgement"
    )[0]
    assert found == rows, f"{found} of {rows} rows arrived"
    ids = [each for batch in received.result for each in batch]
    return IntakeRun(receive=received, land=landed, received=found, accepted=accepted, submissions=ids)


def csv_files(setting: Setting) -> list[str]:
    """Measure many large delimited files against a bare COPY of the same rows."""
    files = min(setting.sized(500), len(rosters.regencies()))
    store = setting.folder / "csv"
    paths = rosters.write_csvs(store, files, ROWS_PER_FILE, setting.processes)
    rows = files * ROWS_PER_FILE
    copies, runs = [], []
    for _ in range(setting.runs):
        copies.append(bare_copy(setting, paths, len(rosters.HEADER)))
        runs.append(take_csvs(setting, store, files))
    shutil.rmtree(store)
    base = median(each.seconds for each in copies)
    best = sorted(runs, key=lambda each: each.seconds)[len(runs) // 2]
    table = Table("what", "seconds", "of processors", "against COPY", "memory, MiB")
    table.add("COPY, one after the other, one process", base, median(c.cpu for c in copies), 1.0, "")
    table.add("receive: hash, archive, submissions", *_line(best.receive, base))
    table.add(f"land: read, judge, store, {setting.processes} processes", *_line(best.land, base))
    table.add("inbox to accepted rows", best.seconds, best.cpu, best.seconds / base, best.peak // MEBIBYTE)
    return [
        f"{number(rows)} rows in {number(files)} files, {number(best.accepted)} accepted;"
        f" {_runs(setting.runs)}.",
        "",
        *table.lines(),
        "",
        *asked(
            ("against COPY", 5, best.seconds / base),
            ("memory, MiB", MEMORY_ASKED, best.peak / MEBIBYTE),
        ),
    ]


def villages(setting: Setting) -> list[str]:
    """Measure many small workbooks, and whether a file takes longer when there are more of them."""
    many, few = setting.sized(10_000), setting.sized(2_500)
    table = Table(
        "files", "kind and month from", "receive, ms", "land, ms", "wall x cores, ms", "processors, ms", "MiB"
    )
    per_file = {}
    peak = 0
    store = setting.folder / "villages"
    rosters.write_villages(store, many, PEOPLE_PER_VILLAGE, setting.processes)
    for count, inner in ((few, NAMED), (many, NAMED), (few, "")):
        taken = _take_villages(setting, store, count, inner)
        shares = [1000 * seconds / count for seconds in (taken.receive.seconds, taken.land.seconds)]
        whole, cpu = CORES * sum(shares), 1000 * taken.cpu / count
        table.add(
            number(count), "folders" if inner else "content", *shares, whole, cpu, taken.peak // MEBIBYTE
        )
        per_file[count, inner] = whole
        peak = max(peak, taken.peak)
    shutil.rmtree(store)
    return [
        f"{PEOPLE_PER_VILLAGE} people in each, .xlsx with letterhead, numbering row, total and signature;"
        " one run; per file.",
        "",
        *table.lines(),
        "",
        *asked(
            ("wall x cores per file, ms", 6, per_file[many, NAMED]),
            (
                f"{number(many)} files against {number(few)}, per file",
                1.1,
                per_file[many, NAMED] / per_file[few, NAMED],
            ),
            ("memory, MiB", MEMORY_ASKED, peak / MEBIBYTE),
        ),
    ]


def receipts(setting: Setting) -> list[str]:
    """Measure receipts of small and of large workbooks in which one row in twenty has a finding."""
    table = Table("rows in the workbook", "receipts", "processors, ms each", "wall, ms each", "memory, MiB")
    cpu = {}
    peak = 0
    for rows, count in ((PEOPLE_PER_VILLAGE, setting.sized(100)), (10_000, setting.sized(3))):
        with installation(setting.address, setting.folder) as here:
            areas = rosters.villages()[: count + 1]
            add_partners(here.dsn, "desa_ekosistem", [area.code for area in areas], "desa")
            for area in areas:
                path = here.home / "inbox" / f"desa-{area.code}" / NAMED / "daftar.xlsx"
                rosters.write_workbook(path, rosters.village_workbook(area, rows, wrong_every=20))
            taken = take_in(here, setting.processes, rows * (count + 1))
            written = measure("receipts", here.environment, submissions=taken.submissions)
        assert written.result["written"] == count
        cpu[rows] = 1000 * written.result["cpu"] / count
        wall = 1000 * written.result["seconds"] / count
        table.add(number(rows), number(count), cpu[rows], wall, written.peak // MEBIBYTE)
        peak = max(peak, written.peak)
    return [
        "One row in twenty has something wrong; the partner's own workbook comes back marked.",
        "",
        *table.lines(),
        "",
        *asked(
            (f"{PEOPLE_PER_VILLAGE} rows, ms of one core", 80, cpu[PEOPLE_PER_VILLAGE]),
            ("10.000 rows, ms of one core", 4000, cpu[10_000]),
            ("memory, MiB", MEMORY_ASKED, peak / MEBIBYTE),
        ),
    ]


def big_file(setting: Setting) -> list[str]:
    """Measure one delimited file of a gigabyte."""
    area = rosters.regencies()[0]
    rows = setting.sized(9_700_000)
    with installation(setting.address, setting.folder) as here:
        add_partners(here.dsn, "pemda_rentan", [area.code], "pemda")
        path = here.home / "inbox" / f"pemda-{area.code}" / "pemda_rentan" / "2024-10" / "daftar.csv"
        rosters.write_large_csv(path, area, rows, setting.processes)
        size = path.stat().st_size
        taken = take_in(here, setting.processes, rows)
    table = Table("what", "seconds", "of processors", "memory, MiB")
    for name, each in (("receive", taken.receive), ("land", taken.land)):
        table.add(name, each.seconds, each.cpu, each.peak // MEBIBYTE)
    return [
        f"One file of {size / 1024**3:.2f} GB, {number(rows)} rows, {number(taken.accepted)} accepted;"
        " one run.",
        "",
        *table.lines(),
        "",
        *asked(("memory, MiB", MEMORY_ASKED, taken.peak / MEBIBYTE)),
    ]


def bare_copy(setting: Setting, paths: list[Path], columns: int) -> Measured:
    """COPY files as they are into a plain table without an index."""
    with installation(setting.address, setting.folder) as here:
        files = [str(path) for path in paths]
        return measure("copy", here.environment, dsn=here.dsn, files=files, columns=columns)


def take_csvs(setting: Setting, store: Path, files: int) -> IntakeRun:
    """Take in a store of lists of kabupaten on a fresh warehouse."""
    with installation(setting.address, setting.folder) as here:
        codes = [area.code for area in rosters.regencies()[:files]]
        add_partners(here.dsn, "pemda_rentan", codes, "pemda")
        shutil.copytree(store, here.home / "inbox", dirs_exist_ok=True)
        return take_in(here, setting.processes, files * ROWS_PER_FILE)


def _take_villages(setting: Setting, store: Path, count: int, inner: str) -> IntakeRun:
    with installation(setting.address, setting.folder) as here:
        codes = [area.code for area in rosters.villages()[:count]]
        add_partners(here.dsn, "desa_ekosistem", codes, "desa")
        rosters.put_villages(store, here.home / "inbox", count, inner)
        return take_in(here, setting.processes, count * PEOPLE_PER_VILLAGE)


def _line(measured: Measured, base: float) -> tuple[float, float, float, int]:
    return measured.seconds, measured.cpu, measured.seconds / base, measured.peak // MEBIBYTE


def _runs(count: int) -> str:
    return "one run" if count == 1 else f"the median of {count} runs"


def asked(*bounds: tuple[str, float, float]) -> list[str]:
    """Say of each bound what was asked and what was measured."""
    table = Table("", "asked, at most", "measured", "")
    for name, most, found in bounds:
        table.add(name, most, found, "met" if found <= most else "**not met**")
    return table.lines()
