"""Which tables of a web page are lists, and which rows are theirs: pages part and nest them as they like."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cakupan.workbooks.reading import quoting

ROW, CELLS, TABLE = "tr", ("td", "th"), "table"
OPENED = "data-opened"  # marks a row that the page closes without opening it
SECTIONS = {"thead": -1, "tfoot": 1}
FEWEST_CELLS = 3  # of a row that stands in a table of its own


@dataclass(frozen=True, kw_only=True)
class PageRow:
    """The cells of one row, and the element that says whether it is shown."""

    element: Any
    cells: list[Any]


@dataclass(frozen=True, kw_only=True)
class PageTable:
    """The rows of one list; `apart` are the tables in its cells that are lists of their own."""

    element: Any
    rows: list[PageRow]
    apart: set[Any] = field(default_factory=set)


def tables(page: Any) -> list[PageTable]:
    """Return the lists of a page in its order, each row in one of them.

    A table within a cell is a list of its own when it has several rows and columns; else it is the text of
    the cell. Rows outside every table belong to the one before them; a table of one row, as pages with a
    heading that does not scroll have it, and one that begins with a row like the last of the table before
    it go on with that table when they are as wide.
    """
    outer = _outermost(page)
    read: list[PageTable] = []
    for element, parts in outer:
        nested = (
            {each for each in element.iter(TABLE) if each is not element} if element is not page else set()
        )
        apart = {each for each in nested if _is_list(each)}
        read.append(PageTable(element=element, rows=list(_rows(parts, apart)), apart=apart))
        read += [
            PageTable(element=each, rows=list(_rows(_shown(each), apart)), apart=apart)
            for each in element.iter(TABLE)
            if each in apart
        ]
    return _joined([each for each in read if each.rows])


def _outermost(page: Any) -> list[tuple[Any, list[Any]]]:
    """The outermost tables, each with its rows and with those that follow it outside of all tables."""
    outermost: list[tuple[Any, list[Any]]] = []
    for part in _parts(page, with_tables=True):
        if part.tag == TABLE:
            outermost.append((part, _shown(part)))
        elif outermost:
            outermost[-1][1].append(part)
        else:
            outermost.append((page, [part]))
    return outermost


def _parts(element: Any, *, with_tables: bool = False) -> Iterator[Any]:
    """Rows, and cells outside of rows, that belong to an element and not to a table or row within it."""
    for child in element:
        if child.tag == ROW or child.tag in CELLS:
            yield child
        elif child.tag != TABLE and isinstance(child.tag, str):
            yield from _parts(child, with_tables=with_tables)
        elif child.tag == TABLE and with_tables:
            yield child


def _shown(table: Any) -> list[Any]:
    """Its rows in the order in which a page shows them: its head first, its foot last."""
    parts = list(_parts(table))
    return sorted(parts, key=lambda part: SECTIONS.get(part.getparent().tag, 0)) if len(parts) > 1 else parts


def _is_list(table: Any) -> bool:
    """Whether a table within a cell has several rows of several cells."""
    several = 0
    for part in _parts(table):
        several += part.tag == ROW and sum(1 for _ in _parts(part)) > 1
        if several > 1:
            return True
    return False


def _rows(parts: list[Any] | Iterator[Any], apart: set[Any]) -> Iterator[PageRow]:
    loose: list[Any] = []
    width = 0
    for part in parts:
        if part.tag in CELLS:
            loose.append(part)
            continue
        yield from _cut(loose, width)
        loose = []
        row = PageRow(element=part, cells=list(_parts(part)))
        if part.get(OPENED) is None:
            width = len(row.cells)
            yield from _inner_rows(row, apart) or [row]
        else:
            yield from _cut(row.cells, width)
    yield from _cut(loose, width)


def _cut(cells: list[Any], width: int) -> Iterator[PageRow]:
    """Cells outside of rows as rows of the usual width, where that comes out even."""
    step = width if width and len(cells) % width == 0 else max(len(cells), 1)
    for start in range(0, len(cells), step):
        yield PageRow(element=cells[start], cells=cells[start : start + step])


def _inner_rows(row: PageRow, apart: set[Any]) -> list[PageRow]:
    """The rows of a layout's row that has nothing but tables of one row in one cell."""
    inner = [table for cell in row.cells for table in _inner_tables(cell)]
    if not inner or apart.intersection(inner):
        return []
    rows = [each for table in inner for each in _rows(_parts(table), apart)]
    held = sum(_letters(cell) for each in rows for cell in each.cells)
    is_all = held == sum(_letters(cell) for cell in row.cells)
    return rows if is_all and all(len(each.cells) >= FEWEST_CELLS for each in rows) else []


def _inner_tables(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == TABLE:
            yield child
        elif isinstance(child.tag, str):
            yield from _inner_tables(child)


def _letters(element: Any) -> int:
    return sum(len("".join(text.split())) for text in element.itertext())


def _joined(tables_read: list[PageTable]) -> list[PageTable]:
    """Tables that go on where the one before them ends: of one row, or without headings of their own."""
    joined: list[PageTable] = []
    for table in tables_read:
        before = joined[-1] if joined else None
        if before and _goes_on(before.rows, table.rows):
            before.rows.extend(table.rows)
            before.apart.update(table.apart)
        else:
            joined.append(table)
    return joined


def _goes_on(before: list[PageRow], rows: list[PageRow]) -> bool:
    last, first = before[-1].cells, rows[0].cells
    if len(last) != len(first) or len(first) < FEWEST_CELLS:
        return False
    numbers = [quoting.is_number(cell.text_content()) for cell in first]
    goes_on = any(numbers) and numbers == [quoting.is_number(cell.text_content()) for cell in last]
    return goes_on or 1 in (len(before), len(rows))
