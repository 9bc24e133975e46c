"""Workbooks that are encrypted without anybody having set a password: Excel takes one of its own for them.

The ciphers are those of msoffcrypto-tool, which is asked only for a file that is locked, within bounds.
"""

import io
import logging
import re
import struct
from typing import Any

import numpy as np

from cakupan.errors import FileRefused
from cakupan.workbooks.reading import biff
from cakupan.workbooks.reading.ole import SIGNATURE, STREAMS, CompoundFile

logger = logging.getLogger(__name__)

PASSWORD = "VelvetSweatshop"  # noqa: S105 - public: Excel tries it on each file before it asks for another
MOST_ROUNDS = 1_000_000  # a file may ask for any number of them; Excel asks for 100.000
LARGEST_DESCRIPTION = 64 << 10
ROUNDS = re.compile(rb"spinCount\s*=\s*[\"']\s*(\d{1,9})\s*[\"']")
USER_EXCLUSIVE, FILE_LOCK, INTERFACE, REVISIONS, REVISION_HEAD = 0x194, 0x195, 0xE1, 0x196, 0x138
NEVER_LOCKED = (biff.BOF, biff.FILEPASS, USER_EXCLUSIVE, FILE_LOCK, INTERFACE, REVISIONS, REVISION_HEAD)
RC4_BLOCK = 1024
XOR_KEYS = 16


def opened(data: bytes) -> bytes | None:
    """Return a locked workbook as it is without its lock; nothing when its sender set a password."""
    if not data.startswith(SIGNATURE):
        return None
    try:
        file = CompoundFile(data)
        description = file.stream("encryptioninfo")
        records = next((stream for name in STREAMS if (stream := file.stream(name)) is not None), b"")
    except FileRefused:
        return None
    try:
        return _package(data) if description and _is_bounded(description) else _records(records)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is odd in a lock, it is one that stays shut
        logger.info("a lock stays shut: %s", type(error).__name__)
        return None


def _is_bounded(description: bytes) -> bool:
    """Whether what a file says of its lock is short, plain, and asks for no more than it may."""
    rounds = ROUNDS.findall(description)
    is_plain = len(description) <= LARGEST_DESCRIPTION and b"<!" not in description
    is_counted = description.count(b"spinCount") == len(rounds)
    return is_plain and is_counted and all(int(each) <= MOST_ROUNDS for each in rounds)


def _package(data: bytes) -> bytes:
    """A workbook of today under a lock."""
    import msoffcrypto  # hardly any file needs it

    plain = io.BytesIO()
    file = msoffcrypto.OfficeFile(io.BytesIO(data))
    file.load_key(password=PASSWORD, verify_password=True)
    file.decrypt(plain)
    return plain.getvalue()


def _records(stream: bytes) -> bytes | None:
    """The records of an old workbook; each keeps its place, and that of the lock says nothing."""
    spans = _spans(stream)
    lock = next((span for span in spans if span[0] == biff.FILEPASS), None)
    if lock is None:
        return None
    _, start, end = lock
    unlocked = _unlocked(stream, stream[start:end], spans)
    if unlocked is None:
        return None
    plain = np.frombuffer(stream, dtype=np.uint8).copy()
    for number, first, last in spans:
        if number not in NEVER_LOCKED:
            first += 4 if number == biff.BOUNDSHEET else 0  # where a sheet begins is told openly
            plain[first:last] = unlocked[first:last]
    plain[start - 4 : start - 2] = 0
    return plain.tobytes()


def _spans(stream: bytes) -> list[tuple[int, int, int]]:
    """The number of each record, and where its content begins and ends."""
    spans, place = [], 0
    while place + 4 <= len(stream):
        number, size = struct.unpack_from("<HH", stream, place)
        spans.append((number, place + 4, place + 4 + size))
        place += 4 + size
    return spans


def _unlocked(stream: bytes, lock: bytes, spans: list[tuple[int, int, int]]) -> Any:
    """Every byte of the stream without its lock, those too that never were under it."""
    from msoffcrypto.method.rc4 import DocumentRC4
    from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI
    from msoffcrypto.method.xor_obfuscation import DocumentXOR

    kind, major, minor = struct.unpack_from("<HHH", lock.ljust(6, b"\0"))
    if len(lock) == 4 or kind == 0:  # Excel 95 says no kind before it
        told = struct.unpack_from("<H", lock, len(lock[:6]) - 2)[0]
        return _turned(stream, spans) if DocumentXOR.verifypw(PASSWORD, told) else None
    whole = io.BytesIO(stream)
    if (major, minor) == (1, 1):
        salt = lock[6:22]
        if not DocumentRC4.verifypw(PASSWORD, salt, lock[22:38], lock[38:54]):
            return None
        plain = DocumentRC4.decrypt(PASSWORD, salt, whole, RC4_BLOCK)
    else:
        bits, rest = _cipher(lock)
        salt = rest[4:20]
        if not DocumentRC4CryptoAPI.verifypw(PASSWORD, salt, bits, rest[20:36], rest[40:60]):
            return None
        plain = DocumentRC4CryptoAPI.decrypt(PASSWORD, salt, bits, whole, RC4_BLOCK)
    return np.frombuffer(plain.read(), dtype=np.uint8)


def _cipher(lock: bytes) -> tuple[int, bytes]:
    """The bits of the key, which are 40 where none are told, and what proves the password."""
    size = struct.unpack_from("<L", lock, 10)[0]
    bits = struct.unpack_from("<L", lock, 14 + 16)[0]
    return bits or 40, lock[14 + size :]


def _turned(stream: bytes, spans: list[tuple[int, int, int]]) -> Any:
    """The bytes under the oldest lock: by place and record each meets one of sixteen keys, then turns."""
    from msoffcrypto.method.xor_obfuscation import DocumentXOR

    keys = np.array(DocumentXOR.create_xor_array_method1(PASSWORD), dtype=np.uint8)
    signs = np.frombuffer(stream, dtype=np.uint8)
    which = np.arange(len(signs))
    for _, start, end in spans:
        which[start:end] += end - start
    met = signs ^ keys[which % XOR_KEYS]
    return (met >> 5) | (met << 3)
