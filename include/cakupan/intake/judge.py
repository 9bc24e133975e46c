"""Files of one batch become judgements: read one by one, then normalised and judged as one frame per kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake import normalise, read, rules
from cakupan.intake.read import Reading, SheetReading

FINDING_COLUMNS = ["submission_no", "sheet_no", "row_number", "column_name", "code", "severity"]
VERDICTS = ("accepted", "quarantined", "duplicate")


@dataclass(frozen=True, kw_only=True)
class Received:
    """One file to be judged and what its partner's obligation says about it."""

    submission_no: int
    data: bytes
    roster_kind: str
    layout: Mapping[str, str] = field(default_factory=dict)
    reference_date: date
    partner_area_code: str | None
    funding_default: str | None


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What became of one file. Counts per sheet are in `sheet_counts`, keyed by sheet number and verdict."""

    submission_no: int
    contract: RosterContract
    reading: Reading
    counts: Mapping[str, int]
    sheet_counts: Mapping[tuple[int, str], int]
    has_findings: bool
    stated_total: int | None

    @property
    def outcome(self) -> str:
        """accepted, accepted_with_findings or refused; held is decided later."""
        if self.reading.refusal:
            return "refused"
        has_losses = self.counts["quarantined"] or self.counts["duplicate"]
        return "accepted_with_findings" if self.has_findings or has_losses else "accepted"


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Judgements in the order of the files, the rows of each kind with their verdict, and all findings."""

    judgements: tuple[Judgement, ...]
    rows: Mapping[str, pd.DataFrame]
    findings: pd.DataFrame


def judge(files: Sequence[Received], max_bytes: int) -> Batch:
    """Judge many files; the result for each is what it would be alone."""
    readings = {
        each.submission_no: read.read(each.data, roster.contract(each.roster_kind), each.layout, max_bytes)
        for each in files
    }
    rows: dict[str, pd.DataFrame] = {}
    findings = [pd.DataFrame(columns=FINDING_COLUMNS)]
    for kind in sorted({each.roster_kind for each in files}):
        contract = roster.contract(kind)
        frame = _frame([each for each in files if each.roster_kind == kind], readings)
        if frame.empty:
            continue
        judged, found = rules.judge(normalise.normalise(frame, contract), contract)
        rows[kind] = judged
        findings.append(_with_columns(found, readings))
    totals = {each.submission_no: _totals(each, readings, rows) for each in files}
    findings += [found for _, found in totals.values() if len(found)]
    every = pd.concat([part for part in findings if len(part)] or findings, ignore_index=True)
    every = every.sort_values(["submission_no", "sheet_no", "row_number"], kind="stable", ignore_index=True)
    return Batch(judgements=_judgements(files, readings, rows, every, totals), rows=rows, findings=every)


def _frame(files: Sequence[Received], readings: Mapping[int, Reading]) -> pd.DataFrame:
    parts = []
    for each in files:
        part = readings[each.submission_no].rows
        if len(part):
            parts.append(
                part.assign(
                    submission_no=each.submission_no,
                    reference_date=pd.Timestamp(each.reference_date),
                    partner_area_code=each.partner_area_code or "",
                    funding_default=each.funding_default or "",
                )
            )
    if not parts:
        return pd.DataFrame()
    frame = pd.concat(parts, ignore_index=True)
    default = frame["funding_default"].astype("str")
    return frame.assign(
        funding_default=default.mask(default == ""),
        partner_area_code=frame["partner_area_code"].astype("str"),
    )


def _with_columns(found: pd.DataFrame, readings: Mapping[int, Reading]) -> pd.DataFrame:
    """Name the column as its sheet does; a field the sheet has no column for by its own name."""
    names = {
        (submission_no, sheet.sheet_no, name): header
        for submission_no, reading in readings.items()
        for sheet in reading.sheets
        for name, header in sheet.mapping.items()
    }
    keys = zip(found["submission_no"], found["sheet_no"], found["field"], strict=True)
    columns = [names.get(key, key[2].replace("_", " ").upper()) for key in keys]
    return found.assign(column_name=columns)[FINDING_COLUMNS]


def _totals(
    file: Received, readings: Mapping[int, Reading], rows: Mapping[str, pd.DataFrame]
) -> tuple[int | None, pd.DataFrame]:
    """Hold each total of a sheet against its rows: all so far, or those since the total before."""
    contract = roster.contract(file.roster_kind)
    stated: list[int] = []
    wrong: list[dict[str, object]] = []
    for sheet in readings[file.submission_no].sheets:
        if not sheet.totals or file.roster_kind not in rows:
            continue
        frame = rows[file.roster_kind]
        own = frame[(frame["submission_no"] == file.submission_no) & (frame["sheet_no"] == sheet.sheet_no)]
        weights = own[contract.control].fillna(0) if contract.control else pd.Series(1, index=own.index)
        stated.append(_stated_by(sheet))
        before = 0
        for row, number in sheet.totals:
            so_far = int(weights[own["row_number"] < row].sum())
            since = int(weights[(own["row_number"] < row) & (own["row_number"] > before)].sum())
            before = row
            if number not in (so_far, since):
                wrong.append({"sheet_no": sheet.sheet_no, "row_number": row})
    found = (
        pd.DataFrame(wrong).assign(
            submission_no=file.submission_no, column_name=None, code="TOTAL_BEDA", severity="warning"
        )
        if wrong
        else pd.DataFrame(columns=FINDING_COLUMNS)
    )
    return (sum(stated) if stated else None), found.reindex(columns=FINDING_COLUMNS)


def _stated_by(sheet: SheetReading) -> int:
    """The last total is the grand total when it is the sum of those before; else they are sub-totals."""
    numbers = [number for _, number in sheet.totals]
    return numbers[-1] if numbers[-1] >= sum(numbers[:-1]) else sum(numbers)


def _judgements(
    files: Sequence[Received],
    readings: Mapping[int, Reading],
    rows: Mapping[str, pd.DataFrame],
    findings: pd.DataFrame,
    totals: Mapping[int, tuple[int | None, pd.DataFrame]],
) -> tuple[Judgement, ...]:
    sheet_counts: dict[int, dict[tuple[int, str], int]] = {each.submission_no: {} for each in files}
    for frame in rows.values():
        counted = frame.groupby(["submission_no", "sheet_no", "verdict"]).size()
        for submission_no, sheet_no, verdict, count in counted.reset_index().itertuples(
            index=False, name=None
        ):
            sheet_counts[submission_no][sheet_no, verdict] = count
    with_findings = set(findings["submission_no"])
    return tuple(
        Judgement(
            submission_no=each.submission_no,
            contract=roster.contract(each.roster_kind),
            reading=readings[each.submission_no],
            counts={
                verdict: sum(
                    count for key, count in sheet_counts[each.submission_no].items() if key[1] == verdict
                )
                for verdict in VERDICTS
            },
            sheet_counts=sheet_counts[each.submission_no],
            has_findings=each.submission_no in with_findings,
            stated_total=totals[each.submission_no][0],
        )
        for each in files
    )
