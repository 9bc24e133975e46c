"""The records of an old workbook (BIFF5 and BIFF8): what they are, and the texts in them."""

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cakupan.errors import FileRefused

BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C
FILEPASS, CODEPAGE, DATEMODE, BOUNDSHEET, FONT, FORMAT, XF, SST = (
    0x2F, 0x42, 0x22, 0x85, 0x31, 0x41E, 0xE0, 0xFC,
)  # fmt: skip
ROW, COLINFO, MERGEDCELLS = 0x208, 0x7D, 0xE5
LABELSST, LABEL, RSTRING, NUMBER, RK, MULRK, STRING, BOOLERR = (
    0xFD, 0x204, 0xD6, 0x203, 0x27E, 0xBD, 0x207, 0x205,
)  # fmt: skip
FORMULAS = (0x06, 0x206, 0x406)  # programs write those of older forms too
BIFF8 = 0x0600
OLDER_BOFS, OLDER_VERSIONS = (0x0009, 0x0209, 0x0409), (0x0200, 0x0300, 0x0400)  # Excel 2 to 4
WIDE, PHONETIC, RICH = 0x1, 0x4, 0x8
ENCODINGS = ("latin-1", "utf-16-le")
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

CODE_PAGES = {
    1200: "utf-16-le",
    10000: "mac_roman",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10029: "mac_latin2",
    10079: "mac_iceland",
    10081: "mac_turkish",
    32768: "mac_roman",
    32769: "cp1252",
}  # those that have no name of their number

Run = tuple[int, int]
Text = tuple[str, tuple[Run, ...]]


class Record(NamedTuple):
    """One record: its number, its content, and the contents of the records that continue it."""

    number: int
    data: bytes
    more: tuple[bytes, ...] = ()

    def numbers(self, form: str, offset: int = 0) -> tuple[int, ...]:
        """Return whole numbers from its content; what a short record leaves out is 0.

        For records beside the cells only: an odd one says less, and takes nothing from the cells.
        """
        return struct.unpack_from(form, self.data.ljust(offset + struct.calcsize(form), b"\0"), offset)


def is_too_old(stream: bytes) -> bool:
    """Whether the records are those of Excel 2 to 4, which has other ones for cells."""
    number, _, version = struct.unpack_from("<HHH", stream.ljust(6, b"\0"))
    return number in OLDER_BOFS or (number == BOF and version in OLDER_VERSIONS)


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """Yield the records from a place on until its part of the workbook ends; parts within it are left out.

    Raises:
        FileRefused: BERKAS_RUSAK when no part begins there, or it ends too early.
    """
    depth = 0
    end = len(stream) - 4
    head = struct.Struct("<HH").unpack_from
    while start <= end:
        number, size = head(stream, start)
        data = stream[start + 4 : start + 4 + size]
        start += 4 + size
        more: tuple[bytes, ...] = ()
        while stream[start : start + 2] == b"\x3c\x00":
            size = head(stream, start)[1] if start <= end else 0
            more = (*more, stream[start + 4 : start + 4 + size])
            start += 4 + size
        if number == BOF:
            depth += 1
        elif number == EOF:
            depth -= 1
        if depth == 1:
            yield Record(number, data, more)
        elif depth <= 0:
            if number != EOF:
                break
            return
    raise FileRefused("BERKAS_RUSAK")


class Texts:
    """Texts one after the other in a record and its continuations."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        """Start at the first piece."""
        self._pieces = [piece for piece in pieces if piece]
        self._piece = self._position = 0

    def every(self) -> list[Text]:
        """Return all whole texts there are, whatever the record says of how many."""
        texts: list[Text] = []
        while self._piece < len(self._pieces):
            self._take_plain(texts)
            try:
                texts.append(self.text())
            except FileRefused:
                break
        return texts

    def _take_plain(self, texts: list[Text]) -> None:
        """Take texts without runs that end within this piece, as nearly all do."""
        piece, position = self._pieces[self._piece], self._position
        last = len(piece) - 3
        head = struct.Struct("<HB").unpack_from
        while position <= last:
            length, flags = head(piece, position)
            end = position + 3 + (length << flags)
            if flags > WIDE or end >= len(piece):
                break
            texts.append((piece[position + 3 : end].decode(ENCODINGS[flags], "replace"), ()))
            position = end
        self._position = position

    def text(self) -> Text:
        """Return the next text and the runs (first sign, font) that its letters change their looks in.

        Raises:
            FileRefused: BERKAS_RUSAK.
        """
        length = struct.unpack("<H", self._take(2))[0]
        return self.letters(length)

    def letters(self, length: int) -> Text:
        """Return so many letters and their runs; they begin with a sign for their width.

        Raises:
            FileRefused: BERKAS_RUSAK.
        """
        flags = self._take(1)[0]
        run_count = struct.unpack("<H", self._take(2))[0] if flags & RICH else 0
        phonetic = struct.unpack("<L", self._take(4))[0] if flags & PHONETIC else 0
        letters = self._letters(length, flags)
        numbers = struct.unpack(f"<{run_count * 2}H", self._take(run_count * 4))
        self._take(min(phonetic, 1 << 16))
        return letters, tuple(zip(numbers[::2], numbers[1::2], strict=True))

    def _take(self, size: int) -> bytes:
        """The next bytes, across pieces."""
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

    def _letters(self, length: int, flags: int) -> str:
        """Letters that run on into the next piece, or begin there, have their width told before them."""
        letters = ""
        while len(letters) < length:
            if self._position == 0:
                flags = self._take(1)[0]
            if self._piece >= len(self._pieces):
                raise FileRefused("BERKAS_RUSAK")
            width = 2 if flags & WIDE else 1
            here = (len(self._pieces[self._piece]) - self._position) // width
            count = min(length - len(letters), here)
            if count <= 0:
                raise FileRefused("BERKAS_RUSAK")
            data = self._take(count * width)
            letters += data.decode(ENCODINGS[width - 1], "replace").ljust(count)
        return letters


def decode(data: bytes, code_page: int) -> str:
    """Return the text of an older record, in the code page of its workbook."""
    try:
        return data.decode(CODE_PAGES.get(code_page, f"cp{code_page}"), "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def compact_number(packed: int) -> float:
    """Return the number that four bytes stand for: whole, the upper half of a float, or a hundredth."""
    if packed & 2:
        value = float((packed - (1 << 32) if packed & 0x80000000 else packed) >> 2)
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return value / 100 if packed & 1 else value
