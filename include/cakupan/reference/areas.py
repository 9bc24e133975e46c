"""The areas of Indonesia from the shipped lists: nation, provinces, kabupaten and kota, kecamatan, desa."""

from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

FOLDER = Path(__file__).parent / "areas"
LEVELS = {"province": 2, "regency": 5, "district": 8, "village": 13}  # level: length of its codes
NATION = "ID"
NATION_NAME = "Indonesia"
KNOWN_SINCE = (
    "2015-01-01"  # the first day of the oldest period rosters are taken for; earlier days are not asked
)
PROVINCE_LENGTH = 2

SCHEMA = pa.schema(
    [
        ("area_code", pa.string()),
        ("parent_code", pa.string()),
        ("level", pa.string()),
        ("area_name", pa.string()),
        ("valid_from", pa.date32()),
        ("valid_to", pa.date32()),
        ("bps_code", pa.string()),
    ]
)


@cache
def frame() -> pd.DataFrame:
    """Return every area with the days on which code and name are in force; one row per code and first day.

    The frame is read once and shared: copy it before changing it. valid_from and valid_to are timestamps.
    """
    whole = areas().to_pandas(date_as_object=False)
    return whole.astype({"valid_from": "datetime64[s]", "valid_to": "datetime64[s]"})


@cache
def moves() -> pa.Table:
    """Return which code became which, or was renamed, when and by what law; one row per old and new code."""
    return _read("area_move", {"moved_on": pa.date32()})


@cache
def areas() -> pa.Table:
    """Return the rows of `frame` as an Arrow table: the nation, then level by level, former areas last."""
    levels = [_areas_of(level, length) for level, length in LEVELS.items()]
    return pa.concat_tables([_nation(), *levels, _former_areas()]).combine_chunks()


def _nation() -> pa.Table:
    row = {"area_code": NATION, "level": "nation", "area_name": NATION_NAME}
    return pa.Table.from_pylist([{**row, "valid_from": _day(KNOWN_SINCE)}], schema=SCHEMA)


def _areas_of(level: str, length: int) -> pa.Table:
    """Return the areas of one level that are in force today."""
    listed = _read(level, {})
    codes = listed["area_code"]
    return _table(level, length, codes, listed["area_name"], _since(codes), pa.nulls(len(codes), pa.date32()))


def _former_areas() -> pa.Table:
    """Return the kabupaten and kota whose code or name is no longer in force."""
    listed = _read("former_area", {"valid_to": pa.date32()})
    codes = listed["area_code"]
    since = pa.repeat(_day(KNOWN_SINCE), len(codes))
    return _table("regency", LEVELS["regency"], codes, listed["area_name"], since, listed["valid_to"])


def _table(
    level: str,
    length: int,
    codes: pa.ChunkedArray,
    names: pa.ChunkedArray,
    valid_from: pa.Array,
    valid_to: pa.Array,
) -> pa.Table:
    parents = (
        pa.repeat(NATION, len(codes))
        if length == PROVINCE_LENGTH
        else pc.utf8_slice_codeunits(codes, 0, length - (5 if level == "village" else 3))
    )
    columns = [codes, parents, pa.repeat(level, len(codes)), names, valid_from, valid_to, _bps_codes(codes)]
    return pa.table(columns, schema=SCHEMA)


def _since(codes: pa.ChunkedArray) -> pa.Array:
    """Return the first day of each code: of its name, of its province where that is new, or KNOWN_SINCE."""
    first_days = {}
    for move in moves().to_pylist():
        is_renaming = move["old_code"] == move["new_code"]
        first_days[move["new_code"] if is_renaming else move["new_code"][:PROVINCE_LENGTH]] = move["moved_on"]
    keys = pa.array(first_days)
    days = pa.array(first_days.values(), pa.date32())
    by_province = days.take(pc.index_in(pc.utf8_slice_codeunits(codes, 0, PROVINCE_LENGTH), keys))
    by_code = days.take(pc.index_in(codes, keys))
    return pc.coalesce(by_code, by_province, _day(KNOWN_SINCE))


def _bps_codes(codes: pa.ChunkedArray) -> pa.Array:
    known = _read("bps_code", {})
    return known["bps_code"].take(pc.index_in(codes, known["area_code"].combine_chunks()))


def _day(text: str) -> pa.Scalar:
    return pa.scalar(text).cast(pa.date32())


def _read(name: str, types: dict[str, pa.DataType]) -> pa.Table:
    """Read one shipped CSV file, all columns text but those named."""
    path = FOLDER / f"{name}.csv"
    with path.open(encoding="utf-8") as file:
        columns = file.readline().strip().split(",")
    return pyarrow.csv.read_csv(
        path,
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={**dict.fromkeys(columns, pa.string()), **types}
        ),
    )
