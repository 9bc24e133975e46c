"""The pages of the report in order; each page function returns None when it has nothing to show."""

from collections.abc import Callable

from cakupan.reports import bounded
from cakupan.reports.document import Document, Page
from cakupan.reports.pages import (
    agreements,
    benefits,
    commitments,
    corrections,
    cover,
    coverage,
    definitions,
    interns,
    partners,
    provenance,
    regions,
    roster_quality,
    segments,
    summary,
    targets,
    unrated,
    villages,
    vulnerable,
)
from cakupan.reports.report import Report

PAGES: tuple[Callable[[Report], Page | None], ...] = (
    summary.page,
    coverage.page,
    segments.page,
    targets.page,
    regions.page,
    vulnerable.page,
    villages.page,
    commitments.page,
    interns.page,
    agreements.page,
    benefits.page,
    roster_quality.page,
    corrections.page,
    definitions.page,
    provenance.page,
    partners.page,
    villages.appendix,
    unrated.page,
)


def document(report: Report) -> Document:
    """Return the whole report of one edition."""
    made = (page(report) for page in PAGES)
    return Document(
        cover=cover.cover(report),
        pages=tuple(bounded.page(report, page) for page in made if page),
        footer=cover.footer(report),
    )
