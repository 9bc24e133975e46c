"""Mess in places and in who belongs on a list, against the shipped areas of Indonesia."""

from datetime import date
from typing import Any

import known_areas
import pytest
from builders import nik
from case_tables import each_case
from judging import Judged, judge_person, judge_rows
from mess_builders import BORN
from mess_entries import entry

KAB_TEGAL, KOTA_TEGAL, CENTRAL_JAVA = "33.28", "33.76", "33"
WHOLE = nik(BORN, 1)


@pytest.fixture(autouse=True)
def few_areas() -> None:
    """Here it is all of Indonesia: homonyms are what these tests are about."""
    known_areas.show(known_areas.shipped)


def judge_place(partner: str, **named: Any) -> Judged:
    """Judge one person of a partner of this area, with places under the headers given."""
    return judge_rows(["NIK", "Nama", *named], [WHOLE, "SUPARNO", *named.values()], partner_area_code=partner)


def found(judged: Judged) -> tuple[str | None, list[str]]:
    """Return where the row counts and what the partner is told."""
    return judged.values("area_code")[0], [code for _, code, _ in judged.codes]


@entry(23)
@each_case(("stated", "area"), [("Kab. Tegal", KAB_TEGAL), ("Kota Tegal", KOTA_TEGAL)])
def test_a_province_that_says_which_tegal_is_understood(stated: str, area: str) -> None:
    assert found(judge_place(CENTRAL_JAVA, **{"Kabupaten/Kota": stated})) == (area, [])


@entry(23)
def test_tegal_alone_may_be_the_kabupaten_or_the_kota_and_is_asked_back() -> None:
    judged = judge_place(CENTRAL_JAVA, **{"Kabupaten/Kota": "Tegal"})

    assert found(judged) == (CENTRAL_JAVA, ["WILAYAH_GANDA"])
    assert judged.values("is_area_assumed") == [True]
    assert judged.verdicts == ["accepted"]


@entry(23)
def test_the_kota_is_outside_for_the_kabupaten_of_the_same_name() -> None:
    judged = judge_place(KAB_TEGAL, **{"Kabupaten/Kota": "Kota Tegal"})

    assert found(judged) == (KAB_TEGAL, ["WILAYAH_LUAR"])


@entry(23)
def test_a_village_name_of_several_kecamatan_is_asked_back_unless_its_kecamatan_is_named() -> None:
    alone = judge_place(KAB_TEGAL, Desa="Karanganyar")
    inside = judge_place(KAB_TEGAL, Desa="Karanganyar", Kecamatan="Dukuhturi")

    assert found(alone) == (KAB_TEGAL, ["WILAYAH_GANDA"])
    assert found(inside) == ("33.28.13.2017", [])


@entry(23)
def test_a_village_name_known_elsewhere_only_is_not_looked_up_there() -> None:
    assert found(judge_place("15.06", Desa="Kalisapu", Kecamatan="Merlung")) == (
        "15.06",
        ["WILAYAH_TAK_DIKENAL"],
    )


@entry(23)
@each_case(
    ("stated", "area", "codes"),
    [
        ("Merlung", "15.06", ["WILAYAH_GANDA"]),
        ("Desa Merlung", "15.06.05.2020", []),
        ("Kel. Merlung", "15.06.05.1007", []),
    ],
)
def test_desa_and_kelurahan_of_one_name_in_one_kecamatan_need_their_type(
    stated: str, area: str, codes: list[str]
) -> None:
    assert found(judge_place("15.06", Desa=stated, Kecamatan="Merlung")) == (area, codes)


@entry(23)
def test_the_sign_in_a_village_name_may_be_left_out_or_curled() -> None:
    straight, curled, without = (
        judge_place("11.01", Desa=name, Kecamatan="Kluet Utara")
        for name in ("Pasi Kuala Ba'u", "Pasi Kuala Ba’u", "PASI KUALA BAU")
    )

    assert found(straight) == found(curled) == found(without) == ("11.01.02.2018", [])


@entry(24)
@each_case(
    ("partner", "stated"),
    [
        ("12.12", "Kab. Toba Samosir"), ("12.12", "Kabupaten Toba"), ("76.01", "Mamuju Utara"),
        ("76.01", "Kab. Pasangkayu"), ("81.03", "Maluku Tenggara Barat"),
    ],
)  # fmt: skip
def test_what_a_kabupaten_used_to_be_called_is_still_its_own(partner: str, stated: str) -> None:
    assert found(judge_place(partner, Kabupaten=stated)) == (partner, [])


@entry(24)
def test_a_number_given_out_under_a_code_that_moved_stays_right() -> None:
    merauke_before_2022 = nik(BORN, 1, area="910177")

    judged = judge_rows(["NIK", "Nama"], [merauke_before_2022, "A"], partner_area_code="93.01")

    assert judged.codes == []


@entry(24)
def test_the_province_a_kabupaten_left_is_not_outside() -> None:
    assert found(judge_place("93.01", Provinsi="Papua", Kabupaten="Merauke")) == ("93.01", [])


@entry(22)
def test_a_civil_servant_is_known_by_a_number_of_eighteen_digits() -> None:
    judged = judge_person(nik="198708122010011001")

    assert judged.codes == [(2, "NIK_BUKAN_NIK", "error")]
    assert judged.verdicts == ["quarantined"]


@entry(22)
@each_case(
    ("born", "kind", "verdict"),
    [
        (date(1959, 10, 1), "pemda_rentan", "quarantined"),
        (date(1959, 10, 2), "pemda_rentan", "accepted"),
        (date(1959, 10, 1), "desa_ekosistem", "quarantined"),
        (date(1959, 10, 1), "desa_perangkat", "accepted"),
    ],
)
def test_sixty_five_on_the_first_day_of_the_list_is_too_old_for_the_self_employed(
    born: date, kind: str, verdict: str
) -> None:
    judged = judge_person(kind, nik=nik(born, 1))

    assert judged.verdicts == [verdict]
    assert ((2, "USIA_LEWAT", "error") in judged.codes) == (verdict == "quarantined")


@entry(22)
@each_case(("born", "severity"), [(date(2009, 10, 2), "error"), (date(2009, 10, 1), "warning")])
def test_a_child_waits_and_a_youth_is_told(born: date, severity: str) -> None:
    assert judge_person(nik=nik(born, 1)).codes == [(2, "USIA_DI_BAWAH", severity)]


@entry(22)
def test_somebody_from_beside_the_partners_area_is_accepted_there_and_told() -> None:
    judged = judge_place(KAB_TEGAL, Kecamatan="Tegal Barat")

    assert found(judged) == (KAB_TEGAL, ["WILAYAH_LUAR"])
    assert judged.verdicts == ["accepted"]


@entry(22)
@each_case("remark", ["MENINGGAL", "wafat 3 Mei 2024", "Almarhumah", "alm.", "sudah mati"])
def test_who_died_by_the_remark_of_the_list_is_told_and_the_remark_not_kept(remark: str) -> None:
    judged = judge_person(keterangan=remark)

    assert (judged.codes, judged.verdicts) == ([(2, "MENINGGAL", "warning")], ["accepted"])
    assert "keterangan" not in judged.judgement.contract.keeps


@entry(22)
def test_who_is_on_the_list_though_dead_is_not_told_from_the_list_alone() -> None:
    judged = judge_person(nama="Alm. SUPARNO")

    assert (judged.codes, judged.verdicts) == ([], ["accepted"])
