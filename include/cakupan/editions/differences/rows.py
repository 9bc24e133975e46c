"""The fact rows that only one of two editions has, kept in the engine with a number each.

Their number stands where the row of their file stood, so that the frozen queries carry it into the evidence;
the row itself is kept beside it.
"""

import filecmp
from collections.abc import Mapping
from pathlib import Path

from cakupan.editions.frozen import engine, layout
from cakupan.editions.frozen.engine import Frozen
from cakupan.editions.frozen.shared import shared_rows

BEFORE, AFTER, GONE, COME = "before", "after", "gone", "come"
SIDES = {GONE: (BEFORE, AFTER, -1), COME: (AFTER, BEFORE, 1)}
OF_SOURCE = ("source_kind", "source_no", "sheet_no", "row_number")
OF_UNIT = ("unit_kind", "unit_no")
DECIDED = "decision_load_no"
OF_MATCH = ("matched_by", "match_state", "match_weight", "model_version", DECIDED)
OF_AREA = ("area_code", "work_regency_code", "residence_area_code", "office_code")
OF_LIST = ("partner_id", "roster_kind")
MOVED = """create or replace table main.moved (
    fact text, row_no bigint, sign bigint, unit_kind text, unit_no bigint, source_kind text, source_no bigint,
    sheet_no bigint, row_number bigint, partner_id text, roster_kind text, decision_load_no bigint,
    is_paired boolean, is_same_unit boolean, is_same_match boolean, is_moved_only boolean
)"""


def keep(frozen: Frozen, before: Path, after: Path) -> int:
    """Keep the rows that differ as tables of the schemas gone and come, and listed in `moved`; count them.

    Raises:
        EditionDamaged: a fact cannot be read, or does not say where its rows come from.
        NoRoom: memory and spill folder do not suffice.
    """
    frozen.run(MOVED)
    for schema in SIDES:
        frozen.run(f"create schema {schema}")
    facts = [
        {name: path for name, path in engine.tables_of(bundle).items() if name.startswith(layout.FACT_PREFIX)}
        for bundle in (before, after)
    ]
    kept = 0
    for name in sorted(facts[0].keys() | facts[1].keys()):
        kept += _keep_fact(frozen, name, [one.get(name) for one in facts], kept)
    return kept


def _keep_fact(frozen: Frozen, name: str, paths: list[Path | None], last: int) -> int:
    columns = {
        side: _columns(frozen, side, name) if path else {}
        for side, path in zip((BEFORE, AFTER), paths, strict=True)
    }
    common = [column for column in columns[BEFORE] if column in columns[AFTER]]
    one, other = paths
    is_same = False
    if one is not None and other is not None:
        is_same = filecmp.cmp(one, other, shallow=False)
        if common and not is_same:
            frozen.keep("differing", _differing(one, other, columns, common, shared_rows(one, other)))
    kept = 0
    for (schema, (own, against, _)), path in zip(SIDES.items(), paths, strict=True):
        if is_same or path is None:
            template = own if columns[own] else against
            frozen.run(f"create table {schema}.{name} as select * from {template}.{name} limit 0")
            continue
        condition = f" where file_row_number in (select {own}_no from differing)" if common else ""
        frozen.run(_one_sided(f"{schema}.{name}", path, common, condition, last + kept))
        kept += int(frozen.rows(f"select count(*) as n from {schema}.{name}")[0]["n"])
    if kept:
        _list(frozen, name, columns)
    return kept


def _columns(frozen: Frozen, schema: str, name: str) -> dict[str, str]:
    return {row["column_name"]: row["column_type"] for row in frozen.rows(f"describe {schema}.{name}")}


def _differing(
    before: Path, after: Path, columns: Mapping[str, dict[str, str]], common: list[str], shared: int
) -> str:
    """Return the query for the rows whose columns no row of the other side has together, by their numbers.

    Columns that one side lacks cannot tell rows apart: what reads them is a matter of definition. The first
    `shared` rows are the same on both sides, and no row stands twice in a fact.
    """
    one, other = columns[BEFORE], columns[AFTER]
    whole = _hash(
        [column if one[column] == other[column] else f"cast({column} as varchar)" for column in common]
    )
    earlier, later = (
        f"(select {whole} as mark, file_row_number as {side}_no from {engine.numbered(path)}"
        f" where file_row_number >= {shared}) as {side}"
        for side, path in ((BEFORE, before), (AFTER, after))
    )
    return (
        f"select {BEFORE}_no, {AFTER}_no from {earlier} full join {later} using (mark)"
        f" where {BEFORE}_no is null or {AFTER}_no is null"
    )


def _one_sided(table: str, path: Path, common: list[str], condition: str, last: int) -> str:
    """Return the statement that keeps rows of a file with what tells them from rows of the other side."""
    is_area = [column for column in common if column in OF_AREA]
    is_rest = [column for column in common if column not in {*OF_AREA, *OF_UNIT, *OF_MATCH, *OF_SOURCE}]
    is_unit = [column for column in common if column in OF_UNIT]
    is_match = [column for column in common if column in OF_UNIT + OF_MATCH]
    return (
        f"create table {table} as select * exclude (file_row_number, row_number),"
        f" row_number as kept_row, {last} + row_number() over () as row_number,"
        f" {_hash(OF_SOURCE)} as kept_source, {_hash([*OF_SOURCE, *is_unit])} as kept_unit,"
        f" {_hash([*OF_SOURCE, *is_match])} as kept_match,"
        f" {_hash([*OF_SOURCE, *is_match, *is_area])} as kept_area,"
        f" {_hash([*OF_SOURCE, *is_match, *is_rest])} as kept_rest"
        f" from {engine.numbered(path)}{condition}"
    )


def _hash(columns: list[str] | tuple[str, ...]) -> str:
    return f"hash({', '.join(columns)})"


def _list(frozen: Frozen, name: str, columns: Mapping[str, dict[str, str]]) -> None:
    """List the rows of a fact that differ, and what of each a row of that source has on the other side."""
    for schema, (own, against, sign) in SIDES.items():
        has = columns[own]
        if not has:
            continue
        other = f"{COME if schema == GONE else GONE}.{name}" if columns[against] else f"{schema}.{name}"
        is_there = "true" if columns[against] else "false"
        listed = ", ".join(
            column if column in has else f"cast(null as text) as {column}" for column in OF_LIST
        )
        paired = {
            kept: f"{kept} in (select {kept} from {other}) and {is_there}"
            for kept in ("kept_source", "kept_unit", "kept_match", "kept_area", "kept_rest")
        }
        frozen.run(
            f"insert into main.moved select '{name}', row_number, {sign}, unit_kind, unit_no, source_kind,"
            f" source_no, sheet_no, kept_row, {listed}, {_decided(schema, name, columns)},"
            f" {paired['kept_source']}, {paired['kept_unit']}, {paired['kept_match']},"
            f" not ({paired['kept_area']}) and {paired['kept_rest']} from {schema}.{name}"
        )


def _decided(schema: str, name: str, columns: Mapping[str, dict[str, str]]) -> str:
    """Return what gives the load of the decision that a row of this source has in the later edition."""
    if DECIDED not in columns[AFTER]:
        return "cast(null as bigint)"
    return (
        f"(select max(later.{DECIDED}) from {COME}.{name} as later"
        f" where later.kept_source = {schema}.{name}.kept_source)"
    )
