"""Files of keys and signatures: replaced in one step, their owner's only, locked while they are changed."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cakupan.warehouse import archive


def write(path: Path, content: bytes) -> None:
    """Replace a file (mode 0600): a reader, and who comes after a power cut, finds the old or the new one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    archive.sync(path.parent)


def copy(path: Path, target: Path) -> None:
    """Write the bytes of a file that is there to another place; nothing to do when it is not there."""
    if path.exists():
        write(target, path.read_bytes())


def rename(path: Path, target: Path) -> None:
    """Put a file in the place of another in one step that outlives a power cut."""
    path.replace(target)
    archive.sync(target.parent)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold what the file stands for alone, among the processes of this machine, until the block ends."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)  # a child forked meanwhile holds the file open too
        os.close(handle)
