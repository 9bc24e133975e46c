"""What figures must be, by sums and definitions alone: values, bounds, ranks, flags, reasons."""

from dataclasses import replace
from typing import Any

from cakupan import code_lists
from cakupan.editions.frozen.definitions import Definitions
from cakupan.editions.verifying import expected
from cakupan.editions.verifying.expected import Address, Figure, Sum, Terms
from case_tables import each_case

VILLAGES = [f"33.28.01.{number}" for number in range(2001, 2006)]
NOTES = {code: row["name"] for code, row in code_lists.rows("notes").items()}


def definitions() -> Definitions:
    """The lists of this code, with nothing for what is empty, as they are frozen."""
    lists = {
        name: {
            code: {column: text or None for column, text in row.items()}
            for code, row in code_lists.rows(name).items()
        }
        for name in ("indicators", "units", "notes")
    }
    return Definitions(**lists, minimum_village_workforce=100)


TERMS = Terms(
    period="2024-10",
    definitions=definitions(),
    areas={"33.28": "Kabupaten Tegal"} | dict.fromkeys(VILLAGES, "Desa"),
    slices={("total", "TOTAL"): "Total", ("segment", "PU"): "Penerima Upah"},
    above={(village, "village"): village for village in VILLAGES}
    | {(village, "regency"): "33.28" for village in VILLAGES[:4]}
    | {(VILLAGES[4], "regency"): "33.29"},
)


def total(code: str, area: str = "33.28") -> Address:
    return (code, "total", "TOTAL", area)


def figures(sums: dict[Address, Sum]) -> dict[Address, Figure]:
    return dict(zip(sums, expected.summed(sums, TERMS), strict=True))


def derived(sums: dict[Address, Sum]) -> dict[str, Figure]:
    return {figure.figure_id: figure for figure in expected.derived(figures(sums), TERMS)}


def only(code: str, **counts: Any) -> Figure:
    (figure,) = figures({total(code): Sum(**counts)}).values()
    return figure


def test_a_share_has_value_denominator_and_everything_its_lists_say():
    figure = only("ucj_ytd", numerator=1, denominator=3)

    assert (figure.numerator, figure.denominator, figure.value) == (1, 3, "33.33")
    assert (figure.figure_id, figure.klass, figure.unit) == ("ucj_ytd:2024-10:33.28", "summed", "percent")
    assert (figure.digits, figure.basis, figure.source) == (2, "D1", "register")
    assert (figure.area_name, figure.slice_name, figure.segment_code) == ("Kabupaten Tegal", "Total", "TOTAL")
    assert (figure.excluded, figure.lower_bound, figure.flag, figure.note) == (None, None, None, None)


def test_a_segment_stands_bare_in_the_id_and_another_slice_with_its_slicing():
    segment, host = ("ucj_ytd", "segment", "PU", "33.28"), ("interns_running", "host", "1001", "33.28")

    made = figures({segment: Sum(numerator=1, denominator=4), host: Sum(numerator=2)})

    assert (made[segment].figure_id, made[segment].segment_code) == ("ucj_ytd:2024-10:33.28:PU", "PU")
    assert made[segment].slice_name == "Penerima Upah"
    assert (made[host].figure_id, made[host].slice_name) == (
        "interns_running:2024-10:33.28:host=1001",
        "1001",
    )


def test_a_count_is_its_numerator_and_has_no_denominator():
    figure = only("companies_committed", numerator=7, denominator=9)

    assert (figure.numerator, figure.denominator, figure.value) == (7, None, "7")


@each_case(
    ("numerator", "denominator", "value"),
    [(1, 8, "12.50"), (1, 800, "0.13"), (-1, 800, "-0.13"), (-1, 80_000, "0.00"), (0, 5, "0.00")],
)
def test_shares_are_rounded_half_away_from_zero_and_never_to_minus_zero(numerator, denominator, value):
    assert only("commitment_progress", numerator=numerator, denominator=denominator).value == value


def test_what_was_excluded_bounds_a_share_from_below_and_is_split_by_cause():
    causes = {"NIK_FORMAT": 2, "USIA": 1, "NAMA": 1}

    figure = only("roster_coverage", numerator=3, denominator=4, excluded=4, causes=causes)

    assert (figure.value, figure.lower_bound, figure.excluded) == ("75.00", "37.50", 4)
    assert figure.excluded_causes == '{"NAMA": 1, "USIA": 1, "NIK_FORMAT": 2}'


