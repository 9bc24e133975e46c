"""What an edition quotes of earlier months is compared with the editions it names, beside it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from bundle_builders import change_row, figure_row, month_row, seal, workforce_row, write_bundle
from cakupan.editions import manifest
from cakupan.editions.frozen import layout
from cakupan.editions.verifying import verify
from tampering import ROWS, rewritten, signed_again

SEPTEMBER = {"figure_id": "ucj_ytd:2024-09:33.28", "period": "2024-09"}
INDICATORS = ("ucj_ytd", "ucj_ytd_month_change", "ucj_ytd_year_change")
FIGURES = [
    figure_row(),
    change_row("8.33"),
    change_row("13.33", "year", source="simulation"),
]
COVERAGE = "ucj_ytd:2024-10:33.28"


@pytest.fixture
def edition(tmp_path: Path, secrets: Path) -> Path:
    """October, which quotes September of the edition beside it, and a simulated month a year before."""
    editions = tmp_path / "editions"
    earlier = write_bundle(
        editions / "2024-09" / "v1",
        [figure_row(**SEPTEMBER, denominator=4, value="25.00")],
        [ROWS[0], workforce_row(4)],
        secrets,
        period="2024-09",
    )
    sha256 = manifest.sha256_of(earlier / manifest.MANIFEST)
    counts = {"numerator": 1, "denominator": 4}
    return write_bundle(
        editions / "2024-10" / "v1",
        FIGURES,
        [ROWS[0], workforce_row(3)],
        secrets,
        indicators=INDICATORS,
        months=[
            month_row("2023-10", "20.00"),
            month_row("2024-09", "25.00", "2024-09/v1", manifest_sha256=sha256, **counts),
        ],
    )


def wrong(edition: Path) -> list[tuple[str, str, str | None]]:
    read = {"html", "pdf", "xlsx", "pptx", "pages"}  # these bundles have no report
    return [
        (one.check, one.subject, one.part) for one in verify.verify(edition).failures if one.check not in read
    ]


def said(edition: Path) -> tuple[str, str]:
    check = verify.verify(edition).check("series")
    return check.outcome, check.said


def test_points_and_changes_follow_from_the_edition_that_is_quoted(edition: Path):
    assert wrong(edition) == []
    assert said(edition) == (
        "ok",
        "2 points of earlier months, as the editions beside it say where they are quoted",
    )


def test_an_edition_that_does_not_lie_beside_is_said_not_to_be_compared(edition: Path):
    shutil.rmtree(edition.parents[1] / "2024-09")

    outcome, why = said(edition)

    assert outcome == "unchecked"
    assert "2024-09/v1 were not compared" in why
    assert wrong(edition) == []


@pytest.mark.parametrize(
    ("position", "given", "expected"),
    [
        (1, {"value": "26.00"}, [("facts", ""), ("series", COVERAGE)]),
        (1, {"denominator": 5}, [("series", COVERAGE)]),
        (1, {"numerator": 2}, [("series", COVERAGE)]),
        (1, {"quoted_id": "ucj_ytd:2024-09:33.29"}, [("series", COVERAGE)]),
        (1, {"manifest_sha256": "b" * 64}, [("series", "2024-09/v1")]),
        (1, {"manifest_sha256": None}, [("series", COVERAGE), ("series", "2024-09/v1")]),
        (1, {"document": "Siaran pers"}, [("series", COVERAGE)]),
        (1, {"whence": "edition", "edition": None}, [("series", COVERAGE)]),
        (0, {"whence": "hearsay"}, [("series", COVERAGE)]),
        (0, {"whence": "document"}, [("series", COVERAGE)]),
        (0, {"source_no": None}, [("series", COVERAGE)]),
        (0, {"period": "2023-09"}, [("series", COVERAGE)]),
        (0, {"figure_id": "target_ucj:2024-10:33.28"}, [("series", "target_ucj:2024-10:33.28")]),
    ],
)
def test_a_point_changed_and_signed_again_is_told(
    edition: Path, secrets: Path, position: int, given: dict[str, Any], expected: list[tuple[str, str]]
):
    def change(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row | (given if place == position else {}) for place, row in enumerate(rows)]

    rewritten(edition / layout.SERIES, change)
    found = [(check, subject) for check, subject, _ in wrong(signed_again(edition, secrets))]

    assert {one for one in expected if one[0] == "series"} <= set(found)


def test_a_point_left_out_or_told_twice_is_told(edition: Path, secrets: Path):
    rewritten(edition / layout.SERIES, lambda rows: rows[:1] + rows)
    assert ("series", str(layout.SERIES), None) in wrong(signed_again(edition, secrets))

    rewritten(edition / layout.SERIES, lambda rows: rows[:1])
    found = wrong(signed_again(edition, secrets))

    assert ("figures", "ucj_ytd_month_change:2024-10:33.28", None) in found


def test_a_point_left_out_of_an_edition_that_is_quoted_elsewhere_is_told(edition: Path, secrets: Path):
    of_wages = {"segment_code": "PU", "slicing": "segment", "slice_code": "PU", "slice_name": "Penerima Upah"}
    earlier = edition.parents[1] / "2024-09" / "v1"

    def with_segment(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [*rows, rows[0] | of_wages | {"figure_id": f"{rows[0]['figure_id']}:PU"}]

    for folder, given in ((earlier, {"period": "2024-09"}), (edition, {})):
        rewritten(folder / layout.FIGURES, with_segment)
        seal(folder, secrets, **given)
    sha256 = manifest.sha256_of(earlier / manifest.MANIFEST)
    rewritten(
        edition / layout.SERIES,
        lambda rows: [row | ({"manifest_sha256": sha256} if row["edition"] else {}) for row in rows],
    )

    assert ("series", f"{COVERAGE}:PU", "2024-09/v1") in wrong(signed_again(edition, secrets))


def test_a_change_that_does_not_follow_from_the_month_quoted_is_told(edition: Path, secrets: Path):
    def change(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row | ({"value": "9.00"} if row["value"] == "8.33" else {}) for row in rows]

    rewritten(edition / layout.FIGURES, change)

    found = wrong(signed_again(edition, secrets))

    assert ("figures", "ucj_ytd_month_change:2024-10:33.28", "value") in found


def test_a_change_says_that_the_month_was_simulated(edition: Path, secrets: Path):
    rewritten(edition / layout.FIGURES, lambda rows: [row | {"source": "register"} for row in rows])

    found = wrong(signed_again(edition, secrets))

    assert ("figures", "ucj_ytd_year_change:2024-10:33.28", "source") in found


def test_the_earlier_edition_changed_after_it_was_signed_is_no_witness(edition: Path):
    earlier = edition.parents[1] / "2024-09" / "v1"
    rewritten(earlier / layout.FIGURES, lambda rows: [row | {"value": "26.00"} for row in rows])

    assert wrong(edition) == [("series", "2024-09/v1", None)]


def test_an_edition_of_before_there_were_series_has_none(edition: Path, secrets: Path):
    (edition / layout.SERIES).unlink()
    rewritten(edition / layout.FIGURES, lambda rows: rows[:1])

    assert [one for one in wrong(signed_again(edition, secrets)) if one[0] == "series"] == []
