"""The summary of a receipt as rows of cells; two writers put it into a workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cakupan.workbooks.editing.marked import Severity

WIDTHS = (30.0, *(10.5 for _ in range(11)))
LAST = len(WIDTHS)
LINE_HEIGHT = 15.5
STATUS = {"error": "Tidak sah", "warning": "Sah dengan catatan", "duplicate": "Ganda"}
SHEET_HEADINGS = (
    "Lembar", "Baris terisi", "Judul", "Kepala tabel", "Nomor kolom", "Bagian", "Jumlah", "Keterangan",
    "Diterima", "Sah", "Tidak sah", "Ganda",
)  # fmt: skip
CONSERVATION = (
    "Baris terisi = judul + kepala tabel + nomor kolom + bagian + jumlah + keterangan + diterima."
    " Diterima = sah + tidak sah + ganda. Tidak ada baris yang hilang."
)
READING = (
    ("error", "Baris belum dihitung sampai sel yang berwarna ini diperbaiki."),
    ("warning", "Baris dihitung, tetapi sel yang berwarna ini perlu diperiksa."),
    ("duplicate", "Orang atau data yang sama sudah ada pada baris sebelumnya; dihitung satu kali."),
)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A text or number from column `first` to `last` (from 1), in one of LOOKS."""

    text: str | int
    look: str
    first: int = 1
    last: int = LAST


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of the summary and its height in points."""

    cells: tuple[Cell, ...] = ()
    height: float = LINE_HEIGHT


@dataclass(frozen=True, kw_only=True)
class ListedFinding:
    """One finding at its place; column empty: the whole row."""

    sheet: str
    row: int | None
    column: str
    code: str
    severity: Severity
    text: str


@dataclass(frozen=True, kw_only=True)
class ReceiptContent:
    """Everything the summary says. `sheets`: a name and the eleven counts of SHEET_HEADINGS."""

    title: str
    partner: str
    outcome: str
    outcome_look: str
    facts: tuple[tuple[str, str], ...]
    actions: tuple[str, ...]
    causes: tuple[tuple[str, str], ...] = ()
    contact: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    sheets: tuple[tuple[str | int, ...], ...] = ()
    reasons: tuple[tuple[Severity, str, str, int], ...] = ()
    columns: tuple[tuple[str, str, str], ...] = ()
    differences: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    has_marks: bool = False
    findings: tuple[ListedFinding, ...] = field(default=(), repr=False)


def lines(content: ReceiptContent) -> tuple[Line, ...]:
    """Lay the content out from top to bottom: what came of it, what to do, then how that was found."""
    return (
        Line(cells=(Cell(text=content.title, look="title"),), height=27),
        Line(cells=(Cell(text=content.partner, look="subtitle"),), height=18),
        Line(cells=(Cell(text=f" {content.outcome}", look=content.outcome_look),), height=26),
        Line(),
        *(_pair(label, value) for label, value in content.facts),
        *_listed("Mengapa", content.causes),
        *_actions(content),
        *_counts(content),
        *_reasons(content),
        *_legend(content),
        *_sheets(content),
        *_listed("Perubahan dibandingkan daftar yang digantikan", content.differences),
        *_columns(content),
        *_notes(content),
    )


def _section(title: str) -> Iterator[Line]:
    yield Line(height=9)
    yield Line(cells=(Cell(text=title, look="section"),), height=21)


def _pair(label: str, value: str | int, look: str = "cell") -> Line:
    cells = (Cell(text=label, look="label", last=1), Cell(text=value, look=look, first=2))
    return Line(cells=cells, height=_height(((label, 1, 1), (str(value), 2, LAST))))


def _actions(content: ReceiptContent) -> Iterator[Line]:
    yield from _section("Yang perlu dilakukan")
    for number, action in enumerate(content.actions, start=1):
        text = f"{number}. {action}" if len(content.actions) > 1 else action
        yield Line(cells=(Cell(text=text, look="text"),), height=_height(((text, 1, LAST),)))
    if content.contact:
        yield Line(height=4)
        yield _pair("Hubungi bila ada pertanyaan", content.contact)


def _counts(content: ReceiptContent) -> Iterator[Line]:
    if not content.counts:
        return
    yield from _section("Hasil pemeriksaan")
    for number, (label, count) in enumerate(content.counts):
        looks = ("total", "total_number") if number == 0 else ("label", "number")
        yield Line(
            cells=(
                Cell(text=label, look=looks[0], last=1),
                Cell(text=count, look=looks[1], first=2, last=2),
            )
        )


def _reasons(content: ReceiptContent) -> Iterator[Line]:
    if not content.reasons:
        return
    yield from _section("Temuan menurut sebab")
    headings = (
        ("Kode", 1, 1),
        ("Sifat", 2, 3),
        ("Penjelasan dan cara memperbaiki", 4, LAST - 1),
        ("Banyak", LAST, LAST),
    )
    yield Line(
        cells=tuple(
            Cell(text=text, look="heading", first=first, last=last) for text, first, last in headings
        ),
        height=20,
    )
    for severity, code, text, count in content.reasons:
        yield Line(
            cells=(
                Cell(text=code, look="cell", last=1),
                Cell(text=STATUS[severity], look=severity, first=2, last=3),
                Cell(text=text, look="cell", first=4, last=LAST - 1),
                Cell(text=count, look="number", first=LAST, last=LAST),
            ),
            height=_height(((code, 1, 1), (text, 4, LAST - 1))),
        )


def _legend(content: ReceiptContent) -> Iterator[Line]:
    if not content.has_marks:
        return
    yield from _section("Cara membaca daftar yang ditandai")
    for severity, text in READING:
        yield Line(
            cells=(Cell(text=STATUS[severity], look=severity, last=1), Cell(text=text, look="cell", first=2))
        )


def _sheets(content: ReceiptContent) -> Iterator[Line]:
    if not content.sheets:
        return
    yield from _section("Setiap baris berkas Anda")
    yield Line(
        cells=tuple(
            Cell(text=text, look="heading_centred" if number > 1 else "heading", first=number, last=number)
            for number, text in enumerate(SHEET_HEADINGS, start=1)
        ),
        height=31,
    )
    for number, row in enumerate(content.sheets, start=1):
        is_total = number == len(content.sheets) > 1
        looks = ("total", "total_number") if is_total else ("cell", "number")
        yield Line(
            cells=tuple(
                Cell(text=value, look=looks[min(column - 1, 1)], first=column, last=column)
                for column, value in enumerate(row, start=1)
            ),
            height=_height(((str(row[0]), 1, 1),)),
        )
    yield Line(cells=(Cell(text=CONSERVATION, look="small"),), height=14)


def _listed(title: str, pairs: Sequence[tuple[str, str]]) -> Iterator[Line]:
    if pairs:
        yield from _section(title)
        yield from (_pair(label, value) for label, value in pairs)


def _columns(content: ReceiptContent) -> Iterator[Line]:
    if not content.columns:
        return
    yield from _section("Kolom yang tidak kami pakai")
    headings = (("Lembar", 1, 1), ("Judul kolom", 2, 5), ("Keterangan", 6, LAST))
    yield Line(
        cells=tuple(
            Cell(text=text, look="heading", first=first, last=last) for text, first, last in headings
        ),
        height=20,
    )
    for sheet, header, text in content.columns:
        yield Line(
            cells=(
                Cell(text=sheet, look="cell", last=1),
                Cell(text=header, look="cell", first=2, last=5),
                Cell(text=text, look="cell", first=6),
            ),
            height=_height(((sheet, 1, 1), (header, 2, 5), (text, 6, LAST))),
        )


def _notes(content: ReceiptContent) -> Iterator[Line]:
    if content.notes:
        yield from _section("Tentang berkas ini")
        for note in content.notes:
            yield Line(cells=(Cell(text=note, look="text"),), height=_height(((note, 1, LAST),)))


def _height(texts: Sequence[tuple[str, int, int]]) -> float:
    """As many lines as the longest text needs in the width of its columns; letters are mostly narrower."""
    rows = max(
        sum(max(1, -(-len(part) // _signs(first, last))) for part in text.split("\n"))
        for text, first, last in texts
    )
    return LINE_HEIGHT * rows


def _signs(first: int, last: int) -> int:
    return int(sum(WIDTHS[first - 1 : last]) * 1.15 - 2)
