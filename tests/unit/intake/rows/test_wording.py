"""What is stored of a reason is what was found, and both languages are made of it again."""

import json
from typing import Any

from cakupan.errors import FileRefused
from cakupan.intake.rows import holding, refusals, wording
from case_tables import each_case

SHEET = "Data (1). Slawi"
LIKELY = [["No. KTP", "NIK"], ["Tgl. Lhr {x}", "Tanggal Lahir"]]
EVERY: list[tuple[str, dict[str, Any]]] = [
    *((code, {}) for code in refusals.REFUSALS),
    *(("BERKAS_TERLALU_BESAR", {"bound": bound, "limit": "1.5"}) for bound in refusals.BOUNDS),
    *(("BERKAS_RUSAK", {"sign": sign}) for sign in refusals.SIGNS),
    *(("BUKAN_LEMBAR_KERJA", {"what": what}) for what in refusals.WHATS),
    ("KOLOM_WAJIB_TIDAK_ADA", {"sheet": SHEET, "columns": "nik, tanggal_lahir"}),
    ("KOLOM_WAJIB_TIDAK_ADA", {"sheet": "A\nB", "columns": "no. kk", "likely": LIKELY}),
    ("TABEL_BERDAMPINGAN", {"sheet": SHEET, "columns": "NIK, Nama"}),
    ("JENIS_TIDAK_JELAS", {"kinds": "csr, pemda_rentan"}),
    *(("PERIODE_TIDAK_WAJAR", {"period": "2013-01", "when": when}) for when in refusals.WHENS),
    ("BERKAS_RUSAK", {"is_archive": True, "sign": "nested", "members": ["a.xlsx", "b.xlsx"]}),
    ("BERKAS_TERLALU_BESAR", {"is_archive": True, "bound": "members", "limit": 1000}),
    ("MITRA_TIDAK_DIKENAL", {"partner_id": "pemda {33}.28"}),
]


def stored(details: dict[str, Any]) -> dict[str, Any]:
    """Return details as they come back from the warehouse."""
    found = json.loads(wording.as_json(details))
    assert isinstance(found, dict)
    return found


@each_case("language", ["id", "en"])
@each_case(("code", "details"), EVERY)
def test_a_refusal_says_the_same_after_it_was_stored(
    code: str, details: dict[str, Any], language: wording.Language
):
    again = FileRefused(code, **stored(details))

    assert refusals.text(again, language) == refusals.text(FileRefused(code, **details), language)


@each_case("code", holding.HOLDS)
def test_every_hold_has_a_sentence_in_either_language(code: str):
    both = {holding.text(code, {}, language) for language in ("id", "en")}

    assert len(both) == 2


@each_case("language", ["id", "en"])
def test_what_was_stored_as_a_sentence_is_shown_as_it_is(language: wording.Language):
    told = {"text_id": "Berkas rusak."}

    assert refusals.text(FileRefused("KODE_LAMA", **told), language) == "Berkas rusak."
    assert holding.text("KODE_LAMA", told, language) == "Berkas rusak."


def test_signs_that_the_database_does_not_take_are_left_out_and_all_else_is_kept():
    details = {"sheet": "a\x00b \ud800c \\u0000 é", "likely": (("x\x00", 1.5),), "limit": 3, "other": None}

    assert stored(details) == {
        "sheet": "ab c \\u0000 é", "likely": [["x", 1.5]], "limit": 3, "other": None,
    }  # fmt: skip
