"""What the pages share: how to lay figures out, which notes a table needs, what is said of a coverage."""

from collections.abc import Iterable, Sequence

from cakupan import code_lists
from cakupan.reports import catalogue
from cakupan.reports.document import Bar, Bars, Column, Figure, Inline, Row, Table
from cakupan.reports.locales import MISSING
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

DEPTHS = {"nation": 0, "province": 0, "regency": 1, "district": 2, "village": 3}
NAMED = 50


def cell(row: FigureRow | None, part: str = "value") -> Inline:
    """Return the cell of one part of a figure; empty when there is no such figure."""
    return ("",) if row is None else (Figure(row.figure_id, part),)


def sliced(row: FigureRow, indicator: str) -> str:
    """Return the id of another indicator's figure for the same period, area and slice."""
    return row.figure_id.replace(row.indicator_code, indicator, 1)


def same(report: Report, row: FigureRow, indicator: str) -> FigureRow | None:
    """Return another indicator's figure for the same period, area and slice."""
    return report.source.rows.get(sliced(row, indicator))


def beside(row: FigureRow, indicator: str, part: str = "value") -> Inline:
    """Return the cell of another indicator beside this one; a dash with its reason when it has no figure."""
    return (Figure(sliced(row, indicator), part),)


def matches(row: FigureRow) -> tuple[Inline, Inline]:
    """Return the cells of a figure with every possible match, empty without any, and of the unknown."""
    return (cell(row, "upper_bound") if row.possible else ("",)), cell(row, "unknown")


def match_columns(report: Report) -> tuple[Column, ...]:
    """Return their columns."""
    return right(report, "column-at-most", "column-unknown")


def band(report: Report, row: FigureRow, population: str = "population-listed") -> Inline:
    """Say of a population what of it is covered for certain, at most, and how many nobody recognised."""
    return report.say(
        "band-possible" if row.possible else "band-certain",
        population=report.text(population, area=row.area_name),
        rate=Figure(row.figure_id),
        at_most=Figure(row.figure_id, "upper_bound"),
        possible=Figure(row.figure_id, "possible"),
        unknown=Figure(row.figure_id, "unknown"),
    )


def left(report: Report, key: str, weight: int = 1) -> Column:
    """Return a column of texts, headed by a text of the catalogue."""
    return Column(label=report.text(key), weight=weight)


def right(report: Report, *keys: str) -> tuple[Column, ...]:
    """Return columns of numbers, headed by texts of the catalogue."""
    return tuple(Column(label=report.text(key), align="right") for key in keys)


def table(report: Report, caption: str, columns: tuple[Column, ...], rows: Iterable[Row]) -> Table:
    """Return a table with the notes its figures need."""
    listed = tuple(rows)
    return Table(caption=caption, columns=columns, rows=listed, notes=notes(report, listed))


def coverage_columns(report: Report, by: str) -> tuple[Column, ...]:
    """Return the columns of coverage of the population over the year and at the end of the month."""
    return (
        left(report, by, 3),
        *right(report, "column-active-year", "column-workers", "column-coverage-year"),
        *right(report, "column-active-month-end", "column-coverage-month-end"),
    )


def coverage_cells(row: FigureRow, label: str) -> tuple[Inline, ...]:
    """Return the cells of these columns for a coverage of the year."""
    return (
        (label,),
        cell(row, "numerator"),
        cell(row, "denominator"),
        cell(row),
        beside(row, "ucj_eom", "numerator"),
        beside(row, "ucj_eom"),
    )


def roster_coverage(
    report: Report, caption: str, by: str, rows: Iterable[FigureRow], *, whole: str = ""
) -> Table:
    """Return how much of the rosters is covered by kind, funding or partner, with `whole` for all of them."""
    return table(
        report,
        caption,
        (
            left(report, by, 3),
            *right(report, "column-listed-active", "column-listed", "column-listed-coverage"),
            *match_columns(report),
            *right(report, "column-listed-excluded", "column-lower-bound"),
        ),
        (
            Row(
                cells=(
                    (whole if row.slicing == "total" else report.slice(row),),
                    cell(row, "numerator"),
                    cell(row, "denominator"),
                    cell(row),
                    *matches(row),
                    cell(row, "excluded"),
                    cell(row, "lower_bound") if row.excluded else ("",),
                ),
                is_total=row.slicing == "total",
            )
            for row in rows
        ),
    )


