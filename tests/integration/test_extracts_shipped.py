"""The shipped areas are loaded once per version, as reference rows with days."""

from pathlib import Path

import psycopg
import pytest
from cakupan.reference import areas, shipped
from cakupan.register import extracts
from extract_builders import write_extract


def answer(warehouse: str, query: str) -> tuple[object, ...] | None:
    with psycopg.connect(warehouse) as connection:
        return connection.execute(query).fetchone()


def test_all_shipped_areas_and_moves_are_loaded_once(warehouse: str):
    first = shipped.load()
    second = shipped.load()

    assert [(one.table, one.new_rows) for one in first.files] == [
        ("reference.area", len(areas.frame())),
        ("reference.area_move", areas.moves().num_rows),
    ]
    assert second.load_no is None
    assert answer(
        warehouse, "select count(*) filter (where valid_to is null), count(*) from reference.area"
    ) == (1 + 38 + 514 + 7_285 + 83_762, 91_600 + 29)


def test_what_an_extract_adds_stays_until_the_shipped_lists_change(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shipped.load()
    new_village = {
        "area_code": "33.28.01.2999",
        "parent_code": "33.28.01",
        "level": "village",
        "area_name": "Desa Baru",
        "valid_from": "2026-01-01",
    }
    extracts.load_folder(write_extract(tmp_path / "a", "delta", area=[new_village]), "reference")
    is_there = (
        "select count(*) from reference.area"
        " where area_code = '33.28.01.2999' and replaced_by_load_no is null"
    )

    assert shipped.load().load_no is None
    assert answer(warehouse, is_there) == (1,)

    monkeypatch.setattr(shipped, "_content", lambda: iter([b"next version"]))
    assert shipped.load().files[0].closed_rows == 1
    assert answer(warehouse, is_there) == (0,)


def test_shipped_contribution_rates_are_dated_rows_with_their_regulation_loaded_once(warehouse: str):
    first = shipped.load_rates()
    second = shipped.load_rates()

    assert [(one.table, one.new_rows) for one in first.files] == [("reference.contribution_rate", 7)]
    assert second.load_no is None
    assert answer(
        warehouse,
        "select sum(rupiah), min(valid_from)::text, max(valid_to)::text from reference.contribution_rate"
        " where is_relief and category_code = 'TRANSPORTASI' and document = 'PP 50/2025'",
    ) == (8_400, "2026-01-01", "2027-03-31")
