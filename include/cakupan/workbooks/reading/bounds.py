"""The bounds a file is read within, and the refusal that names the one it went beyond."""

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits

MEGABYTE = 1024**2
LONGEST_CELL = 1_000_000  # signs: thirty times what a spreadsheet takes into one cell
PART_NAMES = 10_000  # parts of one package; a workbook of 250 sheets has under a thousand

MOST_SHEETS = 1_000  # one part may stand in the list of sheets a thousand times: each time it is read


def too_many_bytes(limit: int) -> FileRefused:
    """Return the refusal of a file larger than `limit` bytes."""
    return FileRefused("BERKAS_TERLALU_BESAR", bound="bytes", limit=f"{limit / MEGABYTE:.4g}")


def too_much_unpacked(limits: Limits) -> FileRefused:
    """Return the refusal of a package that unpacks to more than it may."""
    limit = limits.max_unpacked_bytes / MEGABYTE
    return FileRefused("BERKAS_TERLALU_BESAR", bound="unpacked", limit=f"{limit:.4g}")


def too_hollow(cells: int) -> FileRefused:
    """Return the refusal of a sheet that is long and wide and hardly filled."""
    return FileRefused("BERKAS_TERLALU_BESAR", bound="hollow", limit=str(cells // 1_000_000))


class LetterCount:
    """How many letters a sheet holds so far: one text may stand in a million cells and be stored once."""

    def __init__(self, limits: Limits) -> None:
        """Start with none."""
        self._limits = limits
        self._letters = 0

    def add(self, value: object, times: int = 1) -> None:
        """Count a value that stands in so many cells.

        Raises:
            FileRefused: BERKAS_TERLALU_BESAR.
        """
        if isinstance(value, str):
            self._letters += len(value) * times
            if self._letters > self._limits.max_unpacked_bytes:
                raise too_much_unpacked(self._limits)


def too_long_a_cell() -> FileRefused:
    """Return the refusal of a cell or line without end."""
    return FileRefused("BERKAS_TERLALU_BESAR", bound="cell", limit=str(LONGEST_CELL))


def check_sheets(sheets: int) -> None:
    """Refuse a file with more sheets or tables than anybody fills.

    Raises:
        FileRefused: BERKAS_TERLALU_BESAR.
    """
    if sheets > MOST_SHEETS:
        raise FileRefused("BERKAS_TERLALU_BESAR", bound="sheets", limit=str(MOST_SHEETS))


def check_width(columns: int, limits: Limits) -> None:
    """Refuse a sheet with more filled columns than it may have.

    Raises:
        FileRefused: BERKAS_TERLALU_BESAR.
    """
    if columns > limits.max_columns:
        raise FileRefused("BERKAS_TERLALU_BESAR", bound="columns", limit=str(limits.max_columns))


def check_height(rows: int, limits: Limits) -> None:
    """Refuse a sheet with more rows than it may have.

    Raises:
        FileRefused: BERKAS_TERLALU_BESAR.
    """
    if rows > limits.max_rows:
        raise FileRefused("BERKAS_TERLALU_BESAR", bound="rows", limit=str(limits.max_rows))
