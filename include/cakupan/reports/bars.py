"""How long a bar is: a share of the scale in hundredths of a percent, from the frozen number."""

from dataclasses import dataclass
from decimal import Decimal

from cakupan.reports.document import Bars, Figure
from cakupan.reports.printed import Book

HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A scale from zero to `end`."""

    end: Decimal
    book: Book

    @classmethod
    def of(cls, block: Bars, book: Book) -> "Scale":
        """Return the scale of a chart: to 100 for percentages, further when a bar is longer."""
        shown = [figure for bar in block.bars for figure in (bar.figure, bar.mark) if figure is not None]
        numbers = [number for one in shown if (number := book.printed(one).number) is not None]
        longest = max(numbers, default=Decimal(0))
        return cls(end=max(longest, HUNDRED) if block.is_percent else longest, book=book)

    def share(self, figure: Figure | None) -> str | None:
        """Return how far along the scale a figure lies, in percent with two digits; None without a number."""
        number = None if figure is None else self.book.printed(figure).number
        if number is None or self.end <= 0:
            return None
        return f"{max(number, Decimal(0)) / self.end * HUNDRED:.2f}"
