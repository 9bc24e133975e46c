"""Check what intake would make of every file within a ZIP archive; the archive itself may be refused."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cakupan import settings
from cakupan.contracts import roster
from cakupan.errors import FileRefused
from cakupan.intake.asking import check as checking
from cakupan.intake.rows import period as periods
from cakupan.intake.rows import refusals
from cakupan.workbooks import watched
from cakupan.workbooks.model import Limits
from cakupan.workbooks.reading import archive_members
from cakupan.workbooks.watched import Announce, Refused

HEAD_BYTES = 4
HEADS = (b"PK\x03\x04", b"PK\x05\x06")


def check(
    file: Path,
    partner_id: str | None = None,
    kind: str | None = None,
    area_code: str | None = None,
    period: str | None = None,
    with_rows: bool = False,
) -> dict[str, Any] | None:
    """Return one document for each member of an archive, or why it is refused; None when it is no archive.

    Raises:
        NotFound: there is no such roster kind.
    """
    with file.open("rb") as lying:
        if lying.read(HEAD_BYTES) not in HEADS:
            return None
    with TemporaryDirectory(prefix="cakupan-check-") as folder:
        labels = _opened(file, Path(folder))
        if labels is None:
            return None
        if isinstance(labels, FileRefused):
            return {"members": [], "refused": {"code": labels.code, "text": refusals.text(labels)}}
        times = file.stat()
        members = []
        for number, label in enumerate(labels):
            place = Path(folder) / str(number)
            os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))
            own_kind, own_period = _named(label)
            answer = checking.check(
                place, partner_id, own_kind or kind, area_code, own_period or period, with_rows
            )
            members.append({"member": label, **answer})
    return {"members": members, "refused": None}


def _opened(file: Path, folder: Path) -> list[str] | FileRefused | None:
    """Lay the members into a folder, named by their numbers, from a watched child; return their names."""

    def work(items: Sequence[int], announce: Announce, refused: Refused) -> dict[str, Any]:
        announce(items[0])
        try:
            if refused:
                raise refused[items[0]]
            return {"labels": _unpacked(file, folder)}
        except FileRefused as refusal:
            return {"code": refusal.code, "details": dict(refusal.details)}

    (answer,) = watched.run(work, [1], fate=lambda _: "the archive is refused")
    if "code" in answer:
        return FileRefused(answer["code"], **answer["details"])
    labels: list[str] | None = answer["labels"]
    return labels


def _unpacked(file: Path, folder: Path) -> list[str] | None:
    current = settings.load()
    with file.open("rb") as lying:
        data = lying.read(current.max_file_bytes + 1)
    if len(data) <= current.max_file_bytes and not archive_members.is_archive(data):
        return None
    labels: list[str] = []
    for member in archive_members.members(data, Limits.of(current), current.max_archive_members):
        (folder / str(len(labels))).write_bytes(member.data)
        labels.append(member.path)
    return labels


def _named(label: str) -> tuple[str | None, str | None]:
    """The kind and month that folders within the archive name, as the inbox takes them."""
    folders = re.split(r"[\\/]+", label)[:-1]
    kinds = {each for each in folders if each in roster.kinds()}
    months = [each for each in folders if periods.FOLDER.fullmatch(each)]
    return kinds.pop() if len(kinds) == 1 else None, months[0] if months else None
