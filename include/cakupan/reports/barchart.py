"""The native chart beside the numbers of a bar chart in the workbook."""

from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from cakupan.reports.document import Bars

COLOURS = ("#2F9E77", "#C2571A")
GRID = "#D9E2DE"
ROW_PIXELS, WIDTH = 20, 520


def chart_rows(block: Bars, has_mark: bool) -> int:
    """Return how many rows of the sheet the chart covers."""
    return max(6, len(block.bars) * (2 if has_mark else 1) + (4 if has_mark else 3))


def add_chart(
    workbook: xlsxwriter.Workbook, worksheet: Worksheet, block: Bars, *, first: int, last: int, has_mark: bool
) -> None:
    """Insert the chart of the numbers in rows `first` to `last`, to their right."""
    chart = workbook.add_chart({"type": "bar"})
    name = worksheet.get_name()
    for column in (1, 2) if has_mark else (1,):
        chart.add_series(
            {
                "name": [name, first - 1, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "fill": {"color": COLOURS[column - 1]},
                "gap": 40,
            }
        )
    chart.set_title({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis(
        {"min": 0, "num_font": {"size": 9}, "major_gridlines": {"visible": True, "line": {"color": GRID}}}
    )
    legend: dict[str, Any] = {"position": "bottom"} if has_mark else {"none": True}
    chart.set_legend(legend)
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": WIDTH, "height": ROW_PIXELS * chart_rows(block, has_mark)})
    worksheet.insert_chart(first - 2, 3, chart, {"x_offset": 12})
