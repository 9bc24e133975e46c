"""What the templates of pages need of a chart of rows: each mark with its place along the scale."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cakupan.reports.charts.labels import Tick, said, ticks
from cakupan.reports.charts.looks import TRACK_HEIGHTS
from cakupan.reports.charts.nodes import Bars, Dots, Strips, Waterfall
from cakupan.reports.charts.plots import Mark, Plot, Span, plots, spans
from cakupan.reports.inline import Figure, Inline
from cakupan.reports.printed import Book

LONG_LABEL = 32
Rows = Bars | Dots | Strips | Waterfall


@dataclass(frozen=True, kw_only=True)
class MarkView:
    """One mark: where it begins and ends along the scale in percent, and what it says to who cannot see."""

    role: str
    figure: Figure
    begin: Decimal
    end: Decimal
    said: str
    lift: float = 0

    @property
    def width(self) -> Decimal:
        """How much of the scale it covers, in percent."""
        return self.end - self.begin


@dataclass(frozen=True, kw_only=True)
class RowView:
    """One row of a chart: label, marks from back to front, and what is printed beside them."""

    label: str
    marks: tuple[MarkView, ...]
    numbers: tuple[tuple[str, Figure], ...]
    detail: Inline = ()
    emphasis: str = "plain"
    height: int


@dataclass(frozen=True, kw_only=True)
class RowsView:
    """A chart of rows on one scale from left to right."""

    kind: str
    plot: Plot
    rows: tuple[RowView, ...]
    ticks: tuple[Tick, ...]
    zero: Decimal
    legend: tuple[tuple[str, str], ...]
    has_long_labels: bool


def _by_row(plot: Plot, book: Book) -> Mapping[int, list[tuple[Mark, Span]]]:
    by_row: dict[int, list[tuple[Mark, Span]]] = defaultdict(list)
    for mark, span in zip(plot.marks, spans(plot, book), strict=True):
        by_row[mark.row].append((mark, span))
    return by_row


def rows(block: Rows, book: Book) -> RowsView:
    """Return the view of a chart of rows."""
    (plot,) = plots(block, book)
    by_row = _by_row(plot, book)
    made = tuple(_row(block, number, by_row.get(number, []), plot, book) for number in range(plot.rows))
    return RowsView(
        kind=plot.kind,
        plot=plot,
        rows=made,
        ticks=ticks(plot.scale, book),
        zero=plot.scale.share(Decimal(0)),
        legend=tuple(_legend(block, plot)),
        has_long_labels=any(len(row.label) > LONG_LABEL for row in made),
    )


def _row(block: Rows, number: int, marks: Sequence[tuple[Mark, Span]], plot: Plot, book: Book) -> RowView:
    match block:
        case Bars():
            bar = block.bars[number]
            numbers = [("", bar.figure), *([(" / ", bar.mark)] if bar.mark else [])]
            made = _marks(marks, plot, book, bar.label, block.mark_label)
            return RowView(label=bar.label, marks=made, numbers=tuple(numbers), height=TRACK_HEIGHTS["bars"])
        case Dots():
            dot = block.dots[number]
            made = _marks(marks, plot, book, dot.label, block.target_label)
            return RowView(
                label=dot.label,
                marks=made,
                numbers=(("", dot.figure),),
                emphasis=dot.emphasis,
                height=TRACK_HEIGHTS["dots"],
            )
        case Strips():
            return _strip(block, number, marks, plot, book)
    steps = (block.opening, *block.parts, block.closing)
    sign = "" if number in (0, len(steps) - 1) else "− " if steps[number].is_less else "+ "
    return RowView(
        label=steps[number].label,
        marks=_marks(marks, plot, book, steps[number].label, ""),
        numbers=((sign, steps[number].figure),),
        emphasis="plain" if sign else "own",
        height=TRACK_HEIGHTS["waterfall"],
    )


def _marks(
    marks: Sequence[tuple[Mark, Span]], plot: Plot, book: Book, label: str, target_label: str
) -> tuple[MarkView, ...]:
    return tuple(
        MarkView(
            role=mark.role,
            figure=mark.figure,
            begin=plot.scale.share(span.low),
            end=plot.scale.share(span.high),
            said=said(f"{target_label}, {label}" if mark.role == "target" else label, mark.figure, book),
        )
        for mark, span in marks
    )


def _strip(block: Strips, number: int, marks: Sequence[tuple[Mark, Span]], plot: Plot, book: Book) -> RowView:
    """Stack dots that would lie on each other, half upwards and half downwards."""
    strip = block.strips[number]
    labels = {dot.figure: dot.label for dot in strip.dots}
    stacked: dict[int, int] = defaultdict(int)
    made = []
    for mark, span in marks:
        share = plot.scale.share(span.low)
        height = stacked[int(share)]
        stacked[int(share)] += 1
        made.append(
            MarkView(
                role=mark.role,
                figure=mark.figure,
                begin=share,
                end=share,
                said=said(labels[mark.figure], mark.figure, book),
                lift=(height + 1) // 2 * (1 if height % 2 else -1),
            )
        )
    most = max(stacked.values(), default=1)
    return RowView(
        label=strip.label, marks=tuple(made), numbers=(), detail=strip.detail, height=20 + min(most, 12) * 4
    )


def _legend(block: Rows, plot: Plot) -> Iterator[tuple[str, str]]:
    """Yield the signs that are drawn and have a name."""
    drawn = {mark.role for mark in plot.marks}
    if isinstance(block, Bars):
        named = [("target", block.mark_label)]
    elif isinstance(block, Dots):
        kinds = {dot.emphasis for dot in block.dots}
        named = [("target", block.target_label), ("range", block.range_label)]
        named += [(kind, text) for kind, text in (("own", block.own_label), ("peer", block.peer_label))]
        drawn |= kinds | ({"range"} if drawn & {"low", "high"} else set())
    else:
        named = []
    yield from ((sign, text) for sign, text in named if sign in drawn and text)
