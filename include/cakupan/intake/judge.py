"""Files of one batch become judgements: read one by one, then normalised and judged as one frame per kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake import normalise, read, rules, totals
from cakupan.intake.read import Reading
from cakupan.intake.workbook import Limits

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


def judge(files: Sequence[Received], limits: Limits) -> Batch:
    """Judge many files; the result for each is what it would be alone."""
    readings = {
        each.submission_no: read.read(each.data, roster.contract(each.roster_kind), each.layout, limits)
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
    controls = {each.submission_no: _control(each, readings, rows) for each in files}
    findings += [found for _, found in controls.values()]
    every = pd.concat([part for part in findings if len(part)] or findings, ignore_index=True)
    every = every.sort_values(["submission_no", "sheet_no", "row_number"], kind="stable", ignore_index=True)
    return Batch(judgements=_judgements(files, readings, rows, every, controls), rows=rows, findings=every)


def _frame(files: Sequence[Received], readings: Mapping[int, Reading]) -> pd.DataFrame:
    parts = []
    for each in files:
        part = readings[each.submission_no].rows
        if len(part):
            parts.append(
                part.to_pandas().assign(
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


def _control(
    file: Received, readings: Mapping[int, Reading], rows: Mapping[str, pd.DataFrame]
) -> tuple[int | None, pd.DataFrame]:
    """The total a file states, and a finding for each that its rows do not make."""
    frame = rows.get(file.roster_kind)
    if frame is None:
        return None, pd.DataFrame(columns=FINDING_COLUMNS)
    own = frame[frame["submission_no"] == file.submission_no]
    contract = roster.contract(file.roster_kind)
    found = totals.control(readings[file.submission_no], own, contract)
    severity = contract.severity_of("TOTAL_BEDA", rules.SUBMISSION_RULES["TOTAL_BEDA"].severity)
    wrong = found.wrong if severity else ()
    return found.stated_total, pd.DataFrame(
        [(file.submission_no, sheet_no, row, None, "TOTAL_BEDA", severity) for sheet_no, row in wrong],
        columns=FINDING_COLUMNS,
    )


def _judgements(
    files: Sequence[Received],
    readings: Mapping[int, Reading],
    rows: Mapping[str, pd.DataFrame],
    findings: pd.DataFrame,
    controls: Mapping[int, tuple[int | None, pd.DataFrame]],
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
            stated_total=controls[each.submission_no][0],
        )
        for each in files
    )
