"""A delivered ZIP archive becomes its members, each received as if it had come alone."""

import logging
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cakupan import settings
from cakupan.contracts import roster
from cakupan.errors import FileRefused
from cakupan.intake.inbox import inbox
from cakupan.intake.inbox.inbox import InboxFile
from cakupan.intake.rows import period
from cakupan.warehouse import archive
from cakupan.warehouse.archive import Kept
from cakupan.workbooks import watched
from cakupan.workbooks.model import Limits
from cakupan.workbooks.reading import archive_members
from cakupan.workbooks.watched import Announce, Refused

logger = logging.getLogger(__name__)

LOCAL_HEADER = b"PK\x03\x04"
EMPTY_ARCHIVE = b"PK\x05\x06"
NAME_AT = 30
HEAD_BYTES = 128
MOST_LABEL_SIGNS = 1000  # a name within an archive may have 65.535
SHA256 = re.compile(r"[0-9a-f]{64}")
# What the programs that write workbooks put first; anything else may be an archive and is looked into.
FIRST_OF_A_WORKBOOK = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"mimetype", b"customXml/")


@dataclass(frozen=True, kw_only=True)
class Unpacked:
    """The files of a load, the members of its archives too; `archives`: why each was refused, by place."""

    files: tuple[InboxFile, ...]
    archives: dict[int, FileRefused | None]


def unpack(files: Sequence[InboxFile], partner_ids: Collection[str]) -> Unpacked:
    """Put the members of every partner's archive among these files into the archive, and behind the files.

    Raises:
        OSError: the archive folder cannot be written.
    """
    candidates = [
        place for place, file in enumerate(files) if file.partner_id in partner_ids and _may_be_archive(file)
    ]
    if not candidates:
        return Unpacked(files=tuple(files), archives={})

    def work(items: Sequence[int], announce: Announce, refused: Refused) -> list[dict[str, Any]]:
        return [_open(files[item].sha256, item, announce, refused) for item in items]

    answers = [answer for part in watched.run(work, candidates, fate=inbox.FATE) for answer in part]
    archives: dict[int, FileRefused | None] = {}
    members: list[InboxFile] = []
    for answer in sorted(answers, key=lambda answer: answer["place"]):
        place = answer["place"]
        if answer["refusal"]:
            code, details = answer["refusal"]
            archives[place] = FileRefused(code, **details)
        elif answer["members"] is not None:
            try:
                drafts = [_draft(*each) for each in answer["members"]]
            except FileRefused as refusal:
                archives[place] = refusal
                continue
            archives[place] = None
            archive.publish((name, kept) for _, name, kept in drafts)
            members += [_member(files[place], place, label, kept) for label, _, kept in drafts]
    logger.info("opened %d archives with %d files", len(archives), len(members))
    return Unpacked(files=(*files, *members), archives=archives)


def _may_be_archive(file: InboxFile) -> bool:
    head = archive.head(file.sha256, HEAD_BYTES)
    if head.startswith(EMPTY_ARCHIVE):
        return True
    return head.startswith(LOCAL_HEADER) and not head[NAME_AT:].startswith(FIRST_OF_A_WORKBOOK)


def _open(sha256: str, place: int, announce: Announce, refused: Refused) -> dict[str, Any]:
    """In the child: write each member's bytes beside the archive's files, and say how they are called."""
    announce(place)
    try:
        if place in refused:
            raise refused[place]
        members = _members(sha256)
    except FileRefused as refusal:
        return {"place": place, "refusal": [refusal.code, dict(refusal.details)], "members": None}
    return {"place": place, "refusal": None, "members": members}


def _members(sha256: str) -> list[tuple[str, str, str, int]] | None:
    current = settings.load()
    data = archive.read(sha256, current.max_file_bytes)
    if len(data) <= current.max_file_bytes and not archive_members.is_archive(data):
        return None
    members = []
    for member in archive_members.members(data, Limits.of(current), current.max_archive_members):
        name, kept = archive.write_draft([member.data])
        members.append((_label(member.path), name, kept.sha256, kept.size_bytes))
    return members


def _label(path: str) -> str:
    """The end of a path says most; one that was cut begins with a sign that no kind or month begins with."""
    return path if len(path) <= MOST_LABEL_SIGNS else f"…{path[-MOST_LABEL_SIGNS:]}"


def _draft(label: str, name: str, sha256: str, size: int) -> tuple[str, str, Kept]:
    """A child that an archive has taken over may say anything: only drafts of ours get a place of ours.

    Raises:
        FileRefused: BERKAS_RUSAK.
    """
    if not (archive.is_draft(Path(name)) and SHA256.fullmatch(sha256)):
        raise FileRefused("BERKAS_RUSAK", sign="stopped")
    return label, name, Kept(sha256=sha256, size_bytes=size)


def _member(container: InboxFile, place: int, label: str, kept: Kept) -> InboxFile:
    """What an archive calls a file is a label: steps out of it, drives and empty parts are left out."""
    parts = [
        inbox.printable(part)
        for part in re.split(r"[\\/]+", label)
        if part not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", part)
    ] or ["-"]
    return replace(
        container,
        path=None,
        relative_path="/".join([container.relative_path, *parts]),
        file_name=parts[-1],
        folders=(*container.folders, *filter(_says_something, parts[:-1])),
        sha256=kept.sha256,
        state=replace(container.state, size_bytes=kept.size_bytes),
        container=place,
    )


def _says_something(folder: str) -> bool:
    """Within an archive people name folders as they like: only a kind or a month is more than a name."""
    return folder in roster.kinds() or period.FOLDER.fullmatch(folder) is not None
