"""Every figure again from its evidence: what should it be, and is that what is printed?"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from cakupan import code_lists
from cakupan.editions import expression
from cakupan.editions.frozen.evidence import ADDRESS, MEASURES


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One part of a figure that does not follow from its evidence."""

    figure_id: str
    part: str
    expected: str | None
    found: str | None


class Sum(NamedTuple):
    """What the evidence of one figure adds up to."""

    numerator: int = 0
    denominator: int = 0
    excluded: int = 0


def differences(rows: list[dict[str, Any]], sums: pd.DataFrame) -> list[Difference]:
    """Return every part of every figure that differs from its evidence, inputs or peers."""
    totals, causes = _totals(sums), _causes(sums)
    by_id = {row["figure_id"]: row for row in rows}
    wrong: list[Difference] = []
    for row in rows:  # one figure at a time: exact integers and decimals, which columns do not hold
        address = tuple(row[name] for name in ADDRESS)
        if row["class"] == "summed":
            wrong += _summed(row, totals.get(address, Sum()), causes.get(address, {}))
        else:
            wrong += _derived(row, by_id)
        wrong += _reason(row)
    return [*wrong, *_ranks(rows)]


def _totals(sums: pd.DataFrame) -> dict[tuple[Any, ...], Sum]:
    totals = sums.groupby(ADDRESS, dropna=False)[MEASURES].sum()
    values = (Sum(*map(int, measures)) for measures in totals.itertuples(index=False, name=None))
    return dict(zip(totals.index.tolist(), values, strict=True))


def _causes(sums: pd.DataFrame) -> dict[tuple[Any, ...], dict[str, int]]:
    named = sums[sums["cause"].notna() & (sums["excluded"] != 0)]
    result: dict[tuple[Any, ...], dict[str, int]] = {}
    for *address, cause, excluded in named[[*ADDRESS, "cause", "excluded"]].itertuples(
        index=False, name=None
    ):
        result.setdefault(tuple(address), {})[cause] = int(excluded)
    return result


def _summed(row: dict[str, Any], total: Sum, causes: dict[str, int]) -> Iterator[Difference]:
    is_rate = code_lists.flag("units", row["unit"], "is_rate")
    if is_rate:
        denominator = total.denominator or None
        value = (
            expression.ratio_text(total.numerator, total.denominator, row["digits"]) if denominator else None
        )
    else:
        denominator = total.denominator if row["denominator"] is not None else None
        value = str(total.numerator)
    expected: dict[str, Any] = {"numerator": total.numerator, "denominator": denominator, "value": value}
    if row["excluded"] is not None:
        expected |= {"excluded": total.excluded, "excluded_causes": causes}
        expected["lower_bound"] = _lower_bound(row, total) if is_rate else row["lower_bound"]
    found = row | {"excluded_causes": json.loads(row["excluded_causes"] or "{}")}
    for part, value_expected in expected.items():
        if found[part] != value_expected:
            yield Difference(
                figure_id=row["figure_id"],
                part=part,
                expected=_text(value_expected),
                found=_text(found[part]),
            )


def _lower_bound(row: dict[str, Any], total: Sum) -> str | None:
    if total.excluded == 0:
        return None
    return expression.ratio_text(total.numerator, total.denominator + total.excluded, row["digits"])


def _derived(row: dict[str, Any], by_id: Mapping[str, dict[str, Any]]) -> Iterator[Difference]:
    inputs = {name.split(":", 1)[0]: by_id.get(name) for name in row["input_ids"]}
    absent = [name for name in row["input_ids"] if name not in by_id]
    if absent:
        yield Difference(figure_id=row["figure_id"], part="input_ids", expected=absent[0], found=None)
        return

    def operand(code: str, part: str) -> Decimal | None:
        source = inputs.get(code)
        if source is None:
            raise ValueError(f"{row['figure_id']}: {code} is no input")
        return None if source[part] is None else Decimal(str(source[part]))

    result = expression.evaluate(row["expression"], operand)
    expected = None if result is None else expression.rounded(result, row["digits"])
    if row["value"] != expected:
        yield Difference(figure_id=row["figure_id"], part="value", expected=expected, found=row["value"])
    if (
        row["numerator"] is not None
        and expected is not None
        and Decimal(row["numerator"]) != Decimal(expected)
    ):
        yield Difference(
            figure_id=row["figure_id"], part="numerator", expected=expected, found=str(row["numerator"])
        )


def _reason(row: dict[str, Any]) -> Iterator[Difference]:
    """A figure without a value says why it has none."""
    if row["value"] is None and not row["note"]:
        yield Difference(
            figure_id=row["figure_id"], part="note", expected="the reason why it has no value", found=None
        )


def _ranks(rows: list[dict[str, Any]]) -> Iterator[Difference]:
    """Within a peer group a better rank never has a lower value."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        if row["rank"] is not None:
            groups.setdefault((row["indicator_code"], row["peer_group"]), []).append(row)
    for group in groups.values():
        ordered = sorted(group, key=lambda row: (row["rank"], row["figure_id"]))
        for better, worse in pairwise(ordered):
            if Decimal(better["value"]) < Decimal(worse["value"]):
                yield Difference(
                    figure_id=worse["figure_id"],
                    part="rank",
                    expected=f"behind {better['figure_id']} only with a value of at most {better['value']}",
                    found=worse["value"],
                )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
