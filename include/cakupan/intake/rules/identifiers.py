"""Rules on NIK: present, well-formed, whole, and one person's own."""

from collections.abc import Iterator

import pandas as pd

from cakupan.contracts.roster import RosterContract
from cakupan.intake import places
from cakupan.intake.nik import PROVINCES, SCIENTIFIC, TEST_DISTRICT
from cakupan.intake.rules.catalogue import Hit, Severity, rule

LARGEST_EXACT = 2**53
ENOUGH_NUMBERS = 5
COLUMN = ["submission_no", "sheet_no"]


@rule(
    "NIK_KOSONG",
    "error",
    text_id="NIK kosong. Isi 16 digit NIK sesuai KTP atau Kartu Keluarga.",
    text_en="NIK is missing. Fill in the 16 digits from the identity or family card.",
)
def nik_is_missing(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """A list of people needs NIKs; where it may do without, it is told so."""
    if "nik" in contract.fields:
        severity: Severity = "error" if "nik" in contract.required else "warning"
        yield Hit(rows=frame["nik"].isna(), field="nik", severity=severity)


@rule(
    "NIK_PRESISI_HILANG",
    "error",
    text_id="NIK tersimpan sebagai angka sehingga digit terakhirnya hilang. Ubah kolom menjadi Teks,"
    " lalu ketik ulang NIK.",
    text_en="NIK was stored as a number and lost its last digits. Format the column as text and type"
    " the NIK again.",
)
def nik_lost_digits(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """A number keeps 15 digits: above 2^53 always lost; else ending in 0, unless few of many numbers do."""
    if "nik" not in contract.fields:
        return
    is_number = frame["nik_is_number"] & frame["nik"].notna()
    value = pd.to_numeric(frame["nik"].where(is_number), errors="coerce")
    ends_in_zero = is_number & frame["nik"].str.endswith("0").fillna(False).astype(bool)
    keys = [frame[name] for name in COLUMN]
    numbers = is_number.groupby(keys).transform("sum")
    zeros = ends_in_zero.groupby(keys).transform("sum")
    is_suspect = ends_in_zero & ((numbers < ENOUGH_NUMBERS) | (zeros * 2 >= numbers))
    is_scientific = frame["nik"].str.fullmatch(SCIENTIFIC).fillna(False).astype(bool)
    yield Hit(rows=(value > LARGEST_EXACT) | is_suspect | is_scientific, field="nik")


@rule(
    "NIK_ANGKA",
    "warning",
    text_id="NIK tersimpan sebagai angka. Ubah format kolom menjadi Teks agar digit tidak hilang.",
    text_en="NIK is stored as a number. Format the column as text so that no digit is lost.",
)
def nik_is_a_number(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Whole this time; the next save may lose it."""
    if "nik" in contract.fields:
        yield Hit(rows=frame["nik_is_number"] & frame["nik"].notna(), field="nik")


@rule(
    "NIK_FORMAT",
    "error",
    text_id="NIK bukan 16 digit angka yang sah. Periksa kembali sesuai KTP.",
    text_en="NIK is not 16 valid digits. Check it against the identity card.",
)
def nik_has_wrong_shape(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Not 16 digits, all digits the same, or serial 0000."""
    if "nik" in contract.fields:
        is_other = _is_civil_servant(frame) | frame["nik"].str.fullmatch(SCIENTIFIC).fillna(False).astype(
            bool
        )
        yield Hit(rows=frame["nik"].notna() & ~frame["nik_has_shape"] & ~is_other, field="nik")


@rule(
    "NIK_BUKAN_NIK",
    "error",
    text_id="Yang diisi bukan NIK, melainkan NIP (18 digit) atau nomor Kartu Keluarga. Isi dengan"
    " NIK orang tersebut.",
    text_en="This is not a NIK but a civil servant number (18 digits) or a family card number. Give"
    " the person's NIK.",
)
def nik_is_another_number(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """A civil servant's number, or the number of the family card beside it."""
    if "nik" not in contract.fields:
        return
    rows = _is_civil_servant(frame)
    if "no_kk" in contract.fields:
        rows = rows | (frame["nik"] == frame["no_kk"]).fillna(False).astype(bool)
    yield Hit(rows=rows, field="nik")


@rule(
    "NIK_TANGGAL",
    "error",
    text_id="Digit ke-7 sampai ke-12 NIK bukan tanggal lahir yang mungkin. Periksa kembali sesuai KTP.",
    text_en="Digits 7 to 12 of the NIK are no possible birth date. Check it against the identity card.",
)
def nik_holds_no_date(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Day 1-31 or 41-71, month 1-12, a day of the calendar."""
    yield Hit(rows=frame["nik_has_shape"] & frame["nik_birth_date"].isna(), field="nik")


@rule(
    "NIK_PROVINSI",
    "error",
    text_id="Dua digit pertama NIK bukan kode provinsi. Periksa kembali sesuai KTP.",
    text_en="The first two digits of the NIK are no province code. Check it against the identity card.",
)
def nik_has_no_province(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Two digits no province has or had."""
    yield Hit(rows=frame["nik_has_shape"] & ~frame["nik_province"].isin(PROVINCES), field="nik")


@rule(
    "NIK_WILAYAH",
    "warning",
    text_id="Enam digit pertama NIK tidak ada dalam daftar kode wilayah, sekarang maupun dahulu."
    " Pastikan NIK benar.",
    text_en="The first six digits of the NIK are in no list of area codes, current or former. Make"
    " sure it is right.",
)
def nik_has_unknown_district(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Prefixes outlive their kecamatan, and our lists have gaps: never more than a warning."""
    if not frame["nik_has_shape"].any():
        return
    district = frame["nik_district_code"]
    is_known = district.isin(places.district_codes()) | district.str.slice(0, 5).isin(
        places.former_regency_codes()
    )
    is_test = district.str.endswith(f".{TEST_DISTRICT}").fillna(False).astype(bool)
    is_unknown = frame["nik_has_shape"] & frame["nik_province"].isin(PROVINCES) & ~is_test & ~is_known
    yield Hit(rows=is_unknown, field="nik")


@rule(
    "NIK_DIPAKAI_BERSAMA",
    "error",
    text_id="Satu NIK dipakai untuk nama atau tanggal lahir yang berbeda dalam berkas ini. Perbaiki"
    " semua baris dengan NIK itu.",
    text_en="One NIK stands for different names or birth dates in this file. Mend every row with that NIK.",
)
def nik_is_shared(frame: pd.DataFrame, contract: RosterContract) -> Iterator[Hit]:
    """Which of the group is right, only the partner knows: all of them wait."""
    if contract.counts != "persons" or not frame["nik_has_shape"].any():
        return
    keys = [frame["submission_no"], frame["nik"].where(frame["nik_has_shape"])]
    names = frame["name_key"].groupby(keys).transform("nunique")
    births = frame["stated_birth_date"].groupby(keys).transform("nunique")
    yield Hit(rows=frame["nik_has_shape"] & ((names > 1) | (births > 1)), field="nik")


def _is_civil_servant(frame: pd.DataFrame) -> pd.Series:
    return frame["nik"].str.fullmatch(r"(?:19|20)\d{16}").fillna(False).astype(bool)
