"""Villages: their coverage and their rank within the regency."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cakupan.reports import charted
from cakupan.reports.compose import beside, cell, left, right, table
from cakupan.reports.document import Block, Heading, Page, Paragraph, Row, Table
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

SHOWN = 10


def page(report: Report) -> Page | None:
    """Return the best villages of each regency; None when no village is ranked."""
    groups = _groups(row for row in report.select("village_coverage") if row.rank is not None)
    if not groups:
        return None
    places = _places(report)
    names = {regency: _name(report, places, regency) for regency in groups}
    return Page(
        name="desa",
        title=report.text("villages-title"),
        sheet=report.text("villages-sheet"),
        blocks=(
            Paragraph(content=report.say("villages-introduction")),
            charted.village_strips(report, names, groups),
            *_regencies(report, groups),
            *(block for regency, rows in groups.items() for block in _section(report, places, regency, rows)),
        ),
    )


def appendix(report: Report) -> Page | None:
    """Return every village with a rate; None when there is none."""
    groups = _groups(report.select("village_coverage"))
    if not groups:
        return None
    places = _places(report)
    return Page(
        name="lampiran-desa",
        title=report.text("villages-annex-title"),
        sheet=report.text("villages-annex-sheet"),
        room=1000,  # a list to look things up in, not to read
        blocks=tuple(
            _table(
                report,
                places,
                report.text("villages-annex-table", regency=_name(report, places, regency)),
                rows,
            )
            for regency, rows in groups.items()
        ),
    )


def _groups(rows: Iterable[FigureRow]) -> dict[str, list[FigureRow]]:
    groups: dict[str, list[FigureRow]] = defaultdict(list)
    for row in rows:
        groups[row.area_code[:5]].append(row)
    unranked = 10**9
    return {
        regency: sorted(groups[regency], key=lambda row: (row.rank or unranked, row.area_code))
        for regency in sorted(groups)
    }


def _places(report: Report) -> dict[str, str]:
    """Return the names of the districts that villages lie in, by village, and of regencies by their code."""
    listed = report.records("villages")
    districts = {str(row["area_code"]): str(row["district_name"] or "") for row in listed}
    return districts | {str(row["regency_code"]): str(row["regency_name"]) for row in reversed(listed)}


def _name(report: Report, places: Mapping[str, str], regency: str) -> str:
    total = report.total("ucj_ytd", regency)
    return places.get(regency) or (total.area_name if total else regency)


def _regencies(report: Report, groups: dict[str, list[FigureRow]]) -> Iterator[Table]:
    totals = [row for row in report.select("ucj_ytd") if row.area_code in groups]
    if totals:
        yield table(
            report,
            report.text("villages-regencies"),
            (
                left(report, "villages-column-regency", 3),
                *right(report, "column-coverage-year", "vulnerable-column-handed-over"),
                *right(report, "vulnerable-column-registered", "vulnerable-column-active"),
            ),
            (
                Row(
                    cells=(
                        (row.area_name,),
                        cell(row),
                        beside(row, "vulnerable_handed_over"),
                        beside(row, "vulnerable_registered"),
                        beside(row, "vulnerable_active"),
                    )
                )
                for row in totals
            ),
        )


def _section(
    report: Report, places: Mapping[str, str], regency: str, rows: list[FigureRow]
) -> Iterator[Block]:
    name = _name(report, places, regency)
    best = rows[:SHOWN]
    yield Heading(text=name)
    yield _table(report, places, report.text("villages-table", regency=name), best)


def _table(report: Report, places: Mapping[str, str], caption: str, rows: list[FigureRow]) -> Table:
    unranked = report.text("villages-unranked")
    return table(
        report,
        caption,
        (
            left(report, "villages-column-village", 2),
            left(report, "villages-column-district", 2),
            *right(report, "villages-column-rank", "villages-column-peers", "villages-column-active"),
            *right(report, "villages-column-workers", "villages-column-coverage"),
        ),
        (
            Row(
                cells=(
                    (row.area_name,),
                    (places.get(row.area_code, ""),),
                    cell(row, "rank") if row.rank is not None else (unranked,),
                    cell(row, "peer_count") if row.rank is not None else ("",),
                    cell(row, "numerator"),
                    cell(row, "denominator"),
                    cell(row),
                )
            )
            for row in rows
        ),
    )
