"""Write a report: one document, printed as HTML, PDF and XLSX, with the list of places all three carry."""

from pathlib import Path

from cakupan import side_by_side
from cakupan.reports import html, pages, pdf, xlsx
from cakupan.reports.document import Document
from cakupan.reports.printed import Book
from cakupan.reports.readback import HTML, PDF, PLACES, XLSX, places_text
from cakupan.reports.source import ReportSource


def render(source: ReportSource, out: Path) -> list[Path]:
    """Write `laporan.html`, `.pdf`, `.xlsx` and `places.json` into a folder; same source, same bytes."""
    return write(pages.document(source), source, out)


def write(document: Document, source: ReportSource, out: Path) -> list[Path]:
    """Write one document in all formats into a folder and return the files.

    Raises:
        ProcessStopped: the process that makes pages and workbook ended before they were done.
    """
    out.mkdir(parents=True, exist_ok=True)
    book = Book(source)
    with side_by_side.begun(
        lambda: (out / XLSX).write_bytes(xlsx.render(document, source, book)),
        lambda: (out / HTML).write_bytes(html.render(document, book).encode()),
    ) as forks:
        (out / PDF).write_bytes(pdf.render(document, book, source.edition.as_of))
        (out / PLACES).write_bytes(places_text(document).encode())
        for fork in forks:
            fork.result()
    return [out / name for name in (HTML, PDF, XLSX, PLACES)]
