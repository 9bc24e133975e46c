"""Which cells of each row are struck through."""

from collections.abc import Iterable


class Strikes(dict[int, frozenset[int]]):
    """The struck columns of each row that has any; rows struck alike share what they say."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[frozenset[int], frozenset[int]] = {}

    def add(self, rows: Iterable[int], columns: Iterable[int]) -> None:
        """Note the struck cells of rows that are alike."""
        if columns := frozenset(columns):
            self |= dict.fromkeys(rows, self._known.setdefault(columns, columns))
