"""The shipped areas are all there, form one tree, and know the codes of before."""

import datetime

import pandas as pd
import pytest
from cakupan.reference import areas
from case_tables import each_case


@pytest.fixture(scope="module")
def in_force() -> pd.DataFrame:
    frame = areas.frame()
    indexed = frame[frame["valid_to"].isna()].set_index("area_code")
    assert indexed.index.is_unique
    return indexed


@each_case(
    ("level", "count"),
    [("nation", 1), ("province", 38), ("regency", 514), ("district", 7_285), ("village", 83_762)],
)
def test_each_level_has_as_many_areas_as_the_ministry_lists(in_force: pd.DataFrame, level: str, count: int):
    assert (in_force["level"] == level).sum() == count


def test_there_are_416_kabupaten_and_98_kota(in_force: pd.DataFrame):
    words = in_force.loc[in_force["level"] == "regency", "area_name"].str.split().str[0]

    assert words.value_counts().to_dict() == {"Kabupaten": 416, "Kota": 98}


def test_every_area_lies_in_one_of_the_level_above(in_force: pd.DataFrame):
    above = {"province": "nation", "regency": "province", "district": "regency", "village": "district"}
    below = in_force[in_force["level"] != "nation"]

    parents = in_force["level"].reindex(below["parent_code"])

    assert parents.to_list() == below["level"].map(above).to_list()


def test_code_and_first_day_name_a_row_and_every_cell_that_must_be_filled_is():
    frame = areas.frame()

    assert not frame.duplicated(["area_code", "valid_from"]).any()
    assert frame[["area_code", "level", "area_name", "valid_from"]].notna().all(axis=None)
    assert frame.loc[frame["parent_code"].isna(), "area_code"].to_list() == ["ID"]


@each_case(
    ("code", "name"),
    [
        ("33.28", "Kabupaten Tegal"),
        ("33.76", "Kota Tegal"),
        ("15.06", "Kabupaten Tanjung Jabung Barat"),
        ("35.21", "Kabupaten Ngawi"),
        ("64", "Kalimantan Timur"),
        ("ID", "Indonesia"),
    ],
)
def test_names_keep_the_word_kabupaten_or_kota(in_force: pd.DataFrame, code: str, name: str):
    assert in_force.loc[code, "area_name"] == name


@each_case(
    ("old", "new", "moved_on"),
    [
        ("91.01", "93.01", datetime.date(2022, 7, 25)),
        ("91.04", "94.01", datetime.date(2022, 7, 25)),
        ("91.24", "95.08", datetime.date(2022, 7, 25)),
        ("92.71", "96.71", datetime.date(2022, 12, 8)),
    ],
)
def test_a_moved_kabupaten_has_the_old_code_until_the_day_before_and_the_new_one_since(
    old: str, new: str, moved_on: datetime.date
):
    frame = areas.frame().set_index("area_code")
    day = pd.Timestamp(moved_on)

    assert frame.loc[old, "valid_to"] == day - pd.Timedelta(days=1)
    assert frame.loc[new, "valid_from"] == day
    assert frame.loc[old, "area_name"] == frame.loc[new, "area_name"]
    assert frame.loc[old, "parent_code"] == old[:2]
    assert (frame.loc[frame.index.str.startswith(new), "valid_from"] == day).all()


def test_a_renamed_kabupaten_has_one_row_per_name():
    frame = areas.frame()

    toba = frame[frame["area_code"] == "12.12"].sort_values("valid_from")

    assert toba["area_name"].to_list() == ["Kabupaten Toba Samosir", "Kabupaten Toba"]
    assert toba["valid_to"].iloc[0] + pd.Timedelta(days=1) == toba["valid_from"].iloc[1]


def test_no_code_has_two_names_on_one_day():
    ordered = areas.frame().sort_values(["area_code", "valid_from"])
    following = ordered.groupby("area_code")["valid_from"].shift(-1)

    overlapping = following.notna() & ~(ordered["valid_to"] < following)

    assert ordered.loc[overlapping, "area_code"].to_list() == []


def test_every_move_is_between_listed_codes():
    codes = set(areas.frame()["area_code"])
    moves = areas.moves().to_pylist()

    assert len(moves) == 29
    assert all({move["old_code"], move["new_code"]} <= codes for move in moves)
    assert all(move["document"] for move in moves)


def test_codes_of_the_statistics_office_are_another_system(in_force: pd.DataFrame):
    assert in_force.loc[["15.06", "15.07", "64.02"], "bps_code"].to_list() == ["1507", "1506", "6403"]
    assert pd.isna(in_force.loc["33.28", "bps_code"])


def test_source_and_licence_stand_beside_the_lists():
    source = (areas.FOLDER / "SOURCE.md").read_text(encoding="utf-8")
    licence = (areas.FOLDER / "LICENSE-ODbL-1.0.md").read_text(encoding="utf-8")

    assert "idn-area-data" in source
    assert licence.startswith("# Open Database License (ODbL)")
    for file in areas.FOLDER.glob("*.csv"):
        assert f"`{file.name}`" in source
        assert file.stat().st_size < 3_000_000
