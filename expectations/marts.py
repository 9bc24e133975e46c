"""Gate 2, between a build and a published edition: does everything add up, and is anything implausible?

Our own mistakes shut it. What may be true but surprises is printed in the report as a warning.
"""

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from cakupan.quality.judge import NOTICE, Subject

SUBMISSIONS = gx.ExpectationSuite(
    name="submission conservation",
    expectations=[
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="received",
            column_B="judged_rows",
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
            column_A="landed_accepted_rows",
            column_B="accepted",
            severity="critical",
            notes="Lists in force are made of rows landed as accepted; others would be lost. Set 2026-11.",
        ),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="explained_rows",
            column_B="quarantined",
            severity="critical",
            notes="Every quarantined row stands beside the figures with its cause. Set 2026-11.",
        ),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="counted_rows",
            column_B="received",
            severity="critical",
            notes="Figures on lists count by sheet; an ignored sheet holds no received row. Set 2026-11.",
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
            notes="Rows that intake accepted in lists in force are persons, repeats of a person, rows without"
            " one, or rows of a kind that counts no people; others were lost in a join. Set 2026-11.",
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="is_kind_listed",
            value_set=[True],
            severity="critical",
            notes="The seed roster_kinds does not know this kind, so nothing says what its rows are:"
            " add the kind (docs/how-to/add-a-roster-kind.md) and close again. Set 2026-11.",
        ),
    ],
)
MEMBERS = gx.ExpectationSuite(
    name="member conservation",
    expectations=[
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="persons",
            column_B="counted_persons",
            severity="critical",
            notes="Everybody with an active membership is counted once in his segment and once in the total;"
            " others were lost in a join. Set 2026-11.",
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="is_segment_listed",
            value_set=[True],
            severity="critical",
            notes="The seed segments does not know this segment, so nothing says who pays for its members:"
            " add it to the list and close again. Set 2026-11.",
        ),
    ],
)
LOST = gx.ExpectationSuite(
    name="lost rows",
    expectations=[
        gxe.ExpectColumnValuesToBeInSet(
            column="is_stopping",
            value_set=[False],
            severity="critical",
            notes="A roster is owed by a partner or of a kind that no list knows, so it could never be late:"
            " mend the list of obligations, partners or kinds and close again. Set 2026-11.",
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="lost_rows",
            max_value=0,
            severity="warning",
            notes="These rows name an area, agreement, indicator or basis that no list has, or a level or"
            " segment that no figure takes from them: mend the list, or let the report say so. Set 2026-11.",
            meta={
                NOTICE: "reference-rows-lost",
            },
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
            meta={NOTICE: "above-100"},
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
            meta={NOTICE: "no-denominator"},
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="has_result",
            value_set=[True],
            severity="warning",
            notes="A derived figure with a zero divisor prints its reason instead of a number. Set 2026-11.",
            meta={NOTICE: "no-result"},
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
FLOWS = gx.ExpectationSuite(
    name="flows",
    expectations=[
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="expected_members",
            column_B="closing_members",
            severity="critical",
            notes="Members at the beginning, new, returned and moved, less those who left, are the members"
            " at the end; a difference is somebody who came or went unseen. Set 2026-11.",
        ),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="closing_members",
            column_B="covered_members",
            severity="critical",
            notes="Flow and coverage count the same members at the end of the month. Set 2026-11.",
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
            meta={NOTICE: "changed"},
        ),
    ],
)
RULINGS = gx.ExpectationSuite(
    name="rulings",
    expectations=[
        gxe.ExpectColumnValuesToBeInSet(
            column="is_holding",
            value_set=[True],
            severity="warning",
            notes="What the register says of the person has changed since staff decided who the row is:"
            " `cakupan review stale` lists these rulings with who decided what and why; decide their rows"
            " again. Rows decided before stay, later lists count by what is found. Set 2026-11.",
            meta={
                NOTICE: "stale-rulings",
            },
        ),
    ],
)
TABLES = {
    "gate__submission_conservation": ("submission_id", SUBMISSIONS),
    "gate__roster_conservation": ("roster", ROSTERS),
    "gate__member_conservation": ("segment", MEMBERS),
    "gate__lost_rows": ("loss", LOST),
    "gate__figures": ("figure_id", FIGURES),
    "gate__segment_totals": ("area_code", SEGMENTS),
    "gate__flows": ("flow", FLOWS),
    "gate__previous": ("figure_id", PREVIOUS),
}
RULINGS_OF_MONTH = "rulings"  # of no build: who is who is decided before it, and by people
JUDGED = TABLES | {RULINGS_OF_MONTH: ("row_id", RULINGS)}


def subjects(frames: dict[str, pd.DataFrame]) -> list[Subject]:
    """Return what gate 2 judges: gate tables of a build, with the sums that suites compare, and rulings."""
    return [
        Subject(table=table, frame=frames[table], id_column=id_column, suite=suite)
        for table, (id_column, suite) in JUDGED.items()
    ]