def test_a_count_that_prints_what_was_excluded_has_no_lower_bound():
    figure = only("vulnerable_active", numerator=3, excluded=1, causes={"USIA": 1})

    assert (figure.excluded, figure.excluded_causes, figure.lower_bound) == (1, '{"USIA": 1}', None)


def test_nothing_excluded_is_a_zero_without_causes():
    figure = only("roster_coverage", numerator=3, denominator=4)

    assert (figure.excluded, figure.excluded_causes, figure.lower_bound) == (0, None, None)


def test_possible_matches_bound_a_share_from_above_and_the_unknown_are_counted():
    figure = only("roster_coverage", numerator=3, denominator=8, possible=2, unknown=3)

    assert (figure.value, figure.possible, figure.upper_bound, figure.unknown) == ("37.50", 2, "62.50", 3)


def test_possible_matches_bound_a_count_from_above():
    figure = only("vulnerable_active", numerator=3, possible=2)

    assert (figure.value, figure.possible, figure.upper_bound, figure.unknown) == ("3", 2, "5", 0)


def test_without_possible_matches_there_is_no_upper_bound_and_of_the_register_nothing_is_said():
    listed, registered = only("roster_coverage", numerator=3, denominator=8), only("ucj_ytd", numerator=3)

    assert (listed.possible, listed.upper_bound, listed.unknown) == (0, None, 0)
    assert (registered.possible, registered.upper_bound, registered.unknown) == (None, None, None)


def test_a_share_without_denominator_says_why_also_when_only_segments_have_one():
    segment = ("ucj_ytd", "segment", "PU", "33.28")

    alone = only("ucj_ytd", numerator=3)
    made = figures({total("ucj_ytd"): Sum(numerator=3), segment: Sum(denominator=4)})

    assert (alone.value, alone.denominator, alone.note) == (None, None, NOTES["TANPA_PENYEBUT"])
    assert made[total("ucj_ytd")].note == NOTES["TANPA_TOTAL"]
    assert made[segment].note is None


def test_a_share_above_100_is_flagged_with_its_cause():
    figure = only("ucj_ytd", numerator=5, denominator=4)
    without_cause = only("target_ucj", numerator=5, denominator=4)

    assert (figure.value, figure.flag) == ("125.00", NOTES["DI_ATAS_100"])
    assert figure.note == code_lists.rows("indicators")["ucj_ytd"]["cause_above_100"]
    assert (without_cause.flag, without_cause.note) == (None, None)


def test_villages_are_ranked_within_their_regency_the_same_share_the_same_rank_and_small_ones_not():
    counts = [(50, 100), (100, 200), (90, 100), (99, 99), (1, 100)]
    sums = {
        total("village_coverage", village): Sum(numerator=numerator, denominator=denominator)
        for village, (numerator, denominator) in zip(VILLAGES, counts, strict=True)
    }

    made = figures(sums).values()

    assert [(one.rank, one.peer_group, one.peer_count) for one in made] == [
        (2, "33.28", 3),
        (2, "33.28", 3),
        (1, "33.28", 3),
        (None, None, None),
        (1, "33.29", 1),
    ]


def test_only_areas_of_the_lowest_level_are_ranked_among_their_peers():
    terms = replace(
        TERMS,
        above={("33.28", "regency"): "33.28", ("33.28", "province"): "33", ("33", "province"): "33"},
        areas={"33.28": "Kabupaten Tegal", "33": "Jawa Tengah"},
    )
    sums = {total("ucj_eom", area): Sum(numerator=1, denominator=200) for area in ("33.28", "33")}

    ranks = {figure.area_code: (figure.rank, figure.peer_group) for figure in expected.summed(sums, terms)}

    assert ranks == {"33.28": (1, "33"), "33": (None, None)}


def test_shares_that_differ_in_the_last_worker_alone_have_ranks_of_their_own():
    counts = [(999_998, 1_999_997), (999_999, 1_999_999)]
    sums = {
        total("village_coverage", village): Sum(numerator=numerator, denominator=denominator)
        for village, (numerator, denominator) in zip(VILLAGES, counts, strict=False)
    }

    assert [figure.rank for figure in figures(sums).values()] == [2, 1]


