"""The records of an old workbook (BIFF5 and BIFF8): what they are, and the texts in them."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cakupan.errors import FileRefused

BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C
FILEPASS, CODEPAGE, DATEMODE, BOUNDSHEET, FONT, FORMAT, XF, SST = (
    0x2F,
    0x42,
    0x22,
    0x85,
    0x31,
    0x41E,
    0xE0,
    0xFC,
)
ROW, COLINFO, MERGEDCELLS = 0x208, 0x7D, 0xE5
LABELSST, LABEL, RSTRING, NUMBER, RK, MULRK, FORMULA, STRING, BOOLERR = (
    0xFD, 0x204, 0xD6, 0x203, 0x27E, 0xBD, 0x06, 0x207, 0x205,
)  # fmt: skip
BIFF8 = 0x0600
WIDE, PHONETIC, RICH = 0x1, 0x4, 0x8
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

Run = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Record:
    """One record: its number, its content, and the contents of the records that continue it."""

    number: int
    data: bytes
    more: tuple[bytes, ...] = ()

    def unpack(self, form: str, offset: int = 0) -> tuple[int, ...]:
        """Return whole numbers from its content.

        Raises:
            FileRefused: BERKAS_RUSAK when it is too short.
        """
        try:
            return struct.unpack_from(form, self.data, offset)
        except struct.error as error:
            raise FileRefused("BERKAS_RUSAK") from error


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """Yield the records from a place on until its part of the workbook ends; parts within it are left out.

    Raises:
        FileRefused: BERKAS_RUSAK when it ends too early.
    """
    depth = 0
    while start + 4 <= len(stream):
        number, size = struct.unpack_from("<HH", stream, start)
        start += 4
        data = stream[start : start + size]
        start += size
        more = []
        while stream[start : start + 2] == b"\x3c\x00":
            size = struct.unpack_from("<H", stream, start + 2)[0] if start + 4 <= len(stream) else 0
            more.append(stream[start + 4 : start + 4 + size])
            start += 4 + size
        depth += (number == BOF) - (number == EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield Record(number=number, data=data, more=tuple(more))
    raise FileRefused("BERKAS_RUSAK")


class Texts:
    """Texts one after the other in a record and its continuations."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        """Start at the first piece."""
        self._pieces = pieces
        self._piece = self._position = 0

    def take(self, size: int) -> bytes:
        """Return the next bytes, across pieces.

        Raises:
            FileRefused: BERKAS_RUSAK when there are not as many.
        """
        taken = b""
        while len(taken) < size:
            if self._piece >= len(self._pieces):
                raise FileRefused("BERKAS_RUSAK")
            part = self._pieces[self._piece][self._position : self._position + size - len(taken)]
            taken += part
            self._position += len(part)
            if self._position >= len(self._pieces[self._piece]):
                self._piece, self._position = self._piece + 1, 0
        return taken

    def text(self, size: int | None = None) -> tuple[str, tuple[Run, ...]]:
        """Return the next text and the runs (first sign, font) that its letters change their looks in.

        Raises:
            FileRefused: BERKAS_RUSAK.
        """
        length = struct.unpack("<H", self.take(2))[0] if size is None else size
        flags = self.take(1)[0]
        run_count = struct.unpack("<H", self.take(2))[0] if flags & RICH else 0
        phonetic = struct.unpack("<L", self.take(4))[0] if flags & PHONETIC else 0
        letters = self._letters(length, flags)
        numbers = struct.unpack(f"<{run_count * 2}H", self.take(run_count * 4))
        self.take(min(phonetic, 1 << 16))
        return letters, tuple(zip(numbers[::2], numbers[1::2], strict=True))

    def _letters(self, length: int, flags: int) -> str:
        """Letters that run on into the next piece begin there with a sign for their width."""
        letters = ""
        while len(letters) < length:
            if letters and self._position == 0:
                flags = self.take(1)[0]
            if self._piece >= len(self._pieces):
                raise FileRefused("BERKAS_RUSAK")
            width = 2 if flags & WIDE else 1
            here = (len(self._pieces[self._piece]) - self._position) // width
            count = min(length - len(letters), here)
            if count <= 0:
                raise FileRefused("BERKAS_RUSAK")
            data = self.take(count * width)
            decoded = data.decode("utf-16-le", "replace") if width == 2 else data.decode("latin-1")
            letters += decoded.ljust(count)
        return letters


def decode(data: bytes, code_page: int) -> str:
    """Return the text of an older record, in the code page of its workbook."""
    name = {1200: "utf-16-le", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252"}.get(
        code_page, f"cp{code_page}"
    )
    try:
        return data.decode(name, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def compact_number(packed: int) -> float:
    """Return the number that four bytes stand for: whole, the upper half of a float, or a hundredth."""
    if packed & 2:
        value = float((packed - (1 << 32) if packed & 0x80000000 else packed) >> 2)
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return value / 100 if packed & 1 else value
