"""What the templates of pages need of a chart of lines: each point, stroke and label with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cakupan.reports.charts import looks
from cakupan.reports.charts.labels import Tick, said, ticks
from cakupan.reports.charts.nodes import Line, Lines, Multiples
from cakupan.reports.charts.plots import Plot, plots, spans, strokes
from cakupan.reports.charts.scale import HUNDRED
from cakupan.reports.inline import Figure
from cakupan.reports.printed import Book

LETTER, LINE_HEIGHT, END_WIDTH = 8.4, 17, 76  # of the labels behind lines, in pixels, on a phone
NUMBER = 7  # letters of a number


@dataclass(frozen=True, kw_only=True)
class PointView:
    """One point: how far to the right in percent, how far along the scale, whose it is."""

    figure: Figure
    across: Decimal
    up: Decimal
    said: str
    line: int
    whence: str


@dataclass(frozen=True, kw_only=True)
class EndView:
    """The label behind a line: its number, its name, and how far below the top it begins, in pixels."""

    figure: Figure
    label: str
    line: int | None
    top: float


@dataclass(frozen=True, kw_only=True)
class LinesView:
    """One plot of lines."""

    kind: str
    plot: Plot
    height: int
    points: tuple[PointView, ...]
    strokes: tuple[tuple[PointView, PointView], ...]
    target: PointView | None
    ticks: tuple[Tick, ...]
    periods: tuple[tuple[Decimal, str], ...]
    ends: tuple[EndView, ...]
    label: str


def lines(block: Lines | Multiples, book: Book, end_width: int = END_WIDTH) -> list[LinesView]:
    """Return the views of the plots of a chart of lines, one for each line of multiples.

    Labels behind lines are broken to a width in pixels of text as pages have it.
    """
    is_apart = isinstance(block, Multiples)
    groups = (
        [block.lines[number : number + 1] for number in range(len(block.lines))]
        if is_apart
        else [block.lines]
    )
    return [
        _plotted(block, group, plot, book, end_width)
        for group, plot in zip(groups, plots(block, book), strict=True)
    ]


def across(at: int, columns: int) -> Decimal:
    """Return how far to the right a period lies, in percent; a lone one lies in the middle."""
    return Decimal(50) if columns == 1 else HUNDRED * at / (columns - 1)


def _plotted(
    block: Lines | Multiples, group: Sequence[Line], plot: Plot, book: Book, end_width: int
) -> LinesView:
    made = {}
    target = None
    for mark, span in zip(plot.marks, spans(plot, book), strict=True):
        if mark.role == "target" and isinstance(block, Lines):
            target = PointView(
                figure=mark.figure,
                across=Decimal(0),
                up=plot.scale.share(span.low),
                said=said(block.target_label, mark.figure, book),
                line=0,
                whence="own",
            )
            continue
        point = group[mark.row].points[mark.at]
        made[mark] = PointView(
            figure=mark.figure,
            across=across(mark.at, plot.columns),
            up=plot.scale.share(span.low),
            said=said(f"{group[mark.row].label}, {block.periods[mark.at]}", mark.figure, book),
            line=mark.row,
            whence="own" if point is None else point.whence,
        )
    shown = sorted({0, plot.columns // 2, plot.columns - 1}) if plot.columns else []
    return LinesView(
        kind=plot.kind,
        plot=plot,
        height=looks.HEIGHTS[plot.kind],
        points=tuple(made.values()),
        strokes=tuple((made[one], made[following]) for one, following in strokes(plot)),
        target=target,
        ticks=ticks(plot.scale, book),
        periods=tuple((across(at, plot.columns), block.periods[at]) for at in shown),
        ends=tuple(_ends(block, group, plot, book, end_width)),
        label=group[0].label if isinstance(block, Multiples) else block.title,
    )


def _ends(
    block: Lines | Multiples, group: Sequence[Line], plot: Plot, book: Book, end_width: int
) -> Iterator[EndView]:
    """Yield the labels behind the lines in their order, each moved down as far as those above it need."""
    last = [[point.figure for point in line.points if point][-1:] for line in group]
    named = [
        (one, line.label, number)
        for number, (line, figures) in enumerate(zip(group, last, strict=True))
        for one in figures
    ]
    wanted: list[tuple[Figure, str, int | None]] = [*named]
    if isinstance(block, Lines) and block.target is not None:
        wanted.append((block.target, block.target_label, None))
    tops = _spread(
        [
            (_top(figure, plot, book), _lines_of(label, end_width) if isinstance(block, Lines) else 1)
            for figure, label, _ in wanted
        ]
    )
    for (figure, label, line), top in zip(wanted, tops, strict=True):
        yield EndView(figure=figure, label=label, line=line, top=top)


def _top(figure: Figure, plot: Plot, book: Book) -> float:
    found = book.printed(figure).number
    share = Decimal(0) if found is None else plot.scale.share(found)
    return looks.TOP + float(HUNDRED - share) / 100 * looks.HEIGHTS[plot.kind] - LINE_HEIGHT / 2


def _lines_of(label: str, width: int) -> int:
    """Return how many lines a number and its label need."""
    return -(-int((len(label) + NUMBER) * LETTER) // width)


def _spread(labels: list[tuple[float, int]]) -> list[float]:
    """Return tops that keep the order of labels by height and leave each the lines that it needs."""
    order = sorted(range(len(labels)), key=lambda index: labels[index][0])
    tops = [0.0] * len(labels)
    free = 0.0
    for index in order:
        wanted, needed = labels[index]
        tops[index] = max(wanted, free)
        free = tops[index] + needed * LINE_HEIGHT + 2
    return tops
