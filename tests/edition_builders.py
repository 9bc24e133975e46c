"""A small month for tests of editions: facts, evidence, figures and gate tables made by SQL, without dbt.

Kabupaten 33.28 has two villages and a workforce of 10 (PU 6, BPU 4). Every worker is a row of a fact.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import frozen_builders
import psycopg
import pyarrow as pa
from cakupan import code_lists
from cakupan.editions.frozen import series
from cakupan.reports.source import LIST_COLUMNS
from frozen_builders import SQL_TYPES, query, roster_query, roster_row, ucj_query, worker, workforce
from psycopg import sql

AREAS = [
    ("ID", None, "nation", "Indonesia"),
    ("33", "ID", "province", "Jawa Tengah"),
    ("33.28", "33", "regency", "Kabupaten Tegal"),
    ("33.28.01.2001", "33.28", "village", "Satu"),
    ("33.28.01.2002", "33.28", "village", "Dua"),
]
VILLAGES = ("33.28.01.2001", "33.28.01.2002")
WORKFORCE = {"TOTAL": 10, "PU": 6, "BPU": 4}
NAMES = {"TOTAL": "Total"} | {code: row["name"] for code, row in code_lists.rows("segments").items()}
FIGURES = """
create table figures as
with
rolled as (
    select evidence.*, area_closure.ancestor_code as at_code
    from evidence inner join area_closure
        on evidence.area_code = area_closure.area_code
        and (evidence.rolls_up or evidence.area_code = area_closure.ancestor_code)
    where length(area_closure.ancestor_code) <= 5
),
summed as (
    select indicator_code, slicing, slice_code, at_code as area_code, sum(numerator)::bigint as numerator,
        sum(denominator)::bigint as denominator, sum(excluded)::bigint as excluded
    from rolled group by 1, 2, 3, 4
),
described as (
    select summed.*, area_name, slice_name, indicator_code = 'roster_coverage' as is_of_rosters,
        ':' || %(period)s || ':' || area_code
            || case slicing when 'segment' then ':' || slice_code else '' end as place,
        case when slicing = 'segment' then slice_code else 'TOTAL' end as segment_code,
        case when denominator > 0 then round(100.0 * numerator / denominator, 2) end as share
    from summed inner join int_areas__current using (area_code)
    inner join figure_slices using (slicing, slice_code)
)
select
    indicator_code || place as figure_id, indicator_code, %(period)s::text as period, area_code, area_name,
    segment_code, slicing, slice_code, slice_name, 'summed' as class, null::text as expression,
    array[]::text[] as input_ids, numerator::numeric as numerator,
    case when denominator > 0 then denominator end::numeric as denominator,
    share::text as value, 'percent' as unit, 2 as digits,
    case when not is_of_rosters then 'D1' end as basis,
    case when is_of_rosters then 'roster' else 'register' end as source,
    case when is_of_rosters then excluded end as excluded,
    case when is_of_rosters and excluded > 0 then jsonb_build_object('NIK_FORMAT', excluded) end
        as excluded_causes,
    case when is_of_rosters and excluded > 0
        then round(100.0 * numerator / (denominator + excluded), 2)::text end as lower_bound,
    case when is_of_rosters then 0::bigint end as possible, null::text as upper_bound,
    case when is_of_rosters then 0::bigint end as unknown,
    null::integer as rank, null::text as peer_group, null::integer as peer_count, null::text as flag,
    case when denominator = 0 then %(note)s end as note
from described
union all
select
    'gap_full' || place, 'gap_full', %(period)s, area_code, area_name, segment_code, slicing, slice_code,
    slice_name, 'derived', '100 - ucj_ytd.value', array['ucj_ytd' || place], null, null, (100 - share)::text,
    'points', 2, 'D1', 'register', null, null, null, null, null, null, null, null, null, null, null
from described where indicator_code = 'ucj_ytd' and share is not null
union all
select
    'gap_full_people' || place, 'gap_full_people', %(period)s, area_code, area_name, segment_code, slicing,
    slice_code, slice_name, 'derived', 'ucj_ytd.denominator - ucj_ytd.numerator', array['ucj_ytd' || place],
    null, null, (denominator - numerator)::text,
    'people', 0, 'D1', 'register', null, null, null, null, null, null, null, null, null, null, null
