"""The pages of the report in order; each module has `page(source)`, None when it has nothing to show."""

from cakupan.reports.document import Document
from cakupan.reports.pages import cover, coverage
from cakupan.reports.source import ReportSource

PAGES = (coverage,)


def document(source: ReportSource) -> Document:
    """Return the whole report of one edition."""
    made = (module.page(source) for module in PAGES)
    return Document(
        cover=cover.cover(source), pages=tuple(page for page in made if page), footer=cover.footer(source)
    )
