"""Find the header in the first rows of a sheet and settle which column holds which field."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from cakupan.contracts.roster import RosterContract
from cakupan.intake.reading.headers import affixes, content, mistyped, persons, settling, wording
from cakupan.intake.reading.headers.claims import Claim, claims, typed_once
from cakupan.intake.reading.headers.mapping import ColumnReading, HeaderMapping, identified, is_whole
from cakupan.intake.reading.headers.samples import Samples
from cakupan.intake.reading.headers.spelling import (
    IGNORE,
    Vocabulary,
    closest,
    is_heading,
    normalise,
    vocabulary,
)
from cakupan.intake.reading.headers.told import told
from cakupan.workbooks.model import HEAD_ROWS, TEXT, Merge, Sheet

SURE = 2  # fields of a header at least: a single one may be a word of a title
SEARCHED_ROWS = 30  # at once
LAST_SEARCHED_ROW = 1000
FEW_CELLS = 3  # of a row above a header: more of them with a number or date among them are data
MOST_HEADER_ROWS = 3
SUGGESTED_COLUMNS = 100  # comparing a heading with all spellings takes a while; thousands would take minutes
DATA_LIKE = re.compile(r"\d{5,}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}")


@dataclass(frozen=True, kw_only=True)
class _Window:
    """Some rows of a sheet, which of them hold values, and which columns of a row may be headers."""

    first: int
    rows: Sequence[Sequence[str]]
    has_values: Sequence[bool]
    may_name: Sequence[frozenset[int]]
    merges: Sequence[Merge]
    _words: dict[int, bool] = field(default_factory=dict)

    def has_words(self, row: int) -> bool:
        """Whether a row holds words only, looked at where a header may be."""
        if row not in self._words:
            self._words[row] = not self.has_values[row] and _are_words(self.rows[row])
        return self._words[row]


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """One guess where the header is; positions are those of the sheet."""

    top: int
    height: int
    claims: Sequence[Claim]


def find(sheet: Sheet, contract: RosterContract, words: Vocabulary) -> HeaderMapping | None:
    """Return the header that maps most fields, of equals the shortest and uppermost; at least two.

    A header above it that is whole by itself heads a table of its own and goes before it. Below the first
    rows it is looked for as long as there are no data. A table that identifies nobody is only taken where no
    list is found.
    """
    return _search(sheet, contract, words, SURE)[0]


def nearest(
    sheet: Sheet, contract: RosterContract, words: Vocabulary
) -> tuple[HeaderMapping | None, HeaderMapping | None]:
    """Return what `find` does and, where that is nothing, what it would of headers of a single field."""
    several, single = _search(sheet, contract, words, SURE, 1)
    return several, single


def _search(
    sheet: Sheet, contract: RosterContract, words: Vocabulary, *fewest: int
) -> list[HeaderMapping | None]:
    """Return the best header of so many fields at least, for each number; only of the first if it has one."""
    sure: dict[int, HeaderMapping] = {}
    others: dict[int, HeaderMapping] = {}
    for window in _windows(sheet, words):
        asked = fewest[:1] if fewest[0] in others else fewest
        starts = min(SEARCHED_ROWS, LAST_SEARCHED_ROW - window.first, len(window.rows))
        few, best = _best(sheet, window, starts, contract, words, asked)
        if best is None:
            continue
        others.setdefault(few, best)
        if few not in sure and identified(best, contract) >= contract.identifies_at_least:
            sure[few] = _uppermost(sheet, window, best, contract, words)
        if fewest[0] in sure:
            break
    header = {**others, **sure}
    return [None if few != fewest[0] and fewest[0] in header else header.get(few) for few in fewest]


def _windows(sheet: Sheet, words: Vocabulary) -> Iterator[_Window]:
    """Yield the rows in which a header may begin, some at a time, as long as there are no data among them."""
    for first in range(0, max(1, min(sheet.height, LAST_SEARCHED_ROW)), SEARCHED_ROWS):
        window = _window(sheet, first, first + SEARCHED_ROWS + MOST_HEADER_ROWS - 1, words)
        yield window
        if any(map(_is_data, window.rows[:SEARCHED_ROWS])):
            break  # what stands above a header further down would be lost


def _uppermost(
    sheet: Sheet, window: _Window, best: HeaderMapping, contract: RosterContract, words: Vocabulary
) -> HeaderMapping:
    for start in range(best.top - window.first):
        is_more = len(window.may_name[start]) > 1
        above = at(sheet, window.first + start, contract, words) if is_more else None
        if above and above.bottom < best.top and is_whole(above, contract):
            return above
    return best


def _is_data(row: Sequence[str]) -> bool:
    written = [text for text in row if text]
    return len(written) > FEW_CELLS and any(DATA_LIKE.search(text) for text in written)


def at(sheet: Sheet, top: int, contract: RosterContract, words: Vocabulary) -> HeaderMapping | None:
    """Return the header that begins at this row of a sheet, for a second table below the first."""
    window = _window(sheet, top, top + MOST_HEADER_ROWS, words)
    return _best(sheet, window, 1, contract, words, [SURE])[1]


class _Choice:
    """The best candidate so far of those that map at least so many fields."""

    def __init__(self, fewest: int) -> None:
        self.fewest = fewest
        self.candidate: _Candidate | None = None
        self._score = (False, fewest, 0)

    @property
    def least(self) -> int:
        """How many fields a better one has to map."""
        return self._score[1] if self._score[0] else self.fewest

    def takes(self, candidate: _Candidate, score: tuple[bool, int, int]) -> bool:
        """Choose a candidate if it is better than the one before."""
        is_better = score > self._score
        if is_better:
            self.candidate, self._score = candidate, score
        return is_better


def _best(
    sheet: Sheet,
    window: _Window,
    starts: int,
    contract: RosterContract,
    words: Vocabulary,
    fewest: Sequence[int],
) -> tuple[int, HeaderMapping | None]:
    """Return the best header of the first of these numbers of fields for which there is one."""
    choices = [_Choice(few) for few in fewest]
    for height in range(1, MOST_HEADER_ROWS + 1):
        for start in range(min(starts, len(window.rows) - height + 1)):
            named = window.may_name[start : start + height]
            if sum(map(len, named)) < choices[-1].least or not _may_begin(window, start, height):
                continue
            fields = len(frozenset().union(*named))
            open_to = [choice for choice in choices if fields >= choice.least]
            candidate = _candidate(window, start, height, words) if open_to else None
            if candidate:
                score = content.score(candidate.claims, contract)
                open_to = [choice for choice in open_to if choice.takes(candidate, score)]
                choices = choices[: choices.index(open_to[0]) + 1] if open_to else choices
    for choice in choices:
        if choice.candidate:
            whole = _whole(window, choice.candidate, contract, words)
            return choice.fewest, _settled(sheet, window, whole, contract)
    return fewest[0], None


def _window(sheet: Sheet, first: int, last: int, words: Vocabulary) -> _Window:
    height = max(min(last, sheet.height) - first, 0)
    if first + height <= HEAD_ROWS:
        columns = [column[first : first + height] for column in sheet.head]
    else:
        columns = [column.slice(first, height).to_pylist() for column in sheet.columns]
    rows = list(zip(*columns, strict=True)) if columns else []
    has_values = np.zeros(height, dtype=bool)
    for kinds in sheet.kinds:
        has_values |= kinds[first : first + height] > TEXT
    known = {text: words.may_name(text) for text in {text for row in rows for text in row} if text}
    return _Window(
        first=first,
        rows=rows,
        has_values=has_values.tolist(),
        may_name=[frozenset(place for place, text in enumerate(row) if text and known[text]) for row in rows],
        merges=[merge for merge in sheet.merges if first <= merge[0] < last],
    )


def _are_words(row: Sequence[str]) -> bool:
    """A second or third header row holds words, not data: no dates, no numbers, no long digits."""
    written = [text for text in row if text]
    return bool(written) and not any(text.isdigit() or DATA_LIKE.search(text) for text in written)


def _may_begin(window: _Window, start: int, height: int) -> bool:
    """Whether a header of this height may begin here: its first row holds something, the others words."""
    return any(window.rows[start]) and all(map(window.has_words, range(start + 1, start + height)))


def _candidate(window: _Window, start: int, height: int, words: Vocabulary) -> _Candidate | None:
    """Return the header of this place and height."""
    claimed = _claims(window.rows[start : start + height], window.first + start, window, words)
    named = [claim for claim in claimed if claim.field]
    if height > 1 and not any(claim.depth > 0 for claim in named):
        return None  # the lower rows add nothing
    if height > 1 and all(claim.first > 0 for claim in named):
        return None  # nor does the uppermost
    return _Candidate(top=window.first + start, height=height, claims=claimed)


def _claims(rows: Sequence[Sequence[str]], top: int, window: _Window, words: Vocabulary) -> list[Claim]:
    """What header rows claim; a row with numbers or dates in it is data, whose words say nothing."""
    claimed = affixes.claimed if window.has_words(top - window.first) else claims
    return mistyped.read_so(claimed(rows, top, window.merges, words), words.kind)


def _settled(sheet: Sheet, window: _Window, candidate: _Candidate, contract: RosterContract) -> HeaderMapping:
    samples = Samples(sheet, candidate.top + candidate.height)
    decided = settling.decide(samples, candidate.claims, contract)
    known = {claim.field for claim in decided.claims if claim.field}
    columns: dict[str, int] = {}
    readings: list[ColumnReading] = []
    for claim in decided.claims:
        is_mapped = claim.field in contract.fields and claim.basis != "repeated"
        if claim.field and is_mapped and claim.column not in decided.derived:
            columns[claim.field] = claim.column
        readings.append(_reading(claim, contract, known))
    return HeaderMapping(
        top=candidate.top,
        height=candidate.height,
        columns=columns,
        readings=tuple(told(readings, samples, contract)),
        address=decided.address,
        ticks=decided.ticks,
        parts={name: every for name, every in decided.parts.items() if columns.get(name) == every[0]},
        has_second_table=decided.has_second_table,
    )


def _whole(window: _Window, candidate: _Candidate, contract: RosterContract, words: Vocabulary) -> _Candidate:
    """Rows of words under a heading for several columns belong to the header, and who is named above it.

    They do whether or not they name a field.
    """
    start, height = candidate.top - window.first, candidate.height
    while height < MOST_HEADER_ROWS and start + height < len(window.rows):
        if not _goes_on(window, start, height, words):
            break
        height += 1
    whole = _grown(window, candidate, start, height, words)
    if height < MOST_HEADER_ROWS and start > 0 and _names_others(window, start - 1):
        above = _grown(window, whole, start - 1, height + 1, words)
        if content.score(above.claims, contract)[0]:
            return above
    return whole


def _grown(window: _Window, candidate: _Candidate, start: int, height: int, words: Vocabulary) -> _Candidate:
    if (start + window.first, height) == (candidate.top, candidate.height):
        return candidate
    rows = window.rows[start : start + height]
    whole = _claims(rows, window.first + start, window, words)
    return _Candidate(top=window.first + start, height=height, claims=whole)


def _goes_on(window: _Window, start: int, height: int, words: Vocabulary) -> bool:
    """Whether the row below so many header rows is one too."""
    row = window.first + start + height
    own = [merge for merge in window.merges if window.first + start <= merge[0] < row]
    reaches = any(last_row >= row for _, _, last_row, _ in own)
    across = {
        column
        for first_row, first, last_row, last in own
        if last > first and last_row == row - 1
        for column in range(first, last + 1)
    }
    texts = window.rows[start + height]
    filled = {place for place, text in enumerate(texts) if text}
    if not filled or not window.has_words(start + height):
        return False
    return reaches or filled <= across or _are_under_groups(window.rows[start + height - 1], texts, words)


def _are_under_groups(upper: Sequence[str], lower: Sequence[str], words: Vocabulary) -> bool:
    """Whether a row holds nothing but headings below headings that were typed once for several columns."""
    under = {column for left, right in typed_once(upper, lower) for column in range(left, right + 1)}
    filled = [text for text in lower if text]
    known = sum(is_heading(text, words) for text in filled)
    return {place for place, text in enumerate(lower) if text} <= under and 2 * known >= len(filled)


def _names_others(window: _Window, start: int) -> bool:
    """Whether a row above the header names somebody beside the worker for the columns below it."""
    written = [text for text in window.rows[start] if text]
    return (
        window.has_words(start)
        and len(written) <= len([text for text in window.rows[start + 1] if text])
        and any(persons.is_group(normalise(text)) for text in written)
    )


def _reading(claim: Claim, contract: RosterContract, known: set[str]) -> ColumnReading:
    """What becomes of one column; a field that another column has already is no suggestion."""
    reading = ColumnReading(number=claim.column + 1, header=claim.header, field=None, basis=claim.basis)
    if claim.basis == "person":
        return replace(reading, person=claim.person)
    if claim.basis in ("repeated", "joined") and not (claim.basis == "joined" and claim.field):
        return replace(reading, suggestion=claim.field or claim.beneath)
    if claim.field in contract.fields:
        return replace(reading, field=claim.field)
    if claim.field == IGNORE or claim.basis in ("ignored", "layout", "content"):
        return reading
    wide = vocabulary(contract, {}, is_wide=True)
    if wide.find(claim.plain) or wide.find(claim.joined) or wording.is_left_out(claim.plain):
        return replace(reading, basis="ignored")
    suggestion = closest(claim.plain, contract.kind) if claim.column < SUGGESTED_COLUMNS else None
    return replace(reading, basis="unknown", suggestion=None if suggestion in known else suggestion)
