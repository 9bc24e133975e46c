"""Build a month on Spark: hand the lake as of an instant to a session, and bring back what it built.

The session runs in an environment of its own, which has Spark; this one has what reads the lake and writes
the warehouse. What is built lies in the lake below `builds/` until it is back.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import yaml

from cakupan import settings
from cakupan.editions import build as building
from cakupan.editions.runner import THREADS
from cakupan.editions.spark import known, reach, returning
from cakupan.editions.spark.job import Answer, Job, Layer, View
from cakupan.errors import EngineNotReached, PipelineFailed, SetupError
from cakupan.lake import place as places
from cakupan.lake import reading
from cakupan.lake.reading import Relation
from cakupan.lake.tables import PLACE, REPLACED_BY
from cakupan.settings import DBT_PROJECT, PROJECT_ROOT
from cakupan.warehouse.connection import connect

ENGINE = "engine.json"
BUILDS = "builds"
LAYERS: tuple[building.Layer, ...] = ("facts", "figures")
KINDS = {"int64": "bigint", "int32": "int", "int16": "smallint", "bool": "boolean", "date32[day]": "date"}


@dataclass(frozen=True, kw_only=True)
class Month:
    """What is built: a month as of an instant, in a build schema, with results beside."""

    period: str
    as_of: datetime
    schema: str
    results: Path
    before_edition_no: int | None = None


def build(month: Month) -> None:
    """Build facts and figures of a month; they lie in the lake until `bring_back`.

    Raises:
        SetupError, EngineNotReached: Spark is not here, or nothing answers where it should be.
        LakeBehind, LakeDamaged, LakeNotReached: the lake cannot be read as of the instant.
        PipelineFailed: a model or test failed, or the session ended before it was done.
    """
    current = settings.load()
    reach.require(current.spark_master)
    month.results.mkdir(parents=True, exist_ok=True)
    clear()
    remove(month.schema)  # what an attempt before this one left
    folder = _folder(month.schema)
    views = tuple(_views(month))
    job = Job(
        master=current.spark_master,
        settings=stated(current.spark_settings),
        views=views,
        layers=tuple(_layer(name) for name in LAYERS),
        variables=building.variables(month.period, month.as_of, month.schema, month.before_edition_no),
        schema=month.schema,
        folder=folder,
        scratch=str(_scratch(month.schema)),
        results_dir=str(month.results),
        threads=THREADS,
    )
    try:
        answer = _ask(job, month.results)
    finally:
        shutil.rmtree(job.scratch, ignore_errors=True)
    if answer.failure is not None:
        error = PipelineFailed if answer.is_reached else EngineNotReached
        raise error(f"{answer.failure}\nNothing was published; close again.")
    answer.write(month.results / ENGINE)


def _layer(name: building.Layer) -> Layer:
    """Return what dbt is asked: where one model fails for want of a server, the others need not try."""
    return Layer(name=name, arguments=(*building.arguments(name), "--fail-fast"))


def was_asked(results: Path) -> bool:
    """Tell whether Spark built what a run goes on with."""
    return (results / ENGINE).exists()


def engine_of(results: Path) -> str:
    """Return what built a run, as its manifest names it."""
    return Answer.read(results / ENGINE).engine if was_asked(results) else "postgres"


def forget(results: Path) -> None:
    """Let a run begin anew, on whatever engine."""
    (results / ENGINE).unlink(missing_ok=True)


def bring_back(schema: str, results: Path) -> None:
    """Fill the build schema of PostgreSQL with what later steps read, and delete what Spark wrote.

    Raises:
        PipelineFailed: what was built is not there as it was.
    """
    answer = Answer.read(results / ENGINE)
    with connect() as connection:
        returning.bring(connection, schema, answer.tables, batches(schema))
    remove(schema)


def clear() -> None:
    """Delete what builds left whose schema is gone: they hold personal data as the lake does."""
    place = places.of_installation()
    with places.reached(place.address):
        root = f"{place.root}/{BUILDS}"
        left = {str(path).rstrip("/").rpartition("/")[2] for path in _listed(place, root)}
    left |= {path.name for path in _here().glob("*")}
    with connect() as connection:
        standing = connection.execute("select nspname from pg_namespace where nspname = any(%s)", [[*left]])
        for name in left - {one for (one,) in standing.fetchall()}:
            remove(name)


def _listed(place: places.Place, root: str) -> list[str]:
    return list(place.system.ls(root, detail=False)) if place.system.exists(root) else []


def remove(schema: str) -> None:
    """Delete what Spark built for a schema."""
    place = places.of_installation()
    with places.reached(place.address):
        path = f"{place.root}/{BUILDS}/{schema}"
        if place.system.exists(path):
            place.system.rm(path, recursive=True)
    shutil.rmtree(_here() / schema, ignore_errors=True)


def _here() -> Path:
    """Return where builds lie on this machine, wherever the lake is."""
    return settings.load().folder("lake") / BUILDS


def _scratch(schema: str) -> Path:
    """Return a folder for what Spark spills: rows of people, that go when the build goes."""
    scratch = _here() / schema / "scratch"
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    _here().chmod(0o700)
    return scratch


def _folder(schema: str) -> str:
    place = places.of_installation()
    if place.is_folder:
        (Path(place.root) / BUILDS).mkdir(mode=0o700, parents=True, exist_ok=True)
    return place.full(f"{BUILDS}/{schema}")


def stated(file: Path | None) -> dict[str, str]:
    """Return the operator's own settings of Spark, one `name value` a line.

    Raises:
        SetupError: the file cannot be read.
    """
    if file is None:
        return {}
    try:
        lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    except OSError as error:
        raise SetupError(f"CAKUPAN_SPARK_SETTINGS: {file} cannot be read: {error.strerror}.") from error
    pairs = [line.partition("=" if "=" in line else " ") for line in lines if line and line[0] != "#"]
    return {name.strip(): value.strip() for name, _, value in pairs}


def _views(month: Month) -> Iterator[View]:
    with connect() as connection:
        folder = f"{BUILDS}/{month.schema}/known"
        said = known.write(known.relations(connection, month.as_of), month.period, folder)
        for name in sources():
            if name in said.files:
                yield _view(name, said.shapes[name], (said.files[name],))
            else:
                yield _of_lake(reading.relation(connection, name, month.as_of, said.periods))


def sources() -> list[str]:
    """Return the tables and functions of the warehouse that models read."""
    documents = [
        yaml.safe_load(path.read_text("utf-8")) for path in DBT_PROJECT.glob("models/staging/*/_*.yml")
    ]
    sources = [source for document in documents for source in document["sources"]]
    return sorted(f"{source['schema']}.{table['name']}" for source in sources for table in source["tables"])


def _of_lake(of: Relation) -> View:
    shape = of.shape.append(pa.field(REPLACED_BY, pa.int64())) if of.table.is_dated else of.shape
    return replace(
        _view(of.table.name, shape, of.files), closings=of.closings, rows_in_files=of.rows_in_files
    )


def _view(name: str, shape: pa.Schema, files: tuple[str, ...]) -> View:
    columns = tuple((field.name, _kind(field.type)) for field in shape)
    return View(name=name.replace(".", "__"), columns=columns, files=files, closings=(), closed_by=PLACE)


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_decimal(kind):
        return f"decimal({kind.precision},{kind.scale})"
    if pa.types.is_timestamp(kind):
        return "timestamp"
    if pa.types.is_list(kind):
        return "array<string>"
    return KINDS.get(str(kind), "string")


def _ask(job: Job, results: Path) -> Answer:
    """Run a session for a job and return its answer.

    Raises:
        PipelineFailed: it ended without one.
    """
    asked, answered = results / "spark_job.json", results / "spark_answer.json"
    answered.unlink(missing_ok=True)
    job.write(asked)
    command = [str(reach.PYTHON), "-m", "cakupan.editions.spark.session", str(asked), str(answered)]
    # It ends when this end of its input is closed, however that comes about.
    with (
        (results / "spark.log").open("wb") as log,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=_environment()
        ) as session,
    ):
        code = session.wait()
    if not answered.exists():
        raise PipelineFailed(
            f"The session of Spark ended before it was done (exit code {code}); its log:"
            f" {results / 'spark.log'}. Nothing was published; close again."
        )
    return Answer.read(answered)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CAKUPAN_", "PYTHON"))}
    return kept | {"PYTHONPATH": str(PROJECT_ROOT / "include"), "PYSPARK_PYTHON": str(reach.PYTHON)}


def batches(schema: str) -> Callable[[str], Iterator[pa.RecordBatch]]:
    """Return what yields the rows of a table that Spark built for a schema."""
    place = places.of_installation()

    def of_table(table: str) -> Iterator[pa.RecordBatch]:
        path = f"{place.root}/{BUILDS}/{schema}/{table}"
        if place.system.exists(path):  # of a table without rows nothing need have been written
            found = ds.dataset(path, filesystem=place.system, format="parquet")
            yield from found.to_batches(batch_size=returning.ROWS_AT_ONCE)

    return of_table
