"""The figures that an edition must have: all of them, with every column, from its facts and definitions."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cakupan.editions import expression
from cakupan.editions.frozen import series
from cakupan.editions.frozen.definitions import (
    ABOVE_100,
    NO_DENOMINATOR,
    NO_TOTAL,
    ZERO_DIVISOR,
    Definitions,
)
from cakupan.editions.frozen.series import Point, Points

Address = tuple[str, str, str, str]
FINEST = 10**40  # shares of counts below 10**20 that differ do so before this digit


@dataclass(slots=True, kw_only=True)
class Figure:
    """What a figure should be; the fields are the columns of figures in their order."""

    figure_id: str
    indicator_code: str
    period: str
    area_code: str
    area_name: str | None
    segment_code: str
    slicing: str
    slice_code: str
    slice_name: str
    klass: str | None
    expression: str | None = None
    input_ids: list[str] = field(default_factory=list)
    numerator: int | None = None
    denominator: int | None = None
    value: str | None = None
    unit: str | None
    digits: int
    basis: str | None
    source: str | None
    excluded: int | None = None
    excluded_causes: str | None = None
    lower_bound: str | None = None
    possible: int | None = None
    upper_bound: str | None = None
    unknown: int | None = None
    rank: int | None = None
    peer_group: str | None = None
    peer_count: int | None = None
    flag: str | None = None
    note: str | None = None


@dataclass(slots=True, kw_only=True)
class Sum:
    """What the evidence of one figure adds up to, and the excluded by cause."""

    numerator: int = 0
    denominator: int = 0
    excluded: int = 0
    possible: int = 0
    unknown: int = 0
    causes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the figures of an edition stand on beside sums: definitions, names and where an area lies.

    `slices` has the names by slicing and code, `above` the area of a level in which an area lies, `points`
    what figures were in the months before, by figure and month.
    """

    period: str
    definitions: Definitions
    areas: Mapping[str, str]
    slices: Mapping[tuple[str, str], str]
    above: Mapping[tuple[str, str], str]
    points: Points = field(default_factory=dict)


def add(totals: dict[Address, Sum], code: str, rolled: Iterable[Mapping[str, Any]]) -> None:
    """Add the sums of an indicator's evidence by slicing, slice, area and cause."""
    for row in rolled:  # one row per figure and cause
        address = (code, row["slicing"], row["slice_code"], row["area_code"])
        total = totals.setdefault(address, Sum())
        total.numerator += row["numerator"]
        total.denominator += row["denominator"]
        total.excluded += row["excluded"]
        total.possible += row["possible"]
        total.unknown += row["unknown"]
        if row["cause"] is not None:
            total.causes[row["cause"]] = total.causes.get(row["cause"], 0) + row["excluded"]


def summed(sums: Mapping[Address, Sum], terms: Terms) -> Iterator[Figure]:
    """Yield every figure that is a sum of evidence."""
    segmented = {
        (indicator, area)
        for (indicator, slicing, _, area), total in sums.items()
        if slicing == "segment" and total.denominator > 0
    }
    ranks = _ranks(sums, terms)
    for address, total in sums.items():
        indicator, slicing, _, area = address
        figure = _blank(address, terms)
        figure.rank, figure.peer_group, figure.peer_count = ranks.get(address, (None, None, None))
        if terms.definitions.is_rate(indicator):
            has_only_segments = slicing == "total" and (indicator, area) in segmented
            _fill_rate(figure, total, terms.definitions, has_only_segments)
        else:
            figure.numerator, figure.value = total.numerator, str(total.numerator)
        if terms.definitions.flag(indicator, "prints_excluded"):
            figure.excluded, figure.excluded_causes = total.excluded, _as_jsonb(total.causes)
        if terms.definitions.flag(indicator, "prints_matches"):
            _fill_matches(figure, total, terms.definitions)
        yield figure


def _fill_rate(figure: Figure, total: Sum, definitions: Definitions, has_only_segments: bool) -> None:
    """A share of a denominator: its value, what it is at least, and why it has none or is above 100."""
    code, digits = figure.indicator_code, figure.digits
    figure.numerator = total.numerator
    if total.denominator > 0:
        figure.denominator = total.denominator
        figure.value = expression.ratio_text(total.numerator, total.denominator, digits)
    if total.denominator == 0:
        figure.note = definitions.note(NO_TOTAL if has_only_segments else NO_DENOMINATOR)
    elif 0 < total.denominator < total.numerator:
        figure.note = definitions.indicators[code]["cause_above_100"]
        figure.flag = None if figure.note is None else definitions.note(ABOVE_100)
    at_most = total.denominator + total.excluded
    if definitions.flag(code, "prints_excluded") and total.excluded > 0 and at_most > 0:
        figure.lower_bound = expression.ratio_text(total.numerator, at_most, digits)


def _fill_matches(figure: Figure, total: Sum, definitions: Definitions) -> None:
    """What possible matches would add, the value with them, and how many nobody recognised."""
    figure.possible, figure.unknown = total.possible, total.unknown
    at_most = total.numerator + total.possible
    if total.possible <= 0:
        return
    if not definitions.is_rate(figure.indicator_code):
        figure.upper_bound = str(at_most)
    elif total.denominator > 0:
        figure.upper_bound = expression.ratio_text(at_most, total.denominator, figure.digits)


