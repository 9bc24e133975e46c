"""Gate 3 shuts when a finished file is touched: in each format, at each place."""

from pathlib import Path

import pytest
from cakupan.reports.readback import read_back
from cakupan.reports.render import render
from edition_source import small_source


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    render(small_source(), folder)
    return folder


def test_a_report_as_rendered_reads_back_equal_at_every_place(report: Path):
    found = read_back(report, small_source().figures)

    assert set(found["format"]) == {"html", "xlsx", "pdf"}
    assert found["is_equal"].all()
