"""A ZIP package and its parts, unpacked within a bound: what a header says of sizes is not believed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits
from cakupan.workbooks.reading import bounds

CHUNK = 1 << 20
MOST_KEPT = 4 << 20
LOCAL_HEADER = 30
ROOTS = (
    "[content_types].xml",
    "xl/workbook.xml",
    "mimetype",
    "meta-inf/manifest.xml",
)  # parts not in a folder
BESIDE = ("__macosx/", ".ds_store")
ENCRYPTED_FLAGS = 0x1 | 0x40


class Package:
    """The parts of one package by name; all that is unpacked from it counts towards one bound."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Read the list of parts, nothing else.

        Raises:
            FileRefused: BERKAS_RUSAK, or BERKAS_TERLALU_BESAR when there are too many parts.
        """
        self._data = data
        self._limits = limits
        self._unpacked = 0
        self._kept: dict[str, bytes] = {}
        infos = _listed_again(data) if len(data) <= MOST_KEPT else _listed(data)
        if len(infos) > bounds.PART_NAMES:
            raise FileRefused("BERKAS_TERLALU_BESAR", bound="members", limit=str(bounds.PART_NAMES))
        self.members: tuple[zipfile.ZipInfo, ...] = tuple(
            info for info in infos if not info.filename.endswith("/")
        )
        named = {_plain(info.filename): info for info in self.members}
        folder = _folder_of_all(named)
        self._by_name = {name.removeprefix(folder): info for name, info in named.items()}

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in small letters, with slashes and without a leading one."""
        return frozenset(self._by_name)

    @property
    def is_ambiguous(self) -> bool:
        """Whether two parts bear one name: two readers would read two different files."""
        return len(self._by_name) < len(self.members)

    @property
    def is_encrypted(self) -> bool:
        """Whether any part needs a password."""
        return any(info.flag_bits & ENCRYPTED_FLAGS for info in self.members)

    def size(self, name: str) -> int:
        """Return how long a part says that it is; one that lies is refused when it is unpacked."""
        info = self._by_name.get(_plain(name))
        return info.file_size if info else 0

    def part(self, name: str) -> bytes | None:
        """Return one part by its name, or nothing when there is none; small ones are kept for who asks again.

        Raises:
            FileRefused: BERKAS_RUSAK or BERKAS_TERLALU_BESAR.
        """
        plain = _plain(name)
        info = self._by_name.get(plain)
        if info is None or plain in self._kept:
            return self._kept.get(plain)
        content = self.content(info)
        if len(content) <= MOST_KEPT:
            self._kept[plain] = content
        return content

    def content(self, info: zipfile.ZipInfo, most: int | None = None) -> bytes:
        """Return one member unpacked; more than `most` bytes are refused.

        Raises:
            FileRefused: BERKAS_RUSAK or BERKAS_TERLALU_BESAR.
        """
        chunks = []
        size = 0
        for chunk in self.chunks(info):
            size += len(chunk)
            if most is not None and size > most:
                raise bounds.too_many_bytes(most)
            chunks.append(chunk)
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def part_chunks(self, name: str) -> Iterator[bytes]:
        """Yield one part in pieces; a part that is not there has none.

        Raises:
            FileRefused: BERKAS_RUSAK or BERKAS_TERLALU_BESAR.
        """
        plain = _plain(name)
        info = self._by_name.get(plain)
        if plain in self._kept:
            return _stored(memoryview(self._kept[plain]))
        return self.chunks(info) if info else iter(())

    def chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield one member in pieces of at most a megabyte, counting what comes out.

        Raises:
            FileRefused: BERKAS_RUSAK or BERKAS_TERLALU_BESAR.
        """
        if info.flag_bits & ENCRYPTED_FLAGS:
            raise FileRefused("BERKAS_TERKUNCI")
        packed = self._packed(info)
        pieces = _stored(packed) if info.compress_type == zipfile.ZIP_STORED else _inflated(packed)
        size = 0
        checksum = 0
        for piece in pieces:
            size += len(piece)
            self._unpacked += len(piece)
            if self._unpacked > self._limits.max_unpacked_bytes:
                raise bounds.too_much_unpacked(self._limits)
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if size != info.file_size or checksum != info.CRC:
            raise FileRefused("BERKAS_RUSAK")

    def _packed(self, info: zipfile.ZipInfo) -> memoryview:
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileRefused("BERKAS_RUSAK")
        header = self._data[info.header_offset : info.header_offset + LOCAL_HEADER]
        if len(header) < LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise FileRefused("BERKAS_RUSAK")
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        start = info.header_offset + LOCAL_HEADER + name_length + extra_length
        packed = memoryview(self._data)[start : start + info.compress_size]
        if len(packed) < info.compress_size:
            raise FileRefused("BERKAS_RUSAK")
        return packed


def _listed(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        return zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise FileRefused("BERKAS_RUSAK") from error


@lru_cache(maxsize=1)
def _listed_again(data: bytes) -> list[zipfile.ZipInfo]:
    """Who tells the form of a small package and who reads it ask for the same list of its parts."""
    return _listed(data)


def _stored(packed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(packed), CHUNK):
        yield bytes(packed[start : start + CHUNK])


def _inflated(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting: bytes | memoryview = packed
    try:
        while not inflater.eof:
            piece = inflater.decompress(waiting, CHUNK)
            waiting = inflater.unconsumed_tail
            if not piece and not waiting and not inflater.eof:
                raise FileRefused("BERKAS_RUSAK")
            if piece:
                yield piece
    except zlib.error as error:
        raise FileRefused("BERKAS_RUSAK") from error


def _folder_of_all(names: Iterable[str]) -> str:
    """The folder that a workbook was packed with by hand after somebody unpacked it; mostly none."""
    kept = [name for name in names if not name.startswith(BESIDE)]
    folder = kept[0].partition("/")[0] + "/" if kept else ""
    is_workbook = any(name.startswith(folder) and name.removeprefix(folder) in ROOTS for name in kept)
    return folder if is_workbook and all(name.startswith(folder) for name in kept) else ""


def _plain(name: str) -> str:
    plain = name.replace("\\", "/").lower()
    while plain.startswith(("/", "./")):
        plain = plain.lstrip("/").removeprefix("./")
    return plain
