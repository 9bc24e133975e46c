"""A sealed edition with facts of every kind a trace explains, and the archive its files lie in.

Kabupaten 33.28 has 10 workers. Members 1 and 2 come from an extract; the roster of S000001 lists member 3 and
somebody unknown, and a third row without a NIK was excluded.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import bundle_builders
import pyarrow as pa
from builders import nik, sheet
from bundle_builders import figure_row, gap_row
from cakupan import settings
from cakupan.editions.frozen import evidence, layout
from cakupan.editions.manifest import Header
from cakupan.editions.proof import sealing
from cakupan.editions.proof.store import KeyStore
from cakupan.editions.tracing import explained
from cakupan.warehouse import parquet
from frozen_builders import SOURCE, query

AREAS = [
    ("33.28", "33.28", "regency", "regency"),
    ("33.28.01", "33.28.01", "district", "district"),
    ("33.28.01", "33.28", "regency", "district"),
]
DAY = pa.date32()
SHAPES = {
    "worker_months": [
        ("segment_code", pa.string()), ("work_regency_code", pa.string()), ("matched_by", pa.string()),
        ("is_active_month_end", pa.bool_()), ("active_from", DAY), ("active_to", DAY),
        ("paid_through", DAY), ("covered_until", DAY), ("workers", pa.int64()),
    ],
    "denominators": [
        ("basis", pa.string()), ("area_code", pa.string()), ("stated_area_code", pa.string()),
        ("segment_code", pa.string()), ("workers", pa.int64()), ("valid_from", DAY),
    ],
    "roster_months": [
        ("partner_no", pa.int64()), ("partner_id", pa.string()), ("roster_kind", pa.string()),
        ("area_code", pa.string()), ("match_state", pa.string()), ("matched_by", pa.string()),
        ("match_weight", pa.decimal128(7, 2)), ("model_version", pa.string()), ("listed_rows", pa.int64()),
        ("is_registered", pa.bool_()), ("is_active_month_end", pa.bool_()), ("listed_from", DAY),
    ],
    "quarantined_rows": [
        ("partner_no", pa.int64()), ("roster_kind", pa.string()), ("area_code", pa.string()),
        ("cause", pa.string()),
    ],
}  # fmt: skip
PERSONS = [nik(date(1987, 8, 12), number) for number in range(1, 5)]
ROSTER = sheet(
    [
        ["NO", "NIK", "NAMA LENGKAP", "KPJ", "KECAMATAN"],
        ["1", PERSONS[2], "Siti Aminah", "24012345678", "Slawi"],
        ["2", PERSONS[3], "Budi Santoso", "", "Slawi"],
        ["3", "", "Tanpa Nomor", "", "Slawi"],
    ],
    name="Oktober",
)
MEMBERSHIPS = (
    "membership_id,nik,kpj,nama,segment_code,active_from\n"
    f"M1,{PERSONS[0]},24000000001,Agus Salim,PU,2020-01-01\n"
    f"M2,{PERSONS[1]},24000000002,Dewi Lestari,BPU,2024-02-01\n"
).encode()
WORKFORCES = (
    b"basis,area_code,segment_code,workers,valid_from,source\nD1,33.28,TOTAL,10,2024-01-01,Sakernas\n"
)
COVERAGE, LISTED = "ucj_ytd:2024-10:33.28", "roster_coverage:2024-10:33.28"


class Actions:
    """Stands in for the warehouse: keeps what is recorded, and answers who purged a file."""

    def __init__(self, *purged: tuple[datetime, str, str | None]) -> None:
        self.purged = purged
        self.recorded: list[Any] = []

    def execute(self, query: str, values: list[Any]) -> "Actions":
        """Keep what is recorded."""
        if "audit.record_read" in query:
            self.recorded.append(values)
        return self

    def fetchone(self) -> tuple[datetime, str, str | None] | None:
        """Return who purged what was asked for."""
        return self.purged[0] if self.purged else None


def sha256(content: bytes) -> str:
    """Return the name of bytes in the archive."""
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes) -> Path:
    """Put bytes into the archive; return where they are."""
    folder = settings.load().folder("archive")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / sha256(content)).write_bytes(content)
    return folder / sha256(content)


def facts() -> dict[str, list[dict[str, Any]]]:
    """Return the facts of the month."""
    member = {"segment_code": "PU", "work_regency_code": "33.28", "matched_by": "nik"}
    member |= {
        "is_active_month_end": True,
        "active_from": date(2020, 1, 1),
        **_source("person", 1, "register", 5),
    }
    paid = {"segment_code": "BPU", "active_from": date(2024, 2, 1), "paid_through": date(2024, 7, 31)}
    paid |= {"covered_until": date(2024, 10, 31), "matched_by": "kpj"}
    listed = {"partner_no": 7, "partner_id": "pemda-33.28", "roster_kind": "pemda_rentan"}
    listed |= {"area_code": "33.28.01", "listed_rows": 1, "listed_from": date(2024, 10, 1)}
    return {
        "worker_months": [member | {"row_number": 2}, member | paid | {"unit_no": 2, "row_number": 3}],
        "denominators": [
            {"basis": "D1", "area_code": "33.28", "stated_area_code": "33.28", "segment_code": "TOTAL"}
            | {"workers": 10, "valid_from": date(2024, 1, 1), **_source("workforce", 99, "reference", 2)}
            | {"row_number": 2}
        ],
        "roster_months": [
            listed
            | {"matched_by": "nik", "match_state": "matched"}
            | {"is_registered": True, "is_active_month_end": True}
            | _source("person", 3, "roster", 1)
            | {"row_number": 2},
            listed
            | {"matched_by": "none", "match_state": "unknown"}
            | {"is_registered": False, "is_active_month_end": False}
            | _source("roster_row", -13, "roster", 1)
            | {"row_number": 3},
        ],
        "quarantined_rows": [
            {"partner_no": 7, "roster_kind": "pemda_rentan", "area_code": "33.28.01", "cause": "NIK_KOSONG"}
            | _source("quarantined_row", -14, "roster", 1)
            | {"row_number": 4}
        ],
    }


def _source(unit_kind: str, unit_no: int, kind: str, number: int) -> dict[str, Any]:
    return {
        "unit_kind": unit_kind,
        "unit_no": unit_no,
        "source_kind": kind,
        "source_no": number,
        "sheet_no": 1,
    }


def queries() -> dict[str, str]:
    """Return the evidence of both indicators."""
    total = {"slicing": "'total'", "slice_code": "'TOTAL'"}
    coverage, listed = ({"indicator_code": f"'{code}'"} | total for code in ("ucj_ytd", "roster_coverage"))
    return {
        "ucj_ytd": query(
            (
                "fct_worker_months",
                coverage | {"area_code": "work_regency_code", "numerator": "coalesce(workers, 1)"},
                "true",
            ),
            (
                "fct_denominators",
                coverage | {"area_code": "area_code", "denominator": "workers", "rolls_up": "false"},
                "true",
            ),
        ),
        "roster_coverage": query(
            (
                "fct_roster_months",
                listed
                | {"area_code": "area_code", "partner_no": "partner_no", "denominator": "1"}
                | {"numerator": "case when is_active_month_end then 1 else 0 end"}
                | {"unknown": "case when match_state = 'unknown' then 1 else 0 end"},
                "true",
            ),
            (
                "fct_quarantined_rows",
                listed | {"area_code": "area_code", "excluded": "1", "cause": "cause"},
                "true",
            ),
        ),
    }


def figures() -> list[dict[str, Any]]:
    """Return what the edition prints."""
    return [
        figure_row(numerator=2, denominator=10, value="20.00"),
        figure_row(
            figure_id=LISTED, indicator_code="roster_coverage", numerator=1, denominator=2, excluded=1,
            excluded_causes='{"NIK_KOSONG": 1}', value="50.00", lower_bound="33.33", possible=0, unknown=1,
        ),
        gap_row("80.00"),
    ]  # fmt: skip


def inputs() -> dict[str, Any]:
    """Return what the manifest says of the files."""
    submission = {
        "submission_no": 1,
        "submission_id": "S000001",
        "judgement_no": 1,
        "partner_id": "pemda-33.28",
    }
    submission |= {"roster_kind": "pemda_rentan", "period": "2024-10", "sha256": sha256(ROSTER)}
    submission |= {
        "file_name": "daftar.xlsx",
        "received_at": "2024-11-02T03:00:00Z",
        "sheets": [[1, "Oktober"]],
    }
    submission |= {"outcome": "accepted_with_findings", "is_in_force": True}
    return {
        "extract_files": [
            _extract("reference", 2, "reference.workforce", WORKFORCES),
            _extract("register", 5, "register.membership", MEMBERSHIPS),
        ],
        "submissions": [submission],
    }


def _extract(kind: str, load_no: int, table: str, content: bytes) -> dict[str, Any]:
    name = table.rpartition(".")[2]
    file = {"kind": kind, "load_no": load_no, "file_no": 1, "table_name": table, "sha256": sha256(content)}
    return file | {
        "file_name": f"2024-11-04/{name}.csv",
        "mode": "full",
        "rows": 2,
        "recorded_at": "2024-11-04T00:00:00Z",
    }


def write(
    folder: Path,
    rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    printed: Sequence[Mapping[str, Any]] | None = None,
) -> Path:
    """Write and sign the edition with the key of the installation, and put its files into the archive."""
    for content in (ROSTER, MEMBERSHIPS, WORKFORCES):
        keep(content)
    for name, own in (rows or facts()).items():
        shape = pa.schema([*SHAPES[name], *SOURCE])
        table = pa.Table.from_pylist([dict(row) for row in own], schema=shape)
        parquet.write([table], shape, folder / layout.FACTS / f"{name}.parquet")
    closure = [dict(zip(evidence.CLOSURE.names, row, strict=True)) for row in AREAS]
    tree = pa.Table.from_pylist(closure, schema=evidence.CLOSURE)
    parquet.write([tree], evidence.CLOSURE, folder / layout.DIMENSIONS / "area_closure.parquet")
    _list(folder / explained.AREAS, [{"area_code": "33.28", "area_name": "Kabupaten Tegal"}])
    stated = {"area_code": "33.28", "segment_code": "TOTAL", "basis": "D1", "source": "BPS"}
    _list(folder / explained.DENOMINATORS, [stated | {"document": "Surat BPS 12/2024"}])
    for code, text in queries().items():
        _text(folder / layout.QUERIES / f"{layout.EVIDENCE_PREFIX}{code}.sql", text)
    _text(folder / layout.SEEDS / "indicators.csv", "code,name,definition\nucj_ytd,Cakupan,Peserta aktif\n")
    _text(folder / layout.SEEDS / "roster_kinds.csv", "code,name\npemda_rentan,Pekerja rentan\n")
    _text(folder / layout.SEEDS / "match_methods.csv", "code,name,name_en\nnik,NIK dan nama,NIK and name\n")
    ordered = sorted(printed or figures(), key=lambda row: str(row["figure_id"]))
    frozen = pa.Table.from_pylist([dict(row) for row in ordered], schema=evidence.FIGURE)
    parquet.write([frozen], evidence.FIGURE, folder / layout.FIGURES)
    seal(folder)
    return folder


def seal(folder: Path) -> None:
    """Sign what the folder holds now."""
    header = Header(
        period="2024-10", version=1, as_of="2024-11-05T19:00:00Z", supersedes_version=None, reason=None,
        is_demo_clock=False, code_version="abc",
    )  # fmt: skip
    store = KeyStore(home=settings.load().home)
    sealing.seal(
        folder, header=header, inputs=inputs(), gates={}, store=store, now=lambda: bundle_builders.SIGNED_AT
    )


def _list(path: Path, rows: list[dict[str, Any]]) -> None:
    table = pa.Table.from_pylist(rows)
    parquet.write([table], table.schema, path)


def _text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
