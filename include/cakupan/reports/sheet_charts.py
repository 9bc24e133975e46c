"""Charts on a worksheet: a table of their figures, and beside it a native chart of these cells."""

from collections.abc import Sequence
from typing import Any

import xlsxwriter

from cakupan.reports.charts import looks, tile_map
from cakupan.reports.charts.nodes import (
    Bars,
    Chart,
    Dots,
    Line,
    Lines,
    Multiples,
    Status,
    Strips,
    Tiles,
    Waterfall,
)
from cakupan.reports.charts.plots import Plot, plots, step_of
from cakupan.reports.inline import Figure
from cakupan.reports.sheet import ReportSheet

ROW_PIXELS, WIDTH, HEIGHT = 20, 560, 300
SMALL_WIDTH, SMALL_HEIGHT, PER_ROW = 300, 190, 3
LABELS = {"size": 9}


class SheetCharts:
    """Writes the charts of one sheet."""

    def __init__(self, workbook: xlsxwriter.Workbook, sheet: ReportSheet) -> None:
        self._workbook = workbook
        self._sheet = sheet

    def write(self, block: Chart) -> None:
        """Write a chart below what is there."""
        match block:
            case Lines() | Multiples():
                self._lines(block)
            case Tiles():
                self._tiles(block)
            case Status():
                self._status(block)
            case Strips():
                self._strips(block)
            case Bars() | Dots() | Waterfall():
                self._rows(block)

    def _rows(self, block: Bars | Dots | Waterfall) -> None:
        (plot,) = plots(block, self._sheet.book)
        first = self._heads(block.title, [block.unit, *_more_heads(block)])
        for row, (label, numbers, marks) in enumerate(_cells(block), start=first):
            self._sheet.text(row, 0, label, "cell")
            for column, figure in numbers:
                self._sheet.inline(row, column, (figure,), "cell")
            for column, figure in marks:
                self._sheet.mark(row, column, figure)
        last = first + plot.rows - 1
        height = self._chart(plot, first, last) if plot.marks else 0
        self._sheet.row = max(last, first - 2 + height) + 2

    def _heads(self, title: str, heads: Sequence[str]) -> int:
        """Write the caption and the heads of columns of numbers; return the first row below them."""
        row = self._sheet.row
        self._sheet.text(row, 0, title, "caption")
        self._sheet.text(row + 1, 0, "", "head")
        for column, head in enumerate(heads, start=1):
            self._sheet.text(row + 1, column, head, "head_right")
        return row + 2

    def _chart(self, plot: Plot, first: int, last: int) -> int:
        """Add a chart of the numbers and targets to their right; return how many rows it covers."""
        name, columns = self._sheet.name, _charted(plot)
        chart = self._workbook.add_chart({"type": "bar"})
        for column in columns:
            colour = looks.ORANGE if column == 2 else looks.LEAF
            chart.add_series(
                {
                    "name": [name, first - 1, column],
                    "categories": [name, first, 0, last, 0],
                    "values": [name, first, column, last, column],
                    "fill": {"color": colour},
                    "gap": 40,
                }
            )
        rows = max(6, plot.rows * len(columns) + 4)
        chart.set_y_axis({"reverse": True, "num_font": LABELS, "label_position": "low"})
        chart.set_x_axis(_axis(plot) | {"num_font": LABELS})
        legend: dict[str, Any] = {"position": "bottom"} if len(columns) > 1 else {"none": True}
        chart.set_legend(legend)
        self._insert(chart, first - 2, 4, WIDTH, ROW_PIXELS * rows)
        return rows

    def _insert(
        self, chart: xlsxwriter.chart.Chart, row: int, column: int, width: int, height: int, x: int = 12
    ) -> None:
        chart.set_title({"none": True})
        chart.set_chartarea({"border": {"none": True}})
        chart.show_blanks_as("gap")
        chart.set_size({"width": width, "height": height})
        self._sheet.worksheet.insert_chart(row, column, chart, {"x_offset": x})

    def _lines(self, block: Lines | Multiples) -> None:
        """Write a row for each line and one for the target, a column for each period."""
        first = self._heads(f"{block.title} ({block.unit})", block.periods)
        for row, line in enumerate(block.lines, start=first):
            self._line(row, line)
        below = first + len(block.lines)
        if isinstance(block, Lines) and block.target is not None:
            self._sheet.text(below, 0, block.target_label, "cell")
            for column in range(1, len(block.periods)):
                self._sheet.mark(below, column, block.target)
            self._sheet.inline(below, len(block.periods), (block.target,), "cell")
            below += 1
        self._sheet.row = below + 1
        if isinstance(block, Lines):
            self._plot(plots(block, self._sheet.book)[0], first, below - first, len(block.periods))
        else:
            self._small(block, first)

    def _line(self, row: int, line: Line) -> None:
        self._sheet.text(row, 0, line.label, "cell")
        last = max((at for at, point in enumerate(line.points) if point), default=0)
        for at, point in enumerate(line.points):
            if point is not None and at == last:
                self._sheet.inline(row, at + 1, (point.figure,), "cell")
            elif point is not None:
                self._sheet.mark(row, at + 1, point.figure)

    def _plot(self, plot: Plot, first: int, rows: int, columns: int) -> None:
        chart = self._workbook.add_chart({"type": "line"})
        for number in range(rows):
            is_target = number >= plot.rows
            look = looks.Stroke(looks.ORANGE, (3, 3)) if is_target else looks.stroke(number)
            chart.add_series(self._series(first + number, first - 1, columns, look, is_target=is_target))
        chart.set_y_axis(_axis(plot) | {"num_font": LABELS})
        chart.set_x_axis({"num_font": LABELS, "position_axis": "on_tick", "label_position": "low"})
        chart.set_legend({"position": "bottom"})
        self._insert(chart, self._sheet.row, 0, WIDTH + 120, HEIGHT)
        self._sheet.row += HEIGHT // ROW_PIXELS + 2

    def _series(
        self, row: int, heads: int, columns: int, look: looks.Stroke, *, is_target: bool
    ) -> dict[str, Any]:
        name = self._sheet.name
        marker = {"type": "none"} if is_target else _marker(look.colour)
        dash = "dash" if look.dashes else "solid"
        return {
            "name": [name, row, 0],
            "categories": [name, heads, 1, heads, columns],
            "values": [name, row, 1, row, columns],
            "line": {"color": look.colour, "width": 1.75, "dash_type": dash},
            "marker": marker,
        }

    def _small(self, block: Multiples, first: int) -> None:
        made = plots(block, self._sheet.book)
        for number, (line, plot) in enumerate(zip(block.lines, made, strict=True)):
            chart = self._workbook.add_chart({"type": "line"})
            chart.add_series(
                self._series(first + number, first - 1, len(block.periods), looks.stroke(0), is_target=False)
            )
            chart.set_y_axis(_axis(plot) | {"num_font": LABELS})
            chart.set_x_axis({"num_font": LABELS, "label_position": "low"})
            chart.set_legend({"none": True})
            row = self._sheet.row + number // PER_ROW * (SMALL_HEIGHT // ROW_PIXELS + 2)
            self._sheet.text(row, 0, line.label, "soft") if number % PER_ROW == 0 else None
            self._insert(
                chart, row, 0, SMALL_WIDTH, SMALL_HEIGHT, x=12 + number % PER_ROW * (SMALL_WIDTH + 10)
            )
            chart.set_title({"name": line.label[:60], "name_font": {"size": 10, "bold": False}})
        self._sheet.row += -(-len(block.lines) // PER_ROW) * (SMALL_HEIGHT // ROW_PIXELS + 2)

    def _strips(self, block: Strips) -> None:
        """Write the members of each group beside the page, and a chart of them in the order given."""
        (plot,) = plots(block, self._sheet.book)
        first = self._heads(block.title, [block.unit])
        for row, strip in enumerate(block.strips, start=first):
            self._sheet.text(row, 0, strip.label, "cell")
            if strip.detail:
                self._sheet.inline(row, 1, (*strip.detail, ""), "cell")
        chart = self._workbook.add_chart({"type": "line"})
        for number, strip in enumerate(block.strips):
            column = self._sheet.aside(2)
            self._sheet.text(first - 1, column + 1, strip.label, "head_right")
            figures = {mark.figure for mark in plot.marks if mark.row == number}
            shown = [dot for dot in strip.dots if dot.figure in figures]
            for row, dot in enumerate(shown, start=first):
                self._sheet.text(row, column, dot.label, "listed")
                self._sheet.mark(row, column + 1, dot.figure)
            if shown:
                chart.add_series(self._strip(first, len(shown), column, looks.stroke(number).colour))
        chart.set_y_axis(_axis(plot) | {"num_font": LABELS})
        chart.set_x_axis({"visible": False})
        chart.set_legend({"position": "bottom"})
        self._sheet.row = first + len(block.strips) + 1
        self._insert(chart, self._sheet.row, 0, WIDTH + 120, HEIGHT)
        self._sheet.row += HEIGHT // ROW_PIXELS + 2

    def _strip(self, first: int, count: int, column: int, colour: str) -> dict[str, Any]:
        name = self._sheet.name
        return {
            "name": [name, first - 1, column + 1],
            "categories": [name, first, column, first + count - 1, column],
            "values": [name, first, column + 1, first + count - 1, column + 1],
            "line": {"none": True},
            "marker": _marker(colour),
        }

    def _tiles(self, block: Tiles) -> None:
        """Write names and numbers where the tiles lie, in the shades of their steps."""
        (plot,) = plots(block, self._sheet.book)
        top = self._sheet.row + 2
        self._sheet.text(self._sheet.row, 0, f"{block.title} ({block.unit})", "caption")
        given = {tile.area_code: tile.figure for tile in block.tiles}
        for code, place in sorted(tile_map.placed(given).items(), key=lambda item: item[1]):
            self._tile(top + 2 * place.row, place.column, place.short_name, given.get(code), plot)
        self._sheet.row = top + 2 * plot.rows + 1

    def _tile(self, row: int, column: int, name: str, figure: Figure | None, plot: Plot) -> None:
        number = None if figure is None else self._sheet.book.printed(figure).number
        look: dict[str, Any] = {"align": "center", "border": 1, "border_color": "#FFFFFF"}
        if number is None:
            look["border_color"] = looks.LINE
        else:
            step = int((step_of(number, plot.scale).low - plot.scale.low) / plot.scale.step)
            shade = looks.SHADES[step]
            look |= {"bg_color": shade.fill, "font_color": shade.ink}
        self._sheet.text(row, column, name, "listed", **look)
        if figure is None:
            self._sheet.text(row + 1, column, "", "listed", **look)
        else:
            self._sheet.shaded(row + 1, column, figure, **look)

    def _status(self, block: Status) -> None:
        row = self._sheet.row
        self._sheet.text(row, 0, block.label, "cell")
        self._sheet.word(row, 1, block.figure, block.word)
        self._sheet.inline(row, 2, (block.figure,), "key")
        self._sheet.text(row, 3, block.unit, "soft")
        if block.detail:
            self._sheet.inline(row, 4, (*block.detail, ""), "soft")
        self._sheet.row = row + 2


def needed(block: Chart) -> list[int]:
    """Return how wide the columns have to be for the labels of a chart."""
    match block:
        case Bars():
            labels = [bar.label for bar in block.bars]
        case Dots():
            labels = [dot.label for dot in block.dots]
        case Strips():
            labels = [strip.label for strip in block.strips]
        case Lines() | Multiples():
            labels = [line.label for line in block.lines]
        case _:
            labels = []
    return [2 + max(map(len, labels), default=0)]


def _more_heads(block: Bars | Dots | Waterfall) -> list[str]:
    match block:
        case Bars():
            return [block.mark_label] if any(bar.mark for bar in block.bars) else []
        case Dots():
            has_range = any(dot.low or dot.high for dot in block.dots)
            has_target = any(dot.target for dot in block.dots)
            return (
                [block.target_label if has_target else "", block.range_label]
                if has_range or has_target
                else []
            )
    return []


Cells = list[tuple[int, Figure]]


def _cells(block: Bars | Dots | Waterfall) -> list[tuple[str, Cells, Cells]]:
    """Return label, printed numbers and other figures of each row, with their columns."""
    match block:
        case Bars():
            return [
                (bar.label, [(1, bar.figure), *([(2, bar.mark)] if bar.mark else [])], [])
                for bar in block.bars
            ]
        case Dots():
            return [
                (
                    dot.label,
                    [(1, dot.figure)],
                    [(at, one) for at, one in enumerate((dot.target, dot.low, dot.high), start=2) if one],
                )
                for dot in block.dots
            ]
    steps = (block.opening, *block.parts, block.closing)
    return [(step.label, [(1, step.figure)], []) for step in steps]


def _charted(plot: Plot) -> list[int]:
    roles = {mark.role for mark in plot.marks}
    return [column for column, ours in ((1, roles - {"target"}), (2, roles & {"target"})) if ours]


def _axis(plot: Plot) -> dict[str, Any]:
    return {
        "min": float(plot.scale.low),
        "max": float(plot.scale.high),
        "major_unit": float(plot.scale.step),
        "major_gridlines": {"visible": True, "line": {"color": looks.LINE}},
    }


def _marker(colour: str) -> dict[str, Any]:
    return {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}}
