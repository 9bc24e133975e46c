"""Where each province lies on the map of tiles: a layout of our own, west to east and north to south."""

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cakupan.reports.charts.nodes import Tile

LAYOUT = Path(__file__).parent / "tiles.csv"


class TilePlace(NamedTuple):
    """The place of a province, what it is called where there is little room, and its ISO 3166 letters."""

    row: int
    column: int
    short_name: str
    iso_code: str


@cache
def layout() -> Mapping[str, TilePlace]:
    """Return the place of every province that the layout knows, by its code."""
    with LAYOUT.open(encoding="utf-8", newline="") as stream:
        return {
            row["area_code"]: TilePlace(
                int(row["row"]), int(row["column"]), row["short_name"], row["iso_code"]
            )
            for row in csv.DictReader(stream)
        }


def placed(codes: Iterable[str]) -> Mapping[str, TilePlace]:
    """Return the layout, with provinces that it does not know yet side by side below it."""
    known = dict(layout())
    below = 1 + max(place.row for place in known.values())
    for column, code in enumerate(sorted(set(codes) - known.keys())):
        known[code] = TilePlace(below, column, code, code)
    return known


def in_order(tiles: Iterable[Tile]) -> list[Tile]:
    """Return tiles from north to south, and from west to east within a row."""
    given = list(tiles)
    places = placed(tile.area_code for tile in given)
    return sorted(given, key=lambda tile: places[tile.area_code])
