"""A file is followed to the figures it touches, and what it adds to each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import traced_edition
from bundle_builders import figure_row, gap_row
from cakupan import settings
from cakupan.editions.tracing import forward, signed
from cakupan.editions.tracing.signed import Signed
from cakupan.errors import NotFound


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Signed]:
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    settings.load.cache_clear()
    listed = traced_edition.figures()
    listed.append(
        gap_row("50.00")
        | {"figure_id": "gap_listed:2024-10:33.28", "input_ids": ["roster_coverage:2024-10:33.28"]}
    )
    listed.append(figure_row(figure_id="ucj_ytd:2024-10:33", area_code="33", numerator=2, denominator=10))
    yield signed.opened(traced_edition.write(tmp_path / "v1", printed=listed))
    settings.load.cache_clear()


def test_what_a_list_adds_to_each_figure_is_told(edition):
    answer = forward.touched("S000001", edition, None)

    assert [(one["figure_id"], one["rows"], one["of_file"]) for one in answer["figures"]] == [
        (
            "roster_coverage:2024-10:33.28",
            3,
            {"numerator": 1, "denominator": 2, "excluded": 1, "possible": 0, "unknown": 1},
        )
    ]
    assert (answer["submission"]["file_name"], answer["edition"]) == ("daftar.xlsx", "2024-10/v1")


def test_figures_that_are_calculated_from_those_are_named(edition):
    assert forward.touched("S000001", edition, None)["derived"] == ["gap_listed:2024-10:33.28"]


def test_a_file_that_an_edition_was_not_made_with_is_named(edition):
    with pytest.raises(NotFound, match="not made with S000009"):
        forward.touched("S000009", edition, None)
