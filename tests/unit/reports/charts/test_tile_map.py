"""Every province has one tile of its own on the map."""

import csv
from collections import Counter

from cakupan.reference import areas
from cakupan.reports.charts.nodes import Tile
from cakupan.reports.charts.tile_map import in_order, layout, placed
from cakupan.reports.inline import Figure


def test_every_province_of_the_reference_list_has_exactly_one_tile():
    with (areas.FOLDER / "province.csv").open(encoding="utf-8", newline="") as stream:
        provinces = [row["area_code"] for row in csv.DictReader(stream)]

    assert sorted(layout()) == sorted(provinces)
    assert len(provinces) == 38


def test_no_two_provinces_share_a_place_or_a_short_name():
    places = Counter((place.row, place.column) for place in layout().values())
    names = Counter(place.short_name for place in layout().values())
    letters = Counter(place.iso_code for place in layout().values())

    assert max(places.values()) == max(names.values()) == max(letters.values()) == 1


def test_neighbours_in_the_world_are_neighbours_on_the_map():
    place = layout()

    assert place["11"].row < place["12"].row  # Aceh lies north of Sumatera Utara
    assert place["36"].column < place["33"].column < place["35"].column < place["51"].column  # along Java
    assert place["61"].column < place["64"].column < place["72"].column < place["91"].column
    assert place["33"].row < place["34"].row


def test_a_province_that_is_newer_than_the_layout_gets_a_place_below_the_others():
    places = placed(["33", "98", "97"])

    below = 1 + max(place.row for place in layout().values())
    assert (places["97"].row, places["97"].column, places["97"].short_name) == (below, 0, "97")
    assert (places["98"].row, places["98"].column) == (below, 1)
    assert places["33"] == layout()["33"]


def test_tiles_are_read_from_north_to_south_and_from_west_to_east():
    tiles = [Tile(area_code=code, label=code, figure=Figure(code)) for code in ("51", "33", "11", "65")]

    assert [tile.area_code for tile in in_order(tiles)] == ["11", "65", "33", "51"]