from described where indicator_code = 'ucj_ytd' and denominator > 0
"""
FACTS = {
    "worker_months": frozen_builders.WORKER_MONTHS,
    "denominators": frozen_builders.DENOMINATORS,
    "roster_months": frozen_builders.ROSTER_MONTHS,
    "quarantined_rows": frozen_builders.QUARANTINED_ROWS,
}


@dataclass(kw_only=True)
class Month:
    """What the build will find: workers of the register by number, roster rows by submission."""

    workers: dict[int, str] = field(default_factory=lambda: {1: "PU", 2: "PU", 3: "BPU"})
    register_load: int = 1
    roster: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    workforce: dict[str, int] = field(default_factory=lambda: dict(WORKFORCE))


def facts(month: Month) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each fact of a month."""
    workers = [
        worker(number, segment_code=segment, work_regency_code="33.28", source_no=month.register_load)
        for number, segment in sorted(month.workers.items())
    ]
    stated = [
        workforce(count, area_code=area, segment_code=code, slice_code=code, slicing=slicing)
        for code, count in month.workforce.items()
        for slicing in ("total" if code == "TOTAL" else "segment",)
        for area in ("33.28", "33")
    ]
    listed, left_out = [], []
    for submission, (accepted, active, quarantined) in sorted(month.roster.items()):
        for row in range(1, accepted + quarantined + 1):
            fact = roster_row(submission, row, area_code=VILLAGES[0])
            if row <= accepted:
                listed.append(fact | {"is_active_month_end": row <= active})
            else:
                left_out.append(fact | {"unit_kind": "quarantined_row", "cause": "NIK_FORMAT"})
    rows = (workers, stated, listed, left_out)
    return dict(zip(FACTS, rows, strict=True))


def queries() -> dict[str, str]:
    """Return the evidence of each indicator that is summed; only two have any here."""
    none = query(("fct_denominators", {}, "false"))
    codes = (code for code, row in code_lists.rows("indicators").items() if row["class"] == "summed")
    return dict.fromkeys(codes, none) | {"ucj_ytd": ucj_query(), "roster_coverage": roster_query()}


def build(
    connection: psycopg.Connection[Any], schema: str, period: str, month: Month, results: Path | None
) -> None:
    """Fill a build schema as dbt would: facts, evidence as views, figures, names, gate tables and lists.

    The queries of the evidence lie compiled in the folder of results, where dbt leaves them.
    """
    connection.execute(sql.SQL("set local search_path to {}").format(sql.Identifier(schema)))
    _areas_and_slices(connection)
    for name, rows in facts(month).items():
        _fact(connection, f"fct_{name}", FACTS[name], rows)
    for code, text in queries().items():
        connection.execute(f"create view evidence__{code} as {text}")
        if results is not None:
            compiled = results / "dbt" / "compiled" / "cakupan" / "models" / f"evidence__{code}.sql"
            compiled.parent.mkdir(parents=True, exist_ok=True)
            compiled.write_text(text.replace("from fct_", f'from "some"."{schema}".fct_'), encoding="utf-8")
    united = " union all ".join(f"select * from evidence__{code}" for code in queries())
    connection.execute(f"create view evidence as {united}")
    named = {"period": period, "note": code_lists.rows("notes")["TANPA_PENYEBUT"]["name"]}
    psycopg.ClientCursor(connection).execute(FIGURES, named)
    _fact(connection, series.TABLE, series.SERIES, [])
    _gate_tables(connection, month)
    _lists(connection)
    connection.execute("set local search_path to default")


def _areas_and_slices(connection: psycopg.Connection[Any]) -> None:
    connection.execute(
        "create table area_closure (area_code text, ancestor_code text, ancestor_level text, area_level text)"
    )
    connection.execute("create table int_areas__current (area_code text, area_name text)")
    parents = {code: parent for code, parent, _, _ in AREAS}
    levels = {code: level for code, _, level, _ in AREAS}
    for code, _, _, area_name in AREAS:
        connection.execute("insert into int_areas__current values (%s, %s)", [code, area_name])
        ancestor: str | None = code
        while ancestor is not None:
            connection.execute(
                "insert into area_closure values (%s, %s, %s, %s)",
                [code, ancestor, levels[ancestor], levels[code]],
            )
            ancestor = parents[ancestor]
    connection.execute("create table figure_slices (slicing text, slice_code text, slice_name text)")
    for code, slice_name in NAMES.items():
        slicing = "total" if code == "TOTAL" else "segment"
        connection.execute("insert into figure_slices values (%s, %s, %s)", [slicing, code, slice_name])


def _fact(
    connection: psycopg.Connection[Any], name: str, shape: pa.Schema, rows: list[dict[str, Any]]
) -> None:
    columns = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(field.name), sql.SQL(SQL_TYPES[field.type])) for field in shape
    )
    connection.execute(sql.SQL("create table {} ({})").format(sql.Identifier(name), columns))
    with connection.cursor().copy(sql.SQL("copy {} from stdin").format(sql.Identifier(name))) as copy:
        for row in rows:
            copy.write_row([row[column] for column in shape.names])


