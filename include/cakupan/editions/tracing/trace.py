"""From a published figure to what it means, what it adds up from, and the rows of the files behind it."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cakupan.editions.frozen import layout, members
from cakupan.editions.frozen.evidence import FIGURE, MEASURES
from cakupan.editions.frozen.series import EDITION
from cakupan.editions.tracing import explained, quoted
from cakupan.editions.tracing.asked import Editions, Reader
from cakupan.editions.tracing.cells import Row
from cakupan.editions.tracing.explained import Explained
from cakupan.editions.tracing.files import Files, Originals, SourceFile
from cakupan.editions.tracing.signed import INDICATORS, Signed
from cakupan.errors import DoesNotVerify

LIMIT = 20
UNIT_COLUMNS = (
    "unit_kind", "unit_no", "area_code", "segment_code", "funding_code",
    *MEASURES, "cause",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Which of the evidence rows are shown."""

    limit: int = LIMIT
    page: int = 1

    @property
    def offset(self) -> int:
        """How many rows come before the page."""
        return self.limit * (self.page - 1)


def trace(figure_id: str, editions: Editions, pages: Pages, reader: Reader) -> dict[str, Any]:
    """Return a figure's definition, its evidence by file, and a page of rows with the rows of their files.

    `problems` says which files behind it are gone or differ; rows of persons that were read are recorded.

    Raises:
        NotFound: there is no such edition, or it prints no such figure.
        DoesNotVerify: a frozen file it needs is not what was signed, or members do not add up to the figure.
    """
    return _traced(figure_id, editions.of_figure(figure_id), editions, pages, reader)


def of_month(figure_id: str, month: str, editions: Editions, pages: Pages, reader: Reader) -> dict[str, Any]:
    """Return whence an edition quotes what a figure was in an earlier month.

    Of one that is quoted from an edition `traced` holds the figure of that edition, followed in turn; nothing
    where that edition does not lie beside this one.

    Raises:
        NotFound: there is no such edition or figure, or it quotes nothing of that month.
        DoesNotVerify: a frozen file it needs is not what was signed, or the edition quoted is another.
    """
    edition = editions.of_figure(figure_id)
    figure = edition.figure(figure_id)
    point = quoted.point(edition, figure_id, month)
    answer: dict[str, Any] = {
        **edition.named,
        "figure": {name: figure[name] for name in FIGURE.names},
        "definition": definition(edition, figure["indicator_code"]),
        "quoted": quoted.said(edition, point),
        "traced": None,
        "problems": [],
    }
    if point["whence"] != EDITION:
        cells, problem = quoted.record(edition, point, Originals(reader.connection))
        answer["quoted"]["source"]["cells"] = cells
        return answer | {"problems": [problem] if problem else []}
    earlier = editions.beside(edition, point["edition"])
    if earlier is None:
        return answer
    if earlier.manifest_sha256 != point["manifest_sha256"]:
        raise DoesNotVerify(
            f"{edition.name} quotes {earlier.name} with manifest sha256 {point['manifest_sha256']}, found"
            f" {earlier.manifest_sha256}."
        )
    traced = _traced(point["quoted_id"], earlier, editions, pages, reader)
    return answer | {"traced": traced, "problems": traced["problems"]}


