"""What was published in earlier months is drawn in every format, and gate 3 measures it there."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
from cakupan.reports.readback import read_back
from cakupan.reports.render import render
from cakupan.reports.series import SERIES_COLUMNS
from cakupan.reports.source import ReportSource
from edition_source import small_source

TEGAL = "ucj_ytd:2024-10:33.28"


def with_past(value: str = "24.50") -> ReportSource:
    points = [
        {"figure_id": TEGAL, "period": "2024-03", "whence": "document", "value": value, "document": "Pers"},
        {"figure_id": TEGAL, "period": "2024-09", "whence": "edition", "value": "29.00"},
    ]
    return replace(small_source(), points=pd.DataFrame(points, columns=[*SERIES_COLUMNS]))


def test_a_point_of_an_earlier_month_reads_back_in_every_format(tmp_path: Path):
    source = with_past()
    render(source, tmp_path)

    found = read_back(tmp_path, source.figures, source.changes, source.points)

    assert found["is_equal"].all()
    earlier = found[found["part"] == "series.2024-03"]
    assert set(earlier["format"]) == {"html", "pdf", "xlsx"}


def test_a_point_that_is_drawn_of_another_number_is_found_in_every_format(tmp_path: Path):
    render(with_past("24.90"), tmp_path)
    source = with_past()

    found = read_back(tmp_path, source.figures, source.changes, source.points)

    wrong = found[~found["is_equal"] & (found["part"] == "series.2024-03")]
    assert set(wrong["format"]) == {"html", "pdf", "xlsx"}
