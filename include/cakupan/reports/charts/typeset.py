"""A chart as data for the template of the PDF: marks and scales under addresses that name what they are."""

from typing import Any
from urllib.parse import quote

from cakupan.reports.charts import line_views, looks, row_views, tile_views
from cakupan.reports.charts.labels import Tick
from cakupan.reports.charts.nodes import Bars, Chart, Dots, Lines, Multiples, Status, Strips, Tiles, Waterfall
from cakupan.reports.charts.plots import Plot, plots
from cakupan.reports.charts.scale import plain
from cakupan.reports.inline import Figure, Inline
from cakupan.reports.printed import Book

END_WIDTH = 190  # of the labels behind lines, in pixels of text as pages have it
SCHEME, DRAWN = "cakupan:", "cakupan+"


def address(figure: Figure) -> str:
    """Return the address under a number: `cakupan:<figure_id>#<part>`."""
    return SCHEME + quote(figure.figure_id, safe=":=.-_") + "#" + quote(figure.part, safe=".-_")


def mark_address(role: str, figure: Figure) -> str:
    """Return the address under a mark: `cakupan+<role>:<figure_id>#<part>`."""
    return f"{DRAWN}{role}:" + address(figure).removeprefix(SCHEME)


def scale_address(number: int, plot: Plot) -> str:
    """Return the address under the ground of a chart: its number, its kind, its scale and its grid."""
    ends = (plain(value) for value in (plot.scale.low, plot.scale.high, plot.scale.step))
    return f"{DRAWN}scale:" + "/".join((str(number), plot.kind, *ends, str(plot.columns), str(plot.rows)))


def colours() -> dict[str, Any]:
    """Return the looks of charts for the template."""
    return {
        "soft": looks.SOFT,
        "line": looks.LINE,
        "ground": looks.GROUND,
        "green": looks.GREEN,
        "deep": looks.DEEP,
        "leaf": looks.LEAF,
        "orange": looks.ORANGE,
        "range": looks.RANGE,
        "states": looks.STATES,
        "strokes": [{"paint": look.colour, "dashes": look.dashes} for look in looks.STROKES],
    }


class Typesetter:
    """Turns charts into data for the template, and numbers them from the first to the last."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._charts = 0

    def number(self, figure: Figure) -> dict[str, str]:
        """Return a printed number and its address."""
        return {"uri": address(figure), "text": self._book.printed(figure).text}

    def inline(self, content: Inline) -> list[Any]:
        """Return texts, and numbers with their addresses."""
        return [self.number(one) if isinstance(one, Figure) else one for one in content]

    def chart(self, block: Chart) -> dict[str, Any]:
        """Return a chart as data."""
        match block:
            case Lines() | Multiples():
                made = self._lines(block)
            case Tiles():
                made = self._tiles(block)
            case Status():
                return self._status(block)
            case Bars() | Dots() | Strips() | Waterfall():
                made = self._rows(block)
        return made | {"title": block.title, "unit": block.unit}

    def _ground(self, plot: Plot) -> str:
        made = scale_address(self._charts, plot)
        self._charts += 1
        return made

    def _ticks(self, ticks: tuple[Tick, ...]) -> list[dict[str, Any]]:
        return [
            {"uri": f"{DRAWN}tick:{tick.value}", "share": float(tick.share), "text": tick.text}
            for tick in ticks
        ]

    def _rows(self, block: row_views.Rows) -> dict[str, Any]:
        view = row_views.rows(block, self._book)
        return {
            "kind": "rows",
            "is": view.kind,
            "ground": self._ground(view.plot),
            "zero": float(view.zero),
            "ticks": self._ticks(view.ticks) if view.kind in ("dots", "strips") else [],
            "legend": view.legend,
            "wide": view.has_long_labels,
            "rows": [self._row(row) for row in view.rows],
        }

    def _row(self, row: row_views.RowView) -> dict[str, Any]:
        return {
            "label": row.label,
            "emphasis": row.emphasis,
            "height": row.height * looks.PIXEL,
            "marks": [
                {
                    "role": mark.role,
                    "uri": mark_address(mark.role, mark.figure),
                    "begin": float(mark.begin),
                    "width": float(mark.width),
                    "lift": mark.lift,
                }
                for mark in row.marks
            ],
            "numbers": [{"sign": sign, "figure": self.number(figure)} for sign, figure in row.numbers],
            "detail": self.inline(row.detail),
        }

    def _lines(self, block: Lines | Multiples) -> dict[str, Any]:
        used = {point.whence for line in block.lines for point in line.points if point}
        named = (("quoted", block.quoted_label), ("simulated", block.simulated_label))
        return {
            "kind": "multiples" if isinstance(block, Multiples) else "lines",
            "legend": [one for one in named if one[0] in used],
            "plots": [self._plotted(view) for view in line_views.lines(block, self._book, END_WIDTH)],
        }

    def _plotted(self, view: line_views.LinesView) -> dict[str, Any]:
        return {
            "ground": self._ground(view.plot),
            "label": view.label,
            "height": view.height * looks.PIXEL,
            "ticks": self._ticks(view.ticks),
            "periods": [[float(share), text] for share, text in view.periods],
            "points": [self._point("point", point) for point in view.points],
            "strokes": [
                [one.line, *(float(share) for share in (one.across, one.up, following.across, following.up))]
                for one, following in view.strokes
            ],
            "target": None if view.target is None else self._point("target", view.target),
            "ends": [
                {
                    "figure": self.number(end.figure),
                    "label": end.label,
                    "line": end.line,
                    "top": end.top * looks.PIXEL,
                }
                for end in view.ends
            ],
        }

    def _point(self, role: str, point: line_views.PointView) -> dict[str, Any]:
        return {
            "uri": mark_address(role, point.figure),
            "across": float(point.across),
            "up": float(point.up),
            "line": point.line,
            "whence": point.whence,
        }

    def _tiles(self, block: Tiles) -> dict[str, Any]:
        view = tile_views.tiles(block, self._book)
        return {
            "kind": "tiles",
            "ground": self._ground(view.plot),
            "across": view.plot.columns,
            "down": view.plot.rows,
            "missing": block.missing_label,
            "steps": [[shade.fill, f"{low}–{high}"] for shade, low, high in view.steps],
            "tiles": [
                {
                    "row": tile.row,
                    "column": tile.column,
                    "name": tile.short_name,
                    "figure": None if tile.figure is None else self.number(tile.figure),
                    "uri": None if tile.figure is None else mark_address("tile", tile.figure),
                    "fill": None if tile.shade is None else tile.shade.fill,
                    "ink": looks.SOFT if tile.shade is None else tile.shade.ink,
                }
                for tile in view.tiles
            ],
        }

    def _status(self, block: Status) -> dict[str, Any]:
        return {
            "kind": "status",
            "ground": self._ground(*plots(block, self._book)),
            "label": block.label,
            "state": block.state,
            "word": block.word,
            "uri": mark_address(block.state, block.figure),
            "figure": self.number(block.figure),
            "unit": block.unit,
            "detail": self.inline(block.detail),
        }
