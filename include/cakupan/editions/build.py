"""Build one month in a schema of its own: what register, rosters and lists say, as facts or as figures.

dbt runs in this process. Compiled SQL lies below `<results_dir>/dbt/compiled`, one file per model.
"""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from cakupan import code_lists, settings
from cakupan.editions import expression, parsed, runner

INLINED = ["path:models/staging", "path:models/evidence"]  # in a build part of the models that read them
RENEWAL_MONTHS = 4  # cover that ends within 90 days is renewed no later than this after the period
CLASSES = "classes"  # a list of which models are told the rows that hold
LEFT_TO_DEFINITIONS = "left_to_definitions"  # tag of tests that a close leaves out
Layer = Literal["facts", "figures"]
SELECTED: dict[Layer, list[str]] = {
    "facts": ["path:seeds", "path:models/intermediate", "path:models/marts"],
    "figures": ["path:models/figures", "path:models/gates", "path:models/lists"],
}


def build(
    *,
    period: str,
    as_of: datetime,
    schema: str,
    layer: Layer,
    results_dir: Path | None = None,
    before_edition_no: int | None = None,
) -> None:
    """Build one layer for exactly one period and as_of into a schema that exists, and test it.

    Of published editions a build sees those older than `before_edition_no`, or all when it is None.

    Raises:
        PipelineFailed: a model or test failed; the message names it, its file and the SQL that ran.
        SetupError: a code list has a code twice.
    """
    code_lists.check()
    results_dir = results_dir or settings.load().folder("results") / schema
    told = variables(period, as_of, schema, before_edition_no)
    address = runner.warehouse(schema)
    known = parsed.project(told, address["CAKUPAN_DBT_DATABASE"], schema)
    runner.run(arguments(layer), told, results_dir, name=layer, address=address, parsed=known)


def arguments(layer: Layer) -> list[str]:
    """Return what dbt is asked for a layer."""
    asked = ["build", "--exclude-resource-type", "unit_test", "--indirect-selection", "buildable"]
    return [*asked, "--exclude", f"tag:{LEFT_TO_DEFINITIONS}", "--select", *SELECTED[layer]]


def test_definitions(*, period: str, as_of: datetime, schema: str, results_dir: Path) -> None:
    """Run the unit tests of models and the tests a close leaves out, where both layers have been built.

    What a build writes into the models that read it is a view here: dbt asks the database for its columns.

    Raises:
        PipelineFailed: a definition does not give what its test expects.
    """
    told = variables(period, as_of, schema) | {"inlined": "view"}
    asked = ["test", "--select", "test_type:unit", f"tag:{LEFT_TO_DEFINITIONS}"]
    address = runner.warehouse(schema)
    runner.run(["run", "--select", *INLINED], told, results_dir, name="views", address=address)
    runner.run(asked, told, results_dir, name="definitions", address=address)


def summed_indicators() -> list[str]:
    """Return the codes of the indicators that are sums of evidence, in the order of the list."""
    return [code for code, row in code_lists.rows("indicators").items() if row["class"] == "summed"]


def _expressions() -> dict[str, object]:
    """Return the derived indicators, each with the SQL of its expression, in the order of their codes."""
    rows = code_lists.rows("indicators")
    return {
        code: asdict(expression.define(rows[code]["expression"]))
        for code in sorted(rows)
        if rows[code]["class"] == "derived"
    }


def _listed_slicings() -> dict[str, str]:
    """Return the slicings whose slices are a code list, with the name of that list."""
    rows = code_lists.rows("slicings")
    return {code: row["code_list"] for code, row in rows.items() if row["code_list"] not in ("", CLASSES)}


def variables(
    period: str, as_of: datetime, schema: str, before_edition_no: int | None = None
) -> dict[str, object]:
    """Return what the models are told of one period, as_of and build schema."""
    current = settings.load()
    return {
        "period": period,
        "as_of": as_of.astimezone(UTC).isoformat(),
        "build_schema": schema,
        "grace_months": current.grace_months,
        "minimum_village_workforce": current.minimum_village_workforce,
        "summed_indicators": summed_indicators(),
        "expressions": _expressions(),
        "listed_slicings": _listed_slicings(),
        "bases": {code: row["basis"] for code, row in code_lists.rows("indicators").items() if row["basis"]},
        "headcount_segment": next(
            code
            for code in code_lists.rows("segments")
            if code_lists.flag("segments", code, "counted_by_headcount")
        ),
        "intern_programmes": [
            code
            for code in code_lists.rows("programmes")
            if code_lists.flag("programmes", code, "is_for_interns")
        ],
        "renewal_months": RENEWAL_MONTHS,
        "classes": _holding("classes", period),
        "duties": _holding("duties", period),
        "awards": _holding("awards", period),
        "thresholds": {row["kept_as"]: int(row["value"]) for row in _holding("thresholds", period)},
        "before_edition_no": before_edition_no,
    }


def _holding(name: str, period: str) -> list[dict[str, str]]:
    """Return the rows of a dated list that hold on the first day of a period."""
    day = f"{period}-01"
    return [
        dict(row)
        for row in code_lists.rows(name).values()
        if row["valid_from"] <= day and day <= (row["valid_to"] or day)
    ]
