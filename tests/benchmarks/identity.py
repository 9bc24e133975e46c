"""What numbering persons takes: a register's first load and a month's changes, against COPY of its rows."""

from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks import listed_people
from benchmarks.installation import Installation, installation
from benchmarks.measuring import MEBIBYTE, Measured, measure
from benchmarks.page import Table, number
from benchmarks.parts import Setting, asked

KEYS = (1_000_000, 2_000_000, 10_000_000)  # a NIK and a KPJ in every row
CHANGED = 50  # a month brings the fiftieth part of that
TIMES_COPY = 8
COPIED = (
    "nik", "kpj", "nama", "tanggal_lahir", "jenis_kelamin", "segment_code", "programme_codes", "office_code",
    "work_area_code", "residence_area_code", "active_from",
)  # fmt: skip
MEMBERS = """
insert into register.membership (
    load_no, file_no, row_number, row_hash, membership_id, nik, kpj, nama, tanggal_lahir, jenis_kelamin,
    segment_code, programme_codes, office_code, work_area_code, residence_area_code, active_from
)
select
    %(load_no)s, 1, i, '', %(load_no)s || '-' || i,
    '33' || lpad((i %% 35)::text, 2, '0') || '99' || lpad((1 + (i * 7919) %% 28)::text, 2, '0')
    || lpad((1 + (i * 104729) %% 12)::text, 2, '0') || lpad(((i / 99990) %% 100)::text, 2, '0')
    || lpad((1 + (i * 31) %% 9999)::text, 4, '0'),
    '1' || lpad((i * 7)::text, 10, '0'), 'NAMA ORANG ' || i, date '1960-01-01' + (i %% 15000)::integer,
    'L', 'BPU', 'JKK+JKM', 'K01', '33.28', '33.28.01.2001', '2024-01-01'
from generate_series(%(first)s::bigint, %(last)s::bigint) as i
"""


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """What was measured of one size."""

    keys: int
    copy: Measured
    first: Measured
    month: Measured


def measured(setting: Setting) -> list[str]:
    """Measure numbering, then a register and lists against it."""
    return [*numbering(setting), "", *listed_people.lines(setting)]


def numbering(setting: Setting) -> list[str]:
    """Measure numbering with merging and the chain's link, at three sizes."""
    table = Table("new keys", "what", "seconds", "of the server's processor", "against COPY", "memory, MiB")
    of_sizes = [_measured(setting, setting.sized(size)) for size in KEYS]
    for each in of_sizes:
        steps = {
            "COPY of their rows, eleven columns": each.copy,
            "first load": each.first,
            f"a month, {100 // CHANGED} % more": each.month,
        }
        for name, step in steps.items():
            cpu = step.result["server_cpu"] if isinstance(step.result, dict) else ""
            table.add(
                number(each.keys), name, step.seconds, cpu, step.seconds / each.copy.seconds,
                step.peak // MEBIBYTE,
            )  # fmt: skip
    largest = of_sizes[-1]
    return [
        "A NIK and a KPJ in every row, all of them new. Seconds are those of a process of its own, with the"
        " chain's link; memory is that of the step and of PostgreSQL together. One run.",
        "",
        *table.lines(),
        "",
        *asked(
            ("first load against COPY", TIMES_COPY, largest.first.seconds / largest.copy.seconds),
            ("a month against COPY", TIMES_COPY / 10, largest.month.seconds / largest.copy.seconds),
        ),
    ]


def _measured(setting: Setting, keys: int) -> Numbered:
    rows = max(1, keys // 2)
    with installation(setting.address, setting.folder) as here:
        _bring(here, 1, 1, rows)
        path = _written(here, setting.folder / "members.csv")
        copied = measure(
            "copy",
            here.environment,
            beside=here.postmaster,
            dsn=here.dsn,
            files=[str(path)],
            columns=len(COPIED),
        )
        path.unlink()
        first = _numbered(here, 1)
        _bring(here, 2, rows + 1, rows + max(1, rows // CHANGED))
        return Numbered(keys=2 * rows, copy=copied, first=first, month=_numbered(here, 2))


def _bring(here: Installation, load_no: int, first: int, last: int) -> None:
    """Record a load of members; everybody has keys of his own."""
    with psycopg.connect(here.dsn, autocommit=True) as connection:
        connection.execute(
            "insert into control.load (load_no, kind, recorded_at, code_version)"
            " values (%s, 'register', control.now(), 'bench')",
            [load_no],
        )
        connection.execute(MEMBERS, {"load_no": load_no, "first": first, "last": last})
        connection.execute("analyze register.membership")


def _written(here: Installation, path: Path) -> Path:
    """Write the rows of the register as the file that COPY takes."""
    with psycopg.connect(here.dsn) as connection, path.open("wb") as file:
        statement = f"copy (select {', '.join(COPIED)} from register.membership) to stdout"
        with connection.cursor().copy(f"{statement} (format csv, header, delimiter ';')") as copy:
            for block in copy:
                file.write(block)
    return path


def _numbered(here: Installation, load_no: int) -> Measured:
    return measure("number", here.environment, beside=here.postmaster, load_no=load_no)
