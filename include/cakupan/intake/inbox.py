"""The files lying in the inbox: found, read into the archive, and taken away once they are recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cakupan import settings
from cakupan.intake import archive
from cakupan.intake.archive import State

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class InboxFile:
    """One file lying in the inbox. The folders between partner and file may name a kind and a month."""

    path: Path
    relative_path: str
    file_name: str
    partner_id: str | None
    folders: tuple[str, ...]
    received_at: datetime
    sha256: str
    state: State


def paths() -> list[Path]:
    """Return every file, the oldest first; hidden files and office lock files are nobody's roster."""
    return [path for _, path in sorted(_dated(settings.load().folder("inbox")))]


def _dated(inbox: Path) -> Iterator[tuple[int, Path]]:
    for path in inbox.rglob("*"):
        parts = path.relative_to(inbox).parts
        if (
            path.is_file()
            and not path.is_symlink()
            and not any(part.startswith((".", "~$")) for part in parts)
            and (state := archive.state(path))
        ):
            yield state.modified_ns, path


def archived(path: Path) -> InboxFile | None:
    """Put a file into the archive; None when it changed meanwhile, so that its time has not come."""
    kept = archive.keep(path)
    if kept is None:
        return None
    sha256, state = kept
    parts = [_printable(part) for part in path.relative_to(settings.load().folder("inbox")).parts]
    return InboxFile(
        path=path,
        relative_path="/".join(parts),
        file_name=parts[-1],
        partner_id=parts[0] if len(parts) > 1 else None,
        folders=tuple(parts[1:-1]),
        received_at=EPOCH + timedelta(microseconds=state.modified_ns // 1000),
        sha256=sha256,
        state=state,
    )


def remove(file: InboxFile) -> bool:
    """Take a file away if it is still the one that was archived; newer bytes stay for the next run."""
    if archive.state(file.path) != file.state:
        return False
    file.path.unlink(missing_ok=True)
    return True


def _printable(part: str) -> str:
    """A name that is no UTF-8 with its odd bytes spelt out, as a database and a workbook can hold it."""
    return part.encode("utf-8", "backslashreplace").decode("utf-8")
