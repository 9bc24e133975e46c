"""The old compound file (OLE): a small file system in one file, of which one stream is the workbook."""

import struct

from cakupan.errors import FileRefused

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DIRECTORY_ENTRY = 128
END_OF_CHAIN = 0xFFFFFFFA  # this and above: no further sector
SMALL_SECTOR = 64
STREAMS = ("Workbook", "Book")
LOCKED = ("EncryptedPackage", "EncryptionInfo")
DOCUMENTS = {"WordDocument": "document", "PowerPoint Document": "slides"}
BARE = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)


def form(data: bytes) -> str:
    """Return xls, locked, document, slides, unknown or broken."""
    try:
        names = set(CompoundFile(data).names)
    except FileRefused:
        return "locked" if LOCKED[0].encode("utf-16-le") in data else "broken"
    if names & set(LOCKED):
        return "locked"
    if names & set(STREAMS):
        return "xls"
    return next((kind for name, kind in DOCUMENTS.items() if name in names), "unknown")


def is_bare_workbook(data: bytes) -> bool:
    """Whether the bytes begin as the records of an old workbook do, without a compound file around them."""
    return data.startswith(BARE)


class CompoundFile:
    """The directory of a compound file and the streams it leads to."""

    def __init__(self, data: bytes) -> None:
        """Read the tables of sectors and the directory.

        Raises:
            FileRefused: BERKAS_RUSAK.
        """
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise FileRefused("BERKAS_RUSAK")
        self._data = data
        self._sector = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        first_directory, _, self._small_below, first_small, _, first_extra, extras = struct.unpack_from(
            "<LLLLLLL", data, 48
        )
        if self._sector < DIRECTORY_ENTRY:
            raise FileRefused("BERKAS_RUSAK")
        self._next = self._table(first_extra, extras)
        directory = self._chain(first_directory)
        self._entries = dict(_entries(directory))
        self._small_next = _numbers(self._chain(first_small)) if first_small < END_OF_CHAIN else ()
        root = self._entries.get("Root Entry", (END_OF_CHAIN, 0))[0]
        self._small = self._chain(root) if root < END_OF_CHAIN else b""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all streams and storages."""
        return tuple(self._entries)

    def stream(self, name: str) -> bytes | None:
        """Return one stream, or nothing when there is none.

        Raises:
            FileRefused: BERKAS_RUSAK.
        """
        if name not in self._entries:
            return None
        start, size = self._entries[name]
        if size >= self._small_below:
            return self._chain(start)[:size]
        pieces = []
        for number in _walk(start, self._small_next):
            pieces.append(self._small[number * SMALL_SECTOR : (number + 1) * SMALL_SECTOR])
        return b"".join(pieces)[:size]

    def _table(self, extra: int, extras: int) -> tuple[int, ...]:
        """The table of next sectors; its own sectors are listed in the header and, when many, in a chain."""
        listed = list(struct.unpack_from("<109L", self._data, 76))
        for _ in range(min(extras, len(self._data) // self._sector)):
            if extra >= END_OF_CHAIN:
                break
            numbers = _numbers(self._at(extra))
            listed += numbers[:-1]
            extra = numbers[-1] if numbers else END_OF_CHAIN
        return _numbers(b"".join(self._at(number) for number in listed if number < END_OF_CHAIN))

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._at(number) for number in _walk(start, self._next))


def _walk(start: int, following: tuple[int, ...]) -> list[int]:
    """Follow a chain of sectors; one that comes back to itself or leads out of the file is damaged."""
    numbers: list[int] = []
    while start < END_OF_CHAIN:
        if start >= len(following) or len(numbers) > len(following):
            raise FileRefused("BERKAS_RUSAK")
        numbers.append(start)
        start = following[start]
    return numbers


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}L", data[: len(data) // 4 * 4])


def _entries(directory: bytes) -> list[tuple[str, tuple[int, int]]]:
    found = []
    for offset in range(0, len(directory) - DIRECTORY_ENTRY + 1, DIRECTORY_ENTRY):
        length = struct.unpack_from("<H", directory, offset + 64)[0]
        name = directory[offset : offset + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        if name and directory[offset + 66]:
            found.append((name, struct.unpack_from("<LL", directory, offset + 116)))
    return found
