"""The pages of the report in order; each page function returns None when it has nothing to show."""

from collections.abc import Callable, Mapping

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
from cakupan.reports.pages.part import payers, people, places, village
from cakupan.reports.report import Kind, Report

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


PART_PAGES: tuple[Callable[[Report], Page | None], ...] = (
    summary.page,
    people.page,
    payers.page,
    places.page,
    provenance.page,
)


OF_KIND: Mapping[Kind, tuple[Callable[[Report], Page | None], ...]] = {
    Kind.NATION: PAGES,
    Kind.VILLAGE: (village.page, provenance.page),
}


def document(report: Report) -> Document:
    """Return the whole report of one edition."""
    made = (page(report) for page in OF_KIND.get(report.scope.kind, PART_PAGES))
    return Document(
        cover=cover.cover(report),
        pages=tuple(bounded.page(report, page) for page in made if page),
        footer=cover.footer(report),
    )
