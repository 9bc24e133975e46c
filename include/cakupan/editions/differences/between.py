"""How the figures of a month moved between two of its editions, from nothing but what both keep."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cakupan.editions import expression
from cakupan.editions.differences import causes, change, compare, effects, quoted, ranks, rows, sides
from cakupan.editions.differences.explained import Explanation
from cakupan.editions.differences.news import News, Stated
from cakupan.editions.differences.sides import Pair, Row, Sides
from cakupan.editions.frozen import definitions, engine, evidence, layout
from cakupan.editions.frozen.engine import Frozen
from cakupan.warehouse import statements


def between(before: Path, after: Path, *, stated: tuple[Stated, Stated]) -> pd.DataFrame:
    """Return the change of every part of every figure that moved, by cause and origin, without a rest.

    Raises:
        CakupanError: the evidence of the two editions does not explain a difference of their figures.
        EditionDamaged: an edition cannot be read.
        NoRoom: memory and spill folder do not suffice.
    """
    figures = [evidence.read_figures(bundle) for bundle in (before, after)]
    moved = compare.changed(*figures)
    if moved.empty:
        return change.NO_CHANGE
    with compared(before, after, stated) as comparison:
        return change.frame(list(comparison.changes(figures, list(moved["figure_id"]))))


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two editions side by side in the engine, the rows that differ with their reasons."""

    frozen: Frozen
    news: News
    queries: effects.Queries
    bundles: tuple[Path, Path]

    def changes(self, figures: list[pd.DataFrame], moved: list[str]) -> Iterator[dict[str, object]]:
        """Yield the changes of figures, given those of both editions."""
        both, pairs = self._sides(figures, moved)
        ranking = ranks.Ranking(
            sides=both, before=ranks.groups(both.figures[0]), after=ranks.groups(both.figures[1])
        )
        explanation = Explanation(both, ranking, self.news)
        for pair in pairs:
            yield from explanation.rows(pair)

    def _sides(self, figures: list[pd.DataFrame], moved: list[str]) -> tuple[Sides, list[Pair]]:
        inputs = {name for frame in figures for name in _inputs(frame, moved)}  # also where it is not there
        known = tuple(_by_id(frame, {*moved, *inputs}) for frame in figures)
        pairs = [Pair(before=known[0].get(name), after=known[1].get(name)) for name in moved]
        addresses = [pair.address for pair in pairs if pair.either["class"] != "derived"]
        earlier, later = (definitions.read(bundle) for bundle in self.bundles)
        areas = self.frozen.rows("select distinct ancestor_code from main.moved_levels")
        both = Sides(
            before=earlier,
            after=later,
            effects=effects.read(self.frozen, self.queries, addresses, self.news),
            moved_areas=frozenset(row["ancestor_code"] for row in areas),
            figures=(known[0], known[1]),
            quotes=quoted.read(*self.bundles),
        )
        return both, pairs


@contextmanager
def compared(before: Path, after: Path, stated: tuple[Stated, Stated]) -> Iterator[Comparison]:
    """Open two editions and keep the rows that differ, with the reason of each.

    Raises:
        EditionDamaged: an edition cannot be read.
        NoRoom: memory and spill folder do not suffice.
    """
    differing = _differing_definitions(before, after)
    news = News(
        before=stated[0],
        after=stated[1],
        definitions=tuple(differing),
    )
    with engine.over(before=before, after=after) as frozen:
        rows.keep(frozen, before, after)
        causes.keep(frozen, news)
        query = statements.beside(__file__, "moved_levels")
        frozen.run(f"create or replace table main.moved_levels as {query}")
        queries = effects.ask(frozen, before, after)
        yield Comparison(frozen=frozen, news=news, queries=queries, bundles=(before, after))


def _differing_definitions(before: Path, after: Path) -> list[str]:
    """Return the models, lists and queries that are not the same in both editions."""
    texts: list[dict[str, bytes]] = []
    for bundle in (before, after):
        folder = bundle / layout.SQL
        texts.append(
            {
                path.relative_to(folder).as_posix(): layout.regular(path).read_bytes()
                for path in sorted(folder.rglob("*"))
                if not path.is_dir() and path.suffix not in (".md", ".yml")
            }
        )
    one, other = texts
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _inputs(frame: pd.DataFrame, names: Collection[str]) -> set[str]:
    """Return the figures that those of these which are derived are made of."""
    derived = frame[frame["figure_id"].isin(names) & (frame["class"] == "derived")]
    return {
        f"{code}:{figure_id.partition(':')[2]}"
        for figure_id, text in zip(derived["figure_id"], derived["expression"], strict=True)
        for code in expression.define(str(text)).inputs
    }


def _by_id(frame: pd.DataFrame, names: Collection[str]) -> Mapping[str, Row]:
    """Return these figures, and those that any may be ranked with."""
    wanted = frame[frame["figure_id"].isin(names) | frame["rank"].notna()]
    plain = wanted.astype(object).where(wanted.notna(), None)
    rows_of = plain.to_dict("records")
    return {str(row["figure_id"]): {str(name): value for name, value in row.items()} for row in rows_of}


def addresses_of(before: Path, after: Path, figure_id: str) -> list[effects.Address]:
    """Return where the evidence of a figure stands, or of those it is derived from, on either side."""
    addresses: dict[effects.Address, None] = {}
    for bundle in (before, after):
        frame = evidence.read_figures(bundle)
        known = _by_id(frame, {figure_id, *_inputs(frame, [figure_id])})
        row = known.get(figure_id)
        if row is None:
            continue
        pair = Pair(before=None, after=row)
        names = sides.inputs_of(pair) if row["class"] == "derived" else [figure_id]
        for name in names:
            addresses[Pair(before=None, after=known[name]).address] = None
    return list(addresses)
