"""Small frozen bundles without a server: facts, dimensions and the queries that make evidence of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from cakupan.editions.frozen import evidence, layout
from cakupan.warehouse import parquet

SQL_TYPES = {pa.string(): "text", pa.int64(): "bigint", pa.bool_(): "boolean"}
SOURCE = [
    ("unit_kind", pa.string()),
    ("unit_no", pa.int64()),
    ("source_kind", pa.string()),
    ("source_no", pa.int64()),
    ("sheet_no", pa.int64()),
    ("row_number", pa.int64()),
]
WORKER_MONTHS = pa.schema(
    [
        ("segment_code", pa.string()),
        ("work_regency_code", pa.string()),
        ("is_counted_year", pa.bool_()),
        *SOURCE,
    ]
)
DENOMINATORS = pa.schema(
    [
        ("slicing", pa.string()),
        ("slice_code", pa.string()),
        ("segment_code", pa.string()),
        ("area_code", pa.string()),
        ("workers", pa.int64()),
        *SOURCE,
    ]
)
ROSTER_MONTHS = pa.schema([("area_code", pa.string()), ("is_active_month_end", pa.bool_()), *SOURCE])
QUARANTINED_ROWS = pa.schema([("area_code", pa.string()), ("cause", pa.string()), *SOURCE])
FACTS = {"worker_months": WORKER_MONTHS, "denominators": DENOMINATORS}


def query(*branches: tuple[str, Mapping[str, str], str]) -> str:
    """Return SQL of evidence: each branch is a fact, the columns that are not null, and which rows count."""
    return "\nunion all\n".join(_branch(fact, columns, condition) for fact, columns, condition in branches)


def _branch(fact: str, columns: Mapping[str, str], condition: str) -> str:
    own = {name: name for name, _ in SOURCE}
    otherwise = dict.fromkeys(evidence.MEASURES, "0") | {"rolls_up": "true"}
    given = own | otherwise | dict(columns)
    selected = ",\n    ".join(
        f"cast({given.get(field.name, 'null')} as {SQL_TYPES[field.type]}) as {field.name}"
        for field in evidence.EVIDENCE
    )
    return f"select\n    {selected}\nfrom {fact}\nwhere {condition}"


def ucj_query() -> str:
    """Return the evidence of the coverage: workers in total and by segment, and the workforces stated."""
    named = {"indicator_code": "'ucj_ytd'"}
    worker = named | {"area_code": "work_regency_code", "segment_code": "segment_code", "numerator": "1"}
    return query(
        (
            "fct_worker_months",
            worker | {"slicing": "'total'", "slice_code": "'TOTAL'"},
            "is_counted_year",
        ),
        ("fct_worker_months", worker | {"slicing": "'segment'", "slice_code": "segment_code"}, "true"),
        (
            "fct_denominators",
            named
            | {"slicing": "slicing", "slice_code": "slice_code", "area_code": "area_code"}
            | {"segment_code": "segment_code", "denominator": "workers", "rolls_up": "false"},
            "true",
        ),
    )


def roster_query() -> str:
    """Return the evidence of the coverage of rosters: people on lists, and the rows that were excluded."""
    named = {"indicator_code": "'roster_coverage'", "slicing": "'total'", "slice_code": "'TOTAL'"}
    named |= {"area_code": "area_code"}
    active = {"numerator": "case when is_active_month_end then 1 else 0 end", "denominator": "1"}
    return query(
        ("fct_roster_months", named | active, "true"),
        ("fct_quarantined_rows", named | {"excluded": "1", "cause": "cause"}, "true"),
    )


def roster_row(submission: int, row: int, **given: Any) -> dict[str, Any]:
    """Return a fact: somebody on a list."""
    unit = {"unit_kind": "person", "unit_no": submission * 1000 + row}
    source = {"source_kind": "roster", "source_no": submission, "sheet_no": 1, "row_number": row + 3}
    return unit | source | given


def worker(number: int, **given: Any) -> dict[str, Any]:
    """Return a fact: by default a wage earner of 33.28 from that record of register load 5."""
    row = {"segment_code": "PU", "work_regency_code": "33.28", "is_counted_year": True}
    row |= {"unit_kind": "person", "unit_no": number, "source_kind": "register"}
    return row | {"source_no": 5, "sheet_no": 1, "row_number": number} | given


def workforce(workers: int, **given: Any) -> dict[str, Any]:
    """Return a fact: how many workers 33.28 has."""
    row: dict[str, Any] = {"slicing": "total", "slice_code": "TOTAL", "segment_code": "TOTAL"}
    row |= {"area_code": "33.28", "workers": workers, "unit_kind": "workforce", "unit_no": 99}
    return row | {"source_kind": "reference", "source_no": 2, "sheet_no": 1, "row_number": 1} | given


def freeze(
    folder: Path,
    facts: Mapping[str, Sequence[Mapping[str, Any]]],
    queries: Mapping[str, str],
    areas: Sequence[tuple[str, str, str, str]] = (("33.28", "33.28", "regency", "regency"),),
) -> Path:
    """Write facts, area tree and queries as a bundle holds them."""
    for name, rows in facts.items():
        shape = FACTS[name]
        table = pa.Table.from_pylist(list(rows), schema=shape)
        parquet.write([table], shape, folder / layout.FACTS / f"{name}.parquet")
    closure = [dict(zip(evidence.CLOSURE.names, row, strict=True)) for row in areas]
    tree = pa.Table.from_pylist(closure, schema=evidence.CLOSURE)
    parquet.write([tree], evidence.CLOSURE, folder / layout.DIMENSIONS / "area_closure.parquet")
    for code, text in queries.items():
        path = folder / layout.QUERIES / f"{layout.EVIDENCE_PREFIX}{code}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
