"""Write a report as HTML, PDF and XLSX, and as slides, with the lists of places that they carry."""

from collections.abc import Callable
from pathlib import Path

from cakupan import side_by_side
from cakupan.reports import contents, deck, files, html, pages, pdf, pptx, xlsx
from cakupan.reports.document import Document
from cakupan.reports.locales import Locale
from cakupan.reports.readback import LANGUAGES
from cakupan.reports.report import COUNTRY, Audience, Report
from cakupan.reports.source import ReportSource


def render(source: ReportSource, out: Path) -> list[Path]:
    """Write the report of the nation into a folder in each language; same source, same bytes.

    Raises:
        ProcessStopped: a process that makes files of it ended before they were done.
    """
    first, others = LANGUAGES[0], LANGUAGES[1:]
    with side_by_side.begun(*(_work(source, locale, out) for locale in others)) as forks:
        return [*_whole(source, first, out), *(path for fork in forks for path in fork.result())]


def alone(report: Report, out: Path) -> list[Path]:
    """Write one report in its language with this process alone, where many are made side by side."""
    made = files.OF[report.locale].within(out)
    made.places.parent.mkdir(parents=True, exist_ok=True)
    document, slides = pages.document(report), deck.document(report)
    made.xlsx.write_bytes(xlsx.render(document, report))
    made.html.write_bytes(html.render(document, report.book).encode())
    made.pdf.write_bytes(pdf.render(document, report.book, report.source.edition.as_of))
    made.pptx.write_bytes(pptx.render(slides, report))
    made.places.write_bytes(contents.text(document, report.book).encode())
    made.slide_places.write_bytes(contents.text(slides, report.book).encode())
    return list(made)


def write(document: Document, slides: Document, report: Report, out: Path) -> list[Path]:
    """Write one document in all formats, and the slides, into a folder and return the files.

    Raises:
        ProcessStopped: the process that makes pages and workbook ended before they were done.
    """
    made = files.OF[report.locale].within(out)
    made.places.parent.mkdir(parents=True, exist_ok=True)
    with side_by_side.begun(
        lambda: made.xlsx.write_bytes(xlsx.render(document, report)),
        lambda: made.html.write_bytes(html.render(document, report.book).encode()),
    ) as forks:
        made.pdf.write_bytes(pdf.render(document, report.book, report.source.edition.as_of))
        made.pptx.write_bytes(pptx.render(slides, report))
        made.places.write_bytes(contents.text(document, report.book).encode())
        made.slide_places.write_bytes(contents.text(slides, report.book).encode())
        for fork in forks:
            fork.result()
    return list(made)


def _work(source: ReportSource, locale: Locale, out: Path) -> Callable[[], list[Path]]:
    return lambda: _whole(source, locale, out)


def _whole(source: ReportSource, locale: Locale, out: Path) -> list[Path]:
    report = Report(source=source, scope=COUNTRY, audience=Audience.INTERNAL, locale=locale)
    return write(pages.document(report), deck.document(report), report, out)
