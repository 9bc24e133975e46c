"""Where the lake is: a folder or a bucket that fsspec opens; files come into it whole or not at all."""

import contextlib
import hashlib
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cakupan import settings
from cakupan.errors import LakeNotReached, SetupError
from cakupan.warehouse import archive

DRIVERS = {"botocore", "aiobotocore", "aiohttp"}  # whose errors about a bucket are not all OSErrors
DRAFTS = ".drafts"
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A file as it was written."""

    row_count: int
    size_bytes: int
    sha256: str


class Place:
    """The lake's files, each by its path below the root."""

    def __init__(self, address: str) -> None:
        import fsspec

        self.address = address
        try:
            self.system, root = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise SetupError(
                f"CAKUPAN_LAKE cannot be opened: {error}. See docs/how-to/keep-a-lake.md."
            ) from error
        self.root = str(root).rstrip("/")
        self.is_folder = "file" in _protocols(self.system)

    @property
    def told(self) -> str:
        """Its address without what is secret in it."""
        return _without_password(self.address)

    def full(self, path: str) -> str:
        """Return where a file is, as engines call it."""
        return (
            str(self.system.unstrip_protocol(f"{self.root}/{path}")) if not self.is_folder else self._at(path)
        )

    def put(self, path: str, write: Callable[[Path], int]) -> Stored:
        """Have a file written beside and give it its name once it is whole; `write` returns its rows.

        Raises:
            LakeNotReached: the place cannot be written.
        """
        drafts = self._drafts()
        with reached(self.address):
            drafts.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            drafts.mkdir(mode=0o700, exist_ok=True)
            draft = drafts / uuid.uuid4().hex
            try:
                rows = write(draft)
                with draft.open("rb") as stream:
                    digest = hashlib.file_digest(stream, "sha256").hexdigest()
                stored = Stored(row_count=rows, size_bytes=draft.stat().st_size, sha256=digest)
                self._publish(draft, path)
            finally:
                draft.unlink(missing_ok=True)
        return stored

    def _publish(self, draft: Path, path: str) -> None:
        if not self.is_folder:
            self.system.put_file(str(draft), f"{self.root}/{path}")
            return
        target = Path(self._at(path))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        archive.sync(draft)
        draft.replace(target)
        archive.sync(target.parent)

    def size(self, path: str) -> int | None:
        """Return how many bytes a file has; None when it is not there.

        Raises:
            LakeNotReached: the place cannot be asked.
        """
        with reached(self.address):
            self.system.invalidate_cache()
            try:
                return int(self.system.size(f"{self.root}/{path}"))
            except FileNotFoundError:
                return None

    def sha256(self, path: str) -> str:
        """Return the hash of a file that is there.

        Raises:
            LakeNotReached: the place cannot be read.
        """
        digest = hashlib.sha256()
        with self.opened(path) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                digest.update(chunk)
        return digest.hexdigest()

    @contextlib.contextmanager
    def opened(self, path: str) -> Iterator[Any]:
        """Open a file that is there for reading.

        Raises:
            LakeNotReached: the place cannot be read.
        """
        with reached(self.address), self.system.open(f"{self.root}/{path}", "rb") as stream:
            yield stream

    def remove(self, path: str) -> None:
        """Delete a file; one that is gone already is no matter.

        Raises:
            LakeNotReached: the place cannot be written.
        """
        with reached(self.address), contextlib.suppress(FileNotFoundError):
            self.system.rm_file(f"{self.root}/{path}")

    def clear_drafts(self) -> None:
        """Delete what a killed writer left; only one writes at a time."""
        shutil.rmtree(self._drafts(), ignore_errors=True)

    def _drafts(self) -> Path:
        """Beside the files where the place is a folder, so that a name can be given; else in the home."""
        return Path(self.root) / DRAFTS if self.is_folder else drafts_in_home()

    def _at(self, path: str) -> str:
        return f"{self.root}/{path}"


def of_installation() -> Place:
    """Return the lake of this installation: CAKUPAN_LAKE, else the folder in its home.

    Raises:
        SetupError: nothing here can open such a place.
    """
    return Place(settings.load().lake_address)


def drafts_in_home() -> Path:
    """Return where files are written before they go to a bucket; personal data may be there."""
    folder = settings.load().folder("lake") / DRAFTS
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def is_kept() -> bool:
    """Whether a close lets the lake catch up: it has a place, old months leave, or an engine reads it."""
    current = settings.load()
    is_read = current.engine == "spark" or current.engine_check
    return current.lake is not None or current.months_in_database is not None or is_read


@contextlib.contextmanager
def reached(address: str) -> Iterator[None]:
    """Say plainly when the place does not answer.

    Raises:
        LakeNotReached: it does not.
    """
    try:
        yield
    except Exception as error:
        if not isinstance(error, OSError) and type(error).__module__.partition(".")[0] not in DRIVERS:
            raise
        raise LakeNotReached(
            f"The lake at {_without_password(address)} cannot be reached: {error}"
        ) from error


def _protocols(system: Any) -> tuple[str, ...]:
    return (system.protocol,) if isinstance(system.protocol, str) else tuple(system.protocol)


def _without_password(address: str) -> str:
    before, at, after = address.rpartition("@")
    return f"{before.partition('://')[0]}://…@{after}" if at else address
