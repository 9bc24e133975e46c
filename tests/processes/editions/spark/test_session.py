"""What a session is asked and answers goes over whole, and what fails in it tells nothing of rows."""

from pathlib import Path

import pytest
from cakupan.editions.spark import building, session
from cakupan.editions.spark.job import Answer, Built, Job, Layer, View
from cakupan.errors import SetupError

JOB = Job(
    master="local[2]",
    settings={"spark.executor.memory": "8g"},
    views=(
        View(
            name="intake__roster_row",
            columns=(("submission_no", "bigint"), ("nik", "string")),
            files=("/lake/1.parquet",),
            closings=(),
            closed_by=("load_no",),
        ),
    ),
    layers=(Layer(name="facts", arguments=("build", "--select", "path:models/marts")),),
    variables={"period": "2024-10", "before_edition_no": None},
    schema="build_1",
    folder="/lake/builds/build_1",
    results_dir="/results",
    threads=4,
)


def test_a_job_is_read_as_it_was_written(tmp_path: Path):
    JOB.write(tmp_path / "job.json")

    assert Job.read(tmp_path / "job.json") == JOB


@pytest.mark.parametrize(
    "answer",
    [
        Answer(engine="spark 4.2.1", tables={"figures": Built(columns=(("value", "string"),), rows=3)}),
        Answer(tables={}, failure="dbt model figures failed"),
    ],
)
def test_an_answer_is_read_as_it_was_written(tmp_path: Path, answer: Answer):
    answer.write(tmp_path / "answer.json")

    assert Answer.read(tmp_path / "answer.json") == answer


def test_what_failed_is_told_without_what_it_quotes_or_where_in_spark():
    error = ValueError(
        "dbt model figures failed: The value 'ANA WIDYASTUTI' of the type \"STRING\" cannot be cast\n"
        "  at org.apache.spark.sql.errors\n  model: dbt_project/models/figures/figures.sql"
    )

    assert session.said(error) == (
        "dbt model figures failed: The value '…' of the type '…' cannot be cast\n"
        "  model: dbt_project/models/figures/figures.sql"
    )


def test_settings_of_spark_are_read_line_by_line(tmp_path: Path):
    file = tmp_path / "spark.conf"
    file.write_text("# ours\n\nspark.executor.memory 8g\nspark.hadoop.fs.s3.impl=org.apache.S3A\n")

    assert building.stated(file) == {
        "spark.executor.memory": "8g",
        "spark.hadoop.fs.s3.impl": "org.apache.S3A",
    }
    assert building.stated(None) == {}


def test_settings_that_cannot_be_read_are_named(tmp_path: Path):
    with pytest.raises(SetupError, match=r"CAKUPAN_SPARK_SETTINGS: .*none\.conf"):
        building.stated(tmp_path / "none.conf")


def test_every_source_of_the_models_is_read():
    sources = building.sources()

    assert {"intake.in_force", "register.membership", "publication.figure"} <= {*sources}
    assert len(sources) == len({*sources}) > 25
