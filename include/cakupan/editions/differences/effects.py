"""What the rows that differ do to each figure, by cause and origin, as the frozen queries say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from cakupan.editions.differences.change import AREA_MOVE, DEFINITION, Origin
from cakupan.editions.differences.news import News
from cakupan.editions.differences.rows import AFTER, BEFORE, COME, GONE
from cakupan.editions.frozen import layout
from cakupan.editions.frozen.engine import EVIDENCE_COLUMNS, Frozen
from cakupan.editions.frozen.evidence import MEASURES
from cakupan.errors import EditionDamaged
from cakupan.warehouse import statements

Address = tuple[str, str, str, str]
ADDRESSES = pa.schema(
    [(name, pa.string()) for name in ("indicator_code", "slicing", "slice_code", "area_code")]
)
REDEFINED = "redefined"
MEASURED = """select '{side}' as side, indicator_code, slicing, slice_code, area_code, rolls_up,
    case when excluded <> 0 then cause end as exclusion, {origin},
    {measures}
    from ({rows}) as evidence{condition}
    group by indicator_code, slicing, slice_code, area_code, rolls_up, exclusion, {names}"""
SUMS = ", ".join(f"sum({{sign}} * {name}) as {name}" for name in MEASURES)
ROWS = ", ".join(f"{{weight}} * count(*) filter (where {name} <> 0) as {name}_rows" for name in MEASURES)
BY_ROW = "reasons.why, reasons.origin_kind, reasons.origin_no"


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What one origin adds to the counts of a figure, and with how many rows of evidence."""

    origin: Origin
    exclusion: str | None
    numerator: int
    denominator: int
    excluded: int
    possible: int
    unknown: int
    numerator_rows: int
    denominator_rows: int
    excluded_rows: int
    possible_rows: int
    unknown_rows: int

    @property
    def rows(self) -> int:
        """How many rows of evidence it has, each once for each count it is part of."""
        return sum(getattr(self, f"{name}_rows") for name in MEASURES)


@dataclass(frozen=True, kw_only=True)
class Queries:
    """Which indicators have the same query in both editions, another, or one that only one can answer."""

    same: tuple[str, ...]
    redefined: tuple[str, ...]
    unlike: tuple[str, ...]

    @property
    def asked(self) -> tuple[str, ...]:
        """Those whose later query can be asked of the rows that differ."""
        return self.same + self.redefined


@dataclass(kw_only=True)
class Effects:
    """The effects by figure."""

    queries: Queries
    by_address: dict[Address, list[Effect]] = field(default_factory=dict)

    def of(self, address: Address) -> list[Effect]:
        """Return what moved a figure, the causes in their order."""
        return sorted(self.by_address.get(address, ()), key=lambda effect: effect.origin.order)


def ask(frozen: Frozen, before: Path, after: Path) -> Queries:
    """Make the later edition's queries views over the rows that differ, as far as they fit the earlier facts.

    Raises:
        EditionDamaged: a query cannot be run over facts it was frozen with.
    """
    texts = [
        {name: path.read_bytes() for name, path in layout.named(bundle / layout.QUERIES, ".sql")}
        for bundle in (before, after)
    ]
    has = [{name.removeprefix(layout.EVIDENCE_PREFIX): text for name, text in side.items()} for side in texts]
    both = sorted(has[0].keys() & has[1].keys())
    same = _fitting(frozen, after, [code for code in both if has[0][code] == has[1][code]])
    changed = [code for code in both if has[0][code] != has[1][code]]
    if changed:
        _keep_earlier_facts(frozen)
    redefined = _fitting(frozen, after, changed, REDEFINED)
    unlike = sorted({*has[0], *has[1]} - {*same, *redefined})
    query = statements.beside(__file__, "moved_areas")
    frozen.run(f"create or replace table main.moved_areas as {query}")
    frozen.ask(BEFORE, before, sorted(has[0].keys() - {*same}))
    frozen.ask(AFTER, after, sorted(has[1].keys() & {*(both if _has_moved(frozen) else ()), *unlike}))
    return Queries(same=tuple(same), redefined=tuple(redefined), unlike=tuple(unlike))


def _keep_earlier_facts(frozen: Frozen) -> None:
    """Give queries that were defined anew the facts of before, and no row of a fact that was not there."""
    frozen.run(f"create schema {REDEFINED}")
    earlier = _facts(frozen, BEFORE)
    for fact in _facts(frozen, AFTER):
        source = BEFORE if fact in earlier else GONE
        frozen.run(f"create view {REDEFINED}.{fact} as select * from {source}.{fact}")


