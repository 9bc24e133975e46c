"""Files of one batch become judgements: read one by one, then judged together, kind by kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.contracts.roster import RosterContract
from cakupan.errors import FileRefused
from cakupan.intake.judging import findings_table, rules, stored
from cakupan.intake.judging import slices as judging
from cakupan.intake.judging.slices import VERDICTS, Judged
from cakupan.intake.judging.tally import Counted, Tally
from cakupan.intake.reading import read
from cakupan.intake.reading.read import Reading
from cakupan.intake.reading.sheets import received
from cakupan.intake.rows import portion
from cakupan.intake.rows.portion import Portion, Terms
from cakupan.workbooks.model import Limits

Announce = Callable[[int | None], None]
Refused = Mapping[int, FileRefused]
Sink = Callable[[Judged], None]
# Files are judged together up to so many rows: fewer cost more a row, more touch so much fresh memory that
# the system's share of it outweighs the gain. Measured on lists of 10.000 rows: 25.000 to 50.000 are best.
ROWS_TOGETHER = 50_000
NOTHING_REFUSED: Refused = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Received:
    """One file to be judged, and what its partner's obligation says about it.

    It is given as bytes, as the place where it lies, or as it was read already, against the same layout.
    """

    submission_no: int
    data: bytes | None = None
    path: Path | None = None
    reading: Reading | None = None
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
    finding_rows: pa.Table

    @cached_property
    def rows(self) -> Mapping[str, pd.DataFrame]:
        """The rows of each kind as data frames: for one file, not for a batch."""
        kinds: dict[str, list[pa.Table]] = {}
        for each in self.judged:
            kinds.setdefault(each.frame.contract.kind, []).append(stored.values(each))
        return {kind: pa.concat_tables(parts).to_pandas(use_threads=False) for kind, parts in kinds.items()}

    @cached_property
    def findings(self) -> pd.DataFrame:
        """The findings as a data frame."""
        return findings_table.frame(self.finding_rows)


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
    return Batch(judgements=batch.judgements, judged=tuple(judged), finding_rows=batch.finding_rows)


def judge_into(
    files: Sequence[Received],
    sink: Sink,
    limits: Limits,
    announce: Announce = lambda submission_no: None,
    refused: Refused = NOTHING_REFUSED,
    rows_at_once: int = judging.ROWS_AT_ONCE,
) -> Batch:
    """Judge many files and hand their rows on, portion by portion: no more of them are held than that."""
    readings: dict[int, Reading] = {}
    counted: dict[int, Counted] = {}
    findings: list[pa.Table] = []
    in_order = sorted(files, key=lambda each: (each.roster_kind, each.submission_no))
    read_one = partial(_read, limits=limits, announce=announce, refused=refused)
    for together in _read_together(in_order, readings, read_one, min(rows_at_once, ROWS_TOGETHER)):
        announce(None)  # what takes long from here on is no single file's doing
        contract = rules.contract(together[0].roster_kind)
        own = [each.submission_no for each in together]
        whole = _taken_out(together, readings)
        tally = Tally(own, [readings[number] for number in own], contract)
        for judged in judging.judge(whole, contract, rows_at_once):
            tally.add(judged)
            if len(judged.findings.row):
                findings.append(findings_table.table(judged, tally.readings))
            sink(judged)
        counted |= tally.close()
    of_totals = [each.findings for each in counted.values() if each.findings is not None]
    is_one_kind = len({each.roster_kind for each in files}) == 1
    every = findings_table.ordered([*findings, *of_totals], is_ordered=is_one_kind and not of_totals)
    with_findings = frozenset(pc.unique(every["submission_no"]).to_pylist())
    judgements = tuple(
        _judgement(each, readings[each.submission_no], counted[each.submission_no], with_findings)
        for each in files
    )
    return Batch(judgements=judgements, judged=(), finding_rows=every)


def _read_together(
    files: Sequence[Received],
    readings: dict[int, Reading],
    read_one: Callable[[Received], Reading],
    most_rows: int,
) -> Iterator[list[Received]]:
    """Read files into `readings`; yield those of one kind as soon as one more would be too many rows."""
    together: list[Received] = []
    rows = 0
    for each in files:
        readings[each.submission_no] = read_one(each)
        height = readings[each.submission_no].rows.num_rows
        if together and (rows + height > most_rows or each.roster_kind != together[-1].roster_kind):
            yield together
            together, rows = [], 0
        together.append(each)
        rows += height
    if together:
        yield together


def _read(file: Received, limits: Limits, announce: Announce, refused: Refused) -> Reading:
    contract = rules.contract(file.roster_kind)
    if file.submission_no in refused:
        refusal = refused[file.submission_no]
        return Reading(sheets=(), rows=received.none(contract), titles=(), is_nil=False, refusal=refusal)
    announce(file.submission_no)
    if file.reading is not None:
        return file.reading
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


def _judgement(
    file: Received, reading: Reading, counted: Counted, with_findings: frozenset[int]
) -> Judgement:
    counts = dict.fromkeys(VERDICTS, 0)
    for (_, verdict), count in counted.sheet_counts.items():
        counts[verdict] += count
    return Judgement(
        submission_no=file.submission_no,
        contract=rules.contract(file.roster_kind),
        reading=reading,
        counts=counts,
        sheet_counts=counted.sheet_counts,
        has_findings=file.submission_no in with_findings,
        stated_total=counted.stated_total,
    )
