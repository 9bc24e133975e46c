"""What the pages share: how to lay a rate out in columns, and which notes a table of figures needs."""

from collections.abc import Iterable

from cakupan.reports.document import Column, Figure, Inline, Row, Table
from cakupan.reports.printed import Book
from cakupan.reports.source import FigureRow, ReportSource

SOURCES = {
    "register": "register kepesertaan BPJS Ketenagakerjaan",
    "roster": "daftar dari mitra yang sudah diterima",
    "reference": "daftar rujukan",
}
LEVELS = ("nation", "province", "regency", "district", "village")


def level(area_code: str) -> str:
    """Return the level of an area by the shape of its code; `ID` is the nation."""
    return LEVELS[0] if area_code == "ID" else LEVELS[area_code.count(".") + 1]


def is_office(area_code: str) -> bool:
    """Say whether a code names an office of the agency, not an area."""
    return area_code.startswith("office:")


def within(area_code: str, ancestor: str) -> bool:
    """Say whether an area lies in another, or is it."""
    return ancestor == "ID" or area_code == ancestor or area_code.startswith(ancestor + ".")


def cell(row: FigureRow | None, part: str = "value") -> Inline:
    """Return the cell of one part of a figure; empty when there is no such figure."""
    return ("",) if row is None else (Figure(row.figure_id, part),)


def shown(source: ReportSource, figure_id: str, part: str = "value") -> Inline:
    """Return the cell of a figure by its id; a dash with its reason when there is no such figure."""
    return (Figure(figure_id, part),)


def source_name(text: str) -> str:
    """Spell a source out."""
    return SOURCES.get(text, text)


def notes(source: ReportSource, rows: Iterable[Row]) -> tuple[Inline, ...]:
    """Return the notes under a table: why a dash, what is flagged, which basis, which source."""
    book = Book(source)
    used = [one for row in rows for content in row.cells for one in content if isinstance(one, Figure)]
    figures = {row.figure_id: row for one in used if (row := source.rows.get(one.figure_id))}
    said: dict[str, list[str]] = {}
    for one in used:
        reason = book.printed(one).reason
        if reason:
            row = figures.get(one.figure_id)
            said.setdefault(reason, []).append(row.area_name if row else "")
    listed: list[Inline] = [(f"– : {reason}{_where(names)}",) for reason, names in said.items()]
    flagged: dict[str, list[str]] = {}
    for row in figures.values():
        if row.flag:
            flagged.setdefault(row.flag, []).append(row.area_name)
    listed += [(f"Perhatian, {flag}{_where(names)}",) for flag, names in flagged.items()]
    bases = sorted({row.basis for row in figures.values() if row.basis})
    sources = sorted({source_name(row.source) for row in figures.values() if row.source})
    if bases:
        listed.append((f"Basis penyebut: {', '.join(bases)}.",))
    if sources:
        listed.append((f"Sumber: {'; '.join(sources)}.",))
    return tuple(listed)


def _where(names: list[str]) -> str:
    known = list(dict.fromkeys(name for name in names if name))
    return f" ({', '.join(known)})." if known else "."


def table(source: ReportSource, caption: str, columns: tuple[Column, ...], rows: Iterable[Row]) -> Table:
    """Return a table with the notes its figures need."""
    listed = tuple(rows)
    return Table(caption=caption, columns=columns, rows=listed, notes=notes(source, listed))


def right(*labels: str) -> tuple[Column, ...]:
    """Return columns of numbers."""
    return tuple(Column(label=label, align="right") for label in labels)
