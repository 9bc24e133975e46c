"""Which files count together with one of them as one list, in the words of its receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

NOT_COUNTED = {"refused": "ditolak", "held": "ditahan"}


@dataclass(frozen=True, kw_only=True)
class PartFile:
    """The file of one part of the list that a submission is asked about."""

    asked_no: int
    submission_id: str
    outcome: str
    is_usable: bool
    replaced_by: str | None


def of(connection: Connection, submission_nos: Sequence[int]) -> Mapping[int, str]:
    """Return what to say of each submission that is a part of a list; others have nothing said of them."""
    statement = statements.beside(__file__, "together")
    files = statements.records(connection, PartFile, statement, {"submission_nos": list(submission_nos)})
    return {asked_no: _told(list(parts)) for asked_no, parts in groupby(files, lambda each: each.asked_no)}


def _told(parts: Sequence[PartFile]) -> str:
    counted = [each.submission_id for each in parts if each.is_usable]
    left = [
        f"{each.submission_id} ({NOT_COUNTED.get(each.outcome, 'menunggu')})"
        for each in parts
        if not each.is_usable
    ]
    named = f"{', '.join(counted) or 'belum ada'}; {len(counted)} dari {len(parts)} berkas"
    said = f"Dihitung bersama sebagai satu daftar: {named}."
    if left:
        said += f" Belum dihitung: {', '.join(left)}."
    if parts[0].replaced_by:
        said += f" Seluruh daftar ini sudah digantikan oleh {parts[0].replaced_by}."
    return said
