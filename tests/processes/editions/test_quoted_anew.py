"""A month quoted otherwise moves the changes since then, and both commands and editions name it."""

from pathlib import Path
from typing import Any

from bundle_builders import change_row, evidence_row, figure_row, month_row, workforce_row, write_bundle
from cakupan.editions.differences import between, quoted
from difference_builders import FIRST, load, stated

CHANGE = "ucj_ytd_month_change:2024-10:33.28"
INDICATORS = ("ucj_ytd", "ucj_ytd_month_change")
Side = tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]


def written(folder: Path, before: Side, after: Side) -> tuple[Path, Path]:
    secrets = folder / "home" / "secrets"
    one, other = (
        write_bundle(folder / name, figures, rows, secrets, indicators=INDICATORS, months=months)
        for name, (figures, rows, months) in (("v1", before), ("v2", after))
    )
    return one, other


def explained(folder: Path, before: Side, after: Side, **loads: Any) -> list[tuple[Any, ...]]:
    one, other = written(folder, before, after)
    frame = between.between(one, other, stated=(FIRST, stated(**loads)))
    shown = frame[frame["figure_id"] == CHANGE]
    plain = shown.astype(object).where(shown.notna(), None)
    names = ("part", "cause", "source_kind", "source_id", "previous_value", "value", "change")
    return [tuple(row[name] for name in names) for row in plain.to_dict("records")]


def side(value: str, *months: dict[str, Any], members: int = 1) -> Side:
    rate = {1: "33.33", 2: "66.67"}[members]
    figures = [figure_row(numerator=members, value=rate)]
    if months:
        figures.append(change_row(value))
    rows = [evidence_row(unit_no=number, row_number=number) for number in range(1, members + 1)]
    return figures, [*rows, workforce_row(3)], list(months)


def test_a_month_published_anew_moves_the_change_since_then(tmp_path: Path):
    before = side("3.33", month_row("2024-09", "30.00", "2024-09/v1"))
    after = side("2.33", month_row("2024-09", "31.00", "2024-09/v2"))

    assert explained(tmp_path, before, after) == [
        ("value", "quoted", "edition", "2024-09/v2", "3.33", "2.33", "-1.00")
    ]


def test_what_the_figure_itself_moved_comes_first_and_the_parts_add_up(tmp_path: Path):
    before = side("3.33", month_row("2024-09", "30.00", "2024-09/v1"))
    after = side("35.67", month_row("2024-09", "31.00", "2024-09/v2"), members=2)

    assert explained(tmp_path, before, after, loads=[load("register", 6)]) == [
        ("value", "quoted", "edition", "2024-09/v2", "3.33", "35.67", "-1.00"),
        ("value", "register", "load", "6", "3.33", "35.67", "33.34"),
    ]


def test_a_change_that_there_was_no_month_for_comes_with_the_month(tmp_path: Path):
    after = side("2.33", month_row("2024-09", "31.00"))

    rows = explained(tmp_path, side(""), after)

    assert {row[:4] for row in rows} == {
        ("figure", "quoted", "document", "simulasi"),
        ("value", "quoted", "document", "simulasi"),
    }


def test_a_month_that_is_gone_takes_its_change_along(tmp_path: Path):
    before = side("2.33", month_row("2024-09", "31.00", "2024-09/v1"))

    rows = explained(tmp_path, before, side(""))

    assert {row[:4] for row in rows} == {
        ("figure", "quoted", "edition", "2024-09/v1"),
        ("value", "quoted", "edition", "2024-09/v1"),
    }


def test_every_month_quoted_otherwise_is_told_and_no_other(tmp_path: Path):
    before = side(
        "3.33",
        month_row("2024-07", "28.00"),
        month_row("2024-08", "29.00"),
        month_row("2024-09", "30.00", "2024-09/v1"),
    )
    after = side(
        "2.33",
        month_row("2024-06", "27.00", whence="document", document="Siaran pers"),
        month_row("2024-08", "29.00", "2024-08/v1"),
        month_row("2024-09", "31.00", "2024-09/v2"),
    )

    told = list(quoted.differences(*written(tmp_path, before, after)))

    names = ("part", "source_id", "previous_value", "value", "change")
    assert [tuple(row[name] for name in names) for row in told] == [
        ("series.2024-06", "Siaran pers", None, "27.00", None),
        ("series.2024-07", "simulasi", "28.00", None, None),
        ("series.2024-09", "2024-09/v2", "30.00", "31.00", "1.00"),
    ]
