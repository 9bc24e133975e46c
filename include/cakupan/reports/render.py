"""Write a report: one document, printed as HTML, PDF and XLSX, with the list of places all three carry."""

from pathlib import Path

from cakupan.reports import html, pages, pdf, xlsx
from cakupan.reports.document import Document
from cakupan.reports.printed import Book
from cakupan.reports.readback import HTML, PDF, PLACES, XLSX, places_text
from cakupan.reports.source import ReportSource


def render(source: ReportSource, out: Path) -> list[Path]:
    """Write `laporan.html`, `.pdf`, `.xlsx` and `places.json` into a folder; same source, same bytes."""
    return write(pages.document(source), source, out)


def write(document: Document, source: ReportSource, out: Path) -> list[Path]:
    """Write one document in all formats into a folder and return the files."""
    book = Book(source)
    files = {
        HTML: html.render(document, book).encode(),
        PDF: pdf.render(document, book, source.edition.as_of),
        XLSX: xlsx.render(document, source, book),
        PLACES: places_text(document).encode(),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (out / name).write_bytes(data)
    return [out / name for name in files]
