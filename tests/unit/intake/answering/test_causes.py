"""Why a list does not count is told in both languages, from the code and what was found."""

from typing import Any

from cakupan.errors import FileRefused
from cakupan.intake.answering import content
from cakupan.intake.rows import holding, refusals
from receipt_facts import facts


def causes(**about: Any) -> tuple[tuple[str, str], ...]:
    return content.of(facts(**about), differences=(), notes=(), has_marks=False).causes


def test_a_refused_list_is_answered_in_both_languages():
    refusal = FileRefused("BERKAS_RUSAK", sign="markup")

    told = causes(outcome="refused", refusal_code="BERKAS_RUSAK", refusal_details={"sign": "markup"})

    assert told == (("Alasan", refusals.text(refusal)), ("Reason", refusals.text(refusal, "en")))
    assert "DTD" in told[1][1]


def test_a_held_list_is_answered_in_both_languages():
    details = {"accepted": 2, "replaced": "S000001", "rows": 9}

    told = causes(outcome="held", held_code=holding.SHRUNK, held_details=details)

    assert told == (
        (
            "Alasan ditahan",
            "Baris diterima 2, kurang dari separuh daftar yang berlaku S000001 (9 baris).",
        ),
        ("Reason for holding", holding.text(holding.SHRUNK, details, "en")),
    )


def test_a_reason_of_which_only_the_sentence_was_stored_is_told_as_it_was_given():
    refused = causes(
        outcome="refused", refusal_code="BERKAS_RUSAK", refusal_details={"text_id": "Berkas rusak."}
    )
    held = causes(outcome="held", held_code=holding.SHRUNK, held_details={"text_id": "Terlalu pendek."})

    assert [text for _, text in refused] == ["Berkas rusak."] * 2
    assert [text for _, text in held] == ["Terlalu pendek."] * 2
