"""Files of one batch become judgements: read one by one, then judged together, kind by kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.errors import FileRefused
from cakupan.intake import found, judging, portion, read, received, rules, stored, totals
from cakupan.intake.judging import VERDICTS, Judged
from cakupan.intake.portion import Portion, Terms
from cakupan.intake.read import Reading
from cakupan.intake.workbook import Limits

Announce = Callable[[int | None], None]
Refused = Mapping[int, FileRefused]
Sink = Callable[[Judged], None]
NOTHING_REFUSED: Refused = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Received:
    """One file to be judged, as bytes or where it lies, and what its partner's obligation says about it."""

    submission_no: int
    data: bytes | None = None
    path: Path | None = None
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
    """Judgements in the order of the files, the judged rows (none when they went elsewhere), all findings."""

    judgements: tuple[Judgement, ...]
    judged: tuple[Judged, ...]
    found: pa.Table

    @cached_property
    def rows(self) -> Mapping[str, pd.DataFrame]:
        """The rows of each kind as data frames: for one file, not for a batch."""
        kinds: dict[str, list[pd.DataFrame]] = {}
        for each in self.judged:
            kinds.setdefault(each.frame.contract.kind, []).append(stored.values(each))
        return {kind: pd.concat(parts, ignore_index=True) for kind, parts in kinds.items()}

    @cached_property
    def findings(self) -> pd.DataFrame:
        """The findings as a data frame."""
        return found.frame(self.found)


def judge(
    files: Sequence[Received],
    limits: Limits,
    announce: Announce = lambda submission_no: None,
    refused: Refused = NOTHING_REFUSED,
) -> Batch:
    """Judge many files and keep their rows; the result for each file is what it would be alone.

    `announce` is told each submission before its file is opened; those in `refused` are not opened, and
    refused for that reason.
    """
    judged: list[Judged] = []
    batch = judge_into(files, judged.append, limits, announce, refused)
    return Batch(judgements=batch.judgements, judged=tuple(judged), found=batch.found)


def judge_into(
    files: Sequence[Received],
    sink: Sink,
    limits: Limits,
    announce: Announce = lambda submission_no: None,
    refused: Refused = NOTHING_REFUSED,
    rows_at_once: int = judging.ROWS_AT_ONCE,
) -> Batch:
    """Judge many files and hand their rows on, portion by portion: no more of them are held than that."""
    readings = {each.submission_no: _read(each, limits, announce, refused) for each in files}
    announce(None)  # what takes long from here on is no single file's doing
    kinds: dict[str, list[Received]] = {}
    for each in sorted(files, key=lambda each: each.submission_no):
        kinds.setdefault(each.roster_kind, []).append(each)
    counted: dict[int, _Counted] = {}
    findings: list[pa.Table] = []
    for kind in sorted(kinds):
        contract = roster.contract(kind)
        whole = _taken_out(kinds[kind], readings)
        tally = _Tally(kinds[kind], readings, contract)
        for judged in judging.judge(whole, contract, rows_at_once):
            tally.add(judged)
            if len(judged.findings.row):
                findings.append(found.table(judged, tally.readings))
            sink(judged)
        counted |= tally.close()
    of_totals = [each.findings for each in counted.values() if each.findings.num_rows]
    every = found.ordered([*findings, *of_totals], is_ordered=len(kinds) == 1 and not of_totals)
    with_findings = frozenset(pc.unique(every["submission_no"]).to_pylist())
    judgements = tuple(
        _judgement(each, readings[each.submission_no], counted[each.submission_no], with_findings)
        for each in files
    )
    return Batch(judgements=judgements, judged=(), found=every)


def _read(file: Received, limits: Limits, announce: Announce, refused: Refused) -> Reading:
    contract = roster.contract(file.roster_kind)
    if file.submission_no in refused:
        refusal = refused[file.submission_no]
        return Reading(sheets=(), rows=received.none(contract), titles=(), is_nil=False, refusal=refusal)
    announce(file.submission_no)
    source = file.path if file.data is None else file.data
    if source is None:
        raise ValueError(f"submission {file.submission_no} has neither data nor a path")
    return read.read(source, contract, file.layout, limits)


