"""A trace says how a member came to where he is counted, and of a row that only says zero that it does."""

from cakupan.editions.tracing import flows, reasons

MEMBER = {"flow_in_total": "arrived", "flow_in_segment": "new", "sponsored_days_left": None}


def english(row, **evidence):
    return [text for _, text in flows.of_member(row, {"numerator": 1, "slicing": "total"} | evidence)]


def test_the_total_and_a_segment_have_a_flow_each():
    assert english(MEMBER, indicator_code="members_moved") == ["came from another segment or area"]
    assert english(MEMBER, indicator_code="members_new", slicing="segment") == [
        "never covered before this month"
    ]


def test_a_row_that_adds_nothing_says_that_it_stands_for_zero():
    assert english(MEMBER, indicator_code="members_left", numerator=0) == [
        "this row says zero for its area and segment"
    ]


def test_days_of_cover_are_told_where_somebody_else_pays():
    row = MEMBER | {"sponsored_days_left": 12, "flow_in_total": "stayed"}

    assert english(row, indicator_code="members_ending_30") == [
        "cover ends in 12 days",
        "active on the last day of the month before",
    ]


def test_nothing_of_flows_is_told_of_coverage():
    assert english(MEMBER, indicator_code="ucj_eom") == []


def test_a_project_says_what_became_of_it_since_the_month_before():
    said = reasons.why(
        "fct_project_months",
        {"workers": 5, "is_running_month_end": False, "flow": "left"},
        {"indicator_code": "members_left"},
        {},
    )

    assert (
        said.english
        == "Project that covers 5 workers; ended before the last day of the period; left this month."
    )
