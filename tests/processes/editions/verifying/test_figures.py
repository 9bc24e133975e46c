"""Every figure follows from the frozen facts, queries and definitions, also when it is signed again."""

import pytest
from bundle_builders import figure_row, gap_row, write_figures
from cakupan.editions.frozen import layout
from cakupan.editions.verifying import verify
from tampering import (
    COVERAGE,
    FIGURES,
    GAP,
    OF_PU,
    SEGMENT,
    failures,
    of_figures,
    rewritten,
    signed_again,
    with_figure,
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"value": "34.00"}, [("facts", COVERAGE, "value")]),
        ({"numerator": 2}, [("facts", COVERAGE, "numerator")]),
        ({"denominator": 2}, [("facts", COVERAGE, "denominator")]),
        ({"excluded": 4}, [("facts", COVERAGE, "excluded")]),
        ({"excluded_causes": '{"X": 4}'}, [("facts", COVERAGE, "excluded_causes")]),
        ({"lower_bound": "30.00"}, [("facts", COVERAGE, "lower_bound")]),
        ({"possible": 4}, [("facts", COVERAGE, "possible")]),
        ({"upper_bound": "90.00"}, [("facts", COVERAGE, "upper_bound")]),
        ({"unknown": 4}, [("facts", COVERAGE, "unknown")]),
        ({"rank": 1}, [("figures", COVERAGE, "rank")]),
        ({"peer_group": "33"}, [("figures", COVERAGE, "peer_group")]),
        ({"peer_count": 5}, [("figures", COVERAGE, "peer_count")]),
        ({"flag": "Di atas 100 persen"}, [("figures", COVERAGE, "flag")]),
        ({"note": "Sementara"}, [("figures", COVERAGE, "note")]),
        ({"unit": "people"}, [("figures", COVERAGE, "unit")]),
        ({"digits": 1}, [("figures", COVERAGE, "digits")]),
        ({"basis": "desa"}, [("figures", COVERAGE, "basis")]),
        ({"source": "roster"}, [("figures", COVERAGE, "source")]),
        ({"class": "derived"}, [("figures", COVERAGE, "class")]),
        ({"expression": "1"}, [("figures", COVERAGE, "expression")]),
        ({"input_ids": [GAP]}, [("figures", COVERAGE, "input_ids")]),
        ({"period": "2024-09"}, [("figures", COVERAGE, "period")]),
        ({"area_code": "33.29"}, [("figures", COVERAGE, "area_code")]),
        ({"area_name": "Kabupaten Lain"}, [("figures", COVERAGE, "area_name")]),
        ({"segment_code": "PU"}, [("figures", COVERAGE, "segment_code")]),
        ({"slicing": "segment"}, [("figures", COVERAGE, "slicing")]),
        ({"slice_code": "PU"}, [("figures", COVERAGE, "slice_code")]),
        ({"slice_name": "Semua"}, [("figures", COVERAGE, "slice_name")]),
    ],
    ids=lambda given: "" if isinstance(given, list) else str(given),
)
def test_a_changed_column_of_a_figure_is_named_even_when_signed_again(edition, secrets, given, expected):
    write_figures(edition, with_figure(0, **given))

    assert of_figures(signed_again(edition, secrets)) == expected


def test_what_a_figure_should_be_is_told_beside_what_it_is(edition, secrets):
    write_figures(edition, with_figure(0, value="34.00"))

    wrong = verify.verify(signed_again(edition, secrets)).failures[0]

    assert str(wrong) == "facts: ucj_ytd:2024-10:33.28, value: expected 33.33, found 34.00"


@pytest.mark.parametrize(
    "given",
    [
        {"value": "66.66"},
        {"expression": "99 - ucj_ytd.value"},
        {"input_ids": []},
        {"note": "x"},
        {"numerator": 1},
    ],
)
def test_a_changed_derived_figure_is_named(edition, secrets, given):
    write_figures(edition, with_figure(2, **given))

    assert of_figures(signed_again(edition, secrets)) == [("figures", GAP, next(iter(given)))]


def test_a_figure_without_a_value_keeps_its_reason(edition, secrets):
    write_figures(edition, with_figure(1, note=None))

    assert of_figures(signed_again(edition, secrets)) == [("figures", OF_PU, "note")]


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_dropped_figure_is_named(edition, secrets, position):
    write_figures(edition, [row for place, row in enumerate(FIGURES) if place != position])

    assert of_figures(signed_again(edition, secrets)) == [("figures", FIGURES[position]["figure_id"], None)]


