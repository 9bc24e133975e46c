"""The definitions a reader looks up."""

from cakupan import code_lists
from cakupan.reports import catalogue
from cakupan.reports.locales import Locale


def test_every_unit_of_an_indicator_is_in_the_list_of_units():
    used = {row["unit"] for row in code_lists.rows("indicators").values()}

    assert used == set(code_lists.rows("units"))
    assert catalogue.unit("mean_days", Locale.ID) == "hari, rata-rata"


def test_a_slice_stands_where_its_code_list_has_it_and_one_without_a_list_after_all():
    places = [catalogue.position("segment", code) for code in ("PU", "BPU", "JAKON", "PMI")]

    assert places == sorted(places)
    assert catalogue.position("programme", "JKK") == 0
    assert catalogue.position("host", "pt-lain") == catalogue.position("segment", "XYZ")


def test_only_a_unit_with_a_sign_prints_one():
    assert catalogue.sign("rupiah") == "Rp"
    assert {unit for unit in code_lists.rows("units") if catalogue.sign(unit)} == {"rupiah"}
