"""Write a report as HTML, PDF and XLSX, and as slides, with the lists of places that they carry."""

from collections.abc import Callable, Sequence
from pathlib import Path

from cakupan import side_by_side
from cakupan.reports import contents, deck, files, html, pages, pdf, pptx, xlsx
from cakupan.reports.document import Document
from cakupan.reports.files import ReportFiles
from cakupan.reports.readback import LANGUAGES
from cakupan.reports.report import COUNTRY, Audience, Report
from cakupan.reports.source import ReportSource

Made = tuple[Document, Document, Report]  # the pages, the slides, and the report that they are of


def render(source: ReportSource, out: Path) -> list[Path]:
    """Write the report of the nation into a folder in each language; same source, same bytes.

    Raises:
        ProcessStopped: a process that makes files of it ended before they were done.
    """
    reports = [
        Report(source=source, scope=COUNTRY, audience=Audience.INTERNAL, locale=locale)
        for locale in LANGUAGES
    ]
    return write([(pages.document(report), deck.document(report), report) for report in reports], out)


def alone(report: Report, out: Path) -> list[Path]:
    """Write one report in its language with this process alone, where many are made side by side."""
    made = pages.document(report), deck.document(report), report
    _others(made, out)()
    _write_pdf(made, out)
    return list(_paths(report, out))


def write(made: Sequence[Made], out: Path) -> list[Path]:
    """Write documents with their slides in all formats into a folder and return the files.

    PDFs are set in this process, for what sets them does not live through a fork.

    Raises:
        ProcessStopped: the process that makes pages and workbooks ended before they were done.
    """
    with side_by_side.begun(*(_others(one, out) for one in made)) as forks:
        for one in made:
            _write_pdf(one, out)
        for fork in forks:
            fork.result()
    return [path for _, _, report in made for path in _paths(report, out)]


def _paths(report: Report, out: Path) -> ReportFiles:
    return files.OF[report.locale].within(out)


def _write_pdf(made: Made, out: Path) -> None:
    document, _, report = made
    content = pdf.render(document, report.book, report.source.edition.as_of)
    _paths(report, out).pdf.write_bytes(content)


def _others(made: Made, out: Path) -> Callable[[], None]:
    """Return the work of writing all but the PDF of one language."""
    document, slides, report = made
    paths = _paths(report, out)
    paths.places.parent.mkdir(parents=True, exist_ok=True)

    def write_others() -> None:
        paths.xlsx.write_bytes(xlsx.render(document, report))
        paths.html.write_bytes(html.render(document, report.book).encode())
        paths.pptx.write_bytes(pptx.render(slides, report))
        paths.places.write_bytes(contents.text(document, report.book).encode())
        paths.slide_places.write_bytes(contents.text(slides, report.book).encode())

    return write_others
