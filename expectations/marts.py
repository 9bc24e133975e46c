"""Gate 2, between a build and a published edition: does everything add up, and is anything implausible?

Our own mistakes shut it. What may be true but surprises is printed in the report as a warning.
"""

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from cakupan.quality.judge import READER_TEXT, Subject

SUBMISSIONS = gx.ExpectationSuite(
    name="submission conservation",
    expectations=[
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="received",
            column_B="classed",
            severity="critical",
            notes="Received rows are accepted, quarantined or duplicates; others were lost. Set 2026-11.",
        ),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="landed_rows",
            column_B="received",
            severity="critical",
            notes="Every received row has landed; a difference is a load cut short. Set 2026-11.",
        ),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="used_rows",
            column_B="classified_rows",
            severity="critical",
            notes="Every used row of a sheet has one class, else the sheet was not read whole. Set 2026-11.",
        ),
    ],
)
ROSTERS = gx.ExpectationSuite(
    name="roster conservation",
    expectations=[
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="accepted_rows",
            column_B="explained_rows",
            severity="critical",
            notes="Accepted rows in force are persons, repeats of a person or rows without one. Set 2026-11.",
        ),
    ],
)
FIGURES = gx.ExpectationSuite(
    name="figures",
    expectations=[
        gxe.ExpectTableRowCountToBeBetween(
            min_value=1,
            severity="critical",
            notes="An edition without a figure is a build that read nothing. Set 2026-11.",
        ),
        gxe.ExpectColumnValuesToBeUnique(
            column="figure_id",
            severity="critical",
            notes="A figure id names one figure, or nothing printed can be traced. Set 2026-11.",
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="counted",
            min_value=0,
            severity="critical",
            notes="Nobody counts fewer than none; gaps and progress may be negative. Set 2026-11.",
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="coverage",
            max_value=100,
            severity="warning",
            notes="Above 100 % the denominator is small or old: flagged, never clamped. Set 2026-11.",
            meta={READER_TEXT: "Cakupan di atas 100 persen karena penyebut terlalu kecil atau lama"},
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="regional_coverage",
            max_value=1000,
            severity="critical",
            notes="Ten times the workforce of a regency or more is a broken join. A company or a village"
            " of three may do that in truth, so there it only warns. Set 2026-11.",
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="has_rate",
            value_set=[True],
            severity="warning",
            notes="A rate without a denominator prints its reason instead of a number. Set 2026-11.",
            meta={READER_TEXT: "Persentase tidak dihitung karena penyebut tidak tersedia"},
        ),
    ],
)
SEGMENTS = gx.ExpectationSuite(
    name="segment totals",
    expectations=[
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="segment_sum",
            column_B="total_numerator",
            or_equal=True,
            severity="critical",
            notes="A total counts each person once, so it is at most the sum of segments. Set 2026-11.",
        ),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="total_numerator",
            column_B="segment_max",
            or_equal=True,
            severity="critical",
            notes="A total holds at least everybody of its largest segment. Set 2026-11.",
        ),
    ],
)
PREVIOUS = gx.ExpectationSuite(
    name="month before",
    expectations=[
        gxe.ExpectColumnValuesToBeBetween(
            column="change_rate",
            min_value=-0.5,
            max_value=1.0,
            severity="warning",
            notes="Halved or doubled in a month: a new decree, or a lost or doubled load. Set 2026-11.",
            meta={
                READER_TEXT: "Angka berubah lebih dari separuh atau berlipat dua dibanding bulan sebelumnya"
            },
        ),
    ],
)
TABLES = {
    "gate__submission_conservation": ("submission_id", SUBMISSIONS),
    "gate__roster_conservation": ("roster_id", ROSTERS),
    "gate__figures": ("figure_id", FIGURES),
    "gate__segment_totals": ("area_code", SEGMENTS),
    "gate__previous": ("figure_id", PREVIOUS),
}
COUNTED_UNITS = {
    "people",
    "cases",
    "rupiah",
    "companies",
    "actions",
    "rosters",
    "rows",
    "villages",
    "files",
    "days",
    "percent",
}
MAY_FALL = {"commitment_progress"}  # members now less members at the baseline: a company may have lost some


def subjects(frames: dict[str, pd.DataFrame]) -> list[Subject]:
    """Return what gate 2 judges, with the sums that the suites compare."""
    return [
        Subject(table=table, frame=_with_sums(table, frames[table]), id_column=id_column, suite=suite)
        for table, (id_column, suite) in TABLES.items()
    ]


def _with_sums(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    if table == "gate__submission_conservation":
        return frame.assign(classed=frame["accepted"] + frame["quarantined"] + frame["duplicates"])
    if table == "gate__roster_conservation":
        explained = frame["persons"] + frame["repeats"] + frame["without_person"]
        ids = frame["partner_id"].astype(str) + "/" + frame["roster_kind"].astype(str)
        return frame.assign(explained_rows=explained, roster_id=ids)
    if table == "gate__figures":
        is_rate = frame["unit"] == "percent"
        is_coverage = frame["indicator_code"].astype(str).str.startswith("ucj_")
        is_regional = frame["is_regency_or_above"].astype(bool)
        value = pd.to_numeric(frame["value_number"])
        return frame.assign(
            counted=pd.to_numeric(frame["numerator"]).where(
                frame["unit"].isin(COUNTED_UNITS) & ~frame["indicator_code"].isin(MAY_FALL)
            ),
            coverage=value.where(is_rate),
            regional_coverage=value.where(is_rate & is_coverage & is_regional),
            has_rate=frame["has_denominator"].astype(bool) | ~is_rate,
        )
    if table == "gate__previous":
        return frame.assign(change_rate=pd.to_numeric(frame["change_rate"]))
    return frame
