"""One file of an extract: whose table it is, what its bytes are, and where they are kept."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pyarrow as pa

from cakupan.errors import ExtractRefused, NotAsArchived
from cakupan.register import check, extract_file
from cakupan.register.changes import Mode
from cakupan.register.contract import Contract
from cakupan.warehouse import archive, statements
from cakupan.warehouse.archive import Kept
from cakupan.warehouse.connection import Connection

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """One file as delivered: its table, whether it is the whole of it, its bytes and their hash."""

    contract: Contract
    mode: Mode
    file_name: str
    sha256: str
    content: Callable[[], Iterable[bytes]]
    rows: pa.Table | None = None

    def read(self, place: Path) -> pa.Table:
        """Return the checked rows, from the kept bytes unless they were handed over."""
        if self.rows is not None:
            return self.rows
        rows = extract_file.read(place, PurePosixPath(self.file_name))
        return check.check(self.contract, rows, is_delta=self.mode == "delta")


@contextmanager
def kept(delivered: Sequence[Delivered]) -> Iterator[dict[str, Path]]:
    """Yield where the bytes of each hash can be read; once the block ends well they are in the archive.

    A copy and no link: a link would change with the file that is written over in the extracts folder.

    Raises:
        ExtractRefused: a file is no longer what it was when it was looked at.
    """
    places: dict[str, Path] = {}
    drafts: list[tuple[str, Kept]] = []
    try:
        for one in delivered:
            if one.sha256 not in places:
                places[one.sha256] = _archived(one) or _drafted(one, drafts)
        yield places
        archive.publish(drafts)
    finally:
        for name, _ in drafts:
            Path(name).unlink(missing_ok=True)


def _archived(one: Delivered) -> Path | None:
    try:
        return archive.archived(one.sha256)
    except NotAsArchived as error:
        logger.warning("%s It is replaced by the bytes of %s.", error, one.file_name)
        return None


def _drafted(one: Delivered, drafts: list[tuple[str, Kept]]) -> Path:
    draft = archive.write_draft(one.content())
    drafts.append(draft)
    if draft[1].sha256 != one.sha256:
        raise ExtractRefused(
            f"{one.file_name} changed while it was loaded; nothing was loaded. Load it again."
        )
    return Path(draft[0])


@dataclass(frozen=True, kw_only=True)
class Unkept:
    """A file that was loaded and whose bytes the archive lacks: what rests on it cannot be traced."""

    load_no: int
    table_name: str
    file_name: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.file_name} (load {self.load_no}, sha256 {self.sha256[:16]})"


def unkept(connection: Connection) -> list[Unkept]:
    """Return the files of extracts that were loaded and are not in the archive, oldest load first."""
    loaded = statements.records(
        connection,
        Unkept,
        "select load_no, table_name, file_name, sha256 from control.load_file order by load_no, file_no",
    )
    return [one for one in loaded if not archive.place_of(one.sha256).exists()]