def _lists(connection: psycopg.Connection[Any]) -> None:
    connection.execute(
        "create table report__denominators as select '33.28' as area_code, 'Kabupaten Tegal' as area_name,"
        " 'TOTAL' as segment_code, 'D1' as basis, 'Sakernas' as source, null::text as document,"
        " date '2024-01-01' as valid_from"
    )
    for listed in LIST_COLUMNS.keys() - {"denominators"}:
        columns = sql.SQL(", ").join(
            sql.SQL("{} text").format(sql.Identifier(name)) for name in LIST_COLUMNS[listed]
        )
        connection.execute(
            sql.SQL("create table {} ({})").format(sql.Identifier(f"report__{listed}"), columns)
        )


def _gate_tables(connection: psycopg.Connection[Any], month: Month) -> None:
    connection.execute(
        "create table gate__submission_conservation (submission_id text, received bigint, accepted bigint,"
        " quarantined bigint, judged_rows bigint, landed_rows bigint, landed_accepted_rows bigint,"
        " explained_rows bigint, counted_rows bigint, used_rows bigint, classified_rows bigint)"
    )
    connection.execute(
        "create table gate__roster_conservation (roster text, accepted_rows bigint, explained_rows bigint,"
        " is_kind_listed boolean)"
    )
    for submission, (accepted, _, quarantined) in month.roster.items():
        total = accepted + quarantined
        judged = [total, accepted, quarantined, total]
        counts = [*judged, total, accepted, quarantined, total, total + 3, total + 3]
        connection.execute(
            "insert into gate__submission_conservation values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [f"S{submission:06}", *counts],
        )
        connection.execute(
            "insert into gate__roster_conservation values ('pemda-33.28 pemda_rentan', %s, %s, true)",
            [accepted, accepted],
        )
    connection.execute(
        "create table gate__member_conservation (segment text, persons bigint, counted_persons bigint,"
        " is_segment_listed boolean)"
    )
    connection.execute(
        "insert into gate__member_conservation values ('TOTAL', %s, %s, true)",
        [len(month.workers), len(month.workers)],
    )
    connection.execute("create table gate__lost_rows (loss text, lost_rows bigint, is_stopping boolean)")
    connection.execute(
        "create table gate__figures as select figure_id, numerator::double precision as counted,"
        " case when unit = 'percent' then value::double precision end as coverage,"
        " case when unit = 'percent' and length(area_code) <= 5 then value::double precision end"
        " as regional_coverage, unit <> 'percent' or denominator is not null as has_rate,"
        " class = 'summed' or value is not null as has_result from figures"
    )
    connection.execute(
        "create table gate__segment_totals (indicator_code text, area_code text, total_numerator bigint,"
        " segment_sum bigint, segment_max bigint)"
    )
    segments = [sum(segment == code for segment in month.workers.values()) for code in ("PU", "BPU")]
    connection.execute(
        "insert into gate__segment_totals values ('ucj_ytd', '33.28', %s, %s, %s)",
        [len(month.workers), sum(segments), max(segments)],
    )
    connection.execute(
        "create table gate__flows (flow text, expected_members bigint, closing_members bigint,"
        " covered_members bigint)"
    )
    connection.execute(
        "insert into gate__flows values ('33.28 TOTAL', %(all)s, %(all)s, %(all)s)",
        {"all": len(month.workers)},
    )
    connection.execute("create table gate__previous (figure_id text, change_rate double precision)")


def record_load(
    connection: psycopg.Connection[Any], kind: str, at: datetime, table: str | None = None
) -> int:
    """Insert a load recorded at an instant of our choice, with one file when it is an extract."""
    row = connection.execute(
        "insert into control.load (kind, recorded_at, code_version)"
        " values (%s, %s, 'test') returning load_no",
        [kind, at],
    ).fetchone()
    assert row is not None
    if table is not None:
        connection.execute(
            "insert into control.load_file values (%s, 1, %s, %s, repeat('a', 64), 'full', 10, 10, 0)",
            [row[0], table, f"{table}.csv"],
        )
    return int(row[0])


def record_workforce(connection: psycopg.Connection[Any], load_no: int) -> None:
    """Give 33.28 a workforce, so that a month has something to divide by."""
    connection.execute(
        "insert into reference.workforce (load_no, file_no, row_number, row_hash, basis, area_code,"
        " segment_code, workers, valid_from, source)"
        " values (%s, 1, 1, 'x', 'D1', '33.28', 'TOTAL', 10, '2024-01-01', 'Sakernas')",
        [load_no],
    )


def bytes_of(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder, by its place."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
