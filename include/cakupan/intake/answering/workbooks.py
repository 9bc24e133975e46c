"""Which workbook answers a submission: the partner's own, marked; a marked copy; a list; or one page."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cakupan import settings
from cakupan.contracts import roster
from cakupan.errors import FileRefused
from cakupan.intake.answering import book, content, copy_book, editor, marking
from cakupan.intake.answering.advice import FIELDS_NEEDED, SPECIAL, Advisor, Cells
from cakupan.intake.answering.changes import Changes
from cakupan.intake.answering.facts import Facts
from cakupan.intake.answering.page import STATUS, Line, lines
from cakupan.intake.reading import read
from cakupan.warehouse import archive
from cakupan.workbooks.editing import package
from cakupan.workbooks.editing.marked import SheetMarks
from cakupan.workbooks.editing.package import PackageError
from cakupan.workbooks.model import Limits, Workbook
from cakupan.workbooks.reading import reading, unlocking

logger = logging.getLogger(__name__)

COPIED = (
    "Berkas Anda bukan .xlsx, maka lembar di sini adalah salinannya: isi selnya sama, bentuknya"
    " disederhanakan."
)
NOT_EDITABLE = (
    "Berkas Anda tidak dapat kami tandai langsung, maka lembar di sini adalah salinannya: isi selnya sama,"
    " bentuknya disederhanakan. Perbaiki boleh di sini, boleh pada berkas asli."
)
ONLY_LISTED = (
    "Berkas Anda tidak dapat dikirim kembali seluruhnya karena terlalu besar atau tidak dapat ditandai, maka"
    " di sini hanya daftar temuannya. Perbaiki pada berkas asli."
)
Summary = Callable[..., tuple[Line, ...]]


def answer(facts: Facts, changes: Changes) -> bytes:
    """Return the workbook that answers a submission."""
    if not facts.has_findings or facts.outcome == "refused":
        return book.one_page(_summary(facts, changes)((), has_marks=False))
    if facts.is_large:
        return listed(facts, changes)
    file = _File(facts=facts)
    advisor = Advisor(facts=facts, cells=file.cells)
    marks = marking.sheets(facts, advisor)
    summary = _summary(facts, changes)
    try:
        return _marked(file, marks, summary) or _copied(file, marks, summary)
    except FileRefused as refusal:
        logger.warning("%s is answered with a list: %s", facts.submission_id, refusal.code)
    return listed(facts, changes)


def listed(facts: Facts, changes: Changes) -> bytes:
    """Return a list of the findings, made without opening the file."""
    findings = list(marking.listed(facts, Advisor(facts=facts, cells={})))
    return book.with_findings(_summary(facts, changes)((ONLY_LISTED,), has_marks=False), findings, STATUS)


def _summary(facts: Facts, changes: Changes) -> Summary:
    def summary(notes: Sequence[str], *, has_marks: bool) -> tuple[Line, ...]:
        said = content.of(facts, differences=changes, notes=tuple(notes), has_marks=has_marks)
        return lines(said)

    return summary


@dataclass(frozen=True)
class _File:
    """The archived file, read again only as far as it is needed."""

    facts: Facts

    @cached_property
    def limits(self) -> Limits:
        return Limits.of(settings.load())

    @cached_property
    def data(self) -> bytes:
        """The bytes of a file that may be a package; of one beyond the bound nothing."""
        path = archive.place_of(self.facts.sha256)
        if path.stat().st_size > self.limits.max_file_bytes:
            return b""
        data = path.read_bytes()
        return data if package.is_package(data) else unlocking.opened(data) or data

    @cached_property
    def workbook(self) -> Workbook:
        """The file as intake reads it."""
        return reading.read(archive.place_of(self.facts.sha256), self.limits)

    @cached_property
    def cells(self) -> dict[tuple[int, int], Cells]:
        """Rows on whose cells something can be said; the warehouse keeps no cells of findings."""
        wanted = {
            (finding.sheet_no, finding.row_number)
            for finding in self.facts.findings
            if finding.code in SPECIAL and finding.row_number is not None
        }
        if not wanted:
            return {}
        contract = roster.contract(self.facts.roster_kind)
        rows = read.read_workbook(self.workbook, contract, self.facts.layout).rows
        keys = zip(rows["sheet_no"].to_pylist(), rows["row_number"].to_pylist(), strict=True)
        positions = [position for position, key in enumerate(keys) if key in wanted]
        names = [name for name in FIELDS_NEEDED if name in rows.column_names]
        taken = rows.select(["sheet_no", "row_number", *names]).take(positions).to_pylist()
        return {(row.pop("sheet_no"), row.pop("row_number")): row for row in taken}


def _marked(file: _File, marks: Sequence[SheetMarks], summary: Summary) -> bytes | None:
    """The partner's own workbook, nothing when it is no package or one that cannot be edited."""
    if not package.is_package(file.data):
        return None
    try:
        return editor.edit(
            file.data, marks, lambda notes: summary(notes, has_marks=True), file.limits.max_unpacked_bytes
        )
    except PackageError as error:
        logger.warning("%s is answered with a copy: %s", file.facts.submission_id, error)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is odd in a workbook, its partner gets an answer
        logger.warning("%s is answered with a copy: %s", file.facts.submission_id, type(error).__name__)
    return None


def _copied(file: _File, marks: Sequence[SheetMarks], summary: Summary) -> bytes:
    if not copy_book.fits(file.workbook):
        raise FileRefused("BERKAS_TERLALU_BESAR")
    note = NOT_EDITABLE if package.is_package(file.data) else COPIED
    return copy_book.copy(file.workbook, marks, summary((note,), has_marks=True))
