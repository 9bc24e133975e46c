"""The bytes partners sent, kept once each under their hash."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cakupan import settings

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, kw_only=True)
class State:
    """What tells one state of a file from the next: a write moves time or size, a replacement the inode."""

    modified_ns: int
    size_bytes: int
    inode: int


def state(path: Path) -> State | None:
    """Return the state of a file now, None when it is gone."""
    try:
        facts = path.lstat()
    except FileNotFoundError:
        return None
    return State(modified_ns=facts.st_mtime_ns, size_bytes=facts.st_size, inode=facts.st_ino)


def keep(path: Path) -> tuple[str, State] | None:
    """Put a file into the archive; return its sha256 and the state in which it was read.

    None when the file changed meanwhile: somebody is still writing it. The hash is that of the bytes copied,
    and a crash leaves no half file under a hash.
    """
    before = state(path)
    handle, name = tempfile.mkstemp(prefix=".", dir=settings.load().folder("archive"))
    partial = Path(name)
    is_kept = False
    try:
        sha256 = _copy(path, handle)
        target = place_of(sha256)
        if before is None or state(path) != before:
            return None
        partial.replace(target)
        is_kept = True
    except FileNotFoundError:
        return None
    finally:
        if not is_kept:
            partial.unlink(missing_ok=True)
    return sha256, before


def _copy(path: Path, handle: int) -> str:
    """Hash the very bytes that are written."""
    digest = hashlib.sha256()
    with os.fdopen(handle, "wb") as copy, path.open("rb") as source:
        while chunk := source.read(CHUNK_BYTES):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def sync() -> None:
    """Make sure that the names given so far outlive a power cut."""
    handle = os.open(settings.load().folder("archive"), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(sha256: str, max_bytes: int) -> bytes:
    """Return archived bytes, of a file beyond the limit only enough to see that it is."""
    with place_of(sha256).open("rb") as stream:
        return stream.read(max_bytes + 1)


def place_of(sha256: str) -> Path:
    """Return where the bytes of this hash are or will be."""
    return settings.load().folder("archive") / sha256
