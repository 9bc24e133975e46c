"""Where the header of a sheet is and which of its columns hold which field of the contract."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

import numpy as np

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.workbook import TEXT, Cells, Sheet

SEARCHED_ROWS = 30
MOST_HEADER_ROWS = 3
IGNORE = "-"  # a partner's layout row with this field says: leave this column out
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
SHARE = re.compile(r"\s*\d+(?:[.,]\d+)?\s*%\s*$")
PUNCTUATION = re.compile(r"[.,/\\\-_:;'\"()\[\]*‘’“”–—`´]")
DATA_LIKE = re.compile(r"\d{5,}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}")
NUMBER_HEADERS = ("no", "nomor")


@dataclass(frozen=True, kw_only=True)
class HeaderMapping:
    """Rows and columns are positions from 0. `headers` is what the partner wrote above each mapped column."""

    top: int
    height: int
    columns: Mapping[str, int] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def bottom(self) -> int:
        """The last header row."""
        return self.top + self.height - 1


Basis = Literal["layout", "exact", "words", "content", "repeated", "unknown", "ignored", "added"]


@dataclass(frozen=True, kw_only=True)
class ColumnReading:
    """What one column was taken for: its number from 1, what is written above it, its field and why."""

    number: int
    header: str
    field: str | None
    basis: Basis
    suggestion: str | None = None


def column_readings(mapping: HeaderMapping) -> tuple[ColumnReading, ...]:
    """Return the mapped columns from left to right."""
    return tuple(
        ColumnReading(number=column + 1, header=mapping.headers[name], field=name, basis="exact")
        for name, column in sorted(mapping.columns.items(), key=lambda item: item[1])
    )


@lru_cache(maxsize=20_000)
def normalise(header: str) -> str:
    """Return a header as the alias table writes it: small letters, no brackets, no signs, single spaces."""
    text = unicodedata.normalize("NFKC", header).lower()
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"wajib diisi|harus diisi", " ", text)
    without = SHARE.sub("", BRACKETS.sub(" ", text))
    for candidate in (without, text):
        plain = re.sub(r"\s+", " ", PUNCTUATION.sub(" ", candidate)).strip()
        if plain:
            return plain
    return ""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Header spellings for one contract and partner: the partner's own layout, exact, by sorted words."""

    layout: Mapping[str, str]
    exact: Mapping[str, str]
    by_words: Mapping[str, str]

    def field_of(self, header: str) -> str | None:
        """Return the field one normalised header names, or nothing."""
        if not header:
            return None
        words = " ".join(sorted(header.split()))
        return self.layout.get(header) or self.exact.get(header) or self.by_words.get(words)


def vocabulary(contract: RosterContract, layout: Mapping[str, str], *, is_wide: bool = False) -> Vocabulary:
    """Build the vocabulary; `layout` is header to field as the partner's dated rows state it.

    Only the contract's fields take part, unless `is_wide`: to tell a list without a column from no list.
    """
    exact, by_words = _spellings(contract.kind, is_wide)
    return Vocabulary(
        layout={normalise(header): name for header, name in layout.items()}, exact=exact, by_words=by_words
    )


@cache
def _spellings(kind: str, is_wide: bool) -> tuple[dict[str, str], dict[str, str]]:
    contract = roster.contract(kind)
    exact: dict[str, str] = {}
    for name in roster.aliases() if is_wide else contract.fields:
        exact |= {alias: name for alias in roster.aliases()[name]}
        exact[normalise(name)] = name
    exact |= {alias: name for name, spellings in contract.aliases.items() for alias in spellings}
    owners: dict[str, set[str]] = {}
    for alias, name in exact.items():
        owners.setdefault(" ".join(sorted(alias.split())), set()).add(name)
    return exact, {words: names.pop() for words, names in owners.items() if len(names) == 1}


def find(sheet: Sheet, contract: RosterContract, words: Vocabulary) -> HeaderMapping | None:
    """Return the header that maps most fields, of equals the shortest and uppermost; at least two."""
    best: HeaderMapping | None = None
    filled = (sheet.texts != "").any(axis=1) if sheet.texts.size else np.zeros(0, dtype=bool)
    for height in range(1, MOST_HEADER_ROWS + 1):
        for top in range(min(SEARCHED_ROWS, len(filled) - height + 1)):
            if filled[top] and _may_be_header(sheet, top, height):
                found = _map(sheet, top, height, words)
                if len(found.columns) > (len(best.columns) if best else 1):
                    best = found
    return _with_numbers_by_content(sheet, contract, best) if best else None


