"""Read and judge one file and store nothing: what one asks before sending. Needs no server.

The file is read in a watched child, as intake reads it: one that hangs or swells is refused here too.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pandas as pd

from cakupan import settings
from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.errors import FileRefused, NotFound
from cakupan.intake.asking import partner_files
from cakupan.intake.judging import judge, rules
from cakupan.intake.judging.judge import Received
from cakupan.intake.reading import read
from cakupan.intake.reading.headers import Basis
from cakupan.intake.reading.read import Reading, SheetReading
from cakupan.intake.rows import period as periods
from cakupan.intake.rows import refusals
from cakupan.intake.rows.directory import Partner
from cakupan.intake.rows.period import Period
from cakupan.workbooks import watched
from cakupan.workbooks.a1 import letters_of
from cakupan.workbooks.model import Limits
from cakupan.workbooks.watched import Announce, Refused

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AREA_IN_ID = re.compile(r"(?<!\d)\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?(?!\d)")
WHY: dict[Basis, str] = {
    "layout": "the partner's own layout",
    "exact": "known heading",
    "words": "known words in another order or among others",
    "content": "by what stands below",
    "mistyped": "one letter off",
    "repeated": "another column is read for the same field",
    "unknown": "heading not known",
    "ignored": "known, but not part of this list",
    "added": "added by our receipt",
    "person": "of somebody beside the worker",
    "joined": "one field in several columns",
}
DERIVED = ("area_code", "category_code", "funding_code")


def check(
    path: Path | str,
    partner_id: str | None = None,
    kind: str | None = None,
    area_code: str | None = None,
    period: str | None = None,
    with_rows: bool = False,
) -> dict[str, Any]:
    """Return what intake would make of a file, as one JSON document.

    Raises:
        NotFound: there is no such file or no such roster kind.
    """
    file = Path(path)
    if not file.is_file():
        raise NotFound(f"No file {file}.")
    if kind is not None and kind not in roster.kinds():
        raise NotFound(f"No roster kind {kind!r}; known: {', '.join(roster.kinds())}.")
    taken = _TakenFor(
        kind=kind,
        kind_basis="given" if kind else None,
        period=period,
        period_basis="given" if period else None,
    )
    try:
        partner = _partner(partner_id, area_code)
        taken = replace(taken, **({} if kind else _kind(partner)))
    except FileRefused as refusal:
        return _refused_as(refusal, taken)
    return _watched(_Question(file=file, partner=partner, taken=taken, with_rows=with_rows))


@dataclass(frozen=True, kw_only=True)
class _TakenFor:
    """What a file is taken for, and how that was found."""

    kind: str | None
    kind_basis: str | None
    period: str | None
    period_basis: str | None


@dataclass(frozen=True, kw_only=True)
class _Question:
    """What is asked about one file."""

    file: Path
    partner: Partner
    taken: _TakenFor
    with_rows: bool


def _watched(question: _Question) -> dict[str, Any]:
    """Answer in a child within the bounds of one file; the answer may hold cells, so it lies in no folder."""
    with TemporaryFile("w+", encoding="utf-8") as answer:

        def work(items: Sequence[int], announce: Announce, refused: Refused) -> None:
            announce(items[0])
            document = _refused_as(refused[1], question.taken) if refused else _answer(question, announce)
            _write(answer, document)

        watched.run(work, [1], fate=lambda _: "the file is refused")
        answer.seek(0)
        document: dict[str, Any] = json.load(answer)
        return document


def _write(answer: IO[str], document: dict[str, Any]) -> None:
    """A child before this one may have written a part."""
    answer.seek(0)
    answer.truncate()
    json.dump(document, answer)
    answer.flush()


def _answer(question: _Question, announce: Announce) -> dict[str, Any]:
    taken = question.taken
    try:
        received, month = _received(question)
    except FileRefused as refusal:
        return _refused_as(refusal, taken)
    batch = judge.judge([received], Limits.of(settings.load()), announce)
    judgement = batch.judgements[0]
    sheets = {sheet.sheet_no: sheet.sheet_name for sheet in judgement.reading.sheets}
    document = {
        **(_refused(judgement.reading.refusal) if judgement.reading.refusal else {"refused": None}),
        **asdict(replace(taken, period=month.period, period_basis=month.basis)),
        "received": sum(judgement.counts.values()),
        "accepted": judgement.counts["accepted"],
        "quarantined": judgement.counts["quarantined"],
        "duplicates": judgement.counts["duplicate"],
        "stated_total": judgement.stated_total,
        "sheets": [_sheet(sheet) for sheet in judgement.reading.sheets],
        "findings": _findings(batch.findings, judgement.reading.sheets),
    }
    if question.with_rows:
        document["rows"] = _rows(batch.rows.get(str(taken.kind)), sheets, judgement.contract)
    return document


def _refused_as(refusal: FileRefused, taken: _TakenFor) -> dict[str, Any]:
    return {**_refused(refusal), **asdict(taken)}


def _partner(partner_id: str | None, area_code: str | None) -> Partner:
    if partner_id is None:
        return Partner(partner_id="-", area_code=area_code)
    if known := partner_files.partner(partner_id):
        return known
    match = AREA_IN_ID.search(partner_id)
    return Partner(partner_id=partner_id, area_code=area_code or (match[0] if match else None))


def _kind(partner: Partner) -> dict[str, str]:
    """The partner's only obligation, or the first word of its id where obligations are not at hand."""
    owed = partner.kinds_owed
    if len(owed) == 1:
        return {"kind": owed[0], "kind_basis": "obligation"}
    word = partner.partner_id.partition("-")[0]
    if not owed and word in roster.kinds():
        return {"kind": word, "kind_basis": "partner_id"}
    raise FileRefused("JENIS_TIDAK_JELAS", kinds=", ".join(owed or roster.kinds()))


