"""Charts that several pages share, made of the figures of a report."""

from collections.abc import Iterable, Mapping, Sequence

from cakupan import code_lists
from cakupan.reports import catalogue
from cakupan.reports.areas import is_peer, level
from cakupan.reports.charts.nodes import Dot, Dots, Emphasis, Strip, StripDot, Strips, Tile, Tiles
from cakupan.reports.compose import same
from cakupan.reports.inline import Figure
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow


def coverage_dots(report: Report, rows: Iterable[FigureRow]) -> Dots:
    """Return coverage of areas from the highest to the lowest, each with its target where it has one."""
    return _dots(report, rows, "charts-coverage", "plain")


def peer_dots(report: Report) -> Dots | None:
    """Return coverage of the area of the report among its peers: those of its level in the same area."""
    own = report.scope.code
    rows = [row for row in report.source.select("ucj_ytd") if row.value and is_peer(row.area_code, own)]
    if len(rows) < 2 or own not in {row.area_code for row in rows}:
        return None
    return _dots(report, rows, "charts-among-peers", "peer")


def _dots(report: Report, rows: Iterable[FigureRow], title: str, others: Emphasis) -> Dots:
    ordered = sorted(rows, key=_rate)
    unit = ordered[0].unit
    return Dots(
        title=report.text(title),
        unit=catalogue.unit(unit, report.locale),
        dots=tuple(_dot(report, row, others) for row in ordered),
        is_percent=code_lists.flag("units", unit, "is_rate"),
        target_label=report.text("charts-target"),
        own_label=report.text("charts-this-area"),
        peer_label=report.text("charts-peer"),
    )


def _dot(report: Report, row: FigureRow, others: Emphasis) -> Dot:
    target = same(report, row, "target_ucj")
    return Dot(
        label=row.area_name,
        figure=Figure(row.figure_id),
        target=Figure(target.figure_id) if target else None,
        emphasis="own" if row.area_code == report.scope.code else others,
    )


def _rate(row: FigureRow) -> tuple[float, str]:
    return -float(row.amount or 0), row.area_code


def province_tiles(report: Report) -> Tiles | None:
    """Return the map of provinces by their coverage; None where no province has a rate."""
    provinces = [row for row in report.select("ucj_ytd") if level(row.area_code) == "province"]
    if not any(row.value for row in provinces):
        return None
    return Tiles(
        title=report.text("charts-provinces"),
        unit=catalogue.unit("percent", report.locale),
        tiles=tuple(
            Tile(area_code=row.area_code, label=row.area_name, figure=Figure(row.figure_id))
            for row in provinces
            if row.value
        ),
        is_percent=True,
        missing_label=report.text("charts-without-rate"),
    )


def village_strips(
    report: Report, names: Mapping[str, str], groups: Mapping[str, Sequence[FigureRow]]
) -> Strips:
    """Return one strip per regency with a dot for each of its ranked villages."""
    return Strips(
        title=report.text("charts-villages"),
        unit=catalogue.unit("percent", report.locale),
        strips=tuple(
            Strip(
                label=names[regency],
                dots=tuple(StripDot(label=row.area_name, figure=Figure(row.figure_id)) for row in rows),
                detail=report.say("charts-villages-ranked", count=Figure(rows[0].figure_id, "peer_count")),
            )
            for regency, rows in groups.items()
        ),
        is_percent=True,
    )
