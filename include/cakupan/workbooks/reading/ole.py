"""The old compound file (OLE): a small file system in one file, of which one stream is the workbook."""

import struct
from typing import NamedTuple

from cakupan.errors import FileRefused

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DIRECTORY_ENTRY = 128
END_OF_CHAIN = 0xFFFFFFFA  # this and above: no further sector
SMALL_SECTOR = 64
STORAGE, STREAM, ROOT = 1, 2, 5  # kinds of entries of the directory
STREAMS = ("workbook", "book")
LOCKED = "encryptedpackage"
DOCUMENTS = {
    "worddocument": "document",
    "powerpoint document": "slides",
    "visiodocument": "document",
    "__properties_version1.0": "mail",
}
BARE = (
    b"\x09\x00\x04\x00",
    b"\x09\x00\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x04\x08\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)


class Entry(NamedTuple):
    """One entry of the directory: a folder or a stream, its neighbours, what is in it, where it begins."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


def form(data: bytes) -> str:
    """Return xls, locked, document, slides, mail, unknown or broken."""
    try:
        names = set(CompoundFile(data).names)
    except FileRefused:
        return "locked" if "EncryptedPackage".encode("utf-16-le") in data else "broken"
    if LOCKED in names:
        return "locked"
    if names & set(STREAMS):
        return "xls"
    return next((kind for name, kind in DOCUMENTS.items() if name in names), "unknown")


def is_bare_workbook(data: bytes) -> bool:
    """Whether the bytes begin as the records of an old workbook do, without a compound file around them."""
    return data.startswith(BARE)


class CompoundFile:
    """The directory of a compound file and the streams of its root; names are told in small letters.

    What lies in a folder of its own, as an object laid into a sheet does, may bear any name and is left out.
    """

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
        entries = _entries(directory)
        self._streams = _streams_of_root(entries)
        self._small_next = _numbers(self._chain(first_small)) if first_small < END_OF_CHAIN else ()
        root = next((entry.start for entry in entries if entry.kind == ROOT), END_OF_CHAIN)
        self._small = self._chain(root) if root < END_OF_CHAIN else b""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the streams."""
        return tuple(self._streams)

    def stream(self, name: str) -> bytes | None:
        """Return one stream, or nothing when there is none; what follows its last sector is not asked.

        Raises:
            FileRefused: BERKAS_RUSAK.
        """
        if name not in self._streams:
            return None
        entry = self._streams[name]
        if entry.size >= self._small_below:
            return self._chain(entry.start, -(-entry.size // self._sector))[: entry.size]
        pieces = []
        for number in _walk(entry.start, self._small_next, -(-entry.size // SMALL_SECTOR)):
            pieces.append(self._small[number * SMALL_SECTOR : (number + 1) * SMALL_SECTOR])
        return b"".join(pieces)[: entry.size]

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

    def _chain(self, start: int, most: int | None = None) -> bytes:
        return b"".join(self._at(number) for number in _walk(start, self._next, most))


def _walk(start: int, following: tuple[int, ...], most: int | None = None) -> list[int]:
    """Follow a chain of sectors; one that comes back to itself or leads out of the file is damaged."""
    numbers: list[int] = []
    while start < END_OF_CHAIN and len(numbers) != most:
        if start >= len(following) or len(numbers) > len(following):
            raise FileRefused("BERKAS_RUSAK")
        numbers.append(start)
        start = following[start]
    return numbers


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}L", data[: len(data) // 4 * 4])


def _entries(directory: bytes) -> list[Entry]:
    entries = []
    for offset in range(0, len(directory) - DIRECTORY_ENTRY + 1, DIRECTORY_ENTRY):
        label, length, kind, _, left, right, child = struct.unpack_from("<64sHBBLLL", directory, offset)
        start, size = struct.unpack_from("<LL", directory, offset + 116)
        name = label[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower()
        entries.append(
            Entry(name=name, kind=kind, left=left, right=right, child=child, start=start, size=size)
        )
    return entries


def _streams_of_root(entries: list[Entry]) -> dict[str, Entry]:
    """The streams that lie in no folder but the root, also where the tree of the root is broken."""
    nested: set[int] = set()
    for entry in entries:
        if entry.kind == STORAGE:
            _add_siblings(entries, entry.child, nested)
    streams: dict[str, Entry] = {}
    for number, entry in enumerate(entries):
        if entry.kind == STREAM and entry.name and number not in nested:
            streams.setdefault(entry.name, entry)
    return streams


def _add_siblings(entries: list[Entry], first: int, met: set[int]) -> None:
    """Add the numbers of all entries of the tree that one of them stands at the top of."""
    waiting = [first]
    while waiting:
        number = waiting.pop()
        if number < len(entries) and number not in met:
            met.add(number)
            waiting += [entries[number].left, entries[number].right]
