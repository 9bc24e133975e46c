"""Which figures stand behind each series of the native chart of a plot, in the order of its source cells."""

from cakupan.reports.charts.plots import Plot
from cakupan.reports.inline import Figure

Series = tuple[Figure | None, ...]
CHARTED = {"bars": ("bar", "target"), "dots": ("dot", "target")}
STEPS = ("total", "more", "less")


def series(plot: Plot) -> list[Series]:
    """Return the figures of each series, None where a cell is empty; no series for plots without a chart."""
    match plot.kind:
        case "bars" | "dots":
            return [one for role in CHARTED[plot.kind] if any(one := _of_role(plot, (role,)))]
        case "waterfall":
            return [_of_role(plot, STEPS)]
        case "lines" | "multiples":
            return [*(_of_line(plot, row) for row in range(plot.rows)), *_targets(plot)]
        case "strips":
            listed = (
                tuple(mark.figure for mark in plot.marks if mark.row == row) for row in range(plot.rows)
            )
            return [one for one in listed if one]
    return []


def _of_role(plot: Plot, roles: tuple[str, ...]) -> Series:
    by_row = {mark.row: mark.figure for mark in plot.marks if mark.role in roles}
    return tuple(by_row.get(row) for row in range(plot.rows))


def _of_line(plot: Plot, row: int) -> Series:
    points = {mark.at: mark.figure for mark in plot.marks if mark.role == "point" and mark.row == row}
    return tuple(points.get(at) for at in range(plot.columns))


def _targets(plot: Plot) -> list[Series]:
    """Repeat a target for every period, as its line in a chart needs."""
    return [(mark.figure,) * plot.columns for mark in plot.marks if mark.role == "target"]
