"""What a report is made of: the frozen figures of one edition, its lists, and the facts of its cover."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

from cakupan.errors import EditionIncomplete
from cakupan.quality.verdict import Notice
from cakupan.reports import catalogue
from cakupan.reports.series import SERIES_COLUMNS, Quoted, quoted

NATION = "ID"
TEXTS = (
    "figure_id",
    "indicator_code",
    "area_code",
    "area_name",
    "segment_code",
    "slicing",
    "slice_code",
    "slice_name",
    "unit",
    "source",
)
OPTIONAL_TEXTS = ("expression", "value", "basis", "lower_bound", "upper_bound", "peer_group", "flag", "note")
OPTIONAL_COUNTS = ("numerator", "denominator", "excluded", "possible", "unknown", "rank", "peer_count")
FIGURE_COLUMNS = (*TEXTS, *OPTIONAL_TEXTS, *OPTIONAL_COUNTS, "class", "input_ids", "excluded_causes")
CHANGE_COLUMNS = (
    "figure_id",
    "part",
    "cause",
    "source_kind",
    "source_id",
    "source_name",
    "previous_value",
    "value",
    "change",
)
LIST_COLUMNS = {
    "agreement_actions": ("action_id", "action", "responsible", "due_on", "done_on", "status"),
    "denominators": (
        "area_code",
        "area_name",
        "segment_code",
        "basis",
        "source",
        "document",
        "valid_from",
    ),
    "funding_overlaps": (
        "person_no",
        "area_code",
        "area_name",
        "funding_names",
        "partner_names",
        "rupiah",
        "has_rate",
    ),
    "obligations": ("partner_id", "partner_name", "roster_kind", "area_code", "due_on", "is_received"),
    "submissions": (
        "submission_id",
        "partner_id",
        "partner_name",
        "roster_kind",
        "period",
        "received_on",
        "outcome",
        "refusal_code",
    ),
    "villages": ("area_code", "district_name", "regency_code", "regency_name"),
}


@dataclass(frozen=True, kw_only=True)
class EditionFacts:
    """What the cover says. `version` is None while it is not published."""

    period: str
    version: int | None
    as_of: dt.datetime
    code_version: str
    is_demo_clock: bool
    reason: str | None = None
    supersedes_version: int | None = None
    warnings: tuple[Notice, ...] = ()

    @property
    def name(self) -> str:
        """How people call it."""
        return f"{self.period}/v{self.version}" if self.version else f"{self.period}, not yet published"


UNSTATED = EditionFacts(
    period="0001-01",
    version=None,
    as_of=dt.datetime.min.replace(tzinfo=dt.UTC),
    code_version="",
    is_demo_clock=False,
)


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One frozen figure."""

    figure_id: str
    indicator_code: str
    area_code: str
    area_name: str
    segment_code: str
    slicing: str
    slice_code: str
    slice_name: str
    klass: str
    expression: str | None
    input_ids: tuple[str, ...]
    numerator: int | None
    denominator: int | None
    value: str | None
    unit: str
    basis: str | None
    source: str
    excluded: int | None
    excluded_causes: Mapping[str, int]
    lower_bound: str | None
    possible: int | None
    upper_bound: str | None
    unknown: int | None
    rank: int | None
    peer_group: str | None
    peer_count: int | None
    flag: str | None
    note: str | None

    @property
    def amount(self) -> Decimal | None:
        """The value as a number, for ordering and for the length of a bar."""
        return None if self.value is None else Decimal(self.value)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    names = [str(name) for name in frame.columns]
    columns = (_values(column) for _, column in frame.items())
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _values(column: pd.Series) -> list[Any]:
    return column.astype(object).where(column.notna(), None).tolist()


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _integer(value: Any) -> int | None:
    return None if value is None else int(value)


def _causes(value: Any) -> Mapping[str, int]:
    if value is None:
        return {}
    counts = json.loads(value) if isinstance(value, str) else dict(value)
    return {str(cause): int(counts[cause]) for cause in sorted(counts)}


def _ids(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value))


READ: Mapping[str, Callable[[Any], object]] = {
    **dict.fromkeys(TEXTS, str),
    **dict.fromkeys(OPTIONAL_TEXTS, _text),
    **dict.fromkeys(OPTIONAL_COUNTS, _integer),
    "class": str,
    "input_ids": _ids,
    "excluded_causes": _causes,
}


def _rows(figures: pd.DataFrame) -> Iterator[FigureRow]:
    """Yield the figures of a frame, which is read column by column."""
    names = ["klass" if name == "class" else name for name in READ]
    columns = (map(read, _values(figures[name])) for name, read in READ.items())
    for values in zip(*columns, strict=True):
        yield FigureRow(**dict(zip(names, values, strict=True)))


def _order(row: FigureRow) -> tuple[str, bool, str, str, int, str]:
    place = catalogue.position(row.slicing, row.slice_code)
    return row.indicator_code, row.area_code != NATION, row.area_code, row.slicing, place, row.slice_code


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """How one part of a figure moved against the version before, by one cause and source."""

    figure_id: str
    part: str
    cause: str
    source_kind: str
    source_id: str
    source_name: str | None
    previous: str | None
    current: str | None
    change: str | None

    @property
    def place(self) -> str:
        """Where its numbers stand among those of the figure."""
        return f"{self.part}.{self.cause}.{self.source_kind}.{self.source_id}"