@pytest.mark.parametrize(
    "added",
    [
        figure_row(**SEGMENT | {"figure_id": "ucj_ytd:2024-10:33.28:BPU", "slice_code": "BPU"}),
        figure_row(figure_id="ucj_ytd:2024-10:99"),
        figure_row(),
        gap_row(figure_id="gap_full:2024-10:33.28:PU"),
    ],
    ids=["a segment", "an area", "one twice", "derived"],
)
def test_an_added_figure_is_named(edition, secrets, added):
    write_figures(edition, [*FIGURES, added])

    assert of_figures(signed_again(edition, secrets)) == [("figures", added["figure_id"], None)]


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda rows: rows[1:], "numerator"),
        (lambda rows: [*rows, rows[0] | {"unit_no": 2}], "numerator"),
        (lambda rows: [rows[0] | {"numerator": 2}, *rows[1:]], "numerator"),
        (lambda rows: [*rows[:2], rows[2] | {"denominator": 4}], "denominator"),
    ],
    ids=["taken out", "put in", "changed", "another workforce"],
)
def test_a_changed_fact_row_is_named_by_the_figure_it_belongs_to(edition, secrets, change, part):
    rewritten(edition / layout.FACTS / "rows.parquet", change)

    assert ("facts", COVERAGE, part) in failures(signed_again(edition, secrets))


def test_a_fact_row_that_belongs_to_no_figure_makes_one_that_is_missing(edition, secrets):
    rewritten(
        edition / layout.FACTS / "rows.parquet",
        lambda rows: [*rows, rows[1] | {"slice_code": "BPU", "unit_no": 2}],
    )

    assert failures(signed_again(edition, secrets)) == [("figures", "ucj_ytd:2024-10:33.28:BPU", None)]


def test_an_area_moved_in_the_tree_changes_the_figures_it_counted_in(edition, secrets):
    rewritten(
        edition / layout.DIMENSIONS / "area_closure.parquet",
        lambda rows: [
            row for row in rows if row["area_code"] != "33.28.01" or row["ancestor_code"] != "33.28"
        ],
    )

    assert ("facts", COVERAGE, "numerator") in failures(signed_again(edition, secrets))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text.replace("where", "where false and"), ("figures", COVERAGE, None)),
        (lambda text: text.replace("cast(numerator", "cast(2 * numerator"), ("facts", COVERAGE, "numerator")),
        (lambda text: text.replace("cast(indicator_code", "cast('ucj_eom'"), ("queries", "ucj_ytd", None)),
        (lambda text: f"{text}; select 1", ("queries", "its files", None)),
        (lambda text: "drop table fct_rows", ("queries", "its files", None)),
        (lambda text: "copy fct_rows to 'x'", ("queries", "its files", None)),
    ],
)
def test_a_changed_query_is_found_and_one_that_is_no_select_is_not_run(edition, secrets, change, expected):
    path = edition / layout.QUERIES / "evidence__ucj_ytd.sql"
    path.write_text(change(path.read_text()))

    assert expected in failures(signed_again(edition, secrets))


def test_a_query_too_many_or_too_few_is_named(edition, secrets):
    path = edition / layout.QUERIES / "evidence__ucj_ytd.sql"
    path.rename(path.with_name("evidence__ucj_eom.sql"))

    found = failures(signed_again(edition, secrets))

    assert {("queries", "ucj_ytd", None), ("queries", "ucj_eom", None)} <= set(found)


def test_a_changed_definition_is_found_where_figures_follow_from_it(edition, secrets):
    path = edition / layout.SEEDS / "indicators.csv"
    path.write_text(path.read_text().replace("100 - ucj_ytd.value", "101 - ucj_ytd.value"))

    found = set(failures(signed_again(edition, secrets)))

    assert found == {("figures", GAP, "expression"), ("figures", GAP, "value")}


@pytest.mark.parametrize("lost", ["seeds/indicators.csv", "seeds/units.csv", "settings.json"])
def test_an_edition_without_its_definitions_does_not_verify(edition, secrets, lost):
    (edition / layout.SQL / lost).unlink()

    found = verify.verify(signed_again(edition, secrets))

    assert found.check("queries").outcome == "failed"
    assert lost in str(found.failures[0])
