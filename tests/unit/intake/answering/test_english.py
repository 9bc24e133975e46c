"""The English reason of a refusal says what the Indonesian one says, which alone is kept."""

from typing import Any

import pytest
from cakupan.errors import FileRefused
from cakupan.intake.answering import content, english
from cakupan.intake.rows import refusals
from receipt_facts import facts

SHEET = "Data (1). Slawi"
LIKELY = [["No. KTP", "NIK"], ["Tgl. Lhr {x}", "Tanggal Lahir"]]
EVERY: list[tuple[str, dict[str, Any]]] = [
    *((code, {}) for code in refusals.REFUSALS),
    *(("BERKAS_TERLALU_BESAR", {"bound": bound, "limit": "1.5"}) for bound in refusals.BOUNDS),
    *(("BERKAS_RUSAK", {"sign": sign}) for sign in refusals.SIGNS),
    *(("BUKAN_LEMBAR_KERJA", {"what": what}) for what in refusals.WHATS),
    ("KOLOM_WAJIB_TIDAK_ADA", {"sheet": SHEET, "columns": "nik, tanggal_lahir"}),
    ("KOLOM_WAJIB_TIDAK_ADA", {"sheet": SHEET, "columns": "nik / nama", "likely": LIKELY[:1]}),
    ("KOLOM_WAJIB_TIDAK_ADA", {"sheet": "A\nB", "columns": "no. kk", "likely": LIKELY}),
    ("TABEL_BERDAMPINGAN", {"sheet": SHEET, "columns": "NIK, Nama"}),
    ("JENIS_TIDAK_JELAS", {"kinds": "csr, pemda_rentan"}),
    *(("PERIODE_TIDAK_WAJAR", {"period": "2013-01", "when": when}) for when in refusals.WHENS),
    ("BERKAS_RUSAK", {"is_archive": True}),
    ("BERKAS_RUSAK", {"is_archive": True, "sign": "nested"}),
    ("BERKAS_TERLALU_BESAR", {"is_archive": True, "bound": "members", "limit": "1000"}),
    ("MITRA_TIDAK_DIKENAL", {"partner_id": "pemda {33}.28"}),
]


@pytest.mark.parametrize(("code", "details"), EVERY)
def test_every_refusal_reads_in_english_as_it_was_found(code: str, details: dict[str, Any]):
    refusal = FileRefused(code, **details)

    assert english.reason(code, refusals.text(refusal)) == refusals.text(refusal, "en")


def test_a_reason_that_is_worded_otherwise_today_is_left_as_it_was_given():
    assert english.reason("BERKAS_RUSAK", "Berkas rusak.") is None
    assert english.reason("SUATU_KODE", "Berkas rusak.") is None


def test_a_refused_list_is_answered_in_both_languages():
    refusal = FileRefused("BERKAS_RUSAK", sign="markup")
    text = refusals.text(refusal)

    known = content.of(
        facts(outcome="refused", refusal_code="BERKAS_RUSAK", refusal_text=text),
        differences=(), notes=(), has_marks=False,
    )  # fmt: skip

    assert known.causes == (("Alasan", text), ("Reason", refusals.text(refusal, "en")))
