"""A small sealed edition on disk, made from rows of evidence, without a server."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from cakupan import code_lists
from cakupan.editions import datapackage, manifest, tables
from cakupan.editions.differences import change
from cakupan.editions.frozen import evidence, layout, series
from cakupan.editions.manifest import Header
from cakupan.editions.proof import sealing
from cakupan.editions.proof.position import Position
from cakupan.editions.proof.store import KeyStore
from cakupan.reports import readback, render
from cakupan.reports.document import Column, Cover, Document, Figure, Page, Row, Table
from cakupan.reports.source import EditionFacts, ReportSource
from cakupan.warehouse import parquet
from edition_source import national
from frozen_builders import SQL_TYPES

SIGNED_AT = datetime(2024, 11, 5, 20, tzinfo=UTC)
AREAS = [("33.28", "33.28"), ("33.28.01", "33.28.01"), ("33.28.01", "33.28")]
LEVELS = {1: "province", 2: "regency", 3: "district", 4: "village"}
NO_DENOMINATOR = code_lists.rows("notes")["TANPA_PENYEBUT"]["name"]
GAP = "100 - ucj_ytd.value"
HEADER: dict[str, Any] = {
    "period": "2024-10",
    "version": 1,
    "as_of": "2024-11-05T19:00:00Z",
    "supersedes_version": None,
    "reason": None,
    "is_demo_clock": False,
    "code_version": "abc",
    "position": Position(number=1),
}


def evidence_row(**given: Any) -> dict[str, Any]:
    """Return a row of evidence: by default a person of 33.28.01 from record 1 of register load 5."""
    row: dict[str, Any] = dict.fromkeys(evidence.EVIDENCE.names)
    row |= {"indicator_code": "ucj_ytd", "slicing": "total", "slice_code": "TOTAL", "area_code": "33.28.01"}
    row |= {
        "unit_kind": "person",
        "unit_no": 1,
        "numerator": 1,
        "denominator": 0,
        "excluded": 0,
        "possible": 0,
        "unknown": 0,
        "rolls_up": True,
    }
    row |= {"source_kind": "register", "source_no": 5, "sheet_no": 1, "row_number": 1}
    return row | given


def workforce_row(workers: int, **given: Any) -> dict[str, Any]:
    """Return the denominator of 33.28."""
    stated = {
        "unit_kind": "workforce",
        "unit_no": 99,
        "numerator": 0,
        "denominator": workers,
        "rolls_up": False,
    }
    source = {"area_code": "33.28", "source_kind": "reference", "source_no": 2}
    return evidence_row(**(source | stated | given))


def figure_row(**given: Any) -> dict[str, Any]:
    """Return a figure: by default the coverage of 33.28, 1 of 3."""
    row: dict[str, Any] = dict.fromkeys(evidence.FIGURE.names)
    row |= {"figure_id": "ucj_ytd:2024-10:33.28", "indicator_code": "ucj_ytd", "period": "2024-10"}
    row |= {"area_code": "33.28", "area_name": "Kabupaten Tegal", "segment_code": "TOTAL", "slicing": "total"}
    row |= {
        "slice_code": "TOTAL",
        "slice_name": "Total",
        "class": "summed",
        "input_ids": [],
        "unit": "percent",
    }
    row |= {
        "numerator": 1,
        "denominator": 3,
        "value": "33.33",
        "digits": 2,
        "basis": "D1",
        "source": "register",
    }
    return row | given


def gap_row(value: str = "66.67", **given: Any) -> dict[str, Any]:
    """Return the derived gap of 33.28 to full coverage."""
    derived = {"figure_id": "gap_full:2024-10:33.28", "indicator_code": "gap_full", "class": "derived"}
    derived |= {"expression": GAP, "input_ids": ["ucj_ytd:2024-10:33.28"], "unit": "points"}
    derived |= {"numerator": None, "denominator": None, "value": value}
    return figure_row(**(derived | given))


def month_row(period: str, value: str, edition: str | None = None, **given: Any) -> dict[str, Any]:
    """Return a month of the series of 33.28's coverage: of an edition, or a simulated one from record 4."""
    row: dict[str, Any] = dict.fromkeys(series.SERIES.names)
    row |= {"figure_id": "ucj_ytd:2024-10:33.28", "period": period, "value": value}
    if edition is None:
        return row | {"whence": "simulation", "source_no": 2, "sheet_no": 1, "row_number": 4} | given
    quoted = {"edition": edition, "quoted_id": f"ucj_ytd:{period}:33.28", "manifest_sha256": "a" * 64}
    return row | {"whence": "edition"} | quoted | given


def change_row(value: str, since: str = "month", **given: Any) -> dict[str, Any]:
    """Return how much the coverage of 33.28 changed since a month or a year before."""
    code = f"ucj_ytd_{since}_change"
    derived = {
        "expression": f"ucj_ytd.value - ucj_ytd.{since}_before",
        "input_ids": ["ucj_ytd:2024-10:33.28"],
    }
    named = {"figure_id": f"{code}:2024-10:33.28", "indicator_code": code, "class": "derived"}
    counts = {"numerator": None, "denominator": None, "unit": "points", "value": value}
    return figure_row(**(named | derived | counts | given))


