"""Widths and styles of the columns of a sheet, which it keeps for ranges of columns."""

from typing import Any

from cakupan.workbooks.editing.cells import tag
from cakupan.workbooks.editing.sheet_order import child

DEFAULT_WIDTH = 8.43
SIGN_PIXELS, MARGIN_PIXELS = 7, 5


class Columns:
    """The cols element of one sheet."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        columns = sheet.find(tag("cols"))
        self._ranges = [each for each in columns if isinstance(each.tag, str)] if columns is not None else []

    def style(self, column: int) -> str | None:
        """Return the style of cells that nobody has written in a column."""
        for each in self._ranges:
            if int(each.get("min")) <= column <= int(each.get("max")):
                return str(each.get("style")) if each.get("style") else None
        return None

    def set_widths(self, first: int, widths: tuple[float, ...]) -> None:
        """Give columns from `first` on these widths, shown and plain; those beside stay as they are."""
        last = first + len(widths) - 1
        kept = []
        for each in self._ranges:
            low, high = int(each.get("min")), int(each.get("max"))
            for part_low, part_high in ((low, min(high, first - 1)), (max(low, last + 1), high)):
                if part_low <= part_high:
                    part = each.makeelement(each.tag, dict(each.attrib))
                    part.set("min", str(part_low))
                    part.set("max", str(part_high))
                    kept.append(part)
        for column, width in enumerate(widths, start=first):
            about = {"min": str(column), "max": str(column), "width": f"{width:g}", "customWidth": "1"}
            kept.append(self._sheet.makeelement(tag("col"), about))
        cols = child(self._sheet, "cols")
        cols[:] = sorted(kept, key=lambda each: int(each.get("min")))
        self._ranges = list(cols)

    def pixels(self) -> tuple[int, dict[int, int]]:
        """Return the usual width of a column, and that of each column which has another."""
        about = self._sheet.find(tag("sheetFormatPr"))
        usual = float(about.get("defaultColWidth", DEFAULT_WIDTH)) if about is not None else DEFAULT_WIDTH
        widths = {}
        for each in self._ranges:
            is_hidden = each.get("hidden") in ("1", "true")
            size = 0 if is_hidden else _pixels(float(each.get("width") or usual))
            low = int(each.get("min"))
            for column in range(low, min(int(each.get("max")), low + 512) + 1):
                widths[column] = size
        return _pixels(usual), widths


def _pixels(width: float) -> int:
    return int(width * SIGN_PIXELS) + MARGIN_PIXELS
