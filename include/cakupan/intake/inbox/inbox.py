"""The files lying in the inbox: found whatever lies about them, and taken away once they are recorded."""

import logging
import os
import stat
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cakupan import settings
from cakupan.warehouse import archive
from cakupan.warehouse.archive import Kept, State

logger = logging.getLogger(__name__)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SETTLED_SECONDS = 5.0  # a file written more recently may be one that is still being written
FATE = "file {} of this load is refused".format  # what the log says of one that broke its reader
HIDDEN = (".", "~$")  # uploads under way and locks of office programs


@dataclass(frozen=True, kw_only=True)
class Lying:
    """One regular file in the inbox in the state in which it was seen."""

    path: Path
    state: State


@dataclass(frozen=True, kw_only=True)
class InboxFile:
    """One file that was archived. The folders between partner and file may name a kind and a month.

    A member of an archive has no path: `container` is the place of its archive among the files of its load.
    """

    path: Path | None
    relative_path: str
    file_name: str
    partner_id: str | None
    folders: tuple[str, ...]
    received_at: datetime
    sha256: str
    state: State
    container: int | None = None


def settled() -> list[Lying]:
    """Return the files nobody is writing any more, the oldest first; wait a moment for the newest.

    Links, pipes and devices are nobody's roster and are left where they are; so is what cannot be read.
    """
    lying, others = _look()
    fresh = {each.path: each.state for each in lying if _is_fresh(each.state)}
    if fresh:
        time.sleep(SETTLED_SECONDS)
        lying, others = _look()
    settled = [each for each in lying if each.path not in fresh or fresh[each.path] == each.state]
    settled = [each for each in settled if each.path in fresh or not _is_fresh(each.state)]
    if others:
        logger.warning("%d entries of the inbox are neither files nor folders and are left alone", others)
    if len(settled) < len(lying):
        logger.warning(
            "%d files are still being written and wait for the next run", len(lying) - len(settled)
        )
    return sorted(settled, key=lambda each: (each.state.modified_ns, str(each.path)))


def _is_fresh(state: State) -> bool:
    """Written a moment ago, or at an instant that has not come."""
    return state.modified_ns > time.time_ns() - SETTLED_SECONDS * 1e9


def _look() -> tuple[list[Lying], int]:
    lying: list[Lying] = []
    others = 0
    for path, facts in _entries(settings.load().folder("inbox")):
        if stat.S_ISREG(facts.st_mode):
            lying.append(Lying(path=path, state=archive.state_of(facts)))
        else:
            others += 1
    return lying, others


def _entries(inbox: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Every entry but folders, however deep; links are followed nowhere."""
    waiting = [inbox]
    while waiting:
        folder = waiting.pop()
        try:
            shown = _shown(folder)
        except OSError as error:
            if folder == inbox:
                raise
            _tell_unreadable(folder, error)
            continue
        for path, facts in shown:
            if stat.S_ISDIR(facts.st_mode):
                waiting.append(path)
            else:
                yield path, facts


def _shown(folder: Path) -> list[tuple[Path, os.stat_result]]:
    """What a folder shows; one that may be listed and not entered is told once, not for each entry."""
    shown: list[tuple[Path, os.stat_result]] = []
    unreadable: OSError | None = None
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(HIDDEN):
                continue
            try:
                shown.append((Path(entry.path), entry.stat(follow_symlinks=False)))
            except FileNotFoundError:
                continue
            except OSError as error:
                unreadable = error
    if unreadable:
        _tell_unreadable(folder, unreadable)
    return shown


def _tell_unreadable(path: Path, error: OSError) -> None:
    why = error.strerror or type(error).__name__
    logger.error(
        "an entry of the inbox cannot be read (%s) and stays: find inbox -inum %d", why, _inode(path)
    )


def _inode(path: Path) -> int:
    """The log names a folder or file by its inode: its name may hold a person's."""
    try:
        return path.lstat().st_ino
    except OSError:
        return 0


def archived(files: Sequence[Lying]) -> list[InboxFile]:
    """Put files into the archive; those that changed meanwhile or cannot be read stay for the next run."""
    kept = archive.keep([(each.path, each.state) for each in files], unreadable=_tell_unreadable)
    if changed := sum(each is None for each in kept):
        logger.warning("%d files changed while they were read and wait for the next run", changed)
    return [_inbox_file(lying, copy) for lying, copy in zip(files, kept, strict=True) if copy]


def _inbox_file(lying: Lying, kept: Kept) -> InboxFile:
    parts = [printable(part) for part in lying.path.relative_to(settings.load().folder("inbox")).parts]
    return InboxFile(
        path=lying.path,
        relative_path="/".join(parts),
        file_name=parts[-1],
        partner_id=parts[0] if len(parts) > 1 else None,
        folders=tuple(parts[1:-1]),
        received_at=_received_at(lying.state),
        sha256=kept.sha256,
        state=lying.state,
    )


def _received_at(state: State) -> datetime:
    """The file's time, as far as it can be: a clock that runs ahead would make up months to come."""
    return instant(max(0, min(state.modified_ns, state.changed_ns)))


def instant(nanoseconds: int) -> datetime:
    """Return an instant as file systems count it."""
    return EPOCH + timedelta(microseconds=nanoseconds // 1000)


def take_away(files: Sequence[InboxFile]) -> None:
    """Take files away that are recorded; one that cannot be is told, and known when it is met again."""
    stuck: dict[Path, list[OSError]] = {}

    def is_changed(file: InboxFile) -> bool:
        try:
            return not remove(file)
        except OSError as error:
            stuck.setdefault((file.path or Path()).parent, []).append(error)
            return False

    with ThreadPoolExecutor(archive.FILES_AT_ONCE) as threads:
        changed = sum(threads.map(is_changed, files))
    if changed:
        logger.warning("%d files were changed since they were archived and stay in the inbox", changed)
    for folder, errors in stuck.items():
        logger.error(
            "%d recorded files cannot be taken out of a folder of the inbox (%s): give this account the right"
            " to write there; find inbox -inum %d",
            len(errors),
            errors[0].strerror or type(errors[0]).__name__,
            _inode(folder),
        )


def remove(file: InboxFile) -> bool:
    """Take a file away if it is still the one that was archived; newer bytes stay for the next run.

    Raises:
        OSError: the folder does not let it go.
    """
    now = archive.state(file.path) if file.path else None
    if file.path is None or now is None:
        return True
    if now != file.state:
        return False
    file.path.unlink(missing_ok=True)
    return True


def printable(part: str) -> str:
    """A name that is no UTF-8 with its odd bytes spelt out, as a database and a workbook can hold it."""
    return part.encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "\\x00")
