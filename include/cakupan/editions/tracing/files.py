"""The files behind evidence as the signed manifest names them, and whether each is still what it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from cakupan.editions.tracing.signed import Signed
from cakupan.errors import NotAsArchived
from cakupan.indonesian import moment
from cakupan.warehouse import archive
from cakupan.warehouse.connection import Connection

State = Literal["at_hand", "gone", "differs", "unlisted", "not_asked"]


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """One file as received, by what the manifest says of it."""

    kind: str
    source_no: int | None
    file_no: int | None
    sha256: str
    file_name: str
    received_at: str | None
    submission_id: str | None = None
    partner_id: str | None = None
    roster_kind: str | None = None
    table: str | None = None
    sheets: tuple[tuple[int, str], ...] = ()

    def sheet_name(self, sheet_no: int | None) -> str | None:
        """Return what one of its sheets is called."""
        return next((name for number, name in self.sheets if number == sheet_no), None)

    @property
    def label(self) -> str:
        """How a person calls it."""
        named = (
            f"{self.submission_id} of {self.partner_id}" if self.submission_id else f"load {self.source_no}"
        )
        return f"{named}, {self.file_name}"


class Files:
    """The files that a signed edition was made from."""

    def __init__(self, edition: Signed) -> None:
        self._inputs = edition.stated["inputs"]

    @cached_property
    def _submissions(self) -> dict[int, dict[str, Any]]:
        return {int(row["submission_id"][1:]): row for row in self._inputs.get("submissions", [])}

    @cached_property
    def _loaded(self) -> dict[tuple[int, int], dict[str, Any]]:
        return {(row["load_no"], row["file_no"]): row for row in self._inputs.get("extract_files", [])}

    def of(self, row: Mapping[str, Any]) -> SourceFile | None:
        """Return the file an evidence row comes from; none when the manifest names no such file."""
        if row["source_kind"] == "roster":
            return self._submission(row["source_no"])
        return self._extract(row["source_kind"], row["source_no"], row["sheet_no"])

    def submission(self, submission_id: str) -> dict[str, Any] | None:
        """Return what the manifest says of a submission."""
        return next(
            (row for row in self._submissions.values() if row["submission_id"] == submission_id), None
        )

    def _submission(self, number: int) -> SourceFile | None:
        row = self._submissions.get(number)
        if row is None:
            return None
        return SourceFile(
            kind="roster",
            source_no=number,
            file_no=None,
            sha256=row["sha256"],
            file_name=row["file_name"],
            received_at=row["received_at"],
            submission_id=row["submission_id"],
            partner_id=row["partner_id"],
            roster_kind=row["roster_kind"],
            sheets=tuple((number, name) for number, name in row["sheets"]),
        )

    def _extract(self, kind: str, load_no: int, file_no: int) -> SourceFile | None:
        row = self._loaded.get((load_no, file_no))
        if row is None:
            return None
        return SourceFile(
            kind=kind,
            source_no=load_no,
            file_no=file_no,
            sha256=row["sha256"],
            file_name=row["file_name"],
            received_at=row["recorded_at"],
            table=row["table_name"],
        )


@dataclass(frozen=True, kw_only=True)
class Original:
    """The bytes of a source file: where they are, or in words why they cannot be shown."""

    state: State
    path: Path | None = None
    problem: str | None = None


class Originals:
    """The archived bytes, each file compared with its hash once."""

    def __init__(self, connection: Connection | None) -> None:
        self._connection = connection
        self._seen: dict[tuple[str, str], Original] = {}

    def of(self, file: SourceFile) -> Original:
        """Return the bytes of a file when they are those the manifest names."""
        key = (file.sha256, file.file_name)
        if key not in self._seen:
            self._seen[key] = self._look(file)
        return self._seen[key]

    def _look(self, file: SourceFile) -> Original:
        if self._connection is None:
            return Original(state="not_asked")
        try:
            place = archive.archived(file.sha256)
        except NotAsArchived as error:
            return Original(state="differs", problem=f"{file.label}: {error}")
        if place is not None:
            return Original(state="at_hand", path=place)
        return Original(state="gone", problem=f"{file.label}: archive/{file.sha256} {self._why_gone(file)}")

    def _why_gone(self, file: SourceFile) -> str:
        assert self._connection is not None  # noqa: S101 - nothing is looked for without a warehouse
        purged = self._connection.execute(
            "select acted_at, actor, reason from control.action where action = 'purge' and subject = any(%s)"
            " order by action_no desc limit 1",
            [[file.sha256, file.submission_id or file.sha256]],
        ).fetchone()
        if purged is None:
            return "is gone; restore it from a backup."
        at, actor, reason = purged
        because = f": {reason}" if reason else ""
        return f"was purged on {moment(at)}, by {actor}{because}."
