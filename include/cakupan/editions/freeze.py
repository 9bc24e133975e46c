"""Freeze a build: figures, facts, dimensions, lists and definitions as files that never change again."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from psycopg import sql

from cakupan import settings
from cakupan.editions import datapackage, inputs, manifest, tables
from cakupan.editions.differences import between, change
from cakupan.editions.differences.news import Stated
from cakupan.editions.frozen import definitions, evidence, layout, queries, series
from cakupan.editions.period import iso
from cakupan.editions.plan import Plan, folder
from cakupan.editions.run import CloseRun
from cakupan.errors import PipelineFailed
from cakupan.warehouse import parquet
from cakupan.warehouse.connection import Connection, connect
from cakupan.warehouse.loads import code_version

NAMED = {"area_closure": "area_closure", "int_areas__current": "areas", "figure_slices": "slices"}
SOURCE_ORDER = ("source_no", "sheet_no", "row_number", "unit_no")
# Where a row stands as one number: to compare columns in the depth of a wide row takes three times as long.
# What is missing or beyond these bits (2^25 sources, 1024 sheets, 2^28 rows) is told apart by all columns.
PLACE = sql.SQL("(source_no::bigint << 38) # (sheet_no::bigint << 28) # row_number::bigint")
REPORT_PREFIX = "report__"


def figures(connection: Connection, schema: str) -> pa.Table:
    """Return the figures of a build in the order of their ids.

    Raises:
        PipelineFailed: the build made none.
    """
    table = tables.read(connection, schema, "figures", evidence.FIGURE)
    if not table.num_rows:
        raise PipelineFailed(f"The build {schema} made no figure; look into its dbt results.")
    return table


def freeze(connection: Connection, run: CloseRun, plan: Plan, frozen: pa.Table) -> None:
    """Write the staging bundle without its reports; what an interrupted attempt left is removed first."""
    assert run.build_schema is not None  # noqa: S101 - the steps before made it
    shutil.rmtree(run.staging, ignore_errors=True)
    bundle = run.staging / "bundle"
    (bundle / "report").mkdir(parents=True, mode=0o700)
    (bundle / "audit").mkdir(mode=0o700)
    _write(frozen, bundle / layout.FIGURES)
    (bundle / layout.FIGURES_CSV).write_bytes(tables.csv_bytes(frozen))
    _write(tables.read(connection, run.build_schema, series.TABLE, series.SERIES), bundle / layout.SERIES)
    facts(connection, run.build_schema, bundle)
    _freeze_small_tables(connection, run.build_schema, bundle)
    _freeze_definitions(bundle / layout.SQL)
    _freeze_queries(run.results, run.build_schema, bundle / layout.QUERIES)
    known = inputs.read(connection, run.build_schema, run.as_of)
    (run.staging / "inputs.json").write_bytes(manifest.canonical(known))
    changes = change.NO_CHANGE
    if plan.supersedes_version is not None:
        previous = folder(run.period, plan.supersedes_version)
        stated = Stated(inputs=known, as_of=iso(run.as_of), code_version=code_version())
        changes = between.between(previous, bundle, stated=(Stated.of(manifest.read(previous)), stated))
    _write(pa.Table.from_pandas(changes, schema=change.CHANGE, preserve_index=False), bundle / layout.CHANGES)
    described = datapackage.text(run.period, plan.version, iso(run.as_of))
    (bundle / layout.PACKAGE).write_bytes(described)
    plan.write(run.staging / "plan.json")


def read_changes(bundle: Path) -> pd.DataFrame:
    """Return how figures moved since the version before, by cause."""
    return evidence.to_frame(pq.read_table(bundle / layout.CHANGES))


def _write(table: pa.Table, path: Path) -> None:
    parquet.write([table], table.schema, path)


def facts(connection: Connection, schema: str, bundle: Path) -> None:
    """Stream the facts side by side, as many at a time as may be, however many rows they have."""
    names = tables.names(connection, schema, layout.FACT_PREFIX)
    with ThreadPoolExecutor(settings.load().frozen_threads) as pool:
        list(pool.map(partial(_freeze_fact, schema, bundle / layout.FACTS), names))


def _freeze_fact(schema: str, folder_of: Path, name: str) -> None:
    """Stream a fact in the order of the rows of the files it comes from."""
    with connect() as connection:
        shape = tables.shape_of(connection, schema, name)
        first = [column for column in SOURCE_ORDER if column in shape.names]
        order = [*first, *(column for column in shape.names if column not in first)]
        leading = PLACE if first == list(SOURCE_ORDER) else None
        blocks = tables.stream(connection, schema, name, shape, order, leading)
        parquet.write(blocks, shape, folder_of / f"{name.removeprefix(layout.FACT_PREFIX)}.parquet")


def _freeze_small_tables(connection: Connection, schema: str, bundle: Path) -> None:
    """Keep the area tree, what slices are called, the dimensions, and the lists of the report."""
    kept = {name: layout.DIMENSIONS / known_as for name, known_as in NAMED.items()}
    for prefix, folder_of in ((layout.DIMENSION_PREFIX, layout.DIMENSIONS), (REPORT_PREFIX, layout.LISTS)):
        for name in tables.names(connection, schema, prefix):
            kept[name] = folder_of / name.removeprefix(prefix)
    for name, place in kept.items():
        _write(tables.read(connection, schema, name), bundle / f"{place}.parquet")


def _freeze_definitions(target: Path) -> None:
    """Keep models, code lists and settings behind the figures, to explain and check them years later."""
    target.mkdir()
    current = settings.load()
    made_with = {name: getattr(current, name) for name in layout.FROZEN_SETTINGS}
    (target / layout.SETTINGS.name).write_bytes(manifest.canonical(made_with))
    for place, source in definitions.of_this_code().items():
        copy = target / place
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())


def _freeze_queries(results: Path, schema: str, target: Path) -> None:
    """Keep the query of each indicator's evidence as it ran, over facts called by their names alone.

    Raises:
        EditionDamaged: one is not a single select.
    """
    for source in sorted(results.glob(f"dbt/compiled/**/{layout.EVIDENCE_PREFIX}*.sql")):
        query = queries.portable(source.read_text("utf-8"), schema)
        queries.one_select(query, source.name)
        target.mkdir(exist_ok=True)
        (target / source.name).write_text(query, "utf-8")
