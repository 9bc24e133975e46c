"""The same files into the same server with dlt: what a general loader takes that judges nothing."""

import os
import shutil
from pathlib import Path
from urllib.parse import quote

from cakupan.settings import PROJECT_ROOT
from psycopg.conninfo import conninfo_to_dict

from benchmarks import rosters
from benchmarks.installation import Installation, installation
from benchmarks.measuring import MEBIBYTE, Measured, measure_command
from benchmarks.page import Table, number
from benchmarks.parts import ROWS_PER_FILE, Setting, bare_copy, take_csvs

PYTHON = PROJECT_ROOT / ".venv-bench" / "bin" / "python"
SCRIPT = Path(__file__).parent / "with_dlt.py"
FORMATS = {"csv": "CSV by COPY", "parquet": "Parquet by ADBC"}


def sample(setting: Setting) -> list[str]:
    """Measure a sample with a bare COPY, with dlt, and with intake."""
    files = setting.sized(100)
    store = setting.folder / "sample"
    paths = rosters.write_csvs(store, files, ROWS_PER_FILE, setting.processes)
    base = bare_copy(setting, paths, len(rosters.HEADER))
    ours = take_csvs(setting, store, files)
    table = Table("what", "seconds", "of processors", "against COPY", "memory, MiB")
    table.add("COPY, one process", base.seconds, base.cpu, 1.0, "")
    for name, title in FORMATS.items():
        found = _with_dlt(setting, paths, name)
        assert found.result == files * ROWS_PER_FILE, f"dlt loaded {found.result} rows"
        ratio = found.seconds / base.seconds
        table.add(f"dlt, Arrow tables, {title}", found.seconds, found.cpu, ratio, found.peak // MEBIBYTE)
    table.add(
        f"intake, {setting.processes} processes",
        ours.seconds,
        ours.cpu,
        ours.seconds / base.seconds,
        ours.peak // MEBIBYTE,
    )
    shutil.rmtree(store)
    return [
        f"{number(files * ROWS_PER_FILE)} rows in {number(files)} files; one run, imports included. dlt"
        f" {_version()} reads each file into an Arrow table and loads every cell as text, unjudged; intake"
        " archives the files, judges every row and stores rows, findings and judgements.",
        "",
        *table.lines(),
    ]


def _with_dlt(setting: Setting, paths: list[Path], name: str) -> Measured:
    names = [f"c{position}" for position in range(len(rosters.HEADER))]
    with installation(setting.address, setting.folder) as here:
        return with_dlt(here, paths, names, table="rows", dataset=f"dlt_{name}", format=name)


def with_dlt(
    here: Installation, paths: list[Path], names: list[str], *, delimiter: str = ";", **orders: str
) -> Measured:
    """Load delimited files into a table of a dataset in the format ordered."""
    return measure_command(
        [str(PYTHON), str(SCRIPT)],
        dict(os.environ),
        files=[str(path) for path in paths],
        names=names,
        delimiter=delimiter,
        folder=str(here.home / "lineage"),
        dsn=_url(here.dsn),
        **orders,
    )


def _url(dsn: str) -> str:
    """Write an address the way dlt takes it."""
    found = {name: quote(str(value), safe="") for name, value in conninfo_to_dict(dsn).items()}
    return "postgresql://{user}:{password}@{host}:{port}/{dbname}".format_map(found)


def _version() -> str:
    """Return the version that the lock names."""
    lock = (PROJECT_ROOT / "requirements-bench.lock").read_text(encoding="utf-8")
    line = next(line for line in lock.splitlines() if line.startswith("dlt=="))
    return line.removeprefix("dlt==").split()[0]
