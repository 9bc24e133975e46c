"""What a register takes to load, whole and with a fiftieth of it changed, against COPY of the same bytes."""

import json
from pathlib import Path

import psycopg
from cakupan.register.contract import contracts

from benchmarks.installation import Installation, installation
from benchmarks.measuring import MEBIBYTE
from benchmarks.page import Table, number
from benchmarks.parts import Setting, asked
from benchmarks.stepped import watched

HERE = Path(__file__).parent
MEMBERS = 5_000_000
CHANGED = 50  # a month changes the fiftieth part
FIRST_TIMES, CHANGED_TIMES = 6, 3


def loads(setting: Setting) -> list[str]:
    """Measure loading memberships the first time and a month later."""
    members = setting.sized(MEMBERS)
    store = setting.folder / "extracts"
    with installation(setting.address, setting.folder) as here:
        folders = _written(here, store, members)
    with installation(setting.address, setting.folder) as here:
        file = folders[0] / "membership.csv"
        columns = contracts()["membership"].column_names
        copied = watched(here, "copy", dsn=here.dsn, files=[str(file)], columns=len(columns), delimiter=",")
        first, later = (watched(here, "load_extract", folder=str(folder)) for folder in folders)
    table = Table("what", "seconds", "of processors: step", "server", "against COPY", "memory, MiB")
    for name, step in (
        ("COPY of the same file", copied),
        ("first load", first),
        (f"load again, {100 // CHANGED} % changed", later),
    ):
        table.add(name, *step.cells(copied))
    size = file.stat().st_size / MEBIBYTE
    for folder in folders:
        (folder / "membership.csv").unlink()
    return [
        f"{number(members)} memberships of {len(columns)} columns, {size:.0f} MiB of CSV. One run.",
        "",
        *table.lines(),
        "",
        *asked(
            ("first load against COPY", FIRST_TIMES, first.against(copied)),
            (
                f"{100 // CHANGED} % changed against COPY",
                CHANGED_TIMES,
                later.against(copied),
            ),
        ),
    ]


def _written(here: Installation, store: Path, members: int) -> list[Path]:
    """Write a whole extract and that of a month later, in which one row in fifty says something else."""
    names = contracts()["membership"].column_names
    folders = []
    with psycopg.connect(here.dsn) as connection:
        connection.execute((HERE / "people.sql").read_bytes(), {"load_no": 1, "first": 1, "last": members})
        for month, changed in enumerate(("false", f"row_number % {CHANGED} = 0")):
            folder = store / str(month)
            folder.mkdir(parents=True)
            (folder / "extract.json").write_text(json.dumps({"membership": "full"}))
            paid = f"date '2024-10-31' - (row_number % 900)::integer + case when {changed} then 30 else 0 end"
            listed = ", ".join(f"{paid} as {name}" if name == "paid_through" else name for name in names)
            statement = f"copy (select {listed} from register.membership order by row_number) to stdout"
            with (
                (folder / "membership.csv").open("wb") as file,
                connection.cursor().copy(f"{statement} (format csv, header)") as copy,
            ):
                for block in copy:
                    file.write(block)
            folders.append(folder)
        connection.rollback()
    return folders
