"""The session: `python -m cakupan.editions.spark.session JOB ANSWER`, in the environment that has Spark.

It makes views of the lake's files, lets dbt build upon them, and says what came of it. It ends when whoever
asked for it does.
"""

import os
import re
import sys
import threading
from pathlib import Path
from typing import Any

from cakupan.editions import runner
from cakupan.editions.spark.job import Answer, Built, Job, View
from cakupan.errors import CakupanError

QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
MOST_SAID = 2_000
TOLD = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"}
FOR_APPLICATION = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.adaptive.enabled": "true",
    "spark.driver.memory": "2g",
    # Code that Spark makes for each model fills the 48 MB that are left for it otherwise, and is made again.
    "spark.driver.extraJavaOptions": "-XX:ReservedCodeCacheSize=256m",
    "spark.sql.shuffle.partitions": "16",
}


def main(job_file: Path, answer_file: Path) -> None:
    """Do a job and write the answer."""
    job = Job.read(job_file)
    try:
        session = begin(job)
        try:
            answer = Answer(engine=named(session), tables=build(session, job))
        finally:
            session.stop()
    except CakupanError as error:
        answer = Answer(tables={}, failure=said(error))
    except Exception as error:  # noqa: BLE001 - Spark has no class of its own for all that may go wrong
        answer = Answer(tables={}, failure=f"{type(error).__name__}: {said(error)}")
    answer.write(answer_file)


def said(error: BaseException) -> str:
    """Return what an error says, without what it quotes: that may be the value of a row."""
    lines = [line for line in str(error).splitlines() if not line.lstrip().startswith("at ")]
    return QUOTED.sub("'…'", "\n".join(lines))[:MOST_SAID]


def begin(job: Job) -> Any:
    """Return a session of Spark: of an application of its own, or of a server that is there."""
    from pyspark.sql import SparkSession

    if job.master.startswith("sc://"):
        os.environ["SPARK_REMOTE"] = job.master
        builder = SparkSession.builder.remote(job.master)
    else:
        builder = SparkSession.builder.master(job.master).appName(f"cakupan {job.schema}")
        for name, value in (FOR_APPLICATION | job.settings).items():
            builder = builder.config(name, value)
    session = builder.getOrCreate()
    for name, value in TOLD.items():
        session.conf.set(name, value)
    return session


def named(session: Any) -> str:
    """Return what runs the session, with its version."""
    asked = session.sql("select current_catalog(), version()").first()
    name = "sail" if asked[0] == "sail" else "spark"
    return f"{name} {str(asked[1]).split()[0]}"


def build(session: Any, job: Job) -> dict[str, Built]:
    """Build every layer and return the tables that came of it."""
    for view in job.views:
        frame_of(session, view).createOrReplaceTempView(view.name)
    session.sql(f"create schema if not exists {job.schema}")
    address = {
        "CAKUPAN_DBT_ENGINE": "spark",
        "CAKUPAN_DBT_HOST": "session",
        "CAKUPAN_DBT_SCHEMA": job.schema,
        "CAKUPAN_DBT_FOLDER": job.folder,
        "CAKUPAN_DBT_THREADS": str(job.threads),
        "DO_NOT_TRACK": "1",
    }
    for layer in job.layers:
        runner.run([*layer.arguments], job.variables, Path(job.results_dir), name=layer.name, address=address)
    return {
        table.name: built(session.table(f"{job.schema}.{table.name}"))
        for table in session.catalog.listTables(job.schema)
        if table.tableType != "VIEW" and not table.isTemporary
    }


def frame_of(session: Any, view: View) -> Any:
    """Return the rows of a table, closed ones left out; columns that a file lacks are null there."""
    schema = ", ".join(f"`{name}` {kind}" for name, kind in view.columns)
    if not view.files:
        nothing = ", ".join(f"cast(null as {kind}) as `{name}`" for name, kind in view.columns)
        return session.sql(f"select {nothing} where false")
    rows = session.read.schema(schema).parquet(*view.files)
    if view.closings:
        rows = rows.join(session.read.parquet(*view.closings), list(view.closed_by), "left_anti")
    return rows


def built(table: Any) -> Built:
    """Return what a table has become."""
    columns = tuple((field.name, field.dataType.simpleString()) for field in table.schema.fields)
    return Built(columns=columns, rows=table.count())


def end_with_parent() -> None:
    """End when nobody holds the other end of the input any more."""

    def wait() -> None:
        sys.stdin.buffer.read()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    end_with_parent()
    main(*map(Path, sys.argv[1:3]))
