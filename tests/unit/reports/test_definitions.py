"""The definitions a reader looks up."""

import csv

from cakupan import settings
from cakupan.reports.pages.definitions import UNITS


def test_every_unit_of_an_indicator_has_an_indonesian_word():
    with (settings.DBT_PROJECT / "seeds" / "indicators.csv").open(encoding="utf-8", newline="") as stream:
        units = {row["unit"] for row in csv.DictReader(stream)}

    assert units and units <= set(UNITS)
