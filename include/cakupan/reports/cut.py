"""The figures and lists of an edition cut to a scope and an audience, before any page sees them."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from cakupan.reports.areas import is_peer, within
from cakupan.reports.report import Audience, Kind, Scope
from cakupan.reports.source import FigureRow, ReportSource

OF_PEERS = ("ucj_ytd", "ucj_eom", "target_ucj", "gap_target")  # what a reader may compare himself by
FEW = 5  # people; fewer are told to nobody outside
NAMING = ("submissions", "obligations", "funding_overlaps")  # lists that say who is late, or whose
TOO_FEW = "KURANG_DARI_LIMA"


def cut(source: ReportSource, scope: Scope, audience: Audience) -> ReportSource:
    """Return what a report of this scope may show to this audience; of the country to itself, everything."""
    if scope.kind is Kind.NATION and audience is Audience.INTERNAL:
        return source
    rows = [row for row in source.rows.values() if _is_shown(row, scope)]
    lists = {name: _of_scope(frame, scope) for name, frame in source.lists.items()}
    if audience is Audience.PUBLIC:
        rows = [_without_few(row) for row in rows]
        lists |= {name: lists[name].iloc[:0] for name in NAMING if name in lists}
    points = _without_few_before(source.points) if audience is Audience.PUBLIC else source.points
    return _of(replace(source, points=points), rows, lists)


def _without_few_before(points: pd.DataFrame) -> pd.DataFrame:
    """Leave out the months in which fewer people were counted than may be told."""
    return points[~points["numerator"].between(1, FEW - 1).fillna(False)]


def _of(source: ReportSource, rows: Iterable[FigureRow], lists: dict[str, pd.DataFrame]) -> ReportSource:
    known = {row.figure_id: row for row in rows}
    points = source.points[source.points["figure_id"].isin(known)]
    figures = source.figures[source.figures["figure_id"].isin(known)]
    other = replace(source, figures=figures, lists=lists, points=points)
    changes = {key: change for key, change in source.change_rows.items() if key[0] in known}
    other.__dict__.update(rows=known, change_rows=changes)
    return other


def _is_shown(row: FigureRow, scope: Scope) -> bool:
    """What lies in the scope, the totals of what it lies in, and those its peers are compared by."""
    if scope.holds(row.area_code):
        return True
    if row.slicing != "total" or row.indicator_code not in OF_PEERS:
        return False
    return within(scope.code, row.area_code) or is_peer(row.area_code, scope.code)


def _of_scope(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    if "area_code" not in frame.columns or scope.kind is Kind.NATION:
        return frame
    is_held = [isinstance(code, str) and scope.holds(code) for code in frame["area_code"]]
    return frame[pd.Series(is_held, index=frame.index, dtype=bool)]  # a list that is empty keeps its columns


def _without_few(row: FigureRow) -> FigureRow:
    """Leave out the numbers of a figure that counts fewer people than may be told."""
    counts = [count for count in (row.numerator, row.excluded, row.possible, row.unknown) if count]
    if row.unit == "people" and row.amount:
        counts.append(int(row.amount))
    if not any(0 < count < FEW for count in counts):
        return row
    return replace(
        row,
        numerator=None,
        value=None,
        excluded=None,
        excluded_causes={},
        lower_bound=None,
        possible=None,
        upper_bound=None,
        unknown=None,
        rank=None,
        flag=None,
        note=TOO_FEW,
    )
