"""Score pairs of rows and descriptions under a model, with Splink on DuckDB.

Whatever the order or the number of threads, a pair has the same weight, rounded to 0,01 bit.
"""

import logging
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from cakupan.identity.matching import levels, vetoes
from cakupan.identity.matching.scoring import bound
from cakupan.identity.model.files import Model
from cakupan.warehouse import statements

if TYPE_CHECKING:
    import duckdb

RARE = 0.004  # of names that hold a word: below it, that two share the word says something
UNSEEN = 0.0008  # taken for a word that the model has not seen
MEMORY = "1GB"


def engine(threads: int = 2) -> "duckdb.DuckDBPyConnection":
    """Return an engine in memory that reads no file, no network and no extension."""
    import duckdb

    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "threads": threads,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "enable_external_access": "false",
            "preserve_insertion_order": "false",
        }
    )
    connection.execute(statements.beside(__file__, "words"))
    return connection


def take(duck: "duckdb.DuckDBPyConnection", rows: pa.Table, descriptions: pa.Table, pairs: pa.Table) -> None:
    """Fill the tables `row_`, `description` and `pair` of the engine."""
    for name, table in (("row_", rows), ("description", descriptions), ("pair", pairs)):
        duck.register(f"{name}_given", table)
        duck.execute(f"create or replace table {name} as select * from {name}_given")
        duck.unregister(f"{name}_given")


def leave_out_hopeless(duck: "duckdb.DuckDBPyConnection", model: Model, least: Decimal) -> int:
    """Leave out rows none of whose candidates can weigh as much as this; return how many pairs are left."""
    duck.execute(
        statements.beside(__file__, "hopeful").format(
            most=bound.most(model), least=float(least) - bound.ROUNDED
        )
    )
    duck.execute("create or replace table pair as from pair where row_no in (from hopeful)")
    duck.execute("create or replace table row_ as from row_ where row_no in (from hopeful)")
    duck.execute(
        "create or replace table description as"
        " from description where description_no in (select description_no from pair)"
    )
    [(left,)] = duck.execute("select count(*) from pair").fetchall()
    return int(left)


def score(duck: "duckdb.DuckDBPyConnection", model: Model) -> None:
    """Fill the table `scored` of the engine: each pair with its levels, its weight and what the row is."""
    _weigh_words(duck, model)
    duck.execute(statements.beside(__file__, "compared"))
    predicted = _predicted(duck, settings_of(model))
    duck.execute(statements.beside(__file__, "scored").format(predicted=predicted, **_columns()))


def ranked(duck: "duckdb.DuckDBPyConnection") -> pa.Table:
    """Return the first candidates of each row, a person once, best first, with the vetoes that hold."""
    duck.execute(
        statements.beside(__file__, "decided").format(supported=vetoes.supported(), vetoes=vetoes.as_list())
    )
    return duck.sql(statements.beside(__file__, "ranked")).to_arrow_table()


def settings_of(model: Model) -> dict[str, Any]:
    """Return what Splink is told: the levels with their shares under this model."""
    return {
        "link_type": "link_only",
        "unique_id_column_name": "unique_id",
        "source_dataset_column_name": "source_dataset",
        "blocking_rules_to_generate_predictions": ["1 = 1"],
        "probability_two_random_records_match": 0.5,  # a weight of nothing: no prior is added
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
        "comparisons": [_comparison(field, model) for field in levels.fields()],
    }


def _comparison(field: levels.Field, model: Model) -> dict[str, Any]:
    none: dict[str, Any] = {
        "sql_condition": field.null_when,
        "label_for_charts": "not compared",
        "is_null_level": True,
    }
    return {
        "output_column_name": field.name,
        "comparison_levels": [
            none,
            *(_level(one, *model.odds[field.name][one.level]) for one in field.levels),
        ],
    }


def _level(level: levels.Level, m: float, u: float) -> dict[str, Any]:
    told: dict[str, Any] = {
        "sql_condition": level.when or "ELSE",
        "label_for_charts": level.en,
        "m_probability": m,
        "u_probability": u,
        "fix_m_probability": True,
        "fix_u_probability": True,
    }
    if level.weighs_frequency:
        told |= {"tf_adjustment_column": "name_key", "disable_tf_exact_match_detection": True}
    return told


def _predicted(duck: "duckdb.DuckDBPyConnection", told: Mapping[str, Any]) -> str:
    """Score the registered pairs and return the name of the table with what was found."""
    from splink import Linker  # loading it takes a second, and most runs have nothing to score
    from splink.backends.duckdb import DuckDBAPI

    api = DuckDBAPI(connection=duck)
    left = api.register("row_compared", dataset_display_name="l")
    right = api.register("description_compared", dataset_display_name="r")
    # What it is told is written here, and to look it through takes longer than to score some thousand pairs.
    linker = Linker([left, right], dict(told), log_level=logging.ERROR, validate_settings=False)
    linker.table_management.register_blocked_pairs_for_predict(api.register("pair_compared"))
    return str(linker.inference.predict().physical_name)


def _weigh_words(duck: "duckdb.DuckDBPyConnection", model: Model) -> None:
    words = pa.table(
        {
            "word": pa.array(list(model.words), pa.string()),
            "share": pa.array(list(model.words.values()), pa.float64()),
        }
    )
    duck.register("word_given", words)
    duck.execute(
        "create or replace table name_weight as"
        " with word as (select distinct name_key, unnest(string_split(name_key, ' ')) as word from ("
        "  select name_key from row_ union select name_key from description) where name_key is not null)"
        " select name_key,"
        f" greatest({bound.LEAST}, least(1.0, exp(list_sum(list_sort(list(ln(coalesce(share, {UNSEEN}))))))))"
        " as tf_name_key,"
        f" list_sort(list(word) filter (where coalesce(share, {UNSEEN}) < {RARE} and length(word) > 2))"
        " as rare"
        " from word left join word_given using (word) group by name_key"
    )
    duck.unregister("word_given")


def _columns() -> dict[str, str]:
    """Return SQL for the levels and the weight of a predicted pair."""
    codes = {
        field.name: "case "
        + " ".join(
            f"when gamma_{field.name} = {len(field.levels) - 1 - place} then {one.level}"
            for place, one in enumerate(field.levels)
        )
        + " end"
        for field in levels.fields()
    }
    weight = " + ".join(
        [f"mw_{field.name}" for field in levels.fields()]
        + [
            f"mw_tf_adj_{field.name}"
            for field in levels.fields()
            if any(one.weighs_frequency for one in field.levels)
        ]
    )
    return {
        "levels": ", ".join(f"cast({code} as smallint) as {name}_level" for name, code in codes.items()),
        "weight": weight,
    }
