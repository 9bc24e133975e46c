"""A small world written straight into register, reference and intake, and the figures a build makes of it.

Kabupaten 33.28 with two villages and Kota 33.76 in one province; everybody's NIK has kecamatan part 99.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import doors
import psycopg
from cakupan import settings
from cakupan.editions import build
from cakupan.identity import resolve
from cakupan.register import unit_keys
from cakupan.register.contract import contracts
from hold_builders import set_aside
from psycopg import sql

PERIOD = "2024-10"
AS_OF = datetime(2024, 11, 6, tzinfo=UTC)
AREAS = [
    ("ID", None, "nation", "Indonesia"),
    ("33", "ID", "province", "Jawa Tengah"),
    ("33.28", "33", "regency", "Kabupaten Tegal"),
    ("33.76", "33", "regency", "Kota Tegal"),
    ("33.28.01", "33.28", "district", "Margasari"),
    ("33.28.01.2001", "33.28.01", "village", "Satu"),
    ("33.28.01.2002", "33.28.01", "village", "Dua"),
]


FIRST_NAMES = (
    "Agus",
    "Wulandari",
    "Bambang",
    "Siti",
    "Yohanes",
    "Kartika",
    "Dedi",
    "Maryam",
    "Gunawan",
    "Ratna",
)
SECOND_NAMES = ("Prasetyo", "Halimah", "Simbolon", "Nugroho", "Tambunan", "Lestari", "Wicaksono")


def nik(number: int) -> str:
    """Return a NIK that belongs to nobody; the same number is the same person."""
    return f"332899{'010190'}{number:04d}"


def name_of(number: int) -> str:
    """Return what that person is called, unlike everybody near in number."""
    first, second = number % len(FIRST_NAMES), (number * 3 + number // len(FIRST_NAMES)) % len(SECOND_NAMES)
    return f"{FIRST_NAMES[first]} {SECOND_NAMES[second]}"


@dataclass(kw_only=True)
class World:
    """One database being filled and built."""

    connection: psycopg.Connection[Any]
    results: Path
    load_nos: list[int] = field(default_factory=list)

    def load(self, recorded_at: str = "2024-11-01") -> int:
        """Record a load at that instant; rows written next belong to it."""
        row = self.connection.execute(
            "insert into control.load (kind, recorded_at, code_version) values ('register', %s, 'test')"
            " returning load_no",
            [recorded_at],
        ).fetchone()
        assert row is not None
        self.load_nos.append(row[0])
        return int(row[0])

    def rows(self, table: str, *rows: dict[str, Any]) -> None:
        """Write rows of one extract table in the last load, with the units they name."""
        load_no = self.load_nos[-1]
        for number, row in enumerate(rows, start=1):
            lineage = {
                "load_no": load_no,
                "file_no": 1,
                "row_number": number,
                "row_hash": f"{load_no}/{number}",
            }
            self._insert(table, lineage | row)
        unit_keys.register(self.connection, contracts()[table.split(".")[1]], load_no)

    def replace(self, table: str, **key: Any) -> None:
        """Close the current row of a dated table: the last load replaces it."""
        condition = sql.SQL(" and ").join(
            sql.SQL("{} = {}").format(sql.Identifier(name), sql.Literal(value)) for name, value in key.items()
        )
        self.connection.execute(
            sql.SQL("update {} set replaced_by_load_no = {} where replaced_by_load_no is null and {}").format(
                sql.Identifier(*table.split(".")), sql.Literal(self.load_nos[-1]), condition
            )
        )

    def areas(self, *more: tuple[str, str | None, str, str]) -> None:
        """Write the areas of this world."""
        self.rows(
            "reference.area",
            *(
                {
                    "area_code": code,
                    "parent_code": parent,
                    "level": level,
                    "area_name": name,
                    "valid_from": "2020-01-01",
                }
                for code, parent, level, name in (*AREAS, *more)
            ),
        )

    def workforce(
        self, *rows: tuple[str, str, int], basis: str = "D1", valid_from: str = "2024-01-01"
    ) -> None:
        """Write (area, segment, workers)."""
        self.rows(
            "reference.workforce",
            *(
                {
                    "basis": basis, "area_code": area, "segment_code": segment, "workers": workers,
                    "valid_from": valid_from, "source": "synthetic",
                }
                for area, segment, workers in rows
            ),
        )  # fmt: skip

    def members(self, *rows: dict[str, Any]) -> None:
        """Write memberships; `who` is the number of the person, what is not said is an employee of 33.28."""
        otherwise = {
            "segment_code": "PU", "programme_codes": "JKK+JKM", "funding_code": "PEMBERI_KERJA",
            "work_area_code": "33.28", "residence_area_code": "33.28.01.2001", "active_from": "2023-01-01",
        }  # fmt: skip
        written = [otherwise | {key: value for key, value in row.items() if key != "who"} for row in rows]
        for number, (row, given) in enumerate(zip(written, rows, strict=True), start=1):
            row.setdefault("membership_id", f"M{self.load_nos[-1]:03d}-{number:03d}")
            if "who" in given:
                row["nik"] = nik(given["who"])
                row.setdefault("nama", name_of(given["who"]))
        self.rows("register.membership", *written)

    def partner(self, partner_id: str, *kinds: str, area: str = "33.28", **obligation: Any) -> None:
        """Write a partner that owes these kinds of roster."""
        self.rows(
            "reference.partner", {"partner_id": partner_id, "partner_name": partner_id, "area_code": area}
        )
        otherwise = {
            "frequency": "monthly", "due_day": 5, "list_mode": "full", "carry_forward": False,
            "valid_from": "2024-01-01",
        }  # fmt: skip
        self.rows(
            "reference.obligation",
            *(otherwise | {"partner_id": partner_id, "roster_kind": kind} | obligation for kind in kinds),
        )

    def roster(
        self,
        partner_id: str,
        kind: str,
        *people: dict[str, Any],
        period: str = PERIOD,
        received_at: str = "2024-11-02T10:00+07:00",
        outcome: str = "accepted",
        **submission: Any,
    ) -> str:
        """Write one judged list; a person is {who, verdict?, code?, ...}. Returns the submission id."""
        self._partition(period)
        verdicts = [person.get("verdict", "accepted") for person in people]
        counts = {
            "received": len(people),
            "accepted": verdicts.count("accepted"),
            "quarantined": verdicts.count("quarantined"),
            "duplicates": verdicts.count("duplicate"),
        }
        row = {
            "load_no": self.load_nos[-1], "delivery_no": 1, "partner_id": partner_id, "roster_kind": kind,
            "period": period, "sha256": "0", "file_name": "daftar.xlsx", "received_at": received_at,
            "kind_basis": "folder", "period_basis": "folder", "is_full": True, "carry_forward": False,
            "valid_from": date.fromisoformat(f"{period}-01"),
        } | submission  # fmt: skip
        row["partner_no"] = self.one(
            "select unit_no from register.unit_key where unit_kind = 'partner' and unit_id = %s", partner_id
        )
        self._insert("intake.submission", row)
        number, submission_id = self.connection.execute(
            "select submission_no, submission_id from intake.submission order by submission_no desc limit 1"
        ).fetchone() or (0, "")
        address = {"submission_no": number, "judgement_no": 1}
        self._insert(
            "intake.judgement",
            address | counts | {"load_no": self.load_nos[-1], "contract_version": "1", "rules_version": "1"}
            | {"outcome": "accepted" if outcome == "held" else outcome}
            | ({"refusal_code": "TANPA_DATA", "refusal_details": "{}"} if outcome == "refused" else {}),
        )  # fmt: skip
        if outcome == "held":
            set_aside(self.connection, number, self.load_nos[-1])
        classes = dict.fromkeys(
            ("title_rows", "numbering_rows", "section_rows", "total_rows", "note_rows"), 0
        )
        self._insert(
            "intake.sheet",
            address | counts | classes | {"sheet_no": 1, "sheet_name": "Sheet1", "is_visible": True}
            | {"is_ignored": False, "header_rows": 1, "used_rows": len(people) + 1},
        )  # fmt: skip
        for row_number, (person, verdict) in enumerate(zip(people, verdicts, strict=True), start=2):
            place = address | {"sheet_no": 1, "row_number": row_number}
            cells = {key: value for key, value in person.items() if key not in {"who", "verdict", "code"}}
            if "who" in person:
                cells["nik"] = nik(person["who"])
                cells.setdefault("nama", name_of(person["who"]))
            self._insert("intake.roster_row", place | cells | {"period": period, "verdict": verdict})
            if "code" in person:
                self._insert("intake.finding", place | {"code": person["code"], "severity": "error"})
        return str(submission_id)

    def build(self, period: str = PERIOD, as_of: datetime = AS_OF) -> dict[str, dict[str, Any]]:
        """Resolve persons, build both layers in a fresh schema, return the figures by id."""
        resolve.persons(self.connection)
        schema = f"build_{self.one('select count(*) from pg_namespace')}"
        doors.build_schema(self.connection, schema)
        self.connection.commit()
        for layer in ("facts", "figures"):
            build.build(
                period=period, as_of=as_of, schema=schema, layer=layer, results_dir=self.results / schema
            )
        self.schema = schema
        return {row["figure_id"]: row for row in self.table("figures")}

    def table(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a table of the last build, or of evidence, which is a query."""
        relation: sql.Composable = sql.Identifier(self.schema, name)
        if name.startswith("evidence__"):
            [query] = (self.results / self.schema / "dbt" / "compiled").rglob(f"{name}.sql")
            relation = sql.SQL("({}) as evidence").format(sql.SQL(query.read_text()))
        cursor = self.connection.execute(sql.SQL("select * from {}").format(relation))
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self, query: str, *values: Any) -> Any:
        """Return the first value of a query."""
        row = self.connection.execute(query.encode(), values).fetchone()
        return None if row is None else row[0]

    def _partition(self, period: str) -> None:
        name = sql.Identifier("intake", f"roster_row_{period.replace('-', '_')}")
        self.connection.execute(
            sql.SQL("create table if not exists {} partition of intake.roster_row for values in ({})").format(
                name, sql.Literal(period)
            )
        )

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        self.connection.execute(
            sql.SQL("insert into {} ({}) values ({})").format(
                sql.Identifier(*table.split(".")),
                sql.SQL(", ").join(map(sql.Identifier, row)),
                sql.SQL(", ").join(map(sql.Literal, row.values())),
            )
        )


