"""What the warehouse knows of judged submissions, read for a whole batch at once."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cakupan.intake.answering import suggestions, together
from cakupan.intake.answering.suggestions import Suggestion
from cakupan.intake.rows import directory
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection
from cakupan.workbooks.editing.marked import Severity

MOST_ROWS = 100_000  # received rows of a file that is given back marked; of a larger one findings are listed
MOST_FINDINGS = 100_000  # of one such file
STRUCTURE = ("title", "header", "numbering", "section", "total", "note")
COUNTS = ("received", "accepted", "quarantined", "duplicates")


@dataclass(frozen=True, kw_only=True)
class ReceiptFinding:
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
    refusal_details: dict[str, Any] | None
    held_code: str | None
    held_details: dict[str, Any] | None
    is_nil: bool
    received: int
    accepted: int
    quarantined: int
    duplicates: int
    stated_total: int | None
    together: str | None = None
    layout: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[tuple[Severity, str, int], ...] = ()
    sheets: tuple[SheetFacts, ...] = ()
    findings: tuple[ReceiptFinding, ...] = ()
    rows: tuple[JudgedRow, ...] = ()

    @property
    def has_findings(self) -> bool:
        """Whether there is anything in the workbook to be marked."""
        return bool(self.reasons or self.quarantined or self.duplicates)

    @property
    def is_large(self) -> bool:
        """Whether there are more rows than a person corrects in a workbook; then only findings are here."""
        return self.received > MOST_ROWS


def load(connection: Connection, submission_ids: Sequence[str]) -> list[Facts]:
    """Return what is known of these submissions' newest judgements, in their order."""
    bare = statements.dicts(
        connection, statements.beside(__file__, "judged"), {"submission_ids": list(submission_ids)}
    )
    keys = {each["submission_no"]: each["judgement_no"] for each in bare}
    partners = directory.partners(connection, sorted({each["partner_id"] for each in bare}))
    sheets, reasons = _sheets(connection, keys), _reasons(connection, keys)
    suggested = suggestions.of(connection, bare, MOST_FINDINGS)
    for number, some in suggested.items():
        counts = Counter(each.told_code for each in some)
        reasons[number] += [("warning", code, count) for code, count in sorted(counts.items())]
    marked = {
        each["submission_no"]: each
        for each in bare
        if reasons[each["submission_no"]] or each["quarantined"] or each["duplicates"]
    }
    parts = together.of(connection, list(keys))
    findings = _findings(connection, {number: keys[number] for number in marked})
    judged = _rows(connection, marked)
    return [
        Facts(
            **each,
            together=parts.get(each["submission_no"]),
            layout=partners[each["partner_id"]].layout(each["roster_kind"], each["valid_from"])
            if each["partner_id"] in partners
            else {},
            reasons=tuple(reasons[each["submission_no"]]),
            sheets=tuple(sheets[each["submission_no"]]),
            findings=(
                *findings[each["submission_no"]],
                *_suggested(suggested.get(each["submission_no"], ()), sheets[each["submission_no"]]),
            ),
            rows=tuple(judged[each["submission_no"]]),
        )
        for each in bare
    ]


def _reasons(connection: Connection, keys: dict[int, int]) -> dict[int, list[tuple[Severity, str, int]]]:
    reasons: dict[int, list[tuple[Severity, str, int]]] = defaultdict(list)
    for number, judgement_no, severity, code, count in connection.execute(
        "select submission_no, judgement_no, severity, code, count(*) from intake.finding"
        " where submission_no = any(%s) group by 1, 2, 3, 4",
        [list(keys)],
    ):
        if keys[number] == judgement_no:
            reasons[number].append((severity, code, count))
    return reasons


def _sheets(connection: Connection, keys: dict[int, int]) -> dict[int, list[SheetFacts]]:
    sheets: dict[int, list[SheetFacts]] = defaultdict(list)
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
            sheets[number].append(
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
    return sheets


def _findings(connection: Connection, keys: dict[int, int]) -> dict[int, list[ReceiptFinding]]:
    findings: dict[int, list[ReceiptFinding]] = defaultdict(list)
    for number, *about in connection.execute(
        "select wanted.submission_no, sheet_no, row_number, column_number, column_name, code, severity"
        " from unnest(%s::bigint[], %s::int[]) as wanted (submission_no, judgement_no)"
        " cross join lateral (select * from intake.finding"
        " where finding.submission_no = wanted.submission_no and finding.judgement_no = wanted.judgement_no"
        ' order by sheet_no, row_number, column_number, severity collate "C", code collate "C" limit %s)'
        " as ordered",
        [list(keys), list(keys.values()), MOST_FINDINGS],
    ):
        findings[number].append(
            ReceiptFinding(**dict(zip(ReceiptFinding.__dataclass_fields__, about, strict=True)))
        )
    return findings


def _suggested(some: Sequence[Suggestion], sheets: Sequence[SheetFacts]) -> Iterator[ReceiptFinding]:
    """Suggestions as findings at the columns that look wrong."""
    by_no = {each.sheet_no: each for each in sheets}
    for one in some:
        sheet, name = by_no[one.sheet_no], suggestions.said()[one.told_code].field
        column = sheet.column_of(name)
        yield ReceiptFinding(
            sheet_no=one.sheet_no,
            row_number=one.row_number,
            column_number=column,
            column_name=next((each["header"] for each in sheet.columns if each["number"] == column), None)
            if column
            else None,
            code=one.told_code,
            severity="warning",
        )


def _rows(connection: Connection, marked: Mapping[int, Mapping[str, Any]]) -> dict[int, list[JudgedRow]]:
    """Every received row, of a large file only repeated ones."""
    rows: dict[int, list[JudgedRow]] = defaultdict(list)
    for number, sheet_no, row, verdict, nik, identity in connection.execute(
        "select wanted.submission_no, sheet_no, row_number, verdict, nik, identity"
        " from unnest(%s::text[], %s::bigint[], %s::int[], %s::bool[])"
        " as wanted (period, submission_no, judgement_no, is_large)"
        " cross join lateral (select sheet_no, row_number, verdict, nik,"
        " coalesce(nik, concat_ws('|', npp, nama_perusahaan, nama_proyek, no_proyek)) as identity"
        " from intake.roster_row where roster_row.period = wanted.period"
        " and roster_row.submission_no = wanted.submission_no"
        " and roster_row.judgement_no = wanted.judgement_no"
        " and (not wanted.is_large or verdict = 'duplicate')"
        " order by sheet_no, row_number limit %s) as ordered",
        [
            [each["period"] for each in marked.values()],
            list(marked),
            [each["judgement_no"] for each in marked.values()],
            [each["received"] > MOST_ROWS for each in marked.values()],
            MOST_ROWS,
        ],
    ):
        rows[number].append(
            JudgedRow(
                sheet_no=sheet_no, row_number=row, verdict=verdict, nik=nik, identity=identity.casefold()
            )
        )
    return rows
