"""Findings as a table: which row and column of which sheet, by the names the sheet has for them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging import rules
from cakupan.intake.judging.slices import Judged
from cakupan.intake.reading.headers import ColumnReading
from cakupan.intake.reading.read import Reading

NAMES = pa.dictionary(pa.int32(), pa.string())  # a list of a million rows may have a finding on each
SCHEMA = pa.schema(
    [
        ("submission_no", pa.int64()),
        ("sheet_no", pa.int32()),
        ("row_number", pa.int32()),
        ("column_name", NAMES),
        ("column_number", pa.int32()),
        ("code", NAMES),
        ("severity", NAMES),
    ]
)
PLAIN = {NAMES: pa.string()}
SEVERITIES = ("warning", "error")


def table(judged: Judged, readings: Sequence[Reading]) -> pa.Table:
    """Return what was found in a portion; `readings` are those of its files, in its order."""
    findings, portion = judged.findings, judged.frame.portion
    sheet_no, row_number = (column.to_numpy()[findings.row] for column in judged.frame.texts.numbers)
    fields = len(findings.fields) + 1
    file_no = portion.file_no[findings.row]
    columns = _Columns(readings)
    table_no = columns.tables(file_no, sheet_no, row_number)
    table = portion.sheet[findings.row].astype(np.int64) * (table_no.max(initial=0) + 1) + table_no
    place = pa.array(table * fields + findings.field).dictionary_encode()
    indices = place.indices.to_numpy()
    sample = np.zeros(len(place.dictionary), np.int64)
    sample[indices[::-1]] = np.arange(len(indices), dtype=np.int64)[::-1]
    named = [
        columns.named(
            int(file_no[at]), int(sheet_no[at]), int(table_no[at]), findings.fields[findings.field[at]]
        )
        for at in sample.tolist()
    ]
    return pa.table(
        [
            portion.submission_nos[findings.row],
            sheet_no,
            row_number,
            _names(place.indices, [name for name, _ in named]),
            pa.array([number for _, number in named], pa.int32()).take(place.indices),
            _names(findings.code, findings.codes),
            _names(findings.is_error, SEVERITIES),
        ],
        schema=SCHEMA,
    )


def _names(indices: Any, names: Sequence[str | None]) -> pa.DictionaryArray:
    """Positions as the names they stand for; nothing where the name is none."""
    positions = np.asarray(indices).astype(np.int32)
    is_none = np.array([name is None for name in names], bool)[positions] if None in names else None
    kept = [name or "" for name in names]
    return pa.DictionaryArray.from_arrays(pa.array(positions, mask=is_none), pa.array(kept, pa.string()))


def none() -> pa.Table:
    """Return a table without findings."""
    return SCHEMA.empty_table()


def ordered(parts: Sequence[pa.Table], *, is_ordered: bool) -> pa.Table:
    """Return findings by submission, sheet and row; those of one row stay as they are."""
    whole = pa.concat_tables([none(), *parts]).unify_dictionaries()
    if is_ordered:
        return whole
    numbered = whole.append_column("at", pa.array(np.arange(whole.num_rows)))
    names = ("submission_no", "sheet_no", "row_number", "at")
    return whole.take(pc.sort_indices(numbered, [(name, "ascending") for name in names]))


def frame(findings: pa.Table) -> pd.DataFrame:
    """Return findings as a data frame, for whoever looks at single ones."""
    plain = findings.cast(
        pa.schema([(each.name, PLAIN.get(each.type, each.type)) for each in findings.schema])
    )
    return plain.to_pandas(types_mapper={pa.int32(): pd.Int32Dtype()}.get, use_threads=False)


def totals(submission_no: int, wrong: Sequence[tuple[int, int]], severity: str) -> pa.Table:
    """Return findings on totals that the rows of a submission do not make."""
    rows = [(submission_no, sheet_no, row, None, None, "TOTAL_BEDA", severity) for sheet_no, row in wrong]
    return pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in rows], schema=SCHEMA)


def columns(submission_no: int, reading: Reading, contract: RosterContract) -> pa.Table:
    """Return findings on columns read for no field though the list may need them, or by a guess."""
    headed = []
    for sheet in reading.sheets:
        if not sheet.is_ignored:
            headed.append((sheet.sheet_no, sheet.header_row, sheet.columns))
            headed += [(sheet.sheet_no, table.header_row, table.columns) for table in sheet.more_tables]
    rows = []
    for sheet_no, header_row, every in headed:
        for each in every:
            rule = rules.COLUMN_RULES.get(each.code or "")
            severity = contract.severity_of(rule.code, rule.severity) if rule else None
            if severity:
                rows.append(
                    (submission_no, sheet_no, header_row, each.header, each.number, each.code, severity)
                )
    return pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in rows], schema=SCHEMA)


class _Columns:
    """The column of a table a field was read from, each sheet looked through once."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._tables: dict[tuple[int, int, int], Mapping[str, ColumnReading]] = {}

    def tables(self, file_no: Any, sheet_no: Any, row_number: Any) -> Any:
        """Return which table of its sheet each row lies in: 0 but on the few sheets that have several."""
        numbers = np.zeros(len(row_number), np.int64)
        for number, reading in enumerate(self._readings):
            for sheet in reading.sheets:
                if sheet.more_tables:
                    own = (file_no == number) & (sheet_no == sheet.sheet_no)
                    starts = [table.header_row for table in sheet.more_tables]
                    numbers[own] = np.searchsorted(starts, row_number[own])
        return numbers

    def named(self, file_no: int, sheet_no: int, table_no: int, field: str) -> tuple[str | None, int | None]:
        """Return header and number; a field without a column by its own name, a whole row by none."""
        if field == rules.WHOLE_ROW:
            return None, None
        column = self._fields(file_no, sheet_no, table_no).get(field)
        return (column.header, column.number) if column else (roster.heading(field), None)

    def _fields(self, file_no: int, sheet_no: int, table_no: int) -> Mapping[str, ColumnReading]:
        key = (file_no, sheet_no, table_no)
        if key not in self._tables:
            sheets = [sheet for sheet in self._readings[file_no].sheets if sheet.sheet_no == sheet_no]
            self._tables[key] = {
                each.field: each
                for sheet in sheets
                for each in (sheet.more_tables[table_no - 1].columns if table_no else sheet.columns)
                if each.field
            }
        return self._tables[key]