def write_bundle(
    folder: Path,
    figures: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    secrets: Path,
    changes: pd.DataFrame = change.NO_CHANGE,
    areas: list[tuple[str, str]] = AREAS,
    indicators: Sequence[str] = (),
    months: Sequence[dict[str, Any]] = (),
    **header: Any,
) -> Path:
    """Write and sign a bundle: the rows as its one fact, a query for each indicator, names and lists.

    Its definitions are those of `indicators`, by default of the indicators that rows and figures are of.
    """
    write_figures(folder, figures)
    write(folder / layout.CHANGES, pa.Table.from_pandas(changes, schema=change.CHANGE, preserve_index=False))
    write(folder / layout.SERIES, pa.Table.from_pylist(list(months), schema=series.SERIES))
    shape = pa.schema([*evidence.EVIDENCE, ("match_state", pa.string()), ("decision_load_no", pa.int64())])
    write(folder / layout.FACTS / "rows.parquet", pa.Table.from_pylist(rows, schema=shape))
    closure = [
        dict(zip(evidence.CLOSURE.names, (area, above, _level(above), _level(area)), strict=True))
        for area, above in areas
    ]
    write(
        folder / layout.DIMENSIONS / "area_closure.parquet",
        pa.Table.from_pylist(closure, schema=evidence.CLOSURE),
    )
    _write_names(folder, areas)
    codes = indicators or sorted({row["indicator_code"] for row in [*rows, *figures]})
    _write_definitions(folder, codes)
    describe(folder, **header)
    seal(folder, secrets, **header)
    return folder


def describe(folder: Path, **header: Any) -> None:
    """Describe the tables of a bundle, by default as of the first version of 2024-10."""
    said = HEADER | header
    described = datapackage.text(said["period"], said["version"], said["as_of"])
    (folder / layout.PACKAGE).write_bytes(described)


def print_report(folder: Path, figures: list[dict[str, Any]]) -> None:
    """Write a report of one page, a table of value and counts of every figure, in all formats."""
    facts = EditionFacts(
        period="2024-10",
        version=1,
        as_of=datetime(2024, 11, 5, 19, tzinfo=UTC),
        code_version="abc",
        is_demo_clock=False,
    )
    table = pa.Table.from_pylist(figures, schema=evidence.FIGURE)
    source = ReportSource(figures=evidence.to_frame(table), edition=facts)
    parts = ("value", "numerator", "denominator")
    rows = tuple(
        Row(cells=((figure_id,), *((Figure(figure_id, part),) for part in parts)))
        for figure_id in sorted(row["figure_id"] for row in figures)
    )
    columns = tuple(Column(label=label) for label in ("Angka", "Nilai", "Pembilang", "Penyebut"))
    page = Page(
        name="angka",
        title="Angka",
        sheet="Angka",
        blocks=(Table(caption="Semua angka", columns=columns, rows=rows),),
    )
    cover = Cover(
        organisation="Contoh", title="Laporan", period="2024-10", classification="", facts=(), remarks=()
    )
    document = Document(cover=cover, pages=(page,), footer="contoh")
    told = [national(source, locale) for locale in readback.LANGUAGES]
    render.write([(document, document, report) for report in told], folder / layout.FIGURES.parent)


def write(path: Path, table: pa.Table) -> None:
    """Write a table as an edition keeps it."""
    parquet.write([table], table.schema, path)


def write_figures(folder: Path, figures: list[dict[str, Any]]) -> None:
    """Write figures in both their forms."""
    ordered = sorted(figures, key=lambda row: str(row["figure_id"]))
    frozen = pa.Table.from_pylist(ordered, schema=evidence.FIGURE)
    write(folder / layout.FIGURES, frozen)
    (folder / layout.FIGURES_CSV).write_bytes(tables.csv_bytes(frozen))


def _level(area_code: str) -> str:
    return "nation" if area_code == "ID" else LEVELS[len(area_code.split("."))]


def _write_names(folder: Path, areas: list[tuple[str, str]]) -> None:
    codes = sorted({area for pair in areas for area in pair})
    named = {"33.28": "Kabupaten Tegal"}
    areas_named = [{"area_code": code, "area_name": named.get(code, f"Wilayah {code}")} for code in codes]
    write(folder / layout.DIMENSIONS / "areas.parquet", pa.Table.from_pylist(areas_named))
    slices = [{"slicing": "total", "slice_code": "TOTAL", "slice_name": "Total"}]
    slices += [
        {"slicing": "segment", "slice_code": code, "slice_name": row["name"]}
        for code, row in code_lists.rows("segments").items()
    ]
    write(folder / layout.DIMENSIONS / "slices.parquet", pa.Table.from_pylist(slices))


def _write_definitions(folder: Path, codes: Sequence[str]) -> None:
    """Write the lists of this code with these indicators only, and a query for each that is summed."""
    rows = {
        "indicators": {code: code_lists.rows("indicators")[code] for code in codes},
        "units": code_lists.rows("units"),
        "notes": code_lists.rows("notes"),
    }
    for name, listed in rows.items():
        text = io.StringIO()
        writer = csv.DictWriter(text, fieldnames=list(next(iter(code_lists.rows(name).values()))))
        writer.writeheader()
        writer.writerows(listed.values())
        path = folder / layout.SEEDS / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
    (folder / layout.SETTINGS).write_bytes(manifest.canonical({"minimum_village_workforce": 100}))
    (folder / layout.QUERIES).mkdir()
    selected = ", ".join(
        f"cast({field.name} as {SQL_TYPES[field.type]}) as {field.name}" for field in evidence.EVIDENCE
    )
    for code, row in rows["indicators"].items():
        if row["class"] == "summed":
            query = f"select {selected} from fct_rows where indicator_code = '{code}'\n"
            (folder / layout.QUERIES / f"{layout.EVIDENCE_PREFIX}{code}.sql").write_text(query, "utf-8")


def seal(folder: Path, secrets: Path, **given: Any) -> None:
    """Sign what the folder holds now, by default as the first version of 2024-10."""
    inputs = given.pop("inputs", {})
    sealing.seal(
        folder,
        header=Header(**(HEADER | given)),
        inputs=inputs,
        gates={},
        store=KeyStore(home=secrets.parent),
        now=lambda: SIGNED_AT,
    )
