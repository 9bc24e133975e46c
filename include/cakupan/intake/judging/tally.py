"""Judged rows are counted by sheet and verdict, and held against the totals their file states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging import findings_table, rules, totals
from cakupan.intake.judging.slices import VERDICTS, Judged
from cakupan.intake.reading.read import Reading


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was counted of one file; findings on totals that its rows do not make, and on columns."""

    sheet_counts: Mapping[tuple[int, str], int]
    stated_total: int | None
    findings: pa.Table | None


class Tally:
    """Counts the rows of some files portion by portion."""

    def __init__(
        self, submission_nos: Sequence[int], readings: Sequence[Reading], contract: RosterContract
    ) -> None:
        """Begin with nothing counted of these files."""
        self.readings = readings
        self._submission_nos = submission_nos
        self._contract = contract
        self._counts: list[dict[tuple[int, str], int]] = [{} for _ in readings]
        self._controlled: dict[int, list[totals.Rows]] = {
            number: []
            for number, reading in enumerate(readings)
            if any(sheet.totals for sheet in reading.sheets)
        }

    def add(self, judged: Judged) -> None:
        """Count a portion."""
        rows = judged.frame.portion
        sheet_no = judged.frame.texts.numbers[0].to_numpy()
        counts = np.bincount((rows.sheet - rows.sheet[0]) * len(VERDICTS) + judged.verdict)
        begins = np.flatnonzero(np.append(True, rows.sheet[1:] != rows.sheet[:-1]))
        for number in np.flatnonzero(counts).tolist():
            at = begins[number // len(VERDICTS)]
            key = (int(sheet_no[at]), VERDICTS[number % len(VERDICTS)])
            of_file = self._counts[rows.file_no[at]]
            of_file[key] = of_file.get(key, 0) + int(counts[number])
        if self._controlled:
            self._keep(judged)

    def _keep(self, judged: Judged) -> None:
        """Keep what totals count, of the files that state any; a file's rows stand together."""
        file_no = judged.frame.portion.file_no
        sheet_no, row_number = (column.to_numpy() for column in judged.frame.texts.numbers)
        weights = self._weights(judged)
        for number, kept in self._controlled.items():
            own = slice(*np.searchsorted(file_no, [number, number + 1]).tolist())
            if own.start < own.stop:
                kept.append(
                    totals.Rows(sheet_no=sheet_no[own], row_number=row_number[own], weights=weights[own])
                )

    def _weights(self, judged: Judged) -> npt.NDArray[np.int64]:
        if self._contract.control is None:
            return np.ones(judged.frame.size, np.int64)
        weights: npt.NDArray[np.int64]
        weights = pc.fill_null(judged.frame.value(self._contract.control), 0).to_numpy()
        return weights

    def close(self) -> dict[int, Counted]:
        """Return what was counted, by submission."""
        closed = {}
        for file_no, submission_no in enumerate(self._submission_nos):
            control = totals.Control(stated_total=None)
            if kept := self._controlled.get(file_no):
                control = totals.control(self.readings[file_no], totals.Rows.joined(kept))
            closed[submission_no] = Counted(
                sheet_counts=self._counts[file_no],
                stated_total=control.stated_total,
                findings=self._findings(submission_no, self.readings[file_no], control),
            )
        return closed

    def _findings(self, submission_no: int, reading: Reading, control: totals.Control) -> pa.Table | None:
        """What is found on a list as a whole; a refused one is told why it is."""
        severity = self._contract.severity_of("TOTAL_BEDA", rules.SUBMISSION_RULES["TOTAL_BEDA"].severity)
        parts = []
        if severity and control.wrong:
            parts.append(findings_table.totals(submission_no, control.wrong, severity))
        if not reading.refusal:
            parts.append(findings_table.columns(submission_no, reading, self._contract))
        whole = [part for part in parts if part.num_rows]
        return pa.concat_tables(whole, promote_options="none").unify_dictionaries() if whole else None
