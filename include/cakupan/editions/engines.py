"""Which engine builds a month: PostgreSQL, Spark, or both, compared."""

from pathlib import Path

from cakupan import settings
from cakupan.editions import build as postgres
from cakupan.editions.build import Layer
from cakupan.editions.spark import building as spark
from cakupan.editions.spark import parity
from cakupan.editions.spark.building import Month


def build(layer: Layer, month: Month) -> None:
    """Build a layer on the engine that the settings name, or on both where they are to be checked.

    Spark builds both layers with the facts; with the figures they come to PostgreSQL, or are compared.

    Raises:
        PipelineFailed: a model or test failed; the message names it.
        EnginesDiffer: both were asked and do not give the same.
        SetupError, EngineNotReached: Spark is not installed, or does not answer.
        LakeBehind, LakeDamaged, LakeNotReached: what Spark would read is not there as it was written.
    """
    current = settings.load()
    if layer == "facts":
        spark.forget(month.results)
        if current.engine == "spark" or current.engine_check:
            spark.build(month)
    is_on_spark = spark.was_asked(month.results)
    if not is_on_spark or current.engine_check:
        postgres.build(
            period=month.period,
            as_of=month.as_of,
            schema=month.schema,
            layer=layer,
            results_dir=month.results,
            before_edition_no=month.before_edition_no,
        )
    if layer == "figures" and is_on_spark:
        _end_on_spark(month)


def _end_on_spark(month: Month) -> None:
    current = settings.load()
    if not current.engine_check:
        spark.bring_back(month.schema, month.results)
        return
    parity.require(month.schema, month.results)
    spark.remove(month.schema)
    if current.engine == "postgres":
        spark.forget(month.results)


def of(results: Path) -> str:
    """Return which engine built a run, as its manifest names it."""
    return spark.engine_of(results)
