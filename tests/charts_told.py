"""The gallery of charts as a finished report, and what gate 3 says of it in one format."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chart_gallery as gallery
from cakupan.reports import files, readback
from cakupan.reports.charts.nodes import Chart
from cakupan.reports.charts.plots import Mark, plots
from cakupan.reports.files import ReportFiles
from cakupan.reports.locales import Locale
from cakupan.reports.printed import Book
from cakupan.reports.source import ReportSource
from chart_gallery import Made
from edition_source import national


@dataclass(frozen=True, kw_only=True)
class ToldCharts:
    """A finished report of the gallery, with the charts that it was made of."""

    folder: Path
    charts: list[Any]
    source: ReportSource

    @classmethod
    def made(cls, folder: Path) -> "ToldCharts":
        """Write the report into a folder."""
        made = Made()
        charts = gallery.gallery(made)
        document = gallery.document({"bagan": charts})
        gallery.write(document, made.source(), folder)
        return cls(folder=folder, charts=charts, source=made.source())

    @property
    def book(self) -> Book:
        """What is printed."""
        return national(self.source).book

    @property
    def files(self) -> ReportFiles:
        """Its files."""
        return files.OF[Locale.ID].within(self.folder)

    def wrong(self, kind: str) -> list[dict[str, Any]]:
        """What gate 3 finds wrong in one format."""
        found = readback.comparisons(self.folder, self.source)[kind]()
        rows = [dict(zip(readback.COLUMNS, row, strict=True)) for row in found]
        return [row for row in rows if not row["is_equal"]]

    def told(self, kind: str) -> set[tuple[str, str]]:
        """Which figures are wrong in one format, and what is wrong with each."""
        return {(row["figure_id"], row["problem"]) for row in self.wrong(kind)}

    def marks(self, of: type[Chart], role: str) -> list[Mark]:
        """The marks of one role on all charts of a kind."""
        return [
            mark
            for chart in self.charts
            if isinstance(chart, of)
            for plot in plots(chart, self.book)
            for mark in plot.marks
            if mark.role == role
        ]


def roles() -> Iterator[tuple[type[Chart], str]]:
    """Every kind of chart with each role that its marks have."""
    made = Made()
    charts = gallery.gallery(made)
    book = national(made.source()).book
    shown = [chart for chart in charts if not isinstance(chart, gallery.DecisionCard)]
    listed = {
        (type(chart), mark.role) for chart in shown for plot in plots(chart, book) for mark in plot.marks
    }
    yield from sorted(listed, key=lambda one: (one[0].__name__, one[1]))
