"""What the pages share: how to lay figures out, which notes a table needs, which area stands for all."""

from collections.abc import Iterable, Sequence

from cakupan import code_lists
from cakupan.reports import catalogue
from cakupan.reports.document import Bar, Bars, Column, Figure, Inline, Row, Table
from cakupan.reports.report import Report
from cakupan.reports.source import FigureRow

DEPTHS = {"nation": 0, "province": 0, "regency": 1, "district": 2, "village": 3}
FLAG = "di atas 100 persen"
NAMED = 50
MATCHES = ("Paling banyak (%)", "Tidak dikenali (orang)")


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


def band(row: FigureRow) -> Inline:
    """Say what of a coverage of lists is certain, what it is at most, and how many nobody recognised."""
    at_most: Inline = (
        (
            "; paling banyak ",
            Figure(row.figure_id, "upper_bound"),
            " persen bila kecocokan ",
            Figure(row.figure_id, "possible"),
            " orang yang belum pasti ternyata benar",
        )
        if row.possible
        else ()
    )
    return (
        "Tercakup pasti ",
        Figure(row.figure_id),
        " persen",
        *at_most,
        "; ",
        Figure(row.figure_id, "unknown"),
        " orang tidak dikenali dalam register.",
    )


def right(*labels: str) -> tuple[Column, ...]:
    """Return columns of numbers."""
    return tuple(Column(label=label, align="right") for label in labels)


def table(report: Report, caption: str, columns: tuple[Column, ...], rows: Iterable[Row]) -> Table:
    """Return a table with the notes its figures need."""
    listed = tuple(rows)
    return Table(caption=caption, columns=columns, rows=listed, notes=notes(report, listed))


def coverage_columns(by: str) -> tuple[Column, ...]:
    """Return the columns of coverage of the population in the year and at the end of the month."""
    return (
        Column(label=by, weight=3),
        *right("Peserta aktif, tahun berjalan", "Pekerja", "Cakupan tahun berjalan (%)"),
        *right("Peserta aktif, akhir bulan", "Cakupan akhir bulan (%)"),
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
            Column(label=by, weight=3),
            *right(
                *("Aktif", "Orang pada daftar", "Cakupan daftar (%)", *MATCHES),
                *("Baris dikecualikan", "Batas bawah (%)"),
            ),
        ),
        (
            Row(
                cells=(
                    (whole if row.slicing == "total" else row.slice_name,),
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
        Bar(label=row.slice_name if by_slice else row.area_name, figure=Figure(row.figure_id)) for row in rows
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
    book = report.book
    used = [one for row in rows for content in row.cells for one in content if isinstance(one, Figure)]
    figures = {row.figure_id: row for one in used if (row := report.source.rows.get(one.figure_id))}
    said: dict[str, list[str]] = {}
    for one in used:
        row, reason = figures.get(one.figure_id), book.printed(one).reason
        if reason:
            said.setdefault(f"– : {reason}", []).append(row.area_name if row else "")
        elif row and row.flag and one.part == "value":
            said.setdefault(
                f"Perhatian: {catalogue.note(row.note, report.locale) if row.note else FLAG}", []
            ).append(row.area_name)
    listed: list[Inline] = [(f"{text}{_where(report, names)}",) for text, names in said.items()]
    bases = sorted({row.basis for row in figures.values() if row.basis})
    sources = sorted({catalogue.source(row.source, report.locale) for row in figures.values() if row.source})
    if bases:
        listed.append(
            (f"Basis pembagi: {', '.join(catalogue.basis(each, report.locale) for each in bases)}.",)
        )
    if sources:
        listed.append((f"Sumber: {'; '.join(sources)}.",))
    return tuple(listed)


def _where(report: Report, names: list[str]) -> str:
    known = list(dict.fromkeys(name for name in names if name))
    more = f", dan {report.locale.count(len(known) - NAMED)} lainnya" if len(known) > NAMED else ""
    return f" ({', '.join(known[:NAMED])}{more})." if known else "."


def against_target(report: Report, row: FigureRow) -> Inline:
    """Say how a coverage stands to its target; nothing when there is none."""
    target, gap = same(report, row, "target_ucj"), same(report, row, "gap_target")
    people = same(report, row, "gap_target_people")
    if target is None or gap is None or gap.amount is None:
        return ()
    aim = (Figure(target.figure_id), " persen")
    distance = (Figure(gap.figure_id), " poin persen")
    if gap.amount <= 0:
        return (", sudah mencapai target ", *aim, " (selisih ", *distance, ")")
    needed: Inline = (
        () if people is None else ("; untuk mencapainya perlu ", Figure(people.figure_id), " orang lagi")
    )
    return (", ", *distance, " di bawah target ", *aim, *needed)


def attained(report: Report, row: FigureRow) -> str:
    """Say in a word whether the target is reached."""
    gap = same(report, row, "gap_target")
    if gap is None or gap.amount is None:
        return "tanpa target"
    return "tercapai" if gap.amount <= 0 else "belum tercapai"


def coverage_sentence(report: Report, row: FigureRow, until: str) -> Inline:
    """Say the coverage of one area in the wording of the agency."""
    return (
        f"Sampai dengan {until} cakupan kepesertaan di {row.area_name} mencapai ",
        Figure(row.figure_id),
        " persen (",
        Figure(row.figure_id, "numerator"),
        " dari ",
        Figure(row.figure_id, "denominator"),
        " pekerja)",
        *against_target(report, row),
        ".",
    )
