"""From a published figure to what it means, what it adds up from, and the rows of the files behind it."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cakupan.editions import sources
from cakupan.editions.frozen import engine, evidence, layout, members
from cakupan.editions.manifest import canonical
from cakupan.editions.plan import Edition, edition_named, editions
from cakupan.errors import NotFound
from cakupan.warehouse.connection import Connection

LIMIT = 20
SHOWN = (
    "unit_kind",
    "unit_no",
    "area_code",
    "segment_code",
    "funding_code",
    "numerator",
    "denominator",
    "excluded",
    "cause",
)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who asks, and how much they want to see."""

    actor: str
    reason: str | None
    limit: int


def trace(
    connection: Connection,
    figure_id: str,
    edition: str | None = None,
    limit: int = LIMIT,
    *,
    actor: str,
    reason: str | None = None,
) -> dict[str, Any]:
    """Return a figure's definition, evidence by source, and some evidence rows with the rows of their files.

    Reads the frozen bundle of the edition (`2024-10/v1`; without one the newest of the figure's period) and
    records in control.action who read rows of persons, and why.

    Raises:
        NotFound: no such edition, or the edition has no such figure.
    """
    chosen = _edition(connection, figure_id, edition)
    reader = Reader(actor=actor, reason=reason, limit=limit)
    return _traced(connection, chosen, figure_id, reader)


def _edition(connection: Connection, figure_id: str, name: str | None) -> Edition:
    if name is not None:
        return edition_named(connection, name)
    parts = figure_id.split(":")
    known = editions(connection, parts[1]) if len(parts) > 2 else []
    if not known:
        raise NotFound(f"No edition holds {figure_id}; figure ids look like ucj_ytd:2024-10:33.28:BPU.")
    return known[-1]


def _traced(connection: Connection, edition: Edition, figure_id: str, reader: Reader) -> dict[str, Any]:
    figure = _figure(edition, figure_id)
    answer: dict[str, Any] = {
        "edition": edition.name,
        "figure": {name: figure[name] for name in evidence.FIGURE.names},
        "definition": _definition(edition.folder, figure["indicator_code"]),
    }
    if figure["class"] == "derived":
        answer["inputs"] = [
            _traced(connection, _input_edition(connection, edition, input_id), input_id, reader)
            for input_id in figure["input_ids"]
        ]
        return answer
    rows = _evidence(edition.folder, figure)
    first = rows.slice(0, reader.limit).to_pylist()
    answer["evidence"] = {
        "rows": rows.num_rows,
        **{name: pc.sum(rows[name]).as_py() or 0 for name in evidence.MEASURES},
        "sources": _by_source(connection, rows),
        "first_rows": _with_sources(connection, first, edition),
    }
    _record(connection, edition, figure_id, reader, len(first))
    return answer


def _input_edition(connection: Connection, edition: Edition, input_id: str) -> Edition:
    """An input of another period is read from the edition that stood when this one was made."""
    period = input_id.split(":")[1]
    if period == edition.period:
        return edition
    earlier = [
        known
        for known in editions(connection, period)
        if known.as_of <= edition.as_of and known.edition_no < edition.edition_no
    ]
    if not earlier:
        raise NotFound(f"{input_id}, an input of {edition.name}, is in no edition as of {edition.as_of}.")
    return earlier[-1]


def _figure(edition: Edition, figure_id: str) -> dict[str, Any]:
    path = edition.folder / "report" / "figures.parquet"
    if not path.exists():
        raise NotFound(
            f"The bundle of {edition.name} is not at {edition.folder}; restore it from its backup."
        )
    rows = pq.read_table(path, filters=[("figure_id", "=", figure_id)]).to_pylist()
    if not rows:
        raise NotFound(
            f"{edition.name} has no figure {figure_id}; `cakupan figures {edition.name}` lists them."
        )
    figure: dict[str, Any] = rows[0]
    return figure


