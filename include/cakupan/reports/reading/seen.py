"""A number as a reader of a finished file sees it."""

from typing import NamedTuple

from cakupan.reports.document import Figure


class Seen(NamedTuple):
    """What stands at one place of a file, and the figure that the file says it is."""

    page: str
    place: str
    figure: Figure
    printed: str
