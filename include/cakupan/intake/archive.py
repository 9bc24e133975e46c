"""The bytes partners sent, kept once each under their hash."""

import hashlib
import os
import shutil
from pathlib import Path

from cakupan import settings


def keep(path: Path) -> str:
    """Put a file into the archive and return its sha256; a crash leaves no half file under a hash."""
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    target = place_of(sha256)
    if not target.exists():
        partial = target.with_name(f".{sha256}.{os.getpid()}")
        shutil.copyfile(path, partial)
        partial.chmod(0o600)
        with partial.open("rb") as stream:
            os.fsync(stream.fileno())
        partial.replace(target)
    return sha256


def read(sha256: str, max_bytes: int) -> bytes:
    """Return archived bytes, of a file beyond the limit only enough to see that it is."""
    with place_of(sha256).open("rb") as stream:
        return stream.read(max_bytes + 1)


def place_of(sha256: str) -> Path:
    """Return where the bytes of this hash are or will be."""
    return settings.load().folder("archive") / sha256
