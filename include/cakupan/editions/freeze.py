"""Freeze a build: figures, evidence, lists, area tree and definitions as files that never change again."""

import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cakupan.editions import causes, compare, inputs, manifest, tables
from cakupan.editions.frozen import evidence
from cakupan.editions.plan import Plan, folder
from cakupan.editions.run import CloseRun
from cakupan.errors import PipelineFailed
from cakupan.settings import DBT_PROJECT
from cakupan.warehouse.connection import Connection
from cakupan.warehouse.loads import code_version

EVIDENCE_PREFIX = "evidence__"
REPORT_PREFIX = "report__"
DEFINITIONS = ("models", "macros", "seeds")
DEFINITION_SUFFIXES = {".sql", ".yml", ".md", ".csv"}


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
    evidence.write(frozen, bundle / "report" / "figures.parquet")
    (bundle / "report" / "figures.csv").write_bytes(tables.csv_bytes(frozen))
    _freeze_tables(connection, run.build_schema, bundle / "audit")
    _freeze_definitions(bundle / "audit" / "sql")
    _freeze_compiled(run.results, run.build_schema, bundle / "audit" / "sql" / "compiled")
    known = inputs.read(connection, run.build_schema, run.as_of)
    (run.staging / "inputs.json").write_bytes(manifest.canonical(known))
    changes = _changes(run, plan, bundle, frozen, known)
    evidence.write(
        pa.Table.from_pandas(changes, schema=causes.CHANGE, preserve_index=False), _changes_path(bundle)
    )
    plan.write(run.staging / "plan.json")


def _changes_path(bundle: Path) -> Path:
    return bundle / "report" / "changes.parquet"


def read_changes(bundle: Path) -> pd.DataFrame:
    """Return how figures moved since the version before, by cause."""
    return evidence.to_frame(pq.read_table(_changes_path(bundle)))


def _freeze_tables(connection: Connection, schema: str, audit: Path) -> None:
    for name in tables.names(connection, schema, EVIDENCE_PREFIX):
        rows = tables.read(connection, schema, name, evidence.EVIDENCE)
        evidence.write(rows, audit / "evidence" / f"{name.removeprefix(EVIDENCE_PREFIX)}.parquet")
    closure = tables.read(connection, schema, "area_closure", evidence.CLOSURE)
    evidence.write(closure, audit / "area_closure.parquet")
    for name in tables.names(connection, schema, REPORT_PREFIX):
        rows = tables.read(connection, schema, name)
        evidence.write(rows, audit / "lists" / f"{name.removeprefix(REPORT_PREFIX)}.parquet")


def _freeze_definitions(target: Path) -> None:
    """Keep the SQL that the figures were made with, so that a trace explains itself years later."""
    target.mkdir()
    for folder_name in DEFINITIONS:
        for source in sorted((DBT_PROJECT / folder_name).rglob("*")):
            if source.is_file() and source.suffix in DEFINITION_SUFFIXES:
                copy = target / source.relative_to(DBT_PROJECT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(source.read_bytes())


def _freeze_compiled(results: Path, schema: str, target: Path) -> None:
    """Keep the SQL of each evidence table as it ran, with the build schema of this attempt called `build`."""
    qualified = re.compile(rf'(?:"[^"]+"\.)?"{re.escape(schema)}"')
    for source in sorted(results.glob(f"dbt/compiled/**/{EVIDENCE_PREFIX}*.sql")):
        target.mkdir(exist_ok=True)
        (target / source.name).write_text(qualified.sub("build", source.read_text("utf-8")), "utf-8")


def _changes(
    run: CloseRun, plan: Plan, bundle: Path, frozen: pa.Table, known: dict[str, Any]
) -> pd.DataFrame:
    if plan.supersedes_version is None:
        return causes.NO_CHANGE
    previous = folder(run.period, plan.supersedes_version)
    moved = compare.changed(evidence.read_figures(previous), evidence.to_frame(frozen))
    stated = manifest.read(previous)
    otherwise = "as_of" if stated["code_version"] == code_version() else "definition"
    news = causes.News.between(stated["inputs"], known, otherwise=otherwise)
    return causes.attribute(moved, previous, bundle, news)
