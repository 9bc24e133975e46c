"""Gate 3, between finished report files and publication: does every place print its frozen figure?"""

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from cakupan.quality.judge import Subject

LANGUAGES = ("id", "en")
FORMATS = ("html", "pdf", "xlsx", "pptx")
PLACES = gx.ExpectationSuite(
    name="printed places",
    expectations=[
        gxe.ExpectTableRowCountToBeBetween(
            min_value=1,
            severity="critical",
            notes="A report without a number that is found cannot be checked. Set 2026-11.",
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="is_equal",
            value_set=[True],
            severity="critical",
            notes="A place prints its frozen figure; missing and extra places are wrong. Set 2026-11.",
        ),
    ],
)
COVERED = gx.ExpectationSuite(
    name="formats",
    expectations=[
        gxe.ExpectColumnValuesToBeBetween(
            column="places",
            min_value=1,
            severity="critical",
            notes="Each format prints figures in each language, else one was not rendered. Set 2026-11.",
        ),
    ],
)


def subject(printed: pd.DataFrame) -> Subject:
    """Return every place of the report with what it prints and should print."""
    named = printed.assign(
        place_id=printed["language"].astype(str)
        + " "
        + printed["format"].astype(str)
        + " "
        + printed["place"].astype(str)
        + " "
        + printed["figure_id"].astype(str),
        is_equal=printed["is_equal"].astype(bool),
    )
    return Subject(table="report", frame=named[["place_id", "is_equal"]], id_column="place_id", suite=PLACES)


def formats(printed: pd.DataFrame) -> Subject:
    """Return how many places each format prints in each language."""
    counts = (printed["language"] + " " + printed["format"]).value_counts()
    names = [f"{language} {name}" for language in LANGUAGES for name in FORMATS]
    frame = pd.DataFrame({"format": names, "places": [int(counts.get(name, 0)) for name in names]})
    return Subject(table="formats", frame=frame, id_column="format", suite=COVERED)
