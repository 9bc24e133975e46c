"""How a partner's sheet looks: its columns, title block, dates, totals, signature and file format."""

from dataclasses import dataclass
from datetime import date

from cakupan import indonesian


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: what it holds, its heading, and the heading above it where the header has two rows."""

    field: str
    header: str
    above: str | None = None


@dataclass(frozen=True, kw_only=True)
class Look:
    """The habits of one sender."""

    columns: tuple[Column, ...]
    title: tuple[str, ...] = ()
    is_numbered: bool = False
    section_by: str | None = None
    sheet_by: str | None = None
    sheet_name: str = "Sheet1"
    has_cover_sheet: bool = False
    total_label: str | None = None
    total_error: int = 0
    signature: tuple[str, ...] = ()
    date_style: str = "dash"
    nik_style: str = "text"
    name_style: str = "upper"
    file_format: str = "xlsx"
    delimiter: str = ";"
    encoding: str = "utf-8"

    @property
    def has_two_row_header(self) -> bool:
        """Return whether any heading stands above another."""
        return any(column.above for column in self.columns)


def columns(text: str) -> tuple[Column, ...]:
    """Read `field=Heading` or `field=Above/Heading` parts, separated by `|`.

    A slash that belongs to a heading is written `//`.
    """
    named = []
    for part in text.split("|"):
        field, heading = part.strip().split("=", 1)
        above, slash, below = heading.replace("//", "\0").partition("/")
        header = (below if slash else above).replace("\0", "/")
        named.append(Column(field=field, header=header, above=above.replace("\0", "/") if slash else None))
    return tuple(named)


def written_date(day: date, style: str) -> str:
    """Return a day as a partner writes it; style `cell` is left to the workbook."""
    styles = {
        "dash": f"{day.day:02d}-{day.month:02d}-{day.year}",
        "slash": f"{day.day}/{day.month}/{day.year}",
        "long": indonesian.day(day),
        "short": f"{day.day:02d}-{day.month:02d}-{day.year % 100:02d}",
        "iso": f"{day:%Y-%m-%d} 00:00:00",
    }
    return styles[style]
