"""What the warehouse knows of judged submissions, read for a whole batch at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cakupan.intake.receipt.marked import Severity
from cakupan.warehouse.connection import Connection

STRUCTURE = ("title", "header", "numbering", "section", "total", "note")
COUNTS = ("received", "accepted", "quarantined", "duplicates")


@dataclass(frozen=True, kw_only=True)
class Found:
    """One finding; sheet_no None: the submission as a whole, row_number None: no row of its own."""

    sheet_no: int | None
    row_number: int | None
    column_number: int | None
    column_name: str | None
    code: str
    severity: Severity


@dataclass(frozen=True, kw_only=True)
class JudgedRow:
    """One received row: where it is, what became of it, and what tells it from the others."""

    sheet_no: int
    row_number: int
    verdict: str
    nik: str | None
    identity: str


@dataclass(frozen=True, kw_only=True)
class SheetFacts:
    """One sheet as it was judged; `columns` as intake.sheet holds them."""

    sheet_no: int
    sheet_name: str
    is_ignored: bool
    header_row: int | None
    used_rows: int
    structure: tuple[int, ...]
    counts: tuple[int, ...]
    columns: tuple[dict[str, Any], ...]

    def field_of(self, column_number: int | None) -> str | None:
        """Return the field a column was read as."""
        return next((each["field"] for each in self.columns if each["number"] == column_number), None)

    def column_of(self, name: str) -> int | None:
        """Return the number of the column a field was read from."""
        numbers = (each["number"] for each in self.columns if each["field"] == name)
        return next((number for number in numbers if number), None)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One judged submission with its sheets, findings and rows."""

    submission_no: int
    submission_id: str
    partner_id: str
    partner_name: str | None
    area_code: str | None
    office_name: str | None
    office_contact: str | None
    roster_kind: str
    period: str
    valid_from: date
    file_name: str
    sha256: str
    received_at: datetime
    kind_basis: str
    period_basis: str
    judgement_no: int
    outcome: str
    refusal_code: str | None
    refusal_text: str | None
    held_reason: str | None
    is_nil: bool
    received: int
    accepted: int
    quarantined: int
    duplicates: int
    stated_total: int | None
    layout: dict[str, str] = field(default_factory=dict)
    sheets: tuple[SheetFacts, ...] = ()
    findings: tuple[Found, ...] = ()
    rows: tuple[JudgedRow, ...] = ()

    @property
    def has_findings(self) -> bool:
        """Whether there is anything in the workbook to be marked."""
        return bool(self.findings or self.quarantined or self.duplicates)


COLUMNS = tuple(
    name for name in Facts.__dataclass_fields__ if name not in ("layout", "sheets", "findings", "rows")
)


def load(connection: Connection, submission_ids: Sequence[str]) -> list[Facts]:
    """Return what is known of these submissions' newest judgements, in their order."""
    rows = connection.execute(
        f"""
        select {", ".join(COLUMNS)}
        from (
            select
                submission.*, latest_judgement.judgement_no, outcome, refusal_code, refusal_text, held_reason,
                is_nil, received, accepted, quarantined, duplicates, stated_total,
                partner.partner_name, partner.area_code, office.office_name, office.contact as office_contact
            from intake.submission
            inner join intake.latest_judgement using (submission_no)
            left join reference.partner
                on partner.partner_id = submission.partner_id and partner.replaced_by_load_no is null
            left join reference.office
                on office.office_code = partner.office_code and office.replaced_by_load_no is null
            where submission_id = any(%s)
        ) as judged
        order by submission_no
        """,
        [list(submission_ids)],
    ).fetchall()
    bare = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    keys = {each["submission_no"]: each["judgement_no"] for each in bare}
    sheets, findings = _sheets(connection, keys), _findings(connection, keys)
    judged = _rows(connection, keys, sorted({each["period"] for each in bare}))
    return [
        Facts(
            **each,
            sheets=tuple(sheets[each["submission_no"]]),
            findings=tuple(findings[each["submission_no"]]),
            rows=tuple(judged[each["submission_no"]]),
        )
        for each in bare
    ]


def _sheets(connection: Connection, keys: dict[int, int]) -> dict[int, list[SheetFacts]]:
    found: dict[int, list[SheetFacts]] = defaultdict(list)
    structure = [f"{name}_rows" for name in STRUCTURE]
    for (
        number,
        judgement_no,
        sheet_no,
        name,
        is_ignored,
        header_row,
        used,
        columns,
        *counts,
    ) in connection.execute(
        "select submission_no, judgement_no, sheet_no, sheet_name, is_ignored, header_row, used_rows,"
        f" columns, {', '.join((*structure, *COUNTS))}"
        " from intake.sheet where submission_no = any(%s) order by submission_no, sheet_no",
        [list(keys)],
    ):
        if keys[number] == judgement_no:
            found[number].append(
                SheetFacts(
                    sheet_no=sheet_no,
                    sheet_name=name,
                    is_ignored=is_ignored,
                    header_row=header_row,
                    used_rows=used,
                    structure=tuple(counts[: len(STRUCTURE)]),
                    counts=tuple(counts[len(STRUCTURE) :]),
                    columns=tuple(columns),
                )
            )
    return found


def _findings(connection: Connection, keys: dict[int, int]) -> dict[int, list[Found]]:
    found: dict[int, list[Found]] = defaultdict(list)
    for number, judgement_no, sheet_no, row, column, name, code, severity in connection.execute(
        "select submission_no, judgement_no, sheet_no, row_number, column_number, column_name, code, severity"
        " from intake.finding where submission_no = any(%s)"
        " order by submission_no, sheet_no, row_number, column_number,"
        ' severity collate "C", code collate "C"',
        [list(keys)],
    ):
        if keys[number] == judgement_no:
            found[number].append(
                Found(
                    sheet_no=sheet_no,
                    row_number=row,
                    column_number=column,
                    column_name=name,
                    code=code,
                    severity=severity,
                )
            )
    return found


def _rows(connection: Connection, keys: dict[int, int], periods: Sequence[str]) -> dict[int, list[JudgedRow]]:
    found: dict[int, list[JudgedRow]] = defaultdict(list)
    for number, judgement_no, sheet_no, row, verdict, nik, identity in connection.execute(
        "select submission_no, judgement_no, sheet_no, row_number, verdict, nik,"
        " coalesce(nik, concat_ws('|', npp, nama_perusahaan, nama_proyek, no_proyek))"
        " from intake.roster_row where period = any(%s) and submission_no = any(%s)"
        " order by submission_no, sheet_no, row_number",
        [list(periods), list(keys)],
    ):
        if keys[number] == judgement_no:
            found[number].append(
                JudgedRow(
                    sheet_no=sheet_no, row_number=row, verdict=verdict, nik=nik, identity=identity.casefold()
                )
            )
    return found
