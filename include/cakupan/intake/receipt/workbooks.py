"""Which workbook answers a submission: the partner's own, marked; a marked copy; a list; or one page."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from cakupan import settings
from cakupan.contracts import roster
from cakupan.errors import FileRefused
from cakupan.intake import archive, read, workbook
from cakupan.intake.receipt import book, content, copy_book, editor, marking, package
from cakupan.intake.receipt.advice import FIELDS_NEEDED, SPECIAL, Advisor, Cells
from cakupan.intake.receipt.changes import Changes
from cakupan.intake.receipt.facts import Facts
from cakupan.intake.receipt.package import PackageError
from cakupan.intake.receipt.page import STATUS, Line, lines
from cakupan.intake.workbook import Limits

logger = logging.getLogger(__name__)

COPIED = (
    "Berkas Anda bukan .xlsx, maka lembar di sini adalah salinannya: isi selnya sama, bentuknya"
    " disederhanakan."
)
NOT_EDITABLE = (
    "Berkas Anda tidak dapat kami tandai langsung, maka lembar di sini adalah salinannya: isi selnya sama,"
    " bentuknya disederhanakan. Perbaiki boleh di sini, boleh pada berkas asli."
)
TOO_LARGE = (
    "Berkas Anda terlalu besar untuk dikirim kembali seluruhnya, maka di sini hanya daftar temuannya."
    " Perbaiki pada berkas asli."
)


def answer(facts: Facts, changes: Changes) -> bytes:
    """Return the workbook that answers a submission."""

    def summary(notes: Sequence[str], *, has_marks: bool) -> tuple[Line, ...]:
        said = content.of(facts, differences=changes, notes=tuple(notes), has_marks=has_marks)
        return lines(said)

    if not facts.has_findings or facts.outcome == "refused":
        return book.one_page(summary((), has_marks=False))
    path = archive.place_of(facts.sha256)
    limits = Limits.of(settings.load())
    advisor = Advisor(facts=facts, cells=_cells(facts, path, limits))
    try:
        return _marked(facts, advisor, path, limits, summary)
    except FileRefused:
        logger.warning("%s is answered with a list: its file cannot be read again", facts.submission_id)
    findings = list(marking.listed(facts, advisor))
    return book.with_findings(summary([TOO_LARGE], has_marks=False), findings, STATUS)


def _marked(
    facts: Facts, advisor: Advisor, path: Path, limits: Limits, summary: Callable[..., tuple[Line, ...]]
) -> bytes:
    marks = marking.sheets(facts, advisor)
    note = COPIED
    if path.stat().st_size <= limits.max_file_bytes and package.is_package(data := path.read_bytes()):
        try:
            return editor.edit(
                data, marks, lambda notes: summary(notes, has_marks=True), limits.max_unpacked_bytes
            )
        except PackageError as error:
            logger.warning("%s is answered with a copy: %s", facts.submission_id, error)
        except Exception as error:  # noqa: BLE001 - whatever is odd in a workbook, its partner gets an answer
            logger.warning("%s is answered with a copy: %s", facts.submission_id, type(error).__name__)
        note = NOT_EDITABLE
    found = workbook.read(path, limits)
    if not copy_book.fits(found):
        raise FileRefused("BERKAS_TERLALU_BESAR")
    return copy_book.copy(found, marks, summary([note], has_marks=True))


def _cells(facts: Facts, path: Path, limits: Limits) -> dict[tuple[int, int], Cells]:
    """Read again the rows on whose cells something can be said; the warehouse keeps no cells of findings."""
    wanted = {
        (found.sheet_no, found.row_number)
        for found in facts.findings
        if found.code in SPECIAL and found.sheet_no is not None and found.row_number is not None
    }
    if not wanted:
        return {}
    reading = read.read(path.read_bytes(), roster.contract(facts.roster_kind), facts.layout, limits)
    keys = zip(reading.rows["sheet_no"].to_pylist(), reading.rows["row_number"].to_pylist(), strict=True)
    positions = [position for position, key in enumerate(keys) if key in wanted]
    names = [name for name in FIELDS_NEEDED if name in reading.rows.column_names]
    rows = reading.rows.select(["sheet_no", "row_number", *names]).take(positions).to_pylist()
    return {(row.pop("sheet_no"), row.pop("row_number")): row for row in rows}
