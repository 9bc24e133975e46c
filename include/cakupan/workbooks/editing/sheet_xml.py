"""One sheet of a partner's workbook with our marks: coloured cells and three columns behind the last one."""

from dataclasses import dataclass, field
from typing import Any

from cakupan.workbooks.a1 import DIGITS, LAST_COLUMN, area_of, column_of, name_of
from cakupan.workbooks.editing import columns
from cakupan.workbooks.editing.cells import safe, tag, write_text
from cakupan.workbooks.editing.drawing import CellSizes
from cakupan.workbooks.editing.marked import ADDED_WIDTHS, LINE_HEIGHT, RowMark, SheetMarks
from cakupan.workbooks.editing.package import PackageError
from cakupan.workbooks.editing.sheet_order import child
from cakupan.workbooks.editing.styles import Styles

MOST_HEADER_ROWS = 3
DEFAULT_HEIGHT = 15.0
TRUE = ("1", "true")
CELL = tag("c")


@dataclass(kw_only=True)
class _Rows:
    """The rows of a sheet by their numbers.

    Rows and cells must stand in order, each once, for marks are written in between; ours is not the only
    program that takes sheets in which they do not, so such a sheet is copied instead.
    """

    data: Any
    by_number: dict[int, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the rows; one without a number follows the one above.

        Raises:
            PackageError: rows or cells that are not in order, or a cell in another row than it says.
        """
        above = 0
        for row in self.data.iterchildren(tag("row")):
            number = int(row.get("r") or above + 1)
            if number <= above:
                raise PackageError("rows that are not in order")
            _require_order(row, str(number))
            above = number
            row.set("r", str(number))
            self.by_number[number] = row

    def get(self, number: int) -> Any:
        """Return a row, made at its place when there is none."""
        if number not in self.by_number:
            above = [each for each in self.by_number if each < number]
            row = self.data.makeelement(tag("row"), r=str(number))
            self.data.insert(self.data.index(self.by_number[max(above)]) + 1 if above else 0, row)
            self.by_number[number] = row
        return self.by_number[number]


def mark(sheet: Any, marks: SheetMarks, styles: Styles) -> None:
    """Write the marks of one sheet into its tree.

    Raises:
        PackageError: the sheet has no rows, or none in order, or no room for our columns.
    """
    data = sheet.find(tag("sheetData"))
    if data is None:
        raise PackageError("a sheet without rows")
    rows = _Rows(data=data)
    _unmerge(sheet, marks.added)
    first = _first_added(sheet, rows, marks)
    if first + len(ADDED_WIDTHS) - 1 > LAST_COLUMN:
        raise PackageError("no room for our columns")
    _clear(rows, marks.added)
    widths = columns.Columns(sheet)
    _mark_cells(rows, marks, styles, widths)
    usual = _usual_height(sheet)
    for each in marks.rows:
        _add_cells(rows.get(each.row), each, first, styles, usual)
    _add_headers(sheet, rows, marks, first, styles)
    widths.set_widths(first, ADDED_WIDTHS)
    _enlarge(sheet, max(rows.by_number, default=1), first + len(ADDED_WIDTHS) - 1)


def grid(sheet: Any) -> CellSizes:
    """Return how wide and high the cells of a sheet are, to lay boxes beside them."""
    usual = _usual_height(sheet)
    heights = {}
    for row in sheet.iter(tag("row")):
        if row.get("hidden") in TRUE:
            heights[int(row.get("r"))] = 0
        elif row.get("ht"):
            heights[int(row.get("r"))] = round(float(row.get("ht")) * 4 / 3)
    width, widths = columns.Columns(sheet).pixels()
    return CellSizes(widths=widths, heights=heights, width=width, height=round(usual * 4 / 3))


def _usual_height(sheet: Any) -> float:
    about = sheet.find(tag("sheetFormatPr"))
    return float(about.get("defaultRowHeight", DEFAULT_HEIGHT)) if about is not None else DEFAULT_HEIGHT


def _first_added(sheet: Any, rows: _Rows, marks: SheetMarks) -> int:
    """The columns of an earlier receipt are written again; else ours begin behind the last one used."""
    if marks.added and marks.added == tuple(range(marks.added[0], marks.added[0] + len(ADDED_WIDTHS))):
        return marks.added[0]
    used = [1, *(_last_filled(row, marks.added) for row in rows.by_number.values())]
    used += [area_of(each.get("ref"))[3] for each in sheet.iter(tag("mergeCell"))]
    return max(used) + 1


def _unmerge(sheet: Any, added: tuple[int, ...]) -> None:
    """Take apart what an earlier receipt merged; a list of merges must not be empty."""
    merges = sheet.find(tag("mergeCells"))
    for each in list(merges) if merges is not None and added else []:
        _, left, _, right = area_of(each.get("ref"))
        if left in added and right in added:
            merges.remove(each)
    if merges is not None and len(merges):
        merges.set("count", str(len(merges)))
    elif merges is not None:
        sheet.remove(merges)


def _require_order(row: Any, number: str) -> None:
    before = 0
    for cell in row.iterchildren(CELL):
        name = cell.get("r")
        column = column_of(name.removesuffix(number)) if name else before + 1
        if column <= before:
            raise PackageError("cells that are not in order")
        before = column


def _last_filled(row: Any, added: tuple[int, ...]) -> int:
    if all(cell.get("r") for cell in row.iterchildren(CELL)):
        columns_back = ((cell, _column(cell, 0)) for cell in row.iterchildren(CELL, reversed=True))
        return next((column for cell, column in columns_back if len(cell) and column not in added), 0)
    column = filled = 0
    for cell in row.iterchildren(CELL):
        column = _column(cell, column)
        filled = column if len(cell) and column not in added else filled
    return filled


def _column(cell: Any, before: int) -> int:
    """The column of a cell; one without a name stands beside the one before it."""
    name = cell.get("r")
    return column_of(name.rstrip(DIGITS)) if name else before + 1


def _clear(rows: _Rows, added: tuple[int, ...]) -> None:
    """Take an earlier receipt's cells away, and the height its texts had needed."""
    for row in rows.by_number.values() if added else ():
        column, had_text = 0, False
        for cell in list(row.iterchildren(CELL)):
            column = _column(cell, column)
            if column in added:
                had_text |= column != added[0] and len(cell) > 0
                row.remove(cell)
            else:
                cell.set("r", name_of(int(row.get("r")), column))
        if had_text and row.get("customHeight") in TRUE and float(row.get("ht", "1")) % LINE_HEIGHT == 0:
            del row.attrib["ht"], row.attrib["customHeight"]


def _cell(row: Any, column: int, style: str | None) -> Any:
    """Return a cell of a row, made at its place with the row's or column's style when there is none."""
    number = int(row.get("r"))
    position = _position(row, number, column)
    if position < len(row) and row[position].get("r") == name_of(number, column):
        return row[position]
    new = row.makeelement(CELL, r=name_of(number, column))
    inherited = row.get("s") if row.get("customFormat") in TRUE else style
    if inherited:
        new.set("s", inherited)
    row.insert(position, new)
    return new


def _position(row: Any, number: int, column: int) -> int:
    """Where in a row the cell of a column is or belongs; cells passed on the way get their names."""
    last = row[-1] if len(row) else None
    if last is None or (last.tag == CELL and last.get("r") and _column(last, 0) < column):
        return len(row)
    current = 0
    for position, cell in enumerate(row):
        if cell.tag == CELL:
            current = _column(cell, current)
            cell.set("r", name_of(number, current))
            if current >= column:
                return position
        elif isinstance(cell.tag, str):
            return position
    return len(row)


def _mark_cells(rows: _Rows, marks: SheetMarks, styles: Styles, widths: "columns.Columns") -> None:
    for each in marks.cells:
        cell = _cell(rows.get(each.row), each.column, widths.style(each.column))
        cell.set("s", str(styles.marked(int(cell.get("s", "0")), each.severity)))


def _add_cells(row: Any, each: RowMark, first: int, styles: Styles, usual: float) -> None:
    row.attrib.pop("spans", None)
    texts = (each.status, each.reason, each.advice)
    names = (each.severity or "plain", "plain", "plain")
    for column, (text, name) in enumerate(zip(texts, names, strict=True), start=first):
        cell = _cell(row, column, None)
        cell.set("s", str(styles.ours(name)))
        write_text(cell, safe(text))
    if each.height > float(row.get("ht") or usual):
        row.set("ht", f"{each.height:g}")
        row.set("customHeight", "1")


def _add_headers(sheet: Any, rows: _Rows, marks: SheetMarks, first: int, styles: Styles) -> None:
    """Our headings are as tall as the partner's, where those are merged over two or three rows."""
    top = marks.header_row
    merges = sheet.find(tag("mergeCells"))
    areas = [area_of(each.get("ref")) for each in merges] if merges is not None else []
    bottom = max(
        (area[2] for area in areas if area[0] == top and area[2] < top + MOST_HEADER_ROWS), default=top
    )
    for column, text in enumerate(marks.headings, start=first):
        for number in range(top, bottom + 1):
            cell = _cell(rows.get(number), column, None)
            cell.set("s", str(styles.ours("heading")))
            write_text(cell, text if number == top else "")
            rows.get(number).attrib.pop("spans", None)
        if bottom > top and (top, column, bottom, column) not in areas:
            area = f"{name_of(top, column)}:{name_of(bottom, column)}"
            merges.append(merges.makeelement(tag("mergeCell"), ref=area))
    if bottom > top:
        merges.set("count", str(len(merges)))


def _enlarge(sheet: Any, last_row: int, last_column: int) -> None:
    dimension = child(sheet, "dimension")
    top, left, bottom, right = area_of(dimension.get("ref") or "A1")
    corner = name_of(max(bottom, last_row), max(right, last_column))
    dimension.set("ref", f"{name_of(top or 1, left or 1)}:{corner}")
