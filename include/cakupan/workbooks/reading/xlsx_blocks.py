"""The part of a sheet cut where rows end: a long sheet is looked through in blocks, and never held whole."""

from collections.abc import Iterator

BEGIN, END, EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
ROW_END = b"</row>"
BLOCK = 8 << 20  # bytes of rows that are looked through at once
LONGEST_AROUND = 16 << 20  # bytes before the rows, behind them, or of one row


class NotPlainError(Exception):
    """The sheet is written in a way that is not looked through here."""


class RowBlocks:
    """Whole rows block by block; `around` is what stands before and behind them once all are taken."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Take nothing yet."""
        self._pieces = pieces
        self.around = b""

    def __iter__(self) -> Iterator[bytes]:
        """Yield the rows in blocks that end where rows end.

        Raises:
            NotPlainError: When the part has no rows, or none that ends for long.
        """
        held = self._head()
        while (end := held.find(END)) < 0:
            cut = held.rfind(ROW_END) + len(ROW_END) if len(held) >= BLOCK else 0
            if cut >= len(ROW_END):
                yield held[:cut]
                held = held[cut:]
            held = self._longer(held)
        if end:
            yield held[:end]
        self.around += held[end:]
        for piece in self._pieces:
            self.around += piece
            if len(self.around) > LONGEST_AROUND:
                raise NotPlainError

    def _head(self) -> bytes:
        """Keep what stands before the rows and return what comes behind it."""
        held = next(self._pieces, b"")
        while (place := held.find(BEGIN)) < 0:
            if (place := held.find(EMPTY)) >= 0:
                self.around = held[:place] + BEGIN
                return END + held[place + len(EMPTY) :]
            held = self._longer(held)
        begin = place + len(BEGIN)
        self.around = held[:begin]
        return held[begin:]

    def _longer(self, held: bytes) -> bytes:
        piece = next(self._pieces, None)
        if piece is None or len(held) > LONGEST_AROUND:
            raise NotPlainError
        return held + piece