def identified(mapping: HeaderMapping, contract: RosterContract) -> int:
    """Return how many of the fields that make a sheet a roster are there."""
    return len(set(mapping.columns) & set(contract.identifies))


def missing_columns(mapping: HeaderMapping, contract: RosterContract) -> list[str]:
    """Return what the contract requires and the sheet has no column for."""
    present = set(mapping.columns)
    if "tempat_tanggal_lahir" in present:
        present.add("tanggal_lahir")
    missing = [name for name in contract.required if name not in present]
    missing += [" / ".join(names) for names in contract.required_one_of if not present & set(names)]
    return missing


def _may_be_header(sheet: Sheet, top: int, height: int) -> bool:
    """A second or third header row holds words, not data: no dates, no numbers, no long digits."""
    for row in range(top + 1, top + height):
        if not (sheet.texts[row] != "").any():
            return False
        if (sheet.kinds_grid[row] > TEXT).any():
            return False
        if any(DATA_LIKE.search(text) or text.isdigit() for text in sheet.texts[row]):
            return False
    return True


def _map(sheet: Sheet, top: int, height: int, words: Vocabulary) -> HeaderMapping:
    rows = _spread_merges(sheet, top, height)
    columns: dict[str, int] = {}
    headers: dict[str, str] = {}
    has_deep_hit = height == 1
    for column in range(sheet.texts.shape[1]):
        stack = [row[column] for row in rows]
        name, depth = _field_of_column(stack, [row[column] for row in sheet.texts[top : top + height]], words)
        if name and name != IGNORE and name not in columns:
            columns[name] = column
            headers[name] = " ".join(dict.fromkeys(text for text in stack if text))
            has_deep_hit |= depth > 0
    if not has_deep_hit:  # the rows below add nothing: the header is shorter than that
        columns, headers = {}, {}
    return HeaderMapping(top=top, height=height, columns=columns, headers=headers)


def _field_of_column(stack: list[str], own: list[str], words: Vocabulary) -> tuple[str | None, int]:
    """Try the cells joined top-down, then each cell from the lowest; one spread from a merge never alone."""
    written = [text for text in dict.fromkeys(stack) if text]
    if len(written) > 1 and (name := words.field_of(normalise(" ".join(written)))):
        return name, len(stack) - 1
    for depth in reversed(range(len(stack))):
        if own[depth] and (name := words.field_of(normalise(own[depth]))):
            is_alone = stack[depth] == own[depth]
            if is_alone:
                return name, depth
    return None, 0


def _spread_merges(sheet: Sheet, top: int, height: int) -> Cells:
    """Copy a text merged across columns into each of them, and mark it so that it cannot match alone."""
    rows = sheet.texts[top : top + height].copy()
    for first_row, first_column, last_row, last_column in sheet.merges:
        if last_column > first_column and top <= first_row < top + height and last_row < top + height:
            text = sheet.texts[first_row, first_column]
            rows[first_row - top, first_column : last_column + 1] = f"{text} " if text else ""
    return rows


def _with_numbers_by_content(sheet: Sheet, contract: RosterContract, mapping: HeaderMapping) -> HeaderMapping:
    """A column headed only "No" or "Nomor" that holds NIK or KPJ is that, when no other column is."""
    columns = dict(mapping.columns)
    headers = dict(mapping.headers)
    column = columns.get("no_urut")
    if column is None or normalise(headers["no_urut"]) not in NUMBER_HEADERS:
        return mapping
    below = [len(re.sub(r"\D", "", text)) for text in sheet.texts[mapping.bottom + 1 :, column] if text]
    usual = int(np.median(below)) if below else 0
    name = {16: "nik", 11: "kpj"}.get(usual)
    if name and name in contract.fields and name not in columns:
        columns[name], headers[name] = columns.pop("no_urut"), headers.pop("no_urut")
    return HeaderMapping(top=mapping.top, height=mapping.height, columns=columns, headers=headers)