def test_a_derived_figure_follows_from_its_inputs_in_their_order():
    sums = {
        total("ucj_ytd"): Sum(numerator=30, denominator=100),
        total("target_ucj"): Sum(numerator=3333, denominator=10_000),
    }

    made = derived(sums)

    people = made["gap_target_people:2024-10:33.28"]
    assert {name.split(":")[0]: one.value for name, one in made.items()} == {
        "gap_target": "3.33",
        "gap_target_people": "4",
        "gap_full": "70.00",
        "gap_full_people": "70",
    }
    assert people.input_ids == ["target_ucj:2024-10:33.28", "ucj_ytd:2024-10:33.28"]
    assert (people.klass, people.numerator, people.denominator) == ("derived", None, None)
    assert people.expression == code_lists.rows("indicators")["gap_target_people"]["expression"]


def test_a_derived_figure_is_not_there_where_an_input_or_its_slicing_is_not():
    segment = ("ucj_ytd", "segment", "PU", "33.28")
    sums = {
        total("ucj_ytd"): Sum(numerator=1),
        total("target_ucj"): Sum(numerator=35, denominator=100),
        segment: Sum(numerator=1, denominator=4),
        ("target_ucj", "segment", "PU", "33.28"): Sum(numerator=35, denominator=100),
    }

    assert set(derived(sums)) == {"gap_full:2024-10:33.28:PU", "gap_full_people:2024-10:33.28:PU"}


def test_a_zero_divisor_leaves_a_derived_figure_with_its_reason():
    sums = {total("answer_days"): Sum(numerator=4), total("files_answered"): Sum()}

    (figure,) = derived(sums).values()

    assert (figure.indicator_code, figure.value, figure.note) == (
        "answer_days_mean", None, NOTES["PENYEBUT_NOL"],
    )  # fmt: skip


def test_sums_of_one_figure_by_cause_are_one():
    address = {"slicing": "total", "slice_code": "TOTAL", "area_code": "33"}
    none = dict.fromkeys(("numerator", "denominator", "excluded", "possible", "unknown"), 0) | address
    rows = [
        none | {"cause": None, "numerator": 2, "denominator": 6, "possible": 1, "unknown": 3},
        none | {"cause": "USIA", "excluded": 4},
        none | {"cause": "", "excluded": 1},
    ]
    totals: dict[Address, Sum] = {}

    expected.add(totals, "a", rows)

    causes = {"USIA": 4, "": 1}
    assert totals == {
        ("a", "total", "TOTAL", "33"): Sum(
            numerator=2, denominator=6, excluded=5, possible=1, unknown=3, causes=causes
        )
    }


def test_a_change_is_since_the_month_as_it_was_published_and_says_whence():
    own = {total("ucj_ytd"): Sum(numerator=13, denominator=22)}
    months = {
        ("ucj_ytd:2024-10:33.28", "2024-09"): {"value": "60.10", "whence": "edition"},
        ("ucj_ytd:2024-10:33.28", "2023-10"): {"value": "50.5", "whence": "document"},
    }

    known = {
        figure.figure_id: figure for figure in expected.derived(figures(own), replace(TERMS, points=months))
    }

    month, year = (known[f"ucj_ytd_{since}_change:2024-10:33.28"] for since in ("month", "year"))
    assert (month.value, month.unit, month.source) == ("-1.01", "points", "register")
    assert (year.value, year.source) == ("8.59", "document")
    assert (year.input_ids, year.expression) == (
        ["ucj_ytd:2024-10:33.28"],
        "ucj_ytd.value - ucj_ytd.year_before",
    )


def test_there_is_no_change_since_a_month_that_nobody_published():
    own = {total("ucj_ytd"): Sum(numerator=13, denominator=22)}

    assert not [figure_id for figure_id in derived(own) if "_change" in figure_id]


def test_a_change_in_percent_since_nothing_has_no_value_and_the_reason():
    own = {total("benefit_cases"): Sum(numerator=3)}
    months = {("benefit_cases:2024-10:33.28", "2024-09"): {"value": "0", "whence": "simulation"}}

    change, percent = sorted(
        expected.derived(figures(own), replace(TERMS, points=months)), key=lambda figure: figure.figure_id
    )

    assert (change.indicator_code, change.value, change.source) == (
        "benefit_cases_month_change",
        "3",
        "simulation",
    )
    assert (percent.value, percent.note) == (None, NOTES["PENYEBUT_NOL"])
