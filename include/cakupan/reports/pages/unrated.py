"""Annex: areas that have members but no percentage yet, with the reason."""

from cakupan.reports import catalogue
from cakupan.reports.areas import level
from cakupan.reports.compose import DEPTHS, beside, cell, left, right, table
from cakupan.reports.document import Page, Row
from cakupan.reports.report import Report


def page(report: Report) -> Page | None:
    """Return the page of areas without a rate; None when every area has one."""
    unrated = [row for row in report.select("ucj_ytd") if not row.value and level(row.area_code) != "office"]
    if not unrated:
        return None
    return Page(
        name="tanpa-persentase",
        title=report.text("unrated-title"),
        sheet=report.text("unrated-sheet"),
        blocks=(
            table(
                report,
                report.text("unrated-table"),
                (
                    left(report, "column-area", 3),
                    *right(report, "column-active-year", "column-active-month-end"),
                    left(report, "unrated-column-reason", 4),
                ),
                (
                    Row(
                        depth=DEPTHS[level(row.area_code)],
                        cells=(
                            (row.area_name,),
                            cell(row, "numerator"),
                            beside(row, "ucj_eom", "numerator"),
                            (catalogue.note(row.note, report.locale) if row.note else "",),
                        ),
                    )
                    for row in unrated
                ),
            ),
        ),
    )
