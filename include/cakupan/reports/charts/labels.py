"""The texts on a chart that are numbers of its scale, and what a mark says to who cannot see it."""

from dataclasses import dataclass
from decimal import Decimal

from cakupan.reports.charts.scale import Scale, plain
from cakupan.reports.inline import Figure
from cakupan.reports.printed import Book


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One round value of a scale, how far along it lies, and its text."""

    value: str
    share: Decimal
    text: str


def ticks(scale: Scale, book: Book) -> tuple[Tick, ...]:
    """Return the round values of a scale."""
    return tuple(
        Tick(value=plain(value), share=scale.share(value), text=book.scale_text(plain(value)))
        for value in scale.ticks
    )


def said(label: str, figure: Figure, book: Book) -> str:
    """Name a mark for who cannot see it; the number stands last."""
    return f"{label}: {book.printed(figure).text}"
