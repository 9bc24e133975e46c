"""What a cell of a review workbook says."""

from openpyxl.cell.cell import Cell, MergedCell


def text(cell: Cell | MergedCell) -> str:
    """Return what a cell says; a whole number without its decimals, as programs may store it."""
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
