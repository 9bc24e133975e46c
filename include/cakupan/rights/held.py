"""Everything the warehouse holds on a person, section by section, and where his rows stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow.parquet as pq
from psycopg import sql

from cakupan.editions import plan
from cakupan.editions.frozen import layout
from cakupan.masking import hide_numbers
from cakupan.rights.subject import Subject
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

Rows = list[dict[str, Any]]
# The sections as the person reads them, and what each asks beside those with a file of their own.
SECTIONS = {
    "memberships": "Kepesertaan / Memberships",
    "claims": "Klaim / Claims",
    "contributions": "Iuran / Contributions",
    "descriptions": "Keterangan register / Descriptions",
    "roster_rows": "Baris daftar mitra / Rows of lists",
    "keys": "Nomor / Numbers",
    "merges": "Penggabungan / Merges",
    "splits": "Pemisahan / Splits",
    "decisions": "Keputusan / Decisions",
    "rulings": "Keputusan petugas / Rulings",
    "findings": "Temuan / Findings",
    "published": "Edisi yang menghitung / Editions",
    "requests": "Permintaan / Requests",
    "readings": "Siapa membaca / Readings",
}
SHORT = {
    "descriptions": "select load.recorded_at as known_from, name, born_on, sex, area_code, mother_key"
    " from identity.description inner join control.load using (load_no)"
    " where person_no = any(%(person_nos)s) order by description_no",
    "keys": "select identity.key_kind(key_no) as kind, identity.key_text(key_no) as number, person_no,"
    " load.recorded_at as known_from from identity.person_key inner join control.load using (load_no)"
    " where person_no = any(%(person_nos)s) order by key_no",
    "merges": "select younger_person_no, older_person_no, load.recorded_at as known_from, reason, ruled_by"
    " from identity.merge inner join control.load using (load_no)"
    " where younger_person_no = any(%(person_nos)s) order by 3, 1",
    "splits": "select person_no, older_person_no, load.recorded_at as known_from, reason, ruled_by"
    " from identity.split inner join control.load using (load_no)"
    " where person_no = any(%(person_nos)s) or older_person_no = any(%(person_nos)s) order by 3, 1",
    "decisions": "select submission_id, sheet_no, row_number, load.recorded_at as known_from, outcome,"
    " method, person_no, weight, model_version from identity.decision"
    " inner join intake.submission using (submission_no)"
    " inner join control.load on decision.load_no = load.load_no"
    " where person_no = any(%(person_nos)s) order by 1, 2, 3, 4",
    "rulings": "select ruling_no, load.recorded_at as known_from, outcome, reason, decided_by, second_by"
    " from identity.ruling inner join control.load using (load_no)"
    " where person_no = any(%(person_nos)s) order by 1",
    "findings": "select code, load.recorded_at as known_from from identity.finding"
    " inner join control.load using (load_no)"
    " where person_no = any(%(person_nos)s) or key_no = any(%(key_nos)s) order by 2, 1",
    "requests": "select action_no, acted_at, action, actor, reason from control.action"
    " where subject = %(name)s and action in ('correction_request', 'forget') order by action_no",
}


@dataclass(frozen=True, kw_only=True)
class Held:
    """What is held on a person: rows by section."""

    subject: Subject
    sections: Mapping[str, Rows]

    @property
    def roster_rows(self) -> Rows:
        """Rows of lists that name the person."""
        return self.sections["roster_rows"]

    @property
    def memberships(self) -> Rows:
        """Rows of the register."""
        return self.sections["memberships"]

    @property
    def is_active(self) -> bool:
        """Whether a membership of the person runs today, as the register says now."""
        return any(row["is_active"] for row in self.memberships)

    @property
    def is_anything(self) -> bool:
        """Whether anything but the number is held that tells of the person."""
        listed = [row for row in self.roster_rows if not row["is_emptied"]]
        return bool(listed or self.memberships or self.sections["claims"] or self.sections["keys"])

    @property
    def sources(self) -> list[str]:
        """Who can correct it: partners whose lists hold the person, and the register."""
        partners = {str(row["partner_id"]) for row in self.roster_rows}
        return [*sorted(partners), *(["register"] if self.memberships or self.sections["claims"] else [])]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each section has."""
        return {name: len(rows) for name, rows in self.sections.items()}


