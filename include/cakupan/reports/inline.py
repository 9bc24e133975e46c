"""What a line of a report is made of: texts, and numbers that are figures."""

from typing import NamedTuple


class Figure(NamedTuple):
    """One number printed at this place: a part of one frozen figure."""

    figure_id: str
    part: str = "value"


Inline = tuple[str | Figure, ...]
