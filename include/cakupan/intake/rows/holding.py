"""Why a list that was taken is set aside until somebody confirms it, in two languages."""

from collections.abc import Mapping

from cakupan.intake.rows.wording import Language, Wording, kept_text

SHRUNK = "DAFTAR_MENYUSUT"
CORRECTS_HELD = "PERBAIKAN_DITAHAN"
GATE = "PEMERIKSAAN_GAGAL"

HOLDS = {
    SHRUNK: Wording(
        text_id="Baris diterima {accepted}, kurang dari separuh daftar yang berlaku {replaced}"
        " ({rows} baris).",
        text_en="{accepted} rows were accepted, less than half of those of the list in force, {replaced}"
        " ({rows} rows).",
    ),
    CORRECTS_HELD: Wording(
        text_id="Daftar yang diperbaiki ({corrected}) masih ditahan.",
        text_en="The list that it corrects ({corrected}) is still held.",
    ),
    "BARIS_LEMBAR_BERBEDA": Wording(
        text_id="Jumlah baris per lembar tidak sama dengan jumlah baris berkas",
        text_en="The rows of its sheets do not add up to the rows of the file",
    ),
    "BARIS_TIDAK_TERSIMPAN": Wording(
        text_id="Tidak semua baris berkas tersimpan",
        text_en="Not all rows of the file were stored",
    ),
    GATE: Wording(
        text_id="Daftar tidak lolos pemeriksaan setelah disimpan",
        text_en="The list did not pass the check made after it was stored",
    ),
}


def text(code: str, details: Mapping[str, object], language: Language = "id") -> str:
    """Return the reason with what was found filled in."""
    return kept_text(details) or HOLDS[code].said(details, language)
