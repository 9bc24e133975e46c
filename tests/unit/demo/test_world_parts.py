"""The arithmetic behind the demo world: whole numbers that add up, dates on the right side of a month."""

import numpy as np
import pandas as pd
from cakupan.demo import memberships, projects, story
from cakupan.demo.randomness import month_ends, stream
from case_tables import each_case


@each_case(("total", "parts"), [(7, 7), (100, 7), (9_336, 148)])
def test_a_total_is_shared_out_to_the_last_one_and_nobody_gets_nothing(total: int, parts: int):
    shares = projects.share_out(total, stream("test").lognormal(3, 1, parts))

    assert shares.sum() == total
    assert shares.min() >= 1


def test_the_projects_of_a_year_hold_exactly_its_workers_and_have_begun_by_its_position():
    for year in projects.YEARS:
        rows = projects.of_year(year)

        assert rows["workers"].sum() == year.workers
        assert set(pd.DatetimeIndex(rows["starts_on"]).year) == {year.year}
        assert set(pd.DatetimeIndex(rows["ends_on"]).year) == {year.year}
    assert rows["starts_on"].max() <= pd.Timestamp("2025-09-30")


def test_streams_of_chance_do_not_depend_on_one_another():
    first = stream("one").integers(0, 10**9, 5)
    stream("two").integers(0, 10**9, 5)

    assert (stream("one").integers(0, 10**9, 5) == first).all()
    assert (stream("two").integers(0, 10**9, 5) != first).any()


def test_last_days_of_months_are_last_days():
    drawn = pd.DatetimeIndex(month_ends(stream("test"), "2023-12", "2024-03", 200))

    assert set(drawn.strftime("%Y-%m-%d")) == {"2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"}


@each_case("kind", [memberships.self_paying, memberships.wage_earners])
def test_a_cohort_counts_in_its_years_and_in_no_other(kind: object):
    labels = np.repeat(np.array(["both", "first", "second", "old"], dtype=object), 300)
    rows = kind("test", labels)
    begins = rows["active_from"]

    def ends(extract: int) -> pd.Series:
        paid = rows[f"paid_through_{extract}"] + pd.DateOffset(months=3)
        return paid.fillna(rows[f"active_to_{extract}"]).fillna(pd.Timestamp("2099-12-31"))

    in_2024 = (begins <= "2024-10-31") & (ends(1) >= "2024-01-01")
    in_2025 = (begins <= "2025-09-30") & (ends(2) >= "2025-01-01")
    assert set(labels[in_2024]) == {"both", "first"}
    assert set(labels[in_2025]) == {"both", "second"}
    assert in_2024.sum() == in_2025.sum() == 600
    assert (begins <= ends(2)).all()


def test_the_story_runs_forward_and_closes_each_month_after_it_is_over():
    closes = [step for step in story.STEPS if step.close]

    assert [step.at for step in story.STEPS] == sorted(step.at for step in story.STEPS)
    assert len({step.name for step in story.STEPS}) == len(story.STEPS)
    assert [(step.close.period, bool(step.close.reason)) for step in closes] == [
        ("2024-10", False),
        ("2024-10", True),
        ("2025-09", False),
    ]
    assert all(f"{step.at:%Y-%m}" > step.close.period for step in closes)
