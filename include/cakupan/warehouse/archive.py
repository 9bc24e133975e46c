"""The bytes that partners and the agency's systems sent, kept once each under their hash."""

import ctypes
import errno
import hashlib
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cakupan import settings
from cakupan.errors import NotAsArchived

CHUNK_BYTES = 1 << 20
FILES_AT_ONCE = 4  # most of the time over a small file goes to waiting for the file system
PARTIAL = ".partial-"
SHA256 = re.compile(r"[0-9a-f]{64}")
SECONDS_A_PARTIAL_LIVES = 24 * 3600  # what a killed run left half is of no use after that
ABOUT_THE_FILE = {errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENXIO, errno.ENAMETOOLONG, errno.EIO}


@dataclass(frozen=True, kw_only=True)
class State:
    """What tells one state of a file from the next: a write moves time or size, a replacement the inode."""

    modified_ns: int
    size_bytes: int
    inode: int
    changed_ns: int = 0


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One file of the archive."""

    sha256: str
    size_bytes: int


def state(path: Path) -> State | None:
    """Return the state of a file now, None when it is gone."""
    try:
        return state_of(path.lstat())
    except FileNotFoundError:
        return None


def state_of(facts: os.stat_result) -> State:
    """Return the state that a look at a file showed."""
    return State(
        modified_ns=facts.st_mtime_ns,
        size_bytes=facts.st_size,
        inode=facts.st_ino,
        changed_ns=facts.st_ctime_ns,
    )


def keep(
    files: Sequence[tuple[Path, State]], *, unreadable: Callable[[Path, OSError], None]
) -> list[Kept | None]:
    """Put files into the archive; None for each that changed since it was seen, or could not be read.

    The hash is that of the bytes copied. No name is given before all bytes are on the disk, so a crash leaves
    no half file under a hash.

    Raises:
        OSError: the archive cannot be written; nothing is left half.
    """
    with ThreadPoolExecutor(FILES_AT_ONCE) as threads:
        pending = [threads.submit(_draft, path, seen, unreadable) for path, seen in files]
        try:
            drafts = [each.result() for each in pending]
            publish(draft for draft in drafts if draft)
        except BaseException:
            threads.shutdown(cancel_futures=True)
            _remove_drafts(pending)
            raise
    return [draft[1] if draft else None for draft in drafts]


def _remove_drafts(pending: Sequence[Future[tuple[str, Kept] | None]]) -> None:
    for each in pending:
        if not each.cancelled() and each.exception() is None and (draft := each.result()):
            Path(draft[0]).unlink(missing_ok=True)


def publish(drafts: Iterable[tuple[str, Kept]]) -> None:
    """Give written drafts their names once their bytes and names outlive a power cut."""
    every = list(drafts)
    if not every:
        return
    _sync_bytes([name for name, _ in every])
    for name, kept in every:
        Path(name).replace(place_of(kept.sha256))
    _sync_names()


def write_draft(chunks: Iterable[bytes]) -> tuple[str, Kept]:
    """Write bytes beside the archive's files; `publish` makes them one of them."""
    digest = hashlib.sha256()
    size = 0
    handle, name = tempfile.mkstemp(prefix=PARTIAL, dir=settings.load().folder("archive"))
    try:
        with os.fdopen(handle, "wb") as copy:
            for chunk in chunks:
                digest.update(chunk)
                copy.write(chunk)
                size += len(chunk)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return name, Kept(sha256=digest.hexdigest(), size_bytes=size)


def is_draft(path: Path) -> bool:
    """Whether this is the name of a draft beside the archive's files."""
    folder = os.path.abspath(settings.load().folder("archive"))  # noqa: PTH100 - as mkstemp spells it
    return str(path.parent) == folder and path.name.startswith(PARTIAL)


def _draft(path: Path, seen: State, unreadable: Callable[[Path, OSError], None]) -> tuple[str, Kept] | None:
    try:
        source = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno not in ABOUT_THE_FILE:
            raise
        unreadable(path, error)
        return None
    try:
        # What was opened is what was seen: not a pipe, nor a link or folder put at its place since.
        facts = os.fstat(source)
        if not stat.S_ISREG(facts.st_mode) or state_of(facts) != seen:
            return None
        draft = write_draft(iter(lambda: os.read(source, CHUNK_BYTES), b""))
    finally:
        os.close(source)
    if state(path) != seen:
        Path(draft[0]).unlink(missing_ok=True)
        return None
    return draft


def _sync_bytes(names: Sequence[str]) -> None:
    """Wait until the bytes are on the disk: of all files at once where the system can, ten times as fast."""
    if not sys.platform.startswith("linux"):
        for name in names:
            sync(Path(name))
        return
    handle = os.open(settings.load().folder("archive"), os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(handle) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
    finally:
        os.close(handle)


def _sync_names() -> None:
    sync(settings.load().folder("archive"))


def sync(path: Path) -> None:
    """Write a file or the names in a folder to the disk itself."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_partials() -> None:
    """Delete what runs that were killed long ago had half written."""
    for path in settings.load().folder("archive").glob(f"{PARTIAL}*"):
        seen = state(path)
        if seen and time.time_ns() - seen.modified_ns > SECONDS_A_PARTIAL_LIVES * 10**9:
            path.unlink(missing_ok=True)


def read(sha256: str, max_bytes: int) -> bytes:
    """Return archived bytes, of a file beyond the limit only enough to see that it is."""
    with place_of(sha256).open("rb") as stream:
        return stream.read(max_bytes + 1)


def head(sha256: str, size: int) -> bytes:
    """Return the first bytes of an archived file."""
    with place_of(sha256).open("rb", buffering=0) as stream:
        return stream.read(size)


def archived(sha256: str) -> Path | None:
    """Return where the bytes of this hash are, read again to see that they are; None when they are gone.

    Raises:
        NotAsArchived: there are other bytes in their place.
    """
    if not SHA256.fullmatch(sha256):
        return None
    place = place_of(sha256)
    try:
        with place.open("rb") as stream:
            held = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    if held != sha256:
        raise NotAsArchived(f"{place} should hold the bytes with that sha256, and holds some with {held}.")
    return place


def place_of(sha256: str) -> Path:
    """Return where the bytes of this hash are or will be."""
    return settings.load().folder("archive") / sha256