def bars(report: Report, title: str, rows: Sequence[FigureRow], *, by_slice: bool = False) -> Bars:
    """Return a chart of figures of one indicator, labelled by area or by slice."""
    made = tuple(
        Bar(label=report.slice(row) if by_slice else row.area_name, figure=Figure(row.figure_id))
        for row in rows
    )
    return bar_chart(report, title, rows[0].unit, made)


def bar_chart(report: Report, title: str, unit: str, made: tuple[Bar, ...], mark_label: str = "") -> Bars:
    """Return a chart of bars of one unit; the scale of rates ends at 100 or at the longest bar."""
    return Bars(
        title=title,
        unit=catalogue.unit(unit, report.locale),
        bars=made,
        mark_label=mark_label,
        is_percent=code_lists.flag("units", unit, "is_rate"),
    )


def notes(report: Report, rows: Iterable[Row]) -> tuple[Inline, ...]:
    """Return the notes under a table: why a dash, what is flagged, which basis, which source."""
    used = [one for row in rows for content in row.cells for one in content if isinstance(one, Figure)]
    known = report.source.rows
    figures = {one.figure_id: known[one.figure_id] for one in used if one.figure_id in known}
    said: dict[tuple[str, str], list[str]] = {}
    for one in used:
        row, reason = figures.get(one.figure_id), report.book.printed(one).reason
        if reason:
            said.setdefault(("note-missing", reason), []).append(row.area_name if row else "")
        elif row and row.flag and one.part == "value":
            why = catalogue.note(row.note or row.flag, report.locale)
            said.setdefault(("note-flagged", why), []).append(row.area_name)
    listed = [
        report.say(key, reason=reason, where=_where(report, names), dash=MISSING)
        for (key, reason), names in said.items()
    ]
    return (*listed, *_origins(report, list(figures.values())))


def _origins(report: Report, figures: Sequence[FigureRow]) -> Iterable[Inline]:
    bases = sorted({catalogue.basis(row.basis, report.locale) for row in figures if row.basis})
    sources = sorted({catalogue.source(row.source, report.locale) for row in figures if row.source})
    if bases:
        yield report.say("note-basis", bases=", ".join(bases))
    if sources:
        yield report.say("note-source", sources="; ".join(sources))


def _where(report: Report, names: list[str]) -> Inline:
    """Name areas in brackets, the first of many and how many others; nothing where none has a name."""
    known = list(dict.fromkeys(name for name in names if name))
    if not known:
        return ()
    named, others = ", ".join(known[:NAMED]), len(known) - NAMED
    if others > 0:
        return report.say("note-where-more", names=named, others=others)
    return report.say("note-where", names=named)


def attained(report: Report, row: FigureRow) -> str:
    """Say in a word whether the target is reached."""
    gap = same(report, row, "gap_target")
    if gap is None or gap.amount is None:
        return report.text("target-none")
    return report.text("target-reached" if gap.amount <= 0 else "target-missed")


def coverage_sentence(report: Report, row: FigureRow) -> Inline:
    """Say the coverage of one area over the year in the wording of the agency, with its target."""
    target, gap = same(report, row, "target_ucj"), same(report, row, "gap_target")
    people = same(report, row, "gap_target_people")
    if target is None or gap is None or gap.amount is None:
        key = "coverage-alone"
    elif gap.amount <= 0:
        key = "coverage-reached"
    else:
        key = "coverage-below" if people is None else "coverage-below-people"
    return report.say(
        key,
        area=row.area_name,
        rate=Figure(row.figure_id),
        active=Figure(row.figure_id, "numerator"),
        workers=Figure(row.figure_id, "denominator"),
        target=Figure(sliced(row, "target_ucj")),
        gap=Figure(sliced(row, "gap_target")),
        people=Figure(sliced(row, "gap_target_people")),
    )
