"""Why a figure moved between two versions: each change split by cause, with nothing left over.

Only the two bundles speak: the evidence rows that one side has and the other has not, and the inputs that
both manifests list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from cakupan.editions import compare, manifest
from cakupan.editions.frozen import engine, evidence
from cakupan.errors import CakupanError

CHANGE = pa.schema(
    [
        ("figure_id", pa.string()),
        ("part", pa.string()),
        ("cause", pa.string()),
        ("previous_value", pa.string()),
        ("value", pa.string()),
        ("change", pa.string()),
    ]
)
NO_CHANGE = evidence.to_frame(CHANGE.empty_table())
PARTS = ("numerator", "denominator")
SIDES = {"previous": -1, "current": 1}
KINDS = ("roster", "register", "reference")
# A row whose own source did not change came or went because of what it is joined with, likeliest first.
JOINED_WITH = {
    "roster": ("register", "roster", "reference"),
    "register": ("register", "reference", "roster"),
    "reference": (),
}
# Rows of the reference lists say what they count; an action falls due by time alone.
UNITS_JOINED_WITH = {"workforce": ("reference",), "obligation": ("roster",), "employer": ("register",)}
UNIT = ["indicator_code", "slicing", "slice_code", "unit_kind", "unit_no"]


@dataclass(frozen=True, kw_only=True)
class News:
    """What the later version knows that the earlier did not."""

    submissions: frozenset[int]
    loads: frozenset[int]
    kinds: frozenset[str]
    otherwise: str

    @classmethod
    def between(cls, before: Mapping[str, Any], after: Mapping[str, Any], *, otherwise: str) -> "News":
        """Compare the inputs of two manifests; `otherwise` is the cause when no input explains a change."""
        submissions = _keys(before["submissions"], "submission_id", "judgement_no") ^ _keys(
            after["submissions"], "submission_id", "judgement_no"
        )
        files = _keys(before["extract_files"], "kind", "load_no") ^ _keys(
            after["extract_files"], "kind", "load_no"
        )
        kinds = {str(kind) for kind, _ in files} | ({"roster"} if submissions else set())
        return cls(
            submissions=frozenset(int(str(submission_id)[1:]) for submission_id, _ in submissions),
            loads=frozenset(int(load_no) for _, load_no in files),
            kinds=frozenset(kinds),
            otherwise=otherwise,
        )


def _keys(rows: Iterable[dict[str, Any]], *names: str) -> set[tuple[Any, ...]]:
    return {tuple(row[name] for name in names) for row in rows}


def between(previous: Path, current: Path, *, inputs: Mapping[str, Any], code_version: str) -> pd.DataFrame:
    """Return how the figures of a bundle, made of these inputs by this code, moved since the version before.

    Raises:
        CakupanError: the evidence of the two bundles does not explain a difference of their figures.
    """
    moved = compare.changed(evidence.read_figures(previous), evidence.read_figures(current))
    stated = manifest.read(previous)
    otherwise = "as_of" if stated["code_version"] == code_version else "definition"
    news = News.between(stated["inputs"], inputs, otherwise=otherwise)
    return attribute(moved, previous, current, news)


def attribute(moved: pd.DataFrame, previous: Path, current: Path, news: News) -> pd.DataFrame:
    """Return the change of every moved figure by part and cause; a part's causes add up to its whole change.

    Raises:
        CakupanError: the evidence of the two bundles does not explain a difference of their figures.
    """
    attributed, is_same_tree = _attributed(previous, current, news)
    rows: list[dict[str, str | None]] = []
    for figure in moved.to_dict("records"):  # a version moves few figures, each with exact integers
        if _either(figure, "class") == "derived":
            rows += _derived(figure)
            continue
        address = tuple(_either(figure, name) for name in evidence.ADDRESS)
        for part in PARTS:
            rows += _summed(figure, part, attributed.get((*address, part), {}), is_same_tree)
    return pd.DataFrame(rows, columns=CHANGE.names).astype("string")


def _either(figure: dict[Any, Any], name: str) -> Any:
    return figure[name] if figure["presence"] != "left_only" else figure[f"{name}_previous"]


def _count(value: Any) -> int:
    return 0 if pd.isna(value) else int(value)


def _summed(
    figure: dict[Any, Any], part: str, by_cause: dict[str, int], is_same_tree: bool
) -> list[dict[str, str | None]]:
    before, after = _count(figure[f"{part}_previous"]), _count(figure[part])
    if before == after:
        return []
    split = dict(by_cause)
    rest = after - before - sum(split.values())
    if rest and is_same_tree:
        raise CakupanError(
            f"{figure['figure_id']}: {part} moved from {before} to {after}, but its evidence explains only "
            f"{after - before - rest}. The figure is not the sum of its evidence; do not publish it."
        )
    split["reference"] = split.get("reference", 0) + rest
    return [
        _row(figure, part, cause, str(before), str(after), str(change))
        for cause, change in sorted(split.items())
        if change
    ]


def _derived(figure: dict[Any, Any]) -> list[dict[str, str | None]]:
    before, after = figure["value_previous"], figure["value"]
    change = Decimal(0 if pd.isna(after) else after) - Decimal(0 if pd.isna(before) else before)
    if not change:
        return []
    previous, value = (None if pd.isna(one) else str(one) for one in (before, after))
    return [_row(figure, "value", "inputs", previous, value, str(change))]


def _row(
    figure: dict[Any, Any], part: str, cause: str, previous: str | None, value: str | None, change: str
) -> dict[str, str | None]:
    return {
        "figure_id": figure["figure_id"],
        "part": part,
        "cause": cause,
        "previous_value": previous,
        "value": value,
        "change": change,
    }


def _attributed(
    previous: Path, current: Path, news: News
) -> tuple[dict[tuple[Any, ...], dict[str, int]], bool]:
    """Return change by (address and part) and cause, and whether both bundles have the same area tree."""
    moved = [pd.DataFrame(columns=[*evidence.EVIDENCE.names, "sign", "why"])]
    with engine.over(previous=previous, current=current) as frozen:
        closures = {
            sign: pd.DataFrame(frozen.rows(f"select area_code, ancestor_code from {schema}.area_closure"))
            for schema, sign in SIDES.items()
        }
        for code in sorted({*frozen.evidence("previous"), *frozen.evidence("current")}):
            rows = _one_sided(frozen, code)
            if len(rows):
                moved.append(rows.assign(why=_why(rows, news)))
    everything = pd.concat(moved, ignore_index=True)
    totals: dict[tuple[Any, ...], dict[str, int]] = {}
    for sign, closure in closures.items():
        summed = _rolled(everything[everything["sign"] == sign], closure)
        for *address, why, numerator, denominator in summed.itertuples(index=False, name=None):
            for part, count in zip(PARTS, (numerator, denominator), strict=True):
                split = totals.setdefault((*address, part), {})
                split[why] = split.get(why, 0) + sign * int(count)
    order = ["area_code", "ancestor_code"]
    trees = [closure.sort_values(order, ignore_index=True) for closure in closures.values()]
    return totals, trees[0].equals(trees[1])


def _rolled(rows: pd.DataFrame, closure: pd.DataFrame) -> pd.DataFrame:
    """Return sums by address and cause; a row that rolls up counts for its area and every area above."""
    raised = rows[rows["rolls_up"].astype(bool)].merge(closure, on="area_code", how="left")
    raised["area_code"] = raised["ancestor_code"].fillna(raised["area_code"])
    both = pd.concat([rows[~rows["rolls_up"].astype(bool)], raised], ignore_index=True)
    keys = [*evidence.ADDRESS, "why"]
    return both.groupby(keys, dropna=False, as_index=False)[list(PARTS)].sum()


def _one_sided(frozen: engine.Frozen, code: str) -> pd.DataFrame:
    """Return the evidence rows that only one bundle has, with sign -1 (went) or 1 (came)."""
    columns = ", ".join(evidence.EVIDENCE.names)
    has = [schema for schema in SIDES if code in frozen.evidence(schema)]
    queries = []
    for schema in has:
        others = [f" except all select {columns} from {one}.evidence__{code}" for one in has if one != schema]
        own = f"select {columns} from {schema}.evidence__{code}{''.join(others)}"
        queries.append(f"select *, {SIDES[schema]} as sign from ({own}) as {schema}_only")
    batches = list(frozen.batches(" union all ".join(queries)))
    return pa.Table.from_batches(batches).to_pandas() if batches else NO_CHANGE.iloc[:0]


def _why(rows: pd.DataFrame, news: News) -> pd.Series:
    """Return the cause of each row that came or went, decided per unit so that a unit's two halves agree."""
    is_roster = rows["source_kind"] == "roster"
    is_fresh = (is_roster & rows["source_no"].isin(news.submissions)) | (
        ~is_roster & rows["source_no"].isin(news.loads)
    )
    order = rows["source_kind"].map({kind: place for place, kind in enumerate(KINDS)}).where(is_fresh)
    first = order.groupby([rows[name] for name in UNIT], dropna=False).transform("min")
    direct = first.map(dict(enumerate(KINDS)))
    by_source = rows["source_kind"].map(_likeliest(JOINED_WITH, news))
    by_unit = rows["unit_kind"].map(_likeliest(UNITS_JOINED_WITH, news))
    return direct.where(first.notna(), by_unit.where(by_unit.notna(), by_source))


def _likeliest(joined_with: Mapping[str, tuple[str, ...]], news: News) -> dict[str, str]:
    """Return the first cause that has news for each kind of row, else time or the definition."""
    return {
        kind: next((cause for cause in likely if cause in news.kinds), news.otherwise)
        for kind, likely in joined_with.items()
    }
