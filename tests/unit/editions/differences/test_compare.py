"""Which figures of two versions print something else."""

import pandas as pd
import pyarrow as pa
import pytest
from bundle_builders import figure_row, gap_row
from cakupan.editions.differences import compare
from cakupan.editions.frozen import evidence
from cakupan.errors import NotPublishable
from case_tables import each_case


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    return evidence.to_frame(pa.Table.from_pylist(list(rows), schema=evidence.FIGURE))


def test_the_same_figures_are_no_difference_even_with_missing_values():
    assert compare.changed(frame(figure_row(), gap_row()), frame(gap_row(), figure_row())).empty


@each_case(
    "given",
    [
        {"numerator": 2},
        {"denominator": None},
        {"value": None},
        {"rank": 3},
        {"flag": "over_100"},
        {"excluded": 4},
        {"note": "tanpa penyebut"},
    ],
)
def test_anything_that_prints_differently_is_a_difference(given):
    found = compare.changed(frame(figure_row(), gap_row()), frame(figure_row(**given), gap_row()))

    assert list(found["figure_id"]) == ["ucj_ytd:2024-10:33.28"]


def test_a_figure_that_is_new_or_gone_is_a_difference():
    assert list(compare.changed(frame(figure_row()), frame(figure_row(), gap_row()))["presence"]) == [
        "right_only"
    ]
    assert list(compare.changed(frame(figure_row(), gap_row()), frame(figure_row()))["presence"]) == [
        "left_only"
    ]


def test_the_refusal_shows_old_and_new_and_how_many_more():
    before = frame(*(figure_row(figure_id=f"x:2024-10:{number:02}") for number in range(25)))
    after = frame(
        *(figure_row(figure_id=f"x:2024-10:{number:02}", numerator=2, value="66.67") for number in range(25))
    )

    with pytest.raises(NotPublishable) as refusal:
        compare.require_reason(compare.changed(before, after), "2024-10/v1")

    text = str(refusal.value)
    assert "25 figures differ from 2024-10/v1" in text
    assert "x:2024-10:00: 33.33 (1/3) -> 66.67 (2/3)" in text
    assert text.count("->") == 20
    assert "and 5 more" in text
