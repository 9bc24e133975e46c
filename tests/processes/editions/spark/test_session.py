"""What a session is asked and answers goes over whole, and which settings Spark gets."""

from dataclasses import replace
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
            rows_in_files=0,
        ),
    ),
    layers=(Layer(name="facts", arguments=("build", "--select", "path:models/marts")),),
    variables={"period": "2024-10", "before_edition_no": None},
    schema="build_1",
    folder="/lake/builds/build_1",
    scratch="/lake/builds/build_1/scratch",
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
        Answer(tables={}, failure="spark://a:7077 did not take the month", is_reached=False),
    ],
)
def test_an_answer_is_read_as_it_was_written(tmp_path: Path, answer: Answer):
    answer.write(tmp_path / "answer.json")

    assert Answer.read(tmp_path / "answer.json") == answer


@pytest.mark.parametrize("master", ["local[2]", "local", "spark://127.0.0.1:7077", "spark://localhost"])
def test_where_all_is_on_this_machine_nobody_else_reaches_the_driver(master: str):
    settings = session.application(replace(JOB, master=master))

    assert (settings["spark.driver.host"], settings["spark.driver.bindAddress"]) == ("127.0.0.1", "127.0.0.1")


@pytest.mark.parametrize("master", ["spark://10.0.0.5:7077", "spark://127.0.0.1:1,10.0.0.5:1", "yarn"])
def test_the_driver_of_a_cluster_is_where_spark_says(master: str):
    assert "spark.driver.host" not in session.application(replace(JOB, master=master))


def test_work_is_cut_into_more_parts_the_more_rows_there_are():
    [view] = JOB.views
    parts, java = zip(
        *(
            (
                settings["spark.sql.shuffle.partitions"],
                "TieredStopAtLevel=1" in settings["spark.driver.extraJavaOptions"],
            )
            for rows in (0, 99_999, 1_000_000, 60_000_000)
            for settings in [
                session.application(replace(JOB, views=(view, replace(view, rows_in_files=rows))))
            ]
        ),
        strict=True,
    )

    assert parts == ("1", "1", "6", "301")
    assert java == (True, True, False, False)


def test_what_the_operator_states_stands_above_what_we_do():
    settings = session.application(replace(JOB, settings={"spark.driver.memory": "8g", "spark.x": "1"}))

    assert settings["spark.driver.memory"] == "8g"
    assert settings["spark.x"] == "1"
    assert settings["spark.local.dir"] == "/lake/builds/build_1/scratch/spill"


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