def on(connection: Connection, subject: Subject) -> Held:
    """Return everything held on a person."""
    asked = subject.asked | {"name": subject.name}
    long = {
        "memberships": statements.beside(__file__, "memberships"),
        "claims": statements.beside(__file__, "claims"),
        "roster_rows": statements.beside(__file__, "roster_rows"),
    }
    sections: dict[str, Rows] = {
        name: statements.dicts(connection, query, asked) for name, query in long.items()
    }
    sections |= {name: statements.dicts(connection, query, asked) for name, query in SHORT.items()}
    memberships = {row["stored"]["membership_id"] for row in sections["memberships"]}
    sections["contributions"] = statements.dicts(
        connection,
        statements.beside(__file__, "contributions"),
        {"membership_ids": sorted(memberships)},
    )
    sections["published"] = _published(connection, subject.person_nos)
    sections["readings"] = statements.dicts(
        connection,
        statements.beside(__file__, "readings"),
        {
            "name": subject.name,
            "editions": sorted({row["edition"] for row in sections["published"]}),
            "submission_ids": sorted({row["submission_id"] for row in sections["roster_rows"]}),
        },
    )
    return Held(
        subject=subject, sections={name: [_shown(row) for row in sections[name]] for name in SECTIONS}
    )


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """A file, a sheet or a reason may have somebody else's number in its words."""
    return row | {
        name: hide_numbers(str(row[name])) for name in ("file_name", "sheet_name", "reason") if row.get(name)
    }


def _published(connection: Connection, person_nos: Sequence[int]) -> Rows:
    """The editions in which the person counts, with the fact and how many rows of it."""
    facts = connection.execute(
        "select table_name from information_schema.columns"
        " where table_schema = 'marts' and starts_with(table_name, 'fct_')"
        " and column_name in ('unit_no', 'unit_kind', 'edition_no')"
        " group by table_name having count(*) = 3 order by table_name"
    ).fetchall()
    counted: Rows = []
    for (fact,) in facts:
        counted += statements.dicts(
            connection,
            sql.SQL(
                "select edition.period || '/v' || edition.version as edition, %(fact)s as fact,"
                " count(*) as rows from marts.{} as counted"
                " inner join publication.edition on counted.edition_no = edition.edition_no"
                " where counted.unit_kind = 'person' and counted.unit_no = any(%(person_nos)s)"
                " group by edition.edition_no, edition.period, edition.version order by edition.edition_no"
            ).format(sql.Identifier(fact)),
            {"fact": fact, "person_nos": list(person_nos)},
        )
    return counted + _in_bundles(connection, person_nos)


def _in_bundles(connection: Connection, person_nos: Sequence[int]) -> Rows:
    """The same of facts that left the database: their files are in the editions."""
    left = connection.execute(
        "select subject, details ->> 'fact' from control.action where action = 'facts_left' order by 1, 2"
    ).fetchall()
    counted: Rows = []
    for edition, fact in left:
        period, _, version = edition.partition("/v")
        path = plan.folder(period, int(version)) / layout.FACTS
        path /= f"{fact.removeprefix(layout.FACT_PREFIX)}.parquet"
        if not {"unit_no", "unit_kind"} <= set(pq.read_schema(path).names):
            continue
        wanted = [("unit_kind", "=", "person"), ("unit_no", "in", list(person_nos))]
        if rows := pq.read_table(path, columns=["unit_no"], filters=wanted).num_rows:
            counted.append({"edition": edition, "fact": fact, "rows": rows})
    return counted
