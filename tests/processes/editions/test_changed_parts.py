"""Every part of a figure that differs is taken apart: exclusions, bounds, ranks, derived values."""

from pathlib import Path
from typing import Any

from bundle_builders import evidence_row, figure_row, gap_row, workforce_row
from cakupan.editions.differences import between
from cakupan.editions.frozen import layout
from difference_builders import FIRST, coverage, editions, explained, listed, load, split, stated, submission

PLACES = ("33.28.01.2001", "33.28.01.2002")
VILLAGES = [(code, above) for code in PLACES for above in (code, "33.28")] + [("33.28", "33.28")]


def village(code: str, numerator: int, rank: int) -> dict[str, Any]:
    named = {"figure_id": f"village_coverage:2024-10:{code}", "indicator_code": "village_coverage"}
    ranked = {"rank": rank, "peer_group": "33.28", "peer_count": 2, "area_code": code}
    return figure_row(
        **named, **ranked, numerator=numerator, denominator=100, value=f"{numerator}.00", basis="desa"
    )


def of_villages(*members: int) -> list[dict[str, Any]]:
    rows = []
    for place, (code, count) in enumerate(zip(PLACES, members, strict=True)):
        own = {"indicator_code": "village_coverage", "area_code": code}
        rows.append(workforce_row(100, unit_no=place, row_number=place, **own))
        numbers = (place * 100 + number for number in range(count))
        rows += [evidence_row(unit_no=number, row_number=number, **own) for number in numbers]
    return rows


def test_a_rank_moves_by_its_own_figure_or_by_peers_that_are_named(tmp_path: Path):
    one, other = PLACES
    before = ([village(one, 2, 1), village(other, 1, 2)], of_villages(2, 1))
    after = ([village(one, 2, 2), village(other, 3, 1)], of_villages(2, 3))

    rows = explained(
        tmp_path,
        before,
        after,
        then=stated(loads=[load("register", 6)]),
        areas=VILLAGES,
        first_areas=VILLAGES,
    )

    ranks = {
        (row["figure_id"], row["cause"], row["source_id"], row["change"])
        for row in rows
        if row["part"] == "rank"
    }
    assert ranks == {
        (f"village_coverage:2024-10:{one}", "peers", f"village_coverage:2024-10:{other}", "1"),
        (f"village_coverage:2024-10:{other}", "register", "6", "-1"),
    }


def test_a_new_figure_and_one_that_is_gone_say_what_they_came_and_went_with(tmp_path: Path):
    side = ([coverage(1, 3, "33.33")], [evidence_row(), workforce_row(3)])
    then = stated(loads=[load("register", 6), load("reference", 7)])

    came = explained(tmp_path / "came", ([], []), side, then=then)
    went = explained(tmp_path / "went", side, ([], []), then=then)

    assert split(came, "numerator", "denominator", "figure") == [
        ("denominator", "reference", "7", "3"),
        ("figure", "reference", "7", None),
        ("figure", "register", "6", None),
        ("numerator", "register", "6", "1"),
    ]
    assert sum(float(row["change"]) for row in went if row["part"] == "value") == -33.33


def test_a_derived_value_moves_by_the_causes_of_its_inputs(tmp_path: Path):
    before = ([coverage(1, 3, "33.33"), gap_row("66.67")], [evidence_row(), workforce_row(3)])
    after = (
        [coverage(2, 4, "50.00"), gap_row("50.00")],
        [evidence_row(), evidence_row(unit_no=2, row_number=2, source_no=6), workforce_row(4, source_no=7)],
    )

    rows = explained(tmp_path, before, after, then=stated(loads=[load("register", 6), load("reference", 7)]))

    gap = [row for row in rows if row["figure_id"].startswith("gap_full")]
    assert split(gap) == [("value", "reference", "7", "16.67"), ("value", "register", "6", "-33.34")]


def test_exclusions_and_the_lower_bound_are_split_too(tmp_path: Path):
    code = {"indicator_code": "roster_coverage"}
    named = {"figure_id": "roster_coverage:2024-10:33.28", **code, "basis": None, "source": "roster"}
    out = {"numerator": 0, "denominator": 0, "excluded": 1, "cause": "NIK_SALAH", **code}
    before = (
        [coverage(1, 1, "100.00", excluded=0, excluded_causes=None, **named)],
        [listed(1, 1, **code)],
    )
    after = (
        [
            coverage(
                1, 1, "100.00", excluded=1, excluded_causes='{"NIK_SALAH": 1}', lower_bound="50.00", **named
            )
        ],
        [listed(1, 1, **code), listed(2, 2, **out)],
    )

    rows = explained(tmp_path, before, after, then=stated([submission(2, partner_id="margasari")]))

    assert split(rows, "excluded", "excluded.NIK_SALAH") == [
        ("excluded", "late_list", "S000002", "1"),
        ("excluded.NIK_SALAH", "late_list", "S000002", "1"),
    ]
    assert {row["cause"] for row in rows} == {"late_list"}


def test_possible_matches_and_the_unknown_are_split_with_the_upper_bound(tmp_path: Path):
    code = {"indicator_code": "roster_coverage"}
    named = {"figure_id": "roster_coverage:2024-10:33.28", **code, "basis": None, "source": "roster"}
    named |= {"excluded": 0}
    before = ([coverage(1, 1, "100.00", possible=0, unknown=0, **named)], [listed(1, 1, **code)])
    after = (
        [coverage(1, 3, "33.33", possible=1, upper_bound="66.67", unknown=1, **named)],
        [
            listed(1, 1, **code),
            listed(2, 2, numerator=0, possible=1, **code),
            listed(2, 3, numerator=0, unknown=1, **code),
        ],
    )

    rows = explained(tmp_path, before, after, then=stated([submission(2, partner_id="margasari")]))

    assert split(rows, "possible", "unknown", "upper_bound") == [
        ("possible", "late_list", "S000002", "1"),
        ("unknown", "late_list", "S000002", "1"),
        ("upper_bound", "late_list", "S000002", "66.67"),
    ]


def test_a_query_that_differs_is_told_from_rows_that_differ(tmp_path: Path):
    before = ([coverage(1, 3, "33.33")], [evidence_row(), workforce_row(3)])
    after = (
        [coverage(4, 3, "133.33")],
        [evidence_row(), evidence_row(unit_no=2, row_number=2, source_no=6), workforce_row(3)],
    )
    one, other = editions(tmp_path, before, after)
    query = other / layout.QUERIES / "evidence__ucj_ytd.sql"
    text = query.read_text("utf-8").replace("cast(numerator as bigint)", "cast(2 * numerator as bigint)")
    query.write_text(text, "utf-8")

    frame = between.between(one, other, stated=(FIRST, stated(loads=[load("register", 6)])))

    counted = frame[frame["part"] == "numerator"]
    assert dict(zip(counted["cause"], counted["change"], strict=True)) == {"definition": "1", "register": "2"}