def _definition(folder: Path, indicator_code: str) -> dict[str, Any]:
    """The indicator as the edition itself defines it, with the SQL that made its evidence."""
    frozen = folder / "audit" / "sql"
    listed = frozen / "seeds" / "indicators.csv"
    with listed.open(encoding="utf-8", newline="") as stream:
        row = next((one for one in csv.DictReader(stream) if one["code"] == indicator_code), {})
    asked = folder / layout.QUERIES / f"{layout.EVIDENCE_PREFIX}{indicator_code}.sql"
    source = asked if asked.exists() else None
    return {
        "indicator": row,
        "sql_file": source.relative_to(folder).as_posix() if source else None,
        "sql": source.read_text(encoding="utf-8") if source else None,
    }


def _evidence(folder: Path, figure: dict[str, Any]) -> pa.Table:
    """The evidence rows that belong to a figure, in the order of the rows of their files."""
    with engine.opened(folder) as frozen:
        members.keep(frozen, figure)
        return pa.Table.from_batches(members.rows(frozen), schema=evidence.EVIDENCE)


def _by_source(connection: Connection, rows: pa.Table) -> list[dict[str, Any]]:
    keys = ["source_kind", "source_no", "sheet_no"]
    measures = [(name, "sum") for name in evidence.MEASURES]
    grouped = rows.group_by(keys).aggregate([*measures, ([], "count_all")])
    renamed = grouped.rename_columns([*keys, *evidence.MEASURES, "rows"])
    ordered = renamed.sort_by([(key, "ascending") for key in keys]).to_pylist()
    names = _source_names(connection, ordered)
    return [row | names.get((row["source_kind"], row["source_no"], row["sheet_no"]), {}) for row in ordered]


def _source_names(
    connection: Connection, sources_found: Iterable[dict[str, Any]]
) -> dict[tuple[str, int, int], dict[str, Any]]:
    names: dict[tuple[str, int, int], dict[str, Any]] = {}
    keys = {(row["source_kind"], row["source_no"], row["sheet_no"]) for row in sources_found}
    numbers = sorted({number for kind, number, _ in keys if kind == "roster"})
    submissions = connection.execute(
        "select submission_no, submission_id, partner_id, file_name, sha256 from intake.submission"
        " where submission_no = any(%s)",
        [numbers],
    ).fetchall()
    by_number = {row[0]: row[1:] for row in submissions}
    for kind, number, sheet_no in keys:
        if kind == "roster" and number in by_number:
            submission_id, partner_id, file_name, sha256 = by_number[number]
            names[(kind, number, sheet_no)] = {
                "submission_id": submission_id,
                "partner_id": partner_id,
                "file": file_name,
                "sha256": sha256,
            }
    loads = sorted({number for kind, number, _ in keys if kind != "roster" and number is not None})
    files = connection.execute(
        "select load_no, file_no, table_name, file_name, sha256 from control.load_file"
        " where load_no = any(%s)",
        [loads],
    ).fetchall()
    for load_no, file_no, table, file_name, sha256 in files:
        for kind in ("register", "reference"):
            names[(kind, load_no, file_no)] = {"table": table, "file": file_name, "sha256": sha256}
    return names


def _with_sources(
    connection: Connection, rows: list[dict[str, Any]], edition: Edition
) -> list[dict[str, Any]]:
    of_roster = sources.of_roster(
        connection, [row for row in rows if row["source_kind"] == "roster"], edition.as_of
    )
    of_extracts = sources.of_extracts(connection, [row for row in rows if row["source_kind"] != "roster"])
    answer = []
    for row in rows:
        key = (row["source_no"], row["sheet_no"], row["row_number"])
        source = (of_roster if row["source_kind"] == "roster" else of_extracts).get(key)
        answer.append({name: row[name] for name in SHOWN} | {"source": source})
    return answer


def _record(connection: Connection, edition: Edition, figure_id: str, reader: Reader, rows: int) -> None:
    connection.execute(
        "insert into control.action (action, subject, actor, reason, details, acted_at)"
        " values ('read', %s, %s, %s, %s::jsonb, control.now())",
        [
            figure_id,
            reader.actor,
            reader.reason,
            canonical({"edition": edition.name, "rows": rows}).decode(),
        ],
    )
