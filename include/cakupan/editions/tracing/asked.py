"""Which edition a question is about, and who asks it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cakupan.editions import plan
from cakupan.editions.manifest import MANIFEST, canonical, read
from cakupan.editions.plan import Edition
from cakupan.editions.tracing import signed
from cakupan.editions.tracing.signed import Signed
from cakupan.errors import NotFound
from cakupan.warehouse.connection import Connection


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who asks and why; without a connection no archive is opened, so there is nothing to record."""

    actor: str
    reason: str | None
    connection: Connection | None

    def record(self, subject: str, edition: str, *, rows: int) -> None:
        """Note in control.action that rows of files were read."""
        if self.connection is None:
            return
        self.connection.execute(
            "select audit.record_read(%s, %s, %s, %s::jsonb)",
            [subject, self.actor, self.reason, canonical({"edition": edition, "rows": rows}).decode()],
        )


class Editions:
    """The editions that a question can be about, those of this warehouse."""

    def __init__(self, connection: Connection, name: str | None = None) -> None:
        self._connection = connection
        self._name = name

    def of_figure(self, figure_id: str) -> Signed:
        """Return the edition asked about, or the newest of the figure's period.

        Raises:
            NotFound: there is none.
            DoesNotVerify: it is not the edition that was published.
        """
        if self._name is not None:
            return self.named(self._name)
        parts = figure_id.split(":")
        known = plan.editions(self._connection, parts[1]) if len(parts) > 2 else []
        if not known:
            raise NotFound(f"No edition holds {figure_id}; figure ids look like ucj_ytd:2024-10:33.28:BPU.")
        return self._open(known[-1])

    def named(self, name: str) -> Signed:
        """Return the edition called `2024-10/v1`, or the newest of a period called `2024-10`.

        Raises:
            NotFound: there is none.
            DoesNotVerify: it is not the edition that was published.
        """
        return self._open(plan.edition_named(self._connection, name))

    def beside(self, edition: Signed, name: str) -> Signed | None:
        """Return the edition that another quotes; nothing where it is not at hand.

        Raises:
            DoesNotVerify: it is not the edition that was published.
        """
        return self.named(name)

    def of_submission(self, submission_id: str) -> Signed:
        """Return the newest edition of the month a file was sent for.

        Raises:
            NotFound: there is no such submission, or no edition of its month.
            DoesNotVerify: it is not the edition that was published.
        """
        row = self._connection.execute(
            "select period from intake.submission where submission_id = %s", [submission_id]
        ).fetchone()
        if row is None:
            raise NotFound(f"There is no submission {submission_id}; `cakupan submissions` lists them.")
        return self.named(str(row[0]))

    def of_input(self, edition: Signed, input_id: str) -> Signed:
        """Return the edition a figure that goes into another is read from.

        One of another period is the newest that stood when this one was made.

        Raises:
            NotFound: there is none.
            DoesNotVerify: it is not the edition that was published.
        """
        period = input_id.split(":")[1]
        if period == edition.stated["period"]:
            return edition
        own = plan.edition_named(self._connection, edition.name)
        earlier = [
            known
            for known in plan.editions(self._connection, period)
            if known.as_of <= own.as_of and known.edition_no < own.edition_no
        ]
        if not earlier:
            raise NotFound(f"{input_id}, an input of {edition.name}, is in no edition as of {own.as_of}.")
        return self._open(earlier[-1])

    def _open(self, edition: Edition) -> Signed:
        row = self._connection.execute(
            "select manifest_sha256 from publication.edition where edition_no = %s", [edition.edition_no]
        ).fetchone()
        assert row is not None  # noqa: S101 - the edition was read from the same table
        return signed.opened(edition.folder, published_sha256=str(row[0]))


class Bundle(Editions):
    """A folder with one edition, on a machine without a warehouse."""

    def __init__(self, folder: Path, *, key: Path | None = None, is_untrusted: bool = False) -> None:
        self._folder = folder
        self._key = key
        self._is_untrusted = is_untrusted

    def of_figure(self, figure_id: str) -> Signed:
        """Return the edition in the folder."""
        return self._at(self._folder)

    def named(self, name: str) -> Signed:
        """Return the edition in the folder."""
        return self._at(self._folder)

    def of_input(self, edition: Signed, input_id: str) -> Signed:
        """Return the edition itself, or the newest of another period beside it that stood when it was made.

        Raises:
            NotFound: none lies beside it.
        """
        period = input_id.split(":")[1]
        if period == edition.stated["period"]:
            return edition
        made = _as_of(edition.folder)
        beside = sorted(
            (_as_of(path.parent), path.parent)
            for path in self._folder.absolute().parent.parent.glob(f"{period}/v*/{MANIFEST}")
            if _as_of(path.parent) <= made
        )
        if not beside:
            raise NotFound(
                f"{input_id}, an input of {edition.name}, is in an edition of {period}, none beside it."
            )
        return self._at(beside[-1][1])

    def beside(self, edition: Signed, name: str) -> Signed | None:
        """Return the edition that another quotes; nothing where it does not lie beside it."""
        folder = edition.folder.absolute().parent.parent / name
        return self._at(folder) if (folder / MANIFEST).is_file() else None

    def _at(self, folder: Path) -> Signed:
        return signed.opened(folder, key=self._key, is_untrusted=self._is_untrusted)


def _as_of(folder: Path) -> datetime:
    return datetime.fromisoformat(read(folder)["as_of"])