@contextmanager
def world(server: str, template: str, folder: Path) -> Iterator[World]:
    """Open a world in a database of its own; the settings point at it until it is closed."""
    name = f"world_{os.getpid()}_{folder.name.replace('-', '_')}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    address = psycopg.conninfo.make_conninfo(server, dbname=name)
    told = {
        "CAKUPAN_DSN": doors.as_pipeline(address),
        "CAKUPAN_OWNER_DSN": address,
        "CAKUPAN_HOME": str(folder),
    }
    before = {key: os.environ.get(key) for key in told}
    os.environ |= told
    settings.load.cache_clear()
    try:
        with psycopg.connect(address) as connection:
            yield World(connection=connection, results=folder)
    finally:
        for key, value in before.items():
            os.environ.pop(key, None)
            if value is not None:
                os.environ[key] = value
        settings.load.cache_clear()
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def value(figures: dict[str, dict[str, Any]], figure_id: str) -> str | None:
    """Return the printed value of a figure that must be there."""
    printed = figures[figure_id]["value"]
    return None if printed is None else str(printed)


def fraction(figures: dict[str, dict[str, Any]], figure_id: str) -> tuple[int | None, int | None]:
    """Return numerator and denominator of a figure that must be there."""
    row = figures[figure_id]
    return tuple(None if row[part] is None else int(row[part]) for part in ("numerator", "denominator"))