def _taken_out(files: Sequence[Received], readings: dict[int, Reading]) -> Portion:
    """Take the rows out of the readings: a file of a gigabyte must not be held any longer than needed."""
    terms = [
        Terms(
            submission_no=each.submission_no,
            reference_date=each.reference_date,
            partner_area_code=each.partner_area_code,
            funding_default=each.funding_default,
        )
        for each in files
    ]
    whole = portion.of([readings[each.submission_no].rows for each in files], terms)
    for each in files:
        reading = readings[each.submission_no]
        readings[each.submission_no] = replace(reading, rows=reading.rows.schema.empty_table())
    return whole


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """What was counted of one file."""

    sheet_counts: Mapping[tuple[int, str], int]
    stated_total: int | None
    findings: pa.Table


class _Tally:
    """Counts rows by sheet and verdict, and keeps what the totals a file states are held against."""

    def __init__(
        self, files: Sequence[Received], readings: Mapping[int, Reading], contract: RosterContract
    ) -> None:
        self.readings = [readings[each.submission_no] for each in files]
        self._numbers = [each.submission_no for each in files]
        self._contract = contract
        self._counts: list[dict[tuple[int, str], int]] = [{} for _ in files]
        self._rows: list[list[totals.Rows]] = [[] for _ in files]
        self._has_totals = np.array(
            [any(sheet.totals for sheet in reading.sheets) for reading in self.readings], bool
        )

    def add(self, judged: Judged) -> None:
        """Count a portion."""
        rows = judged.frame.portion
        sheet_no = judged.frame.texts.numbers[0].to_numpy()
        first = int(rows.sheet[0])
        counts = np.bincount((rows.sheet - first) * len(VERDICTS) + judged.verdict)
        begins = np.flatnonzero(np.append(True, rows.sheet[1:] != rows.sheet[:-1]))
        for number in np.flatnonzero(counts).tolist():
            at = begins[number // len(VERDICTS)]
            key = (int(sheet_no[at]), VERDICTS[number % len(VERDICTS)])
            of_file = self._counts[rows.file_no[at]]
            of_file[key] = of_file.get(key, 0) + int(counts[number])
        for file_no in np.unique(rows.file_no[self._has_totals[rows.file_no]]).tolist():
            first, end = np.searchsorted(rows.file_no, [file_no, file_no + 1])
            self._rows[file_no].append(self._controlled(judged, slice(int(first), int(end))))

    def _controlled(self, judged: Judged, own: slice) -> totals.Rows:
        sheet_no, row_number = (column.to_numpy()[own] for column in judged.frame.texts.numbers)
        weights = np.ones(len(sheet_no), np.int64)
        if control := self._contract.control:
            counted = judged.frame.value(control)[own]
            weights = pc.fill_null(counted, 0).to_numpy(zero_copy_only=False).astype(np.int64)
        return totals.Rows(sheet_no=sheet_no, row_number=row_number, weights=weights)

    def close(self) -> dict[int, _Counted]:
        """Return what was counted, by submission."""
        severity = self._contract.severity_of("TOTAL_BEDA", rules.SUBMISSION_RULES["TOTAL_BEDA"].severity)
        closed = {}
        for number, reading, counts, rows in zip(
            self._numbers, self.readings, self._counts, self._rows, strict=True
        ):
            control = totals.Control(stated_total=None)
            if rows:
                control = totals.control(reading, totals.Rows.joined(rows))
            wrong = control.wrong if severity else ()
            closed[number] = _Counted(
                sheet_counts=counts,
                stated_total=control.stated_total,
                findings=found.totals(number, wrong, severity or ""),
            )
        return closed


def _judgement(
    file: Received, reading: Reading, counted: _Counted, with_findings: frozenset[int]
) -> Judgement:
    counts = dict.fromkeys(VERDICTS, 0)
    for (_, verdict), count in counted.sheet_counts.items():
        counts[verdict] += count
    return Judgement(
        submission_no=file.submission_no,
        contract=roster.contract(file.roster_kind),
        reading=reading,
        counts=counts,
        sheet_counts=counted.sheet_counts,
        has_findings=file.submission_no in with_findings,
        stated_total=counted.stated_total,
    )
