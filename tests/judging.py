"""Judge what a test describes, with a handful of areas instead of the shipped ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import sheets
from builders import Rows, sheet
from cakupan.intake.judging import judge, rules
from cakupan.intake.judging.judge import VERDICTS, Batch, Judgement, Received
from cakupan.intake.reading import read
from cakupan.workbooks.model import Limits, Workbook
from cakupan.workbooks.reading import joined_rows

LIMITS = Limits(
    max_file_bytes=10_000_000,
    max_text_bytes=10_000_000,
    max_unpacked_bytes=100_000_000,
    max_columns=1_000,
    max_rows=1_000_000,
)
AREAS = [
    ("ID", None, "nation", "Indonesia"),
    ("33", "ID", "province", "Jawa Tengah"),
    ("33.28", "33", "regency", "Kabupaten Tegal"),
    ("33.28.01", "33.28", "district", "Margasari"),
    ("33.28.01.2001", "33.28.01", "village", "Kalisapu"),
    ("33.28.01.2002", "33.28.01", "village", "Merlung"),
    ("33.28.01.1003", "33.28.01", "village", "Merlung"),
    ("33.28.10", "33.28", "district", "Slawi"),
    ("33.28.10.2001", "33.28.10", "village", "Kalisapu"),
    ("33.28.10.2002", "33.28.10", "village", "Dukuh Salam"),
    ("33.76", "33", "regency", "Kota Tegal"),
    ("33.76.01", "33.76", "district", "Tegal Barat"),
]


@cache
def area_frame() -> pd.DataFrame:
    """Return AREAS as the shipped list is, with one former kabupaten."""
    frame = pd.DataFrame(AREAS, columns=["area_code", "parent_code", "level", "area_name"])
    frame = frame.assign(valid_from=pd.Timestamp("2015-01-01"), valid_to=pd.NaT, bps_code=None)
    former = (
        "91.01",
        "91",
        "regency",
        "Kabupaten Merauke",
        pd.Timestamp("2015-01-01"),
        pd.Timestamp("2022-06-30"),
        None,
    )
    return pd.concat([frame, pd.DataFrame([former], columns=frame.columns)], ignore_index=True)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One judged file, in the words tests use."""

    judgement: Judgement
    batch: Batch

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Its judged rows, every field of its contract."""
        none = pd.DataFrame({"submission_no": [], "verdict": []})
        return self._own(self.batch.rows.get(self.judgement.contract.kind, none))

    @cached_property
    def findings(self) -> pd.DataFrame:
        """What was found in it."""
        return self._own(self.batch.findings)

    def _parts(self) -> Iterator[judge.Judged]:
        return (
            each for each in self.batch.judged if each.frame.contract.kind == self.judgement.contract.kind
        )

    def _is_own(self, part: judge.Judged) -> Any:
        return part.frame.portion.submission_nos == self.judgement.submission_no

    def _own(self, of_all: pd.DataFrame) -> pd.DataFrame:
        own = of_all[of_all["submission_no"] == self.judgement.submission_no]
        return own.reset_index(drop=True)

    @property
    def verdicts(self) -> list[str]:
        """The verdict of each received row."""
        return [VERDICTS[position] for part in self._parts() for position in part.verdict[self._is_own(part)]]

    @property
    def codes(self) -> list[tuple[int, str, str]]:
        """Row, code and severity of each finding."""
        every = self.batch.finding_rows
        own = every.filter(pc.equal(every["submission_no"], self.judgement.submission_no))
        return [(each["row_number"], each["code"], each["severity"]) for each in own.to_pylist()]

    @property
    def refusal(self) -> str | None:
        """The refusal code."""
        return self.judgement.reading.refusal.code if self.judgement.reading.refusal else None

    def values(self, field: str) -> list[Any]:
        """The values of one field, days as text, nothing as None."""
        if field in self.judgement.contract.fields:
            every = (part.frame.value(field).filter(pa.array(self._is_own(part))) for part in self._parts())
            return [_plain(value) for own in every for value in own.to_pylist()]
        return [None if pd.isna(value) else value for value in self.rows[field]]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def received(data: bytes, kind: str = "pemda_rentan", number: int = 1, **terms: Any) -> Received:
    """Return a file of Kabupaten Tegal for October 2024, unless told otherwise."""
    standard: dict[str, Any] = {
        "reference_date": date(2024, 10, 1),
        "partner_area_code": "33.28",
        "funding_default": "APBD_KAB",
    }
    return Received(submission_no=number, data=data, roster_kind=kind, **{**standard, **terms})


def judge_files(files: Sequence[Received]) -> list[Judged]:
    """Judge files as one batch and take it apart again."""
    batch = judge.judge(files, LIMITS)
    return [Judged(judgement=judgement, batch=batch) for judgement in batch.judgements]


def judge_file(data: bytes, kind: str = "pemda_rentan", **terms: Any) -> Judged:
    """Judge one file."""
    return judge_files([received(data, kind, **terms)])[0]


def judge_rows(
    header: Sequence[str], *rows: Sequence[Any], kind: str = "pemda_rentan", **terms: Any
) -> Judged:
    """Judge a sheet with this header in row 1 and these rows below it."""
    return judge_sheet([header, *rows], kind, **terms)


def person_rows(**fields: Any) -> Rows:
    """Return a list of one person; fields under their own names, with a right NIK and name unless given."""
    person = {"nik": "3328991208870001", "nama": "SUPARNO", **fields}
    shown = {name.replace("_", " "): value for name, value in person.items()}
    return [list(shown), list(shown.values())]


def person_sheet(**fields: Any) -> bytes:
    """Return a sheet of one person."""
    return sheet(person_rows(**fields))


def judge_person(kind: str = "pemda_rentan", **fields: Any) -> Judged:
    """Judge one person."""
    return judge_sheet(person_rows(**fields), kind)


def judge_sheet(rows: Rows, kind: str = "pemda_rentan", **terms: Any) -> Judged:
    """Judge a sheet given from its first row on.

    One of texts and small whole numbers is what its workbook would be read as; only others become one.
    """
    if not rows or not all(_is_plain(cell) for cells in rows for cell in cells):
        return judge_file(sheet(rows), kind, **terms)
    book = Workbook(sheets=(joined_rows.spread(sheets.made(rows)),), format="xlsx")
    return judge_files([received(b"", kind, reading=_read(book, kind, terms), **terms)])[0]


def _read(book: Workbook, kind: str, terms: dict[str, Any]) -> read.Reading:
    return read.read_workbook(book, rules.contract(kind), terms.get("layout", {}))


def _is_plain(cell: Any) -> bool:
    """Whether a cell is the same whether it was written to a file or not."""
    if isinstance(cell, str):
        return cell.isprintable() and not cell.startswith(("_x", "=", "http", "mailto"))
    return cell is None or (type(cell) is int and abs(cell) < 10**15)
