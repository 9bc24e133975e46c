"""A small month for tests of editions: evidence, figures and gate tables made by SQL, without dbt.

Kabupaten 33.28 has two villages and a workforce of 10 (PU 6, BPU 4). Every worker is a row of evidence.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from bundle_builders import evidence_row, workforce_row
from cakupan.editions.frozen import evidence
from cakupan.reports.source import LIST_COLUMNS
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
EVIDENCE_DDL = """
create table {} (indicator_code text, slicing text, slice_code text, area_code text, office_code text,
segment_code text, programme_code text, funding_code text, category_code text, roster_kind text,
partner_no bigint,
employer_no bigint, unit_kind text, unit_no bigint, numerator bigint, denominator bigint, excluded bigint,
cause text, rolls_up boolean, source_kind text, source_no bigint, sheet_no bigint, row_number bigint)
"""
FIGURES = """
create table {schema}.figures as
with
rolled as (
    select rows.indicator_code, rows.slicing, rows.slice_code, area_closure.ancestor_code as area_code,
        numerator, denominator, excluded
    from ({evidence}) as rows inner join {schema}.area_closure on rows.area_code = area_closure.area_code
    where rows.rolls_up
    union all
    select indicator_code, slicing, slice_code, area_code, numerator, denominator, excluded
    from ({evidence}) as rows where not rolls_up
),
summed as (
    select indicator_code, slicing, slice_code, area_code, sum(numerator)::bigint as numerator,
        sum(denominator)::bigint as denominator, sum(excluded)::bigint as excluded
    from rolled group by 1, 2, 3, 4
)
select
    indicator_code || ':' || {period} || ':' || area_code
    || case when slicing = 'segment' then ':' || slice_code else '' end as figure_id,
    indicator_code, {period}::text as period, area_code, area_code as area_name,
    case when slicing = 'segment' then slice_code else 'TOTAL' end as segment_code,
    slicing, slice_code, slice_code as slice_name, 'summed' as class, null::text as expression,
    array[]::text[] as input_ids,
    numerator::numeric as numerator,
    case when denominator > 0 then denominator end::numeric as denominator,
    case when denominator > 0 then round(100.0 * numerator / denominator, 2)::text end as value,
    'percent' as unit, 2 as digits,
    'D1'::text as basis, 'Sakernas' as source,
    case when indicator_code = 'roster_coverage' then excluded end as excluded,
    case when indicator_code = 'roster_coverage' and excluded > 0
        then jsonb_build_object('NIK_FORMAT', excluded) else '{{}}'::jsonb end as excluded_causes,
    case when indicator_code = 'roster_coverage' and excluded > 0
        then round(100.0 * numerator / (denominator + excluded), 2)::text end as lower_bound,
    null::integer as rank, null::text as peer_group, null::integer as peer_count, null::text as flag,
    case when denominator = 0 then 'Tidak ada pembagi' end as note
from summed
union all
select 'gap_full:' || {period} || ':' || area_code, 'gap_full', {period}, area_code, area_code,
    'TOTAL', 'total', 'TOTAL', 'TOTAL', 'derived', '100 - ucj_ytd.value',
    array['ucj_ytd:' || {period} || ':' || area_code], null, null,
    (100 - round(100.0 * numerator / nullif(denominator, 0), 2))::text, 'points', 2, 'D1', 'Sakernas', null,
    '{{}}'::jsonb, null, null, null, null, null,
    case when denominator = 0 then 'Pembagi dalam rumusnya nol' end
from summed where indicator_code = 'ucj_ytd' and slicing = 'total'
"""


@dataclass(kw_only=True)
class Month:
    """What the build will find: workers of the register by number, roster rows by submission."""

    workers: dict[int, str] = field(default_factory=lambda: {1: "PU", 2: "PU", 3: "BPU"})
    register_load: int = 1
    roster: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    workforce: dict[str, int] = field(default_factory=lambda: dict(WORKFORCE))


def evidence_rows(month: Month) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each evidence table of a month."""
    ucj = []
    for place, (worker, segment) in enumerate(sorted(month.workers.items())):
        person = {"unit_no": worker, "row_number": worker, "area_code": VILLAGES[place % 2]}
        person |= {"segment_code": segment, "source_no": month.register_load}
        ucj.append(evidence_row(**person))
        ucj.append(evidence_row(**person, slicing="segment", slice_code=segment))
    for code, workers in month.workforce.items():
        slicing = "total" if code == "TOTAL" else "segment"
        for area in ("33.28", "33"):
            ucj.append(
                workforce_row(workers, slicing=slicing, slice_code=code, area_code=area, segment_code=code)
            )
    rosters = []
    for submission, (accepted, active, quarantined) in sorted(month.roster.items()):
        source = {"indicator_code": "roster_coverage", "area_code": VILLAGES[0], "source_kind": "roster"}
        source |= {"source_no": submission, "partner_no": 7, "funding_code": "APBD_KAB"}
        for row in range(1, accepted + quarantined + 1):
            place = {"unit_no": submission * 1000 + row, "row_number": row + 3}
            if row <= accepted:
                rosters.append(evidence_row(**source, **place, numerator=int(row <= active), denominator=1))
            else:
                counts = {
                    "numerator": 0,
                    "excluded": 1,
                    "cause": "NIK_FORMAT",
                    "unit_kind": "quarantined_row",
                }
                rosters.append(evidence_row(**source, **place, **counts))
    return {"evidence__ucj_ytd": ucj, "evidence__roster_coverage": rosters}


def build(connection: psycopg.Connection[Any], schema: str, period: str, month: Month) -> None:
    """Fill a build schema as dbt would: evidence, figures, area tree, gate tables, one fact and one list."""
    name = sql.Identifier(schema)
    connection.execute(sql.SQL("set local search_path to {}").format(name))
    connection.execute(
        "create table area_closure (area_code text, ancestor_code text, ancestor_level text, area_level text)"
    )
    parents = {code: parent for code, parent, _, _ in AREAS}
    levels = {code: level for code, _, level, _ in AREAS}
    for code in parents:
        ancestor: str | None = code
        while ancestor is not None:
            connection.execute(
                "insert into area_closure values (%s, %s, %s, %s)",
                [code, ancestor, levels[ancestor], levels[code]],
            )
            ancestor = parents[ancestor]
    tables = evidence_rows(month)
    for table, rows in tables.items():
        connection.execute(sql.SQL(EVIDENCE_DDL).format(sql.Identifier(table)))
        with connection.cursor().copy(sql.SQL("copy {} from stdin").format(sql.Identifier(table))) as copy:
            for row in rows:
                copy.write_row([row[name] for name in evidence.EVIDENCE.names])
    union = " union all ".join(f"select * from {schema}.{table}" for table in tables)
    connection.execute(FIGURES.format(schema=schema, evidence=union, period=f"'{period}'"))
    _gate_tables(connection, month)
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
    connection.execute(
        "create table fct_worker_months (person_no bigint not null, period text not null, segment_code text)"
    )
    for worker, segment in month.workers.items():
        connection.execute("insert into fct_worker_months values (%s, %s, %s)", [worker, period, segment])
    connection.execute("set local search_path to default")


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
