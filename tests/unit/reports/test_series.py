"""What a figure was in the months before: as it is frozen, and as a page prints it."""

import pandas as pd
import pytest
from cakupan.errors import EditionIncomplete
from cakupan.reports.document import Figure
from cakupan.reports.locales import Locale
from cakupan.reports.printed import Book
from cakupan.reports.series import SERIES_COLUMNS, Quoted
from cakupan.reports.source import ReportSource
from edition_source import facts, figure, frame

COVERAGE, CASES = "ucj_ytd:2024-10:33.28", "benefit_rupiah:2024-10:33.28"
POINTS = [
    {
        "figure_id": COVERAGE, "period": "2024-09", "whence": "edition", "edition": "2024-09/v2",
        "quoted_id": "ucj_ytd:2024-09:33.28", "value": "29.10", "numerator": 2910, "denominator": 10000,
    },
    {
        "figure_id": COVERAGE, "period": "2024-08", "whence": "document", "document": "Siaran pers",
        "value": "28.5",
    },
    {"figure_id": COVERAGE, "period": "2023-10", "whence": "simulation", "value": "27.00"},
    {
        "figure_id": CASES, "period": "2024-09", "whence": "simulation", "value": "1500000",
        "numerator": 1500000,
    },
]  # fmt: skip


def source(*points: dict[str, object]) -> ReportSource:
    records = [
        figure("ucj_ytd", "33.28", 3029, 10000, basis="D1"),
        figure("benefit_rupiah", "33.28", 2000000, unit="rupiah"),
    ]
    made = pd.DataFrame(list(points), columns=[*SERIES_COLUMNS])
    for name in ("numerator", "denominator"):
        made[name] = made[name].astype("Int64")
    return ReportSource(figures=frame(records), edition=facts(), points=made)


def test_a_series_is_the_months_before_and_this_one_each_with_whence_it_is_quoted():
    simulated, document, edition, own = source(*POINTS).series(COVERAGE)

    assert (simulated.period, simulated.is_simulated, simulated.document) == ("2023-10", True, None)
    assert (document.whence, document.document, document.value) == ("document", "Siaran pers", "28.5")
    assert edition == Quoted(
        figure_id=COVERAGE, period="2024-09", whence="edition", value="29.10", numerator=2910,
        denominator=10000, edition="2024-09/v2", quoted_id="ucj_ytd:2024-09:33.28",
    )  # fmt: skip
    assert (own.period, own.whence, own.value, own.denominator) == ("2024-10", "own", "30.29", 10000)


def test_without_a_past_there_is_no_series():
    assert source(*POINTS[:3]).series(CASES) == ()
    assert source().series(COVERAGE) == ()


def test_a_figure_without_a_value_now_has_a_past_alone():
    of = source(
        {"figure_id": "ucj_ytd:2024-10:33", "period": "2024-09", "whence": "simulation", "value": "1"}
    )

    assert [point.period for point in of.series("ucj_ytd:2024-10:33")] == ["2024-09"]


@pytest.mark.parametrize(
    ("figure_id", "part", "text"),
    [
        (COVERAGE, "series.2024-09", "29,10"),
        (COVERAGE, "series.2024-09.numerator", "2.910"),
        (COVERAGE, "series.2024-09.denominator", "10.000"),
        (COVERAGE, "series.2024-08", "28,5"),
        (COVERAGE, "series.2024-08.numerator", "–"),
        (COVERAGE, "series.2024-07", "–"),
        (COVERAGE, "series.2024-10", "30,29"),
        (CASES, "series.2024-09", "Rp1.500.000"),
    ],
)
def test_a_month_is_printed_by_its_part(figure_id: str, part: str, text: str):
    assert Book(source(*POINTS), Locale.ID).printed(Figure(figure_id, part)).text == text


def test_series_that_lack_a_column_are_refused():
    with pytest.raises(EditionIncomplete, match="table series has no column whence"):
        ReportSource(
            figures=frame([figure("ucj_ytd", "33.28", 1, 2)]),
            edition=facts(),
            points=pd.DataFrame(columns=[name for name in SERIES_COLUMNS if name != "whence"]),
        )