@dataclass(frozen=True, kw_only=True)
class ReportSource:
    """The frozen figures and lists of one edition; pages and renderers read nothing else.

    Raises:
        EditionIncomplete: a table lacks a column that is printed.
    """

    figures: pd.DataFrame
    edition: EditionFacts
    lists: dict[str, pd.DataFrame] = field(default_factory=dict)
    changes: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(CHANGE_COLUMNS)))
    points: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(SERIES_COLUMNS)))

    def __post_init__(self) -> None:
        """Refuse tables that lack what the report prints."""
        self._require("figures", self.figures, FIGURE_COLUMNS)
        self._require("changes", self.changes, CHANGE_COLUMNS)
        self._require("series", self.points, SERIES_COLUMNS)
        for name, frame in self.lists.items():
            self._require(name, frame, LIST_COLUMNS.get(name, ()))

    def _require(self, name: str, frame: pd.DataFrame, columns: tuple[str, ...]) -> None:
        absent = [column for column in columns if column not in frame.columns]
        if absent:
            raise EditionIncomplete(
                f"Edition {self.edition.name}: its table {name} has no column {', '.join(absent)}, so it"
                " cannot be printed. Other code froze it: close the month again."
            )

    def stated(self, edition: EditionFacts, lists: dict[str, pd.DataFrame]) -> "ReportSource":
        """Return the same figures and changes, which are not read again, with a cover and lists.

        Raises:
            EditionIncomplete: a list lacks a column that is printed.
        """
        other = replace(self, edition=edition, lists=lists)
        other.__dict__.update(rows=self.rows, change_rows=self.change_rows)
        return other

    @cached_property
    def rows(self) -> dict[str, FigureRow]:
        """Every figure by its id: by indicator, the nation first, slices in the order of their list."""
        return {row.figure_id: row for row in sorted(_rows(self.figures), key=_order)}

    @cached_property
    def change_rows(self) -> dict[tuple[str, str], ChangeRow]:
        """The changes against the version before, by figure and place, in that order."""
        rows = (
            ChangeRow(
                **{name: str(record[name]) for name in ("figure_id", "part", "cause")},
                source_kind=str(record["source_kind"]),
                source_id=str(record["source_id"]),
                source_name=_text(record["source_name"]),
                previous=_text(record["previous_value"]),
                current=_text(record["value"]),
                change=_text(record["change"]),
            )
            for record in _records(self.changes)
        )
        changes = {(row.figure_id, row.place): row for row in rows}
        return dict(sorted(changes.items()))

    @cached_property
    def _points(self) -> Mapping[str, Any]:
        """Where the points of each figure stand."""
        return {str(name): place for name, place in self.points.groupby("figure_id").indices.items()}

    def series(self, figure_id: str) -> tuple[Quoted, ...]:
        """Return what a figure was in the months before and is now, oldest first; nothing without a past.

        A month that nobody published is left out, and this one where the figure has no value.
        """
        if figure_id not in self._points:
            return ()
        before = sorted(
            map(quoted, _records(self.points.iloc[self._points[figure_id]])), key=lambda one: one.period
        )
        return (*before, *self._own(figure_id))

    def _own(self, figure_id: str) -> Iterator[Quoted]:
        row = self.rows.get(figure_id)
        if row is not None and row.value is not None:
            yield Quoted(
                figure_id=figure_id,
                period=figure_id.split(":")[1],
                whence="own",
                value=row.value,
                numerator=row.numerator,
                denominator=row.denominator,
                note=row.note,
            )

    @cached_property
    def _grouped(self) -> dict[tuple[str, str, str | None], list[FigureRow]]:
        """The figures by indicator, slicing and area; of all areas where that is None."""
        grouped: dict[tuple[str, str, str | None], list[FigureRow]] = {}
        for row in self.rows.values():
            for area in (None, row.area_code):
                grouped.setdefault((row.indicator_code, row.slicing, area), []).append(row)
        return grouped

    def select(self, indicator: str, slicing: str = "total", area: str | None = None) -> list[FigureRow]:
        """Return the figures of one indicator and slicing, of all areas or of one, in order."""
        return list(self._grouped.get((indicator, slicing, area), ()))

    def total(self, indicator: str, area: str) -> FigureRow | None:
        """Return the total of one indicator in one area."""
        return next(iter(self.select(indicator, "total", area)), None)

    def figure_id(self, indicator: str, area: str, *parts: str) -> str:
        """Spell a figure id of this period, whether or not such a figure exists."""
        return ":".join((indicator, self.edition.period, area, *parts))

    def records(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of one list of the report.

        Raises:
            EditionIncomplete: the edition has no such list.
        """
        if name not in self.lists:
            raise EditionIncomplete(
                f"Edition {self.edition.name} has no list {name}, so it cannot be printed."
                " Other code froze it: close the month again."
            )
        return _records(self.lists[name])
