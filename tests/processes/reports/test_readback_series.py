"""Numbers of earlier months are printed by their part and read back with the series they are of."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from cakupan.reports import render
from cakupan.reports.document import Column, Cover, Document, Figure, Page, Row, Table
from cakupan.reports.readback import LANGUAGES, read_back
from cakupan.reports.series import SERIES_COLUMNS
from cakupan.reports.source import ReportSource
from edition_source import facts, figure, frame, national

COVERAGE = "ucj_ytd:2024-10:33.28"
FORMATS = {"html", "pdf", "xlsx", "pptx"}
MONTHS = ("2023-10", "2024-08", "2024-09", "2024-10")


def source() -> ReportSource:
    points = [
        {"figure_id": COVERAGE, "period": "2023-10", "whence": "simulation", "value": "27.00"},
        {"figure_id": COVERAGE, "period": "2024-08", "whence": "document", "document": "x", "value": "28.5"},
        {"figure_id": COVERAGE, "period": "2024-09", "whence": "edition", "value": "29.10", "numerator": 291},
    ]
    return ReportSource(
        figures=frame([figure("ucj_ytd", "33.28", 3029, 10000, basis="D1")]),
        edition=facts(),
        points=pd.DataFrame(points, columns=[*SERIES_COLUMNS]),
    )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    rows = tuple(
        Row(cells=((month,), (Figure(COVERAGE, f"series.{month}"),), (Figure(COVERAGE, part),)))
        for month in MONTHS
        for part in (f"series.{month}.numerator",)
    )
    columns = tuple(Column(label=label) for label in ("Bulan", "Nilai", "Pembilang"))
    table = Table(caption="Cakupan sepanjang tahun", columns=columns, rows=rows)
    cover = Cover(
        organisation="Contoh", title="Laporan", period="2024-10", classification="", facts=(), remarks=()
    )
    page = Page(name="tren", title="Tren", sheet="Tren", blocks=(table,))
    document = Document(cover=cover, pages=(page,), footer="contoh")
    told = [national(source(), locale) for locale in LANGUAGES]
    render.write([(document, document, report) for report in told], folder)
    return folder


def test_every_format_carries_every_month(printed: Path):
    found = read_back(printed, source().figures, None, source().points)

    months = found[found["part"].str.startswith("series.")]
    counts = months["format"].value_counts()
    assert found["is_equal"].all()
    assert set(counts) == {8 * len(LANGUAGES)}
    assert set(counts.index) == FORMATS
    assert "28,5" in set(months["printed"])


def test_a_month_that_was_another_is_told_in_every_format(printed: Path):
    points = source().points
    other = points.assign(value=points["value"].replace("29.10", "29.11"))

    found = read_back(printed, source().figures, None, other)

    differing = found[~found["is_equal"]]
    assert set(differing["format"]) == FORMATS
    assert set(differing["part"]) == {"series.2024-09"}


def test_the_months_are_wrong_without_the_series_to_compare_with(printed: Path):
    found = read_back(printed, replace(source()).figures)

    assert set(found[~found["is_equal"]]["part"]) >= {f"series.{month}" for month in MONTHS}
