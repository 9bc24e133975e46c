"""The list of what every format of a report carries: its numbers, and its charts with their marks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from cakupan.reports.charts.nodes import Chart
from cakupan.reports.charts.plots import Mark, Plot, plots
from cakupan.reports.charts.scale import Scale, plain
from cakupan.reports.document import Document, places
from cakupan.reports.inline import Figure
from cakupan.reports.printed import Book


@dataclass(frozen=True, kw_only=True)
class Contents:
    """The numbers and plots of a report in reading order, each with its page."""

    numbers: tuple[tuple[str, Figure], ...]
    plots: tuple[tuple[str, Plot], ...]


def text(document: Document, book: Book) -> str:
    """Return what every format of a report must carry, as canonical JSON."""
    carried = {
        "numbers": [[place.page, place.figure.figure_id, place.figure.part] for place in places(document)],
        "charts": [_written(page, plot) for page, plot in _plots(document, book)],
    }
    return json.dumps(carried, ensure_ascii=False, separators=(",", ":")) + "\n"


def read(content: str) -> Contents:
    """Return what a list names.

    Raises:
        ValueError: it is no such list.
        KeyError: it lacks a part.
        TypeError: it has another shape.
    """
    carried = json.loads(content)
    return Contents(
        numbers=tuple((page, Figure(figure_id, part)) for page, figure_id, part in carried["numbers"]),
        plots=tuple((chart["page"], _read(chart)) for chart in carried["charts"]),
    )


def figure_ids(document: Document, book: Book) -> set[str]:
    """Return the figures that a report prints or draws."""
    marks = (mark.figure for _, plot in _plots(document, book) for mark in plot.marks)
    return {figure.figure_id for figure in (*(place.figure for place in places(document)), *marks)}


def _plots(document: Document, book: Book) -> Iterator[tuple[str, Plot]]:
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, get_args(Chart)):
                yield from ((page.name, plot) for plot in plots(block, book))


def _written(page: str, plot: Plot) -> dict[str, Any]:
    ends = (plot.scale.low, plot.scale.high, plot.scale.step)
    return {
        "page": page,
        "kind": plot.kind,
        "scale": [plain(value) for value in ends],
        "grid": [plot.columns, plot.rows],
        "marks": [
            [mark.role, mark.figure.figure_id, mark.figure.part, mark.row, mark.at, mark.said]
            for mark in plot.marks
        ],
    }


def _read(chart: dict[str, Any]) -> Plot:
    low, high, step = map(Decimal, chart["scale"])
    columns, rows = chart["grid"]
    return Plot(
        kind=chart["kind"],
        scale=Scale(low=low, high=high, step=step),
        marks=tuple(
            Mark(role, Figure(figure_id, part), row, at, said)
            for role, figure_id, part, row, at, said in chart["marks"]
        ),
        columns=columns,
        rows=rows,
    )
