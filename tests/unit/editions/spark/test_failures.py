"""What fails in Spark is told by what it comes from and what to do, and tells nothing of rows."""

import pytest
from cakupan.editions.spark import failures
from cakupan.errors import PipelineFailed


def test_what_failed_is_told_without_what_it_quotes_or_where_in_spark():
    error = PipelineFailed(
        "dbt model figures failed: The value 'ANA WIDYASTUTI' of the type \"STRING\" cannot be cast\n"
        "  at org.apache.spark.sql.errors\n  model: dbt_project/models/figures/figures.sql"
    )

    assert failures.told(error) == (
        "dbt model figures failed: The value '…' of the type '…' cannot be cast\n"
        "  model: dbt_project/models/figures/figures.sql"
    )


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("java.io.IOException: No space left on device", "The disk that Spark writes to is full"),
        ("java.io.IOException: Disk quota exceeded", "The disk that Spark writes to is full"),
        ("java.lang.OutOfMemoryError: Java heap space", "Memory did not suffice"),
        ("Container killed by YARN for exceeding memory limits. 5.5 GB", "Memory did not suffice"),
        ("Job aborted: ExecutorLostFailure (executor 3 exited)", "The cluster lost what worked"),
        ("Answer from Java side is empty", "Java, in which Spark runs on this machine, ended"),
        ("status = StatusCode.UNAVAILABLE", "The server that CAKUPAN_SPARK_MASTER names answers no longer"),
    ],
)
def test_what_it_comes_from_is_told_first(words: str, remedy: str):
    error = PipelineFailed(f"dbt model figures failed: {words}\n  at java.io.FileOutputStream")

    assert failures.told(error).startswith(remedy)
    assert failures.told(error).endswith(f"dbt model figures failed: {words}")


def test_what_brought_an_error_about_is_heard_too():
    try:
        try:
            raise OSError(28, "No space left on device")
        except OSError as full:
            raise RuntimeError("dbt could not run") from full
    except RuntimeError as error:
        told = failures.told(error)

    assert told.startswith("The disk that Spark writes to is full")


def test_an_error_that_is_not_ours_is_told_with_its_name():
    assert failures.told(RuntimeError("stopped")) == "RuntimeError: stopped"


def test_of_a_long_message_not_all_is_told():
    assert len(failures.told(PipelineFailed("x" * 10_000))) == failures.MOST_SAID