def _traced(
    figure_id: str, edition: Signed, editions: Editions, pages: Pages, reader: Reader
) -> dict[str, Any]:
    figure = edition.figure(figure_id)
    answer: dict[str, Any] = {
        **edition.named,
        "figure": {name: figure[name] for name in FIGURE.names},
        "definition": definition(edition, figure["indicator_code"]),
        "problems": [],
    }
    if figure["class"] == "derived":
        answer["inputs"] = [
            _traced(input_id, editions.of_input(edition, input_id), editions, pages, reader)
            for input_id in figure["input_ids"]
        ]
        answer["quoted"] = quoted.behind(edition, figure)
        inputs = [problem for one in answer["inputs"] for problem in one["problems"]]
        return answer | {"problems": list(dict.fromkeys(inputs))}
    files = Files(edition)
    with edition.evidence(figure["indicator_code"]) as frozen:
        of_figure = members.of(frozen, figure)
        by_source = of_figure.by_source()
        require_complete(edition, figure, by_source)
        rows = of_figure.page(pages.limit, pages.offset)
        explanations = explained.explain(edition, frozen, files, figure["indicator_code"], rows)
    originals = Originals(reader.connection)
    shown = explained.shown(explanations, originals)
    reader.record(figure_id, edition.name, rows=shown.read_rows)
    total = sum(source["rows"] for source in by_source)
    sources = [source | _named(files.of(source | {"row_number": None}), source) for source in by_source]
    answer["problems"] = list(dict.fromkeys([*shown.problems, *_missing(by_source, files, originals)]))
    answer["evidence"] = {
        "rows": total,
        **{name: sum(source[name] for source in by_source) for name in MEASURES},
        "page": pages.page,
        "pages": max(-(-total // max(pages.limit, 1)), 1),
        "sources": sources,
        "first_rows": [row_of(one, cells) for one, cells in zip(explanations, shown.rows, strict=True)],
    }
    return answer


def require_complete(
    edition: Signed, figure: Mapping[str, Any], by_source: Sequence[Mapping[str, Any]]
) -> None:
    """Compare what the members add up to with the printed figure.

    Raises:
        DoesNotVerify: they add up to something else.
    """
    for name in MEASURES:
        printed, added = figure[name], sum(source[name] for source in by_source)
        if printed is not None and printed != added:
            raise DoesNotVerify(
                f"{edition.name}: the members of {figure['figure_id']} add up to {name} {added}, and"
                f" {printed} is printed."
            )


def definition(edition: Signed, indicator_code: str) -> dict[str, Any]:
    """Return the indicator as the edition itself defines it, with the SQL that makes its evidence."""
    edition.require([INDICATORS])
    with (edition.folder / INDICATORS).open(encoding="utf-8", newline="") as stream:
        row = next((one for one in csv.DictReader(stream) if one["code"] == indicator_code), {})
    asked = layout.QUERIES / f"{layout.EVIDENCE_PREFIX}{indicator_code}.sql"
    has_query = edition.has(asked)
    if has_query:
        edition.require([asked])
    return {
        "indicator": row,
        "sql_file": asked.as_posix() if has_query else None,
        "sql": (edition.folder / asked).read_text(encoding="utf-8") if has_query else None,
    }


def row_of(one: Explained, cells: Row | None) -> dict[str, Any]:
    """Return what is printed of an evidence row: unit, amounts, why, and where it stands in which file."""
    read = {cell.field: cell.text for cell in cells or () if cell.field}
    source = _named(one.file, one.evidence) | {
        "sheet": one.file.sheet_name(one.evidence["sheet_no"]) if one.file else None,
        "sheet_no": one.evidence["sheet_no"],
        "row" if one.evidence["source_kind"] == "roster" else "record": one.evidence["row_number"],
        "nik": read.get("nik"),
        "kpj": read.get("kpj"),
        "matched_by": one.fact.get("matched_by"),
        "cells": None if cells is None else [cell.as_dict() for cell in cells],
    }
    return {name: one.evidence[name] for name in UNIT_COLUMNS} | {"why": one.why.as_dict(), "source": source}


def _named(file: SourceFile | None, row: Mapping[str, Any]) -> dict[str, Any]:
    named: dict[str, Any] = {"kind": row["source_kind"]}
    if file is None:
        return named | {"file": None, "sha256": None}
    if file.submission_id is not None:
        named |= {"submission_id": file.submission_id, "partner_id": file.partner_id}
    else:
        named |= {"load_no": file.source_no, "table": file.table}
    return named | {"file": file.file_name, "sha256": file.sha256, "received_at": file.received_at}


def _missing(by_source: Sequence[Mapping[str, Any]], files: Files, originals: Originals) -> list[str]:
    """What is wrong with the files of the whole figure, not of one page alone."""
    sent = (files.of(source) for source in by_source)
    return [problem for file in sent if file and (problem := originals.of(file).problem)]