def _facts(frozen: Frozen, schema: str) -> set[str]:
    named = frozen.rows("select table_name from information_schema.tables where table_schema = ?", [schema])
    return {str(row["table_name"]) for row in named if str(row["table_name"]).startswith(layout.FACT_PREFIX)}


def _fitting(frozen: Frozen, after: Path, codes: list[str], *more: str) -> list[str]:
    """Return those whose later query can be asked of the earlier facts too: all at once, else one by one."""
    try:
        for schema in (GONE, COME, *more):
            frozen.ask(schema, after, codes)
    except EditionDamaged:
        if len(codes) == 1:
            return []
        return [code for code in codes if _fitting(frozen, after, [code], *more)]
    return codes


def _has_moved(frozen: Frozen) -> bool:
    return int(frozen.rows("select count(*) as n from main.moved_areas")[0]["n"]) > 0


def read(frozen: Frozen, queries: Queries, addresses: Iterable[Address], news: News) -> Effects:
    """Return what moved each of these figures.

    Raises:
        EditionDamaged: a frozen query cannot be run over the frozen facts.
        NoRoom: memory and spill folder do not suffice.
    """
    wanted = [dict(zip(ADDRESSES.names, address, strict=True)) for address in addresses]
    frozen.take("main.addresses", pa.Table.from_pylist(wanted, schema=ADDRESSES))
    _keep_measured(frozen, queries)
    effects = Effects(queries=queries)
    for batch in frozen.batches(statements.beside(__file__, "effects")):
        for row in batch.to_pylist():
            address = (row["indicator_code"], row["slicing"], row["slice_code"], row["area_code"])
            origin = Origin(cause=row["why"], source_kind=row["origin_kind"], source_no=int(row["origin_no"]))
            effect = Effect(
                origin=news.settled(origin),
                exclusion=row["exclusion"],
                **{name: int(row[name]) for name in (*MEASURES, *(f"{name}_rows" for name in MEASURES))},
            )
            effects.by_address.setdefault(address, []).append(effect)
    return effects


def _keep_measured(frozen: Frozen, queries: Queries) -> None:
    """Keep signed evidence: of rows that differ, of other definitions over all rows, of areas that moved."""
    parts = [*_of_rows(queries), *_of_definitions(frozen, queries)]
    if _has_moved(frozen):
        parts += _of_areas(queries)
    frozen.run(f"create or replace table main.measured as {' union all '.join(parts)}")


def _of_rows(queries: Queries) -> Iterator[str]:
    joined = " inner join main.reasons on evidence.row_number = reasons.row_no"
    for schema, side, sign in ((GONE, BEFORE, -1), (COME, AFTER, 1)):
        yield _measured(side, _united(queries.asked, schema), sign, BY_ROW, condition=joined)


def _of_definitions(frozen: Frozen, queries: Queries) -> Iterator[str]:
    for code in queries.redefined:
        for schema, sign in ((BEFORE, -1), (REDEFINED, 1)):
            yield _measured(BEFORE, _united([code], schema), sign, _constant(DEFINITION))
    for code in queries.unlike:
        for side, sign in ((BEFORE, -1), (AFTER, 1)):
            if code in frozen.evidence(side):
                yield _measured(side, _united([code], side), sign, _constant(DEFINITION))


def _of_areas(queries: Queries) -> Iterator[str]:
    moved = " where area_code in (select area_code from main.moved_areas)"
    for schema, sign in ((AFTER, 1), (COME, -1)):
        rows = _united(queries.asked, schema)
        yield _measured("both", rows, sign, _constant(AREA_MOVE), condition=moved, weight=sign)


def _constant(origin: Origin) -> str:
    return f"'{origin.cause}' as why, '{origin.source_kind}' as origin_kind, 0 as origin_no"


def _measured(side: str, rows: str, sign: int, origin: str, *, condition: str = "", weight: int = 1) -> str:
    names = "why, origin_kind, origin_no"
    measures = f"{SUMS}, {ROWS}".format(sign=sign, weight=weight)
    return MEASURED.format(
        side=side, rows=rows, origin=origin, condition=condition, measures=measures, names=names
    )


def _united(codes: Sequence[str], schema: str) -> str:
    selects = [f"select * from {schema}.{layout.EVIDENCE_PREFIX}{code}" for code in codes]
    columns = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in EVIDENCE_COLUMNS)
    return " union all ".join([*selects, f"select {columns} where false"])
