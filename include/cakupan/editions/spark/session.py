"""The session: `python -m cakupan.editions.spark.session JOB ANSWER`, in the environment that has Spark.

It makes views of the lake's files, lets dbt build upon them, and says what came of it. It ends when whoever
asked for it does.
"""

import contextlib
import os
import re
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cakupan.editions import runner
from cakupan.editions.spark import failures, watching
from cakupan.editions.spark.job import Answer, Built, Job, View, is_read_later

RETRIES = 5  # of a server that does not answer, 17 s in all; one that begins anew knows nothing of the month
TOLD = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"}
FOR_APPLICATION = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.adaptive.enabled": "true",
    "spark.driver.memory": "2g",
    watching.WITHIN: watching.SECONDS,
}
ROWS_OF_A_PARTITION = 200_000
SMALL_MONTH = 100_000
# Code that Spark makes for each model fills the 48 MB that are left for it otherwise, and is made again.
JAVA = ("-XX:ReservedCodeCacheSize=256m",)
# Of few rows a model is over before what Java's second compiler makes of its code is of use.
JAVA_OF_A_SMALL_MONTH = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
HERE = re.compile(r"local\b.*|spark://(127\.0\.0\.1|localhost)(:\d+)?")
# What the driver holds are rows of people: where all is on this machine nobody else reaches it.
FOR_THIS_MACHINE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


def main(job_file: Path, answer_file: Path) -> None:
    """Do a job and write the answer."""
    job = Job.read(job_file)
    try:
        answer = do(job, answer_file)
    except Exception as error:  # noqa: BLE001 - Spark has no class of its own for all that may go wrong
        answer = Answer(tables={}, failure=failures.told(error))
    answer.write(answer_file)


def do(job: Job, answer_file: Path) -> Answer:
    """Begin a session, build, and return what came of it; where no worker does, write that and end."""

    def give_up(why: str) -> None:
        failure = f"{job.master}, which CAKUPAN_SPARK_MASTER names, {why}."
        Answer(tables={}, failure=failure, is_reached=False).write(answer_file)
        os._exit(1)  # Spark waits in other threads, of which none hears

    stated = application(job)
    watch = watching.Watch(float(stated[watching.WITHIN]), give_up)
    if not job.master.startswith(("local", "sc://")):
        watch.start()
    session = begin(job, stated)
    try:
        if not job.master.startswith("sc://"):
            watch.know(session.sparkContext)
        return Answer(engine=named(session), tables=build(session, job))
    finally:
        watch.end()
        with contextlib.suppress(Exception):  # what ended before is no better told by it
            session.stop()


def application(job: Job) -> dict[str, str]:
    """Return the settings of an application of Spark: ours, and above them the operator's own."""
    ours = FOR_APPLICATION | (FOR_THIS_MACHINE if HERE.fullmatch(job.master) else {})
    folders = {"spark.local.dir": f"{job.scratch}/spill", "spark.sql.warehouse.dir": f"{job.scratch}/schemas"}
    return ours | sized(sum(view.rows_in_files for view in job.views)) | folders | job.settings


def sized(rows: int) -> dict[str, str]:
    """Return the settings that depend on how many rows a month is made of."""
    java = [*JAVA, *(JAVA_OF_A_SMALL_MONTH if rows < SMALL_MONTH else ())]
    return {
        "spark.sql.shuffle.partitions": str(1 + rows // ROWS_OF_A_PARTITION),
        "spark.driver.extraJavaOptions": " ".join(java),
        "spark.executor.extraJavaOptions": " ".join(java),
    }


def begin(job: Job, stated: Mapping[str, str]) -> Any:
    """Return a session of Spark: of an application of its own, or of a server that is there."""
    from pyspark.sql import SparkSession

    if job.master.startswith("sc://"):
        from pyspark.sql.connect.client.retries import DefaultPolicy

        os.environ["SPARK_REMOTE"] = job.master
        session = SparkSession.builder.remote(job.master).getOrCreate()
        session.client.set_retry_policies([DefaultPolicy(max_retries=RETRIES)])
    else:
        builder = SparkSession.builder.master(job.master).appName(f"cakupan {job.schema}")
        for name, value in stated.items():
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
    """Build every layer and return the tables that came of it and are read later."""
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
    return built(session, job.schema)


def frame_of(session: Any, view: View) -> Any:
    """Return the rows of a table, closed ones left out; columns that a file lacks are null there."""
    schema = ", ".join(f"`{name}` {kind}" for name, kind in view.columns)
    if not view.files:
        nothing = ", ".join(f"cast(null as {kind}) as `{name}`" for name, kind in view.columns)
        return session.sql(f"select {nothing} where false")
    rows = session.read.schema(schema).parquet(*view.files)
    if view.closings:
        place = ", ".join(f"`{name}` {kind}" for name, kind in view.columns if name in view.closed_by)
        closed = session.read.schema(place).parquet(*view.closings)
        rows = rows.join(closed, list(view.closed_by), "left_anti")
    return rows


def built(session: Any, schema: str) -> dict[str, Built]:
    """Return what tables have become, their rows counted by one query."""
    names = [table.name for table in session.catalog.listTables(schema) if is_read_later(table.name)]
    counting = (f"select '{name}' as name, count(*) as counted from {schema}.{name}" for name in names)
    rows = dict(session.sql(" union all ".join(counting)).collect())
    columns = {
        name: tuple(
            (field.name, field.dataType.simpleString()) for field in session.table(f"{schema}.{name}").schema
        )
        for name in names
    }
    return {name: Built(columns=columns[name], rows=rows[name]) for name in names}


def end_with_parent() -> None:
    """End when nobody holds the other end of the input any more."""

    def wait() -> None:
        while os.read(0, 1):  # not by sys.stdin, whose lock this thread would hold when Python ends
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    end_with_parent()
    main(*map(Path, sys.argv[1:3]))