def _received(question: _Question) -> tuple[Received, Period]:
    file, partner, kind = question.file, question.partner, str(question.taken.kind)
    stated_period = question.taken.period
    received_at = EPOCH + timedelta(microseconds=file.stat().st_mtime_ns // 1000)
    today = received_at.astimezone(settings.JAKARTA).date()
    layout = partner.layout(kind, today)
    reading: Reading | None = None
    if stated_period:
        month = periods.reasonable(Period(period=stated_period, basis="given"), datetime.now(UTC))
    else:
        reading = read.read(file, roster.contract(kind), layout, Limits.of(settings.load()))
        month = periods.find(
            folder=None,
            titles=reading.titles,
            column=reading.period_texts,
            obligation=partner.obligation(kind, today, today),
            received_at=received_at,
        )
    owed = partner.obligation(kind, month.first_day, month.last_day)
    own_layout = partner.layout(kind, month.first_day)
    received = Received(
        submission_no=1,
        path=file,
        reading=reading if own_layout == layout else None,
        roster_kind=kind,
        layout=own_layout,
        reference_date=month.first_day,
        partner_area_code=partner.area_code,
        funding_default=owed.funding_code,
    )
    return received, month


def _refused(refusal: FileRefused) -> dict[str, Any]:
    return {
        "refused": {"code": refusal.code, "text": refusals.text(refusal)},
        "kind": None,
        "kind_basis": None,
        "period": None,
        "period_basis": None,
        "received": 0,
        "accepted": 0,
        "quarantined": 0,
        "duplicates": 0,
        "stated_total": None,
        "sheets": [],
        "findings": [],
    }


def _sheet(sheet: SheetReading) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet_name,
        "header_row": sheet.header_row,
        "mapping": {header: name for name, header in sheet.mapping.items()},
        "columns": [
            {
                "number": each.number,
                "letter": letters_of(each.number),
                "header": each.header,
                "field": each.field,
                "basis": each.basis,
                "why": WHY[each.basis],
                "suggestion": each.suggestion,
                "person": each.person,
                "told": rules.told(each.basis, each.header, each.suggestion, each.person) or None,
            }
            for each in sorted(sheet.columns, key=lambda column: column.number)
        ],
        "classes": dict(sheet.classes),
        "totals": [{"row": row, "stated": number} for row, number in sheet.totals],
        "left_out": list(sheet.left_out),
        "visible": sheet.is_visible,
        "ignored": sheet.is_ignored,
    }


def _findings(findings: pd.DataFrame, sheets: Sequence[SheetReading]) -> list[dict[str, Any]]:
    texts = rules.texts()
    names = {sheet.sheet_no: sheet.sheet_name for sheet in sheets}
    hints = {
        (sheet.sheet_no, each.number, each.code): rules.hint(each.code, each.suggestion)
        for sheet in sheets
        for columns in (sheet.columns, *(table.columns for table in sheet.more_tables))
        for each in columns
        if each.code
    }
    documents = []
    for row in findings.to_dict("records"):
        said = hints.get((row["sheet_no"], row["column_number"], row["code"]), "")
        documents.append(
            {
                "sheet": names[int(row["sheet_no"])],
                "row": int(row["row_number"]),
                "column": row["column_name"] if pd.notna(row["column_name"]) else None,
                "code": row["code"],
                "severity": row["severity"],
                "text": f"{texts[row['code']]} {said}".strip(),
            }
        )
    return documents


def _rows(
    frame: pd.DataFrame | None, sheets: Mapping[int, str], contract: RosterContract
) -> list[dict[str, Any]]:
    if frame is None:
        return []
    names = [*contract.keeps, *DERIVED]
    return [
        {
            "sheet": sheets[row["sheet_no"]],
            "row": row["row_number"],
            "verdict": row["verdict"],
            "fields": {name: _plain(row[name]) for name in names},
        }
        for row in frame.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    """A value as JSON has it: days as text, whole numbers without a point, nothing as null."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, Decimal):
        value = float(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value
