"""Places of the shipped lists: former names, homonyms, codes without dots, local words for a village."""

import known_areas
import pytest
from cakupan.intake.judging.fields import gazetteer
from cakupan.intake.judging.fields.gazetteer import RowArea
from case_tables import each_case


@pytest.fixture(autouse=True)
def few_areas() -> None:
    """Here it is all of Indonesia: what places are called is what these tests are about."""
    known_areas.show(known_areas.shipped)


def place(own: str, *, regency: str = "", district: str = "", village: str = "", code: str = "") -> RowArea:
    """Return what a row's words mean to a partner, with no section and no sheet name above it."""
    return gazetteer.place(own, regency, district, village, code, "", "", "")


@each_case("stated", ["Kab. Toba Samosir", "KABUPATEN TOBA", "Toba Samosir", "Kabupaten Toba"])
def test_a_kabupaten_is_known_by_the_name_it_had(stated: str) -> None:
    found = place("12.12", regency=stated, district="Balige")

    assert found == RowArea(area_code="12.12.01")


def test_a_kabupaten_that_went_to_a_new_province_is_found_from_its_old_code() -> None:
    assert place("91.01", regency="Kab. Merauke", district="Merauke").area_code == "93.01.01"
    assert place("93.01", regency="Merauke").area_state == ""


def test_a_name_that_kabupaten_and_kota_share_is_asked_back_by_a_province() -> None:
    either = place("33", regency="Tegal", district="Slawi")
    kabupaten = place("33", regency="Kab. Tegal", district="Slawi")
    kota = place("33", regency="Kota Tegal")

    assert (either.area_code, either.area_state, either.area_field) == ("33", "ambiguous", "kabupaten_kota")
    assert (kabupaten.area_code, kabupaten.area_state) == ("33.28.10", "")
    assert (kota.area_code, kota.area_state) == ("33.76", "")


def test_the_other_tegal_lies_outside_and_one_that_does_not_exist_is_unknown() -> None:
    assert place("33.28", regency="Kota Tegal").area_state == "outside"
    assert place("33.28", regency="Kab. Tegall").area_state == "unknown"


def test_two_villages_of_one_name_in_one_kecamatan_are_told_apart_by_their_label_or_asked_back() -> None:
    urban = place("15.06", district="Merlung", village="Kelurahan Merlung")
    either = place("15.06", district="Merlung", village="Merlung")

    assert urban.area_code is not None and urban.area_code.split(".")[-1].startswith("1")
    assert (either.area_state, either.area_field) == ("ambiguous", "desa_kelurahan")


@each_case("code", ["33.28.10.2001", "3328102001"])
def test_a_village_code_is_read_with_and_without_dots(code: str) -> None:
    assert place("33.28", code=code) == RowArea(area_code="33.28.10.2001")


@each_case(
    ("label", "name"),
    [("Nagari", "nagari x"), ("Gampong", "Gp. X"), ("Kapanewon", "KAPANEWON X"), ("Distrik", "Distrik: X")],
)
def test_local_words_for_an_area_are_no_part_of_its_name(label: str, name: str) -> None:
    assert gazetteer.key(name) == gazetteer.key(f"{label} X") == "x"


def test_a_name_that_begins_with_such_a_word_is_still_a_name() -> None:
    assert gazetteer.key("Desa Kampung Baru") == gazetteer.key("Kampung Baru")
    assert gazetteer.key("Desa") == "desa"
