"""Two small editions of a month, and how their figures moved, as tests of differences say them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bundle_builders import AREAS, evidence_row, figure_row, write_bundle
from cakupan.editions.differences import between
from cakupan.editions.differences.news import Stated

Side = tuple[list[dict[str, Any]], list[dict[str, Any]]]
COVERAGE = "ucj_ytd:2024-10:33.28"


def submission(number: int, **given: Any) -> dict[str, Any]:
    """Return an input: by default a list of desa Kalisari that is in force."""
    row: dict[str, Any] = {"submission_id": f"S{number:06}", "judgement_no": 1, "partner_id": "kalisari"}
    row |= {"roster_kind": "desa_perangkat", "period": "2024-10", "file_name": f"daftar-{number}.xlsx"}
    return row | {"outcome": "accepted", "is_in_force": True} | given


def load(kind: str, number: int, file_name: str = "extract.csv") -> dict[str, Any]:
    """Return an input: a file of a load."""
    return {"kind": kind, "load_no": number, "file_no": 1, "file_name": file_name}


def stated(
    submissions: Sequence[Mapping[str, Any]] = (), loads: Sequence[Mapping[str, Any]] = (), **given: Any
) -> Stated:
    """Return what an edition was made of: by default list 1, loads 5 and 2, and these."""
    known = {"submissions": [submission(1), *submissions]}
    known["extract_files"] = [load("register", 5, "anggota.csv"), load("reference", 2), *loads]
    return Stated(inputs=known, **({"as_of": "2024-11-05T19:00:00Z", "code_version": "abc"} | given))


FIRST = stated()


def coverage(numerator: int, denominator: int, value: str, **given: Any) -> dict[str, Any]:
    """Return the figure of coverage."""
    return figure_row(numerator=numerator, denominator=denominator, value=value, **given)


def listed(number: int, row: int, **given: Any) -> dict[str, Any]:
    """Return evidence: somebody on a list, who counts in both numerator and denominator."""
    source = {"source_kind": "roster", "source_no": number, "row_number": row, "unit_no": row}
    return evidence_row(**({"numerator": 1, "denominator": 1} | source | given))


def editions(
    folder: Path,
    before: Side,
    after: Side,
    areas: Sequence[Any] = (),
    first_areas: Sequence[Any] = AREAS,
    **written: Any,
) -> tuple[Path, Path]:
    """Write both sides, each of figures and evidence."""
    secrets = folder / "home" / "secrets"
    later = list(areas) or AREAS
    codes = sorted({row["indicator_code"] for side in (*before, *after) for row in side})
    one = write_bundle(folder / "v1", *before, secrets, areas=list(first_areas), indicators=codes, **written)
    return one, write_bundle(folder / "v2", *after, secrets, areas=later, indicators=codes, **written)


def explained(
    folder: Path,
    before: Side,
    after: Side,
    *,
    first: Stated = FIRST,
    then: Stated = FIRST,
    areas: Sequence[Any] = (),
    first_areas: Sequence[Any] = AREAS,
) -> list[dict[str, Any]]:
    """Return every change between two sides."""
    one, other = editions(folder, before, after, areas, first_areas)
    frame = between.between(one, other, stated=(first, then))
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def split(rows: Sequence[Mapping[str, Any]], *parts: str) -> list[tuple[Any, ...]]:
    """Return (part, cause, source, change) of changes, of these parts or all."""
    names = ("part", "cause", "source_id", "change")
    return [tuple(row[name] for name in names) for row in rows if not parts or row["part"] in parts]


LATE = "S000002"


def three_versions(folder: Path, home: Path, **header: Any) -> Path:
    """Write a month in three versions: a late list brings one person, then the register another."""
    members = [listed(1, 1), listed(1, 3, numerator=0)]
    late = [*members, listed(2, 2, row_number=12)]
    known = [*late[:1], listed(1, 3), late[2]]
    second = submission(2, partner_id="margasari", sheets=[[1, "Data"]])
    versions = (
        (coverage(1, 2, "50.00"), members, stated()),
        (coverage(2, 3, "66.67"), late, stated([second])),
        (coverage(3, 3, "100.00"), known, stated([second], [load("register", 6)])),
    )
    for version, (figure, rows, made_of) in enumerate(versions, start=1):
        write_bundle(
            folder / f"v{version}",
            [figure],
            rows,
            home / "secrets",
            inputs=made_of.inputs,
            version=version,
            supersedes_version=version - 1 or None,
            **header,
        )
    return folder
