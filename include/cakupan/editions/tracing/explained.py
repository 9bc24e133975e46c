"""Evidence rows with all a reader needs: why each counts, its file, and the row of the file itself."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cakupan.editions.frozen import engine, layout
from cakupan.editions.frozen.engine import Frozen
from cakupan.editions.tracing import cells, reasons
from cakupan.editions.tracing.cells import Row
from cakupan.editions.tracing.files import Files, Originals, SourceFile
from cakupan.editions.tracing.reasons import Said
from cakupan.editions.tracing.signed import Signed

UNIT = ("unit_kind", "unit_no", "source_kind", "source_no", "sheet_no", "row_number")
DENOMINATORS = layout.LISTS / "denominators.parquet"
AREAS = layout.DIMENSIONS / "areas.parquet"
STATED = ("area_code", "segment_code", "basis")


@dataclass(frozen=True, kw_only=True)
class Explained:
    """One evidence row, the fact behind it, why it counts, and the file it comes from."""

    evidence: Mapping[str, Any]
    fact: Mapping[str, Any] = field(default_factory=dict)
    why: Said
    file: SourceFile | None

    @property
    def place(self) -> cells.Place | None:
        """Where in its file it stands; nowhere when it is about the file or a sheet of it."""
        row = self.evidence["row_number"]
        if row is None:
            return None
        return (self.evidence["sheet_no"] if self.evidence["source_kind"] == "roster" else None, row)


def explain(
    edition: Signed, frozen: Frozen, files: Files, indicator_code: str, rows: Sequence[Mapping[str, Any]]
) -> list[Explained]:
    """Return evidence rows of one indicator with the facts behind them in words."""
    facts = _facts(edition.folder, frozen, indicator_code, rows)
    stated = _stated(edition, facts.values())
    names = {
        "roster_kinds": _listed_names(edition, "roster_kinds"),
        reasons.METHODS: _listed_names(edition, "match_methods"),
        reasons.METHODS_EN: _listed_names(edition, "match_methods", "name_en"),
        "areas": _area_names(edition, facts.values()),
    }
    explanations = []
    for row in rows:
        name, fact = _behind(facts, row)
        listed = stated.get(tuple(str(fact.get(part)) for part in ("stated_area_code", *STATED[1:])), {})
        full = fact | {"document": listed.get("document") or listed.get("source")}
        explanations.append(
            Explained(evidence=row, fact=fact, why=reasons.why(name, full, row, names), file=files.of(row))
        )
    return explanations


def _facts(
    folder: Path, frozen: Frozen, indicator_code: str, rows: Sequence[Mapping[str, Any]]
) -> dict[tuple[Any, ...], list[tuple[str, dict[str, Any]]]]:
    """The fact rows of these units and sources, by both, with the name of their fact."""
    units = sorted({row["unit_no"] for row in rows})
    wanted = {_key(row) for row in rows}
    facts: dict[tuple[Any, ...], list[tuple[str, dict[str, Any]]]] = {}
    tables, _ = engine.needed_by(folder, indicator_code)
    marks = ", ".join("?" * len(units))
    for name in tables if units else ():
        if name.startswith(layout.FACT_PREFIX):
            for fact in frozen.rows(f"select * from {name} where unit_no in ({marks})", units):
                if _key(fact) in wanted:
                    facts.setdefault(_key(fact), []).append((name, fact))
    return facts


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in UNIT)


def _behind(
    facts: Mapping[tuple[Any, ...], list[tuple[str, dict[str, Any]]]], row: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The fact row that agrees with an evidence row in most of what both say."""
    candidates = facts.get(_key(row), [])
    if not candidates:
        return "", {}
    return max(candidates, key=lambda one: (_agreement(one[1], row), str(one)))


def _agreement(fact: Mapping[str, Any], row: Mapping[str, Any]) -> int:
    return sum(row.get(name) == value for name, value in fact.items())


def _listed_names(edition: Signed, code_list: str, column: str = "name") -> dict[str, str]:
    """Return what a code list of the edition calls its codes; nothing where it has no such list."""
    path = layout.SEEDS / f"{code_list}.csv"
    if not edition.has(path):
        return {}
    edition.require([path])
    with (edition.folder / path).open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row[column] for row in csv.DictReader(stream)}


def _area_names(edition: Signed, facts: Iterable[list[tuple[str, dict[str, Any]]]]) -> dict[str, str]:
    codes = sorted(
        {fact["stated_area_code"] for one in facts for _, fact in one if "stated_area_code" in fact}
    )
    rows = edition.list_of(AREAS, [("area_code", "in", codes)]) if codes else []
    return {row["area_code"]: row["area_name"] for row in rows}


def _stated(
    edition: Signed, facts: Iterable[list[tuple[str, dict[str, Any]]]]
) -> dict[tuple[str, ...], dict[str, Any]]:
    """Who stated the workforces of an edition, where any is asked about."""
    if not any("stated_area_code" in fact and "basis" in fact for one in facts for _, fact in one):
        return {}
    return {tuple(str(row[name]) for name in STATED): row for row in edition.list_of(DENOMINATORS)}


@dataclass(kw_only=True)
class Shown:
    """The rows of files behind explained evidence, and in words what is wrong with files."""

    rows: list[Row | None]
    problems: list[str]
    read_rows: int


def shown(explanations: Sequence[Explained], originals: Originals) -> Shown:
    """Read the rows of the files again, each file once, where its bytes are those that were signed for."""
    asked: dict[SourceFile, set[cells.Place]] = {}
    problems = [
        f"The manifest names no file for {row.evidence['source_kind']} {row.evidence['source_no']}."
        for row in explanations
        if row.file is None
    ]
    for row in explanations:
        if row.file is not None:
            places = asked.setdefault(row.file, set())
            places |= {row.place} if row.place else set()
    read: dict[SourceFile, dict[cells.Place, Row]] = {}
    for file, places in asked.items():
        original = originals.of(file)
        problems += [original.problem] if original.problem else []
        if original.path is not None and places:
            read[file] = cells.of(file, original.path, sorted(places, key=str))
    rows = [read.get(row.file, {}).get(row.place) if row.file and row.place else None for row in explanations]
    return Shown(
        rows=rows, problems=list(dict.fromkeys(problems)), read_rows=sum(row is not None for row in rows)
    )
