"""What it takes to say who people on lists are, against a register, and what the register takes on disk."""

from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.installation import Installation, installation
from benchmarks.measuring import MEBIBYTE
from benchmarks.page import Table, number
from benchmarks.parts import Setting, asked
from benchmarks.stepped import Step, watched

HERE = Path(__file__).parent
MEMBERS, LISTED, KEYLESS, FEW = 5_000_000, 1_000_000, 100_000, 1_000
NATION = 61  # millions of participants
TABLES = (
    "register.membership",
    "identity.person",
    "identity.person_key",
    "identity.description",
    "identity.description_block",
)
COPIED = (
    "period", "submission_no", "judgement_no", "sheet_no", "row_number", "verdict", "nik", "nama",
    "tanggal_lahir", "jenis_kelamin", "area_code",
)  # fmt: skip
COPY_MEMBERS = (
    "nik", "kpj", "nama", "tanggal_lahir", "jenis_kelamin", "segment_code", "programme_codes", "office_code",
    "work_area_code", "residence_area_code", "active_from",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Matched:
    """What was measured of a register and its lists; `sought` is how many rows no exact pass decided."""

    members_copy: Step
    members: Step
    rows_copy: Step
    passes: Step
    keyless: Step
    few: Step
    sizes: list[tuple[str, int, int]]

    def of_pass(self, name: str) -> tuple[float, float]:
        """Seconds and the server's processor seconds of one of the passes."""
        seconds, cpu = self.passes.measured.result[name]
        return float(seconds), float(cpu)


def lines(setting: Setting) -> list[str]:
    """Measure a register's first load and lists against it."""
    members, listed = setting.sized(MEMBERS), setting.sized(LISTED)
    keyless, few = setting.sized(KEYLESS), setting.sized(FEW)
    found = _measured(setting, members, listed, keyless, few)
    sought = found.passes.measured.result["sought"]
    exact, repair = (found.of_pass(name) for name in ("exact", "repair"))
    table = Table("what", "rows", "seconds", "of processors: step", "server", "against COPY", "memory, MiB")
    table.add("members: COPY of their rows", number(members), *found.members_copy.cells(found.members_copy))
    table.add(
        "members: number, describe, odd ones", number(members), *found.members.cells(found.members_copy)
    )
    table.add("lists: COPY of their rows", number(listed), *found.rows_copy.cells(found.rows_copy))
    for name, (seconds, cpu) in (
        ("lists: exact passes", exact),
        (f"lists: candidates and repair of the {number(sought)} rows left", repair),
    ):
        table.add(name, number(listed), seconds, "", cpu, seconds / found.rows_copy.seconds, "")
    table.add("a list without keys", number(keyless), *found.keyless.cells(found.rows_copy))
    table.add("a short list", number(few), *found.few.cells(found.rows_copy))
    return [
        f"A register of {number(members)} members; of the large list one row in ten has no usable key."
        " One run.",
        "",
        *table.lines(),
        "",
        *asked(
            ("exact passes against COPY", 6, exact[0] / found.rows_copy.seconds),
            ("repair against COPY", 20, repair[0] / found.rows_copy.seconds),
            (f"{number(keyless)} rows without a key, seconds", 180, found.keyless.seconds),
            (f"{number(few)} new rows, seconds", 10, found.few.seconds),
        ),
        "",
        *_on_disk(found, members),
    ]


def _on_disk(found: Matched, members: int) -> list[str]:
    """Say what tables and indexes take for a million members, and for a nation by these figures."""
    table = Table("table", "MiB per million members", "its indexes", f"both for {NATION} million, GiB")
    share = members / 1_000_000
    for name, rows, indexes in found.sizes:
        whole = (rows + indexes) / share * NATION / 1024**3
        table.add(f"`{name}`", rows / share / MEBIBYTE, indexes / share / MEBIBYTE, whole)
    return table.lines()


def _measured(setting: Setting, members: int, listed: int, keyless: int, few: int) -> Matched:
    with installation(setting.address, setting.folder) as here:
        _bring_members(here, members)
        members_copy = _copied(here, setting, "register.membership", COPY_MEMBERS)
        described = watched(here, "resolve")
        _bring_list(here, 1, members, listed, is_keyless=False)
        rows_copy = _copied(here, setting, "intake.roster_row", COPIED)
        passes = watched(here, "passes")
        _take_as_resolved(here)
        _bring_list(here, 2, members, keyless, is_keyless=True)
        of_keyless = watched(here, "resolve")
        _bring_list(here, 3, members, few, is_keyless=False)
        return Matched(
            members_copy=members_copy,
            members=described,
            rows_copy=rows_copy,
            passes=passes,
            keyless=of_keyless,
            few=watched(here, "resolve"),
            sizes=_sizes(here),
        )


def _bring_members(here: Installation, members: int) -> None:
    with psycopg.connect(here.dsn, autocommit=True) as connection:
        _record(connection, 1, "register")
        connection.execute((HERE / "people.sql").read_bytes(), {"load_no": 1, "first": 1, "last": members})
        connection.execute("analyze register.membership")
        connection.execute(
            'create table intake."roster_row_2024-10" partition of intake.roster_row'
            " for values in ('2024-10')"
        )


def _bring_list(here: Installation, list_no: int, members: int, rows: int, *, is_keyless: bool) -> None:
    """Record a load that brings one list, judged and accepted whole."""
    with psycopg.connect(here.dsn, autocommit=True) as connection:
        _record(connection, 1 + list_no, "intake")
        connection.execute(
            "insert into intake.submission (load_no, delivery_no, partner_no, partner_id, roster_kind,"
            " period, sha256, file_name, received_at, kind_basis, period_basis, is_full, carry_forward,"
            " valid_from)"
            " values (%(load_no)s, %(list_no)s, %(list_no)s, 'pemda-' || %(list_no)s, 'pemda_rentan',"
            " '2024-10', 'x', 'daftar.csv', now(), 'folder', 'folder', true, true, '2024-10-01')",
            {"load_no": 1 + list_no, "list_no": list_no},
        )
        connection.execute(
            "insert into intake.judgement (submission_no, judgement_no, load_no, contract_version,"
            " rules_version, outcome, received, accepted) values (%s, 1, %s, '1', '1', 'accepted', %s, %s)",
            [list_no, 1 + list_no, rows, rows],
        )
        connection.execute(
            (HERE / "people_listed.sql").read_bytes(),
            {
                "submission_no": list_no,
                "offset": 17 * list_no,
                "members": members,
                "rows": rows,
                "is_keyless": is_keyless,
            },
        )
        connection.execute("analyze intake.roster_row")


def _record(connection: psycopg.Connection, load_no: int, kind: str) -> None:
    connection.execute(
        "insert into control.load (load_no, kind, recorded_at, code_version)"
        " values (%s, %s, control.now(), 'bench')",
        [load_no, kind],
    )


def _take_as_resolved(here: Installation) -> None:
    """Leave out the list of which only passes were measured."""
    with psycopg.connect(here.dsn) as connection:
        connection.execute("insert into identity.resolved_load (load_no) values (2)")


def _copied(here: Installation, setting: Setting, table: str, columns: tuple[str, ...]) -> Step:
    """Write rows into a file and take it in by a bare COPY."""
    path = setting.folder / "rows.csv"
    with psycopg.connect(here.dsn) as connection, path.open("wb") as file:
        statement = f"copy (select {', '.join(columns)} from {table}) to stdout"
        with connection.cursor().copy(f"{statement} (format csv, header, delimiter ';')") as copy:
            for block in copy:
                file.write(block)
    copied = watched(here, "copy", dsn=here.dsn, files=[str(path)], columns=len(columns))
    path.unlink()
    return copied


def _sizes(here: Installation) -> list[tuple[str, int, int]]:
    with psycopg.connect(here.dsn) as connection:
        return [
            (name, *row)
            for name in TABLES
            for row in connection.execute(
                "select pg_table_size(%(name)s), pg_indexes_size(%(name)s)", {"name": name}
            ).fetchall()
        ]
