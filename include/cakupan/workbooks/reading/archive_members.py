"""The files within a delivered ZIP archive, each to be received as if it had come alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipInfo

from cakupan.errors import FileRefused
from cakupan.workbooks.model import Limits
from cakupan.workbooks.reading import bounds, detect
from cakupan.workbooks.reading.package import Package

ARCHIVES = ("zip", "archive")
MOST_NAMES_TOLD = 50  # of a refused archive
MOST_SIGNS_TOLD = 200
FOREIGN = ("__macosx", ".ds_store", "thumbs.db", "desktop.ini")


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file of an archive: `path` is what the archive calls it, a label and never a place on a disk."""

    path: str
    data: bytes


def is_archive(data: bytes) -> bool:
    """Whether these bytes are a ZIP archive of files and not a workbook or document that is a package."""
    return detect.form(data) == "zip"


def members(data: bytes, limits: Limits, max_members: int) -> Iterator[Member]:
    """Yield the files of an archive in its order, without what a desktop hides among them.

    All of them are looked at before the first is handed out, and only one at a time is held.

    Raises:
        FileRefused: BERKAS_TERKUNCI, BERKAS_TERLALU_BESAR, BERKAS_KOSONG or BERKAS_RUSAK (also for an archive
            within an archive), before any member.
    """
    names: list[str] = []
    try:
        shown = _looked_at(data, limits, max_members, names)
    except FileRefused as refusal:
        told = refusal.details | {"is_archive": True, "members": names}
        raise FileRefused(refusal.code, **told) from refusal
    again = Package(data, limits)
    return (Member(path=info.filename, data=again.content(info)) for info in shown)


def _looked_at(data: bytes, limits: Limits, max_members: int, names: list[str]) -> list[ZipInfo]:
    """Return the entries of an archive that may be taken; `names` gets those met, of refused ones too."""
    if len(data) > limits.max_file_bytes:
        raise bounds.too_many_bytes(limits.max_file_bytes)
    package = Package(data, limits)
    names += [info.filename[:MOST_SIGNS_TOLD] for info in package.members[:MOST_NAMES_TOLD]]
    if package.is_encrypted:
        raise FileRefused("BERKAS_TERKUNCI")
    shown = [info for info in package.members if not _is_hidden(info.filename)]
    if not shown:
        raise FileRefused("BERKAS_KOSONG")
    if len(shown) > max_members:
        raise FileRefused("BERKAS_TERLALU_BESAR", bound="members", limit=str(max_members))
    for info in shown:
        if detect.form(package.content(info, most=limits.max_file_bytes)) in ARCHIVES:
            raise FileRefused("BERKAS_RUSAK", sign="nested")
    return shown


def _is_hidden(path: str) -> bool:
    """What a system lays beside a user's files: resource forks, indexes, the lock of an open workbook."""
    parts = path.replace("\\", "/").lower().split("/")
    return any(
        part in FOREIGN or (part.startswith((".", "~$")) and part not in (".", "..")) for part in parts
    )