def _ranks(sums: Mapping[Address, Sum], terms: Terms) -> dict[Address, tuple[int, str, int]]:
    """Return rank, group and its size of every figure that is ranked; the same value has the same rank."""
    groups: dict[tuple[str, str, str, str], list[tuple[int, Address]]] = {}
    for address, total in sums.items():
        indicator, slicing, slice_code, area = address
        stated = terms.definitions.indicators[indicator]
        level, lowest = stated["peer_level"], str(stated["lowest_level"])
        is_peer = terms.above.get((area, lowest)) == area
        group = terms.above.get((area, level)) if level and is_peer else None
        if group and total.denominator >= max(1, terms.definitions.minimum_village_workforce):
            share = total.numerator * FINEST // total.denominator
            groups.setdefault((indicator, slicing, slice_code, group), []).append((share, address))
    ranks: dict[Address, tuple[int, str, int]] = {}
    for (*_, group), members in groups.items():
        members.sort(reverse=True)
        rank, last = 0, None
        for place, (share, address) in enumerate(members, start=1):
            rank, last = (rank, last) if share == last else (place, share)
            ranks[address] = (rank, group, len(members))
    return ranks


def derived(known: Mapping[Address, Figure], terms: Terms) -> Iterator[Figure]:
    """Yield every figure that is an expression over others: wherever all its inputs have a value."""
    places: dict[str, list[tuple[str, str, str]]] = {}
    for (indicator, slicing, slice_code, area), figure in known.items():
        if figure.value is not None:
            places.setdefault(indicator, []).append((slicing, slice_code, area))
    for code in terms.definitions.derived:
        row = terms.definitions.indicators[code]
        definition = expression.define(str(row["expression"]))
        for slicing, slice_code, area in places.get(definition.inputs[0], []):
            if slicing not in str(row["slicings"]).split("+"):
                continue
            inputs = [known.get((name, slicing, slice_code, area)) for name in definition.inputs]
            operands = _operands(definition, inputs, terms)
            if operands is not None:
                yield _evaluated((code, slicing, slice_code, area), inputs, operands, terms)


def _operands(
    definition: expression.Definition, inputs: Sequence[Figure | None], terms: Terms
) -> dict[str, Decimal] | None:
    """Return the numbers that an expression is computed of; None where it lacks one."""
    figures = {figure.indicator_code: figure for figure in inputs if figure is not None and figure.value}
    numbers: dict[str, Decimal] = {}
    for operand in definition.operands:
        code, _, part = operand.rpartition(".")
        number = _number(figures[code], part, terms) if code in figures else None
        if number is None:
            return None
        numbers[operand] = Decimal(number)
    return numbers


def _number(figure: Figure, part: str, terms: Terms) -> int | str | None:
    if expression.month_of(part, terms.period) is None:
        number: int | str | None = getattr(figure, part)
        return number
    point = _quoted(figure, part, terms)
    return None if point is None else str(point["value"])


def _quoted(figure: Figure, part: str, terms: Terms) -> Point | None:
    """Return the point of its series that an operand is; none where it is of the period itself."""
    return terms.points.get((figure.figure_id, str(expression.month_of(part, terms.period))))


def _evaluated(
    address: Address, inputs: Sequence[Figure | None], operands: Mapping[str, Decimal], terms: Terms
) -> Figure:
    figure = _blank(address, terms)
    figure.expression = terms.definitions.indicators[figure.indicator_code]["expression"]
    figure.input_ids = [one.figure_id for one in inputs if one is not None]
    for operand in operands:
        code, _, part = operand.rpartition(".")
        point = next(
            (_quoted(one, part, terms) for one in inputs if one and one.indicator_code == code), None
        )
        if point is not None and point["whence"] != series.EDITION:
            figure.source = point["whence"]
    result = expression.evaluate(str(figure.expression), lambda code, part: operands[f"{code}.{part}"])
    if result is None:
        figure.note = terms.definitions.note(ZERO_DIVISOR)
    else:
        figure.value = expression.rounded(result, figure.digits)
    return figure


def _blank(address: Address, terms: Terms) -> Figure:
    """Return a figure with what it is called and how it is printed, and nothing counted."""
    indicator, slicing, slice_code, area = address
    row = terms.definitions.indicators[indicator]
    named = {"total": "", "segment": f":{slice_code}"}.get(slicing, f":{slicing}={slice_code}")
    return Figure(
        figure_id=f"{indicator}:{terms.period}:{area}{named}",
        indicator_code=indicator,
        period=terms.period,
        area_code=area,
        area_name=terms.areas.get(area),
        segment_code=slice_code if slicing == "segment" else "TOTAL",
        slicing=slicing,
        slice_code=slice_code,
        slice_name=terms.slices.get((slicing, slice_code), slice_code),
        klass=row["class"],
        unit=row["unit"],
        digits=terms.definitions.digits(indicator),
        basis=row["basis"],
        source=row["source"],
    )


def _as_jsonb(causes: Mapping[str, int]) -> str | None:
    """Write counts by cause as the warehouse does: shorter names first, then by byte."""
    if not causes:
        return None
    ordered = sorted(causes, key=lambda cause: (len(cause.encode()), cause.encode()))
    counted = ", ".join(f"{json.dumps(cause, ensure_ascii=False)}: {causes[cause]}" for cause in ordered)
    return f"{{{counted}}}"
